//! A second moment of the trial after one that the item before ends with.
//!
//! | form | rule |
//! |---|---|
//! | MADRS ≥ 24 at screening *and baseline* | the limit, at both |
//! | alopecia with SALT ≥ 25 at screening *and baseline* | of the limit that the disease comes with, at both |
//! | MADRS at screening *and baseline ≥ 24* | the limit at each: what is measured stands before the moments |
//! | before screening *and randomization* | before both |
//! | at Visit 1 (screening) *or Visit 2 (randomization)* | at either |
//! | at screening *and Day 1 prior to randomization* | both, the second before randomization |
//!
//! Near misses: "MADRS ≥ 24 at screening and *baseline CGI-S ≥ 4*", another thing measured; "within 7 days before screening or
//! *surgery*", an event.

use crate::grammar::{AnchorPhrase, Chunk, ChunkKind, QuantityForm, TimePhrase};
use crate::lex::{Cue, Entry, Kind};
use crate::rule::{Anchor, Time, TimeKind};

use super::atom::is_measured;
use super::context::{Context, Sort};
use super::partial::Partial;

impl Context<'_, '_> {
    /// "at screening and *baseline*", "within 7 days before screening or *enrollment*": another moment, after one that the item
    /// before ends with. Near miss: "within 7 days before screening or *surgery*", which is an event.
    pub(super) fn moment_again(&mut self, before: &[Chunk], item: &[Chunk]) -> Option<Partial> {
        let named = self.trimmed(item);
        let (before, _) = self.before_visit(before);
        let (named, visit) = self.before_visit(named);
        let (named, before_that) = self.dated_moment(named);
        let article = usize::from(named.len() == 2 && self.is_cue(&named[0], Cue::The));
        let [chunk] = &named[article..] else { return None };
        let entry = self.moment_named(chunk)?;
        let ChunkKind::Time(first) = &before.last()?.kind else { return None };
        let ends = first.anchor.as_ref().is_some_and(|a| a.span.end == before.last().map_or(0, |c| c.span.end));
        let lasts = matches!(first.kind, TimeKind::Window | TimeKind::Duration);
        let window = lasts && first.direction.is_some() && ends && before_that.is_none();
        if first.anchor.is_none() || !(first.kind == TimeKind::At || window) {
            return None;
        }
        self.take(item);
        if let Some(visit) = visit {
            self.take_visit(visit);
        }
        if window {
            let anchor = self.anchor_of(entry, chunk);
            let time = self.time(&TimePhrase { anchor: Some(anchor), ..(**first).clone() });
            return Some(Partial { times: vec![time], bytes: chunk.span.clone(), ..Partial::default() });
        }
        let anchor = self.mention(Some(entry.id()), &chunk.span);
        let mut time = Time::new(TimeKind::At, anchor.text.clone(), self.span(&chunk.span));
        time.anchor = Some(Anchor::Point(anchor));
        let other = first.anchor.as_ref().is_some_and(|a| a.id != Some(entry.id()));
        time.direction = first.direction.filter(|_| before_that.is_none() && other);
        let times = std::iter::once(time).chain(before_that).collect();
        Some(Partial { times, bytes: chunk.span.clone(), ..Partial::default() })
    }

    /// "Visit 1 *(screening)* or Visit 2 *(randomization)*": what stands before the brackets that name a visit again, and what these hold.
    fn before_visit<'c>(&self, chunks: &'c [Chunk]) -> (&'c [Chunk], Option<&'c [Chunk]>) {
        match chunks.split_last() {
            Some((Chunk { kind: ChunkKind::Group(inner), .. }, rest)) if self.names_visit(inner) => (rest, Some(inner)),
            _ => (chunks, None),
        }
    }

    /// "at screening and *Day 1 prior to randomization*": the moment, and what the text says it stands before. Near miss: "Day 1
    /// *within 7 days prior to* randomization".
    fn dated_moment<'c>(&mut self, named: &'c [Chunk]) -> (&'c [Chunk], Option<Time>) {
        let Some((Chunk { kind: ChunkKind::Time(time), .. }, rest)) = named.split_last() else { return (named, None) };
        let moment = time.kind == TimeKind::At && time.anchor.is_some();
        let names = rest.last().is_some_and(|c| self.moment_named(c).is_some());
        if !(moment && names) {
            return (named, None);
        }
        (rest, Some(self.time(time)))
    }

    /// "MADRS at screening *and baseline ≥ 24*": the moment at which the limit is asked for as well, with that limit. Near miss:
    /// "MADRS *≥ 24* at screening and baseline ≥ 20", where the first moment has its own.
    pub(super) fn limit_at_last_moment(&mut self, before: &[Chunk], item: &[Chunk]) -> Option<Vec<Chunk>> {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let (chunk, rest) = item.split_first()?;
        let said = rest.iter().position(|c| !matches!(self.cue(c), Some(Cue::Of | Cue::Be | Cue::Must)))?;
        let ChunkKind::Time(first) = &before.last()?.kind else { return None };
        let measured = before.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if is_measured(e)));
        let limited = before.iter().any(|c| self.sort(c) == Sort::Quantity);
        if first.kind != TimeKind::At || first.anchor.is_none() || !measured || limited || !limit(&rest[said]) {
            return None;
        }
        let anchor = self.anchor_of(self.moment_named(chunk)?, chunk);
        let time = TimePhrase { anchor: Some(anchor), value: chunk.span.clone(), ..(**first).clone() };
        let moment = Chunk { kind: ChunkKind::Time(Box::new(time)), ..chunk.clone() };
        Some(std::iter::once(moment).chain(rest.iter().cloned()).collect())
    }

    /// The moment of the trial that a chunk names and nothing else.
    fn moment_named(&self, chunk: &Chunk) -> Option<Entry> {
        let entry = match self.sort(chunk) {
            Sort::Term(entry) => entry,
            Sort::Concept(_) => return None,
            _ => self.lexed.lexemes[chunk.lexemes.start].entry(Kind::Anchor).filter(|_| chunk.lexemes.len() == 1)?,
        };
        Some(entry).filter(|e| e.kind() == Kind::Anchor)
    }

    fn anchor_of(&self, entry: Entry, chunk: &Chunk) -> AnchorPhrase {
        AnchorPhrase { id: Some(entry.id()), span: chunk.span.clone(), lexemes: chunk.lexemes.clone() }
    }
}

/// "alopecia with SALT ≥ 25 at screening *and baseline*": gives a second moment to what the item before adds, where that ends with
/// the first. Near miss: "*SALT ≥ 25 at screening* and baseline", where the item itself has it.
pub(super) fn is_of_added(partials: &mut [Partial], moment: Option<&Partial>) -> bool {
    let at = |time: &Time| time.kind == TimeKind::At && time.anchor.is_some();
    let second = moment.and_then(|p| p.times.first()).filter(|time| at(time));
    let (Some(time), Some(before), Some(moment)) = (second, partials.last_mut(), moment) else { return false };
    let Some(added) = before.also.last_mut().filter(|p| p.value.is_some() && p.times.last().is_some_and(at)) else {
        return false;
    };
    if !before.times.is_empty() {
        return false;
    }
    added.times.push(time.clone());
    added.bytes.end = moment.bytes.end;
    before.bytes.end = moment.bytes.end;
    true
}
