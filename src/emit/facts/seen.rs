//! Where criteria start, and what was said already.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use crate::hash::FastHasher;
use crate::rule::{Criterion, Number, Span, Trial};

/// Criteria by id and by key; made only when an inherited span asks.
pub(super) struct Places<'a> {
    pub trial: &'a Trial,
    criteria: OnceCell<Map<&'a str, &'a Criterion>>,
}

impl<'a> Places<'a> {
    pub fn new(trial: &'a Trial) -> Self {
        Self { trial, criteria: OnceCell::new() }
    }

    pub fn start(&self, id_or_key: &str) -> Option<u32> {
        self.criterion(id_or_key).map(|criterion| criterion.span.start)
    }

    pub fn criterion(&self, id_or_key: &str) -> Option<&'a Criterion> {
        let fill = || {
            let mut criteria = Map::default();
            let mut stack: Vec<&'a Criterion> = self.trial.criteria.iter().rev().collect();
            while let Some(criterion) = stack.pop() {
                for name in criterion.id.as_deref().into_iter().chain([criterion.key.as_str()]) {
                    criteria.entry(name).or_insert(criterion);
                }
                stack.extend(criterion.criteria.iter().rev());
            }
            criteria
        };
        self.criteria.get_or_init(fill).get(id_or_key).copied()
    }
}

/// Two numbers that tell facts with the same words apart.
pub(super) type Pair = [Option<Number>; 2];

/// What was said already, so that shared words give one fact. Lookups only; nothing is printed in their order.
#[derive(Default)]
pub(super) struct Seen {
    limits: Set<LimitKey>,
    times: Map<TimeKey, usize>,
    /// Lengths of time that have a fact.
    said: Set<(Span, Pair)>,
    mentions: Set<(&'static str, Span)>,
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;
type Set<K> = HashSet<K, BuildHasherDefault<FastHasher>>;

/// Kind, words and subject of a limit, and its run of classes if it is one.
type LimitKey = (&'static str, Span, Option<Span>, Pair);

/// Words, limits and subject of a length of time.
type TimeKey = (Span, Pair, Option<Span>);

impl Seen {
    /// Whether this limit is new.
    pub fn limit(&mut self, kind: &'static str, words: Span, subject: Option<Span>, run: Pair) -> bool {
        self.limits.insert((kind, words, subject, run))
    }

    /// Whether this mention is new.
    pub fn mention(&mut self, kind: &'static str, words: Span) -> bool {
        self.mentions.insert((kind, words))
    }

    /// The place in which to put a length of time said of this subject, whose fact would come to stand at `next`: that
    /// of the same length without a subject, if there is one; none where nothing is new.
    pub fn time(&mut self, words: Span, limits: Pair, subject: Option<Span>, next: usize) -> Option<usize> {
        let known = self.times.contains_key(&(words, limits, subject));
        if known || subject.is_none() && self.said.contains(&(words, limits)) {
            return None;
        }
        let place = self.times.remove(&(words, limits, None)).unwrap_or(next);
        self.times.insert((words, limits, subject), place);
        self.said.insert((words, limits));
        Some(place)
    }
}
