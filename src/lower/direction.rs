//! Which way "better" and "worse" point.
//!
//! - "ECOG 2 or better" is at most 2, for more is worse; "MMSE 24 or worse" is at most 24, for less is worse.
//! - "hearing threshold of 30 dB or better", "0.3 logMAR or better".
//!
//! The grammar takes both words for "or more". Near misses: "Karnofsky 70 or better" and "CTCAE grade 3 or worse" are so;
//! what is in neither list stays as the grammar has it.

use crate::grammar::Quantity;
use crate::lex::{Entry, Kind};
use crate::rule::Bounds;
use crate::words;

/// Column of `scores.tsv`: score, class, grade or stage.
const SCORE_KIND: usize = 6;

/// The bounds of a limit said with "better" or "worse" of something that runs the other way than the grammar takes it to;
/// none for all others. `said` are the words of the limit, `before` the ones in front of it.
pub fn turned(quantity: &Quantity, said: &str, before: &str, subject: Option<Entry>) -> Option<Bounds> {
    let has = |word: &str| said.split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case(word));
    let (better, worse) = (has("better"), has("worse"));
    if better == worse || quantity.bounds.eq.is_some() {
        return None;
    }
    let logmar = [said, before].iter().any(|text| text.to_ascii_lowercase().contains("logmar"));
    let more_is_worse = if logmar { true } else { more_is_worse(subject?)? };
    let bounds = &quantity.bounds;
    let one_end = bounds.low().is_some() != bounds.high().is_some();
    (one_end && better == more_is_worse).then_some(Bounds {
        ge: bounds.le,
        gt: bounds.lt,
        le: bounds.ge,
        lt: bounds.gt,
        eq: None,
    })
}

/// Whether more of it is worse, where that is known.
fn more_is_worse(subject: Entry) -> Option<bool> {
    let (id, kind) = (subject.id(), subject.kind());
    if !matches!(kind, Kind::Score | Kind::Analyte) {
        return None;
    }
    if words::BETTER_WHEN_HIGHER.contains(&id) {
        return Some(false);
    }
    let class = kind == Kind::Score && matches!(subject.cell(SCORE_KIND), "class" | "grade" | "stage");
    (class || words::WORSE_WHEN_HIGHER.contains(&id)).then_some(true)
}
