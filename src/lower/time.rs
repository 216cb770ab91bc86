//! A time phrase to a [`Time`]: UCUM and ISO 8601 units, direction, anchor.

use crate::grammar::{AnchorPhrase, TimePhrase};
use crate::rule::{Anchor, Bounds, Direction, Severity, Time, TimeKind};

use super::context::Context;

impl Context<'_, '_> {
    /// The time a phrase states.
    pub fn time(&mut self, phrase: &TimePhrase) -> Time {
        let mut time = Time::new(phrase.kind, self.words(&phrase.value), self.span(&phrase.value));
        time.bounds = phrase.bounds.clone();
        if let Some(unit) = &phrase.unit {
            time.unit = Some(self.words(&unit.span).trim().to_owned());
            time.code.clone_from(&unit.code);
            time.iso8601 = iso8601(&phrase.bounds, unit.code.as_deref());
        }
        time.direction = phrase.direction;
        time.anchor = phrase.anchor.as_ref().map(|a| self.anchor(a));
        time.longest_of = phrase.longest_of.iter().map(|t| self.time(t)).collect();
        time.shortest_of = phrase.shortest_of.iter().map(|t| self.time(t)).collect();
        if phrase.kind == TimeKind::Window && phrase.direction.is_none() {
            // "within 3 months" of an event in a criterion looks back from an index date the text does not name.
            time.direction = Some(Direction::Before);
        }
        if phrase.kind == TimeKind::Window && time.anchor.is_none() {
            let words = self.words(&phrase.value).to_owned();
            self.say(
                "window-without-anchor",
                Severity::Note,
                format!("\"{words}\" does not say what it is counted from"),
                &phrase.value,
            );
        }
        time
    }

    fn anchor(&mut self, phrase: &AnchorPhrase) -> Anchor {
        self.used[phrase.lexemes.clone()].fill(true);
        Anchor::Point(self.mention(phrase.id, &phrase.span))
    }
}

/// The length as an ISO 8601 duration, where there is one number in a calendar unit.
pub fn iso8601(bounds: &Bounds, code: Option<&str>) -> Option<String> {
    let (number, other) = match (bounds.low(), bounds.high()) {
        (Some(low), None) => (low.0, None),
        (None, Some(high)) => (high.0, None),
        (Some(low), Some(high)) => (low.0, Some(high.0)),
        (None, None) => return None,
    };
    if other.is_some_and(|o| o != number) {
        return None;
    }
    let n = number.0.normalize();
    Some(match code? {
        "s" => format!("PT{n}S"),
        "min" => format!("PT{n}M"),
        "h" => format!("PT{n}H"),
        "d" => format!("P{n}D"),
        "wk" => format!("P{n}W"),
        "mo" => format!("P{n}M"),
        "a" => format!("P{n}Y"),
        _ => return None,
    })
}
