//! How far a status reaches that is said before the first item of a list.
//!
//! | status | reaches | not |
//! |---|---|---|
//! | suspected | suspected A or B | suspected or *known* A; suspicion of A or *active* B |
//! | history | history of A, B or C | history of A or *active B*, *on C*, *pregnant women*, *LVEF < 40 %*, *pregnancy*; previous surgery*, ascites* |
//! | planned | planned A or B, both treatments | planned surgery or *active infection* |
//! | of a relative | family history of A or B | family history of A, or *patients with B*, *B in the patient* |
//!
//! Near misses: "history of chronic or *active* hepatitis" has one hepatitis, "history of stroke or *severe* bleeding" a bleeding
//! that was severe.

use crate::lex::{Cue, Entry, Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::rule::Status;
use crate::words;

/// Whether an item says itself when it is so, so that the status said before it is not its own.
pub(super) fn has_own_state(before: &Partial, said: Option<Status>, item: &Partial, joined: Join, text: &str) -> bool {
    let or = joined.all == Some(false);
    let head = |p: &Partial| p.head.as_ref().map(|h| h.bytes.clone());
    let shared = head(before) == head(item);
    let kind = |p: &Partial| p.entry().map(Entry::kind);
    let any = |ids: &[&str]| item.qualifiers.iter().any(|q| ids.contains(q));
    match said {
        Some(Status::Suspected) => item.known || !shared && any(words::DEGREES),
        Some(Status::Planned) => {
            kind(item) == Some(Kind::Condition) && kind(before).is_some_and(Kind::is_treatment) && !shared
        }
        Some(Status::History) => {
            let limited = item.value.is_some() && item.entry().is_some_and(is_measured);
            let words = text.get(item.bytes.clone()).unwrap_or_default().to_ascii_lowercase();
            let opens = words.split(' ').next().is_some_and(|word| words::OWN_STATE_OPENERS.contains(&word));
            let now = item.entry().is_some_and(|e| matches!(e.id(), "pregnancy" | "lactation"));
            let ill = kind(item) == Some(Kind::Condition) && kind(before).is_some_and(Kind::is_treatment);
            !shared && (or && (limited || opens || any(words::GOING_ON_DEGREES)) || now || ill && joined.bare)
        }
        _ => false,
    }
}

/// Whether an item is said of the patient by its own words, or of a newborn, after one that is said of somebody else.
pub(super) fn is_of_patient(before: &Partial, item: &Partial, text: &str) -> bool {
    let lower = |p: &Partial| text.get(p.bytes.clone()).unwrap_or_default().to_ascii_lowercase();
    let (earlier, words) = (lower(before), lower(item));
    let first = words.split(' ').next().unwrap_or_default();
    let people = look_up(first).and_then(|group| group.cue()) == Some(Cue::Patient);
    let own = words.ends_with("in the patient") || words.ends_with("in patient");
    let known = item.known && earlier.contains("history");
    let newborn = before.subject == Some("mother") && words::NEWBORN_WORDS.contains(&first);
    people || own || known || newborn
}
