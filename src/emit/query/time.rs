//! When a fact is, and how long it lasts, as conditions on its row.

use super::Builder;
use super::condition::{Column, Compare, Condition, Rails, Row};
use crate::evaluate::date::{Day, Length};
use crate::evaluate::interval::Count;
use crate::evaluate::program::{Days, FactTest, Lengths, Pick, Test, When};

pub(super) fn day(row: Row, column: Column, compare: Compare, day: Day) -> Condition {
    Condition::int(row, column, compare, day)
}

/// A moment between two columns is on or before the day.
pub(super) fn by(row: Row, first: Column, last: Column, limit: Day) -> Rails {
    Rails { met: day(row, last, Compare::Le, limit), not_met: day(row, first, Compare::Gt, limit) }
}

/// A moment between two columns is on or after the day.
fn from(row: Row, first: Column, last: Column, limit: Day) -> Rails {
    Rails { met: day(row, first, Compare::Ge, limit), not_met: day(row, last, Compare::Lt, limit) }
}

pub(super) fn began_by(row: Row, limit: Day) -> Rails {
    by(row, Column::BeginFirst, Column::BeginLast, limit)
}

pub(super) fn began_from(row: Row, limit: Day) -> Rails {
    from(row, Column::BeginFirst, Column::BeginLast, limit)
}

pub(super) fn ended_from(row: Row, limit: Day) -> Rails {
    from(row, Column::EndFirst, Column::EndLast, limit)
}

pub(super) fn lasting(row: Row) -> Condition {
    Condition::int(row, Column::Lasting, Compare::Eq, 1)
}

impl Builder<'_> {
    pub(super) fn when(&mut self, row: Row, when: &When, test: &FactTest) -> Rails {
        match when {
            When::Within(days) => {
                let overlaps = Rails::all([began_by(row, days.high), ended_from(row, days.low)]);
                overlaps.only_if(lasting(row), began(row, *days))
            }
            When::Began(days) => began(row, *days),
            When::Any(whens) => Rails::any(whens.iter().map(|w| self.when(row, w, test)).collect::<Vec<_>>()),
            When::All(whens) => Rails::all(whens.iter().map(|w| self.when(row, w, test)).collect::<Vec<_>>()),
            When::Lasted { length, until } => self.lasted(row, length, *until),
            When::Over { length, on } => {
                long_ago(length, &mut |limit| by(row, Column::EndFirst, Column::EndLast, limit.negated_from(*on)))
            }
            When::Stable { length, on } => {
                let covered = self.lasted(row, length, *on);
                let other = self.row();
                let earlier = Condition::exists(
                    other,
                    Condition::all([self.about(other, test.set), earlier(other, row), other_source(other, row)]),
                );
                Rails { not_met: Condition::all([covered.not_met, !earlier]), met: covered.met }
            }
            When::Every(days) => self.every(row, *days, test),
            When::From { anchor, low, high } => self.counted_from(row, *anchor, *low, *high),
            When::Unknown(_) => Rails::UNKNOWN,
        }
    }

    /// How long it had lasted on the day, or when it ended before.
    fn lasted(&mut self, row: Row, length: &Lengths, until: Day) -> Rails {
        let mut lost = false;
        let rails = long_ago(length, &mut |limit| {
            let shifted = limit.negated_from(until);
            let still = |column| day(row, column, Compare::Ge, until);
            let until_then = by(row, Column::BeginFirst, Column::BeginLast, shifted);
            let Some(Reach { first, last, more, calendar }) = Reach::of(limit.length.negated(), -limit.strict) else {
                lost = true;
                return Rails {
                    met: Condition::all([still(Column::EndFirst), until_then.met]),
                    // Its end is not later than the day, so that it began even less long before it.
                    not_met: until_then.not_met,
                };
            };
            let (end_first, end_last) = if calendar {
                (Column::CalendarEndFirst, Column::CalendarEndLast)
            } else {
                (Column::EndFirst, Column::EndLast)
            };
            let than_end = |mine, compare, end| Condition::Cells(row, mine, compare, row, end, more);
            Rails {
                met: Condition::all([
                    until_then.met,
                    Condition::any([still(Column::EndFirst), than_end(last, Compare::Le, end_first)]),
                ]),
                not_met: Condition::any([
                    until_then.not_met,
                    Condition::all([!still(Column::EndLast), than_end(first, Compare::Gt, end_last)]),
                ]),
            }
        });
        if lost {
            self.lose("how many months and days something lasted that is over");
        }
        Rails { met: Condition::all([lasting(row), rails.met]), not_met: Condition::all([lasting(row), rails.not_met]) }
    }

    fn every(&mut self, row: Row, days: Count, test: &FactTest) -> Rails {
        let other = self.row();
        let there = Condition::all([
            self.about(other, test.set),
            self.kind(other, test),
            Condition::text(other, Column::Certainty, "actual"),
            !Condition::SameFact(other, row),
        ]);
        let is_day = |row| Condition::Cells(row, Column::BeginFirst, Compare::Eq, row, Column::BeginLast, 0);
        let begin = Column::BeginFirst;
        let apart = |compare, n: i64| Condition::Cells(row, begin, compare, other, begin, n);
        let low = days.low.map(i64::from);
        let high = days.high.map(i64::from);
        let after = low.map(|n| apart(Compare::Ge, n)).into_iter().chain(high.map(|n| apart(Compare::Le, n)));
        let before = low.map(|n| apart(Compare::Le, -n)).into_iter().chain(high.map(|n| apart(Compare::Ge, -n)));
        let side = |compare, limits: Vec<Condition>| Condition::all(std::iter::once(apart(compare, 0)).chain(limits));
        let fits = Condition::any([side(Compare::Ge, after.collect()), side(Compare::Le, before.collect())]);
        let met = Condition::exists(other, Condition::all([there.clone(), is_day(other), fits.clone()]));
        let against = Condition::any([!is_day(other), fits]);
        let none = !Condition::exists(other, Condition::all([there.clone(), against]));
        Rails {
            met: Condition::all([is_day(row), met]),
            not_met: Condition::all([is_day(row), Condition::exists(other, there), none]),
        }
    }

    /// A window counted from the latest event that meets another test.
    fn counted_from(
        &mut self,
        row: Row,
        anchor: usize,
        low: Option<(Length, i32)>,
        high: Option<(Length, i32)>,
    ) -> Rails {
        let program = self.program;
        let Test::Facts(test) = &program.tests[anchor] else { return Rails::UNKNOWN };
        let simple = matches!(test.pick, Pick::Some(count) if count == Count::SOME);
        if !simple || self.depth > 4 {
            return self.lose("a window counted from an event that is chosen by its value");
        }
        // At least so long is not shorter, by a day or more.
        let low = low.map(|(length, more)| Reach::of(length, more.saturating_sub(1)));
        let high = high.map(|(length, more)| Reach::of(length, more));
        if [&low, &high].into_iter().any(|reach| *reach == Some(None)) {
            return self.lose("a window in months and days counted from another event");
        }
        self.depth += 1;
        let (a, b) = (self.row(), self.row());
        let meets = |this: &mut Self, at| {
            let holds = Rails::all([this.qualifies(at, test), this.judged(at, test)]);
            Condition::all([this.candidate(at, test), holds.met])
        };
        let (of_a, of_b) = (meets(self, a), meets(self, b));
        self.depth -= 1;
        let order = |compare, column| Condition::Cells(b, column, compare, a, column, 0);
        let later = Condition::any([
            order(Compare::Gt, Column::OrderFirst),
            Condition::all([order(Compare::Eq, Column::OrderFirst), order(Compare::Gt, Column::OrderLast)]),
        ]);
        let latest = Condition::all([of_a, !Condition::exists(b, Condition::all([of_b, later]))]);
        let within = |reach: Reach| {
            let (of_first, of_last) = if reach.calendar {
                (Column::CalendarBeginFirst, Column::CalendarBeginLast)
            } else {
                (Column::BeginFirst, Column::BeginLast)
            };
            let begin = |mine, compare, other| Condition::Cells(row, mine, compare, a, other, reach.more);
            Rails { met: begin(reach.last, Compare::Le, of_first), not_met: begin(reach.first, Compare::Gt, of_last) }
        };
        let low = low.flatten().map_or(Rails::MET, |reach| !within(reach));
        let high = high.flatten().map_or(Rails::MET, within);
        let inside = Rails::all([low, high]);
        let of = |rail| Condition::exists(a, Condition::all([latest.clone(), rail]));
        Rails { met: of(inside.met), not_met: of(inside.not_met) }
    }
}

/// How a beginning is compared with another day: it is at most so long after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach {
    /// The earliest beginning, in the column to compare.
    first: Column,
    /// The latest beginning.
    last: Column,
    /// How much higher it may be.
    more: i64,
    /// Whether both are days of the calendar.
    calendar: bool,
}

impl Reach {
    /// A length and so many days more; `None` for months with days beside them.
    fn of(length: Length, more: i32) -> Option<Self> {
        let months = i64::from(length.months) * 32;
        match (length, more) {
            (Length { months: 0, days }, more) => Some(Self {
                first: Column::BeginFirst,
                last: Column::BeginLast,
                more: i64::from(days) + i64::from(more),
                calendar: false,
            }),
            (Length { days: 0, .. }, 0) => Some(Self {
                first: Column::CalendarBeginFirst,
                last: Column::CalendarBeginLast,
                more: months,
                calendar: true,
            }),
            // A day less than so long: the day after is within it.
            (Length { days: 0, .. }, -1) => Some(Self {
                first: Column::CalendarAfterFirst,
                last: Column::CalendarAfterLast,
                more: months,
                calendar: true,
            }),
            _ => None,
        }
    }
}

/// One limit of a length.
struct Limit {
    length: Length,
    strict: i32,
}

impl Limit {
    /// The day this long before another.
    fn negated_from(&self, day: Day) -> Day {
        self.length.negated().after(day).saturating_sub(self.strict)
    }
}

/// Whether a moment lies so long before another: `by` says whether it is on or before the day that a limit leads to.
fn long_ago(length: &Lengths, by: &mut dyn FnMut(Limit) -> Rails) -> Rails {
    let low = length.low.map_or(Rails::MET, |(length, closed)| by(Limit { length, strict: i32::from(!closed) }));
    let high = length.high.map_or(Rails::MET, |(length, closed)| !by(Limit { length, strict: i32::from(closed) }));
    Rails::all([low, high])
}

fn began(row: Row, days: Days) -> Rails {
    Rails::all([began_from(row, days.low), began_by(row, days.high)])
}

/// One row began before another, in the order of the record's dates.
fn earlier(a: Row, b: Row) -> Condition {
    let cells = |column, compare| Condition::Cells(a, column, compare, b, column, 0);
    Condition::any([
        cells(Column::BeginFirst, Compare::Lt),
        Condition::all([
            cells(Column::BeginFirst, Compare::Eq),
            Condition::any([
                cells(Column::BeginLast, Compare::Lt),
                Condition::all([cells(Column::BeginLast, Compare::Eq), cells(Column::Seconds, Compare::Lt)]),
            ]),
        ]),
    ])
}

pub(super) fn other_source(a: Row, b: Row) -> Condition {
    Condition::Cells(a, Column::Source, Compare::Ne, b, Column::Source, 0)
}
