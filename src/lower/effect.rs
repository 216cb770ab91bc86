//! Clauses that say what the thing named before them would do: "drugs *known to reduce the metabolism of
//! minocycline*", "objects *that may interfere with MRI*". No data can decide them, and what they name is done to, not
//! had. The verbs are the rows of `lexicons/effects.tsv`.
//!
//! | opens | example |
//! |---|---|
//! | a relative word | conditions *that* affect absorption |
//! | a word for what is possible | disease, which *could* alter perfusion |
//! | knowledge | medication *known to* prolong the QT interval |
//! | likelihood | disease *likely to* interfere with the study |
//! | the verb itself | conditions *contraindicating* anticoagulation |
//!
//! Near misses: "*likely* pneumonia" is suspected, "likely to require surgery" needs one; "creatinine that increases by > 0.3 mg/dL" has a limit; "diseases that require insulin" what is needed.

use crate::words;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind, normal};

use super::atom::is_measured;
use super::context::{Context, Sort, bytes_of};
use super::narrative::category;

/// The most chunks of a clause that says what something would do.
const LONGEST: usize = 48;

/// The most chunks of "in the opinion of the principal investigator".
const FARTHEST_OPINION: usize = 12;

static VERBS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let cells = include_str!("../../lexicons/effects.tsv").lines().skip(1).flat_map(|line| line.split('\t').skip(1));
    cells.flat_map(|cell| cell.split('|')).map(normal::key).collect()
});

impl Context<'_, '_> {
    /// How long the clause is that leaves what stands before it to judgement, or says what that would do.
    pub fn said_in_clause(&self, chunks: &[Chunk]) -> Option<usize> {
        self.judged_clause(chunks).or_else(|| self.unfit_clause(chunks)).or_else(|| self.effect_clause(chunks))
    }

    /// Whether a word opens such a clause by itself: "*contraindicating* anticoagulation", "drugs *affecting* platelet counts".
    /// Near miss: "diseases *affecting* the kidney", which have it.
    pub fn opens_effect(&self, chunk: &Chunk) -> bool {
        let word = &*self.words(&chunk.span).to_ascii_lowercase();
        words::EFFECT_VERBS.contains(&word) || words::EFFECTS_OF_DRUGS.contains(&word) && self.follows_drugs(chunk)
    }

    /// Whether the word before a chunk names what is given in general.
    fn follows_drugs(&self, chunk: &Chunk) -> bool {
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        words::DRUG_NOUNS.contains(&before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or(""))
    }

    /// How many chunks from the first on say what the thing named before them would do.
    fn effect_clause(&self, chunks: &[Chunk]) -> Option<usize> {
        let chunks = &chunks[..chunks.len().min(LONGEST)];
        let verb = self.effect_verb(chunks)?;
        let mut end = self.object_end(chunks, verb + 1);
        while let Some(next) = self.goes_on(chunks, end) {
            end = self.object_end(chunks, next);
        }
        // "illness that would limit life expectancy *to < 6 months*" is about that limit.
        let limited = chunks.get(end).is_some_and(|c| self.sort(c) == Sort::Quantity);
        (!limited && end > verb + 1).then_some(end)
    }

    /// Where the verb of such a clause stands.
    fn effect_verb(&self, chunks: &[Chunk]) -> Option<usize> {
        let first = chunks.first()?;
        let word = self.words(&first.span).to_ascii_lowercase();
        if self.opens_effect(first) {
            return Some(0);
        }
        let opens = match self.sort(first) {
            Sort::Cue(Cue::Who) => matches!(&*word, "that" | "which"),
            Sort::Cue(Cue::May) => true,
            Sort::Cue(Cue::Known) | Sort::Word => {
                chunks.get(1).is_some_and(|c| self.is_cue(c, Cue::To))
                    && matches!(&*word, "known" | "supposed" | "thought")
                    || matches!(&*word, "could" | "might" | "would")
            }
            // "disease *likely to* interfere with the study"
            Sort::Cue(Cue::Suspected | Cue::Planned) => {
                matches!(&*word, "likely" | "expected") && chunks.get(1).is_some_and(|c| self.is_cue(c, Cue::To))
            }
            Sort::Cue(Cue::Be) => word == "known to",
            _ => false,
        };
        if !opens {
            return None;
        }
        let start = self.past_opinion(chunks, 1);
        let auxiliaries = |at: usize| at + chunks[at..].iter().take_while(|c| self.is_auxiliary(c)).count();
        // "that would, *in the opinion of the investigator,* prevent …"
        let verb = auxiliaries(self.past_opinion(chunks, auxiliaries(start)));
        chunks.get(verb).filter(|c| self.is_effect(c)).map(|_| verb)
    }

    /// "which, *in the opinion of the investigator,* would …"
    pub fn past_opinion(&self, chunks: &[Chunk], at: usize) -> usize {
        let start = at + usize::from(chunks.get(at).is_some_and(|c| self.sort(c) == Sort::Comma));
        let end = chunks[start.min(chunks.len())..].iter().position(|c| self.sort(c) == Sort::Comma).map(|n| start + n);
        match end {
            Some(end)
                if end > start
                    && end < start + FARTHEST_OPINION
                    && category(self.words(&bytes_of(&chunks[start..end]))) == Some("judgement") =>
            {
                end + 1
            }
            _ => self.past_bare_opinion(chunks, at),
        }
    }

    /// "which *in the investigator's opinion* may …": the same without commas.
    fn past_bare_opinion(&self, chunks: &[Chunk], at: usize) -> usize {
        let near = &chunks[at.min(chunks.len())..chunks.len().min(at + FARTHEST_OPINION)];
        let verb =
            near.iter().position(|c| self.is_cue(c, Cue::May) || self.is_effect(c) || self.words(&c.span) == "would");
        let opinion = |n: &usize| *n > 1 && category(self.words(&bytes_of(&near[..*n]))) == Some("judgement");
        verb.filter(opinion).map_or(at, |n| at + n)
    }

    pub fn is_effect(&self, chunk: &Chunk) -> bool {
        let word = normal::key(self.words(&chunk.span));
        VERBS.contains(word.split(' ').next().unwrap_or(&word)) && !self.is_measured_here(chunk)
    }

    fn is_measured_here(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Quantity | Sort::Time | Sort::Group | Sort::Concept(_))
    }

    /// Words that stand between what opens a clause and its verb.
    fn is_auxiliary(&self, chunk: &Chunk) -> bool {
        let word = self.words(&chunk.span).to_ascii_lowercase();
        let adverb =
            word.ends_with("ly") || matches!(&*word, "would" | "could" | "might" | "either" | "also" | "known to");
        if self.is_effect(chunk) {
            return false;
        }
        match self.sort(chunk) {
            Sort::Cue(Cue::Suspected) => word == "likely",
            Sort::Cue(cue) => matches!(
                cue,
                Cue::May | Cue::Be | Cue::Known | Cue::To | Cue::Also | Cue::Either | Cue::Then | Cue::Planned
            ),
            Sort::Word => adverb,
            Sort::Term(entry) => entry.kind() == Kind::Qualifier && adverb,
            _ => false,
        }
    }

    /// Where what the verb is said of ends: before a separator, brackets, a time, examples or an exception. "limits survival to *less than
    /// 2 years*": what it is brought to is part of it. Near miss: "limits *life expectancy to less than 2 years*", a limit of its own.
    fn object_end(&self, chunks: &[Chunk], from: usize) -> usize {
        let ends = |c: &Chunk| {
            self.is_separator(c)
                || matches!(self.sort(c), Sort::Stop | Sort::Colon | Sort::Time | Sort::Group | Sort::Quantity)
                || matches!(
                    self.cue(c),
                    Some(
                        Cue::SuchAs
                            | Cue::Including
                            | Cue::OpenList
                            | Cue::Except
                            | Cue::Unless
                            | Cue::If
                            | Cue::But
                            | Cue::Allowed
                            | Cue::NotAllowed
                            | Cue::DefinedAs
                    )
                )
        };
        let from = from.min(chunks.len());
        let brought = |at: usize| {
            let length = matches!(self.sort(&chunks[at]), Sort::Time | Sort::Quantity);
            let measured =
                |n: usize| at >= n && matches!(self.sort(&chunks[at - n]), Sort::Concept(e) if is_measured(e));
            length && at > from && self.is_cue(&chunks[at - 1], Cue::To) && !measured(2)
        };
        (from..chunks.len()).find(|at| ends(&chunks[*at]) && !brought(*at)).unwrap_or(chunks.len())
    }

    /// Where the part after the separator at `end` begins, if it is more of the clause: another verb, another thing that
    /// the verb is said of, or nothing that a list of items would have.
    fn goes_on(&self, chunks: &[Chunk], end: usize) -> Option<usize> {
        let separator = chunks.get(end).filter(|c| self.is_separator(c) && self.sort(c) != Sort::Semicolon)?;
        let mut start = end + 1;
        while chunks.get(start).is_some_and(|c| self.is_separator(c)) {
            start += 1;
        }
        let opens = |c: &Chunk| self.is_auxiliary(c) || matches!(self.cue(c), Some(Cue::Who | Cue::May));
        let verb = start + chunks.get(start..)?.iter().take_while(|c| opens(c)).count();
        if chunks.get(verb).is_some_and(|c| self.is_effect(c)) {
            return Some(verb + 1);
        }
        let next = &chunks[start..self.object_end(chunks, start)];
        let own = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => {
                self.sort(separator) == Sort::Comma
                    || start > end + 1
                    || matches!(entry.kind(), Kind::Condition | Kind::Drug | Kind::DrugClass)
            }
            Sort::Cue(cue) => matches!(
                cue,
                Cue::Who
                    | Cue::With
                    | Cue::Without
                    | Cue::No
                    | Cue::Not
                    | Cue::HistoryOf
                    | Cue::Prior
                    | Cue::Current
                    | Cue::Exposure
                    | Cue::Undergone
                    | Cue::Female
                    | Cue::Male
                    | Cue::Patient
                    | Cue::Must
                    | Cue::Age
                    | Cue::Be
                    | Cue::Planned
                    | Cue::Suspected
                    | Cue::Need
                    | Cue::Other
            ),
            _ => false,
        };
        (!next.is_empty() && !next.iter().any(own) && self.object_end(chunks, start) > start).then_some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::VERBS;

    #[test]
    fn verbs_are_single_words() {
        assert!(VERBS.contains("interfere") && !VERBS.contains("require"));
        assert!(VERBS.iter().all(|verb| !verb.contains(' ') && !verb.is_empty()));
    }
}
