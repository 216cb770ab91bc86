//! Units, composed from the atoms of `units.tsv`.
//!
//! - `mg/kg/day`, "mg per day", "mg daily", `g/24 hours` (code `g/(24.h)`), `mL/min/1.73 m2` (`mL/min/{1.73_m2}`);
//! - with a power of ten before it: `10*9/L`; `cells/µL`, `mm Hg`, "points";
//! - references: "× ULN", "times the upper limit of normal (ULN)", "% predicted", "% of baseline".
//!
//! - "mg%" (code `mg/dL`), "m(2)", "× control", `ml/(min·1.73m2)`, `ml/min·1.73m2`; negative powers (`inverse.rs`).
//!
//! Near misses: a word that no table has is no unit; "in" and "a" are words unless they follow `/`; `mg/` ends at `mg`.

use crate::words;
use rust_decimal::Decimal;

use crate::lex::normal::is_dash;
use crate::lex::{Cue, Kind, Lex};
use crate::rule::Reference;

use super::Unit;
use super::cursor::{Cursor, Read, fail, skip_cues};
use super::inverse::{self, inverse};
use super::number;

/// A unit as read, with what it measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadUnit {
    /// The unit.
    pub unit: Unit,
    /// What the number is a multiple or share of.
    pub relative_to: Option<Reference>,
    /// What kinds of units stand over and under the line: "mass/volume".
    pub dimension: String,
}

impl ReadUnit {
    /// Whether it is a length of time and nothing else.
    pub fn is_time(&self) -> bool {
        matches!(self.dimension.as_str(), "time" | "half_life")
    }

    /// Whether the same limit may be given in the other: "mg/dL" and "umol/L", "cm" and "in".
    pub fn converts_to(&self, other: &Self) -> bool {
        if self.unit.code == other.unit.code && self.dimension.is_empty() {
            return false;
        }
        self.relative_to == other.relative_to
            && !self.dimension.is_empty()
            && group(&self.dimension) == group(&other.dimension)
    }
}

/// Amounts of a substance by mass, by number or by activity convert into each other, over the same thing.
fn group(dimension: &str) -> String {
    let parts = dimension.split('/').map(|part| match part {
        "mass" | "amount" | "enzyme" | "count" | "annotation" | "" => "substance",
        "fraction" => "substance/substance",
        other => other,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// "at least one *MS* relapse", "prior *MS* therapy": an illness, and no milliseconds. Near miss: "QTc > 450 *MS*".
fn is_illness(input: Cursor<'_>) -> bool {
    let capitals = input.peek(0).is_some_and(|l| input.lexed.written(l) == "MS");
    let many = |n: Decimal| n >= Decimal::TEN;
    capitals && !input.back(0).is_some_and(|l| matches!(l.lex, Lex::Number(Some(n)) if many(n)))
}

/// A unit after a number.
pub fn unit(input: Cursor<'_>) -> Read<'_, ReadUnit> {
    if is_illness(input) {
        return fail();
    }
    multiple(input).or_else(|_| share(input)).or_else(|_| composed(input))
}

fn built(
    from: Cursor<'_>,
    to: Cursor<'_>,
    code: Option<String>,
    relative_to: Option<Reference>,
    dimension: &str,
) -> ReadUnit {
    let unit = Unit { span: from.bytes_to(&to), code };
    ReadUnit { unit, relative_to, dimension: dimension.to_owned() }
}

/// "× ULN", "times above the upper limit of normal", "x baseline", "or more times the ULN", "times or more the ULN".
fn multiple(input: Cursor<'_>) -> Read<'_, ReadUnit> {
    let widened = or_more(input).filter(|n| input.is_times(*n));
    let input = input.skip(widened.unwrap_or(0));
    let mut rest = input;
    if matches!(rest.peek(0).map(|l| l.lex), Some(Lex::Dash)) && rest.is_times(1) {
        rest = rest.skip(1);
    }
    let multiplied = rest.is_times(0);
    if multiplied {
        rest = rest.skip(1);
        rest = rest.skip(or_more(rest).unwrap_or(0));
    }
    // "twice normal", "three fold higher than the upper limit".
    let times = multiplied || input.back(0).is_some_and(|l| words::MULTIPLES.contains(&input.lexed.normal(l)));
    rest = skip_cues(rest, &[Cue::The, Cue::Of, Cue::GtBefore, Cue::GreaterOf, Cue::Than, Cue::Who], 3);
    // "2.5 times the institution's upper limit of normal"
    let of_whom = (1..3).find(|n| rest.has_cue(*n, &[Cue::Uln, Cue::Lln]));
    if let Some(n) =
        of_whom.filter(|n| times && (0..*n).all(|i| matches!(rest.peek(i).map(|l| l.lex), Some(Lex::Word))))
    {
        rest = rest.skip(n);
    }
    let reference = match rest.cue(0) {
        Some(Cue::Uln) => Reference::Uln,
        Some(Cue::Lln) => Reference::Lln,
        _ if is_normal_value(rest) => Reference::Uln,
        Some(Cue::NormalValue) if times || rest.at > input.at => Reference::Normal,
        _ if times && rest.entry(0, Kind::Finding).is_some_and(|e| e.id() == "normal") => Reference::Normal,
        Some(Cue::BaselineOf) if times => Reference::Baseline,
        // "PT > 1.5 times control": the sample of a healthy person beside it.
        _ if times && matches!(rest.normal(0), "control" | "controls") => Reference::Normal,
        _ if times && rest.entry(0, Kind::Anchor).is_some_and(|e| e.id() == "baseline") => Reference::Baseline,
        // "1.5 times the cut-off of the assay": of nothing that is known.
        _ if times && rest.has_cue(0, &[Cue::ScoreWord]) && matches!(rest.normal(0), "cut" | "cutoff") => {
            return Ok((rest.skip(1), built(input, rest.skip(1), None, None, "")));
        }
        _ => {
            // "≤ 1.5 × ULN, or *≤ 3 times* in Gilbert's syndrome"
            let end = input.skip(1);
            let Some(reference) = elided(input).filter(|_| multiplied) else { return fail() };
            return Ok((end, built(input, end, None, Some(reference), "")));
        }
    };
    // "Twice higher than *normal*": what compares is no part of the unit.
    let from = if multiplied || reference != Reference::Normal { input } else { rest };
    rest = rest.skip(1);
    let unit = built(from, rest, None, Some(reference), "");
    Ok((abbreviation(rest, reference), unit))
}

/// How many lexemes "or more" has here.
pub fn or_more(input: Cursor<'_>) -> Option<usize> {
    let apart = input.has_cue(0, &[Cue::Or]) && input.has_cue(1, &[Cue::GtBefore, Cue::GreaterOf]);
    if apart { Some(2) } else { input.has_cue(0, &[Cue::GeAfter]).then_some(1) }
}

/// How many lexemes before "N" the test may stand whose limit it is.
const TEST: usize = 8;

/// "ALT > 2.5 *N*", "5 × *N*": the upper limit of the normal range, of a laboratory test named shortly before. Near misses:
/// "grip strength > 20 N", "ALT in N patients".
fn is_normal_value(input: Cursor<'_>) -> bool {
    let letter = input.peek(0).is_some_and(|l| input.lexed.written(l) == "N");
    let glued = matches!(input.peek(1).map(|l| (l.lex, l.spaced)), Some((Lex::Dash | Lex::Sign('/' | '+'), false)));
    let tested = |l: &crate::lex::Lexeme| l.entry(Kind::Analyte).is_some_and(crate::lex::Entry::is_laboratory);
    letter && !glued && (0..TEST).map_while(|n| input.back(n)).any(tested)
}

/// How many lexemes before a wider limit the limit may stand whose reference it does not repeat.
const ELIDED: usize = 16;

/// What "3 times" is a multiple of where people follow whom it is for and the limit before it says: "≤ 1.5 × ULN, or ≤ 3
/// times *in* Gilbert's syndrome". Near misses: "ALT ≤ 3 × ULN or vomiting > 3 times *a day*"; a limit of another sentence.
fn elided(input: Cursor<'_>) -> Option<Reference> {
    const PEOPLE: [Cue; 7] = [Cue::In, Cue::If, Cue::When, Cue::For, Cue::With, Cue::Patient, Cue::Unless];
    // The words before the number, which compare.
    let compared = input.back(1).is_some_and(|l| {
        matches!(l.lex, Lex::Comparator(_))
            || matches!(l.cue(), Some(Cue::LeBefore | Cue::LtBefore | Cue::GeBefore | Cue::GtBefore))
    });
    if !compared
        || !input.has_cue(1, &PEOPLE)
        || input.entry(2, Kind::Unit).is_some()
        || input.has_cue(2, &[Cue::The, Cue::Past])
    {
        return None;
    }
    // The limit before may stand outside of brackets.
    let near = input.lexed.lexemes[..input.at].iter().rev().take(ELIDED);
    near.take_while(|l| !matches!(l.lex, Lex::Sign('.' | ';'))).find_map(|l| match l.cue() {
        Some(Cue::Uln) => Some(Reference::Uln),
        Some(Cue::Lln) => Some(Reference::Lln),
        _ => None,
    })
}

/// Passes over "(ULN)" and ", ULN", the short name of what stands before it. Near miss: "3 × ULN*, ULN* = 40 U/L".
pub fn abbreviation(input: Cursor<'_>, reference: Reference) -> Cursor<'_> {
    let again = match input.cue(1) {
        Some(Cue::Uln) => reference == Reference::Uln,
        Some(Cue::Lln) => reference == Reference::Lln,
        _ => false,
    };
    let ends = |at: usize| input.peek(at).is_none_or(|l| matches!(l.lex, Lex::Sign(')' | ',' | ';' | '.')));
    if input.has_sign(0, '(') && again && input.has_sign(2, ')') {
        input.skip(3)
    } else if input.has_sign(0, ',') && again && ends(2) {
        input.skip(2)
    } else {
        input
    }
}

/// The surface in m² that clearances are reckoned to.
const SURFACE_OF_PERSON: &str = "1.73";

/// "%", "% predicted", "% of baseline", "% of ULN".
fn share(input: Cursor<'_>) -> Read<'_, ReadUnit> {
    if !is_percent(input) {
        return fail();
    }
    let mut rest = input.skip(1);
    if let Ok((end, per)) = over(rest) {
        return Ok((end, built(input, end, per.code.map(|c| format!("%/{c}")), None, "fraction/other")));
    }
    let plain = rest;
    rest = skip_cues(rest, &[Cue::Of, Cue::The], 2);
    let reference = match rest.cue(0) {
        Some(Cue::Predicted) => Reference::Predicted,
        Some(Cue::BaselineOf) => Reference::Baseline,
        Some(Cue::Uln) => Reference::Uln,
        Some(Cue::Lln) => Reference::Lln,
        Some(Cue::NormalValue) => Reference::Normal,
        _ => return Ok((plain, built(input, plain, Some("%".to_owned()), None, "fraction"))),
    };
    rest = rest.skip(1);
    let unit = built(input, rest, Some("%".to_owned()), Some(reference), "fraction");
    Ok((abbreviation(rest, reference), unit))
}

fn is_percent(input: Cursor<'_>) -> bool {
    input.has_sign(0, '%') || input.entry(0, Kind::Unit).is_some_and(|e| e.id() == "%")
}

/// One atom of a unit: its code, and what kind of unit it is.
pub struct Part {
    pub code: Option<String>,
    pub dimension: String,
}

/// A power of ten and atoms joined by `/`, "per" or "daily".
fn composed(input: Cursor<'_>) -> Read<'_, ReadUnit> {
    let (mut rest, mut code, mut dimension) = (input, String::new(), String::new());
    if let Ok((next, exponent)) = number::power(rest) {
        code = format!("10*{exponent}");
        rest = next;
    }
    let scaled = !code.is_empty() && rest.entry(0, Kind::Unit).is_some_and(|e| e.dimension() == "count_prefix");
    if let Some((next, part)) = inverse::alone(rest, !code.is_empty()) {
        code = format!("{code}/{}", part.code.unwrap_or_default());
        dimension = format!("/{}", part.dimension);
        rest = next;
    } else if let Ok((next, part)) = numerator(rest, code.is_empty())
        && !scaled
    {
        if !code.is_empty() {
            code.push('.');
        }
        code.push_str(part.code.as_deref().unwrap_or(""));
        dimension = part.dimension;
        rest = next;
        while let Some((next, part)) = inverse(rest) {
            code = format!("{code}/{}", part.code.unwrap_or_default());
            dimension = format!("{dimension}/{}", part.dimension);
            rest = next;
        }
    } else if code.is_empty() {
        // "3 times a week", "50.000/mmc"; but "140/90 mmHg" is a pair.
        rest = if input.has_cue(0, &[Cue::Times]) { input.skip(1) } else { input };
        let Ok((_, under)) = over(rest) else { return fail() };
        // "10,000/24 h"
        let hours = under.code.as_deref().is_some_and(|code| code.ends_with(".h)"));
        if matches!(rest.peek(1).map(|l| l.lex), Some(Lex::Number(_))) && !hours {
            return fail();
        }
    }
    let mut last = code.clone();
    let mut glossed = false;
    for _ in 0..3 {
        if let Some(next) = past_gloss(rest, &last, glossed) {
            (rest, glossed) = (next, true);
        }
        let part = per_day(rest, &dimension)
            .or_else(|_| over(rest))
            .or_else(|_| in_first_hour(rest, &code))
            .or_else(|_| surface_after(rest, &dimension));
        let Ok((next, part)) = part else { break };
        let rate = part.code.as_deref() == Some("a") && !code.ends_with("/a");
        if part.dimension == "time" && !rate && dimension.split('/').skip(1).any(|under| under == "time") {
            // "5 mg/day *once a day*"; "5 mL/min/1.73 m² *per year*" says how fast it changes.
            rest = next;
            break;
        }
        let under = part.code.unwrap_or_default();
        code = if code.is_empty() { format!("/{under}") } else { format!("{code}/{under}") };
        dimension = format!("{dimension}/{}", part.dimension);
        rest = next;
        last = under;
    }
    if glossed && let Some(next) = past_gloss(rest, &last, glossed) {
        rest = next;
    }
    Ok((rest, built(input, rest, Some(code), None, &dimension)))
}

/// Passes over the sign of a part of the unit in brackets after its name: "nanograms *(ng)*/milliliter *(mL)*". Near misses: "50 mg
/// (mg)", which nothing is under; "5 mg (mL)".
fn past_gloss<'a>(input: Cursor<'a>, code: &str, glossed: bool) -> Option<Cursor<'a>> {
    let same = input.entry(1, Kind::Unit).is_some_and(|e| e.id() == code);
    let rest = input.skip(3);
    let goes_on = glossed || over(rest).is_ok();
    (input.has_sign(0, '(') && same && input.has_sign(2, ')') && goes_on).then_some(rest)
}

/// What stands above the line: an atom, "million cells", or a word in no table that is counted per something
/// ("spermatozoa/mL").
fn numerator(input: Cursor<'_>, after_number: bool) -> Read<'_, Part> {
    if let Ok((rest, mut part)) = atom(input, after_number) {
        if part.dimension == "count_prefix" {
            part.dimension = String::new();
            let more = atom(rest, true).ok().filter(|(_, more)| more.dimension != "count_prefix");
            if let Some((next, more)) = more.or_else(|| counted(rest).ok()) {
                let code = [part.code.unwrap_or_default(), more.code.unwrap_or_default()].join(".");
                return Ok((next, Part { code: Some(code), dimension: more.dimension }));
            }
        }
        return Ok((rest, part));
    }
    counted(input)
}

/// A word in no table that is counted per something: "spermatozoa/mL".
fn counted(input: Cursor<'_>) -> Read<'_, Part> {
    let word = matches!(input.peek(0).map(|l| l.lex), Some(Lex::Word))
        && input.normal(0).bytes().all(|b| b.is_ascii_alphabetic());
    let per = over(input.skip(1)).is_ok_and(|(_, part)| matches!(part.dimension.as_str(), "time" | "volume" | "area"));
    if !word || !per {
        return fail();
    }
    Ok((input.skip(1), Part { code: Some(format!("{{{}}}", input.normal(0))), dimension: "count".to_owned() }))
}

/// One atom, with an exponent if one is attached. After a number, words that are also cues ("in", "a") are none.
pub fn atom(input: Cursor<'_>, after_number: bool) -> Read<'_, Part> {
    let Some(entry) = input.entry(0, Kind::Unit) else { return fail() };
    let word = [Cue::In, Cue::The, Cue::As, Cue::At, Cue::And, Cue::Or, Cue::To, Cue::Times];
    if after_number && input.has_cue(0, &word) {
        return fail();
    }
    let mut rest = input.skip(1);
    let mut code = entry.id().to_owned();
    if let Some(Lex::Superscript(n @ 2..=3)) = rest.peek(0).map(|l| l.lex) {
        code = format!("{code}{n}");
        rest = rest.skip(1);
    } else if rest.has_sign(0, '^')
        && let Some(Lex::Number(Some(n))) = rest.peek(1).map(|l| l.lex)
        && (n == Decimal::TWO || n == Decimal::from(3))
    {
        code = format!("{code}{n}");
        rest = rest.skip(2);
    } else if entry.dimension() == "length"
        && let Some(n) = in_brackets(rest)
    {
        code = format!("{code}{n}");
        rest = rest.skip(3);
    } else if entry.dimension() == "mass" && is_percent(rest) && rest.peek(0).is_some_and(|l| !l.spaced) {
        // "2 mg%" is so much in 100 mL.
        let code = Some(format!("{code}/dL"));
        return Ok((rest.skip(1), Part { code, dimension: "mass/volume".to_owned() }));
    }
    Ok((rest, Part { code: Some(code), dimension: entry.dimension().to_owned() }))
}

/// The 2 or 3 of "m(2)", a power that has lost its place.
fn in_brackets(input: Cursor<'_>) -> Option<Decimal> {
    let joined = input.has_sign(0, '(') && input.peek(0).is_some_and(|l| !l.spaced) && input.has_sign(2, ')');
    match input.peek(1)?.lex {
        Lex::Number(Some(n)) if joined && (n == Decimal::TWO || n == Decimal::from(3)) => Some(n),
        _ => None,
    }
}

/// "28 mm *in the first hour*", of a sedimentation rate.
fn in_first_hour<'a>(input: Cursor<'a>, code: &str) -> Read<'a, Part> {
    let named = skip_cues(input.skip(1), &[Cue::The], 1);
    let start = match named.normal(0) {
        // One cue: "in the first".
        _ if input.peek(0).is_some_and(|l| input.lexed.written(l).ends_with(" first")) => named,
        "first" => named.skip(1),
        "1" if named.normal(1) == "st" => named.skip(2),
        _ => return fail(),
    };
    if code != "mm" || !input.has_cue(0, &[Cue::In, Cue::Within]) {
        return fail();
    }
    let (rest, part) = atom(start, false)?;
    if part.code.as_deref() == Some("h") { Ok((rest, part)) } else { fail() }
}

/// "ml/min*·1.73m2*", "mL min-1 *1.73 m-2*", "mL/min *1.73 m2*": what a clearance is reckoned to, after a dot that should be a line, under it
/// by its power, or where the line was left out before the surface of a person. Near misses: "10 mg/min × 2 h"; "mL/min *2 m2*".
fn surface_after<'a>(input: Cursor<'a>, dimension: &str) -> Read<'a, Part> {
    if !dimension.ends_with("/time") {
        return fail();
    }
    if input.is_times(0) {
        return surface(input.skip(1));
    }
    let dotted = input.has_sign(0, '.') && input.peek(0).is_some_and(|l| !l.spaced);
    let (rest, part) = surface(input.skip(usize::from(dotted)))?;
    let written = &input.lexed.text[input.bytes_to(&rest)];
    let by_power = written.contains(is_dash) || written.contains('⁻');
    let of_person = written.starts_with(SURFACE_OF_PERSON);
    if dotted || by_power || of_person { Ok((rest, part)) } else { fail() }
}

/// "1.73 m2".
fn surface(input: Cursor<'_>) -> Read<'_, Part> {
    let number = match input.peek(0).map(|l| l.lex) {
        Some(Lex::Number(Some(n))) => n,
        _ => return fail(),
    };
    // "1.73*/*m^2"
    let slash = usize::from(input.has_sign(1, '/'));
    let measured = input.skip(1 + slash);
    let (rest, part) = inverse::by_power(measured).map_or_else(|| atom(measured, false), Ok)?;
    if part.dimension != "area" && part.code.as_deref() != Some("m2") {
        return fail();
    }
    let code = part.code.map(|code| format!("{{{number}_{code}}}"));
    Ok((rest, Part { code, dimension: "area".to_owned() }))
}

/// "ml/*(min·1.73m2)*": both under one line.
fn in_one_bracket(input: Cursor<'_>) -> Read<'_, Part> {
    let (rest, time) = atom(input.skip(1), false)?;
    if !input.has_sign(0, '(') || time.dimension != "time" || !rest.is_times(0) {
        return fail();
    }
    let (rest, area) = surface(rest.skip(1))?;
    if !rest.has_sign(0, ')') {
        return fail();
    }
    let code = time.code.zip(area.code).map(|(time, area)| format!("{time}/{area}"));
    Ok((rest.skip(1), Part { code, dimension: "time/area".to_owned() }))
}

/// "5 mg*/D*": a dose a day, and no dioptre, under which nothing is counted.
fn per_day<'a>(input: Cursor<'a>, dimension: &str) -> Read<'a, Part> {
    let letter = input.peek(1).is_some_and(|l| input.lexed.written(l) == "D");
    if !(letter && input.has_sign(0, '/') && matches!(dimension, "mass" | "enzyme" | "mass/mass")) {
        return fail();
    }
    Ok((input.skip(2), Part { code: Some("d".to_owned()), dimension: "time".to_owned() }))
}

/// What stands under the line: "/L", "per day", "daily", "/24 hours", "/1.73 m2".
pub fn over(input: Cursor<'_>) -> Read<'_, Part> {
    let day = |code: &str| Part { code: Some(code.to_owned()), dimension: "time".to_owned() };
    match input.cue(0) {
        Some(Cue::Daily) => return Ok((input.skip(1), day("d"))),
        Some(Cue::Weekly) => return Ok((input.skip(1), day("wk"))),
        Some(Cue::Monthly) => return Ok((input.skip(1), day("mo"))),
        Some(Cue::Yearly) => return Ok((input.skip(1), day("a"))),
        _ => {}
    }
    // Terms such as "/min" bring their line with them.
    if let Some(entry) = input.entry(0, Kind::Unit)
        && let Some(under) = entry.id().strip_prefix('/')
    {
        let code = Some(under.to_owned());
        return Ok((input.skip(1), Part { code, dimension: "time".to_owned() }));
    }
    if !(input.has_sign(0, '/') || input.has_cue(0, &[Cue::Per])) {
        return fail();
    }
    let under = skip_cues(input.skip(1), &[Cue::The], usize::from(input.has_cue(0, &[Cue::Per])));
    match under.peek(0).map(|l| l.lex) {
        Some(Lex::Number(Some(n))) => {
            // "28 mm/*1st* hour"
            if under.has_sign(1, '/') {
                return surface(under);
            }
            let first = n == Decimal::ONE && under.normal(1) == "st" && under.peek(1).is_some_and(|l| !l.spaced);
            let (rest, part) = atom(under.skip(1 + usize::from(first)), false)?;
            if n == Decimal::ONE && part.dimension == "time" {
                return Ok((rest, part));
            }
            if part.dimension == "temperature" {
                // "38.5 °C/*101.3 °F*" is the same in another unit.
                return fail();
            }
            let atom = part.code.unwrap_or_default();
            let code = if part.dimension == "time" { format!("({n}.{atom})") } else { format!("{{{n}_{atom}}}") };
            Ok((rest, Part { code: Some(code), dimension: part.dimension }))
        }
        Some(Lex::Sign('(')) => in_one_bracket(under),
        _ => atom(under, false),
    }
}
