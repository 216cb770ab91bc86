//! "urinalysis *shows urine protein* < 2+": the limit is of what a test shows, and the test is how it was found.
//!
//! Near miss: "urine protein *on dipstick* ≥ 2+", one name.

use crate::lower::context::Context;
use crate::lower::partial::Head;
use crate::words;

impl Context<'_, '_> {
    /// Two that are measured: first the one that the limit is of.
    pub(super) fn limited_first(&self, first: Head, second: Head) -> (Head, Head) {
        let between = self.lexed.text.get(first.bytes.end..second.bytes.start).unwrap_or("");
        let shows = between.split_whitespace().next().is_some_and(|word| words::SHOWING.contains(&word));
        if shows { (second, first) } else { (first, second) }
    }
}
