//! What is counted from either of several treatments: "infection within 4 weeks *after radiotherapy or surgery*".
//!
//! Near misses: "infection within 4 weeks *of screening* or surgery", a moment of the trial; "infection within 4 weeks of surgery
//! or *pregnancy*", "… or *active bleeding*", which is no treatment; "*aspirin* within 7 days before surgery or heparin", a treatment
//! itself, beside which the second may well stand alone; "infection within 4 weeks of surgery*, or* chemotherapy".

use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::Anchor;

use super::events::{end_of_list, is_event_alone};

impl Context<'_, '_> {
    /// Makes of each further treatment what the first item is about, counted from that treatment.
    pub(super) fn after_either(&mut self, items: &mut [Partial], joins: &[Join]) {
        let Some(end) = end_of_list(joins) else { return };
        let treatment = |p: &Partial| is_event_alone(p) && p.times.is_empty() && p.entry().is_some_and(is_treatment);
        if !self.is_counted_from_treatment(&items[0]) || !items[1..=end].iter().all(treatment) {
            return;
        }
        let (first, others) = items.split_at_mut(1);
        for item in &mut others[..end] {
            let Some(head) = &item.head else { continue };
            let known = look_up(self.words(&head.bytes)).and_then(|g| g.of(Kind::Anchor));
            let anchor = Anchor::Point(self.mention(known.map(Entry::id), &head.bytes));
            let bytes = item.bytes.clone();
            *item = Partial { bytes, event_before: None, ..first[0].clone() };
            item.times.iter_mut().for_each(|time| time.anchor = Some(anchor.clone()));
        }
    }

    /// Whether an item is a disease with one time, which ends with the treatment it is counted from.
    fn is_counted_from_treatment(&self, item: &Partial) -> bool {
        let Some(event) = item.event_before.clone().filter(|event| event.end == item.bytes.end) else { return false };
        let disease = item.entry().is_some_and(|e| matches!(e.kind(), Kind::Condition | Kind::Observation));
        let [time] = item.times.as_slice() else { return false };
        let named = self.event_named(event, time.anchor.as_ref()).and_then(|(entry, _)| entry);
        disease && item.relation.is_none() && named.is_some_and(is_treatment)
    }
}

fn is_treatment(entry: Entry) -> bool {
    entry.kind().is_treatment()
}
