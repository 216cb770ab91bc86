//! What is said after the last item of a list and holds for those before it that say nothing of the kind: an exception, a limit,
//! a time.

use super::limits::may_have_limit;
use super::of_both::{leading_high, outcome_of_both};
use super::of_every_member::counts_events;
use super::settings::{head_start, is_for_life};
use super::windows::{is_dated_inside, is_dose_of_last};
use crate::grammar::{Bytes, QuantityForm};
use crate::lex::{Cue, Entry, Kind, Lexeme};
use crate::lower::atom::is_measured;
use crate::lower::concept::leaf_kind;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{Direction, Status, Time, TimeKind};
use crate::words;

/// The most items that a window reaches over.
const MOST_FOR_LIFE: usize = 8;

/// "*non-smokers* or ex-smokers who stopped > 6 months ago": who has never smoked has not stopped. Near miss: "smoking or drinking within 6
/// months".
fn has_never_begun(item: &Partial, next: &Partial) -> bool {
    let is = |p: &Partial, id: &str| p.entry().is_some_and(|e| e.id() == id);
    is(item, "nonsmoker") && is(next, "former_smoker")
}

/// What a time after the last item is said of first, seen from an item before it.
struct Last<'p> {
    item: &'p Partial,
    /// What joins it to the item before it.
    join: Option<&'p Join>,
    /// Whether there are two items and no more.
    two: bool,
}

impl Context<'_, '_> {
    /// What is said after the last item holds for those before it that say nothing of the kind.
    pub(super) fn backward(&mut self, items: &mut [Partial], joins: &[Join]) {
        let two = items.len() == 2;
        let lists = starts_of_lists(items);
        for at in (0..items.len().saturating_sub(1)).rev() {
            let (first, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut first[at], &rest[0]);
            let join = joins.get(at);
            self.say_of_both(item, next, join);
            self.limit_before(item, next);
            same_window(item, next);
            // "infarction, *diabetes*, stroke within 6 months", "wound, *active* ulcer, perforation within 28 days": the window
            // reaches over what has none.
            let without = |p: &Partial| (is_for_life(p) || self.is_active_itself(p)) && p.times.is_empty();
            let over = rest.iter().take(MOST_FOR_LIFE).position(|p| !without(p)).unwrap_or(0);
            let last = Last { item: &rest[over], join, two };
            if !item.times.is_empty() || self.has_no_time_of(item, &last) {
                continue;
            }
            if item.other_times.is_empty() {
                item.other_times.clone_from(&last.item.other_times);
            }
            let inside = is_dated_inside(last.item, &rest[over + 1..], joins.get(at + over..).unwrap_or_default());
            item.times = self.times_of_last(item, &last, inside);
            self.same_stable_dose(lists[at], item, &mut rest[0]);
        }
    }

    /// Exceptions, places, results and outcomes after the second of two that stand close together.
    fn say_of_both(&mut self, item: &mut Partial, next: &Partial, join: Option<&Join>) {
        let tight_or = join.is_some_and(|j| j.tight && j.all == Some(false));
        // "> 20 inflamed joints, or inflammation in tissues *other than joints*": of things of one kind alone.
        let one_kind = item.count.is_none() && (!measured(item) || measured(next));
        let excepts = item.other_than.is_empty() && one_kind && !next.non && item.negated == next.negated;
        if excepts && tight_or {
            item.other_than.clone_from(&next.other_than);
            self.say_of_own_head(item, next);
        }
        let found_together = item.finding.is_some() && item.finding == next.finding;
        if found_together && join.is_some_and(|j| j.tight) && item.settings.is_empty() {
            item.settings.clone_from(&next.settings);
            item.methods.clone_from(&next.methods);
        }
        if tight_or {
            leading_high(item, next);
            outcome_of_both(item, next);
        }
    }

    /// "AST and ALT *< 3 × ULN*": the limit after the second of two that are measured.
    fn limit_before(&self, item: &mut Partial, next: &Partial) {
        if !(item.is_unvalued() && measured(item) && measured(next)) {
            return;
        }
        // "if bilirubin *is fractionated* and direct bilirubin < 35 %": it has a predicate of its own.
        let says = |b: &Bytes| item.head.as_ref().is_some_and(|h| b.start > h.bytes.end && self.follows_be(b));
        if item.unknown.iter().any(says) || !may_have_limit(item, next) {
            return;
        }
        item.value.clone_from(&next.value);
        item.alternatives.clone_from(&next.alternatives);
        item.unless.clone_from(&next.unless);
        item.finding = item.finding.take().or(next.finding.clone());
    }

    /// Whether nothing of when the last was is said of an item before it.
    fn has_no_time_of(&self, item: &Partial, last: &Last<'_>) -> bool {
        let next = last.item;
        let of_sexes = item.by_sex && next.by_sex;
        item.is_age()
            || next.own_times
            || item.sex.is_some() && !of_sexes
            || self.happened_alone(item, next)
            || is_dated_result(item, last)
            || is_ever(item, last)
            || self.says_ever(item)
            || self.is_counted_beside(item, last)
            || self.each_has_brackets(item, next)
            || has_never_begun(item, next)
            // "asthma that requires steroids, *or who have been hospitalised in the past year*": said of the people, and dated.
            || self.words(&next.bytes).starts_with("who ")
    }

    /// "*inclisiran ever*, apheresis within 12 months": whether an item says itself that it may have been at any time.
    fn says_ever(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        item.status == Some(Status::Ever) && words.split(' ').any(|word| word == "ever")
    }

    /// Whether the last alone was at its time: it is planned, received, denied, or not since; or the item before it has a time within it.
    fn happened_alone(&self, item: &Partial, next: &Partial) -> bool {
        let planned = plans(next) && !plans(item);
        // "pregnant, or *received* a vaccine within 4 weeks": the verb's time is that of what was received.
        // "A, B and other drugs *were used within 90 days*": said after the last, of all of them.
        let verb = next.verb && item.exposure.is_none() && kind(item) != Some(Kind::Procedure);
        let verb = verb && !self.is_verb_of_all(next);
        // "positive by breath test, *no antacid in the preceding 2 weeks*": none in that time says when of nothing else.
        // So is "stable disease and *no change* in medication within 2 weeks".
        let unchanged = |p: &Partial| self.words(&p.bytes).to_ascii_lowercase().starts_with("no change");
        let none = next.negated && !item.negated || unchanged(next) && !unchanged(item);
        // "botulinum toxin *naive* or ≥ 16 weeks since the last injection": never, or not since.
        let never = item.outcome == Some("naive") && next.outcome.is_none() && item.entry() == next.entry();
        // "suicidal ideation with intent *within 6 months*, or attempt within 2 years": it has its own time.
        let timed = |p: &Partial| !p.times.is_empty();
        let own = item.relation.iter().any(|r| r.objects.iter().any(timed));
        planned || verb || none || never || own
    }

    /// "gout*, ≥ 2 flares in the last 12 months*": in a demand so many of one thing are beside another, and dated alone.
    fn is_counted_beside(&self, item: &Partial, last: &Last<'_>) -> bool {
        let next = last.item;
        let events =
            next.count.is_some() || next.value.as_ref().is_some_and(|q| q.unit.is_none()) && next.head.is_some();
        let disease = kind(item) == Some(Kind::Condition) && item.count.is_none() && item.is_unvalued();
        let beside = last.join.is_some_and(|j| j.bare && j.all == Some(true));
        self.demand && beside && events && disease
    }

    /// The times of the last that are said of an item before it as well; `inside` where the last is in the middle of a longer list,
    /// and dated alone.
    fn times_of_last(&self, item: &Partial, last: &Last<'_>, inside: bool) -> Vec<Time> {
        let next = last.item;
        let bare = last.join.is_some_and(|j| j.bare);
        let state = self.is_state_beside(item, next);
        let stops = state || is_beside_result(item, next) || inside;
        let stops = stops || self.window_stops(item, next, last.join, last.two);
        let lifelong = is_for_life(item) && !is_for_life(next);
        let in_past = |t: &Time| lifelong || t.direction == Some(Direction::Before);
        let past = |t: &Time| stops && t.kind == TimeKind::Window && in_past(t);
        // How long something lasted is said of things of one kind; when it happened, of all that happened.
        // Near miss: "*no* chemotherapy, radiotherapy or immunotherapy *for at least 4 weeks*": so long without any of them.
        let treated = |p: &Partial| kind(p).is_some_and(Kind::is_treatment);
        let none = item.negated && next.negated && treated(item) && treated(next);
        let alike = none || kind(item).map(leaf_kind) == kind(next).map(leaf_kind);
        let lasts = |t: &Time| matches!(t.kind, TimeKind::Stability | TimeKind::Duration);
        let limited = is_limit_beside_event(item, next);
        let happens = |t: &Time| limited && t.kind == TimeKind::Window;
        // "obesity, *low back pain for at least 12 weeks*": it says so of what may be new.
        let new = state && last.two && bare;
        // "right-handed, *schooling ≥ 6 years*": a limit after a comma is of the one of two in no table that it follows.
        // Near miss: "pain, *impairment for > 3 months*".
        let unnamed = self.demand && bare && item.entry().is_none() && next.entry().is_none();
        let limits = |t: &Time| unnamed && !t.text.to_ascii_lowercase().starts_with("for");
        // "*active* cancer or cancer *in remission* < 5 years": how long the remission lasts.
        let going_on = item.qualifiers.iter().any(|q| words::GOING_ON_DEGREES.contains(q) || *q == "untreated");
        let response = |t: &Time| going_on && t.of.is_some() && t.kind == TimeKind::Duration;
        let alone = |t: &Time| lasts(t) && (response(t) || !alike || new || limits(t)) || happens(t);
        let other = |t: &Time| alone(t) || past(t) || is_dose_of_last(t, last.join, last.two);
        next.times.iter().filter(|t| !other(t)).cloned().collect()
    }

    /// "pregnant or *gave birth within 6 months*": a state that holds now has no window of the past.
    fn is_state_beside(&self, item: &Partial, next: &Partial) -> bool {
        let state = item.head.as_ref().is_some_and(|h| self.is_present_state(&h.bytes, kind(item) == kind(next)));
        state || is_for_life(item) && !is_for_life(next)
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

/// What kind of thing an item names.
fn kind(item: &Partial) -> Option<Kind> {
    item.entry().map(Entry::kind)
}

fn measured(item: &Partial) -> bool {
    item.entry().is_some_and(is_measured)
}

/// Whether something is planned, by its status or its name.
fn plans(item: &Partial) -> bool {
    let named = item.entry().is_some_and(|e| e.id().starts_with("planning_"));
    named || item.status == Some(Status::Planned)
}

/// "surgery ≤ 28 days or biopsy ≤ 7 days *prior to randomization*", "fluoxetine < 5 weeks or MAOI < 2 weeks *before baseline*": a
/// length of time before the same moment.
fn same_window(item: &mut Partial, next: &Partial) {
    if kind(item).is_some_and(Kind::is_treatment)
        && let [own] = item.times.as_mut_slice()
        && own.kind == TimeKind::Duration
        && own.direction.is_none()
        && let Some(window) = next.times.iter().find(|t| t.kind == TimeKind::Window && t.anchor.is_some())
        && own.bounds.eq.is_none()
        && (own.bounds.low().is_none() || is_least_before(own, window))
    {
        (own.kind, own.direction, own.anchor) = (window.kind, window.direction, window.anchor.clone());
    }
}

/// "rituximab *> 4 weeks*, steroids *> 3 days prior to apheresis*": so long before the same moment at least.
fn is_least_before(own: &Time, window: &Time) -> bool {
    let least = |t: &Time| t.bounds.low().is_some() && t.bounds.high().is_none();
    least(own) && least(window) && window.direction == Some(Direction::Before)
}

/// "hypertension, *HbA1c > 7 % within 3 months before screening*": when a result was found. Near miss: "infarction, angina or *NYHA
/// class III within 6 months*", where the class is a state among events.
fn is_dated_result(item: &Partial, last: &Last<'_>) -> bool {
    let next = last.item;
    let class = next.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
    let found = measured(next) && next.value.is_some() && !class && item.head.is_some() && !measured(item);
    found && !last.join.is_some_and(|j| j.tight)
}

/// "history of suicide attempt*, or* ideation in the past 6 months": the comma parts one that is ever from one that is dated. Near
/// misses: "history of stroke or infarction within …", "history of A, B, or C within …".
fn is_ever(item: &Partial, last: &Last<'_>) -> bool {
    let parted = |j: &&Join| last.two && !j.tight && !j.bare && item.status == Some(Status::History);
    let alike = kind(item) == kind(last.item) && item.exposure.is_none();
    last.join.filter(parted).is_some_and(|j| alike || j.all == Some(false) && item.qualifiers.is_empty())
}

/// "postmenopausal, or have a negative pregnancy test *within 7 days*": when a result was found. Near miss: "pneumonia or
/// *culture-positive* infection within 3 years", a disease that was found so.
fn is_beside_result(item: &Partial, next: &Partial) -> bool {
    let described = next.finding.as_ref().is_some_and(|(_, said)| said.start < head_start(next));
    let described = described && !measured(next) && kind(item) == kind(next);
    let result = next.finding.is_some() && next.value.is_none() && !measured(item) && item.head.is_some();
    result && !described
}

/// "platelets < 50 or surgery within 14 days": a limit does not happen; the window is the event's alone. Near miss: "prednisone >
/// 10 mg/day or surgery within 14 days", where it is a drug that is taken.
fn is_limit_beside_event(item: &Partial, next: &Partial) -> bool {
    let measurable = measured(item) || kind(item).is_none_or(|kind| kind == Kind::Condition);
    let counted = item.value.as_ref().is_some_and(|q| counts_events(q));
    item.value.is_some() && !counted && measurable && next.head.is_some() && !measured(next)
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
