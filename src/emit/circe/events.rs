//! The records that can be what a test of facts is about, by table, as far as its fields can be asked of them.

use super::Builder;
use super::group::{Group, filled, selection};
use super::narrow::{how, is_over};
use super::record::{Event, Lasting, Table};
use super::sets::{Item, OWN};
use super::times::{ending, lasting, overlapping, starting};
use crate::evaluate::date::{Day, FIRST};
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{Days, FactTest, Field, Pick, Predicate, StatusTest, Test};
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
            let (base, kind) = self.base_of(kind, test);
            let mut of_kind = vec![(base, Fit::Sure)];
            // What it is about comes first: what it is not, and then what it is beside.
            let (about, others): (Vec<_>, Vec<_>) = test.fields.iter().partition(|f| matches!(f, Field::Having(_)));
            let (hows, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|field| how(field).is_some());
            for field in about {
                of_kind = of_kind.into_iter().flat_map(|shape| self.field(kind, shape, field, test)).collect();
            }
            if !hows.is_empty() {
                of_kind = of_kind.into_iter().flat_map(|shape| self.narrowed(kind, shape, &hows)).collect();
            }
            for field in others {
                of_kind = of_kind.into_iter().flat_map(|shape| self.field(kind, shape, field, test)).collect();
            }
            shapes.extend(of_kind);
        }
        shapes
    }

    /// The records of a kind about the test's set, and the kind whose times they have: what is told of somebody else began
    /// some day and goes on.
    pub(super) fn base_of(&mut self, kind: EventKind, test: &FactTest) -> (Event, EventKind) {
        let base = self.base(kind, test.set, &[]);
        match &test.subject {
            Some(subject) => (self.told(base, &format!("of:{subject}")), EventKind::Allergy),
            None => (base, kind),
        }
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

    /// The set of what has not been mapped.
    pub(super) fn unmapped(&mut self) -> usize {
        self.sets.add("not mapped", vec![Item::unmapped()])
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
            Field::Qualifier(qualifier) if is_over(qualifier) => self.ended(kind, shape, qualifier),
            Field::Qualifier(_) | Field::Method(..) | Field::Setting(..) => self.narrowed(kind, shape, &[field]),
            Field::Outcome(outcome) => self.outcome(kind, shape, outcome),
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

    pub(super) fn unrecorded(&self, shape: Shape) -> Vec<Shape> {
        match self.program.settings.unrecorded {
            Unrecorded::Accept => vec![shape],
            Unrecorded::Unknown => vec![open(shape)],
        }
    }

    fn status(&mut self, kind: EventKind, shape: Shape, status: StatusTest, test: &FactTest) -> Vec<Shape> {
        let days = |low, high| Days { low, high };
        match status {
            StatusTest::Actual => vec![shape],
            StatusTest::Planned => self.planned(kind, shape, test),
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
        let unmapped = self.unmapped();
        let with = |value| (shape.0.clone().with(&[("RouteConceptCS", value)]), shape.1);
        let none = [with(filled(false)), with(selection(unmapped))];
        std::iter::once(with(selection(set))).chain(none.into_iter().flat_map(|shape| self.unrecorded(shape))).collect()
    }

    /// What else holds of the record itself: that it is not about another concept. All else Circe can not ask of one record.
    fn having(&mut self, kind: EventKind, shape: Shape, node: &Predicate, set: usize) -> Vec<Shape> {
        if shape.0.table == Table::Dose || kind == EventKind::Allergy {
            return self.lose(shape, "what else holds of a dose or an allergy");
        }
        if let Predicate::Constant(holds) = node {
            return if *holds { vec![shape] } else { Vec::new() };
        }
        match others(node) {
            Some(tests) if tests.is_empty() => vec![open(shape)],
            Some(tests) => {
                let facts = tests.iter().filter_map(|at| match &self.program.tests[*at] {
                    Test::Facts(test) => Some(&**test),
                    _ => None,
                });
                let facts: Vec<_> = facts.collect();
                let plain =
                    |test: &&FactTest| test.kinds.contains(&kind) && test.value.is_none() && test.subject.is_none();
                if facts.len() < tests.len() || !facts.iter().all(plain) {
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
            None => self.also(kind, shape, node, set),
        }
    }

    /// What must also be about another concept, one of which is a kind of the other: then the narrower one says both.
    fn also(&mut self, kind: EventKind, shape: Shape, node: &Predicate, set: usize) -> Vec<Shape> {
        let sets = &self.program.sets;
        if let Predicate::Test(at) = node
            && let Test::Facts(test) = &self.program.tests[*at]
            && test.kinds.contains(&kind)
            && test.value.is_none()
            && test.subject.is_none()
        {
            let (own, other) = (&sets[set].ids, &sets[test.set].ids);
            let within = |ids: &[String], all: &[String]| ids.iter().all(|id| all.contains(id));
            let plain = test.fields.iter().all(|field| *field == Field::Status(StatusTest::Actual));
            let narrower = match (within(other, own), within(own, other)) {
                (true, _) => Some(test.set),
                (_, true) => Some(set),
                _ => None,
            };
            if let Some(narrower) = narrower {
                let (event, fit) = shape;
                let shape = (Event { set: self.base(kind, narrower, &[]).set, ..event }, fit);
                return if plain { vec![shape] } else { self.lose(shape, "what else holds of the same event") };
            }
        }
        self.lose(shape, "what else holds of the same event")
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

pub(super) fn open((event, fit): Shape) -> Shape {
    (event, fit.and(Fit::Open))
}
