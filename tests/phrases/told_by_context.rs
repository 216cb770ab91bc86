//! Names whose sense the words, units and numbers beside them tell, and names of cancer care, stroke, ventilation and birth.

use super::{all_excluded, all_read, codes};

#[test]
fn an_abbreviation_is_what_stands_beside_it() {
    all_read(&[
        ("TLC > 11000 /mm3", "WBC > 11000 /mm3"),
        ("TLC ≥ 80 % predicted", "total lung capacity ≥ 80 % predicted"),
        ("GBS ≥ 7", "Glasgow-Blatchford score ≥ 7 {score}"),
        ("PPV ≥ 13%", "pulse pressure variation ≥ 13 %"),
        ("SAP < 90 mmHg", "systolic blood pressure < 90 mmHg"),
        ("PIP > 25 cmH2O", "peak inspiratory pressure > 25 cmH2O"),
        ("ER ≥ 1%", "estrogen receptor ≥ 1 %"),
        ("frozen shoulder (ER < 50%)", "condition adhesive capsulitis having (external rotation < 50 %)"),
    ]);
    all_excluded(&[
        ("History of GBS", "condition history of Guillain-Barre syndrome"),
        ("Active GPA", "condition active granulomatosis with polyangiitis"),
        ("APL antibodies", "antiphospholipid antibodies"),
        ("Prior CCI-779 or 6-TG", "any(drug history of temsirolimus, drug history of thioguanine)"),
        (
            "Prior TC (docetaxel and cyclophosphamide)",
            "drug history of docetaxel/cyclophosphamide {examples: docetaxel, cyclophosphamide}",
        ),
    ]);
    for open in ["TC chemotherapy", "DNR", "GPA 2.5-4.0", "Severe AI", "SOS"] {
        assert!(codes(open).contains(&"ambiguous-abbreviation".to_owned()), "{open}");
    }
}

#[test]
fn what_is_near_in_name_has_its_own_row() {
    all_read(&[
        ("SAPS 3 ≥ 50", "SAPS 3 ≥ 50 {score}"),
        ("QoR-40 ≥ 150", "QoR-40 ≥ 150 {score}"),
        ("BMD < 0.8 g/cm2", "bone mineral density < 0.8 g/cm2"),
        ("BMD T-score ≤ -2.5", "T-score ≤ -2.5"),
        ("TBSA ≥ 20%", "TBSA ≥ 20 %"),
        ("BSA ≥ 1.5 m2", "BSA ≥ 1.5 m2"),
        ("ICH score ≤ 3", "ICH score ≤ 3 {score}"),
        ("Peritoneal cancer index (PCI) < 20", "peritoneal cancer index < 20 {score}"),
        ("Urinary peak flow < 15 mL/s", "Qmax < 15 mL/s"),
        ("BUN/creatinine ratio > 20", "BUN/creatinine ratio > 20"),
        ("Oxygenation index ≥ 25", "oxygenation index ≥ 25"),
        ("GCS motor score ≥ 5", "GCS motor score ≥ 5 {score}"),
        ("SWOG PS 0-2", "ECOG performance status 0..2"),
    ]);
    all_excluded(&[
        ("Gestational hypertension", "condition gestational hypertension"),
        ("Prior revasc", "procedure history of revascularization"),
        ("Prior hyper-CVAD or EPOCH", "any(drug history of hyper-CVAD, drug history of EPOCH regimen)"),
        ("VOD/SOS", "condition hepatic veno-occlusive disease"),
    ]);
}

#[test]
fn a_karyotype_is_a_name() {
    all_excluded(&[
        ("t(15;17)", "observation t(15;17)"),
        (
            "AML with t(8;21) or inv(16)",
            "condition acute myeloid leukemia having any(observation t(8;21), observation inv(16))",
        ),
        ("del(17p)", "observation del(17p)"),
    ]);
    // A bracket after a space says something of the name.
    assert_eq!(super::excluded("Aspirin (17)").matches("aspirin").count(), 1);
}

#[test]
fn units_of_limits() {
    all_read(&[
        ("ALT ≤ 3 x IULN", "ALT ≤ 3 ×ULN"),
        ("D-dimer > 500 ng/mL FEU", "D-dimer > 500 ng/mL{FEU}"),
        ("Insertion torque ≥ 35 Ncm", "insertion torque ≥ 35 N.cm"),
    ]);
}

#[test]
fn an_infection_has_no_number_without_a_unit() {
    let read = super::reading("HIV-negative men who have sex with men reporting at least 1 partner");
    assert!(read.contains("HIV infection negative") && read.contains("‹at least 1: in no part of the rule›"), "{read}");
    all_read(&[("HIV > 50 copies/mL", "HIV infection > 50 {copies}/mL")]);
}
