//! Where the condition ends that opens a clause: at its first comma, or behind the last of the things that it lists.
//!
//! - "If *A, B, or C has been stopped,* it must have been …", "If the patient has *asthma, COPD or emphysema,* FEV1 must be ≥ 50 %".
//!
//! Near misses: "If diabetic, *metformin or insulin,* at a stable dose, is allowed", which are of another kind; "If on steroids, *statins or
//! fibrates must be stable*, and …", which is what is demanded.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Head;
use crate::rule::Node;

impl Context<'_, '_> {
    /// The comma behind the condition that begins at `at`.
    pub(super) fn end_of_condition(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let comma = |from: usize| (from..chunks.len()).find(|n| self.sort(&chunks[*n]) == Sort::Comma);
        let first = comma(at)?;
        let kind = self.kind_named(&chunks[at..first]);
        let (mut start, mut end) = (first + 1, None);
        while let Some(next) = comma(start).filter(|_| kind.is_some()) {
            let part = &chunks[start..next];
            if self.kind_named(part) != kind || !part.iter().all(|c| self.only_names(c)) {
                break;
            }
            if part.iter().any(|c| matches!(self.cue(c), Some(Cue::Or | Cue::And | Cue::AndOr))) {
                end = Some(next).filter(|_| self.demands_after(&chunks[next + 1..]));
                break;
            }
            start = next + 1;
        }
        end.or(Some(first))
    }

    /// "If on *statins, fibrates or niacin*, the dose must be stable for 4 weeks": what is said of no one thing is demanded of each drug for
    /// those who take it. Near miss: "if on *statins or fibrates*, ALT must be < 3 × ULN", which is of another thing.
    pub(super) fn each_if_taken(&mut self, when: &Node, condition: &[Chunk], rest: &[Chunk]) -> Option<Node> {
        let Node::Any { of, .. } = when else { return None };
        let drug = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) if entry.kind().is_drug() => Some(Head::new(Some(entry), c.span.clone())),
            _ => None,
        };
        let heads: Vec<Head> = condition.iter().filter_map(drug).collect();
        if heads.len() != of.len() || !self.names_nothing(rest) {
            return None;
        }
        let bytes = bytes_of(rest);
        // "If A, B or C *has been stopped*": each of them has.
        let outcome = of.last().and_then(|last| if let Node::Leaf(leaf) = last { leaf.outcome.clone() } else { None });
        let mut each = Vec::new();
        for (head, taken) in heads.into_iter().zip(of) {
            let mut taken = taken.clone();
            if let Node::Leaf(leaf) = &mut taken {
                leaf.outcome = leaf.outcome.take().or_else(|| outcome.clone());
            }
            self.said_of = Some(head);
            let then = self.clause(rest);
            self.said_of = None;
            each.push(self.if_node(taken, then?, &bytes));
        }
        Some(self.joined(each, true, &bytes))
    }

    /// Of what kind the last thing is that words name; drugs and their classes are of one.
    fn kind_named(&self, chunks: &[Chunk]) -> Option<Kind> {
        let kind = chunks.iter().rev().find_map(|c| match self.sort(c) {
            Sort::Concept(entry) if !is_measured(entry) => Some(entry.kind()),
            _ => None,
        })?;
        Some(if kind.is_drug() { Kind::Drug } else { kind })
    }

    /// Whether a chunk may stand among things that are listed.
    fn only_names(&self, chunk: &Chunk) -> bool {
        let speaks = matches!(self.cue(chunk), Some(Cue::Must | Cue::Allowed | Cue::NotAllowed | Cue::May | Cue::If));
        !speaks && !matches!(self.sort(chunk), Sort::Quantity | Sort::Time | Sort::Semicolon | Sort::Stop | Sort::Colon)
    }

    /// Whether words say what must be so: a limit, a length, or that something must or may be.
    fn demands_after(&self, chunks: &[Chunk]) -> bool {
        let demands = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Must | Cue::Allowed | Cue::NotAllowed | Cue::May))
                || matches!(self.sort(c), Sort::Quantity | Sort::Time)
        };
        chunks.iter().take_while(|c| self.sort(c) != Sort::Stop).any(demands)
    }
}
