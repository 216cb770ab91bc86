//! Stages of a tumour, its nodes and metastases: "T2c", "≥ T2c", "cT3-4", "N0-2", "M0", "cN+"; how far it grows into the
//! portal vein: "Vp1-3"; "M1 disease". Several may be written as one word ("cT2N0M0"), which the lexer takes apart. A letter after a dash is a part of the same stage: "T2a-c".
//!
//! Near misses: "T3 > 200 ng/dL" (a hormone), "T2-weighted", "T4" alone (without a stage or another of these beside it),
//! "N+1".

use std::borrow::Cow;

use crate::lex::{Cue, Lex};
use crate::rule::Number;

use super::QuantityForm;
use super::comparator;
use super::cursor::{Cursor, Read, dash, fail};
use super::quantity::{ReadQuantity, bound, empty};

/// The most lexemes on either side in which something tells that a stage is meant.
const NEAR: usize = 4;

/// The letter of the stages of growth into the portal vein.
const VEIN: char = 'V';

/// "T2c": the letter, the number, and the words from the letter on.
struct Stage<'a> {
    letter: char,
    rank: u32,
    name: Cow<'a, str>,
    part: bool,
}

/// A stage, or several of one kind.
pub fn tnm(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    let (rest, led) = match comparator::before(input) {
        Ok((rest, compare)) => (rest, Some(compare.comparator)),
        Err(_) => (input, None),
    };
    let first_at = rest;
    let Some(first) = stage_at(rest) else { return fail() };
    let mut items = vec![first];
    let mut rest = rest.skip(1);
    let any_node = is_any_node(first_at);
    rest = rest.skip(usize::from(any_node));
    let mut spread = any_node;
    if any_node {
        items.push(Stage { letter: 'N', rank: 3, name: "N3".into(), part: false });
    }
    while items.len() < 4 && !any_node {
        let (to, next) = match dash(rest) {
            Ok((next, ())) => (true, next),
            Err(_) if rest.has_sign(0, '/') || rest.has_cue(0, &[Cue::Or, Cue::To]) => {
                (rest.has_cue(0, &[Cue::To]), rest.skip(1))
            }
            Err(_) => break,
        };
        let Some(item) = stage_at(next).or_else(|| number_at(next, &items[0])) else {
            if let Some(parts) = part_at(next, &items[0]).filter(|_| to) {
                items.extend(parts);
                rest = next.skip(1);
            }
            break;
        };
        if item.letter != items[0].letter || item.rank < items[items.len() - 1].rank {
            break;
        }
        spread |= to;
        rest = next.skip(if item.part && stage_at(next).is_none() { 2 } else { 1 });
        items.push(item);
    }
    let after = comparator::after(rest).ok();
    let compare = led.or(after.map(|(_, read)| read.comparator));
    rest = after.map_or(rest, |(next, _)| next);
    let told = items.iter().any(|item| item.part || item.letter == VEIN)
        || spread && !any_node
        || any_node && is_prefixed(first_at)
        || led.is_some() && first_is_alone(rest);
    // "M1 *disease*"
    let spread_disease = items[0].letter == 'M' && rest.normal(0) == "disease";
    if !(told || spread_disease || beside(input, rest)) || weighted(rest) {
        return fail();
    }
    let mut quantity = empty(QuantityForm::Class);
    let number = |item: &Stage<'_>| Number::from(item.rank);
    let (low, high) = (&items[0], &items[items.len() - 1]);
    quantity.bounds = match compare {
        Some(comparator) => bound(comparator, number(low)),
        None if items.len() == 1 => crate::rule::Bounds { eq: Some(number(low)), ..Default::default() },
        None => crate::rule::Bounds { ge: Some(number(low)), le: Some(number(high)), ..Default::default() },
    };
    let between = (low.rank + 1..high.rank).filter(|_| spread).map(|rank| format!("{}{rank}", prefix(low.letter)));
    let mut classes = vec![low.name.to_string()];
    classes.extend(between);
    classes.extend(items[1..].iter().map(|item| match item.name.starts_with(item.letter) {
        true => item.name.to_string(),
        false => format!("{}{}", prefix(item.letter), item.name),
    }));
    quantity.classes = classes;
    quantity.spread = spread;
    quantity.scale = Some(match low.letter {
        'T' => "t_stage",
        'N' => "n_stage",
        VEIN => "portal_vein_invasion",
        _ => "m_stage",
    });
    quantity.value = input.bytes_to(&rest);
    Ok((rest, ReadQuantity { quantity, unit: None, is_age: false }))
}

/// "T2c", "cT3", "N1", "M0" as one word.
fn stage_at(input: Cursor<'_>) -> Option<Stage<'_>> {
    let lexeme = input.peek(0).filter(|l| matches!(l.lex, Lex::Word | Lex::Term(_)))?;
    let name = input.lexed.written(lexeme).trim_start_matches(['c', 'p', 'y']);
    if is_any_node(input) {
        return Some(Stage { letter: 'N', rank: 1, name: "N1".into(), part: false });
    }
    let letter = name.chars().next().filter(|c| matches!(*c, 'T' | 'N' | 'M' | VEIN))?;
    let rest = name.strip_prefix(prefix(letter))?;
    let digit = rest.chars().next()?.to_digit(10)?;
    let highest = match letter {
        'T' | VEIN => 4,
        'N' => 3,
        _ => 1,
    };
    let part = &rest[1..];
    let known = digit <= highest
        && (letter != VEIN || part.is_empty())
        && (part.is_empty() || matches!(part, "a" | "b" | "c" | "d"));
    known.then_some(Stage { letter, rank: digit, name: name.into(), part: !part.is_empty() })
}

/// What the name of each of its stages begins with.
fn prefix(letter: char) -> &'static str {
    match letter {
        'T' => "T",
        'N' => "N",
        VEIN => "Vp",
        _ => "M",
    }
}

/// "cN*+*", "N*+*": some node, however many. Near miss: "N+1".
fn is_any_node(input: Cursor<'_>) -> bool {
    let node = input.peek(0).is_some_and(|l| {
        let written = input.lexed.written(l);
        written.ends_with('N') && matches!(written.trim_start_matches(['c', 'p', 'y']), "N")
    });
    let joined = input.normal(1) == "+" && input.peek(1).is_some_and(|l| !l.spaced);
    let metastases = || input.peek(2).is_some_and(|l| matches!(input.lexed.written(l), "M0" | "M1" | "cM0" | "cM1"));
    node && joined && (input.peek(2).is_none_or(|l| l.spaced || matches!(l.lex, Lex::Sign(_))) || metastases())
}

/// The "c" of "cN+".
fn is_prefixed(input: Cursor<'_>) -> bool {
    input.peek(0).is_some_and(|l| input.lexed.written(l).starts_with(['c', 'p', 'y']))
}

/// The "4" of "T3-4", the "4a" of "T2-4a".
fn number_at<'a>(input: Cursor<'a>, first: &Stage<'_>) -> Option<Stage<'a>> {
    let lexeme = input.peek(0)?;
    let Lex::Number(Some(n)) = lexeme.lex else { return None };
    let rank = n.to_string().parse::<u32>().ok().filter(|rank| *rank <= 4 && *rank > first.rank)?;
    let written = input.lexed.written(lexeme);
    let part = input.peek(1).filter(|l| !l.spaced).map(|l| input.lexed.written(l));
    Some(match part.filter(|part| matches!(*part, "a" | "b" | "c" | "d")) {
        Some(part) => Stage { letter: first.letter, rank, name: format!("{written}{part}").into(), part: true },
        None => Stage { letter: first.letter, rank, name: written.into(), part: false },
    })
}

/// The "c" of "T2a-*c*": the parts of the first stage up to it. Near misses: "T2a-*b1*", "T2-*c*".
fn part_at<'a>(input: Cursor<'a>, first: &Stage<'_>) -> Option<Vec<Stage<'a>>> {
    let lexeme = input.peek(0).filter(|l| !l.spaced && first.part)?;
    let one = |name: &str| name.chars().next_back().filter(char::is_ascii_lowercase);
    let last = one(input.lexed.written(lexeme)).filter(|_| lexeme.end - lexeme.start == 1)?;
    let from = one(&first.name).filter(|from| *from < last && last <= 'd')?;
    let part = |c: char| Stage {
        letter: first.letter,
        rank: first.rank,
        name: format!("{}{}{c}", prefix(first.letter), first.rank).into(),
        part: true,
    };
    Some((from..=last).skip(1).map(part).collect())
}

/// Whether a stage after a comparator ends its clause: "≥ T2,".
fn first_is_alone(rest: Cursor<'_>) -> bool {
    rest.peek(0).is_none_or(|l| matches!(l.lex, Lex::Sign(_)) || l.cue().is_some())
}

/// "T2-weighted".
fn weighted(rest: Cursor<'_>) -> bool {
    (0..2).any(|n| rest.normal(n) == "weighted")
}

/// Whether a word for a stage, or a stage of another kind, stands near.
fn beside(input: Cursor<'_>, rest: Cursor<'_>) -> bool {
    let says = |word: &str| {
        matches!(
            word,
            "stage"
                | "stages"
                | "staged"
                | "clinical stage"
                | "tumor"
                | "tumour"
                | "tumors"
                | "tumours"
                | "tnm"
                | "category"
        )
    };
    let letter = stage_at(input).map(|s| s.letter);
    let other =
        |at: Cursor<'_>| stage_at(at).is_some_and(|s| Some(s.letter) != letter && s.letter != 'T' || s.letter == 'N');
    // "T2 or *N1*": directly beside the tumour's the others are no names.
    let tumour = |at: Cursor<'_>| stage_at(at).is_some_and(|s| s.letter == 'T') && letter != Some('T');
    let joined =
        |l: &Cursor<'_>| l.has_cue(0, &[Cue::Or, Cue::And, Cue::AndOr]) || l.has_sign(0, ',') || l.has_sign(0, '/');
    let back = |n: usize| input.at.checked_sub(n).filter(|at| *at >= input.start).map(|at| Cursor { at, ..input });
    if back(1).is_some_and(tumour) || back(1).filter(joined).and(back(2)).is_some_and(tumour) {
        return true;
    }
    let before = (0..NEAR).filter_map(|n| input.back(n)).any(|l| says(input.lexed.normal(l)));
    let behind = (1..=NEAR).filter_map(|n| input.at.checked_sub(n).filter(|at| *at >= input.start));
    let behind = behind.map(|at| Cursor { at, ..input }).any(other);
    before || behind || (0..NEAR).any(|n| says(rest.normal(n)) || other(rest.skip(n)))
}
