//! How far the name of a drug reaches: which words before it are part of it. The words that tell are in
//! `lexicons/drug_mentions.tsv`.

use std::sync::LazyLock;

use crate::grammar::Bytes;
use crate::lex::{Kind, Lex, Lexeme};
use crate::words;

use super::context::Context;
use super::named::row;

struct Words {
    /// Words for what is given: "agent", "medication".
    noun: Vec<&'static str>,
    /// Words that say nothing of what is given: "concomitant", "such".
    unspecific: Vec<&'static str>,
    /// Beginnings of verbs for what is done with a drug: "initiat", "toler".
    verb: Vec<&'static str>,
    /// What a drug does to what stands before it: "lowering", "protective".
    acting: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    noun: row("noun"),
    unspecific: row("unspecific"),
    verb: row("verb"),
    acting: row("acting"),
});

/// The most unknown words before a class that are part of its name.
const MOST_BEFORE: usize = 2;

/// The most words for what a drug does something to.
const MOST_ACTED_ON: usize = 3;

/// What may follow the beginning of a verb.
const VERB_ENDINGS: [&str; 6] = ["", "e", "es", "s", "ed", "ing"];

/// The longest word for what is given.
const LONGEST_NOUN: usize = 12;

impl Context<'_, '_> {
    /// The first of the unknown words directly before the class at `at`, which say which of it is meant:
    /// "*halogenated* anesthetics", "*H5N1* vaccine".
    pub fn told_apart(&self, at: usize) -> usize {
        let lexemes = &self.lexed.lexemes;
        let tells = |i: &usize| lexemes[*i].lex == Lex::Word && !self.is_unspecific(*i) && self.adjoins(*i);
        let first = (at.saturating_sub(MOST_BEFORE)..at).rev().take_while(tells).last();
        self.generations(first.map_or(at, |first| self.hyphenated(first)))
    }

    /// The first part of the hyphenated word whose last part stands here: "*immune*-modifying".
    fn hyphenated(&self, mut at: usize) -> usize {
        while self.is_hyphenated(at) {
            at -= 2;
        }
        at
    }

    /// Whether a hyphen stands directly before this word, and another word before that.
    fn is_hyphenated(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        at > 1
            && lexemes[at - 1].lex == Lex::Dash
            && lexemes[at - 1].end == lexemes[at].start
            && lexemes[at - 2].end == lexemes[at - 1].start
    }

    /// "COPD *medication*", "antianxiety *agents*": what is given, named by what it is for. "insulin *sensitizing agents*", "liver
    /// *damaging drugs*": by what it does. Near misses: "*taking* agents", "Department of Internal *Medicine*".
    pub fn given(&self, at: usize) -> Option<Bytes> {
        let lexemes = &self.lexed.lexemes;
        if at == 0 || !self.is_noun(at) || self.is_field(at) {
            return None;
        }
        let named = self.names_given(at - 1) && !self.is_unspecific(at - 1) && self.adjoins(at - 1);
        named.then(|| {
            let last = self.hyphenated(at - 1);
            let first = &lexemes[self.acted_on(last).unwrap_or(last)];
            first.start as usize..lexemes[at].end as usize
        })
    }

    /// What a drug does something to, directly before the word that says what: "*hypoglycemia* inducing medications", "*central
    /// nervous system* acting drugs".
    fn acted_on(&self, at: usize) -> Option<usize> {
        let lexemes = &self.lexed.lexemes;
        let names = |i: &usize| match lexemes[*i].lex {
            Lex::Word => true,
            Lex::Term(group) => group.cue().is_none() || words::ORGANS.contains(&self.lexed.normal(&lexemes[*i])),
            _ => false,
        };
        let acts = WORDS.acting.contains(&self.lexed.normal(&lexemes[at]));
        let before = (at.saturating_sub(MOST_ACTED_ON)..at).rev();
        let named = before.take_while(|i| acts && names(i) && !self.is_unspecific(*i) && self.adjoins(*i)).last();
        named.map(|first| self.hyphenated(first))
    }

    /// Whether the word at `at` may name what is given after it: a word in no table, or a disease.
    fn names_given(&self, at: usize) -> bool {
        let lexeme = &self.lexed.lexemes[at];
        match lexeme.lex {
            Lex::Word => true,
            Lex::Term(_) => lexeme.concept().is_some_and(|e| e.kind() == Kind::Condition),
            _ => false,
        }
    }

    /// "Cardiovascular *Medicine*": a field of medicine, in capitals. Near miss: "Chinese *medicine*".
    fn is_field(&self, at: usize) -> bool {
        let capital = |l: &Lexeme| self.lexed.written(l).starts_with(char::is_uppercase);
        let lexemes = &self.lexed.lexemes;
        self.lexed.written(&lexemes[at]) == "Medicine" && capital(&lexemes[at - 1])
    }

    /// Whether a word for what is given stands here, directly after the word before it.
    pub fn is_noun(&self, at: usize) -> bool {
        let here = self.lexed.lexemes.get(at).filter(|l| matches!(l.lex, Lex::Word | Lex::Term(_)));
        here.is_some_and(|l| WORDS.noun.contains(&self.lexed.normal(l)) && self.lexed.written(l).len() < LONGEST_NOUN)
            && self.adjoins(at - 1)
    }

    /// Whether the word at `at` says nothing of which drug is meant: "*prior* opioids", "*utilise* hormonal contraceptives",
    /// "*finally* immunotherapy". Near misses: "QT-*prolonging* medications", "*centrally* acting opioids", "*halogenated*
    /// anesthetics".
    fn is_unspecific(&self, at: usize) -> bool {
        let word = self.lexed.normal(&self.lexed.lexemes[at]);
        let done =
            || WORDS.verb.iter().any(|verb| word.strip_prefix(verb).is_some_and(|end| VERB_ENDINGS.contains(&end)));
        let next = self.lexed.lexemes.get(at + 1).map_or("", |l| self.lexed.normal(l));
        let adverb = word.ends_with("ly") && !WORDS.acting.contains(&next);
        WORDS.unspecific.contains(&word) || !self.is_hyphenated(at) && (adverb || done())
    }

    /// Whether nothing but a space stands between this lexeme and the next.
    fn adjoins(&self, at: usize) -> bool {
        let lexemes = &self.lexed.lexemes;
        lexemes.get(at + 1).is_some_and(|next| next.start == lexemes[at].end + 1 && next.spaced)
    }
}
