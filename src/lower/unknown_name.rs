//! A name that no table knows, in a list: "*salvage radiation therapy* or biochemical failure". Alone it is the name that the text gives.
//! Beside others it may as well be a piece of one of them, where the list was cut within a name, and nothing but a reader can tell. In
//! a demand that is more likely: what excludes is mostly listed, what is demanded mostly described.
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
