//! A clause of its own after "or": what the verb of the one before denies is not denied in it.
//!
//! | form | example | rule |
//! |---|---|---|
//! | another finite verb | *does not have* diabetes or *has* an HbA1c < 6.5 % | `any(not(diabetes), HbA1c < 6.5 %)` |
//! | one that may be an infinitive, where none can follow | *are not* ambulatory or *have* dementia | `any(not(ambulatory), dementia)` |
//! | what was done in a time of its own, after an adjective | *not stable* or *hospitalized within 3 months* | `any(not(stable), hospitalization)` |
//!
//! Near misses: "*do not have* A or *have* B", which denies both; "is not pregnant or lactating", with one verb.

use crate::lower::partial::Partial;
use crate::words;

/// Whether an item opens a clause of its own after what the item before it denies.
pub(super) fn opens_clause(before: &Partial, item: &Partial, text: &str) -> bool {
    if !before.negated {
        return false;
    }
    let lower = |p: &Partial| text.get(p.bytes.clone()).unwrap_or_default().to_ascii_lowercase();
    let words = lower(item);
    let first = words.split(' ').next().unwrap_or_default();
    let takes_infinitive = || {
        let denied = lower(before);
        words::DENIALS_BEFORE_INFINITIVES.iter().any(|denial| denied.contains(denial))
    };
    match first {
        "has" | "is" | "was" | "had" => true,
        "have" | "are" | "were" => !takes_infinitive(),
        // A participle is no noun that an adjective could be said of.
        _ => first.ends_with("ed") && before.is_headless() && !item.times.is_empty() && before.times.is_empty(),
    }
}
