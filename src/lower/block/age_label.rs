//! An age before a colon, for which alone a limit is: "*< 12 months of age:* weight ≥ 5 kg", "*For patients ≥ 18 years:* BMI < 30"; under a
//! head that names what is limited, "*1 month to < 6 months:* 0.4 mg/dL".
//!
//! Near misses: "*Patients ≥ 18 years:* BMI < 30", who are let in; "*Age:* 18-65 years", a name; "*≥ 6 months:* ALT < 40", which may be
//! any length.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm, length};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::rule::Node;

impl Context<'_, '_> {
    /// The age that is all a head says, where its first item is a limit.
    pub(super) fn age_before_limit(&mut self, head: &[Chunk], items: &[&[Chunk]]) -> Option<Node> {
        let trimmed = self.trimmed(head);
        let opens = |c: &Chunk| matches!(self.sort(c), Sort::Cue(Cue::For | Cue::If | Cue::In));
        let led = trimmed.first().is_some_and(opens);
        let people = |c: &Chunk| matches!(self.sort(c), Sort::Cue(Cue::Patient | Cue::Adult));
        let idle =
            |c: &Chunk| led && people(c) || matches!(self.sort(c), Sort::Cue(Cue::Age | Cue::Old | Cue::Be | Cue::Of));
        let said = &trimmed[usize::from(led)..];
        let at = said.iter().position(|c| !idle(c))?;
        let (chunk, mut rest) = said[at..].split_first()?;
        let of_head = self.of_head.is_some();
        // "*6 months to < 1 year:* 0.5 mg/dL", with an end in either unit
        let second = rest.first().and_then(|c| age_in(c, true)).filter(|q| of_head && q.bounds.low().is_none());
        rest = &rest[usize::from(second.is_some())..];
        let quantity = age_in(chunk, of_head || at > 0 && said[..at].iter().any(|c| self.is_cue(c, Cue::Age)))?;
        let limited = |item: &&[Chunk]| {
            self.is_limited_item(item) || of_head && item.first().is_some_and(|c| self.sort(c) == Sort::Quantity)
        };
        if !rest.iter().all(idle) || !items.first().is_some_and(limited) {
            return None;
        }
        self.take(head);
        let bytes = bytes_of(trimmed);
        let (value, second) = (Some(quantity.into()), second.map(Into::into));
        Some(self.node_of(Partial { value, second, age: true, bytes, ..Partial::default() }))
    }
}

/// The age that a chunk is: by its own words, by those before it, or in years.
fn age_in(chunk: &Chunk, named: bool) -> Option<Quantity> {
    let quantity = match &chunk.kind {
        ChunkKind::Quantity(quantity) => (**quantity).clone(),
        ChunkKind::Time(time) if time.is_bare_length() && time.longest_of.is_empty() && time.shortest_of.is_empty() => {
            length(time)
        }
        _ => return None,
    };
    let aged = quantity.age || named || quantity.code() == Some("a");
    (aged && quantity.form == QuantityForm::Limit).then_some(Quantity { age: true, ..quantity })
}
