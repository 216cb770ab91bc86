//! A route said once, before the first drug of a list.
//!
//! | form | example | read |
//! |---|---|---|
//! | anti-infectives | *intravenous* antibiotics, antivirals or antifungals | each is given so |
//! | two routes of the first | *oral or intravenous* antibiotics or antifungals | each either way |
//! | other classes | *oral* antibiotics or corticosteroids | the first is given so, with a note |
//!
//! Near misses: "intravenous cyclophosphamide and *mycophenolate*", of one class and given otherwise; "oral antidiabetics or
//! *insulin*", "oral corticosteroids or *omalizumab*": a drug beside a class is given as it is given, and the route says nothing
//! of it.

use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::Severity;
use crate::words;

impl Context<'_, '_> {
    /// Says of each drug of a list by what route it is given, where the first says it. `joins` is empty for the objects of a
    /// relation, which are one list.
    pub(super) fn route_of_each(&mut self, items: &mut [Partial], joins: &[Join]) {
        let mut at = 0;
        while at + 1 < items.len() {
            let first = at;
            at += 1;
            if !self.is_led_by_route(&items[first]) {
                continue;
            }
            let listed = |n: &usize| joins.get(n - 1).is_none_or(|join| !join.but && !join.slash);
            let follows = |n: &usize| listed(n) && is_routeless_like(&items[first], &items[*n]);
            let last = (first + 1..items.len()).take_while(follows).last().unwrap_or(first);
            let ways = ways_before(items, first);
            for item in &mut items[first + 1..=last] {
                item.ways.clone_from(&ways);
            }
            let open = items.get(last + 1).filter(|item| listed(&(last + 1)) && !self.is_named_by_route(item));
            if open.is_some_and(|item| is_doubtful_after(&items[first], item)) {
                let bytes = items[first].bytes.start..items[last + 1].bytes.end;
                let route = items[first].route.unwrap_or_default();
                let other = items[last + 1].head.as_ref().map_or("", |head| self.words(&head.bytes));
                let message = format!("\"{route}\" is not read of \"{other}\", which is listed after what is given so");
                self.say("qualifier-shared", Severity::Note, message, &bytes);
            }
            at = last + 1;
        }
    }

    /// Whether a route stands before the name of the drug, which says nothing of when.
    fn is_led_by_route(&self, item: &Partial) -> bool {
        let Some(head) = item.head.as_ref().filter(|_| item.route.is_some() && item.times.is_empty()) else {
            return false;
        };
        let drug = head.entry.is_some_and(|e| e.kind().is_drug()) && item.is_unvalued();
        let lead = self.lexed.text.get(item.bytes.start..head.bytes.start).unwrap_or("");
        drug && lead.split_whitespace().any(is_route)
    }

    /// "*inhaled* corticosteroids": whether the name of a drug says by what route it is given.
    fn is_named_by_route(&self, item: &Partial) -> bool {
        item.head.as_ref().is_some_and(|head| self.words(&head.bytes).split_whitespace().next().is_some_and(is_route))
    }
}

fn is_route(word: &str) -> bool {
    look_up(word).is_some_and(|group| group.of(Kind::Route).is_some())
}

/// The routes of the drug at `first`: its own, and those of the items before it that are the same drug.
fn ways_before(items: &[Partial], first: usize) -> Vec<Entry> {
    let head = |p: &Partial| p.head.as_ref().map(|h| h.bytes.clone());
    let same = items[..first].iter().rposition(|p| head(p) != head(&items[first])).map_or(0, |n| n + 1);
    let route = |p: &Partial| p.route.and_then(|id| Entry::find(Kind::Route, id));
    items[same..=first].iter().filter_map(route).collect()
}

/// Whether a class of drugs that only its name is said of may be given as another: both are of one class of which lists give the
/// drugs by one route.
fn is_routeless_like(first: &Partial, item: &Partial) -> bool {
    let (Some(a), Some(b)) = (first.entry(), item.entry()) else { return false };
    let classes = a.kind() == Kind::DrugClass && b.kind() == Kind::DrugClass && a != b;
    let mut alike = a.classes().filter(|class| words::GIVEN_ALIKE.contains(&class.id()));
    is_routeless(item) && classes && alike.any(|class| b.classes().any(|c| c == class))
}

/// Whether it is open if a route said before is said of a class of drugs as well. A single drug has ways of its own.
fn is_doubtful_after(first: &Partial, item: &Partial) -> bool {
    let class = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::DrugClass);
    is_routeless(item) && class(first) && class(item) && first.entry() != item.entry()
}

fn is_routeless(item: &Partial) -> bool {
    let plain = item.qualifiers.is_empty() && item.relation.is_none() && item.count.is_none() && item.is_unvalued();
    plain && item.route.is_none() && item.ways.is_empty() && !item.verb && !item.other
}
