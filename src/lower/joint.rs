//! What joins one item of a list to the next, where the items say it themselves.
//!
//! | items | rule |
//! |---|---|
//! | type 2 diabetes, *or* / hypertension | `any(diabetes, hypertension)` |
//! | HbA1c > 8 % / *OR* fasting glucose > 126 mg/dL | `any(HbA1c, glucose)` |
//! | LVEF < 40 %, / NYHA II, / *or* hospitalisation | all three are alternatives |
//! | age ≥ 18 years / asthma *or* / COPD | `all(age, any(asthma, COPD))` |
//! | "one of": fever *and* / cough / *OR* / pneumonia | `any(all(fever, cough), pneumonia)` |
//!
//! Near misses: "surgery in *the OR*", a place; "asthma, *and*" in a list of demands, which only ends it; any "or" between criteria
//! that exclude, which do so each by itself.

use std::collections::HashMap;

use crate::rule::{Criterion, Diagnostic, Node, NodeSpan, Section, Severity, Span};

/// A word between two items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// "and", also a word that only ends the list.
    And,
    /// "or", "and/or".
    Or,
}

/// What one item says of the next, by its last word or the first of the next.
///
/// ```text
/// between("Type 2 diabetes, or", "Hypertension") = Or
/// between("Scheduled for surgery in the OR", "Age ≥ 18") = none
/// ```
pub fn between(before: &str, after: &str) -> Option<Joint> {
    last_word(before).or_else(|| first_word(after))
}

/// Whether an item is nothing but a word that joins those around it: "OR".
pub fn alone(text: &str) -> Option<Joint> {
    joint(text.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn joint(word: &str) -> Option<Joint> {
    let is = |other: &str| word.eq_ignore_ascii_case(other);
    if is("or") || is("and/or") {
        return Some(Joint::Or);
    }
    is("and").then_some(Joint::And)
}

fn last_word(text: &str) -> Option<Joint> {
    let mut words = text.trim_end_matches(|c: char| !c.is_alphanumeric()).rsplit(char::is_whitespace).peekable();
    // "or alternatively,"
    words.next_if(|word| word.eq_ignore_ascii_case("alternatively"));
    let found = joint(words.next()?)?;
    // "the OR" is a place.
    let place = |word: &str| ["the", "in", "an"].iter().any(|other| word.eq_ignore_ascii_case(other));
    words.next().is_some_and(|word| !place(word)).then_some(found)
}

fn first_word(text: &str) -> Option<Joint> {
    let mut words = text.split_whitespace();
    let found = joint(words.next()?.trim_end_matches([':', ',']))?;
    words.next().map(|_| found)
}

/// The parts of a list as their joints say, and whether all of them are demanded; `joints` has one fewer than `parts`, `all` is
/// what the list says else, `listed` that the items end in commas or semicolons, so that the last joint is that of all.
pub fn joined(parts: Vec<Node>, joints: &[Option<Joint>], all: bool, listed: bool) -> (Vec<Node>, bool) {
    let is_or = |joint: &Option<Joint>| *joint == Some(Joint::Or);
    if !joints.iter().any(is_or) {
        return (parts, all);
    }
    if !all {
        let explicit = joints.iter().all(Option::is_some);
        let parts = if explicit { runs(parts, joints, |joint| !is_or(joint), of_all) } else { parts };
        return (parts, false);
    }
    let (last, before) = joints.split_last().unzip();
    let ends = listed && last.is_some_and(is_or) && before.is_some_and(|before| before.iter().all(Option::is_none));
    if ends || joints.iter().all(is_or) {
        return (parts, false);
    }
    (runs(parts, joints, is_or, of_any), true)
}

/// The parts, with those that a joint holds together made one.
fn runs(
    parts: Vec<Node>,
    joints: &[Option<Joint>],
    holds: impl Fn(&Option<Joint>) -> bool,
    make: fn(Vec<Node>, NodeSpan) -> Node,
) -> Vec<Node> {
    let mut out = Vec::new();
    let mut run = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        run.push(part);
        if !joints.get(at).is_some_and(&holds) {
            out.push(made_one(std::mem::take(&mut run), make));
        }
    }
    out
}

fn of_any(of: Vec<Node>, span: NodeSpan) -> Node {
    Node::Any { of, span }
}

pub fn of_all(of: Vec<Node>, span: NodeSpan) -> Node {
    Node::All { of, span }
}

/// Several parts made one, which stands where the first of them does.
pub fn made_one(of: Vec<Node>, make: fn(Vec<Node>, NodeSpan) -> Node) -> Node {
    match <[Node; 1]>::try_from(of) {
        Ok([only]) => only,
        Err(of) => {
            let span = of.first().map_or_else(NodeSpan::default, |node| node.span().clone());
            make(of, span)
        }
    }
}

/// The ids of nested criteria that have a rule, the joints between them, and whether their items end in commas or semicolons.
pub fn of_list(criteria: &[Criterion]) -> (Vec<&str>, Vec<Option<Joint>>, bool) {
    let (mut ids, mut joints) = (Vec::new(), Vec::new());
    let mut said = None;
    let mut before: Option<&str> = None;
    let mut listed = true;
    for criterion in criteria {
        if let Some(joint) = alone(&criterion.text) {
            said = Some(joint);
            continue;
        }
        let Some(id) = criterion.id.as_deref().filter(|_| criterion.rule.is_some()) else { continue };
        if let Some(before) = before {
            joints.push(said.take().or_else(|| between(before, &criterion.text)));
            let own = before.trim_end();
            listed &= own.ends_with([',', ';']) || last_word(own).is_some();
        }
        ids.push(id);
        before = Some(last_text(criterion));
    }
    (ids, joints, listed)
}

/// The demands of the outermost list that another demand before them makes needless, as the words between them say: "asthma
/// *or*", and then "COPD". By their ids, each with that of the one before.
pub fn alternatives(criteria: &[Criterion]) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut said = None;
    let mut before: Option<&Criterion> = None;
    for criterion in criteria {
        if let Some(joint) = alone(&criterion.text) {
            said = Some(joint);
            continue;
        }
        let demanded = criterion.section == Some(Section::Inclusion) && criterion.rule.is_some();
        let joint = before.and_then(|b| said.take().or_else(|| between(last_text(b), &criterion.text)));
        if let (Some(before), Some(Joint::Or), true) = (before, joint, demanded)
            && before.heading == criterion.heading
            && let (Some(one), Some(other)) = (&before.id, &criterion.id)
        {
            found.insert(other.clone(), one.clone());
        }
        said = None;
        before = Some(criterion).filter(|_| demanded);
    }
    found
}

/// The words that stand last in a criterion and those nested in it.
fn last_text(criterion: &Criterion) -> &str {
    criterion.criteria.last().map_or(&criterion.text, |last| last_text(last))
}

/// Says of the first of two demands that the other will do as well.
pub fn tell(criteria: &mut [Criterion], alternatives: &HashMap<String, String>) {
    for at in 1..criteria.len() {
        let Some(other) = criteria[at].id.clone().filter(|id| alternatives.contains_key(id)) else { continue };
        let Some(one) = criteria[..at].iter_mut().rev().find(|c| c.id.as_ref() == alternatives.get(&other)) else {
            continue;
        };
        let length = one.span.end - one.span.start;
        one.diagnostics.push(Diagnostic {
            code: "alternative-criteria".to_owned(),
            severity: Severity::Note,
            message: format!("this or {other} is enough, as the \"or\" between them says"),
            span: Span::new(0, length),
            help: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_items() {
        assert_eq!(between("Type 2 diabetes, or", "Hypertension"), Some(Joint::Or));
        assert_eq!(between("Type 2 diabetes; OR;", "Hypertension"), Some(Joint::Or));
        assert_eq!(between("Refuses, and/or", "is unable"), Some(Joint::Or));
        assert_eq!(between("Asthma or alternatively,", "COPD"), Some(Joint::Or));
        assert_eq!(between("Asthma", "OR COPD"), Some(Joint::Or));
        assert_eq!(between("Fever and", "cough"), Some(Joint::And));
        assert_eq!(between("Surgery in the OR", "Age"), None);
        assert_eq!(between("Asthma or COPD", "Oral steroids"), None);
        assert_eq!(between("OR", "COPD"), None);
        assert_eq!(alone("- OR -"), Some(Joint::Or));
        assert_eq!(alone("or asthma"), None);
    }
}
