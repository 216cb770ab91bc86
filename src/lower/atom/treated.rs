//! A result before or after a treatment: "WBC < 25 × 10⁹/L *prior to azacitidine*" says when it is measured, and demands no
//! azacitidine.
//!
//! Near misses: "infarction after surgery", where nothing is measured; "LDL > 130 mg/dL *on* statins"; "before azacitidine *or
//! decitabine*", whose end is open.

use super::is_measured;
use crate::grammar::Chunk;
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Anchor, Direction, Time, TimeKind};

impl Context<'_, '_> {
    /// "BMI *before pregnancy* > 30", "*pre-pregnancy* BMI": a result from before it, and no pregnancy is demanded. Near miss:
    /// "*before pregnancy* testing".
    pub(super) fn before_pregnancy(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let dash = usize::from(chunks.get(at + 1).is_some_and(|c| self.sort(c) == Sort::Dash));
        let named = chunks.get(at + 1 + dash).filter(|_| self.is_cue(&chunks[at], Cue::Before))?;
        let Sort::Concept(entry) = self.sort(named) else { return None };
        let next = chunks.get(at + 2 + dash);
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let behind = partial.entry().is_some_and(is_measured) && partial.relation.is_none();
        let limited = next.is_none_or(|c| matches!(self.sort(c), Sort::Quantity | Sort::Comma | Sort::Semicolon));
        let result = behind && limited || partial.head.is_none() && next.is_some_and(measured);
        if entry.id() != "pregnancy" || !result {
            return None;
        }
        let bytes = chunks[at].span.clone();
        self.take(&chunks[at..=at + 1 + dash]);
        let event = self.bare_node(&Head::new(Some(entry), named.span.clone()), None);
        let mut time = Time::new(TimeKind::At, self.words(&bytes), self.span(&bytes));
        time.direction = Some(Direction::Before);
        time.anchor = Some(Anchor::Event(Box::new(event)));
        partial.times.push(time);
        Some(at + 2 + dash)
    }

    /// Reads "prior to transfusion" at `at`; gives where to go on.
    pub(super) fn beside_treatment(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let direction = match self.cue(&chunks[at])? {
            Cue::Before => Direction::Before,
            Cue::After => Direction::After,
            _ => return None,
        };
        let result = partial.value.is_some() && partial.relation.is_none() && partial.entry().is_some_and(is_measured);
        let treatment = chunks.get(at + 1)?;
        let Sort::Concept(entry) = self.sort(treatment) else { return None };
        let ends = chunks.get(at + 2).is_none_or(|c| matches!(self.sort(c), Sort::Comma | Sort::Semicolon));
        if !(result && ends && entry.kind().is_treatment()) {
            return None;
        }
        self.take(&chunks[at..=at + 1]);
        let event = self.bare_node(&Head::new(Some(entry), treatment.span.clone()), None);
        let bytes = chunks[at].span.clone();
        let mut time = Time::new(TimeKind::At, self.words(&bytes), self.span(&bytes));
        time.direction = Some(direction);
        time.anchor = Some(Anchor::Event(Box::new(event)));
        partial.times.push(time);
        Some(at + 2)
    }
}
