//! The labels of the Leaf Clinical Trials corpus, as far as they are about limits, ages and drugs.
//!
//! | label | stands for |
//! |---|---|
//! | `Eq-Value` | each number of a limit or time, in digits or words, without its unit; a class ("III") |
//! | `Eq-Operator` | each comparator of it, sign or words ("≥", "at least", "or older", "within"), and what joins the ends of a range ("-", "to", "between"), of severities too ("moderate to severe") |
//! | `Eq-Unit` | each part of its unit that is no time ("mg" and "dL" of "mg/dL"), again where it is explained in brackets; the word "grade", "class" or "stage" beside it; the words for the reference it is relative to ("upper limit of normal") |
//! | `Eq-Temporal-Unit` | each length of time ("years", "week" of "per week"); "daily" and its like in the words of a clinical statement |
//! | `Age` | the words that say that an age is one ("age", "aged", "old") |
//! | `Drug-Name` | a mention of a drug or class |

use trial_extract::emit::facts::{Fact, facts};
use trial_extract::lex::{Cue, lex};
use trial_extract::rule::{Span, Trial};

use super::brat::Mention;
use super::text::{Lexeme, Text, Word};
use super::walk::statements;

/// The labels that are scored.
pub const LABELS: &[&str] = &["Eq-Operator", "Eq-Value", "Eq-Unit", "Eq-Temporal-Unit", "Age", "Drug-Name"];

/// Words that compare on their own.
const OPERATORS: &[Cue] = &[
    Cue::GeBefore,
    Cue::GtBefore,
    Cue::LeBefore,
    Cue::LtBefore,
    Cue::GeAge,
    Cue::GtAge,
    Cue::LeAge,
    Cue::LtAge,
    Cue::EqBefore,
    Cue::GeAfter,
    Cue::LeAfter,
    Cue::Between,
    Cue::Within,
];

/// Words that compare after "or" and "and".
const AFTER: &[Cue] = &[Cue::GtBefore, Cue::GtAge, Cue::GreaterOf, Cue::LtBefore, Cue::LtAge, Cue::LesserOf];

/// Words of a comparator or a unit that people leave out of its span, at either end.
const IDLE: &[&str] = &["a", "an", "each", "every", "for", "is", "of", "per", "the", "to", "age", "ages"];

/// Words around the one for age that are no part of its span.
const AROUND_AGE: &[&str] =
    &["at", "of", "the", "is", "range", "group", "limit", "limits", "under", "over", "above", "below", "life"];

/// How many lexemes before and after a limit the word for age is looked for in.
const BEFORE_AGE: usize = 4;
/// See `BEFORE_AGE`.
const AFTER_AGE: usize = 2;

/// The most lexemes of a unit in brackets.
const LONGEST_UNIT: usize = 6;

/// Words for what a limit is relative to.
const REFERENCES: &[Cue] = &[Cue::Uln, Cue::Lln, Cue::NormalValue];

/// Kinds of facts whose words hold numbers.
const NUMERIC: &[&str] = &["comparison", "window", "calendar", "repetition", "permitted", "class", "result"];

/// What the trial's rules say, in the labels of LCT.
pub fn mentions(trial: &Trial, text: &Text) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for fact in facts(trial) {
        match fact.kind {
            "drug" => mentions.push(Mention::new("Drug-Name", fact.span)),
            kind if NUMERIC.contains(&kind) => quantity(&fact, text, &mut mentions),
            _ => {}
        }
    }
    severities(trial, text, &mut mentions);
    frequencies(trial, text, &mut mentions);
    normals(trial, text, &mut mentions);
    mentions
}

/// What joins the ends of a range of severities: "moderate *to* severe dementia".
fn severities(trial: &Trial, text: &Text, mentions: &mut Vec<Mention>) {
    let statements = statements(trial);
    let ranged = statements.iter().filter(|s| s.leaf.qualifiers.iter().any(|q| q.contains("_to_")));
    for span in ranged.filter_map(|statement| statement.absolute(&statement.leaf.span)) {
        let (_, lexemes) = text.within(span);
        let joins = lexemes.iter().filter(|l| l.qualifies).filter_map(|l| l.inner_word("to"));
        mentions.extend(joins.map(|span| Mention::new("Eq-Operator", span)));
    }
}

/// How often: "*daily* opioid use", "smokes *daily*".
fn frequencies(trial: &Trial, text: &Text, mentions: &mut Vec<Mention>) {
    for span in statements(trial).iter().filter_map(|statement| statement.absolute(&statement.leaf.span)) {
        let (_, lexemes) = text.within(span);
        let often = lexemes.iter().filter(|l| l.is_cue(&[Cue::Daily, Cue::Weekly, Cue::Monthly]));
        let one = often.filter(|l| l.text.split_whitespace().count() == 1);
        mentions.extend(one.map(|l| Mention::new("Eq-Temporal-Unit", l.span)));
    }
}

/// "*within* the *normal range*": the comparator and the reference of a result that is normal.
fn normals(trial: &Trial, text: &Text, mentions: &mut Vec<Mention>) {
    let statements = statements(trial);
    let results = statements.iter().filter_map(|s| Some((s, s.leaf.value.as_ref()?)));
    for (statement, value) in results.filter(|(_, value)| value.is.as_deref() == Some("normal")) {
        let (_, lexemes) = text.within(statement.shifted(value.span));
        for lexeme in lexemes {
            let Some(within) = lexeme.inner_word("within").filter(|w| w.start == lexeme.span.start) else { continue };
            mentions.push(Mention::new("Eq-Operator", within));
            let unit = lexeme.core(&["within", "the"]);
            if unit.start > within.end {
                mentions.push(Mention::new("Eq-Unit", unit));
            }
        }
    }
}

fn quantity(fact: &Fact<'_>, text: &Text, mentions: &mut Vec<Mention>) {
    let (first, lexemes) = text.within(fact.span);
    let has_number = lexemes.iter().any(|l| l.word == Word::Number);
    mentions.extend(age_word(fact, text, first, lexemes.len()));
    let mut at = 0;
    while at < lexemes.len() {
        let (label, span, next) = match labelled(lexemes, at, has_number) {
            Some((label, span, next)) => (label, span, next),
            None => {
                at += 1;
                continue;
            }
        };
        mentions.push(Mention::new(label, span));
        at = next;
    }
    let before = first.checked_sub(1).and_then(|at| text.get(at));
    mentions.extend(before.and_then(class_word).map(|span| Mention::new("Eq-Unit", span)));
    // "± 5 kg": the sign stands before the words of what is allowed.
    mentions.extend(before.filter(|l| l.text == "±").map(|l| Mention::new("Eq-Operator", l.span)));
    let explained = explained_unit(text, first + lexemes.len());
    mentions.extend(explained.into_iter().map(|(label, span)| Mention::new(label, span)));
}

/// The parts of a unit that is written once more in the brackets after a limit: "150 kilograms (*kg*)".
fn explained_unit(text: &Text, open: usize) -> Vec<(&'static str, Span)> {
    let ahead = |n: usize| text.get(open + n).filter(|l| open > 0 && l.word != Word::Sign(')'));
    if text.get(open).is_none_or(|l| l.word != Word::Sign('(')) {
        return Vec::new();
    }
    let inside: Vec<Lexeme> = (1..).map_while(ahead).take(LONGEST_UNIT).cloned().collect();
    let is_part = |l: &Lexeme| l.unit.is_some() || matches!(l.word, Word::Sign('/') | Word::Power);
    let closed = text.get(open + 1 + inside.len()).is_some_and(|l| l.word == Word::Sign(')'));
    if !closed || !inside.iter().all(is_part) {
        return Vec::new();
    }
    let parts = (0..inside.len()).filter_map(|at| labelled(&inside, at, true));
    parts.map(|(label, span, _)| (label, span)).collect()
}

/// The word for what a class is, at the end of its scale's name: "NYHA class", "stage".
fn class_word(scale: &Lexeme) -> Option<Span> {
    let last = scale.text.split_whitespace().next_back()?;
    let is_word = lex(last).lexemes.first().is_some_and(|l| l.cue() == Some(Cue::ClassWord));
    is_word.then(|| scale.last_word())
}

/// The last lexeme of a date that begins at `at`: "1st of January 2000", "March 3, 2015", "July 2018".
fn date_end(lexemes: &[Lexeme], at: usize) -> Option<usize> {
    let is_month = |n: usize| lexemes.get(n).is_some_and(|l| l.is_cue(&[Cue::MonthName]) || l.text == "May");
    let is_year = |n: usize| lexemes.get(n).is_some_and(|l| l.word == Word::Number && l.text.len() == 4);
    let passes =
        |n: usize| lexemes.get(n).is_some_and(|l| matches!(l.text.as_str(), "st" | "nd" | "rd" | "th" | "of" | ","));
    let past = |n: usize| (n..).find(|n| !passes(*n)).unwrap_or(n);
    let month = if is_month(at) { at } else { past(at + 1) };
    if !is_month(month) || month > at && lexemes[at].word != Word::Number {
        return None;
    }
    let day = past(month + 1);
    let next = past(day + 1);
    [day, next].into_iter().find(|n| is_year(*n) && (*n == day || lexemes[day].word == Word::Number))
}

/// The label of the lexeme at `at`, the span it has together with its neighbours, and the lexeme after them.
fn labelled(lexemes: &[Lexeme], at: usize, has_number: bool) -> Option<(&'static str, Span, usize)> {
    let lexeme = &lexemes[at];
    let word = |n: usize| lexemes.get(n).map(|l| l.word);
    let before = at.checked_sub(1).and_then(word);
    let alone = |label| Some((label, lexeme.span, at + 1));
    let joined = |label, last: usize| Some((label, lexeme.span.join(lexemes[last].span), last + 1));
    let is_sign = |n: usize, sign| word(n) == Some(Word::Sign(sign));
    if let Some(last) = date_end(lexemes, at) {
        return joined("Eq-Value", last);
    }
    match lexeme.word {
        // "mL/min per 1.73 m²"
        Word::Number
            if before == Some(Word::Cue(Cue::Per))
                && at > 1
                && lexemes[at - 2].unit.is_some()
                && lexemes.get(at + 1).is_some_and(|l| l.unit.is_some_and(|unit| unit != "time")) =>
        {
            joined("Eq-Unit", powered(lexemes, at + 1))
        }
        // "mL/min/1.73 m²"; "7/10" is seven, and "20/40" is one.
        Word::Number if before == Some(Word::Sign('/')) => {
            let unit = lexemes.get(at + 1).is_some_and(|l| l.unit.is_some());
            if unit && at > 2 && lexemes[at - 2].unit.is_some() {
                return joined("Eq-Unit", powered(lexemes, at + 1));
            }
            let over = at.checked_sub(2).and_then(|n| lexemes[n].number());
            match () {
                () if over > lexeme.number() => alone("Eq-Value"),
                () if lexeme.text == "10" => alone("Eq-Unit"),
                () => None,
            }
        }
        Word::Number if lexeme.text == "20" && is_sign(at + 1, '/') && word(at + 2) == Some(Word::Number) => {
            joined("Eq-Value", at + 2)
        }
        // "300×109/L": a power of ten that lost its place.
        Word::Number if before == Some(Word::Times) && is_sign(at + 1, '/') => None,
        Word::Times if word(at + 1) == Some(Word::Number) && is_sign(at + 2, '/') => joined("Eq-Unit", at + 1),
        // "5 out of 10"
        Word::Number if before == Some(Word::Cue(Cue::From)) && at > 1 => None,
        Word::Number if before == Some(Word::Sign('^')) => None,
        Word::Number if is_sign(at + 1, '^') && word(at + 2) == Some(Word::Number) => joined("Eq-Value", at + 2),
        Word::Number => alone("Eq-Value"),
        Word::Comparator => alone("Eq-Operator"),
        Word::Dash | Word::Sign('~') => {
            let ahead = lexemes.get(at + 1)?;
            let is_end = |l: &Lexeme| l.word == Word::Number || is_class(&l.text);
            let goes_on = at > 0 && (is_end(&lexemes[at - 1]) || lexemes[at - 1].unit.is_some());
            match () {
                () if goes_on && (is_end(ahead) || ahead.is_cue(&[Cue::ClassWord])) => alone("Eq-Operator"),
                () if ahead.word == Word::Number && lexeme.word == Word::Dash && !goes_on => joined("Eq-Value", at + 1),
                () => None,
            }
        }
        _ if lexeme.text == "+" && before == Some(Word::Number) => alone("Eq-Operator"),
        Word::Cue(cue) if REFERENCES.contains(&cue) && (has_number || at > 0) => {
            Some(("Eq-Unit", lexeme.core(IDLE), at + 1))
        }
        Word::Cue(Cue::Or | Cue::And)
            if lexemes.get(at + 1).is_some_and(|l| l.is_cue(AFTER)) && word(at + 2) != Some(Word::Number) =>
        {
            joined("Eq-Operator", at + 1)
        }
        Word::Cue(Cue::LeBefore) if lexeme.text.eq_ignore_ascii_case("up to") => alone("Eq-Operator"),
        Word::Cue(cue) if OPERATORS.contains(&cue) => Some(("Eq-Operator", lexeme.core(IDLE), at + 1)),
        Word::Cue(Cue::Past | Cue::Future) if lexeme.text.to_lowercase().starts_with("within") => {
            Some(("Eq-Operator", Span::new(lexeme.span.start, lexeme.span.start + "within".len() as u32), at + 1))
        }
        Word::Cue(Cue::To) if before.is_some() => alone("Eq-Operator"),
        Word::Cue(Cue::Daily | Cue::Weekly | Cue::Monthly | Cue::Yearly) => {
            Some(("Eq-Temporal-Unit", lexeme.core(IDLE), at + 1))
        }
        Word::Cue(Cue::ClassWord) | Word::Sign('%') => alone("Eq-Unit"),
        _ if is_class(&lexeme.text) && !has_number => alone("Eq-Value"),
        // "3 times the upper limit of normal" is 3 of these limits.
        Word::Times | Word::Cue(Cue::Times) if lexemes[at + 1..].iter().any(is_reference) => None,
        Word::Other if has_number && is_reference(lexeme) => alone("Eq-Unit"),
        // "for *a* 2 week period" is an article; "2 a" is a length.
        _ if lexeme.text == "a" && before != Some(Word::Number) => None,
        _ => match lexeme.unit? {
            "time" => Some(("Eq-Temporal-Unit", lexeme.core(IDLE), at + 1)),
            "half_life" => Some(("Eq-Unit", lexeme.last_word(), at + 1)),
            // "10th percentile"
            _ if lexeme.text.starts_with("th ") => Some(("Eq-Unit", lexeme.last_word(), at + 1)),
            _ => joined("Eq-Unit", powered(lexemes, at)),
        },
    }
}

/// The last lexeme of a unit that begins at `at`: its power, where it has one ("m²", "m^2").
fn powered(lexemes: &[Lexeme], at: usize) -> usize {
    let word = |n: usize| lexemes.get(n).map(|l| l.word);
    match word(at + 1) {
        Some(Word::Power) => at + 1,
        Some(Word::Sign('^')) if word(at + 2) == Some(Word::Number) => at + 2,
        _ => at,
    }
}

/// A word for what a limit is relative to: "3 times *normal*".
fn is_reference(lexeme: &Lexeme) -> bool {
    lexeme.is_cue(REFERENCES) || lexeme.text.eq_ignore_ascii_case("normal")
}

/// "III", "IIb", "B", "4a".
fn is_class(word: &str) -> bool {
    if matches!(word, "in" | "is" | "it" | "if" | "i" | "v" | "x" | "a" | "an") {
        return false;
    }
    let rest = word.trim_start_matches(['I', 'V', 'X', 'i', 'v', 'x']);
    rest.len() <= 1 && word.len() <= 5 && word.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The word that says that a limit is one of age: the first beside it. In "age ≥ 18 years old" that is "age".
fn age_word(fact: &Fact<'_>, text: &Text, first: usize, count: usize) -> Option<Mention> {
    let aged = fact.kind == "comparison" && matches!(fact.ucum, None | Some("a" | "mo" | "wk" | "d"));
    if !aged || fact.subject.is_some_and(|s| fact.subject_span.is_some() && !s.to_lowercase().contains("age")) {
        return None;
    }
    let beside = first.saturating_sub(BEFORE_AGE)..first + count + AFTER_AGE;
    let words = beside.filter_map(|at| text.get(at));
    let word =
        words.into_iter().find(|l| l.is_cue(&[Cue::Age, Cue::Old]) || l.text.to_lowercase().ends_with(" age of"))?;
    Some(Mention::new("Age", word.core(AROUND_AGE)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::read;

    #[test]
    fn a_limit_falls_apart_into_operator_value_and_unit() {
        assert_eq!(
            read(mentions, "Hemoglobin at least 8.0 g/dL"),
            ["Eq-Operator:at least", "Eq-Value:8.0", "Eq-Unit:g", "Eq-Unit:dL"]
        );
        assert_eq!(
            read(mentions, "eGFR < 30 mL/min/1.73 m2"),
            ["Eq-Operator:<", "Eq-Value:30", "Eq-Unit:mL", "Eq-Temporal-Unit:min", "Eq-Unit:1.73 m2"]
        );
    }

    #[test]
    fn what_joins_the_ends_of_a_range_is_an_operator() {
        assert_eq!(read(mentions, "BMI 18-25"), ["Eq-Value:18", "Eq-Operator:-", "Eq-Value:25"]);
        assert_eq!(
            read(mentions, "BMI between 18 and 25"),
            ["Eq-Operator:between", "Eq-Value:18", "Eq-Value:25"],
            "but not the word between them"
        );
    }

    #[test]
    fn a_reference_is_the_unit_of_what_is_relative_to_it() {
        assert_eq!(
            read(mentions, "ALT > 3 times the upper limit of normal"),
            ["Eq-Operator:>", "Eq-Value:3", "Eq-Unit:upper limit of normal"]
        );
        assert_eq!(read(mentions, "PTT > 1.4 times normal"), ["Eq-Operator:>", "Eq-Value:1.4", "Eq-Unit:normal"]);
        assert_eq!(read(mentions, "normal ALT"), [""; 0].as_slice(), "but not what is no limit");
    }

    #[test]
    fn a_unit_may_be_given_again_in_brackets() {
        assert_eq!(
            read(mentions, "body weight < 150 kilograms (kg)"),
            ["Eq-Operator:<", "Eq-Value:150", "Eq-Unit:kilograms", "Eq-Unit:kg"]
        );
        assert_eq!(
            read(mentions, "body weight < 150 kilograms (naked)"),
            ["Eq-Operator:<", "Eq-Value:150", "Eq-Unit:kilograms"]
        );
    }

    #[test]
    fn severities_have_a_range_and_ages_an_open_end() {
        assert_eq!(read(mentions, "moderate to severe dementia"), ["Eq-Operator:to"]);
        assert_eq!(read(mentions, "severe dementia"), [""; 0].as_slice());
        assert_eq!(read(mentions, "Age 18+"), ["Age:Age", "Eq-Value:18", "Eq-Operator:+"]);
    }

    #[test]
    fn how_often_is_a_time_and_within_normal_limits_a_comparison() {
        assert_eq!(read(mentions, "daily opioid use"), ["Eq-Temporal-Unit:daily", "Drug-Name:opioid"]);
        assert_eq!(read(mentions, "opioid use"), ["Drug-Name:opioid"]);
        assert_eq!(read(mentions, "TSH within normal limits"), ["Eq-Operator:within", "Eq-Unit:normal limits"]);
        assert_eq!(read(mentions, "normal TSH"), [""; 0].as_slice());
    }

    #[test]
    fn an_age_is_named_once() {
        assert_eq!(
            read(mentions, "18 years of age or older"),
            ["Eq-Value:18", "Eq-Temporal-Unit:years", "Age:age", "Eq-Operator:or older"]
        );
        assert_eq!(
            read(mentions, "Age ≥ 18 years old"),
            ["Age:Age", "Eq-Operator:≥", "Eq-Value:18", "Eq-Temporal-Unit:years"]
        );
    }

    #[test]
    fn a_class_has_its_word_for_unit() {
        assert_eq!(
            read(mentions, "NYHA class III-IV"),
            ["Eq-Unit:class", "Eq-Value:III", "Eq-Operator:-", "Eq-Value:IV"]
        );
    }

    #[test]
    fn what_a_score_is_out_of_is_no_value_and_diastole_is() {
        assert_eq!(read(mentions, "pain > 4/10"), ["Eq-Operator:>", "Eq-Value:4", "Eq-Unit:10"]);
        assert_eq!(
            read(mentions, "blood pressure > 140/90 mmHg"),
            ["Eq-Operator:>", "Eq-Value:140", "Eq-Value:90", "Eq-Unit:mmHg"]
        );
    }

    #[test]
    fn times_and_drugs() {
        assert_eq!(
            read(mentions, "rituximab within the last 6 months"),
            ["Drug-Name:rituximab", "Eq-Operator:within", "Eq-Value:6", "Eq-Temporal-Unit:months"]
        );
        assert_eq!(read(mentions, "asthma in 2 relatives"), [""; 0].as_slice());
    }
}
