//! How alike two rules, and two criteria, are.

use std::collections::BTreeMap;

use crate::check::signature;
use crate::rule::{Leaf, LeafKind, Node};

/// The greatest likeness there is.
pub const IDENTICAL: i64 = 1000;

/// What a rule or a text is made of, each with its weight, to be compared with what another is made of.
#[derive(Debug, Clone, Default)]
pub struct Features(BTreeMap<String, i64>);

impl Features {
    /// The features of a rule: above all which concepts it is about.
    pub fn of_rule(node: &Node) -> Self {
        let mut features = Self::default();
        features.add_node(node);
        features
    }

    /// The features of a text: its words, without those that stand everywhere.
    pub fn of_text(text: &str) -> Self {
        const COMMON: [&str; 22] = [
            "a", "an", "and", "any", "are", "as", "at", "be", "by", "for", "have", "in", "is", "must", "of", "or",
            "patients", "subjects", "the", "to", "who", "with",
        ];
        let mut features = Self::default();
        for word in signature::words(text).split(' ').filter(|w| !w.is_empty() && !COMMON.contains(w)) {
            features.add(word.to_owned(), if word.chars().all(|c| c.is_ascii_digit()) { 1 } else { 2 });
        }
        features
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the features, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Twice what both share, of all there is in both, in thousandths.
    pub fn likeness(&self, other: &Self) -> i64 {
        let total: i64 = self.0.values().chain(other.0.values()).sum();
        if total == 0 {
            return 0;
        }
        let shared: i64 = self.0.iter().map(|(name, w)| other.0.get(name).map_or(0, |v| *v.min(w))).sum();
        2 * shared * IDENTICAL / total
    }

    fn add(&mut self, name: String, weight: i64) {
        *self.0.entry(name).or_default() += weight;
    }

    fn add_node(&mut self, node: &Node) {
        match node {
            Node::Leaf(leaf) => self.add_leaf(leaf),
            Node::Ref { to, .. } => self.add(format!("ref {to}"), 1),
            Node::Not { of, .. } => {
                self.add("not".to_owned(), 1);
                self.add_node(of);
            }
            _ => node.parts().into_iter().for_each(|part| self.add_node(part)),
        }
    }

    fn add_leaf(&mut self, leaf: &Leaf) {
        match &leaf.concept {
            Some(concept) => {
                self.add(signature::concept(concept), 8);
                for example in &concept.examples {
                    self.add(signature::mention(example), 1);
                }
            }
            None if matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed) => {
                let category = leaf.category.as_deref().unwrap_or("?");
                self.add(format!("narrative {category}"), if category == "?" { 1 } else { 6 });
                let words = Self::of_text(leaf.text.as_deref().unwrap_or_default());
                for (word, weight) in words.0 {
                    self.add(word, weight);
                }
            }
            None => self.add(format!("{:?}", leaf.kind), 8),
        }
        if leaf.concept.is_some() {
            self.add(format!("{:?}", leaf.kind), 1);
        }
        for value in leaf.limits() {
            let low = value.bounds.low().is_some();
            let high = value.bounds.high().is_some();
            self.add(format!("limit {low}{high} {:?} {:?}", value.relative_to, value.is), 2);
            self.add(signature::value(value), 1);
        }
        for time in &leaf.time {
            self.add(format!("{:?}", time.kind), 1);
            self.add(signature::time(time), 1);
        }
        for part in [&leaf.having, &leaf.due_to, &leaf.defined_by].into_iter().flatten() {
            self.add_node(part);
        }
    }
}

/// How alike two rules are, in thousandths.
pub fn of_nodes(old: &Node, new: &Node) -> i64 {
    Features::of_rule(old).likeness(&Features::of_rule(new))
}
