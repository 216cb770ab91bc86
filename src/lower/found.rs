//! Names that are both of a finding and of its measurement: "hematuria", "proteinuria > 1 g/day".

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Entry, Kind, Lex};
use crate::words;

use super::context::{Context, Sort};

/// The chunks on either side in which what is measured would stand.
const BESIDE: usize = 8;

impl Context<'_, '_> {
    /// "*hematuria* of unknown cause": what no limit and no result is said of is found, not measured.
    ///
    /// Near misses: "proteinuria *> 1 g/day*", "*2+* hematuria", "*positive* for proteinuria", "hematuria or proteinuria
    /// *≥ 2+*".
    pub fn found_not_measured(&self, chunks: &[Chunk], found: &mut Vec<(usize, Sort)>) {
        for (n, chunk) in chunks.iter().enumerate() {
            match &chunk.kind {
                ChunkKind::Group(inner) => self.found_not_measured(inner, found),
                ChunkKind::Lexeme(at) => {
                    let finding = self.finding(chunk).filter(|_| !self.is_measured(chunks, n));
                    found.extend(finding.map(|entry| (*at, Sort::Concept(entry))));
                }
                _ => {}
            }
        }
    }

    /// "metal implants *above the waist*": a place, of which nothing is measured. Near miss: "*waist* above 94 cm".
    pub fn places_not_measured(&self, chunks: &[Chunk], found: &mut Vec<(usize, Sort)>) {
        for chunk in chunks {
            match &chunk.kind {
                ChunkKind::Group(inner) => self.places_not_measured(inner, found),
                ChunkKind::Lexeme(at) if self.words(&chunk.span).eq_ignore_ascii_case("waist") => {
                    let before = self.just_before(chunk.span.start).trim_end().to_lowercase();
                    let placed = words::BEFORE_PLACES.iter().any(|words| before.ends_with(words));
                    found.extend(placed.then_some((*at, Sort::Word)));
                }
                _ => {}
            }
        }
    }

    /// The condition that a chunk may name as well as a measurement.
    fn finding(&self, chunk: &Chunk) -> Option<Entry> {
        let ChunkKind::Lexeme(at) = chunk.kind else { return None };
        let Lex::Term(group) = self.lexed.lexemes[at].lex else { return None };
        if !group.has(&[Kind::Analyte]) {
            return None;
        }
        let name = self.words(&chunk.span).to_lowercase();
        let abnormal = words::ABNORMAL_VALUE_ENDINGS.iter().any(|ending| name.ends_with(ending));
        group.of(Kind::Condition).filter(|_| abnormal)
    }

    /// Whether a limit or a result is said of the chunk at `n`, or of those that it is listed with.
    fn is_measured(&self, chunks: &[Chunk], n: usize) -> bool {
        // By lexemes: what an abbreviation among them stands for is not decided yet.
        let lexeme = |chunk: &Chunk| match chunk.kind {
            ChunkKind::Lexeme(at) => Some(self.lexed.lexemes[at]),
            _ => None,
        };
        let ends = |chunk: &Chunk| {
            lexeme(chunk).is_some_and(|l| {
                matches!(l.lex, Lex::Sign(',' | ';' | '.' | '/' | '，' | '、' | '；' | '。'))
                    || l.cue().is_some_and(|cue| matches!(cue, Cue::Or | Cue::And | Cue::AndOr))
            })
        };
        let says = |chunk: &Chunk| match &chunk.kind {
            ChunkKind::Quantity(_) => true,
            ChunkKind::Group(inner) => inner.iter().take(BESIDE).any(|c| matches!(c.kind, ChunkKind::Quantity(_))),
            _ => lexeme(chunk).is_some_and(|l| l.concept().is_none() && l.entry(Kind::Finding).is_some()),
        };
        let before = chunks[..n].iter().rev().take(BESIDE).take_while(|c| !ends(c)).any(says);
        let after = chunks[n + 1..].iter().enumerate().take(BESIDE).take_while(|(at, chunk)| {
            let listed = chunks.get(n + 2 + at).is_some_and(|next| self.finding(next).is_some());
            listed || !ends(chunk)
        });
        before || after.map(|(_, chunk)| chunk).any(says)
    }
}
