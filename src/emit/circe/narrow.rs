//! What a record is beside what it is about: severe, active, by some method, planned, of somebody else, how it turned out.
//!
//! The concepts of a CDM say the first of these themselves ("severe asthma"), and those of our own vocabulary do so too: the
//! code of what is `how` is the concept's id and that, `asthma:severe`.

use serde_json::json;

use super::Builder;
use super::events::{Fit, Shape, open};
use super::group::selection;
use super::record::{Event, Table};
use crate::evaluate::EXCLUSIVE;
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{FactTest, Field};
use crate::evaluate::settings::Unrecorded;
use crate::lex::{Entry, Kind, normal};

/// What stands after the id of a concept in the code of what is also as a field asks, where there is such a code.
pub fn how(field: &Field) -> Option<String> {
    match field {
        Field::Qualifier(qualifier) if !is_over(qualifier) => Some(qualifier.clone()),
        Field::Method(_, words) => Some(format!("by {}", normal::key(words))),
        Field::Setting(_, words) => Some(format!("in {}", normal::key(words))),
        _ => None,
    }
}

/// Whether a qualifier says that something is over.
pub(super) fn is_over(qualifier: &str) -> bool {
    matches!(qualifier, "cured" | "adequately_treated")
}

impl Builder<'_> {
    /// The records of a shape that are all of this (`hows`), and those of which it is not known.
    pub(super) fn narrowed(&mut self, kind: EventKind, (event, fit): Shape, fields: &[&Field]) -> Vec<Shape> {
        let mut hows: Vec<String> = fields.iter().filter_map(|field| how(field)).collect();
        hows.sort();
        hows.dedup();
        let words = hows.join("+");
        // The route of a drug says whether it is systemic, and what is not recorded may be taken as it is asked for.
        let by_route = kind == EventKind::Drug && hows.iter().any(|how| how == "systemic");
        let accepted = self.program.settings.unrecorded == Unrecorded::Accept;
        let narrow = if by_route || accepted { None } else { self.sets.narrowed(event.set, &words) };
        let Some(narrow) = narrow else {
            return self.lose((event, fit), &format!("a record does not say {:?}", words.replace('_', " ")));
        };
        let groups = EXCLUSIVE.iter().filter(|group| group.iter().any(|of| hows.iter().any(|how| how == of)));
        let mut contraries: Vec<&str> = groups.flat_map(|group| group.iter().copied()).collect();
        contraries.retain(|other| hows.iter().all(|how| how != other));
        contraries.sort_unstable();
        let rest = self.sets.contrary(event.set, &contraries).unwrap_or(event.set);
        let (sure, rest) = (Event { set: narrow, ..event.clone() }, Event { set: rest, ..event });
        let by_another = fields.iter().any(|field| matches!(field, Field::Method(..)));
        let rest = if by_another {
            self.losses
                .insert("a record that does not say its method is not told from one by another method".to_owned());
            (rest, fit.and(Fit::Perhaps))
        } else {
            open((rest, fit))
        };
        vec![(sure, fit), rest]
    }

    /// How a course of treatment turned out is why it was stopped; of other records nothing says so.
    pub(super) fn outcome(&mut self, kind: EventKind, shape: Shape, outcome: &str) -> Vec<Shape> {
        match kind {
            EventKind::Drug
                if shape.0.table == Table::Drug && self.program.settings.unrecorded == Unrecorded::Unknown =>
            {
                let wanted: &[&str] =
                    if outcome == "failed_or_intolerant" { &[outcome, "failed", "intolerant"] } else { &[outcome] };
                let stopped = |id: &&str| (shape.0.clone().with(&[("StopReason", text(id))]), shape.1);
                let mut shapes: Vec<_> = wanted.iter().map(stopped).collect();
                self.losses.insert("a course without an outcome is not told from one with another outcome".to_owned());
                shapes.push((shape.0, shape.1.and(Fit::Perhaps)));
                shapes
            }
            EventKind::Procedure => {
                let Some(set) = self.sets.narrowed(shape.0.set, &format!("outcome {outcome}")) else {
                    return self.lose(shape, "how something turned out that is more than its concept");
                };
                self.losses
                    .insert("a procedure without an outcome is not told from one with another outcome".to_owned());
                let (event, fit) = shape;
                vec![(Event { set, ..event.clone() }, fit), (event, fit.and(Fit::Perhaps))]
            }
            EventKind::Drug => self.lose(shape, "how something turned out of which the dose is asked"),
            _ => self.unrecorded(shape),
        }
    }

    /// What is planned is an observation that something is, which is its value.
    pub(super) fn planned(&mut self, kind: EventKind, shape: Shape, test: &FactTest) -> Vec<Shape> {
        let lasts = matches!(kind, EventKind::Condition | EventKind::Drug);
        let timed = test.fields.iter().any(|field| matches!(field, Field::When(_)));
        let plain = shape.0.fields.is_empty() && shape.0.table != Table::Observation;
        if !plain || (lasts && timed) {
            return self.lose(shape, "when and how something is planned that lasts");
        }
        vec![(self.told(shape.0, "planned"), shape.1)]
    }

    /// The observation that something is planned, or that it is of somebody else, and what that is.
    pub(super) fn told(&mut self, event: Event, what: &str) -> Event {
        let value = selection(event.set);
        let set = self.own(what, &what.replace(':', " "));
        Event { table: Table::Observation, set, fields: Vec::new(), ..event }.with(&[("ValueAsConceptCS", value)])
    }
}

/// A text that is an outcome and no other one: Circe knows how a text begins, or ends.
fn text(outcome: &str) -> serde_json::Value {
    let others = || Entry::all().filter(|entry| entry.kind() == Kind::Outcome && entry.id() != outcome);
    let op = if others().any(|other| other.id().starts_with(outcome)) { "endsWith" } else { "startsWith" };
    json!({"Op": op, "Text": outcome})
}
