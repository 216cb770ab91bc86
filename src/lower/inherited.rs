//! What a group passes on to the criteria nested in it.

use crate::rule::{Anchor, Node, NodeSpan, Status, Time, TimeKind};

use super::block::ListHead;
use super::head::EachItem;
use super::of_head::OfHead;

/// What a group passes on to the criteria nested in it.
#[derive(Clone, Default)]
pub(super) struct Inherited {
    pub(super) times: Vec<Time>,
    pub(super) exposure: bool,
    /// "History of any of the following".
    pub(super) status: Option<Status>,
    /// What windows below count from, where they do not say ("Use of the following prior to leukapheresis").
    pub(super) anchor: Option<Time>,
    /// Whether each criterion below names those of whom alone its own list is ("Indication-specific criteria:"), or this one does, as the
    /// head of one arm.
    pub(super) of_some: bool,
    /// What the limits below are of, where they do not say ("Creatinine as follows:").
    pub(super) of: Option<OfHead>,
    /// Whatever else the head says of each item ("Family history of:").
    pub(super) each: EachItem,
}

impl Inherited {
    /// What the head `owner` of a list that stands in such a group passes on.
    pub(super) fn within(&self, list: &ListHead, each: EachItem, exposure: bool, owner: &str) -> Self {
        let anchors = |t: &&Time| t.kind == TimeKind::At && t.direction.is_some() && t.anchor.is_some();
        let times = || list.times.iter().map(|t| inherit(t, owner));
        Self {
            times: times().chain(self.times.iter().cloned()).collect(),
            exposure: exposure || self.exposure,
            status: list.status.or(self.status),
            anchor: list.times.iter().find(anchors).map(|t| inherit(t, owner)).or(self.anchor.clone()),
            of_some: false,
            of: None,
            each: each.of_group(owner).within(&self.each),
        }
    }
}

/// Gives windows that name no anchor that of the heading.
pub(super) fn anchor_windows(rule: &mut Node, heading: Option<&Time>) {
    let Some(heading) = heading else { return };
    rule.each_leaf_mut(&mut |leaf| {
        for time in leaf.time.iter_mut().filter(|t| t.kind == TimeKind::Window && t.anchor.is_none()) {
            time.anchor.clone_from(&heading.anchor);
            time.direction = heading.direction;
        }
    });
}

/// A time of a group's words, as the criteria nested in it have it.
fn inherit(time: &Time, owner: &str) -> Time {
    let elsewhere = |span: &NodeSpan| NodeSpan::Elsewhere { criterion: owner.to_owned(), span: span.span() };
    let mut time = time.clone();
    if let Some(Anchor::Point(mention)) = &mut time.anchor {
        mention.span = elsewhere(&mention.span);
    }
    if let Some(of) = &mut time.of {
        of.span = elsewhere(&of.span);
    }
    for part in time.longest_of.iter_mut().chain(&mut time.shortest_of) {
        *part = inherit(part, owner);
    }
    Time { inherited: true, span: elsewhere(&time.span), ..time }
}
