//! Consent that is asked of some ages: the age says of whom it is asked, and is no demand.
//!
//! | form | example | rule |
//! |---|---|---|
//! | first | *For children under 18,* consent from a parent | `if age < 18 a: «consent»` |
//! | last | Parental consent *for patients < 18 years of age* | the same |
//! | between | Written consent from patients or, *for patients < 18 years,* their guardian | `all(«consent», if age < 18 a: «consent»)` |
//! | as a head | *Subjects < 18 years:* legal guardian signs consent | `if age < 18 a: «consent»` |
//!
//! Near misses: "Patients < 18 years *with* consent of the parents", which demands the age; "for patients *18-75 years*, consent", which
//! limits who takes part; "for patients < 18 years, *creatinine < 1 mg/dL*".

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::{Bounds, Node};
use crate::words;

/// The most chunks of a clause of consent.
const LONGEST: usize = 48;

/// The words for some ages, as a place in a clause, and the chunk that limits them.
struct Young {
    start: usize,
    end: usize,
    age: Chunk,
}

impl Context<'_, '_> {
    /// Reads a clause of consent that is asked of some ages.
    pub(super) fn consent_of_young(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if !self.demand || chunks.len() > LONGEST || !self.speaks_of_consent(chunks) {
            return None;
        }
        let young = (0..chunks.len()).find_map(|at| self.young_from(chunks, at))?;
        let joint = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr))
                || matches!(self.sort(c), Sort::Comma | Sort::Colon)
        };
        let before = &chunks[..young.start];
        let before = &before[..before.len() - before.iter().rev().take_while(|c| joint(c)).count()];
        let after = &chunks[young.end..];
        let after = &after[after.iter().take_while(|c| joint(c)).count()..];
        let parted = after.len() < chunks.len() - young.end;
        let plain = |part: &[Chunk]| part.is_empty() || self.says_consent_alone(part);
        if !plain(before) || !plain(after) || before.is_empty() && !parted {
            return None;
        }
        let asked = if after.is_empty() { before } else { after };
        let consents = self.speaks_of_consent(asked) || self.names_parents(asked);
        if asked.is_empty() || !consents || !before.is_empty() && !self.speaks_of_consent(before) {
            return None;
        }
        let first = (!before.is_empty() && !after.is_empty()).then(|| self.narrative_leaf("consent", before));
        let bytes = bytes_of(&chunks[young.start..]);
        let node = self.asked_of(&young, asked, &bytes)?;
        self.take(chunks);
        Some(self.joined(first.into_iter().chain([node]).collect(), true, &bytes_of(chunks)))
    }

    /// "*Subjects < 18 years:* legal guardian signs consent": a head that names some ages, over consent.
    pub fn consent_under_head(&mut self, head: &[Chunk], items: &[&[Chunk]]) -> Option<Node> {
        let [only] = items else { return None };
        let young = self.demand.then(|| self.young_from(head, 0)).flatten().filter(|young| young.end == head.len())?;
        let consents = self.speaks_of_consent(only) && self.says_consent_alone(only);
        if !consents || only.len() > LONGEST {
            return None;
        }
        self.take(head);
        let bytes = head[0].span.start..bytes_of(only).end;
        self.asked_of(&young, only, &bytes)
    }

    fn asked_of(&mut self, young: &Young, asked: &[Chunk], bytes: &Bytes) -> Option<Node> {
        let when = self.condition(std::slice::from_ref(&young.age))?;
        let then = self.narrative_leaf("consent", asked);
        Some(self.if_node(when, then, bytes))
    }

    /// The words at `at` that say of which ages alone something is asked: "for patients aged < 18 years", "if under 18", and before
    /// everything else "subjects < 18 years".
    fn young_from(&self, chunks: &[Chunk], at: usize) -> Option<Young> {
        let opens = matches!(self.cue(chunks.get(at)?), Some(Cue::For | Cue::In | Cue::If | Cue::When));
        let people = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            let cue = matches!(
                self.cue(c),
                Some(Cue::Patient | Cue::The | Cue::All | Cue::Any | Cue::Age | Cue::Be | Cue::Who)
            );
            cue || words.split(' ').all(|word| words::YOUNG_PEOPLE.contains(&word))
        };
        let first = at + usize::from(opens);
        let limit = first + chunks[first..].iter().take_while(|c| people(c)).count();
        let named = limit > first;
        if !(opens || at == 0 && named) {
            return None;
        }
        let age = self.limits_one_side_of_age(chunks.get(limit)?)?;
        let rest = &chunks[limit + 1..];
        let old = |c: &Chunk| matches!(self.cue(c), Some(Cue::Old | Cue::Of | Cue::Age));
        let end = limit + 1 + rest.iter().take_while(|c| old(c)).count();
        // "for patients < 18 years *of a parent*"
        let end = if end > limit + 1 && self.is_cue(&chunks[end - 1], Cue::Of) { limit + 1 } else { end };
        Some(Young { start: at, end, age })
    }

    /// An age with one end, as a chunk that says so.
    fn limits_one_side_of_age(&self, chunk: &Chunk) -> Option<Chunk> {
        let (bounds, quantity): (&Bounds, Quantity) = match &chunk.kind {
            ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && q.relative_to.is_none() => {
                (&q.bounds, Quantity { age: true, ..(**q).clone() })
            }
            ChunkKind::Time(t) if t.is_bare_length() => (&t.bounds, Quantity::age_of(t)),
            _ => return None,
        };
        let years = quantity.unit.is_none() || quantity.code() == Some("a");
        let one = bounds.low().is_some() != bounds.high().is_some() && bounds.eq.is_none();
        (years && one).then(|| Chunk { kind: ChunkKind::Quantity(Box::new(quantity)), ..chunk.clone() })
    }

    fn speaks_of_consent(&self, chunks: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(chunks)).to_ascii_lowercase();
        let consent = |word: &str| words::CONSENT_NOUNS.iter().any(|stem| word.starts_with(stem));
        words.split(|c: char| !c.is_alphabetic()).any(consent)
    }

    fn names_parents(&self, chunks: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(chunks)).to_ascii_lowercase();
        words.split(|c: char| !c.is_alphabetic()).any(|word| words::WHO_CONSENTS.contains(&word))
    }

    /// Whether words name nothing beside consent and who gives it.
    fn says_consent_alone(&self, chunks: &[Chunk]) -> bool {
        chunks.iter().all(|c| match self.sort(c) {
            Sort::Concept(entry) => entry.kind() == Kind::Observation && self.names_parents(std::slice::from_ref(c)),
            Sort::Quantity | Sort::Time | Sort::Semicolon => false,
            Sort::Group => matches!(&c.kind, ChunkKind::Group(inner) if self.says_consent_alone(inner)),
            _ => true,
        })
    }
}
