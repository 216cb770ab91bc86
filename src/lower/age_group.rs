//! Words for an age without a number: "adults", "children", "infants".
//!
//! No limit is made of them, for texts and countries differ in where it lies. Among demands a note says so: an age in
//! numbers stands in another criterion as a rule. In an exclusion they narrow what they stand beside, as all words do that
//! found no place: "children with epilepsy" excludes no adult with it.
//!
//! Near misses: "adults ≥ 18 years with asthma" has the number; "asthma as a child" tells of a time; "healthy adults" is a
//! name.

use crate::lex::{Cue, Kind};
use crate::rule::{LeafKind, Node, Severity};

use super::context::Context;
use super::leaves::node_leaves;

impl Context<'_, '_> {
    /// Says of each word for an age that `rule`, which has no age in numbers, makes no limit of it.
    pub fn age_groups(&mut self, rule: &Node) {
        let (mut aged, mut whole) = (false, Vec::new());
        node_leaves(rule, &mut |leaf| {
            // "child of a parent with schizophrenia" tells whose parent it is.
            aged |= leaf.kind == LeafKind::Age || leaf.subject.is_some();
            if matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed) {
                whole.push(leaf.span.span());
            }
        });
        if aged {
            return;
        }
        let lexed = self.lexed;
        for (index, lexeme) in lexed.lexemes.iter().enumerate() {
            let bytes = lexeme.start as usize..lexeme.end as usize;
            let adult = match lexeme.cue() {
                Some(Cue::Adult) => true,
                // "*adult patients* with asthma" is one word for people.
                Some(Cue::Patient) => self.words(&bytes).to_ascii_lowercase().starts_with("adult"),
                _ => false,
            };
            let young = || lexeme.entry(Kind::Subject).is_some_and(|e| self.opens_with_children(e, index));
            if !self.used[index] || !(adult || young()) {
                continue;
            }
            let span = self.points.span(&bytes);
            if whole.iter().any(|place| place.contains(span)) {
                continue;
            }
            if self.demand {
                let message = format!("\"{}\" gives no age in numbers: no limit is made of it", self.words(&bytes));
                self.say("age-group", Severity::Note, message, &bytes);
            } else {
                self.not_understood(&bytes);
            }
        }
    }
}
