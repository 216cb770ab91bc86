//! What an "or" joins within a clause about what stands before it, and not to the whole of it.
//!
//! | form | example | read |
//! |---|---|---|
//! | either comes with it | arrest with GCS < 8 *and/or intubation* | arrest having any of the two |
//! | either is said of whom "who" is | lymphoma who failed A *or are unfit for B* | the disease, and any of the two |
//! | one period of three | hypertension during pregnancy, *labor or postpartum* | the hypertension, in any of them |
//! | organs of which any is ill | illness of organs, *including heart and lungs* | the illness, at any of them |
//! | denied with what it shows | no findings that suggest A *or preclude B* | neither |
//! | a history that was taken | as determined by *medical history*, examination or ECG | by each of them |
//!
//! Near misses: "arrest with GCS < 8*, or* intubation"; "lymphoma who failed A or *asthma*"; "hypertension during pregnancy, *stroke*
//! or MI"; "illness, including *asthma*"; "no findings or *surgery*".

use crate::grammar::Bytes;
use crate::lex::Kind;
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Before, Head, Partial, Relation};
use crate::rule::{LeafKind, Node, Status};
use crate::words;

impl Context<'_, '_> {
    /// Joins what belongs to the clause before it.
    pub(super) fn same_clause(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        self.histories_taken(items);
        self.ill_organs(items, joins);
        let mut at = 0;
        while at + 1 < items.len() {
            // "stroke *and/or* sepsis with hypotension and/or bleeding": a list to its end.
            let listed = at > 0 && joins[at - 1].all == Some(false);
            let and_or = !listed && self.is_and_or(&items[at], &items[at + 1], &joins[at]);
            if and_or && comes_with(&items[at], &items[at + 1]) {
                let next = items.remove(at + 1);
                joins.remove(at);
                items[at].bytes.end = next.bytes.end;
                items[at].relation.iter_mut().for_each(|related| related.objects.push(next.clone()));
                continue;
            }
            let period = self.is_next_period(&items[at], &items[at + 1], &joins[at]);
            let either = period || and_or && comes_and_or(&items[at], &items[at + 1]);
            if !either {
                self.who_either(&mut items[at..=at + 1], &joins[at]);
                self.denied_clause(&mut items[at..=at + 1], &joins[at]);
                at += 1;
                continue;
            }
            let next = items.remove(at + 1);
            joins.remove(at);
            items[at].bytes.end = next.bytes.end;
            if period {
                items[at].times.extend(next.times.iter().cloned());
            }
            let next = if period { Partial { times: Vec::new(), ..next } } else { next };
            let added = items[at].also.pop();
            let first = added.map(|added| self.node_of(added)).or_else(|| items[at].having.pop());
            let node = self.node_of(next);
            let of: Vec<Node> = first.into_iter().flat_map(Node::into_alternatives).chain([node]).collect();
            let bytes = items[at].bytes.clone();
            let either = self.joined(of, false, &bytes);
            items[at].having.push(either);
        }
    }

    fn is_and_or(&self, item: &Partial, next: &Partial, join: &Join) -> bool {
        let between = self.lexed.text.get(item.bytes.end..next.bytes.start).unwrap_or_default();
        let between = between.trim().to_ascii_lowercase();
        matches!(&*between, "and/or" | "and / or") && join.all == Some(false)
    }

    /// "preeclampsia during pregnancy, *labor* or *postpartum*": whether the next is one more of the periods in which a disease was.
    fn is_next_period(&self, item: &Partial, next: &Partial, join: &Join) -> bool {
        let pregnancy = |node: &Node| match node {
            Node::Leaf(leaf) => leaf.concept_id() == Some("pregnancy") && leaf.kind == LeafKind::Condition,
            Node::Any { of, .. } => {
                of.iter().any(|n| matches!(n, Node::Leaf(l) if l.concept_id() == Some("pregnancy")))
            }
            _ => false,
        };
        let said = matches!(item.having.as_slice(), [node] if pregnancy(node)) && item.relation.is_none();
        let disease = item.entry().is_some_and(|e| e.kind() == Kind::Condition) && item.also.is_empty();
        let within = self.words(&item.bytes).to_ascii_lowercase().contains("during ");
        let words = next.head.as_ref().map_or("", |h| self.words(&h.bytes)).to_ascii_lowercase();
        let period = words.rsplit(' ').next().is_some_and(|last| words::PERIODS_OF_PREGNANCY.contains(&last));
        let plain = next.is_unvalued() && !next.negated && !next.verb && next.relation.is_none();
        said && disease && within && period && plain && join.all == Some(false) && !join.but
    }

    /// "lymphoma who have failed A *or are ineligible for B*": gives the second of two that "who" opens the disease.
    fn who_either(&self, pair: &mut [Partial], join: &Join) {
        let [item, next] = pair else { return };
        if !(join.tight && join.all == Some(false)) {
            return;
        }
        let words = self.words(&item.bytes).to_ascii_lowercase();
        let first = self.words(&next.bytes).split(' ').next().unwrap_or_default().to_ascii_lowercase();
        let clause = words.contains(" who ") && words::OPENERS_AFTER_WHO.contains(&&*first);
        let disease = item.entry().is_some_and(|e| e.kind() == Kind::Condition) && !item.negated && item.is_unvalued();
        let said = item.outcome.is_some() || !item.having.is_empty() || item.relation.is_some();
        let own = next.entry().is_some_and(|e| e.kind() == Kind::Condition) && next.outcome.is_some();
        if !(clause && disease && said && !own && next.also.is_empty()) {
            return;
        }
        let second = std::mem::take(next);
        let bytes = second.bytes.clone();
        *next = Partial {
            head: item.head.clone(),
            qualifiers: item.qualifiers.clone(),
            status: item.status,
            settings: item.settings.clone(),
            also: vec![second],
            own_times: true,
            verb: true,
            bytes,
            ..Partial::default()
        };
    }

    /// "no findings that suggest cancer *or preclude surgery*": what is denied in a clause is denied in all of it.
    fn denied_clause(&self, pair: &mut [Partial], join: &Join) {
        let [item, next] = pair else { return };
        if !(item.negated && !next.negated && join.tight && join.all == Some(false)) {
            return;
        }
        let words = self.words(&item.bytes).to_ascii_lowercase();
        let clause = words.contains(" that ") || words.contains(" which ");
        let first = self.words(&next.bytes).split(' ').next().unwrap_or_default().to_ascii_lowercase();
        let verb = words::HINDERING_VERBS.contains(&&*first) && (next.head.is_some() || next.narrative.is_some());
        if clause && verb {
            (next.negated, next.negated_by_list) = (true, true);
        }
    }

    /// "as determined by *medical history*": a history that was taken, and none that somebody has.
    fn histories_taken(&self, items: &mut [Partial]) {
        for item in items {
            let words = self.words(&item.bytes);
            let Some(kind) = words.strip_suffix("history").map(str::trim_end) else { continue };
            let told = item.says_of_before == Some(Before::Last) && item.status == Some(Status::History);
            if told && item.head.is_none() {
                let kind = kind.rsplit(' ').next().filter(|kind| matches!(*kind, "medical" | "clinical" | "patient"));
                let length = "history".len() + kind.map_or(0, |kind| kind.len() + 1);
                item.head = Some(Head::new(None, item.bytes.end - length..item.bytes.end));
                item.status = None;
            }
        }
    }

    /// "illness of vital organs and systems, *including heart, lungs and blood*": where the illness is.
    fn ill_organs(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let ends = |p: &Partial, words: &[&str], context: &Self| {
            let own = context.words(&p.bytes).to_ascii_lowercase();
            own.rsplit(' ').next().is_some_and(|last| words.contains(&last))
        };
        let Some(start) = items.iter().position(|p| p.included && ends(p, words::ORGANS, self)) else { return };
        let disease = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition) && p.relation.is_none();
        let Some(first) = (0..start).rev().find(|n| disease(&items[*n])) else { return };
        let of_organs = |p: &Partial| ends(p, &["organ", "organs", "system", "systems"], self);
        let bare = |p: &Partial| p.entry().is_none() && p.is_unvalued() && p.is_limitless() && !p.negated;
        if !items[first..start].iter().all(of_organs) || !items[first + 1..start].iter().all(bare) {
            return;
        }
        let organs = items[start..].iter().take_while(|p| bare(p) && ends(p, words::ORGANS, self)).count();
        if start + organs < items.len() && joins[start + organs - 1].tight {
            return;
        }
        let last: Vec<Bytes> = items[first].unknown.drain(..).collect();
        let named = items[first + 1..start + organs].iter().map(|p| self.name_of(p));
        let places: Vec<Bytes> = last.into_iter().chain(named).collect();
        items[first].bytes.end = items[start + organs - 1].bytes.end;
        items.drain(first + 1..start + organs);
        joins.drain(first..start + organs - 1);
        let places: Vec<_> = places.into_iter().map(|place| self.mention(None, &place)).collect();
        items[first].settings.extend(places);
    }

    fn name_of(&self, item: &Partial) -> Bytes {
        item.head.as_ref().map(|h| h.bytes.clone()).or(item.organ.clone()).unwrap_or(item.bytes.clone())
    }
}

/// "cardiac arrest with GCS < 8 *and/or need of intubation*": whether the next is one more of what an item comes with.
fn comes_and_or(item: &Partial, next: &Partial) -> bool {
    let with = item.also.len() == 1 && item.relation.is_none() && !item.also[0].negated;
    let event = item.head.as_ref().is_some_and(|h| h.entry.is_none_or(|e| e.kind() == Kind::Condition));
    let unvalued = item.is_unvalued() && !item.negated;
    with && event && unvalued && next.head.is_some() && !next.negated && next.times.is_empty()
}

/// "sepsis with hypotension *and/or lactate > 4 mmol/L*": whether an item has opened what it comes with, and a limit is one more of it.
fn comes_with(item: &Partial, next: &Partial) -> bool {
    let related = item.relation.as_ref().filter(|r| r.relation == Relation::Having && !r.all);
    let plain = |p: &Partial| p.head.is_some() && p.times.is_empty() && !p.negated && !p.verb && p.status.is_none();
    let disease = item.entry().is_some_and(|e| e.kind() == Kind::Condition) && !item.negated;
    let limited = next.entry().is_some_and(is_measured) && next.value.is_some();
    disease && limited && plain(next) && related.is_some_and(|r| r.objects.iter().all(plain))
}
