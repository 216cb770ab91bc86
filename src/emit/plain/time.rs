//! Windows, durations, stability, frequencies in words.

use crate::rule::{Anchor, Direction, Node, NodeSpan, Time, TimeKind};

use super::{Kind, Line, Piece, Plain, lower_first, of_id, one_line, value};

impl Plain<'_> {
    /// `within 7 days before enrollment`, `for at least 2 months`, `dose stable for more than 2 weeks`.
    /// Lines that the event it is counted from needs more are put `below`.
    pub(super) fn time(&self, time: &Time, below: &mut Vec<Line>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some(of) = &time.of {
            let of_words = one_line(&of.text);
            let text = if time.kind == TimeKind::Stability {
                // "dose stable" and "stable dose" are both followed by "stable for …".
                let bare = of_words.trim_start_matches("stable ").trim_end_matches(" stable");
                format!("{bare} ")
            } else {
                format!("{of_words} ")
            };
            pieces.push(Piece::at(Kind::Detail, text, of.span.clone()));
        }
        if let Some(words) = time.calendar_words() {
            pieces.push(Piece::at(Kind::Time, words, time.span.clone()));
            return pieces;
        }
        let (words, anchor_word) = self.words(time);
        if !words.is_empty() {
            pieces.push(Piece::at(Kind::Time, words.clone(), time.span.clone()));
        }
        if let Some(anchor) = &time.anchor {
            let space = if words.is_empty() { "" } else { " " };
            // A moment alone is linked to the words of the moment, a length to its own.
            pieces.push(Piece::at(Kind::Time, format!("{space}{anchor_word} "), time.span.clone()));
            pieces.extend(self.anchor(anchor, below));
            if time.kind == TimeKind::At && anchor_word == "from" {
                pieces.push(Piece::new(Kind::Time, " on"));
            }
        }
        let anchor_above =
            matches!(&time.anchor, Some(Anchor::Point(point)) if matches!(point.span, NodeSpan::Elsewhere { .. }));
        if time.inherited || anchor_above {
            let from = matches!(&time.span, NodeSpan::Elsewhere { .. }) || anchor_above;
            let from = if from { " (said above)" } else { "" };
            pieces.push(Piece::at(Kind::Detail, from, time.span.clone()));
        }
        pieces
    }

    /// The words for the length, and the one that goes before the anchor.
    fn words(&self, time: &Time) -> (String, &'static str) {
        let side = match time.direction {
            Some(Direction::Before) => "before",
            Some(Direction::After) => "after",
            Some(Direction::Around) => "before or after",
            None => "of",
        };
        let length = self.length(time);
        let words = match time.kind {
            TimeKind::Window => return (self.window(time), side),
            TimeKind::Duration if lasts_until(time) => format!("until {}", number_and_unit(time)),
            TimeKind::Duration => with("for", &length),
            TimeKind::Stability => with("stable for", &length).trim_end_matches(" for").to_owned(),
            TimeKind::Frequency if time.bounds.eq.is_some() => with("every", &length),
            TimeKind::Frequency => with("at intervals of", &length),
            TimeKind::At => {
                let word = match time.direction {
                    Some(Direction::Before) => "before",
                    Some(Direction::After) if follows(time) => "after",
                    Some(Direction::After) => "from",
                    _ if time.anchor.as_ref().is_some_and(is_period) => "during",
                    _ => "at",
                };
                let words = if time.anchor.is_none() && length.is_empty() { one_line(&time.text) } else { length };
                return (words, word);
            }
        };
        (words, side)
    }

    fn window(&self, time: &Time) -> String {
        let (longest, shortest) = (!time.longest_of.is_empty(), !time.shortest_of.is_empty());
        if longest || shortest {
            let of = if longest { &time.longest_of } else { &time.shortest_of };
            let lengths: Vec<String> = of.iter().map(number_and_unit).collect();
            let last =
                if time.anchor.is_none() && time.direction == Some(Direction::Before) { "the last " } else { "" };
            let which = if longest { "longer" } else { "shorter" };
            return format!("within {last}{} (whichever is {which})", value::list(&lengths, "or"));
        }
        let (low, high) = (time.bounds.low(), time.bounds.high());
        match (low, high, time.bounds.eq) {
            (None, Some((_, included)), _) => {
                let length = number_and_unit(time);
                match (time.anchor.is_some(), time.direction, included) {
                    (false, Some(Direction::Before), true) => format!("within the last {length}"),
                    (false, Some(Direction::Before), false) => format!("less than {length} ago"),
                    (false, Some(Direction::After), _) => format!("within the next {length}"),
                    (_, _, false) => format!("less than {length}"),
                    _ => format!("within {length}"),
                }
            }
            _ => {
                let length = self.length(time);
                let ago = match (time.anchor.is_some(), time.direction) {
                    (false, Some(Direction::Before)) => " ago",
                    (false, Some(Direction::After)) => " from now",
                    _ => "",
                };
                format!("{length}{ago}")
            }
        }
    }

    fn anchor(&self, anchor: &Anchor, below: &mut Vec<Line>) -> Vec<Piece> {
        match anchor {
            Anchor::Point(point) => {
                let name =
                    self.concepts.get(point.id.as_deref().unwrap_or_default()).map(|concept| concept.name.clone());
                let words = lower_first(&one_line(&point.text));
                vec![Piece::at(
                    Kind::Time,
                    if words.is_empty() { name.unwrap_or_default() } else { words },
                    point.span.clone(),
                )]
            }
            Anchor::Event(node) => {
                let line = self.line(node);
                // Said of the event and not of what is counted from it.
                let event = match &**node {
                    Node::Leaf(leaf) => leaf.concept.as_ref().map(|c| self.name(c.id.as_deref(), &c.text).0),
                    _ => None,
                };
                below.extend(line.below.into_iter().map(|mut line| {
                    if let Some(name) = &event {
                        line.pieces.insert(0, Piece::new(Kind::Join, format!("{name}: ")));
                    }
                    line
                }));
                line.pieces
            }
        }
    }

    /// The limits of a length: `at least 2 months`; a length that is just so is said without a word before it.
    pub(super) fn length(&self, time: &Time) -> String {
        for (of, which) in [(&time.longest_of, "longer"), (&time.shortest_of, "shorter")] {
            if !of.is_empty() {
                let lengths: Vec<String> = of.iter().map(|length| self.length(length)).collect();
                return format!("{} (whichever is {which})", value::list(&lengths, "or"));
            }
        }
        if time.bounds.is_empty() {
            return String::new();
        }
        let words = value::bounds(&time.bounds, |n| n.to_string());
        format!("{} {}", words.trim_start_matches("exactly "), unit(time))
    }
}

/// Whether something is to last so long after a moment and no longer: "within 3 months after the end of treatment" of
/// contraception.
fn lasts_until(time: &Time) -> bool {
    let upper = time.bounds.low().is_none() && time.bounds.high().is_some();
    upper && time.anchor.is_some() && time.direction == Some(Direction::After)
}

/// Whether something comes after a moment, and does not last from it on.
fn follows(time: &Time) -> bool {
    let words = time.text.to_lowercase();
    matches!(time.anchor, Some(Anchor::Event(_))) || words.starts_with("after") || words.starts_with("following")
}

fn with(word: &str, length: &str) -> String {
    if length.is_empty() { word.to_owned() } else { format!("{word} {length}") }
}

/// The one number of a length with its unit, without its comparator.
fn number_and_unit(time: &Time) -> String {
    let n = time.bounds.high().or(time.bounds.low()).map(|(n, _)| n.to_string()).unwrap_or_default();
    format!("{n} {}", unit(time))
}

/// Whether a moment of the trial lasts.
fn is_period(anchor: &Anchor) -> bool {
    match anchor {
        Anchor::Event(_) => true,
        Anchor::Point(point) => {
            let words = point.text.to_lowercase();
            let id = of_id(point.id.as_deref().unwrap_or_default());
            ["period", "treatment", "trial", "study", "pregnancy"]
                .iter()
                .any(|word| words.contains(word) || id.contains(word))
                && !id.contains("end of")
        }
    }
}

fn unit(time: &Time) -> String {
    let one = time.bounds == time.bounds.map(|_| rust_decimal::Decimal::ONE);
    let unit = match time.code.as_deref() {
        Some("d") => "day",
        Some("wk") => "week",
        Some("mo") => "month",
        Some("a") => "year",
        Some("h") => "hour",
        Some("min") => "minute",
        Some("s") => "second",
        Some("{half-life}") => return if one { "half-life" } else { "half-lives" }.to_owned(),
        _ => return time.unit.as_deref().map(one_line).unwrap_or_default(),
    };
    if one { unit.to_owned() } else { format!("{unit}s") }
}
