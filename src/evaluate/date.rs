//! Days, days of which only the month or the year is known, and the arithmetic of calendar lengths.

use jiff::civil::Date;

use super::Truth;

/// A day number: days since 1970-01-01, which is 0.
pub type Day = i32;

/// The first and last day that can be told; they stand for "no limit".
pub const FIRST: Day = i32::MIN / 4;
/// See [`FIRST`].
pub const LAST: Day = i32::MAX / 4;

/// The day number of a date.
pub fn day(date: Date) -> Day {
    (date - Date::constant(1970, 1, 1)).get_days()
}

/// The date of a day number; `None` beyond the calendar.
pub fn date(day: Day) -> Option<Date> {
    let days = jiff::Span::new().try_days(day).ok()?;
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

/// A moment known to the day, or only to lie between two days ("2024-03": 1 to 31 March), both included.
///
/// `seconds` is the time within the day, where one is recorded; it orders observations of the same day and nothing
/// else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct When {
    /// The earliest day it can be.
    pub first: Day,
    /// The latest day it can be.
    pub last: Day,
    /// Seconds since midnight, where the day is known and a time is recorded.
    pub seconds: Option<u32>,
}

impl When {
    /// Any day.
    pub const UNKNOWN: Self = Self { first: FIRST, last: LAST, seconds: None };

    /// Exactly this day.
    pub const fn on(day: Day) -> Self {
        Self { first: day, last: day, seconds: None }
    }

    /// Some day from `first` to `last`.
    pub const fn between(first: Day, last: Day) -> Self {
        Self { first, last, seconds: None }
    }

    /// Reads a FHIR `date`, `dateTime` or `instant`: `2024`, `2024-03`, `2024-03-08`, `2024-03-08T09:30:00+01:00`.
    /// The day is the one that is written; the offset is not applied.
    ///
    /// # Errors
    /// Where the text is none of these, or names a day that does not exist.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bad = || format!("{text:?} is no date");
        let (date_part, time_part) = match text.split_once('T') {
            Some((date_part, time_part)) => (date_part, Some(time_part)),
            None => (text, None),
        };
        let mut numbers = date_part.split('-').map(|part| part.parse::<i16>());
        let mut next = |width: usize, at: usize| match numbers.next() {
            None => Ok(None),
            Some(Ok(n)) if date_part.split('-').nth(at).is_some_and(|p| p.len() == width) => Ok(Some(n)),
            Some(_) => Err(bad()),
        };
        let (year, month, dom) = (next(4, 0)?.ok_or_else(bad)?, next(2, 1)?, next(2, 2)?);
        if date_part.split('-').count() > 3 || (dom.is_none() && time_part.is_some()) {
            return Err(bad());
        }
        let make = |y: i16, m: i16, d: i16| {
            let (m, d) = (i8::try_from(m).map_err(|_| bad())?, i8::try_from(d).map_err(|_| bad())?);
            Date::new(y, m, d).map_err(|_| bad())
        };
        match (month, dom) {
            (Some(m), Some(d)) => {
                let seconds = time_part.map(|t| seconds(t).ok_or_else(bad)).transpose()?;
                Ok(Self { seconds, ..Self::on(day(make(year, m, d)?)) })
            }
            (Some(m), None) => {
                let first = make(year, m, 1)?;
                Ok(Self::between(day(first), day(first.last_of_month())))
            }
            _ => Ok(Self::between(day(make(year, 1, 1)?), day(make(year, 12, 31)?))),
        }
    }

    /// Whether the day is known.
    pub const fn is_day(&self) -> bool {
        self.first == self.last
    }

    /// The moment as a range of seconds since 1970, for ordering: a day without a time is the whole day.
    pub fn order(&self) -> (i64, i64) {
        let (first, last) = (i64::from(self.first) * 86_400, i64::from(self.last) * 86_400);
        match self.seconds {
            Some(seconds) => (first + i64::from(seconds), last + i64::from(seconds)),
            None => (first, last + 86_399),
        }
    }

    /// Whether it is on or before `day`.
    pub fn by(&self, limit: Day) -> Truth {
        if self.last <= limit {
            Truth::Met
        } else if self.first > limit {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    }

    /// Whether it is on or after `day`.
    pub fn from(&self, limit: Day) -> Truth {
        if self.first >= limit {
            Truth::Met
        } else if self.last < limit {
            Truth::NotMet
        } else {
            Truth::Unknown
        }
    }

    /// As it is written: `2024-03-08`, or the two days it lies between; empty where nothing is known.
    pub fn text(&self) -> String {
        let show = |day| date(day).map_or_else(String::new, |d| d.to_string());
        match (self.first > FIRST, self.last < LAST) {
            _ if self.first >= LAST => String::new(),
            (true, true) if self.is_day() => show(self.first),
            (true, true) => format!("{}..{}", show(self.first), show(self.last)),
            (false, true) => format!("..{}", show(self.last)),
            (true, false) => format!("{}..", show(self.first)),
            (false, false) => String::new(),
        }
    }
}

/// `09:30`, `09:30:00`, `09:30:00.5Z`, `09:30:00+01:00` as seconds since midnight.
fn seconds(text: &str) -> Option<u32> {
    let clock = text.split(['Z', '+', '-']).next()?;
    let mut parts = clock.split(':');
    let field = |part: &str, below: u32| part.parse::<u32>().ok().filter(|n| *n < below);
    let hours = field(parts.next()?, 24)?;
    let minutes = field(parts.next()?, 60)?;
    let whole = match parts.next() {
        Some(part) => field(part.split('.').next()?, 61)?,
        None => 0,
    };
    parts.next().is_none().then_some(hours * 3600 + minutes * 60 + whole)
}

/// A length of time on the calendar: days, and months that are clamped to the month's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Length {
    /// Calendar months; a year is twelve.
    pub months: i32,
    /// Days; a week is seven.
    pub days: i32,
}

impl Length {
    /// The other way.
    pub const fn negated(self) -> Self {
        Self { months: -self.months, days: -self.days }
    }

    /// The day this long after `from` (before it, where negative): the months first, clamped to the month's end,
    /// then the days. 31 March less one month is 28 or 29 February.
    pub fn after(self, from: Day) -> Day {
        if from <= FIRST || from >= LAST {
            return from;
        }
        let shifted = match self.months {
            0 => Some(from),
            months => {
                let span = jiff::Span::new().try_months(months).ok();
                span.and_then(|span| date(from)?.checked_add(span).ok()).map(day)
            }
        };
        let far = if self.months < 0 { FIRST } else { LAST };
        shifted.map_or(far, |d| d.saturating_add(self.days).clamp(FIRST, LAST))
    }

    /// About how many days this is (a month is 30.4375 days), for telling which of two is longer.
    pub fn about_days(self) -> i64 {
        (i64::from(self.months) * 304_375 + i64::from(self.days) * 10_000) / 10_000
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn on(text: &str) -> Day {
        let when = When::parse(text).unwrap();
        assert!(when.is_day());
        when.first
    }

    #[test]
    fn dates_of_every_precision() {
        assert_eq!(When::parse("1970-01-02").unwrap(), When::on(1));
        assert_eq!(When::parse("2024-02").unwrap(), When::between(on("2024-02-01"), on("2024-02-29")));
        assert_eq!(When::parse("2023").unwrap(), When::between(on("2023-01-01"), on("2023-12-31")));
        let timed = When::parse("2024-03-08T23:30:00-05:00").unwrap();
        assert_eq!((timed.first, timed.seconds), (on("2024-03-08"), Some(84_600)));
        for bad in ["", "2024-13-01", "2024-02-30", "yesterday", "2024-3-8", "2024-03T10:00", "08/03/2024"] {
            assert!(When::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn months_are_clamped_to_the_end_of_the_month() {
        let month = Length { months: -1, days: 0 };
        assert_eq!(month.after(on("2024-03-31")), on("2024-02-29"));
        assert_eq!(month.after(on("2023-03-31")), on("2023-02-28"));
        assert_eq!(Length { months: -24, days: 0 }.after(on("2024-02-29")), on("2022-02-28"));
        assert_eq!(Length { months: 0, days: -28 }.after(on("2024-03-01")), on("2024-02-02"));
    }

    #[test]
    fn a_month_without_a_day_may_lie_on_either_side() {
        let march = When::parse("2024-03").unwrap();
        assert_eq!(march.by(on("2024-03-31")), Truth::Met);
        assert_eq!(march.by(on("2024-03-10")), Truth::Unknown);
        assert_eq!(march.by(on("2024-02-29")), Truth::NotMet);
        assert_eq!(march.from(on("2024-03-01")), Truth::Met);
        assert_eq!(march.from(on("2024-03-02")), Truth::Unknown);
    }
}
