//! What stands beside contraception, consent or a capability in one clause and can be decided: pregnancy, diseases.
//!
//! | pattern | example | rule |
//! |---|---|---|
//! | states first | *Pregnant or nursing women*, or women not using contraception | `any(pregnancy, lactation, «contraception»)` |
//! | states last | Women not using contraception, *or who are pregnant* | `any(«contraception», pregnancy)` |
//! | in a demand | *Not pregnant* and using contraception | `all(not(pregnancy), «contraception»)` |
//! | diseases last | Patient refusal*, epilepsy* | `any(«consent», epilepsy)` |
//!
//! Near misses: "agree not to become pregnant and to use contraception", "men with pregnant partners must use a condom";
//! "unable to communicate *due to* dementia, aphasia"; "unable to comply with visits, *medication*", which is none.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind};
use crate::rule::Node;

use super::atom::is_allergy;
use super::context::{Context, Sort, bytes_of};
use super::narrative::category;

/// The states that contraception is spoken of with.
const STATES: [&str; 6] =
    ["pregnancy", "lactation", "planning_pregnancy", "pregnancy_test", "postmenopausal", "surgical_sterilization"];

impl Context<'_, '_> {
    /// "patient refusal, *epilepsy, pregnancy*": diseases that a comma parts from what nobody can decide.
    pub fn diseases_beside(&mut self, category: &'static str, chunks: &[Chunk]) -> Option<Node> {
        if let Some(node) = self.disease_or_narrative(category, chunks) {
            return Some(node);
        }
        let comma = chunks.iter().position(|c| self.sort(c) == Sort::Comma).filter(|at| *at > 0)?;
        let (spoken, rest) = (&chunks[..comma], &chunks[comma + 1..]);
        let of = [Cue::AttributableTo, Cue::If, Cue::Unless, Cue::Except, Cue::SuchAs, Cue::Including];
        let alone = self.spoken_category(spoken) == Some(category) && self.spoken_category(rest).is_none();
        if !alone || self.find(chunks, &of).is_some() {
            return None;
        }
        let parts = self.separated(rest);
        let diseases = parts.iter().all(|(from, to)| self.names_disease(&rest[*from..*to]));
        if parts.is_empty() || !diseases {
            return None;
        }
        self.take(&chunks[comma..=comma]);
        let narrative = self.narrative_leaf(category, spoken);
        let decided = self.clause(rest);
        let nodes = std::iter::once(narrative).chain(decided).collect();
        Some(self.joined(nodes, self.demand, &bytes_of(chunks)))
    }

    /// "*Dementia or* inability to consent": a disease before the last "or" is no part of the narrative. Near miss: "inability due to
    /// *dementia or* language".
    fn disease_or_narrative(&mut self, category: &'static str, chunks: &[Chunk]) -> Option<Node> {
        let or = chunks.iter().position(|c| self.is_cue(c, Cue::Or))?;
        let (named, spoken) = (&chunks[..or], &chunks[or + 1..]);
        let opens = self.opening_category(spoken) == Some(category);
        if !opens || named.is_empty() || !self.names_disease(named) {
            return None;
        }
        self.take(&chunks[or..=or]);
        let decided = self.clause(named)?;
        let narrative = self.narrative_leaf(category, spoken);
        Some(self.joined(vec![decided, narrative], false, &bytes_of(chunks)))
    }

    /// Whether words name a disease or an allergy and say nothing unknown of it.
    fn names_disease(&self, part: &[Chunk]) -> bool {
        let disease =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition || is_allergy(e));
        let known = |c: &Chunk| match self.sort(c) {
            Sort::Concept(_) => true,
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            Sort::Cue(cue) => {
                matches!(
                    cue,
                    Cue::Known | Cue::HistoryOf | Cue::Prior | Cue::Current | Cue::To | Cue::Any | Cue::Or | Cue::And
                )
            }
            _ => false,
        };
        part.iter().any(disease) && part.iter().all(known)
    }

    /// The states before or after contraception as a rule of their own, joined with the narrative of the rest.
    pub fn states_beside_contraception(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if self.find(chunks, &[Cue::Must, Cue::If, Cue::Unless, Cue::Except]).is_some() {
            return None;
        }
        let parts = self.separated(chunks);
        let states = |part: &&(usize, usize)| self.is_state(&chunks[part.0..part.1]);
        let lead = parts.iter().take_while(states).count();
        // "a negative test at screening *and baseline* and agree to use contraception": a second moment of what stands before it.
        let again = |part: &&(usize, usize)| self.is_moment_alone(&chunks[part.0..part.1]);
        let lead = lead + if lead > 0 { parts[lead..].iter().take_while(again).count() } else { 0 };
        let tail = parts.iter().rev().take_while(states).count();
        let (states, rest) = match (lead, tail) {
            (n, _) if n > 0 && n < parts.len() => (0..parts[n - 1].1, parts[n].0..chunks.len()),
            (_, n) if n > 0 && n < parts.len() => {
                (parts[parts.len() - n].0..chunks.len(), 0..parts[parts.len() - n - 1].1)
            }
            _ => return None,
        };
        let between = states.end.min(rest.end)..states.start.max(rest.start);
        if category(self.words(&bytes_of(&chunks[rest.clone()]))) != Some("contraception") {
            return None;
        }
        let first = states.start < rest.start;
        // "… or *not using* contraception" begins with its own conjunction.
        let denied = self.is_cue(&chunks[if first { rest.start } else { states.start }], Cue::Nor);
        let or = denied || self.find(&chunks[between.clone()], &[Cue::Or, Cue::AndOr]).is_some();
        self.take(&chunks[between]);
        let decided = self.states(&chunks[states], or)?;
        let narrative = self.narrative_leaf("contraception", &chunks[rest]);
        let nodes = if first { vec![decided, narrative] } else { vec![narrative, decided] };
        // "pregnant women *and* women not using contraception" are both excluded.
        Some(self.joined(nodes, self.demand && !or, &bytes_of(chunks)))
    }

    /// Whether a part but names a moment of the trial.
    fn is_moment_alone(&self, part: &[Chunk]) -> bool {
        let moment = |at: usize| self.lexed.lexemes.get(at).is_some_and(|l| l.entry(Kind::Anchor).is_some());
        matches!(part, [only] if only.lexemes.len() == 1 && moment(only.lexemes.start))
    }

    /// The states alone. Commas between them wait for the "or" before the rest: "postmenopausal, sterile, or using …".
    fn states(&mut self, chunks: &[Chunk], or: bool) -> Option<Node> {
        if !or || self.find(chunks, &[Cue::And, Cue::Or, Cue::AndOr, Cue::Nor, Cue::Not, Cue::No, Cue::Non]).is_some() {
            return self.coordination(chunks);
        }
        let parts: Vec<&[Chunk]> = chunks.split(|c| self.sort(c) == Sort::Comma).collect();
        let nodes: Vec<Node> = parts.into_iter().filter_map(|part| self.coordination(part)).collect();
        (!nodes.is_empty()).then(|| self.joined(nodes, false, &bytes_of(chunks)))
    }

    /// The parts between commas and conjunctions, as ranges of chunks.
    fn separated(&self, chunks: &[Chunk]) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let mut start = 0;
        for at in 0..=chunks.len() {
            let separates = chunks.get(at).is_none_or(|c| {
                matches!(self.sort(c), Sort::Comma | Sort::Slash | Sort::Semicolon)
                    || matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr | Cue::Nor | Cue::But))
            });
            if separates {
                parts.extend((at > start).then_some((start, at)));
                // The denial in "or not" is the next part's.
                start = at + usize::from(chunks.get(at).is_none_or(|c| !self.is_cue(c, Cue::Nor)));
            }
        }
        parts
    }

    /// Whether a part says such a state of people, and nothing else.
    fn is_state(&self, part: &[Chunk]) -> bool {
        let state = |e: Entry| STATES.contains(&e.id());
        let plain = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => state(entry),
            Sort::Term(entry) => matches!(entry.kind(), Kind::Finding | Kind::Method | Kind::Setting),
            Sort::Time | Sort::Dash => true,
            Sort::Cue(cue) => matches!(
                cue,
                Cue::Female
                    | Cue::Patient
                    | Cue::Adult
                    | Cue::Be
                    | Cue::Not
                    | Cue::Non
                    | Cue::No
                    | Cue::Nor
                    | Cue::Who
                    | Cue::Current
                    | Cue::Known
                    | Cue::Suspected
                    | Cue::Either
                    | Cue::The
                    | Cue::Any
                    | Cue::All
                    | Cue::ScoreWord
            ),
            _ => false,
        };
        part.iter().all(plain) && part.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)))
    }
}
