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
use super::has;
use super::subject::Subject;
use crate::rule::{Direction, Leaf, LeafKind, Time, TimeKind, Value};
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

/// "6 months of *hormone therapy before enrollment*": the moment without a length that how long it lasted is counted from, behind its name.
/// Near miss: "before enrollment, hormone therapy for 6 months".
pub(super) fn moment_behind<'a>(times: &'a [Time], length: &Time) -> Option<&'a Time> {
    let open = length.kind == TimeKind::Duration && length.anchor.is_none() && length.direction.is_none();
    let mut lengths = times.iter().filter(|time| !time.bounds.is_empty());
    let only = lengths.next().is_some() && lengths.next().is_none();
    let counted = |time: &&Time| {
        let side = matches!(time.direction, Some(Direction::Before | Direction::After)) && time.anchor.is_some();
        let own = time.span.criterion().is_none() && length.span.criterion().is_none() && !time.inherited;
        side && own && time.bounds.is_empty() && time.span.span().start >= length.span.span().end
    };
    times.iter().find(counted).filter(|_| open && only)
}

impl<'a> Collector<'a, '_> {
    /// What "duration" is of: "duration of *symptoms* of 3 weeks".
    pub(super) fn of_duration(&self, subject: Subject<'a>) -> Subject<'a> {
        let bare = subject.text.is_some_and(|text| has(words::DURATIONS, text));
        let Some(span) = subject.span.filter(|_| bare) else { return subject };
        Some(self.spent_on(span)).filter(|of| of.text.is_some()).unwrap_or(subject)
    }
}
