//! One criterion to lexemes: raw tokens (`scan`) joined into the longest terms the vocabulary knows.
//!
//! A lexeme is a number, a comparator, a sign, a word that no table has, or a term with all its readings: "in" is a
//! cue and, after a number, may be inches. Which reading holds is for the grammar to say.
//!
//! Terms are matched on normal forms (see [`normal`]); a term may run across hyphens, and across a parenthesis that
//! only repeats it as an abbreviation: "hepatitis B virus (HBV) DNA".

mod capitals;
mod child;
mod code;
mod columns;
mod comparator;
mod glued;
mod instrument;
mod markup;
pub mod normal;
mod number;
mod scan;
pub(crate) mod slots;
mod stages;
mod stem;
mod vocabulary;

pub use comparator::Comparator;
pub use number::parse as parse_number;
pub use scan::{Shape, Token};
pub use stem::stem_class;
pub use vocabulary::{Cue, Entry, Form, Group, Kind, LEXICON_HASH, ends_a_name, forms, look_up, narrower_id};

use rust_decimal::Decimal;
use scan::Tokens;
use vocabulary::Walk;

/// What a lexeme is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lex {
    /// A number; `None` where it is too long to be kept exactly.
    Number(Option<Decimal>),
    /// Superscript digits.
    Superscript(i32),
    /// A comparator sign.
    Comparator(Comparator),
    /// A multiplication sign.
    Times,
    /// A hyphen or dash.
    Dash,
    /// Another sign.
    Sign(char),
    /// A term of the vocabulary.
    Term(Group),
    /// A word that is in no table.
    Word,
}

/// A number, sign, word or term with its bytes in the criterion's text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lexeme {
    /// What it is.
    pub lex: Lex,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Whether white space stands before it.
    pub spaced: bool,
    normal: (u32, u32),
}

/// The lexemes of one criterion.
#[derive(Debug)]
pub struct Lexed<'t> {
    /// The criterion's text.
    pub text: &'t str,
    /// In the order of the text.
    pub lexemes: Vec<Lexeme>,
    normal: String,
}

impl<'t> Lexed<'t> {
    /// The words of a lexeme, as written.
    pub fn written(&self, lexeme: &Lexeme) -> &'t str {
        &self.text[lexeme.start as usize..lexeme.end as usize]
    }

    /// The normal form of a single word, number or sign. A term's is that of its first token.
    pub fn normal(&self, lexeme: &Lexeme) -> &str {
        &self.normal[lexeme.normal.0 as usize..lexeme.normal.1 as usize]
    }
}

impl Cue {
    /// "no", "not", "without": whether it denies what stands after it.
    pub fn is_denial(self) -> bool {
        matches!(self, Cue::No | Cue::Not | Cue::Without)
    }
}

impl Lexeme {
    /// The cue, if it is one.
    pub fn cue(&self) -> Option<Cue> {
        match self.lex {
            Lex::Term(group) => group.cue(),
            _ => None,
        }
    }

    /// The entry of this kind, if it has one.
    pub fn entry(&self, kind: Kind) -> Option<Entry> {
        match self.lex {
            Lex::Term(group) => group.of(kind),
            _ => None,
        }
    }

    /// The first entry that can be what a criterion is about.
    pub fn concept(&self) -> Option<Entry> {
        match self.lex {
            Lex::Term(group) if group.has(Kind::CONCEPTS) => group.entries().find(|e| e.kind().is_concept()),
            _ => None,
        }
    }

    /// Whether it is this sign.
    pub fn is_sign(&self, c: char) -> bool {
        self.lex == Lex::Sign(c)
    }
}

/// Reads a criterion's text.
///
/// ```
/// use trial_extract::lex::{lex, Lex};
/// let lexed = lex("ANC ≥ 1.5");
/// assert!(matches!(lexed.lexemes[2].lex, Lex::Number(Some(_))));
/// ```
pub fn lex(text: &str) -> Lexed<'_> {
    let mut tokens = scan::scan(text);
    glued::split(text, &mut tokens);
    let mut lexemes = Vec::with_capacity(tokens.tokens.len());
    let mut at = 0;
    while at < tokens.tokens.len() {
        let token = tokens.tokens[at];
        let (lex, next) = match longest(text, &tokens, at) {
            Some((_, next)) if next == at + 1 && initial(text, &tokens, at) => (Lex::Word, at + 2),
            Some((group, next)) if next == at + 1 => {
                (Lex::Term(child::score(text, &tokens.tokens[at..]).unwrap_or(group)), next)
            }
            Some((group, next)) if group.cue() == Some(Cue::Without) && denies_comparator(&tokens, text, at, next) => {
                let normal = &tokens.normal[token.normal.0 as usize..token.normal.1 as usize];
                (look_up(normal).map_or_else(|| plain(token.shape), Lex::Term), at + 1)
            }
            Some((group, _)) if counts_list(group, lexemes.last()) => {
                let normal = &tokens.normal[token.normal.0 as usize..token.normal.1 as usize];
                (look_up(normal).map_or_else(|| plain(token.shape), Lex::Term), at + 1)
            }
            Some((group, next)) => (Lex::Term(group), next),
            None if initial(text, &tokens, at) => (Lex::Word, at + 2),
            None => (plain(token.shape), at + 1),
        };
        let end = tokens.tokens[next - 1].end;
        lexemes.push(Lexeme { lex, start: token.start, end, spaced: token.spaced, normal: token.normal });
        at = next;
    }
    code::joined(text, &mut lexemes);
    capitals::named(text, &mut lexemes);
    instrument::joined(text, &mut lexemes);
    Lexed { text, lexemes, normal: tokens.normal }
}

fn plain(shape: Shape) -> Lex {
    match shape {
        Shape::Word => Lex::Word,
        Shape::Number(value) => Lex::Number(value),
        Shape::Superscript(n) => Lex::Superscript(n),
        Shape::Comparator(c) => Lex::Comparator(c),
        Shape::Times => Lex::Times,
        Shape::Dash => Lex::Dash,
        Shape::Sign(c) => Lex::Sign(c),
    }
}

/// "no more than *one of the following*", "≥ *1 of the following*": after a comparator the number is that of a limit, and no part of
/// the words for a list. Near miss: "*one of the following*", "*at least one of the following*", which are such words.
fn counts_list(list: Group, before: Option<&Lexeme>) -> bool {
    let compares = |l: &Lexeme| {
        let cue = matches!(l.cue(), Some(Cue::GeBefore | Cue::GtBefore | Cue::LeBefore | Cue::LtBefore));
        cue || matches!(l.lex, Lex::Comparator(_))
    };
    list.cue() == Some(Cue::AnyFollowing) && before.is_some_and(compares)
}

/// "with *no more than* 3 metastases", "with *no less than* 50 points": the "no" belongs to the comparator, and denies nothing else. Near
/// misses: "*with no* more episodes", "*without* more than 3 metastases".
fn denies_comparator(tokens: &Tokens, text: &str, at: usize, next: usize) -> bool {
    let last = next - 1;
    let token = &tokens.tokens[last];
    let no = last > at && tokens.normal[token.normal.0 as usize..token.normal.1 as usize] == *"no";
    let compares = |cue: Cue| {
        matches!(cue, Cue::GeBefore | Cue::GtBefore | Cue::LeBefore | Cue::LtBefore | Cue::GeAge | Cue::LeAge)
    };
    no && longest(text, tokens, last).is_some_and(|(group, end)| end > next && group.cue().is_some_and(compares))
}

/// The longest term that starts at `at`, and the token after it.
fn longest(text: &str, tokens: &Tokens, at: usize) -> Option<(Group, usize)> {
    let found = walked(text, tokens, at, None);
    if !initial(text, tokens, at) {
        return found;
    }
    // Few names have the stop: "H. pylori" is found as "H pylori".
    let without = walked(text, tokens, at, Some(at + 1));
    [found, without].into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// The longest term that starts at `at` and goes on after the token `skipped`, and the token after it.
fn walked(text: &str, tokens: &Tokens, at: usize, skipped: Option<usize>) -> Option<(Group, usize)> {
    let all = &tokens.tokens;
    let first = all[at];
    // A bare number is a number, however many terms begin with one, unless the whole term is there.
    let mut walk: Option<Walk> = None;
    let mut best = None;
    let mut next = at;
    while next < all.len() {
        let token = all[next];
        if skipped == Some(next) {
            next += 1;
            continue;
        }
        match token.shape {
            Shape::Word
            | Shape::Number(_)
            | Shape::Times
            // A stop or colon inside a term ("T. bili", "albumin:creatinine ratio"); none ends in one.
            | Shape::Sign('/' | '%' | '％' | '+' | '&' | '±' | '°' | '˚' | '℃' | '℉' | '㎡' | '.' | ':') => {
                let normal = &tokens.normal[token.normal.0 as usize..token.normal.1 as usize];
                let step = walk.map_or_else(|| Walk::start(normal), |walk| walk.step(normal));
                let Some(step) = step else { break };
                walk = Some(step);
                next += 1;
                let ended = best.is_some() && token.shape == Shape::Sign('.') && ends_sentence(text, all.get(next));
                if let Some(group) = step.group(&text[first.start as usize..token.end as usize])
                    && !ended
                {
                    best = Some((group, next));
                }
            }
            Shape::Dash if next > at && !token.spaced => next += 1,
            // "PHQ *- 9*", "DAS *- 28*": a number that belongs to the name, where the name goes on so.
            Shape::Dash if next == at + 1 && numbers_abbreviation(text, tokens, at) => next += 1,
            Shape::Dash if next > at => break,
            Shape::Sign('(') if next > at => match part_of_name(tokens, next, walk) {
                // "Lp(a)", "25(OH)D"
                Some((step, after)) => {
                    walk = Some(step);
                    next = after;
                    let end = all[after - 1].end as usize;
                    if let Some(group) = step.group(&text[first.start as usize..end]) {
                        best = Some((group, next));
                    }
                }
                None => match abbreviation(text, tokens, next).or_else(|| numbered_abbreviation(text, tokens, next)) {
                    Some(after) => next = after,
                    None => match within_name(tokens, next, walk) {
                        Some((step, after)) => {
                            // "t(15;17)", "del(17p)": a name ends in a bracket without a space before it, but not in "(-)".
                            let glued = !token.spaced && all[after - 2].shape != Shape::Dash;
                            (walk, next) = (Some(step), after);
                            let end = all[after - 1].end as usize;
                            if let Some(group) = step.group(&text[first.start as usize..end]).filter(|_| glued) {
                                best = Some((group, next));
                            }
                        }
                        None => break,
                    },
                },
            },
            _ => break,
        }
    }
    best.map(|(group, next)| (group, spelled_out(text, tokens, group, next)))
}

/// The walk after a bracket that opens without a space and holds one word that goes on with the term, and the token after
/// it.
fn part_of_name(tokens: &Tokens, open: usize, walk: Option<Walk>) -> Option<(Walk, usize)> {
    let all = &tokens.tokens;
    let inner = all.get(open + 1).filter(|t| t.shape == Shape::Word && !t.spaced && !all[open].spaced)?;
    let closed = all.get(open + 2)?.shape == Shape::Sign(')');
    let normal = &tokens.normal[inner.normal.0 as usize..inner.normal.1 as usize];
    closed.then(|| walk?.step(normal)).flatten().map(|step| (step, open + 3))
}

/// Whether a token is an abbreviation in capitals with a dash and a whole number behind it.
fn numbers_abbreviation(text: &str, tokens: &Tokens, at: usize) -> bool {
    let [name, _, number, ..] = &tokens.tokens[at..] else { return false };
    let written = |t: &Token| &text[t.start as usize..t.end as usize];
    let capitals = written(name).len() > 1 && written(name).bytes().all(|b| b.is_ascii_uppercase());
    capitals && written(number).bytes().all(|b| b.is_ascii_digit())
}

/// Whether a stop before this token ends a sentence, and is no part of an abbreviation: "9 g/dL*.* Platelets", but "10 sec*.*
/// or more".
fn ends_sentence(text: &str, next: Option<&scan::Token>) -> bool {
    let Some(next) = next else { return true };
    let capital = text[next.start as usize..].starts_with(|c: char| c.is_uppercase());
    next.spaced && capital
}

/// Whether a token is the initial of a genus, before the species: "H. pylori", "C. difficile". Near miss: the end of a
/// sentence, after which a capital stands.
fn initial(text: &str, tokens: &Tokens, at: usize) -> bool {
    let [letter, stop, species, ..] = &tokens.tokens[at..] else { return false };
    let written = |t: &Token| &text[t.start as usize..t.end as usize];
    let alone = letter.end - letter.start == 1 && written(letter).starts_with(|c: char| c.is_ascii_uppercase());
    let name = species.end - species.start >= 4 && written(species).chars().all(|c| c.is_ascii_lowercase());
    alone && stop.shape == Shape::Sign('.') && !stop.spaced && species.spaced && name && {
        // What stands before the letter is no name that it ends ("hepatitis B. patients").
        let before = at.checked_sub(1).map(|before| &tokens.tokens[before]);
        before.is_none_or(|before| {
            !["hepatitis", "vitamin", "group", "grade", "class", "type", "stage", "part", "arm"]
                .contains(&written(before).to_lowercase().as_str())
        })
    }
}

/// "poly *(ADP-ribose)* polymerase", "t*(15;17)*": the search through the words of a parenthesis at `open` that are part of a name,
/// and the token after it.
fn within_name(tokens: &Tokens, open: usize, walk: Option<Walk>) -> Option<(Walk, usize)> {
    let mut walk = walk?;
    for (at, token) in tokens.tokens.iter().enumerate().skip(open + 1).take(SPELLED_OUT) {
        match token.shape {
            Shape::Word | Shape::Number(_) => {
                walk = walk.step(&tokens.normal[token.normal.0 as usize..token.normal.1 as usize])?;
            }
            Shape::Dash if !token.spaced => {}
            // "t*(9;22)*"
            Shape::Sign(';') if !token.spaced => {}
            Shape::Sign(')') if at > open + 1 => return Some((walk, at + 1)),
            _ => return None,
        }
    }
    None
}

/// The token after a method's name and the brackets that spell its last word out, if they do.
fn spelled_out(text: &str, tokens: &Tokens, group: Group, next: usize) -> usize {
    let bracket = tokens.tokens.get(next).is_some_and(|t| t.shape == Shape::Sign('('));
    if !bracket || group.of(Kind::Method).is_none() {
        return next;
    }
    abbreviation(text, tokens, next).unwrap_or(next)
}

/// "dipeptidyl peptidase-4 *(DPP-4)* inhibitor", "*(SGLT-2)*": the token after a parenthesis at `open` that holds one abbreviation
/// with a number behind a dash. Near miss: "peptidase *(4-6)*", which has no letters.
fn numbered_abbreviation(text: &str, tokens: &Tokens, open: usize) -> Option<usize> {
    let [name, dash, number, close, ..] = tokens.tokens.get(open + 1..)? else { return None };
    let capitals = text[name.start as usize..name.end as usize].bytes().all(|b| b.is_ascii_uppercase());
    let number = matches!(number.shape, Shape::Number(_)) && !number.spaced;
    let whole = name.shape == Shape::Word && capitals && dash.shape == Shape::Dash && !dash.spaced && number;
    (whole && close.shape == Shape::Sign(')')).then_some(open + 5)
}

/// The most words an abbreviation in brackets is spelled out with.
const SPELLED_OUT: usize = 8;

/// The token after a parenthesis at `open` that holds one short word, or that spells out the word before it ("EULAR
/// (European League Against Rheumatism)"), if that is all it holds.
fn abbreviation(text: &str, tokens: &Tokens, open: usize) -> Option<usize> {
    let all = &tokens.tokens;
    let inside = all[open + 1..].iter().take(SPELLED_OUT + 1);
    let words = inside.take_while(|t| t.shape == Shape::Word).count();
    let close = open + 1 + words;
    if words == 0 || all.get(close)?.shape != Shape::Sign(')') {
        return None;
    }
    let written = |t: &Token| &text[t.start as usize..t.end as usize];
    let first = &all[open + 1];
    let short = words == 1 && first.end - first.start <= 8;
    let before = written(&all[open - 1]);
    let mut letters = before.chars().filter(|c| c.is_uppercase());
    let capitals = all[open + 1..close].iter().filter_map(|t| written(t).chars().next().filter(|c| c.is_uppercase()));
    let spelled = before.len() > 1 && words > 1 && capitals.clone().count() > 1 && {
        let mut all_in_order = true;
        capitals.for_each(|c| all_in_order &= letters.any(|l| l == c));
        all_in_order
    };
    (short || spelled).then_some(close + 1)
}

#[cfg(test)]
mod tests;
