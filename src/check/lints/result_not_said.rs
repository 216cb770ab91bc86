//! A measurement without any result, where only a result could decide.

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Leaf, LeafKind, NodeSpan, Severity};

pub static LINT: Lint = Lint {
    code: "result-not-said",
    severity: Severity::Warning,
    title: "a measurement, and no word on which result is meant",
    explanation: "A laboratory test, vital sign or score stands alone, and its result could be anything, so it is neither \
                  met nor not met but unknown. Say the result, or spell out what an abbreviation stands for.",
    example: "Exclusion Criteria:\n- Asthma or serum creatinine.",
    near_miss: "Exclusion Criteria:\n- Asthma or elevated serum creatinine.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, _, rule) in view.rules() {
        rule.each_leaf(&mut |leaf| {
            let text = &view.placed[at].criterion.text;
            let named = leaf.kind == LeafKind::Measurement && leaf.concept_id().is_some();
            if named && !says_result(leaf) && stands_alone(leaf, text) {
                let message = format!("it does not say which result of {} is meant", view.subject(leaf));
                findings.one(LINT.is(), at, view.absolute(at, &leaf.span), message);
            }
        });
    }
}

fn says_result(leaf: &Leaf) -> bool {
    let said = leaf.value.is_some() || leaf.count.is_some() || leaf.derive.is_some() || leaf.defined_by.is_some();
    // "ANC < 0.8 unless *attributable to SLE*": more is said of a result that stands elsewhere.
    said || leaf.due_to.is_some() || leaf.having.is_some()
}

/// Words beside the name of a measurement that say no more than it does.
const PLAIN: [&str; 22] = [
    "a", "an", "any", "blood", "current", "fasting", "known", "level", "levels", "measured", "of", "or", "plasma",
    "result", "results", "score", "serum", "test", "tests", "the", "value", "values",
];

/// The ends of words that name a finding, as "microalbuminuria" does, and no test.
const FINDINGS: [&str; 9] = ["uria", "emia", "aemia", "penia", "ism", "osis", "gain", "loss", "stiffness"];

/// Whether the measurement is named and nothing else is said of it, which may say the result in words that are not
/// understood, or make it no result at all: "*treatment for* weight reduction", "testosterone *naive*".
fn stands_alone(leaf: &Leaf, text: &str) -> bool {
    let (NodeSpan::Here(whole), Some(concept)) = (&leaf.span, &leaf.concept) else { return true };
    let own = concept.span.span();
    let places = (whole.start..own.start).chain(own.end.max(whole.start)..whole.end);
    let mut chars = text.chars().skip(whole.start as usize);
    let mut beside = String::new();
    let mut last = whole.start;
    for place in places {
        if place > last {
            beside.push(' ');
        }
        beside.extend(chars.nth((place - last) as usize).filter(|c| c.is_alphanumeric()).or(Some(' ')));
        last = place + 1;
    }
    let plain = beside.split_whitespace().all(|word| PLAIN.contains(&word.to_ascii_lowercase().as_str()));
    let name = concept.text.to_lowercase();
    plain && !FINDINGS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{LeafKind, Span};

    #[test]
    fn a_test_alone_says_no_result() {
        let alone = leaf(LeafKind::Measurement, "creatinine");
        assert_eq!(said("result-not-said", &trial(vec![], vec![("x", alone.into())])).len(), 1);
        let limited = limit("creatinine", "> 2");
        assert!(said("result-not-said", &trial(vec![], vec![("x", limited)])).is_empty());
        let condition = leaf(LeafKind::Condition, "asthma");
        assert!(said("result-not-said", &trial(vec![], vec![("x", condition.into())])).is_empty());
    }

    #[test]
    fn other_words_may_say_the_result() {
        let found = |text: &str, start: u32, name: &str| {
            let mut leaf = leaf(LeafKind::Measurement, "body_weight");
            let end = start + name.chars().count() as u32;
            leaf.span = Span::new(0, text.chars().count() as u32).into();
            leaf.concept.as_mut().unwrap().span = Span::new(start, end).into();
            leaf.concept.as_mut().unwrap().text = name.into();
            said("result-not-said", &trial(vec![], vec![(text, leaf.into())])).len()
        };
        assert_eq!(found("body weight", 0, "body weight"), 1);
        assert_eq!(found("the serum creatinine level", 10, "creatinine"), 1);
        assert_eq!(found("Treatment for weight reduction", 14, "weight reduction"), 0);
        assert_eq!(found("testosterone naïve", 0, "testosterone"), 0);
        assert_eq!(found("Microalbuminuria", 0, "Microalbuminuria"), 0, "a finding");
    }
}
