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
