//! "Only if": of those who are named before it, what follows is demanded.
//!
//! | form | rule |
//! |---|---|
//! | women of childbearing potential *only if* a pregnancy test is negative | `if C: test negative` |
//! | diabetics *only if* HbA1c ≤ 8 % | `if diabetes: HbA1c ≤ 8 %` |
//! | patients > 70 years *only if* KPS ≥ 80 % | `if age > 70: KPS ≥ 80 %` |
//! | antidepressants *only if* stable for 4 weeks | `if antidepressant: antidepressant [stable 4 wk]` |
//! | among what excludes, smokers *only if* > 10 pack-years | `all(smoking, > 10 pack-years)` |
//!
//! Near misses: "contraception *only if* of childbearing potential", "an ECG *only if* QTc > 450 ms before", what those alone do; "negative
//! test *if* of childbearing potential".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

/// The chunks in which a condition says that a dose is stable: "*the dose has been stable* for".
const LONGEST_STATE: usize = 5;

impl Context<'_, '_> {
    /// Reads a clause of this form: `only` is the word, `rest` stands before and `condition` after it.
    pub(super) fn only_if(&mut self, only: &Chunk, rest: &[Chunk], condition: &[Chunk]) -> Option<Node> {
        let said = self.words(&only.span).to_ascii_lowercase();
        if said == "only if"
            && let Some(node) = self.taken_only_stable(rest, condition)
        {
            return Some(node);
        }
        let who = |c: &Chunk| match self.sort(c) {
            Sort::Cue(cue) => matches!(cue, Cue::Female | Cue::Male),
            Sort::Concept(entry) => match entry.kind() {
                Kind::Condition => true,
                Kind::Observation => self.is_childbearing(c) || entry.id() == "smoking",
                _ => false,
            },
            _ => false,
        };
        let plain = |c: &Chunk| who(c) || self.is_idle(c) || matches!(self.sort(c), Sort::Term(_));
        let aged = self.only_age(rest);
        if said != "only if" || !(aged || rest.iter().any(who) && rest.iter().all(plain)) {
            return None;
        }
        // "patients > 65 years *may be enrolled* only if …"
        let end = if aged { rest.iter().rposition(|c| self.sort(c) == Sort::Quantity)? + 1 } else { rest.len() };
        self.take(&rest[end..]);
        let when = self.clause(&rest[..end])?;
        let then = self.condition(condition)?;
        let bytes = bytes_of(rest).start..bytes_of(condition).end;
        if self.demand {
            return Some(self.if_node(when, then, &bytes));
        }
        Some(self.joined(vec![when, then], true, &bytes))
    }

    /// "Hypnotics and antidepressants only if *stable for 4 weeks*": drugs that nobody needs to take, and how those take them who do.
    fn taken_only_stable(&mut self, rest: &[Chunk], condition: &[Chunk]) -> Option<Node> {
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let taken = |c: &Chunk| {
            self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::Exposure | Cue::TherapyWord | Cue::Current | Cue::Allowed))
        };
        let stable = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Stable | Cue::StableDose))
                || matches!(&c.kind, ChunkKind::Time(_)) && self.words(&c.span).to_ascii_lowercase().contains("stable")
        };
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Group | Sort::Semicolon);
        let drugs = rest.iter().any(drug) && rest.iter().all(|c| drug(c) || taken(c));
        let how = condition.iter().take(LONGEST_STATE).any(stable) && !condition.iter().any(named);
        if !self.demand || !drugs || !how {
            return None;
        }
        let allowed = |c: &&Chunk| !self.is_cue(c, Cue::Allowed);
        let both: Vec<Chunk> = rest.iter().filter(allowed).chain(condition).cloned().collect();
        let node = self.clause(&both)?;
        Some(self.for_takers(node, &(bytes_of(rest).start..bytes_of(condition).end)))
    }

    /// "patients *> 70 years*", "subjects *aged 65 to 70 may be enrolled*": whether chunks name people by their age alone.
    fn only_age(&self, rest: &[Chunk]) -> bool {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let years =
            |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.age || self.is_age(q) || q.unit.is_none());
        let people = |c: &Chunk| {
            self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::Patient | Cue::Age | Cue::Old | Cue::Allowed | Cue::Adult))
        };
        let named = rest.iter().any(|c| matches!(self.cue(c), Some(Cue::Patient | Cue::Age | Cue::Old)));
        let one = rest.iter().filter(|c| self.sort(c) == Sort::Quantity).count() == 1;
        named && one && rest.iter().all(|c| people(c) || limit(c) && years(c))
    }
}
