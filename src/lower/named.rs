//! Drugs named anywhere in a criterion's words, whatever became of the clause they stand in: what is known of a
//! narrative clause, of a heading, or of words only half understood are still the drugs it names.

use std::sync::LazyLock;

use crate::grammar::Bytes;
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, stem_class};
use crate::rule::{Anchor, ConceptRef, Leaf, LeafKind, Mention, Node, NodeSpan, Span};

use super::concept::is_coded_drug;
use super::context::Context;

/// Words that make of the drug before them something else.
static OTHER: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../lexicons/drug_mentions.tsv").lines();
    let row = rows.filter_map(|line| line.strip_prefix("part_of_other\t")).next().unwrap_or("");
    row.rsplit('\t').next().unwrap_or("").split('|').collect()
});

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
        let mut out = Vec::new();
        for name in names {
            let span = self.span(&name.bytes);
            if said.spans.iter().any(|s| s.start < span.end && span.start < s.end) {
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
            let entry = match lexeme.lex {
                Lex::Word if stem_class(self.lexed.normal(lexeme)).is_some() => None,
                Lex::Term(_) => match self.drug_entry(at, lexeme) {
                    Some(entry) => Some(entry),
                    None => continue,
                },
                _ => continue,
            };
            names.push(Name { entry, bytes: lexeme.start as usize..lexeme.end as usize });
        }
        names
    }

    /// Whether the words after the drug at `at` make something else of it: "alcohol or drug *abuse*",
    /// "platinum-*resistant*", "everolimus-*eluting* stent".
    pub fn part_of_other(&self, at: usize) -> bool {
        let mut next = self.lexed.lexemes[at + 1..].iter();
        let first = next.find(|l| l.lex != Lex::Dash);
        first.is_some_and(|l| OTHER.contains(&self.lexed.normal(l)) && !matches!(l.lex, Lex::Sign(_)))
    }

    /// The drug a term stands for. A name that is first of all something else ("testosterone" is measured) is a drug
    /// only where the words before it say that it was given.
    fn drug_entry(&self, at: usize, lexeme: &Lexeme) -> Option<Entry> {
        let drug = lexeme.entry(Kind::Drug).or_else(|| lexeme.entry(Kind::DrugClass))?;
        let first = lexeme.concept()?;
        if self.part_of_other(at) {
            return None;
        }
        let given = || {
            let before = &self.lexed.lexemes[at.saturating_sub(2)..at];
            before.iter().any(|l| l.cue() == Some(Cue::Exposure))
        };
        (first == drug || given()).then_some(drug)
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
            let drug = leaf.kind == LeafKind::Drug;
            self.mention(concept.id.as_deref(), &concept.span, drug);
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

    /// A known concept, which is told to be a drug by its leaf or by its own codes and members.
    fn mention(&mut self, id: Option<&str>, span: &NodeSpan, drug: bool) {
        let NodeSpan::Here(span) = span else { return };
        if id.is_some_and(|id| drug || is_coded_drug(id)) {
            self.spans.push(*span);
        }
    }
}
