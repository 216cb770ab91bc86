//! Words for a reaction before the one that names to what: each is to all that is named.
//!
//! | form | rule |
//! |---|---|
//! | *allergy, intolerance* or contraindication to A | `any(allergy A, A [intolerant], contraindication having A)` |
//! | *intolerance* or allergy to A or B | `any(A [intolerant], B [intolerant], allergy A, allergy B)` |
//! | *hypersensitivity* or intolerance to A, B or C | each of either |
//! | *allergy* or history of adverse reaction to A | `any(allergy A, history of adverse event due to A)` |
//! | A *allergy/intolerance* | `any(allergy A, A [intolerant])` |
//! | *adverse reaction, anaphylaxis* or allergy to A | `any(adverse event due to A, anaphylaxis due to A, allergy A)` |
//!
//! Near misses: "asthma or allergy to A" names a disease first, "allergy, asthma, or intolerance to A" an allergy to anything.

use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::words;

use super::contraindicated::contraindication;

/// What a word for a reaction makes of what it is to.
#[derive(Clone, Copy, PartialEq)]
enum Reaction {
    Allergy,
    Contraindication,
    /// A disease that the substance causes.
    Effect,
    Outcome(&'static str),
}

impl Context<'_, '_> {
    /// "*metformin intolerance*": the drug is not tolerated. Near misses: "*lactose* intolerance", "*exercise* intolerance".
    pub(super) fn intolerances(&self, items: &mut [Partial]) {
        for item in items {
            let Some(head) = item.head.as_ref().filter(|h| h.entry.is_none()) else { continue };
            let Some((named, noun)) = self.words(&head.bytes).rsplit_once(' ') else { continue };
            let drug = look_up(named).and_then(|group| group.entries().find(|e| e.kind().is_drug()));
            if drug.is_some()
                && words::INTOLERANCE_WORDS.contains(&&*noun.to_ascii_lowercase())
                && item.outcome.is_none()
            {
                item.head = Some(Head::new(drug, head.bytes.start..head.bytes.start + named.len()));
                item.outcome = Some("intolerant");
            }
        }
    }

    /// "penicillin allergy *or intolerance*", "aspirin intolerance *or allergy*": a word for a reaction behind another is to the same.
    /// Near miss: "penicillin allergy or *lactose* intolerance".
    pub(super) fn reactions_behind(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 1;
        while at < items.len() {
            let behind = joins[at - 1].all != Some(true) && !joins[at - 1].but && self.is_word_alone(&items[at]);
            let reaction = self.bare_reaction(&items[at], &items[at - 1]).filter(|_| behind);
            let reaction = reaction.filter(|reaction| *reaction != Reaction::Effect);
            let (Some(reaction), Some(objects)) = (reaction, reacted_to(&items[at - 1])) else {
                at += 1;
                continue;
            };
            let own = items.remove(at);
            let join = joins.remove(at - 1);
            let before = &mut items[at - 1];
            if reaction == Reaction::Allergy && before.relation.is_some() {
                // Two words for one allergy.
                before.bytes.end = own.bytes.end;
                continue;
            }
            let own = Partial { status: own.status.or(before.status), negated: before.negated, ..own };
            let each = react(own, reaction, &objects);
            let count = each.len();
            joins.splice(at - 1..at - 1, std::iter::repeat_n(join, count));
            items.splice(at..at, each);
            at += count;
        }
    }

    /// Whether an item is one word.
    fn is_word_alone(&self, item: &Partial) -> bool {
        !self.words(&item.bytes).contains(' ') && item.qualifiers.is_empty()
    }

    /// Gives words for a reaction what the list names after the last of them.
    pub(super) fn reactions_before(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = items.len();
        while at > 1 {
            at -= 1;
            let Some(objects) = self.reacts_to(items, joins, at) else { continue };
            let is_allergy = |p: &Partial| p.relation.as_ref().is_some_and(|r| r.relation == Relation::AllergyTo);
            let mut next = at;
            while next > 0 && joins[next - 1].all != Some(true) {
                let Some(reaction) = self.bare_reaction(&items[next - 1], &items[at]) else { break };
                next -= 1;
                let join = Join { all: Some(false), ..joins[next] };
                let own = items.remove(next);
                joins.remove(next);
                let told = items[next..at].iter().position(is_allergy).filter(|_| reaction == Reaction::Allergy);
                if let Some(told) = told {
                    // Two words for one allergy.
                    let allergy = &mut items[next + told];
                    allergy.status = own.status.or(allergy.status);
                    allergy.known |= own.known;
                    allergy.negated |= own.negated;
                    if told == 0 {
                        allergy.bytes.start = own.bytes.start;
                        let new = own.qualifiers.into_iter().filter(|q| !allergy.qualifiers.contains(q));
                        let new: Vec<&str> = new.collect();
                        allergy.qualifiers.splice(0..0, new);
                    }
                    at -= 1;
                    continue;
                }
                let each = react(own, reaction, &objects);
                at += each.len() - 1;
                joins.splice(next..next, std::iter::repeat_n(join, each.len()));
                items.splice(next..next, each);
            }
            at = next.min(at);
        }
    }

    /// What an item that names a reaction says it is to, with the rest of the list of it.
    fn reacts_to(&self, items: &[Partial], joins: &[Join], at: usize) -> Option<Vec<Partial>> {
        let item = &items[at];
        let bare = |p: &Partial| Partial { head: p.head.clone(), bytes: p.bytes.clone(), ..Partial::default() };
        if let Some(related) = &item.relation {
            // "contraindications to any of the medications *involved*" names none of them.
            let given = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_treatment());
            let tells = match related.relation {
                Relation::AllergyTo => related.objects.iter().any(|p| p.head.is_some()),
                Relation::Having => contraindication(item) && related.objects.iter().all(given),
                // "allergy or history of *adverse reaction to steroids*"
                Relation::DueTo => {
                    item.entry().is_some_and(|e| e.id() == "adverse_event") && related.objects.iter().all(given)
                }
                _ => false,
            };
            return Some(related.objects.clone()).filter(|_| tells);
        }
        let fails = matches!(item.outcome, Some("intolerant" | "failed"));
        let treatment = |p: &Partial| p.entry().is_none_or(|e| e.kind().is_treatment()) && p.head.is_some();
        if !fails || !treatment(item) {
            return None;
        }
        let drug = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
        let plain = |p: &Partial| {
            drug(p) && p.is_unvalued() && p.relation.is_none() && p.status.is_none() && p.times.is_empty() && !p.negated
        };
        let named = |p: &Partial| plain(p) && p.exposure.is_none() && p.outcome.is_none() && !p.verb;
        let more = items[at + 1..].iter().zip(&joins[at..]);
        let more = more.take_while(|(p, join)| drug(item) && named(p) && join.all != Some(true)).map(|(p, _)| bare(p));
        Some(std::iter::once(bare(item)).chain(more).collect())
    }

    /// The reaction that an item names without saying to what.
    fn bare_reaction(&self, item: &Partial, told: &Partial) -> Option<Reaction> {
        let bare = item.is_unvalued()
            && item.relation.is_none()
            && item.times.is_empty()
            && item.outcome.is_none()
            && item.subject == told.subject
            && (item.negated || !told.negated);
        let head = item.head.as_ref().filter(|_| bare)?;
        let words = self.words(&head.bytes).to_lowercase();
        match head.entry.map(|e| (e.kind(), Entry::id(e))) {
            Some((_, "allergy" | "drug_allergy")) => Some(Reaction::Allergy),
            Some((_, "contraindication")) => Some(Reaction::Contraindication),
            Some((Kind::Condition, "adverse_event" | "anaphylaxis")) => Some(Reaction::Effect),
            None if words::ALLERGY_WORDS.contains(&&*words) => Some(Reaction::Allergy),
            None if words::INTOLERANCE_WORDS.contains(&&*words) => Some(Reaction::Outcome("intolerant")),
            None if words::RESISTANCE_WORDS.contains(&&*words) => Some(Reaction::Outcome("failed")),
            _ => None,
        }
    }
}

/// What an item says an allergy is to, or what is not tolerated.
fn reacted_to(item: &Partial) -> Option<Vec<Partial>> {
    if item.outcome == Some("intolerant") {
        let drug = item.entry().is_some_and(|e| e.kind().is_drug()) && item.is_limitless();
        return drug.then(|| vec![item.clone()]);
    }
    let related = item.relation.as_ref().filter(|r| r.relation == Relation::AllergyTo)?;
    Some(related.objects.clone()).filter(|objects| objects.iter().all(|p| p.head.is_some()))
}

/// The items that one word for a reaction stands for.
fn react(own: Partial, reaction: Reaction, objects: &[Partial]) -> Vec<Partial> {
    // What else is said of a substance is said where it is named.
    let bare = |p: &Partial| Partial { head: p.head.clone(), bytes: p.bytes.clone(), ..Partial::default() };
    let named = || objects.iter().filter(|p| p.head.is_some()).map(bare);
    let related = |relation| Related { relation, objects: named().collect(), all: false };
    match reaction {
        Reaction::Allergy => vec![Partial { relation: Some(related(Relation::AllergyTo)), ..own }],
        Reaction::Contraindication => vec![Partial { relation: Some(related(Relation::Having)), ..own }],
        Reaction::Effect => vec![Partial { relation: Some(related(Relation::DueTo)), ..own }],
        Reaction::Outcome(outcome) => {
            let each = named().map(|object| Partial { outcome: Some(outcome), head: object.head, ..own.clone() });
            each.collect()
        }
    }
}
