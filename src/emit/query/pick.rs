//! What is asked of the facts that qualify.

use super::Builder;
use super::condition::{Column, Compare, Condition, Rails, Row};
use super::value::{RESULT, by_unit, judge};
use crate::evaluate::interval::Count;
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{FactTest, Field, Pick, StatusTest};
use crate::rule::{Bounds, Number};

/// A kind of fact as it stands in the table.
pub(in crate::emit) const fn kind_code(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Measurement => "measurement",
        EventKind::Condition => "condition",
        EventKind::Procedure => "procedure",
        EventKind::Drug => "drug",
        EventKind::Allergy => "allergy",
        EventKind::Observation => "observation",
    }
}

impl Builder<'_> {
    pub(super) fn fact_test(&mut self, test: &FactTest) -> Rails {
        match &test.pick {
            Pick::Some(count) => self.some(test, *count),
            Pick::Latest => self.latest(test),
            Pick::Repeated { count, apart: None } => self.repeated(test, *count),
            Pick::Repeated { .. } => self.lose("values so many days apart"),
            Pick::Each(None) => self.each(test),
            Pick::Each(Some(_)) => self.lose("the latest so many values"),
            Pick::Highest => self.extreme(test, true),
            Pick::Lowest => self.extreme(test, false),
            Pick::Mean(_) => self.lose("the mean of values"),
            Pick::Derived(_) => self.lose("a value computed from two measurements"),
        }
    }

    /// What makes a row a candidate: about the concept, of a fitting kind and person, and not denied.
    pub(super) fn candidate(&self, row: Row, test: &FactTest) -> Condition {
        let subject = match &test.subject {
            Some(subject) => Condition::text(row, Column::Subject, subject),
            None => Condition::Empty(row, Column::Subject),
        };
        let refuted = Condition::text(row, Column::Certainty, "refuted");
        let counts = if matches!(test.pick, Pick::Some(_)) {
            !refuted
        } else {
            Condition::int(row, Column::Measured, Compare::Eq, 1)
        };
        let about = match super::table::parts(self.program, test) {
            Some(parts) => Condition::About(row, vec![parts]),
            None => self.about(row, test.set),
        };
        Condition::all([about, self.kind(row, test), subject, counts])
    }

    /// The row counts for the set: what is recorded not to be so only with a result.
    pub(super) fn about(&self, row: Row, set: usize) -> Condition {
        let denied = Condition::text(row, Column::Certainty, "refuted");
        let denied = Condition::all([denied, Condition::Empty(row, Column::Result)]);
        Condition::all([Condition::About(row, self.program.sets[set].ids.clone()), !denied])
    }

    pub(super) fn kind(&self, row: Row, test: &FactTest) -> Condition {
        Condition::In(row, Column::Kind, test.kinds.iter().map(|kind| kind_code(*kind).to_owned()).collect())
    }

    /// A record that there is none of the set.
    pub(super) fn refuted(&self, row: Row, set: usize) -> Condition {
        let classes = self.program.sets[set].classes.clone();
        Condition::all([Condition::About(row, classes), Condition::text(row, Column::Certainty, "refuted")])
    }

    pub(super) fn qualifies(&mut self, row: Row, test: &FactTest) -> Rails {
        let says_which = test.fields.iter().filter(|field| !test.is_asked(field));
        let parts: Vec<_> = says_which.map(|field| self.field(row, field, test)).collect();
        Rails::all(parts)
    }

    /// Whether the row has the value, and what else is asked of it.
    pub(super) fn judged(&mut self, row: Row, test: &FactTest) -> Rails {
        let asked = test.fields.iter().filter(|field| test.is_asked(field));
        let asked: Vec<_> = asked.map(|field| self.field(row, field, test)).collect();
        let value = self.value_of(row, test);
        Rails::all(std::iter::once(value).chain(asked))
    }

    fn value_of(&mut self, row: Row, test: &FactTest) -> Rails {
        match &test.value {
            None => Rails::MET,
            // A row of the score itself, as here, is no row of what its parts add up to.
            Some(value) if value.components.is_some() && self.depth > 0 => {
                self.lose("the parts of a score of the same event")
            }
            Some(value) => judge(row, value, &mut |reason| {
                self.losses.insert(reason.to_owned());
            }),
        }
    }

    /// Whether the record of the concept is complete, so that what is not there is not there.
    fn complete(&mut self, test: &FactTest) -> Condition {
        if test.closed {
            return Condition::Constant(true);
        }
        let planned = test.fields.iter().any(|f| matches!(f, Field::Status(StatusTest::Planned)));
        let other = if planned { "actual" } else { "planned" };
        let row = self.row();
        let recorded = Condition::all([
            self.candidate(row, test),
            Condition::In(
                row,
                Column::Certainty,
                ["actual", "suspected", "planned"].into_iter().filter(|c| *c != other).map(str::to_owned).collect(),
            ),
        ]);
        let none = self.row();
        let subject = match &test.subject {
            Some(subject) => Condition::text(none, Column::Subject, subject),
            None => Condition::Empty(none, Column::Subject),
        };
        let refuted = Condition::all([self.refuted(none, test.set), self.kind(none, test), subject]);
        Condition::any([Condition::exists(row, recorded), Condition::exists(none, refuted)])
    }

    fn some(&mut self, test: &FactTest, count: Count) -> Rails {
        let row = self.row();
        let holds = Rails::all([self.qualifies(row, test), self.judged(row, test)]);
        let candidate = self.candidate(row, test);
        let met = Condition::all([candidate.clone(), holds.met]);
        let possible = Condition::all([candidate, !holds.not_met]);
        let complete = self.complete(test);
        number(row, count, met, possible, complete)
    }

    fn repeated(&mut self, test: &FactTest, count: Count) -> Rails {
        let row = self.row();
        let qualifies = self.qualifies(row, test);
        let judged = self.judged(row, test);
        let candidate = Condition::all([self.candidate(row, test), !qualifies.not_met.clone()]);
        let met = Condition::all([candidate.clone(), qualifies.met, judged.met]);
        let possible = Condition::all([candidate.clone(), !judged.not_met]);
        let there = Condition::exists(row, candidate);
        let counted = number(row, count, met, possible, Condition::Constant(true));
        Rails { met: Condition::all([there.clone(), counted.met]), not_met: Condition::all([there, counted.not_met]) }
    }

    /// The latest qualifying fact has the value; those that may be the latest must agree.
    fn latest(&mut self, test: &FactTest) -> Rails {
        let row = self.row();
        let qualifies = self.qualifies(row, test);
        let judged = self.judged(row, test);
        let candidate = Condition::all([self.candidate(row, test), !qualifies.not_met]);
        let sure_row = self.row();
        let sure = self.qualifies(sure_row, test).met;
        let sure = Condition::all([self.candidate(sure_row, test), sure]);
        let later = Condition::exists(
            sure_row,
            Condition::all([
                sure.clone(),
                Condition::Cells(sure_row, Column::OrderFirst, Compare::Gt, row, Column::OrderLast, 0),
            ]),
        );
        let there = Condition::exists(sure_row, sure);
        let all = |rail: Condition| {
            let against = Condition::all([candidate.clone(), !later.clone(), !rail]);
            Condition::all([there.clone(), !Condition::exists(row, against)])
        };
        Rails { met: all(judged.met), not_met: all(judged.not_met) }
    }

    /// Every value.
    fn each(&mut self, test: &FactTest) -> Rails {
        let row = self.row();
        let qualifies = self.qualifies(row, test);
        let judged = self.judged(row, test);
        let candidate = self.candidate(row, test);
        let sure = Condition::all([candidate.clone(), qualifies.met]);
        let may = Condition::all([candidate, !qualifies.not_met]);
        let against = Condition::exists(row, Condition::all([may, !judged.met]));
        Rails {
            met: Condition::all([Condition::exists(row, sure.clone()), !against]),
            not_met: Condition::exists(row, Condition::all([sure, judged.not_met])),
        }
    }

    /// The highest or the lowest value: a lower limit on the highest is one on any, an upper limit one on each.
    fn extreme(&mut self, test: &FactTest, highest: bool) -> Rails {
        let Some(value) = test.value.as_ref().filter(|v| v.components.is_none()) else {
            return self.lose("the highest or lowest of something computed");
        };
        if value.reference.is_some() || value.limits.is_empty() {
            return Rails::UNKNOWN;
        }
        let row = self.row();
        let qualifies = self.qualifies(row, test);
        let candidate = self.candidate(row, test);
        let open = Condition::all([candidate.clone(), !qualifies.met.clone(), !qualifies.not_met]);
        let sure = Condition::all([candidate, qualifies.met]);
        // Only the first limit counts, and every value must convert to its unit.
        let mut first = value.clone();
        first.limits.truncate(1);
        let unlimited: Vec<_> = by_unit(&first).into_iter().flat_map(|(_, units)| units).collect();
        let any_number = super::value::unit_is(row, Column::Unit, unlimited);
        let number = Condition::all([Condition::text(row, Column::Result, "number"), any_number]);
        let whole = Condition::all([
            Condition::exists(row, sure.clone()),
            !Condition::exists(row, open),
            !Condition::exists(row, Condition::all([sure.clone(), !number])),
        ]);
        let Bounds { ge, gt, le, lt, eq } = first.limits[0].bounds.clone();
        let low = Bounds { ge: ge.or(eq), gt, ..Bounds::default() };
        let high = Bounds { le: le.or(eq), lt, ..Bounds::default() };
        let side = |bounds: Bounds, some: bool| {
            let holds = limited(row, &first, bounds);
            let one = |rail| Condition::exists(row, Condition::all([sure.clone(), rail]));
            let all = |rail: Condition| !Condition::exists(row, Condition::all([sure.clone(), !rail]));
            if some {
                Rails { met: one(holds.met), not_met: all(holds.not_met) }
            } else {
                Rails { met: all(holds.met), not_met: one(holds.not_met) }
            }
        };
        let both = Rails::all([side(low, highest), side(high, !highest)]);
        Rails { met: Condition::all([whole.clone(), both.met]), not_met: Condition::all([whole, both.not_met]) }
    }
}

/// The number is within other bounds than the test's own, in the same unit.
fn limited(row: Row, value: &crate::evaluate::value::ValueTest, bounds: Bounds) -> Rails {
    if [bounds.ge, bounds.gt, bounds.le, bounds.lt].iter().all(|n: &Option<Number>| n.is_none()) {
        return Rails::MET;
    }
    let mut value = value.clone();
    value.limits[0].bounds = bounds;
    super::value::quantity(row, &value, RESULT, Column::Unit)
}

/// So many different facts.
fn number(row: Row, count: Count, met: Condition, possible: Condition, complete: Condition) -> Rails {
    let at_least = |n: u32, condition: &Condition| match n {
        0 => Condition::Constant(true),
        1 => Condition::exists(row, condition.clone()),
        n => Condition::AtLeast(n, row, Box::new(condition.clone())),
    };
    let low = count.low.unwrap_or(0);
    let below = Condition::all([complete.clone(), !at_least(low, &possible)]);
    match count.high {
        None => Rails { met: at_least(low, &met), not_met: below },
        Some(high) => Rails {
            met: Condition::all([at_least(low, &met), complete, !at_least(high + 1, &possible)]),
            not_met: Condition::any([below, at_least(high + 1, &met)]),
        },
    }
}
