//! One clinical statement as a characteristic.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::time::{Times, times};
use super::{combined, compared, quantity};
use crate::evaluate::interval::Count;
use crate::rule::{Bounds, Concept, ConceptRef, Leaf, LeafKind, Mention, Node, Reference, SelectKind, Status, Value};

/// The codes that FHIR has for a sex.
const SEXES: [&str; 4] = ["male", "female", "other", "unknown"];

/// What a type is coupled with: one value, or several.
enum Values {
    /// All of them hold.
    All(Vec<(&'static str, Json)>),
    /// One of them holds.
    Any(Vec<(&'static str, Json)>),
}

/// The leaf, or why it can not be said.
pub(super) fn characteristic(leaf: &Leaf, concepts: &BTreeMap<String, Concept>) -> Result<Json, &'static str> {
    if let Some(reason) = unsaid(leaf).or_else(|| unselected(leaf)) {
        return Err(reason);
    }
    let mut types = match (leaf.kind, &leaf.concept) {
        (LeafKind::Age, _) => vec![json!({"text": "age"})],
        (LeafKind::Sex, _) => vec![json!({"text": "sex"})],
        (_, Some(concept)) => types(concept, concepts)?,
        (_, None) => return Err("it does not say what it is about"),
    };
    let relations = relations(leaf, concepts)?;
    types.iter_mut().for_each(|kind| narrow(kind, leaf, &relations));
    let values = values(leaf)?;
    let Times { events, duration } = times(leaf, concepts)?;
    let instances = instances(leaf)?;
    let one = |kind: &Json, (key, value): &(&'static str, Json)| {
        let mut by = json!({"type": kind, *key: value});
        if !leaf.method.is_empty() {
            by["method"] = leaf.method.iter().map(|m| json!({"text": m.text})).collect();
        }
        let mut part = json!({"definitionByTypeAndValue": by});
        let events = (!events.is_empty()).then(|| ("timeFromEvent", json!(events)));
        for (key, value) in instances.clone().into_iter().chain(duration.clone()).chain(events) {
            part[key] = value;
        }
        part
    };
    let of_type = |kind: &Json| match &values {
        Values::All(values) => joined("all-of", values.iter().map(|value| one(kind, value)).collect()),
        Values::Any(values) => joined("any-of", values.iter().map(|value| one(kind, value)).collect()),
    };
    Ok(joined("any-of", types.iter().map(of_type).collect()))
}

/// A type of something of which more is said: no code says so, which would be one of anything of that name.
fn narrow(kind: &mut Json, leaf: &Leaf, relations: &str) {
    let other = leaf.subject.as_deref().filter(|subject| *subject != "patient");
    // A value has no room for both a limit and words.
    let limited = leaf.value.is_some() || leaf.dose.is_some();
    let before: String = words(leaf).iter().filter(|_| limited).map(|word| format!("{word} ")).collect();
    let settings = leaf.setting.iter().map(|setting| format!(", {}", setting.text)).collect::<String>();
    let other = other.map(|subject| format!(" of {}", subject.replace('_', " "))).unwrap_or_default();
    let after = format!("{settings}{other}{relations}");
    if !before.is_empty() || !after.is_empty() {
        let name = kind["text"].as_str().unwrap_or_default();
        *kind = json!({"text": format!("{before}{name}{after}")});
    }
}

/// What else holds of the same event, and its cause, as the reading says it after the name.
fn relations(leaf: &Leaf, concepts: &BTreeMap<String, Concept>) -> Result<String, &'static str> {
    let nodes = [&leaf.due_to, &leaf.having].into_iter().flatten();
    let mut understood = true;
    for node in nodes {
        node.each_leaf(&mut |inner| {
            let named = matches!(inner.kind, LeafKind::Age | LeafKind::Sex)
                || inner.concept.as_ref().is_some_and(|concept| concept.id.is_some());
            understood &= named && !matches!(inner.kind, LeafKind::Narrative | LeafKind::Unparsed);
            understood &= relations(inner, concepts).is_ok();
        });
    }
    if !understood {
        return Err("what else holds of the same event is not understood");
    }
    // Of a measurement the reading says no kind before the name.
    let bare = Leaf { concept: leaf.concept.clone(), ..Leaf::new(LeafKind::Measurement, leaf.span.clone()) };
    let whole = Leaf { due_to: leaf.due_to.clone(), having: leaf.having.clone(), ..bare.clone() };
    let [bare, whole] = [bare, whole].map(|leaf| crate::emit::reading(&Node::Leaf(Box::new(leaf)), concepts));
    Ok(whole.strip_prefix(&bare).unwrap_or_default().to_owned())
}

pub(super) fn joined(code: &str, mut parts: Vec<Json>) -> Json {
    if parts.len() == 1 { parts.remove(0) } else { combined(code, parts) }
}

/// Why a leaf can not be said, whatever its limit and its times are.
fn unsaid(leaf: &Leaf) -> Option<&'static str> {
    let reasons = [
        (leaf.kind == LeafKind::Narrative, "no data can decide it"),
        (leaf.kind == LeafKind::Unparsed, "it is not understood"),
        (leaf.value.is_some() && leaf.dose.is_some(), "a dose beside a limit"),
        (leaf.equivalent_to.is_some(), "a dose in the equivalent of another drug"),
        (leaf.derive.is_some(), "a value computed from two measurements"),
    ];
    reasons.into_iter().find_map(|(is, reason)| is.then_some(reason))
}

/// Why it can not be said which of several values counts.
fn unselected(leaf: &Leaf) -> Option<&'static str> {
    let select = leaf.select.as_ref()?;
    match select.kind {
        _ if leaf.count.is_some() => Some("how many, and which of them"),
        _ if select.apart.is_some() => Some("values so far apart"),
        SelectKind::Any => None,
        SelectKind::Latest if select.count.is_none() => None,
        SelectKind::Latest | SelectKind::Each => Some("every one of several values"),
        SelectKind::Mean | SelectKind::Highest | SelectKind::Lowest => {
            Some("the mean, the highest or the lowest value")
        }
    }
}

/// The concept; where a list that is given for it is open, also what is in the list.
fn types(concept: &ConceptRef, concepts: &BTreeMap<String, Concept>) -> Result<Vec<Json>, &'static str> {
    let examples = concept.examples.iter().filter(|_| concept.open);
    let named = std::iter::once((&concept.id, &concept.text)).chain(examples.map(|e| (&e.id, &e.text)));
    named.map(|(id, text)| kind(id.as_deref(), text, concepts)).collect()
}

fn kind(id: Option<&str>, words: &str, concepts: &BTreeMap<String, Concept>) -> Result<Json, &'static str> {
    let known = concepts.get(id.ok_or("a concept of no vocabulary")?);
    let codings = known.into_iter().flat_map(|c| &c.codes);
    let codes: Vec<_> = codings.map(|coding| json!({"system": coding.system, "code": coding.code})).collect();
    let text = known.map_or(words, |c| c.name.as_str());
    Ok(if codes.is_empty() { json!({"text": text}) } else { json!({"coding": codes, "text": text}) })
}

/// A concept of the vocabulary that is an event.
pub(super) fn event(concept: &ConceptRef, concepts: &BTreeMap<String, Concept>) -> Result<Json, &'static str> {
    kind(concept.id.as_deref(), &concept.text, concepts)
}

/// A moment of the trial.
pub(super) fn moment(mention: &Mention) -> Json {
    json!({"text": mention.id.as_deref().unwrap_or(&mention.text).replace('_', " ")})
}

/// What the leaf says of its concept.
fn values(leaf: &Leaf) -> Result<Values, &'static str> {
    let one = |key, value| Ok(Values::All(vec![(key, value)]));
    if let Some(value) = &leaf.value {
        return match (leaf.kind, value.is.as_deref()) {
            (LeafKind::Sex, Some(sex @ ("male" | "female"))) => Ok(Values::All(vec![sex_code(sex)])),
            (LeafKind::Sex, Some("any")) => Ok(Values::Any(SEXES.map(sex_code).into())),
            (LeafKind::Sex, _) => Err("neither male nor female nor any"),
            _ => limits(value),
        };
    }
    let words = words(leaf);
    match &leaf.dose {
        Some(dose) => limits(dose),
        None if words.is_empty() => one("valueBoolean", json!(true)),
        None => one("valueCodeableConcept", json!({"text": words.join(", ")})),
    }
}

/// What is said of an event in words: that it is only planned or suspected, how severe it is, how it turned out or is given.
fn words(leaf: &Leaf) -> Vec<String> {
    let uncertain = match leaf.status {
        Some(Status::Planned) => Some("planned".to_owned()),
        Some(Status::Suspected) => Some("suspected".to_owned()),
        _ => None,
    };
    let words = leaf.qualifiers.iter().chain(&leaf.outcome).chain(&leaf.route);
    uncertain.into_iter().chain(words.map(|word| word.replace('_', " "))).collect()
}

fn sex_code(sex: &str) -> (&'static str, Json) {
    let coding = json!([{"system": "http://hl7.org/fhir/administrative-gender", "code": sex}]);
    ("valueCodeableConcept", json!({"coding": coding}))
}

/// The limit as values.
fn limits(value: &Value) -> Result<Values, &'static str> {
    if value.components.is_some() {
        return Err("the parts of a score");
    }
    if value.also.is_some() {
        return Err("a limit that depends on the unit of the result");
    }
    let words = |text: &String| ("valueCodeableConcept", json!({"text": text}));
    match (&value.is, &value.within[..], value.bounds.is_empty()) {
        (None, [], true) => return Err("no limit"),
        (None, [], false) => {}
        (Some(is), [], true) => return Ok(Values::All(vec![words(is)])),
        (None, classes, _) => return Ok(Values::Any(classes.iter().map(words).collect())),
        (Some(_), ..) => return Err("a result that is asked for in two ways at once"),
    }
    let (unit, code) = unit(value);
    let quantity = |n| quantity(n, unit.as_deref(), code.as_deref());
    let Bounds { ge, gt, le, lt, eq } = value.bounds;
    if let (Some(low), Some(high)) = (ge, le) {
        return Ok(Values::All(vec![("valueRange", json!({"low": quantity(low), "high": quantity(high)}))]));
    }
    let limits = [(ge, ">="), (gt, ">"), (le, "<="), (lt, "<")];
    let limits = limits.into_iter().filter_map(|(n, comparator)| Some(compared(quantity(n?), comparator)));
    Ok(Values::All(limits.chain(eq.map(quantity)).map(|quantity| ("valueQuantity", quantity)).collect()))
}

/// The unit as it is written and in UCUM, where what a number is a multiple or a share of is an annotation.
fn unit(value: &Value) -> (Option<String>, Option<String>) {
    let of = value.relative_to.map(|reference| match reference {
        Reference::Uln => "ULN",
        Reference::Lln => "LLN",
        Reference::Predicted => "predicted",
        Reference::Baseline => "baseline",
        Reference::DetectionLimit => "detection_limit",
        Reference::QuantificationLimit => "quantification_limit",
        Reference::LowerQuantificationLimit => "lower_quantification_limit",
        Reference::UpperQuantificationLimit => "upper_quantification_limit",
        Reference::Normal => "normal",
    });
    match (of, value.code.as_deref()) {
        (None, code) => (value.unit_text().map(str::to_owned), code.map(str::to_owned)),
        (Some(of), Some("%")) => (Some(format!("% of {}", of.replace('_', " "))), Some(format!("%{{{of}}}"))),
        (Some(of), _) => (Some(format!("× {}", of.replace('_', " "))), Some(format!("{{{of}}}"))),
    }
}

/// How often: so many of them.
fn instances(leaf: &Leaf) -> Result<Option<(&'static str, Json)>, &'static str> {
    let selected = leaf.select.as_ref().and_then(|select| select.count.as_ref());
    let Some(count) = leaf.count.as_deref().or(selected) else { return Ok(None) };
    let number = |n: u32| json!({"value": n});
    let Count { low, high } = Count::of(&count.bounds).ok_or("a count without a limit")?;
    Ok(Some(match (low, high) {
        (Some(low), Some(high)) if low == high => ("instancesQuantity", number(low)),
        (Some(low), Some(high)) => ("instancesRange", json!({"low": number(low), "high": number(high)})),
        (Some(low), None) => ("instancesQuantity", compared(number(low), ">=")),
        (None, Some(high)) => ("instancesQuantity", compared(number(high), "<=")),
        (None, None) => return Err("a count without a limit"),
    }))
}
