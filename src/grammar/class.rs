//! Classes, grades and stages: Roman, letter or small numbers near a class word or a score.
//!
//! - "III or IV", "III-IV", "III/IV" after "class" or NYHA; "Class III or Class IV"; "≥ II"; "stage IIIB–IV";
//! - "F2-3" of fibrosis; "grade 3 or higher", "≤CTCAE Grade 1", "grade ≥ 2", "class A or B".
//!
//! Near misses: "type 2 diabetes" and "phase 3" (no class words), "I" without a class word or a score before it.

use rust_decimal::Decimal;

use crate::lex::{Comparator, Cue, Entry, Kind, Lex};
use crate::rule::{Bounds, Number};

use super::class_aside::word_before_aside;
use super::comparator::{self, Compare};
use super::cursor::{Cursor, Read, dash, fail, skip_cues};
use super::quantity::{ReadQuantity, bound, empty};
use super::{Quantity, QuantityForm};

/// The score whose stages are written as those of METAVIR.
const NASH_CRN: &str = "nash_crn_stage";

struct Item<'a> {
    written: &'a str,
    rank: Decimal,
    numeric: bool,
}

/// "*III-IV* melanoma", "*II–III* rectal cancer": two Roman numerals with a dash, the first of which nothing else is. Near misses:
/// "*I-II*" and "phase *II-III*".
fn spans_classes(input: Cursor<'_>) -> bool {
    let written = |n: usize| input.peek(n).map_or("", |l| input.lexed.written(l));
    let joined = (1..3).all(|n| input.peek(n).is_some_and(|l| !l.spaced)) && dash(input.skip(1)).is_ok();
    let phase = input.back(0).is_some_and(|l| l.cue().is_some());
    let rises = matches!((written(0), written(2)), ("II", "III" | "IV") | ("III", "IV"));
    joined && rises && !phase
}

/// A class or grade.
pub fn class(input: Cursor<'_>) -> Read<'_, ReadQuantity> {
    let (mut rest, mut compare) = opt_compare(input);
    let led = compare.is_some();
    let is_word = rest.has_cue(0, &[Cue::ClassWord]);
    let scale = rest.entry(0, Kind::Score).filter(|e| !is_word && e.is_graded());
    if scale.is_some() {
        rest = rest.skip(1);
    } else if led {
        rest = scale_words(rest);
    }
    let words = rest;
    rest = skip_cues(rest, &[Cue::ClassWord], 1);
    let word = rest.at > words.at;
    if scale.is_some() && !word && !led {
        return fail();
    }
    rest = skip_cues(rest, &[Cue::Of, Cue::Be], 1);
    // "Stage-II"
    let joined = word
        && rest.peek(0).is_some_and(|l| l.lex == Lex::Dash && !l.spaced)
        && rest.peek(1).is_some_and(|l| !l.spaced);
    rest = rest.skip(usize::from(joined));
    let item_at = rest;
    if compare.is_none() {
        (rest, compare) = opt_compare(rest);
    }
    let staged = rest.peek(0).is_some_and(|l| fibrosis(rest.lexed.written(l)).is_some()) && of_fibrosis(rest);
    let venous = rest.peek(0).is_some_and(|l| venous(rest.lexed.written(l)).is_some()) && of_ceap(input);
    let near = word
        || spans_classes(rest)
        || led && scale.is_some()
        || class_before(input)
        || word_before_aside(input.lexed, input.at).is_some_and(|at| at >= input.start)
        || class_after(rest)
        || staged
        || venous;
    let (first_rest, first) = item(rest, near)?;
    if !near && (first.numeric || !led || first.written.len() < 2 && !matches!(first.written, "I" | "V")) {
        return fail();
    }
    let after_scale = scale_before(input);
    let scaled = after_scale || led && scale.is_some();
    if first.numeric && !(word || scaled) {
        return fail();
    }
    let (mut items, mut rest, mut open) = (vec![first], first_rest, false);
    let mut repeated = false;
    for _ in 0..5 {
        let Some((to, next)) = joiner(rest) else { break };
        // "class II or class III", "ASA I - ASA II"
        let again = next.entry(0, Kind::Score).is_some_and(|e| scale_entry(input, scale) == Some(e));
        let after_word = skip_cues(next.skip(usize::from(again)), &[Cue::ClassWord], 1);
        let Ok((next, more)) = item(after_word, true) else { break };
        let more = if staged && to { of_stages(more) } else { more };
        // "stage 0-A", "stage 0, I or II"
        let other_numerals = more.numeric != items[0].numeric && items[0].rank != Decimal::ZERO;
        let last = &items[items.len() - 1];
        // "3a to 3b", "IIIA-IIIC": parts of one class.
        let parts = more.rank == last.rank && more.written > last.written;
        // "A5-6": the points of a class, not another one
        let points = more.numeric && !items[0].numeric;
        // "class I-II, or class III *if stable*": the last is a limit of its own.
        let conditional = !to && (next.has_cue(0, &[Cue::If]) || qualified(rest, after_word, next));
        if conditional || other_numerals && (!to || points) || more.rank <= last.rank && to && !parts {
            break;
        }
        repeated |= after_word.at > joiner(rest).map_or(0, |j| j.1.at);
        open |= to;
        items.push(more);
        rest = next;
    }
    if compare.is_none()
        && let Ok((next, after)) = comparator::after(rest)
    {
        compare = Some(after);
        rest = next;
    }
    let from = if led || word && (items[0].numeric || repeated) { input } else { item_at };
    let mut quantity = built(&items, compare, open);
    quantity.spread = open;
    quantity.scale = scale.map(|e| e.id()).or_else(|| staged.then(|| stage_of_fibrosis(input)));
    quantity.doubtful = items.len() == 1 && compare.is_some_and(|c| c.comparator == Comparator::Eq && c.is_sign);
    quantity.value = from.bytes_to(&rest);
    let school =
        |n: usize| matches!(rest.normal(n), "school" | "schools" | "student" | "students" | "pupils" | "education");
    if (0..3).any(school) {
        return fail();
    }
    // "class III antiarrhythmics" are drugs.
    if compare.is_none() && rest.peek(0).is_some_and(|l| l.entry(Kind::DrugClass).is_some()) {
        return fail();
    }
    Ok((rest, ReadQuantity { quantity, unit: None, is_age: false }))
}

/// "stage IV*, or stage III with* bulky disease": a class after a comma that is named anew and goes on with what comes with it
/// or is not fit for something is one of its own. Near misses: "stage III or stage IV with measurable disease", said of both; "stage III, or IV with …".
fn qualified(before: Cursor<'_>, class: Cursor<'_>, after: Cursor<'_>) -> bool {
    let named = class.back(0).is_some_and(|l| l.cue() == Some(Cue::ClassWord) || l.entry(Kind::Score).is_some());
    let or = before.has_sign(0, ',') && before.cue(1) == Some(Cue::Or);
    or && named && after.has_cue(0, &[Cue::With, Cue::Not])
}

fn opt_compare(input: Cursor<'_>) -> (Cursor<'_>, Option<Compare>) {
    match comparator::before(input) {
        Ok((rest, compare)) => (rest, Some(compare)),
        Err(_) => (input, None),
    }
}

/// Passes over the words of a scale that is in no table: "> Tonis grade 1".
fn scale_words(input: Cursor<'_>) -> Cursor<'_> {
    let word =
        |n: usize| input.peek(n).is_some_and(|l| matches!(l.lex, Lex::Word | Lex::Dash) || l.concept().is_some());
    (1..4).take_while(|n| word(n - 1)).find(|n| input.has_cue(*n, &[Cue::ClassWord])).map_or(input, |n| input.skip(n))
}

/// Whether the last thing named is a scale of classes: "ASA 2", "classification (CCS) 1".
fn scale_before(input: Cursor<'_>) -> bool {
    let between = |l: &&crate::lex::Lexeme| {
        l.is_sign(')')
            || l.is_sign(':')
            || matches!(l.cue(), Some(Cue::Of | Cue::Be | Cue::ScoreWord | Cue::ClassWord | Cue::The))
    };
    let named = (0..4).map_while(|n| input.back(n)).find(|l| !between(l) || l.entry(Kind::Score).is_some());
    let scale = named.or_else(|| input.before_bracket());
    scale.and_then(|l| l.entry(Kind::Score)).is_some_and(|e| e.is_graded() && e.id() != "tnm_stage")
}

/// "B-grade": the class word stands after the letter, joined to it; after a Roman numeral it may stand apart ("above *II*
/// grade", "*I~II* class").
fn class_after(input: Cursor<'_>) -> bool {
    let roman = |n: usize| input.peek(n).is_some_and(|l| matches!(input.lexed.written(l), "I" | "II" | "III" | "IV"));
    let span = input.has_sign(1, '~') || input.peek(1).is_some_and(|l| l.lex == Lex::Dash);
    let after = if span && roman(2) { 3 } else { 1 };
    input.peek(1).is_some_and(|l| l.lex == Lex::Dash && !l.spaced) && input.has_cue(2, &[Cue::ClassWord])
        || roman(0) && input.has_cue(after, &[Cue::ClassWord])
}

/// The scale of a class that begins here: the one named in it, else the one named shortly before.
fn scale_entry(input: Cursor<'_>, own: Option<Entry>) -> Option<Entry> {
    own.or_else(|| (0..4).map_while(|n| input.back(n)).find_map(|l| l.entry(Kind::Score)))
}

/// Whether a class word or a scale of classes stands in the few lexemes before, what joins classes not counted.
fn class_before(input: Cursor<'_>) -> bool {
    let joins =
        |l: &&crate::lex::Lexeme| l.lex == Lex::Dash || l.is_sign(',') || matches!(l.cue(), Some(Cue::Or | Cue::And));
    (0..8)
        .map_while(|n| input.back(n))
        .filter(|l| !joins(l))
        .take(4)
        .chain(input.before_bracket())
        .any(|l| l.cue() == Some(Cue::ClassWord) || l.entry(Kind::Score).is_some_and(|e| e.is_graded()))
}

fn built(items: &[Item<'_>], compare: Option<Compare>, spread: bool) -> Quantity {
    let mut quantity = empty(QuantityForm::Class);
    let number = |item: &Item<'_>| Number::from(item.rank);
    let low = items.iter().min_by_key(|i| i.rank);
    let high = items.iter().max_by_key(|i| i.rank);
    if let (Some(low), Some(high)) = (low, high) {
        quantity.bounds = match compare {
            Some(c) => {
                bound(c.comparator, number(if comparator::side(c.comparator) == Some(false) { high } else { low }))
            }
            None if low.rank == high.rank => Bounds { eq: Some(number(low)), ..Bounds::default() },
            None => Bounds { ge: Some(number(low)), le: Some(number(high)), ..Bounds::default() },
        };
    }
    let mut sorted: Vec<&Item<'_>> = items.iter().collect();
    sorted.sort_by_key(|i| i.rank);
    for item in sorted {
        if let Some(last) = quantity.classes.last().cloned()
            && spread
        {
            quantity.classes.extend(between(&last, item.written));
        }
        quantity.classes.push(item.written.to_owned());
    }
    quantity
}

const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

/// The Roman numerals, letters or numbers strictly between two.
fn between(low: &str, high: &str) -> Vec<String> {
    let place = |list: &[&str], x: &str| list.iter().position(|r| *r == x);
    if let (Some(a), Some(b)) = (place(&ROMAN, low), place(&ROMAN, high)) {
        return ROMAN.iter().skip(a + 1).take(b.saturating_sub(a + 1)).map(|r| (*r).to_owned()).collect();
    }
    if let (Some(a), Some(b)) = (place(&LETTERS, low), place(&LETTERS, high)) {
        return LETTERS.iter().skip(a + 1).take(b.saturating_sub(a + 1)).map(|r| (*r).to_owned()).collect();
    }
    if let (Some(a), Some(b)) = (venous(low), venous(high)) {
        return (a + 1..b).map(|n| format!("C{n}")).collect();
    }
    if let (Some(a), Some(b)) = (fibrosis(low), fibrosis(high)) {
        return (a + 1..b).map(|n| format!("F{n}")).collect();
    }
    if let Some(parts) = parts_between(low, high).or_else(|| scored_between(low, high)) {
        return parts;
    }
    match (low.parse::<u8>(), high.parse::<u8>()) {
        (Ok(a), Ok(b)) => (a.saturating_add(1)..b).map(|n| n.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// "1C-1E": the parts of one numbered class strictly between two.
fn parts_between(low: &str, high: &str) -> Option<Vec<String>> {
    let digits = low.strip_suffix(|c: char| c.is_ascii_uppercase())?;
    let [from, to] = [low, high].map(|part| part.strip_prefix(digits));
    let place = |part: Option<&str>| LETTERS.iter().position(|l| Some(*l) == part);
    let (from, to) = (place(from)?, place(to)?);
    let numbered = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && from < to;
    numbered.then(|| LETTERS[from + 1..to].iter().map(|l| format!("{digits}{l}")).collect())
}

/// "A5-B7": the classes with their points strictly between two of Child and Pugh.
fn scored_between(low: &str, high: &str) -> Option<Vec<String>> {
    const SCORED: [&str; 11] = ["A5", "A6", "B7", "B8", "B9", "C10", "C11", "C12", "C13", "C14", "C15"];
    let place = |class: &str| SCORED.iter().position(|scored| *scored == class);
    let (from, to) = (place(low)?, place(high).filter(|to| Some(*to) > place(low))?);
    Some(SCORED[from + 1..to].iter().map(|class| (*class).to_owned()).collect())
}

/// A Roman numeral with or without a letter, a capital letter, a small number.
fn item(input: Cursor<'_>, near: bool) -> Read<'_, Item<'_>> {
    let Some(lexeme) = input.peek(0) else { return fail() };
    // "stage *three*"
    let numeral = input.entry(0, Kind::Numeral).filter(|_| near).map(Entry::id);
    if let Some((id, n)) = numeral.and_then(|id| Some((id, id.parse::<u8>().ok()?))).filter(|(_, n)| *n <= 5) {
        return Ok((input.skip(1), Item { written: id, rank: Decimal::from(n), numeric: true }));
    }
    let written = input.lexed.written(lexeme);
    let rank = match lexeme.lex {
        Lex::Number(Some(n)) if near && n <= Decimal::from(12) => Some((n, true)),
        Lex::Number(_) | Lex::Dash | Lex::Sign(_) | Lex::Times | Lex::Comparator(_) | Lex::Superscript(_) => None,
        _ => roman(written)
            .or_else(|| letter(written).filter(|_| near))
            .or_else(|| fibrosis(written).filter(|_| near))
            .or_else(|| venous(written).filter(|_| of_ceap(input)))
            .map(|n| (Decimal::from(n), false)),
    };
    let rest = input.skip(1);
    let Some((rank, numeric)) = rank else { return fail() };
    // "3a", "IIIB" split from its letter.
    let suffix = rest.peek(0).is_some_and(|l| {
        numeric && !l.spaced && matches!(input.lexed.written(l), "a" | "b" | "c" | "A" | "B" | "C" | "D" | "E")
    });
    let whole = rest.peek(0).filter(|_| suffix).map(|l| &input.lexed.text[lexeme.start as usize..l.end as usize]);
    let rest = if suffix { rest.skip(1) } else { rest };
    Ok((rest, Item { written: whole.unwrap_or(written), rank, numeric }))
}

fn roman(written: &str) -> Option<u32> {
    const SINGLE: [&str; 6] = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ"];
    // "IB2", "IIIC1"
    let part = written.strip_suffix(['1', '2', '3']).filter(|part| part.ends_with(['a', 'b', 'c', 'A', 'B', 'C']));
    let written = part.unwrap_or(written);
    let bare = written.trim_end_matches(['a', 'b', 'c', 'A', 'B', 'C']);
    if written.len() > bare.len() + 1 {
        return None;
    }
    if let Some(n) = SINGLE.iter().position(|r| *r == bare) {
        return Some(n as u32 + 1);
    }
    ROMAN.iter().position(|r| *r == bare).map(|n| n as u32 + 1)
}

const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// "B", and "B7", which has the points of the score that put it there.
fn letter(written: &str) -> Option<u32> {
    let class = written.trim_end_matches(|c: char| c.is_ascii_digit());
    let points = written[class.len()..].parse::<u32>().ok();
    let scored = match class {
        "A" => points.is_none_or(|n| (5..=6).contains(&n)),
        "B" => points.is_none_or(|n| (7..=9).contains(&n)),
        "C" => points.is_none_or(|n| (10..=15).contains(&n)),
        _ => points.is_none(),
    };
    LETTERS.iter().position(|l| *l == class).filter(|_| scored).map(|n| n as u32 + 1)
}

/// "F3", a stage of fibrosis of the liver.
fn fibrosis(written: &str) -> Option<u32> {
    written.strip_prefix('F')?.parse().ok().filter(|n| *n <= 4)
}

/// The stage that a number after a dash is: "F2-*3*".
fn of_stages(item: Item<'_>) -> Item<'_> {
    const STAGES: [&str; 5] = ["F0", "F1", "F2", "F3", "F4"];
    let stage = STAGES.into_iter().zip(0u32..).find(|(_, n)| item.numeric && item.rank == Decimal::from(*n));
    stage.map_or(item, |(written, n)| Item { written, rank: Decimal::from(n), numeric: false })
}

/// "C4", a class of venous disease.
fn venous(written: &str) -> Option<u32> {
    written.strip_prefix('C')?.parse().ok().filter(|n| *n <= 6)
}

/// Whether the classification that has such classes is named before.
fn of_ceap(input: Cursor<'_>) -> bool {
    let named = |l: &crate::lex::Lexeme| input.lexed.written(l).to_ascii_lowercase().contains("ceap");
    (0..8).map_while(|n| input.back(n)).any(named)
}

/// The scale that a stage such as "F3" is of: METAVIR, unless "*NASH CRN stage* F3" says another.
fn stage_of_fibrosis(input: Cursor<'_>) -> &'static str {
    let score = |l: &crate::lex::Lexeme| l.entry(Kind::Score).map(|e| e.id());
    let own = (0..5).map_while(|n| input.back(n)).any(|l| score(l) == Some(NASH_CRN));
    if own { NASH_CRN } else { "metavir" }
}

/// Whether the fibrosis that a stage such as "F3" is of is named close by.
fn of_fibrosis(input: Cursor<'_>) -> bool {
    let named = |l: &crate::lex::Lexeme| {
        let written = input.lexed.written(l).to_ascii_lowercase();
        ["fibrosis", "metavir", "cirrhosis", "nash", "steatohepatitis"].iter().any(|word| written.contains(word))
    };
    (0..5).map_while(|n| input.back(n)).any(named) || (1..6).map_while(|n| input.peek(n)).any(named)
}

/// What joins two classes; `true` where all between them are meant.
fn joiner(input: Cursor<'_>) -> Option<(bool, Cursor<'_>)> {
    if let Ok((rest, ())) = dash(input) {
        return Some((true, rest));
    }
    if input.has_sign(0, '~') {
        return Some((true, input.skip(1)));
    }
    let comma = usize::from(input.has_sign(0, ','));
    match input.cue(comma) {
        Some(Cue::To) if comma == 0 => Some((true, input.skip(1))),
        Some(Cue::Or | Cue::And | Cue::AndOr) => Some((false, input.skip(comma + 1))),
        _ if comma == 1 || input.has_sign(0, '/') => Some((false, input.skip(1))),
        _ => None,
    }
}
