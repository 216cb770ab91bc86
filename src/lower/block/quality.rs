//! What the text means by a quality that it has named before: "refractory lymphoma. *Refractory means progression within 12
//! months*".
//!
//! Near misses: "relapsed or refractory lymphoma. *Refractory means …*", which is said of some of them and left open; "*Menopause* means …",
//! a thing of its own; "severe means …" where nothing severe stands before it.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::leaves::{each_deep_leaf, node_leaves};
use crate::rule::{Leaf, Node};

impl Context<'_, '_> {
    /// Puts a meaning on what has the quality that stands before the cue at `at`, or leaves it open beside what has it among others.
    pub(super) fn definition_of_quality(&mut self, chunks: &[Chunk], at: usize, nodes: &mut [Node]) -> bool {
        let quality = |c: &Chunk| match self.sort(c) {
            Sort::Term(entry) if entry.kind() == Kind::Qualifier => Some(entry.id()),
            _ => None,
        };
        let said = |c: &Chunk| !matches!(self.sort(c), Sort::Cue(Cue::The | Cue::Also | Cue::Be) | Sort::Comma);
        let named: Vec<&Chunk> = chunks[..at].iter().filter(|c| said(c)).collect();
        let [only] = named.as_slice() else { return false };
        let Some(quality) = quality(only).filter(|_| self.is_cue(&chunks[at], Cue::DefinedAs)) else { return false };
        let has = |leaf: &Leaf| leaf.qualifiers.iter().any(|q| q == quality);
        let among = |leaf: &Leaf| leaf.qualifiers.iter().any(|q| q.split("_or_").any(|part| part == quality));
        let (mut own, mut some) = (false, false);
        for node in nodes.iter() {
            node_leaves(node, &mut |leaf| {
                own |= has(leaf);
                some |= among(leaf);
            });
        }
        if !own && !some {
            return false;
        }
        let (demand, excluding) = (self.demand, self.excluding);
        (self.demand, self.excluding) = (false, false);
        let meaning = if own { self.clause(&chunks[at + 1..]) } else { None };
        (self.demand, self.excluding) = (demand, excluding);
        self.take_whole(if own { &chunks[..=at] } else { chunks });
        let meaning = meaning.unwrap_or_else(|| self.unparsed(&bytes_of(chunks)));
        for node in nodes {
            each_deep_leaf(node, &mut |leaf| {
                if (has(leaf) || !own && among(leaf)) && leaf.defined_by.is_none() {
                    leaf.defined_by = Some(Box::new(meaning.clone()));
                }
            });
        }
        true
    }
}
