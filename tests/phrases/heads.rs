//! What a head says of each item of its list, nested or after a colon.

use trial_extract::rule::{Section, Trial};
use trial_extract::source::Document;
use trial_extract::{Options, extract};

use super::{excluded, reading as demanded};

/// The readings of a head and of its only item.
fn nested(section: Section, head: &str, item: &str) -> [String; 2] {
    let text = format!("1. {head}\n   - {item}\n");
    let document = Document { text, ..Document::default() };
    let Trial { criteria, .. } = extract(&document, &Options { section: Some(section) });
    let group = &criteria[0];
    [group.reading.clone().unwrap(), group.criteria[0].reading.clone().unwrap()]
}

/// The reading of an item that excludes.
fn item(head: &str, text: &str) -> String {
    let [_, item] = nested(Section::Exclusion, head, text);
    item
}

#[test]
fn of_whom() {
    assert_eq!(item("Family history of:", "breast cancer"), "condition breast cancer [of relative]");
    assert_eq!(item("Mother with any of the following:", "HIV infection"), "condition HIV infection [of mother]");
    assert_eq!(item("Donor with history of:", "hepatitis B"), "condition history of hepatitis B [of donor]");
    assert_eq!(item("Caregivers who have:", "dementia"), "condition dementia [of caregiver]");
    assert_eq!(
        excluded("- Personal or family history of: thrombosis"),
        "any(condition history of thrombosis, condition thrombosis [of relative])"
    );
    assert_eq!(
        excluded("- Patient or partner with any of the following: HIV"),
        "any(condition HIV infection, condition HIV infection [of partner])"
    );
    assert_eq!(
        excluded("- Family history: breast cancer, asthma"),
        "any(condition breast cancer [of relative], condition asthma [of relative])"
    );
    // The children are the patients, and a topic says nothing of its items.
    assert_eq!(excluded("- Children with: asthma"), "all(condition asthma, ‹Children: in no part of the rule›)");
    assert_eq!(excluded("- Cardiovascular: stroke"), "condition stroke");
}

#[test]
fn as_what() {
    assert_eq!(item("Known allergy to any of the following:", "penicillin"), "allergy penicillin");
    assert_eq!(excluded("- Known allergies: penicillin, eggs"), "any(allergy penicillin, allergy eggs)");
    assert_eq!(item("Contraindications to:", "MRI"), "observation contraindication having procedure MRI");
    assert_eq!(
        excluded("- Hypersensitivity or intolerance to: aspirin"),
        "any(allergy aspirin, drug aspirin [outcome: intolerant])"
    );
    // Diseases are no allergens, and what the contraindications are is not to what.
    assert_eq!(excluded("- Allergy: asthma, hay fever"), "any(condition asthma, condition allergic rhinitis)");
    assert_eq!(excluded("- Contraindications: pregnancy, asthma"), "any(condition pregnancy, condition asthma)");
}

#[test]
fn when_and_how() {
    assert_eq!(item("Scheduled for:", "cardiac surgery"), "procedure planned cardiac surgery");
    assert_eq!(item("Planned use of:", "warfarin"), "drug planned warfarin");
    assert_eq!(
        item("Known or suspected:", "tuberculosis"),
        "any(condition tuberculosis, condition suspected tuberculosis)"
    );
    assert_eq!(excluded("- Severe: asthma, COPD"), "any(condition severe asthma, condition severe COPD)");
    assert_eq!(
        item("Active or chronic:", "hepatitis B"),
        "any(condition active hepatitis B, condition chronic hepatitis B)"
    );
    // How a treatment is used is no state of a disease.
    assert_eq!(excluded("- Chronic use of the following: aspirin; asthma"), "any(drug aspirin, condition asthma)");
    assert_eq!(
        item("Use within 4 weeks before screening of:", "warfarin"),
        "drug warfarin [within 4 wk before screening]"
    );
}

#[test]
fn denied() {
    let neither = "not(any(condition asthma, condition COPD))";
    for head in [
        "Must not have any of the following",
        "Patients cannot have the following",
        "Should not be suffering from any of",
        "Without",
        "None of the following",
        "Free of the following",
        "No",
        "Patients with the following are excluded",
    ] {
        assert_eq!(demanded(&format!("- {head}: asthma, COPD")), neither, "{head}");
    }
    let [head, list] = nested(Section::Inclusion, "Must not have any of the following:", "asthma, COPD");
    assert_eq!(head, "not(any(I1.1))");
    assert_eq!(list, "any(condition asthma, condition COPD)");
    let [head, _] = nested(Section::Exclusion, "Not currently taking:", "aspirin");
    assert_eq!(head, "not(any(E1.1))");
    assert_eq!(
        demanded("- Normal ECG without any of the following: stroke, epilepsy"),
        "all(electrocardiogram normal, not(any(condition stroke, condition epilepsy)))"
    );
    assert_eq!(
        demanded("- Adults with asthma, not taking any of the following: warfarin, aspirin"),
        "all(condition asthma, not(any(drug warfarin, drug aspirin)))"
    );
    assert_eq!(demanded("- No allergy to: latex; no asthma"), "all(not(allergy latex), not(condition asthma))");
    // What must not be is what excludes.
    let [head, _] = nested(Section::Exclusion, "Patients must not have any of the following:", "asthma");
    assert_eq!(head, "any(E1.1)");
    assert_eq!(demanded("- Must have the following: asthma, COPD"), "all(condition asthma, condition COPD)");
}

#[test]
fn people_of_one_sex() {
    assert_eq!(excluded("- Men with: prostate cancer"), "all(sex male, condition prostate cancer)");
    let [head, _] = nested(Section::Inclusion, "Women with any of the following:", "endometriosis");
    assert_eq!(head, "all(sex female, any(I1.1))");
    let [head, _] = nested(Section::Inclusion, "Women:", "negative pregnancy test");
    assert_eq!(head, "if sex female: all(I1.1)");
}

#[test]
fn examples_of_what_a_head_says_demand_nothing() {
    let demanded = |head: &str| nested(Section::Inclusion, head, "Fractures")[0].clone();
    assert_eq!(
        demanded("Pain due to trauma (NRS ≥ 4), such as:"),
        "condition pain due to (condition trauma having (NRS ≥ 4 {score}))"
    );
    assert_eq!(demanded("Pain due to trauma, e.g."), "condition pain due to condition trauma");
    assert_eq!(demanded("All of the following:"), "all(I1.1)");
    let excluding = nested(Section::Exclusion, "Use of CYP3A4 inhibitors, such as:", "ketoconazole");
    assert_eq!(excluding, ["any(drug CYP3A4 inhibitor, E1.1)", "drug ketoconazole"]);
}
