//! What must hold of one fact beside its result, as conditions on its row.

use super::Builder;
use super::condition::{Column, Compare, Condition, Rails, Row};
use super::pick::kind_code;
use super::value::{DOSE, PREDNISONE, listed, quantity, searchable};
use crate::evaluate::date::{Day, Length};
use crate::evaluate::interval::Count;
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{Days, Equivalence, FactTest, Field, Lengths, Pick, Predicate, StatusTest, Test, When};
use crate::evaluate::settings::Unrecorded;
use crate::evaluate::value::ValueTest;
use crate::evaluate::{EXCLUSIVE, SYSTEMIC};
use crate::lex::normal;

/// What a rule about one event is asked of.
#[derive(Debug, Clone, Copy)]
enum Scope {
    SameEvent(Row),
    Cause(Row),
}

fn day(row: Row, column: Column, compare: Compare, day: Day) -> Condition {
    Condition::int(row, column, compare, day)
}

/// A moment between two columns is on or before the day.
fn by(row: Row, first: Column, last: Column, limit: Day) -> Rails {
    Rails { met: day(row, last, Compare::Le, limit), not_met: day(row, first, Compare::Gt, limit) }
}

/// A moment between two columns is on or after the day.
fn from(row: Row, first: Column, last: Column, limit: Day) -> Rails {
    Rails { met: day(row, first, Compare::Ge, limit), not_met: day(row, last, Compare::Lt, limit) }
}

fn began_by(row: Row, limit: Day) -> Rails {
    by(row, Column::BeginFirst, Column::BeginLast, limit)
}

fn began_from(row: Row, limit: Day) -> Rails {
    from(row, Column::BeginFirst, Column::BeginLast, limit)
}

fn ended_from(row: Row, limit: Day) -> Rails {
    from(row, Column::EndFirst, Column::EndLast, limit)
}

fn lasting(row: Row) -> Condition {
    Condition::int(row, Column::Lasting, Compare::Eq, 1)
}

impl Builder<'_> {
    pub(super) fn field(&mut self, row: Row, field: &Field, test: &FactTest) -> Rails {
        match field {
            Field::Status(status) => self.status(row, *status, test),
            Field::When(when) => self.when(row, when, test),
            Field::Qualifier(qualifier) => self.qualifier(row, qualifier),
            Field::Route(route) => self.same(row, Column::Route, &[route]),
            Field::Outcome(outcome) if outcome == "failed_or_intolerant" => {
                self.same(row, Column::Outcome, &[outcome, "failed", "intolerant"])
            }
            Field::Outcome(outcome) => self.same(row, Column::Outcome, &[outcome]),
            Field::Method(id, words) => {
                let named = self.named(row, id, words);
                let none = !Condition::Contains(row, Column::Methods, "|".to_owned());
                let accept = self.program.settings.unrecorded == Unrecorded::Accept;
                let met = if accept { Condition::any([named.clone(), none.clone()]) } else { named.clone() };
                Rails { met, not_met: Condition::all([!none, !named]) }
            }
            Field::Setting(id, words) => {
                let key = normal::key(words);
                let in_name = searchable(&key).then(|| Condition::Contains(row, Column::Names, format!(" {key} ")));
                let named = Condition::any(std::iter::once(self.named(row, id, words)).chain(in_name));
                match self.program.settings.unrecorded {
                    Unrecorded::Accept => Rails::MET,
                    Unrecorded::Unknown => Rails { met: named, ..Rails::UNKNOWN },
                }
            }
            Field::Dose(value, equivalence) => self.dose(row, value, equivalence.as_ref()),
            Field::DueTo(scoped) => self.scoped(&scoped.0, Scope::Cause(row)),
            Field::Having(scoped) => self.scoped(&scoped.0, Scope::SameEvent(row)),
            Field::Unknown(_) => Rails::UNKNOWN,
        }
    }

    fn status(&mut self, row: Row, status: StatusTest, test: &FactTest) -> Rails {
        let is = |code: &str| Condition::text(row, Column::Certainty, code);
        match status {
            StatusTest::Planned => return Rails::sure(is("planned")),
            StatusTest::Suspected => return Rails::sure(is("suspected")),
            _ => {}
        }
        let refuted = Condition::all([is("refuted"), Condition::Empty(row, Column::Result)]);
        let no = Condition::any([is("planned"), refuted]);
        let yes = Condition::all([!no.clone(), !is("suspected")]);
        let certain = Rails { met: yes, not_met: no };
        let begun = |limit: Day| {
            let undated = Condition::all([
                day(row, Column::BeginFirst, Compare::Le, crate::evaluate::date::FIRST),
                day(row, Column::BeginLast, Compare::Ge, crate::evaluate::date::LAST),
            ]);
            Rails::MET.only_if(undated, began_by(row, limit))
        };
        let placed = match status {
            StatusTest::Current { on, since } => {
                let lasts = Rails::all([began_by(row, on), ended_from(row, on)]);
                let once = Rails::all([began_by(row, on), began_from(row, since)]);
                let recent = Rails { met: began_from(row, since).met, ..Rails::UNKNOWN };
                let observed = Rails::all([certain.clone(), begun(on), recent]);
                let state = Condition::text(row, Column::Kind, kind_code(EventKind::Observation));
                let state = Condition::all([state, !lasting(row)]);
                let usual = Rails::all([lasts.only_if(lasting(row), once), certain]);
                let observed = Rails::NOT_MET.only_if(self.denied_since(row, on, test), observed);
                return observed.only_if(state, usual);
            }
            StatusTest::Begun { by } => begun(by),
            _ => Rails::MET,
        };
        Rails::all([placed, certain])
    }

    /// It was denied after this row.
    fn denied_since(&mut self, row: Row, on: Day, test: &FactTest) -> Condition {
        let other = self.row();
        let denied = Condition::all([
            self.refuted(other, test.set),
            Condition::text(other, Column::Kind, kind_code(EventKind::Observation)),
            day(other, Column::BeginFirst, Compare::Le, on),
            Condition::Cells(other, Column::OrderFirst, Compare::Gt, row, Column::OrderLast, 0),
        ]);
        Condition::exists(other, denied)
    }

    fn same(&mut self, row: Row, column: Column, wanted: &[&str]) -> Rails {
        let is = Condition::In(row, column, wanted.iter().map(|w| (*w).to_owned()).collect());
        let none = Condition::Empty(row, column);
        let not_met = Condition::all([!none.clone(), !is.clone()]);
        match self.program.settings.unrecorded {
            Unrecorded::Accept => Rails { met: Condition::any([is, none]), not_met },
            Unrecorded::Unknown => Rails { met: is, not_met },
        }
    }

    /// The methods of a fact name this one.
    fn named(&mut self, row: Row, id: &str, words: &str) -> Condition {
        let keys = [normal::key(words), normal::key(&id.replace('_', " "))];
        let mut parts = Vec::new();
        for key in keys {
            match listed(&key) {
                Some(listed) => parts.push(Condition::Contains(row, Column::Methods, listed)),
                None => {
                    self.lose("a method whose words can not be searched for");
                }
            }
        }
        // Ids of the vocabulary stand in the list with their underscores as spaces.
        Condition::any(parts)
    }

    fn qualifier(&mut self, row: Row, wanted: &str) -> Rails {
        let words = normal::key(&wanted.replace('_', " "));
        if !searchable(&words) {
            return self.lose("a qualifier whose words can not be searched for");
        }
        let has = |word: &str| Condition::Contains(row, Column::Qualifiers, format!("|{word}|"));
        let named = Condition::Contains(row, Column::Names, format!(" {words} "));
        let own = Condition::any([has(&words), named]);
        let unrecorded = match self.program.settings.unrecorded {
            Unrecorded::Accept => Rails::MET,
            Unrecorded::Unknown => Rails::UNKNOWN,
        };
        let group = EXCLUSIVE.iter().find(|group| group.contains(&wanted)).copied().unwrap_or_default();
        let other = Condition::any(group.iter().map(|word| has(word)));
        let mut rest = Rails::NOT_MET.only_if(other, unrecorded);
        if matches!(wanted, "cured" | "adequately_treated") {
            let index = self.program.settings.index();
            rest = by(row, Column::EndFirst, Column::EndLast, index).only_if(lasting(row), rest);
        }
        if wanted == "systemic" {
            let routes = SYSTEMIC.iter().map(|route| (*route).to_owned()).collect();
            let by_route = Rails::sure(Condition::In(row, Column::Route, routes));
            rest = rest.only_if(Condition::Empty(row, Column::Route), by_route);
        }
        if wanted == "active" {
            rest = Rails::MET.only_if(Condition::any([has("recurrence"), has("relapse")]), rest);
        }
        Rails::MET.only_if(own, rest)
    }

    fn dose(&mut self, row: Row, value: &ValueTest, equivalence: Option<&Equivalence>) -> Rails {
        match equivalence {
            None => quantity(row, value, DOSE, Column::DoseUnit),
            Some(e) if e.doses.is_empty() => Rails::UNKNOWN,
            Some(e) if e.doses.get(&e.to) == e.doses.get("prednisone") => {
                quantity(row, value, PREDNISONE, Column::DoseUnit)
            }
            Some(_) => self.lose("doses in milligrams of a drug other than prednisone"),
        }
    }

    fn when(&mut self, row: Row, when: &When, test: &FactTest) -> Rails {
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

    /// A rule about one event.
    fn scoped(&mut self, node: &Predicate, scope: Scope) -> Rails {
        let mut parts = |of: &[Predicate]| of.iter().map(|part| self.scoped(part, scope)).collect::<Vec<_>>();
        match node {
            Predicate::Constant(true) => Rails::MET,
            Predicate::Constant(false) => Rails::NOT_MET,
            Predicate::Unknown(_) => Rails::UNKNOWN,
            Predicate::All(of) => Rails::all(parts(of)),
            Predicate::Any(of) => Rails::any(parts(of)),
            Predicate::Not(of) => !self.scoped(of, scope),
            Predicate::AtLeast(count, of) => {
                let parts = parts(of);
                let low = count.low.map_or(Some(Rails::MET), |n| Rails::at_least(n as usize, &parts));
                let high = count.high.map_or(Some(Rails::NOT_MET), |n| Rails::at_least(n as usize + 1, &parts));
                match (low, high) {
                    (Some(low), Some(high)) => Rails::all([low, !high]),
                    _ => self.lose("a count over very many parts"),
                }
            }
            Predicate::If { when, then, otherwise } => {
                let [when, then, other] = [when, then, otherwise].map(|part| self.scoped(part, scope));
                Rails::any([
                    Rails::all([when.clone(), then.clone()]),
                    Rails::all([!when, other.clone()]),
                    Rails::all([then, other]),
                ])
            }
            Predicate::Criterion(_) => self.lose("another criterion, asked of one event"),
            Predicate::Test(at) => {
                let program = self.program;
                match (&program.tests[*at], scope) {
                    (Test::Facts(_), _) if self.depth > 4 => self.lose("rules about events of events"),
                    (Test::Facts(test), Scope::Cause(row)) => self.is_cause(row, test),
                    (Test::Facts(test), Scope::SameEvent(row)) => self.same_event(row, test),
                    (other, _) => self.test(other),
                }
            }
        }
    }

    fn is_cause(&mut self, row: Row, test: &FactTest) -> Rails {
        let ids = &self.program.sets[test.set].ids;
        let is = Condition::any(ids.iter().map(|id| Condition::Contains(row, Column::Reasons, format!("|{id}|"))));
        let none = Condition::Empty(row, Column::Reasons);
        let not_met = Condition::all([!none.clone(), !is.clone()]);
        match self.program.settings.unrecorded {
            Unrecorded::Accept => Rails { met: Condition::any([is, none]), not_met },
            Unrecorded::Unknown => Rails { met: is, not_met },
        }
    }

    /// What is asked of the event itself, or of what the record says belongs to it.
    fn same_event(&mut self, row: Row, test: &FactTest) -> Rails {
        self.depth += 1;
        let itself_row = self.row();
        let subject = match &test.subject {
            Some(subject) => Condition::text(row, Column::Subject, subject),
            None => Condition::Empty(row, Column::Subject),
        };
        let about = self.about(itself_row, test.set);
        let itself = Condition::exists(itself_row, Condition::all([Condition::SameFact(itself_row, row), about]));
        let itself = Condition::all([itself, subject]);
        let own = Rails::all([self.qualifies(row, test), self.judged(row, test)]);
        let others = self.others(row, test);
        self.depth -= 1;
        own.only_if(itself, others)
    }

    fn others(&mut self, row: Row, test: &FactTest) -> Rails {
        let other = self.row();
        let denied = match test.pick {
            Pick::Some(_) => Condition::text(other, Column::Certainty, "refuted"),
            _ => Condition::Constant(false),
        };
        let may_be = Condition::all([self.about(other, test.set), self.kind(other, test), !denied]);
        let judged = Rails::all([self.qualifies(other, test), self.judged(other, test)]);
        let linked = Condition::any([
            Condition::Lists(other, Column::PartOf, row, Column::Source),
            Condition::Lists(row, Column::PartOf, other, Column::Source),
        ]);
        let some = |parts: [Condition; 3]| Condition::exists(other, Condition::all(parts));
        let belongs = some([may_be.clone(), linked.clone(), Condition::Constant(true)]);
        let holds = some([may_be.clone(), linked.clone(), judged.met]);
        let not_ruled_out = some([may_be.clone(), linked.clone(), !judged.not_met.clone()]);
        let may_belong = some([may_be, !linked, !judged.not_met]);
        let by_links = Rails { met: holds, not_met: Condition::all([!not_ruled_out, !may_belong.clone()]) };
        let none_row = self.row();
        let refuted = if test.closed {
            Condition::Constant(true)
        } else {
            Condition::exists(none_row, self.refuted(none_row, test.set))
        };
        let nothing = Condition::any([self.kind(row, test), Condition::all([refuted, !may_belong])]);
        let mut without = Rails { met: Condition::Constant(false), not_met: nothing };
        if let Some(value) = test.value.as_ref().filter(|value| !value.classes.is_empty()) {
            let staged = !Condition::Empty(row, Column::Stages);
            let mut lost = Vec::new();
            let by_stage = super::value::has_class(row, Column::Stages, &value.classes, &mut |why| {
                lost.push(why.to_owned());
            });
            self.losses.extend(lost);
            without = by_stage.only_if(staged, without);
        }
        by_links.only_if(belongs, without)
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

fn other_source(a: Row, b: Row) -> Condition {
    Condition::Cells(a, Column::Source, Compare::Ne, b, Column::Source, 0)
}
