//! A limit that stands on one side of a pair and is meant of both.
//!
//! | form | example | read |
//! |---|---|---|
//! | one thing under two names | weight *gain or loss* of > 5 % | `weight change > 5 %` |
//! | a change either way | *increase or decrease* of body weight > 10 % | a change of body weight |
//! | limits of two organs | hepatic or renal insufficiency *(ALT > 2 × ULN, Cr > 1.5 × ULN)* | either is what is limited |
//! | a limit of two states of one thing | overweight or obese *(BMI ≥ 25 kg/m²)* | of either |
//! | two amounts | no more than 1 cup of coffee *or 300 mg of caffeine* | `≤` both |
//! | counts of two things | at least 4 TJC *and 4 SJC*, at least 4 tender *and 4* swollen joints | `≥ 4` of each |
//!
//! Near misses: "coffee or *alcohol* > 5 units/day" names two things; "weight loss > 5 % or *BMI decrease*" has a limit first;
//! "TJC ≥ 4 and *SJC 4*", whose number stands behind its name.

use crate::grammar::{Quantity, QuantityForm};
use crate::lex::Kind;
use crate::lower::atom::is_measured;
use crate::lower::build::is_length;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{Leaf, Node};
use crate::words;

use super::limits::{is_bare_limit, one_sided};

impl Context<'_, '_> {
    /// "*increase or decrease* of body weight > 10 %", "*loss or gain* of weight > 5 kg": what is limited changes either way.
    pub(super) fn changes_either_way(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at + 1 < items.len() {
            let (item, next) = (&items[at], &items[at + 1]);
            let alternative = joins[at].tight && joins[at].all == Some(false) && !item.negated && !next.negated;
            let word = self.words(&item.bytes).trim().to_ascii_lowercase();
            let falls = words::FALLS.contains(&word.as_str());
            let rises = words::RISES.contains(&word.as_str());
            let other_way = match &next.change {
                Some((Some(up), _)) => *up && falls || !*up && rises,
                _ => false,
            };
            let alone = item.value.is_none() && item.times.is_empty() && item.entry().is_none();
            if !(alternative && alone && other_way && next.value.is_some() && next.head.is_some()) {
                at += 1;
                continue;
            }
            let first = items.remove(at);
            joins.remove(at);
            let next = &mut items[at];
            if let Some((direction, bytes)) = &mut next.change {
                (*direction, bytes.start) = (None, first.bytes.start);
            }
            next.bytes.start = first.bytes.start;
        }
    }
}

/// "*coffee or tea* > 5 cups/day", "weight *gain or loss* of > 5 %": two names of one thing, the last of which has the limit.
pub(super) fn one_thing_limited(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at + 1 < items.len() {
        let (item, next) = (&items[at], &items[at + 1]);
        let observed = item.entry().is_some_and(|e| e.kind() == Kind::Observation);
        let plain = item.is_limitless() && item.is_unvalued() && item.status.is_none() && item.qualifiers.is_empty();
        let own = next.verb || next.status.is_some() || next.relation.is_some() || !next.qualifiers.is_empty();
        let one = observed && item.entry() == next.entry() && item.negated == next.negated;
        let or = joins[at].tight && joins[at].all == Some(false);
        if one && or && plain && !own && next.value.is_some() {
            let first = items.remove(at);
            joins.remove(at);
            items[at].bytes.start = first.bytes.start;
            items[at].exposure = items[at].exposure.or(first.exposure);
        } else {
            at += 1;
        }
    }
}

/// "at least 4 TJC *and 4 SJC*": the comparator before the first of two numbers of one kind is that of both.
pub(super) fn same_count(items: &mut [Partial], joins: &[Join]) {
    items.iter_mut().for_each(count_named_by_next);
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let leads = |p: &Partial| {
            p.head.as_ref().zip(p.value.as_ref()).is_some_and(|(head, value)| value.value.end <= head.bytes.start)
        };
        let measured = |p: &Partial| p.entry().is_some_and(|e| is_measured(e) && e.usual_unit().is_none_or(is_number));
        if item.is_unvalued() && joins[at - 1].tight && leads(before) && are_counts_of_one(before, item) {
            item.value.clone_from(&before.value);
            continue;
        }
        let (Some(limit), Some(number)) = (&before.value, &item.value) else { continue };
        let unsaid = number.form == QuantityForm::Bare && number.unit.is_none() && !number.approximate;
        let pair = measured(before) && measured(item) && before.entry() != item.entry() && joins[at - 1].tight;
        let bounds = number.bounds.eq.and_then(|n| one_sided(&limit.bounds, n));
        if let Some(bounds) = bounds.filter(|_| unsaid && pair && is_bare_limit(limit) && leads(before) && leads(item))
            && let Some(number) = &mut item.value
        {
            (number.bounds, number.form) = (bounds, QuantityForm::Limit);
        }
    }
}

/// "at least 8 *tender and swollen joints*": two counts whose names end alike, of which the second alone has the noun.
fn are_counts_of_one(before: &Partial, item: &Partial) -> bool {
    let ends = |p: &Partial| p.entry().map(|e| e.name().split(' ').skip(1).collect::<Vec<_>>());
    let (Some(first), Some(second)) = (ends(before), ends(item)) else { return false };
    let word = |p: &Partial| p.head.as_ref().is_some_and(|h| h.bytes.len() <= LONGEST_ADJECTIVE);
    first == second && first.len() > 1 && before.entry() != item.entry() && word(before) && !item.negated
}

/// The most letters of a word as "tender".
const LONGEST_ADJECTIVE: usize = 9;

/// "no more than 1 cup of coffee *or 300 mg of caffeine*", "> 2 drinks a day *or 14 drinks a week*": the comparator before the first of two
/// amounts is that of both. Near misses: "> 2 drinks a day or *caffeine 300 mg*", whose number stands behind its name; "> 2 drinks
/// or *2 h*", a time.
pub(super) fn same_amount(items: &mut [Partial], joins: &[Join]) {
    let leads = |p: &Partial| {
        let Some(value) = &p.value else { return false };
        p.head.as_ref().is_none_or(|head| value.value.start <= head.bytes.start)
    };
    let amount = |q: &Quantity| {
        let measured = q.unit.is_some() && q.relative_to.is_none() && !q.age && !is_length(q.code());
        measured && !q.approximate && q.second.is_none()
    };
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let both = leads(before) && leads(item) && joins[at - 1].tight && !joins[at - 1].but && item.change.is_none();
        let (Some(limit), Some(number), true) = (&before.value, &mut item.value, both) else { continue };
        let unsaid = number.form == QuantityForm::Bare && amount(number) && amount(limit);
        let bounds = number.bounds.eq.and_then(|n| one_sided(&limit.bounds, n));
        if let Some(bounds) = bounds.filter(|_| unsaid) {
            (number.bounds, number.form) = (bounds, QuantityForm::Limit);
        }
    }
}

/// "*at least 4 swollen* and 4 tender joints": the number before what takes its noun from the next is the count itself, and not
/// how often it was counted. Near miss: "*2* temperatures > 38 °C".
fn count_named_by_next(item: &mut Partial) {
    let counts = item.entry().is_some_and(|e| is_measured(e) && e.name().ends_with(" joint count"));
    if counts && item.value.is_none() && item.count.as_deref().is_some_and(|q| q.unit.is_none()) {
        item.value = item.count.take();
    }
}

/// "*hepatic or renal* insufficiency (ALT > 2 × ULN, Cr > 1.5 × ULN)": limits of both organs are what is meant by either, of which any
/// will do. Near miss: "hepatic or renal insufficiency (*creatinine > 1.5*)", which is of the last alone.
pub(super) fn definitions_of_both(items: &mut [Partial], joins: &[Join]) {
    for at in (0..joins.len()).rev() {
        let (done, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut done[at], &rest[0]);
        let disease = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let or = joins[at].tight && joins[at].all == Some(false) && item.negated == next.negated;
        let bare = item.is_unvalued() && item.defined_by.is_empty() && item.having.is_empty();
        let of = |ids: &[&str]| {
            let mut found = false;
            let mut look = |leaf: &Leaf| found |= leaf.concept_id().is_some_and(|id| ids.contains(&id));
            next.defined_by.iter().for_each(|node| node.each_leaf(&mut look));
            found
        };
        let either = next.defined_by.iter().all(|node| matches!(node, Node::Any { .. }));
        let organs = either && of(words::LIVER_TESTS) && of(words::KIDNEY_TESTS);
        // "overweight or obese *(BMI ≥ 25 kg/m²)*": both are states of the same.
        let state = |p: &Partial| p.entry().is_some_and(|e| words::STATES_OF_WEIGHT.contains(&e.id()));
        if or && bare && state(item) && state(next) && item.entry() != next.entry() && !next.negated {
            item.defined_by.clone_from(&next.defined_by);
            item.having.clone_from(&next.having);
            continue;
        }
        if or && bare && disease(item) && disease(next) && organs {
            item.defined_by.clone_from(&next.defined_by);
        }
    }
}

/// Whether a unit only counts.
fn is_number(unit: &str) -> bool {
    unit.is_empty() || unit == "1" || unit.starts_with('{')
}
