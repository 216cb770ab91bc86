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
//!
//! Near misses: "not more than 5" is a limit, "unable or not willing to comply" a narrative, "treatment-naive" an outcome.

use crate::lex::{Cue, Lexeme};
use crate::rule::{Leaf, LeafKind, Node, Span, Status, TimeKind};
use crate::words;

use super::context::Context;
use super::leaves::node_leaves;

impl Context<'_, '_> {
    /// Names each word of structure that says something of which `rule` tells nothing.
    pub fn unheard(&mut self, rule: &Node) {
        // Two denials that undo each other are told of by themselves.
        let undone = self.diagnostics.iter().any(|d| d.code == "double-negation");
        let mut told = Told { denies: undone, ..Told::default() };
        told.node(rule);
        node_leaves(rule, &mut |leaf| told.leaf(leaf));
        let lexed = self.lexed;
        for lexeme in &lexed.lexemes {
            if self.is_heard(lexeme, &told) {
                continue;
            }
            let bytes = lexeme.start as usize..lexeme.end as usize;
            let span = self.points.span(&bytes);
            let named = self.diagnostics.iter().any(|d| d.span.contains(span));
            if !named && !told.spans.iter().any(|part| part.contains(span)) {
                self.not_understood(&bytes);
            }
        }
    }

    fn is_heard(&self, lexeme: &Lexeme, told: &Told) -> bool {
        let Some(cue) = lexeme.cue() else { return true };
        let begins = |with: &[&str]| {
            let first = self.lexed.normal(lexeme).split(' ').next().unwrap_or_default();
            with.contains(&first)
        };
        match cue {
            Cue::Not | Cue::No | Cue::Non | Cue::Nor | Cue::Without | Cue::NoneFollowing => told.denies,
            Cue::Except | Cue::Unless => told.denies || told.several,
            // "elevation of ALT > 3 × ULN" is a level.
            Cue::Decrease | Cue::Increase => told.changes || told.limits,
            Cue::Change => told.changes,
            // "one or more of" may be any of them.
            Cue::GreaterOf | Cue::LesserOf if told.several => true,
            Cue::GreaterOf | Cue::LesserOf | Cue::Uln | Cue::Lln | Cue::NormalValue | Cue::Outside => told.limits,
            Cue::Suspected => told.suspects,
            Cue::Planned => told.plans,
            Cue::Stable | Cue::StableDose => told.stable,
            Cue::BodyFunction => told.limits || !begins(words::ORGAN_WORDS),
            Cue::Repeated => told.counts || !begins(words::REPEATING),
            Cue::ResponseWord => told.changes,
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
    /// The spans of its parts: a word in them is a part of what they say.
    spans: Vec<Span>,
}

impl Told {
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
        }
        self.counts |= leaf.count.is_some() || leaf.select.is_some();
        self.changes |= leaf.derive.is_some() || leaf.outcome.is_some();
        self.limits |= leaf.limits().next().is_some() || leaf.derive.is_some();
        let described = |word: &str| leaf.qualifiers.iter().any(|q| q.contains(word));
        self.suspects |= leaf.status == Some(Status::Suspected) || described("at_risk");
        self.plans |= leaf.status == Some(Status::Planned);
        self.stable |= described("stable") || leaf.time.iter().any(|t| t.kind == TimeKind::Stability);
        for inner in [&leaf.having, &leaf.due_to, &leaf.defined_by].into_iter().flatten() {
            self.node(inner);
        }
        if matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed) {
            self.spans.push(leaf.span.span());
        }
        self.spans.extend(leaf.concept.iter().map(|c| c.span.span()));
        self.spans.extend(leaf.concept.iter().flat_map(|c| &c.examples).map(|e| e.span.span()));
        self.spans.extend(leaf.limits().map(|value| value.span));
        self.spans.extend(leaf.method.iter().chain(&leaf.setting).map(|m| m.span.span()));
        self.spans.extend(leaf.time.iter().map(|time| time.span.span()));
        self.spans.extend(leaf.time.iter().filter_map(|time| time.of.as_ref()).map(|of| of.span.span()));
    }
}
