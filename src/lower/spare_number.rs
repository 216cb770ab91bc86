//! Numbers that limit nothing, though they are in no rule: what they stand beside decides without them.
//!
//! | number | example | near miss |
//! |---|---|---|
//! | of a part of the criterion | *1)* pain, and *2)* fever | grade 2) |
//! | of the ends of a scale | on a *0-10* pain scale | pain of 4-10 |
//! | of a name that is said again | DAS28 (*disease activity score 28*) > 3.2 | DAS28 (CRP 28) |
//! | of the year or edition of a guideline | the *2021* ESC guidelines; AJCC *8th* edition; version *5.0* | surgery in 2021; the 8th week |
//! | of a formula | (*140* - age) × weight | age 140 - 160 |
//! | of a place outside the criterion | see Appendix *1*; Table *2*; AML [*1*] | arm 1; group [1-4 tumours] |
//!
//! Each is named in a note, and narrows nothing.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::lex::normal::is_dash;
use crate::lex::{Entry, Kind, Lexeme};
use crate::words;

use super::atom::is_most;
use super::context::Context;

/// The most words between a year and the name of what it is the year of.
const NEAR: usize = 5;

/// The years in which something may have been published.
const YEARS: Range<u32> = 1960..2060;

impl Context<'_, '_> {
    /// Why a number limits nothing, if it does not. `numbered` are the numbers that stand as that of a part would; they are looked
    /// for once.
    pub(super) fn spare_number(
        &self,
        bytes: &Range<usize>,
        numbered: &OnceCell<BTreeSet<(bool, u32)>>,
    ) -> Option<&'static str> {
        if self.enumerates(bytes, numbered) {
            Some("numbers a part of the criterion")
        } else if self.is_extent(bytes) {
            Some("is the extent of a scale")
        } else if self.is_name_again(bytes) {
            Some("is part of a name that is said again")
        } else if self.is_edition(bytes) {
            Some("says which edition is meant")
        } else if self.is_in_formula(bytes) {
            Some("is part of a formula")
        } else if self.is_reference(bytes) {
            Some("refers to a place outside the criterion")
        } else {
            None
        }
    }

    /// Whether a number counts the parts of the criterion: "1) pain, and 2) fever". `numbered` are those that stand as such
    /// a number would, with what stands before them.
    fn enumerates(&self, bytes: &Range<usize>, numbered: &OnceCell<BTreeSet<(bool, u32)>>) -> bool {
        let text = self.lexed.text;
        let Ok(number) = text[bytes.clone()].parse::<u32>() else { return false };
        let opened = text[..bytes.start].ends_with('(');
        let stands = bytes.start == 0 || opened || text[..bytes.start].ends_with(' ');
        if !stands || !text[bytes.end..].starts_with(')') {
            return false;
        }
        let numbered = numbered.get_or_init(|| enumerators(text));
        [number.wrapping_add(1), number.wrapping_sub(1)].into_iter().any(|n| numbered.contains(&(opened, n)))
    }

    /// Whether numbers are those of a whole scale: "on a *0-10* pain scale", "a scale of *0 to 10*".
    fn is_extent(&self, bytes: &Range<usize>) -> bool {
        // "(NRS *0-10*)": the most points of the score named directly before.
        let most = self.words(bytes).rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        if self.score_before(bytes.start, 1).is_some_and(|score| !most.is_empty() && score.extremes()[1] == most) {
            return true;
        }
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let before = self.just_before(bytes.start).split_whitespace().rev().take(4).map(bare).collect::<Vec<_>>();
        let after = self.lexed.text[bytes.end..].split_whitespace().take(5).map(bare).collect::<Vec<_>>();
        let is_scale = |word: &String| word.eq_ignore_ascii_case("scale");
        let ends: Vec<&str> =
            self.words(bytes).split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
        // "a *10*-point Likert scale"
        let points = self.lexed.text[bytes.end..].trim_start_matches(is_dash).trim_start().starts_with("point");
        if points && ends.len() == 1 && after.iter().any(is_scale) {
            return true;
        }
        let (first, last) = match (&ends[..], &before[..], &after[..]) {
            ([first, last], ..) => (*first, *last),
            ([first], _, [to, last, ..]) if to == "to" => (*first, last.as_str()),
            ([last], [to, first, ..], _) if to == "to" => (first.as_str(), *last),
            _ => return false,
        };
        let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let whole = matches!(first, "0" | "1") && number(last);
        whole
            && (before.iter().chain(&after).any(is_scale)
                // "NRS *0-10* ≥ 4"
                || self.score_before(bytes.start, 3).is_some_and(|score| is_most(score, last)))
    }

    /// "(*140* - age)", "height^*2*": a number that is only computed with.
    fn is_in_formula(&self, bytes: &Range<usize>) -> bool {
        let text = self.lexed.text;
        let after = text[bytes.end..].trim_start();
        let less_age = after
            .strip_prefix(is_dash)
            .is_some_and(|rest| rest.trim_start().get(..3).is_some_and(|word| word.eq_ignore_ascii_case("age")));
        let base = text[..bytes.start].strip_suffix('^');
        less_age || base.is_some_and(|base| base.ends_with(char::is_alphabetic))
    }

    /// "DAS28 (*Disease Activity Score 28*)": the long form of the name before the brackets.
    fn is_name_again(&self, bytes: &Range<usize>) -> bool {
        let lexemes = &self.lexed.lexemes;
        let at = lexemes.partition_point(|l| (l.start as usize) < bytes.start);
        let name = |at: Option<usize>| at.and_then(|at| lexemes.get(at)).and_then(Lexeme::concept);
        let opens = at.checked_sub(1).is_some_and(|at| lexemes[at].is_sign('('));
        opens && name(Some(at)).is_some() && name(Some(at)) == name(at.checked_sub(2))
    }

    /// "the *2021* ESC guidelines", "WHO *2022* criteria", "CKD-EPI *2009* formula", "AJCC *8th* edition", "CTCAE version *5.0*".
    fn is_edition(&self, bytes: &Range<usize>) -> bool {
        let number = self.words(bytes).trim_matches(|c: char| !c.is_alphanumeric());
        let text = self.lexed.text;
        let stops = |c: char| matches!(c, '.' | ';' | ':' | ',');
        // What is in the same breath: no further than a stop or another bracket.
        let before = self.just_before(bytes.start).rsplit([';', ':', ')']).next().unwrap_or("");
        let after = text[bytes.end..].split([';', '(', ')']).next().unwrap_or("");
        let last: Vec<String> = before.split_whitespace().rev().take(NEAR).map(plain).collect();
        let next: Vec<String> = after.split_whitespace().take(NEAR).map(plain).collect();
        let is = |word: Option<&String>, list: &[&str]| word.is_some_and(|word| list.contains(&word.as_str()));
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| next.first().is_some_and(|word| word == end));
        let skip = usize::from(ordinal);
        if is(next.get(skip), words::EDITIONS) || is(last.first(), words::EDITIONS) {
            return true;
        }
        let year = number.parse::<u32>().is_ok_and(|year| YEARS.contains(&year)) && number.len() == 4;
        let named = |word: &String| words::PUBLISHED.contains(&word.as_str());
        let closed = before.trim_end().ends_with(stops);
        // "criteria of the Chinese Medical *Association in 2018*"
        let by = matches!(last.as_slice(), [of, publisher, ..] if of == "in" && words::PUBLISHERS.contains(&publisher.as_str()));
        if year && by && text[..bytes.start].split_whitespace().any(|word| named(&plain(word))) {
            return true;
        }
        year && (next.iter().any(named) || !closed && last.iter().any(named))
    }

    /// "see Appendix *1*", "(Table *2*)", "acute myeloid leukemia [*1*]".
    fn is_reference(&self, bytes: &Range<usize>) -> bool {
        let before = self.just_before(bytes.start);
        let after = &self.lexed.text[bytes.end..];
        let number = self.words(bytes);
        let short = number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
        let last = before.split_whitespace().next_back().map(plain).unwrap_or_default();
        words::PLACES_OUTSIDE.contains(&last.as_str()) || short && before.ends_with('[') && after.starts_with(']')
    }

    /// The score that is named within so many lexemes before a place.
    fn score_before(&self, at: usize, near: usize) -> Option<Entry> {
        let end = self.lexed.lexemes.partition_point(|l| (l.start as usize) < at);
        self.lexed.lexemes[..end].iter().rev().take(near).find_map(|l| l.entry(Kind::Score))
    }
}

/// A word in small letters, without the signs around it.
fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The numbers before a closing bracket, and whether an opening one stands before each.
fn enumerators(text: &str) -> BTreeSet<(bool, u32)> {
    let ends = text.match_indices(')').filter_map(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let number = text[before.len()..at].parse().ok()?;
        let opened = before.ends_with('(');
        (opened || before.ends_with(' ')).then_some((opened, number))
    });
    ends.collect()
}
