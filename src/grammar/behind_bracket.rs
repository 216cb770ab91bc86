//! What a window is counted from, where brackets stand between: "within 3 years *(except skin cancer)* prior to diagnosis", "within 6 weeks
//! *(every 3 weeks)* or 9 weeks *(every 6 weeks)* prior to the first dose".
//!
//! The words that name the moment become a chunk that says nothing more. Near misses: "within 3 years (except skin cancer) *and stroke
//! before* screening"; "within the *past* 3 years (…) prior to …" has its side already, and takes the moment.

use std::ops::Range;

use crate::lex::{Cue, Lexed};
use crate::rule::{Bounds, Direction, TimeKind};

use super::anchor;
use super::cursor::Cursor;
use super::{AnchorPhrase, Chunk, ChunkKind, QuantityForm, TimePhrase};

/// Gives windows the moment that is said behind their brackets.
pub fn give(lexed: &Lexed<'_>, mut chunks: Vec<Chunk>, within: Range<usize>) -> Vec<Chunk> {
    let mut at = 0;
    while at + 2 < chunks.len() {
        if let Some((direction, anchor, taken)) = open_window(&chunks[at..])
            .then(|| after_bracket(lexed, &chunks[at + 2..], &within, Direction::Before))
            .flatten()
        {
            let behind = at + 2;
            give_one(&mut chunks[at], direction, &anchor);
            mark(&mut chunks, behind, taken);
        } else if open_window(&chunks[at..])
            && is_cue(lexed, chunks.get(at + 2), Cue::Or)
            && chunks.get(at + 3).is_some_and(is_length)
            && matches!(chunks.get(at + 4).map(|c| &c.kind), Some(ChunkKind::Group(_)))
            && let Some((direction, anchor, taken)) =
                chunks.get(at + 5..).and_then(|rest| after_bracket(lexed, rest, &within, Direction::Before))
        {
            give_one(&mut chunks[at], direction, &anchor);
            second_window(&mut chunks[at + 3], direction, &anchor);
            mark(&mut chunks, at + 5, taken);
        }
        at += 1;
    }
    chunks
}

/// Whether a window without a moment opens these chunks, and brackets follow.
fn open_window(chunks: &[Chunk]) -> bool {
    let [Chunk { kind: ChunkKind::Time(time), .. }, Chunk { kind: ChunkKind::Group(_), .. }, ..] = chunks else {
        return false;
    };
    let open = time.anchor.is_none() && time.calendar.is_none() && time.direction.is_none();
    time.kind == TimeKind::Window && open && !time.bounds.is_empty()
}

/// The side and the moment that these chunks begin with, and how many of them say it.
fn after_bracket(
    lexed: &Lexed<'_>,
    chunks: &[Chunk],
    within: &Range<usize>,
    side: Direction,
) -> Option<(Direction, AnchorPhrase, usize)> {
    let first = chunks.first()?;
    match &first.kind {
        ChunkKind::Time(time) if time.kind == TimeKind::At && time.direction == Some(side) => {
            Some((side, time.anchor.clone()?, 1))
        }
        ChunkKind::Lexeme(at) if lexed.lexemes[*at].cue() == Some(Cue::Before) => {
            let cursor = Cursor { lexed, at: at + 1, end: within.end, start: within.start };
            let (rest, anchor) = anchor::anchor(cursor).ok()?;
            let taken = chunks.iter().take_while(|c| c.lexemes.end <= rest.at).count();
            let whole = taken > 0 && chunks[taken - 1].lexemes.end == rest.at;
            whole.then_some((side, anchor, taken))
        }
        _ => None,
    }
}

fn is_cue(lexed: &Lexed<'_>, chunk: Option<&Chunk>, cue: Cue) -> bool {
    matches!(chunk.map(|c| &c.kind), Some(ChunkKind::Lexeme(at)) if lexed.lexemes[*at].cue() == Some(cue))
}

/// Whether a chunk is a plain length of time.
fn is_length(chunk: &Chunk) -> bool {
    let time = |code: Option<&str>| matches!(code, Some("h" | "d" | "wk" | "mo" | "a" | "{half-life}"));
    match &chunk.kind {
        ChunkKind::Quantity(q) => q.form == QuantityForm::Bare && time(q.code()),
        _ => false,
    }
}

fn give_one(chunk: &mut Chunk, direction: Direction, anchor: &AnchorPhrase) {
    if let ChunkKind::Time(time) = &mut chunk.kind {
        (time.direction, time.anchor) = (Some(direction), Some(anchor.clone()));
    }
}

/// Makes a window of the length after "or".
fn second_window(chunk: &mut Chunk, direction: Direction, anchor: &AnchorPhrase) {
    let ChunkKind::Quantity(quantity) = &chunk.kind else { return };
    let phrase = TimePhrase {
        kind: TimeKind::Window,
        bounds: Bounds { le: quantity.bounds.eq, ..Bounds::default() },
        unit: quantity.unit.clone(),
        direction: Some(direction),
        anchor: Some(anchor.clone()),
        longest_of: Vec::new(),
        shortest_of: Vec::new(),
        calendar: None,
        value: quantity.value.clone(),
    };
    chunk.kind = ChunkKind::Time(Box::new(phrase));
}

/// Makes one chunk that says nothing more of those that name the moment.
fn mark(chunks: &mut Vec<Chunk>, from: usize, taken: usize) {
    let end = (chunks[from + taken - 1].span.end, chunks[from + taken - 1].lexemes.end);
    let first = &mut chunks[from];
    (first.span.end, first.lexemes.end) = end;
    first.kind = ChunkKind::Compares;
    chunks.drain(from + 1..from + taken);
}
