//! Where something is: names turned round, sites, sides, and what lies between two things.

use super::{excluded, reading};

#[test]
fn a_name_turned_round_is_the_name() {
    assert_eq!(excluded("cancer of the liver"), "condition liver cancer");
    assert_eq!(
        excluded("transplantation of the kidney within 3 months"),
        "procedure kidney transplantation [within past 3 mo]"
    );
    assert_eq!(excluded("diseases of the heart or kidney"), "any(condition cardiac disease, condition renal disease)");
    assert_eq!(
        excluded("Tumors of the cerebellum, brain stem or midline"),
        "any(condition cerebellar neoplasm, condition brainstem neoplasm, condition neoplasm [setting: midline])"
    );
    assert_eq!(excluded("tumor in the liver > 3 cm"), "neoplasm > 3 cm [setting: liver]");
}

#[test]
fn an_organ_after_a_preposition_is_where() {
    assert_eq!(excluded("radiation to > 25% of the bone marrow"), "radiotherapy > 25 % [setting: bone marrow]");
    assert_eq!(excluded("involvement of more than 50% of the liver"), "involvement > 50 % [setting: liver]");
}

#[test]
fn a_side_is_part_of_the_name_after_it() {
    assert_eq!(excluded("upper extremity weakness"), "condition upper extremity weakness");
    assert_eq!(excluded("hemoglobin lower than 9 g/dL"), "Hb < 9 g/dL");
}

#[test]
fn what_lies_between_two_things_is_one() {
    assert_eq!(
        reading("Distance between the gallbladder and the stomach > 1cm"),
        "Distance > 1 cm [setting: between the gallbladder and the stomach]"
    );
    assert_eq!(
        reading("time between diagnosis and surgery > 3 months"),
        "condition time between diagnosis and surgery [for > 3 mo]"
    );
    assert_eq!(
        reading("Time from symptom onset to treatment greater than 4.5 hours"),
        "condition Time from symptom onset to treatment [for > 4.5 h]"
    );
    assert_eq!(reading("BMI between 18 and 30 kg/m2"), "BMI 18..30 kg/m2");
}

#[test]
fn a_size_is_of_what_is_seen_and_not_of_the_imaging() {
    assert_eq!(
        reading("a mass lesion on mammography that is > 0.5 cm and < 2 cm in size"),
        "mass lesion > 0.5..< 2 cm having procedure mammography"
    );
    assert_eq!(reading("tumor greater than 2 cm in size"), "neoplasm > 2 cm");
    assert_eq!(
        reading("axial deformity of the lower limbs of less than 5 degrees"),
        "axial deformity of the lower limbs < 5 deg"
    );
}
