//! What windows are counted from, where that is said once after the last of them, and one of them stands within an item.
//!
//! - "stroke within 12 weeks, or bleeding requiring transfusion within 24 weeks *prior to enrollment*";
//! - "> 400 mL of blood within 12 weeks or > 200 mL within 4 weeks *prior to screening*".
//!
//! Items that have their windows themselves share it before (`share/settings.rs`). Near misses: "stroke in the *past* 12 weeks",
//! which looks back from today; a window of another sentence.

use crate::rule::{Anchor, Direction, Leaf, Node, Span, Time, TimeKind};

use super::context::Context;
use super::share::is_unanchored;

/// The most characters between two windows that are counted from the same.
const FARTHEST: u32 = 400;

impl Context<'_, '_> {
    /// Gives the windows without an anchor that of the next one after them, where that is a moment of the trial.
    pub fn anchors_said_last(&mut self, node: &mut Node) {
        if !self.diagnostics.iter().any(|d| d.code == "window-without-anchor") {
            return;
        }
        let mut times = Vec::new();
        gather(node, &mut times);
        let mut said: Vec<(Span, Anchor)> = times.iter().filter_map(|time| counted_from(time)).collect();
        said.sort_by_key(|(span, _)| span.start);
        for time in times.into_iter().filter(|time| is_unanchored(time)) {
            let span = time.span.span();
            let next = said.get(said.partition_point(|(other, _)| other.start < span.end));
            let next = next.filter(|(other, _)| other.start - span.end <= FARTHEST);
            let Some((_, anchor)) = next.filter(|(other, _)| self.in_one_sentence(span, *other)) else { continue };
            time.anchor = Some(anchor.clone());
            self.has_anchor(span);
        }
    }

    /// Whether nothing between two places ends a sentence.
    fn in_one_sentence(&self, first: Span, second: Span) -> bool {
        let (after, rest) = (self.text_after(first), self.text_after(second));
        let between = after.get(..after.len().saturating_sub(rest.len())).unwrap_or_default();
        !between.contains([';', ':']) && !between.contains(". ")
    }
}

/// A window that looks back from a moment of the trial, and that moment.
fn counted_from(time: &Time) -> Option<(Span, Anchor)> {
    let point = matches!(&time.anchor, Some(Anchor::Point(point)) if point.id.is_some());
    let window = time.kind == TimeKind::Window && time.direction == Some(Direction::Before);
    let anchor = time.anchor.clone().filter(|_| point && window)?;
    Some((time.span.span(), anchor))
}

/// The times of all leaves, and of those inside them that say more of the same event.
fn gather<'n>(node: &'n mut Node, times: &mut Vec<&'n mut Time>) {
    match node {
        Node::All { of, .. } | Node::Any { of, .. } | Node::AtLeast { of, .. } => {
            of.iter_mut().for_each(|part| gather(part, times));
        }
        Node::Not { of, .. } => gather(of, times),
        Node::Leaf(leaf) => {
            let Leaf { time, having, due_to, .. } = &mut **leaf;
            times.extend(time.iter_mut());
            having.iter_mut().chain(due_to).for_each(|part| gather(part, times));
        }
        Node::If { .. } | Node::Ref { .. } | Node::Constant { .. } => {}
    }
}
