//! What is said after the last of two, and of both: what they need, where they are, what they would do.
//!
//! | form | example | read |
//! |---|---|---|
//! | what both need, or lack | asthma or COPD *requiring steroids*; type 1 or 2 diabetes *without insulin* | each does |
//! | what both come with | depression or bipolar disorder *with psychosis* | each, where they are of one kind |
//! | what is done in both | CABG or valve surgery *with CPB* | each, where both are operations |
//! | what the class needs | pneumonia or other infection *needing antibiotics* | each, where the first is a member of the second |
//! | that each is given alone | SSRI/SNRI *monotherapy* | each is |
//! | a place | thrombus or mass *in the left atrium* | each is there |
//! | what they would do | liver disease, renal disease, or heart disease *that may interfere* | each would |
//!
//! Near misses: "asthma, or COPD *requiring steroids*" and "HIV or pneumonia *requiring antibiotics*", where the tail is the
//! last one's; "diabetes or infection *requiring antibiotics*", where the last is a class of many things; "severe asthma or
//! *severe* COPD requiring …", each of which is described by itself.

use crate::grammar::Bytes;
use crate::lex::{Entry, Kind};
use crate::lower::atom::is_allergy;
use crate::lower::concept::covers;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Partial, Relation};
use crate::rule::{LeafKind, Node};
use crate::words;

/// "SSRI/SNRI *monotherapy*", "SSRI or SNRI monotherapy": each is given alone. Near misses: "SSRI *monotherapy* or SNRI"; "asthma or
/// metformin monotherapy".
pub(super) fn given_alone_each(items: &mut [Partial], joins: &[Join]) {
    const ALONE: &str = "monotherapy";
    for at in (0..joins.len()).rev() {
        let (first, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut first[at], &rest[0]);
        let drug = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
        let behind = next.head.as_ref().zip(next.last_qualifier.as_ref()).is_some_and(|(h, q)| q.start >= h.bytes.end);
        let or = joins[at].tight && joins[at].all == Some(false) && !item.negated && !next.negated;
        let alone = behind && next.qualifiers.contains(&ALONE) && !item.qualifiers.contains(&ALONE);
        if or && alone && drug(item) && drug(next) {
            item.qualifiers.push(ALONE);
        }
    }
}

impl Context<'_, '_> {
    /// Says of the first of two what is said after the second.
    pub(super) fn tails(&self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..joins.len()).rev() {
            let (first, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut first[at], &rest[0]);
            let or = joins[at].tight && !joins[at].bare && !joins[at].but && joins[at].all == Some(false);
            let listed = at > 0 && joins[at - 1].bare && item.head.as_ref().is_none_or(|h| !h.named);
            if !or || listed || next.negated {
                continue;
            }
            if is_pressure_of_one(item, next) {
                item.relation.clone_from(&next.relation);
                item.settings.clone_from(&next.settings);
            }
            let of_class = is_other_of_class(item, next);
            if !is_name(item) || !self.is_bare_before_tail(next, of_class) {
                continue;
            }
            if of_class && is_needed(next) && !is_state(item) || self.is_tail_of_both(item, next) {
                item.relation.clone_from(&next.relation);
            }
            if let Some(place) = self.place_after(next).filter(|_| !is_of_other_system(item, next) && !is_state(item)) {
                // The words are in no part of the rule, and narrow whatever they stand in.
                item.bytes.end = item.bytes.end.max(place.end);
            }
        }
    }

    /// Whether nothing describes the second that is not said of the first.
    fn is_bare_before_tail(&self, next: &Partial, of_class: bool) -> bool {
        let start = next.head.as_ref().map_or(0, |h| h.bytes.start);
        let opening = self.words(&(next.bytes.start..start.max(next.bytes.start))).trim();
        let opens = opening.is_empty() || of_class && opening.eq_ignore_ascii_case("other");
        opens && next.status.is_none() && next.is_unvalued() && (!next.other || of_class) && next.subject.is_none()
    }

    fn is_tail_of_both(&self, item: &Partial, next: &Partial) -> bool {
        let (Some(related), Some(head)) = (&next.relation, &next.head) else { return false };
        let related_to = matches!(related.relation, Relation::Having | Relation::NotHaving | Relation::DueTo);
        let disease = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition) && !is_state(p);
        // "hypersensitivity or *adverse reaction to* A": to which the first is an allergy; "asthma or *adverse reaction to* A".
        let reaction = item.entry().is_some_and(is_allergy) || next.entry().is_some_and(|e| e.id() == "adverse_event");
        if related.relation == Relation::DueTo && reaction {
            return false;
        }
        if is_done_with(item, next) {
            return true;
        }
        let Some(object) = related.objects.first().filter(|_| related_to && disease(item) && disease(next)) else {
            return false;
        };
        if item.head.as_ref().is_some_and(|h| h.named) {
            // "*type 1* or type 2 diabetes without insulin": one noun for both.
            return true;
        }
        let between = self.lexed.text.get(head.bytes.end..object.bytes.start).unwrap_or("").trim();
        let with =
            related.relation == Relation::Having && matches!(&*between.to_ascii_lowercase(), "" | "with" | "and");
        // "metabolic syndrome or type 2 diabetes *on metformin*": one is of a kind of disease that the other is none of.
        let drug = object.entry().is_some_and(|e| e.kind().is_drug());
        if drug && systems(item).is_empty() != systems(next).is_empty() {
            return false;
        }
        let class = |p: &Partial| p.entry().is_some_and(|e| words::BODY_SYSTEMS.contains(&e.id()));
        !class(next) && if with { is_of_same_system(item, next) } else { !is_of_other_system(item, next) }
    }

    /// The words in no table, behind a preposition, that say where an item is: "infection at the *injection site*".
    fn place_after(&self, item: &Partial) -> Option<Bytes> {
        let head = item.head.as_ref().filter(|_| item.relation.is_none() && item.having.is_empty())?;
        let last = item.unknown.last().filter(|b| b.start > head.bytes.end && b.end == item.bytes.end)?;
        let between = self.lexed.text.get(head.bytes.end..last.start)?.trim().to_ascii_lowercase();
        let mut words = between.split_whitespace();
        let place = words.next().is_some_and(|word| words::PLACE_PREPOSITIONS.contains(&word));
        // "of *the index* knee"
        (place && words.count() <= 2).then(|| last.clone())
    }

    /// "metal implants or objects *that may interfere with MRI*": said of both, where nothing parts them; with commas, of
    /// each that is named by the same noun.
    pub(super) fn judged_together(&self, items: &mut [Partial], joins: &[Join]) {
        self.said_behind_determined(items, joins);
        let judged = |node: &Node| matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Narrative);
        for at in (0..joins.len()).rev() {
            let (first, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut first[at], &rest[0]);
            let [said] = next.having.as_slice() else { continue };
            let plain = item.head.is_some() && item.having.is_empty() && item.is_limitless() && !item.negated;
            let or = joins[at].all == Some(false) && !joins[at].but;
            // "neurologic, mental, *or other illnesses which …*": the noun is theirs as well.
            let shared = next.other && item.head.as_ref().is_some_and(|h| h.named);
            let kinds = self.is_kind_of_disease(item) && (self.is_kind_of_disease(next) || shared);
            let reached = joins[at].tight || kinds;
            if plain && or && reached && judged(said) && item.relation.is_none() {
                item.having.push(said.clone());
            }
        }
    }

    /// Whether an item is a kind of disease, and no disease: "*renal disease*", "*hepatic* … disorder".
    fn is_kind_of_disease(&self, item: &Partial) -> bool {
        let Some(head) = item.head.as_ref().filter(|_| !item.other) else { return false };
        let words = self.words(&head.bytes).to_ascii_lowercase();
        let last = words.rsplit(' ').next().unwrap_or_default();
        head.named || words::DISEASE_NOUNS.iter().any(|noun| last == *noun || last.strip_suffix('s') == Some(noun))
    }
}

/// "CABG or valve surgery *with CPB*": two operations, and what is done
/// with them. Near miss: "dialysis or surgery *with transfusion*".
fn is_done_with(item: &Partial, next: &Partial) -> bool {
    let Some(related) = next.relation.as_ref().filter(|r| r.relation == Relation::Having) else { return false };
    let done = |p: &Partial| p.entry().filter(|e| e.kind() == Kind::Procedure);
    let during = |p: &Partial| done(p).is_some_and(|e| words::DONE_DURING_OPERATIONS.contains(&e.id()));
    let operation = |p: &Partial| done(p).is_some_and(|e| !words::STAYS.contains(&e.id())) && !during(p);
    let together = |p: &Partial| during(p) && p.times.is_empty() && p.value.is_none();
    operation(item) && operation(next) && related.objects.iter().all(together)
}

/// "pneumonia or *other infection needing antibiotics*": the last is a class of which the first is a member.
fn is_other_of_class(item: &Partial, next: &Partial) -> bool {
    next.other && item.entry().zip(next.entry()).is_some_and(|(own, of)| own != of && covers(of, own))
}

/// "needing antibiotics", "requiring hospitalization": whether what an item comes with is a treatment.
fn is_needed(item: &Partial) -> bool {
    let related = item.relation.as_ref().filter(|r| r.relation == Relation::Having);
    let treatment = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_treatment());
    related.is_some_and(|r| r.objects.iter().all(treatment))
}

/// "SBP ≥ 160 or DBP ≥ 100 *despite treatment with 3 antihypertensives*": both pressures of one person who is treated.
fn is_pressure_of_one(item: &Partial, next: &Partial) -> bool {
    let is = |p: &Partial, id| p.entry().is_some_and(|e| e.id() == id) && p.value.is_some() && !p.negated;
    let pressures = is(item, "systolic_blood_pressure") && is(next, "diastolic_blood_pressure");
    pressures && item.relation.is_none() && item.settings.is_empty() && is_needed(next)
}

/// Whether an item only names a thing.
fn is_name(item: &Partial) -> bool {
    item.head.is_some()
        && item.is_unvalued()
        && item.is_limitless()
        && item.lead_times.is_empty()
        && item.exposure.is_none()
        && item.outcome.is_none()
        && item.subject.is_none()
        && item.sex.is_none()
        && item.unknown.is_empty()
        && item.also.is_empty()
        && item.having.is_empty()
        && item.other_than.is_empty()
        && !item.negated
}

/// "pregnancy", "HIV infection": what the whole person has, or is.
fn is_state(item: &Partial) -> bool {
    item.entry().is_some_and(|e| words::WITHOUT_DEGREE.contains(&e.id()))
}

/// The organs and kinds of disease that a disease belongs to.
fn systems(item: &Partial) -> Vec<Entry> {
    let Some(entry) = item.entry() else { return Vec::new() };
    let found = words::BODY_SYSTEMS.iter().filter_map(|id| Entry::find(Kind::Condition, id));
    found.filter(|system| *system == entry || covers(*system, entry)).collect()
}

fn is_of_same_system(item: &Partial, next: &Partial) -> bool {
    let of = systems(item);
    systems(next).iter().any(|system| of.contains(system))
}

/// Whether both belong to some, and to none together.
fn is_of_other_system(item: &Partial, next: &Partial) -> bool {
    !systems(item).is_empty() && !systems(next).is_empty() && !is_of_same_system(item, next)
}
