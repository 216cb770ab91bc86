//! Codes of drugs that are written with a dash, as one word each: "*MK-3475*", "*BMS-986165*".
//!
//! Near misses: "IL-17" and "PHQ-9", with fewer digits; "FEV-200 mL" and "WBC-3500", which are measured; "MK-100-200", a range.

use super::{Kind, Lex, Lexeme};

/// The fewest and the most digits of a code, and the fewest of one whose letters stand for something else as well.
const DIGITS: usize = 3;
const MOST_DIGITS: usize = 7;
const DIGITS_OF_TERM: usize = 4;

/// Makes one word of each such code.
pub(super) fn joined(text: &str, lexemes: &mut Vec<Lexeme>) {
    let mut at = 0;
    while at + 2 < lexemes.len() {
        if is_code(text, lexemes, at) {
            let end = lexemes[at + 2].end;
            (lexemes[at].lex, lexemes[at].end) = (Lex::Word, end);
            lexemes.drain(at + 1..at + 3);
        }
        at += 1;
    }
}

/// Whether letters, a dash and a number from `at` on are a code.
fn is_code(text: &str, lexemes: &[Lexeme], at: usize) -> bool {
    let [letters, dash, number] = &lexemes[at..at + 3] else { return false };
    let written = |l: &Lexeme| &text[l.start as usize..l.end as usize];
    if dash.lex != Lex::Dash || dash.spaced || number.spaced {
        return false;
    }
    let fewest = match letters.lex {
        Lex::Word => DIGITS,
        Lex::Term(group) if !group.has(&[Kind::Analyte, Kind::Score, Kind::Unit, Kind::Cue]) => DIGITS_OF_TERM,
        _ => return false,
    };
    let capitals =
        (2..=4).contains(&written(letters).len()) && written(letters).bytes().all(|b| b.is_ascii_uppercase());
    let digits =
        (fewest..=MOST_DIGITS).contains(&written(number).len()) && written(number).bytes().all(|b| b.is_ascii_digit());
    let apart = at == 0 || letters.spaced || !matches!(lexemes[at - 1].lex, Lex::Dash | Lex::Number(_));
    let goes_on = lexemes.get(at + 3).is_some_and(|next| {
        let unit = next.entry(Kind::Unit).is_some() || matches!(next.lex, Lex::Number(_) | Lex::Times);
        unit || next.is_sign('%') || !next.spaced && (next.lex == Lex::Dash || next.is_sign('/'))
    });
    capitals && digits && apart && !goes_on
}

#[cfg(test)]
mod tests {
    use crate::lex::lex;

    fn words(text: &str) -> Vec<&str> {
        let lexed = lex(text);
        lexed.lexemes.iter().map(|l| &text[l.start as usize..l.end as usize]).collect()
    }

    #[test]
    fn a_code_of_a_drug_is_one_word() {
        assert_eq!(words("with MK-3475, or"), ["with", "MK-3475", ",", "or"]);
        assert_eq!(words("received BMS-986165"), ["received", "BMS-986165"]);
    }

    #[test]
    fn what_is_measured_is_none() {
        for text in ["FEV-200 mL", "QQ-17", "WBC-3500", "MK-100-200", "MK - 3475"] {
            assert!(words(text).len() > 2, "{text}");
        }
    }
}
