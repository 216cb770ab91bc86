//! Lists under a head that ends with an exception.

use trial_extract::rule::Section;

use super::{reading_in, trial_of};

/// The readings of the first criterion and of those nested in it.
fn readings(text: &str) -> Vec<String> {
    let trial = trial_of(text);
    let first = &trial.criteria[0];
    let all = std::iter::once(first).chain(&first.criteria);
    all.map(|c| c.reading.clone().unwrap_or_default()).collect()
}

#[test]
fn the_items_under_an_exception_are_excepted() {
    for head in [
        "Any malignancy within 5 years, except for:",
        "Any malignancy within 5 years with the exception of the following:",
        "Any malignancy within 5 years other than:",
        "Any malignancy within 5 years. Exceptions:",
    ] {
        let text = format!("Exclusion Criteria:\n- {head}\n  - Basal cell carcinoma\n  - Cervical carcinoma in situ\n");
        let expected = [
            "condition malignancy [within past 5 a] other than any(E1.1, E1.2)",
            "condition basal cell carcinoma",
            "condition cervical carcinoma in situ",
        ];
        let trial = trial_of(&text);
        let group = trial.criteria.iter().find(|c| !c.criteria.is_empty()).unwrap();
        let all = std::iter::once(group).chain(&group.criteria);
        let found: Vec<_> = all.map(|c| c.reading.clone().unwrap_or_default()).collect();
        assert_eq!(found, expected, "{head}");
    }
}

#[test]
fn an_exception_from_a_limit_excuses() {
    let text = "Inclusion Criteria:\n- ALT \u{2264} 3 x ULN, except for:\n  - Liver metastases\n  - Gilbert syndrome\n";
    let document = trial_of(text);
    let group = document.criteria.iter().find(|c| !c.criteria.is_empty()).unwrap();
    assert_eq!(group.reading.as_deref(), Some("any(ALT \u{2264} 3 \u{d7}ULN, any(I1.1, I1.2))"));
}

#[test]
fn a_list_in_one_sentence_is_excepted_as_well() {
    assert_eq!(
        reading_in(
            Section::Exclusion,
            "History of malignancy, except for: basal cell carcinoma; cervical carcinoma in situ"
        ),
        "condition history of malignancy other than any(condition basal cell carcinoma, condition cervical carcinoma in situ)"
    );
    // Near misses: an exception that is named in the head, a list of its own.
    assert_eq!(
        readings("Exclusion Criteria:\n- Cancer other than skin cancer, any of the following:\n  - Asthma\n  - COPD\n")
            .len(),
        readings("Exclusion Criteria:\n- Any of the following:\n  - Asthma\n  - COPD\n").len()
    );
}

#[test]
fn what_is_allowed_of_nothing_excludes_nobody() {
    let document =
        trial_of("Exclusion Criteria:\n- The following medications are allowed:\n  - Metformin\n  - Insulin\n");
    let group = document.criteria.iter().find(|c| !c.criteria.is_empty()).unwrap();
    assert_eq!(group.reading.as_deref(), Some("permits(any(E1.1, E1.2))"));
}
