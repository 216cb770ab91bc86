//! Windows, durations, stability, frequencies.

use crate::rule::{Anchor, Bounds, Direction, Time, TimeKind};

use super::Printer;
use super::value::{print_bounds, readable};

impl Printer<'_> {
    pub(super) fn time(&mut self, time: &Time) {
        if let Some(of) = &time.of {
            if time.kind == TimeKind::Stability {
                // "stable dose" is said as "dose stable".
                let start = self.out.len();
                self.mention(of);
                if self.out[start..].starts_with("stable ") {
                    self.out.drain(start..start + "stable ".len());
                }
                if self.out[start..].ends_with(" stable") {
                    self.out.truncate(self.out.len() - " stable".len());
                }
                self.push(" ");
            } else {
                self.mention(of);
                self.push(": ");
            }
        }
        if let Some(words) = time.calendar_words() {
            return self.push(&words);
        }
        let start = self.out.len();
        match time.kind {
            TimeKind::Window => self.window(time),
            TimeKind::Duration if lasts_until(time) => {
                self.push("until ");
                self.within_length(time);
            }
            TimeKind::Duration => self.after_word("for", time),
            TimeKind::Stability => self.after_word("stable", time),
            TimeKind::Frequency => self.after_word("every", time),
            TimeKind::At => {
                self.after_word("", time);
                let word = match time.direction {
                    Some(Direction::Before) => " before",
                    Some(Direction::After) if matches!(time.anchor, Some(Anchor::Event(_))) => " after",
                    Some(Direction::After) if follows(time) => " after",
                    Some(Direction::After) => " from",
                    _ if is_period(time) => " during",
                    _ => " at",
                };
                let word = if self.out.len() > start { word } else { word.trim_start() };
                self.anchor(word, time);
                return;
            }
        }
        match time.direction {
            Some(Direction::Before) => self.anchor(" before", time),
            Some(Direction::After) => self.anchor(" after", time),
            Some(Direction::Around) => self.anchor(" around", time),
            None => self.anchor(" of", time),
        }
    }

    /// A window says "past" or "next" where it has a direction and nothing to count from.
    fn window(&mut self, time: &Time) {
        let within = is_within(time);
        match (within, time.anchor.is_some(), time.direction) {
            (true, false, Some(Direction::Before)) => self.push("within past "),
            (true, false, Some(Direction::After)) => self.push("within next "),
            (true, ..) => self.push("within "),
            (false, ..) => {}
        }
        if within && time.longest_of.is_empty() && time.shortest_of.is_empty() {
            self.within_length(time);
        } else {
            self.length(time);
        }
        if !within && time.anchor.is_none() {
            match time.direction {
                Some(Direction::Before) => self.push(" ago"),
                Some(Direction::After) => self.push(" from now"),
                _ => {}
            }
        }
    }

    fn after_word(&mut self, word: &str, time: &Time) {
        self.push(word);
        if has_length(time) {
            if !word.is_empty() {
                self.push(" ");
            }
            self.length(time);
        }
    }

    fn anchor(&mut self, word: &str, time: &Time) {
        match &time.anchor {
            None if time.kind == TimeKind::At => {
                self.push("‹");
                self.words(&time.text);
                self.push("›");
            }
            None => {}
            Some(anchor) => {
                let follows_text = !self.out.ends_with(['[', ' ']);
                self.push(if follows_text { word } else { word.trim_start() });
                self.push(" ");
                match anchor {
                    // "before the age of 12 years" is counted from birth, which it does not name.
                    Anchor::Point(point) if point.id.as_deref() == Some("own_birth") => self.push("birth"),
                    Anchor::Point(point) => self.mention(point),
                    Anchor::Event(node) => self.relation("", node),
                }
            }
        }
    }

    /// The limits with their unit, or the longest or shortest of several lengths.
    pub(super) fn length(&mut self, time: &Time) {
        for (two, more, lengths) in
            [("longer of ", "longest of ", &time.longest_of), ("shorter of ", "shortest of ", &time.shortest_of)]
        {
            if !lengths.is_empty() {
                self.push(if lengths.len() == 2 { two } else { more });
                self.list(
                    lengths,
                    ", ",
                    |p, length| {
                        if is_within(length) { p.within_length(length) } else { p.length(length) }
                    },
                );
            }
        }
        if !time.bounds.is_empty() {
            let exactly = time.bounds.eq.is_some() && time.kind != TimeKind::Window;
            let bounds = print_bounds(&time.bounds, |n| n.to_string());
            self.push(if exactly { bounds.trim_start_matches("= ") } else { &bounds });
            self.time_unit(time);
        }
    }

    /// The length after "within", which says "at most" itself.
    fn within_length(&mut self, time: &Time) {
        let bounds = print_bounds(&time.bounds, |n| n.to_string());
        self.push(bounds.trim_start_matches("≤ ").trim_start_matches("= "));
        self.time_unit(time);
    }

    fn time_unit(&mut self, time: &Time) {
        let one = time.bounds == time.bounds.map(|_| 1.into());
        match (time.code.as_deref(), time.unit.as_deref()) {
            (Some("{half-life}"), _) => self.push(if one { " half-life" } else { " half-lives" }),
            (Some(code), _) => {
                self.push(" ");
                self.push(&readable(code));
            }
            (None, Some(unit)) => {
                self.push(" ");
                self.words(unit);
            }
            (None, None) => {}
        }
    }
}

fn has_length(time: &Time) -> bool {
    !time.bounds.is_empty() || !time.longest_of.is_empty() || !time.shortest_of.is_empty()
}

/// Whether a duration is said by when it ends: so long after its anchor.
fn lasts_until(time: &Time) -> bool {
    let ends = time.bounds.eq.is_some() || time.bounds.le.is_some() && time.bounds.low().is_none();
    ends && time.direction == Some(Direction::After) && time.anchor.is_some()
}

/// Whether the words put it after the moment ("*following* remission") and not from it on ("from enrollment").
fn follows(time: &Time) -> bool {
    let first = time.text.split(' ').next().unwrap_or("");
    ["after", "following"].iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether the window reaches from its anchor to a limit: then "within" says so.
fn is_within(time: &Time) -> bool {
    let upper = |bounds: &Bounds| bounds.high().is_some() && bounds.low().is_none();
    let lengths = || time.longest_of.iter().chain(&time.shortest_of);
    upper(&time.bounds) || (lengths().next().is_some() && lengths().all(is_within))
}

/// Whether a time is the whole of a period, not a moment.
fn is_period(time: &Time) -> bool {
    match &time.anchor {
        Some(Anchor::Event(_)) => true,
        Some(Anchor::Point(point)) => point.id.as_deref().is_some_and(|id| id.ends_with("_period")),
        None => false,
    }
}
