//! People of one sex who take part under a condition, and what is said of alternatives as a whole: their age, what "either" opens.

use super::{reading, trial_of};

#[test]
fn who_is_eligible_under_a_condition_is_asked_alone() {
    let rows = [
        (
            "A female participant is eligible to take part if she is not pregnant",
            "if sex female: not(condition pregnancy)",
        ),
        (
            "Women are eligible provided they have a negative pregnancy test at screening",
            "if sex female: pregnancy test negative [at screening]",
        ),
        ("Both men and women are eligible if BMI is 25-40 kg/m2", "BMI 25..40 kg/m2"),
        (
            "Male subjects, if they have asthma, must have FEV1 > 60 %",
            "if all(sex male, condition asthma): FEV1 > 60 %",
        ),
        // Near misses: people whom a disease names, and a condition that is of the disease.
        ("Patients with diabetes are eligible if HbA1c is < 8%", "if condition diabetes mellitus: HbA1c < 8 %"),
        ("Women must not be pregnant", "if sex female: not(condition pregnancy)"),
    ];
    for (text, expected) in rows {
        assert_eq!(reading(text), expected, "{text}");
    }
}

#[test]
fn a_head_that_demands_of_women_keeps_what_it_says_beside_its_list() {
    let rows = [
        (
            "A female participant is eligible to participate if she is not pregnant, and at least one of the following conditions applies:",
            "if sex female: all(not(condition pregnancy), any(I1.1, I1.2))",
        ),
        ("Women are eligible if one of the following applies:", "if sex female: any(I1.1, I1.2)"),
        ("Asthma and at least one of the following applies:", "all(condition asthma, any(I1.1, I1.2))"),
        // Near miss: nothing is said beside the list.
        ("At least one of the following applies:", "any(I1.1, I1.2)"),
    ];
    for (head, expected) in rows {
        let text =
            format!("Inclusion Criteria:\n\n* {head}\n\n  * Surgically sterile\n  * Postmenopausal for 1 year\n");
        let trial = trial_of(&text);
        let first = trial.criteria.iter().find(|c| c.id.as_deref() == Some("I1")).unwrap();
        assert_eq!(first.reading.as_deref(), Some(expected), "{head}");
    }
}

#[test]
fn an_age_behind_alternatives_is_of_each() {
    let rows = [
        (
            "Patients with asthma or COPD aged 40 to 80 years",
            "all(any(condition asthma, condition COPD), age 40..80 a)",
        ),
        (
            "Asthma, COPD or bronchiectasis aged 18-75 years",
            "all(any(condition asthma, condition COPD, condition bronchiectasis), age 18..75 a)",
        ),
        // Near misses: other people are named, and an age that may be of women alone.
        ("Asthma or children with COPD aged 6 to 11 years", "any(condition asthma, all(condition COPD, age 6..11 a))"),
        ("Men or postmenopausal women aged ≥ 50 years", "any(sex male, all(observation postmenopausal, age ≥ 50 a))"),
    ];
    for (text, expected) in rows {
        assert_eq!(reading(text), expected, "{text}");
    }
}

#[test]
fn either_behind_a_comma_opens_a_part() {
    let rows = [
        (
            "Men, either smokers or ex-smokers, with BMI ≥ 30 kg/m2",
            "all(sex male, any(observation smoking, observation former smoker), BMI ≥ 30 kg/m2)",
        ),
        (
            "Male subjects, either Chinese or Japanese aged 20 to 45 years",
            "all(sex male, any(observation Chinese, observation Japanese), age 20..45 a)",
        ),
        // Near misses: a list to its end, and "either" before the whole.
        ("Asthma, COPD, or bronchiectasis", "any(condition asthma, condition COPD, condition bronchiectasis)"),
        ("Either asthma, COPD or bronchiectasis", "any(condition asthma, condition COPD, condition bronchiectasis)"),
    ];
    for (text, expected) in rows {
        assert_eq!(reading(text), expected, "{text}");
    }
}

#[test]
fn causes_that_are_not_of_an_organ_are_denied_to_nobody() {
    assert_eq!(
        reading("Non-cardiac causes of dyspnea such as COPD or anemia"),
        "all(condition dyspnea {examples: COPD, anemia}, ‹Non-cardiac causes: in no part of the rule›)"
    );
    // Near miss: what the prefix makes another kind of.
    assert_eq!(reading("Non-cardiac surgery"), "procedure surgery other than procedure cardiac surgery");
}
