//! "An ACE inhibitor or an ARB*, but not both*, for at least 4 weeks": one of two things, of which nobody is to have the other as well.
//!
//! Near misses: "aspirin or clopidogrel*, or both*", either or both; "asthma, COPD or bronchiectasis*, but not both*", of which nothing says
//! which two are meant; "in one eye *but not both*".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Node, Severity};

impl Context<'_, '_> {
    /// Reads a clause with these words.
    pub(super) fn not_both(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let (start, end) = self.says_not_both(chunks)?;
        let or = |c: &&Chunk| self.is_cue(c, Cue::Or);
        let before = &chunks[..start];
        if before.iter().filter(or).count() != 1 {
            return None;
        }
        let rest: Vec<Chunk> = before.iter().chain(&chunks[end..]).cloned().collect();
        let node = self.clause(&rest)?;
        let Some(of) = pair(&node).cloned() else {
            let bytes = bytes_of(&chunks[start..end]);
            let message = format!("not understood: {:?}", self.words(&bytes).trim_matches([',', ' ']));
            self.say("not-understood", Severity::Warning, message, &bytes);
            return Some(node);
        };
        self.take_whole(&chunks[start..end]);
        let bytes = bytes_of(chunks);
        let both = self.joined(of, true, &bytes);
        let neither = self.not(both, &bytes);
        Some(self.joined(vec![node, neither], true, &bytes))
    }

    /// Where "but not both" begins and ends, in brackets or between commas.
    fn says_not_both(&self, chunks: &[Chunk]) -> Option<(usize, usize)> {
        let says = |inner: &[Chunk]| {
            let words = inner.first().map_or("", |_| self.words(&bytes_of(inner)));
            words.eq_ignore_ascii_case("but not both")
        };
        let comma = |at: usize| chunks.get(at).is_some_and(|c| self.sort(c) == Sort::Comma);
        (1..chunks.len()).find_map(|at| match &chunks[at].kind {
            ChunkKind::Group(inner) if says(inner) => Some((at, at + 1)),
            _ => {
                let end = (at + 2..=at + 3).find(|end| chunks.get(at..*end).is_some_and(says))?;
                Some((at - usize::from(comma(at - 1)), end + usize::from(comma(end))))
            }
        })
    }
}

/// The two alternatives of a rule that has no others.
fn pair(node: &Node) -> Option<&Vec<Node>> {
    match node {
        Node::Any { of, .. } if of.len() == 2 => Some(of),
        Node::All { of, .. } => of.iter().find_map(pair),
        Node::Leaf(leaf) => leaf.having.as_deref().and_then(pair),
        _ => None,
    }
}
