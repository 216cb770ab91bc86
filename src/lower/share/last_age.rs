//! A length of time at the end of a list, after a comma, that is an age: of the person or of the pregnancy.
//!
//! | form | example |
//! |---|---|
//! | years of grown people | PCOS, *≤ 40 years*; hemodialysis, *18 years and above* |
//! | weeks after a pregnancy | GDM, *24-28 weeks* |
//!
//! Near misses: "diabetes, *> 5 years*" and "asthma, *> 12 years*" may be how long it has lasted, and under Exclusion so may
//! every number of years.

use crate::grammar::{Quantity, TimePhrase, Unit, length};
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::{Number, Time, TimeKind};
use crate::words;
use rust_decimal::Decimal;

/// The ages from which trials take people in; no disease is asked to have lasted so long to the year.
const YOUNGEST: [u32; 4] = [16, 18, 19, 21];

/// The years that no disease is asked to have lasted at most, and that many a limit of age is.
const OLDEST: u32 = 30;

impl Context<'_, '_> {
    /// Makes an item that is but a number of years the age of the person.
    pub(super) fn age_at_end(&self, item: &mut Partial) -> bool {
        let [time] = item.times.as_slice() else { return false };
        if !self.demand || !is_plain(item, time) || self.opens_length(time) || time.code.as_deref() != Some("a") {
            return false;
        }
        let among = |n: Number, ages: &[u32]| ages.iter().any(|age| n.0 == Decimal::from(*age));
        let grown = match (time.bounds.low(), time.bounds.high()) {
            (Some((low, _)), None) => among(low, &YOUNGEST),
            (None, Some((high, _))) => high.0 >= Decimal::from(OLDEST),
            _ => false,
        };
        if !grown {
            return false;
        }
        let value = self.limit_of(time);
        *item = Partial { value: Some(value.into()), age: true, bytes: item.bytes.clone(), ..Partial::default() };
        true
    }

    /// Makes an item that is but a number of weeks how far the pregnancy is that the item before it names.
    pub(super) fn weeks_at_end(&mut self, items: &mut [Partial], at: usize) -> bool {
        let (before, rest) = items.split_at_mut(at);
        let (Some(before), Some(item)) = (before.last_mut(), rest.first()) else { return false };
        let [time] = item.times.as_slice() else { return false };
        if !is_plain(item, time) || time.code.as_deref() != Some("wk") || self.opens_length(time) {
            return false;
        }
        let weeks = self.limit_of(time);
        let pregnancy = before.entry().is_some_and(|entry| self.is_dated_in_weeks(entry, &weeks, before));
        if !pregnancy || time.bounds.eq.is_some() {
            return false;
        }
        let node = self.gestation(weeks, &item.bytes, &item.bytes);
        before.having.push(node);
        before.bytes.end = item.bytes.end;
        true
    }

    /// Whether the words of a time begin with one that makes it a length.
    fn opens_length(&self, time: &Time) -> bool {
        let first = time.text.split_whitespace().next().unwrap_or("").to_lowercase();
        words::WORDS_OF_LENGTH.contains(&first.as_str())
    }

    /// The limit that a length of time is.
    fn limit_of(&self, time: &Time) -> Quantity {
        let value = self.points.byte(time.span.span().start)..self.points.byte(time.span.span().end);
        let named = time.unit.as_deref().and_then(|unit| Some((self.words(&value).rfind(unit)?, unit.len())));
        let span = named.map_or(value.clone(), |(at, len)| value.start + at..value.start + at + len);
        let phrase = TimePhrase {
            kind: time.kind,
            bounds: time.bounds.clone(),
            unit: Some(Unit { span, code: time.code.clone(), per: None }),
            direction: None,
            anchor: None,
            longest_of: Vec::new(),
            shortest_of: Vec::new(),
            calendar: None,
            value,
        };
        length(&phrase)
    }
}

/// Whether an item is but a length of time that is counted from nothing.
fn is_plain(item: &Partial, time: &Time) -> bool {
    let alone = time.direction.is_none() && time.anchor.is_none() && time.of.is_none();
    time.kind == TimeKind::Duration && alone && item.is_headless() && item.status.is_none() && !item.negated
}
