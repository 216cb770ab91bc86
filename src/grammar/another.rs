//! What a second limit is of, where something measured has the first: the other end of its range, or something else.
//!
//! - "BMI < 35 and *≥ 2 risk factors*", "LVEF ≤ 40 % and *at least one hospitalization*": so many of what is named;
//! - "ANC ≥ 1.5, *≤ 2 % blasts*", "YMRS > 12, *≥ 20 % decrease*": a share of something else.
//!
//! Near misses: "eGFR ≥ 25 and ≤ 75 *at screening*", "BMI ≥ 18 and ≤ 35 *as calculated*", "tender joint count ≥ 6 and ≤ 20 *joints*".

use rust_decimal::Decimal;

use crate::lex::{Cue, Entry, Kind, Lex, Lexeme};

use super::comparator;
use super::cursor::{Cursor, comparator_sign, skip_cues};
use super::side::Side;
use super::unit::ReadUnit;

/// How many lexemes before a limit that which it is of may stand.
const NEAR: usize = 8;

/// What a scale of points has no unit of.
const OF_POINTS: [&str; 4] = ["", "count", "annotation", "length"];

/// Whether the second of two limits is of something else than what is named before the first, which ends at `rest`.
pub fn is_of_another(rest: Cursor<'_>, unit: Option<&ReadUnit>, second: &Side<'_>) -> bool {
    if unit.is_some_and(|u| {
        u.is_time() || u.unit.code.as_deref().is_some_and(|code| code.contains('^') || code.contains("10*"))
    }) && counts_things(second)
    {
        return true;
    }
    let named = |l: &Lexeme| l.entry(Kind::Analyte).or(l.entry(Kind::Score));
    let before = (0..NEAR).map_while(|n| rest.back(n)).find_map(|l| Some((l, named(l)?)));
    // "T-score ≤ -2.5 and *≥ -4.0* lumbar spine": nothing is counted below zero.
    let other = second.compare.is_some() && !second.is_age && !second.value.0.is_sign_negative();
    let Some((lexeme, entry)) = before.filter(|_| other) else { return false };
    let of = rest.lexed.written(lexeme).to_lowercase();
    match &second.unit {
        None => names_another(second.rest, &of, entry) || counts_events(second),
        Some(read) if read.relative_to.is_some() => false,
        Some(_) if unit.is_some() => is_share(second) && is_concept_of_another(second.rest, entry),
        Some(read) => {
            let points = entry.kind() == Kind::Score;
            let of_hundred = is_share(second) && entry.extremes()[1] == "100";
            let scale = of_hundred || OF_POINTS.contains(&read.dimension.as_str());
            points && !scale || is_share(second) && names_another(second.rest, &of, entry)
        }
    }
}

/// "EDSS ≤ 5.5, *≥ 1 relapse* in the last year", "*at least two visits*": so few of what is also a moment.
fn counts_events(side: &Side<'_>) -> bool {
    let least = side.compare.is_some_and(|c| comparator::side(c.comparator) == Some(true));
    let few = side.value.0.is_integer() && side.value.0 < Decimal::TEN;
    least && few && side.rest.entry(0, Kind::Anchor).is_some()
}

/// "thrombosis < 6 months and *≥ 2 risk factors*", "≥ 10^5 CFU/mL, *≤ 2 species*": so many of what is named behind, after a length of time
/// or a count of something else. Near misses: "≥ 3 months and ≤ 12 *before*", "> 6 and ≤ 12 *months*".
fn counts_things(side: &Side<'_>) -> bool {
    let thing = side.rest.peek(0).is_some_and(|l| match l.lex {
        Lex::Word => {
            let word = side.rest.normal(0);
            word.len() > 3 && !["ed", "ing", "ly"].iter().any(|end| word.ends_with(end))
        }
        Lex::Term(group) => l.cue().is_none() && group.has(Kind::CONCEPTS),
        _ => false,
    });
    side.compare.is_some() && side.unit.is_none() && !side.is_age && side.value.0.is_integer() && thing
}

fn is_share(side: &Side<'_>) -> bool {
    side.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("%") && u.relative_to.is_none())
}

/// Whether a noun stands here that is not the name, or the last word, of what is measured.
fn names_another(input: Cursor<'_>, of: &str, entry: Entry) -> bool {
    let input = skip_cues(input, &[Cue::Prior, Cue::Other], 1);
    let Some(lexeme) = input.peek(0) else { return false };
    match lexeme.lex {
        Lex::Word => {
            let word = input.normal(0);
            let plain = word.len() > 3 && word.bytes().all(|b| b.is_ascii_alphabetic()) && !input.has_sign(1, '/');
            // What says how or when it is measured.
            let says_how = ["ed", "ing", "ly"].iter().any(|end| word.ends_with(end));
            plain && !says_how && !of.contains(word.trim_end_matches('s'))
        }
        Lex::Term(_) if lexeme.cue() == Some(Cue::OfFollowing) => true,
        Lex::Term(group) if lexeme.cue().is_some() || group.has(&[Kind::Unit, Kind::Numeral]) => false,
        Lex::Term(group) => {
            let adjective = group.has(&[Kind::Qualifier, Kind::Outcome]);
            let words = input.lexed.written(lexeme).to_lowercase();
            (adjective || is_concept_of_another(input, entry)) && !of.contains(words.trim_end_matches('s'))
        }
        _ => false,
    }
}

/// Whether a concept stands here that is another than what is measured, and has no limit of its own behind it.
fn is_concept_of_another(input: Cursor<'_>, entry: Entry) -> bool {
    let Some(lexeme) = input.peek(0) else { return false };
    let Lex::Term(group) = lexeme.lex else { return false };
    let same = group.entries().any(|e| e.id() == entry.id());
    let named = group.has(Kind::CONCEPTS) && lexeme.cue().is_none();
    named && !same && comparator_sign(input.skip(1)).is_err()
}
