//! A word and a number or class written without the space between them: "Age18-65", "status0-2", "than100", "ASAII".
//!
//! "28w0d" is taken apart into its weeks and days, "nonpregnant" into what it denies.
//!
//! Only a word that carries structure or is measured is taken apart, and only where the whole is no term: "CD19", "B12"
//! and "HER2" stay what they are.

use super::normal::push_word;
use super::number::parse;
use super::scan::{Shape, Token, Tokens};
use super::vocabulary::{Cue, Kind, look_up};
use crate::words;

/// The fewest letters of a word that is taken apart from a number: "or2", "to14".
const SHORTEST: usize = 2;

/// What a word begins with that denies the rest of it.
const NON: &str = "non";

/// Takes such words apart.
pub fn split(text: &str, tokens: &mut Tokens) {
    let mut at = 0;
    while at < tokens.tokens.len() {
        let token = tokens.tokens[at];
        let written = &text[token.start as usize..token.end as usize];
        if at > 0
            && !token.spaced
            && matches!(tokens.tokens[at - 1].shape, Shape::Number(_))
            && is_weeks_and_days(written)
        {
            let parts = [(0, 1), (1, 2), (2, 3)].map(|(from, to)| {
                let shape = parse(&written[from..to]).map_or(Shape::Word, |n| Shape::Number(Some(n)));
                let (start, end) = (token.start + from as u32, token.start + to as u32);
                token_of(shape, start, end, &written[from..to], false, &mut tokens.normal)
            });
            tokens.tokens.splice(at..=at, parts);
            at += parts.len();
            continue;
        }
        if token.shape == Shape::Word && denies_state(written) {
            let middle = token.start + NON.len() as u32;
            let (non, state) = written.split_at(NON.len());
            tokens.tokens[at] = token_of(Shape::Word, token.start, middle, non, token.spaced, &mut tokens.normal);
            let second = token_of(Shape::Word, middle, token.end, state, false, &mut tokens.normal);
            tokens.tokens.insert(at + 1, second);
            at += 2;
            continue;
        }
        if token.shape == Shape::Word
            && let Some(length) = boundary(written).or_else(|| before_range(written, &text[token.end as usize..]))
            && look_up(written).is_none()
        {
            let (word, rest) = written.split_at(length);
            let shape = parse(rest).filter(|_| rest.bytes().all(|b| b.is_ascii_digit()));
            let middle = token.start + length as u32;
            tokens.tokens[at] = token_of(Shape::Word, token.start, middle, word, token.spaced, &mut tokens.normal);
            let shape = shape.map_or(Shape::Word, |n| Shape::Number(Some(n)));
            let second = token_of(shape, middle, token.end, rest, false, &mut tokens.normal);
            tokens.tokens.insert(at + 1, second);
        }
        at += 1;
    }
}

/// "*non*childbearing potential", "*non*pregnant": "non" written together with a state. Near misses: "nonsmoker", which is a term;
/// "nonsteroidal".
fn denies_state(word: &str) -> bool {
    let state = word.get(..NON.len()).filter(|first| first.eq_ignore_ascii_case(NON)).map(|_| &word[NON.len()..]);
    state.is_some_and(|state| words::WRITTEN_WITH_NON.contains(&&*state.to_ascii_lowercase()))
        && look_up(word).is_none()
}

/// "28*w0d*": the letters of weeks and days with the days between them. Near miss: "w10d".
fn is_weeks_and_days(word: &str) -> bool {
    matches!(word.as_bytes(), [b'w' | b'W', b'0'..=b'6', b'd' | b'D'])
}

fn token_of(shape: Shape, start: u32, end: u32, written: &str, spaced: bool, normal: &mut String) -> Token {
    let from = normal.len() as u32;
    push_word(written, normal);
    Token { shape, start, end, normal: (from, normal.len() as u32), spaced }
}

/// The bytes of the word's first part, where it has two.
fn boundary(word: &str) -> Option<usize> {
    if word.bytes().all(|b| b.is_ascii_alphabetic()) && !word.ends_with(['I', 'V']) {
        return None;
    }
    if let Some(at) = word.find(|c: char| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(&c)) {
        let rest = &word[at..];
        let one_sort = rest.bytes().all(|b| b.is_ascii_digit()) || rest.chars().all(|c| ('Ⅰ'..='Ⅻ').contains(&c));
        return (at >= SHORTEST && one_sort && takes_number(&word[..at])).then_some(at);
    }
    let numeral = word.len() - word.trim_end_matches(['I', 'V']).len();
    let at = word.len() - numeral;
    (numeral > 0 && at >= SHORTEST && is_class_scale(&word[..at])).then_some(at)
}

/// The fewest letters of the abbreviation of what is measured that is taken apart from a number.
const SHORTEST_ABBREVIATION: usize = 3;

/// "BMI25-35", "PLT100×10^9/L", "ECOG0-1", "NRS0-10": an abbreviation of what is measured, where the digits are no part of a name, for a
/// range or a power goes on. Near misses: "CA19-9", "PHQ9", "SF36-PF".
fn before_range(word: &str, after: &str) -> Option<usize> {
    let at = word.find(|c: char| c.is_ascii_digit()).filter(|at| *at >= SHORTEST_ABBREVIATION)?;
    let (name, digits) = word.split_at(at);
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let range = after.strip_prefix(['-', '–', '~']).is_some_and(number);
    let power = after.strip_prefix(['×', 'x', '*']).is_some_and(|rest| rest.trim_start().starts_with("10"));
    let entry = look_up(name).and_then(|group| group.of(Kind::Analyte).or(group.of(Kind::Score)))?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && name.bytes().all(|b| b.is_ascii_uppercase());
    // The number of a questionnaire's items is part of its name.
    let own = entry.kind() == Kind::Analyte || digits == "0" || is_class_scale(name);
    (plain && own && (range || power)).then_some(at)
}

/// Whether a number can be expected after the word: a comparator, "age", "status", "score", "class".
fn takes_number(word: &str) -> bool {
    let cues = [
        Cue::Age,
        Cue::Than,
        Cue::To,
        Cue::ClassWord,
        Cue::ScoreWord,
        Cue::GeBefore,
        Cue::GtBefore,
        Cue::LeBefore,
        Cue::LtBefore,
        Cue::Between,
        Cue::Within,
        Cue::And,
        Cue::Or,
    ];
    word.eq_ignore_ascii_case("status")
        || look_up(word).is_some_and(|group| group.cue().is_some_and(|cue| cues.contains(&cue)))
}

/// Whether it is the abbreviation of a scale of classes: "ASA", "NYHA".
fn is_class_scale(word: &str) -> bool {
    let score = look_up(word).and_then(|group| group.of(Kind::Score));
    score.is_some_and(|entry| entry.is_graded())
}

#[cfg(test)]
mod tests {
    use crate::lex::lex;

    fn words(text: &str) -> Vec<&str> {
        let lexed = lex(text);
        lexed.lexemes.iter().map(|l| lexed.written(l)).collect()
    }

    #[test]
    fn a_number_is_taken_from_a_word_that_expects_one() {
        assert_eq!(words("Age18-65"), ["Age", "18", "-", "65"]);
        assert_eq!(words("than100 g/L"), ["than", "100", "g", "/", "L"]);
        assert_eq!(words("ASAII"), ["ASA", "II"]);
        assert_eq!(words("gradeⅡ"), ["grade", "Ⅱ"]);
        assert_eq!(words("BMI25-35"), ["BMI", "25", "-", "35"]);
        assert_eq!(words("ECOG0-1"), ["ECOG", "0", "-", "1"]);
    }

    #[test]
    fn names_with_numbers_stay_whole() {
        for name in ["CD19", "SpO2", "HER2", "omega3", "BRAFV", "BMI25"] {
            assert_eq!(words(name), [name]);
        }
        assert_eq!(words("CA19-9"), ["CA19-9"]);
        assert_eq!(words("ACQ5-7")[0], "ACQ5");
    }
}
