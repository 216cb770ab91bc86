//! What a demand sets apart from its alternatives: who may take part and with which disease, where the last two items of a
//! list with commas are two ways that one patient may be.
//!
//! | form | example | rule |
//! |---|---|---|
//! | an age inside the list | cirrhosis*, age ≥ 18,* HBV or HCV | `all(cirrhosis, age, any(HBV, HCV))` |
//! | two ways to be treated | T2DM*, drug naive or on metformin* | `all(T2DM, any(naive, metformin))` |
//! | two states of the disease before them | hypertension*, treated or untreated* | the same |
//! | two stages | rectal cancer*, T3 or N1* | the same |
//! | one disease, and results in two places | AML*, ≥ 20 % blasts in marrow or blood* | `all(AML, blasts)`, with a note |
//! | a disease that its own limit describes | vera with hematocrit > 45 %*, age > 60 or thrombosis* | the same, with a note |
//!
//! Near misses: "diabetes, age > 65, hypertension or stroke" and "hypertension, BMI > 30 or age > 65", risks of which one does;
//! "… HBV, *or* HCV", whose comma makes it one list; "one of the following: A, age 18-65, B or C".

use crate::lex::{Entry, Kind};
use crate::rule::Severity;
use crate::words;

use super::atom::is_measured;
use super::context::Context;
use super::coordination::Join;
use super::last_pair::is_age_of_entry;
use super::partial::Partial;

impl Context<'_, '_> {
    /// Sets the age and the disease of a list beside its last two items.
    pub fn apart_from_pair(&mut self, partials: &[Partial], joins: &mut [Join]) {
        if partials.first().is_some_and(|p| self.just_before(p.bytes.start).ends_with(':')) {
            return;
        }
        self.said_of_disease(partials, joins);
        age_inside(partials, joins);
        self.ways_of_disease(partials, joins);
        self.described_disease(partials, joins);
    }

    /// Two ways of one disease, which stands before them; what follows them after a comma is demanded as well.
    fn ways_of_disease(&self, partials: &[Partial], joins: &mut [Join]) {
        let Some(at) = only_pair(joins).filter(|at| *at > 0) else { return };
        let earlier = &partials[..at];
        let diseases = || earlier.iter().filter_map(disease);
        let way = |p: &Partial| {
            let told = !p.qualifiers.is_empty() || !p.having.is_empty() || p.value.is_some();
            let stage = p.value.as_ref().is_some_and(|q| q.scale.is_some_and(|scale| scale.ends_with("_stage")));
            let treated = p.entry().is_some_and(|e| words::WAYS_TO_BE_TREATED.contains(&e.id())) || self.is_taken(p);
            let of_disease = told && diseases().any(|own| p.entry() == Some(own));
            !p.negated && (treated || stage || of_disease)
        };
        let known = |p: &Partial| p.is_age() || p.head.is_none() && p.sex.is_some() || disease(p).is_some();
        if diseases().count() == 1 && earlier.iter().all(known) && way(&partials[at]) && way(&partials[at + 1]) {
            pair_alone(joins, at);
        }
    }

    /// A disease opens a list of commas whose one "or" stands within an item: what follows tells which of those who have it are
    /// meant. Near miss: "hypertension, *type 1 or 2* diabetes".
    fn said_of_disease(&mut self, partials: &[Partial], joins: &mut [Join]) {
        let Some((first, rest)) = partials.split_first() else { return };
        let own = first.entry().filter(|e| e.kind() == Kind::Condition && !first.negated);
        let told = |p: &Partial| {
            let measured = p.entry().is_some_and(is_measured) && !p.is_unvalued();
            let same = p.entry() == own && (p.value.is_some() || !p.having.is_empty());
            !p.negated && p.sex.is_none() && (measured || same)
        };
        let open = |p: &Partial| told(p) || p.entry().is_none() && p.is_unvalued() && !p.negated && p.sex.is_none();
        let waiting = !joins.is_empty() && joins.iter().all(|join| join.bare && !join.slash && join.all == Some(false));
        if own.is_none() || !waiting || !rest.iter().all(open) || !rest.first().is_some_and(told) {
            return;
        }
        joins.iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
        let message = "a comma before what says more of a disease: read as \"and\"";
        self.say("comma-read-as-and", Severity::Note, message, &(first.bytes.start..rest[0].bytes.end));
    }

    /// A disease with a limit of its own opens the list: what follows divides those who have it.
    fn described_disease(&mut self, partials: &[Partial], joins: &mut [Join]) {
        let [first, older, other] = partials else { return };
        let limits = first.relation.iter().flat_map(|r| &r.objects).chain(&first.also);
        let described = limits.filter(|p| p.value.is_some()).any(|p| p.entry().is_some_and(is_measured));
        let event = other.entry().is_some_and(|e| e.kind() == Kind::Condition) && other.is_unvalued() && !other.negated;
        let opens = first.entry().is_some_and(|e| e.kind() == Kind::Condition) && described && !first.negated;
        let unsettled = joins[0].bare && joins[0].all == Some(false);
        if opens && older.is_age() && event && unsettled && only_pair(joins) == Some(1) {
            pair_alone(joins, 1);
            let message = "a comma before two things of which either does: read as \"and\"";
            self.say("comma-read-as-and", Severity::Note, message, &(first.bytes.start..older.bytes.end));
        }
    }
}

/// The disease that an item does nothing but name.
fn disease(item: &Partial) -> Option<Entry> {
    let plain = item.is_unvalued() && !item.negated && item.relation.is_none() && item.outcome.is_none();
    item.entry().filter(|e| e.kind() == Kind::Condition && plain)
}

/// The place of the one "or" of a list that else has commas alone.
fn only_pair(joins: &[Join]) -> Option<usize> {
    let or = |join: &Join| join.tight && !join.bare && !join.slash && !join.but && join.all == Some(false);
    let at = joins.iter().position(or)?;
    let comma = |(n, join): (usize, &Join)| n == at || join.bare && !join.but && !join.slash;
    joins.iter().enumerate().all(comma).then_some(at)
}

/// Demands all the items of a list, and of the two around this join either.
fn pair_alone(joins: &mut [Join], at: usize) {
    for (n, join) in joins.iter_mut().enumerate() {
        (join.all, join.tight) = if n == at { (Some(false), true) } else { (Some(true), false) };
    }
}

/// "cirrhosis*, age ≥ 18,* HBV or HCV": the second item is an age that everybody has to have come to.
fn age_inside(partials: &[Partial], joins: &mut [Join]) {
    let [first, aged, rest @ ..] = partials else { return };
    let others = rest.iter().chain([first]).any(|p| p.is_age() || p.sex.is_some());
    let named = disease(first).is_some() && first.times.is_empty();
    let Some(at) = only_pair(joins).filter(|at| *at > 1 && at + 1 == joins.len()) else { return };
    let unsettled = joins[..at].iter().all(|join| join.all == Some(false));
    if named && is_age_of_entry(aged) && !others && unsettled {
        joins[..2].iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
        joins[2..].iter_mut().for_each(|join| join.tight = true);
    }
}
