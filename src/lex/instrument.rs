//! Names of scores that no table has, as one word each: "*Fatigue Impact Scale* > 40", "a score ≥ 8 on the *Cognitive Impairment Test*",
//! "*CAG-Age Product* (CAP) score > 368".
//!
//! Only where a limit stands beside it, for a name in capitals may say many other things. Near misses: "Diabetes and *Fatigue Impact
//! Scale* > 40", whose name begins after "and"; "*Barthel Index* < 60", a score that a table has; "Positive Pregnancy Test",
//! which has no limit.

use super::{Cue, Kind, Lex, Lexeme};
use crate::words;

/// The most lexemes of a name.
const LONGEST: usize = 14;

/// How far from its name the limit may stand.
const NEAR: usize = 8;

/// The most lexemes in brackets that abbreviate a name.
const ABBREVIATION: usize = 5;

/// Makes one word of each such name, and gives one that a table has what says which version of it is meant.
pub(super) fn joined(text: &str, lexemes: &mut Vec<Lexeme>) {
    versions(text, lexemes);
    let mut at = 1;
    while at < lexemes.len() {
        let end = if lexemes[at - 1].entry(Kind::Score).is_some() { past_version(text, lexemes, at) } else { at };
        if end > at {
            // "CIWA scale*, Revised* [CIWA-Ar] > 15"
            lexemes[at - 1].end = lexemes[end - 1].end;
            lexemes.drain(at..end);
        }
        if let Some((start, end)) = name(text, lexemes, at) {
            let last = lexemes[end - 1].end;
            let first = &mut lexemes[start];
            (first.lex, first.end) = (Lex::Word, last);
            lexemes.drain(start + 1..end);
            at = start + 1;
        }
        at += 1;
    }
}

/// Makes one word of each "*GAD-2 score* ≥ 2", whose number says which version it is. Near misses: "PHQ-9 score", a term; "*NYHA-3
/// class*"; "GAD-2 score" without a limit.
fn versions(text: &str, lexemes: &mut Vec<Lexeme>) {
    let written = |l: &Lexeme| &text[l.start as usize..l.end as usize];
    let mut at = 0;
    while at + 4 < lexemes.len() {
        let [name, dash, number, noun] = &lexemes[at..at + 4] else { return };
        let capitals = written(name).len() > 1 && written(name).chars().all(|c| c.is_ascii_uppercase());
        let graded = name.entry(Kind::Score).is_some_and(super::Entry::is_graded);
        let joined = dash.lex == Lex::Dash && !dash.spaced && !number.spaced;
        let counts = matches!(number.lex, Lex::Number(Some(n)) if n.is_integer());
        let score = matches!(&*written(noun).to_ascii_lowercase(), "score" | "scores");
        if capitals && !graded && joined && counts && score && limit_after(lexemes, at + 4) {
            let last = lexemes[at + 3].end;
            (lexemes[at].lex, lexemes[at].end) = (Lex::Word, last);
            lexemes.drain(at + 1..at + 4);
        }
        at += 1;
    }
}

/// Where the name begins whose last noun is at `at`, and where it ends.
fn name(text: &str, lexemes: &[Lexeme], at: usize) -> Option<(usize, usize)> {
    let written = |l: &Lexeme| &text[l.start as usize..l.end as usize];
    let noun = written(&lexemes[at]);
    let capital = noun.starts_with(|c: char| c.is_ascii_uppercase());
    if !capital || !words::INSTRUMENT_NOUNS.contains(&noun.to_ascii_lowercase().as_str()) {
        return None;
    }
    let end = past_version(text, lexemes, at + 1);
    let start = first_of(text, lexemes, at)?;
    let name = &lexemes[start..at];
    (is_unknown(name) && (limit_after(lexemes, end) || limit_before(text, lexemes, start))).then_some((start, end))
}

/// Where the words in capitals begin that end at `at`.
fn first_of(text: &str, lexemes: &[Lexeme], at: usize) -> Option<usize> {
    let written = |l: &Lexeme| &text[l.start as usize..l.end as usize];
    let capital = |l: &Lexeme| {
        let word = matches!(l.lex, Lex::Word | Lex::Term(_));
        let joins = matches!(l.cue(), Some(Cue::And | Cue::Or | Cue::AndOr | Cue::With | Cue::Without | Cue::No));
        word && !joins && written(l).starts_with(char::is_uppercase)
    };
    let links = |l: &Lexeme| {
        (l.lex == Lex::Dash || l.is_sign('/')) && !l.spaced || matches!(written(l), "of" | "for" | "the" | "in" | "to")
    };
    let from = at.saturating_sub(LONGEST);
    let linked = (from..at).rev().take_while(|n| capital(&lexemes[*n]) || links(&lexemes[*n])).last()?;
    // "*Baseline* Fatigue Impact Scale", "*Severe* …": what only says which, or when.
    let leads = |l: &Lexeme| {
        let group = match l.lex {
            Lex::Term(group) => Some(group),
            _ => None,
        };
        l.cue().is_some() || group.is_some_and(|g| g.has(&[Kind::Anchor, Kind::Finding])) || !capital(l)
    };
    (linked..at).find(|n| !leads(&lexemes[*n]))
}

/// Whether no table has a name: nothing in it is a score, or measured, but what a longer name begins with ("*Glasgow* Alcoholic Hepatitis
/// Score").
fn is_unknown(name: &[Lexeme]) -> bool {
    let known = |l: &Lexeme| matches!(l.lex, Lex::Term(group) if group.has(&[Kind::Score, Kind::Analyte]));
    let other = |l: &Lexeme| l.concept().is_some_and(|e| e.kind() == Kind::Condition) && !known(l);
    match name.split_first() {
        Some((first, rest)) if known(first) => rest.iter().any(other) && !rest.iter().any(known),
        _ => !name.is_empty() && !name.iter().any(known),
    }
}

/// Past what says which version it is: "Scale *Revised*", "Scale*, Revised*", "Medicine*-Short Form*".
fn past_version(text: &str, lexemes: &[Lexeme], at: usize) -> usize {
    let written = |n: usize| lexemes.get(n).map_or("", |l| &text[l.start as usize..l.end as usize]);
    if let Some(end) = past_numbered_version(lexemes, at, &written) {
        return end;
    }
    let joined = usize::from(matches!(written(at), "," | "-" | "–"));
    let first = at + joined;
    let version = |n: usize| words::INSTRUMENT_VERSIONS.contains(&written(n).to_ascii_lowercase().as_str());
    let length = (first..first + 2).take_while(|n| version(*n)).count();
    if length == 0 { at } else { first + length }
}

/// Past a version with a number: "PI-RADS *V2.1*", "PI-RADS *version 2.1*". Near misses: "PI-RADS *2.1*"; "ECOG *V2*" as the end of
/// a name, which has no version.
fn past_numbered_version<'t>(lexemes: &[Lexeme], at: usize, written: &impl Fn(usize) -> &'t str) -> Option<usize> {
    let number = |n: usize| lexemes.get(n).is_some_and(|l| matches!(l.lex, Lex::Number(_)));
    let word = written(at).to_ascii_lowercase();
    let digits = word.strip_prefix('v').is_some_and(|d| !d.is_empty() && d.chars().all(|c| c.is_ascii_digit()));
    let end = match &*word {
        _ if digits => at + 1,
        "version" | "v" if number(at + 1) => at + 2,
        _ => return None,
    };
    let point = written(end) == "." && number(end + 1) && lexemes.get(end + 1).is_some_and(|l| !l.spaced);
    Some(if point { end + 2 } else { end })
}

/// Whether a limit stands soon after a name, past the brackets that abbreviate it.
fn limit_after(lexemes: &[Lexeme], end: usize) -> bool {
    let opens = lexemes.get(end).is_some_and(|l| l.is_sign('(') || l.is_sign('['));
    let closes = |l: &Lexeme| l.is_sign(')') || l.is_sign(']');
    let close = lexemes.iter().skip(end).take(ABBREVIATION).position(closes).filter(|_| opens);
    let from = end + close.map_or(0, |close| close + 1);
    let stops = |l: &Lexeme| {
        matches!(l.lex, Lex::Sign('.' | ';' | ',' | '(' | ')'))
            || matches!(l.cue(), Some(Cue::And | Cue::Or | Cue::AndOr))
    };
    lexemes.iter().skip(from).take(NEAR).take_while(|l| !stops(l)).any(is_number)
}

/// Whether a limit is one on the scale named here: "*≥ 8 on the* Cognitive Impairment Test".
fn limit_before(text: &str, lexemes: &[Lexeme], start: usize) -> bool {
    let written = |l: &Lexeme| &text[l.start as usize..l.end as usize];
    let before = &lexemes[..start];
    let before = match before.split_last() {
        Some((the, rest)) if written(the) == "the" => rest,
        _ => before,
    };
    let Some((on, before)) = before.split_last() else { return false };
    matches!(written(on), "on" | "in" | "by" | "using") && before.iter().rev().take(3).any(is_number)
}

fn is_number(lexeme: &Lexeme) -> bool {
    matches!(lexeme.lex, Lex::Number(_) | Lex::Comparator(_))
}
