//! Taking part in trials of something: "participation in *transcranial magnetic stimulation* studies" is another trial,
//! and not what it tries.
//!
//! Near misses: "participation in this study" is none; "participation in another clinical trial" is a name of its own, and so is
//! "another interventional clinical trial", which "*participated in* another interventional clinical trial" only names.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::{Head, Partial};
use crate::words;

/// The row for another trial.
const OTHER_TRIAL: &str = "other_trial";

/// The most chunks between "participation in" and the word for a trial.
const FARTHEST: usize = 8;

impl Context<'_, '_> {
    /// Reads taking part in trials at `at`; gives where to go on.
    pub(super) fn trial_of(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let word = self.words(&chunks[at].span).to_ascii_lowercase();
        let named = partial.head.is_some() || !partial.unknown.is_empty() || partial.value.is_some();
        if named || partial.count.is_some() || !(word.starts_with("participat") || word.starts_with("enrol")) {
            return None;
        }
        let agreed = at.checked_sub(1).is_some_and(|before| self.is_cue(&chunks[before], Cue::To));
        chunks.get(at + 1).filter(|c| self.is_cue(c, Cue::In) && !agreed)?;
        if let Some(end) = self.other_trial_named(chunks, at, partial) {
            return Some(end);
        }
        let after = &chunks[at + 2..chunks.len().min(at + 2 + FARTHEST)];
        let tried = after.iter().position(|c| self.is_cue(c, Cue::StudyWord))?;
        let between = &after[..tried];
        let this = self.words(&after[tried].span).to_ascii_lowercase().starts_with("this");
        let goes_on = after.get(tried + 1).is_some_and(|c| matches!(self.sort(c), Sort::Word | Sort::Concept(_)));
        if this || goes_on || between.is_empty() {
            return None;
        }
        let own = |c: &Chunk| {
            matches!(
                &*self.words(&c.span).to_ascii_lowercase(),
                "this" | "the" | "our" | "present" | "current" | "same" | "its"
            )
        };
        let plain = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => entry.id() != OTHER_TRIAL,
            Sort::Word | Sort::Term(_) | Sort::Dash => true,
            Sort::Cue(cue) => matches!(
                cue,
                Cue::The | Cue::Any | Cue::Other | Cue::Prior | Cue::Current | Cue::CurrentOrPrior | Cue::TherapyWord
            ),
            _ => false,
        };
        if between.iter().any(own) || !between.iter().all(plain) {
            return None;
        }
        let entry = Entry::find(Kind::Observation, OTHER_TRIAL)?;
        let end = at + 2 + tried + 1;
        self.take(&chunks[at..end]);
        for chunk in between {
            match self.sort(chunk) {
                Sort::Concept(entry) if entry.id() != "investigational_drug" => {
                    let node = self.bare_node(&Head::new(Some(entry), chunk.span.clone()), None);
                    partial.having.push(node);
                }
                Sort::Word if !words::TRIAL_ADJECTIVES.contains(&&*self.words(&chunk.span).to_ascii_lowercase()) => {
                    let of = self.mention(None, &chunk.span);
                    partial.settings.push(of);
                }
                _ => {}
            }
        }
        partial.head = Some(Head::new(Some(entry), chunks[at].span.start..chunks[end - 1].span.end));
        Some(end)
    }
    /// "*participated in any other interventional clinical trial*": the trial is named after the verb. Gives where to go on.
    fn other_trial_named(&mut self, chunks: &[Chunk], at: usize, partial: &mut Partial) -> Option<usize> {
        let said = |c: &&Chunk| matches!(self.cue(c), Some(Cue::The | Cue::Any | Cue::Other));
        let named = at + 2 + chunks[at + 2..].iter().take_while(said).count();
        let Sort::Concept(entry) = self.sort(chunks.get(named)?) else { return None };
        if entry.id() != OTHER_TRIAL {
            return None;
        }
        self.take(&chunks[at..=named]);
        partial.head = Some(Head::new(Some(entry), chunks[at].span.start..chunks[named].span.end));
        Some(named + 1)
    }
}
