//! What there is a contraindication to, where the list names it once.
//!
//! | form | example |
//! |---|---|
//! | named after the contraindication | *failure of, intolerance to*, or contraindication to methotrexate |
//! | said after the last of several | MRI *or CT is contraindicated* |
//! | named after the second of two | medical or anatomic *contraindication to MRI* |
//! | named after what stands beside it | *contraindication to* or intolerance of metformin |
//! | denied with what stands before it | *no* heart failure *and contraindication to* anthracyclines |
//!
//! Near misses: "contraindication to MRI or asthma", which names its own; "contraindication to exercise testing or *an orthopedic
//! condition*", which is no treatment.

use crate::lex::Kind;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::words;

/// "no heart failure *and contraindication to* anthracyclines": a demand denies both, for nobody is asked to have a contraindication.
///
/// Near misses: "no heart failure *but a* contraindication to anthracyclines", "no asthma and *has* a contraindication".
pub fn denied_as_well(context: &Context<'_, '_>, items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (before, item) = (&before[at - 1], &mut rest[0]);
        let between = context.lexed.text.get(before.bytes.end..item.bytes.start).unwrap_or_default();
        let and = joins[at - 1].all == Some(true) && !between.contains("but");
        let named = item.entry().is_some_and(|e| words::CONTRAINDICATIONS.contains(&e.id()));
        let words = context.words(&item.bytes).to_ascii_lowercase();
        let own = item.verb || words.split(' ').next().is_some_and(|word| words::HAS_OR_WITH.contains(&word));
        if context.demand && and && named && before.negated && !before.either && !item.negated && !own {
            (item.negated, item.negated_by_list, item.absent) = (true, true, before.absent);
        }
    }
}

/// Gives outcomes that stand before a contraindication the treatment that it names for all.
pub fn outcomes_before(items: &mut [Partial]) {
    for at in 1..items.len() {
        let relation = items[at].relation.as_ref().filter(|r| r.relation == Relation::Having);
        let named = relation.and_then(|r| r.objects.first()).filter(|object| treated(object));
        let Some(head) = named.and_then(|object| object.head.clone()).filter(|_| contraindication(&items[at])) else {
            continue;
        };
        let waits = |p: &&mut Partial| p.outcome.is_some() && p.is_nameless() && p.relation.is_none();
        items[..at].iter_mut().rev().take_while(waits).for_each(|item| item.head = Some(head.clone()));
    }
}

/// Gives a contraindication the treatment that is named after what stands beside it.
pub fn named_beside(items: &mut [Partial]) {
    for at in 1..items.len() {
        let (before, next) = items.split_at_mut(at);
        let (item, next) = (&mut before[at - 1], &next[0]);
        if contraindication(item) && item.relation.is_none() && next.outcome.is_some() && treated(next) {
            let object = Partial { head: next.head.clone(), bytes: next.bytes.clone(), ..Partial::default() };
            item.relation = Some(Related::new(Relation::Having, object));
        }
    }
}

/// "MRI *or CT is contraindicated*": the predicate after the last of treatments is said of each.
///
/// Near miss: "asthma or MRI contraindicated", where the first is a disease.
pub fn each_contraindicated(context: &mut Context<'_, '_>, items: &mut [Partial], joins: &[Join]) {
    for at in (1..items.len()).rev() {
        let (before, next) = items.split_at_mut(at);
        let (item, next) = (&mut before[at - 1], &next[0]);
        let named = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_treatment() || e.kind() == Kind::Observation);
        let plain = item.is_unvalued() && item.is_limitless() && item.having.is_empty() && !item.verb;
        let last = next.having.first().map(|node| node.span().span());
        let head = next.head.as_ref().filter(|_| contraindication(next)).map(|h| h.bytes.clone());
        let Some(head) = head else { continue };
        let follows = last.is_some_and(|span| span.end <= context.span(&head).start);
        if named(item)
            && !contraindication(item)
            && plain
            && !item.negated
            && follows
            && joins[at - 1].all == Some(false)
        {
            let object = std::mem::take(item);
            let bytes = object.bytes.clone();
            let node = context.node_of(object);
            *item =
                Partial { head: Some(Head::new(next.entry(), head)), having: vec![node], bytes, ..Partial::default() };
        }
    }
}

/// "medical or anatomic *contraindication to MRI*": a contraindication that only its adjective tells from the next one has
/// what that is to.
pub fn same_contraindicated(items: &mut [Partial], joins: &[Join]) {
    for at in (1..items.len()).rev() {
        let (before, next) = items.split_at_mut(at);
        let (item, next) = (&mut before[at - 1], &next[0]);
        let alone = contraindication(item) && item.relation.is_none() && item.having.is_empty();
        let named = next.head.as_ref().is_some_and(|h| h.entry.is_none_or(|e| e.id() == "contraindication"));
        let having = next.relation.as_ref().is_some_and(|r| r.relation == Relation::Having);
        if alone && named && having && joins[at - 1].tight {
            item.relation.clone_from(&next.relation);
        }
    }
}

/// Whether an item is a contraindication, which has no outcome of a treatment.
pub fn contraindication(item: &Partial) -> bool {
    item.entry().is_some_and(|e| e.id() == "contraindication")
}

fn treated(item: &Partial) -> bool {
    item.entry().is_some_and(|e| e.kind().is_treatment())
}

/// "contraindication to exercise testing or *an orthopedic condition*": whether an article opens a disease, to which nothing is
/// contraindicated.
pub fn is_no_object(context: &Context<'_, '_>, item: &Partial, next: &Partial) -> bool {
    let head = next.head.as_ref().filter(|h| contraindication(item) && h.entry.is_none());
    let Some(head) = head else { return false };
    let article = context.words(&next.bytes).split(' ').next().is_some_and(|word| matches!(word, "a" | "an"));
    let name = context.words(&head.bytes).to_ascii_lowercase();
    article && name.rsplit(' ').next().is_some_and(|noun| words::DISEASE_NOUNS.contains(&noun))
}
