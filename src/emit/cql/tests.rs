#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;

use super::compile;
use crate::evaluate::interval::Count;
use crate::evaluate::program::{Pick, Test};
use crate::evaluate::{Program, Settings};
use crate::rule::Section;
use crate::source::{Input, read};
use crate::{Options, extract};

fn program(criterion: &str) -> Program {
    let text = format!("Inclusion criteria:\n1. {criterion}\n");
    let Some(Input::Document(document)) = read("made.txt", text.as_bytes()).unwrap().into_iter().next() else {
        panic!("{criterion}")
    };
    let trial = extract(&document, &Options::default());
    assert_eq!(trial.criteria[0].section, Some(Section::Inclusion));
    let mut settings = Settings::new("2025-06-01".parse().unwrap());
    settings.events.insert("enrollment".into(), "2025-05-22".parse().unwrap());
    settings.events.insert("lymphodepletion".into(), "2025-05-28".parse().unwrap());
    Program::compile(&trial, &settings)
}

/// What the library has of its own: all after what every library has.
fn own(criterion: &str) -> String {
    let (library, losses) = compile(&program(criterion));
    assert!(losses.iter().all(|loss| loss.records), "{losses:?}");
    let names = library.find("define \"Names\"").unwrap();
    library[names..].lines().filter(|line| !line.starts_with("  '|")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_limit_in_a_window() {
    assert_snapshot!(own("Hemoglobin ≥ 80 g/L within 7 days before enrollment"), @r#"
    define "Names": Combine({

    define "Capitals": Combine({

    define "Codes": Combine({

    define "ids: hemoglobin": { 'hemoglobin' }
    define "classes: hemoglobin": { 'hemoglobin' }
    define "facts: hemoglobin": Of("ids: hemoglobin")

    define function "80 g/L hemoglobin"(unit String):
      case unit
        when 'g/L' then 80.0 when 'mg/mL' then 80.0 when 'g/dL' then 8.0 when 'mg/dL' then 8000.0 when 'mg/L' then 80000.0 when 'ug/mL' then 80000.0
        when 'ug/dL' then 8000000.0 when 'ug/L' then 80000000.0 when 'ng/mL' then 80000000.0 when 'ng/dL' then 8000000000.0 when 'ng/L' then 80000000000.0 when 'pg/mL' then 80000000000.0
        else null end

    define "test: Hemoglobin":
      Latest(
        "facts: hemoglobin" F
        where F.kind in { 'measurement', 'observation' } and F.subject is null and F.result.measured
        return all Tuple { first: start of F.time.order, last: end of F.time.order,
          counts: Certain(F.certainty, F.result.type) and Within(F.time, @2025-05-15, @2025-05-22),
          holds: AtLeast(F.result.number, "80 g/L hemoglobin"(F.result.unit)) })

    // ---- Criteria -------------------------------------------------------------------------------------------------------

    // Hb ≥ 80 g/L [within 7 d before enrollment]
    define "I1":
      "test: Hemoglobin"

    define "Eligible":
      "I1"
    "#);
}

#[test]
fn a_multiple_of_the_limit_of_normal_needs_no_unit() {
    let library = own("ALT < 2.5 × ULN");
    assert!(library.contains("holds: not TimesAtLeast(F.result.upper, 2.5)"), "{library}");
    assert!(!library.contains("F.result.unit"), "{library}");
}

#[test]
fn a_limit_given_twice_is_compared_in_the_unit_of_the_result() {
    let library = own("Total bilirubin ≤ 34 μmol/L (≤ 2.0 mg/dL)");
    assert!(library.contains("when 'umol/L' then 34.0"), "{library}");
    assert!(library.contains("when 'mg/dL' then 2.0"), "{library}");
}

#[test]
fn mass_becomes_molar_by_the_analyte() {
    let library = own("Creatinine ≤ 1.5 mg/dL");
    assert!(library.contains("when 'umol/L' then 132.6"), "{library}");
    let other = own("Ferritin ≤ 500 ng/mL");
    assert!(!other.contains("'umol/L'"), "{other}");
}

#[test]
fn what_belongs_to_an_event_is_asked_of_that_event() {
    let library = own("No malignancy other than basal cell carcinoma of the skin");
    assert!(library.contains("not SameEvent(IsOf("), "{library}");
}

#[test]
fn what_can_not_be_said_is_unknown_and_told() {
    let mut program = program("Hemoglobin ≥ 80 g/L");
    let Test::Facts(test) = &mut program.tests[0] else { panic!("{:?}", program.tests) };
    let count = Count { low: Some(3), high: None };
    test.pick = Pick::Repeated { count, apart: Some(Count { low: Some(7), high: None }) };
    let (library, losses) = compile(&program);
    let told: Vec<_> = losses
        .iter()
        .filter(|loss| !loss.records)
        .map(|loss| (loss.criterion.as_str(), loss.reason.as_str()))
        .collect();
    assert_eq!(told, [("I1", "more than two values so many days apart")]);
    assert!(library.contains("define \"test: Hemoglobin\":\n  (null as Boolean)\n"), "{library}");
}

#[test]
fn every_name_is_defined_once() {
    let (library, _) =
        compile(&program("Hemoglobin ≥ 80 g/L, and hemoglobin < 200 g/L, and no hemoglobin ≥ 90 g/L ever"));
    let mut names: Vec<_> = library.lines().filter_map(|line| line.strip_prefix("define ")).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn a_mean_is_taken_in_the_unit_of_the_limit() {
    let mut program = program("Hemoglobin ≥ 80 g/L");
    let Test::Facts(test) = &mut program.tests[0] else { panic!("{:?}", program.tests) };
    test.pick = Pick::Mean(Some(3));
    let (library, losses) = compile(&program);
    assert!(losses.iter().all(|loss| loss.records), "{losses:?}");
    assert!(library.contains("define \"number: Hemoglobin\":\n  MeanOf(Numbers("), "{library}");
    assert!(library.contains("when 'g/dL' then Tuple { times: 10.0, over: 1.0, more: 0.0 }"), "{library}");
    assert!(library.contains("define \"test: Hemoglobin\":\n  AtLeast(\"number: Hemoglobin\", 80.0)"), "{library}");
}

#[test]
fn a_result_in_a_unit_that_no_table_has_is_in_the_loss_report() {
    let unseen = |criterion: &str| compile(&program(criterion)).1;
    let [loss] = &unseen("Hemoglobin ≥ 80 g/L")[..] else { panic!() };
    assert_eq!((loss.criterion.as_str(), loss.node.as_str(), loss.records), ("I1", "Hemoglobin", true));
    assert!(loss.reason.starts_with("a result in another unit than g/L, mg/mL, g/dL, "), "{}", loss.reason);
    assert_eq!(unseen("ECOG 0-1"), []);
    assert_eq!(unseen("Heart failure"), []);
}
