//! What a number, a degree or a moment is said of, where it stands beside several things: the person, the disease before a colon
//! or a comma, an event in the past, a pregnancy.

use super::{all_excluded, all_read, excluded};

#[test]
fn an_age_at_an_event_is_no_present_age() {
    all_read(&[
        ("Age at migraine onset <50", "age < 50 a [at migraine onset]"),
        ("Age at first seizure <18", "age < 18 a [at first seizure]"),
        ("Age of onset of psychosis 16-35", "age 16..35 a [at onset of psychosis]"),
        ("Age at menarche <12", "age < 12 a [at menarche]"),
        ("age at diagnosis < 50", "age < 50 a [at diagnosis]"),
        ("Age of participants 18-65", "age 18..65 a"),
    ]);
}

#[test]
fn a_disease_before_a_colon_is_demanded_as_well() {
    all_read(&[
        ("Uveitis: prednisone 10 mg/day or less", "all(condition uveitis, drug prednisone [dose ≤ 10 mg/d])"),
        ("DMD: age 4-7 years", "all(condition Duchenne muscular dystrophy, age 4..7 a)"),
        ("Typhoid: fever ≥38 °C", "all(condition typhoid fever, temperature ≥ 38 Cel)"),
        ("Candidemia: positive blood culture", "all(condition candidemia, culture positive)"),
        ("Thrombocytopenia: platelets < 100 x 10^9/L", "PLT < 100 ×10⁹/L"),
    ]);
    all_excluded(&[("Uveitis: prednisone > 10 mg/day", "drug prednisone [dose > 10 mg/d]")]);
}

#[test]
fn a_degree_between_commas_is_of_the_disease() {
    all_read(&[
        (
            "Asthma, moderate or severe, treated with salbutamol",
            "all(condition moderate to severe asthma, drug albuterol)",
        ),
        (
            "OUD, moderate to severe, on buprenorphine",
            "all(condition moderate to severe opioid use disorder, drug buprenorphine)",
        ),
        ("Asthma, severe eczema", "any(condition asthma, condition severe eczema)"),
    ]);
}

#[test]
fn weeks_of_a_pregnancy_are_no_time_ago() {
    all_read(&[
        ("cervical length ≤25 mm between 16-24 weeks", "cervical length ≤ 25 mm having (gestational age 16..24 wk)"),
        ("Hb < 11 g/dL at 28-34 weeks of pregnancy", "Hb < 11 g/dL having (gestational age 28..34 wk)"),
        ("BMI before pregnancy > 30", "BMI > 30 [before condition pregnancy]"),
        ("pre-pregnancy BMI > 30", "BMI > 30 [before condition pregnancy]"),
        ("BMI before surgery > 30", "BMI > 30 [before surgery]"),
    ]);
}

#[test]
fn brackets_give_an_age_exactly() {
    all_read(&[
        ("Infants 2 months of age (42-89 days)", "age 42..89 d"),
        ("Infants 2 months of age", "age = 2 mo"),
        (
            "Pain score ≥4 (0 = no pain, 10 = worst pain)",
            "pain score ≥ 4 {score} [setting: 0 = no pain, 10 = worst pain]",
        ),
        ("male, ≥50 kg, BMI 19-30", "all(sex male, body weight ≥ 50 kg, BMI 19..30)"),
    ]);
}

#[test]
fn free_of_something_for_so_long_looks_back() {
    all_read(&[
        ("medication-free ≥2 weeks", "not(observation medication [within past < 2 wk])"),
        ("seizure-free ≥ 12 months", "not(condition seizure [within past < 12 mo])"),
        ("gluten-free diet for ≥ 12 months", "observation gluten-free diet [for ≥ 12 mo]"),
    ]);
}

#[test]
fn a_number_of_events_is_no_dose() {
    all_read(&[
        ("on caffeine, ≥3 apneas per day", "all(drug caffeine, apneas per day ≥ 3 {apneas}/d)"),
        (
            "on CPAP, ≥3 desaturations/h",
            "all(procedure current continuous positive airway pressure, desaturations/h ≥ 3 {desaturations}/h)",
        ),
        ("on prednisone, ≥ 10 mg per day", "all(drug prednisone, drug prednisone [dose ≥ 10 mg/d])"),
        ("on omeprazole, ≥ 2 tablets per day", "all(drug omeprazole, drug omeprazole [dose ≥ 2 {tablet}/d])"),
    ]);
}

#[test]
fn how_many_joints_are_counted_is_no_limit() {
    all_read(&[
        ("≥3/68 TJC", "tender joint count ≥ 3"),
        ("SJC ≥ 2/66", "swollen joint count ≥ 2"),
        ("NRS ≥ 4/10", "NRS ≥ 4 {score}"),
    ]);
    let open = super::reading("≥3/50 TJC");
    assert!(open.contains("3/50"), "{open}");
}

#[test]
fn what_a_relative_had_is_beside_the_own_history() {
    let both = "any(condition history of epilepsy, condition epilepsy [of relative])";
    assert_eq!(excluded("Previous or family history of epilepsy"), both);
    assert_eq!(excluded("Personal or family history of epilepsy"), both);
    // Near miss: of the relatives alone.
    assert_eq!(excluded("Family history of epilepsy"), "condition epilepsy [of relative]");
}
