//! FHIR R5 `EvidenceVariable`: the criteria as a tree of characteristics.
//!
//! A characteristic that can not be said exactly keeps its words as a `description` alone, and is in the loss report.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::query::Loss;
use crate::rule::{
    Anchor, Bounds, ConceptRef, Criterion, Direction, Leaf, LeafKind, Node, Time, TimeKind, Trial, Value,
};

const UCUM: &str = "http://unitsofmeasure.org";

/// The trial as an `EvidenceVariable`, and what is left out.
pub fn compile(trial: &Trial) -> (Json, Vec<Loss>) {
    let mut writer =
        Writer { trial, criteria: BTreeMap::new(), open: Vec::new(), losses: Vec::new(), at: String::new() };
    index(&trial.criteria, &mut writer.criteria);
    let all = trial.eligibility.as_ref().map(|node| writer.node(node));
    let mut losses = writer.losses;
    losses.sort();
    losses.dedup();
    let mut variable = json!({
        "resourceType": "EvidenceVariable",
        "name": trial.source.name,
        "title": format!("Eligibility criteria of {}", trial.source.name),
        "status": "draft",
        "actual": false,
    });
    if let Some(all) = all {
        variable["characteristic"] = json!([all]);
    }
    (variable, losses)
}

fn index<'t>(criteria: &'t [Criterion], out: &mut BTreeMap<&'t str, &'t Criterion>) {
    for criterion in criteria {
        out.insert(criterion.id.as_deref().unwrap_or(&criterion.key), criterion);
        index(&criterion.criteria, out);
    }
}

struct Writer<'t> {
    trial: &'t Trial,
    criteria: BTreeMap<&'t str, &'t Criterion>,
    /// The criteria that are being written: one that refers to itself is unknown.
    open: Vec<String>,
    losses: Vec<Loss>,
    /// The criterion that is being written.
    at: String,
}

/// Characteristics that are combined.
fn combined(code: &str, parts: Vec<Json>) -> Json {
    json!({"definitionByCombination": {"code": code, "characteristic": parts}})
}

impl Writer<'_> {
    fn unknown(&mut self, node: &str, reason: &str) -> Json {
        let loss = Loss { criterion: self.at.clone(), node: node.to_owned(), reason: reason.to_owned() };
        self.losses.push(loss);
        json!({"description": node})
    }

    fn parts(&mut self, code: &str, of: &[Node]) -> Json {
        let mut parts: Vec<_> = of.iter().map(|part| self.node(part)).collect();
        match parts.len() {
            0 => self.unknown(code, "a combination of nothing"),
            1 => parts.remove(0),
            _ => combined(code, parts),
        }
    }

    fn negated(&mut self, of: &Node) -> Json {
        let mut inner = self.node(of);
        if inner.get("exclude").is_some() {
            inner = combined("all-of", vec![inner]);
        }
        inner["exclude"] = json!(true);
        inner
    }

    fn node(&mut self, node: &Node) -> Json {
        match node {
            Node::All { of, .. } => self.parts("all-of", of),
            Node::Any { of, .. } => self.parts("any-of", of),
            Node::Not { of, .. } => self.negated(of),
            Node::AtLeast { count, distinct: false, of, .. } => self.at_least(count, of),
            Node::AtLeast { count, .. } => self.unknown(&count.text, "a count of what must differ"),
            Node::If { when, then, otherwise, .. } => {
                let met = combined("all-of", vec![self.node(when), self.node(then)]);
                let not_met = combined("all-of", vec![self.negated(when), self.node(otherwise)]);
                combined("any-of", vec![met, not_met])
            }
            Node::Ref { to, .. } => self.reference(to),
            Node::Constant { value, .. } => self.unknown(&value.to_string(), "the same for everybody"),
            Node::Leaf(leaf) => self.leaf(leaf),
        }
    }

    fn at_least(&mut self, count: &Value, of: &[Node]) -> Json {
        let whole = |n: crate::rule::Number| n.0.normalize().to_string().parse::<u32>().ok();
        let (code, threshold) = match &count.bounds {
            Bounds { ge: Some(n), gt: None, le: None, lt: None, eq: None } => ("at-least", whole(*n)),
            Bounds { ge: None, gt: None, le: Some(n), lt: None, eq: None } => ("at-most", whole(*n)),
            _ => ("", None),
        };
        let Some(threshold) = threshold else { return self.unknown(&count.text, "a count with two limits") };
        let parts = of.iter().map(|part| self.node(part)).collect();
        let mut combination = combined(code, parts);
        combination["definitionByCombination"]["threshold"] = json!(threshold);
        combination
    }

    fn reference(&mut self, to: &str) -> Json {
        let found = self.criteria.get(to).copied();
        let Some((criterion, rule)) = found.and_then(|c| Some((c, c.rule.as_ref()?))) else {
            return self.unknown(to, "a criterion that is not here");
        };
        if self.open.iter().any(|open| open == to) {
            return self.unknown(to, "a criterion that refers to itself");
        }
        self.open.push(to.to_owned());
        let outer = std::mem::replace(&mut self.at, to.to_owned());
        let mut written = self.node(rule);
        self.at = outer;
        self.open.pop();
        if written.get("linkId").is_none() {
            written["linkId"] = json!(to);
            written["description"] = json!(criterion.text.trim());
        }
        written
    }

    fn leaf(&mut self, leaf: &Leaf) -> Json {
        let words = leaf.concept.as_ref().map(|c| c.text.clone()).or_else(|| leaf.text.clone()).unwrap_or_default();
        match unsaid(leaf) {
            Some(reason) => self.unknown(&words, reason),
            None => self.said(leaf).unwrap_or_else(|reason| self.unknown(&words, reason)),
        }
    }

    fn said(&self, leaf: &Leaf) -> Result<Json, &'static str> {
        let kind = match leaf.kind {
            LeafKind::Age => json!({"text": "age"}),
            LeafKind::Sex => json!({"text": "sex"}),
            _ => self.concept(leaf.concept.as_ref().ok_or("it does not say what it is about")?)?,
        };
        let values = match (&leaf.value, leaf.kind) {
            (Some(value), LeafKind::Sex) => match value.is.as_deref() {
                Some(sex @ ("male" | "female")) => vec![("valueCodeableConcept", sex_code(sex))],
                _ => return Err("any sex"),
            },
            (Some(value), _) => limits(value)?,
            (None, _) => vec![("valueBoolean", json!(true))],
        };
        let mut parts = Vec::new();
        for (key, value) in values {
            let mut by = json!({"type": kind, key: value});
            if !leaf.method.is_empty() {
                by["method"] = leaf.method.iter().map(|m| json!({"text": m.text})).collect();
            }
            let mut part = json!({"definitionByTypeAndValue": by});
            let events = leaf.time.iter().map(from_event).collect::<Result<Vec<_>, _>>()?;
            if !events.is_empty() {
                part["timeFromEvent"] = json!(events);
            }
            parts.push(part);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { combined("all-of", parts) })
    }

    fn concept(&self, concept: &ConceptRef) -> Result<Json, &'static str> {
        let id = concept.id.as_ref().ok_or("a concept of no vocabulary")?;
        let known = self.trial.concepts.get(id);
        let codes: Vec<_> = known
            .into_iter()
            .flat_map(|c| &c.codes)
            .map(|coding| json!({"system": coding.system, "code": coding.code}))
            .collect();
        let text = known.map_or(concept.text.as_str(), |c| c.name.as_str());
        Ok(if codes.is_empty() { json!({"text": text}) } else { json!({"coding": codes, "text": text}) })
    }
}

fn sex_code(sex: &str) -> Json {
    json!({"coding": [{"system": "http://hl7.org/fhir/administrative-gender", "code": sex}]})
}

/// Why a leaf can not be said.
fn unsaid(leaf: &Leaf) -> Option<&'static str> {
    let reasons = [
        (leaf.kind == LeafKind::Narrative, "no data can decide it"),
        (leaf.kind == LeafKind::Unparsed, "it is not understood"),
        (leaf.status.is_some(), "when it holds, without a length of time"),
        (leaf.subject.as_deref().is_some_and(|subject| subject != "patient"), "something about somebody else"),
        (!leaf.qualifiers.is_empty(), "severity, activity or the like"),
        (leaf.dose.is_some() || leaf.route.is_some(), "a dose or a route"),
        (leaf.count.is_some() || leaf.select.is_some(), "how many, or which of them"),
        (leaf.derive.is_some(), "a value computed from two measurements"),
        (leaf.outcome.is_some(), "how it turned out"),
        (!leaf.setting.is_empty(), "in which setting it is measured"),
        (leaf.due_to.is_some() || leaf.having.is_some(), "what else holds of the same event"),
        (leaf.defined_by.is_some(), "a definition in place of a concept"),
    ];
    reasons.into_iter().find_map(|(is, reason)| is.then_some(reason))
}

/// The value as elements, all of which hold.
fn limits(value: &Value) -> Result<Vec<(&'static str, Json)>, &'static str> {
    if value.relative_to.is_some() || value.components.is_some() || value.also.is_some() {
        return Err("a limit that depends on another number");
    }
    let words = |text: &str| ("valueCodeableConcept", json!({"text": text}));
    if let Some(is) = &value.is {
        return Ok(vec![words(is)]);
    }
    match &value.within[..] {
        [] => {}
        [one] => return Ok(vec![words(one)]),
        _ => return Err("one of several classes"),
    }
    let Bounds { ge, gt, le, lt, eq } = value.bounds;
    let quantity = |n: crate::rule::Number| {
        let mut out = json!({"value": n});
        if let Some(unit) = value.unit_text() {
            out["unit"] = json!(unit);
        }
        if let Some(code) = &value.code {
            out["system"] = json!(UCUM);
            out["code"] = json!(code);
        }
        out
    };
    if let (Some(low), Some(high)) = (ge, le) {
        return Ok(vec![("valueRange", json!({"low": quantity(low), "high": quantity(high)}))]);
    }
    let limits = [(ge, Some(">=")), (gt, Some(">")), (le, Some("<=")), (lt, Some("<")), (eq, None)];
    let out: Vec<_> = limits
        .into_iter()
        .filter_map(|(n, comparator)| {
            let mut quantity = quantity(n?);
            if let Some(comparator) = comparator {
                quantity["comparator"] = json!(comparator);
            }
            Some(("valueQuantity", quantity))
        })
        .collect();
    if out.is_empty() { Err("no limit") } else { Ok(out) }
}

/// A window around a named moment.
fn from_event(time: &Time) -> Result<Json, &'static str> {
    let plain = time.longest_of.is_empty() && time.shortest_of.is_empty() && time.of.is_none();
    let Bounds { ge, gt: None, le, lt: None, eq: None } = time.bounds else { return Err("a window without its end") };
    let (TimeKind::Window, true, Some(code)) = (time.kind, plain, &time.code) else {
        return Err("a duration, a frequency or a window of several lengths");
    };
    let event = match &time.anchor {
        None => "index date",
        Some(Anchor::Point(mention)) => mention.id.as_deref().unwrap_or(&mention.text),
        Some(Anchor::Event(_)) => return Err("a window counted from another event"),
    };
    let zero = crate::rule::Number::from(0);
    let quantity = |n: crate::rule::Number, sign: i8| json!({"value": crate::rule::Number(n.0 * rust_decimal::Decimal::from(sign)), "system": UCUM, "code": code});
    let range = match (time.direction.unwrap_or(Direction::Before), ge, le) {
        (Direction::Before, near, Some(far)) => {
            json!({"low": quantity(far, -1), "high": quantity(near.unwrap_or(zero), -1)})
        }
        (Direction::Before, Some(near), None) => json!({"high": quantity(near, -1)}),
        (Direction::After, near, Some(far)) => {
            json!({"low": quantity(near.unwrap_or(zero), 1), "high": quantity(far, 1)})
        }
        (Direction::After, Some(near), None) => json!({"low": quantity(near, 1)}),
        (Direction::Around, None, Some(far)) => json!({"low": quantity(far, -1), "high": quantity(far, 1)}),
        _ => return Err("a window without a limit, or with a gap"),
    };
    Ok(json!({"eventCodeableConcept": {"text": event.replace('_', " ")}, "range": range}))
}
