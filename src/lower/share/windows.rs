//! What a time that is said once, at the end of a list, does not reach.
//!
//! | form | example | read |
//! |---|---|---|
//! | what is so now | *active* malignancy, or surgery *within 4 weeks* | the surgery's alone |
//! | what is asked for whenever it was | *ever* intubated or admitted *in the past 5 years* | the admission's alone |
//! | a limit beside a change | creatinine > 2 or eGFR *decline* > 30 % *in 3 months* | the change's alone |
//! | a disease that brackets define by a limit, beside a treatment | anemia *(Hb < 8 g/dL)* or transfusion *within 4 weeks* | the transfusion's alone |
//! | what goes on beside what comes on | *chronic* pancreatitis*, or acute* pancreatitis *within 6 months* | the acute one's alone |
//! | one of a list, in its middle | hypertension, stroke *within a year,* or COPD | the stroke's alone |
//! | what is completed beside what goes on | participating in a trial, or *completed* one *within 30 days* | the completed one's alone |
//! | what was had beside what is planned | *plan* to have a balloon or *have had* one removed *within 6 months* | the past one's alone |
//! | what is recent beside what is not | dementia, or *recent* stroke *(within 3 months)* | the recent one's alone |
//! | what came over somebody beside what is there | asthma, or *experienced* a stroke *within 3 months* | the stroke's alone |
//! | when a disease began | STEMI, with symptom *onset within 12 hours* | the onset's alone |
//! | what is taken beside a disease | cancer or *on* steroids *within 3 months* | the steroids' alone |
//! | a state beside an event | *untreated* angina*, or an* infarction *within 6 months* | the infarction's alone |
//! | a tumour and what is no part of it, with a comma | malignancy*,* transfusion *within 3 months* | the transfusion's alone |
//!
//! Near misses: "active infection or bleeding *within 4 weeks*", "stroke, PCI *within 3 months*", "malignancy or chemotherapy
//! *within 5 years*", where the window is of both.

use crate::lex::{Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::concept::covers;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::{Direction, LeafKind, Node, Status, Time, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// Whether a window that looks back is not said of the item before the one that has it; `two` where there are no others.
    pub(super) fn window_stops(&self, item: &Partial, next: &Partial, join: Option<&Join>, two: bool) -> bool {
        let kind = |p: &Partial| p.entry().map(Entry::kind);
        let treated = kind(item) == Some(Kind::Condition) && kind(next).is_some_and(Kind::is_treatment);
        let tight = join.is_some_and(|join| join.tight);
        let now = self.is_active_itself(item) && !self.is_active_itself(next) && (treated || !tight);
        let opening = self.words(&item.bytes).get(..5).is_some_and(|word| word.eq_ignore_ascii_case("ever "));
        let ever = opening && item.head.is_some();
        let measured = |p: &Partial| p.entry().is_some_and(is_measured) && p.value.is_some();
        let changes = measured(item) && measured(next) && item.change.is_none() && next.change.is_some();
        let tumour = Entry::find(Kind::Condition, "malignancy");
        let of_tumour = tumour.zip(item.entry()).is_some_and(|(of, own)| of == own || covers(of, own));
        let beside = two && join.is_some_and(|join| join.bare) && treated && of_tumour && item.qualifiers.is_empty();
        let defined = treated && item.value.is_none() && item.defined_by.iter().any(is_limit);
        let completed = !tight && next.outcome == Some("completed") && item.outcome.is_none();
        let planned = (item.status == Some(Status::Planned) || self.opens_with_plan(item)) && self.opens_with_had(next);
        now || self.is_dated_by_itself(item, next, join)
            || completed
            || planned
            || ever
            || changes
            || beside
            || defined
            || !tight && self.is_chronic_beside_acute(item, next)
    }

    /// Whether the words of an item say that the window is its own, and those of the item before it do not.
    fn is_dated_by_itself(&self, item: &Partial, next: &Partial, join: Option<&Join>) -> bool {
        let tight = join.is_some_and(|join| join.tight);
        let words = |p: &Partial| self.words(&p.bytes).to_ascii_lowercase();
        let opens = |said: &str, list: &[&str]| {
            let first =
                said.split_whitespace().find(|word| !matches!(*word, "a" | "an" | "any" | "the" | "with" | "or"));
            first.is_some_and(|word| list.contains(&word))
        };
        let (own, other) = (words(next), words(item));
        let only = |list: &[&str]| opens(&own, list) && !opens(&other, list);
        let disease = item.entry().is_some_and(|e| e.kind() == Kind::Condition);
        let begins = |said: &str| said.split(' ').any(|word| word == "onset");
        let article = ["a ", "an ", "history "].iter().any(|word| own.starts_with(word));
        let state = item.exposure.is_none() && opens(&other, words::STATES_AT_PRESENT) && (!tight || article);
        only(words::RECENT_OPENINGS)
            || disease && only(words::VERBS_OF_SUFFERING)
            || disease && !tight && begins(&own) && !begins(&other)
            || disease && own.starts_with("on ") && !other.starts_with("on ")
            || item.head.is_some() && state && !opens(&own, words::STATES_AT_PRESENT)
    }

    /// "A, B and other drugs *have been used* within a month": whether the verb stands after the name.
    pub(super) fn is_verb_of_all(&self, next: &Partial) -> bool {
        let end = next.head.as_ref().map_or(next.bytes.end, |h| h.bytes.end);
        let after = self.lexed.text.get(end..next.bytes.end).unwrap_or("").trim_start();
        let mut words = after.split_whitespace().skip_while(|word| matches!(*word, "have" | "has" | "had"));
        words.next().is_some_and(|word| matches!(word, "been" | "were" | "was" | "are"))
    }

    fn opens_with_plan(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        words.starts_with("plan") || self.just_before(item.bytes.start).to_ascii_lowercase().contains("plan")
    }

    /// "or *have had* device removal": what follows was, whatever is planned before it.
    fn opens_with_had(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        let before = self.just_before(item.bytes.start).to_ascii_lowercase();
        ["have had ", "has had ", "had "].iter().any(|verb| words.starts_with(verb)) || before.ends_with(" had")
    }

    /// "*chronic* pancreatitis*, or acute* pancreatitis within 6 months": what goes on is there whenever it began. Near misses:
    /// "*chronic or acute* pancreatitis within 6 months"; "chronic pancreatitis *or* acute pancreatitis within …", without a comma.
    fn is_chronic_beside_acute(&self, item: &Partial, next: &Partial) -> bool {
        let opens = |p: &Partial, word: &str| {
            let words = self.words(&p.bytes);
            words.split_once(' ').is_some_and(|(first, rest)| first.eq_ignore_ascii_case(word) && !rest.is_empty())
        };
        let disease = |p: &Partial| p.entry().is_none_or(|e| e.kind() == Kind::Condition) && p.head.is_some();
        disease(item) && disease(next) && opens(item, "chronic") && opens(next, "acute")
    }

    /// Whether a disease is said to be active by its own words. Near miss: the stroke of "*active* bleeding, stroke".
    pub(super) fn is_active_itself(&self, item: &Partial) -> bool {
        let said = || self.words(&item.bytes).split(' ').any(|word| word.eq_ignore_ascii_case("active"));
        item.entry().is_some_and(|e| e.kind() == Kind::Condition) && item.qualifiers.contains(&"active") && said()
    }
}

/// "hypertension, stroke *within the past year,* diabetes or COPD": whether a window stands within a list, whose items have commas
/// alone before it. Near misses: "hypertension *or* stroke within the past year, or COPD"; "…, or COPD *within 2 years*".
pub(super) fn is_dated_inside(next: &Partial, last: &[Partial], joins: &[Join]) -> bool {
    let [first, then, ..] = joins else { return false };
    let parts = then.bare || then.all == Some(false) && !then.tight;
    let dated = |p: &Partial| p.times.iter().any(is_dated_back);
    let plain = last.first().is_some_and(|after| after.head.is_some() && after.times.is_empty());
    first.bare && parts && dated(next) && plain
}

/// "warfarin*,* heparin *at therapeutic dose*": where a comma alone parts two, how much is given is said of the one before it.
pub(super) fn is_dose_of_last(time: &Time, join: Option<&Join>, two: bool) -> bool {
    let dose = time.kind == TimeKind::At && time.text.trim_end().ends_with(" dose");
    dose && two && join.is_some_and(|join| join.bare)
}

/// Whether a node is a limit of what is measured.
fn is_limit(node: &Node) -> bool {
    matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Measurement && leaf.value.is_some())
}

/// Whether it is a window that looks back so far.
pub(super) fn is_dated_back(time: &Time) -> bool {
    time.kind == TimeKind::Window && time.direction == Some(Direction::Before) && !time.bounds.is_empty()
}

/// Whether an item says when something was so that is so now in the item before it: "*current* cancer or stroke *within 6
/// months*", "*ongoing* antibiotics, or vaccination *within 4 weeks*". Near miss: "current use of A or B within 4 weeks".
pub(super) fn is_own_past(before: &Partial, item: &Partial, join: Join) -> bool {
    let entry = |p: &Partial| p.entry();
    let kind = |p: &Partial| p.entry().map(Entry::kind);
    let disease = kind(before) == Some(Kind::Condition) && before.exposure.is_none();
    let happened = disease || !join.tight && kind(item).is_some_and(Kind::is_treatment);
    let own = happened || item.outcome.is_some() || item.exposure.is_some() || entry(item) == entry(before);
    let past = |t: &Time| t.kind == TimeKind::Window && !t.bounds.is_empty() && t.direction == Some(Direction::Before);
    before.status == Some(Status::Current)
        && item.status.is_none()
        && before.times.is_empty()
        && entry(item).is_some()
        && own
        && item.times.iter().any(past)
}

/// Whether a time says by its own words that it looks back: "the past 3 months".
pub(super) fn looks_back(time: &Time) -> bool {
    time.text
        .to_ascii_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .any(|word| words::LOOKING_BACK_OR_RECENT.contains(&word))
}
