//! Words of structure that say something, held against the rule: where "not" stands in the text and nothing in the rule is
//! denied, the word was lost, and the rule says the opposite of the text.
//!
//! Such words are known, so that nothing else names them when no reading uses them. Here they are named as words that found
//! no place, and narrow what they stand beside, as all of them do: who has the thing is then for a person to decide.
//!
//! | words | heard where the rule has |
//! |---|---|
//! | *not*, *no*, *without*, *except*, *unless* | something denied, allowed, or under a condition |
//! | *decrease in*, *change of* | a change, or an outcome |
//! | *greater*, *lower*, *above the normal limits*, *outside* | a limit, a result, a number of things |
//! | *suspected*, *planned*, *stable* | that status, risk or stability |
//! | *cardiac*, *laboratory values* | a limit, or the word in a name |
//! | *response*, *remission* | an outcome, or the word in a name |
//! | *repeated*, *consecutive* | a count |
//! | *more than*, *or worse* | that place in a limit or a count |
//! | the *arm*; seizures *only* | that place in a name |
//! | *before* the burn | a time |
//!
//! The name of something that a reading took and made nothing of is lost in the same way ("treated with a stable dose of
//! *budesonide*", where the dose was all that was kept).
//!
//! Near misses: a label before a colon; "allergy to penicillin", whose kind tells of it; "not more than 5" is a limit, "unable or not willing to comply" a narrative, "treatment-naive" an outcome.

use std::collections::BTreeSet;

use crate::lex::{Cue, Entry, Kind, Lex, Lexeme};
use crate::rule::{Leaf, LeafKind, Node, Span, Status, TimeKind};
use crate::words;

use super::atom::is_allergy;
use super::context::Context;
use super::coverage::{covered, names_words};
use super::leaves::node_leaves;

/// The most lexemes between a label and its colon.
const FAR: usize = 16;

/// The most letters of an abbreviation that may stand for several things.
const SHORT: usize = 3;

impl Context<'_, '_> {
    /// Names each word of structure that says something of which `rule` tells nothing.
    pub fn unheard(&mut self, rule: &Node) {
        // Two denials that undo each other are told of by themselves.
        let undone = self.diagnostics.iter().any(|d| d.code == "double-negation");
        let mut spans = covered(Some(rule));
        spans.extend_from_slice(&self.placed);
        let mut told = Told { denies: undone, spans, ..Told::default() };
        told.node(rule);
        node_leaves(rule, &mut |leaf| told.leaf(leaf));
        // Where words are named already, nobody is decided without a look at the text.
        let narrowed = self.diagnostics.iter().any(|d| names_words(&d.code));
        let mut places = std::mem::take(&mut told.spans);
        places.extend(self.diagnostics.iter().map(|d| d.span));
        places.sort_unstable();
        // Lexemes and places are in the order of the text: how far those reach that begin before a lexeme.
        let (mut next, mut reach) = (0, 0);
        let lexed = self.lexed;
        for (at, lexeme) in lexed.lexemes.iter().enumerate() {
            let heard = match lexeme.concept() {
                Some(entry) => narrowed || !self.is_thing(entry, at) || told.uses(entry),
                None => {
                    self.is_heard(lexeme, &told) && !self.is_said_only(at)
                        || self.counts(at)
                        || self.unresolved(at).is_some()
                }
            };
            if heard {
                continue;
            }
            let bytes = lexeme.start as usize..lexeme.end as usize;
            let span = self.points.span(&bytes);
            while places.get(next).is_some_and(|place| place.start <= span.start) {
                reach = reach.max(places[next].end);
                next += 1;
            }
            if span.end > reach {
                self.not_understood(&bytes);
            }
        }
    }

    /// Whether the lexeme there names something that people have, take or undergo, and is no label and no short abbreviation.
    fn is_thing(&self, entry: Entry, at: usize) -> bool {
        let kind = entry.kind();
        let signs = |l: &&Lexeme| matches!(l.lex, Lex::Sign(_));
        // "cardiovascular disease within 6 months: angina, …" heads what follows.
        let label = self.lexed.lexemes[at + 1..].iter().take(FAR).find(signs).is_some_and(|next| next.is_sign(':'));
        let short = self.lexed.written(&self.lexed.lexemes[at]).len() <= SHORT && !kind.is_drug();
        (kind.is_treatment() || kind == Kind::Condition) && !label && !short
    }

    /// "febrile seizures *only*", "*only* radiotherapy": whether a disease or a treatment is said to be the only one. Near misses: "asthma
    /// *only if* severe", "for patients with asthma *only*", "*only* patients with asthma".
    fn is_said_only(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let event = |l: &Lexeme| l.concept().is_some_and(|e| e.kind().is_treatment() || e.kind() == Kind::Condition);
        let quality = |l: &&Lexeme| l.entry(Kind::Qualifier).is_some() && l.concept().is_none();
        if self.lexed.normal(&lexemes[at]) != "only" || lexemes[at].cue() != Some(Cue::Also) {
            return false;
        }
        let ends = lexemes.get(at + 1).is_none_or(|l| matches!(l.lex, Lex::Sign(',' | ';' | '.')));
        let opens = at == 0
            || matches!(lexemes[at - 1].cue(), Some(Cue::Exposure))
            || matches!(lexemes[at - 1].lex, Lex::Sign(_));
        let of_some = lexemes[..at].iter().any(|l| matches!(l.cue(), Some(Cue::For | Cue::If | Cue::Patient)));
        let next = lexemes[at + 1..].iter().find(|l| !quality(l));
        !of_some && !self.in_brackets && (at > 0 && ends && event(&lexemes[at - 1]) || opens && next.is_some_and(event))
    }

    /// "*no. of* metastases": a number, of which nothing is denied.
    fn counts(&self, at: usize) -> bool {
        let mut after = self.lexed.lexemes[at + 1..].iter().skip_while(|l| l.lex == Lex::Sign('.'));
        let no = self.lexed.written(&self.lexed.lexemes[at]).eq_ignore_ascii_case("no");
        no && after.next().is_some_and(|l| l.cue() == Some(Cue::Of))
    }

    /// "*treatment* arm", "arm *A*", "*each* arm": an arm of a trial that everybody in it is in.
    fn names_an_arm(&self, lexeme: &Lexeme) -> bool {
        let before = self.just_before(lexeme.start as usize).to_ascii_lowercase();
        let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let after = self.just_after(lexeme.end as usize);
        let mark = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let marked = mark.len() == 1 || mark.starts_with(|c: char| c.is_ascii_digit() || c == 'I');
        marked || words::WHICH_ARM.contains(&last)
    }

    /// "*greater than* grade", "*at least*": words that do nothing but compare.
    fn surely_compares(&self, lexeme: &Lexeme) -> bool {
        let words = self.lexed.normal(lexeme);
        words.ends_with(" than") || matches!(words, "at least" | "at most")
    }

    fn is_heard(&self, lexeme: &Lexeme, told: &Told) -> bool {
        let Some(cue) = lexeme.cue() else { return true };
        let begins = |with: &[&str]| {
            let first = self.lexed.normal(lexeme).split(' ').next().unwrap_or_default();
            with.contains(&first)
        };
        match cue {
            Cue::Not | Cue::No | Cue::Non | Cue::Nor | Cue::Without | Cue::NoneFollowing | Cue::UnrelatedTo => {
                told.denies
            }
            Cue::Except | Cue::Unless => told.denies || told.several,
            // "elevation of ALT > 3 × ULN" is a level.
            Cue::Decrease | Cue::Increase => told.changes || told.limits || begins(&["drop"]),
            Cue::Change => told.changes,
            // "one or more of" may be any of them.
            Cue::GreaterOf | Cue::LesserOf if told.several => true,
            Cue::GreaterOf | Cue::LesserOf | Cue::Uln | Cue::Lln | Cue::NormalValue | Cue::Outside => told.limits,
            Cue::Suspected => told.suspects,
            // "anticipated difficult intubation" is feared.
            Cue::Planned => told.plans || told.suspects,
            Cue::Stable | Cue::StableDose => told.stable,
            Cue::BodyFunction => told.limits || !begins(words::ORGAN_WORDS),
            Cue::Repeated => told.counts || !begins(words::REPEATING),
            Cue::ResponseWord => told.changes,
            // A comparison of which no limit and no count has been made. Near miss: "*under* general anesthesia".
            Cue::GtBefore | Cue::GeBefore | Cue::LtBefore | Cue::LeBefore => !self.surely_compares(lexeme),
            // "hepatic impairment *or worse*", of which no limit is named.
            Cue::GeAfter | Cue::LeAfter => false,
            Cue::WorseThan => told.limits,
            // "DVT of the *arm*", "the other *arm*", "can use a *phone*"
            Cue::TypeWord => !words::TOLD_TYPE_WORDS.contains(&self.lexed.normal(lexeme)) || self.names_an_arm(lexeme),
            // "GCS < 8 *before* the burn". Near misses: "*pre*-treatment", "before 37 weeks of gestation", "before or during pregnancy".
            Cue::Before => {
                let either = self.lexed.text[lexeme.end as usize..].trim_start().starts_with("or ")
                    || self.just_before(lexeme.start as usize).ends_with(" or");
                let pre = self.lexed.normal(lexeme) == "pre";
                told.timed || told.concepts.contains("gestational_age") || pre || either
            }
            _ => true,
        }
    }
}

/// What a rule tells of, whatever it is said of.
#[derive(Default)]
struct Told {
    denies: bool,
    /// It has several parts, as after "unless".
    several: bool,
    changes: bool,
    counts: bool,
    limits: bool,
    suspects: bool,
    plans: bool,
    stable: bool,
    allergy: bool,
    /// Something has a time.
    timed: bool,
    /// Parts of a score count, or do not.
    scored: bool,
    concepts: BTreeSet<String>,
    qualifiers: BTreeSet<String>,
    /// The spans of its parts: a word in them is a part of what they say.
    spans: Vec<Span>,
}

impl Told {
    /// Whether the name of something is told elsewhere: by the same name again, an allergy by its kind, a part of a score
    /// by the score, "metastatic" by a qualifier.
    fn uses(&self, entry: Entry) -> bool {
        self.concepts.contains(entry.id())
            || self.allergy && is_allergy(entry)
            || self.scored && entry.kind() == Kind::Condition
            || self.qualifiers.iter().any(|q| alike(q, entry.id()))
    }

    fn node(&mut self, node: &Node) {
        self.denies |= matches!(node, Node::Not { .. } | Node::If { .. });
        self.limits |= matches!(node, Node::AtLeast { .. });
        self.several |= matches!(node, Node::All { .. } | Node::Any { .. });
        node.parts().into_iter().for_each(|part| self.node(part));
    }

    fn leaf(&mut self, leaf: &Leaf) {
        let present = |is: &String| matches!(is.as_str(), "positive" | "high" | "abnormal" | "detectable");
        let result = leaf.value.as_ref().and_then(|v| v.is.as_ref());
        self.denies |= result.is_some_and(|is| !present(is)) || leaf.outcome.is_some() || !leaf.permits.is_empty();
        for parts in leaf.value.iter().filter_map(|v| v.components.as_ref()) {
            self.denies |= !parts.without.is_empty();
            self.scored = true;
        }
        self.counts |= leaf.count.is_some() || leaf.select.is_some();
        self.changes |= leaf.derive.is_some() || leaf.outcome.is_some();
        self.limits |= leaf.limits().next().is_some() || leaf.derive.is_some();
        let described = |word: &str| leaf.qualifiers.iter().any(|q| q.contains(word));
        self.suspects |= leaf.status == Some(Status::Suspected) || described("at_risk");
        self.plans |= leaf.status == Some(Status::Planned);
        self.stable |= described("stable") || leaf.time.iter().any(|t| t.kind == TimeKind::Stability);
        self.timed |= !leaf.time.is_empty() || leaf.status.is_some();
        self.allergy |= leaf.kind == LeafKind::Allergy;
        self.concepts.extend(leaf.concept_id().map(str::to_owned));
        self.qualifiers.extend(leaf.qualifiers.iter().cloned());
        for example in &leaf.illustrations {
            self.spans.extend(covered(Some(example)));
            node_leaves(example, &mut |inner| self.leaf(inner));
        }
        for inner in [&leaf.having, &leaf.due_to, &leaf.defined_by].into_iter().flatten() {
            self.node(inner);
        }
    }
}

/// Whether two ids begin alike, as a quality and the state that has it do: "metastatic", "metastasis".
fn alike(a: &str, b: &str) -> bool {
    const ENOUGH: usize = 7;
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    same >= ENOUGH.min(a.len()).min(b.len())
}
