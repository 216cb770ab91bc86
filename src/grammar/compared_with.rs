//! With whom a rank is compared: blood pressure "> 95th percentile *for age, height and sex*".
//!
//! The words become one chunk, the age that they begin with, so that no item of a list begins among them. Near misses: "≤ 95th percentile
//! for age *and weight > 10 kg*", which has a limit of its own; "*Hb ≥ 10 g/dL* for age and sex".

use crate::lex::{Cue, Lex, Lexed, Lexeme};
use crate::words;

use super::{Chunk, ChunkKind, QuantityForm};

/// Joins what a rank is compared by.
pub fn give(lexed: &Lexed<'_>, mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut at = 0;
    while at + 4 < chunks.len() {
        if is_rank(&chunks[at])
            && let Some(end) = end_of_list(lexed, &chunks[at + 1..])
        {
            let (first, last) = (at + 2, at + 1 + end);
            chunks[first].span.end = chunks[last].span.end;
            chunks[first].lexemes.end = chunks[last].lexemes.end;
            chunks.drain(first + 1..=last);
        }
        at += 1;
    }
    chunks
}

fn is_rank(chunk: &Chunk) -> bool {
    let ChunkKind::Quantity(limit) = &chunk.kind else { return false };
    let code = limit.unit.as_ref().and_then(|unit| unit.code.as_deref());
    limit.form == QuantityForm::Limit && matches!(code, Some("{percentile}" | "{SD}"))
}

/// How many chunks "*for age, height and sex*" takes, at the end of a clause.
fn end_of_list(lexed: &Lexed<'_>, chunks: &[Chunk]) -> Option<usize> {
    let lexeme = |chunk: &Chunk| match chunk.kind {
        ChunkKind::Lexeme(at) => lexed.lexemes.get(at),
        _ => None,
    };
    let cue = |chunk: &Chunk| lexeme(chunk).and_then(Lexeme::cue);
    let joins = |chunk: &Chunk| {
        matches!(cue(chunk), Some(Cue::And | Cue::Or | Cue::AndOr))
            || lexeme(chunk).is_some_and(|l| matches!(l.lex, Lex::Sign(',' | '/')))
    };
    let compares = |chunk: &Chunk| {
        let words = lexed.text[chunk.span.clone()].to_ascii_lowercase();
        words::COMPARED_BY.contains(&&*words)
    };
    let (_, rest) = chunks.split_first().filter(|(first, _)| cue(first) == Some(Cue::For))?;
    let by_age = rest.first().is_some_and(|c| cue(c) == Some(Cue::Age));
    let end = rest.iter().position(|c| !joins(c) && !compares(c)).unwrap_or(rest.len());
    let several = by_age && rest[..end].iter().filter(|c| compares(c)).count() > 1;
    let ends = match rest.get(end) {
        None => end > 0 && compares(&rest[end - 1]),
        Some(next) => lexeme(next).is_some_and(|l| matches!(l.lex, Lex::Sign('.' | ';'))),
    };
    (several && ends).then_some(end)
}
