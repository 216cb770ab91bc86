//! Words that name nothing by themselves are told as not understood, and are no conditions.

use super::{all_excluded, all_read, codes, excluded};

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

#[test]
fn a_part_of_a_list_ends_in_a_noun_that_names_end_in() {
    all_excluded(&[
        ("Bradycardia, or iPhone", "any(condition bradycardia, ‹iPhone: no known concept›)"),
        ("Asthma or tumors situated", "any(condition asthma, ‹tumors situated: no known concept›)"),
        // The noun stands before the first preposition; an ending tells many; an abbreviation stands for a name.
        ("Asthma or plaques of the elbow", "any(condition asthma, condition plaques of the elbow)"),
        ("Asthma or tachymyopathy", "any(condition asthma, condition tachymyopathy)"),
        ("Asthma or XKR", "any(condition asthma, condition XKR)"),
        // Alone, and with a time or a degree of its own, words are a name.
        ("iPhone", "condition iPhone"),
        ("Asthma or severe iphonism", "any(condition asthma, condition severe iphonism)"),
    ]);
    assert!(codes("Asthma or iPhone").contains(&"unparsed".to_owned()));
}

#[test]
fn and_beside_or_is_doubtful_where_nothing_says_which_joins_first() {
    let mixed = |text: &str| codes(text).contains(&"mixed-joins".to_owned());
    all_read(&[
        ("Asthma and diabetes or COPD", "any(all(condition asthma, condition diabetes mellitus), condition COPD)"),
        ("Asthma and diabetes, or COPD", "any(all(condition asthma, condition diabetes mellitus), condition COPD)"),
    ]);
    assert!(mixed("Asthma and diabetes or COPD"));
    assert!(mixed("COPD or asthma and FEV1 < 60 %"));
    // A comma, "either" and a limit of both say it.
    assert!(!mixed("Asthma and diabetes, or COPD"));
    assert!(!mixed("Heart failure and either diabetes or hypertension"));
    assert!(!mixed("ALT or AST > 3 × ULN and bilirubin > 2 × ULN"));
}

#[test]
fn an_unknown_name_in_a_list_is_told() {
    let told = |text: &str| codes(text).contains(&"unknown-in-list".to_owned());
    assert!(told("Asthma or brittle airways"));
    assert!(!told("Brittle airways"));
    assert!(!told("Asthma or COPD"));
}
