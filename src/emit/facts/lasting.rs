//! Which limits are a length of time that something lasts, and no comparison.
//!
//! | words | read |
//! |---|---|
//! | three *uterine contractions* in **30 minutes** | a window, of what no table has as a measurement |
//! | *pre-eclampsia* (**48 hours**) | a window, of what is there or is done |
//! | a *duration of symptoms* of **3 weeks** | a window, of the symptoms |
//!
//! Near misses: "*cross-clamp time* > 120 minutes", "*cycle length* of 26 days" and "*life expectancy* of 3 months", which are measured;
//! "*every* 2 weeks", which is how often; years, which may be an age; "*24-h* urine".

use super::collect::Collector;
use super::subject::Subject;
use crate::rule::{Leaf, LeafKind, Value};
use crate::words;

/// Units of what lasts, in UCUM.
const UNITS: [&str; 5] = ["mo", "wk", "d", "h", "min"];

/// Whether a limit of a leaf is a length of time.
pub(super) fn is_length(leaf: &Leaf, value: &Value) -> bool {
    if !value.code.as_deref().is_some_and(|code| UNITS.contains(&code)) {
        return false;
    }
    let first = value.text.split(' ').next().unwrap_or_default();
    let Some(concept) = leaf.concept.as_ref().filter(|_| !has(words::WORDS_OF_FREQUENCY, first)) else { return false };
    let sampled = first.contains("-h");
    let measured = sampled
        || concept.text.contains(|c: char| c.is_ascii_digit())
        || concept.text.split([' ', '-']).any(|word| has(words::MEASURED_IN_TIME, word));
    let lasts = match leaf.kind {
        LeafKind::Condition | LeafKind::Procedure | LeafKind::Drug => true,
        LeafKind::Measurement => concept.id.is_none(),
        _ => false,
    };
    lasts && !measured
}

impl<'a> Collector<'a, '_> {
    /// What "duration" is of: "duration of *symptoms* of 3 weeks".
    pub(super) fn of_duration(&self, subject: Subject<'a>) -> Subject<'a> {
        let bare = subject.text.is_some_and(|text| has(words::DURATIONS, text));
        let Some(span) = subject.span.filter(|_| bare) else { return subject };
        Some(self.spent_on(span)).filter(|of| of.text.is_some()).unwrap_or(subject)
    }
}

fn has(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}
