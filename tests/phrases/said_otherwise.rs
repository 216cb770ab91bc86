//! Headings without a colon, responses that were missed, and what stands beside a treatment or a denial.

use super::{all_excluded, all_read, trial_of};

/// The ids of the criteria at the top of a text.
fn ids(text: &str) -> Vec<String> {
    trial_of(text).criteria.into_iter().filter_map(|c| c.id).collect()
}

#[test]
fn a_section_for_people_needs_no_colon() {
    let headed =
        "Inclusion Criteria:\n\n* Age ≥ 18\n\nExclusion Criteria Traumatic Brain Injury (TBI) patients\n\n* Aphasia\n";
    assert_eq!(ids(headed), ["I1", "E1"]);
    // Near misses.
    let sentence =
        "Inclusion Criteria:\n\n* Age ≥ 18\n\nExclusion criteria are listed below for patients\n\n* Aphasia\n";
    assert_eq!(ids(sentence), ["I1", "I2", "I3"]);
    let bullet = "Inclusion Criteria:\n\n* Age ≥ 18\n* Exclusion criteria stroke patients\n";
    assert_eq!(ids(bullet), ["I1", "I2"]);
}

#[test]
fn a_response_that_was_not_achieved_failed() {
    all_read(&[
        ("Failed to achieve a clinical response to an antidepressant", "drug antidepressant [outcome: failed]"),
        ("Did not achieve a response to methotrexate", "drug methotrexate [outcome: failed]"),
        ("Failed to respond to methotrexate", "drug methotrexate [outcome: failed]"),
        // Near miss.
        ("Responded to methotrexate", "drug methotrexate [outcome: responded]"),
    ]);
}

#[test]
fn if_tolerated_is_said_of_the_drug_before_it() {
    all_read(&[
        (
            "Heart failure on a beta-blocker, if tolerated, and SBP ≥ 150 mmHg",
            "all(condition heart failure having drug beta blocker, systolic blood pressure ≥ 150 mmHg, ‹if tolerated: in no part of the rule›)",
        ),
        // Near misses.
        (
            "Beta-blocker and, if tolerated, spironolactone",
            "all(drug beta blocker, if ‹tolerated: no known concept›: drug spironolactone)",
        ),
        ("Metformin, if tolerated", "if ‹tolerated: no known concept›: drug metformin"),
    ]);
}

#[test]
fn who_lacks_one_of_two_does_not_have_both() {
    all_excluded(&[
        (
            "Do not have a smartphone and a caregiver",
            "any(not(observation telephone access), not(observation caregiver))",
        ),
        // Near misses.
        ("Do not have diabetes or hypertension", "all(not(condition diabetes mellitus), not(condition hypertension))"),
        ("Does not have a caregiver and lives alone", "all(not(observation caregiver), observation living alone)"),
    ]);
    all_read(&[(
        "Do not have diabetes and hypertension",
        "all(not(condition diabetes mellitus), not(condition hypertension))",
    )]);
}

#[test]
fn other_people_are_excluded_for_themselves() {
    all_excluded(&[
        ("ASA class III or higher and parent refusal", "any(ASA class ≥ III, «consent: parent refusal»)"),
        (
            "Patients with pacemakers and those who refuse MRI",
            "any(procedure pacemaker implantation, «consent: those who refuse MRI»)",
        ),
        (
            "Epilepsy, pregnancy, and those likely to start dialysis",
            "any(condition epilepsy, condition pregnancy, procedure planned dialysis)",
        ),
        // Near miss.
        ("Epilepsy and treatment with warfarin", "all(condition epilepsy, drug warfarin)"),
    ]);
}

#[test]
fn what_confirms_a_disease_is_how_it_was_found() {
    all_read(&[
        ("Fracture confirmed with X-ray, CT, or MRI", "condition fracture [by X-ray; CT; MRI]"),
        ("Stroke documented with CT", "condition stroke [by CT]"),
        ("Stroke (diagnosed with CT or MRI)", "condition stroke [by CT; MRI]"),
        (
            "Severe aphasia (diagnosed with neuropsychological assessment)",
            "condition severe aphasia [by neuropsychological assessment]",
        ),
        // Near miss.
        ("Stroke (diagnosed with depression)", "condition stroke having condition depression"),
    ]);
}

#[test]
fn examples_of_a_therapy_stand_in_its_window() {
    all_excluded(&[
        (
            "Local therapy within 4 weeks before the first dose, including but not limited to surgery or radiotherapy",
            "procedure local therapy {open: surgery, radiotherapy} [within 4 wk before first dose]",
        ),
        // Near miss.
        (
            "Local therapy within 4 weeks before the first dose or surgery",
            "any(procedure local therapy [within 4 wk before first dose], procedure surgery)",
        ),
    ]);
}

#[test]
fn an_event_before_a_colon_is_asked_beside_its_limit() {
    all_read(&[
        (
            "Prior radical prostatectomy: PSA > 0.2 ng/mL",
            "all(procedure history of radical prostatectomy, PSA > 0.2 ng/mL)",
        ),
        // Near misses.
        ("Blood routine: Hb > 9 g/dL", "Hb > 9 g/dL"),
        ("Renal function: creatinine < 1.5 mg/dL", "creatinine < 1.5 mg/dL"),
    ]);
}

#[test]
fn words_that_look_like_something_measured_or_a_disease() {
    all_excluded(&[
        ("As this is a study of asthma", "condition asthma"),
        ("Tuberculosis or evidence of TB by Xpert", "any(condition tuberculosis, condition tuberculosis [by Xpert])"),
        ("Metal implants above the waist", "all(condition metal implant, ‹waist: in no part of the rule›)"),
        ("Folic acid or vitamin B12 deficiency", "any(condition folate deficiency, condition vitamin B12 deficiency)"),
        (
            "Residence in a nursing home or long-term care facility",
            "any(observation nursing home, observation long-term care)",
        ),
        ("Life expectation < 6 months", "life expectancy < 6 mo"),
        // Near misses.
        ("Waist above 94 cm", "waist circumference > 94 cm"),
        ("TB > 1.5 × ULN", "total bilirubin > 1.5 ×ULN"),
    ]);
}
