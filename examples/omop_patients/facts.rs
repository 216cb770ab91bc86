//! Made facts at the edges of what a test asks: for each limit, window and status two facts that differ by one step.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use trial_extract::emit::query::value::limits_by_unit;
use trial_extract::evaluate::date::{Day, FIRST, LAST, date};
use trial_extract::evaluate::patient::EventKind;
use trial_extract::evaluate::program::{Days, FactTest, Field, Lengths, Pick, StatusTest, Test, When};
use trial_extract::evaluate::value::ValueTest;
use trial_extract::evaluate::{Program, Settings};
use trial_extract::rule::{Bounds, Reference};

/// When a fact is over.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    /// On the day it began.
    Once,
    /// It goes on.
    Never,
    /// On this day.
    On(Day),
}

/// One fact.
#[derive(Debug, Clone, PartialEq)]
struct Fact {
    kind: EventKind,
    name: String,
    start: Day,
    end: End,
    /// Fields of the resource that say its result or its dose.
    said: Value,
    /// It is recorded that there is none.
    none: bool,
}

/// What is recorded of somebody beside what else there is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Side {
    /// Resources, as text.
    pub facts: Vec<String>,
    /// When the person was born.
    pub birth: Option<String>,
}

/// A change of one step, and what both sides of it can be: what else is recorded decides whether the step matters.
pub struct Edge {
    /// The sides.
    pub sides: Vec<[Side; 2]>,
}

/// The edges of a test.
pub fn edges(program: &Program, test: &Test) -> Vec<Edge> {
    match test {
        Test::Born { days, .. } => born(*days),
        Test::Sex(_) => Vec::new(),
        Test::Facts(test) => {
            let name = program.sets[test.set].id.replace('_', " ");
            let days = days(test, &program.settings);
            let all = test.kinds.iter().flat_map(|kind| {
                let said = said(*kind, test);
                let made = Made { kind: *kind, name: &name, days: &days, said: &said };
                let another = if test.pick == Pick::Latest { made.another(test) } else { Vec::new() };
                [made.said(), made.when(), made.at_all(), another]
            });
            all.flatten().collect()
        }
    }
}

/// Days of birth around the limits, and years of birth alone.
fn born(days: Days) -> Vec<Edge> {
    let limits = [days.low, days.high].into_iter().filter(|day| *day > FIRST && *day < LAST);
    let edges = limits.flat_map(|day| {
        let year = date(day).map_or(0, |date| date.year());
        let births = [
            [written(day - 1), written(day)],
            [written(day), written(day + 1)],
            [(year - 1).to_string(), year.to_string()],
            [year.to_string(), (year + 1).to_string()],
            [written(day), year.to_string()],
        ];
        births.map(|pair| {
            let sides = pair.map(|birth| Side { birth: Some(birth), ..Side::default() });
            Edge { sides: vec![sides.clone(), [sides[1].clone(), sides[0].clone()]] }
        })
    });
    edges.collect()
}

/// Facts of a kind.
struct Made<'a> {
    kind: EventKind,
    name: &'a str,
    days: &'a [Day],
    said: &'a [Vec<Value>],
}

impl Made<'_> {
    fn fact(&self, start: Day, end: End, said: &Value) -> Fact {
        Fact { kind: self.kind, name: self.name.to_owned(), start, end, said: said.clone(), none: false }
    }

    /// How long it lasts. A disease of a day or two is one that goes on, see `emit::circe`.
    fn ends(&self) -> &'static [End] {
        match self.kind {
            EventKind::Condition => &[End::Never],
            EventKind::Drug => &[End::Once, End::Never],
            _ => &[End::Once],
        }
    }

    fn places(&self) -> impl Iterator<Item = (Day, End)> {
        self.days.iter().rev().flat_map(|day| self.ends().iter().map(move |end| (*day, *end)))
    }

    fn steps(&self) -> impl Iterator<Item = [Day; 2]> {
        self.days.windows(2).map(|pair| [pair[0], pair[1]]).filter(|pair| pair[1] == pair[0] + 1)
    }

    /// What it says.
    fn said(&self) -> Vec<Edge> {
        let pairs = self.said.iter().flat_map(|sequence| sequence.windows(2));
        let edge = |pair: &[Value]| {
            let pair = [&pair[0], &pair[1]];
            Edge::of(self.places().map(|(day, end)| pair.map(|said| vec![self.fact(day, end, said)])))
        };
        pairs.map(edge).collect()
    }

    /// When it is, or began; when it began, where it is over; when it was over.
    fn when(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        let said = || self.said.iter().flatten();
        for pair in self.steps() {
            for end in self.ends() {
                edges.push(Edge::of(said().map(|said| pair.map(|day| vec![self.fact(day, *end, said)]))));
            }
            if !matches!(self.kind, EventKind::Condition | EventKind::Drug) {
                continue;
            }
            let later = || self.days.iter().copied().filter(|day| *day > pair[1] + 1).chain([pair[1] + 100]);
            let over = said().flat_map(|said| later().map(move |end| (said, end)));
            edges.push(Edge::of(over.map(|(said, end)| pair.map(|day| vec![self.fact(day, End::On(end), said)]))));
            let earlier = || self.days.iter().copied().filter(|day| *day < pair[0] - 1).chain([pair[0] - 3000]);
            let began = said().flat_map(|said| earlier().map(move |start| (said, start)));
            edges.push(Edge::of(began.map(|(said, start)| pair.map(|day| vec![self.fact(start, End::On(day), said)]))));
        }
        edges
    }

    /// That there is one at all, and that there is none.
    fn at_all(&self) -> Vec<Edge> {
        let places = self.places().flat_map(|place| self.said.iter().flatten().map(move |said| (place, said)));
        let edge = Edge::of(places.map(|((day, end), said)| {
            let some = self.fact(day, end, said);
            [vec![Fact { none: true, said: json!({}), ..some.clone() }], vec![some]]
        }));
        vec![edge]
    }

    /// A second result: on the day of the first, before it, after it, out of the window; one that can not be compared.
    fn another(&self, test: &FactTest) -> Vec<Edge> {
        let (Some(sequence), Some(value)) = (self.said.first(), &test.value) else { return Vec::new() };
        let (Some(low), Some(high)) = (sequence.first(), sequence.last()) else { return Vec::new() };
        let at = |day: Day, said: &Value| self.fact(day, End::Once, said);
        let mut edges = Vec::new();
        for (first, second) in [(low, high), (high, low)] {
            for pair in self.steps() {
                let sides = |day: &Day| pair.map(|other| vec![at(*day, first), at(other, second)]);
                edges.push(Edge::of(self.days.iter().map(sides)));
            }
            for odd in odd(value) {
                let later = [0, 1].into_iter().flat_map(|later| self.days.iter().map(move |day| (*day, day + later)));
                let sides = |(day, other)| [first, &odd].map(|said| vec![at(day, first), at(other, said)]);
                edges.push(Edge::of(later.map(sides)));
            }
        }
        edges
    }
}

impl Edge {
    fn of(sides: impl Iterator<Item = [Vec<Fact>; 2]>) -> Self {
        let side = |facts: Vec<Fact>| {
            let facts = facts.iter().map(|fact| fact.resource().to_string()).collect();
            Side { facts, birth: None }
        };
        Self { sides: sides.map(|pair| pair.map(side)).collect() }
    }
}

/// The days around every end that the test names, and the index date; sorted.
fn days(test: &FactTest, settings: &Settings) -> Vec<Day> {
    let index = settings.index();
    let mut ends = vec![index];
    for field in &test.fields {
        match field {
            Field::When(when) => of_when(when, &mut ends),
            Field::Status(StatusTest::Begun { by }) => ends.push(*by),
            Field::Status(StatusTest::Current { on, since }) => ends.extend([*since, *on]),
            _ => {}
        }
    }
    let mut days: Vec<_> = ends.into_iter().filter(|day| *day > FIRST && *day < LAST).collect();
    days = days.into_iter().flat_map(|day| [day - 1, day, day + 1]).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn of_when(when: &When, ends: &mut Vec<Day>) {
    let mut lengths = |length: &Lengths, until: Day| {
        ends.push(until);
        ends.extend([length.low, length.high].into_iter().flatten().map(|(length, _)| length.negated().after(until)));
    };
    match when {
        When::Within(Days { low, high }) | When::Began(Days { low, high }) => ends.extend([*low, *high]),
        When::Any(whens) | When::All(whens) => whens.iter().for_each(|when| of_when(when, ends)),
        When::Lasted { length, until } => lengths(length, *until),
        When::Over { length, on } | When::Stable { length, on } => lengths(length, *on),
        When::Every(_) | When::From { .. } | When::Unknown(_) => {}
    }
}

/// Sequences of results, or of doses, each a step from the one before it.
fn said(kind: EventKind, test: &FactTest) -> Vec<Vec<Value>> {
    match kind {
        EventKind::Measurement => test.value.as_ref().map_or_else(Vec::new, results),
        EventKind::Observation => vec![vec![json!({"valueBoolean": false}), json!({"valueBoolean": true})]],
        EventKind::Drug => {
            let dose = test.fields.iter().find_map(|field| match field {
                Field::Dose(dose, _) => Some(dose),
                _ => None,
            });
            let routes = test.fields.iter().filter_map(|field| match field {
                Field::Route(route) => Some(route.as_str()),
                _ => None,
            });
            let routes: Vec<_> = routes.collect();
            let mut all: Vec<_> = dose.map_or_else(|| vec![vec![json!({})]], doses);
            if let [route] = routes[..] {
                let other = if route == "oral" { "topical" } else { "oral" };
                let with = |said: &Value, route: &str| {
                    let mut dosage = said["dosage"].as_object().cloned().unwrap_or_default();
                    dosage.insert("route".to_owned(), json!({"text": route}));
                    json!({"dosage": dosage})
                };
                let some = all.concat();
                all = all.iter().map(|sequence| sequence.iter().map(|said| with(said, route)).collect()).collect();
                all.extend(some.iter().map(|said| vec![with(said, other), with(said, route), said.clone()]));
            }
            all
        }
        _ => vec![vec![json!({})]],
    }
}

/// The limits, sorted.
fn numbers(bounds: &Bounds) -> Vec<Decimal> {
    let all = [bounds.ge, bounds.gt, bounds.le, bounds.lt, bounds.eq];
    let mut numbers: Vec<_> = all.into_iter().flatten().map(|n| n.0).collect();
    numbers.sort_unstable();
    numbers
}

fn quantity(x: Decimal, unit: &str) -> Value {
    let number: Value = serde_json::from_str(&x.normalize().to_string()).unwrap();
    json!({"value": number, "unit": unit, "code": unit, "system": "http://unitsofmeasure.org"})
}

/// The limit and what is a little less and a little more.
fn around(x: Decimal) -> [Decimal; 3] {
    let step = if x > Decimal::ONE { Decimal::new(1, 2) } else { Decimal::new(1, 4) };
    [x - step, x, x + step]
}

/// Results that can not be compared with the limit: in no unit or in that of something else, known to be below or above
/// another number, in other words, a plain answer.
fn odd(value: &ValueTest) -> Vec<Value> {
    let mut odd = vec![json!({}), json!({"valueCodeableConcept": {"text": "borderline"}})];
    let limits = value.limits.iter().filter(|_| value.reference.is_none());
    for (limit, x) in limits.flat_map(|limit| numbers(&limit.bounds).into_iter().map(move |x| (limit, x))) {
        let unit = limit.unit.as_deref().unwrap_or("1");
        let bare = json!({"valueQuantity": {"value": quantity(x, unit)["value"]}});
        let [less, _, more] = around(x);
        odd.extend([bare, json!({"valueQuantity": quantity(x, "Cel")})]);
        odd.extend([(">", less), ("<", more)].map(|(sign, x)| json!({"valueQuantity": compared(sign, x, unit)})));
        odd.push(json!({"valueBoolean": true}));
    }
    odd
}

/// A number that lies below or above another one.
fn compared(sign: &str, x: Decimal, unit: &str) -> Value {
    let mut quantity = quantity(x, unit);
    quantity["comparator"] = json!(sign);
    quantity
}

/// A number, with each comparator before it.
fn signed(x: Decimal, unit: &str) -> Vec<Value> {
    let [less, _, more] = around(x).map(|x| quantity(x, unit));
    let [below, at_most, at_least, above] = ["<", "<=", ">=", ">"].map(|sign| compared(sign, x, unit));
    let all = [less, below, at_most, quantity(x, unit), at_least, above, more];
    all.into_iter().map(|quantity| json!({"valueQuantity": quantity})).collect()
}

fn results(value: &ValueTest) -> Vec<Vec<Value>> {
    let mut all = Vec::new();
    let of = |x: Decimal, unit: &str| json!({"valueQuantity": quantity(x, unit)});
    let end = match value.reference {
        Some(Reference::Uln) => Some("high"),
        Some(Reference::Lln) => Some("low"),
        _ => None,
    };
    if let Some(end) = end {
        let normal = Decimal::from(200);
        let percent = value.limits.iter().any(|limit| limit.unit.as_deref() == Some("%"));
        let numbers = value.limits.iter().flat_map(|limit| numbers(&limit.bounds));
        for x in numbers.map(|x| if percent { x * normal / Decimal::ONE_HUNDRED } else { x * normal }) {
            let with = |x: Decimal| {
                let range = Map::from_iter([(end.to_owned(), quantity(normal, "U/L"))]);
                json!({"valueQuantity": quantity(x, "U/L"), "referenceRange": [range]})
            };
            all.push(around(x).map(with).to_vec());
        }
    } else {
        for (unit, bounds) in limits_by_unit(value).iter().filter(|(unit, _)| unit.as_str() != "1") {
            let own = value.limits.iter().any(|limit| limit.unit.as_deref() == Some(unit));
            let limits = numbers(bounds);
            if own {
                all.extend(limits.iter().map(|x| signed(*x, unit)));
            }
            // A step from a limit with more digits is more than Circe writes.
            if own || limits.iter().all(|x| x.normalize().scale() <= 3) {
                all.extend(limits.iter().map(|x| around(*x).iter().map(|x| of(*x, unit)).collect()));
            }
        }
        if let Some(limit) = value.limits.iter().find(|limit| limit.unit.is_none()) {
            all.extend(numbers(&limit.bounds).iter().map(|x| around(*x).map(|x| of(x, "1")).to_vec()));
        }
    }
    let words = |words: &[&str]| words.iter().map(|w| json!({"valueCodeableConcept": {"text": w}})).collect();
    if value.is.is_some() {
        all.push(words(&["Positive", "Negative", "Positive"]));
        all.push(words(&["Detected", "Not detected"]));
        all.push(words(&["Positive", "Borderline", "Negative"]));
    }
    if !value.classes.is_empty() {
        all.push(words(&["0", "1", "2", "3", "4", "5", "6"]));
        all.push((0..=6).map(|class| of(Decimal::from(class), "{score}")).collect());
    }
    all
}

/// Doses a day.
fn doses(value: &ValueTest) -> Vec<Vec<Value>> {
    let limits = value.limits.iter().filter_map(|limit| Some((numbers(&limit.bounds), limit.unit.as_deref()?)));
    let units = limits.filter_map(|(numbers, unit)| Some((numbers, unit.strip_suffix("/d")?)));
    let dosage = |x: &Decimal, unit: &str| {
        let often = json!({"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}});
        json!({"dosage": {"timing": often, "doseAndRate": [{"doseQuantity": quantity(*x, unit)}]}})
    };
    let all = units.flat_map(|(numbers, unit)| {
        numbers.into_iter().map(move |x| around(x).iter().map(|x| dosage(x, unit)).collect())
    });
    all.collect()
}

fn written(day: Day) -> String {
    date(day).map(|date| date.to_string()).unwrap_or_default()
}

impl Fact {
    fn resource(&self) -> Value {
        let (code, start) = (json!({"text": self.name}), written(self.start));
        let coding = |code: &str| json!({"coding": [{"code": code}]});
        let end = match self.end {
            End::On(day) => Some(written(day)),
            End::Once | End::Never => None,
        };
        let mut out = match self.kind {
            EventKind::Measurement | EventKind::Observation => {
                json!({"resourceType": "Observation", "status": "final", "code": code, "effectiveDateTime": start})
            }
            EventKind::Condition if self.none => {
                json!({"resourceType": "Condition", "code": code, "verificationStatus": coding("refuted")})
            }
            EventKind::Condition => {
                let end = if self.end == End::Once { Some(start.clone()) } else { end };
                let mut out = json!({"resourceType": "Condition", "code": code, "verificationStatus": coding("confirmed"),
                    "clinicalStatus": coding(if end.is_some() { "resolved" } else { "active" }), "onsetDateTime": start});
                if let Some(end) = end {
                    out["abatementDateTime"] = json!(end);
                }
                out
            }
            EventKind::Procedure if self.none => {
                json!({"resourceType": "Procedure", "status": "not-done", "code": code})
            }
            EventKind::Procedure => {
                json!({"resourceType": "Procedure", "status": "completed", "code": code, "performedDateTime": start})
            }
            EventKind::Allergy => {
                let verification = if self.none { "refuted" } else { "confirmed" };
                json!({"resourceType": "AllergyIntolerance", "code": code, "verificationStatus": coding(verification),
                    "clinicalStatus": coding("active"), "onsetDateTime": start})
            }
            EventKind::Drug if self.none => {
                json!({"resourceType": "MedicationStatement", "status": "not-taken", "medicationCodeableConcept": code})
            }
            EventKind::Drug if self.end == End::Once => {
                json!({"resourceType": "MedicationAdministration", "status": "completed", "medicationCodeableConcept": code,
                    "effectiveDateTime": start})
            }
            EventKind::Drug => {
                let mut period = json!({"start": start});
                if let Some(end) = &end {
                    period["end"] = json!(end);
                }
                json!({"resourceType": "MedicationStatement", "status": if end.is_some() { "completed" } else { "active" },
                    "medicationCodeableConcept": code, "effectivePeriod": period})
            }
        };
        if self.none && matches!(self.kind, EventKind::Measurement | EventKind::Observation) {
            out["valueBoolean"] = json!(false);
        }
        for (key, value) in self.said.as_object().into_iter().flatten() {
            let course = out["resourceType"] == "MedicationStatement";
            out[key] = if key == "dosage" && course { json!([value]) } else { value.clone() };
        }
        out
    }
}
