//! When a characteristic holds, and how long.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::leaf::{event, moment};
use super::{compared, quantity};
use crate::rule::{Anchor, Bounds, Concept, Direction, Leaf, LeafKind, Node, Number, Status, Time, TimeKind};

/// What is asked of the time of a characteristic, all of it.
pub(super) struct Times {
    /// `timeFromEvent`.
    pub events: Vec<Json>,
    /// `duration[x]`.
    pub duration: Option<(&'static str, Json)>,
}

/// One end of a stretch of time, in time after the event, and whether it belongs to it.
type End = Option<(Number, bool)>;

pub(super) fn times(leaf: &Leaf, concepts: &BTreeMap<String, Concept>) -> Result<Times, &'static str> {
    let mut out = Times { events: Vec::new(), duration: None };
    for time in &leaf.time {
        if !time.longest_of.is_empty() || !time.shortest_of.is_empty() {
            return Err("the longer or the shorter of two times");
        }
        if time.calendar().is_some() {
            return Err("a window of the calendar");
        }
        if time.of.is_some() {
            return Err("a time of a part of it");
        }
        match time.kind {
            TimeKind::Window => out.events.extend(window(time, concepts)?),
            TimeKind::At => out.events.push(at(time, concepts)?),
            TimeKind::Duration if out.duration.is_some() => return Err("two lengths"),
            TimeKind::Duration => {
                out.duration = Some(length(time)?);
                if time.anchor.is_some() {
                    out.events.push(at(time, concepts)?);
                }
            }
            TimeKind::Stability | TimeKind::Frequency => return Err("how long it is unchanged, or at what intervals"),
        }
    }
    // When a result was measured is its window's matter.
    let index = |when: Json| json!({"eventCodeableConcept": {"text": "index date"}, "quantity": when});
    match leaf.status {
        _ if leaf.kind == LeafKind::Measurement => {}
        Some(Status::Current) => out.events.push(index(zero_days())),
        Some(Status::History | Status::Ever) => out.events.push(index(compared(zero_days(), "<="))),
        _ => {}
    }
    Ok(out)
}

fn zero_days() -> Json {
    quantity(Number::from(0), None, Some("d"))
}

/// What time is counted from.
fn anchor(time: &Time, concepts: &BTreeMap<String, Concept>) -> Result<Json, &'static str> {
    let node = match &time.anchor {
        None => return Ok(json!({"text": "index date"})),
        Some(Anchor::Point(mention)) => return Ok(moment(mention)),
        Some(Anchor::Event(node)) => node,
    };
    match &**node {
        Node::Leaf(leaf) => match &leaf.concept {
            Some(concept) if is_plain(leaf) => event(concept, concepts),
            _ => Err("a window counted from an event of which more is said than what it is"),
        },
        _ => Err("a window counted from one of several events"),
    }
}

/// Nothing is said of an event but what it is.
fn is_plain(leaf: &Leaf) -> bool {
    let bare = Leaf::new(leaf.kind, leaf.span.clone());
    *leaf == Leaf { concept: leaf.concept.clone(), text: leaf.text.clone(), ..bare }
}

/// At an event, or during it.
fn at(time: &Time, concepts: &BTreeMap<String, Concept>) -> Result<Json, &'static str> {
    Ok(json!({"eventCodeableConcept": anchor(time, concepts)?, "quantity": zero_days()}))
}

/// A window: a range where both ends belong to it; else each end is a quantity with its comparator.
fn window(time: &Time, concepts: &BTreeMap<String, Concept>) -> Result<Vec<Json>, &'static str> {
    let event = anchor(time, concepts)?;
    let code = match (&time.code, time.bounds.is_empty()) {
        (Some(code), _) => code.as_str(),
        (None, true) => "d",
        (None, false) => return Err("a window without a unit of time"),
    };
    let (near, far) = (time.bounds.low(), time.bounds.high());
    let zero = Some((Number::from(0), true));
    let negative = |end: End| end.map(|(n, closed)| (Number(n.0 * Decimal::NEGATIVE_ONE), closed));
    let (low, high) = match time.direction.unwrap_or(Direction::Before) {
        Direction::Before => (negative(far), negative(near.or(zero))),
        Direction::After => (near.or(zero), far),
        Direction::Around if near.is_none() && far.is_some() => (negative(far), far),
        Direction::Around => return Err("a window on both sides of an event that leaves out what is near"),
    };
    let amount = |n: Number| quantity(n, None, Some(code));
    let from = |key: &str, value: Json| json!({"eventCodeableConcept": event, key: value});
    Ok(match (low, high) {
        (Some((low, true)), Some((high, true))) if low == high => vec![from("quantity", amount(low))],
        (Some((low, true)), Some((high, true))) => {
            vec![from("range", json!({"low": amount(low), "high": amount(high)}))]
        }
        (low, high) => {
            let low = low.map(|(n, closed)| compared(amount(n), if closed { ">=" } else { ">" }));
            let high = high.map(|(n, closed)| compared(amount(n), if closed { "<=" } else { "<" }));
            low.into_iter().chain(high).map(|end| from("quantity", end)).collect()
        }
    })
}

/// How long it lasts.
fn length(time: &Time) -> Result<(&'static str, Json), &'static str> {
    let code = time.code.as_deref().ok_or("a length without a unit of time")?;
    let amount = |n: Number| quantity(n, None, Some(code));
    let Bounds { ge, gt, le, lt, eq } = time.bounds;
    if let (Some(low), Some(high)) = (ge, le) {
        return Ok(("durationRange", json!({"low": amount(low), "high": amount(high)})));
    }
    let limits = [(ge, ">="), (gt, ">"), (le, "<="), (lt, "<")];
    let limits = limits.into_iter().filter_map(|(n, comparator)| Some(compared(amount(n?), comparator)));
    let limits: Vec<_> = limits.chain(eq.map(amount)).collect();
    match <[Json; 1]>::try_from(limits) {
        Ok([limit]) => Ok(("durationQuantity", limit)),
        Err(_) => Err("a length without a limit, or with two of which one does not belong to it"),
    }
}
