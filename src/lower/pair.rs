//! A pair of numbers to the two things it limits.
//!
//! | pattern | example | rule |
//! |---|---|---|
//! | blood pressure that must be low enough | BP < 140/90 (demanded) | systolic and diastolic |
//! | blood pressure that is high | BP > 160/100 | systolic or diastolic |
//!
//! Near miss: a pair of anything else ("CD4/CD8 > 20/30") limits its head by the first number alone, and a diagnostic
//! names it.

use crate::grammar::{Bytes, Quantity, QuantityForm};
use crate::lex::{Entry, Kind};
use crate::rule::{Leaf, LeafKind, Node};

use super::context::Context;
use super::partial::{Head, Partial};

/// From this systolic pressure on a lower limit says that the pressure is high: one of the two suffices.
const HIGH_SYSTOLIC: u32 = 120;

impl Context<'_, '_> {
    /// The node of an item whose limit is a pair of blood pressures, in mmHg.
    pub fn pressures(&mut self, head: &Head, partial: &Partial) -> Option<Node> {
        let quantity = partial.value.as_ref().filter(|q| q.form == QuantityForm::Pair)?;
        let second = quantity.second.clone()?;
        let id = match head.entry {
            Some(entry) => entry.id(),
            None if self.names_pressure(&head.bytes) => "blood_pressure",
            None => return None,
        };
        let state = match id {
            "blood_pressure" => false,
            _ if id.contains("hypertension") || id.contains("hypotension") => true,
            _ => return None,
        };
        // "not in the range of *90-140/60-90*": who is within has both.
        let range = quantity.bounds.low().is_some() && quantity.bounds.high().is_some();
        let both = (self.demand || range) && !is_high(quantity);
        let bytes = partial.bytes.clone();
        let systolic = Quantity { form: QuantityForm::Limit, second: None, ..(**quantity).clone() };
        let diastolic = Quantity { bounds: second, also: None, ..systolic.clone() };
        let limits = [("systolic_blood_pressure", systolic), ("diastolic_blood_pressure", diastolic)];
        if !state {
            let nodes = limits.map(|(id, limit)| self.pressure(id, &head.bytes, limit, partial.clone()).into());
            return Some(self.joined(nodes.into(), both, &bytes));
        }
        // "Hypertension (> 160/100 mmHg)": what is meant by the word.
        let of = |me: &mut Self, id, limit| Node::from(me.pressure(id, &quantity.value, limit, Partial::default()));
        let nodes = limits.map(|(id, limit)| of(self, id, limit));
        let meaning = self.joined(nodes.into(), false, &quantity.value);
        let named = Partial { value: None, defined_by: vec![meaning], ..partial.clone() };
        Some(self.node_of(Partial { negated: false, ..named }))
    }

    /// "*office BP* ≥ 140/90", "*home blood pressure*": whichever it is. Near miss: "pulmonary artery pressure 25/10".
    fn names_pressure(&self, bytes: &Bytes) -> bool {
        let words = self.words(bytes);
        words.ends_with(" BP") || words.to_ascii_lowercase().ends_with(" blood pressure")
    }

    fn pressure(&mut self, id: &str, bytes: &Bytes, limit: Quantity, partial: Partial) -> Leaf {
        let head = Head::new(Entry::find(Kind::Analyte, id), bytes.clone());
        let bytes = if partial.bytes.is_empty() { limit.value.clone() } else { partial.bytes.clone() };
        let mut leaf = self.leaf(&head, Partial { value: Some(limit.into()), bytes, ..partial });
        leaf.kind = LeafKind::Measurement;
        leaf
    }
}

/// "≥ 140/90" names a high pressure, "≥ 90/60" one that is high enough.
fn is_high(quantity: &Quantity) -> bool {
    quantity.bounds.low().is_some_and(|(n, _)| n.0 >= HIGH_SYSTOLIC.into())
}
