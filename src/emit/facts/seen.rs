//! Where criteria start, and what was said already.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::rule::{Criterion, Number, Span, Trial};

/// Where criteria start, by id and by key; made only when an inherited span asks.
pub(super) struct Places<'a> {
    pub trial: &'a Trial,
    starts: OnceCell<HashMap<&'a str, u32>>,
}

impl<'a> Places<'a> {
    pub fn new(trial: &'a Trial) -> Self {
        Self { trial, starts: OnceCell::new() }
    }

    pub fn start(&self, id_or_key: &str) -> Option<u32> {
        let fill = || {
            let mut starts = HashMap::new();
            let mut stack: Vec<&'a Criterion> = self.trial.criteria.iter().rev().collect();
            while let Some(criterion) = stack.pop() {
                for name in criterion.id.as_deref().into_iter().chain([criterion.key.as_str()]) {
                    starts.entry(name).or_insert(criterion.span.start);
                }
                stack.extend(criterion.criteria.iter().rev());
            }
            starts
        };
        self.starts.get_or_init(fill).get(id_or_key).copied()
    }
}

/// Two numbers that tell facts with the same words apart.
pub(super) type Pair = [Option<Number>; 2];

/// What was said already, so that shared words give one fact. Lookups only; nothing is printed in their order.
#[derive(Default)]
pub(super) struct Seen {
    limits: HashSet<LimitKey>,
    times: HashMap<TimeKey, Place>,
    mentions: HashSet<(&'static str, Span)>,
}

/// Kind, words and subject of a limit, and its run of classes if it is one.
type LimitKey = (&'static str, Span, Option<Span>, Pair);

/// Words and limits of a length of time.
type TimeKey = (Span, Pair);

/// The place of a fact, and how far its subject is.
type Place = (usize, Distance);

/// What to do with a length of time.
pub(super) enum Known {
    /// It is new: add it.
    New,
    /// It is there, with a subject farther away: put it in that place.
    Farther(usize),
    /// It is there.
    Nearer,
}

impl Seen {
    /// Whether this limit is new.
    pub fn limit(&mut self, kind: &'static str, words: Span, subject: Option<Span>, run: Pair) -> bool {
        self.limits.insert((kind, words, subject, run))
    }

    /// Whether this mention is new.
    pub fn mention(&mut self, kind: &'static str, words: Span) -> bool {
        self.mentions.insert((kind, words))
    }

    /// Whether this length of time is new; if it is, its fact comes to stand at `next`.
    pub fn time(&mut self, words: Span, limits: Pair, distance: Distance, next: usize) -> Known {
        match self.times.get_mut(&(words, limits)) {
            None => {
                self.times.insert((words, limits), (next, distance));
                Known::New
            }
            Some((place, nearest)) if distance < *nearest => {
                *nearest = distance;
                Known::Farther(*place)
            }
            Some(_) => Known::Nearer,
        }
    }
}

/// How far a subject is from the words said of it, and, the same distance apart, whether it comes after them.
pub(super) type Distance = (u32, bool);

/// Farther than any.
pub(super) const NO_SUBJECT: Distance = (u32::MAX, true);

/// How far `subject` is from `words`: nothing where they touch or overlap.
pub(super) fn distance(subject: Span, words: Span) -> Distance {
    if subject.end <= words.start {
        (words.start - subject.end, false)
    } else {
        (subject.start.saturating_sub(words.end), true)
    }
}
