//! What somebody has been free of: "*seizure-free* for 12 months" has had none for so long.
//!
//! Near misses: "gluten-free diet", "disease-free survival", "free T4".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::normal::is_dash;
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Status, TimeKind};

/// The disease that "the disease" is where nothing says of which.
const STUDY_DISEASE: &str = "study_disease";

impl Context<'_, '_> {
    /// Reads the "free" of "seizure-free" at `at`. False where it says no such thing.
    pub(super) fn free_of(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> bool {
        let chunk = &chunks[at];
        let Some(name) = partial
            .head
            .as_ref()
            .map(|h| h.bytes.clone())
            .or_else(|| partial.unknown.last().or(partial.therapy.as_ref()).cloned())
        else {
            return false;
        };
        let Some(between) = self.lexed.text.get(name.end..chunk.span.start) else { return false };
        let joined = between.chars().all(|c| c.is_whitespace() || is_dash(c));
        let lasts = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if t.kind != TimeKind::Frequency);
        let ends = chunks.get(at + 1).is_none_or(|c| lasts(c) || self.is_separator(c));
        if !self.words(&chunk.span).eq_ignore_ascii_case("free") || !joined || !ends {
            return false;
        }
        if partial.head.is_none() && partial.unknown.is_empty() {
            // "*medication*-free for 2 weeks"
            partial.head = Some(Head::new(None, name));
            partial.exposure = partial.exposure.or(Some(Cue::Exposure));
        } else if partial.head.is_none() {
            let last = self.last_phrase(&partial.unknown);
            partial.head = Some(self.unknown_head(last, partial));
        }
        partial.negated = !partial.negated;
        partial.absent = true;
        true
    }

    /// Reads the "abstinence" of "*alcohol abstinence* for 6 months", of which there was none for so long. Near miss:
    /// "abstinence" alone, which is a means of contraception.
    pub(super) fn abstinence_of(&mut self, entry: Entry, chunk: &Chunk, partial: &mut Partial) -> bool {
        let Some(head) = &partial.head else { return false };
        let taken = head.entry.is_some_and(|e| e.kind().is_drug() || matches!(e.id(), "smoking" | "alcohol_use"));
        let between = self.lexed.text.get(head.bytes.end..chunk.span.start).unwrap_or("-?");
        let joined = between.chars().all(|c| c.is_whitespace() || is_dash(c));
        let noun = self.words(&chunk.span).eq_ignore_ascii_case("abstinence");
        if entry.id() != "sexual_abstinence" || !taken || !joined || !noun {
            return false;
        }
        let span = self.span(&chunk.span);
        self.placed.push(span);
        partial.negated = !partial.negated;
        partial.absent = true;
        true
    }

    /// "melanoma, unless *disease-free* for 5 years", "unless *free of disease*": of the disease named before, which is what
    /// the condition is said of. Near misses: "disease-free for 5 years" alone, "unless *on treatment of the disease*".
    pub(super) fn free_of_that(&mut self, chunks: &[Chunk], subject: Option<&Head>, partial: &mut Partial) {
        let disease = |entry: &Entry| entry.kind() == Kind::Condition;
        let Some(named) = subject.and_then(|head| head.entry).filter(disease) else { return };
        let Some(head) = partial.head.as_mut().filter(|h| h.entry.is_some_and(|e| e.id() == STUDY_DISEASE)) else {
            return;
        };
        if !partial.absent || !self.lexed.text[head.bytes.clone()].eq_ignore_ascii_case("disease") {
            return;
        }
        head.entry = Some(named);
        let word = self.points.span(&head.bytes);
        if partial.times.is_empty() {
            // "within 5 years, unless disease-free": now.
            partial.status = partial.status.or(Some(Status::Current));
        }
        // What lifts an exclusion is denied there once more, so that no "not" stands in the rule.
        let denied: Vec<_> = chunks.iter().filter(|c| self.is_cue(c, Cue::No)).map(|c| self.span(&c.span)).collect();
        self.placed.extend(denied.into_iter().chain([word]));
    }
}
