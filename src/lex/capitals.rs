//! Short words of structure in capitals that are an item of their own, and so an abbreviation: "ascites, *HE*", "(*SP*,
//! mefloquine)", "AML or *ALL*".
//!
//! Near misses: "*he* must not", "*SP* CABG", "IN THE PAST, *OR* NOW", a text in capitals throughout; "A, *OR*, B" and
//! "(*EG*, A)", which join; "3 times the upper limit (*ULN*)", which stands for the words before it.

use super::{Cue, Kind, Lex, Lexeme};

/// The most letters of such a word.
const LONGEST: usize = 3;

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
        if ends && opens && lexemes.len() > 1 {
            lexemes[at].lex = Lex::Word;
        }
    }
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
