//! Limits that one clause gives for several parts of a trial or kinds of its people.
//!
//! | clause | rule |
//! |---|---|
//! | aged 18-45 years *in Part 1* and 55-80 years *in Part 2* | `all(if «Part 1»: age 18..45 a, if «Part 2»: age 55..80 a)` |
//! | Hb > 9 g/dL *(cohort A)* or > 10 g/dL *(cohort B)* | the same, each of its cohort |
//!
//! Near misses: "stroke *in part* 1", with one label alone; "CGI-SS ≤ 2 *on part 1* and ≤ 5 *on part 2*", parts of a scale; "BMI 18-30 *in* adults *and* children", which names no part.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

/// What is said of one part, and where its label stands.
struct Said<'c> {
    words: &'c [Chunk],
    label: &'c [Chunk],
}

impl Context<'_, '_> {
    /// Reads such a clause; whether it is one.
    pub(super) fn said_by_part(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) -> bool {
        let Some(parts) = self.parts_with_labels(chunks) else { return false };
        let first = parts[0].words;
        let limit = first.iter().position(|c| self.sort(c) == Sort::Quantity);
        // "55-80 years" is of what the first limit is of.
        let shared = limit.map_or(&first[..0], |at| &first[..at]);
        for Said { words, label } in &parts {
            let bare = words.first().is_some_and(|c| self.sort(c) == Sort::Quantity);
            let whole = if bare { [shared, words].concat() } else { words.to_vec() };
            let cohort = self.narrative_leaf("participation", label);
            self.said_of_cohort(cohort, &[&whole], nodes);
        }
        self.take_whole(chunks);
        true
    }

    /// The parts of such a clause, at least two, each with its label behind it.
    fn parts_with_labels<'c>(&self, chunks: &'c [Chunk]) -> Option<Vec<Said<'c>>> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < chunks.len() {
            let Some((label, end)) = self.label_of_part(chunks, at) else {
                at += 1;
                continue;
            };
            parts.push(Said { words: &chunks[start..at], label });
            let joins = |c: &&Chunk| self.is_separator(c) || matches!(self.sort(c), Sort::Semicolon | Sort::Stop);
            start = end + chunks[end..].iter().take_while(joins).count();
            at = start;
        }
        let limited = |said: &Said<'_>| said.words.iter().any(|c| self.sort(c) == Sort::Quantity);
        (parts.len() > 1 && start == chunks.len() && parts.iter().all(limited)).then_some(parts)
    }

    /// A label at a place, "in Part 1" or "(cohort A)", and where it ends.
    fn label_of_part<'c>(&self, chunks: &'c [Chunk], at: usize) -> Option<(&'c [Chunk], usize)> {
        if let ChunkKind::Group(inner) = &chunks[at].kind {
            return self.numbers_part(inner).then_some((inner, at + 1));
        }
        // "CGI-SS ≤ 2 *on* part 1" is of a part of the scale.
        let opens = matches!(self.cue(&chunks[at]), Some(Cue::In | Cue::For));
        if !opens || self.words(&chunks[at].span).eq_ignore_ascii_case("on") {
            return None;
        }
        let end = (at + 2..=chunks.len().min(at + 3)).rev().find(|end| self.numbers_part(&chunks[at + 1..*end]))?;
        Some((&chunks[at + 1..end], end))
    }

    /// "Part 1", "cohort A", "arm IIb".
    fn numbers_part(&self, label: &[Chunk]) -> bool {
        if label.is_empty() {
            return false;
        }
        let words = self.words(&bytes_of(label)).to_ascii_lowercase();
        let noun = |noun: &str| {
            words::COHORT_NOUNS.contains(&noun)
                || words::TRIAL_PARTS.contains(&noun)
                || words::PARTS_OF_TRIAL.contains(&noun)
        };
        match words.split_whitespace().collect::<Vec<_>>()[..] {
            [first, number] => noun(first) && number.len() <= 3 && number.chars().all(char::is_alphanumeric),
            _ => false,
        }
    }
}
