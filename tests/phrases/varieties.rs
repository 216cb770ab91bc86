//! Adjectives in brackets behind a disease, and ways in which a drug is given that are excepted from it.

use super::{all_excluded, all_read};

#[test]
fn adjectives_in_brackets_tell_kinds() {
    all_excluded(&[
        ("Pancreatitis (acute or chronic)", "any(condition acute pancreatitis, condition chronic pancreatitis)"),
        (
            "Infection (bacterial, viral or fungal)",
            "any(condition bacterial infection, condition viral infection, condition fungal infection)",
        ),
        (
            "Heart failure (systolic/diastolic)",
            "any(condition systolic heart failure, condition diastolic heart failure)",
        ),
        ("Cancer (breast or lung)", "any(condition breast cancer, condition lung cancer)"),
        ("Stroke (ischemic)", "condition ischemic stroke"),
        // Near misses.
        ("Pancreatitis (acute)", "condition acute pancreatitis"),
        ("Heart disease (angina; stroke)", "condition cardiac disease having any(condition angina, condition stroke)"),
        ("Transient ischemic attack (TIA)", "condition transient ischemic attack"),
    ]);
    all_read(&[
        (
            "- History of stroke (ischemic or hemorrhagic) > 6 months ago",
            "any(condition history of ischemic stroke [> 6 mo ago], condition history of hemorrhagic stroke [> 6 mo ago])",
        ),
        ("- No hepatitis (acute and chronic)", "not(any(condition acute hepatitis, condition chronic hepatitis))"),
    ]);
}

#[test]
fn a_drug_is_excepted_by_the_ways_it_is_given() {
    all_excluded(&[
        (
            "Use of corticosteroids (except inhaled, topical or intranasal)",
            "drug glucocorticoid other than any(drug inhaled corticosteroid, drug topical corticosteroid, drug \
             intranasal corticosteroid)",
        ),
        (
            "Systemic steroids other than topical or inhaled within 30 days",
            "drug systemic glucocorticoid [within past 30 d] other than any(drug topical corticosteroid, drug inhaled \
             corticosteroid)",
        ),
        (
            "Antibiotics (other than topical) within 2 weeks of screening",
            "drug antibiotic [within 2 wk before screening] other than (drug antibiotic [route: topical])",
        ),
        // Near miss: a drug of its own.
        ("Antibiotics except oral vancomycin", "drug antibiotic other than (drug vancomycin [route: oral])"),
    ]);
}
