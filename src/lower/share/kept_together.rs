//! Names in no table that one word leads to: "conditions affecting absorption *or metabolism*", "lesions on brain *or spine MRI*".
//!
//! An adjective after a count is kept with the noun that it waits for: "five *decayed, untreated dental sites*".
//!
//! What has no name of its own without the words before it is kept with them, as one name that a person reads. Near misses:
//! "disorders affecting balance or *asthma*", which a table has; "lesions on brain*, or vomiting*"; "vomiting or dizziness", each a name.

use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::words;

/// The most words of a name that goes on with the one before it.
const LONGEST: usize = 4;

impl Context<'_, '_> {
    /// Makes one name of two in no table, where a preposition in the first leads to both.
    pub(super) fn kept_together(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at + 1 < items.len() {
            let or = joins[at].tight && !joins[at].but && joins[at].all == Some(false);
            if (or || joins[at].bare) && self.describes_counted(&items[at], &items[at + 1]) {
                let next = items.remove(at + 1);
                joins.remove(at);
                one_counted(&mut items[at], next);
                continue;
            }
            if !(or && self.leads_on(&items[at]) && self.is_led_to(&items[at + 1])) {
                at += 1;
                continue;
            }
            let next = items.remove(at + 1);
            joins.remove(at);
            let own = std::mem::take(&mut items[at]);
            let (mut head, end) = (own.head, next.head.as_ref().map_or(next.bytes.end, |h| h.bytes.end));
            head.iter_mut().for_each(|head| head.bytes.end = end);
            let bytes = own.bytes.start..next.bytes.end;
            items[at] = Partial {
                head,
                negated: own.negated,
                status: own.status,
                qualifiers: own.qualifiers,
                last_qualifier: own.last_qualifier,
                known: own.known,
                verb: own.verb,
                exposure: own.exposure,
                by_verb: own.by_verb,
                other: own.other,
                count: own.count,
                lead_times: own.lead_times,
                bytes,
                ..next
            };
        }
    }

    /// "at least 5 *rolling* or boxcar-type acne scars", "five or more *decayed*, untreated dental sites": an adjective in no table,
    /// directly after a count, of what the next item names. Near misses: "≥ 2 *seizures* or falls"; "2 *vials* or ampoules".
    fn describes_counted(&self, item: &Partial, next: &Partial) -> bool {
        let adjective = |words: &str| {
            let word = words.to_ascii_lowercase();
            !word.contains(' ') && words::ENDINGS_OF_ADJECTIVES.iter().any(|ending| word.ends_with(ending))
        };
        let unknown = |p: &Partial| p.head.as_ref().filter(|h| h.entry.is_none() && !h.named).map(|h| h.bytes.clone());
        let (Some(own), Some(noun)) = (unknown(item), unknown(next)) else { return false };
        let plain = |p: &Partial| p.is_unvalued() && p.relation.is_none() && !p.negated;
        // "*boxcar*-type acne scars": words of the name, before its noun.
        let named = item.unknown.is_empty() && next.unknown.iter().all(|b| b.end <= noun.start);
        let described = self.words(&(next.bytes.start..noun.end)).contains([' ', '-']) && next.count.is_none();
        let ends = own.end == item.bytes.end && item.times.is_empty() && item.having.is_empty();
        let counted = item.count.is_some() && ends && named && plain(item) && adjective(self.words(&own));
        counted && described && plain(next) && self.words(&noun).ends_with('s')
    }

    /// Whether an item ends with its name, in which a preposition leads to the last words.
    fn leads_on(&self, item: &Partial) -> bool {
        let Some(head) = item.head.as_ref().filter(|h| h.entry.is_none() && !h.named) else { return false };
        let words = self.words(&head.bytes).to_ascii_lowercase();
        let leads = words.split(' ').skip(1).any(|word| words::LEADING_ON.contains(&word));
        let plain = item.is_unvalued()
            && item.times.is_empty()
            && item.relation.is_none()
            && item.having.is_empty()
            && item.unknown.is_empty();
        leads && plain && head.bytes.end == item.bytes.end && item.outcome.is_none() && item.narrative.is_none()
    }

    /// Whether an item opens with a name in no table, and says nothing before it.
    fn is_led_to(&self, item: &Partial) -> bool {
        let Some(head) = item.head.as_ref().filter(|h| h.entry.is_none() && !h.named) else { return false };
        let few = self.words(&head.bytes).split(' ').count() <= LONGEST;
        let said = item.negated || item.verb || item.known || item.status.is_some() || item.exposure.is_some();
        let plain = item.is_unvalued() && item.count.is_none() && item.sex.is_none() && item.narrative.is_none();
        few && !said && plain && head.bytes.start == item.bytes.start && item.qualifiers.is_empty() && !item.other
    }
}

/// Makes one name of an adjective that is counted and of what the next item names.
fn one_counted(item: &mut Partial, next: Partial) {
    let own = std::mem::take(item);
    let (start, end) = (own.head.map_or(own.bytes.start, |h| h.bytes.start), next.head.as_ref().map(|h| h.bytes.end));
    let head = end.map(|end| Head::new(None, start..end));
    let bytes = own.bytes.start..next.bytes.end;
    *item = Partial {
        head,
        count: own.count,
        qualifiers: own.qualifiers,
        lead_times: own.lead_times,
        unknown: Vec::new(),
        bytes,
        ..next
    };
}
