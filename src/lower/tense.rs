//! What a verb says of when its object was given, done or needed, where no time says so.
//!
//! | verb | example | status |
//! |---|---|---|
//! | going on | *undergoing* dialysis, *requires* oxygen, *on* dialysis | current |
//! | over | *has received* rituximab, *prior treatment with* rituximab | history |
//! | to come | *requiring* surgery | planned |
//! | at no time | *never been on* dialysis | ever, and denied |
//! | either | *treated with* warfarin, *use of* warfarin | none |
//!
//! Near misses: "undergoing surgery *within 4 weeks*" has a window, which says more; "asthma (requiring steroids)" is about the
//! asthma, whenever that was.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind, Lexeme, look_up};
use crate::rule::{LeafKind, Status, Time, TimeKind};

use super::context::{Context, Sort};
use super::partial::Partial;
use crate::words;

/// The most lexemes between "requiring" and what is required.
const FARTHEST_NEED: usize = 4;

/// Beginnings of verbs for what goes on, by cue.
const GOING_ON: [(Cue, &[&str]); 4] = [
    (Cue::Undergone, words::GOING_ON_UNDERGONE),
    (Cue::Need, words::GOING_ON_NEED),
    (Cue::Exposure, words::GOING_ON_EXPOSURE),
    (Cue::Not, words::GOING_ON_NOT),
];

impl Context<'_, '_> {
    /// What the verb of an item says of when, before it names anything.
    pub(super) fn tense_of(&self, cue: Cue, chunk: &Chunk, partial: &mut Partial) {
        if partial.head.is_some() || self.in_brackets || partial.by_verb == Some(Status::Ever) {
            return;
        }
        let words = self.words(&chunk.span).to_lowercase();
        let begins = |with: &&str| words.starts_with(with);
        let going_on = GOING_ON.iter().find(|(of, _)| *of == cue).is_some_and(|(_, verbs)| verbs.iter().any(begins));
        if going_on {
            let before = self.just_before(chunk.span.start).to_lowercase();
            let word = before.rsplit(' ').next().unwrap_or_default();
            let ahead = matches!(word, "will" | "would" | "may" | "might" | "to");
            if word == "will" && cue == Cue::Need {
                // "*will require* dialysis within 10 weeks of screening", whatever time is said.
                partial.status = partial.status.or(Some(Status::Planned));
            }
            let ahead = ahead || cue == Cue::Need && self.is_done_once(chunk);
            partial.by_verb = Some(if ahead { Status::Planned } else { Status::Current });
        } else if cue == Cue::Exposure && words::GIVEN_BEFORE.iter().any(begins) {
            partial.by_verb = Some(Status::History);
        }
    }

    /// "requiring *surgery*": what is needed is done once, and is to come. Near miss: "requiring *oxygen*".
    fn is_done_once(&self, chunk: &Chunk) -> bool {
        let named = self.lexed.lexemes[chunk.lexemes.end..].iter().take(FARTHEST_NEED).find_map(Lexeme::concept);
        let once =
            |e: Entry| ["surgery", "transplantation", "revascularization"].iter().any(|end| e.name().ends_with(end));
        named.is_some_and(|e| e.kind() == Kind::Procedure && once(e))
    }

    /// "*on dialysis*", where the word is part of the name.
    pub(super) fn tense_of_name(&self, entry: Entry, chunk: &Chunk, partial: &mut Partial) {
        let on = self.words(&chunk.span).get(..3).is_some_and(|word| word.eq_ignore_ascii_case("on "));
        if on && entry.kind() == Kind::Procedure && !self.in_brackets {
            partial.by_verb = partial.by_verb.or(Some(Status::Current));
        }
    }

    /// "*on* dialysis": what is done at present, and not "metastasis *on MRI*", by which something is found.
    pub(super) fn is_on_procedure(&self, chunk: &Chunk, rest: &[Chunk], partial: &Partial) -> bool {
        let Some(next) = rest.first() else { return false };
        let Sort::Concept(entry) = self.sort(next) else { return false };
        let method = || look_up(self.words(&next.span)).is_some_and(|group| group.of(Kind::Method).is_some());
        let blank = partial.is_blank() && !partial.known && partial.relation.is_none();
        blank && self.words(&chunk.span).eq_ignore_ascii_case("on") && entry.kind() == Kind::Procedure && !method()
    }
}

/// The status of a leaf whose item has none of its own: what its verb says, unless a time says when.
pub fn status_by_verb(partial: &Partial, kind: LeafKind) -> Option<Status> {
    let status = partial.by_verb?;
    let dated = |t: &Time| matches!(t.kind, TimeKind::Window | TimeKind::At);
    let timed = partial.times.iter().chain(&partial.lead_times).any(|t| dated(t) || status == Status::History);
    let fits = match status {
        Status::History => kind == LeafKind::Drug,
        _ => matches!(kind, LeafKind::Drug | LeafKind::Procedure),
    };
    (fits && !timed && partial.count.is_none() && partial.outcome.is_none()).then_some(status)
}
