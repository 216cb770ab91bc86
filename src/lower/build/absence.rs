//! How long there was none of something: "no seizures for at least 3 months" looks back from now.
//!
//! | form | example | rule |
//! |---|---|---|
//! | at least | *no alcohol for at least 4 days* | none in the past 4 days |
//! | two limits | *no alcohol for at least 4 days and no more than 21 days* | none in the past 4 days, but some in the past 21 |
//! | at most | *abstinent from alcohol for less than 3 months* | some in the past 3 months |
//! | a verb | *has not taken statins for at least 4 weeks* | none in the past 4 weeks |
//! | more than, of what was | *no prior chemotherapy for > 12 weeks* | none that went on for longer |
//! | a length inside a window | *no antibiotics for > 24 hours within the past 7 days* | none that went on for longer in that week |
//!
//! Near misses: "no alcohol *for 4 to 21 days*", which says how long a washout may be as often as how long ago the last drink
//! was; "has not been *on a stable dose* for at least 4 weeks", which may have been so for a shorter time.

use crate::grammar::Bytes;
use crate::lower::context::Context;
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Direction, Status, Time, TimeKind};
use crate::words;

/// What stands behind the time in "12 months without seizures".
const WITHOUT: &str = " without";

impl Context<'_, '_> {
    /// Turns how long there was none into when there was none. Of two limits the upper one says when there was some, which is
    /// an item of its own.
    pub(super) fn settle_absence(&mut self, partial: &mut Partial) -> Option<Partial> {
        let said = self.words(&partial.bytes).to_ascii_lowercase();
        let abstinent = words::ABSTAINED.iter().any(|w| said.contains(w));
        // "seizure-*free* ≥ 12 months"
        let free = words::FREE_ENDINGS.iter().any(|w| said.contains(w));
        let without = |time: &Time| {
            let next = self.text_after(time.span.span()).get(..WITHOUT.len());
            abstinent || free || next.is_some_and(|next| next.eq_ignore_ascii_case(WITHOUT))
        };
        let least = |time: &Time| time.bounds.low().is_some() && time.bounds.high().is_none();
        let both = abstinent && partial.times.iter().any(least);
        if partial.negated
            && !both
            && let Some(time) = partial.times.iter_mut().find(|time| is_shorter(time, abstinent))
            && !partial.washed_out
        {
            // "abstinent from alcohol *for less than 3 months*": there was some in that time.
            (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
            partial.negated = false;
            let head = partial.head.as_ref().map_or(partial.bytes.start, |h| h.bytes.start);
            self.hear_denial(partial.bytes.start..head.max(partial.bytes.start));
            return None;
        }
        let past = partial.status == Some(Status::History);
        let inside = partial.negated && is_given_inside_window(partial);
        let mut open = Vec::new();
        let mut once = None;
        let mut looks_back = false;
        for time in partial.times.iter_mut().chain(&mut partial.lead_times) {
            let written = time.clone();
            if past && partial.negated && time.bounds.gt.is_some() && !without(time) {
                continue;
            }
            if inside && is_least_length(time) && !without(time) {
                continue;
            }
            since_when(time, without(time));
            looks_back |= *time != written;
            if *time == written || written.bounds.eq.is_some() || written.bounds.high().is_none() {
                continue;
            }
            if says_both(&written.text) && partial.negated {
                let Bounds { le, lt, .. } = written.bounds;
                once = Some(Time { bounds: Bounds { le, lt, ..Bounds::default() }, ..time.clone() });
            } else {
                open.push(written.span.span());
            }
        }
        let limited = |t: &Time| t.kind == TimeKind::Duration && t.bounds.low().is_none() && !t.bounds.is_empty();
        if looks_back
            && partial.negated
            && let Some(at) = partial.times.iter().position(limited)
        {
            // "for at least 3 months *but less than 2 years*"
            let longest = partial.times.remove(at);
            once = Some(Time { kind: TimeKind::Window, direction: Some(Direction::Before), ..longest });
        }
        for span in open {
            let bytes: Bytes = self.points.byte(span.start)..self.points.byte(span.end);
            self.not_understood(&bytes);
        }
        let item = Partial { negated: false, lead_times: Vec::new(), ..partial.clone() };
        once.map(|time| Partial { times: vec![time], ..item })
    }

    /// "*has not taken* statins": no use of a drug, as a demand. In what excludes, "has not received metformin for at least 3
    /// months" is as often said of who has had it for too short a time.
    pub fn has_not_taken(&self, partial: &Partial) -> bool {
        let words = self.words(&partial.bytes).to_ascii_lowercase();
        let head = partial.head.as_ref().and_then(|h| h.bytes.start.checked_sub(partial.bytes.start));
        // "have not used *oral* or injectable steroids": the name stands behind the item.
        let before = head.map_or("", |end| words.get(..end).unwrap_or(&words));
        // "have not taken *BPH therapy*", which no table names, was given as well.
        let given = partial.entry().map_or(partial.head.is_some(), |e| e.kind().is_treatment());
        let taken = |w: &str| words::TAKEN_VERBS.contains(&w);
        // "have not *used* oral or injectable steroids"
        let denied = before.split_whitespace().skip_while(|w| *w != "not" && !w.ends_with("n't")).nth(1);
        let verb = before.split_whitespace().rfind(|w| *w != "any").is_some_and(taken) || denied.is_some_and(taken);
        // "*has not smoked* for at least one year", "*not engaged in* exercise for 6 months": what somebody does. Near
        // miss: "not postmenopausal for 24 months", a state that may be shorter.
        let habit = partial.entry().is_some_and(|e| words::ACTIVITIES.contains(&e.id())) || self.is_doing(partial);
        let verb = verb && given || habit && words::NOT_DONE.iter().any(|words| before.trim_end().ends_with(words));
        self.demand && verb && (before.contains("not ") || before.contains("n't "))
    }
}

impl Context<'_, '_> {
    /// "smoked", "exercising": whether the name of an item, which no table has, is a form of a verb.
    fn is_doing(&self, partial: &Partial) -> bool {
        let unknown = partial.head.as_ref().filter(|head| head.entry.is_none());
        let form = |words: &str| !words.contains(' ') && (words.ends_with("ed") || words.ends_with("ing"));
        unknown.is_some_and(|head| form(self.words(&head.bytes)))
    }
}

/// "no antibiotics for > 24 hours *within the past 7 days*": whether a treatment has a window that looks back, so that a length
/// beside it says how long it was given. Near misses: "no *seizures* for at least 4 weeks", which nobody is given; "no
/// antibiotics for > 24 hours", without a window.
fn is_given_inside_window(partial: &Partial) -> bool {
    let window = |t: &Time| {
        let back = matches!(t.direction, None | Some(Direction::Before));
        t.kind == TimeKind::Window && back && t.bounds.low().is_none() && t.bounds.high().is_some()
    };
    partial.entry().is_some_and(|e| e.kind().is_treatment()) && partial.times.iter().any(window)
}

/// "*for more than 24 hours*": a length with a lower end alone, that is counted from nothing.
fn is_least_length(time: &Time) -> bool {
    let Bounds { gt, ge, .. } = time.bounds;
    let alone = time.anchor.is_none() && time.direction.is_none() && time.of.is_none();
    time.kind == TimeKind::Duration && gt.or(ge).is_some() && time.bounds.high().is_none() && alone
}

/// "for *less than 3 months*": whether a length says only that there was none for no longer. Near misses: "no opioids *< 7
/// days* before screening", "no opioids for less than 3 months *in the past year*".
fn is_shorter(time: &Time, abstinent: bool) -> bool {
    let lasts = abstinent || time.text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for "));
    let length = time.kind == TimeKind::Duration || abstinent && time.kind == TimeKind::Window;
    let most = time.bounds.low().is_none() && time.bounds.high().is_some();
    lasts && length && most && time.anchor.is_none() && time.of.is_none()
}

/// "for at least 4 days *and no more than* 21 days": whether both limits are said, and it is no mere span.
fn says_both(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    [" and ", " but "].iter().any(|word| words.contains(word)) && !words.contains("between")
}

/// "no seizures *for at least 3 months*", "*12 months* without menses", "for 3 months before screening": there was none in
/// that time.
fn since_when(time: &mut Time, without: bool) {
    let before = matches!((&time.direction, &time.anchor), (None, None) | (Some(Direction::Before), _));
    let low = time.bounds.eq.or(time.bounds.ge);
    // "no response after 6 months of treatment" is no such length.
    let lasts = time.text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("for ")) || without;
    // "> 3 months before screening" is read as a window more than 3 months before it.
    let (least, most) = (time.bounds.low(), time.bounds.high());
    let window = time.bounds.eq.is_none() && least.is_some() || most.is_none();
    let length = time.kind == TimeKind::Duration || time.kind == TimeKind::Window && window;
    if !lasts || !length || !before || time.of.is_some() || most.is_some() && least.is_none() {
        return;
    }
    time.bounds = Bounds { lt: low, le: time.bounds.gt.filter(|_| low.is_none()), ..Bounds::default() };
    time.kind = TimeKind::Window;
    time.direction = Some(Direction::Before);
}
