//! Comparators: signs and words, before a number or after it.
//!
//! - before: `≥`, `\>`, "at least", "no less than", "should not exceed", "up to", "above"; "greater than (>)" is one.
//! - negated: "not > 5", "not above".
//! - after: "or higher", "and above", "years of age or older".
//!
//! Near misses: "less" alone, "over" before a word that is no number (the caller wants a number next).

use crate::lex::{Comparator, Cue, Kind, Lex};

use super::cursor::{Cursor, Read, comparator_sign, fail, skip_cues};
use super::range::is_but_not;
use super::reached::{of_age, past_weeks, reached_age};

/// A comparator as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compare {
    /// Which, negation applied.
    pub comparator: Comparator,
    /// Written as a sign.
    pub is_sign: bool,
    /// The word is one that is said of ages: "older than".
    pub is_age: bool,
}

/// A comparator before a number.
pub fn before(input: Cursor<'_>) -> Read<'_, Compare> {
    // "not *yet* reached 65 years of age"
    let yet = usize::from(input.normal(1) == "yet" && reached_age(input.skip(2)));
    let negated = input.has_cue(0, &[Cue::Not, Cue::No, Cue::Nor]) && single(input.skip(1 + yet)).is_ok();
    let start = if negated { input.skip(1 + yet) } else { input };
    let (mut rest, first) = single(start)?;
    let mut compare = first;
    // "greater than (>)", "≥ at least": the same thing said twice.
    if rest.has_sign(0, '(')
        && let Ok((inner, second)) = single(rest.skip(1))
        && inner.has_sign(0, ')')
    {
        compare = strictest(compare, second);
        rest = inner.skip(1);
    } else if side(compare.comparator) == Some(true) && is_either_sign(rest) {
        // "refractive error *≥ ±6 D*": so much of it, whichever way.
        rest = rest.skip(1);
    } else if let Ok((next, second)) = single(rest)
        && side(second.comparator) == side(compare.comparator)
    {
        // "over *minimum* 5 %"
        let named = matches!(rest.normal(0), "minimum" | "maximum");
        compare = if named { second } else { strictest(compare, second) };
        rest = next;
    }
    if negated {
        compare.comparator = opposite(compare.comparator);
    }
    Ok((rest, compare))
}

/// "± 6": a sign for both ways before a number.
fn is_either_sign(input: Cursor<'_>) -> bool {
    input.peek(0).is_some_and(|l| matches!(input.lexed.written(l), "±" | "+/-"))
        && matches!(input.peek(1).map(|l| l.lex), Some(Lex::Number(_)))
}

/// "at least (≥)" and "more than (≥)": the sign tells whether the end belongs to it.
fn strictest(first: Compare, second: Compare) -> Compare {
    if second.is_sign && second.comparator != Comparator::Eq { second } else { first }
}

fn single(input: Cursor<'_>) -> Read<'_, Compare> {
    if let Some(comparator) = of_age(input) {
        return Ok((input.skip(1), Compare { comparator, is_sign: false, is_age: true }));
    }
    if past_weeks(input) {
        return Ok((input.skip(1), Compare { comparator: Comparator::Gt, is_sign: false, is_age: false }));
    }
    if let Ok((rest, comparator)) = comparator_sign(input) {
        let rest = skip_cues(rest, &[Cue::To, Cue::Than], 1);
        return Ok((rest, Compare { comparator, is_sign: true, is_age: false }));
    }
    if is_either_sign(input)
        && !input.back(0).is_some_and(|l| matches!(l.lex, Lex::Number(_)) || l.entry(Kind::Unit).is_some())
    {
        // "± 2 kg" is no more than 2 kg either way; "38 ± 2 weeks" is a mean.
        return Ok((input.skip(1), Compare { comparator: Comparator::Le, is_sign: true, is_age: false }));
    }
    if input.has_cue(0, &[Cue::WorseThan])
        && matches!(input.peek(1).map(|l| l.lex), Some(Lex::Dash | Lex::Sign('−')))
        && matches!(input.peek(2).map(|l| l.lex), Some(Lex::Number(_)))
    {
        // "a mean deviation worse than -12 dB"
        return Ok((input.skip(1), Compare { comparator: Comparator::Lt, is_sign: false, is_age: false }));
    }
    if input.has_cue(0, &[Cue::WorseThan]) && matches!(input.peek(1).map(|l| l.lex), Some(Lex::Number(_))) {
        // "ECOG worse than 2"
        return Ok((input.skip(1), Compare { comparator: Comparator::Gt, is_sign: false, is_age: false }));
    }
    if let Some(read) = but_not(input) {
        return Ok(read);
    }
    if let Some(comparator) = at_or_beyond(input) {
        return Ok((input.skip(3), Compare { comparator, is_sign: false, is_age: false }));
    }
    if let Some(comparator) = without_than(input) {
        return Ok((input.skip(1), Compare { comparator, is_sign: false, is_age: false }));
    }
    if let Some(comparator) = adverb(input) {
        return Ok((input.skip(1), Compare { comparator, is_sign: false, is_age: false }));
    }
    let comparator = match input.cue(0) {
        Some(Cue::GeBefore | Cue::GeAge) => Comparator::Ge,
        Some(Cue::GtBefore | Cue::GtAge) => Comparator::Gt,
        Some(Cue::LeBefore | Cue::LeAge | Cue::AndLeBefore) => Comparator::Le,
        Some(Cue::LtBefore | Cue::LtAge) => Comparator::Lt,
        Some(Cue::EqBefore) => Comparator::Eq,
        _ => return fail(),
    };
    let is_age = input.has_cue(0, &[Cue::GeAge, Cue::GtAge, Cue::LeAge, Cue::LtAge]);
    Ok((skip_cues(input.skip(1), &[Cue::Of], 1), Compare { comparator, is_sign: false, is_age }))
}

/// "(*but not more than* 6 months)", "*but not longer than* 2 years": what is denied is a limit, and no exception. Near misses: "one*, but
/// not more than two,* lines", which stands within a name; "but not diabetes".
fn but_not(input: Cursor<'_>) -> Option<(Cursor<'_>, Compare)> {
    let denies = input.has_cue(0, &[Cue::Except]) && is_but_not(input.peek(0), input.lexed);
    let opens = input.back(0).is_none_or(|l| !l.is_sign(','));
    let (rest, compare) = denies.then(|| single(input.skip(1)).ok())??;
    let (after, _) = super::number::number(rest).ok()?;
    let whole = opens || !after.has_sign(0, ',');
    whole.then(|| (rest, Compare { comparator: opposite(compare.comparator), ..compare }))
}

/// "*at or after* 20 weeks of gestation", "*at or before* 12 weeks": the moment itself belongs to it. Near miss: "at or after
/// screening", which is no length.
fn at_or_beyond(input: Cursor<'_>) -> Option<Comparator> {
    if !(input.has_cue(0, &[Cue::At]) && input.has_cue(1, &[Cue::Or])) {
        return None;
    }
    let comparator = match input.cue(2)? {
        Cue::After => Comparator::Ge,
        Cue::Before => Comparator::Le,
        _ => return None,
    };
    let (rest, _) = super::number::number(input.skip(3)).ok()?;
    rest.entry(0, Kind::Unit).is_some_and(|e| e.dimension() == "time").then_some(comparator)
}

/// "body weight *greater* 50 kg", whose "than" is missing. Near misses: "grade 3 or *higher* 2 weeks before", "whichever is greater".
fn without_than(input: Cursor<'_>) -> Option<Comparator> {
    let written = input.peek(0).filter(|l| matches!(l.cue(), Some(Cue::GreaterOf | Cue::LesserOf)));
    let comparator = match written.map(|l| input.lexed.written(l))? {
        "greater" | "higher" => Comparator::Gt,
        "less" => Comparator::Lt,
        _ => return None,
    };
    let joined = input.back(0).is_some_and(|l| matches!(l.cue(), Some(Cue::Or | Cue::And | Cue::AndOr)));
    let number = matches!(input.peek(1).map(|l| l.lex), Some(Lex::Number(Some(_))));
    (number && !joined).then_some(comparator)
}

/// "*minimally* 3 lesions", "*maximally* two lines". Near misses: "minimally invasive", "maximally tolerated".
fn adverb(input: Cursor<'_>) -> Option<Comparator> {
    let comparator = match input.normal(0) {
        "minimally" => Comparator::Ge,
        "maximally" => Comparator::Le,
        _ => return None,
    };
    super::number::number(input.skip(1)).is_ok().then_some(comparator)
}

/// A comparator after a number and its unit: "or higher", "and above", unless it belongs to a number after it
/// ("under 18 or over 70").
pub fn after(input: Cursor<'_>) -> Read<'_, Compare> {
    let is_age = input.has_cue(1, &[Cue::GtAge, Cue::LtAge]);
    let joined = input.has_cue(0, &[Cue::Or, Cue::And, Cue::AndOr]);
    let (comparator, length) = match (input.cue(0), input.cue(1)) {
        (Some(Cue::GeAfter), _) => (Comparator::Ge, 1),
        (Some(Cue::LeBefore), _) if is_extreme_after(input, &["max", "maximum"]) => (Comparator::Le, 1),
        (Some(Cue::GeBefore), _) if is_extreme_after(input, &["minimum"]) => (Comparator::Ge, 1),
        _ if input.normal(0) == "max" && is_extreme_after(input, &["max"]) => (Comparator::Le, 1),
        (Some(Cue::LeAfter), _) => (Comparator::Le, 1),
        (_, Some(Cue::GtBefore | Cue::GtAge | Cue::GreaterOf)) if joined => (Comparator::Ge, 2),
        (_, Some(Cue::LtBefore | Cue::LtAge | Cue::LesserOf)) if joined => (Comparator::Le, 2),
        _ => return fail(),
    };
    let rest = input.skip(length);
    if super::number::number(skip_cues(rest, &[Cue::Than, Cue::The, Cue::Age], 3)).is_ok() {
        return fail();
    }
    Ok((rest, Compare { comparator, is_sign: false, is_age }))
}

/// "4 weeks *max* post stroke", "4 weeks *maximum* since stroke": the word is said of the length before it. Near misses: "10 mg
/// *maximum dose*", "4 weeks, *maximum 6*", which say it of what follows.
fn is_extreme_after(input: Cursor<'_>, words: &[&str]) -> bool {
    let time = |l: &crate::lex::Lexeme| l.entry(Kind::Unit).is_some_and(|e| e.dimension() == "time");
    let counted = [Cue::Before, Cue::After, Cue::Ago, Cue::Prior, Cue::From];
    words.contains(&input.normal(0)) && input.back(0).is_some_and(time) && input.has_cue(1, &counted)
}

/// Whether it is a lower (`Some(true)`) or an upper limit; `None` for an equality.
pub fn side(comparator: Comparator) -> Option<bool> {
    match comparator {
        Comparator::Ge | Comparator::Gt => Some(true),
        Comparator::Le | Comparator::Lt => Some(false),
        Comparator::Eq => None,
    }
}

/// What "not" makes of it.
pub fn opposite(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Ge => Comparator::Lt,
        Comparator::Gt => Comparator::Le,
        Comparator::Le => Comparator::Gt,
        Comparator::Lt => Comparator::Ge,
        Comparator::Eq => Comparator::Eq,
    }
}

/// Whether the lexeme is a comparator of any kind.
pub fn starts(input: Cursor<'_>) -> bool {
    matches!(input.peek(0).map(|l| l.lex), Some(Lex::Comparator(_))) || single(input).is_ok()
}
