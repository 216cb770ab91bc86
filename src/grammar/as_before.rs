//! A limit that is said of two groups of people in brackets, and has its comparator once: "under 18 years *(US), or 16 years (Canada)*",
//! "Hb > 10 g/dL *(men) or 9 g/dL (women)*".
//!
//! Near misses: "> 10 g/dL (men)*, and a weight of 60 kg (women)*", in another unit; "> 10 g/dL or 9 g/dL", which brackets tell nothing
//! of.

use crate::lex::{Cue, Lexed};
use crate::rule::Bounds;

use super::{Chunk, ChunkKind, Quantity, QuantityForm};

/// Gives each such number the comparator before it.
pub fn give(lexed: &Lexed<'_>, mut chunks: Vec<Chunk>) -> Vec<Chunk> {
    for at in 0..chunks.len() {
        if let Some((next, bounds, age)) = said_once(lexed, &chunks[at..])
            && let ChunkKind::Quantity(quantity) = &mut chunks[at + next].kind
        {
            (quantity.bounds, quantity.form) = (bounds, QuantityForm::Limit);
            quantity.age |= age;
        }
    }
    chunks
}

/// Where the number stands that the comparator of the first of these chunks is said of as well, and its limit.
fn said_once(lexed: &Lexed<'_>, chunks: &[Chunk]) -> Option<(usize, Bounds, bool)> {
    let [first, group, rest @ ..] = chunks else { return None };
    let limit = quantity(first).filter(|q| q.form == QuantityForm::Limit && q.relative_to.is_none())?;
    if !in_words(group) {
        return None;
    }
    let lexeme = |chunk: &Chunk| match chunk.kind {
        ChunkKind::Lexeme(at) => Some(&lexed.lexemes[at]),
        _ => None,
    };
    let comma = usize::from(rest.first().and_then(lexeme).is_some_and(|l| l.is_sign(',')));
    let joined = rest.get(comma).and_then(lexeme).and_then(|l| l.cue());
    if !matches!(joined, Some(Cue::Or | Cue::And)) {
        return None;
    }
    let other = quantity(rest.get(comma + 1)?).filter(|q| q.form == QuantityForm::Bare && q.relative_to.is_none())?;
    let code = |q: &Quantity| q.unit.as_ref().and_then(|u| u.code.clone());
    let alike = code(limit).is_some() && code(limit) == code(other);
    let number = other.bounds.eq.filter(|_| alike && rest.get(comma + 2).is_some_and(in_words))?;
    let Bounds { ge, gt, le, lt, .. } = limit.bounds;
    let given = |side: Option<_>| side.map(|_| number);
    let bounds = Bounds { ge: given(ge), gt: given(gt), le: given(le), lt: given(lt), eq: None };
    let one_sided = limit.bounds.low().is_some() != limit.bounds.high().is_some();
    one_sided.then_some((comma + 3, bounds, limit.age))
}

fn quantity(chunk: &Chunk) -> Option<&Quantity> {
    match &chunk.kind {
        ChunkKind::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// Whether a chunk is brackets without a number.
fn in_words(chunk: &Chunk) -> bool {
    match &chunk.kind {
        ChunkKind::Group(inner) => inner.iter().all(|c| matches!(c.kind, ChunkKind::Lexeme(_))),
        _ => false,
    }
}
