//! A degree or a state said once, before the first of several diseases or drugs.
//!
//! | form | example | read |
//! |---|---|---|
//! | a degree before a list | *uncontrolled* hypertension, diabetes or asthma | each is uncontrolled, with a note |
//! | two degrees before a list | *untreated or unstable* asthma or COPD | each is either |
//! | kinds after the name | breast cancer, *metastatic or locally advanced* | either kind of it |
//! | how a list is used | *long-term use of* aspirin or warfarin | each is used so |
//!
//! Near misses: "severe asthma or *a* stroke", "severe asthma or *unstable* angina" and "severe asthma or pregnancy" say of the
//! second how it is, or name what has no degree.

use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{Severity, Status};
use crate::words;

impl Context<'_, '_> {
    /// "breast cancer, *metastatic or locally advanced*": after the disease alone and a comma, words for how far it has gone
    /// are kinds of it.
    ///
    /// Near miss: "breast cancer, metastatic *melanoma*", which is another disease.
    pub(super) fn trailing_kinds(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        if items.len() < 2 || !joins[0].bare || !is_disease(&items[0]) || !items[0].qualifiers.is_empty() {
            return;
        }
        let kinds: Option<Vec<Vec<&'static str>>> = items[1..].iter().map(|item| self.kind_alone(item)).collect();
        let Some(kinds) = kinds else { return };
        let disease = items.remove(0);
        joins.remove(0);
        for (item, qualifiers) in items.iter_mut().zip(kinds) {
            *item = Partial { qualifiers, bytes: item.bytes.clone(), ..disease.clone() };
        }
        items[0].bytes.start = disease.bytes.start;
    }

    /// "asthma*, moderate or severe*, treated with salbutamol": a degree alone between a disease and its treatment is of the
    /// disease. Near misses: "asthma, *severe* eczema"; "asthma, *chronic* corticosteroids", which is no degree.
    pub(super) fn trailing_degree(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 1;
        while at + 1 < items.len() {
            let (disease, next) = (&items[at - 1], &items[at + 1]);
            let treated = next.entry().is_some_and(|e| e.kind().is_treatment()) && next.qualifiers.is_empty();
            let bare = joins[at - 1].bare && joins[at].bare && is_disease(disease) && disease.qualifiers.is_empty();
            let degree = self.kind_among(&items[at], words::SEVERITIES).filter(|_| bare && treated);
            let Some(degree) = degree else {
                at += 1;
                continue;
            };
            let said = items.remove(at);
            joins.remove(at);
            let disease = &mut items[at - 1];
            disease.qualifiers.extend(degree);
            disease.bytes.end = said.bytes.end;
        }
    }

    /// The qualifiers of an item that names nothing else; "metastatic" alone is taken for the disease by its item.
    fn kind_alone(&self, item: &Partial) -> Option<Vec<&'static str>> {
        self.kind_among(item, words::EXTENTS)
    }

    /// The qualifiers of an item that names nothing else, if all of them are of a list.
    fn kind_among(&self, item: &Partial, list: &[&str]) -> Option<Vec<&'static str>> {
        let plain = item.is_unvalued() && item.status.is_none() && item.times.is_empty() && item.relation.is_none();
        if !plain || item.negated || item.finding.is_some() || item.outcome.is_some() || !item.unknown.is_empty() {
            return None;
        }
        let mut qualifiers = item.qualifiers.clone();
        if let Some(head) = &item.head {
            let words = self.words(&head.bytes);
            let adjective = words.ends_with("ic") || words.ends_with("ed");
            qualifiers.push(look_up(words).filter(|_| adjective)?.of(Kind::Qualifier)?.id());
        }
        let extents = qualifiers.iter().all(|q| list.contains(q));
        (extents && !qualifiers.is_empty()).then_some(qualifiers)
    }

    /// Says of each disease of a list what is said before the first, and of each drug how the first is used.
    pub(super) fn shared_qualifiers(&mut self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..items.len().saturating_sub(1) {
            let Some(degree) = self.leading_degree(&items[at]) else { continue };
            if self.is_described_alone(items, joins, at) {
                continue;
            }
            let reach = self.reach(&items[at..], &joins[at..]);
            let shared = items[at].qualifiers.clone();
            for item in &mut items[at + 1..=at + reach] {
                // "*serious primary* heart disease or liver disease": both words.
                let primary = shared.contains(&"primary").then_some("primary");
                item.qualifiers.extend(std::iter::once(degree).chain(primary));
            }
            if reach > 0 && (words::DEGREES.contains(&degree) || words::HOW_DONE.contains(&degree)) {
                let bytes = items[at].bytes.start..items[at + reach].bytes.end;
                let word = items[at].last_qualifier.clone().map_or(degree, |b| self.words(&b));
                let message = format!("\"{word}\" is read of each that is listed after it");
                self.say("qualifier-shared", Severity::Note, message, &bytes);
            }
        }
    }

    /// "*untreated or unstable* asthma or COPD": what is given one of two degrees has the other as well. Near misses: "untreated or
    /// unstable asthma, *severe* COPD"; "untreated *asthma* or unstable COPD".
    pub(super) fn either_degree(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 1;
        while at < items.len() {
            let (first, second) = (&items[at - 1], &items[at]);
            let head = |p: &Partial| p.head.as_ref().map(|h| (h.entry, h.bytes.end));
            let own = |p: &Partial| p.qualifiers.len() == 1 && p.last_qualifier.is_some();
            let pair = own(first) && own(second) && first.qualifiers != second.qualifiers;
            let same = is_disease(first) && head(first) == head(second) && joins[at - 1].all == Some(false);
            let given = |(item, join): &(&Partial, &Join)| {
                let shared = item.qualifiers == second.qualifiers && item.last_qualifier.is_none();
                shared && is_disease(item) && join.all == Some(false) && !join.but && item.times.is_empty()
            };
            let count = items[at + 1..].iter().zip(&joins[at..]).take_while(given).count();
            let count = if pair && same { count } else { 0 };
            let degrees = first.qualifiers.clone();
            for n in (at + 1..=at + count).rev() {
                let other = Partial { qualifiers: degrees.clone(), ..items[n].clone() };
                items.insert(n, other);
                joins.insert(n, Join { all: Some(false), tight: true, bare: false, slash: false, but: false });
            }
            at += 1 + 2 * count;
        }
    }

    /// "*new* or worsening heart failure": what is new is of recent onset. Near misses: "new or *heart failure*", which nothing
    /// describes.
    pub(super) fn new_or(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let or = joins[at].tight && joins[at].all == Some(false);
            let new = item.is_limitless() && self.words(&item.bytes).eq_ignore_ascii_case("new");
            if or && new && (!next.qualifiers.is_empty() || self.names_degree(next)) {
                item.head = None;
                item.unknown.clear();
                item.qualifiers = vec!["new_onset"];
                item.last_qualifier = Some(item.bytes.clone());
            }
        }
    }

    /// "head trauma, *uncontrolled seizures*, stroke": after another one of the list, without a degree, it has its own.
    /// What only differs from it in its degree ("*untreated* or uncontrolled asthma") is the same one.
    fn is_described_alone(&self, items: &[Partial], joins: &[Join], at: usize) -> bool {
        let entry = |p: &Partial| p.entry();
        let other = |n: &usize| entry(&items[*n]) != entry(&items[at]);
        let before = (0..at).rev().find(other);
        before.is_some_and(|n| self.lists(&joins[n]) && is_disease(&items[n]) && is_disease(&items[at]))
    }

    /// Whether what stands on either side of a join is listed.
    fn lists(&self, join: &Join) -> bool {
        !join.but && (join.all == Some(false) || !self.demand)
    }

    /// The one qualifier that stands before what an item names, if it is one that a list may share.
    fn leading_degree(&self, item: &Partial) -> Option<&'static str> {
        let head = item.head.as_ref()?;
        // "*maximally tolerated dose of* an ACE inhibitor or ARB"
        let maximum = item.qualifiers.iter().find(|q| q.starts_with("maximum_"));
        let dosed = maximum.filter(|_| head.entry.is_some_and(|e| e.kind().is_drug()));
        let qualifier = match (dosed, item.qualifiers.as_slice()) {
            (Some(dosed), _) => dosed,
            (None, [qualifier] | [qualifier, "primary"]) => qualifier,
            _ => return None,
        };
        let leads = item.last_qualifier.as_ref().is_some_and(|b| b.end <= head.bytes.start);
        let used = item.exposure.is_some() && words::USES.contains(qualifier) || *qualifier == "regularly_used";
        let drug = head.entry?.kind().is_drug();
        let disease = is_disease(item) && words::DEGREES.contains(qualifier);
        let done = is_procedure(item) && words::HOW_DONE.contains(qualifier);
        let fits = if drug { used || dosed.is_some() } else { disease || done };
        (leads && fits && item.is_unvalued() && item.relation.is_none()).then_some(*qualifier)
    }

    /// How many items after the first share its degree.
    fn reach(&self, items: &[Partial], joins: &[Join]) -> usize {
        let kind = |p: &Partial| p.entry().map(Entry::kind);
        let drug = |p: &Partial| kind(p).is_some_and(Kind::is_drug);
        let shares = |(item, join): (&Partial, &Join)| {
            let alike = if drug(&items[0]) {
                drug(item) && item.qualifiers.is_empty() && item.is_unvalued() && item.count.is_none()
            } else if is_procedure(&items[0]) {
                (is_procedure(item) || item.entry().is_none() && item.head.is_some()) && is_bare(item) && !item.other
            } else {
                is_listed_with(&items[0], item) && self.has_degree(item)
            };
            let timed = !item.times.is_empty() && !items[0].qualifiers.iter().any(|q| q.starts_with("maximum_"));
            self.lists(join) && alike && !timed && !item.verb && item.negated == items[0].negated
        };
        let list = items[1..].iter().zip(joins).take_while(|(item, join)| self.lists(join) && is_disease(item));
        // "active hepatitis B or *C* or other active liver disease": the C has its name from the first, and so its degree. Near
        // miss: "active tuberculosis, lung cancer or other active diseases".
        let completed = items.get(1).is_some_and(|p| p.head.as_ref().is_some_and(|h| h.named));
        let described = |item: &Partial| {
            !(item.other && completed)
                && (item.qualifiers.iter().any(|q| words::DEGREES.contains(q)) || self.names_degree(item))
        };
        if list.into_iter().any(|(item, _)| described(item)) {
            // "uncontrolled hypertension, *unstable* angina or heart failure": each says how it is itself, or does not.
            return 0;
        }
        items[1..].iter().zip(joins).take_while(|pair| shares(*pair)).count()
    }

    /// Whether a disease may have a degree, and its name says of none: "angina", not "unstable angina".
    pub(super) fn has_degree(&self, item: &Partial) -> bool {
        let Some(head) = &item.head else { return false };
        let graded = head.entry.is_some_and(|e| !words::WITHOUT_DEGREE.contains(&e.id()));
        graded && !item.other && item.bytes.start == head.bytes.start && !self.names_degree(item)
    }

    /// "*chronic* myeloid leukemia": whether a name opens with how it is. Near miss: "leptomeningeal *metastatic* disease".
    pub(super) fn opens_with_degree(&self, item: &Partial) -> bool {
        let first = item.head.as_ref().and_then(|head| self.words(&head.bytes).split_whitespace().next());
        first.and_then(look_up).is_some_and(|group| group.of(Kind::Qualifier).is_some())
    }

    /// "*unstable* angina": whether the name of a disease says how it is.
    fn names_degree(&self, item: &Partial) -> bool {
        let described = |word: &str| look_up(word).is_some_and(|group| group.of(Kind::Qualifier).is_some());
        item.head.as_ref().is_some_and(|head| self.words(&head.bytes).split_whitespace().any(described))
    }
}

fn is_procedure(item: &Partial) -> bool {
    item.entry().is_some_and(|e| e.kind() == Kind::Procedure)
}

/// Whether an item says nothing but what it names.
fn is_bare(item: &Partial) -> bool {
    item.status.is_none() && is_bare_but_status(item)
}

fn is_bare_but_status(item: &Partial) -> bool {
    let plain = item.is_unvalued() && item.qualifiers.is_empty() && item.outcome.is_none();
    plain && !item.verb && !item.known && item.subject.is_none() && item.relation.is_none() && item.also.is_empty()
}

fn is_disease(item: &Partial) -> bool {
    item.entry().is_some_and(|e| e.kind() == Kind::Condition)
}

/// "no A *and B*", "negative for A, *B and C*": a disease that is only named after another. Near misses: "no metastases and
/// *stage II* cancer", "no asthma and *known* COPD" say something of the second.
pub(super) fn is_listed_with(before: &Partial, item: &Partial) -> bool {
    is_disease(before) && is_disease(item) && is_bare(item) && before.value.is_none()
}

/// "no history of A *and B*": as above, where the status of the first has been given to the second.
pub(super) fn is_disease_after(before: &Partial, item: &Partial) -> bool {
    is_disease(before) && is_disease(item) && is_bare_but_status(item) && before.value.is_none()
}

/// "absence of shock*, ongoing infection, recent treatment with NSAIDs*": after a comma and nothing else, a disease or a treatment that nobody is asked
/// to have. Near misses: "no metastases, *progressive disease*"; "no asthma, *stable* hypertension"; "no aspirin, *on* warfarin"; "no
/// relapse, *treatment with* letrozole", which may be demanded.
pub(super) fn is_ill_listed_with(before: &Partial, item: &Partial, join: &Join, text: &str) -> bool {
    if !join.bare || before.value.is_some() {
        return false;
    }
    let all = |of: &[&str]| item.qualifiers.iter().all(|q| of.contains(q));
    let said = matches!(item.status, Some(Status::Current | Status::History | Status::Ever));
    let treated = item.entry().is_some_and(|e| e.kind().is_treatment());
    let plain = item.is_unvalued() && item.outcome.is_none() && item.subject.is_none() && item.also.is_empty();
    let first = text.get(item.bytes.clone()).and_then(|own| own.split(' ').next()).unwrap_or("");
    let used = words::OPENERS_OF_USE.iter().any(|word| first.eq_ignore_ascii_case(word));
    let ill = is_disease(item)
        && !item.verb
        && all(words::ILL_DEGREES)
        && !item.known
        && (said || !item.qualifiers.is_empty());
    let given = treated && used && item.qualifiers.is_empty() && (said || before.negated_by_list);
    plain && (ill || given)
}

/// "no aspirin*, warfarin and heparin*": a treatment that is only named after another. Near misses: "no aspirin, *on* warfarin", "no
/// surgery, *stable* aspirin".
pub(super) fn is_treatment_listed_with(before: &Partial, item: &Partial, join: &Join) -> bool {
    // "no *OAB therapy, ED therapy* within 4 weeks": a treatment that no table has.
    let treatment = |p: &Partial| p.therapy.is_some() || p.entry().is_some_and(|e| e.kind().is_treatment());
    let prior = item.status.is_none() || item.status == before.status;
    !join.but && treatment(before) && treatment(item) && prior && is_bare_but_status(item) && before.value.is_none()
}
