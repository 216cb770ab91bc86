//! Words of structure that are plain nouns or adjectives where they stand.
//!
//! | word | plain | not |
//! |---|---|---|
//! | pathology | injury or *pathology*, knee *pathology* | confirmed by local *pathology*, *pathology* report |
//! | plan, intent | ideation with *plan* or *intent* | *plan* to undergo surgery; ideation, intent or *plan* |
//! | pt | 11-*pt* scale | *PT* ≤ 1.5 × ULN |
//! | fast | *fast* heart rate | *fast* for 8 hours, overnight *fast* |

use crate::lex::{Cue, Kind, Lex, Lexeme};

use super::context::Context;

/// So many lexemes before a noun that say by what something is confirmed, or with what something comes.
const FEW: usize = 4;

impl Context<'_, '_> {
    /// Whether what is named next after the lexeme at `at` is given or taken: "off *all vasopressors*".
    fn names_given_after(&self, at: usize) -> bool {
        let mut after = self.lexed.lexemes[at + 1..].iter().take(FEW);
        let ends = |l: &&Lexeme| !matches!(l.lex, Lex::Sign(_) | Lex::Dash | Lex::Number(_));
        let given = |l: &Lexeme| {
            let concept = l.concept().map(|e| e.kind());
            concept.is_some_and(|kind| kind.is_treatment() || kind == Kind::Observation)
                || matches!(l.cue(), Some(Cue::TherapyWord | Cue::Dose))
        };
        after.by_ref().take_while(ends).any(given)
    }

    /// Whether the lexeme at `at` is such a word.
    pub fn is_plain_noun(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let before = at.checked_sub(1).map(|n| &lexemes[n]);
        let after = lexemes.get(at + 1);
        let cue = |lexeme: Option<&Lexeme>, cues: &[Cue]| {
            lexeme.and_then(|l| l.cue()).is_some_and(|found| cues.contains(&found))
        };
        let ends = after.is_none_or(|l| matches!(l.lex, Lex::Sign(_))) || cue(after, &[Cue::Or, Cue::And, Cue::AndOr]);
        match self.lexed.normal(&lexemes[at]) {
            "pathology" => {
                let joined = cue(before, &[Cue::Or, Cue::And, Cue::AndOr, Cue::Other]);
                let named = before.is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Sign(',' | '/')) || is_term(l));
                let near = &lexemes[at.saturating_sub(FEW)..at];
                let by = near.iter().any(|l| cue(Some(l), &[Cue::AccordingTo, Cue::DefinedAs, Cue::In, Cue::Known]));
                ends && !by && (joined || named)
            }
            "plan" | "plans" | "intent" | "intention" => {
                let near = &lexemes[at.saturating_sub(FEW)..at];
                ends && near.iter().any(|l| cue(Some(l), &[Cue::With, Cue::Without]))
            }
            // "*off* steroids" is without them; "off-pump", "wearing off", "in OFF" are not.
            "off" if self.lexed.written(&lexemes[at]).eq_ignore_ascii_case("off") => !self.names_given_after(at),
            // "*total* paralysis": of the whole of it. Near misses: "*total* dose", "*total* infections > 3".
            "total" => {
                let disease = |l: &Lexeme| l.entry(Kind::Condition).is_some() && !is_count(self.lexed.normal(l));
                after.is_some_and(disease) && before.is_none_or(|l| !is_term(l))
            }
            // "11-*pt* scale": points, no prothrombin time.
            "pt" => {
                let written = self.lexed.written(&lexemes[at]) == "pt";
                written && before.is_some_and(|l| matches!(l.lex, Lex::Dash | Lex::Number(_)))
            }
            // "except polyps, *appendix*": a part of the body, and no part of the text.
            "appendix" => {
                ends && (cue(before, &[Cue::Except, Cue::Or, Cue::And]) || before.is_some_and(|l| l.is_sign(',')))
            }
            "fast" => after.is_some_and(|l| matches!(l.lex, Lex::Word) || l.concept().is_some() || is_term(l)),
            _ => false,
        }
    }

    /// "another statin *than* pravastatin": what it is other than stands behind the noun. Near misses: "*other than* pravastatin", a cue
    /// of its own; "no other dose *more than* 5 mg".
    pub(super) fn follows_other(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        if !self.lexed.written(&lexemes[at]).eq_ignore_ascii_case("than") {
            return false;
        }
        let near = &lexemes[at.saturating_sub(FEW)..at];
        let other = near.iter().rposition(|l| l.cue() == Some(Cue::Other));
        let named = |l: &Lexeme| l.concept().is_some() || l.lex == Lex::Word || l.cue() == Some(Cue::TherapyWord);
        other.is_some_and(|other| other + 1 < near.len() && near[other + 1..].iter().all(named))
    }
}

/// Whether a noun stands for several: "infections". Near miss: "paralysis".
fn is_count(noun: &str) -> bool {
    noun.ends_with('s') && !["ss", "is", "us"].iter().any(|end| noun.ends_with(end))
}

/// Whether a lexeme says something, and is no word of structure.
fn is_term(lexeme: &Lexeme) -> bool {
    matches!(lexeme.lex, Lex::Term(_)) && lexeme.cue().is_none()
}
