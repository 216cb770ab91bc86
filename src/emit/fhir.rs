//! FHIR R5 `EvidenceVariable`: the criteria as a tree of characteristics.
//!
//! A characteristic that can not be said exactly keeps its words as a `description` alone, and is in the loss report.
//!
//! | of a rule | is |
//! |---|---|
//! | a concept and its limit | `definitionByTypeAndValue`: the limit a quantity, a range or a concept; without one, `true` |
//! | how severe, how given, how it turned out, only planned or suspected | the value, a concept in words; a dose is a quantity |
//! | of somebody else, in a setting | the type, in words: `LDL, on medication`, `breast cancer of relative` |
//! | what else holds of the same event, its cause; how severe something with a limit is | the type, in the words of the [`mod@super::reading`]: `heart failure having (NYHA class in {III, IV})` |
//! | so many different members of a class | a combination `at-least` of the members that the vocabulary has |
//! | examples as grave as the word they stand for ("major surgery, e.g. …") | a combination `any-of`: of them the word is not asked |
//! | a multiple of a limit of normal, a percentage of what is predicted | a quantity of the UCUM annotation `{ULN}`, `%{predicted}`, … |
//! | one of several classes | a combination `any-of` |
//! | how often, how long | `instances[x]`, `duration[x]` |
//! | a window | `timeFromEvent`, in time after the event: before it is below zero |
//! | "current" | at 0 days from the index date; "history of" and "ever" at most 0 days |

mod leaf;
mod time;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::query::Loss;
use super::reading::reading;
use crate::evaluate::definition::{defined, illustrations, members_of};
use crate::evaluate::interval::Count;
use crate::rule::{Concept, Criterion, Leaf, Node, Trial, Value};

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
        "name": identifier(&trial.source.name),
        "title": format!("Eligibility criteria of {}", trial.source.name),
        "status": "draft",
        "actual": false,
    });
    if let Some(all) = all {
        variable["characteristic"] = json!([all]);
    }
    (variable, losses)
}

/// A name that programs can use: letters, digits and `_`, a capital first.
fn identifier(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let capital = plain.starts_with(|c: char| c.is_ascii_uppercase());
    if capital { plain } else { format!("Trial_{plain}") }
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

/// Whether a node is the same for everybody.
fn constant(node: &Node) -> Option<bool> {
    let joined = |of: &[Node], all: bool| {
        let truths: Vec<_> = of.iter().map(constant).collect();
        let decided = truths.contains(&Some(!all)).then_some(!all);
        decided.or_else(|| truths.iter().all(|truth| *truth == Some(all)).then_some(all))
    };
    match node {
        Node::Constant { value, .. } => Some(*value),
        Node::Not { of, .. } => constant(of).map(|value| !value),
        Node::All { of, .. } => joined(of, true),
        Node::Any { of, .. } => joined(of, false),
        _ => None,
    }
}

impl Writer<'_> {
    fn unknown(&mut self, node: &str, reason: &str) -> Json {
        let loss =
            Loss { criterion: self.at.clone(), node: node.to_owned(), reason: reason.to_owned(), records: false };
        self.losses.push(loss);
        json!({"description": node})
    }

    /// All of these, or any; what is the same for everybody goes without saying.
    fn parts(&mut self, all: bool, of: &[Node]) -> Json {
        if of.iter().any(|part| constant(part) == Some(!all)) {
            return self.unknown(&(!all).to_string(), "the same for everybody");
        }
        let mut parts: Vec<_> = of.iter().filter(|part| constant(part).is_none()).map(|part| self.node(part)).collect();
        match parts.len() {
            0 => self.unknown(&all.to_string(), "the same for everybody"),
            1 => parts.remove(0),
            _ => combined(if all { "all-of" } else { "any-of" }, parts),
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
            Node::All { of, .. } => self.parts(true, of),
            Node::Any { of, .. } => self.parts(false, of),
            Node::Not { of, .. } => self.negated(of),
            Node::AtLeast { count, distinct: false, of, .. } => self.at_least(count, of),
            Node::AtLeast { count, of, .. } => {
                let each = |part: &Node| match part {
                    Node::Leaf(leaf) => members_of(leaf, &self.trial.concepts),
                    _ => Vec::new(),
                };
                let each = |part: &Node| match each(part) {
                    members if members.is_empty() => vec![part.clone()],
                    members => members.into_iter().map(|leaf| Node::Leaf(Box::new(leaf))).collect(),
                };
                self.at_least(count, &of.iter().flat_map(each).collect::<Vec<_>>())
            }
            Node::If { when, then, otherwise, .. } => self.conditional(when, then, otherwise),
            Node::Ref { to, .. } => self.reference(to),
            Node::Constant { value, .. } => self.unknown(&value.to_string(), "the same for everybody"),
            Node::Leaf(leaf) => self.leaf(leaf),
        }
    }

    fn conditional(&mut self, when: &Node, then: &Node, otherwise: &Node) -> Json {
        match (constant(then), constant(otherwise)) {
            (None, Some(true)) => combined("any-of", vec![self.negated(when), self.node(then)]),
            (None, Some(false)) => combined("all-of", vec![self.node(when), self.node(then)]),
            (Some(true), None) => combined("any-of", vec![self.node(when), self.node(otherwise)]),
            (Some(false), None) => combined("all-of", vec![self.negated(when), self.node(otherwise)]),
            (Some(a), Some(b)) if a == b => self.unknown(&a.to_string(), "the same for everybody"),
            (Some(a), Some(_)) => {
                if a {
                    self.node(when)
                } else {
                    self.negated(when)
                }
            }
            (None, None) => {
                let met = combined("all-of", vec![self.node(when), self.node(then)]);
                let not_met = combined("all-of", vec![self.negated(when), self.node(otherwise)]);
                combined("any-of", vec![met, not_met])
            }
        }
    }

    fn at_least(&mut self, count: &Value, of: &[Node]) -> Json {
        let Some(Count { low, high }) = Count::of(&count.bounds) else {
            return self.unknown(&count.text, "a count without a limit");
        };
        let mut counted = |code: &str, threshold: u32| {
            let parts = of.iter().map(|part| self.node(part)).collect();
            let mut combination = combined(code, parts);
            combination["definitionByCombination"]["threshold"] = json!(threshold);
            combination
        };
        let least = low.filter(|low| *low > 0).map(|low| counted("at-least", low));
        let most = high.map(|high| counted("at-most", high));
        let mut both: Vec<_> = least.into_iter().chain(most).collect();
        match both.len() {
            0 => self.unknown(&count.text, "a count without a limit"),
            1 => both.remove(0),
            _ => combined("all-of", both),
        }
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
        if let Some(definition) = &leaf.defined_by {
            return self.node(&defined(leaf, definition));
        }
        let (examples, more) = illustrations(leaf);
        let mut parts = vec![self.statement(leaf)];
        parts.extend(examples.iter().map(|example| self.statement(example)));
        parts.extend(more.iter().map(|node| self.node(node)));
        leaf::joined("any-of", parts)
    }

    fn statement(&mut self, leaf: &Leaf) -> Json {
        leaf::characteristic(leaf, &self.trial.concepts)
            .unwrap_or_else(|reason| self.unknown(&words(leaf, &self.trial.concepts), reason))
    }
}

/// The words of a statement; of one that a limit stands for (*0.4 mg/dL male* is of the sex) its rule, in notation.
fn words(leaf: &Leaf, concepts: &BTreeMap<String, Concept>) -> String {
    let named = leaf.concept.as_ref().map(|concept| &concept.text).filter(|words| !words.is_empty());
    let said = named.or(leaf.text.as_ref()).filter(|words| !words.is_empty());
    said.cloned().unwrap_or_else(|| reading(&Node::from(leaf.clone()), concepts))
}

/// A number, in a unit where it has one: as it is written, and as UCUM has it. A unit that no words name (*20/40* is of
/// `{20/N}`) has only its code: a string of FHIR is never empty.
fn quantity(n: crate::rule::Number, unit: Option<&str>, code: Option<&str>) -> Json {
    let mut out = json!({"value": n});
    if let Some(unit) = unit.filter(|unit| !unit.is_empty()) {
        out["unit"] = json!(unit);
    }
    if let Some(code) = code {
        out["system"] = json!(UCUM);
        out["code"] = json!(code);
    }
    out
}

/// The same with a comparator.
fn compared(mut quantity: Json, comparator: &str) -> Json {
    quantity["comparator"] = json!(comparator);
    quantity
}
