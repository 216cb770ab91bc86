//! Codes of drugs that are still tried, as one word each: "prior treatment with *MK-3475*", "*BMS-936558*".
//!
//! Only with the beginning that a developer is known by, or after a word for what is given, for capitals, a hyphen and a number may
//! say many other things. Near misses: "*CTLA-4*", "*COVID-19*", of few digits; "treated in *RTOG-0617*", a trial; "*UN-1234*", which
//! nobody is given; "study *MK-3475-001*", a trial of a drug; "*ANC-1500*", what is measured.

use std::ops::RangeInclusive;

use super::{Cue, Kind, Lex, Lexeme};
use crate::words;

/// How many letters a code begins with.
const LETTERS: RangeInclusive<usize> = 2..=5;

/// How many digits it has after a beginning that nobody is known by, and after one of a developer.
const DIGITS: RangeInclusive<usize> = 3..=6;
const DEVELOPERS_DIGITS: RangeInclusive<usize> = 3..=8;

/// How far before a code it may be said that it is given.
const NEAR: usize = 3;

/// Makes one word of each such code that is no term.
pub(super) fn joined(text: &str, lexemes: &mut Vec<Lexeme>) {
    let mut at = 0;
    while at + 2 < lexemes.len() {
        if is_code(text, lexemes, at) {
            let last = lexemes[at + 2].end;
            (lexemes[at].lex, lexemes[at].end) = (Lex::Word, last);
            lexemes.drain(at + 1..at + 3);
        }
        at += 1;
    }
}

fn is_code(text: &str, lexemes: &[Lexeme], at: usize) -> bool {
    let written = |l: &Lexeme| &text[l.start as usize..l.end as usize];
    let joins = |n: usize| {
        let touches = |from: usize| lexemes.get(from + 1).is_some_and(|next| lexemes[from].end == next.start);
        lexemes.get(n).is_some_and(|l| l.lex == Lex::Dash) && touches(n - 1) && touches(n)
    };
    let (letters, digits) = (written(&lexemes[at]), written(&lexemes[at + 2]));
    if !joins(at + 1) || joins(at + 3) || !is_capitals(letters) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let developer = words::DEVELOPERS.contains(&letters);
    let measured = matches!(lexemes[at].lex, Lex::Term(group) if group.has(&[Kind::Analyte, Kind::Score]));
    let given = || {
        let before = &lexemes[at.saturating_sub(NEAR)..at];
        before.iter().any(|l| l.cue() == Some(Cue::Exposure)) && !words::CODE_GIVERS.contains(&letters)
    };
    match developer {
        true => DEVELOPERS_DIGITS.contains(&digits.len()) && !measured,
        false => DIGITS.contains(&digits.len()) && lexemes[at].lex == Lex::Word && given(),
    }
}

/// Whether these are the capitals that a code begins with.
fn is_capitals(letters: &str) -> bool {
    LETTERS.contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use crate::lex::lex;

    fn is_one_word(text: &str, code: &str) -> bool {
        let lexed = lex(text);
        lexed.lexemes.iter().any(|l| lexed.written(l) == code)
    }

    #[test]
    fn codes_of_developers_are_words() {
        assert!(is_one_word("any SAR-650984 or other", "SAR-650984"));
        assert!(!is_one_word("study SAR-650984-001", "SAR-650984"));
    }

    #[test]
    fn other_codes_are_words_where_they_are_given() {
        assert!(is_one_word("prior treatment with QZX-1234", "QZX-1234"));
        assert!(!is_one_word("at UN-1234", "UN-1234"));
        assert!(!is_one_word("treated with RTOG-0617", "RTOG-0617"));
        assert!(!is_one_word("treated with QZX-12", "QZX-12"));
    }
}
