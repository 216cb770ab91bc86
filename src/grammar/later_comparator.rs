//! A comparator behind what a number counts, which makes a limit of the number: "3 exacerbations *or more*", "5 teeth *or fewer*",
//! "24 weeks of gestation *or greater*", "grade 3 neuropathy *or worse*".
//!
//! The words that compare become a chunk that says nothing more. Near misses: "3 exacerbations *or more hospitalizations*", whose
//! words name something else; "BMI of 3 or more" has its comparator beside the number.

use crate::lex::{Cue, Kind, Lex, Lexed};
use crate::words;

use super::comparator::{self, Compare};
use super::cursor::Cursor;
use super::quantity::bound;
use super::{Chunk, ChunkKind, QuantityForm};

/// The most lexemes that name what is counted.
const LONGEST_NAME: usize = 3;

/// What says of a scanner how strong it is, and of nothing else how much there is: "a 1.5 T *MRI scanner or greater*".
const TESLA: &str = "T";

/// Gives each such comparator to the number before what it counts; the lexemes up to `end` are those of these chunks.
pub fn give(lexed: &Lexed<'_>, chunks: Vec<Chunk>, end: usize) -> Vec<Chunk> {
    let found = |at: usize| {
        let (first, last, compare) = comparator_after(lexed, &chunks[at..], end)?;
        Some((at, at + first..=at + last, compare))
    };
    let compared: Vec<_> = (0..chunks.len()).filter_map(found).collect();
    if compared.is_empty() {
        return chunks;
    }
    let mut compared = compared.into_iter().peekable();
    let mut out: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut number = 0;
    for (at, chunk) in chunks.into_iter().enumerate() {
        let Some((counted, words, compare)) = compared.peek().filter(|(counted, ..)| *counted <= at) else {
            out.push(chunk);
            continue;
        };
        if *counted == at {
            number = out.len();
        }
        if !words.contains(&at) {
            out.push(chunk);
            continue;
        }
        if at == *words.start() {
            out.push(Chunk { kind: ChunkKind::Compares, ..chunk });
        } else if let Some(comparing) = out.last_mut() {
            (comparing.span.end, comparing.lexemes.end) = (chunk.span.end, chunk.lexemes.end);
        }
        if at == *words.end() {
            let said_until = out.last().map_or(0, |comparing| comparing.span.end);
            limit(&mut out[number], *compare, said_until);
            compared.next();
        }
    }
    out
}

/// Makes a limit of a number, whose words go on until the end of what compares it.
fn limit(number: &mut Chunk, compare: Compare, end: usize) {
    if let ChunkKind::Quantity(quantity) = &mut number.kind
        && let Some(counted) = quantity.bounds.eq
    {
        quantity.bounds = bound(compare.comparator, counted);
        if quantity.form != QuantityForm::Class {
            quantity.form = QuantityForm::Limit;
        }
        quantity.value.end = end;
    }
}

/// The first and the last chunk of the words that compare the number that the first of these chunks is.
fn comparator_after(lexed: &Lexed<'_>, chunks: &[Chunk], end: usize) -> Option<(usize, usize, Compare)> {
    let (number, rest) = chunks.split_first()?;
    let ChunkKind::Quantity(quantity) = &number.kind else { return None };
    let strong = quantity.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some(TESLA));
    let graded = quantity.form == QuantityForm::Class && quantity.classes.len() == 1 && quantity.bounds.eq.is_some();
    let whole = strong || graded || quantity.bounds.eq.is_some_and(|n| n.0.is_integer());
    let plain = (quantity.form == QuantityForm::Bare || graded) && quantity.relative_to.is_none();
    if !whole || !plain || quantity.age {
        return None;
    }
    if let Some(unit) = quantity.unit.as_ref().filter(|_| !strong) {
        return weeks_compared(lexed, rest, end).filter(|_| unit.code.as_deref() == Some("wk"));
    }
    if quantity.value != number.span && !graded {
        return None;
    }
    let names = |chunk: &&Chunk| match chunk.kind {
        ChunkKind::Lexeme(at) => {
            let lexeme = &lexed.lexemes[at];
            match lexeme.lex {
                Lex::Word => true,
                Lex::Term(group) => lexeme.cue().is_none() && !group.has(&[Kind::Analyte, Kind::Score, Kind::Unit]),
                _ => false,
            }
        }
        _ => false,
    };
    let named = rest.iter().take(LONGEST_NAME + 1).take_while(names).count();
    let first = rest.get(named).filter(|_| (1..=LONGEST_NAME).contains(&named))?;
    let ChunkKind::Lexeme(at) = first.kind else { return None };
    let (after, compare) = comparator::after(Cursor { lexed, at, end, start: at }).ok()?;
    let counts = lexed.lexemes[at..after.at].iter().any(|l| {
        lexed.written(l).split(' ').any(|word| words::COUNT_COMPARATIVES.contains(&word.to_ascii_lowercase().as_str()))
    });
    let length = rest[named..].iter().take_while(|c| c.lexemes.end <= after.at).count();
    let ends = rest[named..].get(length.checked_sub(1)?)?.lexemes.end == after.at;
    ((counts || graded) && ends && is_over(lexed, rest.get(named + length))).then_some((
        named + 1,
        named + length,
        compare,
    ))
}

/// "24 weeks *of gestation or greater*": what compares the weeks of a pregnancy. Near miss: "24 weeks *of treatment or more*".
fn weeks_compared(lexed: &Lexed<'_>, rest: &[Chunk], end: usize) -> Option<(usize, usize, Compare)> {
    let lexeme = |chunk: Option<&Chunk>| match chunk?.kind {
        ChunkKind::Lexeme(at) => Some(at),
        _ => None,
    };
    let gestation = |at: usize| {
        let lexeme = &lexed.lexemes[at];
        lexeme.cue() == Some(Cue::Gestation) || lexeme.entry(Kind::Analyte).is_some_and(|e| e.id() == "gestational_age")
    };
    let of = usize::from(lexeme(rest.first()).is_some_and(|at| lexed.lexemes[at].cue() == Some(Cue::Of)));
    let named = of + 1;
    lexeme(rest.get(of)).filter(|at| gestation(*at))?;
    let at = lexeme(rest.get(named))?;
    let (after, compare) = comparator::after(Cursor { lexed, at, end, start: at }).ok()?;
    let length = rest[named..].iter().take_while(|c| c.lexemes.end <= after.at).count();
    let ends = rest[named..].get(length.checked_sub(1)?)?.lexemes.end == after.at;
    ends.then_some((named + 1, named + length, compare))
}

/// Whether nothing stands here that the words before could be said of.
fn is_over(lexed: &Lexed<'_>, next: Option<&Chunk>) -> bool {
    let over = |at: usize| {
        let lexeme = &lexed.lexemes[at];
        matches!(lexeme.lex, Lex::Sign(_) | Lex::Dash)
            || matches!(
                lexeme.cue(),
                Some(
                    Cue::And
                        | Cue::At
                        | Cue::Before
                        | Cue::Daily
                        | Cue::During
                        | Cue::For
                        | Cue::From
                        | Cue::In
                        | Cue::Monthly
                        | Cue::Of
                        | Cue::Or
                        | Cue::Per
                        | Cue::Prior
                        | Cue::Weekly
                        | Cue::Who
                        | Cue::With
                        | Cue::Within
                        | Cue::Yearly
                )
            )
    };
    next.is_none_or(|chunk| match chunk.kind {
        ChunkKind::Lexeme(at) => over(at),
        ChunkKind::Time(_) | ChunkKind::Group(_) => true,
        ChunkKind::Quantity(_) | ChunkKind::Compares => false,
    })
}
