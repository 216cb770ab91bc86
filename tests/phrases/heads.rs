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

/// The reading of a group, whose items are named by their ids.
fn group(section: Section, head: &str, item: &str) -> String {
    let [group, _] = nested(section, head, item);
    group
}

#[test]
fn what_a_head_says_itself_is_demanded_beside_its_list() {
    let rows = [
        (
            "Adults with diabetes and one of the following:",
            "retinopathy",
            "all(condition diabetes mellitus, any(I1.1))",
        ),
        ("Patients with COPD who have any of the following:", "oxygen therapy", "all(condition COPD, any(I1.1))"),
        (
            "H. pylori infection confirmed by one of the following tests:",
            "UBT",
            "all(condition Helicobacter pylori infection, any(I1.1))",
        ),
        ("Type 2 diabetes with:", "HbA1c 7-10%", "all(condition type 2 diabetes, I1.1)"),
        ("Type 2 diabetes:", "HbA1c 7-10%", "all(condition type 2 diabetes, I1.1)"),
        (
            "Type 2 diabetes treated with one of the following:",
            "metformin",
            "all(condition type 2 diabetes, any(I1.1))",
        ),
        ("Patients with HbA1c > 8% who:", "are on diuretics", "all(HbA1c > 8 %, I1.1)"),
        (
            "Women of childbearing potential must meet one of the following:",
            "negative pregnancy test",
            "if all(sex female, observation childbearing potential): any(I1.1)",
        ),
        ("Severe asthma, defined by any of the following:", "FEV1 < 60%", "all(condition severe asthma, any(I1.1))"),
        // Near misses: a name for what its limits mean, a class whose members are listed, people of whom alone it is demanded.
        ("Thrombocytopenia:", "platelets < 100 x 10^9/L", "all(I1.1)"),
        ("Anemia, defined by any of the following:", "Hb < 10 g/dL", "any(I1.1)"),
        ("For patients >= 40 years of age: any one of the following:", "asthma", "if age ≥ 40 a: any(I1.1)"),
    ];
    for (head, item, read) in rows {
        assert_eq!(group(Section::Inclusion, head, item), read, "{head}");
    }
    let rows = [
        ("Diabetes with any of the following:", "retinopathy", "all(condition diabetes mellitus, any(E1.1))"),
        ("History of MI or any of the following:", "stroke", "any(condition history of myocardial infarction, E1.1)"),
        ("Pregnant women, or women who:", "are breastfeeding", "any(condition pregnancy, E1.1)"),
        // Near misses: topics.
        ("Cardiovascular disease:", "MI within 6 months", "any(E1.1)"),
        ("Cardiac disease, including any of the following:", "MI within 6 months", "any(E1.1)"),
        ("Infection with any of the following:", "HIV", "any(E1.1)"),
    ];
    for (head, item, read) in rows {
        assert_eq!(group(Section::Exclusion, head, item), read, "{head}");
    }
}

#[test]
fn what_stands_before_a_colon_is_demanded_as_well() {
    let rows = [
        (
            "Cirrhosis plus one of the following: ascites, varices",
            "all(condition cirrhosis, any(condition ascites, condition varices))",
        ),
        (
            "Stable asthma: no exacerbation within 4 weeks",
            "all(condition stable asthma, not(condition exacerbation [within past 4 wk]))",
        ),
        // Near miss: an allergy is to what is listed.
        ("Known allergy to: aspirin", "allergy aspirin"),
    ];
    for (text, read) in rows {
        assert_eq!(demanded(text), read, "{text}");
    }
}

#[test]
fn what_a_head_says_of_its_list_is_given_to_it_or_left_open() {
    let rows = [
        (Section::Inclusion, "Must have failed:", "methotrexate", "all(I1.1)"),
        (Section::Exclusion, "HIV infection unless:", "CD4 > 350", "all(condition HIV infection, not(all(E1.1)))"),
        (Section::Inclusion, "If on dialysis:", "Hb 9-12", "if procedure current dialysis: all(I1.1)"),
        (
            Section::Inclusion,
            "In patients with liver metastases:",
            "ALT < 5 x ULN",
            "if condition liver metastasis: all(I1.1)",
        ),
        (Section::Inclusion, "Either:", "asthma", "any(I1.1)"),
        (Section::Exclusion, "Stroke", "TIA is allowed", "any(condition stroke, E1.1)"),
        (Section::Inclusion, "Tested negative for:", "HIV", "not(any(I1.1))"),
        (Section::Exclusion, "Inability to:", "undergo MRI", "‹Inability to: no known concept›"),
        (
            Section::Inclusion,
            "Metabolic syndrome (at least three of the following):",
            "waist > 102 cm",
            "all(condition metabolic syndrome, 3-of(I1.1))",
        ),
        (
            Section::Inclusion,
            "Patients with liver metastases:",
            "AST < 5 x ULN",
            "if condition liver metastasis: all(I1.1)",
        ),
        (
            Section::Inclusion,
            "Laboratory values, not supported by transfusion:",
            "Hb > 9 g/dL",
            "all(‹Laboratory values, not supported by transfusion: no known concept›, I1.1)",
        ),
        (Section::Exclusion, "Cardiac abnormality:", "LVEF < 50%", "any(E1.1)"),
        // Near misses: words that are given to each, and those of the section itself.
        (Section::Exclusion, "Must not have:", "asthma", "any(E1.1)"),
        (Section::Exclusion, "Patients will be excluded if:", "asthma", "any(E1.1)"),
        (Section::Inclusion, "Adequate organ function:", "ANC > 1500 /uL", "all(I1.1)"),
    ];
    for (section, head, item, read) in rows {
        assert_eq!(group(section, head, item), read, "{head}");
    }
}
