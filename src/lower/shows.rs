//! Brackets that say what the thing before them shows: it is limited or found, and what it shows is not demanded beside it.
//!
//! | form | example |
//! |---|---|
//! | a noun for it | CRP > 10 mg/L *(a marker of inflammation)*, HbA1c < 8 % *(as a measure of glycemic control)* |
//! | a verb or an adjective, after a result | positive HBsAg *(indicative of hepatitis B)* |
//!
//! Near misses: "nodule *(suggestive of malignancy)*", without a result, which says which nodule; "raised ALT *(signs of hepatitis)*";
//! "CRP > 10 mg/L *(marker of inflammation for > 3 months)*", which limits something.

use crate::grammar::Chunk;
use crate::words;

use super::context::{Context, Sort};
use super::partial::Partial;

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
        let verb = result && words::SUGGESTIVE.contains(&&**first) && second == "of";
        (named && (noun || verb) && !inner.iter().any(limits)).then_some("says what it shows")
    }
}
