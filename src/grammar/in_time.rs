//! "In" before a length of time, which is a window only beside some words: "no relapse *in 3 months*", "surgery *in 2 weeks*".
//!
//! Near miss: "response *in 2 weeks*", which says how long something takes.

use crate::lex::{Cue, Kind, Lex, Lexeme};
use crate::words;

use super::cursor::Cursor;
use super::length::Length;

/// "surgery *in 2 weeks*", "stroke *in 3 months*", "tobacco *in 6 months*", "thiazide changed *in 8 weeks*", "whiplash *in 12
/// months*": within that time, on a side that nothing says, as with "within 2 weeks". Near misses: "*response* in 2 weeks", which
/// is how soon it comes; "surgery *in 2 hours*"; "unable *to* return in 2 weeks", which is to come.
pub fn is_event_in(input: Cursor<'_>, lengths: &[Length]) -> bool {
    let event = |l: &Lexeme| {
        let happens = |kind: Kind| kind.is_treatment() || matches!(kind, Kind::Condition | Kind::Observation);
        l.concept().is_some_and(|e| happens(e.kind())) || l.entry(Kind::Outcome).is_some_and(|e| e.id() == "changed")
    };
    let unknown = |l: &Lexeme| l.lex == Lex::Word && !words::RESPONSE_WORDS.contains(&input.lexed.normal(l));
    let named = input.back(0).is_some_and(|l| event(l) || unknown(l) && !is_to_come(input));
    named && are_days(lengths)
}

/// "unable *to* return", "*will* move": whether what stands before is only to come.
fn is_to_come(input: Cursor<'_>) -> bool {
    let near = (0..FARTHEST_VERB).map_while(|n| input.back(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
    let ahead = |l: &Lexeme| {
        matches!(l.cue(), Some(Cue::To | Cue::Planned | Cue::Future | Cue::Must))
            || words::VERBS_TO_COME.contains(&input.lexed.normal(l))
    };
    near.into_iter().any(ahead)
}

/// "monthly migraine days *in three consecutive months*": how long that is counted. Near miss: "in *three months*".
pub fn is_consecutive(input: Cursor<'_>, rest: Cursor<'_>) -> bool {
    input.lexed.text[input.bytes_to(&rest)].split(' ').any(|word| word.eq_ignore_ascii_case("consecutive"))
}

/// Whether lengths are plain numbers of days or longer.
fn are_days(lengths: &[Length]) -> bool {
    let code = |l: &Length| l.unit.as_ref().and_then(|u| u.code.clone());
    lengths.iter().all(|l| l.bare && matches!(code(l).as_deref(), Some("d" | "wk" | "mo" | "a")))
}

/// "*no* relapse *in 3 months*", "has *not* recurred *in 6 months*": none in that time. Near misses:
/// "relapse in 3 months", "no walk of 10 m in 30 s".
pub fn is_none_in(input: Cursor<'_>, lengths: &[Length]) -> bool {
    let days = are_days(lengths);
    let near = (0..5).map_while(|n| input.back(n)).take_while(|l| !matches!(l.lex, Lex::Sign(_)));
    days && (near.into_iter().any(|l| l.cue().is_some_and(Cue::is_denial)) || is_after_limit(input))
}

/// "weight loss ≥ 5 % *in 6 months*", "≥ 2 *in 6 months*": whether a number, or a share, stands directly before that has a sign
/// of comparison before it. Near misses: "relapse in 3 months", "5 % in 6 months".
fn is_after_limit(input: Cursor<'_>) -> bool {
    let percent = input.back(0).is_some_and(|l| l.is_sign('%') || l.entry(Kind::Unit).is_some_and(|e| e.id() == "%"));
    let at = usize::from(percent);
    let number = input.back(at).is_some_and(|l| matches!(l.lex, Lex::Number(_)));
    number && input.back(at + 1).is_some_and(|l| matches!(l.lex, Lex::Comparator(_)))
}

/// How many words before a length are looked at for a verb that says what is to come.
const FARTHEST_VERB: usize = 6;

/// How many words of what is counted are looked at.
const COUNTED: usize = 5;

/// "3 *or more* contractions *in 30 minutes*", "*at least* 2 falls *in 6 months*": how many of what is named before "in" there were in
/// that time. Near misses: "at least 10 *m* in 30 s", which is an amount; "2 falls in 6 months", with no limit.
pub fn is_counted_in(input: Cursor<'_>, lengths: &[Length]) -> bool {
    let bare = lengths.iter().all(|l| l.bare);
    let named = |l: &Lexeme| {
        let unit = l.entry(Kind::Unit).is_some_and(|e| !e.id().starts_with('{'));
        matches!(l.lex, Lex::Word | Lex::Term(_)) && !unit && l.cue().is_none()
    };
    let words = (0..COUNTED).take_while(|n| input.back(*n).is_some_and(named)).count();
    let number = |n: usize| input.back(n).is_some_and(|l| matches!(l.lex, Lex::Number(Some(n)) if n.is_integer()));
    let limit = |n: usize, cue: Cue| input.back(n).is_some_and(|l| l.cue() == Some(cue));
    let before =
        |n: usize| limit(n, Cue::GeBefore) || input.back(n).is_some_and(|l| matches!(l.lex, Lex::Comparator(_)));
    let after = limit(words, Cue::GeAfter) && number(words + 1);
    bare && words > 0 && (after || number(words) && before(words + 1))
}
