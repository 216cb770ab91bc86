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
        now || completed
            || planned
            || ever
            || changes
            || beside
            || defined
            || !tight && self.is_chronic_beside_acute(item, next)
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

/// "hypertension, stroke *within the past year,* or COPD": whether a window stands behind the last but one of a list, whose other
/// items have commas alone. Near misses: "hypertension *or* stroke within the past year, or COPD"; "…, or COPD *within 2 years*".
pub(super) fn is_dated_inside(next: &Partial, last: &[Partial], joins: &[Join]) -> bool {
    let ([first, then], [after]) = (joins, last) else { return false };
    let or = then.all == Some(false) && !then.tight && !then.bare;
    let dated = |p: &Partial| p.times.iter().any(is_dated_back);
    first.bare && or && dated(next) && after.head.is_some() && after.times.is_empty()
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
