//! Cues of when something is, and of how sure: history, now, planned, suspected, known.

use super::CueAt;
use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::rule::Status;
use crate::words;

/// The most chunks between what people are eligible for and the words for it.
const FEW_BEFORE: usize = 4;

impl Context<'_, '_> {
    /// "*history of* stroke", "*current* infection", "malignant tumours *in the past*".
    pub(super) fn time_cue(&self, here: &CueAt<'_>, partial: &mut Partial) {
        match here.cue {
            // "hepatitis C *previously* not treated": it is the treatment that was before.
            Cue::Prior if here.has_head && here.rest.first().is_some_and(|c| self.is_cue(c, Cue::Not)) => {}
            Cue::HistoryOf | Cue::Prior => partial.status = Some(Status::History),
            // Without a length: "malignant tumours in the past".
            Cue::Past if here.has_head => partial.status = partial.status.or(Some(Status::History)),
            Cue::Current => partial.status = partial.status.or(Some(Status::Current)),
            Cue::CurrentOrPrior => partial.status = Some(Status::Ever),
            _ => {}
        }
    }

    /// "*planned* surgery", "*suspected* infection", "*eligible* for transplantation": what is not sure to be so.
    pub(super) fn doubt_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) {
        let (chunk, rest) = (here.chunk, here.rest);
        match here.cue {
            // "*eligible for* transplantation": as a candidate for it.
            Cue::Allowed if !here.has_head && self.is_eligible_for(chunk, rest) => {
                partial.status = Some(Status::Planned);
            }
            // "suicidal ideation or *plan*"
            Cue::Planned if self.is_what_somebody_has(chunk, rest) => self.atom_unknown(chunk, partial),
            Cue::Planned if self.is_feared(rest) => partial.status = Some(Status::Suspected),
            Cue::Planned if self.is_sign_of(chunk, rest) => {
                let span = self.span(&chunk.span);
                self.placed.push(span);
            }
            Cue::Planned => partial.status = Some(Status::Planned),
            // "cardiac disease in which PH is *more likely* …" compares.
            Cue::Suspected if self.is_compared(chunk) => self.atom_unknown(chunk, partial),
            // "if no CT was *possible*" doubts no CT.
            Cue::Suspected if self.is_feasible(chunk) => self.not_understood(&chunk.span),
            Cue::Suspected => partial.status = Some(Status::Suspected),
            // "women who *may be* pregnant", where that excludes.
            Cue::May if !here.has_head && !self.demand && self.may_be_so(chunk, rest) => {
                partial.status = Some(Status::Suspected);
            }
            _ => {}
        }
    }

    /// "*known* HIV infection", "cirrhosis *diagnosed by* biopsy"; gives where to go on.
    pub(super) fn known_cue(&mut self, here: &CueAt<'_>, partial: &mut Partial) -> usize {
        if here.has_head && self.is_diagnosed_with(here.chunk, here.rest) {
            return if self.related(Cue::DefinedAs, here.rest, partial) { here.end() } else { here.next() };
        }
        partial.known = true;
        here.next()
    }

    /// "a suicidal *plan* within 1 year": what somebody has, and nothing that is planned. Near miss: "*plan* to undergo surgery".
    fn is_what_somebody_has(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let plan = matches!(&*self.words(&chunk.span).to_ascii_lowercase(), "plan" | "plans");
        plan && rest.first().is_none_or(|c| matches!(self.sort(c), Sort::Time | Sort::Group | Sort::Stop))
    }

    /// "anticipated *difficult* intubation": expected, and planned by nobody.
    fn is_feared(&self, rest: &[Chunk]) -> bool {
        rest.first().is_some_and(|c| words::ADVERSE_WORDS.contains(&&*self.words(&c.span).to_ascii_lowercase()))
    }

    /// "*indication of* liver disease": what shows that it is there. Near misses: "indication of *dialysis*", "indication *for* surgery".
    fn is_sign_of(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        let named = rest.iter().take(FEW_BEFORE).find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind() == Kind::Condition),
            _ => None,
        });
        words.starts_with("indication") && words.ends_with(" of") && named == Some(true)
    }

    /// "eligible *for CABG*", "eligible *to receive chemotherapy*": a treatment is what people qualify for.
    fn is_eligible_for(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let eligible = self.words(&chunk.span).to_ascii_lowercase().ends_with("eligible");
        let opens = rest.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::For | Cue::To)));
        let named = rest.iter().skip(1).take(FEW_BEFORE).find_map(|c| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind().is_treatment()),
            Sort::Cue(Cue::The | Cue::Exposure | Cue::Undergone) | Sort::Term(_) => None,
            _ => Some(false),
        });
        eligible && opens && named == Some(true)
    }

    /// "no CT *was possible*", "curative operation *is possible*": that it can be done. Near miss: "*possible* pneumonia".
    fn is_feasible(&self, chunk: &Chunk) -> bool {
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        let be = matches!(before.rsplit(' ').next(), Some("is" | "was" | "be" | "not" | "are" | "were"));
        be && self.words(&chunk.span).eq_ignore_ascii_case("possible")
    }

    /// Whether a likelihood is more or less than another.
    fn is_compared(&self, chunk: &Chunk) -> bool {
        let before = self.just_before(chunk.span.start).to_ascii_lowercase();
        matches!(before.rsplit(' ').next(), Some("more" | "less"))
    }

    /// "*might be* pregnant", "*may have* a fracture": a condition, and not "may have been treated".
    fn may_be_so(&self, chunk: &Chunk, rest: &[Chunk]) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        let named = rest.iter().find(|c| !self.is_cue(c, Cue::The));
        let condition = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        !words.starts_with("can") && words.contains(' ') && named.is_some_and(condition)
    }
}
