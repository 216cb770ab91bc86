//! A place in the lexemes of a criterion, and the smallest parsers: one cue, one sign, one word.
//!
//! Parsers are nom's: functions from a [`Cursor`] to the rest and what was read. Each looks at a bounded number of
//! lexemes, which keeps the whole pass linear.

use nom::{Err, IResult};

use crate::lex::{Comparator, Cue, Entry, Kind, Lex, Lexed, Lexeme};

use super::Bytes;

/// What a parser of this module gives.
pub type Read<'a, T> = IResult<Cursor<'a>, T, ()>;

/// A place in the lexemes of a criterion. Nothing is read past `end`, the end of the bracket it stands in.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    /// The criterion.
    pub lexed: &'a Lexed<'a>,
    /// The next lexeme.
    pub at: usize,
    /// One past the last.
    pub end: usize,
    /// The first lexeme of the bracket: nothing before it is looked at.
    pub start: usize,
}

impl<'a> Cursor<'a> {
    /// The lexeme `ahead` places on.
    pub fn peek(&self, ahead: usize) -> Option<&'a Lexeme> {
        let at = self.at + ahead;
        if at < self.end { self.lexed.lexemes.get(at) } else { None }
    }

    /// The lexeme `behind` places back (0: the last one read).
    pub fn back(&self, behind: usize) -> Option<&'a Lexeme> {
        let at = self.at.checked_sub(behind + 1)?;
        if at >= self.start { self.lexed.lexemes.get(at) } else { None }
    }

    /// The lexeme that stands directly before the bracket that opens here: what is limited in "BMI *(18-25)*", "ASA *(I-III)*".
    pub fn before_bracket(&self) -> Option<&'a Lexeme> {
        let opens = self.at == self.start;
        self.start.checked_sub(2).filter(|_| opens).and_then(|at| self.lexed.lexemes.get(at))
    }

    /// The place `count` lexemes on.
    pub fn skip(mut self, count: usize) -> Self {
        self.at = (self.at + count).min(self.end);
        self
    }

    /// The cue at `ahead`.
    pub fn cue(&self, ahead: usize) -> Option<Cue> {
        self.peek(ahead)?.cue()
    }

    /// Whether a cue of these stands at `ahead`.
    pub fn has_cue(&self, ahead: usize, cues: &[Cue]) -> bool {
        self.cue(ahead).is_some_and(|c| cues.contains(&c))
    }

    /// Whether this sign stands at `ahead`.
    pub fn has_sign(&self, ahead: usize, sign: char) -> bool {
        self.peek(ahead).is_some_and(|l| l.is_sign(sign))
    }

    /// Whether a multiplication sign, or "times", stands at `ahead`.
    pub fn is_times(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|l| l.lex == Lex::Times || l.cue() == Some(Cue::Times))
    }

    /// The entry of a kind at `ahead`.
    pub fn entry(&self, ahead: usize, kind: Kind) -> Option<Entry> {
        self.peek(ahead)?.entry(kind)
    }

    /// The normal form of the lexeme at `ahead`; empty at the end.
    pub fn normal(&self, ahead: usize) -> &'a str {
        self.peek(ahead).map_or("", |l| self.lexed.normal(l))
    }

    /// The bytes from here to another place.
    pub fn bytes_to(&self, to: &Self) -> Bytes {
        let start = self.lexed.lexemes.get(self.at).map_or(0, |l| l.start as usize);
        let end = to.at.checked_sub(1).and_then(|i| self.lexed.lexemes.get(i)).map_or(start, |l| l.end as usize);
        start..end.max(start)
    }
}

/// Nothing here.
pub fn fail<'a, T>() -> Read<'a, T> {
    Err(Err::Error(()))
}

/// A hyphen or dash.
pub fn dash(input: Cursor<'_>) -> Read<'_, ()> {
    match input.peek(0).map(|l| l.lex) {
        Some(Lex::Dash) => Ok((input.skip(1), ())),
        _ => fail(),
    }
}

/// A comparator sign.
pub fn comparator_sign(input: Cursor<'_>) -> Read<'_, Comparator> {
    match input.peek(0).map(|l| l.lex) {
        Some(Lex::Comparator(c)) => Ok((input.skip(1), c)),
        _ => fail(),
    }
}

/// Passes over at most `most` lexemes with these cues.
pub fn skip_cues<'a>(mut input: Cursor<'a>, cues: &[Cue], most: usize) -> Cursor<'a> {
    for _ in 0..most {
        if !input.has_cue(0, cues) {
            break;
        }
        input = input.skip(1);
    }
    input
}
