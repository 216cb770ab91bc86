//! Brackets that demand nothing, or say of which people of the trial an item is.
//!
//! | form | example | rule |
//! |---|---|---|
//! | whatever it is | corticosteroids *(any dose and any indication)* | no limit, and a note |
//! | who published it | severe anxiety *(American Psychiatric Association, 2013)* | a citation |
//! | by what criteria | vitiligo *(according to the 2014 guideline criteria, see Annex 1)* | `[by 2014 guideline criteria]` |
//! | how it is shown | Pregnancy *(negative test required)*, among what excludes | the disease alone |
//! | some of the people | previous ARNI *(for ARNI arm)*, or previous SGLT2i | `if «participation: …»: R`, for that item alone |
//!
//! Near misses: "asthma *(any biologic)*", which names something; "asthma *(Global Initiative, 2020)*", which no word tells to be a
//! publisher; "pain *(for 12 weeks)*".

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;
use crate::words;

/// The most words before the year of a citation.
const LONGEST_NAME: usize = 8;

impl Context<'_, '_> {
    /// Reads brackets that say of an item for which people of the trial it is.
    pub(super) fn for_cohort(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let for_some = inner.first().is_some_and(|c| self.is_cue(c, Cue::For));
        let said = partial.head.is_some() || !partial.unknown.is_empty();
        if !for_some || !said || partial.those.is_some() {
            return false;
        }
        partial.those = self.cohort_of(inner);
        partial.those.is_some()
    }

    /// "Pregnancy *(negative urine test required)*": among what excludes, how it is shown that somebody has it not; of any other disease,
    /// what is demanded besides is in no rule. Near miss: "liver disease *(normal ALT)*".
    pub(super) fn shown_by_test(&mut self, inner: &[Chunk], partial: &Partial) -> bool {
        let words = self.words(&bytes_of(inner)).to_ascii_lowercase();
        let required = words.split(' ').any(|word| matches!(word, "required" | "mandatory" | "needed"));
        let required = required && self.find(inner, &[Cue::If, Cue::Unless, Cue::Not, Cue::Who]).is_none();
        let found = inner.iter().any(|c| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding));
        let disease = partial.entry().filter(|e| e.kind() == Kind::Condition);
        let Some(disease) = disease.filter(|_| !self.demand && required && found) else { return false };
        if disease.id() == "pregnancy" {
            self.pass_over(inner, "says how it is shown");
        } else {
            self.take_whole(inner);
            self.not_understood(&bytes_of(inner));
        }
        true
    }

    /// "*any dose and any indication*": that nothing is limited.
    pub fn limits_nothing(&self, inner: &[Chunk]) -> bool {
        let words = self.words(&bytes_of(inner)).to_ascii_lowercase();
        // "hypertension *(treated or untreated)*"
        if words::EITHER_WAY.contains(&words.as_str()) {
            return true;
        }
        let word = |word: &str| words::WORDS_OF_NO_LIMIT.contains(&word);
        let mut said = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let joined = said.clone().any(|word| matches!(word, "and" | "or"));
        said.next() == Some("any") && joined && said.all(word)
    }

    /// "*American Psychiatric Association, 2013*": who published it, and when.
    pub(super) fn is_publication(&self, inner: &[Chunk]) -> bool {
        let start = bytes_of(inner).start;
        let words = self.lexed.text[start..].split([')', ']', '}']).next().unwrap_or("").to_ascii_lowercase();
        let Some((by, year)) = words.rsplit_once([',', ' ']) else { return false };
        let year = year.trim();
        let dated =
            year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && year.parse::<u16>().is_ok();
        let names: Vec<&str> = by.trim_end_matches([',', ' ']).split(' ').collect();
        let publisher = names.last().is_some_and(|last| words::PUBLISHERS.contains(last));
        let plain = !inner.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Time | Sort::Group));
        dated && publisher && plain && names.len() <= LONGEST_NAME
    }

    /// "*(according to the 2014 guideline criteria, see Annex 1)*": by what criteria it was found, and where they stand. Near miss:
    /// "*(according to MRI)*", which is how.
    pub(super) fn criteria_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let by = inner.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::AccordingTo | Cue::DefinedAs)));
        if !by || partial.head.is_none() {
            return false;
        }
        let see = |at: &usize| {
            self.sort(&inner[*at]) == Sort::Comma && inner.get(at + 1).is_some_and(|c| self.opens_reference(c))
        };
        let end = (1..inner.len()).find(see).unwrap_or(inner.len());
        let named = &inner[1..end];
        let article = usize::from(named.first().is_some_and(|c| self.is_cue(c, Cue::The)));
        let named = &named[article..];
        let words = self.words(&bytes_of(named)).to_ascii_lowercase();
        let criteria = words::DATED_TEXTS.iter().any(|stem| words.contains(stem))
            || words.split(' ').any(|word| words::PUBLISHERS.contains(&word));
        let plain = |c: &Chunk| match &c.kind {
            ChunkKind::Quantity(q) => q.form == QuantityForm::Bare && q.unit.is_none(),
            ChunkKind::Time(time) => time.calendar.is_some() && time.direction.is_none(),
            ChunkKind::Lexeme(_) => {
                let year = self.words(&c.span).bytes().all(|b| b.is_ascii_digit());
                year || matches!(self.sort(c), Sort::Word | Sort::Term(_) | Sort::Cue(_) | Sort::Slash | Sort::Dash)
            }
            _ => false,
        };
        if named.is_empty() || !criteria || !named.iter().all(plain) {
            return false;
        }
        self.take_whole(&inner[..end]);
        let method = self.mention(None, &bytes_of(named));
        partial.methods.push(method);
        if end < inner.len() {
            self.take(&inner[end..=end]);
            self.pass_over(&inner[end + 1..], "says where to read on");
        }
        true
    }

    /// "*see* Annex 1".
    fn opens_reference(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        matches!(words.as_str(), "see" | "refer" | "cf")
    }
}
