//! What verbs say of when something was given, done or needed, and what is said once for several things.

use trial_extract::rule::Section;

use super::{reading, reading_in};

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
