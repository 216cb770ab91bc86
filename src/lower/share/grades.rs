//! A grade said after the last of two diseases that share their noun.
//!
//! | form | rule |
//! |---|---|
//! | cardiac or renal toxicity *grade ≥ 3* | each of the two has the grade |
//!
//! Near misses: "asthma or renal toxicity *grade ≥ 3*", where the first has a name of its own; "cardiac*, or* renal toxicity
//! grade ≥ 3".

use crate::grammar::QuantityForm;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

/// Gives the first of two that have one noun the grade that stands behind it.
pub(super) fn grade_of_both(items: &mut [Partial], joins: &[Join]) {
    for at in (0..joins.len()).rev() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &rest[0]);
        let (Some(own), Some(noun)) = (&item.head, &next.head) else { continue };
        let or = joins[at].tight && !joins[at].bare && joins[at].all == Some(false);
        let plain = item.is_unvalued() && item.is_limitless() && item.grade.is_none() && !item.negated;
        let graded = next.grade.is_some() || next.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
        let after = next.value.as_ref().is_some_and(|q| q.value.start >= noun.bytes.end);
        if or && own.named && plain && graded && after {
            item.grade.clone_from(&next.grade);
            item.value.clone_from(&next.value);
        }
    }
}
