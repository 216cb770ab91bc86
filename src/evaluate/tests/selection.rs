use serde_json::{Value, json};

use super::*;

/// Hemoglobin values: number and date.
fn values(list: &[(&str, &str)]) -> Vec<Event> {
    list.iter().map(|(number, day)| lab("hemoglobin", number, "g/L", day)).collect()
}

fn selected(select: Value, list: &[(&str, &str)]) -> Truth {
    truth(hemoglobin(json!({"select": select})), values(list))
}

#[test]
fn the_latest_up_to_the_index_date_counts() {
    let latest = |list: &[(&str, &str)]| truth(hemoglobin(json!({})), values(list));
    assert_eq!(latest(&[("70", "2025-01-01"), ("90", "2025-05-01")]), Met);
    assert_eq!(latest(&[("90", "2025-05-01"), ("70", "2025-05-02")]), NotMet);
    assert_eq!(latest(&[("90", "2025-05-01"), ("70", "2025-06-02")]), Met);
    assert_eq!(latest(&[]), Unknown);
}

#[test]
fn values_that_may_each_be_the_latest_must_agree() {
    let latest = |list: &[(&str, &str)]| truth(hemoglobin(json!({})), values(list));
    assert_eq!(latest(&[("90", "2025-05-01"), ("85", "2025-05-01")]), Met);
    assert_eq!(latest(&[("90", "2025-05-01"), ("70", "2025-05-01")]), Unknown);
    assert_eq!(latest(&[("90", "2025-05-01T08:00"), ("70", "2025-05-01T09:00")]), NotMet);
    assert_eq!(latest(&[("90", "2025-05"), ("70", "2025-05-10")]), Unknown);
    assert_eq!(latest(&[("90", "2025-04"), ("70", "2025-05-10")]), NotMet);
    assert_eq!(latest(&[("90", "")]), Unknown);
}

#[test]
fn only_values_in_the_window_count() {
    let week = json!({"time": [{"kind": "window", "le": 7, "code": "d", "direction": "before", "anchor": {"id": "lymphodepletion"}}]});
    let leaf = hemoglobin(week);
    assert_eq!(truth(leaf.clone(), values(&[("90", "2025-05-20")])), Unknown);
    assert_eq!(truth(leaf.clone(), values(&[("90", "2025-05-21")])), Met);
    assert_eq!(truth(leaf, values(&[("70", "2025-05-25"), ("90", "2025-05-30")])), NotMet);
}

#[test]
fn old_values_count_unless_the_setting_says_otherwise() {
    let old = || values(&[("90", "2019-01-01")]);
    assert_eq!(truth(hemoglobin(json!({})), old()), Met);
    let recent = Settings { lookback_days: Some(30), ..settings() };
    assert_eq!(truth_with(&recent, hemoglobin(json!({})), old()), Unknown);
}

#[test]
fn any_each_highest_and_lowest() {
    let both = [("90", "2025-05-01"), ("70", "2025-05-02")];
    assert_eq!(selected(json!({"kind": "any"}), &both), Met);
    assert_eq!(selected(json!({"kind": "each"}), &both), NotMet);
    assert_eq!(selected(json!({"kind": "highest"}), &both), Met);
    assert_eq!(selected(json!({"kind": "lowest"}), &both), NotMet);
    assert_eq!(selected(json!({"kind": "lowest"}), &both[..1]), Met);
    for kind in ["any", "each", "highest", "lowest", "mean", "latest"] {
        assert_eq!(selected(json!({"kind": kind}), &[]), Unknown, "{kind}");
    }
}

#[test]
fn means_are_exact_and_of_the_latest_so_many() {
    assert_eq!(selected(json!({"kind": "mean"}), &[("79", "2025-05-01"), ("81", "2025-05-02")]), Met);
    assert_eq!(selected(json!({"kind": "mean"}), &[("79", "2025-05-01"), ("80.9", "2025-05-02")]), NotMet);
    let three = [("10", "2025-01-01"), ("79", "2025-05-01"), ("81", "2025-05-02")];
    assert_eq!(selected(json!({"kind": "mean", "count": {"eq": 2}}), &three), Met);
    assert_eq!(selected(json!({"kind": "mean", "count": {"eq": 4}}), &three), Unknown);
    let mixed = vec![lab("hemoglobin", "8.1", "g/dL", "2025-05-01"), lab("hemoglobin", "79", "g/L", "2025-05-02")];
    assert_eq!(truth(hemoglobin(json!({"select": {"kind": "mean"}})), mixed), Met);
    let unusable = vec![lab("hemoglobin", "81", "kPa", "2025-05-01"), lab("hemoglobin", "90", "g/L", "2025-05-02")];
    assert_eq!(truth(hemoglobin(json!({"select": {"kind": "mean"}})), unusable), Unknown);
}

#[test]
fn so_many_values_so_far_apart() {
    let twice = |apart: Value| json!({"kind": "any", "count": {"ge": 2}, "apart": apart});
    let days = json!({"kind": "window", "ge": 7, "code": "d"});
    assert_eq!(selected(twice(days.clone()), &[("90", "2025-05-01"), ("90", "2025-05-08")]), Met);
    assert_eq!(selected(twice(days.clone()), &[("90", "2025-05-01"), ("90", "2025-05-07")]), NotMet);
    assert_eq!(selected(twice(days), &[("90", "2025-05-01"), ("90", "2025-05-04"), ("90", "2025-05-08")]), Met);
    assert_eq!(
        selected(json!({"kind": "latest", "count": {"eq": 2}}), &[("70", "2025-05-01"), ("90", "2025-05-08")]),
        NotMet
    );
    let three = [("70", "2025-04-01"), ("80", "2025-05-01"), ("90", "2025-05-08")];
    assert_eq!(selected(json!({"kind": "latest", "count": {"eq": 2}}), &three), Met);
}

#[test]
fn changes_are_counted_from_the_old_value() {
    let change = |kind: &str, value: Value, increase: Value, list: &[(&str, &str)]| {
        let derive = json!({"kind": kind, "increase": increase, "against": {"id": "lymphodepletion"}});
        truth(
            json!({"type": "measurement", "concept": {"id": "hemoglobin"}, "value": value, "derive": derive}),
            values(list),
        )
    };
    let list = [("100", "2025-05-28"), ("80", "2025-06-01")];
    let fall = json!({"ge": 20, "unit": "%", "code": "%"});
    assert_eq!(change("percent_change", fall.clone(), json!(false), &list), Met);
    assert_eq!(change("percent_change", fall.clone(), json!(true), &list), NotMet);
    assert_eq!(change("percent_change", fall.clone(), Value::Null, &list), Met);
    assert_eq!(change("percent_change", fall, json!(false), &list[1..]), Unknown);
    let points = json!({"ge": 2, "unit": "g/dL", "code": "g/dL"});
    assert_eq!(change("change", points.clone(), json!(false), &list), Met);
    assert_eq!(change("change", points, json!(false), &[("100", "2025-05-28"), ("81", "2025-06-01")]), NotMet);
}

#[test]
fn ratios_divide_two_concepts_with_their_units() {
    let ratio = |value: Value, events: Vec<Event>| {
        let derive = json!({"kind": "ratio", "against": {"id": "creatinine"}});
        truth(json!({"type": "measurement", "concept": {"id": "hemoglobin"}, "value": value, "derive": derive}), events)
    };
    let both =
        |unit: &str| vec![lab("hemoglobin", "6", unit, "2025-05-01"), lab("creatinine", "2", "g/L", "2025-05-02")];
    assert_eq!(ratio(json!({"ge": 3, "unit": null}), both("g/L")), Met);
    assert_eq!(ratio(json!({"gt": 3, "unit": null}), both("g/L")), NotMet);
    assert_eq!(ratio(json!({"ge": 3, "unit": "g/g", "code": "g/g"}), both("g/L")), Met);
    assert_eq!(ratio(json!({"ge": 30, "unit": "g/g", "code": "g/g"}), both("g/dL")), Met);
    assert_eq!(ratio(json!({"ge": 30, "unit": null}), both("g/dL")), Met);
    assert_eq!(ratio(json!({"gt": 30, "unit": null}), both("g/dL")), NotMet);
    assert_eq!(ratio(json!({"ge": 3, "unit": null}), both("mmol/L")), Unknown);
    assert_eq!(ratio(json!({"ge": 3, "unit": null}), both("g/L")[..1].to_vec()), Unknown);
}
