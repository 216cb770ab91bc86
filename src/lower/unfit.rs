//! A judgement on what was named before: "ASD *unsuitable for closure*", "HCC *not amenable to resection or ablation*". No data can
//! decide it, and what it names is done to nobody.
//!
//! Near misses: "*cisplatin-unfit* carcinoma", where the treatment stands first; "surgery *suitable devices*", without "for";
//! "HCC unsuitable for resection *or prior TACE*", which is an item of its own; "unsuitable *for the study*".

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::words;

use super::context::{Context, Sort};

/// The most chunks of what somebody is unfit for.
const LONGEST: usize = 12;

impl Context<'_, '_> {
    /// How many chunks from the first on say of what somebody has for what it is unfit.
    pub fn unfit_clause(&self, chunks: &[Chunk]) -> Option<usize> {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let not = usize::from(chunks.first().is_some_and(|c| self.is_cue(c, Cue::Not)));
        let said = word(chunks.get(not)?);
        let unfit = words::UNFIT.contains(&&*said) || words::FIT.contains(&&*said);
        if !unfit || !matches!(self.cue(chunks.get(not + 1)?), Some(Cue::For | Cue::To)) {
            return None;
        }
        // "*potentially* amenable to": of which no name stands before it.
        let adverb = self.just_before(chunks[0].span.start).trim_end().ends_with("ly");
        let from = not + 2;
        let mut end = from + self.named_by(&chunks[from..])?;
        let trial = |c: &Chunk| self.is_cue(c, Cue::StudyWord) || words::FOR_THE_TRIAL.contains(&&*word(c));
        let goes_on = chunks.get(end).is_some_and(|c| self.is_cue(c, Cue::Exposure));
        if adverb || goes_on || chunks[from..end].iter().any(trial) {
            return None;
        }
        while let Some(next) = self.treatment_beside(&chunks[end..]) {
            end += next;
        }
        Some(end)
    }

    /// How many chunks name what is done.
    fn named_by(&self, chunks: &[Chunk]) -> Option<usize> {
        let names = |c: &&Chunk| match self.sort(c) {
            Sort::Word | Sort::Concept(_) | Sort::Dash => true,
            Sort::Term(entry) => matches!(entry.kind(), Kind::Qualifier | Kind::Route | Kind::Method),
            Sort::Cue(cue) => matches!(cue, Cue::The | Cue::TherapyWord | Cue::Undergone | Cue::StudyWord),
            _ => false,
        };
        let count = chunks.iter().take(LONGEST).take_while(names).count();
        let named = chunks[..count].iter().any(|c| !matches!(self.sort(c), Sort::Dash | Sort::Cue(Cue::The)));
        named.then_some(count)
    }

    /// "or *radiotherapy*": how many chunks are one more treatment, with what joins it.
    fn treatment_beside(&self, chunks: &[Chunk]) -> Option<usize> {
        let joins = |c: &&Chunk| {
            matches!(self.sort(c), Sort::Comma | Sort::Slash)
                || matches!(self.cue(c), Some(Cue::Or | Cue::And | Cue::AndOr))
        };
        let start = chunks.iter().take_while(joins).count();
        let named = chunks.get(start).filter(|_| start > 0)?;
        let treatment = matches!(self.sort(named), Sort::Concept(e) if e.kind().is_treatment());
        let ends = chunks.get(start + 1).is_none_or(|c| self.is_separator(c) || self.sort(c) == Sort::Stop);
        (treatment && ends).then_some(start + 1)
    }
}
