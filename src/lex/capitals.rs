//! Short words of structure in capitals that are an item of their own, and so an abbreviation: "ascites, *HE*", "(*SP*,
//! mefloquine)", "AML or *ALL*"; "*ALL* in CR1".
//!
//! Near misses: "*he* must not", "*SP* CABG", "IN THE PAST, *OR* NOW", a text in capitals throughout; "A, *OR*, B" and
//! "(*EG*, A)", which join; "3 times the upper limit (*ULN*)", which stands for the words before it.

use super::{Cue, Kind, Lex, Lexeme};
use crate::words;

/// The most letters of such a word.
const LONGEST: usize = 3;

/// The abbreviation of a leukemia, which is a word of structure as well.
const LEUKEMIA: &str = "ALL";

/// The most bytes of a word that says in which state a leukemia is.
const LONGEST_STATE: usize = 16;

/// Words that stand alone between commas without being named.
const JOINING: [&str; 12] = ["AND", "BUT", "EG", "ETC", "FOR", "IE", "IF", "NO", "NOR", "NOT", "OR", "VIZ"];

/// Takes for words what is written as an abbreviation and is an item of a list.
pub(super) fn named(text: &str, lexemes: &mut [Lexeme]) {
    if !text.bytes().any(|b| b.is_ascii_lowercase()) {
        return;
    }
    for at in 0..lexemes.len() {
        let Lex::Term(group) = lexemes[at].lex else { continue };
        let written = &text[lexemes[at].start as usize..lexemes[at].end as usize];
        let short = (2..=LONGEST).contains(&written.len()) && written.bytes().all(|b| b.is_ascii_uppercase());
        // "ascites, *IE*": nothing that it could join follows.
        let last = lexemes.get(at + 1).is_none_or(|next| next.is_sign(')'));
        let joins = JOINING.contains(&written) && !(written == "IE" && last);
        let gloss = last && at.checked_sub(1).is_some_and(|before| lexemes[before].is_sign('('));
        let known = group.cue().is_none_or(|cue| matches!(cue, Cue::Uln | Cue::Lln)) || group.has(Kind::CONCEPTS);
        if !short || known || joins || gloss {
            continue;
        }
        let ends = lexemes.get(at + 1).is_none_or(is_separator);
        let opens = at.checked_sub(1).is_none_or(|before| is_separator(&lexemes[before]) || leads(&lexemes[before]));
        let ends = ends || written == LEUKEMIA && is_in_remission(text, &lexemes[at + 1..]);
        if ends && opens && lexemes.len() > 1 {
            lexemes[at].lex = Lex::Word;
        }
    }
}

/// "ALL *in CR1*", "ALL*:* CR1 or CR2". Near miss: "ALL *in writing*".
fn is_in_remission(text: &str, after: &[Lexeme]) -> bool {
    let next = |n: usize| after.get(n).map_or("", |l| &text[l.start as usize..]);
    let stage = |n: usize| {
        let said = next(n).get(..LONGEST_STATE).unwrap_or_else(|| next(n)).to_ascii_lowercase();
        words::STATES_OF_LEUKEMIA.iter().any(|word| said.starts_with(word))
    };
    let joined = after.first().is_some_and(|l| l.is_sign(':') || l.cue() == Some(Cue::In));
    joined && stage(1)
}

fn is_separator(lexeme: &Lexeme) -> bool {
    let sign = matches!(lexeme.lex, Lex::Sign(',' | ';' | '(' | ')' | '.' | '/'));
    sign || matches!(lexeme.cue(), Some(Cue::And | Cue::Or | Cue::AndOr))
}

/// "*history of* HE", "*prior* SP": whether a word stands before names.
fn leads(lexeme: &Lexeme) -> bool {
    let status = matches!(lexeme.lex, Lex::Term(group) if group.has(&[Kind::Qualifier, Kind::Finding]));
    status || matches!(lexeme.cue(), Some(Cue::Of | Cue::With | Cue::No | Cue::HistoryOf | Cue::Prior | Cue::Current))
}
