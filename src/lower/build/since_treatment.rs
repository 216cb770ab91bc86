//! How long ago a treatment was, where what it was given for or with stands after it: "at least 4 weeks *since prior radiotherapy for
//! bone metastases*", "> 6 months *since prior adjuvant chemotherapy with paclitaxel*".
//!
//! It is the treatment that was so long ago. Near misses: "remission 6 months *after chemotherapy for* leukemia", which names what
//! came after it; "> 1 year *since diagnosis of* stroke", no treatment.

use crate::grammar::Bytes;
use crate::lex::Kind;
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::rule::Direction;

impl Context<'_, '_> {
    /// Makes the treatment that a length at the start of an item is counted from what the item is about; whether it was one.
    pub(super) fn since_treatment_for(&self, partial: &mut Partial, event: &Bytes) -> bool {
        let [time] = partial.lead_times.as_slice() else { return false };
        let first = partial.times.is_empty() && time.of.is_none();
        let plain =
            partial.is_unvalued() && partial.relation.is_none() && !partial.negated && partial.outcome.is_none();
        let Some(purpose) = partial.head.clone().filter(|_| first && plain) else { return false };
        let between = self.lexed.text.get(event.end..purpose.bytes.start).unwrap_or("").trim().to_ascii_lowercase();
        let opens = match between.split(' ').next().unwrap_or_default() {
            "for" | "to" => purpose.entry.is_none_or(|e| e.kind() == Kind::Condition),
            "with" => purpose.entry.is_some_and(|e| e.kind().is_treatment()),
            _ => false,
        };
        if !opens {
            return false;
        }
        let Some((entry, bytes)) = self.event_named(self.without_opening(event.clone()), time.anchor.as_ref()) else {
            return false;
        };
        if !entry.is_some_and(|e| e.kind().is_treatment()) {
            return false;
        }
        let qualifiers = std::mem::take(&mut partial.qualifiers);
        let object = Partial { bytes: purpose.bytes.clone(), head: Some(purpose), qualifiers, ..Partial::default() };
        partial.relation = Some(Related::new(Relation::Having, object));
        partial.head = Some(Head::new(entry, bytes));
        for mut time in partial.lead_times.drain(..) {
            (time.anchor, time.direction) = (None, Some(Direction::Before));
            partial.times.push(time);
        }
        partial.own_times = true;
        true
    }
}
