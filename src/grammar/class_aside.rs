//! The word of a class that stands before brackets behind another class: "*stage* IIIB (with effusion) or *IV*", "*stage* IIB (T3b), IIC
//! (T4b) or *III*".
//!
//! Near misses: "asthma (stage II) or *IV* therapy", where the class stands in the brackets; "stage II, or *IV*", without brackets.

use crate::lex::{Cue, Lex, Lexed, Lexeme};

/// The most lexemes from a class back to its word.
const FAR: usize = 40;

/// Which lexeme is the word of the class that begins at `at`.
pub fn word_before_aside(lexed: &Lexed<'_>, at: usize) -> Option<usize> {
    let from = at.saturating_sub(FAR);
    let before = lexed.lexemes.get(from..at)?;
    let joint = |l: &Lexeme| l.is_sign(',') || matches!(l.cue(), Some(Cue::Or | Cue::And)) || l.lex == Lex::Dash;
    let numeral = |l: &Lexeme| {
        let written = lexed.written(l).trim_end_matches(|c: char| matches!(c, 'A'..='C' | 'a'..='c'));
        matches!(written, "I" | "II" | "III" | "IV")
    };
    let (mut asides, mut open, mut classes) = (0, false, 0);
    for (n, lexeme) in before.iter().enumerate().rev() {
        let first = n + 1 == before.len();
        if open {
            if lexeme.is_sign(')') {
                return None;
            }
            open = !lexeme.is_sign('(');
        } else if lexeme.is_sign(')') {
            (asides, open) = (asides + 1, true);
        } else if lexeme.cue() == Some(Cue::ClassWord) {
            return (asides > 0 && classes > 0).then_some(from + n);
        } else if first && !joint(lexeme) || !joint(lexeme) && !numeral(lexeme) || numeral(lexeme) && asides == 0 {
            return None;
        } else {
            classes += usize::from(numeral(lexeme));
        }
    }
    None
}
