//! Made facts at the edges of what a test asks: for each limit, window and status two facts that differ by one step.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use trial_extract::emit::query::value::limits_by_unit;
use trial_extract::evaluate::date::{Day, FIRST, LAST, date};
use trial_extract::evaluate::patient::EventKind;
use trial_extract::evaluate::program::{Days, FactTest, Field, Lengths, StatusTest, When};
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

/// A change of one step in a fact, and facts on both sides of it: what else they say decides whether the step matters.
pub struct Edge {
    /// Resources, as text.
    pub sides: Vec<[String; 2]>,
}

/// The edges of a test.
pub fn edges(program: &Program, test: &FactTest) -> Vec<Edge> {
    let name = program.sets[test.set].id.replace('_', " ");
    let days = days(test, &program.settings);
    let mut edges = Vec::new();
    for kind in &test.kinds {
        let said = said(*kind, test);
        let fact = |start, end, said: &Value| Fact {
            kind: *kind,
            name: name.clone(),
            start,
            end,
            said: said.clone(),
            none: false,
        };
        let lasting = matches!(kind, EventKind::Condition | EventKind::Drug);
        // A disease of a day or two is one that goes on, see `emit::circe`.
        let ends: &[End] = match kind {
            EventKind::Condition => &[End::Never],
            EventKind::Drug => &[End::Once, End::Never],
            _ => &[End::Once],
        };
        let inner: Vec<&Value> = said.iter().flatten().collect();
        // What it says.
        for pair in said.iter().flat_map(|sequence| sequence.windows(2)) {
            let places = days.iter().rev().flat_map(|day| ends.iter().map(move |end| (*day, *end)));
            edges.push(Edge::of(places.map(|(day, end)| [fact(day, end, &pair[0]), fact(day, end, &pair[1])])));
        }
        for pair in days.windows(2).filter(|pair| pair[1] == pair[0] + 1) {
            // When it is, or began.
            for end in ends {
                edges.push(Edge::of(inner.iter().map(|said| pair_of(pair, |day| fact(day, *end, said)))));
            }
            if !lasting {
                continue;
            }
            // When it began, where it is over; when it was over.
            let later = days.iter().filter(|day| **day > pair[1] + 1);
            let over = inner.iter().flat_map(|said| later.clone().map(move |end| (said, *end)));
            edges.push(Edge::of(over.map(|(said, end)| pair_of(pair, |day| fact(day, End::On(end), said)))));
            let earlier = days.iter().copied().filter(|day| *day < pair[0] - 1).chain([pair[0] - 3000]);
            let began = inner.iter().flat_map(|said| earlier.clone().map(move |start| (said, start)));
            edges.push(Edge::of(began.map(|(said, start)| pair_of(pair, |day| fact(start, End::On(day), said)))));
        }
        // That there is one at all, and that there is none.
        let some = days.iter().rev().flat_map(|day| ends.iter().map(move |end| (*day, *end)));
        edges.push(Edge::of(some.flat_map(|(day, end)| inner.iter().map(move |said| (day, end, *said))).map(
            |(day, end, said)| {
                let some = fact(day, end, said);
                [Fact { none: true, said: json!({}), ..some.clone() }, some]
            },
        )));
    }
    edges
}

fn pair_of(days: &[Day], fact: impl Fn(Day) -> Fact) -> [Fact; 2] {
    [fact(days[0]), fact(days[1])]
}

impl Edge {
    fn of(sides: impl Iterator<Item = [Fact; 2]>) -> Self {
        Self { sides: sides.map(|pair| pair.map(|fact| fact.resource().to_string())).collect() }
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
            // Units in which nobody writes such numbers are not compared.
            let usual = |x: &Decimal| *x >= Decimal::new(2, 2) && *x <= Decimal::from(2000);
            let limits = numbers(bounds);
            if own || limits.iter().all(|x| usual(x) && x.scale() <= 3) {
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
