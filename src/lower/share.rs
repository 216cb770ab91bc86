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

use crate::grammar::{Bytes, Quantity, QuantityForm};
use crate::lex::{Entry, Kind, look_up};
use crate::rule::{Bounds, LeafKind, Mention, Number, Status, Time, TimeKind};

use super::allergy::same_allergen;
use super::atom::{is_graded, is_measured, is_what_is_scored};
use super::concept::{has_member, leaf_kind};
use super::context::Context;
use super::coordination::Join;
use super::partial::{Before, Head, Partial, Relation};
use super::sense::sense_of_kind;

impl Context<'_, '_> {
    /// Lets the items of one list share.
    pub fn share(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        if items.len() < 2 {
            return;
        }
        opening_times(items, joins);
        self.complete_names(items);
        self.additions(items, joins);
        self.join_objects(items, joins);
        same_allergen(items, joins);
        merge_adjectives(items, joins);
        self.kinds_of(items, joins);
        merge_statuses(items, joins);
        self.borrow_heads(items);
        self.same_scale(items);
        ages(items);
        other_limits(items, joins, self.demand);
        self.only_times(items, joins);
        examples_of_kinds(items);
        forward(items, joins);
        backward(items, joins);
        drop_blank(items, joins);
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
                items[at].head = Some(Head { entry: Some(entry), bytes: own, named: true });
            }
        }
    }

    /// "one BILAG-2004 A-grade domain score, or two *B-grade* domain scores": a grade without its scale is on the
    /// scale of the item before.
    fn same_scale(&mut self, items: &mut [Partial]) {
        for at in 1..items.len() {
            let at_least = items[at - 1].count.as_ref().map(|c| c.bounds.ge.is_some());
            let scale = items[at - 1].head.clone().filter(|h| h.entry.is_some_and(is_graded));
            let item = &mut items[at];
            let graded = item.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
            let unscaled = item.grade.as_ref().is_none_or(|g| g.entry.is_none());
            let nameless = item.head.as_ref().is_none_or(|h| h.entry.is_none());
            if let Some(scale) = scale.filter(|_| graded && unscaled && nameless) {
                let site = item.head.replace(scale).map(|h| h.bytes);
                item.grade = None;
                if at_least.is_some_and(|at_least| at_least)
                    && let Some(count) = item.count.as_mut().filter(|c| c.form == QuantityForm::Bare)
                {
                    count.bounds.ge = count.bounds.eq.take();
                }
                let site = site.filter(|bytes| !is_what_is_scored(self.words(bytes)));
                let setting = site.map(|bytes| self.mention(None, &bytes));
                items[at].settings.extend(setting);
            }
        }
    }

    /// Items that only say more about those before them.
    fn additions(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 1;
        while at < items.len() {
            if self.is_method_beside(&items[at], &items[at - 1]) {
                let item = &mut items[at];
                item.says_of_before = Some(Before::Last);
            }
            if !items[at].is_addition() || items[at - 1].is_headless() && items[at - 1].says_of_before.is_none() {
                at += 1;
                continue;
            }
            let addition = items.remove(at);
            joins.remove(at - 1);
            if addition.says_of_before == Some(Before::Every) {
                for item in &mut items[..at] {
                    self.absorb(Partial { bytes: item.bytes.clone(), ..addition.clone() }, item);
                }
            } else {
                items[at - 1].bytes.end = addition.bytes.end;
                self.absorb(addition, &mut items[at - 1]);
            }
        }
    }

    /// "confirmed by clinical evaluation, *imaging*, or …": a procedure that can be a method, beside a method.
    fn is_method_beside(&self, item: &Partial, before: &Partial) -> bool {
        let Some(head) = &item.head else { return false };
        !before.methods.is_empty()
            && item.is_unvalued()
            && look_up(self.words(&head.bytes)).is_some_and(|g| g.of(Kind::Method).is_some())
    }

    /// "bacterial, viral, or other infections": kinds of one thing, of which any other counts as well. They are
    /// examples of it.
    fn kinds_of(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let Some(last) = items.iter().position(|p| p.other && p.head.is_some()) else { return };
        let kind = |p: &Partial| p.is_modifier() && !p.qualifiers.is_empty();
        let first =
            items[..last].iter().rposition(|p| !p.is_modifier() || p.qualifiers.is_empty()).map_or(0, |n| n + 1);
        if last - first < 2 || !items[first..last].iter().all(kind) {
            return;
        }
        let shared = leading(&items[first]);
        let status = items[first].status;
        let kinds: Vec<Partial> = items.drain(first..last).collect();
        joins.drain(first..last);
        let head = &mut items[first];
        head.bytes.start = kinds[0].bytes.start;
        head.qualifiers.splice(0..0, shared);
        head.status = head.status.or(status);
        for kind in kinds {
            let words = self.words(&kind.bytes);
            let last_word = words.rsplit(' ').next().unwrap_or(words);
            let end = kind.bytes.end;
            let head = items[first].head.as_ref().map_or("", |h| self.words(&h.bytes));
            let id = concept(&format!("{last_word} {head}")).map(|e| self.concepts.note(e));
            let mention = self.mention(id, &(end - last_word.len()..end));
            items[first].examples.push(mention);
        }
    }

    /// Modifiers wait for the head after them. A head that has a modifier of its own in its name is looked up with
    /// ours in its place: "acquired/congenital immunodeficiency".
    fn borrow_heads(&mut self, items: &mut [Partial]) {
        for at in (0..items.len().saturating_sub(1)).rev() {
            if items[at].is_modifier() && !items[at + 1].is_headless() {
                let shared = leading(&items[at]);
                let next = items[at + 1].clone();
                let head = self.head_with(&items[at], &next);
                take_head(&mut items[at], &next, head);
                pass_qualifiers(items, at, &shared);
            }
        }
    }

    fn head_with(&self, item: &Partial, next: &Partial) -> Option<Head> {
        let head = next.head.as_ref().filter(|_| next.qualifiers.is_empty() && !item.qualifiers.is_empty())?;
        let words = self.words(&head.bytes);
        let (first, tail) = words.split_once(' ')?;
        look_up(first)?.of(Kind::Qualifier)?;
        let own = self.words(&item.bytes);
        let own = own.rsplit(' ').next().unwrap_or(own);
        let named = concept(&format!("{own} {tail}"));
        // "active or latent TB": of an abbreviation's senses, that of the kind which the other name is of.
        let same_kind = head.entry.and_then(|e| sense_of_kind(tail, e.kind()));
        let entry = named.or(same_kind).or_else(|| concept(tail))?;
        let start = head.bytes.start + first.len() + 1;
        Some(Head { entry: Some(entry), bytes: start..head.bytes.end, named: named.is_some() })
    }

    /// Moves items that are objects of the relation the item before has opened.
    fn join_objects(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut at = 0;
        while at + 1 < items.len() {
            let bare_or = joins[at].tight;
            let abused = self.is_abused(&items[at]);
            let (done, rest) = items.split_at_mut(at + 1);
            let counted = is_counted_again(&done[at], &mut rest[0]);
            if counted || belongs(&items[at], &items[at + 1], bare_or, joins[at].all, abused) {
                let object = items.remove(at + 1);
                let join = joins.remove(at);
                items[at].bytes.end = object.bytes.end;
                if let Some(related) = &mut items[at].relation {
                    related.all = join.all == Some(true);
                    related.objects.push(object);
                }
            } else {
                if let Some(related) = &mut items[at].relation {
                    self.borrow_heads(&mut related.objects);
                    same_route(&mut related.objects);
                    backward(&mut related.objects, &[]);
                }
                self.times_of_abuse(&mut items[at]);
                at += 1;
            }
        }
        if let Some(last) = items.last_mut() {
            if let Some(related) = &mut last.relation {
                self.borrow_heads(&mut related.objects);
                same_route(&mut related.objects);
                backward(&mut related.objects, &[]);
            }
            self.times_of_abuse(last);
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
            let later = items.remove(at);
            let join = joins.remove(at - 1);
            let item = &mut items[at - 1];
            item.bytes.end = later.bytes.end;
            let times: Vec<Time> = later.lead_times.into_iter().chain(later.times).collect();
            if join.all == Some(true) {
                item.times.extend(times);
                item.status = item.status.or(later.status);
            } else {
                item.other_times.push((times, later.status));
            }
        }
    }
}

/// "≥ 1×10³ copies/mL or upper limit of normal": the comparator said once holds for both.
fn same_comparator(item: &mut Partial, before: Option<&Quantity>) {
    let (Some(quantity), Some(before)) = (&mut item.value, before) else { return };
    if quantity.form == QuantityForm::Bare
        && quantity.unit.is_some()
        && let Some(number) = quantity.bounds.eq
        && let Some(bounds) = one_sided(&before.bounds, number)
    {
        // "≥ 12 % and 200 mL"
        quantity.bounds = bounds;
        quantity.form = QuantityForm::Limit;
    }
    if quantity.form == QuantityForm::Reference
        && let Some(number) = quantity.bounds.eq.take_if(|_| quantity.doubtful && before.bounds.eq.is_none())
    {
        quantity.doubtful = false;
        let limit = |of: Option<Number>| of.map(|_| number);
        let b = &before.bounds;
        quantity.bounds = Bounds { ge: limit(b.ge), gt: limit(b.gt), le: limit(b.le), lt: limit(b.lt), eq: None };
    }
}

/// The number under the comparator of a limit that has one end.
fn one_sided(bounds: &Bounds, number: Number) -> Option<Bounds> {
    let limit = |of: Option<Number>| of.map(|_| number);
    let single = bounds.eq.is_none() && bounds.low().is_some() != bounds.high().is_some();
    let Bounds { ge, gt, le, lt, .. } = *bounds;
    single.then(|| Bounds { ge: limit(ge), gt: limit(gt), le: limit(le), lt: limit(lt), eq: None })
}

/// The words of an item whose only name is in no table.
fn unknown_name(item: &Partial) -> Option<Bytes> {
    match &item.head {
        Some(Head { entry: None, bytes, .. }) => Some(bytes.clone()),
        None if item.is_blank() => Some(item.score_word.clone().unwrap_or(item.bytes.clone())),
        None if item.sex.is_none() => item.unknown.first().cloned(),
        _ => None,
    }
}

/// The concept named by the first words of `before` and all of `words`.
pub fn prefixed(before: &str, words: &str) -> Option<Entry> {
    let parts: Vec<&str> = before.split_whitespace().collect();
    (1..parts.len()).rev().find_map(|n| concept(&format!("{} {words}", parts[..n].join(" "))))
}

/// The concept named by all of `words` and the last words of `after`.
pub fn suffixed(words: &str, after: &str) -> Option<Entry> {
    let parts: Vec<&str> = after.split_whitespace().collect();
    (1..parts.len()).find_map(|n| concept(&format!("{words} {}", parts[n..].join(" "))))
}

fn concept(term: &str) -> Option<Entry> {
    look_up(term)?.entries().find(|e| e.kind().is_concept())
}

/// "≥ 1 relapse in the previous year *or ≥ 2 in the previous 2 years*": another number of what is counted. It gets the
/// head of the object it counts.
fn is_counted_again(item: &Partial, next: &mut Partial) -> bool {
    let Some(last) = item.relation.as_ref().and_then(|r| r.objects.last()) else { return false };
    let number = |q: &Quantity| q.unit.is_none() && q.form == QuantityForm::Limit && !q.age;
    let counts = last.count.as_deref().is_some_and(number) || last.value.as_deref().is_some_and(number);
    let alone = next.is_headless() && next.unknown.is_empty() && next.finding.is_none() && next.relation.is_none();
    if !counts || !alone || next.age || !next.value.as_deref().is_some_and(number) {
        return false;
    }
    next.head.clone_from(&last.head);
    if last.count.is_some() {
        next.count = next.value.take();
    }
    true
}

/// Whether `next` is one more object of the relation that `item` has opened: of the same kind as the last object,
/// or, after a bare "or", any treatment.
fn belongs(item: &Partial, next: &Partial, tight: bool, all: Option<bool>, abused: bool) -> bool {
    let Some(related) = &item.relation else { return false };
    if next.verb || next.status.is_some() || next.relation.is_some() || next.negated {
        return false;
    }
    let Some(last) = related.objects.last() else { return false };
    if related.relation == Relation::After {
        return next.included || related.objects.len() > 1 && all == Some(true) && tight;
    }
    let kind = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).map(Entry::kind);
    let treatment =
        |k: Option<Kind>| matches!(k, Some(Kind::Drug | Kind::DrugClass | Kind::Procedure | Kind::Observation));
    let (a, b) = (kind(last), kind(next));
    if related.relation == Relation::AllergyTo {
        return b.is_none() || treatment(b) || last.is_modifier();
    }
    if last.is_modifier() || last.head.is_none() || abused {
        return true;
    }
    let drugs = |k: Option<Kind>| matches!(k, Some(Kind::Drug | Kind::DrugClass));
    (drugs(a) && drugs(b)) || (tight && all == Some(false) && treatment(b) && (treatment(a) || a.is_none()))
}

/// "active, biopsy-confirmed lupus nephritis": adjectives with only a comma between them are said of one event.
fn merge_adjectives(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at + 1 < items.len() {
        let adjectives = items[at].is_modifier() && !items[at].qualifiers.is_empty() && joins[at].bare;
        if adjectives && joins[at..].iter().all(|j| j.bare || j.all == Some(true)) {
            let first = items.remove(at);
            joins.remove(at);
            let next = &mut items[at];
            next.qualifiers.splice(0..0, first.qualifiers);
            next.status = first.status.or(next.status);
            next.known |= first.known;
            next.bytes.start = first.bytes.start;
        } else {
            at += 1;
        }
    }
}

/// "Before screening, the subject must …": times alone at the beginning hold for all that follows.
fn opening_times(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    if items[0].is_only_time() && items[0].status.is_none() && joins[0].bare {
        let first = items.remove(0);
        joins.remove(0);
        items[0].lead_times.splice(0..0, first.times.into_iter().chain(first.lead_times));
    }
}

/// "Presence of, or suspicion of, infection": the last status before a comma is the head's own.
fn merge_statuses(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at + 1 < items.len() {
        let item = &items[at];
        let only_status =
            item.is_modifier() && item.qualifiers.is_empty() && item.finding.is_none() && item.route.is_none();
        if only_status && joins[at].bare && items[at + 1].status.is_none() && items[at + 1].head.is_some() {
            let first = items.remove(at);
            joins.remove(at);
            items[at].status = first.status;
            items[at].bytes.start = first.bytes.start;
        } else {
            at += 1;
        }
    }
}

/// "age > 21 or *less than 2*", "*under 40* or over 60 years of age": a bare limit beside an age is an age.
fn ages(items: &mut [Partial]) {
    let split_off = |p: &Partial| p.value.is_none() && p.also.iter().any(Partial::is_age);
    for at in 0..items.len() {
        let bare = |q: &Quantity| q.unit.is_none() && q.form == QuantityForm::Limit;
        if items[at].is_headless() && items[at].value.as_deref().is_some_and(bare) {
            let before = at.checked_sub(1).map(|n| &items[n]);
            let beside = before.into_iter().chain(items.get(at + 1)).any(|p| p.is_age() || split_off(p));
            items[at].age |= beside;
        }
    }
}

/// "atrial or ventricular arrhythmias (e.g., atrial fibrillation, ventricular tachycardia)": where each example belongs
/// to one of the kinds, each kind has its own.
fn examples_of_kinds(items: &mut [Partial]) {
    let entry = |p: &Partial| p.head.as_ref().and_then(|h| h.entry);
    let belongs = |p: &Partial, example: &Mention| {
        let id = example.id.as_deref();
        entry(p).zip(id).is_some_and(|(class, id)| Entry::find(class.kind(), id).is_some_and(|e| has_member(class, e)))
    };
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (first, second) = (&mut before[at - 1], &mut rest[0]);
        if first.examples.is_empty() || first.examples != second.examples {
            continue;
        }
        if first.examples.iter().all(|example| belongs(first, example) != belongs(second, example)) {
            let own = first.examples.extract_if(.., |example| !belongs(second, example)).collect();
            second.examples = std::mem::replace(&mut first.examples, own);
        }
    }
}

/// A limit or result without head is another one of the head before it.
fn other_limits(items: &mut Vec<Partial>, joins: &mut Vec<Join>, demand: bool) {
    let mut at = 1;
    while at < items.len() {
        let predicate = items[at].outcome.is_some() || items[at].is_modifier() && !items[at].qualifiers.is_empty();
        let says = items[at].value.is_some() || items[at].finding.is_some() || predicate;
        let own = items[at].exposure.is_some() || items[at].says_of_before.is_some();
        let other_sex = items[at].sex.as_ref().map(|s| s.0) != items[at - 1].sex.as_ref().map(|s| s.0);
        let both = items[at].has_sex_and_limit() && items[at - 1].has_sex_and_limit() && other_sex;
        let for_sex = both || items[at].sex_after_limit() && items[at - 1].sex_after_limit();
        if items[at].value.is_some()
            && !items[at].is_age()
            && items[at - 1].head.is_some()
            && items[at].sex.as_ref().is_some_and(|(sex, _)| *sex == "any")
        {
            // "≥ 1.5 and ≥ 1.4 mg/dL in males and females".
            items[at].sex = None;
        }
        if !(items[at].is_headless() || for_sex)
            || !says
            || own
            || items[at - 1].head.is_none()
            || items[at - 1].negated
        {
            at += 1;
            continue;
        }
        let before = items[at - 1].clone();
        let valued = !before.is_unvalued() || predicate;
        items[at - 1].by_sex |= both;
        let item = &mut items[at];
        item.by_sex |= both;
        if item.head.is_none() || !both {
            item.head = before.head;
        }
        item.grade = item.grade.take().or(before.grade);
        item.equivalent = item.equivalent.take().or(before.equivalent);
        same_comparator(item, before.value.as_deref());
        if for_sex {
            // Each limit is for others: all hold in a demand, any excludes.
            joins[at - 1].all = Some(demand);
            at += 1;
        } else if joins[at - 1].all == Some(false) && valued {
            let item = items.remove(at);
            joins.remove(at - 1);
            items[at - 1].bytes.end = item.bytes.end;
            if items[at - 1].times.is_empty() {
                // "≥ 300 at screening or ≥ 150 in the past year": each has its own.
                items[at - 1].times.clone_from(&item.times);
            }
            items[at - 1].or_else.push(item);
        } else {
            at += 1;
        }
    }
}

/// The qualifiers before the coordinated one: "*uncontrolled active* bacterial, viral … infections".
fn leading(item: &Partial) -> Vec<&'static str> {
    let n = item.qualifiers.len();
    if n > 1 { item.qualifiers[..n - 1].to_vec() } else { Vec::new() }
}

fn take_head(item: &mut Partial, next: &Partial, head: Option<Head>) {
    let own = std::mem::take(item);
    let mut qualifiers = own.qualifiers;
    if head.as_ref().is_some_and(|h| Some(&h.bytes) != next.head.as_ref().map(|n| &n.bytes) && h.named) {
        // The modifier is part of the name that was found.
        qualifiers.pop();
    }
    // The head's own qualifiers are those after the coordinated one; it has been coordinated with the last of ours.
    let coordinated = usize::from(!qualifiers.is_empty());
    let extra =
        next.qualifiers.iter().skip(coordinated).filter(|q| !qualifiers.contains(q)).copied().collect::<Vec<_>>();
    qualifiers.extend(extra);
    *item = Partial {
        negated: own.negated,
        status: own.status,
        qualifiers,
        finding: own.finding,
        route: own.route.or(next.route),
        lead_times: own.lead_times,
        settings: if own.settings.is_empty() { next.settings.clone() } else { own.settings },
        known: own.known,
        verb: own.verb,
        exposure: own.exposure.or(next.exposure),
        outcome: own.outcome.or(next.outcome),
        bytes: own.bytes,
        other: own.other || next.other,
        head: head.or(next.head.clone()),
        ..next.clone()
    };
}

/// Passes shared qualifiers on to the items that follow `at` in the same ellipsis.
fn pass_qualifiers(items: &mut [Partial], at: usize, shared: &[&'static str]) {
    let head = items[at].head.clone();
    let other = items[at].other;
    for item in items[at + 1..].iter_mut().take_while(|p| p.head == head) {
        let own = std::mem::take(&mut item.qualifiers);
        item.other |= other;
        item.qualifiers = shared.to_vec();
        item.qualifiers.extend(own.into_iter().filter(|q| !shared.contains(q)));
    }
}

/// What is said before the first item holds for those after it, until one says its own.
fn forward(items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let limited = item.value.is_some() && item.head.as_ref().and_then(|h| h.entry).is_some_and(is_measured);
        if item.lead_times.is_empty() && !joins[at - 1].but && !item.is_age() && item.sex.is_none() {
            // "12 months amenorrhea and FSH > 40": how long a state lasted is not said of a limit.
            let lasts = |t: &&Time| t.kind == TimeKind::Duration;
            item.lead_times = before.lead_times.iter().filter(|t| !(limited && lasts(t))).cloned().collect();
        }
        if item.verb {
            continue;
        }
        let or = joins.get(at - 1).is_some_and(|j| j.all == Some(false));
        // "outside 90-140 mmHg systolic or *40-90 mmHg diastolic*"
        item.outside |= before.outside && item.value.as_deref().is_some_and(is_range);
        item.status = item.status.or(before.status.filter(|s| !(limited && *s == Status::Suspected)));
        item.exposure = item.exposure.or(before.exposure);
        item.outcome = item.outcome.or(before.outcome);
        item.subject = item.subject.or(before.subject);
        if before.negated && !item.negated && or && before.finding.is_none() {
            item.negated = true;
            item.negated_by_list = true;
        }
        let measurable = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).is_some_and(|e| e.kind() == Kind::Analyte);
        let found = before.head.is_some() && before.finding.is_some();
        if item.is_unvalued() && measurable(item) && (measurable(before) || found) {
            item.finding.clone_from(
                &before
                    .finding
                    .clone()
                    .filter(|(_, b)| b.start <= before.bytes.start + 1 || b.end <= head_start(before)),
            );
        }
    }
}

/// "intravenous antibiotics, antiviral drugs, or …": a route said of the first of several objects is that of all.
fn same_route(objects: &mut [Partial]) {
    let Some(route) = objects.first().and_then(|o| o.route) else { return };
    for object in objects
        .iter_mut()
        .filter(|o| o.head.as_ref().and_then(|h| h.entry).is_some_and(|e| leaf_kind(e.kind()) == LeafKind::Drug))
    {
        object.route = object.route.or(Some(route));
    }
}

fn is_range(quantity: &Quantity) -> bool {
    quantity.bounds.low().is_some() && quantity.bounds.high().is_some() && quantity.bounds.eq.is_none()
}

fn tight_or(joins: &[Join], at: usize) -> bool {
    joins.get(at).is_some_and(|j| j.tight && j.all == Some(false))
}

fn head_start(item: &Partial) -> usize {
    item.head.as_ref().map_or(usize::MAX, |h| h.bytes.start)
}

/// What is said after the last item holds for those before it that say nothing of the kind.
fn backward(items: &mut [Partial], joins: &[Join]) {
    for at in (0..items.len().saturating_sub(1)).rev() {
        let (first, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut first[at], &rest[0]);
        let entry = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).map(Entry::kind);
        let measured = |p: &Partial| p.head.as_ref().and_then(|h| h.entry).is_some_and(is_measured);
        if item.other_than.is_empty() && tight_or(joins, at) {
            item.other_than.clone_from(&next.other_than);
        }
        let found_together = item.finding.is_some() && item.finding == next.finding;
        if found_together && joins.get(at).is_some_and(|j| j.tight) && item.settings.is_empty() {
            item.settings.clone_from(&next.settings);
            item.methods.clone_from(&next.methods);
        }
        if item.is_unvalued() && measured(item) && measured(next) {
            item.value.clone_from(&next.value);
            item.alternatives.clone_from(&next.alternatives);
            item.unless.clone_from(&next.unless);
            item.finding = item.finding.take().or(next.finding.clone());
        }
        let plans = |p: &Partial| {
            let named = p.head.as_ref().and_then(|h| h.entry).is_some_and(|e| e.id().starts_with("planning_"));
            named || p.status == Some(Status::Planned)
        };
        let planned = plans(next) && !plans(item);
        // "pregnant, or *received* a vaccine within 4 weeks": the verb's time is that of what was received.
        let verb = next.verb && item.exposure.is_none() && entry(item) != Some(Kind::Procedure);
        if item.times.is_empty() && !planned && !verb && !next.own_times && !item.is_age() && item.sex.is_none() {
            if item.other_times.is_empty() {
                item.other_times.clone_from(&next.other_times);
            }
            // How long something lasted is said of things of one kind; when it happened, of all that happened.
            let alike = entry(item).map(leaf_kind) == entry(next).map(leaf_kind);
            let lasts = |t: &&Time| matches!(t.kind, TimeKind::Stability | TimeKind::Duration);
            item.times = next.times.iter().filter(|t| !lasts(t) || alike).cloned().collect();
        }
    }
}

/// Removes items that say nothing at all.
fn drop_blank(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let mut at = 0;
    while at < items.len() {
        let same_outcome =
            items.get(at + 1).is_some_and(|next| next.outcome.is_some() && next.outcome == items[at].outcome);
        if (items[at].is_blank() || same_outcome && items[at].is_nameless()) && items.len() > 1 {
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
