//! What somebody does, or has done before: "must not be in another trial *or have done so within the last 12 weeks*", "taking steroids
//! *or having taken them in the past month*". The second half names nothing, and is of what the first names.
//!
//! Near misses: "or have *taken rituximab* within 12 weeks", which names it; "or have done so", at no time.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

impl Context<'_, '_> {
    /// Either half with what the first names, denied in both where a demand denies it in the first.
    pub(super) fn or_done_before(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let or = chunks.iter().rposition(|c| self.is_cue(c, Cue::Or)).filter(|at| *at > 0)?;
        let (first, again) = (&chunks[..or], &chunks[or + 1..]);
        let start = again.iter().position(|c| self.sort(c) == Sort::Time).filter(|at| *at > 0)?;
        let times = &again[start..];
        let named = first.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Word));
        if !named || !self.says_done(&again[..start]) || times.iter().any(|c| self.sort(c) != Sort::Time) {
            return None;
        }
        let denied = first.iter().any(|c| self.is_denial(c));
        if denied && !self.demand {
            return None;
        }
        self.take(&chunks[or..or + 1 + start]);
        let earlier: Vec<Chunk> = first.iter().filter(|c| self.sort(c) != Sort::Time).chain(times).cloned().collect();
        let nodes: Vec<Node> = [self.clause(first), self.clause(&earlier)].into_iter().flatten().collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, denied, &bytes_of(chunks)))
    }

    /// "*have done so*", "*has received it*", "*having taken them*".
    fn says_done(&self, chunks: &[Chunk]) -> bool {
        let said = self.words(&bytes_of(chunks)).to_ascii_lowercase();
        let mut words = said.split_whitespace();
        let opens = words.next().is_some_and(|word| words::HAVING_VERBS.contains(&word));
        let Some(last) = words.next_back().filter(|_| opens) else { return false };
        words::FOR_NAMED_BEFORE.contains(&last) && words.all(|word| words::DONE_WORDS.contains(&word))
    }
}
