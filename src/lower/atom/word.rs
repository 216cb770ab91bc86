//! One word, term or name inside an item, by the sort of what it is.

use super::change::counted_over;
use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;

impl Context<'_, '_> {
    /// Reads what stands at `at`, with as much after it as it governs; gives where to go on.
    pub(super) fn atom_word(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        match self.sort(&chunks[at]) {
            Sort::Concept(entry) => self.word_concept(entry, chunks, at, partial),
            Sort::Term(entry) => self.word_term(entry, chunks, at, partial),
            Sort::Cue(cue) => self.word_cue(cue, chunks, at, partial),
            Sort::Word => self.word_plain(chunks, at, partial),
            _ => at + 1,
        }
    }

    /// A name that a table has.
    fn word_concept(&mut self, entry: Entry, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let (chunk, rest) = (&chunks[at], &chunks[at + 1..]);
        if self.abstinence_of(entry, chunk, partial) {
            return at + 1;
        }
        if let Some(person) = self.person_who_has(chunk, rest, partial) {
            partial.subject = Some(person);
            return at + 1;
        }
        if self.is_where_pain_goes(entry, chunk, rest) {
            self.atom_unknown(chunk, partial);
            return at + 1;
        }
        if self.is_share_of_weight(entry, chunk, partial) {
            return at + 1;
        }
        if self.is_share_of_whole(entry, chunk, partial) {
            let setting = self.mention(None, &chunk.span);
            partial.settings.push(setting);
            return at + 1;
        }
        if self.opens_own_limit(entry, rest, partial) {
            let part = self.atom(&chunks[at..]);
            partial.also.push(part);
            return chunks.len();
        }
        if self.opens_event(entry, &chunks[..at], rest, partial) {
            self.event_within(chunks, at, partial);
            return chunks.len();
        }
        at + 1 + self.atom_concept(entry, chunk, rest.first(), partial)
    }

    /// A term that says something of what is named.
    fn word_term(&mut self, entry: Entry, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let (chunk, rest) = (&chunks[at], &chunks[at + 1..]);
        if entry.kind() == Kind::Anchor
            && let Some(end) = self.last_given(chunks, at, partial)
        {
            return end;
        }
        if entry.kind() == Kind::Setting && self.missing_before(chunk, rest, partial) {
            return chunks.len();
        }
        if entry.id() == "difficult" && rest.first().is_none_or(|c| self.cue(c).is_some()) {
            // "*difficult* to manage", "*difficult* or impossible": said of what follows in a clause.
            self.atom_unknown(chunk, partial);
            return at + 1;
        }
        if entry.id() == "naive" && self.naive_after(rest, partial) {
            return chunks.len();
        }
        if entry.kind() == Kind::Outcome && self.opens_courses(&chunks[..at], rest, partial) {
            self.event_within(chunks, at, partial);
            return chunks.len();
        }
        self.atom_term(entry, chunk, partial);
        at + 1
    }

    /// A word of structure, where no reading of a week, a dose or a length takes it before its own.
    fn word_cue(&mut self, cue: Cue, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let (chunk, rest) = (&chunks[at], &chunks[at + 1..]);
        if let Some(end) = self.before_week(cue, chunks, at, partial) {
            return end;
        }
        match cue {
            Cue::StableDose if self.opens_dosed(rest, partial) => {
                self.event_within(chunks, at, partial);
                chunks.len()
            }
            Cue::Times if self.names_length(rest) => {
                self.atom_unknown(chunk, partial);
                at + 1
            }
            _ => self.atom_cue(cue, chunk, rest, at, partial),
        }
    }

    /// A word in no table.
    fn word_plain(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> usize {
        let (chunk, rest) = (&chunks[at], &chunks[at + 1..]);
        if self.either.contains(&chunk.lexemes.start) || self.free_of(chunks, at, partial) {
            return at + 1;
        }
        if self.sensitivity_to(chunk, rest, partial) {
            return at + 1;
        }
        if self.begins_abused(chunks, at, partial) {
            self.event_within(chunks, at, partial);
            return chunks.len();
        }
        if !partial.is_blank() && self.is_rated(chunk, rest) {
            return at + 1 + usize::from(self.is_cue(&rest[0], Cue::As));
        }
        if self.tells_result(chunk, rest, partial) || self.says_when_assessed(at, chunk, rest, partial) {
            return at + 1;
        }
        if self.is_unbroken(chunk, rest) {
            partial.qualifiers.push("continued");
            return at + 1;
        }
        match self.per_time(chunk) {
            Some(unit) if self.limit_after_unit(&unit, rest, partial) => return at + 2,
            Some(unit) => counted_over(unit, partial),
            None => self.atom_unknown(chunk, partial),
        }
        at + 1
    }

    /// "pain *rated* 4 or more", "disability *rated as* 18 or below": the verb before the points, which names nothing. Near misses:
    /// "*rated* movies", "*clinician-rated* MADRS".
    fn is_rated(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let verb = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "rated" | "scored");
        let behind = if rest.first().is_some_and(|c| self.is_cue(c, Cue::As)) { rest.get(1) } else { rest.first() };
        let plain = |q: &Quantity| q.unit.is_none() || q.code() == Some("{+}");
        let points = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && plain(q));
        verb && behind.is_some_and(points)
    }

    /// "LVEF ≤ 40 %, *assessed* within 12 months": the verb before when a result is from, which names nothing. Near miss: "patients will
    /// be *evaluated* at 30 days".
    fn says_when_assessed(&self, at: usize, chunk: &Chunk, rest: &[Chunk], partial: &Partial) -> bool {
        let verb = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "assessed" | "evaluated");
        let opens = at == 0 && self.says_only_when(rest);
        let limited = partial.value.is_some() && partial.head.is_some();
        verb && rest.first().is_some_and(|c| self.sort(c) == Sort::Time) && (opens || limited)
    }
}
