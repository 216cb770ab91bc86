//! Who the registry's own fields admit, where the criteria say something else.

use super::Lint;
use crate::check::standing::Polarity;
use crate::check::view::{Findings, View};
use crate::rule::{Leaf, LeafKind, Node, Severity};
use crate::source::Sex;

pub static SEX: Lint = Lint {
    code: "sex-differs-from-registry",
    severity: Severity::Warning,
    title: "the text and the registry admit different sexes",
    explanation: "The registry's own field for sex says something else than the criteria. People search by the field and are \
                  judged by the text; correct one of them.",
    example: "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Female patients.\", \"sex\": \"ALL\"}}}",
    near_miss: "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Female patients.\", \"sex\": \"FEMALE\"}}}",
    run: sex,
};

pub static HEALTHY: Lint = Lint {
    code: "healthy-differs-from-registry",
    severity: Severity::Warning,
    title: "the text and the registry disagree on healthy volunteers",
    explanation: "The registry's own field says whether healthy volunteers are admitted, and the criteria say the opposite. \
                  Correct one of them.",
    example: "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Healthy volunteers.\", \"healthyVolunteers\": false}}}",
    near_miss: "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Healthy volunteers.\", \"healthyVolunteers\": true}}}",
    run: healthy,
};

/// The concept of a healthy volunteer.
const VOLUNTEER: &str = "healthy_volunteer";

fn sex(view: &View<'_>, findings: &mut Findings) {
    let Some(field) = view.registry.and_then(|registry| registry.sex) else { return };
    let word = match field {
        Sex::All => "any",
        Sex::Female => "female",
        Sex::Male => "male",
    };
    for_everybody(view, &mut |at, leaf, bars| {
        let said = leaf.value.as_ref().and_then(|value| value.is.as_deref());
        let Some(said) = said.filter(|_| leaf.kind == LeafKind::Sex && leaf.subject.is_none() && !bars) else { return };
        if said != word {
            let message = format!("the registry says {word} sex, {} says {said}", view.name(at));
            findings.one(SEX.is(), at, view.absolute(at, &leaf.span), message);
        }
    });
}

fn healthy(view: &View<'_>, findings: &mut Findings) {
    let Some(admitted) = view.registry.and_then(|registry| registry.healthy_volunteers) else { return };
    for_everybody(view, &mut |at, leaf, bars| {
        if leaf.concept_id() == Some(VOLUNTEER) && admitted == bars {
            let (field, text) = if bars { ("admits", "excludes") } else { ("does not admit", "demands") };
            let message = format!("the registry {field} healthy volunteers, {} {text} them", view.name(at));
            findings.one(HEALTHY.is(), at, view.absolute(at, &leaf.span), message);
        }
    });
}

/// Calls `f` with every leaf that everybody must meet, or nobody may meet; cohorts have criteria of their own.
fn for_everybody<'a>(view: &View<'a>, f: &mut impl FnMut(usize, &'a Leaf, bool)) {
    let alone = view.rules().filter(|(_, placed, _)| placed.alone && view.trial.populations.is_empty());
    for (at, placed, rule) in alone {
        match (rule, placed.polarity) {
            (Node::Leaf(leaf), polarity) => f(at, leaf, polarity == Polarity::Bars),
            (Node::All { of, .. }, Polarity::Admits) | (Node::Any { of, .. }, Polarity::Bars) => {
                for part in of {
                    if let Node::Leaf(leaf) = part {
                        f(at, leaf, placed.polarity == Polarity::Bars);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VOLUNTEER;
    use crate::check::lints::fixture::*;
    use crate::rule::{Leaf, LeafKind, Node, Span, Trial, Value};
    use crate::source::{Registry, Sex};

    fn sex(is: &str) -> Node {
        let value = Some(Value { is: Some(is.into()), ..Value::default() });
        Leaf { value: value.map(Box::new), ..Leaf::new(LeafKind::Sex, Span::default()) }.into()
    }

    fn codes(trial: &Trial, registry: &Registry) -> Vec<String> {
        crate::check::check(trial, Some(registry)).into_iter().map(|d| d.code).collect()
    }

    #[test]
    fn another_sex() {
        let registry = |sex| Registry { sex: Some(sex), ..Registry::default() };
        let women = trial(vec![("women", sex("female"))], vec![]);
        assert_eq!(codes(&women, &registry(Sex::All)), ["sex-differs-from-registry"]);
        assert_eq!(codes(&women, &registry(Sex::Male)), ["sex-differs-from-registry"]);
        assert!(codes(&women, &registry(Sex::Female)).is_empty());
        let some = trial(vec![("women or sle", any(vec![sex("female"), condition("sle")]))], vec![]);
        assert!(codes(&some, &registry(Sex::All)).is_empty(), "not demanded of everybody");
    }

    #[test]
    fn healthy_volunteers() {
        let registry = |admitted| Registry { healthy_volunteers: Some(admitted), ..Registry::default() };
        let volunteer = || Node::from(leaf(LeafKind::Observation, VOLUNTEER));
        let demanded = trial(vec![("healthy volunteers", volunteer())], vec![]);
        assert_eq!(codes(&demanded, &registry(false)), ["healthy-differs-from-registry"]);
        assert!(codes(&demanded, &registry(true)).is_empty());
        let excluded = trial(vec![], vec![("healthy volunteers", volunteer())]);
        assert_eq!(codes(&excluded, &registry(true)), ["healthy-differs-from-registry"]);
        assert!(codes(&excluded, &registry(false)).is_empty());
    }
}
