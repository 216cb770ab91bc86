//! What verbs say of when something was given, done or needed, and what is said once for several things.

use trial_extract::rule::Section;

use super::{all_excluded, excluded, reading, reading_in};

fn excluding(text: &str) -> String {
    reading_in(Section::Exclusion, text)
}

#[test]
fn what_goes_on_is_current() {
    assert_eq!(excluding("Undergoing dialysis"), "procedure current dialysis");
    assert_eq!(excluding("On mechanical ventilation"), "procedure current mechanical ventilation");
    assert_eq!(excluding("Patient requires supplemental oxygen"), "procedure current oxygen therapy");
    assert_eq!(excluding("Dependent on dialysis"), "procedure current dialysis");
    assert_eq!(
        excluding("Receiving dialysis or chemotherapy"),
        "any(procedure current dialysis, drug current chemotherapy)"
    );
    assert_eq!(reading("Not currently on dialysis"), "not(procedure current dialysis)");
    // Near misses: a time says when, it was done once, it is to come, or it is how something is found.
    assert_eq!(excluding("Undergoing dialysis within 4 weeks"), "procedure dialysis [within past 4 wk]");
    assert_eq!(excluding("Underwent dialysis"), "procedure dialysis");
    assert_eq!(excluding("Patients who will require surgery"), "procedure planned surgery");
    assert_eq!(excluding("Metastasis on MRI"), "condition metastasis having procedure MRI");
    assert_eq!(
        excluding("Asthma exacerbation (requiring hospitalization) within 6 months"),
        "condition asthma exacerbation [within past 6 mo] having procedure hospitalization"
    );
}

#[test]
fn what_was_given_may_be_over() {
    assert_eq!(excluding("Has received rituximab"), "drug history of rituximab");
    assert_eq!(excluding("Prior treatment with bevacizumab"), "drug history of bevacizumab");
    assert_eq!(
        reading("Have not received chemotherapy or immunotherapy"),
        "all(not(drug history of chemotherapy), not(drug history of immunotherapy))"
    );
    // Near misses: it may go on, or a time says when.
    assert_eq!(excluding("Treatment with rituximab"), "drug rituximab");
    assert_eq!(excluding("Received rituximab within 6 months"), "drug rituximab [within past 6 mo]");
}

#[test]
fn a_status_is_an_alternative_to_a_quality() {
    assert_eq!(
        excluding("Prior or active malignancy"),
        "any(condition history of malignancy, condition active malignancy)"
    );
    assert_eq!(excluding("Current or chronic use of opioids"), "any(drug current opioid, drug chronic opioid)");
    // Near miss: a quality that follows no status.
    assert_eq!(excluding("Prior severe asthma"), "condition history of severe asthma");
}

#[test]
fn what_is_denied_before_a_list_is_denied_of_each() {
    let none = "all(not(condition asthma), not(condition COPD), not(condition bronchiectasis))";
    for text in [
        "Free of asthma, COPD and bronchiectasis",
        "Absence of asthma, COPD and bronchiectasis",
        "No asthma, COPD and bronchiectasis",
        "Denies asthma, COPD, or bronchiectasis",
    ] {
        assert_eq!(reading(text), none, "{text}");
    }
    assert_eq!(
        reading("Negative for HIV, hepatitis B, and hepatitis C"),
        "all(HIV infection negative, hepatitis B negative, hepatitis C negative)"
    );
    // Near misses: something of its own is said of the second.
    assert_eq!(reading("No asthma and known COPD"), "all(not(condition asthma), condition COPD)");
    assert_eq!(
        reading("Non-diabetic and hypertensive patients"),
        "all(not(condition diabetes mellitus), condition hypertension)"
    );
}

#[test]
fn a_degree_that_is_denied_leaves_the_thing_itself() {
    assert_eq!(
        reading("Non-emergent cardiac surgery"),
        "procedure cardiac surgery other than procedure emergency cardiac surgery"
    );
    assert_eq!(reading("Non-elective surgery"), "procedure surgery other than procedure elective surgery");
    assert_eq!(
        reading("Non-metastatic breast cancer"),
        "condition breast cancer other than condition metastatic breast cancer"
    );
    // Near misses: a name of its own, a state that is denied.
    assert_eq!(reading("Non-small cell lung cancer"), "condition non-small cell lung cancer");
    assert_eq!(reading("Non-diabetic patients"), "not(condition diabetes mellitus)");
}

#[test]
fn what_is_without_several_has_none_of_them() {
    assert_eq!(
        excluding("Asthma without fever or cough"),
        "condition asthma other than any(condition fever, condition cough)"
    );
    // Near miss: what is listed beside it.
    assert_eq!(
        excluding("Asthma without fever, or COPD"),
        "any(condition asthma other than condition fever, condition COPD)"
    );
}

#[test]
fn what_lifts_a_limit_lifts_the_one_it_is_about() {
    assert_eq!(
        reading("ALT <= 3 x ULN and bilirubin <= 2 x ULN unless Gilbert syndrome"),
        "all(ALT ≤ 3 ×ULN, any(total bilirubin ≤ 2 ×ULN, condition Gilbert syndrome))"
    );
    assert_eq!(
        excluding("ALT above 3 x ULN, or bilirubin above 2 x ULN unless due to Gilbert syndrome"),
        "any(ALT > 3 ×ULN, all(total bilirubin > 2 ×ULN, not(condition Gilbert syndrome)))"
    );
    // Near miss: what may raise both.
    assert_eq!(
        reading("ALT <= 3 x ULN and AST <= 3 x ULN unless liver metastases"),
        "any(all(ALT ≤ 3 ×ULN, AST ≤ 3 ×ULN), condition liver metastasis)"
    );
}

#[test]
fn a_list_of_demands_is_no_choice() {
    assert_eq!(
        reading("Breast cancer, HER2-negative, ER and/or PR positive"),
        "all(condition breast cancer, HER2 negative, any(estrogen receptor positive, progesterone receptor positive))"
    );
    assert_eq!(
        reading("Hepatitis C, treatment-naive or previously failed interferon"),
        "all(condition hepatitis C, any(observation treatment naive, drug history of interferon [outcome: failed]))"
    );
    assert_eq!(
        reading("Schizophrenia, clinically stable, and no hospital admission in the last 3 months"),
        "all(condition schizophrenia, condition stable schizophrenia, not(procedure hospitalization [within past 3 mo]))"
    );
    // Near miss: a list of which one is enough.
    assert_eq!(
        reading("HER2 positive, ER positive, or PR positive"),
        "any(HER2 positive, estrogen receptor positive, progesterone receptor positive)"
    );
}

#[test]
fn a_window_with_a_tolerance_is_not_decided() {
    let read = reading("Blood draw 30 days (± 3 days) after vaccination");
    assert_eq!(read, "all(procedure venipuncture, ‹30 days (± 3 days: in no part of the rule›)");
    assert!(!reading("Surgery 6 weeks +/- 2 weeks before enrollment").contains("6 wk"));
    // Near miss: a limit of its own.
    assert_eq!(reading("Weight change of ± 2 kg within 3 months"), "weight change ≤ 2 kg [within past 3 mo]");
}

#[test]
fn a_history_has_no_window_of_what_is_named_after_it() {
    assert_eq!(
        excluding("History of suicide attempt, or suicidal ideation in the past year"),
        "any(condition history of suicide attempt, condition history of suicidal ideation [within past 1 a])"
    );
    // Near miss: a list that has one window.
    assert_eq!(
        excluding("History of stroke or seizure in the past year"),
        "any(condition history of stroke [within past 1 a], condition history of seizure [within past 1 a])"
    );
}

#[test]
fn how_the_first_is_used_is_how_each_is() {
    assert_eq!(
        excluding("Long-term use of aspirin, clopidogrel or warfarin"),
        "any(drug chronic aspirin, drug chronic clopidogrel, drug chronic warfarin)"
    );
    assert_eq!(
        excluding("Regular use of aspirin or NSAIDs"),
        "any(drug regularly used aspirin, drug regularly used NSAID)"
    );
    // Near miss: a disease after them.
    assert_eq!(excluding("Long-term use of aspirin or asthma"), "any(drug chronic aspirin, condition asthma)");
}

#[test]
fn what_a_name_is_part_of_is_not_the_name() {
    assert_eq!(excluding("Antibiotic prophylaxis"), "drug prophylactic antibiotic");
    assert_eq!(excluding("ST-segment depression > 1 mm"), "ST-segment depression > 1 mm");
    assert_eq!(excluding("ST elevation > 1 mm"), "ST-segment elevation > 1 mm");
    assert_eq!(excluding("On maximum tolerated statin therapy"), "drug maximum tolerated statin");
    assert!(!reading("Seen at the clinic in Rochester, MN").contains("nephropathy"));
    // Near misses: the disease after another one, the drug alone.
    assert_eq!(excluding("Lupus nephritis, MN"), "any(condition lupus nephritis, condition membranous nephropathy)");
    assert_eq!(excluding("Antibiotic use"), "drug antibiotic");
}

#[test]
fn of_planned_each_item_keeps_its_own() {
    assert_eq!(
        excluded("- Current or planned pregnancy"),
        "any(condition current pregnancy, observation planning pregnancy)"
    );
    assert_eq!(
        excluded("- Known, suspected, or planned pregnancy"),
        "any(condition pregnancy, condition suspected pregnancy, observation planning pregnancy)"
    );
    assert_eq!(
        excluded("- Planned or performed surgery within 4 weeks before screening"),
        "any(procedure planned surgery [within 4 wk before screening], procedure surgery [within 4 wk before screening])"
    );
    // Near misses.
    assert_eq!(
        excluded("- Planned surgery or radiotherapy"),
        "any(procedure planned surgery, procedure planned radiotherapy)"
    );
    assert_eq!(
        excluded("- Expecting to conceive or lactating"),
        "any(observation planning pregnancy, condition lactation)"
    );
}

#[test]
fn a_lifetime_diagnosis_is_of_now_or_before() {
    all_excluded(&[
        ("Lifetime diagnosis of bipolar disorder", "condition ever bipolar disorder"),
        (
            "A current diagnosis of depression or a lifetime diagnosis of psychosis",
            "any(condition current depression, condition ever psychosis)",
        ),
        // Near miss: how much in a whole life.
        ("More than 10 uses of cannabis in lifetime", "drug cannabis [count > 10]"),
    ]);
}
