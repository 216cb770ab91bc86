//! "*use in the past 24 hours of* opioids", "*receipt within 4 weeks of* rituximab": what was taken in that time stands behind it.
//!
//! Near misses: "use *within 4 weeks of screening*", a moment of the trial; "surgery within 4 weeks of *chemotherapy*", where
//! another treatment is named before.

use crate::grammar::TimePhrase;
use crate::lex::{Cue, look_up};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Direction, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// Takes what a window is said to be counted from for what is used in it; whether it is.
    pub(super) fn used_within(&mut self, time: &TimePhrase, partial: &mut Partial) -> bool {
        let Some(anchor) = time.anchor.as_ref().filter(|anchor| anchor.id.is_none()) else { return false };
        let of = self.lexed.text.get(time.value.end..anchor.span.start).map(str::trim);
        let within =
            time.kind == TimeKind::Window && time.direction != Some(Direction::After) && time.bounds.low().is_none();
        if !within || of != Some("of") || !self.is_use_alone(partial) {
            return false;
        }
        let named =
            look_up(self.words(&anchor.span)).and_then(|group| group.entries().find(|e| e.kind().is_treatment()));
        let past = self.words(&time.value).split(' ').any(|word| words::LOOKING_BACK_OR_RECENT.contains(&word));
        if named.is_none() && !past {
            return false;
        }
        let alone = TimePhrase { anchor: None, ..time.clone() };
        let window = self.time(&alone);
        partial.lead_times.push(window);
        partial.head = Some(Head::new(named, anchor.span.clone()));
        partial.exposure = Some(Cue::Exposure);
        partial.unknown.clear();
        true
    }

    /// Whether an item has but said that something is used.
    fn is_use_alone(&self, partial: &Partial) -> bool {
        let noun = |words: &str| words::NOUNS_OF_USE.contains(&&*words.to_ascii_lowercase());
        let blank = Partial { unknown: Vec::new(), ..partial.clone() }.is_blank();
        let said = match partial.unknown.as_slice() {
            [] => partial.exposure == Some(Cue::Exposure),
            [only] => noun(self.words(only)),
            _ => false,
        };
        blank && said && !partial.known && partial.sex.is_none()
    }
}
