//! Times, states and routes said once, before the first item or after the last.

use super::clauses::opens_clause;
use super::contraindicated::contraindication;
use super::limits::is_range;
use super::of_both::{leading_high, outcome_of_both};
use crate::grammar::{Bytes, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lexeme};
use crate::lower::atom::is_measured;
use crate::lower::concept::leaf_kind;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::lower::share::found::{is_examination, is_looked_for_in, looked_for};
use crate::lower::share::limits::may_have_limit;
use crate::lower::share::names::is_other_kind;
use crate::lower::share::nouns::has_noun_of;
use crate::lower::share::of_every_member::counts_events;
use crate::lower::share::offered::is_offered;
use crate::lower::share::qualifiers::{is_disease_after, is_listed_with, is_treatment_listed_with};
use crate::lower::share::states::{has_own_state, is_of_patient};
use crate::rule::{Anchor, Direction, Status, Time, TimeKind};
use crate::words;

use super::windows::{is_dated_back, is_dated_inside, is_dose_of_last, is_own_past, looks_back};

/// "Before screening, the subject must …": times alone at the beginning hold for all that follows.
pub(super) fn opening_times(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    if items[0].is_only_time() && items[0].status.is_none() && joins[0].bare {
        let first = items.remove(0);
        joins.remove(0);
        items[0].lead_times.splice(0..0, first.times.into_iter().chain(first.lead_times));
    }
}

/// "Presence of, or suspicion of, infection": the last status before a comma is the head's own.
pub(super) fn merge_statuses(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
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

/// The most items that a window reaches over.
const MOST_FOR_LIFE: usize = 8;

/// "*HIV infection*, or surgery within 6 months": what nobody gets rid of has no window of the past; and a pregnancy is asked
/// for as it is now. Near misses: "*newly diagnosed* HIV infection or …", "*history of* pregnancy or …".
pub(super) fn is_for_life(item: &Partial) -> bool {
    let named = item.entry().is_some_and(|e| words::FOR_LIFE.contains(&e.id()));
    named && item.status.is_none() && item.qualifiers.is_empty() && item.exposure.is_none()
}

/// "rituximab *> 4 weeks*, steroids *> 3 days prior to apheresis*": so long before the same moment at least.
fn is_least_before(own: &Time, window: &Time) -> bool {
    let least = |t: &Time| t.bounds.low().is_some() && t.bounds.high().is_none();
    least(own) && least(window) && window.direction == Some(Direction::Before)
}

/// Whether a time says so long since when at least.
fn is_since(time: &Time) -> bool {
    let low = time.bounds.low().is_some() && time.bounds.high().is_none();
    low && time.kind == TimeKind::Window && (time.anchor.is_some() || time.direction == Some(Direction::Before))
}

/// "≥ 7 days since last dose of filgrastim and *≥ 14 days for pegfilgrastim*": since the same of another drug. Near miss:
/// "≥ 7 days since last dose of filgrastim and pegfilgrastim for ≥ 14 days".
fn same_since(before: &Partial, item: &mut Partial) {
    let drug = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
    let both = drug(before) && drug(item);
    let [since] = before.lead_times.as_slice() else { return };
    let [own] = item.lead_times.as_mut_slice() else { return };
    let least = own.kind == TimeKind::Duration && own.bounds.low().is_some() && own.bounds.high().is_none();
    if both && is_since(since) && since.anchor.is_some() && least && own.direction.is_none() {
        (own.kind, own.direction, own.anchor) = (since.kind, since.direction, since.anchor.clone());
    }
}

/// What is said before the first item holds for those after it, until one says its own.
pub(super) fn forward(context: &Context<'_, '_>, items: &mut [Partial], joins: &mut [Join]) {
    let (demand, text) = (context.demand, context.lexed.text);
    // "history of A, *active* B or C": C is of the history again.
    let mut over = None;
    for at in 1..items.len() {
        let (done, rest) = items.split_at_mut(at);
        let (before, item) = (&done[at - 1], &mut rest[0]);
        let limited = item.value.is_some() && item.entry().is_some_and(is_measured);
        let offered = before.negated && is_offered(before, item, joins.get(at - 1), demand, text);
        if item.lead_times.is_empty() && !offered && !joins[at - 1].but && !item.is_age() && item.sex.is_none() {
            // "12 months amenorrhea and FSH > 40": how long a state lasted is not said of a limit.
            let lasts = |t: &&Time| t.kind == TimeKind::Duration;
            let begins = limited || context.says_beginning(item);
            // "≥ 7 days since A and *≥ 14 days since* B": each has its own.
            let own = item.times.iter().any(is_since);
            item.lead_times =
                before.lead_times.iter().filter(|t| !(begins && lasts(t) || own && is_since(t))).cloned().collect();
        }
        same_since(before, item);
        if item.verb {
            continue;
        }
        let or = joins.get(at - 1).is_some_and(|j| j.all == Some(false));
        if or && opens_clause(before, item, text) {
            item.own_times = true;
            stand_for_denied(joins, at);
            continue;
        }
        if is_own_past(before, item, joins[at - 1]) {
            // "*current* smoking, or smoking *within 6 months*": the window is not said of what is so now.
            item.own_times = true;
            item.exposure = item.exposure.or(before.exposure);
            continue;
        }
        // "outside 90-140 mmHg systolic or *40-90 mmHg diastolic*"
        item.outside |= before.outside && item.value.as_deref().is_some_and(is_range);
        let item_status = item.status;
        item.by_verb = item.by_verb.or(before.by_verb.filter(|_| item_status.is_none()));
        // "dialysis expected within 3 months or *transplantation in the preceding 6 months*"
        let past = item.times.iter().any(looks_back);
        // "planned PCI or CABG, *stable angina, LVEF > 40 %*": what a comma demands beside what is planned is not planned.
        let beside = joins[at - 1].bare && joins[at - 1].all == Some(true);
        let kind = |p: &Partial| p.entry().map(Entry::kind);
        let treated = kind(before).is_some_and(Kind::is_treatment) && kind(item) == Some(Kind::Condition);
        let unplanned = limited || beside && treated;
        let treated_state = kind(before) == Some(Kind::Condition) && kind(item).is_some_and(Kind::is_treatment);
        let dated = item.times.iter().any(is_dated_back);
        let carries = |s: &Status| match s {
            Status::Suspected => !limited,
            Status::Planned => !past && !unplanned,
            // "*currently* pregnant, or surgery within 4 weeks"
            Status::Current => !(dated && treated_state),
            Status::Ever => !dated,
            _ => true,
        };
        let other_kind = or && is_other_kind(before, item);
        let said = before.status.or(over.take());
        let own_state = has_own_state(before, said, item, joins[at - 1], text);
        item.status = item.status.or(said.filter(carries).filter(|_| !other_kind && !own_state));
        let passes = |s: &Status| own_state && *s == Status::History || dated && treated_state && *s == Status::Current;
        over = said.filter(|s| item_status.is_none() && passes(s));
        item.exposure = item.exposure.or(before.exposure);
        // "intolerance to A or B", not "intolerance to A or *pregnancy*".
        let of_drugs = |outcome: &&str| matches!(*outcome, "initiated" | "intolerant" | "naive");
        let disease = item.entry().is_some_and(|e| e.kind() == Kind::Condition);
        // "hypertension *refractory to treatment* or renal failure": said after the name, it is said of that alone.
        let said_after = is_disease_first(before) && item.entry() != before.entry();
        // "no *increase in* diuretics, *no* inotropes": it denies something else.
        let denies_again =
            before.negated && item.negated && before.outcome.is_some_and(|outcome| outcome.starts_with("dose_"));
        // "*naive* or last used > 1 year ago"
        let used = before.outcome == Some("naive") && item.entry() == before.entry() && !item.times.is_empty();
        // "ADHD drugs naive or *have not had* an adequate trial of stimulants": it is denied by itself.
        let denied = before.outcome == Some("naive") && item.negated && !item.negated_by_list && !before.negated;
        // "recovered from surgery and *no* stroke": there is none of it, which has come to nothing.
        let none_of_it = item.absent && item.negated && !item.negated_by_list && !before.negated;
        let own_outcome = |outcome: &&str| {
            limited
                || used
                || denies_again
                || denied
                || none_of_it
                || contraindication(item)
                || disease && (said_after || of_drugs(outcome))
        };
        item.outcome = item.outcome.or(before.outcome.filter(|outcome| !own_outcome(outcome)));
        // "family history of psychosis or *current* depression", "… or *QTc > 450 ms*": what has a status or, after "or", a
        // limit of its own is the patient's.
        let own = item_status.is_some() || or && limited || is_of_patient(before, item, text);
        // "found by the *investigator* or severe dementia": who finds something has nothing that is listed.
        let own = own || matches!(before.subject, Some("investigator" | "sponsor"));
        item.subject = item.subject.or(before.subject.filter(|_| !own));
        // "either not pregnant or *≥ 6 weeks postpartum*"
        // "no *positive test* or breast feeding" denies both, "HIV RNA *not detectable* or CD4 …" the result alone.
        let start = before.head.as_ref().map_or(usize::MAX, |h| h.bytes.start);
        let result = before.finding.as_ref().is_some_and(|(_, bytes)| bytes.start > start);
        let join = &joins[at - 1];
        // "no history of stroke and *myocardial infarction*". Near miss: "no history of asthma and *history of* COPD".
        let given = item_status.is_none() && item.status == before.status;
        let disease_after = is_listed_with(before, item) || given && is_disease_after(before, item);
        // "not taken aspirin and *on* warfarin"
        let on = text.get(item.bytes.clone()).is_some_and(|words| words.starts_with("on "));
        let listed = !join.but && disease_after || !on && is_treatment_listed_with(before, item, join);
        // "absence of *respiratory and flu-like symptoms*": one noun for both.
        let shared = has_noun_of(before, item);
        let denied = !or && demand && (listed || shared && !join.but);
        // "*non*-cancer and cancer pain" denies the one that it is a part of.
        let non = text.get(before.bytes.clone()).is_some_and(|words| words.to_ascii_lowercase().contains("non"));
        let denied = denied && !non;
        // "not suitable, *including* those with asthma" gives an example of who is not.
        let offered = offered || !demand && item.included && !before.absent;
        if offered && before.negated {
            item.own_times = true;
            if or {
                stand_for_denied(joins, at);
            }
        }
        if before.negated && !item.negated && (or || denied) && !result && !before.either && !offered {
            item.negated = true;
            item.negated_by_list = true;
            item.absent |= before.absent;
        }
        let measurable = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Analyte);
        let found = before.head.is_some() && before.finding.is_some();
        // "abnormal vital signs or *ECG*", "positive test for opioids or *alcohol*": what is examined, or looked for, with it.
        let looked = looked_for(before, item, text);
        let listed = found && item.times.is_empty() && (is_examination(item) || looked);
        let listed = listed || found && is_looked_for_in(before, text) && is_listed_with(before, item);
        if item.is_unvalued() && (listed || measurable(item) && (measurable(before) || found)) {
            item.finding.clone_from(
                &before
                    .finding
                    .clone()
                    .filter(|(_, b)| looked || b.start <= before.bytes.start + 1 || b.end <= head_start(before)),
            );
        }
    }
}

/// What is offered stands in the place of what is denied before it, and of nothing before that.
fn stand_for_denied(joins: &mut [Join], at: usize) {
    joins[at - 1].tight = true;
    if let Some(join) = at.checked_sub(2).map(|n| &mut joins[n]).filter(|join| join.all == Some(true)) {
        join.tight = false;
    }
}

/// "*Known or suspected* pregnancy or lactation": each of the list is meant with either status.
///
/// Near misses: "current pregnancy or *suspected* infection", each with its own; "suspected or proven infection and *SOFA ≥ 2*".
pub(super) fn statuses_of_each(items: &mut Vec<Partial>, joins: &mut Vec<Join>, own: &[Option<Status>]) {
    let head = |p: &Partial| p.head.as_ref().map(|h| h.bytes.clone());
    let pair = |at: &usize| {
        let (first, second) = (&items[*at], &items[at + 1]);
        let said = own[at + 1] == second.status && first.status != second.status;
        // "*possible or confirmed* X or Y": the second has none of its own.
        let told = second.status.is_some() && first.known || own[*at].is_some();
        let doubted = second.status.is_some() || first.status == Some(Status::Suspected);
        said && told && doubted && head(first) == head(second) && joins[*at].all == Some(false)
    };
    let Some(at) = (0..items.len().saturating_sub(2)).find(pair) else { return };
    if head(&items[at]).is_none() {
        return;
    }
    let (first, second) = (items[at].status, items[at + 1].status);
    let plans = |p: &Partial| p.entry().is_some_and(|e| e.id().starts_with("planning_"));
    let limited = |p: &Partial| p.value.is_some() && p.entry().is_some_and(is_measured);
    let unsaid = |n: &usize| own[*n].is_none() && items[*n].status == second && !joins[n - 1].but;
    let shares = |n: &usize| unsaid(n) && !plans(&items[*n]) && !limited(&items[*n]);
    let last = (at + 2..items.len()).take_while(shares).last().unwrap_or(at + 1);
    for n in (at + 2..=last).rev() {
        let other = Partial { status: first, ..items[n].clone() };
        items.insert(n, other);
        joins.insert(n, Join { all: Some(false), tight: true, bare: false, slash: false, but: false });
    }
}

/// Whether an item opens with the disease that it names.
fn is_disease_first(item: &Partial) -> bool {
    let disease = item.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition));
    disease.is_some_and(|h| h.bytes.start == item.bytes.start)
}

/// Where the list of drugs begins that each item is in, or the item itself.
fn starts_of_lists(items: &[Partial]) -> Vec<usize> {
    let drug = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
    let mut starts: Vec<usize> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let before =
            at.checked_sub(1).filter(|n| drug(&items[*n]) && drug(item) && !item.verb && item.times.is_empty());
        starts.push(before.map_or(item.bytes.start, |n| starts[n]));
    }
    starts
}

/// Whether a time is a window that says neither what it is counted from nor that it looks back from today.
pub fn is_unanchored(time: &Time) -> bool {
    time.kind == TimeKind::Window
        && time.anchor.is_none()
        && time.direction == Some(Direction::Before)
        && !time.bounds.is_empty()
        && !looks_back(time)
}

impl Context<'_, '_> {
    /// "surgery (within 4 weeks) or chemotherapy (within 3 weeks) *before the first dose*", "A within 2 weeks or B within
    /// 4 weeks *of screening*": what the last window is counted from, those before it are counted from as well.
    pub(super) fn same_anchors(&mut self, items: &mut [Partial]) {
        for item in items.iter_mut() {
            self.anchor_said_after(item);
        }
        for at in (0..items.len().saturating_sub(1)).rev() {
            let (first, rest) = items.split_at_mut(at + 1);
            let known = |t: &&Time| {
                let point = matches!(&t.anchor, Some(Anchor::Point(p)) if p.id.is_some());
                point && t.kind == TimeKind::Window && t.direction == Some(Direction::Before)
            };
            let [said] = rest[0].times.as_slice() else { continue };
            if !known(&said) {
                continue;
            }
            for time in first[at].times.iter_mut().filter(|t| is_unanchored(t)) {
                time.anchor.clone_from(&said.anchor);
                self.is_anchored(time);
            }
        }
    }

    /// "(within 3 weeks) before the first dose": a moment alone after a window is what that is counted from.
    fn anchor_said_after(&mut self, item: &mut Partial) {
        let moment = |t: &Time| t.kind == TimeKind::At && t.direction == Some(Direction::Before) && t.bounds.is_empty();
        let Some(at) = item.times.iter().position(moment).filter(|at| *at > 0) else { return };
        if !item.times[..at].iter().all(is_unanchored) {
            return;
        }
        let said = item.times.remove(at);
        for time in &mut item.times[..at] {
            time.anchor.clone_from(&said.anchor);
            self.is_anchored(time);
        }
    }

    /// Takes back that a window has no anchor.
    fn is_anchored(&mut self, time: &Time) {
        let span = time.span.span();
        self.has_anchor(span);
    }
}

fn tight_or(joins: &[Join], at: usize) -> bool {
    joins.get(at).is_some_and(|j| j.tight && j.all == Some(false))
}

pub(super) fn head_start(item: &Partial) -> usize {
    item.head.as_ref().map_or(usize::MAX, |h| h.bytes.start)
}

impl Context<'_, '_> {
    /// What is said after the last item holds for those before it that say nothing of the kind.
    pub(super) fn backward(&mut self, items: &mut [Partial], joins: &[Join]) {
        let two = items.len() == 2;
        let lists = starts_of_lists(items);
        for at in (0..items.len().saturating_sub(1)).rev() {
            let (first, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut first[at], &rest[0]);
            let entry = |p: &Partial| p.entry().map(Entry::kind);
            let measured = |p: &Partial| p.entry().is_some_and(is_measured);
            // "> 20 inflamed joints, or inflammation in tissues *other than joints*": of things of one kind alone.
            let one_kind = item.count.is_none() && (!measured(item) || measured(next));
            let excepts = item.other_than.is_empty() && one_kind && !next.non && item.negated == next.negated;
            if excepts && tight_or(joins, at) {
                item.other_than.clone_from(&next.other_than);
                self.say_of_own_head(item, next);
            }
            let found_together = item.finding.is_some() && item.finding == next.finding;
            if found_together && joins.get(at).is_some_and(|j| j.tight) && item.settings.is_empty() {
                item.settings.clone_from(&next.settings);
                item.methods.clone_from(&next.methods);
            }
            if tight_or(joins, at) {
                leading_high(item, next);
                outcome_of_both(item, next);
            }
            // "if bilirubin *is fractionated* and direct bilirubin < 35 %": it has a predicate of its own.
            let says = |b: &Bytes| item.head.as_ref().is_some_and(|h| b.start > h.bytes.end && self.follows_be(b));
            let predicate = item.unknown.iter().any(says);
            let shares = may_have_limit(item, next);
            if item.is_unvalued() && measured(item) && measured(next) && !predicate && shares {
                item.value.clone_from(&next.value);
                item.alternatives.clone_from(&next.alternatives);
                item.unless.clone_from(&next.unless);
                item.finding = item.finding.take().or(next.finding.clone());
            }
            if entry(item).is_some_and(Kind::is_treatment)
                && let [own] = item.times.as_mut_slice()
                && own.kind == TimeKind::Duration
                && own.direction.is_none()
                && let Some(window) = next.times.iter().find(|t| t.kind == TimeKind::Window && t.anchor.is_some())
                && own.bounds.eq.is_none()
                && (own.bounds.low().is_none() || is_least_before(own, window))
            {
                // "surgery ≤ 28 days or biopsy ≤ 7 days *prior to randomization*", "fluoxetine < 5 weeks or MAOI < 2 weeks
                // *before baseline*"
                (own.kind, own.direction, own.anchor) = (window.kind, window.direction, window.anchor.clone());
            }
            // "infarction, *diabetes*, stroke within 6 months", "wound, *active* ulcer, perforation within 28 days": the window
            // reaches over what has none.
            let without = |p: &Partial| (is_for_life(p) || self.is_active_itself(p)) && p.times.is_empty();
            let over = rest.iter().take(MOST_FOR_LIFE).position(|p| !without(p)).unwrap_or(0);
            let next = &rest[over];
            let plans = |p: &Partial| {
                let named = p.entry().is_some_and(|e| e.id().starts_with("planning_"));
                named || p.status == Some(Status::Planned)
            };
            let planned = plans(next) && !plans(item);
            // "pregnant or *gave birth within 6 months*": a state that holds now has no window of the past.
            let state = item.head.as_ref().is_some_and(|h| self.is_present_state(&h.bytes, entry(item) == entry(next)));
            let state = state || is_for_life(item) && !is_for_life(next);
            // "suicidal ideation with intent *within 6 months*, or attempt within 2 years": it has its own time.
            let timed = |p: &Partial| !p.times.is_empty();
            let own = item.relation.iter().any(|r| r.objects.iter().any(timed));
            // "postmenopausal, or have a negative pregnancy test *within 7 days*": when a result was found.
            // Near miss: "pneumonia or *culture-positive* infection within 3 years", a disease that was found so.
            let described = next.finding.as_ref().is_some_and(|(_, said)| said.start < head_start(next));
            let described = described && !measured(next) && entry(item) == entry(next);
            let result = next.finding.is_some() && next.value.is_none() && !measured(item) && item.head.is_some();
            let result = result && !described;
            let stops = self.window_stops(item, next, joins.get(at), two)
                || is_dated_inside(next, &rest[over + 1..], joins.get(at + over..).unwrap_or_default());
            let past = |t: &&Time| {
                (state || result || stops) && t.kind == TimeKind::Window && t.direction == Some(Direction::Before)
            };
            // "pregnant, or *received* a vaccine within 4 weeks": the verb's time is that of what was received.
            // "A, B and other drugs *were used within 90 days*": said after the last, of all of them.
            let verb = next.verb && item.exposure.is_none() && entry(item) != Some(Kind::Procedure);
            let verb = verb && !self.is_verb_of_all(next);
            // "positive by breath test, *no antacid in the preceding 2 weeks*": none in that time says when of nothing else.
            // So is "stable disease and *no change* in medication within 2 weeks".
            let unchanged = |p: &Partial| self.words(&p.bytes).to_ascii_lowercase().starts_with("no change");
            let none = next.negated && !item.negated || unchanged(next) && !unchanged(item);
            // "hypertension, *HbA1c > 7 % within 3 months before screening*": when a result was found.
            // Near miss: "infarction, angina or *NYHA class III within 6 months*", where the class is a state among events.
            let class = next.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
            let found = measured(next) && next.value.is_some() && !class && item.head.is_some() && !measured(item);
            let found = found && !joins.get(at).is_some_and(|j| j.tight);
            let of_sexes = item.by_sex && next.by_sex;
            // "history of suicide attempt*, or* ideation in the past 6 months": the comma parts one that is ever from one that
            // is dated. Near misses: "history of stroke or infarction within …", "history of A, B, or C within …".
            let parted = joins.get(at).filter(|j| two && !j.tight && !j.bare && item.status == Some(Status::History));
            let alike = entry(item) == entry(next) && item.exposure.is_none();
            let ever = parted.is_some_and(|j| alike || j.all == Some(false) && item.qualifiers.is_empty());
            // "asthma that requires steroids, *or who have been hospitalised in the past year*": said of the people, and dated.
            let of_people = self.words(&next.bytes).starts_with("who ");
            // "gout*, ≥ 2 flares in the last 12 months*": in a demand so many of one thing are beside another, and dated alone.
            let events =
                next.count.is_some() || next.value.as_ref().is_some_and(|q| q.unit.is_none()) && next.head.is_some();
            let disease = entry(item) == Some(Kind::Condition) && item.count.is_none() && item.is_unvalued();
            let beside = joins.get(at).is_some_and(|j| j.bare && j.all == Some(true));
            let counted = self.demand && beside && events && disease;
            // "botulinum toxin *naive* or ≥ 16 weeks since the last injection": never, or not since.
            let never = item.outcome == Some("naive") && next.outcome.is_none() && item.entry() == next.entry();
            let own = own || of_people || counted || never;
            let plain = !planned && !verb && !none && !found && !own && !ever && !next.own_times && !item.is_age();
            if item.times.is_empty() && plain && (item.sex.is_none() || of_sexes) {
                if item.other_times.is_empty() {
                    item.other_times.clone_from(&next.other_times);
                }
                // How long something lasted is said of things of one kind; when it happened, of all that happened.
                let alike = entry(item).map(leaf_kind) == entry(next).map(leaf_kind);
                let lasts = |t: &&Time| matches!(t.kind, TimeKind::Stability | TimeKind::Duration);
                // "platelets < 50 or surgery within 14 days": a limit does not happen; the window is the event's alone.
                // Near miss: "prednisone > 10 mg/day or surgery within 14 days", where it is a drug that is taken.
                let measurable = measured(item) || entry(item).is_none_or(|kind| kind == Kind::Condition);
                let counted = item.value.as_ref().is_some_and(|q| counts_events(q));
                let limited = item.value.is_some() && !counted && measurable && next.head.is_some() && !measured(next);
                let happens = |t: &&Time| limited && t.kind == TimeKind::Window;
                let bare = joins.get(at).is_some_and(|j| j.bare);
                // "obesity, *low back pain for at least 12 weeks*": it says so of what may be new.
                let new = state && two && bare;
                let dose = |t: &&Time| is_dose_of_last(t, joins.get(at), two);
                // "right-handed, *schooling ≥ 6 years*": a limit after a comma is of the one of two in no table that it follows.
                // Near miss: "pain, *impairment for > 3 months*".
                let unnamed = self.demand && bare && item.entry().is_none() && next.entry().is_none();
                let limits = |t: &Time| unnamed && !t.text.to_ascii_lowercase().starts_with("for");
                // "*active* cancer or cancer *in remission* < 5 years": how long the remission lasts.
                let going_on = item.qualifiers.iter().any(|q| words::GOING_ON_DEGREES.contains(q) || *q == "untreated");
                let response = |t: &&Time| going_on && t.of.is_some() && t.kind == TimeKind::Duration;
                let alone = |t: &&Time| lasts(t) && (response(t) || !alike || new || limits(t)) || happens(t);
                let other = |t: &&Time| alone(t) || past(t) || dose(t);
                item.times = next.times.iter().filter(|t| !other(t)).cloned().collect();
                self.same_stable_dose(lists[at], item, &mut rest[0]);
            }
        }
    }

    /// "hypertension or diabetes *which is not controlled*": what the second is not, the first is not as itself.
    fn say_of_own_head(&mut self, item: &mut Partial, next: &Partial) {
        let Some((own, other)) = item.head.clone().zip(next.entry()).filter(|(own, _)| own.entry.is_some()) else {
            return;
        };
        let named = self.concept(&own, item);
        for node in &mut item.other_than {
            node.each_leaf_mut(&mut |leaf| {
                if leaf.concept_id() == Some(other.id()) {
                    leaf.concept = Some(named.clone());
                }
            });
        }
    }

    /// "on a *stable dose* of an ACE inhibitor or ARB for at least 4 weeks": both doses were stable so long.
    /// `from` is where the list of drugs begins.
    fn same_stable_dose(&self, from: usize, item: &mut Partial, next: &mut Partial) {
        let drug = |p: &Partial| {
            let kind = p.entry().map(Entry::kind);
            kind.is_some_and(Kind::is_drug)
        };
        if !(drug(item) && drug(next) && next.stable.is_none()) {
            return;
        }
        let dose = |l: &&Lexeme| l.cue() == Some(Cue::StableDose);
        let from = self.lexed.lexemes.partition_point(|l| (l.start as usize) < from);
        let stable = self.lexed.lexemes[from..].iter().take_while(|l| (l.end as usize) <= head_start(item)).find(dose);
        let Some(stable) = stable else { return };
        let stable = stable.start as usize..stable.end as usize;
        item.qualifiers.retain(|q| *q != "stable");
        for partial in [item, next] {
            partial.stable = Some(stable.clone());
            let mut times = std::mem::take(&mut partial.times);
            times.iter_mut().for_each(|time| self.settle_time(time, partial));
            partial.times = times;
        }
    }

    /// Whether words stand directly after a form of "be".
    fn follows_be(&self, bytes: &Bytes) -> bool {
        let at = self.lexed.lexemes.partition_point(|l| (l.start as usize) < bytes.start);
        at > 0 && self.lexed.lexemes[at - 1].cue() == Some(Cue::Be)
    }

    /// "pregnant", "lactating", "*current* smokers": said of somebody now, and `alike` if what comes next is of its kind.
    fn is_present_state(&self, bytes: &Bytes, alike: bool) -> bool {
        let words = self.words(bytes).to_ascii_lowercase();
        words.starts_with("current ")
            || !alike
                && matches!(
                    &*words,
                    "pregnant" | "lactating" | "breastfeeding" | "breast feeding" | "breast-feeding" | "nursing"
                )
    }
}
