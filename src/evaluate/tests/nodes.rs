use serde_json::{Value, json};

use super::*;

/// A part with each truth.
fn parts() -> [(Truth, Value); 3] {
    [
        (Met, json!({"type": "constant", "value": true})),
        (NotMet, json!({"type": "constant", "value": false})),
        (Unknown, json!({"type": "narrative", "category": "consent"})),
    ]
}

#[test]
fn and_or_and_not_are_kleenes() {
    for (a, x) in parts() {
        assert_eq!(truth(json!({"type": "not", "of": x}), vec![]), !a);
        for (b, y) in parts() {
            assert_eq!(truth(json!({"type": "all", "of": [x, y]}), vec![]), a.min(b), "{a:?} and {b:?}");
            assert_eq!(truth(json!({"type": "any", "of": [x, y]}), vec![]), a.max(b), "{a:?} or {b:?}");
        }
    }
}

#[test]
fn a_condition_chooses_and_what_both_branches_share_is_known() {
    for (w, when) in parts() {
        for (t, then) in parts() {
            for (e, other) in parts() {
                let node = json!({"type": "if", "when": when, "then": then, "else": other});
                let expected = match w {
                    Met => t,
                    NotMet => e,
                    Unknown if t == e => t,
                    Unknown => Unknown,
                };
                assert_eq!(truth(node, vec![]), expected, "if {w:?} {t:?} {e:?}");
            }
        }
    }
}

#[test]
fn counting_parts_decides_as_soon_as_the_unknown_ones_can_not_matter() {
    let at_least = |bounds: Value, of: &[usize]| {
        let of: Vec<_> = of.iter().map(|at| parts()[*at].1.clone()).collect();
        truth(json!({"type": "at_least", "count": bounds, "of": of}), vec![])
    };
    let (yes, no, open) = (0, 1, 2);
    assert_eq!(at_least(json!({"ge": 2}), &[yes, yes, open]), Met);
    assert_eq!(at_least(json!({"ge": 2}), &[yes, no, open]), Unknown);
    assert_eq!(at_least(json!({"ge": 2}), &[no, no, open]), NotMet);
    assert_eq!(at_least(json!({"eq": 1}), &[yes, no, no]), Met);
    assert_eq!(at_least(json!({"eq": 1}), &[yes, yes, open]), NotMet);
    assert_eq!(at_least(json!({"le": 1}), &[yes, open, no]), Unknown);
    assert_eq!(at_least(json!({"gt": 1}), &[yes, no, no]), NotMet);
}

#[test]
fn a_class_counts_by_its_different_members() {
    let two = json!({"type": "at_least", "count": {"ge": 2}, "distinct": true,
        "of": [leaf("drug", "immunosuppressant", json!({"status": "ever"}))]});
    let on = |name: &str| lasting(EventKind::Drug, name, "2024-01-01", "2024-06-01");
    assert_eq!(truth(two.clone(), vec![on("azathioprine"), on("methotrexate")]), Met);
    // Twice the same is one, and of the other nothing is known.
    assert_eq!(truth(two.clone(), vec![on("azathioprine"), on("azathioprine")]), Unknown);
    assert_eq!(truth(two, vec![on("azathioprine"), refuted(EventKind::Drug, "methotrexate")]), NotMet);
}

#[test]
fn grades_of_different_domains_count_and_of_each_the_latest() {
    let grades = |count: u32, class: &str| {
        let grade = leaf("measurement", "bilag_2004", json!({"value": {"in": [class], "unit": null}}));
        json!({"type": "at_least", "count": {"ge": count}, "distinct": true, "of": [grade]})
    };
    let domains = |renal: &[(&str, &str)]| {
        let others = ["cardiorespiratory", "constitutional", "gastrointestinal", "hematological", "mucocutaneous"];
        let others = others.into_iter().chain(["musculoskeletal", "neuropsychiatric", "ophthalmic"]);
        let others = others.map(|domain| finding(&format!("BILAG-2004 {domain}"), "D", "2025-05-01"));
        let renal = renal.iter().map(|(grade, day)| finding("BILAG-2004 renal", grade, day));
        others.chain(renal).collect::<Vec<_>>()
    };
    // The same domain on two days is one.
    assert_eq!(truth(grades(2, "B"), domains(&[("B", "2025-04-01"), ("B", "2025-05-01")])), NotMet);
    assert_eq!(truth(grades(1, "B"), domains(&[("B", "2025-04-01"), ("B", "2025-05-01")])), Met);
    // What was so long ago and is better now is not so.
    assert_eq!(truth(grades(1, "A"), domains(&[("A", "2015-05-01"), ("C", "2025-05-01")])), NotMet);
    assert_eq!(truth(grades(1, "A"), domains(&[("C", "2015-05-01"), ("A", "2025-05-01")])), Met);
    let mut two = domains(&[("B", "2025-05-01")]);
    two.push(finding("BILAG-2004 mucocutaneous", "B", "2025-05-02"));
    assert_eq!(truth(grades(2, "B"), two), Met);
    // Grades that name no domain are of one or of several.
    let unnamed = vec![finding("BILAG-2004", "B", "2025-05-01"), finding("BILAG-2004", "B", "2025-05-02")];
    assert_eq!(truth(grades(2, "B"), unnamed), Unknown);
}

#[test]
fn a_reference_has_the_truth_of_what_it_refers_to() {
    let mut trial = trial(rule(json!({"type": "not", "of": {"type": "ref", "to": "I2"}})));
    let mut second = trial.criteria[0].clone();
    second.id = Some("I2".into());
    second.rule = Some(rule(json!({"type": "constant", "value": false})));
    trial.criteria[0].criteria.push(second);
    let answer = Program::compile(&trial, &settings()).run(&person(vec![]));
    assert_eq!((answer.criteria, answer.eligibility), (vec![Met, NotMet], Some(Met)));
    assert_eq!(truth(json!({"type": "ref", "to": "Appendix 1"}), vec![]), Unknown);
}

#[test]
fn a_circle_of_references_is_unknown_wherever_one_enters_it() {
    let mut trial = trial(rule(json!({"type": "ref", "to": "I2"})));
    let mut second = trial.criteria[0].clone();
    second.id = Some("I2".into());
    second.rule = Some(rule(json!({"type": "not", "of": {"type": "ref", "to": "I1"}})));
    trial.criteria.push(second);
    let answer = Program::compile(&trial, &settings()).run(&person(vec![]));
    assert_eq!(answer.criteria, [Unknown, Unknown]);
}

#[test]
fn without_sections_there_is_no_answer_for_the_trial() {
    let mut trial = trial(rule(json!({"type": "constant", "value": true})));
    trial.eligibility = None;
    let outcome = crate::evaluate::evaluate(&trial, &person(vec![]), &settings());
    assert_eq!((outcome.eligibility, outcome.criteria[0].truth), (None, Met));
}

#[test]
fn ages_are_completed_on_the_index_date() {
    let age = |bounds: Value, born: &str| {
        let program = Program::compile(&trial(rule(json!({"type": "age", "value": bounds}))), &settings());
        let birth = (!born.is_empty()).then(|| when(born));
        program.run(&Patient { birth, ..person(vec![]) }).criteria[0]
    };
    let range = json!({"ge": 18, "le": 70, "unit": "years", "code": "a"});
    assert_eq!(age(range.clone(), "2007-06-01"), Met);
    assert_eq!(age(range.clone(), "2007-06-02"), NotMet);
    assert_eq!(age(range.clone(), "1954-06-02"), Met);
    assert_eq!(age(range.clone(), "1954-06-01"), NotMet);
    assert_eq!(age(range.clone(), "1990"), Met);
    assert_eq!(age(range.clone(), "2007"), Unknown);
    assert_eq!(age(range, ""), Unknown);
    let over = json!({"gt": 18, "unit": "years", "code": "a"});
    assert_eq!(age(over.clone(), "2006-06-02"), NotMet);
    assert_eq!(age(over, "2006-06-01"), Met);
    let under = json!({"lt": 18, "unit": "years", "code": "a"});
    assert_eq!(age(under.clone(), "2007-06-01"), NotMet);
    assert_eq!(age(under, "2007-06-02"), Met);
    let months = json!({"le": 6, "unit": "months", "code": "mo"});
    assert_eq!(age(months.clone(), "2024-11-02"), Met);
    assert_eq!(age(months, "2024-11-01"), NotMet);
}

#[test]
fn an_age_may_be_that_at_an_anchor() {
    let at = json!({"type": "age", "value": {"ge": 40, "unit": "years", "code": "a"},
        "time": [{"kind": "at", "anchor": {"id": "lymphodepletion"}}]});
    let mut settings = settings();
    settings.events.insert("lymphodepletion".into(), "2025-03-09".parse().unwrap());
    assert_eq!(truth_with(&settings, at.clone(), vec![]), NotMet);
    settings.events.insert("lymphodepletion".into(), "2025-03-10".parse().unwrap());
    assert_eq!(truth_with(&settings, at, vec![]), Met);
}

#[test]
fn sex_is_that_of_the_record() {
    let sex = |is: &str| truth(json!({"type": "sex", "value": {"is": is}}), vec![]);
    assert_eq!((sex("female"), sex("male"), sex("any")), (Met, NotMet, Met));
    let program = Program::compile(&trial(rule(json!({"type": "sex", "value": {"is": "male"}}))), &settings());
    assert_eq!(program.run(&Patient { sex: None, ..person(vec![]) }).criteria, [Unknown]);
}

#[test]
fn what_is_not_understood_is_unknown() {
    for node in [
        json!({"type": "unparsed", "reason": "no known concept"}),
        json!({"type": "narrative", "category": "judgement", "quantities": [{"ge": 18}]}),
        json!({"type": "condition", "concept": {"id": null}}),
        json!({"type": "condition"}),
        json!({"type": "measurement", "concept": {"id": "hemoglobin"}, "value": {}}),
    ] {
        assert_eq!(truth(node.clone(), vec![condition("words", "2020")]), Unknown, "{node}");
    }
}

#[test]
fn what_is_permitted_changes_nothing() {
    let permits = json!({"permits": [{"type": "constant", "value": false}]});
    assert_eq!(truth(hemoglobin(permits), vec![lab("hemoglobin", "90", "g/L", "2025-05-01")]), Met);
}

#[test]
fn a_definition_decides_instead_of_the_word() {
    let obesity = |more: Value| {
        let mut leaf = leaf("condition", "obesity", json!({"defined_by": hemoglobin(json!({}))}));
        leaf.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        leaf
    };
    let low = || lab("hemoglobin", "70", "g/L", "2025-05-01");
    assert_eq!(truth(obesity(json!({})), vec![condition("obesity", "2020"), low()]), NotMet);
    assert_eq!(truth(obesity(json!({})), vec![condition("obesity", "2020")]), Unknown);
    // Its window is that of the definition, too.
    let recent = json!({"time": [{"kind": "window", "le": 7, "code": "d", "direction": "before"}]});
    assert_eq!(truth(obesity(recent), vec![low()]), Unknown);
}
