//! The records that can be what a test of facts is about, by table, as far as its fields can be asked of them.

use super::Builder;
use super::group::{Event, Group, Lasting, Table, filled, selection};
use super::sets::{Item, OWN};
use crate::evaluate::date::{Day, FIRST, LAST, Length};
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{Days, FactTest, Field, Lengths, Pick, Predicate, StatusTest, Test, When};
use crate::evaluate::settings::Unrecorded;

/// How sure it is that a record has what the test asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It has.
    Sure,
    /// Nobody knows, not even the native evaluator.
    Open,
    /// It has or has not: Circe can not tell.
    Lost,
    /// It may not be ruled out, and that is all.
    Perhaps,
}

impl Fit {
    /// Both at once.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Sure, fit) | (fit, Self::Sure) => fit,
            (a, b) if a == b => a,
            _ => Self::Perhaps,
        }
    }
}

/// Records of one shape, and whether they have what is asked for.
pub(super) type Shape = (Event, Fit);

/// Codes of routes in SNOMED CT.
const ROUTES: [(&str, &str); 9] = [
    ("oral", "26643006"),
    ("intravenous", "47625008"),
    ("intramuscular", "78421000"),
    ("subcutaneous", "34206005"),
    ("topical", "6064005"),
    ("inhaled", "447694001"),
    ("intranasal", "46713006"),
    ("rectal", "37161004"),
    ("ophthalmic", "54485002"),
];

impl Builder<'_> {
    /// The records in the tables of the test's kinds, with all that its fields ask for.
    pub(super) fn shapes(&mut self, test: &FactTest) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let measured = !matches!(test.pick, Pick::Some(_));
        for kind in test.kinds.iter().copied().filter(|kind| !measured || *kind == EventKind::Measurement) {
            let base = self.base(kind, test.set, &[]);
            let mut of_kind = vec![(base, Fit::Sure)];
            for field in &test.fields {
                of_kind = of_kind.into_iter().flat_map(|shape| self.field(kind, shape, field, test)).collect();
            }
            shapes.extend(of_kind);
        }
        shapes
    }

    /// The records of a kind about a set, without those about others.
    pub(super) fn base(&mut self, kind: EventKind, set: usize, without: &[usize]) -> Event {
        let sets = &self.program.sets;
        let others: Vec<_> = without.iter().map(|at| &sets[*at]).collect();
        let set = self.sets.concept(&sets[set], &others, self.concepts);
        let index = self.program.settings.index();
        match kind {
            EventKind::Condition => Event::new(Table::Condition, set, index),
            EventKind::Procedure => Event::new(Table::Procedure, set, index),
            EventKind::Drug => Event::new(Table::Drug, set, index),
            EventKind::Measurement => Event::new(Table::Measurement, set, index),
            EventKind::Observation => {
                let yes = self.answer(true);
                Event::new(Table::Observation, set, index).with(&[("ValueAsConceptCS", selection(yes))])
            }
            EventKind::Allergy => {
                let allergy = self.snomed("allergy to substance", &["419199007"]);
                Event::new(Table::Observation, allergy, index).with(&[("ValueAsConceptCS", selection(set))])
            }
        }
    }

    /// The set of the answer yes or no.
    pub(super) fn answer(&mut self, yes: bool) -> usize {
        if yes { self.snomed("yes", &["373066001"]) } else { self.snomed("no", &["373067005"]) }
    }

    /// A set of codes of SNOMED CT.
    pub(super) fn snomed(&mut self, name: &str, codes: &[&str]) -> usize {
        let items = codes.iter().map(|code| Item::new("SNOMED", code, name)).collect();
        self.sets.add(name, items)
    }

    /// A set of one concept of our own.
    pub(super) fn own(&mut self, code: &str, name: &str) -> usize {
        self.sets.add(name, vec![Item::new(OWN, code, name)])
    }

    fn field(&mut self, kind: EventKind, shape: Shape, field: &Field, test: &FactTest) -> Vec<Shape> {
        match field {
            Field::Status(status) => self.status(kind, shape, *status, test),
            Field::When(when) => self.when(kind, shape, when),
            Field::Route(route) if kind == EventKind::Drug => self.route(shape, route),
            Field::Route(_) | Field::Dose(..) if kind == EventKind::Procedure => self.unrecorded(shape),
            Field::Dose(value, equivalence) => self.dose(shape, value, equivalence.as_ref(), test.set),
            Field::Qualifier(qualifier) if matches!(qualifier.as_str(), "cured" | "adequately_treated") => {
                self.ended(kind, shape, qualifier)
            }
            Field::Qualifier(qualifier) => {
                self.lose(shape, &format!("the CDM has no place for {:?}", qualifier.replace('_', " ")))
            }
            Field::Outcome(_) => self.lose(shape, "the CDM has no place for how something turned out"),
            Field::Method(_, words) | Field::Setting(_, words) => {
                self.lose(shape, &format!("the CDM has no place for the method or setting {words:?}"))
            }
            Field::DueTo(_) => self.lose(shape, "Circe can not follow a fact to its cause"),
            Field::Having(scoped) => self.having(kind, shape, &scoped.0, test.set),
            Field::Route(_) => self.lose(shape, "only drugs have a route"),
            Field::Unknown(_) => vec![open(shape)],
        }
    }

    /// A shape of which something can not be said: all of its records may have it.
    pub(super) fn lose(&mut self, (event, fit): Shape, reason: &str) -> Vec<Shape> {
        self.losses.insert(reason.to_owned());
        vec![(event, fit.and(Fit::Lost))]
    }

    fn unrecorded(&self, shape: Shape) -> Vec<Shape> {
        match self.program.settings.unrecorded {
            Unrecorded::Accept => vec![shape],
            Unrecorded::Unknown => vec![open(shape)],
        }
    }

    fn status(&mut self, kind: EventKind, shape: Shape, status: StatusTest, test: &FactTest) -> Vec<Shape> {
        let days = |low, high| Days { low, high };
        match status {
            StatusTest::Actual => vec![shape],
            StatusTest::Planned => self.lose(shape, "the CDM does not hold what is only planned"),
            StatusTest::Suspected => self.lose(shape, "the CDM does not hold what is only suspected"),
            StatusTest::Begun { by } => starting(shape, days(FIRST, by)),
            StatusTest::Current { on, since } => match kind {
                EventKind::Condition => overlapping(kind, shape, days(on, on)),
                EventKind::Drug => {
                    let once = lasting(shape.clone(), Lasting::OneDay);
                    let once = once.into_iter().flat_map(|shape| starting(shape, days(since, on)));
                    overlapping(kind, shape, days(on, on)).into_iter().chain(once).collect()
                }
                EventKind::Observation => self.observed(shape, on, since, test),
                EventKind::Allergy => starting(shape, days(FIRST, on)),
                _ => starting(shape, days(since, on)),
            },
        }
    }

    /// A state that was observed: it holds for a while, unless it was denied on a later day; after that nobody knows.
    fn observed(&mut self, (mut event, fit): Shape, on: Day, since: Day, test: &FactTest) -> Vec<Shape> {
        let denied = self.denied(test).starting(Days { low: FIRST, high: on });
        let denied = denied.map(|denied| Event { after: Some((1, None)), ..denied });
        event.nested = Group::all([event.nested, !denied.map_or(Group::Constant(false), Group::some)]);
        let recent = starting((event.clone(), fit), Days { low: since, high: on });
        let old = starting(open((event, fit)), Days { low: FIRST, high: since.saturating_sub(1) });
        recent.into_iter().chain(old).collect()
    }

    /// Records that there is none of the concept, or none of a class above it.
    pub(super) fn denied(&mut self, test: &FactTest) -> Event {
        let set = self.sets.absence(&self.program.sets[test.set], self.concepts);
        let index = self.program.settings.index();
        if test.kinds.contains(&EventKind::Allergy) {
            let none = self.snomed("no known allergy", &["716186003"]);
            return Event::new(Table::Observation, none, index).with(&[("ValueAsConceptCS", selection(set))]);
        }
        let no = self.answer(false);
        Event::new(Table::Observation, set, index).with(&[("ValueAsConceptCS", selection(no))])
    }

    fn when(&mut self, kind: EventKind, shape: Shape, when: &When) -> Vec<Shape> {
        match when {
            When::Within(days) => overlapping(kind, shape, *days),
            When::Began(days) => starting(shape, *days),
            When::Any(whens) => whens.iter().flat_map(|when| self.when(kind, shape.clone(), when)).collect(),
            When::All(whens) => whens.iter().fold(vec![shape], |shapes, when| {
                shapes.into_iter().flat_map(|shape| self.when(kind, shape, when)).collect()
            }),
            When::Lasted { length, until } => self.lasted(kind, shape, length, *until),
            When::Stable { length, on } => {
                let shorter = self.lose(shape.clone(), "whether a course continues an earlier one");
                let shorter = shorter.into_iter().map(|(event, fit)| (event, fit.and(Fit::Perhaps)));
                self.lasted(kind, shape, length, *on).into_iter().chain(shorter).collect()
            }
            When::Over { length, on } => match (length.low, length.high) {
                (Some((length, closed)), None) if kind == EventKind::Condition => {
                    let high = before(length, closed, *on);
                    lasting(shape, Lasting::AtLeast(2)).into_iter().flat_map(|s| ending(s, FIRST, high)).collect()
                }
                _ => self.lose(shape, "how long ago something other than a disease ended"),
            },
            When::Every(_) => self.lose(shape, "how often something happens again"),
            When::From { .. } => self.lose(shape, "a window counted from the latest of other events"),
            When::Unknown(_) => vec![open(shape)],
        }
    }

    /// How long it had lasted on the day, or when it ended before.
    fn lasted(&mut self, kind: EventKind, shape: Shape, length: &Lengths, until: Day) -> Vec<Shape> {
        if !matches!(kind, EventKind::Condition | EventKind::Drug) {
            return vec![open(shape)];
        }
        let (Some((length, closed)), None) = (length.low, length.high) else {
            return self.lose(shape, "that something lasted no longer than so long");
        };
        let by = before(length, closed, until);
        let began = starting(shape, Days { low: FIRST, high: by });
        let ongoing = began.iter().flat_map(|shape| overlapping(kind, shape.clone(), Days { low: until, high: LAST }));
        let mut shapes: Vec<_> = ongoing.collect();
        let days = length.days.saturating_add(i32::from(!closed));
        for shape in began {
            for shape in ending(shape, FIRST, until.saturating_sub(1)) {
                // A record of a day or two is not told from one without an end.
                match lasting(shape.clone(), Lasting::AtLeast(days.max(2))).pop() {
                    Some(ended) if length.months == 0 => shapes.push(ended),
                    Some(_) => shapes.extend(self.lose(shape, "how many months something lasted that is over")),
                    None => {}
                }
            }
        }
        shapes
    }

    fn ended(&mut self, kind: EventKind, shape: Shape, qualifier: &str) -> Vec<Shape> {
        if kind != EventKind::Condition {
            return self.lose(shape, &format!("the CDM has no place for {:?}", qualifier.replace('_', " ")));
        }
        let index = self.program.settings.index();
        lasting(shape, Lasting::AtLeast(2)).into_iter().flat_map(|shape| ending(shape, FIRST, index)).collect()
    }

    fn route(&mut self, shape: Shape, route: &str) -> Vec<Shape> {
        let set = match ROUTES.iter().find(|(name, _)| *name == route) {
            Some((name, code)) => self.snomed(name, &[code]),
            None => self.own(&format!("route:{route}"), route),
        };
        let unmapped =
            self.sets.add("not mapped", vec![Item::new("None", "No matching concept", "No matching concept")]);
        let with = |value| (shape.0.clone().with(&[("RouteConceptCS", value)]), shape.1);
        let none = [with(filled(false)), with(selection(unmapped))];
        std::iter::once(with(selection(set))).chain(none.into_iter().flat_map(|shape| self.unrecorded(shape))).collect()
    }

    /// What else holds of the record itself: that it is not about another concept. All else Circe can not ask of one record.
    fn having(&mut self, kind: EventKind, shape: Shape, node: &Predicate, set: usize) -> Vec<Shape> {
        match others(node) {
            Some(tests) if tests.is_empty() => vec![open(shape)],
            Some(tests) => {
                let facts = tests.iter().filter_map(|at| match &self.program.tests[*at] {
                    Test::Facts(test) => Some(&**test),
                    _ => None,
                });
                let facts: Vec<_> = facts.collect();
                let plain = |test: &&FactTest| {
                    test.kinds.contains(&kind) && test.value.is_none() && test.subject.is_none()
                };
                if facts.len() < tests.len() || !facts.iter().all(plain) || kind == EventKind::Allergy {
                    return self.lose(shape, "what else holds of the same event");
                }
                let without: Vec<_> = facts.iter().map(|test| test.set).collect();
                let exact =
                    facts.iter().all(|test| test.fields.iter().all(|f| *f == Field::Status(StatusTest::Actual)));
                let set = self.base(kind, set, &without).set;
                let (event, fit) = shape;
                let mut shapes = vec![(Event { set, ..event.clone() }, fit)];
                if !exact {
                    shapes.extend(self.lose((event, fit), "what else holds of an event that is excepted"));
                }
                shapes
            }
            None => self.lose(shape, "what else holds of the same event"),
        }
    }
}

/// The tests of which none may hold of an event; none where it is unknown whatever it is. `None` where more is asked.
fn others(node: &Predicate) -> Option<Vec<usize>> {
    match node {
        Predicate::Unknown(_) => Some(Vec::new()),
        Predicate::Not(inner) => match &**inner {
            Predicate::Test(at) => Some(vec![*at]),
            Predicate::Unknown(_) => Some(Vec::new()),
            Predicate::Any(parts) => parts
                .iter()
                .map(|part| match part {
                    Predicate::Test(at) => Some(*at),
                    _ => None,
                })
                .collect(),
            _ => None,
        },
        _ => None,
    }
}

fn open((event, fit): Shape) -> Shape {
    (event, fit.and(Fit::Open))
}

fn starting((event, fit): Shape, days: Days) -> Vec<Shape> {
    event.starting(days).map(|event| (event, fit)).into_iter().collect()
}

fn ending((event, fit): Shape, low: Day, high: Day) -> Vec<Shape> {
    event.ending(Days { low, high }).map(|event| (event, fit)).into_iter().collect()
}

pub(super) fn lasting((event, fit): Shape, lasting: Lasting) -> Vec<Shape> {
    event.lasting(lasting).map(|event| (event, fit)).into_iter().collect()
}

/// Records that overlap these days; those without a duration begin in them.
fn overlapping(kind: EventKind, shape: Shape, days: Days) -> Vec<Shape> {
    let begun = match kind {
        EventKind::Condition | EventKind::Drug | EventKind::Allergy => {
            starting(shape, Days { low: FIRST, high: days.high })
        }
        _ => return starting(shape, days),
    };
    let mut shapes = Vec::new();
    for shape in begun {
        if days.low == FIRST || kind == EventKind::Allergy {
            shapes.push(shape);
            continue;
        }
        if kind == EventKind::Condition {
            shapes.extend(lasting(shape.clone(), Lasting::Open));
        }
        shapes.extend(ending(shape, days.low, LAST));
    }
    shapes
}

/// The last day that lies so long before another.
fn before(length: Length, closed: bool, day: Day) -> Day {
    length.negated().after(day).saturating_sub(i32::from(!closed))
}
