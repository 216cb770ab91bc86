//! A unit said once after a bracket, which is that of the limits on both sides of it.
//!
//! - "≥ 12 (women) or ≥ 13 (men) g/dL", "≤ 450 (M), ≤ 470 (F) msec";
//! - "≤ 2.5 (≤ 5 if liver metastases) × ULN": also of the limits in the bracket.
//!
//! The words of the unit become part of the bracket's chunk. Near misses: "≥ 12 g/dL (women) …" has its own unit, "≥ 2 (of 3)
//! g" has a letter alone, which may be anything.

use std::ops::Range;

use crate::lex::{Cue, Lexed};

use super::cursor::Cursor;
use super::unit::{ReadUnit, unit};
use super::{Chunk, ChunkKind, Quantity, QuantityForm};

/// The most limits before a unit that it is of.
const MOST_LIMITS: usize = 4;

/// Gives each unit after a bracket to the limits before it that have none; `within` are the lexemes of these chunks.
pub fn give(lexed: &Lexed<'_>, chunks: Vec<Chunk>, within: &Range<usize>) -> Vec<Chunk> {
    let waits = |pair: &[Chunk]| is_bare(&pair[0]) && matches!(pair[1].kind, ChunkKind::Group(_));
    if !chunks.windows(2).any(waits) {
        return chunks;
    }
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut rest = chunks.into_iter().peekable();
    while let Some(chunk) = rest.next() {
        out.push(chunk);
        let [.., limit, group] = out.as_slice() else { continue };
        if !is_bare(limit) || !matches!(group.kind, ChunkKind::Group(_)) {
            continue;
        }
        let at = group.lexemes.end;
        let Some((end, read)) = unit_at(lexed, at, within) else { continue };
        // The unit must end where a chunk does.
        let mut last = None;
        let ahead = rest.clone().take_while(|c| c.lexemes.end <= end).inspect(|c| last = Some(c.lexemes.end)).count();
        if last != Some(end) {
            continue;
        }
        let tail = rest.by_ref().take(ahead).last();
        if let (Some(tail), Some(group)) = (tail, out.last_mut()) {
            group.span.end = tail.span.end;
            group.lexemes.end = tail.lexemes.end;
        }
        to_limits(lexed, &mut out, &read);
    }
    out
}

/// Whether a chunk is a number that has no unit yet.
fn is_bare(chunk: &Chunk) -> bool {
    matches!(&chunk.kind, ChunkKind::Quantity(q) if lacks_unit(q))
}

fn lacks_unit(quantity: &Quantity) -> bool {
    let numeric = matches!(quantity.form, QuantityForm::Limit | QuantityForm::Bare);
    numeric && quantity.unit.is_none() && quantity.relative_to.is_none() && !quantity.age
}

/// The unit at a lexeme, and where it ends.
fn unit_at(lexed: &Lexed<'_>, at: usize, within: &Range<usize>) -> Option<(usize, ReadUnit)> {
    let (rest, read) = unit(Cursor { lexed, at, end: within.end, start: within.start }).ok()?;
    let letters = read.unit.span.end - read.unit.span.start;
    let named = read.relative_to.is_some() || read.unit.code.is_some();
    (rest.at > at && named && letters > 1 || lexed.lexemes.get(at).is_some_and(|l| l.is_sign('%')))
        .then_some((rest.at, read))
}

/// Gives a unit to the limits inside the last bracket, to the one before it, and to those joined to that one.
fn to_limits(lexed: &Lexed<'_>, out: &mut [Chunk], read: &ReadUnit) {
    let give = |chunk: &mut Chunk| match &mut chunk.kind {
        ChunkKind::Quantity(q) if lacks_unit(q) => {
            q.unit = Some(read.unit.clone());
            q.relative_to = read.relative_to;
            true
        }
        _ => false,
    };
    let joins = |chunk: &Chunk| {
        let ChunkKind::Lexeme(at) = chunk.kind else { return false };
        let lexeme = &lexed.lexemes[at];
        let sign = [',', '/', ';'].iter().any(|sign| lexeme.is_sign(*sign));
        sign || matches!(lexeme.cue(), Some(Cue::Or | Cue::And | Cue::AndOr))
    };
    let mut given = 0;
    for chunk in out.iter_mut().rev() {
        let goes_on = match &mut chunk.kind {
            ChunkKind::Group(inner) => {
                if given <= 1 {
                    inner.iter_mut().for_each(|c| {
                        give(c);
                    });
                }
                true
            }
            ChunkKind::Quantity(_) => {
                given += 1;
                give(chunk)
            }
            _ => joins(chunk),
        };
        if !goes_on || given > MOST_LIMITS {
            break;
        }
    }
}
