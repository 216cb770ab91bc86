//! What the items of a list share: a head said once, a limit said once, a window said once, "history of" said once.
//!
//! | pattern | example |
//! |---|---|
//! | modifiers wait for the head | *active, known, or suspected* autoimmune disease |
//! | a word completes a neighbour's name | hepatitis B or *C* |
//! | an object joins the list of objects | requiring antibiotics, *antiviral drugs* or … |
//! | a limit or result without head is said of the one before | CMV DNA positive *or above the detection limit* |
//! | times alone are alternatives | within one year before screening *or during screening* |
//! | status, negation, exposure go forward | *history of* A, B or C |
//! | limit, result and times go back | ALT and AST *≤ 2.5 × ULN* |

use crate::grammar::Bytes;
use crate::lex::{Entry, Kind, look_up};
use crate::rule::TimeKind;

use super::context::Context;
use super::coordination::Join;
use super::partial::{Head, Partial, Relation};

impl Context<'_, '_> {
    /// Lets the items of one list share.
    pub fn share(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        if items.len() < 2 {
            return;
        }
        self.complete_names(items);
        self.join_objects(items, joins);
        borrow_heads(items);
        self.only_times(items, joins);
        forward(items, joins);
        backward(items);
        drop_empty(items, joins);
    }

    /// "hepatitis B or C", "syphilis antigen or antibodies", "bone marrow/stem cell transplantation".
    fn complete_names(&mut self, items: &mut [Partial]) {
        for at in 0..items.len() {
            let Some(own) = unknown_name(&items[at]) else { continue };
            let words = self.words(&own).to_owned();
            let before = (at > 0).then(|| items[at - 1].head.clone()).flatten();
            let after = items.get(at + 1).and_then(|p| p.head.clone());
            let found = before
                .and_then(|h| prefixed(self.words(&h.bytes), &words))
                .or_else(|| after.and_then(|h| suffixed(&words, self.words(&h.bytes))));
            if let Some(entry) = found {
                items[at].head = Some(Head { entry: Some(entry), bytes: own });
            }
        }
    }

    /// Moves items that are objects of the relation the item before has opened.
    fn join_objects(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at + 1 < items.len() {
            let bare_or = joins[at].tight;
            if belongs(&items[at], &items[at + 1], bare_or, joins[at].all) {
                let object = items.remove(at + 1);
                let join = joins.remove(at);
                items[at].bytes.end = object.bytes.end;
                if let Some(related) = &mut items[at].relation {
                    related.all = join.all == Some(true);
                    related.objects.push(object);
                }
            } else {
                if let Some(related) = &mut items[at].relation {
                    backward(&mut related.objects);
                }
                at += 1;
            }
        }
        if let Some(related) = items.last_mut().and_then(|p| p.relation.as_mut()) {
            backward(&mut related.objects);
        }
    }

    /// An item that says only when is another window of the item before.
    fn only_times(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 1;
        while at < items.len() {
            if !items[at].is_only_time() || items[at - 1].is_headless() {
                at += 1;
                continue;
            }
            let joined_by_and = joins[at - 1].all == Some(true);
            let later = items[at].clone();
            if joined_by_and {
                items.remove(at);
                joins.remove(at - 1);
                let times = later.times;
                items[at - 1].times.extend(times);
                items[at - 1].status = items[at - 1].status.or(later.status);
                items[at - 1].bytes.end = later.bytes.end;
            } else {
                let before = items[at - 1].clone();
                items[at] = Partial {
                    times: later.times,
                    status: later.status.or(before.status),
                    bytes: later.bytes,
                    ..before
                };
                at += 1;
            }
        }
    }
}

/// The words of an item whose only name is in no table.
fn unknown_name(item: &Partial) -> Option<Bytes> {
    match &item.head {
        Some(Head { entry: None, bytes }) => Some(bytes.clone()),
        None if item.sex.is_none() => item.unknown.first().cloned(),
        _ => None,
    }
}

/// The concept named by the first words of `before` and all of `words`.
fn prefixed(before: &str, words: &str) -> Option<Entry> {
    let parts: Vec<&str> = before.split_whitespace().collect();
    (1..parts.len()).rev().find_map(|n| concept(&format!("{} {words}", parts[..n].join(" "))))
}

/// The concept named by all of `words` and the last words of `after`.
fn suffixed(words: &str, after: &str) -> Option<Entry> {
    let parts: Vec<&str> = after.split_whitespace().collect();
    (1..parts.len()).find_map(|n| concept(&format!("{words} {}", parts[n..].join(" "))))
}

fn concept(term: &str) -> Option<Entry> {
    look_up(term)?.entries().find(|e| e.kind().is_concept())
}

/// Whether `next` is one more object of the relation that `item` has opened: of the same kind as the last object,
/// or, after a bare "or", any treatment.
fn belongs(item: &Partial, next: &Partial, tight: bool, all: Option<bool>) -> bool {
    let Some(related) = &item.relation else { return false };
    if next.verb || next.status.is_some() || next.relation.is_some() || next.negated {
        return false;
    }
    let Some(last) = related.objects.last() else { return false };
    let kind = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).map(Entry::kind);
    let treatment =
        |k: Option<Kind>| matches!(k, Some(Kind::Drug | Kind::DrugClass | Kind::Procedure | Kind::Observation));
    let (a, b) = (kind(last), kind(next));
    if related.relation == Relation::AllergyTo {
        return b.is_none() || treatment(b) || last.is_modifier();
    }
    if last.is_modifier() || last.head.is_none() {
        return true;
    }
    let drugs = |k: Option<Kind>| matches!(k, Some(Kind::Drug | Kind::DrugClass));
    (drugs(a) && drugs(b)) || (tight && all == Some(false) && treatment(b) && (treatment(a) || a.is_none()))
}

/// Modifiers wait for the head after them; a limit or result without head is said of the head before it.
fn borrow_heads(items: &mut [Partial]) {
    for at in (0..items.len().saturating_sub(1)).rev() {
        if items[at].is_modifier() && !items[at + 1].is_headless() {
            let shared = leading(&items[at]);
            let next = items[at + 1].clone();
            take_head(&mut items[at], &next);
            pass_qualifiers(items, at, &shared);
        }
    }
    for at in 1..items.len() {
        let has_say = items[at].value.is_some() || items[at].finding.is_some();
        if items[at].is_headless() && has_say && items[at].exposure.is_none() {
            let before = items[at - 1].clone();
            items[at].head = before.head;
            items[at].grade = items[at].grade.take().or(before.grade);
            items[at].equivalent = items[at].equivalent.take().or(before.equivalent);
        }
    }
}

/// The qualifiers before the coordinated one: "*uncontrolled active* bacterial, viral … infections".
fn leading(item: &Partial) -> Vec<&'static str> {
    let n = item.qualifiers.len();
    if n > 1 { item.qualifiers[..n - 1].to_vec() } else { Vec::new() }
}

fn take_head(item: &mut Partial, next: &Partial) {
    let own = std::mem::take(item);
    let mut qualifiers = own.qualifiers;
    // The head's own qualifiers are those after the coordinated one; it has been coordinated with the last of ours.
    let extra = next.qualifiers.iter().skip(1).filter(|q| !qualifiers.contains(q)).copied().collect::<Vec<_>>();
    qualifiers.extend(extra);
    *item = Partial {
        negated: own.negated,
        status: own.status,
        qualifiers,
        finding: own.finding,
        route: own.route.or(next.route),
        times_lead: own.times_lead,
        verb: own.verb,
        exposure: own.exposure.or(next.exposure),
        outcome: own.outcome.or(next.outcome),
        bytes: own.bytes,
        other: false,
        ..next.clone()
    };
}

/// Passes shared qualifiers on to the items that follow `at` in the same ellipsis.
fn pass_qualifiers(items: &mut [Partial], at: usize, shared: &[&'static str]) {
    let head = items[at].head.clone();
    for item in items[at + 1..].iter_mut().take_while(|p| p.head == head) {
        let own = std::mem::take(&mut item.qualifiers);
        item.qualifiers = shared.to_vec();
        item.qualifiers.extend(own.into_iter().filter(|q| !shared.contains(q)));
    }
}

/// What is said before the first item holds for those after it, until one says its own.
fn forward(items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let before = items[at - 1].clone();
        let item = &mut items[at];
        if item.verb && !before.times_lead {
            continue;
        }
        if before.times_lead && item.times.is_empty() {
            item.times.clone_from(&before.times);
            item.times_lead = true;
        }
        if item.verb {
            continue;
        }
        let or = joins.get(at - 1).is_some_and(|j| j.all == Some(false));
        item.status = item.status.or(before.status);
        item.exposure = item.exposure.or(before.exposure);
        item.outcome = item.outcome.or(before.outcome);
        item.subject = item.subject.or(before.subject);
        if before.negated && !item.negated && or && before.finding.is_none() {
            item.negated = true;
            item.negated_by_list = true;
        }
        let measurable = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).is_some_and(|e| e.kind() == Kind::Analyte);
        if item.is_unvalued() && measurable(item) && measurable(&before) {
            item.finding.clone_from(
                &before
                    .finding
                    .clone()
                    .filter(|(_, b)| b.start <= before.bytes.start + 1 || b.end <= head_start(&before)),
            );
        }
    }
}

fn head_start(item: &Partial) -> usize {
    item.head.as_ref().map_or(usize::MAX, |h| h.bytes.start)
}

/// What is said after the last item holds for those before it that say nothing of the kind.
fn backward(items: &mut [Partial]) {
    for at in (0..items.len().saturating_sub(1)).rev() {
        let next = items[at + 1].clone();
        let item = &mut items[at];
        let entry = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).map(Entry::kind);
        let measured = |p: &Partial| matches!(entry(p), Some(Kind::Analyte | Kind::Score));
        if item.is_unvalued() && measured(item) && measured(&next) {
            item.value.clone_from(&next.value);
            item.finding = item.finding.take().or(next.finding.clone());
        }
        if item.times.is_empty() && !next.times_lead && !item.is_age() && item.sex.is_none() {
            item.times = next
                .times
                .iter()
                .filter(|t| t.kind != TimeKind::Stability || measured(item) == measured(&next))
                .cloned()
                .collect();
        }
    }
}

/// Removes items that say nothing at all.
fn drop_empty(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at < items.len() {
        let item = &items[at];
        let empty = item.is_headless()
            && item.value.is_none()
            && item.times.is_empty()
            && item.unknown.is_empty()
            && item.qualifiers.is_empty()
            && item.relation.is_none()
            && item.having.is_empty();
        if empty && items.len() > 1 {
            items.remove(at);
            if at < joins.len() {
                joins.remove(at);
            } else {
                joins.pop();
            }
        } else {
            at += 1;
        }
    }
}
