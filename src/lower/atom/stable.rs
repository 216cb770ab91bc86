//! How long something has been stable, and what was given without a break.
//!
//! | form | example | rule |
//! |---|---|---|
//! | a time after "stable" | *stable for 2 weeks* | `[stable 2 wk]` |
//! | a dose | on a *stable dose at least 30 days before* screening | `[dose stable ≥ 30 d before screening]` |
//! | a treatment for so long | *stable* therapy *≥ 8 weeks before* screening | `[stable ≥ 8 wk before screening]` |
//! | a state before a moment | *outpatient status ≥ 1 month prior to* screening | `[for ≥ 1 mo before screening]` |
//! | a dose in a time that is over | *stable dose* of insulin *for the past 3 months* | `[dose stable ≥ 3 mo]` |
//! | all of a time that is over | *continuous* therapy *for the past 3 months* | `[for ≥ 3 mo]` |
//!
//! Near misses: "*stable* angina ≥ 3 months before screening", a name; "therapy for the past 3 months", once in them.

use crate::grammar::{Bytes, Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Direction, Time, TimeKind};
use crate::words;

/// Beginnings of a time that is over, in all of which something went on.
const ALL_ALONG: [&str; 4] = ["for the past", "for the last", "over the past", "over the last"];

/// The same of a dose, which nothing but a time can be stable in.
const DOSE_ALONG: [&str; 9] =
    ["during ", "for ", "in the ", "in past", "in last", "over ", "the last ", "the past ", "within "];

impl Context<'_, '_> {
    /// "stable for 2 weeks" is a stability; a duration beside "stable dose" is said of the dose.
    pub fn settle_time(&self, time: &mut Time, partial: &mut Partial) {
        // "on a stable dose at least 30 days before screening" is stable so long, too.
        let lasts = time.kind == TimeKind::Duration
            || time.kind == TimeKind::Window && time.bounds.low().is_some() && time.bounds.high().is_none();
        if time.kind == TimeKind::Duration && partial.stable.is_none() {
            // "cancer in remission for 3 years": the remission has lasted, not the cancer.
            time.of = partial.response.take().map(|b| self.mention(None, &b)).or(time.of.take());
        }
        if lasts && time.anchor.is_some() && time.direction == Some(Direction::Before) && self.is_lasting_state(partial)
        {
            time.kind = TimeKind::Duration;
        }
        let said = time.text.to_ascii_lowercase();
        if partial.qualifiers.contains(&"continued")
            && time.kind == TimeKind::Window
            && time.bounds.low().is_none()
            && ALL_ALONG.iter().any(|open| said.starts_with(open))
        {
            // "*continuous* therapy with dupilumab *for the past 3 months*": in all of them.
            (time.kind, time.direction) = (TimeKind::Duration, None);
            time.bounds = Bounds { ge: time.bounds.high().map(|(n, _)| n), ..Bounds::default() };
        }
        let ends_now = time.kind == TimeKind::Window
            && time.bounds.low().is_none()
            && time.direction == Some(Direction::Before)
            && DOSE_ALONG.iter().any(|open| said.starts_with(open));
        let dose_along =
            ends_now && partial.stable.as_ref().is_some_and(|of| self.words(of).to_ascii_lowercase().contains(" dose"));
        if dose_along {
            // "on a stable dose of insulin *for the past 3 months*", "*within 4 weeks* of screening": so long.
            time.bounds = Bounds { ge: time.bounds.high().map(|(n, _)| n), ..Bounds::default() };
        }
        if let Some(of) = partial.stable.take_if(|_| lasts || dose_along) {
            time.kind = TimeKind::Stability;
            partial.response = None;
            // "stable" alone is said of the head, "stable dose" of the dose.
            let adjective = ["stable", "unchanged", "constant"].iter().any(|w| self.words(&of).eq_ignore_ascii_case(w));
            let alone = adjective && partial.head.is_some();
            time.of = (!alone).then(|| self.mention(None, &self.without_links(of)));
        }
    }

    /// "outpatient *status*", "*stable* body weight": a state, of which "≥ 1 month before" says how long it has been there. Near miss:
    /// "*surgery* ≥ 1 month before screening".
    fn is_lasting_state(&self, partial: &Partial) -> bool {
        let Some(head) = partial.head.as_ref().filter(|_| partial.stable.is_none()) else { return false };
        let words = self.words(&head.bytes).to_ascii_lowercase();
        let treated = head.entry.is_some_and(|e| e.kind().is_treatment() || e.kind() == Kind::Condition);
        let mut ends = words.split(' ').next().into_iter().chain(words.rsplit(' ').next());
        !treated && ends.any(|word| words::STATES_THAT_LAST.contains(&word))
    }

    /// "*stable dose*" of "on a stable dose of".
    fn without_links(&self, bytes: Bytes) -> Bytes {
        let words = self.words(&bytes);
        let inner = words.strip_suffix(" of").unwrap_or(words);
        let lower = inner.to_ascii_lowercase();
        let opening =
            ["on a ", "on ", "at a ", "a "].iter().find(|link| lower.starts_with(**link)).map_or(0, |l| l.len());
        bytes.start + opening..bytes.start + inner.len()
    }

    pub(super) fn atom_stable(&mut self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) {
        // "a stable regimen for 8 weeks" has been given so long and is stable; a "stable dose" has been so as long.
        let next = rest
            .iter()
            .find(|c| matches!(self.sort(c), Sort::Time | Sort::Concept(_)) || self.is_cue(c, Cue::TherapyWord));
        let dose = self.is_cue(chunk, Cue::StableDose) || rest.iter().any(|c| self.is_cue(c, Cue::Dose));
        let timed = rest.iter().any(|c| self.sort(c) == Sort::Time);
        // "*stable* therapy *≥ 8 weeks before* screening"
        let from_below = |c: &Chunk| match &c.kind {
            ChunkKind::Time(t) => {
                let lower = t.bounds.low().is_some() && t.bounds.high().is_none() && t.bounds.eq.is_none();
                t.kind == TimeKind::Window && lower && t.direction == Some(Direction::Before) && t.anchor.is_some()
            }
            _ => false,
        };
        let treated = next.is_some_and(|c| {
            matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment()) || self.is_cue(c, Cue::TherapyWord)
        }) || self.words(&chunk.span).to_ascii_lowercase().ends_with("background");
        let so_long = treated && rest.iter().any(from_below);
        let next_is_time = so_long || timed && (dose || next.is_some_and(|c| self.sort(c) == Sort::Time));
        let waiting = partial.times.iter_mut().find(|t| t.kind == TimeKind::Duration && t.of.is_none());
        if next_is_time {
            partial.stable = Some(chunk.span.clone());
        } else if let Some(time) = waiting.filter(|_| !rest.is_empty()) {
            time.kind = TimeKind::Stability;
        } else {
            partial.qualifiers.push("stable");
        }
    }
}
