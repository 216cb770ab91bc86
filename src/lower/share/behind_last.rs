//! What is said behind the last member of a list, and of each of them.
//!
//! | form | example | read |
//! |---|---|---|
//! | a clause behind a list that one word opens | *another condition, injury, or fracture that prevents walking* | each that prevents it |
//! | how often, of what people use | tobacco or nicotine products *> 2 days/week* | each so often |
//! | on how many days, of both sexes | 4 (men) or 3 (women) drinks *on two occasions* | each on so many |
//!
//! Near misses: "asthma, COPD, or *any disease that prevents exercise*", whose last member has a word of its own before it; "asthma or
//! headaches > 2 days/week", where a disease is not counted.

use crate::lex::{Cue, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// "*any other* condition, injury, or disease *that is uncontrolled*": the word before the first member reaches to the last, and so
    /// does the clause behind that.
    pub(super) fn said_behind_determined(&self, items: &mut [Partial], joins: &[Join]) {
        let Some((last, before)) = items.split_last_mut() else { return };
        let either = joins.iter().all(|join| join.all == Some(false) && !join.but && !join.slash);
        let opened = before.first().is_some_and(|first| self.opens_with_other(first));
        let bare = last.head.as_ref().is_some_and(|h| h.bytes.start == last.bytes.start) && !last.negated;
        if !either || !opened || !bare {
            return;
        }
        let plain = |p: &Partial| {
            let named = p.head.is_some() && p.relation.is_none() && p.having.is_empty() && p.qualifiers.is_empty();
            named && p.is_unvalued() && p.is_limitless() && !p.negated && p.narrative.is_none() && p.outcome.is_none()
        };
        let own_word = |p: &Partial| p.head.as_ref().is_some_and(|h| h.bytes.start != p.bytes.start);
        if before.iter().skip(1).any(own_word) {
            return;
        }
        let behind = last.head.as_ref().zip(last.last_qualifier.as_ref()).is_some_and(|(h, q)| q.start >= h.bytes.end);
        for item in before.iter_mut().filter(|p| plain(p)) {
            item.having.clone_from(&last.having);
            item.relation.clone_from(&last.relation);
            if behind {
                item.qualifiers.clone_from(&last.qualifiers);
            }
        }
    }

    /// Whether an item begins with "other", "another" or "any other".
    fn opens_with_other(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        let rest = words.strip_prefix("any ").unwrap_or(&words);
        let first = rest.split(' ').next().and_then(look_up);
        first.and_then(|group| group.cue()) == Some(Cue::Other)
    }
}

/// "tobacco or nicotine products *> 2 days/week*": so often is said of each of two that people use. Near miss: "asthma or headaches
/// *> 2 days/week*".
pub(super) fn used_so_often(items: &mut [Partial], joins: &[Join]) {
    for at in (0..joins.len()).rev() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &rest[0]);
        let code = next.value.as_deref().and_then(|q| q.code());
        let often = code.is_some_and(|code| words::UNITS_OF_FREQUENCY.contains(&code));
        let used = |p: &Partial| {
            let kind = p.entry().map(|e| e.kind());
            matches!(kind, Some(Kind::Observation | Kind::Drug | Kind::DrugClass)) || is_used(p)
        };
        let bare = item.is_unvalued() && item.is_limitless() && !item.negated && item.count.is_none();
        let behind = next.head.as_ref().zip(next.value.as_ref()).is_some_and(|(h, v)| v.value.start >= h.bytes.end);
        let or = joins[at].tight && !joins[at].bare && !joins[at].but && joins[at].all == Some(false);
        if often && or && bare && behind && used(item) && used(next) {
            item.value.clone_from(&next.value);
        }
    }
}

/// Whether what is measured of an item is its use.
fn is_used(item: &Partial) -> bool {
    item.entry().is_some_and(|e| words::MEASURES_OF_USE.contains(&e.id()))
}

/// "at least 4 (men) or 3 (women) drinks *on at least two occasions*": on how many is said of both. Near miss: "4 drinks or *3 drinks on
/// two occasions*".
pub(super) fn counted_of_both_sexes(items: &mut [Partial]) {
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (item, next) = (&mut before[at - 1], &rest[0]);
        let each = |p: &Partial| p.by_sex || p.sex_after_limit();
        let sexes = each(item) && each(next) && item.sex.as_ref().map(|s| s.0) != next.sex.as_ref().map(|s| s.0);
        let counted =
            next.value.as_ref().zip(next.count.as_ref()).filter(|(v, count)| count.value.start >= v.value.end);
        let alike = item.head.is_none() || item.entry() == next.entry();
        if let Some((_, count)) = counted.filter(|_| sexes && alike && item.count.is_none()) {
            item.count = Some(count.clone());
        }
    }
}
