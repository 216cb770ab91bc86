//! What the limits of a list are of, where its head or its heading alone names it.
//!
//! | head or heading | item | rule |
//! |---|---|---|
//! | *Creatinine* adjusted according to age as follows: | no greater than 0.8 mg/dL (2-5 years) | `if age 2..5 a: creatinine ≤ 0.8 mg/dL` |
//! | Maximum serum *creatinine* based on age: | 2 to < 6 years: 0.8 mg/dL | `if age 2..< 6 a: creatinine ≤ 0.8 mg/dL` |
//! | *Life expectancy:* (a heading) | at least 8 weeks | `life expectancy ≥ 8 wk` |
//! | *Age:* (a heading) | 3 to 21 | `age 3..21` |
//!
//! Near misses: an item that names what it limits, "platelets ≥ 100,000/mm³" under "Creatinine as follows:"; a limit in another kind of
//! unit; "ANC *≥ 1,000/mm³* as follows:", a head with a limit of its own.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, TimePhrase, bound, length};
use crate::lex::{Comparator, Cue, Entry, Kind, Lexed};
use crate::rule::{Leaf, Mention, Node, NodeSpan, Span};

use super::atom::is_measured;
use super::context::{Context, Sort};
use super::partial::Head;

/// What the limits are of.
#[derive(Debug, Clone, PartialEq)]
pub enum OfHead {
    /// The age of the person.
    Age,
    /// Something measured, the words that name it, and whether the limits are the most there may be.
    Measured { entry: Entry, words: Mention, most: bool },
}

impl Context<'_, '_> {
    /// What a head names last that is measured and that it does not limit itself.
    pub fn named_for_list(&self, head: &[Chunk], owner: &str) -> Option<OfHead> {
        let label = |c: &Chunk| self.is_cue(c, Cue::Age) || self.sort(c) == Sort::Colon;
        if head.first().is_some_and(|c| self.is_cue(c, Cue::Age)) && head.iter().all(label) {
            return Some(OfHead::Age);
        }
        let at = head.iter().rposition(|c| self.measured(c).is_some())?;
        let entry = self.measured(&head[at])?;
        let says =
            |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Concept(_)) || self.is_denial(c);
        if head[at + 1..].iter().any(says) {
            return None;
        }
        let words = self.words(&head[at].span).to_owned();
        let span = NodeSpan::Elsewhere { criterion: owner.to_owned(), span: self.span(&head[at].span) };
        let most = head[..at].iter().any(|c| self.words(&c.span).to_ascii_lowercase().starts_with("max"));
        Some(OfHead::Measured { entry, words: Mention { id: None, text: words, span }, most })
    }

    /// The chunks of an item whose limits may be of what its head names; `None` where it names something itself.
    pub fn limits_of_head(&self, chunks: &[Chunk], of: &OfHead) -> Option<Vec<Chunk>> {
        let named = |c: &Chunk| match &c.kind {
            ChunkKind::Group(inner) => inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Word)),
            _ => matches!(self.sort(c), Sort::Concept(_) | Sort::Word | Sort::Group),
        };
        let dated = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(t) if !is_plain_length(t));
        // "*0.6 / 0.6*" is of men and of women, which nothing here says.
        let parted = chunks.iter().any(|c| self.sort(c) == Sort::Slash)
            && !chunks.iter().any(|c| matches!(self.cue(c), Some(Cue::Male | Cue::Female)));
        if parted || chunks.iter().any(|c| named(c) || dated(c)) {
            return None;
        }
        Some(chunks.iter().map(|c| self.limit_of_head(c, of)).collect())
    }

    /// A chunk of such an item: its lengths of time are limits of what the head names, or of the age that it names.
    fn limit_of_head(&self, chunk: &Chunk, of: &OfHead) -> Chunk {
        let (age, in_time, most) = match of {
            OfHead::Age => (true, true, false),
            OfHead::Measured { entry, most, .. } => (false, is_in_time(*entry), *most),
        };
        let kind = match &chunk.kind {
            ChunkKind::Time(time) if in_time => ChunkKind::Quantity(Box::new(Quantity { age, ..length(time) })),
            ChunkKind::Quantity(quantity) if age => {
                ChunkKind::Quantity(Box::new(Quantity { age, ..(**quantity).clone() }))
            }
            ChunkKind::Quantity(quantity) if most && quantity.form == QuantityForm::Bare => {
                ChunkKind::Quantity(Box::new(at_most(quantity)))
            }
            ChunkKind::Group(inner) if !in_time => ChunkKind::Group(inner.iter().map(as_age).collect()),
            kind => kind.clone(),
        };
        Chunk { kind, ..chunk.clone() }
    }

    /// The head of a limit of nothing, where the list says what its limits are of.
    pub fn named_above(&self, quantity: &Quantity) -> Option<Head> {
        let OfHead::Measured { entry, .. } = self.of_head.as_ref()? else { return None };
        let limits = matches!(quantity.form, QuantityForm::Limit | QuantityForm::Bare) && !quantity.age;
        let at = quantity.value.start;
        limits.then(|| Head::new(Some(*entry), at..at))
    }
}

/// Gives what was named by the head alone the words of the head.
pub fn name_by_head(rule: &mut Node, of: &OfHead) {
    let OfHead::Measured { words, .. } = of else { return };
    let named = |leaf: &mut Leaf| {
        if let Some(concept) = leaf.concept.as_mut().filter(|concept| concept.text.is_empty()) {
            (concept.text, concept.span) = (words.text.clone(), words.span.clone());
        }
    };
    rule.each_leaf_mut(&mut { named });
}

/// What a heading names that the limits under it are of.
pub fn of_heading(heading: &str, lexed: &Lexed<'_>, key: &str) -> Option<OfHead> {
    let name = heading.trim_matches([':', ' ', '*', '.']);
    if name.eq_ignore_ascii_case("age") {
        return Some(OfHead::Age);
    }
    let entry = lexed.lexemes.first()?.concept().filter(|e| is_measured(*e) && e.kind() == Kind::Analyte)?;
    let (start, end) = (lexed.lexemes.first()?.start, lexed.lexemes.first()?.end);
    let whole = heading.len() >= end as usize && heading[end as usize..].trim_matches([':', ' ']).is_empty();
    let words = heading.get(start as usize..end as usize)?.to_owned();
    let length = u32::try_from(words.chars().count()).ok()?;
    let span = NodeSpan::Elsewhere { criterion: key.to_owned(), span: Span::new(start, start + length) };
    (whole && start == 0).then_some(OfHead::Measured {
        entry,
        words: Mention { id: None, text: words, span },
        most: false,
    })
}

/// Whether something is measured in lengths of time.
fn is_in_time(entry: Entry) -> bool {
    matches!(entry.usual_unit(), Some("a" | "mo" | "wk" | "d"))
}

fn is_plain_length(time: &TimePhrase) -> bool {
    time.is_bare_length() && time.longest_of.is_empty() && time.shortest_of.is_empty()
}

/// "maximum creatinine: *0.8 mg/dL*": a number alone is the most there may be.
fn at_most(quantity: &Quantity) -> Quantity {
    match quantity.bounds.eq {
        Some(n) => Quantity { form: QuantityForm::Limit, bounds: bound(Comparator::Le, n), ..quantity.clone() },
        None => quantity.clone(),
    }
}

/// "0.4 mg/dL *(≤ 5 months)*": a length in brackets is of whom alone the limit is.
fn as_age(chunk: &Chunk) -> Chunk {
    let years = |q: &Quantity| matches!(q.code(), Some("a" | "mo"));
    let kind = match &chunk.kind {
        ChunkKind::Time(time) if is_plain_length(time) => {
            ChunkKind::Quantity(Box::new(Quantity { age: true, ..length(time) }))
        }
        ChunkKind::Quantity(q) if years(q) => ChunkKind::Quantity(Box::new(Quantity { age: true, ..(**q).clone() })),
        kind => kind.clone(),
    };
    Chunk { kind, ..chunk.clone() }
}
