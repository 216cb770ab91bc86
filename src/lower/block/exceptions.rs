//! A sentence, or a clause after a semicolon, that excepts something from what stands before it.
//!
//! | form | rule |
//! |---|---|
//! | malignancy within 5 years. *Exceptions: basal cell carcinoma* | `malignancy other than basal cell carcinoma` |
//! | malignancy. *Exceptions include A and B*; *exceptions to this are A and B* | `malignancy other than any(A, B)` |
//! | malignancy. *Except for A, B or C* | `malignancy other than any(A, B, C)` |
//! | recovery to grade 1; *alopecia is exempt* | `… other than alopecia` |
//!
//! Near misses: "Exceptions: A" as a criterion of its own, which excepts from nothing; "malignancy. *Basal cell carcinoma is allowed*", a
//! permission; "*Except for alopecia,* toxicities of grade 2", which excepts from what stands behind it.

use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::clause::either_excepted;
use crate::lower::context::Context;
use crate::lower::except::except_from;
use crate::rule::Node;

impl Context<'_, '_> {
    /// What a head that but opens a list of exceptions excepts from: what was said last. Near miss: "*the following are allowed:*".
    pub(super) fn said_before_exceptions(&self, tail: &[Chunk], nodes: &mut Vec<Node>) -> Option<Node> {
        let excepts = self.find(tail, &[Cue::Except]).is_some() && self.find(tail, &[Cue::Allowed]).is_none();
        if excepts { nodes.pop() } else { None }
    }

    /// "*Exceptions include* A and B", "A *is exempt*".
    pub(super) fn exceptions_behind(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) -> bool {
        let Some(named) = self.named_as_exception(chunks).filter(|_| !nodes.is_empty()) else { return false };
        let bytes = named.start..named.end;
        let Some(exception) = self.clause(&chunks[bytes.clone()]).map(either_excepted) else { return false };
        self.take_whole(&chunks[..bytes.start]);
        self.take_whole(&chunks[bytes.end..]);
        let said = nodes.pop();
        nodes.extend(except_from(said, Some(exception), self.demand));
        true
    }

    /// Where the names stand of what a clause says is excepted, and nothing else of it.
    fn named_as_exception(&self, chunks: &[Chunk]) -> Option<std::ops::Range<usize>> {
        let words = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let first = chunks.iter().position(|c| !self.is_idle(c))?;
        let last = chunks.iter().rposition(|c| !self.is_idle(c))?;
        let more = [Cue::If, Cue::Unless, Cue::Must, Cue::Allowed, Cue::NotAllowed];
        if first == last || self.find(chunks, &more).is_some() {
            return None;
        }
        if self.is_cue(&chunks[first], Cue::Except) && words(&chunks[first]).starts_with("exceptions") {
            let links = |c: &Chunk| self.is_cue(c, Cue::Be) || self.is_cue(c, Cue::Including);
            let said = words(&chunks[first]).ends_with("include") || words(&chunks[first]).ends_with("are");
            let linked = usize::from(links(&chunks[first + 1]));
            return (said || linked > 0).then_some(first + 1 + linked..chunks.len());
        }
        if self.is_cue(&chunks[first], Cue::Except) && self.names_events_alone(&chunks[first + 1..]) {
            return Some(first + 1..chunks.len());
        }
        let exempt = matches!(&*words(&chunks[last]), "exempt" | "exempted" | "excepted");
        let are = last > first + 1 && self.is_cue(&chunks[last - 1], Cue::Be);
        let alone = self.find(&chunks[..last], &[Cue::Except]).is_none();
        (exempt && are && alone).then_some(first..last - 1)
    }
}
