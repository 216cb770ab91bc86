//! A reference to a criterion that is not there.

use std::sync::LazyLock;

use regex::Regex;

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
        if !may_refer(text) {
            continue;
        }
        for named in REFERENCE.captures_iter(text) {
            let (Some(whole), Some(number)) = (named.get(0), named.name("number")) else { continue };
            let sections: &[Section] = match named.name("section").map(|m| m.as_str().to_lowercase()) {
                Some(word) if word.starts_with('i') => &[Section::Inclusion],
                Some(_) => &[Section::Exclusion],
                None => &[Section::Inclusion, Section::Exclusion],
            };
            if elsewhere(&text[whole.end()..]) || sections.iter().any(|s| is_there(view, *s, number.as_str())) {
                continue;
            }
            let start = placed.criterion.span.start + text[..whole.start()].chars().count() as u32;
            let span = Span::new(start, start + whole.as_str().chars().count() as u32);
            let words = whole.as_str();
            let message = format!("there is no criterion that {} calls {words:?}", view.name(at));
            findings.one(LINT.is(), at, span, message);
        }
    }
}

/// "inclusion criterion 12", "Exclusion Criteria #4", "inclusion criterion no. 3.1", "see criterion 9".
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    let named = r"(?<section>inclusion|exclusion)\s+criteri(?:on|a)|see\s+criterion";
    Regex::new(&format!(r"(?i)\b(?:{named})\s*(?:no\.?|number|#)?\s*(?<number>\d{{1,2}}(?:\.\d{{1,2}})*)\b"))
        .expect("a pattern that is tested")
});

/// Whether the words of a reference are there at all: most documents have none, and to compile the pattern takes longer
/// than to read one.
fn may_refer(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains(|c: char| c.is_ascii_digit())
        && lower.contains("criteri")
        && (lower.contains("clusion") || lower.contains("see"))
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
        ];
        let mut trial = trial(texts.iter().map(|t| (*t, condition("x"))).collect(), vec![]);
        let expected = [
            "there is no criterion that I1 calls \"inclusion criterion 9\"",
            "there is no criterion that I2 calls \"Exclusion Criteria #1\"",
            "there is no criterion that I7 calls \"see criterion 30\"",
        ];
        assert_eq!(said("dangling-reference", &trial), expected);
        trial.criteria[5].label = Some("9.".into());
        assert_eq!(said("dangling-reference", &trial), expected[1..]);
    }
}
