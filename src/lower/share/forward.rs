//! What is said before the first item of a list and holds for those after it, until one says its own: a time, a status, an
//! outcome, whose it is, and whether it is denied.

use super::clauses::opens_clause;
use super::contraindicated::contraindication;
use super::found::{is_examination, is_looked_for_in, looked_for};
use super::limits::is_range;
use super::names::is_other_kind;
use super::nouns::has_noun_of;
use super::offered::is_offered;
use super::qualifiers::{is_disease_after, is_ill_listed_with, is_listed_with, is_treatment_listed_with};
use super::settings::head_start;
use super::states::{has_own_state, is_of_patient};
use super::windows::{is_dated_back, is_own_past, looks_back};
use crate::grammar::Bytes;
use crate::lex::{Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{Direction, Status, Time, TimeKind};
use crate::words;

/// What is said before the first item holds for those after it, until one says its own.
pub(super) fn forward(context: &Context<'_, '_>, items: &mut [Partial], joins: &mut [Join]) {
    let text = context.lexed.text;
    // "history of A, *active* B or C": C is of the history again.
    let mut over = None;
    for at in 1..items.len() {
        let Some(&join) = joins.get(at - 1) else { return };
        let (done, rest) = items.split_at_mut(at);
        let item = &mut rest[0];
        let pair = Pair::of(context, &done[at - 1], item, join);
        let before = pair.before;
        pair.lead_times(context, item);
        same_since(before, item);
        let denied = || context.demand && before.negated && is_ill_listed_with(before, item, &join, text);
        if item.verb && !denied() {
            pair.denied_by_modal(item);
            continue;
        }
        if pair.or && opens_clause(before, item, text) {
            item.own_times = true;
            stand_for_denied(joins, at);
            continue;
        }
        if is_own_past(before, item, join) {
            // "*current* smoking, or smoking *within 6 months*": the window is not said of what is so now.
            item.own_times = true;
            item.exposure = item.exposure.or(before.exposure);
            continue;
        }
        // "outside 90-140 mmHg systolic or *40-90 mmHg diastolic*"
        item.outside |= before.outside && item.value.as_deref().is_some_and(is_range);
        item.by_verb = item.by_verb.or(before.by_verb.filter(|_| pair.status.is_none()));
        over = pair.status(over.take(), item);
        item.exposure = item.exposure.or(before.exposure);
        item.outcome = item.outcome.or(before.outcome.filter(|outcome| !pair.has_own_outcome(outcome, item)));
        item.subject = item.subject.or(before.subject.filter(|_| !pair.is_of_itself(item)));
        if pair.negation(item) {
            stand_for_denied(joins, at);
        }
        same_finding(before, item, text);
    }
}

/// The most characters from "must not" to the end of what it denies first.
const MODAL_REACH: usize = 120;

/// What kind of thing an item names.
fn kind(item: &Partial) -> Option<Kind> {
    item.entry().map(Entry::kind)
}

/// Two neighbours of a list: what is said of the first, and what the second says of itself.
struct Pair<'p> {
    before: &'p Partial,
    join: Join,
    /// Whether any of the two will do.
    or: bool,
    demand: bool,
    text: &'p str,
    /// Whether the second is measured and has a limit.
    limited: bool,
    /// Whether the second is offered in the place of the first, which is denied.
    offered: bool,
    /// The second's own status.
    status: Option<Status>,
}

impl<'p> Pair<'p> {
    fn of(context: &Context<'p, '_>, before: &'p Partial, item: &Partial, join: Join) -> Self {
        let (demand, text) = (context.demand, context.lexed.text);
        Pair {
            before,
            join,
            or: join.all == Some(false),
            demand,
            text,
            limited: item.value.is_some() && item.entry().is_some_and(is_measured),
            offered: before.negated && is_offered(before, item, Some(&join), demand, text),
            status: item.status,
        }
    }

    /// "*within 6 months*, A or B": a time before the first is said of each that has none.
    fn lead_times(&self, context: &Context<'_, '_>, item: &mut Partial) {
        if !item.lead_times.is_empty() || self.offered || self.join.but || item.is_age() || item.sex.is_some() {
            return;
        }
        // "12 months amenorrhea and FSH > 40": how long a state lasted is not said of a limit.
        let lasts = |t: &&Time| t.kind == TimeKind::Duration;
        let begins = self.limited || context.says_beginning(item);
        // "≥ 7 days since A and *≥ 14 days since* B": each has its own.
        let own = item.times.iter().any(is_since);
        item.lead_times =
            self.before.lead_times.iter().filter(|t| !(begins && lasts(t) || own && is_since(t))).cloned().collect();
    }

    /// A status goes on to what has none; gives the one that goes on over this item, which has another.
    fn status(&self, over: Option<Status>, item: &mut Partial) -> Option<Status> {
        let before = self.before;
        let dated_treatment = self.is_dated_treatment(item);
        let said = before.status.or(over);
        let own_state = has_own_state(before, said, item, self.join, self.text);
        let own = own_state || self.or && is_other_kind(before, item);
        item.status = item.status.or(said.filter(|s| !own && self.reaches(*s, item)));
        let passes = |s: &Status| own_state && *s == Status::History || dated_treatment && *s == Status::Current;
        said.filter(|s| self.status.is_none() && passes(s))
    }

    /// Whether a status of the first can be said of the second.
    fn reaches(&self, status: Status, item: &Partial) -> bool {
        match status {
            Status::Suspected => !self.limited,
            Status::Planned => {
                // "dialysis expected within 3 months or *transplantation in the preceding 6 months*"
                let past = item.times.iter().any(looks_back);
                // "planned PCI or CABG, *stable angina, LVEF > 40 %*": what a comma demands beside what is planned is not
                // planned.
                let beside = self.join.bare && self.join.all == Some(true);
                let treated = kind(self.before).is_some_and(Kind::is_treatment) && kind(item) == Some(Kind::Condition);
                // "planned eye surgery or *any surgery within 6 months of screening*"
                let own = self.text.get(item.bytes.clone()).unwrap_or("");
                let any = own.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("any "));
                let dated = any && item.times.iter().any(|t| t.kind == TimeKind::Window);
                !(past || dated || self.limited || beside && treated)
            }
            Status::Current => !self.is_dated_treatment(item),
            // "stroke *ever*, mRS > 2": said behind a name, it is of that alone.
            Status::Ever => {
                let own = self.text.get(self.before.bytes.clone()).unwrap_or("").trim_end().to_ascii_lowercase();
                let behind = own.ends_with(" ever") || own.ends_with(" at any time");
                !behind && !item.times.iter().any(is_dated_back)
            }
            _ => true,
        }
    }

    /// "*currently* pregnant, or surgery within 4 weeks": a treatment of the past after a state.
    fn is_dated_treatment(&self, item: &Partial) -> bool {
        let treated_state = kind(self.before) == Some(Kind::Condition) && kind(item).is_some_and(Kind::is_treatment);
        treated_state && item.times.iter().any(is_dated_back)
    }

    /// Whether what came of the first is not said of the second.
    fn has_own_outcome(&self, outcome: &str, item: &Partial) -> bool {
        let before = self.before;
        // "intolerance to A or B", not "intolerance to A or *pregnancy*".
        let of_drugs = matches!(outcome, "initiated" | "intolerant" | "naive");
        let disease = kind(item) == Some(Kind::Condition);
        // "hypertension *refractory to treatment* or renal failure": said after the name, it is said of that alone.
        let said_after = is_disease_first(before) && item.entry() != before.entry();
        // "no *increase in* diuretics, *no* inotropes": it denies something else.
        let denies_again = before.negated && item.negated && outcome.starts_with("dose_");
        // "*naive* or last used > 1 year ago"
        let used = outcome == "naive" && item.entry() == before.entry() && !item.times.is_empty();
        let denied_alone = item.negated && !item.negated_by_list && !before.negated;
        // "ADHD drugs naive or *have not had* an adequate trial of stimulants": it is denied by itself.
        let denied = outcome == "naive" && denied_alone;
        // "recovered from surgery and *no* stroke": there is none of it, which has come to nothing.
        let none_of_it = item.absent && denied_alone;
        let other = denies_again || used || denied || none_of_it;
        self.limited || other || contraindication(item) || disease && (said_after || of_drugs)
    }

    /// "family history of psychosis or *current* depression", "… or *QTc > 450 ms*": what has a status or, after "or", a limit of
    /// its own is the patient's.
    fn is_of_itself(&self, item: &Partial) -> bool {
        let own = self.status.is_some() || self.or && self.limited || is_of_patient(self.before, item, self.text);
        // "found by the *investigator* or severe dementia": who finds something has nothing that is listed.
        own || matches!(self.before.subject, Some("investigator" | "sponsor"))
    }

    /// "no A or B" denies both; gives whether the second stands for what is denied before it instead.
    fn negation(&self, item: &mut Partial) -> bool {
        let before = self.before;
        // "not suitable, *including* those with asthma" gives an example of who is not.
        let offered = self.offered || !self.demand && item.included && !before.absent;
        if offered && before.negated {
            item.own_times = true;
        }
        // "no *positive test* or breast feeding" denies both, "HIV RNA *not detectable* or CD4 …" the result alone.
        let start = before.head.as_ref().map_or(usize::MAX, |h| h.bytes.start);
        let result = before.finding.as_ref().is_some_and(|(_, bytes)| bytes.start > start);
        // "either not pregnant or *≥ 6 weeks postpartum*"
        // "without progression*, clinically stable* and off steroids": how well somebody is.
        let own = self.text.get(item.bytes.clone()).unwrap_or("").to_ascii_lowercase();
        let well = words::WELL_STATES.iter().any(|state| own.starts_with(state));
        let alone = result || before.either || offered || well || self.is_well_instead(item);
        if before.negated && !item.negated && !alone && (self.or || self.denies_both(item)) {
            item.negated = true;
            item.negated_by_list = true;
            item.absent |= before.absent;
        }
        offered && before.negated && self.or
    }

    /// "must *not* be on warfarin *or have taken rivaroxaban*": a verb without a subject goes on with the "must not" of a demand. Near
    /// misses: "must not be of childbearing potential *or be using contraception*"; "is not on warfarin or *has* taken it".
    fn denied_by_modal(&self, item: &mut Partial) {
        let own = self.text.get(item.bytes.clone()).unwrap_or("").to_ascii_lowercase();
        let goes_on =
            self.before.negated && self.or && self.demand && (own.starts_with("be ") || own.starts_with("have "));
        let said = self.text.get(..self.before.bytes.end.min(item.bytes.start)).unwrap_or("");
        let near = said.char_indices().nth_back(MODAL_REACH).map_or(said, |(at, _)| &said[at..]).to_ascii_lowercase();
        let modal = words::DENYING_MODALS.iter().any(|words| near.contains(words));
        let treated = kind(item).is_some_and(Kind::is_treatment);
        let alike = treated || kind(item).is_some() && kind(item) == kind(self.before);
        let may_conceive = self.before.entry().is_some_and(|e| e.id() == "childbearing_potential");
        if goes_on && modal && alike && !may_conceive && !self.offered && !item.negated {
            (item.negated, item.negated_by_list) = (true, true);
            item.absent |= self.before.absent;
        }
    }

    /// "no childbearing potential*, or a negative pregnancy test*", "no renal impairment*, or creatinine < 1.5 mg/dL*": whether what a demand
    /// has after a comma and "or" is how those are who are well, and no more that is denied. Near misses: "no HIV *or positive test*", "no
    /// positive or *indeterminate* test".
    fn is_well_instead(&self, item: &Partial) -> bool {
        let before = self.text.get(..item.bytes.start).unwrap_or("").trim_end();
        let parted = before.strip_suffix("or").is_some_and(|before| before.trim_end().ends_with(','));
        // "no adequate response to an antibiotic*, or intolerance*": what somebody comes with instead.
        let own = self.text.get(item.bytes.clone()).unwrap_or("").to_ascii_lowercase();
        if self.or && parted && words::INSTEAD_OF_RESPONSE.iter().any(|stem| own.starts_with(stem)) {
            return self.says_response();
        }
        let well = item.finding.as_ref().is_some_and(|(is, _)| matches!(*is, "negative" | "normal" | "undetectable"));
        // "no childbearing potential*, or a negative test*"
        if self.demand && self.or && parted && well && item.entry().is_none() && own.starts_with("a ") {
            return true;
        }
        // "no menses for a year*, or FSH > 30 IU/L*"
        if self.demand && self.or && parted && item.entry().is_some_and(|e| e.id() == "fsh") && item.value.is_some() {
            return true;
        }
        let measured = item.entry().filter(|e| is_measured(*e));
        let ends = item.value.as_ref().map(|v| (v.bounds.low().is_some(), v.bounds.high().is_some()));
        let kept = measured.is_some_and(|e| match ends {
            Some((true, false)) => words::ANALYTES_OF_RESERVE.contains(&e.id()),
            Some((false, true)) => {
                words::ANALYTES_OF_DAMAGE.contains(&e.id()) || words::SUGAR_MARKERS.contains(&e.id())
            }
            _ => false,
        });
        self.demand && self.or && parted && (well && item.value.is_none() || kept) && measured.is_some()
    }

    /// "no adequate *response* to an antibiotic": whether what is denied is that something has worked.
    fn says_response(&self) -> bool {
        let before = self.text.get(self.before.bytes.clone()).unwrap_or("").to_ascii_lowercase();
        words::RESPONSES.iter().any(|word| before.contains(word))
    }

    /// "no history of stroke *and myocardial infarction*": whether a demand denies both of what "and" joins. Near miss: "no history
    /// of asthma and *history of* COPD".
    fn denies_both(&self, item: &Partial) -> bool {
        let (before, text) = (self.before, self.text);
        if self.or || !self.demand {
            return false;
        }
        let given = self.status.is_none() && item.status == before.status;
        let disease_after = is_listed_with(before, item) || given && is_disease_after(before, item);
        // "not taken aspirin and *on* warfarin"
        let on = text.get(item.bytes.clone()).is_some_and(|words| words.starts_with("on "));
        let listed = !self.join.but && disease_after || !on && is_treatment_listed_with(before, item, &self.join);
        let listed = listed || is_ill_listed_with(before, item, &self.join, text);
        // "absence of *respiratory and flu-like symptoms*": one noun for both.
        let shared = !self.join.but && has_noun_of(before, item);
        // "*non*-cancer and cancer pain" denies the one that it is a part of.
        let non = || text.get(before.bytes.clone()).is_some_and(|words| words.to_ascii_lowercase().contains("non"));
        (listed || shared) && !non()
    }
}

/// "abnormal vital signs or *ECG*", "positive test for opioids or *alcohol*": what is examined, or looked for, with the first has
/// its result.
fn same_finding(before: &Partial, item: &mut Partial, text: &str) {
    let measurable = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Analyte);
    let found = before.head.is_some() && before.finding.is_some();
    let looked = looked_for(before, item, text);
    let listed = found && item.times.is_empty() && (is_examination(item) || looked);
    let listed = listed || found && is_looked_for_in(before, text) && is_listed_with(before, item);
    if item.is_unvalued() && (listed || measurable(item) && (measurable(before) || found)) {
        let first = |b: &Bytes| b.start <= before.bytes.start + 1 || b.end <= head_start(before);
        item.finding.clone_from(&before.finding.clone().filter(|(_, b)| looked || first(b)));
    }
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
    if both && is_since(since) && least && own.direction.is_none() {
        (own.kind, own.direction, own.anchor) = (since.kind, since.direction, since.anchor.clone());
    }
}

/// What is offered stands in the place of what is denied before it, and of nothing before that.
fn stand_for_denied(joins: &mut [Join], at: usize) {
    joins[at - 1].tight = true;
    if let Some(join) = at.checked_sub(2).map(|n| &mut joins[n]).filter(|join| join.all == Some(true)) {
        join.tight = false;
    }
}

/// Whether an item opens with the disease that it names.
fn is_disease_first(item: &Partial) -> bool {
    let disease = item.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition));
    disease.is_some_and(|h| h.bytes.start == item.bytes.start)
}
