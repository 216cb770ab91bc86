//! "Other" before words that no table has: *other knee joint diseases*. They are kept with it, since who is to say which
//! disease is meant must see that it is another one.
//!
//! Near misses: "*other* skin disease", a class of which the trial's disease is left out; "stroke *other than* lacunar".

use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};

/// The words.
const WORDS: [&str; 3] = ["other", "another", "additional"];

impl Context<'_, '_> {
    /// The name of an unknown disease with the word directly before it.
    pub(super) fn with_other(&self, head: &Head, partial: &mut Partial) -> Option<Head> {
        if !partial.other || head.entry.is_some() {
            return None;
        }
        let before = self.just_before(head.bytes.start).to_ascii_lowercase();
        let word = WORDS
            .into_iter()
            .find(|word| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))?;
        let text = &self.lexed.text[..head.bytes.start];
        let start = text.trim_end().len() - word.len();
        partial.bytes.start = partial.bytes.start.min(start);
        partial.other = false;
        Some(Head { bytes: start..head.bytes.end, ..head.clone() })
    }
}
