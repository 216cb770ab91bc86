//! Which way "better" and "worse" point.
//!
//! - "ECOG 2 or better" is at most 2, for more is worse; "MMSE 24 or worse" is at most 24, for less is worse.
//! - "-0.75 D or worse" is at most -0.75 D;
//! - "hearing threshold of 30 dB or better", "0.3 logMAR or better".
//!
//! - "better than or equal to 69 letters" is at least 69.
//!
//! The grammar takes both words for "or more". Near misses: "Karnofsky 70 or better" and "CTCAE grade 3 or worse" are so;
//! what is in neither list stays as the grammar has it, and a diagnostic says so.

use crate::grammar::Quantity;
use crate::lex::{Entry, Kind};
use crate::rule::Bounds;
use crate::words;

/// The bounds of a limit said with "better" or "worse" of something that runs the other way than the grammar takes it to;
/// none for all others. `said` are the words of the limit, `before` the ones in front of it.
pub fn turned(quantity: &Quantity, said: &str, before: &str, subject: Option<Entry>) -> Option<Bounds> {
    let has = |word: &str| said.split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case(word));
    let (better, worse) = (has("better"), has("worse"));
    if quantity.bounds.eq.is_some() {
        return None;
    }
    let more = worse && !better || said_of_myopia(said, subject) || goes_beyond(said);
    let refused = said.get(..2).is_some_and(|no| no.eq_ignore_ascii_case("no"));
    if more && is_deficit(quantity, refused) {
        return Some(mirrored(&quantity.bounds));
    }
    if better == worse {
        return None;
    }
    let more_is_worse = more_is_worse(quantity, [said, before], subject)?;
    (has_one_end(&quantity.bounds) && better == more_is_worse).then(|| mirrored(&quantity.bounds))
}

/// Whether "better" or "worse" is said of something measured of which the better side is not known: "acuity of *0.5 or better*" is
/// one side in decimals and the other in logMAR. Near misses: "20/40 or better"; "EDSS 5 or worse";
/// "worse than -12 dB".
pub fn is_open(quantity: &Quantity, said: &str, before: &str, subject: Option<Entry>) -> bool {
    let has = |word: &str| said.split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case(word));
    let measured = subject.is_some_and(|e| matches!(e.kind(), Kind::Score | Kind::Analyte));
    let known = quantity.code().is_some_and(|code| code.ends_with("/N}") || matches!(code, "[diop]" | "dB"));
    measured
        && has("better") != has("worse")
        && has_one_end(&quantity.bounds)
        && !known
        && more_is_worse(quantity, [said, before], subject).is_none()
}

fn has_one_end(bounds: &Bounds) -> bool {
    bounds.eq.is_none() && bounds.low().is_some() != bounds.high().is_some()
}

/// The same ends with their signs turned.
fn mirrored(bounds: &Bounds) -> Bounds {
    Bounds { ge: bounds.le, gt: bounds.lt, le: bounds.ge, lt: bounds.gt, eq: None }
}

/// "-0.75 D *or worse*", "MD of -6 dB *or worse*": a lower end below zero, in units in which what is further below is worse.
/// "*Not worse than* -12 dB" is an upper end that is turned as well. Near misses: "0.75 D or worse"; "worse than -12 dB", which is
/// an upper end as it stands.
fn is_deficit(quantity: &Quantity, refused: bool) -> bool {
    let code = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
    let (mut end, mut other) = (quantity.bounds.low(), quantity.bounds.high());
    if refused {
        std::mem::swap(&mut end, &mut other);
    }
    let below = end.is_some_and(|(n, _)| n.0.is_sign_negative() && !n.0.is_zero());
    below && other.is_none() && matches!(code, Some("[diop]" | "dB"))
}

/// "Myopia of *at least* -0.75 D", "*greater than* -6 D": so much of it. Near misses: "myopia ≥ -6 D", a sign; "spherical equivalent of
/// at least -6 D", which may be either side.
fn said_of_myopia(said: &str, subject: Option<Entry>) -> bool {
    let said = said.to_ascii_lowercase();
    let much = ["at least", "above", "greater than", "higher than", "more than", "over", "exceeding"];
    much.iter().any(|words| said.starts_with(words)) && subject.is_some_and(|e| e.id().contains("myopia"))
}

/// "Spherical equivalent *beyond* -8 D": further from zero. Near miss: "more than -8 D", which may be either side.
fn goes_beyond(said: &str) -> bool {
    said.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("beyond"))
}

/// "high *frequencies* not better than 65 dB": whether words tell of hearing, where more is worse.
fn is_heard(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["hearing", "frequenc", "threshold", "pure tone", "audiogram"].iter().any(|word| text.contains(word))
}

/// Whether more of it is worse, where that is known: by its unit, by the words beside it, or by what it is.
fn more_is_worse(quantity: &Quantity, beside: [&str; 2], subject: Option<Entry>) -> Option<bool> {
    if quantity.code() == Some("{letters}") {
        return Some(false);
    }
    // "500 seconds of arc or better", of stereopsis.
    let of_sight = quantity.code() == Some("''");
    let of_sound = quantity.code() == Some("dB") && subject.is_none() && beside.iter().any(|text| is_heard(text));
    if of_sight
        || of_sound
        || quantity.code() == Some("{logMAR}")
        || beside.iter().any(|text| text.to_ascii_lowercase().contains("logmar"))
    {
        return Some(true);
    }
    let subject = subject?;
    let (id, kind) = (subject.id(), subject.kind());
    if !matches!(kind, Kind::Score | Kind::Analyte) {
        return None;
    }
    if words::BETTER_WHEN_HIGHER.contains(&id) {
        return Some(false);
    }
    let class = subject.is_graded();
    (class || words::WORSE_WHEN_HIGHER.contains(&id)).then_some(true)
}
