//! Random rules on random patients: SQL and CEL say what the native evaluator says, but for what they say they leave out.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use trial_extract::emit::query::Query;
use trial_extract::emit::query::table::facts;
use trial_extract::evaluate::interval::Interval;
use trial_extract::evaluate::patient::{Certainty, Coded, Event, EventKind, Finding, Quantity, Result as Recorded};
use trial_extract::evaluate::settings::{Absence, Unitless, Unrecorded};
use trial_extract::evaluate::{Patient, Program, Settings, Truth};

use crate::engines::{Cel, sqlite};
use crate::made::{event, lab, lasting, person, settings, trial};

const DAYS: [&str; 10] = [
    "2024-06-01",
    "2025-03",
    "2025-05-01",
    "2025-05-21",
    "2025-05-27",
    "2025-05-27T08:00:00",
    "2025-05-28",
    "2025-06-01",
    "2025",
    "",
];

fn with(mut leaf: Value, more: Value) -> Value {
    leaf.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    leaf
}

fn about(kind: &str, id: &str, more: Value) -> Value {
    with(json!({"type": kind, "concept": {"id": id}}), more)
}

fn any_time() -> impl Strategy<Value = Option<Value>> {
    let unit = select(vec!["d", "wk", "mo"]);
    let window =
        (1_u32..40, unit, any::<bool>(), select(vec!["before", "after", "around"]), select(vec!["le", "lt", "ge"]));
    let window = window.prop_map(|(n, unit, anchored, direction, limit)| {
        let mut time = json!({"kind": "window", limit: n, "code": unit, "direction": direction});
        if anchored {
            time["anchor"] = json!({"id": "lymphodepletion"});
        }
        time
    });
    let counted = (1_u32..60, select(vec!["d", "wk", "mo"]), select(vec!["before", "after"]));
    let counted = (counted, select(vec!["le", "lt", "ge", "gt"])).prop_map(|((n, unit, direction), limit)| {
        let event = about("procedure", "appendectomy", json!({"span": [0, 0], "text": "words"}));
        json!({"kind": "window", limit: n, "code": unit, "direction": direction, "anchor": event})
    });
    let length = (
        select(vec!["duration", "stability", "frequency"]),
        1_u32..60,
        select(vec!["d", "wk", "mo"]),
        select(vec!["ge", "le", "gt"]),
    );
    let length = length.prop_map(|(kind, n, unit, limit)| json!({"kind": kind, limit: n, "code": unit}));
    let between = (1_u32..10, 1_u32..10, select(vec!["d", "wk", "mo", "a"]), select(vec!["before", "after"]));
    let between = between.prop_map(|(near, more, unit, direction)| {
        json!({"kind": "window", "ge": near, "le": near + more, "code": unit, "direction": direction})
    });
    let at = Just(json!({"kind": "at", "anchor": {"id": "lymphodepletion"}}));
    proptest::option::of(prop_oneof![4 => window, 1 => counted, 2 => length, 1 => between, 1 => at])
}

fn any_measurement() -> impl Strategy<Value = Value> {
    let pick = select(vec!["latest", "any", "each", "mean", "highest", "lowest"]);
    let comparison = select(vec!["ge", "gt", "le", "lt", "eq"]);
    let units = select(vec![(Some("g/L"), 1_u32), (Some("g/dL"), 10), (None, 1)]);
    let plain = (60_u32..100, comparison.clone(), pick, units, proptest::option::of(1_u32..20), any_number());
    let plain = plain.prop_map(|(n, sign, pick, (unit, less), width, count)| {
        let limit = |n: u32| f64::from(n) / f64::from(less);
        let mut value = json!({sign: limit(n), "unit": unit});
        if let Some(width) = width {
            value = json!({"ge": limit(n), "lt": limit(n + width), "unit": unit});
        }
        if let Some(unit) = unit {
            value["code"] = json!(unit);
        }
        let mut which = json!({"kind": pick});
        if let Some(count) = count {
            which["count"] = count;
        }
        about("measurement", "hemoglobin", json!({"value": value, "select": which}))
    });
    let derived = (1_u32..30, comparison.clone(), select(vec!["change", "percent_change", "ratio"]), any::<bool>());
    let derived = derived.prop_map(|(n, sign, kind, increase)| {
        let against = if kind == "ratio" { "creatinine" } else { "lymphodepletion" };
        let unit = ["g/L", "%", "1"][["change", "percent_change", "ratio"].iter().position(|k| *k == kind).unwrap()];
        let derive = json!({"kind": kind, "increase": increase, "against": {"id": against}});
        let value = json!({sign: n, "unit": unit, "code": unit});
        about("measurement", "hemoglobin", json!({"value": value, "derive": derive}))
    });
    let molar = (select(vec![("mg/dL", 1_u32), ("umol/L", 88)]), 1_u32..4, comparison.clone());
    let molar = molar.prop_map(|((unit, times), n, sign)| {
        about("measurement", "creatinine", json!({"value": {sign: n * times, "unit": unit, "code": unit}}))
    });
    let times = (select(vec!["uln", "lln"]), select(vec![0.5, 1.0, 1.5, 2.5]), comparison.clone());
    let times = times
        .prop_map(|(of, n, sign)| about("measurement", "hemoglobin", json!({"value": {sign: n, "relative_to": of}})));
    let finding =
        select(vec!["positive", "negative", "normal", "abnormal", "high", "low", "detectable", "undetectable"]);
    let finding = finding.prop_map(|is| about("measurement", "hemoglobin", json!({"value": {"is": is}})));
    let class = select(vec![vec!["III", "IV"], vec!["II"], vec!["3B"]]);
    let class = class.prop_map(|classes| about("measurement", "nyha_class", json!({"value": {"in": classes}})));
    let both = (1_u32..4).prop_map(|n| {
        about(
            "measurement",
            "creatinine",
            json!({"value": {"le": n, "unit": "mg/dL", "code": "mg/dL",
            "also": {"le": 88 * n, "unit": "umol/L", "code": "umol/L", "span": [0, 0], "text": "words"}}}),
        )
    });
    let limit = select(vec!["detection_limit", "quantification_limit"]);
    let detected = (limit, comparison)
        .prop_map(|(of, sign)| about("measurement", "hemoglobin", json!({"value": {sign: 1, "relative_to": of}})));
    prop_oneof![4 => plain, 2 => times, 2 => finding, 1 => class, 1 => both, 1 => detected, 1 => derived, 1 => molar]
}

/// How many values are asked for.
fn any_number() -> impl Strategy<Value = Option<Value>> {
    proptest::option::of((1_u32..4, select(vec!["ge", "eq", "le"])).prop_map(|(n, sign)| json!({sign: n})))
}

fn any_leaf() -> impl Strategy<Value = Value> {
    let status = proptest::option::of(select(vec!["current", "history", "ever", "planned", "suspected"]));
    let having = prop_oneof![
        Just(json!({"type": "not", "of": about("condition", "skin_cancer", json!({}))})),
        Just(about("measurement", "nyha_class", json!({"value": {"in": ["III"]}}))),
        Just(about("procedure", "appendectomy", json!({}))),
        Just(about("measurement", "hemoglobin", json!({"value": {"lt": 80, "unit": "g/L", "code": "g/L"}}))),
        Just(
            json!({"type": "any", "of": [about("condition", "lymphoma", json!({})), about("drug", "prednisone", json!({}))]})
        ),
    ];
    let qualifier = proptest::option::of(select(vec!["severe", "active", "cured"]));
    let other = prop_oneof![
        Just(about("condition", "cancer", json!({}))),
        having.prop_map(|having| about("condition", "cancer", json!({"having": having}))),
        qualifier.prop_map(|q| about("condition", "cancer", json!({"qualifiers": q.into_iter().collect::<Vec<_>>()}))),
        Just(about("observation", "smoking", json!({}))),
        Just(about("drug", "immunosuppressant", json!({}))),
        (1_u32..4, select(vec!["ge", "le", "eq"])).prop_map(|(n, sign)| about(
            "drug",
            "azathioprine",
            json!({"count": {sign: n}})
        )),
        Just(about("drug", "immunosuppressant", json!({"route": "oral"}))),
        Just(about("drug", "prednisone", json!({"due_to": about("condition", "cancer", json!({}))}))),
        (5_u32..15).prop_map(|n| about(
            "drug",
            "prednisone",
            json!({"dose": {"gt": n, "unit": "mg", "code": "mg/d"},
            "equivalent_to": {"id": "prednisone"}})
        )),
        Just(about("procedure", "appendectomy", json!({}))),
        Just(about("condition", "cancer", json!({"subject": "relative"}))),
    ];
    let other = (other, status).prop_map(|(mut leaf, status)| {
        if let Some(status) = status {
            leaf["status"] = json!(status);
        }
        leaf
    });
    let age = (18_u32..60, select(vec!["ge", "le", "lt", "gt"]))
        .prop_map(|(n, sign)| json!({"type": "age", "value": {sign: n, "unit": "years", "code": "a"}}));
    let times = (
        any_time(),
        proptest::bool::weighted(0.2).prop_flat_map(|two| if two { any_time().boxed() } else { Just(None).boxed() }),
    );
    let timed = (prop_oneof![3 => any_measurement(), 4 => other], times).prop_map(|(mut leaf, (one, other))| {
        let times: Vec<_> = one.into_iter().chain(other).collect();
        if !times.is_empty() {
            leaf["time"] = json!(times);
        }
        leaf
    });
    prop_oneof![20 => timed, 1 => age, 1 => Just(json!({"type": "sex", "value": {"is": "female"}}))]
}

fn any_rule() -> impl Strategy<Value = Value> {
    let constant = any::<bool>().prop_map(|value| json!({"type": "constant", "value": value}));
    let narrative = Just(json!({"type": "narrative", "category": "consent"}));
    prop_oneof![8 => any_leaf(), 1 => constant, 1 => narrative].prop_recursive(3, 12, 3, |part| {
        let parts = proptest::collection::vec(part.clone(), 1..4);
        prop_oneof![
            parts.clone().prop_map(|of| json!({"type": "all", "of": of})),
            parts.clone().prop_map(|of| json!({"type": "any", "of": of})),
            part.clone().prop_map(|of| json!({"type": "not", "of": of})),
            (1_u32..3, parts, select(vec!["ge", "eq", "le"]))
                .prop_map(|(n, of, sign)| json!({"type": "at_least", "count": {sign: n}, "of": of})),
            (part.clone(), part.clone(), part)
                .prop_map(|(when, then, other)| json!({"type": "if", "when": when, "then": then, "else": other})),
        ]
    })
}

fn any_fact() -> impl Strategy<Value = Event> {
    let day = || select(&DAYS[..]);
    let certainty = prop_oneof![
        6 => Just(Certainty::Actual),
        1 => Just(Certainty::Suspected),
        1 => Just(Certainty::Refuted),
        1 => Just(Certainty::Planned),
    ];
    let names = vec![
        ("skin cancer", EventKind::Condition),
        ("severe lymphoma", EventKind::Condition),
        ("lymphoma", EventKind::Condition),
        ("cancer", EventKind::Condition),
        ("azathioprine", EventKind::Drug),
        ("prednisone", EventKind::Drug),
        ("immunosuppressant", EventKind::Drug),
        ("appendectomy", EventKind::Procedure),
        ("smoking", EventKind::Observation),
    ];
    let words = proptest::option::of(select(vec!["severe", "mild", "active", "inactive", "remission", "recurrence"]));
    let more = (
        words,
        proptest::option::of(select(vec!["oral", "intravenous"])),
        proptest::option::of(2_u32..15),
        proptest::option::of(select(vec!["cancer", "gout", "lymphoma"])),
        proptest::option::of(0_usize..4),
        proptest::option::of(select(vec!["stage III", "stage IIIB", "unknown"])),
    );
    let other = (select(names), day(), day(), certainty, 0_u8..10, more);
    let other =
        other.prop_map(|((name, kind), from, to, certainty, how, (words, route, dose, reason, part, stage))| {
            let lasts = matches!(kind, EventKind::Condition | EventKind::Drug) && how < 8;
            let mut fact =
                if lasts { lasting(kind, name, from, if how < 3 { to } else { "" }) } else { event(kind, name, from) };
            fact.certainty = certainty;
            fact.qualifiers = words.into_iter().map(str::to_owned).collect();
            fact.subject = (how == 9).then(|| "relative".to_owned());
            if kind == EventKind::Drug {
                fact.route = route.map(str::to_owned);
                fact.dose = dose.map(|mg| Quantity::new(mg.into(), "mg/d"));
            }
            fact.reasons = reason.into_iter().map(Coded::named).collect();
            fact.part_of = part.into_iter().map(|at| format!("Event/{at}")).collect();
            if kind == EventKind::Condition {
                fact.stages = stage.into_iter().map(Coded::named).collect();
            }
            if kind == EventKind::Observation && certainty != Certainty::Planned {
                fact.result = Some(Recorded::Boolean(certainty != Certainty::Refuted));
            }
            fact
        });
    let units = select(vec![("g/L", 1_u32), ("g/dL", 10), ("kPa", 1), ("", 1)]);
    let flags = proptest::option::of(select(vec![
        Finding::High,
        Finding::Low,
        Finding::Normal,
        Finding::Abnormal,
        Finding::Positive,
    ]));
    let number = (60_u32..100, units, day(), proptest::option::of(20_u32..100), flags, 0_u8..8);
    let number = number.prop_map(|(n, (unit, less), day, normal, flag, how)| {
        let mut fact = lab("hemoglobin", &(f64::from(n) / f64::from(less)).to_string(), unit, day);
        let normal = normal.map(|x| Quantity::new(x.into(), unit));
        if how < 4 {
            fact.upper_limit = normal
        } else {
            fact.lower_limit = normal
        }
        if let (0, Some(Recorded::Quantity(quantity))) = (how, &mut fact.result) {
            quantity.number = Interval { high: None, ..quantity.number };
        }
        if let (1, Some(Recorded::Quantity(quantity))) = (how, &mut fact.result) {
            quantity.number = Interval { low: None, high: quantity.number.high.map(|(x, _)| (x, false)) };
        }
        fact.findings = flag.into_iter().collect();
        fact
    });
    let creatinine = (1_u32..4, any::<bool>(), day()).prop_map(|(n, molar, day)| {
        if molar {
            lab("creatinine", &(88 * n).to_string(), "umol/L", day)
        } else {
            lab("creatinine", &n.to_string(), "mg/dL", day)
        }
    });
    let words = select(vec![
        ("hemoglobin", "positive"),
        ("hemoglobin", "not detected"),
        ("NYHA class", "NYHA class III"),
        ("NYHA class", "II"),
        ("NYHA class", "IIIB"),
        ("NYHA class", "worse"),
    ]);
    let words = (words, day()).prop_map(|((name, words), day)| {
        let result = Some(Recorded::Coded(Coded::named(words)));
        Event { result, ..event(EventKind::Measurement, name, day) }
    });
    prop_oneof![3 => number, 1 => creatinine, 1 => words, 6 => other]
}

fn any_settings() -> impl Strategy<Value = Settings> {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(absent, accept, unitless, inclusive)| {
        Settings {
            absence: if absent { Absence::NotMet } else { Absence::Unknown },
            unrecorded: if accept { Unrecorded::Accept } else { Unrecorded::Unknown },
            unitless: if unitless { Unitless::AsLimit } else { Unitless::Unknown },
            inclusive,
            ..settings()
        }
    })
}

/// What a target says is what the native evaluator says, or unknown where something is left out.
fn agree(name: &str, native: &[Truth], target: &[Truth], whole: &[bool]) -> Result<(), TestCaseError> {
    prop_assert_eq!(native.len(), target.len());
    for ((native, target), whole) in native.iter().zip(target).zip(whole) {
        let fine = native == target || (!whole && *target == Truth::Unknown);
        prop_assert!(fine, "{}: {:?}, but native {:?} (whole: {})", name, target, native, whole);
    }
    Ok(())
}

fn check(rules: Vec<Value>, settings: &Settings, records: Vec<Vec<Event>>) -> Result<(), TestCaseError> {
    let program = Program::compile(&trial(rules), settings);
    let records = records.into_iter().enumerate();
    let patients: Vec<Patient> = records.map(|(at, record)| person(&format!("p{at}"), record)).collect();
    let query = Query::new(&program);
    let mut whole: Vec<_> = (0..program.criteria.len()).map(|at| query.is_whole(at)).collect();
    whole.push(whole.iter().all(|whole| *whole));
    let tables: Vec<_> = patients.iter().map(|patient| facts(&program, patient)).collect();
    let by_sql = sqlite(&program, &tables);
    let cel = Cel::new(&program);
    for ((patient, by_sql), table) in patients.iter().zip(by_sql).zip(&tables) {
        let answer = program.run(patient);
        let native: Vec<_> = answer.criteria.iter().copied().chain(answer.eligibility).collect();
        agree("SQL", &native, &by_sql, &whole)?;
        agree("CEL", &native, &cel.run(table), &whole)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn targets_decide_as_the_native_evaluator_does(
        rules in proptest::collection::vec(any_rule(), 1..4),
        settings in any_settings(),
        records in proptest::collection::vec(proptest::collection::vec(any_fact(), 0..6), 1..8),
    ) {
        check(rules, &settings, records)?;
    }
}
