//! A name that no table knows, in a list: "*salvage radiation therapy* or biochemical failure". Alone it is the name that the text gives.
//! Beside others it may as well be a piece of one of them, where the list was cut within a name, and nothing but a reader can tell. In
//! a demand that is more likely: what excludes is mostly listed, what is demanded mostly described.
//!
//! In brackets behind a name it narrows that name, and may as well be a remark: "eGFR ≥ 30 *(XYZ)*".
//!
//! Near misses: "*tripe palms*" alone; "asthma or COPD", both known.

use crate::rule::{LeafKind, Node, NodeSpan, Severity, Span};

use super::context::Context;
use super::headless::each_listed_leaf;

/// The most names that one diagnostic gives.
const SHOWN: usize = 3;

impl Context<'_, '_> {
    /// Says which names of the lists of a rule no table knows; under a heading for inclusion as a warning.
    pub fn tell_unknown_names(&mut self, rule: &mut Node, included: bool) {
        let mut names: Vec<(Span, String)> = Vec::new();
        each_listed_leaf(rule, false, &mut |leaf| {
            let condition = leaf.kind == LeafKind::Condition;
            if let Some(concept) = leaf.concept.as_ref().filter(|c| condition && c.id.is_none())
                && let NodeSpan::Here(span) = concept.span
                && !names.iter().any(|(other, _)| *other == span)
            {
                names.push((span, concept.text.clone()));
            }
        });
        let mut bracketed: Vec<(Span, String)> = Vec::new();
        rule.each_leaf(&mut |leaf| {
            if let Some(Node::Leaf(inner)) = leaf.having.as_deref()
                && (inner.kind == LeafKind::Condition || inner.kind == LeafKind::Measurement && leaf.value.is_some())
                && let Some(concept) = inner.concept.as_ref().filter(|c| c.id.is_none())
                && let NodeSpan::Here(span) = concept.span
            {
                bracketed.push((span, concept.text.clone()));
            }
        });
        for (span, name) in bracketed {
            let start = self.points.byte(span.start);
            let before = self.just_before(start);
            let opened = before
                .rfind(['(', '['])
                .is_some_and(|at| matches!(before[at + 1..].trim(), "" | "or" | "and" | "the" | "a" | "an"));
            if opened && !names.iter().any(|(other, _)| *other == span) {
                let message = format!("no known name in brackets, so that it may be no more than a remark: \"{name}\"");
                self.say_at("unknown-in-list", Severity::Warning, message, span);
            }
        }
        let Some((first, _)) = names.first() else { return };
        let shown: Vec<String> = names.iter().take(SHOWN).map(|(_, name)| format!("\"{name}\"")).collect();
        let more = names.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message =
            format!("no known name, so that it may be a piece of what stands beside it: {}{more}", shown.join(", "));
        let severity = if included { Severity::Warning } else { Severity::Note };
        self.say_at("unknown-in-list", severity, message, *first);
    }
}
