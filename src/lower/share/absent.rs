//! What there was none of, or too little, said once of several things or as a limit.
//!
//! | form | example | rule |
//! |---|---|---|
//! | each for its own time | *not taken* A for at least 4 months *and B for at least 8 months* | neither in these times |
//! | one time for both | has *not taken* A *or B* for at least 4 weeks | neither in that time |
//! | by a word before the first | *never received* A *or B*, *naive to* A *or B* | neither ever |
//! | one word for names between commas | *no* pacemaker, epilepsy, metal implants | none of them |
//! | too little of something | *lack of* keratinized mucosa *(< 3 mm)* | its width is below 3 mm |
//!
//! Near misses: "not taken A for 4 weeks and *stable* B for 8 weeks"; "A-naive or B-naive", either of which will do; "absence
//! of *anemia* (Hb < 10 g/dL)", where the limit says what is absent.

use crate::grammar::QuantityForm;
use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::group::is_state_of_a_value;
use crate::lower::partial::Partial;
use crate::rule::TimeKind;
use crate::words;

/// The fewest names, one denied, of which all are denied by commas alone.
const FEWEST: usize = 3;

const NAIVE: &str = "naive";

/// Names of a temperature that is too high.
const FEVERS: [&str; 3] = ["fever", "fevers", "pyrexia"];

impl Context<'_, '_> {
    /// "not taken aspirin for at least 4 weeks *and warfarin for at least 8 weeks*": what is denied of the first drug is of
    /// the next, where each has so long of its own.
    pub(super) fn not_taken_each(&self, items: &mut [Partial], joins: &[Join]) {
        for item in items.iter_mut().filter(|item| item.negated) {
            item.absent |= self.has_not_taken(item);
        }
        let first = items.first().is_some_and(|item| item.negated && self.has_not_taken(item));
        if first && joins.iter().all(|join| join.all == Some(true) && !join.but) {
            // "has not used oral *or injectable* drugs for 90 days": neither in that time.
            items.iter_mut().filter(|item| item.negated_by_list).for_each(|item| item.absent = true);
        }
        for at in 1..items.len() {
            let (before, rest) = items.split_at_mut(at);
            let (before, item) = (&before[at - 1], &mut rest[0]);
            let off = self.words(&before.bytes).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("off "));
            let denied =
                before.negated && before.absent && (off || before.negated_by_list || self.has_not_taken(before));
            let on = self.words(&item.bytes).get(..3).is_some_and(|word| word.eq_ignore_ascii_case("on "));
            let and = !on && joins[at - 1].all == Some(true) && !joins[at - 1].but;
            if self.demand && denied && and && lasts(before) && lasts(item) && is_bare_treatment(item) {
                (item.negated, item.negated_by_list, item.absent) = (true, true, true);
            }
        }
    }

    /// "*no* pacemaker, epilepsy, metal implants", "*no* A, *no* B, C, D": names alone after commas, the first of which is denied, are denied
    /// all, where there are three or more. Near misses: "no fever, *Hb ≥ 10 g/dL*", "no asthma, *negative test*", "no surgery, *breast
    /// cancer*".
    pub(super) fn none_of_names(&self, items: &mut [Partial], joins: &[Join]) {
        let commas = joins.iter().all(|join| join.bare && join.all == Some(true) && !join.but);
        let denied = items.first().is_some_and(|item| item.negated && !item.non && self.opens_with_no(item));
        let told = |item: &Partial| {
            item.entry().is_some_and(|e| matches!(e.kind(), Kind::Condition | Kind::Procedure) || e.kind().is_drug())
        };
        let last = items.len().saturating_sub(1);
        // "no stroke, MI, CABG *within 6 months*": a window at the end is no demand.
        let dated = |at: usize, item: &Partial| {
            item.times.is_empty() || at == last && item.times.iter().all(|t| t.kind == TimeKind::Window)
        };
        let mut open = items.iter().enumerate().skip(1).filter(|(_, item)| !item.negated);
        let names = open.all(|(at, item)| is_bare_name(item) && told(item) && dated(at, item));
        if !self.demand || items.len() < FEWEST || !commas || !denied || !names {
            return;
        }
        for item in items.iter_mut().filter(|item| !item.negated) {
            (item.negated, item.negated_by_list, item.absent) = (true, true, true);
        }
    }

    /// "*no* asthma", "*without* asthma".
    fn opens_with_no(&self, item: &Partial) -> bool {
        let first = self.words(&item.bytes).split_whitespace().next().unwrap_or("").to_ascii_lowercase();
        matches!(first.as_str(), "no" | "without")
    }

    /// "never received aspirin *or* warfarin": neither. `own` are the outcomes that the items had themselves.
    pub(super) fn naive_to_each(&self, items: &[Partial], joins: &mut [Join], own: &[Option<&'static str>]) {
        for at in 0..joins.len() {
            let carried = own[at + 1].is_none() && items[at + 1].outcome == Some(NAIVE);
            if carried && items[at].outcome == Some(NAIVE) && (own[at].is_none() || self.says_never_before(&items[at]))
            {
                joins[at].all = Some(true);
            }
        }
    }

    /// Whether the word for a drug never given stands before its name. Under Exclusion "naive to A or B" may be said of who
    /// lacks either, "never received A or B" may not.
    fn says_never_before(&self, item: &Partial) -> bool {
        let Some(head) = &item.head else { return false };
        let before = self.lexed.text.get(item.bytes.start..head.bytes.start).unwrap_or("").to_ascii_lowercase();
        let never = before.split_whitespace().any(|word| matches!(word, "never" | "not"));
        never || self.demand && before.contains(NAIVE)
    }

    /// "*lack of* keratinized mucosa *(< 3 mm)*", "*no* fever *(< 38.3 °C)*": the upper limit of what is lacking is that of what there
    /// is. Near miss: "no fever *(> 38 °C)*", which says what is denied.
    pub(super) fn too_little(&mut self, items: &mut [Partial]) {
        for item in items.iter_mut().filter(|item| item.negated) {
            let (Some(head), Some(value)) = (&item.head, &item.value) else { continue };
            // Vitamin D is given as well as measured.
            let measured = head.entry.is_some_and(|e| Entry::find(Kind::Analyte, e.id()).is_some());
            let upper = value.bounds.low().is_none() && value.bounds.high().is_some() && value.bounds.eq.is_none();
            let before = self.lexed.text.get(item.bytes.start..head.bytes.start).unwrap_or("").to_ascii_lowercase();
            let lacks = words::LACKING.iter().any(|word| before.starts_with(word));
            let name = self.words(&head.bytes).to_lowercase();
            // A temperature is named after being too high.
            let fever = FEVERS.contains(&name.as_str());
            let state = is_state_of_a_value(&name) && !fever;
            let after = value.value.start >= head.bytes.end && value.form == QuantityForm::Limit;
            if !(upper && after && (measured && lacks || fever)) || state || item.relation.is_some() {
                continue;
            }
            let denial = item.bytes.start..head.bytes.start;
            (item.negated, item.absent) = (false, false);
            self.hear_denial(denial);
        }
    }
}

/// "for at least 4 weeks": a length without an upper end.
fn lasts(item: &Partial) -> bool {
    item.times.iter().any(|t| t.kind == TimeKind::Duration && t.bounds.low().is_some() && t.bounds.high().is_none())
}

/// Whether an item does nothing but name something.
fn is_bare_name(item: &Partial) -> bool {
    let plain = item.exposure.is_none() && item.outcome.is_none() && item.status.is_none() && item.stable.is_none();
    let told = item.finding.is_some() || item.relation.is_some() || item.known || item.verb || item.subject.is_some();
    plain && !told && item.is_unvalued() && item.also.is_empty()
}

/// Whether an item only names a treatment, and how long.
fn is_bare_treatment(item: &Partial) -> bool {
    let treatment = item.entry().is_some_and(|e| e.kind().is_treatment());
    let plain = item.exposure.is_none() && item.outcome.is_none() && item.status.is_none() && item.stable.is_none();
    treatment && plain && !item.verb && !item.negated && item.is_unvalued() && item.qualifiers.is_empty()
}
