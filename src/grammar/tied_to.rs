//! What a window is counted from, where a bracket, a sign or the words before it say so.
//!
//! | words | reading |
//! |---|---|
//! | *±* 6 months of the MRI | on either side of it |
//! | required *at admission* or within 48 hours | after the admission |
//! | biopsy *after* 12 months *of enrollment* | after it |
//! | 3 months *prior Ramadan*, *prior visit 1*, *prior screening* | before it |
//! | 3 days before *liver puncture*, after the end of *the last medication* | the whole name |
//!
//! Near misses: "at *screening* or within 14 days", which looks back; "after 6 months of
//! *therapy*", which lasts so long; "3 months *prior chemotherapy*".

use crate::lex::{Cue, Kind, Lex, Lexeme};
use crate::words;

use super::AnchorPhrase;
use super::anchor;
use super::cursor::Cursor;

/// Whether a sign for both sides stands in the words of a length.
pub fn is_either_side(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    from.lexed.lexemes[from.at..to.at].iter().any(|l| matches!(from.lexed.written(l), "±" | "+/-"))
}

/// The event before "or within 48 hours", at which something may be as well.
pub fn moment_before_or(input: Cursor<'_>) -> Option<AnchorPhrase> {
    let or = input.back(0).is_some_and(|l| l.cue() == Some(Cue::Or));
    let comma = usize::from(input.back(1).is_some_and(|l| l.is_sign(',')));
    let event = input.back(1 + comma)?.entry(Kind::Anchor)?;
    let at = input.back(2 + comma).is_some_and(|l| l.cue() == Some(Cue::At));
    let begins = matches!(event.id(), "admission" | "birth" | "diagnosis" | "surgery" | "transplantation");
    let start = Cursor { at: input.at.checked_sub(2 + comma)?, ..input };
    (or && at && begins).then(|| anchor::phrase(Some(event.id()), start, start.skip(1)))
}

/// Whether an anchor is a moment, and nothing that lasts: "after 12 months *of enrollment*".
pub fn is_momentary(anchor: &AnchorPhrase, of: Cursor<'_>) -> bool {
    ends_in(anchor, of, words::MOMENTS)
}

fn ends_in(anchor: &AnchorPhrase, at: Cursor<'_>, list: &[&str]) -> bool {
    let words = at.lexed.text[anchor.span.clone()].to_ascii_lowercase();
    words.rsplit(' ').next().is_some_and(|word| list.contains(&word))
}

/// An event written with a capital directly after "prior".
pub fn event_after_prior(rest: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    let next = rest.peek(0).filter(|l| l.lex == Lex::Word)?;
    let capital = rest.lexed.written(next).starts_with(char::is_uppercase);
    let counted = rest.back(1).is_some_and(|l| l.entry(Kind::Unit).is_some_and(|e| e.dimension() == "time"));
    (capital && counted).then(|| anchor::anchor(rest).ok()).flatten()
}

/// "within 3 months *prior visit 1*", "within 6 weeks *prior screening*": a moment of the trial directly after "prior". Near misses:
/// "within 2 years *prior screening for cancer*", "within 6 months *prior chemotherapy*".
pub fn moment_after_prior(rest: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    let (end, anchor) = anchor::known(rest).ok()?;
    let words = rest.lexed.text[anchor.span.clone()].to_ascii_lowercase();
    let begins = anchor.id.is_some_and(|id| words::STARTS_OF_TRIAL.contains(&id));
    let visit = words.starts_with("visit") || words.starts_with("day ");
    let goes_on =
        end.peek(0).is_some_and(|l| l.lex == Lex::Word || matches!(l.cue(), Some(Cue::For | Cue::Of | Cue::With)));
    ((begins || visit) && !goes_on).then_some((end, anchor))
}

/// "the end of *the last* medication", "the *first medication*", "*liver* puncture": words of structure that belong to an event there. Near
/// misses: "the end of *the last 6 months*", "*liver* function".
pub fn is_part(at: &Cursor<'_>, lexeme: &Lexeme) -> bool {
    let written = at.lexed.written(lexeme).to_ascii_lowercase();
    let word = |n: usize| at.peek(n).is_some_and(|l| matches!(l.lex, Lex::Word) || l.cue() == Some(Cue::TherapyWord));
    match lexeme.cue() {
        Some(Cue::Past) => {
            matches!(&*written, "the last" | "last") && at.back(0).is_some_and(|l| l.cue() == Some(Cue::Of)) && word(1)
        }
        Some(Cue::TherapyWord) => at.back(0).is_some_and(|l| {
            let before = at.lexed.written(l).to_ascii_lowercase();
            matches!(before.rsplit(' ').next(), Some("first" | "last"))
        }),
        Some(Cue::BodyFunction) => words::ORGAN_WORDS.contains(&&*written) && word(1),
        _ => false,
    }
}

/// The most lexemes between quotation marks.
const QUOTED: usize = 10;

/// "prior to the *'Informed Consent and Treatment Initiation visit'*": a moment of the trial in quotation marks.
pub fn quoted(start: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    let mark = |n: usize| {
        start.peek(n).is_some_and(|l| matches!(l.lex, Lex::Sign('"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»')))
    };
    let close = (1..=QUOTED).find(|n| mark(*n)).filter(|close| mark(0) && *close > 1)?;
    let inner = Cursor { end: start.at + close, ..start.skip(1) };
    let told = (0..close - 1).any(|n| inner.entry(n, Kind::Anchor).is_some() || inner.has_cue(n, &[Cue::StudyWord]));
    let id = inner.entry(0, Kind::Anchor).filter(|_| close == 2).map(|entry| entry.id());
    told.then(|| (start.skip(close + 1), anchor::phrase(id, inner, Cursor { at: inner.end, ..inner })))
}
