//! How large, how far and how long: sizes of two sides, hours of travel, and what is timed.

use super::reading;

#[test]
fn equal_sides_have_one_limit_and_others_none() {
    assert_eq!(reading("lesion at least 10 x 10 mm"), "lesion ≥ 10 mm");
    assert_eq!(reading("lesion ≥ 10mm x 10mm"), "lesion ≥ 10 mm");
    assert_eq!(reading("tumour larger than 5 x 5 x 5 cm"), "neoplasm > 5 cm");
    let sides = reading("stone size 5 x 7 mm or less");
    assert!(!sides.contains("= 5") && !sides.contains("≤ 7"), "{sides}");
    assert_eq!(reading("platelets ≥ 100 x 10^9/L"), "PLT ≥ 100 ×10⁹/L");
    assert_eq!(reading("AST < 3 x ULN"), "AST < 3 ×ULN");
}

#[test]
fn hours_from_a_place_are_a_distance() {
    assert_eq!(reading("Residing within 60 minutes of the hospital"), "Residing ≤ 60 min");
    assert!(!reading("no relocation beyond 6 hours of the study site").contains("[for"));
    assert_eq!(
        reading("CRP > 10 mg/L within 24 h of the clinic visit"),
        "CRP > 10 mg/L [within 24 h before clinic visit]"
    );
}

#[test]
fn a_test_or_a_time_that_no_table_has_is_measured() {
    assert_eq!(reading("stair climb test > 15 seconds"), "stair climb > 15 s");
    assert_eq!(reading("clotting time > 15 minutes"), "clotting time > 15 min");
    assert_eq!(reading("tourniquet time > 90 min"), "tourniquet time > 90 min");
    assert!(reading("at any time > 1 hour after dosing").contains("after dosing"));
    assert!(reading("PCR test < 72 hours before surgery").contains("before surgery"));
}
