//! Names that are near each other and stand for different things: parts of a scale, joints, senses of an abbreviation.

use super::{all_excluded, all_read, codes, excluded, reading};

#[test]
fn a_part_of_a_scale_is_not_the_scale() {
    all_read(&[
        ("AUDIT-C ≥ 4", "AUDIT-C ≥ 4 {score}"),
        ("AUDIT ≥ 8", "AUDIT ≥ 8 {score}"),
        ("MNA-SF 8-11", "MNA-SF 8..11 {score}"),
        ("MNA ≤ 17", "MNA ≤ 17 {score}"),
        ("MDS-UPDRS part III score ≥ 20", "UPDRS part III ≥ 20 {score}"),
        ("UPDRS III > 20", "UPDRS part III > 20 {score}"),
        ("UPDRS > 20", "UPDRS > 20 {score}"),
        ("FMA-UE ≤ 50", "FMA-UE ≤ 50 {score}"),
        ("Fugl-Meyer ≤ 50", "Fugl-Meyer ≤ 50 {score}"),
        ("Premorbid mRS ≤ 1", "pre-stroke mRS ≤ 1 {score}"),
        ("mRS ≤ 1", "mRS ≤ 1 {score}"),
        ("GMFM-66 score ≥ 50", "GMFM-66 ≥ 50 {score}"),
        ("YGTSS total tic score ≥ 20", "YGTSS total tic score ≥ 20 {score}"),
        ("LOCS III NO ≥ 2", "LOCS III nuclear opalescence ≥ 2 {score}"),
        ("FRAX MOF ≥ 20%", "FRAX major osteoporotic fracture risk ≥ 20 %"),
    ]);
}

#[test]
fn each_joint_and_each_thing_measured_has_its_own_name() {
    all_read(&[
        ("Knee flexion < 90°", "knee flexion < 90 deg"),
        ("Wrist extension ≥ 10°", "wrist extension ≥ 10 deg"),
        ("Range of motion ≥ 90°", "range of motion ≥ 90 deg"),
        ("Air-bone gap > 10 dB", "air-bone gap > 10 dB"),
        ("Cord blood pH ≤ 7.0", "umbilical cord pH ≤ 7.0"),
        ("TmP/GFR < 2.5 mg/dL", "TmP/GFR < 2.5 mg/dL"),
        ("GFR < 60 mL/min", "eGFR < 60 mL/min"),
        ("LH/FSH ratio > 2", "LH/FSH ratio > 2"),
        ("AVA index ≤ 0.6 cm²/m²", "AVA index ≤ 0.6 cm2/m2"),
        ("Spleen volume > 5 MN", "spleen volume > 5 {MoN}"),
        ("Biopsy-proven MN", "condition membranous nephropathy [by Biopsy-proven]"),
        ("GAA activity < 1% in leukocytes", "acid alpha-glucosidase activity < 1 % [setting: in leukocytes]"),
    ]);
    all_excluded(&[
        ("LDL apheresis", "procedure lipoprotein apheresis"),
        ("LDL > 190 mg/dL", "LDL-C > 190 mg/dL"),
        ("Blood donor", "procedure blood donation"),
        ("Organ donor", "observation organ donor"),
        ("Adhesive capsulitis", "condition adhesive capsulitis"),
        ("Bursitis", "condition bursitis"),
        ("Drug-induced psoriasis", "condition drug induced psoriasis"),
        ("HIV co-infection", "condition HIV infection"),
        ("Hemiplegia", "condition hemiplegia"),
    ]);
    assert_eq!(excluded("Hemiplegic or basilar migraine"), "condition hemiplegic or basilar migraine");
}

#[test]
fn the_context_decides_what_an_abbreviation_stands_for() {
    all_excluded(&[
        ("Urine drug screen positive for PCP", "drug screen positive having drug phencyclidine"),
        ("History of PCP", "condition history of Pneumocystis pneumonia"),
        ("AAV antibody titer > 1:400", "AAV antibody > 1:400"),
        ("AAV", "condition ANCA-associated vasculitis"),
        ("RBS > 200 mg/dL", "glucose > 200 mg/dL"),
        ("MOF", "condition multiple organ failure"),
        ("TCS/TCI", "any(drug topical corticosteroid, drug topical calcineurin inhibitor)"),
        ("PROM or preterm labor", "any(condition premature rupture of membranes, condition preterm labor)"),
    ]);
    all_read(&[
        ("Mayo score 6-12 with RBS ≥ 1", "all(Mayo score 6..12 {score}, rectal bleeding subscore ≥ 1 {score})"),
        ("AA with SALT score ≥ 50", "all(condition alopecia areata, SALT score ≥ 50 {score})"),
        ("ODI 4% ≥ 15/h", "oxygen desaturation index ≥ 15 /h"),
        ("ODI ≥ 40%", "ODI ≥ 40 %"),
        ("CTX > 0.3 ng/mL", "CTX > 0.3 ng/mL"),
    ]);
    for open in ["AA", "PROM at screening", "SMA", "SLT", "AOM", "PEP"] {
        assert!(codes(open).contains(&"ambiguous-abbreviation".to_owned()), "{open}: {}", reading(open));
    }
}

#[test]
fn points_of_a_scale_are_no_limit_and_no_test() {
    assert!(!reading("Pain ≥ 4 on 11-pt scale").contains("PT"));
    assert_eq!(reading("PT ≤ 1.5 × ULN"), "PT ≤ 1.5 ×ULN");
    for scale in ["Pain of at least 4 on a 0-10 pt scale", "Pain of at least 4 on a 0-10 point scale"] {
        assert!(!reading(scale).contains("0..10"), "{scale}");
    }
}

#[test]
fn what_is_shown_is_counted_and_what_shows_it_has_no_limit() {
    assert_eq!(
        excluded("MRI showing > 4 microhemorrhages"),
        "procedure MRI having (condition cerebral microhemorrhage [count > 4])"
    );
    let men = reading("HIV negative MSM reporting ≥ 1 episode of condomless sex");
    assert!(!men.contains("HIV infection ≥ 1"), "{men}");
    assert_eq!(reading("MRI showing ejection fraction > 40%"), "LVEF > 40 % having procedure MRI");
}

#[test]
fn a_share_of_a_whole_is_no_limit_on_the_whole() {
    let share = reading("CNV lesion > 50% of total lesion area");
    assert!(!share.starts_with("lesion area") && share.contains("setting: total lesion area"), "{share}");
    assert_eq!(reading("Total lesion area > 50 mm²"), "lesion area > 50 mm2");
}

#[test]
fn thousands_of_millions_are_written_with_their_prefix() {
    assert_eq!(reading("Platelets < 30 Gi/L"), "PLT < 30 ×10⁹/L");
    assert_eq!(reading("Platelets < 30 G/L"), "PLT < 30 ×10⁹/L");
}
