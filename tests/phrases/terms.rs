//! Terms that mean more or less than another concept, and names in brackets.

use super::{excluded, reading};

#[test]
fn a_narrower_or_broader_notion_is_its_own_concept() {
    assert_eq!(excluded("Narcolepsy"), "condition narcolepsy");
    assert_eq!(excluded("Sleep disorder"), "condition sleep disorder");
    assert_eq!(excluded("Polycythemia"), "condition polycythemia");
    assert_eq!(excluded("Polycythemia vera"), "condition polycythemia vera");
    assert_eq!(excluded("Non-melanoma skin cancer"), "condition non-melanoma skin cancer");
    assert_eq!(excluded("Skin cancer"), "condition skin cancer");
    assert_eq!(excluded("Use of loop diuretics"), "drug loop diuretic");
    assert_eq!(excluded("Use of diuretics"), "drug diuretic");
    assert_eq!(excluded("Prior anti-PD-L1 therapy"), "drug history of anti-PD-L1 therapy");
    assert_eq!(excluded("Prior anti-PD-1 therapy"), "drug history of anti-PD-1 therapy");
    assert_eq!(excluded("Body piercing"), "procedure body piercing");
    assert_eq!(excluded("Graves' disease"), "condition Graves disease");
}

#[test]
fn an_organ_before_a_disease_is_part_of_its_name() {
    assert_eq!(excluded("Liver neoplasm"), "condition liver neoplasm");
    assert_eq!(excluded("Renal abscess"), "condition Renal abscess");
    assert_eq!(excluded("Liver or renal disease"), "any(condition liver disease, condition renal disease)");
}

#[test]
fn a_bracket_may_stand_in_a_name() {
    assert_eq!(
        excluded("Prior treatment with a poly (ADP-ribose) polymerase inhibitor"),
        "drug history of PARP inhibitor"
    );
    assert_eq!(excluded("Use of insulin (glargine)"), "drug insulin having drug insulin glargine");
}

#[test]
fn one_kidney_is_a_finding() {
    assert_eq!(excluded("- Single kidney"), "condition solitary kidney");
    assert_eq!(excluded("- Patients with only one functioning kidney"), "condition solitary kidney");
    assert!(excluded("- Single kidney stone").contains("stone"));
}

#[test]
fn a_route_a_degree_and_a_cause_are_not_swallowed_by_a_name() {
    assert_eq!(
        excluded("- IV iron within 4 weeks before screening"),
        "drug iron [route: intravenous] [within 4 wk before screening]"
    );
    assert_eq!(excluded("- Acquired immunodeficiency"), "condition acquired immunodeficiency");
    // Whoever is drowsy is not unconscious.
    assert_eq!(excluded("- Unconscious patients"), "condition unconsciousness");
    assert_eq!(excluded("- Optic disc edema"), "condition optic disc edema");
    assert_eq!(excluded("- Optic papillitis"), "condition optic papillitis");
}

#[test]
fn consistent_with_is_not_stable() {
    assert!(!reading("- Liver biopsy consistent with PBC").contains("stable"));
    assert!(reading("- Consistent body weight for 3 months").contains("stable body weight"));
}

#[test]
fn an_allergy_for_something_is_one_to_it() {
    assert_eq!(excluded("- Hypersensitivity for propofol or penicillin"), "any(allergy propofol, allergy penicillin)");
    assert_eq!(reading("- Hemoglobin > 9 g/dL for 4 weeks"), "Hb > 9 g/dL [for 4 wk]");
}

#[test]
fn what_is_said_of_adolescents_alone_is_not_said_of_everybody() {
    let adolescents = excluded("- Adolescent participants: history of OCD");
    assert!(adolescents.contains("‹Adolescent"), "{adolescents}");
}

#[test]
fn pack_years_are_of_smoking_wherever_they_stand() {
    let listed = reading("- COPD, FEV1 30-80 % predicted and ≥ 10 pack-years");
    assert!(listed.contains("FEV1 30..80 % predicted") && listed.contains("smoking history ≥ 10"), "{listed}");
}
