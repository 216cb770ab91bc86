//! Cohort definitions of OHDSI: what they ask, what they leave out, and that they are well-formed.

use serde_json::{Value, json};
use trial_extract::emit::circe;
use trial_extract::emit::query::Loss;
use trial_extract::evaluate::patient::{Coded, Event, EventKind};
use trial_extract::evaluate::{Program, Settings, Truth};
use trial_extract::source::{Input, read};
use trial_extract::{Options, extract};

use crate::made::{event, person};
use crate::records::{TRIALS, folder, settings, trial};

fn compiled(text: &str) -> (Value, Vec<Loss>) {
    let Some(Input::Document(document)) = read("t.txt", text.as_bytes()).unwrap().into_iter().next() else { panic!() };
    let trial = extract(&document, &Options::default());
    let program = Program::compile(&trial, &Settings::new("2025-06-01".parse().unwrap()));
    circe::compile(&program, &trial.concepts)
}

/// What is left out of a rule itself.
fn left_out(losses: &[Loss]) -> Vec<&Loss> {
    losses.iter().filter(|loss| !loss.records).collect()
}

/// The rules of a definition, a line each; concept sets as what stands in them.
fn rules(text: &str) -> String {
    let (definition, _) = compiled(text);
    assert_eq!(circe::check(&definition), Vec::<String>::new());
    let rule =
        |rule: &Value| format!("{}: {}", rule["name"].as_str().unwrap(), group(&definition, &rule["expression"]));
    definition["InclusionRules"].as_array().unwrap().iter().map(rule).collect::<Vec<_>>().join("\n")
}

fn group(definition: &Value, group_: &Value) -> String {
    let list = |key: &str| group_[key].as_array().unwrap().clone();
    let mut parts: Vec<String> = list("CriteriaList").iter().map(|event| occurrence(definition, event)).collect();
    parts.extend(list("DemographicCriteriaList").iter().map(|person| fields(definition, person)));
    parts.extend(list("Groups").iter().map(|inner| group(definition, inner)));
    let kind = group_["Type"].as_str().unwrap();
    let count = group_["Count"].as_u64().map(|count| format!(" {count}")).unwrap_or_default();
    match (&parts[..], kind) {
        ([one], "ALL") => one.clone(),
        _ => format!("{kind}{count}({})", parts.join(", ")),
    }
}

fn occurrence(definition: &Value, event: &Value) -> String {
    let (table, criteria) = event["Criteria"].as_object().unwrap().iter().next().unwrap();
    let count = match (event["Occurrence"]["Type"].as_u64(), event["Occurrence"]["Count"].as_u64()) {
        (Some(0), _) => "no ".to_owned(),
        (Some(2), Some(1)) => String::new(),
        (kind, count) => format!("{kind:?} {count:?} "),
    };
    let window = |key: &str| {
        let end = |end: &str| {
            let (days, side) = (&event[key][end]["Days"], event[key][end]["Coeff"].as_i64().unwrap());
            days.as_i64().map(|days| (days * side).to_string()).unwrap_or_default()
        };
        let (start, end) = (end("Start"), end("End"));
        if start.is_empty() && end.is_empty() { String::new() } else { format!(" {key} {start}..{end}") }
    };
    let ends = if event.get("EndWindow").is_some() { window("EndWindow") } else { String::new() };
    format!("{count}{table} {}{}{ends}", fields(definition, criteria), window("StartWindow"))
}

fn fields(definition: &Value, fields: &Value) -> String {
    let set = |id: &Value| {
        let items = definition["ConceptSets"][id.as_u64().unwrap() as usize]["expression"]["items"].as_array().unwrap();
        let code = |item: &Value| {
            let not = if item["isExcluded"] == true { "not " } else { "" };
            let concept = &item["concept"];
            format!("{not}{}:{}", concept["VOCABULARY_ID"].as_str().unwrap(), concept["CONCEPT_CODE"].as_str().unwrap())
        };
        let first: Vec<_> = items.iter().take(3).map(code).collect();
        let more = if items.len() > 3 { format!(" and {}", items.len() - 3) } else { String::new() };
        format!("{}{more}", first.join("|"))
    };
    let mut parts = Vec::new();
    for (name, value) in fields.as_object().unwrap() {
        parts.push(match name.as_str() {
            "CodesetId" => format!("<{}>", set(value)),
            "CorrelatedCriteria" => format!("{{{}}}", group(definition, value)),
            "DateAdjustment" => format!(
                "[{}{:+} by {}{:+}]",
                value["StartWith"].as_str().unwrap(),
                value["StartOffset"].as_i64().unwrap(),
                value["EndWith"].as_str().unwrap(),
                value["EndOffset"].as_i64().unwrap()
            ),
            name if name.ends_with("CS") => {
                let not = if value["IsExclusion"] == true { "not " } else { "" };
                let what = if value["CodesetId"].is_null() { "null".to_owned() } else { set(&value["CodesetId"]) };
                let not = if value["CodesetId"].is_null() { if not.is_empty() { "not " } else { "" } } else { not };
                format!("{name} {not}{what}")
            }
            "StopReason" => format!("StopReason {} {}", value["Op"], value["Text"]),
            name => {
                let extent = value.get("Extent").map(|extent| format!("..{extent}")).unwrap_or_default();
                format!("{name} {} {}{extent}", value["Op"].as_str().unwrap(), value["Value"])
            }
        });
    }
    parts.join(" ").replace('"', "")
}

#[test]
fn a_limit_is_asked_in_every_unit_that_four_digits_hold_it_in() {
    insta::assert_snapshot!(rules("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L within 7 days before enrollment"), @"I1: Measurement <LOINC:718-7> OccurrenceStartDate bt 2025-05-25..2025-06-01 {ALL(no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:g/L|UCUM:mg/mL ValueAsNumber lt 80 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:g/dL ValueAsNumber lt 8 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:mg/dL ValueAsNumber lt 8000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:mg/L|UCUM:ug/mL ValueAsNumber lt 80000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:ug/dL ValueAsNumber lt 8000000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:ng/mL|UCUM:ug/L ValueAsNumber lt 80000000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:ng/dL ValueAsNumber lt 8000000000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS UCUM:ng/L|UCUM:pg/mL ValueAsNumber lt 80000000000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS null ValueAsNumber gt -1000000000000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 UnitCS not UCUM:g/L|UCUM:g/dL|UCUM:mg/L and 9 ValueAsNumber gt -1000000000000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 OperatorCS SNOMED:276139006|SNOMED:276137008 ValueAsNumber gt -1000000000000 StartWindow 0.., no Measurement <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS not None:No matching concept StartWindow 0.., no Observation <LOINC:718-7> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS SNOMED:373066001|SNOMED:373067005 StartWindow 0.., ANY(Measurement <LOINC:718-7> UnitCS UCUM:g/L|UCUM:mg/mL ValueAsNumber gte 80 StartWindow 0..0, Measurement <LOINC:718-7> UnitCS UCUM:g/dL ValueAsNumber gte 8 StartWindow 0..0, Measurement <LOINC:718-7> UnitCS UCUM:mg/dL ValueAsNumber gte 8000 StartWindow 0..0, Measurement <LOINC:718-7> UnitCS UCUM:mg/L|UCUM:ug/mL ValueAsNumber gte 80000 StartWindow 0..0, Measurement <LOINC:718-7> UnitCS UCUM:ug/dL ValueAsNumber gte 8000000 StartWindow 0..0, Measurement <LOINC:718-7> UnitCS UCUM:ng/mL|UCUM:ug/L ValueAsNumber gte 80000000 StartWindow 0..0, Measurement <LOINC:718-7> UnitCS UCUM:ng/dL ValueAsNumber gte 8000000000 StartWindow 0..0, Measurement <LOINC:718-7> UnitCS UCUM:ng/L|UCUM:pg/mL ValueAsNumber gte 80000000000 StartWindow 0..0))}");
}

#[test]
fn a_multiple_of_the_reference_range_is_asked_as_one() {
    insta::assert_snapshot!(rules("Inclusion Criteria:\n* ALT ≤ 3 × ULN"), @"I1: Measurement <LOINC:1742-6> OccurrenceStartDate lte 2025-06-01 RangeHighRatio lte 3 {ALL(no Measurement <LOINC:1742-6> OccurrenceStartDate lte 2025-06-01 RangeHighRatio gt 3 StartWindow 0.., no Measurement <LOINC:1742-6> OccurrenceStartDate lte 2025-06-01 OperatorCS SNOMED:276138003|SNOMED:276140008 ValueAsNumber gt -1000000000000 StartWindow 0.., no Measurement <LOINC:1742-6> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS not None:No matching concept StartWindow 0.., no Observation <LOINC:1742-6> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS SNOMED:373066001|SNOMED:373067005 StartWindow 0.., no Measurement <LOINC:1742-6> OccurrenceStartDate lte 2025-06-01 ValueAsNumber gt -1000000000000 StartWindow 1..)}");
}

#[test]
fn a_disease_that_goes_on_is_asked_for_with_and_without_an_end() {
    insta::assert_snapshot!(rules("Inclusion Criteria:\n* Ascites"), @"I1: ANY(ConditionOccurrence <ICD10CM:R18> [END_DATE+0 by START_DATE+1] OccurrenceEndDate lte 2025-06-02, ConditionOccurrence <ICD10CM:R18> OccurrenceStartDate lte 2025-06-01 OccurrenceEndDate gte 2025-06-01, Observation <ICD10CM:R18> OccurrenceStartDate bt 2025-05-02..2025-06-01 ValueAsConceptCS SNOMED:373066001 {no Observation <ICD10CM:R18> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS SNOMED:373067005 StartWindow 1..})");
}

#[test]
fn an_exclusion_is_negated_and_an_absence_is_recorded() {
    insta::assert_snapshot!(rules("Inclusion Criteria:\n* No history of stroke\n\nExclusion Criteria:\n* History of stroke"), @r"
    I1: ALL(ANY(ConditionOccurrence <DOID:3526|MeSH:D002543|MeSH:D002544 and 6>, Observation <DOID:3526|MeSH:D002543|MeSH:D002544 and 6> ValueAsConceptCS SNOMED:373066001, Observation <DOID:1287|DOID:6713|ICD10CM:I67.9 and 11> ValueAsConceptCS SNOMED:373067005), AT_MOST 0(ANY(ConditionOccurrence <DOID:3526|MeSH:D002543|MeSH:D002544 and 6> OccurrenceStartDate lte 2025-06-01, Observation <DOID:3526|MeSH:D002543|MeSH:D002544 and 6> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS SNOMED:373066001)))
    E1: AT_MOST 0(ANY(ConditionOccurrence <DOID:3526|MeSH:D002543|MeSH:D002544 and 6> OccurrenceStartDate lte 2025-06-01, Observation <DOID:3526|MeSH:D002543|MeSH:D002544 and 6> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS SNOMED:373066001))
    ");
}

#[test]
fn an_age_is_told_by_the_year_and_where_that_leaves_it_open_by_the_day() {
    insta::assert_snapshot!(rules("Inclusion Criteria:\n* Age ≥ 18 years"), @"I1: ANY(Observation <LOINC:21112-8> OccurrenceStartDate lte 2007-06-01, Age gte 19)");
}

#[test]
fn a_dose_is_asked_of_each_drug_in_its_own_milligrams() {
    let rules = rules("Exclusion Criteria:\n* Glucocorticoids > 10 mg/day (prednisone equivalent)");
    assert!(rules.contains("DoseValue gt 10"), "{rules}");
    assert!(rules.contains("DoseValue gt 1.5"), "dexamethasone: {rules}");
}

/// Whether a record of this code is in the concept set that a definition's only rule is about.
fn is_in_first_set(definition: &Value, code: &str) -> bool {
    let items = definition["ConceptSets"][0]["expression"]["items"].as_array().unwrap();
    let there = |excluded: bool| {
        items.iter().any(|item| item["isExcluded"] == excluded && item["concept"]["CONCEPT_CODE"] == code)
    };
    there(false) && !there(true)
}

#[test]
fn an_exception_that_is_a_member_of_its_class_is_left_out_of_the_concept_set() {
    let text = "Exclusion Criteria:\n* Malignancy within the past 5 years except basal cell carcinoma of the skin";
    let (definition, losses) = compiled(text);
    assert_eq!((circe::check(&definition), left_out(&losses).len()), (Vec::new(), 0), "{losses:?}");
    let (basal, melanoma) = ("D002280", "D008545");
    assert!(!is_in_first_set(&definition, basal) && is_in_first_set(&definition, melanoma), "{definition}");
    let (all, _) = compiled(text.split(" except").next().unwrap());
    assert!(is_in_first_set(&all, basal), "it is a malignancy: {all}");

    // A patient with what is excepted alone is not excluded, and one with another malignancy as well is.
    let Some(Input::Document(document)) = read("t.txt", text.as_bytes()).unwrap().into_iter().next() else { panic!() };
    let program =
        Program::compile(&extract(&document, &Options::default()), &Settings::new("2025-06-01".parse().unwrap()));
    let excluded = |names: &[&str]| {
        let events = names.iter().map(|name| event(EventKind::Condition, name, "2024-01-01"));
        program.run(&person("p", events.collect())).criteria[0]
    };
    assert_eq!(excluded(&["basal cell carcinoma"]), Truth::NotMet);
    assert_eq!(excluded(&["basal cell carcinoma", "melanoma"]), Truth::Met);
    // The vocabulary has the codes of members that the text does not name.
    let coded = |code| {
        let concept = Coded::with_code("http://id.nlm.nih.gov/mesh", code, "as coded");
        let events = vec![Event { concept, ..event(EventKind::Condition, "", "2024-01-01") }];
        program.run(&person("p", events)).criteria[0]
    };
    assert_eq!((coded(melanoma), coded(basal)), (Truth::Met, Truth::NotMet));
}

#[test]
fn what_can_not_be_said_is_not_demanded_and_is_named() {
    let text = "Inclusion Criteria:\n* Signed informed consent\n* Age ≥ 18 years\n* Heart failure NYHA class III or IV\n\n\
                Exclusion Criteria:\n* Heart failure NYHA class III or IV";
    let (definition, losses) = compiled(text);
    let rules = definition["InclusionRules"].as_array().unwrap();
    let names: Vec<_> = rules.iter().map(|rule| rule["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["I2", "I3"], "neither consent nor what can not be excluded");
    let named = |id: &str, part: &str| losses.iter().any(|loss| loss.criterion == id && loss.reason.contains(part));
    assert!(named("I1", "narrative") && named("I3", "same event"), "{losses:#?}");
    assert!(named("E1", "same event") && !named("I2", ""), "{losses:#?}");
    // Nothing of what can be said is named.
    assert!(left_out(&compiled("Inclusion Criteria:\n* Platelets ≥ 100 × 10⁹/L\n* Heart failure").1).is_empty());
}

#[test]
fn what_a_record_says_beside_its_concept_has_a_code_of_ours() {
    let rules = |criterion: &str| {
        let text = format!("Inclusion Criteria:\n* {criterion}");
        assert_eq!(left_out(&compiled(&text).1), Vec::<&Loss>::new(), "{criterion}");
        rules(&text)
    };
    let severe = rules("History of severe asthma");
    assert!(severe.contains("ConditionOccurrence <trial-extract:asthma:severe>"), "{severe}");
    assert!(!severe.contains("ConditionOccurrence <ICD10CM"), "of any severity: {severe}");
    // Who had none of any severity has had no severe one; a mild one is none, and one of unknown severity leaves it open.
    let none = rules("No history of severe asthma");
    assert!(none.contains("AT_MOST 0(ANY(ConditionOccurrence <trial-extract:asthma:severe>"), "{none}");
    assert!(
        rules("Lupus nephritis confirmed by biopsy").contains("ConditionOccurrence <trial-extract:lupus_nephritis:by ")
    );
    let air = rules("SpO2 > 92 % on room air");
    assert!(air.starts_with("I1: Measurement <trial-extract:spo2:in on room air>"), "{air}");
    assert!(air.contains("no Measurement <LOINC:"), "what may be on room air as well is not below it: {air}");
    let planned = rules("Planned major surgery");
    assert!(
        planned.contains("Observation <trial-extract:planned>")
            && planned.contains("ValueAsConceptCS trial-extract:major_surgery"),
        "{planned}"
    );
    let family = rules("Family history of long QT syndrome");
    assert!(family.contains("Observation <trial-extract:of:relative>"), "{family}");
    assert!(rules("Failed methotrexate").contains("StopReason endsWith failed"));
}

/// What is not seen of the records of a text's only criterion.
fn unseen(criterion: &str) -> Vec<String> {
    let (_, losses) = compiled(&format!("Inclusion Criteria:\n* {criterion}"));
    assert!(losses.iter().all(|loss| loss.records && loss.criterion == "I1" && !loss.node.is_empty()), "{losses:?}");
    losses.into_iter().map(|loss| loss.reason).collect()
}

#[test]
fn records_that_are_not_seen_are_named_by_criterion() {
    insta::assert_snapshot!(unseen("Creatinine ≤ 1.5 mg/dL").join("\n"), @r"
    a result in another unit than mg/dL, g/L, mg/mL, g/dL, mg/L, ug/mL, ug/dL, ug/L, ng/mL, ng/dL, ng/L, pg/mL, mmol/L, umol/L, nmol/L, pmol/L is not seen
    which of several results of a day is the later one is not seen
    ");
    insta::assert_snapshot!(unseen("ALT ≤ 3 × ULN").join("\n"), @r"
    a result without a reference range beside one that has it is not seen
    what the laboratory flagged a result as is not seen
    which of several results of a day is the later one is not seen
    ");
    insta::assert_snapshot!(unseen("HIV positive").join("\n"), @r"
    what the laboratory flagged a result as is not seen
    which of several results of a day is the later one is not seen
    ");
    assert!(unseen("Heart failure").is_empty());
    assert!(unseen("ECOG 0-1").iter().all(|reason| !reason.contains("unit")), "classes have no unit");
}

#[test]
fn a_result_in_other_words_is_neither_positive_nor_negative() {
    let neither = "no Measurement <LOINC:56888-1> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS not SNOMED:";
    for is in ["positive", "negative"] {
        let rules = rules(&format!("Inclusion Criteria:\n* HIV test {is}"));
        assert!(rules.contains(neither), "{rules}");
    }
    // What is recorded as a class or a number has no such words.
    assert!(!rules("Inclusion Criteria:\n* ALT ≤ 3 × ULN").contains("ValueAsConceptCS not SNOMED:"));
}

#[test]
fn a_class_is_not_met_by_another_one_of_its_scale_and_by_nothing_else() {
    let rules = rules("Inclusion Criteria:\n* No NYHA class III or IV");
    insta::assert_snapshot!(rules, @"I1: Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 {ALL(no Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 OperatorCS null ValueAsNumber eq 3 StartWindow 0.., no Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 OperatorCS SNOMED:276136004|None:No matching concept ValueAsNumber eq 3 StartWindow 0.., no Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 OperatorCS null ValueAsNumber eq 4 StartWindow 0.., no Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 OperatorCS SNOMED:276136004|None:No matching concept ValueAsNumber eq 4 StartWindow 0.., no Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 OperatorCS SNOMED:276139006|SNOMED:276137008|SNOMED:276138003 and 1 ValueAsNumber gt -1000000000000 StartWindow 0.., no Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS trial-extract:nyha:3|trial-extract:nyha:3A|trial-extract:nyha:3B and 7 StartWindow 0.., no Measurement <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS not trial-extract:nyha:3|trial-extract:nyha:3A|trial-extract:nyha:3B and 18 StartWindow 0.., no Observation <trial-extract:nyha> OccurrenceStartDate lte 2025-06-01 ValueAsConceptCS SNOMED:373066001|SNOMED:373067005 StartWindow 0.., ANY(Measurement <trial-extract:nyha> OperatorCS null ValueAsNumber lt 3 StartWindow 0..0, Measurement <trial-extract:nyha> OperatorCS SNOMED:276136004|None:No matching concept ValueAsNumber lt 3 StartWindow 0..0, Measurement <trial-extract:nyha> OperatorCS null ValueAsNumber bt 3.0001..3.9999 StartWindow 0..0, Measurement <trial-extract:nyha> OperatorCS SNOMED:276136004|None:No matching concept ValueAsNumber bt 3.0001..3.9999 StartWindow 0..0, Measurement <trial-extract:nyha> OperatorCS null ValueAsNumber gt 4 StartWindow 0..0, Measurement <trial-extract:nyha> OperatorCS SNOMED:276136004|None:No matching concept ValueAsNumber gt 4 StartWindow 0..0, Measurement <trial-extract:nyha> ValueAsConceptCS trial-extract:nyha:1|trial-extract:nyha:1A|trial-extract:nyha:1B and 7 StartWindow 0..0))}");
}

#[test]
fn the_form_that_the_readme_shows_is_what_comes_out() {
    let (definition, losses) = compiled("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L within 7 days before enrollment");
    let readme = std::fs::read_to_string(folder().join("../../README.md")).unwrap();
    let shown = readme.lines().filter(|line| line.starts_with("{\"Measurement\"") || line.starts_with("{\"concept\""));
    let shown: Vec<Value> = shown.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(shown.len(), 2);
    let table = "/InclusionRules/0/expression/CriteriaList/0/Criteria/Measurement/CorrelatedCriteria/Groups/0";
    let of_units = definition.pointer(table).unwrap()["CriteriaList"].as_array().unwrap();
    assert!(of_units.iter().any(|event| event["Criteria"] == shown[0]), "{of_units:#?}");
    let item = &definition["ConceptSets"][0]["expression"]["items"][0];
    assert_eq!((&item["concept"], &item["includeDescendants"]), (&shown[1]["concept"], &json!(true)));
    assert!(left_out(&losses).is_empty());
}

#[test]
fn concepts_stand_by_their_codes_and_are_not_resolved() {
    let (definition, _) = compiled("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L\n* SLEDAI-2K ≥ 6");
    let items = |at: usize| definition["ConceptSets"][at]["expression"]["items"][0].clone();
    assert_eq!(items(0)["concept"]["VOCABULARY_ID"], "LOINC");
    assert_eq!(items(0)["concept"]["CONCEPT_ID"], Value::Null);
    assert_eq!(items(0)["includeDescendants"], true);
    let sets = definition["ConceptSets"].as_array().unwrap();
    let own =
        sets.iter().map(|set| &set["expression"]["items"][0]["concept"]).find(|c| c["CONCEPT_CODE"] == "sledai_2k");
    assert_eq!(own.unwrap()["VOCABULARY_ID"], circe::OWN);
}

#[test]
fn every_definition_of_the_corpus_is_well_formed() {
    let mut definitions = 0;
    for name in TRIALS {
        let trial = trial(name);
        let program = Program::compile(&trial, &settings());
        for definition in [circe::compile(&program, &trial.concepts).0, circe::answers(&program, &trial.concepts).0] {
            let problems: Vec<_> =
                circe::check(&definition).into_iter().filter(|p| !p.contains("more rules")).collect();
            assert!(problems.is_empty(), "{name}: {problems:#?}");
            definitions += 1;
        }
    }
    for amendment in std::fs::read_dir(folder().join("../amendments")).unwrap() {
        for file in std::fs::read_dir(amendment.unwrap().path()).into_iter().flatten() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let (definition, _) = compiled(&std::fs::read_to_string(&path).unwrap());
                assert_eq!(circe::check(&definition), Vec::<String>::new(), "{}", path.display());
                definitions += 1;
            }
        }
    }
    assert!(definitions > 100, "{definitions}");
}

#[test]
fn more_rules_than_circe_can_add_up_are_taken_together() {
    let criteria: Vec<_> = (1..=60).map(|n| format!("* Platelets ≥ {n} × 10⁹/L")).collect();
    let (definition, _) = compiled(&format!("Inclusion Criteria:\n{}\n", criteria.join("\n")));
    assert_eq!(circe::check(&definition), Vec::<String>::new());
    let rules = definition["InclusionRules"].as_array().unwrap();
    let name = |at: usize| rules[at]["name"].as_str().unwrap();
    assert_eq!((rules.len(), name(48)), (50, "I49"));
    assert!(name(49).starts_with("I50, I51, ") && name(49).ends_with(", I60"), "{}", name(49));
}

#[test]
fn a_definition_that_says_nonsense_is_found_out() {
    let (definition, _) = compiled("Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L within 7 days");
    assert_eq!(circe::check(&definition), Vec::<String>::new());
    let event = "/InclusionRules/0/expression/CriteriaList/0";
    let table = format!("{event}/Criteria/Measurement");
    for (place, value, problem) in [
        (format!("{table}/CodesetId"), json!(99), "there is no concept set 99"),
        (format!("{table}/OccurrenceStartDate/Op"), json!(null), "is no operator"),
        (format!("{table}/OccurrenceStartDate/Op"), json!("atleast"), "is no operator"),
        (format!("{table}/OccurrenceStartDate/Extent"), json!("2025-05-01"), "from"),
        (format!("{table}/OccurrenceStartDate/Value"), json!("2025-02-30"), "is no date"),
        (format!("{event}/StartWindow/Start"), json!({"Days": 3, "Coeff": 2}), "a window"),
        (format!("{event}/StartWindow/End"), json!({"Days": null, "Coeff": -1}), ""),
        (format!("{event}/Occurrence/Count"), json!(0), "an occurrence of type"),
        ("/InclusionRules/0/expression/Type".to_owned(), json!("SOME"), "is no type of group"),
        ("/ConceptSets/0/expression/items".to_owned(), json!([]), "no items"),
        ("/ConceptSets/0/expression/items/0/concept/CONCEPT_CODE".to_owned(), json!(""), "without a code"),
        ("/PrimaryCriteria/CriteriaList".to_owned(), json!([]), "no index event"),
    ] {
        let mut broken = definition.clone();
        *broken.pointer_mut(&place).unwrap() = value;
        let problems = circe::check(&broken);
        assert!(problem.is_empty() || problems.iter().any(|p| p.contains(problem)), "{place}: {problems:?}");
    }
}
