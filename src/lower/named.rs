//! Drugs named anywhere in a criterion's words, whatever became of the clause they stand in: what is known of a
//! narrative clause, of a heading, or of words only half understood are still the drugs it names.

use std::sync::LazyLock;

use crate::grammar::Bytes;
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, look_up, stem_class};
use crate::rule::{Anchor, ConceptRef, Leaf, LeafKind, Mention, Node, NodeSpan, Span};
use crate::words;

use super::atom::is_allergy;
use super::concept::is_coded_drug;
use super::context::Context;

/// The rows of `lexicons/drug_mentions.tsv` that are needed here.
struct Words {
    /// Words that make of the drug before them something else.
    other: Vec<&'static str>,
    /// Words for a trial, of a drug or of a treatment with it.
    tried: Vec<&'static str>,
    /// Words for what is given in general, whose trials are studies.
    general: Vec<&'static str>,
    /// Words for the forms that a drug is given in, which tell that the name before them is one.
    form: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    other: row("part_of_other"),
    tried: row("tried"),
    general: row("general"),
    form: row("form"),
});

/// The cell of a row of `lexicons/drug_mentions.tsv`.
pub(super) fn row(id: &str) -> Vec<&'static str> {
    let mut rows = include_str!("../../lexicons/drug_mentions.tsv").lines();
    let row = rows.find(|line| line.split('\t').next() == Some(id)).unwrap_or("");
    row.rsplit('\t').next().unwrap_or("").split('|').collect()
}

/// The words of a drug's name, and its row; none where only the stem of the name says that it is a drug.
struct Name {
    entry: Option<Entry>,
    bytes: Bytes,
}

impl Context<'_, '_> {
    /// The drugs the words name and no leaf of the rule is about.
    pub fn unsaid_drugs(&mut self, rule: Option<&Node>) -> Vec<Mention> {
        let names = self.drug_names();
        if names.is_empty() {
            return Vec::new();
        }
        let mut said = Said::default();
        rule.into_iter().for_each(|rule| said.node(rule));
        let mut said = said.spans;
        said.sort_unstable();
        // Names come in the order of the text, so that one walk along what is said tells of each.
        let (mut at, mut reach) = (0, 0);
        let mut out = Vec::new();
        for name in names {
            let span = self.span(&name.bytes);
            while at < said.len() && said[at].start < span.end {
                reach = reach.max(said[at].end);
                at += 1;
            }
            if span.start < reach {
                continue;
            }
            let id = name.entry.map(|entry| self.concepts.note(entry));
            out.push(self.mention(id, &name.bytes));
        }
        out
    }

    fn drug_names(&self) -> Vec<Name> {
        let lexemes = &self.lexed.lexemes;
        let mut names = Vec::new();
        for (at, lexeme) in lexemes.iter().enumerate() {
            let sense = self.sense_as_drug(at);
            let sure = sense.is_none_or(|s| s.is_some() && lexeme.lex != Lex::Word);
            if !sure && !self.is_given(at) {
                continue;
            }
            let entry = match lexeme.lex {
                Lex::Word if sense.is_some_and(|s| s.is_some()) => sense.flatten(),
                Lex::Word | Lex::Term(_) if let Some(drug) = self.shortened(at) => Some(drug),
                Lex::Word if stem_class(self.lexed.normal(lexeme)).is_some() || self.is_research_code(at) => None,
                Lex::Term(_) => match self.drug_entry(at, lexeme) {
                    Some(entry) => Some(entry),
                    None => {
                        names.extend(self.given(at).map(|bytes| Name { entry: None, bytes }));
                        continue;
                    }
                },
                _ => continue,
            };
            let class = entry.is_some_and(|e| e.kind() == Kind::DrugClass);
            let first = if class { self.told_apart(at) } else { at };
            let last = if class && self.is_noun(at + 1) { at + 1 } else { at };
            names.push(Name { entry, bytes: lexemes[first].start as usize..lexemes[last].end as usize });
        }
        names
    }

    /// Whether the words around say that what stands here is given: "use of …", "need for …", "allergy to …", another drug beside it.
    fn is_given(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let allergy = |l: &Lexeme| l.entry(Kind::Condition).is_some_and(is_allergy);
        let the = at > 0 && lexemes[at - 1].cue() == Some(Cue::The);
        let before = &lexemes[at.saturating_sub(if the { 3 } else { 2 })..at];
        let drug = |l: &Lexeme| l.concept().is_some_and(|e| e.kind().is_drug());
        let joins = |l: &Lexeme| l.is_sign(',') || l.is_sign('/') || l.cue() == Some(Cue::Or);
        let beside = |i: usize, j: usize| lexemes.get(i).is_some_and(joins) && lexemes.get(j).is_some_and(drug);
        // "estrogen, progestin*, or* progesterone"
        let last = at > 2 && lexemes[at - 1].cue() == Some(Cue::Or) && lexemes[at - 2].is_sign(',');
        let form = |l: &Lexeme| WORDS.form.contains(&self.lexed.normal(l));
        let needed = before.last().is_some_and(|l| l.cue() == Some(Cue::Need));
        needed
            || before.iter().any(|l| l.cue() == Some(Cue::Exposure) || allergy(l))
            || lexemes.get(at + 1).is_some_and(form)
            || beside(at + 1, at + 2)
            || at > 1 && beside(at - 1, at - 2)
            || last && drug(&lexemes[at - 3])
            || self.drug_before_brackets(at).is_some()
    }

    /// Whether the words after the drug at `at` make something else of it: "alcohol or drug *abuse*",
    /// "platinum-*resistant*", "everolimus-*eluting* stent", "oral drug *intake*", "vaccine *trial*" (but not "antidepressant trial").
    pub fn part_of_other(&self, at: usize) -> bool {
        if self.is_biological_adjective(at) {
            return true;
        }
        let lexemes = &self.lexed.lexemes;
        let Some(next) = self.after_brackets(at) else { return false };
        let dash = lexemes[next].lex == Lex::Dash;
        let Some(first) = lexemes.get(next + usize::from(dash)).filter(|l| !matches!(l.lex, Lex::Sign(_))) else {
            return false;
        };
        let word = self.lexed.normal(first);
        let name = &self.lexed.lexemes[at];
        let last = self.lexed.normal(name).rsplit(' ').next().unwrap_or("");
        WORDS.other.contains(&word)
            || WORDS.tried.contains(&word) && WORDS.general.contains(&last)
            || word == "intake" && self.lexed.written(name).ends_with("drug")
            // "*hormone*-dependent tumors", but "*inotrope* dependent for 14 days"; "*platinum*-sensitive", but "an *antibiotic*
            // sensitive on the test"
            || dash && matches!(word, "dependent" | "sensitive")
            || word == "sensitive" && last == "hormone"
    }

    /// What comes after the drug at `at`, and after the brackets that another name of it stands in: "Tetrahydrobiopterin (BH4)
    /// *deficiency*", of both names.
    fn after_brackets(&self, at: usize) -> Option<usize> {
        let lexemes = &self.lexed.lexemes;
        let sign = |n: usize, sign| lexemes.get(n).is_some_and(|l| l.is_sign(sign));
        let next = match () {
            () if sign(at + 1, '(') && sign(at + 3, ')') => at + 4,
            () if at > 0 && sign(at - 1, '(') && sign(at + 1, ')') => at + 2,
            () => at + 1,
        };
        (next < lexemes.len()).then_some(next)
    }

    /// "*non-biologic* asthma medication", "*non-hormonal contraceptives*": what a drug is not is not named as one. Near misses:
    /// "*non-biologic DMARDs*", a class; "*non-topical medications*".
    fn is_denied_kind(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let next = lexemes.get(at + 1).and_then(Lexeme::concept);
        let described = self.lexed.written(&lexemes[at]).split_once(' ');
        let kind = described.is_some_and(|(kind, _)| look_up(kind).is_none_or(|group| !group.has(&[Kind::Route])));
        if !kind && !next.is_some_and(|next| next.kind().is_drug()) {
            return false;
        }
        let dash = at > 1 && lexemes[at - 1].lex == Lex::Dash;
        let before = at.checked_sub(if dash { 2 } else { 1 }).map(|before| &lexemes[before]);
        before.is_some_and(|l| l.cue() == Some(Cue::Non))
    }

    /// "metformin *XR*", "venlafaxine *ER*": letters directly after a drug that say how it is released. Near miss: "tamoxifen,
    /// *ER* positive".
    pub fn release_form(&self, at: usize) -> Option<Entry> {
        let lexemes = &self.lexed.lexemes;
        let written = self.lexed.written(&lexemes[at]);
        let id = match written {
            "IR" => "immediate_release",
            _ if words::EXTENDED_RELEASE.contains(&written) => "extended_release",
            _ => return None,
        };
        let before = at.checked_sub(1).map(|n| &lexemes[n])?;
        let drug = before.concept().is_some_and(|e| e.kind() == Kind::Drug);
        let result = lexemes.get(at + 1).is_some_and(|l| l.entry(Kind::Finding).is_some() || l.is_sign('+'));
        (drug && !result).then(|| Entry::find(Kind::Qualifier, id)).flatten()
    }

    /// A code that a developer gives a drug ("AT2221", "MK-3475"), where the words around say that it is given.
    fn is_research_code(&self, at: usize) -> bool {
        let written = self.lexed.written(&self.lexed.lexemes[at]);
        let letters = written.bytes().take_while(u8::is_ascii_uppercase).count();
        let (prefix, rest) = written.split_at(letters);
        let digits = rest.strip_prefix(['-', '‐', '‑', '–']);
        let number = digits.unwrap_or(rest);
        let developer = digits.is_some() && words::DEVELOPERS.contains(&prefix);
        let is_code = (2..=5).contains(&letters)
            && (3..=if developer { 8 } else { 6 }).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit());
        let prior = || at > 0 && self.lexed.lexemes[at - 1].cue() == Some(Cue::Prior);
        is_code && (self.is_given(at) || developer && prior())
    }

    /// The drug a term stands for. A name that is first of all something else ("testosterone" is measured) is a drug
    /// only where the words before it say that it was given.
    fn drug_entry(&self, at: usize, lexeme: &Lexeme) -> Option<Entry> {
        let sense = self.sense_as_drug(at).flatten();
        let drug = sense.or_else(|| lexeme.entry(Kind::Drug)).or_else(|| lexeme.entry(Kind::DrugClass))?;
        let first = sense.or_else(|| lexeme.concept())?;
        if self.part_of_other(at) || self.is_denied_kind(at) || self.is_consumed(at, drug) {
            return None;
        }
        (first == drug || self.is_given(at)).then_some(drug)
    }
}

/// Where the leaves of a rule name drugs as such.
#[derive(Default)]
struct Said {
    spans: Vec<Span>,
}

impl Said {
    fn node(&mut self, node: &Node) {
        node.each_leaf(&mut |leaf| self.leaf(leaf));
    }

    fn leaf(&mut self, leaf: &Leaf) {
        if let Some(concept) = &leaf.concept {
            let drug = matches!(leaf.kind, LeafKind::Drug | LeafKind::Allergy);
            // What a limit is set to is measured and not given: "calcitonin ≥ 6 pg/mL".
            let measured = leaf.kind == LeafKind::Measurement;
            if !measured || leaf.value.as_ref().is_some_and(|value| !value.bounds.is_empty()) {
                self.mention(concept.id.as_deref(), &concept.span, drug || measured);
            }
            self.examples(concept, drug);
        }
        if let Some(concept) = &leaf.equivalent_to {
            self.mention(concept.id.as_deref(), &concept.span, true);
        }
        for time in &leaf.time {
            if let Some(Anchor::Event(event)) = &time.anchor {
                self.node(event);
            }
        }
        let inner = [&leaf.due_to, &leaf.having, &leaf.defined_by].into_iter().flatten().map(|node| &**node);
        inner.chain(&leaf.illustrations).chain(&leaf.permits).for_each(|node| self.node(node));
    }

    fn examples(&mut self, concept: &ConceptRef, drug: bool) {
        for example in &concept.examples {
            self.mention(example.id.as_deref(), &example.span, drug);
        }
    }

    /// A known concept, which is told to be a drug by its leaf or by its own codes.
    fn mention(&mut self, id: Option<&str>, span: &NodeSpan, drug: bool) {
        let NodeSpan::Here(span) = span else { return };
        if id.is_some_and(|id| drug || is_coded_drug(id)) {
            self.spans.push(*span);
        }
    }
}
