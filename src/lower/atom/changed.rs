//! A change of what no table has, which is named with the word for it.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};
use crate::rule::Reference;

impl Context<'_, '_> {
    /// "*loss of marginal bone* ≥ 3 mm", "*increase in symptom burden* > 20 %": who has lost 3 mm of something may have much or little
    /// of it, so that the change is what is limited. Near misses: "elevation of *FooBar* > 3 × ULN", which is a level; "loss of *body
    /// weight* ≥ 5 %", whose change a table has.
    pub(super) fn name_change(&self, partial: &mut Partial) {
        let Some(head) = partial.head.as_mut().filter(|h| h.entry.is_none()) else { return };
        let level = |q: &Quantity| !matches!(q.relative_to, None | Some(Reference::Baseline));
        let limited = partial.value.as_deref().is_some_and(|q| q.form != QuantityForm::Class && !level(q));
        let said = |bytes: &Bytes| self.lexed.text.get(bytes.end..head.bytes.start).is_some_and(is_link);
        if let Some((_, bytes)) = partial.change.take_if(|(_, bytes)| limited && said(bytes)) {
            head.bytes.start = bytes.start;
        }
    }

    /// "recent *changes (within 3 months) to* BP medications": a change of what is given, with its time in brackets; gives where to go
    /// on. Near miss: "changes *(within 3 months)* in vision".
    pub(super) fn change_dated(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let [word, group, joint, rest @ ..] = chunks.get(at..)? else { return None };
        let ChunkKind::Group(inner) = &group.kind else { return None };
        let [Chunk { kind: ChunkKind::Time(time), .. }] = inner.as_slice() else { return None };
        let named = matches!(&*self.words(&word.span).to_ascii_lowercase(), "change" | "changes");
        let joins = matches!(self.cue(joint), Some(Cue::To | Cue::In | Cue::Of));
        if !named || !joins || partial.head.is_some() || !self.changes_treatment(rest) {
            return None;
        }
        self.take_whole(&chunks[at..at + 3]);
        partial.outcome = Some("changed");
        let time = self.time(time);
        partial.times.push(time);
        Some(at + 3)
    }

    /// "a *reduction from baseline* > 30 mmHg" of nothing that is named: what was limited before in the same unit, else the change
    /// itself.
    pub fn change_of_nothing(&self, again: Option<Head>, partial: &mut Partial) -> Option<Head> {
        partial.value.as_deref().filter(|q| q.form == QuantityForm::Limit && !q.age)?;
        let (_, bytes) = partial.change.clone()?;
        again.or_else(|| {
            partial.change = None;
            Some(Head::new(None, self.dose_before(bytes.start)..bytes.end))
        })
    }

    /// "*dose* change (> 25 %)": where the word begins that says what changes and names nothing else.
    fn dose_before(&self, start: usize) -> usize {
        let at = self.lexed.lexemes.partition_point(|l| (l.start as usize) < start);
        let before = at.checked_sub(1).and_then(|n| self.lexed.lexemes.get(n));
        before.filter(|l| l.cue() == Some(Cue::Dose)).map_or(start, |l| l.start as usize)
    }
}

/// Whether nothing but small words stands between a change and what changes.
fn is_link(between: &str) -> bool {
    let small = ["of", "in", "from", "the", "a", "an", "total", "mean"];
    between.split_whitespace().all(|word| small.iter().any(|link| word.eq_ignore_ascii_case(link)))
}
