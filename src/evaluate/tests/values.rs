use serde_json::{Value, json};

use super::*;
use crate::evaluate::interval::Interval;
use crate::evaluate::patient::Finding;
use crate::evaluate::settings::Unitless;

fn hb(number: &str, unit: &str) -> Vec<Event> {
    vec![lab("hemoglobin", number, unit, "2025-05-01")]
}

fn limit(id: &str, value: Value) -> Value {
    json!({"type": "measurement", "concept": {"id": id}, "value": value})
}

/// A number with its limits of normal in the same unit.
fn with_range(id: &str, number: &str, low: Option<&str>, high: Option<&str>) -> Event {
    let quantity = |text: &str| Quantity::new(text.parse().unwrap(), "U/L");
    Event { lower_limit: low.map(quantity), upper_limit: high.map(quantity), ..lab(id, number, "U/L", "2025-05-01") }
}

#[test]
fn limits_hold_in_any_unit_that_converts() {
    assert_eq!(truth(hemoglobin(json!({})), hb("80", "g/L")), Met);
    assert_eq!(truth(hemoglobin(json!({})), hb("8.0", "g/dL")), Met);
    assert_eq!(truth(hemoglobin(json!({})), hb("7.9", "g/dL")), NotMet);
    assert_eq!(truth(hemoglobin(json!({})), hb("79.99", "g/L")), NotMet);
}

#[test]
fn an_incommensurable_unit_and_a_missing_one_are_unknown() {
    assert_eq!(truth(hemoglobin(json!({})), hb("80", "mm[Hg]")), Unknown);
    assert_eq!(truth(hemoglobin(json!({})), hb("80", "")), Unknown);
    let lenient = Settings { unitless: Unitless::AsLimit, ..settings() };
    assert_eq!(truth_with(&lenient, hemoglobin(json!({})), hb("80", "")), Met);
    assert_eq!(truth_with(&lenient, hemoglobin(json!({})), hb("80", "mm[Hg]")), Unknown);
}

#[test]
fn a_score_needs_no_unit() {
    let score = limit("sledai_2k", json!({"gt": 8, "unit": "points", "code": "{score}"}));
    for (number, unit, expected) in [("9", "", Met), ("9", "{score}", Met), ("8", "1", NotMet), ("9", "mg", Unknown)] {
        let events = vec![lab("SLEDAI-2K", number, unit, "2025-05-01")];
        assert_eq!(truth(score.clone(), events), expected, "{number} {unit}");
    }
}

#[test]
fn a_limit_without_a_unit_has_that_of_its_canonical_form() {
    let bare = limit("hemoglobin", json!({"ge": 8, "unit": null}));
    assert_eq!(truth(bare, hb("9", "g/dL")), Unknown);
    let canonical = json!({"ge": 8, "unit": null, "canonical": {"ge": 8, "code": "g/dL"}});
    assert_eq!(truth(limit("hemoglobin", canonical), hb("85", "g/L")), Met);
}

#[test]
fn mass_and_amount_convert_by_analyte() {
    let limit = limit("creatinine", json!({"le": 1.5, "unit": "mg/dL", "code": "mg/dL"}));
    let creatinine = |number: &str| vec![lab("creatinine", number, "umol/L", "2025-05-01")];
    assert_eq!(truth(limit.clone(), creatinine("132.6")), Met);
    assert_eq!(truth(limit, creatinine("132.7")), NotMet);
}

#[test]
fn a_limit_given_twice_is_compared_in_the_unit_of_the_result() {
    let limit = limit(
        "bilirubin_total",
        json!({"le": 34, "unit": "μmol/L", "code": "umol/L", "also": {"le": 2.0, "unit": "mg/dL", "code": "mg/dL"}}),
    );
    let bilirubin = |number: &str, unit: &str| vec![lab("total bilirubin", number, unit, "2025-05-01")];
    // 2.0 mg/dL is 34.2 μmol/L.
    assert_eq!(truth(limit.clone(), bilirubin("2.0", "mg/dL")), Met);
    assert_eq!(truth(limit.clone(), bilirubin("2.1", "mg/dL")), NotMet);
    assert_eq!(truth(limit.clone(), bilirubin("34.1", "umol/L")), NotMet);
    assert_eq!(truth(limit, bilirubin("20", "mg/L")), Met);
}

#[test]
fn a_result_below_a_number_decides_what_it_can() {
    let below = |high: &str| {
        let number = Interval { low: None, high: Some((high.parse().unwrap(), false)) };
        let quantity = Quantity { number, ..Quantity::new(0.into(), "g/L") };
        vec![Event {
            result: Some(Recorded::Quantity(quantity)),
            ..event(EventKind::Measurement, "hemoglobin", "2025-05-01")
        }]
    };
    assert_eq!(truth(hemoglobin(json!({})), below("80")), NotMet);
    assert_eq!(truth(hemoglobin(json!({})), below("81")), Unknown);
}

#[test]
fn multiples_of_the_limit_of_normal_take_it_from_beside_the_value() {
    let upper = limit("alt", json!({"le": 3, "unit": "×ULN", "relative_to": "uln"}));
    let alt = |number: &str, high: Option<&str>| vec![with_range("ALT", number, None, high)];
    assert_eq!(truth(upper.clone(), alt("120", Some("40"))), Met);
    assert_eq!(truth(upper.clone(), alt("121", Some("40"))), NotMet);
    assert_eq!(truth(upper.clone(), alt("20", None)), Unknown);
    let flagged = |flag| vec![Event { findings: vec![flag], ..with_range("ALT", "20", None, None) }];
    assert_eq!(truth(upper.clone(), flagged(Finding::Normal)), Met);
    assert_eq!(truth(upper, flagged(Finding::High)), Unknown);
    let lower = limit("alt", json!({"lt": 1, "unit": "×LLN", "relative_to": "lln"}));
    assert_eq!(truth(lower.clone(), vec![with_range("ALT", "4", Some("5"), None)]), Met);
    assert_eq!(truth(lower, vec![with_range("ALT", "5", Some("5"), None)]), NotMet);
}

#[test]
fn numbers_too_large_to_multiply_are_no_reason_to_stop() {
    let upper = limit("alt", json!({"le": 3, "unit": "×ULN", "relative_to": "uln"}));
    let largest = "79228162514264337593543950335";
    assert_eq!(truth(upper, vec![with_range("ALT", largest, None, Some(largest))]), Met);
    assert_eq!(truth(hemoglobin(json!({})), hb(largest, "kg/L")), Unknown);
    let change = json!({"type": "measurement", "concept": {"id": "hemoglobin"}, "value": {"ge": 3, "unit": "%", "code": "%"},
        "derive": {"kind": "percent_change", "increase": true, "against": {"id": "lymphodepletion"}}});
    let values = [(largest, "2025-06-01"), ("-1", "2025-05-28")].map(|(n, day)| lab("hemoglobin", n, "g/L", day));
    assert_eq!(truth(change, values.to_vec()), Unknown);
}

#[test]
fn percent_of_predicted_is_a_result_in_percent() {
    let fvc = limit("fvc", json!({"ge": 60, "unit": "%", "code": "%", "relative_to": "predicted"}));
    let of = |unit: &str| vec![lab("FVC", "60", unit, "2025-05-01")];
    assert_eq!(truth(fvc.clone(), of("%")), Met);
    assert_eq!(truth(fvc, of("L")), Unknown);
}

#[test]
fn nothing_to_compare_with_is_unknown() {
    for reference in ["baseline", "normal"] {
        let value = json!({"le": 2, "unit": "×", "relative_to": reference});
        assert_eq!(truth(limit("hemoglobin", value), hb("1", "g/L")), Unknown);
    }
}

#[test]
fn detection_is_said_by_words_or_by_a_comparator() {
    let above = limit("hbv_dna", json!({"gt": 1, "unit": "limit", "relative_to": "detection_limit"}));
    let dna = |words: &str| vec![finding("HBV DNA", words, "2025-05-01")];
    assert_eq!(truth(above.clone(), dna("not detected")), NotMet);
    assert_eq!(truth(above.clone(), dna("detected")), Met);
    assert_eq!(truth(above.clone(), vec![lab("HBV DNA", "200", "[IU]/mL", "2025-05-01")]), Met);
    assert_eq!(truth(above, dna("see report")), Unknown);
    let quantified = limit("hbv_dna", json!({"gt": 1, "unit": "limit", "relative_to": "quantification_limit"}));
    assert_eq!(truth(quantified.clone(), dna("below the limit of quantification")), NotMet);
    assert_eq!(truth(quantified, vec![lab("HBV DNA", "200", "[IU]/mL", "2025-05-01")]), Unknown);
}

#[test]
fn classes_are_compared_as_classes() {
    let nyha = limit("nyha", json!({"in": ["III", "IV"], "scale": "NYHA"}));
    let class = |words: &str| truth(nyha.clone(), vec![finding("NYHA class", words, "2025-05-01")]);
    assert_eq!(class("Class III"), Met);
    assert_eq!(class("NYHA IV"), Met);
    assert_eq!(class("IIIB"), Met);
    assert_eq!(class("3"), Met);
    assert_eq!(class("Class II"), NotMet);
    assert_eq!(class("not assessed"), Unknown);
    let graded = limit("nyha", json!({"in": ["3", "4", "5"], "scale": "CTCAE"}));
    assert_eq!(truth(graded.clone(), vec![lab("NYHA class", "3", "", "2025-05-01")]), Met);
    assert_eq!(truth(graded, vec![lab("NYHA class", "2", "", "2025-05-01")]), NotMet);
    let child = limit("child_pugh", json!({"in": ["A"], "scale": "Child-Pugh"}));
    assert_eq!(truth(child, vec![finding("Child-Pugh class", "Class A", "2025-05-01")]), Met);
}

#[test]
fn findings_are_said_by_words_flags_or_ranges() {
    let is = |word: &str, event: Event| truth(limit("alt", json!({"is": word})), vec![event]);
    let said = |words: &str| finding("ALT", words, "2025-05-01");
    assert_eq!(is("positive", said("Reactive")), Met);
    assert_eq!(is("positive", said("Non-reactive")), NotMet);
    assert_eq!(is("negative", said("Not detected")), Met);
    assert_eq!(is("positive", said("indeterminate")), Unknown);
    let number = |n: &str| with_range("ALT", n, Some("5"), Some("40"));
    assert_eq!((is("high", number("41")), is("high", number("40"))), (Met, NotMet));
    assert_eq!((is("low", number("4")), is("low", number("5"))), (Met, NotMet));
    assert_eq!((is("normal", number("40")), is("normal", number("41"))), (Met, NotMet));
    assert_eq!((is("abnormal", number("41")), is("abnormal", number("5"))), (Met, NotMet));
    assert_eq!(is("high", with_range("ALT", "41", None, None)), Unknown);
    assert_eq!((is("detectable", number("3")), is("undetectable", number("3"))), (Met, NotMet));
    assert_eq!(is("mutated", said("Mutated")), Met);
}

#[test]
fn a_test_answered_with_yes_or_no_has_a_finding() {
    use crate::evaluate::patient::Certainty;
    let positive = limit("cd19", json!({"is": "positive"}));
    let answered = |yes: bool| {
        let certainty = if yes { Certainty::Actual } else { Certainty::Refuted };
        let result = Some(Recorded::Boolean(yes));
        vec![Event { result, certainty, ..event(EventKind::Observation, "CD19", "2025-05-10") }]
    };
    assert_eq!((truth(positive.clone(), answered(true)), truth(positive, answered(false))), (Met, NotMet));
    // Asked whether it is so at all, the same answer is no fact but its absence.
    let state = leaf("observation", "cd19", json!({}));
    assert_eq!((truth(state.clone(), answered(true)), truth(state, answered(false))), (Met, NotMet));
}

#[test]
fn parts_of_a_score_are_added_or_left_out() {
    let parts = |components: Value| limit("sledai_2k", json!({"ge": 8, "unit": null, "components": components}));
    let points = |name: &str, n: &str| (Coded::named(name), Quantity::new(n.parse().unwrap(), "{score}"));
    let score = |parts: Vec<(Coded, Quantity)>| {
        vec![Event { components: parts, ..lab("SLEDAI-2K", "14", "{score}", "2025-05-01") }]
    };
    let both = || score(vec![points("central nervous system", "8"), points("laboratory", "6")]);
    assert_eq!(truth(parts(json!({"without": ["central nervous system"]})), both()), NotMet);
    assert_eq!(truth(parts(json!({"only": ["laboratory", "central nervous system"]})), both()), Met);
    assert_eq!(truth(parts(json!({"only": ["laboratory"]})), both()), NotMet);
    assert_eq!(truth(parts(json!({"without": ["central nervous system"]})), score(vec![])), Unknown);
}

#[test]
fn a_measurement_without_a_result_decides_nothing() {
    let alone = leaf("measurement", "hemoglobin", json!({}));
    assert_eq!(truth(alone, vec![lab("hemoglobin", "90", "g/L", "2025-05-01")]), Unknown);
    assert_eq!(truth(hemoglobin(json!({})), vec![lab("hemoglobin", "90", "g/L", "2025-05-01")]), Met);
}

#[test]
fn an_equals_that_may_be_another_sign_decides_only_what_all_three_agree_on() {
    let value = json!({"type": "measurement", "concept": {"id": "hemoglobin"},
        "value": {"eq": 90, "unit": "g/L", "code": "g/L", "span": [3, 5]}});
    let mut doubtful = trial(rule(value.clone()));
    doubtful.criteria[0].diagnostics = vec![crate::rule::Diagnostic {
        code: "doubtful-equals".into(),
        severity: crate::rule::Severity::Warning,
        message: String::new(),
        span: crate::rule::Span::new(3, 5),
        help: None,
    }];
    let program = Program::compile(&doubtful, &settings());
    let of = |program: &Program, number| {
        program.run(&person(vec![lab("hemoglobin", number, "g/L", "2025-05-01")])).criteria[0]
    };
    assert_eq!((of(&program, "90"), of(&program, "95")), (Met, Unknown));
    let certain = Program::compile(&trial(rule(value)), &settings());
    assert_eq!((of(&certain, "90"), of(&certain, "95")), (Met, NotMet));
}
