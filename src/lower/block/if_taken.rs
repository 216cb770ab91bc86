//! "*If taking:* prednisone ≤ 20 mg/day, mesalamine stable for ≥ 4 weeks": drugs that nobody needs to take, and what is demanded of
//! each for those who do.
//!
//! Near misses: "*Taking:* prednisone", which is demanded; "*If on warfarin:* INR 2-3", which names the drug before its colon;
//! "*If any of the following:* asthma".

use crate::grammar::{Bytes, Chunk};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Leaf, LeafKind, Node};

impl Context<'_, '_> {
    /// Reads a list under such a head.
    pub(super) fn each_for_takers(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut Vec<Node>) -> bool {
        let Some((first, said)) = head.split_first() else { return false };
        let taking = said.iter().any(|c| self.is_cue(c, Cue::Exposure));
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let given = items.iter().any(|item| item.iter().any(drug));
        if !self.demand
            || !self.is_cue(first, Cue::If)
            || !taking
            || !given
            || !said.iter().all(|c| self.opens_list_of_taken(c))
        {
            return false;
        }
        self.take_whole(head);
        for item in items {
            let bytes = bytes_of(item);
            let node = self.clause(item);
            nodes.extend(node.map(|node| self.for_takers(node, &bytes)));
        }
        true
    }

    /// Words of such a head that name nothing.
    fn opens_list_of_taken(&self, chunk: &Chunk) -> bool {
        let list = [
            Cue::Exposure,
            Cue::Be,
            Cue::The,
            Cue::Of,
            Cue::Any,
            Cue::Patient,
            Cue::Current,
            Cue::TherapyWord,
            Cue::AnyFollowing,
            Cue::FollowingList,
            Cue::OfFollowing,
        ];
        self.sort(chunk) == Sort::Comma || self.cue(chunk).is_some_and(|cue| list.contains(&cue))
    }

    /// What is said of a drug is demanded of those who take it; of one of several, of those who take any.
    pub fn for_takers(&self, node: Node, bytes: &Bytes) -> Node {
        match node {
            Node::All { of, span } => {
                Node::All { of: of.into_iter().map(|part| self.for_takers(part, bytes)).collect(), span }
            }
            node => match taken(&node) {
                Some(when) => self.if_node(when, node, bytes),
                None => node,
            },
        }
    }
}

/// That what is named is taken at all, where only drugs are.
fn taken(node: &Node) -> Option<Node> {
    match node {
        Node::Any { of, span } => {
            let of = of.iter().map(taken).collect::<Option<_>>()?;
            Some(Node::Any { of, span: span.clone() })
        }
        Node::Leaf(leaf) if leaf.kind == LeafKind::Drug => {
            let bare = Leaf::new(LeafKind::Drug, leaf.span.span());
            Some(Leaf { concept: leaf.concept.clone(), route: leaf.route.clone(), ..bare }.into())
        }
        _ => None,
    }
}
