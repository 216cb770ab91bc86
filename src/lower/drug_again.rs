//! A drug named again by a short form in brackets, and what people eat, drink or smoke that only holds a drug's name.

use crate::lex::{Entry, Lex, Lexeme};
use crate::words;

use super::context::Context;

/// How many letters a short form has.
const SHORT: std::ops::RangeInclusive<usize> = 3..=5;

/// How far after a substance it may be said what contains it, and how far after that word what that is.
const CONTAINING: usize = 6;
const CONTAINED: usize = 3;

impl Context<'_, '_> {
    /// The drug that the brackets which open directly before `at` stand behind: "cyclophosphamide [*CTX*]".
    pub fn drug_before_brackets(&self, at: usize) -> Option<Entry> {
        let lexemes = &self.lexed.lexemes;
        let opens = |l: &Lexeme| l.is_sign('(') || l.is_sign('[');
        let opened = at.checked_sub(1).is_some_and(|before| opens(&lexemes[before]));
        let name = at.checked_sub(2).filter(|_| opened)?;
        lexemes[name].concept().filter(|e| e.kind().is_drug())
    }

    /// "metformin (*Met*)", "prednisone (*PRED*)": the beginning of the name alone in the brackets after it. Near misses: "imatinib (*oral*)",
    /// "aspirin (*Asa* 100 mg)".
    pub fn shortened(&self, at: usize) -> Option<Entry> {
        let lexemes = &self.lexed.lexemes;
        let drug = self.drug_before_brackets(at)?;
        let written = self.lexed.written(&lexemes[at]);
        let closes = lexemes.get(at + 1).is_some_and(|l| l.is_sign(')') || l.is_sign(']'));
        let begins = |name: &str| name.get(..written.len()).is_some_and(|start| start.eq_ignore_ascii_case(written));
        let short = SHORT.contains(&written.len()) && written.starts_with(|c: char| c.is_ascii_uppercase());
        let name = self.lexed.written(&lexemes[at - 2]);
        (closes && short && name.len() > written.len() && begins(name)).then_some(drug)
    }

    /// "*caffeine*-containing beverages", "*caffeine*- and *xanthine*-containing products": what people eat, drink or smoke.
    /// Near misses: "*caffeine* tablets", "*aspirin*-containing products".
    pub fn is_consumed(&self, at: usize, drug: Entry) -> bool {
        let lexemes = &self.lexed.lexemes;
        let word = |n: &usize| lexemes.get(*n).map_or("", |l| self.lexed.normal(l));
        let containing = || (at + 1..at + 1 + CONTAINING).find(|n| word(n) == "containing");
        let goods = |n: usize| (n + 1..n + 1 + CONTAINED).any(|n| words::CONSUMED_GOODS.contains(&word(&n)));
        words::CONSUMED_SUBSTANCES.contains(&drug.id())
            && lexemes.get(at + 1).is_some_and(|l| l.lex == Lex::Dash)
            && containing().is_some_and(goods)
    }
}
