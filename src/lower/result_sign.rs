//! A plus or a minus directly after what is tested: "HER2*+*", "HBsAg (*+*)", "HIV*-* women" are results like "positive" and
//! "negative".
//!
//! Near misses: "Na*+* > 130 mmol/L", "HER2 3*+*", a number's own sign; "HIV*-* and HBV-infected", "HER2*-* negative" and
//! "HBsAg*-*test", hyphens; "Hb *-* 9 g/dL", which is spaced.

use crate::lex::{Cue, Entry, Kind, Lex, Lexeme};
use crate::words;

use super::context::{Context, Sort};

/// So many lexemes after "and" or "or" the word may stand that shares its end with a hyphen before it.
const SUSPENDED: usize = 4;

/// The units in which what is found or not found may be counted as well.
const UNITS: [&str; 3] = ["%", "[IU]/mL", "U/mL"];

impl Context<'_, '_> {
    /// The finding that the sign at this place is, if it is one.
    pub fn result_sign(&self, at: usize) -> Option<Entry> {
        let lexemes = &self.lexed.lexemes;
        let id = match self.lexed.written(&lexemes[at]) {
            "+" => "positive",
            "-" | "–" | "−" | "‑" => "negative",
            _ => return None,
        };
        let before = |n: usize| at.checked_sub(n).and_then(|n| lexemes.get(n));
        let next = lexemes.get(at + 1);
        let bracketed = before(1).is_some_and(|l| l.is_sign('(')) && next.is_some_and(|l| l.is_sign(')'));
        let last = next.is_none_or(|next| matches!(next.lex, Lex::Sign(',' | ';' | ')')));
        let of = if bracketed { 2 } else { 1 };
        let tested = before(of).filter(|_| bracketed || id == "positive" || last || !lexemes[at].spaced);
        let ends = bracketed || next.is_none_or(|next| self.ends_result(at, next));
        let found = at.checked_sub(of).and_then(|at| self.senses.binary_search_by_key(&at, |(of, _)| *of).ok());
        let sense = found.and_then(|found| match self.senses[found].1 {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        });
        let signed = tested.and_then(|l| sense.or(l.concept())).is_some_and(|e| is_tested(e, id)) && ends;
        signed.then(|| Entry::find(Kind::Finding, id)).flatten()
    }

    /// Whether a result may end before this lexeme, the one after the sign at `at`.
    fn ends_result(&self, at: usize, next: &Lexeme) -> bool {
        let stops = matches!(next.lex, Lex::Sign(',' | ';' | '.' | ')' | '/' | ':'));
        let joins = matches!(next.cue(), Some(Cue::And | Cue::Or | Cue::AndOr));
        let word = matches!(next.lex, Lex::Word | Lex::Term(_)) && next.spaced;
        let told = next.entry(Kind::Finding).is_some() || self.lexed.normal(next) == "infected";
        stops || if joins { !self.is_suspended(at + 2) } else { word && !told && !self.lexed.lexemes[at].spaced }
    }

    /// "HIV- and *HBV-infected*": whether a word shares the end of another after the conjunction.
    fn is_suspended(&self, from: usize) -> bool {
        let after = self.lexed.lexemes.get(from..).unwrap_or_default();
        let hyphened = |l: &Lexeme| self.lexed.written(l).trim_end_matches(['-', '+']).contains('-');
        let apart =
            |two: &[Lexeme]| two[0].lex == Lex::Dash && !two[0].spaced && !two[1].spaced && two[1].lex == Lex::Word;
        after.windows(2).take(SUSPENDED).any(apart) || after.iter().take(SUSPENDED).any(hyphened)
    }
}

/// Whether a test finds this or does not. Who is "HIV+" has the infection; who is "HIV-" has been tested.
fn is_tested(entry: Entry, result: &str) -> bool {
    match entry.kind() {
        Kind::Analyte => entry.usual_unit().is_none_or(|unit| UNITS.contains(&unit)),
        Kind::Condition => result == "negative" && words::INFECTIONS_TESTED.contains(&entry.id()),
        _ => false,
    }
}
