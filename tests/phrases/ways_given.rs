//! How a drug is given, said after its name, and names of what is given that are written in several ways.

use super::{all_excluded, excluded};

#[test]
fn a_drug_that_is_injected_is_that_drug() {
    all_excluded(&[
        ("Botox injections", "drug botulinum toxin"),
        ("DMPA injection", "drug medroxyprogesterone"),
        ("Apomorphine infusion", "drug apomorphine"),
        ("Testosterone injections", "drug testosterone"),
        ("Vitamin D supplementation > 1000 IU/d", "drug vitamin D [dose > 1000 IU/d]"),
        ("Intravitreal ranibizumab injection", "drug ranibizumab [route: intravitreal]"),
        ("Corticosteroid injection", "procedure corticosteroid injection"),
        ("Intra-articular corticosteroid injection", "procedure intra-articular corticosteroid injection"),
        ("Intra-articular injection", "procedure intra-articular injection"),
    ]);
    assert_ne!(excluded("Insulin injection site infection"), "drug insulin");
}

#[test]
fn drugs_are_known_by_what_they_are_for_and_how_they_are_made() {
    all_excluded(&[
        ("ADHD medications", "drug ADHD medication"),
        ("Use of preventive medication for migraine", "drug migraine preventive medication"),
        ("Onabotulinumtoxin A", "drug botulinum toxin"),
        ("Octreotide LAR", "drug octreotide"),
        ("Insulin glargine U100", "drug insulin glargine"),
        ("PDE4 inhibitors", "drug PDE4 inhibitor"),
        ("Anti-IL-17/23", "drug IL-17 or IL-23 inhibitor"),
        ("Immune-modifying drugs", "drug immunomodulator"),
        ("Milk thistle", "drug milk thistle"),
    ]);
}
