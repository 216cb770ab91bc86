//! Groups of criteria, and how Circe writes them.

use serde_json::{Map, Value, json};

use super::record::Event;

/// What is asked of a person, or of an event and what else there is of the same person.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Group {
    /// The same for everybody.
    Constant(bool),
    /// All of these.
    All(Vec<Group>),
    /// One of these.
    Any(Vec<Group>),
    /// At least so many of these.
    AtLeast(u32, Vec<Group>),
    /// Not this.
    Not(Box<Group>),
    /// The index year less the year of birth is from the first to the second; none is no limit.
    Years(Option<i64>, Option<i64>),
    /// The sex is in this concept set.
    Sex(usize),
    /// There are at least so many of these events.
    Events(u32, Box<Event>),
}

impl Group {
    /// All of these, without what goes without saying.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Vec::new();
        for part in parts {
            match part {
                Self::Constant(true) => {}
                Self::Constant(false) => return Self::Constant(false),
                Self::All(inner) => out.extend(inner),
                other if out.contains(&other) => {}
                other => out.push(other),
            }
        }
        match out.len() {
            0 => Self::Constant(true),
            1 => out.remove(0),
            _ => Self::All(out),
        }
    }

    /// One of these, without what goes without saying.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Vec::new();
        for part in parts {
            match part {
                Self::Constant(false) => {}
                Self::Constant(true) => return Self::Constant(true),
                Self::Any(inner) => out.extend(inner),
                other if out.contains(&other) => {}
                other => out.push(other),
            }
        }
        match out.len() {
            0 => Self::Constant(false),
            1 => out.remove(0),
            _ => Self::Any(out),
        }
    }

    /// At least so many of these.
    pub(super) fn at_least(number: usize, parts: Vec<Self>) -> Self {
        let known = parts.iter().filter(|part| **part == Self::Constant(true)).count();
        let rest: Vec<_> = parts.into_iter().filter(|part| !matches!(part, Self::Constant(_))).collect();
        match number.saturating_sub(known) {
            0 => Self::Constant(true),
            n if n > rest.len() => Self::Constant(false),
            1 => Self::any(rest),
            n if n == rest.len() => Self::all(rest),
            n => Self::AtLeast(u32::try_from(n).unwrap_or(u32::MAX), rest),
        }
    }

    /// There is one of these events.
    pub(super) fn some(event: Event) -> Self {
        Self::Events(1, Box::new(event))
    }

    /// As the `expression` of a rule.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Constant(true) => group("ALL", None, &[]),
            Self::All(parts) => group("ALL", None, parts),
            Self::Any(parts) => group("ANY", None, parts),
            Self::AtLeast(number, parts) => group("AT_LEAST", Some(*number), parts),
            // Nothing is true of the empty group's opposite.
            Self::Constant(false) => group("AT_MOST", Some(0), &[Self::Constant(true)]),
            Self::Not(inner) if !matches!(**inner, Self::Events(..)) => {
                group("AT_MOST", Some(0), std::slice::from_ref(inner))
            }
            one => group("ALL", None, std::slice::from_ref(one)),
        }
    }
}

impl std::ops::Not for Group {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// A `CriteriaGroup` of these parts.
fn group(kind: &str, count: Option<u32>, parts: &[Group]) -> Value {
    let (mut events, mut people, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Group::Events(number, event) => events.push(event.correlated(2, *number)),
            Group::Not(inner) => match &**inner {
                Group::Events(1, event) => events.push(event.correlated(0, 0)),
                Group::Events(number, event) => events.push(event.correlated(1, number.saturating_sub(1))),
                _ => groups.push(part.json()),
            },
            Group::Years(low, high) => people.push(json!({"Age": years(*low, *high)})),
            Group::Sex(set) => people.push(json!({"GenderCS": selection(*set)})),
            other => groups.push(other.json()),
        }
    }
    let mut out = Map::new();
    out.insert("Type".to_owned(), kind.into());
    if let Some(count) = count {
        out.insert("Count".to_owned(), count.into());
    }
    out.insert("CriteriaList".to_owned(), events.into());
    out.insert("DemographicCriteriaList".to_owned(), people.into());
    out.insert("Groups".to_owned(), groups.into());
    out.into()
}

fn years(low: Option<i64>, high: Option<i64>) -> Value {
    match (low, high) {
        (Some(low), Some(high)) => json!({"Op": "bt", "Value": low, "Extent": high}),
        (Some(low), None) => json!({"Op": "gte", "Value": low}),
        (None, high) => json!({"Op": "lte", "Value": high.unwrap_or(i64::from(i32::MAX))}),
    }
}

/// A field whose concept is in the set.
pub(super) fn selection(set: usize) -> Value {
    json!({"CodesetId": set, "IsExclusion": false})
}

/// A field that has a concept, which is in no such set.
pub(super) fn outside(set: usize) -> Value {
    json!({"CodesetId": set, "IsExclusion": true})
}

/// A field that is filled (or empty).
pub(super) fn filled(filled: bool) -> Value {
    json!({"CodesetId": null, "IsExclusion": !filled})
}
