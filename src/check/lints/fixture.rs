//! Trials made by hand for the tests of the lints.

use crate::rule::*;

pub fn number(text: &str) -> Option<Number> {
    text.parse().ok().map(Number)
}

pub fn here() -> NodeSpan {
    Span::default().into()
}

pub fn leaf(kind: LeafKind, id: &str) -> Leaf {
    let concept = ConceptRef { id: Some(id.into()), text: id.into(), span: here(), open: false, examples: vec![] };
    Leaf { concept: Some(concept), ..Leaf::new(kind, Span::default()) }
}

pub fn condition(id: &str) -> Node {
    leaf(LeafKind::Condition, id).into()
}

/// `limit("neutrophils", ">= 1.5 10*9/L")`
pub fn limit(id: &str, text: &str) -> Node {
    Leaf { value: Some(value(text).into()), ..leaf(LeafKind::Measurement, id) }.into()
}

pub fn age(text: &str) -> Node {
    Leaf { value: Some(value(text).into()), ..Leaf::new(LeafKind::Age, Span::default()) }.into()
}

pub fn value(text: &str) -> Value {
    let words: Vec<&str> = text.split(' ').collect();
    let mut bounds = Bounds::default();
    let n = number(words[1]);
    match words[0] {
        ">=" => bounds.ge = n,
        ">" => bounds.gt = n,
        "<=" => bounds.le = n,
        "<" => bounds.lt = n,
        _ => bounds.eq = n,
    }
    let code = words.get(2).map(|c| (*c).to_owned());
    Value { bounds, unit: Some(code.clone()), code, text: text.into(), ..Value::default() }
}

pub fn all(of: Vec<Node>) -> Node {
    Node::All { of, span: here() }
}

pub fn any(of: Vec<Node>) -> Node {
    Node::Any { of, span: here() }
}

pub fn not(of: Node) -> Node {
    Node::Not { of: Box::new(of), span: here() }
}

pub fn refer(to: &str) -> Node {
    Node::Ref { to: to.into(), span: here() }
}

/// A trial with these criteria, each a text and its rule, under their sections.
pub fn trial(inclusion: Vec<(&str, Node)>, exclusion: Vec<(&str, Node)>) -> Trial {
    let mut criteria = Vec::new();
    let mut start = 0;
    for (letter, section, of) in [('I', Section::Inclusion, inclusion), ('E', Section::Exclusion, exclusion)] {
        for (i, (text, rule)) in of.into_iter().enumerate() {
            let end = start + text.chars().count() as u32;
            criteria.push(Criterion {
                id: Some(format!("{letter}{}", i + 1)),
                key: format!("{section:?}-{text}"),
                label: None,
                section: Some(section),
                heading: vec![],
                span: Span::new(start, end),
                text: text.into(),
                role: Role::Criterion,
                inferred: false,
                coverage: None,
                reads: None,
                reading: None,
                rule: Some(rule),
                mentions: Vec::new(),
                criteria: vec![],
                diagnostics: vec![],
            });
            start = end + 1;
        }
    }
    Trial {
        schema_version: "1.0".into(),
        source: Source::default(),
        generator: Generator::default(),
        eligibility: None,
        populations: vec![],
        criteria,
        concepts: Default::default(),
        assumptions: vec![],
        diagnostics: vec![],
        review: None,
    }
}

/// What the lint with this code says of the trial.
pub fn said(code: &str, trial: &Trial) -> Vec<String> {
    crate::check::check(trial, None).into_iter().filter(|d| d.code == code).map(|d| d.message).collect()
}
