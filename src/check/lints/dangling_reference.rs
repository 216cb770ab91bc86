//! A reference to a criterion that is not there.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n};
use nom::character::complete::{char, multispace0};
use nom::combinator::{opt, recognize};
use nom::error::Error;
use nom::multi::many0_count;

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Node, Section, Severity, Span};

pub static LINT: Lint = Lint {
    code: "dangling-reference",
    severity: Severity::Error,
    title: "a reference to a criterion that is not there",
    explanation: "The text refers to a criterion by a number that no criterion has, mostly because items were inserted or \
                  removed since. Nobody can decide it; correct the number.",
    example: "Inclusion Criteria:\n1. Age ≥ 18 years.\n2. Asthma, see inclusion criterion 12.",
    near_miss: "Inclusion Criteria:\n1. Age ≥ 18 years.\n2. Asthma, see inclusion criterion 1.",
    run,
};

fn run(view: &View<'_>, findings: &mut Findings) {
    for (at, placed, rule) in view.rules() {
        look(rule, &mut |to, node| {
            if is_id(to) && !view.ids.contains_key(to) {
                let message = format!("{} refers to {to}, which is not there", view.name(at));
                findings.one(LINT.is(), at, view.absolute(at, node.span()), message);
            }
        });
        let text = &placed.criterion.text;
        for Reference { start, end, section, number } in references(text) {
            let sections = section.as_ref().map_or(&[Section::Inclusion, Section::Exclusion][..], std::slice::from_ref);
            if elsewhere(&text[end..]) || sections.iter().any(|s| is_there(view, *s, number)) {
                continue;
            }
            let words = &text[start..end];
            let from = placed.criterion.span.start + text[..start].chars().count() as u32;
            let span = Span::new(from, from + words.chars().count() as u32);
            let message = format!("there is no criterion that {} calls {words:?}", view.name(at));
            findings.one(LINT.is(), at, span, message);
        }
    }
}

/// A reference by number, and the section that it names.
struct Reference<'a> {
    /// Its bytes.
    start: usize,
    end: usize,
    section: Option<Section>,
    number: &'a str,
}

/// "inclusion criterion 12", "Exclusion Criteria #4", "inclusion criterion no. 3.1", "see criterion 9".
fn references(text: &str) -> impl Iterator<Item = Reference<'_>> {
    let stems = text.as_bytes().windows(STEM.len()).enumerate();
    stems.filter(|(_, word)| word.eq_ignore_ascii_case(STEM)).filter_map(|(at, _)| {
        let before = text[..at].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is = |name: &str| before.len() < at && word.eq_ignore_ascii_case(name);
        let section = [("inclusion", Some(Section::Inclusion)), ("exclusion", Some(Section::Exclusion)), ("see", None)]
            .into_iter()
            .find_map(|(name, section)| is(name).then_some(section))?;
        let (rest, number) = number(&text[at + STEM.len()..]).ok()?;
        let whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        whole.then_some(Reference { start: before.len() - word.len(), end: text.len() - rest.len(), section, number })
    })
}

/// What "criterion" and "criteria" begin with.
const STEM: &[u8] = b"criteri";

/// What follows [`STEM`] in a reference: "on no. 3.1", "a #4".
fn number(text: &str) -> nom::IResult<&str, &str> {
    let sign = alt((tag_no_case("number"), tag_no_case("no."), tag_no_case("no"), tag::<_, _, Error<&str>>("#")));
    let digits = || take_while_m_n(1, 2, |c: char| c.is_ascii_digit());
    let parts = recognize((digits(), many0_count((char('.'), digits()))));
    let ending = alt((tag_no_case("on"), tag_no_case("a")));
    (ending, multispace0, opt(sign), multispace0, parts).map(|(.., number)| number).parse(text)
}

/// "inclusion criterion 3 of the parent study", "of protocol ABC".
fn elsewhere(after: &str) -> bool {
    let near: String = after.chars().take(60).collect::<String>().to_lowercase();
    let near = near.split(['.', ';', ',']).next().unwrap_or_default();
    ["parent", "protocol", "appendix", "annex", "main study", "core study", "original", "previous"]
        .iter()
        .any(|word| near.contains(word))
}

/// Whether the section has a criterion that is numbered so: by its label, or, where labels have no numbers, by its place.
fn is_there(view: &View<'_>, section: Section, number: &str) -> bool {
    let letter = if section == Section::Inclusion { 'I' } else { 'E' };
    let labelled = view.placed.iter().filter(|p| p.criterion.section == Some(section)).any(|p| {
        let label = p.criterion.label.as_deref().unwrap_or_default();
        label.trim_matches(|c: char| !c.is_ascii_digit()) == number
    });
    labelled || view.ids.contains_key(format!("{letter}{number}").as_str())
}

fn look<'a>(node: &'a Node, f: &mut impl FnMut(&'a str, &'a Node)) {
    match node {
        Node::Ref { to, .. } => f(to, node),
        Node::Leaf(leaf) => {
            let inner = [&leaf.having, &leaf.due_to, &leaf.defined_by];
            inner.into_iter().flatten().for_each(|part| look(part, f));
        }
        _ => node.parts().into_iter().for_each(|part| look(part, f)),
    }
}

/// Whether a target is the id of a criterion. "Appendix 3" is somewhere else.
fn is_id(to: &str) -> bool {
    let id = to.strip_prefix(['I', 'E', 'C']).unwrap_or(to);
    !id.is_empty() && id.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;

    #[test]
    fn a_number_that_no_criterion_has() {
        let trial = trial(
            vec![("a", condition("x")), ("b", refer("I12")), ("c", any(vec![refer("I1"), refer("see Appendix 3")]))],
            vec![],
        );
        assert_eq!(said("dangling-reference", &trial), ["I2 refers to I12, which is not there"]);
    }

    #[test]
    fn words_that_name_a_number() {
        let texts = [
            "as noted in inclusion criterion 9",
            "Meets Exclusion Criteria #1",
            "stable (see inclusion criterion no. 2)",
            "met inclusion criterion 7 of the parent study",
            "exclusion criteria 2019",
            "meets criterion 8 of the ACR",
            "asthma (see criterion 30)",
            "exclusion criterion No 9.1. INCLUSION CRITERION 123, inclusion criterion10, foreclusion criterion 8, Inclusioncriterion 8",
        ];
        let mut trial = trial(texts.iter().map(|t| (*t, condition("x"))).collect(), vec![]);
        let expected = [
            "there is no criterion that I1 calls \"inclusion criterion 9\"",
            "there is no criterion that I2 calls \"Exclusion Criteria #1\"",
            "there is no criterion that I7 calls \"see criterion 30\"",
            "there is no criterion that I8 calls \"exclusion criterion No 9.1\"",
            "there is no criterion that I8 calls \"inclusion criterion10\"",
        ];
        assert_eq!(said("dangling-reference", &trial), expected);
        trial.criteria[5].label = Some("9.".into());
        assert_eq!(said("dangling-reference", &trial), expected[1..]);
    }
}
