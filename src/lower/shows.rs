//! Brackets that say what the thing before them shows: it is limited or found, and what it shows is not demanded beside it.
//!
//! | form | example |
//! |---|---|
//! | a noun for it | CRP > 10 mg/L *(a marker of inflammation)*, HbA1c < 8 % *(as a measure of glycemic control)* |
//! | a verb or an adjective, after a result | positive HBsAg *(indicative of hepatitis B)* |
//! | what is measured, in plain words | CD4 cells *(immune cells that fight infection)*, viral load *(level of HIV in the blood)* |
//!
//! Near misses: "nodule *(suggestive of malignancy)*", without a result, which says which nodule; "raised ALT *(signs of hepatitis)*";
//! "CRP > 10 mg/L *(marker of inflammation for > 3 months)*", which limits something; "asthma *(a level of control)*", of nothing measured.

use crate::grammar::Chunk;
use crate::words;

use super::atom::is_measured;
use super::context::{Context, Sort};
use super::partial::Partial;

/// Among so many words the noun must be: "the *white blood* cells that …".
const FARTHEST_NOUN: usize = 4;

impl Context<'_, '_> {
    /// What brackets do that say what the thing before them shows.
    pub(super) fn shows_what(&self, inner: &[Chunk], said: &[String], partial: &Partial) -> Option<&'static str> {
        let idle = |word: &&String| matches!(&***word, "as" | "a" | "an" | "the" | "are" | "is" | "which");
        let opens = said.iter().take_while(idle).count();
        let [first, second, _, ..] = said.get(opens..)? else { return None };
        let limits = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time);
        let named = partial.head.is_some() || !partial.unknown.is_empty();
        let result = partial.value.is_some() || partial.finding.is_some();
        let noun = words::SIGN_NOUNS.contains(&&**first) && matches!(&**second, "of" | "for");
        if self.names_plainly(said, partial) && !inner.iter().any(limits) {
            return Some("says what it is");
        }
        let verb = result && words::SUGGESTIVE.contains(&&**first) && second == "of";
        (named && (noun || verb) && !inner.iter().any(limits)).then_some("says what it shows")
    }

    /// "PPD negative *(skin test for exposure to tuberculosis)*": whether the words of brackets name in plain words what is measured.
    fn names_plainly(&self, said: &[String], partial: &Partial) -> bool {
        let near = &said[..said.len().min(FARTHEST_NOUN)];
        let noun = near.iter().position(|word| words::LAY_NOUNS.contains(&&**word));
        let linked = noun.and_then(|at| said.get(at + 1)).is_some_and(|word| words::LAY_LINKS.contains(&&**word));
        let plain = !said.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
        linked && plain && noun.is_some_and(|at| at + 2 < said.len()) && partial.entry().is_some_and(is_measured)
    }
}
