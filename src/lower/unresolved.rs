//! "Pneumonia that has *not resolved*", "infection *not yet completely resolved* within 2 weeks": what is still there, and nothing denied.
//!
//! Near misses: "toxicity *not resolved to* grade 1", which may have grown less; "*if not resolved*, …".

use crate::lex::{Cue, Entry, Kind};

use super::context::{Context, Sort};

/// The most lexemes from "not" to "resolved".
const FARTHEST: usize = 3;

impl Context<'_, '_> {
    /// What a word of such a phrase is: "not" says nothing of its own, and "resolved" that it is still there.
    pub(super) fn unresolved(&self, at: usize) -> Option<Sort> {
        let lexemes = &self.lexed.lexemes;
        let resolved = |n: usize| lexemes.get(n).is_some_and(|l| self.lexed.normal(l) == "resolved");
        if lexemes[at].cue() == Some(Cue::Not) {
            let end =
                (at + 1..=at + FARTHEST).take_while(|n| *n == at + 1 || !resolved(n - 1)).find(|n| resolved(*n))?;
            return self.stays(at, end).then_some(Sort::Cue(Cue::Be));
        }
        if is_degree(self.lexed.normal(&lexemes[at])) {
            let end = (at + 1..at + FARTHEST).find(|n| resolved(*n))?;
            let not = (at.saturating_sub(FARTHEST)..at).rev().find(|n| lexemes[*n].cue() == Some(Cue::Not))?;
            return self.stays(not, end).then_some(Sort::Cue(Cue::Be));
        }
        if !resolved(at) {
            return None;
        }
        let not = (at.saturating_sub(FARTHEST)..at).rev().find(|n| lexemes[*n].cue() == Some(Cue::Not))?;
        let entry = Entry::find(Kind::Qualifier, "unresolved").filter(|_| self.stays(not, at))?;
        Some(Sort::Term(entry))
    }

    /// Whether nothing between and behind the two words says up to where it has resolved.
    fn stays(&self, not: usize, resolved: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let degree = |n: usize| is_degree(self.lexed.normal(&lexemes[n]));
        let condition = not.checked_sub(1).is_some_and(|n| matches!(lexemes[n].cue(), Some(Cue::If | Cue::Unless)));
        let next = lexemes.get(resolved + 1).map_or("", |l| self.lexed.normal(l));
        (not + 1..resolved).all(degree) && !condition && !matches!(next, "to" | "by" | "with")
    }
}

/// "not *yet fully* resolved".
fn is_degree(word: &str) -> bool {
    matches!(word, "yet" | "been" | "fully" | "completely" | "adequately")
}
