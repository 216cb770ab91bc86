use super::*;
use crate::rule::{DecisionState, ReviewedPart, Trial, Verdict};
use crate::{Options, extract, source::Document};

fn trial(text: &str) -> Trial {
    extract(&Document { text: text.into(), ..Document::default() }, &Options::default())
}

fn of(trial: &Trial, id: &str) -> Fingerprint {
    subjects(trial).into_iter().find(|s| s.criterion.id.as_deref() == Some(id)).unwrap().fingerprint
}

const HEART: &str = "Exclusion Criteria:\n1. Pregnancy\n2. Any of the following within 6 months before screening:\n   \
                     - Stroke\n   - Myocardial infarction\n";

#[test]
fn renumbering_changes_no_fingerprint() {
    let renumbered = HEART.replace("1. Pregnancy", "1. Asthma\n2. Pregnancy").replace("2. Any", "3. Any");
    let (before, after) = (trial(HEART), trial(&renumbered));
    for (was, is) in [("E1", "E2"), ("E2", "E3"), ("E2.1", "E3.1"), ("E2.2", "E3.2")] {
        assert_eq!(of(&before, was), of(&after, is), "{was}");
    }
}

#[test]
fn what_a_group_says_of_a_criterion_is_in_its_fingerprint() {
    let before = trial(HEART);
    let changed = |text: &str, id: &str| of(&trial(text), id).changed(&of(&before, id));
    // The window is in the rule of each item; the head's words are not.
    let longer = HEART.replace("6 months", "12 months");
    assert_eq!(changed(&longer, "E2.1"), [ReviewedPart::Rule]);
    let reworded = HEART.replace("within 6 months", "within six months");
    assert_eq!(changed(&reworded, "E2.1"), []);
    // What joins the items.
    let all = HEART.replace("Any of the following", "All of the following");
    assert!(changed(&all, "E2.1").contains(&ReviewedPart::Context));
    // A neighbour is nothing to it, but something to the group.
    let more = format!("{HEART}   - Heart failure\n");
    assert_eq!(changed(&more, "E2.1"), []);
    assert_eq!(changed(&more, "E2"), [ReviewedPart::Rule]);
    assert_eq!(changed(&more, "E1"), []);
}

#[test]
fn the_section_is_in_the_fingerprint_and_the_words_of_its_heading_are_not() {
    let before = trial(HEART);
    let changed = |text: &str| of(&trial(text), "E1").changed(&of(&before, "E1"));
    assert_eq!(changed(&HEART.replace("Exclusion Criteria", "Key exclusion criteria")), []);
    let moved = trial(&HEART.replace("Exclusion", "Inclusion"));
    assert_eq!(of(&moved, "I1").changed(&of(&before, "E1")), [ReviewedPart::Context]);
}

/// Decisions that accept everything in a trial.
fn accept(trial: &Trial) -> Decisions {
    let mut decisions = Decisions::none_on(&trial.source);
    decisions.decisions = subjects(trial)
        .into_iter()
        .map(|subject| Decision {
            id: subject.criterion.id.clone(),
            key: subject.criterion.key.clone(),
            fingerprint: subject.fingerprint.to_string(),
            verdict: Some(Verdict::Accepted),
            comment: None,
            text: subject.criterion.text.clone(),
            reading: subject.criterion.reading.clone(),
        })
        .collect();
    decisions
}

/// Id and state of what was decided, changed parts in brackets.
fn states(trial: &Trial) -> Vec<String> {
    let review = trial.review.as_ref().unwrap();
    let shown = |d: &crate::rule::Decided| match d.state {
        DecisionState::Holds => format!("{} holds", d.id.as_deref().unwrap()),
        state => format!("{} {state:?} {:?}", d.id.as_deref().unwrap(), d.changed),
    };
    review.decisions.iter().map(shown).collect()
}

#[test]
fn decisions_hold_only_while_nothing_changed() {
    let decisions = accept(&trial(HEART));
    let mut same = trial(HEART);
    apply(&mut same, &decisions);
    assert_eq!(states(&same), ["E1 holds", "E2 holds", "E2.1 holds", "E2.2 holds"]);
    assert_eq!(same.review.as_ref().map(|r| (r.criteria, r.decided)), Some((4, 4)));

    let mut changed =
        trial(&HEART.replace("Myocardial infarction", "Recent myocardial infarction").replace("1. Pregnancy\n", ""));
    apply(&mut changed, &decisions);
    let states = states(&changed);
    assert_eq!(states[..2], ["E1 holds", "E1.1 holds"]);
    assert!(states[2].starts_with("E1.2 Changed [Text"), "{states:?}");
    assert_eq!(states[3], "E1 Gone []");
    assert_eq!(changed.review.unwrap().decisions[2].text.as_deref(), Some("Myocardial infarction"));
}

#[test]
fn a_file_of_other_things_is_refused() {
    let refused = |text: &str| Decisions::read(text.as_bytes()).unwrap_err().to_string();
    assert!(refused("Inclusion Criteria:").starts_with("it is no JSON"));
    assert!(refused(r#"{"criteria": []}"#).starts_with("it holds no review decisions"));
    assert!(refused(r#"{"type": "trial-extract-decisions", "schema_version": "9.0"}"#).contains("version 9.0"));
    assert!(refused(r#"{"type": "trial-extract-decisions", "schema_version": "1.0"}"#).contains("can not be read"));
    let mut decisions = accept(&trial(HEART));
    let written = |decisions: &Decisions| serde_json::to_string(decisions).unwrap();
    assert_eq!(Decisions::read(written(&decisions).as_bytes()).unwrap(), decisions);
    decisions.decisions[0].fingerprint = "abc".into();
    assert_eq!(refused(&written(&decisions)), "the decision on E1 has no valid fingerprint");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever window a group has, another one changes the fingerprints of what is below, and numbers do not.
        #[test]
        fn a_fingerprint_moves_with_an_inherited_window_and_not_with_numbers(
            a in 1_u32..48, b in 1_u32..48, unit in "weeks|months", before in 0_usize..4, number in 1_u32..90,
        ) {
            let list = |length: u32, before: usize, number: u32| {
                let items: String = (0..before).map(|i| format!("{}. Asthma of kind {i}\n", number + i as u32)).collect();
                trial(&format!(
                    "Exclusion Criteria:\n{items}{}. Any of the following within {length} {unit} before screening:\n   - Stroke\n   \
                     - Myocardial infarction\n",
                    number + before as u32,
                ))
            };
            let stroke = |trial: &Trial| {
                let subjects = subjects(trial);
                subjects.into_iter().find(|s| s.criterion.text == "Stroke").unwrap().fingerprint
            };
            let plain = stroke(&list(a, 0, 1));
            prop_assert_eq!(plain.changed(&stroke(&list(a, before, number))), vec![]);
            let moved = plain.changed(&stroke(&list(b, before, number)));
            prop_assert_eq!(moved, if a == b { vec![] } else { vec![ReviewedPart::Rule] });
        }
    }
}
