//! Recovery from a treatment, up to a grade: what has a grade is what the treatment did.
//!
//! | words | rule |
//! |---|---|
//! | Recovered (≤ grade 1) from prior chemotherapy | `adverse event ≤ 1 {CTCAE grade} [outcome: recovered] due to drug …` |
//! | toxicity resolved to ≤ grade 1 | `resolved adverse event ≤ 1 {CTCAE grade}` |
//!
//! Near misses: "recovered from surgery", "chemotherapy ≥ 20 mg", which has a dose.

use crate::grammar::{Bytes, Quantity, QuantityForm};
use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
    /// The adverse event whose grade an item of a treatment limits; what was given becomes its cause.
    pub(super) fn recovered_from(&mut self, head: &Head, partial: &mut Partial) -> Option<Head> {
        let treated = head.entry.map_or(partial.therapy.is_some(), |e| e.kind().is_treatment());
        let limit = partial.value.as_deref().filter(|q| q.form == QuantityForm::Class && q.bounds.low().is_none())?;
        let limited = limit.value.clone();
        let recovered = partial.outcome == Some("recovered") || partial.qualifiers.contains(&"resolved");
        if !treated || !recovered || !self.is_grade(limit) || partial.due_to.is_some() {
            return None;
        }
        // "from the *effects* of prior chemotherapy"
        let effects = |b: &Bytes| self.words(b).to_ascii_lowercase().trim_end_matches('s').ends_with("effect");
        let effects = partial.unknown.iter().position(effects).map(|at| partial.unknown.remove(at));
        partial.qualifiers.retain(|q| *q != "resolved");
        partial.outcome = Some("recovered");
        let cause = Partial {
            head: Some(head.clone()),
            status: partial.status.take(),
            qualifiers: std::mem::take(&mut partial.qualifiers),
            therapy: partial.therapy.take(),
            exposure: partial.exposure.take(),
            bytes: head.bytes.clone(),
            ..Partial::default()
        };
        partial.due_to = Some(self.node_of(cause));
        Some(Head::new(Entry::find(Kind::Condition, "adverse_event"), effects.unwrap_or(limited)))
    }

    /// Gives a limit of classes the scale that its word names: "toxicity resolved to *grade* ≤ 1".
    pub(super) fn scale_of(&mut self, head: &Head, quantity: &Quantity, partial: &Partial) -> Option<String> {
        let disease = head.entry.is_some_and(|e| e.kind() == Kind::Condition);
        if !disease || quantity.form != QuantityForm::Class || !self.is_grade(quantity) {
            return None;
        }
        let mut partial = Partial { head: Some(head.clone()), grade: partial.grade.clone(), ..Partial::default() };
        let adverse = head.entry.filter(|e| e.id() == "adverse_event");
        let usual = adverse.and_then(|_| Entry::find(Kind::Score, "ctcae"));
        let entry = self.class_head(&mut partial, quantity).entry.or(usual);
        Some(entry.map_or_else(|| "grade".to_owned(), |e| e.name().to_owned()))
    }

    /// Whether a limit of classes stands in or directly after the word "grade".
    fn is_grade(&self, quantity: &Quantity) -> bool {
        let within = self.words(&quantity.value).to_ascii_lowercase();
        let before = self.just_before(quantity.value.start).to_ascii_lowercase();
        let last = before.rsplit(' ').next().unwrap_or_default();
        within.contains("grade") || last.starts_with("grade")
    }
}
