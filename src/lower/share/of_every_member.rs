//! What is said once of a list, before its first member or behind its last, and belongs to all of them.
//!
//! | form | example | read |
//! |---|---|---|
//! | two outcomes before a list | *failure of or intolerance to* A, B or C | each with either outcome |
//! | so many episodes | *> 1 episode of* pneumonia or sepsis | so many of each |
//! | how recent, in brackets | *recent* surgery *(within 3 months)* or trauma | each is so recent |
//! | the week of a pregnancy's end | births or miscarriages *after 20 weeks' gestation* | each ended after that |
//! | a route before examples | *systemic* treatments, including corticosteroids | each is given so |
//!
//! Near misses: "failure of A or intolerance to *B*", "> 1 episode of pneumonia, *any sepsis*", "*prior* surgery (within 3 months) or
//! trauma", "*bleeding* or miscarriage after 20 weeks", "systemic treatments, including *topical* corticosteroids".

use crate::grammar::Quantity;
use crate::lex::Kind;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{LeafKind, Node, TimeKind};
use crate::words;

/// "failure of *or intolerance to* A, B or C": what is given the second outcome has the first as well. `own` are the outcomes
/// that each says itself.
pub(super) fn either_outcome(items: &mut Vec<Partial>, joins: &mut Vec<Join>, own: &[Option<&str>]) {
    let own: Vec<bool> = own.iter().map(Option::is_some).collect();
    if own.len() != items.len() {
        return;
    }
    let head = |p: &Partial| p.head.as_ref().map(|h| h.bytes.clone());
    let mut inserts = Vec::new();
    for at in 1..items.len() {
        let (first, second) = (&items[at - 1], &items[at]);
        let pair = own[at - 1] && own[at] && first.outcome != second.outcome && head(first) == head(second);
        if !pair || head(first).is_none() || joins[at - 1].all != Some(false) {
            continue;
        }
        let given = |n: &usize| {
            let (item, join) = (&items[*n], &joins[n - 1]);
            let drug = item.entry().is_some_and(|e| e.kind().is_treatment());
            !own[*n] && drug && item.outcome == second.outcome && join.all == Some(false) && !join.but
        };
        let others = (at + 1..items.len()).take_while(given);
        inserts.extend(others.map(|n| (n, first.outcome)));
    }
    for (n, outcome) in inserts.into_iter().rev() {
        let other = Partial { outcome, ..items[n].clone() };
        items.insert(n, other);
        joins.insert(n, Join { all: Some(false), tight: true, bare: false, slash: false, but: false });
    }
}

/// "*> 1 episode of* pneumonia or sepsis": so many of what is only named after it.
pub(super) fn episodes_of_each(items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (before, item) = (&before[at - 1], &mut rest[0]);
        let join = &joins[at - 1];
        let counted = before.value.as_ref().filter(|q| counts_events(q) && before.head.is_some());
        let plain = item.is_unvalued() && item.count.is_none() && !item.verb && !item.negated;
        let plain = plain && item.status.is_none_or(|status| before.status == Some(status));
        let disease = item.head.as_ref().is_some_and(|h| h.entry.is_none_or(|e| e.kind() == Kind::Condition));
        if plain && disease && !item.other && join.all == Some(false) && (join.tight || join.bare) && !join.but {
            item.value = counted.cloned();
        }
    }
    for at in (1..items.len()).rev() {
        let (before, rest) = items.split_at_mut(at);
        let (before, item) = (&mut before[at - 1], &rest[0]);
        let limit = |p: &Partial| p.value.as_ref().filter(|q| counts_events(q)).map(|q| q.value.clone());
        if limit(item).is_some() && limit(before) == limit(item) && before.relation.is_none() {
            // "> 1 episode of pneumonia or sepsis *requiring hospitalization*"
            before.relation.clone_from(&item.relation);
        }
    }
}

/// Whether a limit says how often something has happened.
pub(super) fn counts_events(quantity: &Quantity) -> bool {
    matches!(quantity.unit.as_ref().and_then(|u| u.code.as_deref()), Some("{episode}" | "{event}"))
}

/// "*systemic* treatments, including corticosteroids": the examples are given so as well.
pub(super) fn examples_given_so(items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let included = items[at].included;
        let way = items[at - 1].qualifiers.iter().find(|q| words::SYSTEMIC_WAYS.contains(q)).copied();
        let Some(way) = way.filter(|_| included && items[at - 1].entry().is_none()) else { continue };
        let drug =
            |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug()) && p.qualifiers.is_empty() && p.route.is_none();
        let listed =
            |(n, p): &(usize, &mut Partial)| drug(p) && !p.verb && (*n == 0 || joins[at + n - 1].all != Some(true));
        items[at..].iter_mut().enumerate().take_while(listed).for_each(|(_, p)| p.qualifiers.push(way));
    }
}

impl Context<'_, '_> {
    /// "births, miscarriages or abortions *after 16 weeks' gestation*": when each of these ends of a pregnancy was.
    pub(super) fn ended_in_week(&self, items: &mut [Partial], joins: &[Join]) {
        let week = |node: &Node| match node {
            Node::Leaf(leaf) => leaf.kind == LeafKind::Measurement && leaf.concept_id() == Some("gestational_age"),
            _ => false,
        };
        let ends = |p: &Partial| {
            let words = p.head.as_ref().map_or("", |h| self.words(&h.bytes)).to_ascii_lowercase();
            words.rsplit(' ').next().is_some_and(|last| words::ENDS_OF_PREGNANCY.contains(&last))
        };
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let said = matches!(next.having.as_slice(), [node] if week(node)) && !next.negated;
            let plain = item.having.is_empty() && item.times.is_empty() && item.relation.is_none();
            if said && plain && ends(item) && ends(next) && joins[at].all == Some(false) && !joins[at].but {
                item.having.clone_from(&next.having);
            }
        }
    }

    /// "*recent* surgery *(within 3 months)* or trauma": what is only named after it is so recent, too.
    pub(super) fn as_recent(&self, items: &mut [Partial], joins: &[Join]) {
        let mut recent = false;
        for at in 1..items.len() {
            let (before, rest) = items.split_at_mut(at);
            let (before, item) = (&before[at - 1], &mut rest[0]);
            let opens = self.words(&before.bytes).get(..6).is_some_and(|word| word.eq_ignore_ascii_case("recent"));
            let closed = self.lexed.text.get(..before.bytes.end).is_some_and(|text| text.ends_with([')', ']']));
            let [time] = before.times.as_slice() else { continue };
            let within = time.kind == TimeKind::Window && time.bounds.low().is_none();
            let named = item.head.is_some() && item.times.is_empty() && item.lead_times.is_empty() && !item.verb;
            let own = item.status.is_some_and(|status| before.status != Some(status)) || item.negated;
            let plain = named && !own && item.is_unvalued() && item.qualifiers.is_empty();
            let join = &joins[at - 1];
            let listed = join.all == Some(false) && (join.tight || join.bare) && !join.but;
            recent = (recent || opens && closed) && within && plain && listed;
            if recent {
                item.times = before.times.clone();
            }
        }
    }

    /// "≥ 6 months of A, *first dose* within 6 months of surgery", "*begun* within …": whether an item says of when something begins.
    pub(super) fn says_beginning(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        let first = words.split(' ').next().unwrap_or_default();
        let dose = ["first dose", "last dose", "final dose"].iter().any(|dose| words.starts_with(dose));
        dose || words::STARTS.contains(&first) || words::BEGUN.contains(&first) || first == "begun"
    }
}
