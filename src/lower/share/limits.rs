//! Limits said once for several items, or twice for one.

use crate::grammar::{Quantity, QuantityForm};
use crate::lex::{Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::build::{in_pack_years, is_length, named_by_unit};
use crate::lower::context::Context;
use crate::lower::convert::factor;
use crate::lower::coordination::Join;
use crate::lower::last_pair::family;
use crate::lower::partial::{Head, Partial, Relation};
use crate::rule::{Bounds, Number};

use super::own_limits::{counts_kind, counts_something_else, is_parted};
use super::shown::again_of_what_shows;

/// "≥ 1×10³ copies/mL or upper limit of normal": the comparator said once holds for both.
fn same_comparator(item: &mut Partial, before: Option<&Quantity>, for_sex: bool) {
    let (Some(quantity), Some(before)) = (&mut item.value, before) else { return };
    if item.change.is_some() {
        // "< 8 g/dL or *a fall of 2 g/dL*"
        return;
    }
    if quantity.form == QuantityForm::Bare
        && (quantity.unit.is_some() || for_sex)
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

/// "≥ 12 in women and ≥ 13 g/dL in men": the unit said once is that of both.
fn same_unit(first: &mut Partial, second: &mut Partial) {
    let (Some(a), Some(b)) = (&mut first.value, &mut second.value) else { return };
    let lacks = |q: &Quantity| q.unit.is_none() && q.relative_to.is_none() && q.form == QuantityForm::Limit;
    let (first, second) = (a.clone(), b.clone());
    for (from, to) in [(first, b), (second, a)] {
        if lacks(to) && (from.unit.is_some() || from.relative_to.is_some()) {
            to.unit.clone_from(&from.unit);
            to.relative_to = from.relative_to;
        }
    }
}

/// "donepezil *5* or 10 *mg/day*": the unit of the second of two doses is that of both.
fn unit_of_doses(first: &mut Partial, second: &Partial) {
    let (Some(a), Some(b)) = (&mut first.value, &second.value) else { return };
    let bare = |q: &Quantity| q.form == QuantityForm::Bare && q.relative_to.is_none();
    if bare(a) && bare(b) && a.unit.is_none() && !a.age {
        a.unit.clone_from(&b.unit);
    }
}

/// "≤ 2.5 × ULN *for ALT and AST*": a limit before the first of several that are measured is one of each.
pub(super) fn leading_limit(items: &mut [Partial], joins: &[Join], text: &str) {
    let measured = |p: &Partial| p.entry().is_some_and(is_measured);
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let (Some(head), Some(limit)) = (&before.head, &before.value) else { continue };
        let between = text.get(limit.value.end..head.bytes.start).unwrap_or("").trim();
        let leads = matches!(between, "for" | "of" | "in" | "for the" | "for both" | "of both");
        let alone = item.is_unvalued() && item.is_limitless() && item.or_else.is_empty() && !item.negated;
        if leads
            && measured(before)
            && measured(item)
            && alone
            && limit.form == QuantityForm::Limit
            && !joins[at - 1].but
        {
            item.value.clone_from(&before.value);
        }
    }
}

/// "*≥ 12 % and* > 200 mL reversibility in FEV1": two limits before what is measured, and named once. Near miss: "≥ 12 % and FEV1 > 2
/// L", whose second names its own.
pub(super) fn both_before_head(items: &mut [Partial], joins: &[Join]) {
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&mut done[at - 1], &rest[0]);
        let Some((head, limit)) = item.head.as_ref().zip(item.value.as_ref()) else { continue };
        let leads = limit.value.end <= head.bytes.start && limit.form == QuantityForm::Limit;
        let share = |q: &Quantity| q.code() == Some("%") && q.form == QuantityForm::Limit && q.relative_to.is_none();
        let first = before.is_limit_alone() && before.value.as_deref().is_some_and(share) && !before.negated;
        let and = joins[at - 1].all == Some(true) && joins[at - 1].tight;
        if leads && first && and && item.entry().is_some_and(is_measured) && limit.code() != Some("%") {
            before.head = Some(head.clone());
        }
    }
}

/// "> 160 mmHg systolic or 100 mmHg diastolic": the comparator said once holds for both pressures.
pub(super) fn second_pressure(items: &mut [Partial]) {
    let is = |item: &Partial, id| item.entry().is_some_and(|e| e.id() == id);
    for n in 1..items.len() {
        let (before, rest) = items.split_at_mut(n);
        let (first, item) = (&mut before[n - 1], &mut rest[0]);
        if is(first, "systolic_blood_pressure")
            && is(item, "diastolic_blood_pressure")
            && first.value.is_none()
            && let Some(pair) = item.value.as_mut().filter(|q| q.form == QuantityForm::Pair)
            && let Some(second) = pair.second.take()
        {
            // "systolic/diastolic ≥ 140/90"
            pair.form = QuantityForm::Limit;
            first.value = Some(pair.clone());
            pair.bounds = second;
        }
        if is(first, "systolic_blood_pressure") && is(item, "diastolic_blood_pressure") {
            // "systolic > 160 or diastolic > 100 *mmHg*"
            same_unit(first, item);
        }
        if is(first, "systolic_blood_pressure")
            && is(item, "diastolic_blood_pressure")
            && let (Some(limit), Some(quantity)) = (&first.value, &mut item.value)
            && quantity.form == QuantityForm::Bare
            && let Some(bounds) = quantity.bounds.eq.and_then(|number| one_sided(&limit.bounds, number))
        {
            quantity.bounds = bounds;
            quantity.form = QuantityForm::Limit;
        }
    }
}

/// The number under the comparator of a limit that has one end.
pub fn one_sided(bounds: &Bounds, number: Number) -> Option<Bounds> {
    let limit = |of: Option<Number>| of.map(|_| number);
    let single = bounds.eq.is_none() && bounds.low().is_some() != bounds.high().is_some();
    let Bounds { ge, gt, le, lt, .. } = *bounds;
    single.then(|| Bounds { ge: limit(ge), gt: limit(gt), le: limit(le), lt: limit(lt), eq: None })
}

/// "≥ 1 relapse in the previous year *or ≥ 2 in the previous 2 years*": another number of what is counted. It gets the
/// head of the object it counts.
pub(super) fn is_counted_again(item: &Partial, next: &mut Partial) -> bool {
    let Some(last) = item.relation.as_ref().and_then(|r| r.objects.last()) else { return false };
    let counts = last.count.as_deref().is_some_and(is_bare_limit) || last.value.as_deref().is_some_and(is_bare_limit);
    let alone = next.is_headless() && next.unknown.is_empty() && next.finding.is_none() && next.relation.is_none();
    if !counts || !alone || next.age || !next.value.as_deref().is_some_and(is_bare_limit) {
        return false;
    }
    next.head.clone_from(&last.head);
    if last.count.is_some() {
        next.count = next.value.take();
    }
    true
}

/// "age > 21 or *less than 2*", "*under 40* or over 60 years of age": a bare limit beside an age is an age.
pub(super) fn ages(items: &mut [Partial]) {
    let split_off = |p: &Partial| p.value.is_none() && p.also.iter().any(Partial::is_age);
    for at in 0..items.len() {
        let bare = |q: &Quantity| q.unit.is_none() && q.form == QuantityForm::Limit;
        // "18-45 for women and *18-60 for men*" too.
        if items[at].head.is_none() && items[at].value.as_deref().is_some_and(bare) {
            let before = at.checked_sub(1).map(|n| &items[n]);
            let beside = before.into_iter().chain(items.get(at + 1)).any(|p| p.is_age() || split_off(p));
            items[at].age |= beside;
        }
        let older = at.checked_sub(1).is_some_and(|n| items[n].is_age() && items[n].sex.is_none());
        if older && is_limit_before_disease(&items[at]) {
            // "age ≥ 60 or *≥ 50 with diabetes*": the disease has no such limit.
            let disease = std::mem::take(&mut items[at]);
            let bytes = disease.bytes.clone();
            let with = Partial { value: None, ..disease.clone() };
            items[at] = Partial { value: disease.value, age: true, also: vec![with], bytes, ..Partial::default() };
        }
    }
}

/// "patients *under 40 or over 60* who require anesthesia": two sides of one age, and what follows is said of both. Near
/// misses: "under 40, or asthma"; "age < 18 or pregnant women over 40".
pub(super) fn ages_either_side(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let side = |p: &Partial| {
        let bounds = &p.value.as_ref()?.bounds;
        let one_sided = bounds.eq.is_none() && bounds.low().is_some() != bounds.high().is_some();
        one_sided.then_some(bounds.low().is_some())
    };
    let mut at = 1;
    while at < items.len() {
        let (before, item) = (&items[at - 1], &items[at]);
        let plain = before.is_age() && before.also.is_empty() && before.unknown.is_empty() && before.times.is_empty();
        let sole = item.also.len() == 1 && item.also[0].is_age() && item.sex.is_none() && !item.negated;
        let opposite =
            sole && side(before).is_some() && side(before).zip(side(&item.also[0])).is_some_and(|(a, b)| a != b);
        if !(plain && opposite && joins[at - 1].all == Some(false) && joins[at - 1].tight && !before.negated) {
            at += 1;
            continue;
        }
        let mut first = items.remove(at - 1);
        joins.remove(at - 1);
        let item = &mut items[at - 1];
        item.bytes.start = first.bytes.start;
        item.sex = first.sex.take();
        std::mem::swap(&mut item.also[0], &mut first);
        item.also[0].or_else.push(first);
    }
}

/// "Bone age ≤ 10 years in girls or *≤ 12 years in boys*": a length after a limited length is of the same thing, and no
/// age of the person.
fn same_length(items: &mut [Partial]) {
    let code = |p: &Partial| p.value.as_ref().and_then(|q| q.unit.as_ref()?.code.clone());
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let limit = |q: &Quantity| q.form == QuantityForm::Limit;
        let plain = item.head.is_none() && !item.age && item.value.as_deref().is_some_and(limit);
        let measured = before.entry().is_some_and(is_measured);
        if plain && measured && is_length(code(before).as_deref()) && code(before) == code(item) && item.sex.is_some() {
            item.head.clone_from(&before.head);
            item.value.iter_mut().for_each(|q| q.age = false);
        }
    }
}

impl Context<'_, '_> {
    /// "*supine* systolic BP < 90 or > 140 mmHg": what stands before the name is said of both limits.
    pub(super) fn leading_settings(&self, items: &mut [Partial]) {
        for at in 1..items.len() {
            let (done, rest) = items.split_at_mut(at);
            let (before, item) = (&done[at - 1], &mut rest[0]);
            let Some(head) = before.head.as_ref().filter(|h| h.entry.is_some_and(is_measured)) else { continue };
            if item.is_limit_alone() && item.settings.is_empty() {
                let start = self.span(&head.bytes).start;
                item.settings.extend(before.settings.iter().filter(|s| s.span.span().end <= start).cloned());
            }
        }
    }
}

/// "*ALT*, AST > 2 × ULN": whether what has no limit may have that of the next item. Near misses: "*hematuria*, CrCl < 30
/// mL/min", "regular *menstrual cycles*, FSH < 10 IU/L", whose units they are not measured in.
///
/// "no blasts and *< 5 % plasma cells*": a limit before its own name is none of what is denied before it. Near miss: "no ALT or AST
/// > 3 × ULN".
pub(super) fn may_have_limit(item: &Partial, next: &Partial) -> bool {
    let leads = |p: &Partial| p.value.as_ref().zip(p.head.as_ref()).is_some_and(|(q, h)| q.value.start < h.bytes.start);
    if item.negated && !next.negated && leads(next) {
        return false;
    }
    let (Some(own), Some(of)) = (item.entry(), next.entry()) else { return true };
    let analytes = own.kind() == Kind::Analyte && of.kind() == Kind::Analyte;
    let Some(quantity) = next.value.as_ref().filter(|q| analytes && q.relative_to.is_none()) else { return true };
    let (Some(usual), Some(other)) = (own.usual_unit(), of.usual_unit()) else { return true };
    let converts = |from: &str, to: &str, entry: Entry| from == to || factor(from, to, entry.molar_mass()).is_some();
    match quantity.unit.as_ref().map(|u| u.code.as_deref()) {
        Some(Some(code)) => converts(code, usual, own) || !converts(code, other, of),
        Some(None) => true,
        // Where the unit is to be guessed, both are measured in the same.
        None => converts(other, usual, own) || converts(other, usual, of),
    }
}

/// "CAT score ≥ 10 and *mMRC dyspnea scale grade ≥ 2*": a scale with its limit is measured itself. Near misses: "ALT ≤ 3 × ULN or
/// *CTCAE grade ≤ 1*", a scale on which anything is graded; "ALT ≤ 3 × ULN or *grade ≤ 1*".
fn own_scale(before: &Partial, item: &mut Partial) {
    let measured = before.entry().is_some_and(|e| is_measured(e) && !e.is_graded()) && before.value.is_some();
    let Some(value) = item.value.as_mut().filter(|_| measured && item.head.is_none()) else { return };
    let own = |e: &Entry| !matches!(e.id(), "ctcae" | "daids");
    let scale = value.scale.and_then(|id| Entry::find(Kind::Score, id)).filter(own);
    if let Some(scale) = scale {
        value.scale = None;
        item.head = Some(Head::new(Some(scale), value.value.clone()));
    }
}

/// "male, *≥ 50 kg*, BMI 19-30": kilograms alone after a sex or an age are the person's weight. Near miss: "tumour *≥ 50 g*".
fn weight_of_person(items: &mut [Partial]) {
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let person = before.head.is_none() && (before.is_age() || before.sex.is_some() && before.value.is_none());
        let kilograms = item.value.as_ref().filter(|q| {
            let code = q.unit.as_ref().and_then(|u| u.code.as_deref());
            q.form == QuantityForm::Limit && q.relative_to.is_none() && code == Some("kg")
        });
        if let Some(value) = kilograms.filter(|_| person && item.is_limit_alone() && !before.negated && !item.negated) {
            item.head = Some(Head::new(Entry::find(Kind::Analyte, "body_weight"), value.value.clone()));
        }
    }
}

/// A limit or result without head is another one of the head before it.
pub(super) fn other_limits(items: &mut Vec<Partial>, joins: &mut Vec<Join>, demand: bool) {
    // "FEV1 30-80 % and *≥ 10 pack-years*": of these there is no other thing, whatever was limited before.
    let own = |p: &Partial| p.value.as_deref().is_some_and(in_pack_years);
    for item in items.iter_mut().filter(|p| p.head.is_none() && (p.sex_after_limit() || own(p))) {
        item.head = named_by_unit(item);
    }
    same_length(items);
    weight_of_person(items);
    let mut at = 1;
    while at < items.len() {
        if beside_other_sex(&items[at - 1], &items[at]) {
            // "fibrillation with a score ≥ 2 in men *or ≥ 3 in women*": the other limit of what the item says beside its head.
            let mut item = items.remove(at);
            joins.remove(at - 1);
            item.by_sex = true;
            if let Some(first) = items[at - 1].also.last_mut() {
                first.by_sex = true;
                item.head.clone_from(&first.head);
                if demand { items[at - 1].also.push(item) } else { first.or_else.push(item) }
            }
            continue;
        }
        if again_of_what_shows(items, joins, at) {
            continue;
        }
        let (done, rest) = items.split_at_mut(at);
        counts_something_else(&done[at - 1], &mut rest[0]);
        own_scale(&done[at - 1], &mut rest[0]);
        let predicate = items[at].outcome.is_some() || items[at].is_modifier() && !items[at].qualifiers.is_empty();
        let says = items[at].value.is_some() || items[at].finding.is_some() || predicate;
        let own = items[at].exposure.is_some() || items[at].says_of_before.is_some();
        let other_sex = items[at].sex.as_ref().map(|s| s.0) != items[at - 1].sex.as_ref().map(|s| s.0);
        let both = items[at].has_sex_and_limit() && items[at - 1].has_sex_and_limit() && other_sex;
        let for_sex = both || items[at].sex_after_limit() && items[at - 1].sex_after_limit();
        if items[at].is_age_of_sex() && items[at - 1].is_age_of_sex() && other_sex && demand {
            // "18-45 for women and 18-60 for men": nobody is both.
            let by_sex = joins[at - 1].all != Some(false);
            items[at - 1].by_sex |= by_sex;
            items[at].by_sex |= by_sex;
        }
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
        if counts_kind(&items[at], &items[at - 1]) {
            at += 1;
            continue;
        }
        let before = items[at - 1].clone();
        let valued = !before.is_unvalued() || predicate;
        if before.entry().is_some_and(|e| e.kind().is_drug()) && joins[at - 1].tight {
            // "donepezil *5 or 10 mg/day*"
            let (done, rest) = items.split_at_mut(at);
            unit_of_doses(&mut done[at - 1], &rest[0]);
        }
        items[at - 1].by_sex |= both;
        if both && demand && joins[at - 1].bare {
            // "TG > 150 or *HDL < 50 in women, < 40 in men*": a limit for each sex, which together stand beside the "or".
            joins[at - 1] = Join { all: Some(true), tight: true, bare: false, ..joins[at - 1] };
        }
        let item = &mut items[at];
        item.by_sex |= both;
        if item.head.is_none() || !both {
            item.head = before.head;
        }
        item.grade = item.grade.take().or(before.grade);
        item.equivalent = item.equivalent.take().or(before.equivalent);
        same_comparator(item, before.value.as_deref(), for_sex);
        if before.count.is_some() && before.value.is_none() && item.count.is_none() {
            // "≥ 2 UTIs in 6 months or *≥ 3 in 12 months*"
            item.count = item.value.take_if(|q| is_bare_limit(q));
        }
        if for_sex {
            let (done, rest) = items.split_at_mut(at);
            same_unit(&mut done[at - 1], &mut rest[0]);
            // Each limit is for others: all hold in a demand, any excludes.
            joins[at - 1].all = Some(demand);
            at += 1;
        } else if joins[at - 1].all == Some(false) && valued && !is_parted(joins, at) {
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

/// "a *score > 1* or < -1 on the RASS": the scale is named once, with the second limit.
pub(super) fn score_named_after(items: &mut [Partial]) {
    let scored = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Score);
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, next) = (&mut done[at - 1], &rest[0]);
        let limited = |p: &Partial| p.value.as_deref().is_some_and(is_bare_limit);
        let waits = before.is_limit_alone() && before.score_word.is_some() && limited(before);
        if waits && scored(next) && limited(next) && next.score_word.is_none() {
            before.head.clone_from(&next.head);
        }
    }
}

/// Whether an item is the limit for the other sex of what the one before it limits beside its head.
fn beside_other_sex(before: &Partial, item: &Partial) -> bool {
    let sex = |p: &Partial| p.sex.as_ref().map(|(sex, _)| *sex);
    let first = before.also.last().filter(|p| p.sex_after_limit() && p.head.is_some());
    item.is_limit_alone() && item.sex_after_limit() && first.is_some_and(|first| sex(first) != sex(item))
}

/// "asthma with FEV1 < 80 % *or ACQ ≥ 1.5*": a demand of one disease, which each of the limits shows; under Exclusion so
/// only where both answer one question ("hypertension with SBP > 180 *or DBP > 110 mmHg*"). Near misses: "… or *atopic
/// dermatitis*", which is another disease, and "diabetes with HbA1c > 9 % or *QTc > 500 ms*" under Exclusion, where the second
/// may exclude by itself.
pub(super) fn limits_of_disease(items: &mut [Partial], joins: &[Join], demand: bool) {
    let kind = |p: &Partial| p.entry().map(Entry::kind);
    let stated = |p: &Partial| p.value.is_some() || p.finding.is_some();
    let limited = |p: &Partial| stated(p) && matches!(kind(p), None | Some(Kind::Analyte | Kind::Score));
    let of_one = |one: &Partial, other: &Partial| {
        one.entry().zip(other.entry()).is_some_and(|(one, other)| family(one, other).is_some())
    };
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let with = before.relation.as_ref().filter(|r| r.relation == Relation::Having);
        let shown = before.also.last().or(with.and_then(|r| r.objects.last())).filter(|p| limited(p));
        let or = joins[at - 1].all == Some(false);
        let plain = item.relation.is_none() && item.also.is_empty() && item.status.is_none() && !item.verb;
        let named = item.entry().is_some_and(is_measured);
        let own = item.negated || item.sex.is_some() || item.subject.is_some() || item.is_age();
        if kind(before) == Some(Kind::Condition)
            && !before.negated
            && shown.is_some_and(|shown| demand || joins[at - 1].tight && of_one(shown, item))
            && or
            && plain
            && named
            && !own
            && limited(item)
        {
            let limit = std::mem::take(item);
            let (head, qualifiers, bytes) = (before.head.clone(), before.qualifiers.clone(), limit.bytes.clone());
            let (status, subject) = (before.status, before.subject);
            *item = Partial { head, qualifiers, status, subject, also: vec![limit], bytes, ..Partial::default() };
        }
    }
}

/// "*≥ 50 with* diabetes": a limit without a unit before a disease.
fn is_limit_before_disease(item: &Partial) -> bool {
    let disease = item.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition));
    let value = item.value.as_deref().filter(|q| is_bare_limit(q));
    let leads = disease.zip(value).is_some_and(|(head, value)| value.value.end <= head.bytes.start);
    leads && item.relation.is_none() && item.also.is_empty() && item.times.is_empty()
}

/// Whether it is a limit without a unit, and not of age: "≥ 2".
pub(super) fn is_bare_limit(quantity: &Quantity) -> bool {
    quantity.unit.is_none() && quantity.form == QuantityForm::Limit && !quantity.age
}

pub(super) fn is_range(quantity: &Quantity) -> bool {
    quantity.bounds.low().is_some() && quantity.bounds.high().is_some() && quantity.bounds.eq.is_none()
}
