//! Words that name nothing by themselves are told as not understood, and are no conditions.

use super::{all_excluded, codes, excluded};

#[test]
fn a_piece_of_a_name_is_not_understood() {
    all_excluded(&[
        ("Gluten exposure, or urogenital", "any(condition Gluten exposure, ‹urogenital: no known concept›)"),
        ("Asthma, or operated", "any(condition asthma, ‹operated: no known concept›)"),
        // A state, a thing and a name of two words stay as they are.
        ("Wheezing or comfortable", "any(condition Wheezing, condition comfortable)"),
    ]);
    assert!(codes("Heart, or unstable angina").contains(&"unparsed".to_owned()));
}

#[test]
fn what_has_a_time_of_its_own_stays() {
    assert_eq!(excluded("Operated within 6 months"), "condition Operated [within past 6 mo]");
}
