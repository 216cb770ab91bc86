//! By what route a drug is given, where a list or brackets say it of several drugs, or several of one.

use super::{all_excluded, codes, excluded, reading};

#[test]
fn a_route_before_a_list_is_of_the_drugs_of_one_class() {
    all_excluded(&[
        (
            "infection requiring intravenous antibiotics, antivirals, or antifungals",
            "condition infection having any(drug antibiotic [route: intravenous], drug antiviral [route: intravenous], \
             drug antifungal [route: intravenous])",
        ),
        (
            "oral or intravenous antibiotics or antifungals",
            "any(drug antibiotic [route: oral], drug antibiotic [route: intravenous], drug antifungal [route: oral], \
             drug antifungal [route: intravenous])",
        ),
        (
            "diabetes requiring any oral anti-diabetic agent or insulin",
            "condition diabetes mellitus having any(drug oral antidiabetic, drug insulin)",
        ),
        (
            "asthma requiring oral corticosteroids or omalizumab",
            "condition asthma having any(drug glucocorticoid [route: oral], drug omalizumab)",
        ),
    ]);
}

#[test]
fn a_route_that_may_be_of_the_next_class_as_well_is_doubted() {
    let open = "Oral antibiotics or corticosteroids";
    assert_eq!(excluded(open), "any(drug antibiotic [route: oral], drug glucocorticoid)");
    assert!(codes(open).contains(&"qualifier-shared".to_owned()));
    for told in ["Corticosteroids or oral antibiotics", "Oral or inhaled corticosteroids"] {
        assert!(!codes(told).contains(&"qualifier-shared".to_owned()), "{told}");
    }
}

#[test]
fn one_way_or_another_is_no_drug_given_in_both() {
    all_excluded(&[
        (
            "topical or systemic corticosteroid",
            "any(drug glucocorticoid [route: topical], drug systemic glucocorticoid)",
        ),
        (
            "inhaled or systemic corticosteroids",
            "any(drug glucocorticoid [route: inhaled], drug systemic glucocorticoid)",
        ),
        ("systemic or inhaled corticosteroids", "any(drug systemic glucocorticoid, drug inhaled corticosteroid)"),
        ("topical or nasal corticosteroids", "any(drug topical corticosteroid, drug intranasal corticosteroid)"),
        ("systemic or topical antifungals", "any(drug systemic antifungal, drug antifungal [route: topical])"),
        (
            "oral or parenteral corticosteroids",
            "any(drug glucocorticoid [route: oral], drug glucocorticoid [route: parenteral])",
        ),
        ("systemic topical corticosteroids", "drug systemic topical corticosteroid"),
    ]);
}

#[test]
fn what_is_injected_is_given_so() {
    all_excluded(&[
        (
            "oral or injected methotrexate",
            "any(drug methotrexate [route: oral], drug methotrexate [route: parenteral])",
        ),
        ("subcutaneously injected heparin", "drug heparin [route: subcutaneous]"),
    ]);
}

#[test]
fn brackets_with_routes_alone_say_how_a_drug_is_given() {
    all_excluded(&[
        (
            "systemic corticosteroids (oral, intramuscular, or intravenous)",
            "any(drug systemic glucocorticoid [route: oral], drug systemic glucocorticoid [route: intramuscular], drug \
             systemic glucocorticoid [route: intravenous])",
        ),
        (
            "corticosteroids (topical or systemic)",
            "any(drug glucocorticoid [route: topical], drug systemic glucocorticoid)",
        ),
        (
            "systemic (oral or IV) steroids",
            "any(drug systemic glucocorticoid [route: oral], drug systemic glucocorticoid [route: intravenous])",
        ),
        ("corticosteroids (oral)", "drug glucocorticoid [route: oral]"),
    ]);
    assert!(!excluded("candidiasis (oral, vaginal)").contains("drug"));
}

#[test]
fn a_numeral_behind_part_is_no_route() {
    let read = reading("Score of 3 or more on question 33 of the UPDRS (historical) Part IV");
    assert!(read.contains("‹IV: in no part of the rule›") && !read.contains("route"), "{read}");
    // Near miss: how it is given.
    assert_eq!(reading("IV antibiotics"), "drug antibiotic [route: intravenous]");
}
