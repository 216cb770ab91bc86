//! Brackets with another length for some of what has a window.
//!
//! | whom or what it is for | example | rule |
//! |---|---|---|
//! | another treatment | chemotherapy within 4 weeks *(6 weeks for nitrosoureas)* | `any(A [4 wk], B [6 wk])` |
//! | a kind of it | surgery within 4 weeks *(8 weeks for major)* | `any(A [4 wk], major A [8 wk])` |
//! | what goes with it | infection within 4 weeks *(6 weeks if hospitalised)* | `any(A [4 wk], A [6 wk] having C)` |
//! | a drug before a colon | an SSRI within 14 days *(fluoxetine: 28 days)* | `any(A [14 d], B [28 d])` |
//! | a drug | antimalarials within 28 days *(mefloquine 60 days)* | `any(A [28 d], B [60 d])` |
//! | off it so long | off antidepressants for ≥ 2 weeks *(5 weeks for fluoxetine)* | `not(any(A [< 2 wk], B [< 5 wk]))` |
//! | the time since | at least 21 days since chemotherapy *(42 days if nitrosourea)* | `all(A [≥ 21 d ago], B [≥ 42 d ago])` |
//!
//! Near misses: "infarction within 6 months (3 months if revascularised)" lifts a part of the window, which no rule says, and
//! is told; "diabetes (6 months)" has no window.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity};
use crate::lex::{Cue, Entry, look_up};
use crate::lower::build::is_length;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Bounds, Time, TimeKind};

impl Context<'_, '_> {
    /// Reads brackets that give another length for some; whether they do.
    pub(super) fn longer_for_some(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let or = usize::from(inner.first().is_some_and(|c| self.is_cue(c, Cue::Or)));
        let inner = &inner[or..];
        let colon = inner.len().checked_sub(2).filter(|at| self.sort(&inner[*at]) == Sort::Colon);
        let behind = inner.len().checked_sub(1).filter(|at| self.names_before_length(&inner[..*at]));
        let (first, word, named) = match (inner, colon) {
            (_, Some(at)) => (&inner[at + 1], &inner[at], &inner[..at]),
            (_, None) if behind.is_some() => (&inner[inner.len() - 1], &inner[0], &inner[..inner.len() - 1]),
            ([first, word, named @ ..], None) => (first, word, named),
            _ => return false,
        };
        let of_time = |q: &Quantity| q.unit.as_ref().is_some_and(|u| is_length(u.code.as_deref()));
        let length = match &first.kind {
            ChunkKind::Quantity(q) if of_time(q) => (**q).clone(),
            _ => return false,
        };
        let named = self.without_articles(named);
        if partial.head.is_none() && partial.event_before.is_some() && partial.times.is_empty() {
            // "*at least 21 days since chemotherapy* (…)" opens the item, and is all that it says.
            partial.times = std::mem::take(&mut partial.lead_times);
        }
        // "*off* antidepressants *for ≥ 2 weeks* (…)": so long there was none.
        let off = partial.negated && partial.absent;
        let lasts = |t: &Time| t.kind == TimeKind::Window || off && t.kind == TimeKind::Duration;
        let window = partial.times.iter().find(|t| lasts(t) && !t.bounds.is_empty()).cloned();
        let (Some(window), Some(number)) = (window, length.bounds.low()) else { return false };
        let condition = matches!(self.cue(word), Some(Cue::If | Cue::When));
        if !(condition || self.is_cue(word, Cue::For) || colon.is_some() || behind.is_some()) || named.is_empty() {
            return false;
        }
        let denied = off && window.bounds.high().is_none();
        let since = window.bounds.high().is_none() && !denied;
        let bounds = if denied {
            Bounds { lt: Some(number.0), ..Bounds::default() }
        } else if since {
            Bounds { ge: Some(number.0), ..Bounds::default() }
        } else {
            Bounds { le: Some(number.0), ..Bounds::default() }
        };
        let Some(parts) = self.parts_for(named, condition, partial) else { return false };
        if since && partial.head.is_none() {
            self.event_counted_from(partial);
        }
        self.take(inner);
        let time = self.duration(&Quantity { bounds, ..length });
        if condition && !since && !is_longer(&time, &window) {
            let bytes = bytes_of(inner);
            self.not_understood(&bytes);
            return true;
        }
        partial.longer.extend(parts.into_iter().map(|part| (time.clone(), part)));
        true
    }

    /// "*mefloquine* 60 days": whether nothing but drugs stands here.
    fn names_before_length(&self, named: &[Chunk]) -> bool {
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        named.iter().any(given) && named.iter().all(|c| given(c) || self.is_separator(c))
    }

    fn without_articles<'c>(&self, chunks: &'c [Chunk]) -> &'c [Chunk] {
        let from = chunks.iter().take_while(|c| matches!(self.cue(c), Some(Cue::The | Cue::Prior))).count();
        &chunks[from..]
    }

    /// What the other length is for: other treatments, a kind of what has the window, or what goes with it.
    fn parts_for(&mut self, named: &[Chunk], condition: bool, partial: &Partial) -> Option<Vec<Partial>> {
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let plain = |c: &Chunk| given(c) || self.is_separator(c) || self.is_cue(c, Cue::The);
        let treated = partial.entry().is_none_or(|e| e.kind().is_treatment());
        if treated && named.iter().any(given) && named.iter().all(plain) {
            let items: Vec<&[Chunk]> = named.split(|c| self.is_separator(c)).filter(|item| !item.is_empty()).collect();
            return Some(items.into_iter().map(|item| self.atom(item)).collect());
        }
        let head = partial.head.clone()?;
        let bytes = bytes_of(named);
        let same = Partial { bytes: head.bytes.clone(), head: Some(head), ..Partial::default() };
        if let Some(entry) = self.kind_of_head(&bytes, partial) {
            return Some(vec![Partial {
                head: Some(Head::new(Some(entry), bytes.clone())),
                bytes,
                ..Partial::default()
            }]);
        }
        let known = condition && matches!(named, [only] if matches!(self.sort(only), Sort::Concept(_)));
        let words = named.iter().all(|c| matches!(self.sort(c), Sort::Word | Sort::Term(_)));
        let having = if known || words { self.coordination(named)? } else { return None };
        Some(vec![Partial { having: vec![having], ..same }])
    }

    /// "*live*" after a vaccination, "*major*" after surgery: the kind of it that a table has by both words.
    fn kind_of_head(&self, words: &Bytes, partial: &Partial) -> Option<Entry> {
        let head = partial.entry()?;
        let name = format!("{} {}", self.words(words), head.name());
        look_up(&name)?
            .entries()
            .find(|e| e.kind().is_concept() && e.kind().is_treatment() == head.kind().is_treatment())
    }
}

/// Whether a length is longer than a window, as far as one unit goes into the other.
fn is_longer(time: &Time, window: &Time) -> bool {
    let hours = |t: &Time| {
        let each = match t.code.as_deref()? {
            "h" => 1,
            "d" => 24,
            "wk" => 24 * 7,
            "mo" => 24 * 30,
            "a" => 24 * 365,
            _ => return None,
        };
        t.bounds.high().and_then(|(n, _)| n.0.checked_mul(rust_decimal::Decimal::from(each)))
    };
    hours(time).zip(hours(window)).is_some_and(|(time, window)| time > window)
}
