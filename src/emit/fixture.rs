//! Rules made by hand for the tests of the emitters.

use std::collections::BTreeMap;

use crate::rule::*;

/// The text that a test's rules are said of; finds the places of words in it.
pub(crate) struct Words(pub &'static str);

impl Words {
    /// The first place of `words`, in code points.
    pub fn span(&self, words: &str) -> Span {
        let byte = self.0.find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", self.0));
        let start = self.0[..byte].chars().count();
        Span::new(start as u32, (start + words.chars().count()) as u32)
    }

    pub fn concept(&self, id: &str, words: &str) -> ConceptRef {
        let id = (!id.is_empty()).then(|| id.to_owned());
        ConceptRef { id, text: words.into(), span: self.span(words).into(), open: false, examples: Vec::new() }
    }

    pub fn mention(&self, id: &str, words: &str) -> Mention {
        let id = (!id.is_empty()).then(|| id.to_owned());
        Mention { id, text: words.into(), span: self.span(words).into() }
    }

    pub fn leaf(&self, kind: LeafKind, id: &str, words: &str) -> Leaf {
        let mut leaf = Leaf::new(kind, Span::new(0, self.0.chars().count() as u32));
        leaf.concept = (!words.is_empty()).then(|| self.concept(id, words));
        leaf
    }

    /// A value that stands at `words`, with these limits and unit as written and in UCUM.
    pub fn value(&self, words: &str, bounds: Bounds, unit: &str, code: &str) -> Value {
        Value {
            bounds,
            unit: Some((!unit.is_empty()).then(|| unit.to_owned())),
            code: (!code.is_empty()).then(|| code.to_owned()),
            text: words.into(),
            span: self.span(words),
            ..Value::default()
        }
    }

    pub fn time(&self, kind: TimeKind, words: &str, bounds: Bounds, unit: &str, code: &str) -> Time {
        let mut time = Time::new(kind, words, self.span(words));
        time.bounds = bounds;
        time.unit = (!unit.is_empty()).then(|| unit.to_owned());
        time.code = (!code.is_empty()).then(|| code.to_owned());
        time
    }
}

pub(crate) fn number(digits: &str) -> Option<Number> {
    digits.parse().ok().map(Number)
}

pub(crate) fn ge(digits: &str) -> Bounds {
    Bounds { ge: number(digits), ..Bounds::default() }
}

pub(crate) fn gt(digits: &str) -> Bounds {
    Bounds { gt: number(digits), ..Bounds::default() }
}

pub(crate) fn le(digits: &str) -> Bounds {
    Bounds { le: number(digits), ..Bounds::default() }
}

pub(crate) fn eq(digits: &str) -> Bounds {
    Bounds { eq: number(digits), ..Bounds::default() }
}

pub(crate) fn all(of: Vec<Node>) -> Node {
    Node::All { of, span: NodeSpan::default() }
}

pub(crate) fn any(of: Vec<Node>) -> Node {
    Node::Any { of, span: NodeSpan::default() }
}

pub(crate) fn not(node: impl Into<Node>) -> Node {
    Node::Not { of: Box::new(node.into()), span: NodeSpan::default() }
}

pub(crate) fn constant(value: bool) -> Node {
    Node::Constant { value, span: NodeSpan::default() }
}

/// Concepts by id and usual name.
pub(crate) fn concepts(names: &[(&str, &str)]) -> BTreeMap<String, Concept> {
    let concept = |name: &str| Concept { name: name.into(), ..Concept::default() };
    names.iter().map(|(id, name)| ((*id).to_owned(), concept(name))).collect()
}

pub(crate) fn criterion(id: &str, start: u32, text: &str, rule: Option<Node>) -> Criterion {
    Criterion {
        id: (!id.is_empty()).then(|| id.to_owned()),
        key: format!("key-{id}"),
        label: None,
        section: Some(if id.starts_with('E') { Section::Exclusion } else { Section::Inclusion }),
        heading: Vec::new(),
        span: Span::new(start, start + text.chars().count() as u32),
        text: text.into(),
        role: Role::Criterion,
        inferred: false,
        coverage: rule.is_some().then_some(Coverage::Computable),
        reads: None,
        reading: rule.as_ref().map(|rule| super::reading(rule, &BTreeMap::new())),
        rule,
        mentions: Vec::new(),
        criteria: Vec::new(),
        diagnostics: Vec::new(),
    }
}

pub(crate) fn trial(criteria: Vec<Criterion>) -> Trial {
    Trial {
        schema_version: "1.0".into(),
        source: Source { name: "000.txt".into(), id: "000".into(), sha256: "0".repeat(64), format: "text".into() },
        generator: Generator { name: "trial-extract".into(), version: "0.1.0".into(), lexicon: "0".into() },
        eligibility: None,
        populations: Vec::new(),
        criteria,
        concepts: BTreeMap::new(),
        assumptions: Vec::new(),
        diagnostics: Vec::new(),
        review: None,
    }
}
