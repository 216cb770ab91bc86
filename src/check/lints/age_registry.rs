//! Limits of age that the registry's own fields contradict.

use super::Lint;
use crate::check::limit::{Edge, Limit};
use crate::check::view::{Findings, Stated, View};
use crate::rule::{Bounds, LeafKind, Number, Severity, Time, TimeKind};
use crate::source::Age;

pub static LINT: Lint = Lint {
    code: "age-differs-from-registry",
    severity: Severity::Warning,
    title: "the text and the registry give different ages",
    explanation: "The registry's own field for the youngest or oldest age says something else than the criteria. People \
                  search by the field and are judged by the text; correct one of them.",
    example: "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Age 21 years or older.\", \"minimumAge\": \"18 Years\"}}}",
    near_miss: "{\"protocolSection\": {\"eligibilityModule\": {\"eligibilityCriteria\": \"Inclusion Criteria:\\n- Age 18 years or older.\", \"minimumAge\": \"18 Years\"}}}",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    let Some(registry) = view.registry else { return };
    let ages = || view.stated.iter().filter(|s| s.leaf.kind == LeafKind::Age && s.leaf.subject.is_none());
    if registry.minimum_age.is_none() && registry.maximum_age.is_none() {
        return;
    }
    let tightest = |end: fn(&Stated<'_>) -> Option<Edge>, highest: bool| {
        let mut best: Option<(Edge, &Stated<'_>)> = None;
        for (edge, stated) in ages().filter_map(|s| Some((end(s)?, s))) {
            let tighter = |known: &Edge| if highest { edge.at > known.at } else { edge.at < known.at };
            if best.as_ref().is_none_or(|(known, _)| tighter(known)) {
                best = Some((edge, stated));
            }
        }
        best
    };
    let ends = [
        (&registry.minimum_age, tightest(|s| s.low(), true), "from"),
        (&registry.maximum_age, tightest(|s| s.high(), false), "up to"),
    ];
    for (field, text, word) in ends {
        let (Some((edge, stated)), Some(field)) = (text, field) else { continue };
        let Some(limit) = of_field(field).filter(|limit| limit.basis == stated.limit.basis) else { continue };
        let Some(said) = limit.low else { continue };
        // "Up to 75" and "younger than 76" are the same for whole years.
        let year_on = limit_at(field.value + 1, field.unit.ucum());
        let same = said.at == edge.at || (!edge.closed && word == "up to" && year_on.is_some_and(|e| e.at == edge.at));
        let below = !edge.closed
            && word == "from"
            && field.value > 0
            && limit_at(field.value - 1, field.unit.ucum()).is_some_and(|e| e.at == edge.at);
        if !same && !below {
            let written = stated.leaf.value.as_ref().map_or("", |v| v.text.as_str());
            let message = format!("the registry says {word} {}, {} says {written}", field.text, view.name(stated.at));
            findings.one(LINT.is(), stated.at, view.absolute(stated.at, &stated.leaf.span), message);
        }
    }
}

fn of_field(age: &Age) -> Option<Limit> {
    let mut time = Time::new(TimeKind::Duration, age.text.clone(), crate::rule::Span::default());
    time.bounds = Bounds { ge: Some(Number::from(age.value)), ..Bounds::default() };
    time.code = Some(age.unit.ucum().to_owned());
    Limit::of_time(&time)
}

fn limit_at(value: u32, unit: &str) -> Option<Edge> {
    let mut time = Time::new(TimeKind::Duration, "", crate::rule::Span::default());
    time.bounds = Bounds { ge: Some(Number::from(value)), ..Bounds::default() };
    time.code = Some(unit.to_owned());
    Limit::of_time(&time)?.low
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::source::{Age, AgeUnit, Registry};

    fn said(text: &str, minimum: u32, unit: AgeUnit) -> Vec<String> {
        let minimum_age = Some(Age { value: minimum, unit, text: format!("{minimum} {unit:?}") });
        let registry = Registry { minimum_age, ..Registry::default() };
        let trial = trial(vec![("age", age(text))], vec![]);
        crate::check::check(&trial, Some(&registry)).into_iter().map(|d| d.message).collect()
    }

    #[test]
    fn another_age() {
        assert_eq!(said(">= 21 a", 18, AgeUnit::Years), ["the registry says from 18 Years, I1 says >= 21 a"]);
    }

    #[test]
    fn the_same_age_in_another_unit_or_sign() {
        assert!(said(">= 18 a", 18, AgeUnit::Years).is_empty());
        assert!(said(">= 1.5 a", 18, AgeUnit::Months).is_empty());
        assert!(said("> 17 a", 18, AgeUnit::Years).is_empty());
        assert!(said("> 18 a", 18, AgeUnit::Years).is_empty(), "the field has no sign");
        assert!(said("<= 75 a", 18, AgeUnit::Years).is_empty(), "the text does not say");
    }
}
