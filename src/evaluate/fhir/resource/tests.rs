use serde_json::json;

use super::*;

fn read(value: Value) -> Patient {
    let mut patient = Patient::default();
    let resources = vec![(String::new(), value.clone())];
    add(&mut patient, "", &value, &Pool::of(&resources));
    patient
}

fn one(value: Value) -> Event {
    let patient = read(value);
    assert_eq!(patient.warnings, Vec::<String>::new());
    patient.events.into_iter().next().unwrap()
}

#[test]
fn a_laboratory_result_with_its_reference_range() {
    let event = one(json!({"resourceType": "Observation", "id": "a", "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "1742-6", "display": "ALT"}]},
        "effectiveDateTime": "2024-03-01T08:00:00Z",
        "valueQuantity": {"value": 82.5, "unit": "U/L", "system": "http://unitsofmeasure.org", "code": "U/L"},
        "interpretation": [{"coding": [{"code": "H"}]}],
        "referenceRange": [{"low": {"value": 5}, "high": {"value": 40, "unit": "U/L"}}]}));
    assert_eq!(event.text(), "ALT 82.5 U/L, 2024-03-01");
    assert_eq!(event.findings, [crate::evaluate::patient::Finding::High]);
    assert_eq!(event.lower_limit.unwrap().unit.as_deref(), Some("U/L"));
    assert_eq!(event.upper_limit.unwrap().text, "40 U/L");
}

#[test]
fn components_are_events_of_their_own() {
    let patient = read(json!({"resourceType": "Observation", "id": "bp", "status": "final", "code": {"text": "BP"},
        "effectiveDateTime": "2024-03-01", "component": [
            {"code": {"text": "systolic"}, "valueQuantity": {"value": 140, "code": "mm[Hg]"}},
            {"code": {"text": "diastolic"}, "valueQuantity": {"value": 90, "code": "mm[Hg]"}}]}));
    let texts: Vec<_> = patient.events.iter().map(Event::text).collect();
    assert_eq!(texts, ["BP, 2024-03-01", "systolic 140 mm[Hg], 2024-03-01", "diastolic 90 mm[Hg], 2024-03-01"]);
    assert_eq!(patient.events[0].components.len(), 2);
}

#[test]
fn conditions_end_when_the_record_says() {
    let condition = |status: &str, more: Value| {
        let mut value = json!({"resourceType": "Condition", "code": {"text": "gout"}, "onsetDateTime": "2020-01-01",
            "clinicalStatus": {"coding": [{"code": status}]}});
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one(value).text()
    };
    assert_eq!(condition("active", json!({})), "gout, since 2020-01-01");
    assert_eq!(
        condition("resolved", json!({"abatementDateTime": "2021"})),
        "gout, 2020-01-01 to 2021-01-01..2021-12-31"
    );
    assert_eq!(condition("resolved", json!({})), "gout, 2020-01-01 to 2020-01-01..");
    let refuted = json!({"verificationStatus": {"coding": [{"code": "refuted"}]}});
    assert_eq!(condition("active", refuted), "no gout, since 2020-01-01");
}

#[test]
fn a_course_of_treatment_has_a_daily_dose_and_a_route() {
    let event = one(json!({"resourceType": "MedicationStatement", "status": "active",
        "medicationCodeableConcept": {"text": "prednisone"}, "effectivePeriod": {"start": "2024-01-01"},
        "dosage": [{"route": {"coding": [{"code": "26643006"}]},
            "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
            "doseAndRate": [{"doseQuantity": {"value": 7.5, "unit": "mg", "code": "mg"}}]}]}));
    assert_eq!(event.text(), "prednisone 15 mg/d, since 2024-01-01");
    assert_eq!(event.route.as_deref(), Some("oral"));
    let request = one(json!({"resourceType": "MedicationRequest", "status": "stopped", "intent": "order",
        "medicationCodeableConcept": {"text": "x"}, "authoredOn": "2024-01-01"}));
    assert_eq!(request.text(), "x, 2024-01-01 to 2024-01-01..");
    let plan = one(json!({"resourceType": "MedicationRequest", "status": "active", "intent": "plan",
        "medicationCodeableConcept": {"text": "x"}, "authoredOn": "2024-01-01"}));
    assert_eq!(plan.certainty, Certainty::Planned);
}

#[test]
fn what_is_an_error_in_the_record_is_no_fact() {
    for value in [
        json!({"resourceType": "Observation", "status": "entered-in-error", "code": {"text": "x"}}),
        json!({"resourceType": "Procedure", "status": "entered-in-error", "code": {"text": "x"}}),
        json!({"resourceType": "Encounter", "status": "finished"}),
    ] {
        assert!(read(value).events.is_empty());
    }
}

#[test]
fn a_bad_date_is_told_and_the_fact_is_kept_without_it() {
    let patient = read(json!({"resourceType": "Procedure", "id": "p", "status": "completed",
        "code": {"text": "appendectomy"}, "performedDateTime": "2024-02-31"}));
    assert_eq!(patient.events[0].text(), "appendectomy, no date");
    assert_eq!(
        patient.warnings,
        ["Procedure/p: performedDateTime: \"2024-02-31\" is no date: the fact counts as one without a date"]
    );
}

#[test]
fn a_bad_day_of_birth_is_told_as_one() {
    let patient = patient("p", &json!({"resourceType": "Patient", "id": "p", "birthDate": "1980-13-01"}));
    assert_eq!(patient.warnings, ["birthDate: \"1980-13-01\" is no date: the age counts as not recorded"]);
    assert_eq!(super::patient("p", &json!({"birthDate": "1980"})).warnings, Vec::<String>::new());
}

#[test]
fn relatives_are_not_the_patient() {
    let event = one(json!({"resourceType": "FamilyMemberHistory", "status": "completed",
        "condition": [{"code": {"text": "long QT syndrome"}}]}));
    assert_eq!(event.subject.as_deref(), Some("relative"));
}
