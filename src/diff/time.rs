//! Comparison of what two leaves say about time.

use jiff::civil::Date;

use super::change::{Aspect, Effect};
use super::compare::Comparison;
use super::words;
use crate::check::limit::{Limit, Relation};
use crate::check::signature;
use crate::check::standing::Polarity;
use crate::rule::{Anchor, Time, TimeKind};

impl Comparison<'_> {
    /// Compares all statements about time of two leaves.
    pub fn times(&mut self, subject: &str, old: &[Time], new: &[Time], polarity: Polarity) {
        let mut left_new: Vec<&Time> = new.iter().collect();
        let mut left_old: Vec<&Time> = old.iter().collect();
        left_old.retain(|o| take(&mut left_new, |n| signature::time(o) == signature::time(n)).is_none());
        let of = |time: &Time| time.of.as_ref().map(signature::mention);
        let mut unmatched = Vec::new();
        for o in left_old {
            let pair = take(&mut left_new, |n| n.kind == o.kind && of(n) == of(o))
                .or_else(|| take(&mut left_new, |n| n.kind == o.kind))
                .or_else(|| take(&mut left_new, |n| moments(n) && moments(o)));
            match pair {
                Some(n) => self.time(subject, o, n, polarity),
                None => unmatched.push(o),
            }
        }
        for o in unmatched {
            self.note(aspect(o), subject, Some(words::time(o)), None, polarity.effect(Relation::Wider));
        }
        for n in left_new {
            self.note(aspect(n), subject, None, Some(words::time(n)), polarity.effect(Relation::Narrower));
        }
    }

    fn time(&mut self, subject: &str, old: &Time, new: &Time, polarity: Polarity) {
        if old.calendar().is_some() || new.calendar().is_some() {
            let (from, to) = (words::time(old), words::time(new));
            return self.note(
                Aspect::Window,
                subject,
                Some(from),
                Some(to),
                polarity.effect(calendar_relation(old, new)),
            );
        }
        let relation = if old.kind == new.kind { length_relation(old, new) } else { Relation::Unknown };
        if relation != Relation::Same {
            let (from, to) = (words::time(old), words::time(new));
            self.note(aspect(new), subject, Some(from), Some(to), polarity.effect(relation));
        } else if old.direction != new.direction && old.kind == TimeKind::Window {
            let words = |t: &Time| Some(t.direction.map_or("not said".to_owned(), |d| format!("{d:?}").to_lowercase()));
            self.note(Aspect::Window, subject, words(old), words(new), Effect::Unclear);
        }
        if anchor(old) != anchor(new) {
            let words = |t: &Time| Some(t.anchor.as_ref().map_or("not said".to_owned(), words::anchor));
            self.note(Aspect::Anchor, subject, words(old), words(new), Effect::Unclear);
        }
        if old.of.as_ref().map(signature::mention) != new.of.as_ref().map(signature::mention) {
            let words = |t: &Time| Some(t.of.as_ref().map_or("the whole".to_owned(), words::mention));
            self.note(Aspect::Subject, subject, words(old), words(new), Effect::Unclear);
        }
    }
}

/// How the new of two windows of the calendar that differ lies to the old one.
fn calendar_relation(old: &Time, new: &Time) -> Relation {
    let (Some(old), Some(new)) = (old.calendar(), new.calendar()) else { return Relation::Unknown };
    let holds = |a: Ends, b: Ends| {
        a.0.is_none_or(|from| b.0.is_some_and(|other| from <= other))
            && a.1.is_none_or(|to| b.1.is_some_and(|other| to >= other))
    };
    match (holds(old, new), holds(new, old)) {
        (true, true) => Relation::Same,
        (true, false) => Relation::Narrower,
        (false, true) => Relation::Wider,
        (false, false) => Relation::Both,
    }
}

/// The first and the last day of a window of the calendar.
type Ends = (Option<Date>, Option<Date>);

fn take<'t>(from: &mut Vec<&'t Time>, fits: impl Fn(&Time) -> bool) -> Option<&'t Time> {
    let at = from.iter().position(|t| fits(t))?;
    Some(from.remove(at))
}

/// Whether it says when, rather than how long or how often.
fn moments(time: &Time) -> bool {
    matches!(time.kind, TimeKind::At | TimeKind::Window)
}

fn anchor(time: &Time) -> Option<String> {
    time.anchor.as_ref().map(|anchor| match anchor {
        Anchor::Point(point) => signature::mention(point),
        Anchor::Event(event) => signature::node(event, &|_| None),
    })
}

fn aspect(time: &Time) -> Aspect {
    match time.kind {
        TimeKind::Window => Aspect::Window,
        TimeKind::Duration => Aspect::Duration,
        TimeKind::Stability => Aspect::Stability,
        TimeKind::Frequency => Aspect::Frequency,
        TimeKind::At => Aspect::Moment,
    }
}

fn length_relation(old: &Time, new: &Time) -> Relation {
    let (a, b) = (lengths(old), lengths(new));
    let signatures = |times: &[&Time]| times.iter().map(|t| signature::time(&bare(t))).collect::<Vec<_>>();
    let (sa, sb) = (signatures(&a), signatures(&b));
    if sa == sb && old.shortest_of.is_empty() == new.shortest_of.is_empty() {
        return Relation::Same;
    }
    if let ([a], [b]) = (a.as_slice(), b.as_slice()) {
        return match (Limit::of_time(a), Limit::of_time(b)) {
            (Some(a), Some(b)) => a.relation(&b),
            (None, Some(_)) => Relation::Narrower,
            (Some(_), None) => Relation::Wider,
            (None, None) => Relation::Same,
        };
    }
    let upper = a.iter().chain(&b).all(|t| t.bounds.high().is_some() && t.bounds.low().is_none());
    let shortest = [old, new].map(|t| !t.shortest_of.is_empty());
    if !upper || shortest == [true, true] {
        return Relation::Unknown;
    }
    if shortest != [false, false] {
        return if sa != sb {
            Relation::Unknown
        } else if shortest[1] {
            Relation::Narrower
        } else {
            Relation::Wider
        };
    }
    if sa.iter().all(|s| sb.contains(s)) {
        Relation::Wider
    } else if sb.iter().all(|s| sa.contains(s)) {
        Relation::Narrower
    } else {
        pairwise(&a, &b)
    }
}

/// The relation of all lengths where each has its counterpart.
fn pairwise(old: &[&Time], new: &[&Time]) -> Relation {
    if old.len() != new.len() {
        return Relation::Unknown;
    }
    let relations = old.iter().zip(new).map(|(a, b)| length_relation(a, b));
    relations.fold(Relation::Same, |sum, next| match (sum, next) {
        (Relation::Same, other) | (other, Relation::Same) => other,
        (a, b) if a == b => a,
        _ => Relation::Unknown,
    })
}

fn lengths(time: &Time) -> Vec<&Time> {
    match (time.longest_of.as_slice(), time.shortest_of.as_slice()) {
        ([], []) => vec![time],
        ([], shortest) => shortest.iter().collect(),
        (longest, _) => longest.iter().collect(),
    }
}

/// Only how long.
fn bare(time: &Time) -> Time {
    Time { anchor: None, direction: None, of: None, ..time.clone() }
}
