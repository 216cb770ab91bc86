//! An age before a colon, for which alone a limit is: "*< 12 months of age:* weight ≥ 5 kg", "*For patients ≥ 18 years:* BMI < 30".
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
        let (chunk, rest) = said[at..].split_first()?;
        let quantity = age_in(chunk, at > 0 && said[..at].iter().any(|c| self.is_cue(c, Cue::Age)))?;
        if !rest.iter().all(idle) || !items.first().is_some_and(|item| self.is_limited_item(item)) {
            return None;
        }
        self.take(head);
        let bytes = bytes_of(trimmed);
        Some(self.node_of(Partial { value: Some(quantity.into()), age: true, bytes, ..Partial::default() }))
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
