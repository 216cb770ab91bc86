//! How all criteria combine: for everybody, or for each of the populations that headings name.
//!
//! A criterion belongs to the populations its headings name and to those nested in them; one under no such heading belongs
//! to all. Where the headings name one population only, the trial's own formula is over the criteria that stand under no
//! such heading; where they name several, there is no single formula.

use std::collections::HashMap;
use std::sync::Arc;

use crate::lex::{Kind, Lexeme, lex};
use crate::outline::{Heading, HeadingKind, Item, Outline, People, people, section_for};
use crate::rule::{Criterion, Diagnostic, Node, NodeSpan, Population, Reads, Section, Severity, Span};

/// The formulas of a document.
#[derive(Debug, Default)]
pub(super) struct Combined {
    /// For everybody.
    pub(super) eligibility: Option<Node>,
    /// For each population.
    pub(super) populations: Vec<Population>,
    /// The criteria that are shared by several populations because no heading gives them to one.
    pub(super) shared: Vec<String>,
}

/// Combines the criteria, which are those of the outline's items, one for one.
pub(super) fn combine(
    text: &str,
    outline: &Outline,
    criteria: &[Criterion],
    alternatives: &HashMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Combined {
    let scopes = scopes(text, outline);
    let ruled = || criteria.iter().zip(&scopes).filter(|(criterion, _)| criterion.rule.is_some());
    let mut named: Vec<&[People]> = Vec::new();
    for (_, scope) in ruled().filter(|(_, scope)| !scope.is_empty()) {
        if !named.iter().any(|other| is(other, scope)) {
            named.push(scope);
        }
    }
    let innermost: Vec<&[People]> =
        named.iter().filter(|a| !named.iter().any(|b| b.len() > a.len() && within(a, b))).copied().collect();
    let common: Vec<&Criterion> = ruled().filter(|(_, scope)| scope.is_empty()).map(|(c, _)| c).collect();
    let demanded = common.iter().any(|c| c.section == Some(Section::Inclusion));
    if innermost.is_empty() || (innermost.len() == 1 && !demanded) {
        let eligibility = eligibility(ruled().map(|(criterion, _)| criterion), alternatives);
        if eligibility.is_none() && ruled().next().is_some() {
            diagnostics.push(no_sections());
        }
        return Combined { eligibility, ..Combined::default() };
    }
    let populations = innermost.iter().map(|population| {
        let own = ruled().filter(|(_, scope)| within(scope, population)).map(|(criterion, _)| criterion);
        let names: Vec<&str> = population.iter().map(|people| people.name.as_str()).collect();
        Population { name: names.join(", "), eligibility: eligibility(own, alternatives) }
    });
    let populations = populations.collect();
    let alone = innermost.len() == 1;
    let shared = common.iter().filter_map(|criterion| criterion.id.clone()).collect();
    Combined {
        eligibility: alone.then(|| eligibility(common.into_iter(), alternatives)).flatten(),
        populations,
        shared,
    }
}

/// The people each item is about, by its headings, outermost first.
fn scopes(text: &str, outline: &Outline) -> Vec<Vec<People>> {
    let diseases = diseases(text, outline);
    let of = |item: &Item| -> Vec<(HeadingKind, People)> {
        let with = |heading: &Heading| {
            let disease = section_for(text, heading)?;
            diseases.iter().any(|other| other.is(&disease)).then_some(disease)
        };
        let named = item
            .heading
            .iter()
            .filter_map(|heading| Some((heading.kind, people(text, heading).or_else(|| with(heading))?)));
        named.collect()
    };
    // Items that follow each other mostly share their headings.
    let mut named: Vec<Vec<(HeadingKind, People)>> = Vec::with_capacity(outline.items.len());
    for (at, item) in outline.items.iter().enumerate() {
        let shared = at > 0 && Arc::ptr_eq(&item.heading, &outline.items[at - 1].heading);
        named.push(if shared { named[at - 1].clone() } else { of(item) });
    }
    // "Patients" are some people among others only where sections are named after each: donors and recipients.
    let usual_tells = {
        let mut special = named.iter().flatten().filter(|(_, people)| !people.usual).peekable();
        special.peek().is_some() && special.all(|(kind, _)| *kind == HeadingKind::Section)
    };
    let kept = |found: Vec<(HeadingKind, People)>| -> Vec<People> {
        found.into_iter().filter(|(_, people)| usual_tells || !people.usual).map(|(_, people)| people).collect()
    };
    named.into_iter().map(kept).collect()
}

/// The diseases that sections for inclusion are named after, where there are several: "Inclusion Criteria for *LN*:", "Inclusion Criteria
/// for *SLE*:". Near misses: "Inclusion Criteria for screening:", "Inclusion Criteria for randomization:", which everybody meets; one
/// section alone.
fn diseases(text: &str, outline: &Outline) -> Vec<People> {
    let mut found: Vec<People> = Vec::new();
    let sections = outline.items.iter().filter(|item| item.section == Some(Section::Inclusion));
    for name in sections.flat_map(|item| item.heading.iter()).filter_map(|heading| section_for(text, heading)) {
        if !found.iter().any(|other| other.is(&name)) {
            found.push(name);
        }
    }
    let disease = |people: &People| {
        let lexed = lex(&people.name);
        let concepts: Vec<_> = lexed.lexemes.iter().filter_map(Lexeme::concept).collect();
        !concepts.is_empty() && concepts.iter().all(|entry| entry.kind() == Kind::Condition)
    };
    found.retain(disease);
    if found.len() > 1 { found } else { Vec::new() }
}

/// Whether a criterion of the people `scope` is about `population` too.
fn within(scope: &[People], population: &[People]) -> bool {
    scope.len() <= population.len() && scope.iter().zip(population).all(|(a, b)| a.is(b))
}

fn is(one: &[People], other: &[People]) -> bool {
    one.len() == other.len() && within(one, other)
}

/// All inclusion criteria and no exclusion criterion; none where no criterion has a section. Demands that an "or" joins are
/// alternatives.
fn eligibility<'c>(
    criteria: impl Iterator<Item = &'c Criterion>,
    alternatives: &HashMap<String, String>,
) -> Option<Node> {
    let span = NodeSpan::default();
    let (mut demands, mut excludes) = (Vec::new(), Vec::new());
    for criterion in criteria {
        match (criterion.section, criterion.reads) {
            (Some(Section::Inclusion), _) | (Some(_), Some(Reads::Requires)) => {
                let one = criterion.id.as_ref().and_then(|id| alternatives.get(id));
                let Some(node) = reference(criterion) else { continue };
                match demands.last_mut() {
                    Some(last) if one.is_some_and(|one| refers_last_to(last, one)) => add_alternative(last, node),
                    _ => demands.push(node),
                }
            }
            (Some(Section::Exclusion), _) => excludes.extend(reference(criterion)),
            (None, _) => {}
        }
    }
    if demands.is_empty() && excludes.is_empty() {
        return None;
    }
    let mut of = demands;
    if !excludes.is_empty() {
        let any = Node::Any { of: excludes, span: span.clone() };
        of.push(Node::Not { of: Box::new(any), span: span.clone() });
    }
    Some(Node::All { of, span })
}

/// Whether a demand is a criterion, or ends in it as its last alternative.
fn refers_last_to(node: &Node, id: &str) -> bool {
    match node {
        Node::Ref { to, .. } => to == id,
        Node::Any { of, .. } => of.last().is_some_and(|last| refers_last_to(last, id)),
        _ => false,
    }
}

fn add_alternative(node: &mut Node, other: Node) {
    if let Node::Any { of, .. } = node {
        return of.push(other);
    }
    let span = node.span().clone();
    let first = std::mem::replace(node, Node::Any { of: Vec::new(), span });
    add_alternative(node, first);
    add_alternative(node, other);
}

/// A reference to a criterion, with its words.
fn reference(criterion: &Criterion) -> Option<Node> {
    let to = criterion.id.clone()?;
    let words = Span::new(0, criterion.span.end - criterion.span.start);
    let span = NodeSpan::Elsewhere { criterion: to.clone(), span: words };
    Some(Node::Ref { to, span })
}

fn no_sections() -> Diagnostic {
    Diagnostic {
        code: "no-sections".to_owned(),
        severity: Severity::Warning,
        message: "the text does not say which criteria include and which exclude".to_owned(),
        span: Span::default(),
        help: Some("say which with --section inclusion or --section exclusion".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::{Node, Trial};
    use crate::source::Document;
    use crate::{Options, extract};

    fn trial(text: &str) -> Trial {
        extract(&Document { text: text.to_owned(), ..Document::default() }, &Options::default())
    }

    /// The formula with the ids of its criteria: `all(I1, not(any(E1)))`.
    fn formula(node: &Node) -> String {
        let list = |of: &[Node]| of.iter().map(formula).collect::<Vec<_>>().join(" ");
        match node {
            Node::All { of, .. } => format!("all({})", list(of)),
            Node::Any { of, .. } => format!("any({})", list(of)),
            Node::Not { of, .. } => format!("not({})", formula(of)),
            Node::Ref { to, .. } => to.clone(),
            _ => "?".to_owned(),
        }
    }

    fn shown(text: &str) -> String {
        let trial = trial(text);
        let own = trial.populations.iter().map(|p| (p.name.as_str(), p.eligibility.as_ref()));
        let all = std::iter::once(("everybody", trial.eligibility.as_ref())).chain(own);
        all.map(|(name, node)| format!("{name}: {}\n", node.map_or("none".to_owned(), formula))).collect()
    }

    #[test]
    fn cohorts_share_what_stands_under_no_heading_of_theirs() {
        let text = "Inclusion Criteria:\n- Age ≥ 18 years\nCohort A:\n- Cancer\nCohort B:\n- Asthma\n\
                    Exclusion Criteria:\n- Pregnancy\nCohort A:\n- Stroke";
        insta::assert_snapshot!(shown(text), @r"
        everybody: none
        Cohort A: all(I1 I2 not(any(E1 E2)))
        Cohort B: all(I1 I3 not(any(E1)))
        ");
        let shared = trial(text).assumptions.into_iter().find(|a| a.code == "shared-criteria");
        assert_eq!(shared.map(|a| a.criteria), Some(vec!["I1".to_owned(), "E1".to_owned()]));
    }

    #[test]
    fn sections_named_after_people_are_theirs() {
        insta::assert_snapshot!(
            shown(
                "Inclusion Criteria for Patients:\n- Dementia\nInclusion Criteria for Caregivers:\n- Age ≥ 21 years\n\
                 Exclusion Criteria for Patients:\n- Stroke"
            ),
            @r"
        everybody: none
        Patients: all(I1 not(any(E1)))
        Caregivers: all(I2)
        "
        );
    }

    #[test]
    fn sections_named_after_diseases_are_of_those_who_have_them() {
        insta::assert_snapshot!(
            shown(
                "Inclusion Criteria for all subjects:\n- Age ≥ 18 years\nInclusion Criteria for asthma:\n- FEV1 < 80 %\n\
                 Inclusion Criteria for COPD:\n- FEV1 < 50 %\nExclusion Criteria:\n- Stroke"
            ),
            @r"
        everybody: none
        asthma: all(I1 I2 not(any(E1)))
        COPD: all(I1 I3 not(any(E1)))
        "
        );
        // Near miss: what everybody meets, at one time and at another.
        insta::assert_snapshot!(
            shown("Inclusion Criteria for screening:\n- Asthma\nInclusion Criteria for randomization:\n- FEV1 < 50 %"),
            @"everybody: all(I1 I2)"
        );
    }

    #[test]
    fn one_population_more_leaves_the_others_their_formula() {
        insta::assert_snapshot!(
            shown("Inclusion Criteria:\n- Asthma\nFor healthy volunteers:\n- BMI < 30 kg/m2\nExclusion Criteria:\n- Stroke"),
            @r"
        everybody: all(I1 not(any(E1)))
        healthy volunteers: all(I1 I2 not(any(E1)))
        "
        );
    }

    #[test]
    fn demands_that_or_joins_are_alternatives() {
        insta::assert_snapshot!(
            shown("Inclusion Criteria:\n- Age ≥ 18 years\n- Asthma, or\n- COPD\n- OR\n- Emphysema\n- No surgery in the OR\n- Consent and\n- BMI < 30\n\
                   Exclusion Criteria:\n- Stroke or\n- Angina"),
            @"everybody: all(I1 any(I2 I3 I5) I6 I7 I8 not(any(E1 E2)))"
        );
    }

    #[test]
    fn the_usual_words_for_who_takes_part_are_no_population() {
        insta::assert_snapshot!(
            shown("Patient Inclusion Criteria:\n- Asthma\nMain Exclusion Criteria for all participants:\n- Stroke"),
            @"everybody: all(I1 not(any(E1)))"
        );
    }
}
