//! Numbers beside a test that say how often it is done, or how many times another value, and are no result of it.
//!
//! Near misses: "creatinine *2*"; "two Hb values *< 10 g/dL*", whose count stands beside the limit; "creatinine > 2 times *the baseline
//! value*", which is known.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::Kind;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

/// The most chunks from a number to what it counts: "on *two successive* dates".
const FEW: usize = 3;

/// The most chunks from "times" to the value that is multiplied: "two times *of the preceding* value".
const LONGEST_VALUE: usize = 5;

impl Context<'_, '_> {
    /// "between *the two Hb tests*", "rising PSA *on two successive dates*": whether a number without a limit counts tests.
    pub(super) fn counts_tests(&self, q: &Quantity, rest: &[Chunk], partial: &Partial) -> bool {
        let occasions = q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("{times}"));
        let free = partial.value.is_none() && partial.count.is_none();
        let plain = q.form == QuantityForm::Bare && (q.unit.is_none() || occasions) && free;
        if !plain || q.age {
            return false;
        }
        let analyte = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Analyte);
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let noun = |word: &str| words::READINGS.contains(&word) || words::TEST_NOUNS.contains(&word);
        let before = self.just_before(q.value.start).to_ascii_lowercase();
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(_) | ChunkKind::Group(_));
        if let [next, behind @ ..] = rest
            && partial.head.is_none()
            && analyte(next)
        {
            let own = word(next);
            let tests = own.rsplit(' ').next().is_some_and(noun) || behind.first().is_some_and(|c| noun(&word(c)));
            let the = before.ends_with("the") || before.ends_with("both");
            return tests && the && !behind.iter().any(limit);
        }
        let measured = partial.entry().is_some_and(|e| e.kind() == Kind::Analyte)
            || partial.head.is_none() && !partial.unknown.is_empty();
        let on = before.ends_with(" on") || before.ends_with(" in") || before.ends_with(" at");
        let done = |c: &Chunk| words::TIMES_DONE.contains(&&*word(c)) || noun(&word(c));
        measured && on && (occasions || rest.iter().take(FEW).take_while(|c| !self.is_separator(c)).any(done))
    }

    /// "CA19-9 rising > 20 % *over two tests*": in how many of them, and no limit. Near miss: "*over two* drinks".
    pub(super) fn is_over_tests(&self, q: &Quantity, rest: &[Chunk]) -> bool {
        let over = self.words(&q.value).get(..5).is_some_and(|word| word.eq_ignore_ascii_case("over "));
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let tests = |c: &Chunk| words::READINGS.contains(&&*word(c)) || words::TEST_NOUNS.contains(&&*word(c));
        over && q.unit.is_none() && rest.iter().take(FEW).take_while(|c| !self.is_separator(c)).any(tests)
    }

    /// "NRS ≥ 4 *on at least 2 days*", "PBAC > 100 *in 2 cycles*", "WASO > 30 min *on ≥ 3 nights/week*": on how many days a limit is met, of
    /// what is not measured in days. Near misses: "emollient twice a day *on ≥ 7 days*", where nothing is limited; "PSA rise *in 2
    /// weeks*".
    pub(super) fn counts_days_of_limit(&self, q: &Quantity, partial: &Partial) -> bool {
        let before = self.just_before(q.value.start).to_ascii_lowercase();
        let Some(led) = before.rsplit(' ').next() else { return false };
        let usual = partial.entry().and_then(|e| e.usual_unit());
        let code = q.code().filter(|code| usual != Some(code)).unwrap_or_default();
        let days = matches!(code, "d" | "d/wk" | "d/mo" | "{night}" | "{night}/wk") && matches!(led, "on" | "during");
        let cycles = code == "{cycle}" && matches!(led, "in" | "on" | "during" | "over" | "for");
        let rate = |q: &Quantity| q.code().is_some_and(|code| code.starts_with('/'));
        let limited = partial.value.as_deref().is_some_and(|q| !rate(q)) && partial.count.is_none();
        let counted = q.form == QuantityForm::Limit || cycles && q.form == QuantityForm::Bare;
        (days || cycles) && limited && counted
    }

    /// "glucose ≥ 11.1 mmol/L (*twice or more*)": on how many occasions a limit is met. Near misses: "ALT ≥ *twice* the ULN"; "10 mg *twice*
    /// daily".
    fn says_how_often(&self, q: &Quantity, partial: &Partial) -> bool {
        let said = self.words(&q.value).to_ascii_lowercase();
        let often = said.split(' ').any(|word| words::HOW_OFTEN.contains(&word));
        let limited = partial.value.is_some() && partial.entry().is_some_and(|e| e.kind() == Kind::Analyte);
        often && q.unit.is_none() && q.relative_to.is_none() && limited && partial.count.is_none()
    }

    /// "glucose ≥ 11.1 mmol/L *(twice)*": takes brackets that say on how many occasions; what more they say ("*(twice on different days, or
    /// once with symptoms)*") is named as not understood.
    pub fn occasions_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some((first, more)) = inner.split_first() else { return false };
        let ChunkKind::Quantity(often) = &first.kind else { return false };
        if !self.says_how_often(often, partial) {
            return false;
        }
        self.take_whole(inner);
        match more.is_empty() {
            true => partial.count = Some(often.clone()),
            false => self.not_understood(&bytes_of(inner)),
        }
        true
    }

    /// "anti-dsDNA *more than two times the preceding value*": how many times a value that nothing else tells of.
    pub(super) fn multiplies_unknown(&self, q: &Quantity, rest: &[Chunk]) -> bool {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let times = rest.first().is_some_and(|c| matches!(&*word(c), "times" | "fold"))
            || q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("{times}"));
        let value = rest.iter().take(LONGEST_VALUE).map(word).collect::<Vec<_>>().join(" ");
        let of = words::OTHER_VALUES.iter().any(|said| value.contains(said));
        times && q.relative_to.is_none() && of
    }
}
