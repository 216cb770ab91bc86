//! By what something is found, where a list names several tests.

use super::reading;

#[test]
fn a_test_after_another_is_one_more_way_to_find_it() {
    assert_eq!(reading("COVID-19 confirmed by PCR or antigen test"), "condition COVID-19 [by PCR; antigen test]");
    assert_eq!(
        reading("HER2 positive by IHC or other validated assay"),
        "HER2 positive [by IHC; other validated assay]"
    );
    // Near misses: a result, and a test that nothing was found by.
    assert_eq!(
        reading("infection confirmed by culture or positive pregnancy test"),
        "any(condition infection [by culture], pregnancy test positive)"
    );
    assert!(!reading("asthma or antigen test").contains("[by"));
}

#[test]
fn either_may_open_the_ways() {
    assert_eq!(reading("HER2 positive, either by IHC or FISH"), "HER2 positive [by IHC; FISH]");
    // Near miss: two tests, of which one has a result.
    assert_eq!(reading("either HER2 positive or asthma"), "any(HER2 positive, condition asthma)");
}

#[test]
fn every_way_of_a_list_is_a_way() {
    let read = |text: &str| reading(&format!("- {text}"));
    assert_eq!(
        read("Melanoma diagnosed based on morphology, karyotype or molecular assay"),
        "condition melanoma [by morphology; karyotype; molecular assay]"
    );
    assert_eq!(
        read("NAFLD identified by ultrasound, CT, MRI or liver biopsy"),
        "condition NAFLD [by ultrasound; CT; MRI; liver biopsy]"
    );
    // Near misses: what is done otherwise; no way to find it.
    let planned = read("NAFLD identified by ultrasound or planned liver biopsy");
    assert_eq!(planned, "any(condition NAFLD [by ultrasound], procedure planned liver biopsy)");
    let treated = read("NAFLD identified by ultrasound or liver transplantation");
    assert_eq!(treated, "any(condition NAFLD [by ultrasound], procedure liver transplantation)");
}
