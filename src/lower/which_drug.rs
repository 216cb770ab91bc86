//! Which drug is named: by the generation of a class that words before it tell, by the sense of an abbreviation, and not where
//! an adjective only sounds like one.

use crate::lex::{Cue, Entry, Lex, Lexeme};
use crate::words;

use super::context::{Context, Sort};

/// The endings of ordinals in numerals: "2*nd*".
const ORDINAL_ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];

impl Context<'_, '_> {
    /// What the abbreviation at `at` stands for, where it has several senses: a drug, or something else or nothing sure. "Approved
    /// by the study *PI*" names no protease inhibitor.
    pub fn sense_as_drug(&self, at: usize) -> Option<Option<Entry>> {
        let found = self.senses.binary_search_by_key(&at, |(of, _)| *of).ok()?;
        Some(match self.senses[found].1 {
            Sort::Concept(entry) if entry.kind().is_drug() => Some(entry),
            _ => None,
        })
    }

    /// The first lexeme of the generations that a class beginning at `first` is of: "*2nd generation* corticosteroids",
    /// "*second/third generation* cephalosporins", "*first- or* second-generation antihistamines". Near miss: "the
    /// second, third or *fourth* vaccination".
    pub fn generations(&self, first: usize) -> usize {
        let word = |at: usize| self.lexed.normal(&self.lexed.lexemes[at]);
        let Some(mut from) = (match word(first) {
            "generation" | "generations" => self.ordinal_before(first),
            ordinal if words::ORDINALS.contains(&ordinal) && self.is_generation(first) => Some(first),
            ending if ORDINAL_ENDINGS.contains(&ending) => self.ordinal_before(first + 1),
            _ => None,
        }) else {
            return first;
        };
        while let Some(before) = from.checked_sub(1).filter(|at| joins(&self.lexed.lexemes[*at])) {
            match self.ordinal_before(before) {
                Some(earlier) => from = earlier,
                None => break,
            }
        }
        from
    }

    /// Whether the ordinal at `at` numbers a generation, in the words of its own term or in those after it.
    fn is_generation(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let next = lexemes[at + 1..].iter().find(|l| l.lex != Lex::Dash);
        next.is_some_and(|l| self.lexed.normal(l) == "generation")
            || self.lexed.written(&lexemes[at]).to_lowercase().contains("generation")
    }

    /// The first lexeme of an ordinal directly before the lexeme at `at`, with or without a hyphen: "third-", "3rd".
    fn ordinal_before(&self, at: usize) -> Option<usize> {
        let lexemes = &self.lexed.lexemes;
        let last = at.checked_sub(1)?;
        let last = if lexemes[last].lex == Lex::Dash { last.checked_sub(1)? } else { last };
        let word = self.lexed.normal(&lexemes[last]);
        if words::ORDINALS.contains(&word) {
            return Some(last);
        }
        let number = last.checked_sub(1).filter(|n| matches!(lexemes[*n].lex, Lex::Number(_)))?;
        (ORDINAL_ENDINGS.contains(&word) && lexemes[number].end == lexemes[last].start).then_some(number)
    }

    /// "*Biological* or physiological causes", "molecular *biological* methods", "clinico-*biological* intolerance": the
    /// adjective, not the drugs; "*biologic* composition", "an *immunosuppressive* dose". Near misses: "*biological* or targeted
    /// therapy", "*biologicals*", "*immunosuppressive* agents".
    pub fn is_biological_adjective(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        let word = |at: usize| lexemes.get(at).map_or("", |l| self.lexed.normal(l));
        let nouns = match &*self.lexed.written(&lexemes[at]).to_ascii_lowercase() {
            "biological" | "biologic" => words::BIOLOGICAL_NOUNS,
            "immunosuppressive" => words::IMMUNOSUPPRESSIVE_NOUNS,
            _ => return false,
        };
        let joined = lexemes.get(at + 1).is_some_and(joins);
        let noun = if joined { word(at + 3) } else { word(at + 1) };
        let compound = at > 1 && lexemes[at - 1].lex == Lex::Dash && lexemes[at - 2].cue() != Some(Cue::Non);
        let part = at > 0 && word(at - 1) == "molecular" || compound && !lexemes[at].spaced;
        nouns.contains(&noun) || part
    }
}

/// Whether a lexeme joins two words that stand before one noun.
fn joins(lexeme: &Lexeme) -> bool {
    lexeme.is_sign('/') || lexeme.is_sign(',') || matches!(lexeme.cue(), Some(Cue::Or | Cue::And | Cue::AndOr))
}
