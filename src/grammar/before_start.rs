//! What "prior to" without a length stands before.
//!
//! | form | moment |
//! |---|---|
//! | prior to *enrollment/randomization* | one, under two names |
//! | prior to *initiating roxadustat treatment*, before *the start of dialysis* | where that treatment begins |
//!
//! Near misses: "prior to *starting treatment*", a moment of the table; "prior to *roxadustat*", which says nothing of its
//! beginning; "before *starting school*", which no row names as a treatment.

use crate::lex::{Cue, Entry, Kind, Lexeme};
use crate::words;

use super::AnchorPhrase;
use super::anchor;
use super::cursor::{Cursor, skip_cues};

/// The most lexemes between the word for the beginning and what begins: "of the", "any new".
const FEW: usize = 3;

/// What stands after "prior to" and is the beginning of a treatment that is named.
pub fn treatment_begun(input: Cursor<'_>) -> Option<(Cursor<'_>, AnchorPhrase)> {
    let start = skip_cues(input, &[Cue::The, Cue::At, Cue::Of], 2);
    let begins = words::BEGINNINGS.contains(&start.normal(0));
    let treatment = |l: &Lexeme| l.concept().is_some_and(|e| e.kind().is_treatment());
    let named = (1..=FEW).filter_map(|n| start.peek(n)).any(treatment);
    let (rest, anchor) = anchor::anchor(start).ok().filter(|_| begins && named)?;
    let whole = rest.lexed.lexemes[start.at..rest.at].iter().any(treatment);
    let end = skip_cues(rest, &[Cue::TherapyWord], 1);
    whole.then(|| (end, anchor::phrase(anchor.id, start, end)))
}

/// "prior to *enrollment/randomization*": two names of one moment of the trial. Near miss: "prior to *surgery/radiotherapy*".
pub fn with_other_name<'a>(
    start: Cursor<'a>,
    (rest, anchor): (Cursor<'a>, AnchorPhrase),
) -> (Cursor<'a>, AnchorPhrase) {
    let of_trial = |id: Option<&'static str>| id.is_some_and(|id| words::STARTS_OF_TRIAL.contains(&id));
    let other = rest.entry(1, Kind::Anchor).filter(|_| rest.has_sign(0, '/')).map(Entry::id);
    if !(of_trial(anchor.id) && of_trial(other)) {
        return (rest, anchor);
    }
    let end = rest.skip(2);
    let whole = AnchorPhrase { span: anchor.span.start..start.bytes_to(&end).end, ..anchor };
    (end, AnchorPhrase { lexemes: whole.lexemes.start..end.at, ..whole })
}
