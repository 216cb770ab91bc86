//! A sentence that but gives examples, in a demand: "*Relevant medications include but are not limited to:* sulfonylureas, biguanides".
//!
//! | before it | rule |
//! |---|---|
//! | use of antidiabetic medication | the medication, and an open list of examples |
//! | nothing, and the head names no class | any of the list |
//!
//! Near misses: "*must take all of the following:* …", a list that is demanded; among what excludes, each example is excluded.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Leaf, LeafKind, Node};

/// The most chunks of such a head.
const LONGEST: usize = 5;

impl Context<'_, '_> {
    /// Reads such a sentence; `false` where it is none.
    pub(super) fn open_list_told(&mut self, head: &[Chunk], items: &[&[Chunk]], nodes: &mut Vec<Node>) -> bool {
        let idle = |c: &Chunk| self.sort(c) == Sort::Comma || self.is_idle(c);
        let end = head.iter().rposition(|c| !idle(c)).unwrap_or(0);
        let opens = self.demand && end > 0 && end < LONGEST && self.is_cue(&head[end], Cue::OpenList);
        let says = |c: &Chunk| match self.sort(c) {
            Sort::Word | Sort::Comma | Sort::Term(_) => false,
            Sort::Concept(entry) => !matches!(entry.kind(), Kind::DrugClass | Kind::Condition | Kind::Procedure),
            Sort::Cue(cue) => !matches!(cue, Cue::TherapyWord | Cue::The | Cue::Be | Cue::Including | Cue::Also),
            _ => true,
        };
        let Some(listed) = opens.then(|| items.concat()).filter(|_| !head[..end].iter().any(says)) else {
            return false;
        };
        let drugs = listed.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug()));
        let kind = if drugs { LeafKind::Drug } else { LeafKind::Condition };
        let mut before = None;
        nodes.iter_mut().for_each(|node| last_of_kind(node, kind, &mut before));
        if let Some(leaf) = before {
            let of = leaf.concept.as_ref().map(|_| bytes_of(&listed));
            let mentions = self.mentions(&listed, of.as_ref());
            if let Some(concept) = &mut leaf.concept {
                concept.examples.extend(mentions);
                concept.open = true;
            }
            self.take_whole(head);
            let words = self.span(&(bytes_of(head).start..bytes_of(&listed).end));
            self.placed.push(words);
            return true;
        }
        let named = head[..end].iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        if named || !nodes.is_empty() {
            return false;
        }
        self.take_whole(head);
        let node = self.coordination(&listed);
        nodes.extend(node.map(|node| match node {
            Node::All { of, span } => Node::Any { of, span },
            node => node,
        }));
        true
    }
}

/// The last leaf of this kind that a node demands by a name.
fn last_of_kind<'n>(node: &'n mut Node, kind: LeafKind, found: &mut Option<&'n mut Leaf>) {
    match node {
        Node::Leaf(leaf) if leaf.kind == kind && leaf.concept.is_some() => *found = Some(leaf),
        Node::All { of, .. } | Node::Any { of, .. } => of.iter_mut().for_each(|part| last_of_kind(part, kind, found)),
        _ => {}
    }
}
