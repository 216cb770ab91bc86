//! The numerals and letters that tell the types of one disease apart: "*type I or III* Gaucher disease", "*type B* aortic
//! dissection" are parts of its name; of drugs, too: "*class I or III* antiarrhythmics".
//!
//! Near misses: "hepatitis *B or C*", where no word for types stands before; "type 1 or type 2 diabetes", which tables have.

use crate::grammar::{Bytes, Chunk};
use crate::lex::{Cue, Kind, Lexeme};

use super::context::{Context, Sort};
use super::partial::Partial;

/// The Roman numerals that types are counted in.
const ROMAN: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];

/// The most lexemes from the word for types to the last of them: "type I, II or III".
const FARTHEST: usize = 8;

/// Whether words are but a Roman numeral or a capital letter, which alone names nothing.
pub fn is_type(words: &str) -> bool {
    ROMAN.contains(&words) || words.len() == 1 && words.bytes().all(|b| b.is_ascii_uppercase())
}

impl Context<'_, '_> {
    /// "*type I or III* Gaucher disease": whether the conjunction at `at` joins two types of one thing.
    pub fn joins_types(&self, chunks: &[Chunk], at: usize) -> bool {
        let Some((before, after)) = at.checked_sub(1).map(|n| &chunks[n]).zip(chunks.get(at + 1)) else { return false };
        let joins = matches!(self.cue(&chunks[at]), Some(Cue::Or | Cue::And | Cue::AndOr))
            || matches!(self.sort(&chunks[at]), Sort::Comma | Sort::Slash);
        let one = |c: &Chunk| is_type(self.words(&c.span));
        joins && one(before) && one(after) && self.type_before(after.lexemes.start).is_some()
    }

    /// "*history of type 1* or type 2 diabetes": a numbered type behind what says but when, or how sure it is, waits for the name of
    /// the next. Near miss: "history of *type 1 diabetes* or asthma", which has one.
    pub fn types_wait(&self, items: &mut [Partial]) {
        for at in 1..items.len() {
            let (before, rest) = items.split_at_mut(at);
            let (item, next) = (&mut before[at - 1], &rest[0]);
            let named = next.head.as_ref().is_some_and(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition));
            let words = self.words(&item.bytes);
            let Some(typed) = item.is_modifier().then(|| words.to_ascii_lowercase().rfind("type ")).flatten() else {
                continue;
            };
            let number = &words[typed + "type ".len()..];
            if named && (is_type(number) || number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit())) {
                item.unknown.push(item.bytes.start + typed..item.bytes.end);
            }
        }
    }

    /// Where the name begins that goes on with a type at `start`: "*type III* Gaucher disease".
    pub fn with_type(&self, name: Bytes) -> Bytes {
        let at = self.lexed.lexemes.partition_point(|l| (l.start as usize) < name.start);
        self.type_before(at).unwrap_or(name.start)..name.end
    }

    /// Where the word for types begins before the one at this lexeme.
    fn type_before(&self, at: usize) -> Option<usize> {
        let lexemes = &self.lexed.lexemes;
        lexemes.get(at).filter(|l| is_type(self.lexed.written(l)))?;
        let joins =
            |l: &Lexeme| l.is_sign(',') || l.is_sign('/') || matches!(l.cue(), Some(Cue::Or | Cue::And | Cue::AndOr));
        let between = |l: &&Lexeme| is_type(self.lexed.written(l)) || joins(l);
        let word = lexemes[..at].iter().rev().take(FARTHEST).find(|l| !between(l))?;
        let types = matches!(self.lexed.normal(word), "type" | "types" | "class" | "classes");
        types.then_some(word.start as usize)
    }
}
