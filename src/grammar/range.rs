//! Ranges: two sides that bound one number.
//!
//! - "18 to 70", "18-65", "0~2", "between 18 and 69", "0 or 1" (consecutive whole numbers);
//! - "between 140 mg and 400 mg/dL": the unit of the lower end left unfinished;
//! - "between the 5th and 85th percentile": ordinals;
//! - "> 18 and < 65", "≥ 7.5 mg/day and ≤ 30 mg/day", "at least 1 mm and up to 3 mm";
//! - "Age 65 to 18 years": swapped ends are kept as written, for a lint to name.
//!
//! Near misses: "<18 or >65" are two limits, and so is "> 5 and > 3"; "2 or 5" is a number and another; "BMI < 35 and ≥ 2
//! risk factors" limits two things (`another.rs`).

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Kind, Lex};
use crate::rule::{Bounds, Number};

use super::QuantityForm;
use super::age::past_old;
use super::another::is_of_another;
use super::comparator::{self, Compare};
use super::cursor::{Cursor, comparator_sign, dash, skip_cues};
use super::gestation::WEEK;
use super::plus::PLUS;
use super::quantity::{ReadQuantity, bound, empty};
use super::side::{Side, side};
use super::unit::ReadUnit;

/// The most words from the name of a measure to the end of its first number.
const FURTHEST_NAME: usize = 4;

/// The other side of a range.
pub fn second<'a>(first: &Side<'a>, between: bool) -> Option<Side<'a>> {
    let written = past_old(first.rest);
    let rest = past_ordinal(written);
    let lower = first.compare.map_or(Some(true), |c| comparator::side(c.comparator));
    let mut joined = joiner(rest)?;
    if rest.at > written.at {
        joined.1 = skip_cues(joined.1, &[Cue::The], 1);
    }
    let mut second = side(joined.1).ok()?;
    if rest.has_sign(0, ';') && past_old(second.rest).has_sign(0, ':') {
        // "eGFR > 45; *< 65 years:* eGFR > 60"
        return None;
    }
    if is_but_not(joined.1.back(0), rest.lexed) {
        // "at least 18 but not older than 65"
        let compare = second.compare.as_mut()?;
        compare.comparator = comparator::opposite(compare.comparator);
    }
    // Nobody has two ages: "18 and 65 years old".
    let between = between || is_of_two_ages(first, &second) || is_of_two_values(first, &second);
    let compatible = match (&first.unit, &second.unit) {
        (Some(a), Some(b)) => a.unit.code == b.unit.code || between && is_begun(a, b),
        (Some(_), None) => first.compare.is_some() || between,
        _ => true,
    };
    let upper = second.compare.map(|c| comparator::side(c.comparator));
    let ascends = first.value <= second.value || is_downwards(first, &second);
    // Times count down ("4 to 2 weeks before"), and so do changes ("from 8 to 6").
    let time = second.unit.as_ref().is_some_and(ReadUnit::is_time);
    let of_age = (1..6).map_while(|n| first.rest.back(n)).any(|l| l.cue() == Some(Cue::Age));
    let swapped = second.unit.is_some()
        && matches!(joined.0, Joiner::To | Joiner::And)
        && first.compare.or(second.compare).is_none()
        && (of_age || first.measured && !time);
    let holds = match joined.0 {
        Joiner::Dash | Joiner::To => {
            let below = lower != Some(false) || is_vague_maximum(first, &second);
            below && upper.is_none_or(|u| u == Some(false)) && (ascends || swapped)
        }
        Joiner::And if between => upper.is_none_or(|u| u == Some(false)) && (ascends || swapped),
        Joiner::And => match (first.compare.and(lower), upper) {
            (Some(true), Some(Some(false))) => first.value < second.value,
            (Some(false), Some(Some(true))) => first.value > second.value,
            _ => false,
        },
        // "0 or 1, or 2 *if due to the disease*": the last is a limit of its own.
        Joiner::Or => consecutive(first, &second) && !second.rest.has_cue(0, &[Cue::If]),
    };
    (holds && compatible && !is_of_another(first.rest, first.unit.as_ref(), &second)).then_some(second)
}

/// "*BCVA letter score of 78 to 24*": letters read on a chart are often given from the best down, with no unit behind them. Near miss:
/// "a gain in BCVA *from 24 to 78* letters".
fn is_of_sight(first: &Side<'_>) -> bool {
    let back = (1..=FURTHEST_NAME).map_while(|n| first.rest.back(n));
    back.filter_map(|l| l.entry(Kind::Analyte)).any(|e| e.id() == "visual_acuity")
}

/// "*≥ 4-6* tender joints", "at least *2-3* times a week": a limit from below that is given as two numbers, of which the first is read.
/// Near misses: "≥ 18-75 years", an age; "≥ 18-≤ 75"; "BMI *≥ 25-29.9*", a band that ends before the next.
fn is_vague_minimum(first: &Side<'_>, second: &Side<'_>) -> bool {
    let least = first.compare.is_some_and(|c| c.comparator == Comparator::Ge);
    let unit = second.unit.as_ref().or(first.unit.as_ref());
    let near = second.value.0 <= first.value.0 * Decimal::TWO;
    least
        && second.compare.is_none()
        && near
        && !ends_band(second.value)
        && !first.is_age
        && !second.is_age
        && !unit.is_some_and(ReadUnit::is_time)
}

/// "25-*29.9*": whether a number is the last before a whole one, where the next of several bands begins.
fn ends_band(number: Number) -> bool {
    let next = number.0 + Decimal::new(1, number.0.scale());
    number.0.scale() > 0 && next.fract().is_zero()
}

/// "heart rate *< 100-110 bpm*": a limit from above that is given as two numbers, of which the second is read, which lets more
/// pass. Near misses: "< 18-65 years"; "< 5 to > 10".
fn is_vague_maximum(first: &Side<'_>, second: &Side<'_>) -> bool {
    let most = first.compare.is_some_and(|c| matches!(c.comparator, Comparator::Lt | Comparator::Le));
    let near = first.value < second.value && second.value.0 <= first.value.0 * Decimal::TWO;
    let unit = second.unit.as_ref().or(first.unit.as_ref());
    let aged = first.is_age || second.is_age || unit.is_some_and(ReadUnit::is_time);
    most && second.compare.is_none() && near && !aged && first.rest.peek(0).is_some_and(|l| l.lex == Lex::Dash)
}

/// Passes over the ending of an ordinal before another number: "5*th* and 85th percentile", "5*th*-85th", "< 3*rd* or > 97th". Near
/// miss: "the 5th visit".
pub fn past_ordinal(input: Cursor<'_>) -> Cursor<'_> {
    let ending = input.peek(0).is_some_and(|l| !l.spaced) && matches!(input.normal(0), "st" | "nd" | "rd" | "th");
    let number = |at: Cursor<'_>| matches!(at.peek(0).map(|l| l.lex), Some(Lex::Number(_)));
    let signed = |at: Cursor<'_>| comparator_sign(at).is_ok_and(|(rest, _)| number(rest));
    let joined =
        |at: Cursor<'_>| joiner(at).is_some_and(|(_, next)| number(skip_cues(next, &[Cue::The], 1)) || signed(next));
    if ending && joined(input.skip(1)) { input.skip(1) } else { input }
}

/// Whether the other side of a range follows in another unit of the same kind, and which end the first is then: "6 months to
/// 14 years", "1 year to 1 month before". The two sides are then two limits, as bounds have one unit.
pub fn goes_on_in_another_unit(first: &Side<'_>, between: bool) -> Option<Comparator> {
    let rest = past_old(first.rest);
    let (kind, next) = joiner(rest)?;
    let joins = matches!(kind, Joiner::Dash | Joiner::To) || between && matches!(kind, Joiner::And);
    let lower = first.compare.is_none_or(|c| comparator::side(c.comparator) == Some(true));
    let other = side(next).ok()?;
    let both = joins && lower && is_upper(&other) && differ(first.unit.as_ref(), other.unit.as_ref());
    let longer = first.compare.is_none() && days(first).is_some_and(|first| is_longer_ago(first, &other));
    both.then_some(if longer { Comparator::Le } else { Comparator::Ge })
}

/// The upper side of such a range, where its lower side has just been read.
pub fn upper_in_another_unit(input: Cursor<'_>) -> Option<(Cursor<'_>, Side<'_>)> {
    let is_old =
        |l: &&crate::lex::Lexeme| matches!(l.cue(), Some(Cue::Old | Cue::Age)) || l.lex == Lex::Dash && !l.spaced;
    let back = (0..3).map_while(|n| input.back(n)).find(|l| !is_old(l))?;
    let unit = back.entry(Kind::Unit)?;
    let (kind, next) = joiner(input)?;
    let between = (2..6).map_while(|n| input.back(n)).any(|l| l.cue() == Some(Cue::Between));
    if !(matches!(kind, Joiner::Dash | Joiner::To) || between && matches!(kind, Joiner::And)) {
        return None;
    }
    let mut side = side(next).ok()?;
    let other = side.unit.as_ref()?;
    if !is_upper(&side) || other.dimension != unit.dimension() || other.unit.code.as_deref() == Some(unit.id()) {
        return None;
    }
    let number = (1..4).map_while(|n| input.back(n)).find_map(|l| match l.lex {
        Lex::Number(n) => n,
        _ => None,
    });
    let first = number.and_then(|n| in_days(n, unit.id()));
    let longer = first.is_some_and(|first| is_longer_ago(first, &side));
    let comparator = if longer { Comparator::Ge } else { Comparator::Le };
    side.compare = side.compare.or(Some(Compare { comparator, is_sign: false, is_age: false }));
    Some((next, side))
}

/// "between 140 *mg* and 400 *mg/dL*": the unit of the lower end is left unfinished.
fn is_begun(first: &ReadUnit, second: &ReadUnit) -> bool {
    let (Some(begun), Some(whole)) = (&first.unit.code, &second.unit.code) else { return false };
    whole.strip_prefix(&**begun).is_some_and(|rest| rest.starts_with('/'))
}

fn is_upper(side: &Side<'_>) -> bool {
    side.compare.is_none_or(|c| comparator::side(c.comparator) == Some(false))
}

fn differ(a: Option<&ReadUnit>, b: Option<&ReadUnit>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.dimension == b.dimension && !a.dimension.is_empty() && a.unit.code != b.unit.code)
}

/// "-1 to -10 D", "+1 to -2 D", "78 to 24 letters": ranges that are said from their better end.
fn is_downwards(first: &Side<'_>, second: &Side<'_>) -> bool {
    if counts_down(first, second) {
        return true;
    }
    let letters = second.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("{letters}"))
        || (0..6)
            .map_while(|n| first.rest.back(n))
            .any(|l| is_of_letters(first.rest.lexed.normal(l)) && second.unit.is_none())
        || second.unit.is_none() && is_of_sight(first);
    // "between *+1.00 and -2.00 D*", "+3 D to -6 D"
    let lens = second.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("[diop]"));
    let negative = (lens || first.value.0 <= Decimal::ZERO) && second.value.0 < Decimal::ZERO;
    first.value > second.value && first.compare.is_none() && second.compare.is_none() && (letters || negative)
}

/// "between *12 months and 2 months* prior to screening", "*4 to 2 weeks* ago": the time longer ago is said first. Near misses:
/// "between *2 and 12 months* prior to", "from 8 to 6 weeks", which nothing is before.
fn counts_down(first: &Side<'_>, second: &Side<'_>) -> bool {
    let plain = first.compare.is_none() && second.compare.is_none() && !first.is_age && !second.is_age;
    plain && first.value > second.value && is_long_ago(second)
}

/// Whether a side is a length of time that ends before something.
fn is_long_ago(side: &Side<'_>) -> bool {
    let time = side.unit.as_ref().is_some_and(|u| u.dimension == "time");
    time && side.rest.has_cue(0, &[Cue::Before, Cue::Prior, Cue::Ago])
}

/// "between *1 year* and 1 month before": whether the first of two times in different units, in days, is the one longer ago.
fn is_longer_ago(first: Decimal, second: &Side<'_>) -> bool {
    second.compare.is_none() && is_long_ago(second) && days(second).is_some_and(|second| first > second)
}

fn days(side: &Side<'_>) -> Option<Decimal> {
    in_days(side.value.0, side.unit.as_ref()?.unit.code.as_deref()?)
}

/// About how many days a length of time has, to tell the longer of two.
fn in_days(number: Decimal, unit: &str) -> Option<Decimal> {
    let days = match unit {
        "d" => 1,
        "wk" => 7,
        "mo" => 30,
        "a" => 365,
        _ => return None,
    };
    number.checked_mul(Decimal::from(days))
}

/// "BCVA letter score", "ETDRS letters".
fn is_of_letters(words: &str) -> bool {
    words.split(' ').any(|word| matches!(word, "letter" | "letters" | "etdrs"))
}

/// "0 or 1".
fn consecutive(first: &Side<'_>, second: &Side<'_>) -> bool {
    let next = first.value.0 + Decimal::ONE == second.value.0 && first.value.0.is_integer();
    // "2+ or 3+"
    let graded = |side: &Side<'_>| side.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some(PLUS));
    let alike = first.unit.is_none() || graded(first) && graded(second);
    next && first.compare.is_none() && second.compare.is_none() && alike
}

/// "18 and 65 years old": two numbers of years that are one person's age, and no moments ("at 3 and 5 years of age").
fn is_of_two_ages(first: &Side<'_>, second: &Side<'_>) -> bool {
    let years = second.unit.as_ref().is_some_and(|u| u.unit.code.as_deref() == Some("a"));
    let plain = first.compare.is_none() && second.compare.is_none() && first.unit.is_none();
    let moment =
        matches!(first.rest.back(1).and_then(crate::lex::Lexeme::cue), Some(Cue::At | Cue::After | Cue::Before));
    // "*ages of* 20 and 45 years"
    let aged = (1..3).any(|n| first.rest.back(n).is_some_and(|l| l.cue() == Some(Cue::Age)));
    years && plain && !moment && (aged || past_old(second.rest).at > second.rest.at)
}

/// "BMI *of 20 and 30 kg/m2*": two numbers of what has one value at a time, and nothing else is said of them. Near misses: "glucose
/// of 100 and 126 mg/dL *at 0 and 2 h*"; "INR 2 *or* 3"; "of 20 and 30, *respectively*".
fn is_of_two_values(first: &Side<'_>, second: &Side<'_>) -> bool {
    let plain = first.compare.is_none() && second.compare.is_none() && first.unit.is_none();
    let unit = second.unit.as_ref().is_some_and(|u| !u.is_time());
    let of = first.rest.back(1).and_then(crate::lex::Lexeme::cue) == Some(Cue::Of);
    let named = first.rest.back(2).is_some_and(|l| l.entry(Kind::Analyte).is_some());
    let ends = second.rest.peek(0).is_none_or(|l| l.is_sign('.') || l.is_sign(';') || l.is_sign(')'))
        || second.rest.has_cue(0, &[Cue::Inclusive]);
    plain && unit && of && named && ends && first.value < second.value
}

/// Whether a joiner is "but not", which denies the limit after it.
pub(super) fn is_but_not(joiner: Option<&crate::lex::Lexeme>, lexed: &crate::lex::Lexed<'_>) -> bool {
    joiner.is_some_and(|l| lexed.written(l).eq_ignore_ascii_case("but not"))
}

pub(super) enum Joiner {
    Dash,
    To,
    And,
    Or,
}

pub(super) fn joiner(input: Cursor<'_>) -> Option<(Joiner, Cursor<'_>)> {
    if let Ok((rest, ())) = dash(input) {
        // "between 18- and 65-years", "-1- to -10".
        return match rest.cue(0) {
            Some(Cue::And) => Some((Joiner::And, rest.skip(1))),
            Some(Cue::To) => Some((Joiner::To, rest.skip(1))),
            _ => Some((Joiner::Dash, rest)),
        };
    }
    let comma = usize::from(input.has_sign(0, ','));
    let kind = match input.cue(comma) {
        // "28 weeks to *(inclusive)* 31 weeks"
        Some(Cue::To)
            if comma == 0
                && input.has_sign(1, '(')
                && input.has_cue(2, &[Cue::Inclusive])
                && input.has_sign(3, ')') =>
        {
            return Some((Joiner::To, input.skip(4)));
        }
        Some(Cue::To) if comma == 0 => Joiner::To,
        Some(Cue::And | Cue::But) => Joiner::And,
        Some(Cue::AndLeBefore | Cue::Nor) => return Some((Joiner::And, input.skip(comma))),
        Some(Cue::Except)
            if is_but_not(input.peek(comma), input.lexed) && comparator::starts(input.skip(comma + 1)) =>
        {
            Joiner::And
        }
        // "18 years and above up to 75 years"
        Some(Cue::LeBefore) if input.normal(comma) == "up" => {
            return Some((Joiner::To, input.skip(comma + 1)));
        }
        Some(Cue::Or) if comma == 0 => Joiner::Or,
        _ if input.has_sign(0, '~') => return Some((Joiner::Dash, input.skip(1))),
        _ if comma == 1 && comparator::starts(input.skip(1)) => return Some((Joiner::And, input.skip(1))),
        // "≥ 18; ≤ 80"
        _ if input.has_sign(0, ';') && comparator_sign(input.skip(1)).is_ok() => {
            return Some((Joiner::And, input.skip(1)));
        }
        _ if comparator_sign(input).is_ok() => return Some((Joiner::And, input)),
        _ => return None,
    };
    Some((kind, input.skip(comma + 1)))
}

/// The range of two sides, and the place after it.
pub fn range<'a>(first: &Side<'a>, second: Side<'a>) -> (ReadQuantity, Cursor<'a>) {
    let mut quantity = empty(QuantityForm::Limit);
    // "between 24 and 33+6 weeks": both ends in days.
    let weeks = second.is_gestation && first.unit.is_none();
    let first_value = if weeks { Number(first.value.0 * WEEK) } else { first.value };
    let side_of = |side: &Side<'_>, default| side.compare.map_or(default, |c| c.comparator);
    let (low, high) = if is_downwards(first, &second) {
        (bound(Comparator::Ge, second.value), bound(Comparator::Le, first_value))
    } else {
        (bound(side_of(first, Comparator::Ge), first_value), bound(side_of(&second, Comparator::Le), second.value))
    };
    quantity.bounds = merge(low, high);
    if is_vague_minimum(first, &second) {
        (quantity.bounds.le, quantity.doubtful) = (None, true);
    }
    if is_vague_maximum(first, &second) {
        let comparator = first.compare.map_or(Comparator::Le, |c| c.comparator);
        (quantity.bounds, quantity.doubtful) = (bound(comparator, second.value), true);
    }
    if quantity.bounds.eq.is_some() && quantity.bounds.le.is_some() {
        quantity.bounds.ge = quantity.bounds.eq.take();
        quantity.doubtful = true;
    }
    quantity.approximate = first.approximate || second.approximate;
    let unit = second.unit.or_else(|| first.unit.clone());
    (ReadQuantity { quantity, unit, is_age: first.is_age || second.is_age }, second.rest)
}

fn merge(a: Bounds, b: Bounds) -> Bounds {
    Bounds { ge: a.ge.or(b.ge), gt: a.gt.or(b.gt), le: a.le.or(b.le), lt: a.lt.or(b.lt), eq: a.eq.or(b.eq) }
}

/// The unit of the limit that follows, where this one has none: "< 45 or > 55 years", "18 ≤ BMI ≤ 32 kg/m²".
pub fn unit_ahead(input: Cursor<'_>) -> Option<(ReadUnit, bool)> {
    let mirrored = matches!(input.back(0).map(|l| l.lex), Some(Lex::Comparator(_)));
    let mut and = false;
    let next = if mirrored {
        (1..5).map(|n| input.skip(n)).find(|c| comparator_sign(*c).is_ok())?
    } else {
        // "< 45, or > 55 years"
        let comma = usize::from(input.has_sign(0, ',') && input.has_cue(1, &[Cue::Or]));
        match joiner(input.skip(comma))? {
            (joiner @ (Joiner::Or | Joiner::And), next) => {
                and = matches!(joiner, Joiner::And);
                next
            }
            _ => return None,
        }
    };
    let other = side(next).ok()?;
    if input.has_sign(0, ';') && past_old(other.rest).has_sign(0, ':') {
        // "eGFR > 45; *< 65 years:* eGFR > 60"
        return None;
    }
    // "UACR ≥ 300 mg/g *if eGFR ≥ 45*, or ≥ 200 mg/g *if eGFR < 45*": the second is of what stands before the condition of the first.
    let under = |n: usize| input.back(n).is_some_and(|l| l.cue() == Some(Cue::If));
    if other.rest.has_cue(0, &[Cue::If]) && (1..6).any(under) {
        return None;
    }
    let things = |u: &ReadUnit| u.unit.code.as_deref().is_some_and(|code| code.starts_with('{') && code != "{score}");
    let least = other.compare.as_ref().is_some_and(|c| matches!(c.comparator, Comparator::Ge | Comparator::Gt));
    if and && least && other.unit.as_ref().is_some_and(things) {
        // "ESS ≥ 10 and *≥ 5 apneas/h*": so many of something else; "≥ 2 and ≤ 4 relapses" has two ends.
        return None;
    }
    if !mirrored && is_of_another(input, None, &other) {
        return None;
    }
    let measured = |l: &crate::lex::Lexeme| l.entry(Kind::Analyte).or(l.entry(Kind::Score)).is_some();
    if !mirrored && (0..4).map_while(|n| input.back(n)).any(measured) && other.rest.peek(0).is_some_and(measured) {
        // "IGA ≥ 3, ≥ 10 % *BSA*": the unit is of something else.
        return None;
    }
    let is_age = other.is_age || other.rest.has_cue(0, &[Cue::Old, Cue::Age]);
    other.compare.and(other.unit).map(|unit| (unit, is_age))
}
