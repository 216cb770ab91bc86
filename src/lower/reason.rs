//! Why a criterion is there: "…, *because the drug may harm the foetus*". No patient is tested for it.
//!
//! | opens | example |
//! |---|---|
//! | because | Pregnant women are excluded *because the drug has abortifacient effects* |
//! | since, after a comma | Lactose intolerance, *since the study drug contains lactose* |
//! | to and a purpose, after a limit | MoCA ≥ 21 *to ensure that they understand the instructions* |
//! | as and what is so or may be, after a comma | Bipolar disorder, *as poor sleep may precipitate mania* |
//! | the same, in brackets | parietal stroke *(because imagery is disturbed after it)* |
//! | due to a risk | Current pregnancy *due to the potential risk of SSRI treatment* |
//!
//! Near misses, which say what the patient has: "stopped methotrexate *because of* nausea", "hepatitis *due to* alcohol",
//! "therapy *since* the first visit".

use crate::grammar::{Bytes, Chunk, ChunkKind};
use crate::lex::Cue;
use crate::rule::Severity;
use crate::words;

use super::context::{Context, Sort, bytes_of};

/// The most characters of a reason that are looked at for what makes it one.
const FAR: usize = 240;

/// The most words before the verb of a reason.
const LONGEST_SUBJECT: usize = 8;

/// The most chunks before a reason in which an outcome stands that it is of.
const NEAR: usize = 16;

impl Context<'_, '_> {
    /// The chunks before the words that say why; those are named, and in no rule.
    pub fn without_reason<'c>(&mut self, chunks: &'c [Chunk]) -> &'c [Chunk] {
        if let [before @ .., Chunk { kind: ChunkKind::Group(inner), .. }] = chunks
            && !before.is_empty()
            && self.is_reason(inner)
        {
            self.take_whole(&chunks[before.len()..]);
            self.reason_left_out(&bytes_of(inner));
            return before;
        }
        let Some(at) = (1..chunks.len()).find(|at| self.opens_reason(chunks, *at)) else { return chunks };
        let tail = &chunks[at..];
        if self.find(tail, &[Cue::But, Cue::Allowed, Cue::NotAllowed, Cue::Must, Cue::Unless, Cue::Except]).is_some() {
            // "…, because of a risk, *but will be allowed* at half the dose": it goes on.
            return chunks;
        }
        self.take_whole(tail);
        let bytes = bytes_of(tail);
        self.reason_left_out(&bytes);
        &chunks[..at]
    }

    fn reason_left_out(&mut self, bytes: &Bytes) {
        let message = format!("\"{}\" says why, and is in no rule", self.words(bytes));
        self.say("reason-not-in-rule", Severity::Note, message, bytes);
    }

    fn opens_reason(&self, chunks: &[Chunk], at: usize) -> bool {
        if self.opens_purpose(&chunks[at - 1], chunks, at) {
            return true;
        }
        let first = self.words(&chunks[at].span).to_ascii_lowercase();
        if !["because", "since", "as", "due"].contains(&first.split(' ').next().unwrap_or_default()) {
            return false;
        }
        let words: String = self.lexed.text[chunks[at].span.start..].chars().take(FAR).collect();
        let words = words.to_ascii_lowercase();
        let after_comma = self.sort(&chunks[at - 1]) == Sort::Comma;
        let (first, rest) = words.split_once(' ').unwrap_or((&words, ""));
        let opens = match first {
            "because" => !rest.starts_with("of ") || is_risk(rest.trim_start_matches("of ")),
            "since" => after_comma,
            // ", *as the drug …*", and not ", as defined …".
            "as" if after_comma && says_what_is(rest) => return !chunks[at..].iter().any(|c| self.is_limit_or_more(c)),
            "as" => after_comma && ["the ", "this ", "these ", "it ", "they "].iter().any(|w| rest.starts_with(w)),
            "due" => rest.strip_prefix("to ").is_some_and(is_risk),
            _ => false,
        };
        let says_why = |word: &str| words::REASON_WORDS.contains(&word);
        opens && words.split(|c: char| !c.is_alphabetic()).any(says_why) && !self.settles(&chunks[..at])
    }

    /// "*because data suggest that* …", "*as triptans are contraindicated in pregnancy*", all that brackets say. Near misses: "(as
    /// *assessed* by ECG)", "(because *of* nausea)".
    pub fn is_reason(&self, inner: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(inner)).to_ascii_lowercase();
        let opens = match words.split_once(' ') {
            Some(("because", rest)) => !rest.starts_with("of "),
            Some(("as" | "since", rest)) => says_what_is(rest),
            _ => false,
        };
        let more = [Cue::But, Cue::Allowed, Cue::NotAllowed, Cue::Must, Cue::Unless, Cue::Except];
        opens && !inner.iter().any(|c| self.is_limit_or_more(c)) && self.find(inner, &more).is_none()
    }

    /// Whether a chunk says how much or how long, or is brackets, in which that may stand.
    fn is_limit_or_more(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Quantity | Sort::Time | Sort::Group)
    }

    /// "MoCA ≥ 21 *to ensure that they understand*". Near miss: "willing to use contraception *to avoid* pregnancy".
    fn opens_purpose(&self, before: &Chunk, chunks: &[Chunk], at: usize) -> bool {
        let word = |chunk: &Chunk| self.words(&chunk.span).to_ascii_lowercase();
        self.sort(before) == Sort::Quantity
            && word(&chunks[at]) == "to"
            && chunks.get(at + 1).is_some_and(|next| words::PURPOSE_VERBS.contains(&&*word(next)))
    }

    /// Whether what stands before is what became of a treatment, of which the cause may be the patient's.
    fn settles(&self, before: &[Chunk]) -> bool {
        before
            .iter()
            .rev()
            .take(NEAR)
            .any(|c| matches!(self.sort(c), Sort::Term(e) if e.kind() == crate::lex::Kind::Outcome))
    }
}

/// "the potential risk of …", "possible effects on …".
fn is_risk(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let adjective = |w: &&str| {
        matches!(*w, "the" | "a" | "its" | "their" | "an")
            || w.ends_with("al")
            || w.ends_with("ible")
            || w.ends_with("ed")
    };
    let noun = words.find(|w| !adjective(w));
    noun.is_some_and(|w| matches!(w, "risk" | "risks" | "concern" | "concerns" | "danger" | "dangers"))
}

/// Whether what stands after "as" is a sentence of its own, with what is so: "*triptans are* …", "*these conditions have* …". Near
/// misses: "as *assessed* by the investigator", "as *well* as".
fn says_what_is(words: &str) -> bool {
    let clause = words.split([',', ';', '.']).next().unwrap_or_default();
    let mut clause = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let no_noun = |word: &&str| word.ends_with("ed") || words::AFTER_AS.contains(word);
    let noun = clause.next().filter(|word| !no_noun(word)).is_some();
    noun && clause.take(LONGEST_SUBJECT).any(|word| words::VERBS_OF_REASON.contains(&word))
}
