//! Lists in brackets of which so many are meant, as after "with … of the following".
//!
//! | words | rule |
//! |---|---|
//! | sepsis *(≥ 2 of the following: fever > 38 °C, HR > 90)* | `condition sepsis having 2-of(…)` |
//! | pneumonia *(any of: SpO2 ≤ 93 %, RR ≥ 30)* | `condition pneumonia having any(…)` |
//! | PCOS *(2 out of 3: oligomenorrhea, hirsutism, …)* | `condition PCOS having 2-of(…)` |
//! | chorioamnionitis *(fever and at least one of: WBC > 15, HR > 160)* | `condition chorioamnionitis having all(fever, any(…))` |
//! | ACS *(defined as ≥ 2 of the following: chest pain, …)* | `condition ACS defined as 2-of(…)` |
//!
//! Near misses: "(HbA1c: 7-10 %)", "(at least one of A or B)", which no colon divides.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::Node;

impl Context<'_, '_> {
    /// Reads brackets of this form after a name.
    pub(super) fn counted_list(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some(colon) = inner.iter().position(|c| self.sort(c) == Sort::Colon) else { return false };
        let (head, items) = (&inner[..colon], &inner[colon + 1..]);
        let defines = head.first().is_some_and(|c| self.is_cue(c, Cue::DefinedAs));
        let head = &head[usize::from(defines)..];
        let beside = self.counts_beside(head);
        if partial.head.is_none() || items.is_empty() || !(self.counts_members(head) || beside.is_some()) {
            return false;
        }
        self.take(&inner[..=colon]);
        let (own, head) = beside.map_or((&head[..0], head), |at| (&head[..at], &head[at + 1..]));
        // "2 out of *3*": how many there are in all is seen from the list.
        let total = head.iter().rposition(|c| self.sort(c) == Sort::Quantity);
        let total = total.filter(|at| head[..*at].iter().any(|c| self.sort(c) == Sort::Quantity));
        if let Some(total) = total {
            let span = self.span(&head[total].span);
            self.placed.push(span);
        }
        let head = &head[..total.unwrap_or(head.len())];
        let items: Vec<&[Chunk]> = items.split(|c| self.sort(c) == Sort::Semicolon).filter(|i| !i.is_empty()).collect();
        let mut nodes: Vec<Node> = if own.is_empty() { None } else { self.clause(own) }.into_iter().collect();
        self.colon(head, &items, &mut nodes);
        if !nodes.is_empty() {
            let node = self.joined(nodes, true, &bytes_of(inner));
            if defines { partial.defined_by.push(node) } else { partial.having.push(node) }
        }
        true
    }

    /// "fever > 38 °C *and* at least one of": where a demand of its own ends that stands before how many of a list are meant.
    fn counts_beside(&self, head: &[Chunk]) -> Option<usize> {
        let plus = |c: &Chunk| self.is_cue(c, Cue::And) || self.words(&c.span).eq_ignore_ascii_case("plus");
        head.iter().rposition(plus).filter(|at| *at > 0 && self.counts_members(&head[at + 1..]))
    }

    /// Whether words say nothing but how many of a list are meant: "any of", "≥ 2 of the following", "2 out of 3".
    fn counts_members(&self, head: &[Chunk]) -> bool {
        let number = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => q.unit.is_none() && matches!(q.form, QuantityForm::Bare | QuantityForm::Limit),
            _ => false,
        };
        let of = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Of | Cue::From | Cue::OfFollowing | Cue::AnyFollowing | Cue::AllFollowing))
        };
        let plain = |c: &Chunk| {
            number(c)
                || of(c)
                || matches!(self.cue(c), Some(Cue::Any | Cue::The | Cue::With | Cue::MustMeet | Cue::Must))
        };
        matches!(head, [only] if self.is_out_of_list(only)) || head.iter().any(of) && head.iter().all(plain)
    }
}
