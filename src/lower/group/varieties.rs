//! "pancreatitis *(acute or chronic)*": brackets with nothing but adjectives, each of which tells a kind of what stands before
//! them. Any of the kinds will do, whatever joins them.
//!
//! | form | rule |
//! |---|---|
//! | pancreatitis *(acute or chronic)* | `any(acute pancreatitis, chronic pancreatitis)` |
//! | stroke *(ischemic, hemorrhagic)* | by their own names, where the tables have them |
//! | infection *(bacterial)* | one alone, where the tables have its name |
//!
//! Near misses: "hepatitis *(B or foreign)*", where one is no kind that is known; "heart disease *(angina; stroke)*", which names
//! others; "transient ischemic attack *(TIA)*", its abbreviation; "corticosteroids *(oral or intravenous)*", ways in which a drug is given.

use crate::grammar::{Bytes, Chunk};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Partial, Variety};
use crate::lower::share::named_kind;

/// The most kinds that brackets tell.
const MOST: usize = 8;

impl Context<'_, '_> {
    /// Reads brackets of this form.
    pub(super) fn varieties_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let Some(head) = partial.head.clone() else { return false };
        let Some(entry) = head.entry.filter(|_| head.bytes.end <= bytes_of(inner).start) else { return false };
        let event = matches!(entry.kind(), Kind::Condition | Kind::Procedure);
        let joins = |c: &Chunk| {
            matches!(self.sort(c), Sort::Comma | Sort::Slash)
                || matches!(self.cue(c), Some(Cue::Or | Cue::And | Cue::AndOr | Cue::Either))
        };
        let parts: Vec<&[Chunk]> = inner.split(joins).filter(|part| !part.is_empty()).collect();
        if !event || !partial.is_unvalued() || !partial.kinds.is_empty() || parts.is_empty() || parts.len() > MOST {
            return false;
        }
        let kinds: Option<Vec<Variety>> = parts.iter().map(|part| self.variety(part, entry, &head.bytes)).collect();
        let Some(kinds) = kinds else { return false };
        if let [Variety::Described(_)] = kinds.as_slice() {
            // "pancreatitis *(acute)*" is described by it, and has no kinds.
            return false;
        }
        self.take(inner);
        for part in parts {
            let span = self.span(&bytes_of(part));
            self.placed.push(span);
        }
        partial.kinds = kinds;
        true
    }

    /// The kind of `entry` that an adjective, or a type, tells: "*ischemic* stroke", "*type 2* diabetes", "*chronic* pancreatitis".
    fn variety(&self, part: &[Chunk], entry: Entry, head: &Bytes) -> Option<Variety> {
        if part.iter().any(|c| matches!(self.sort(c), Sort::Concept(e) if e.kind() == entry.kind())) {
            return None;
        }
        let said = self.words(&bytes_of(part));
        if said.contains(char::is_numeric) {
            // "diabetes *(type 1 or 2)*": a number would stand in no part of the rule.
            return None;
        }
        let own = |e: &Entry| *e != entry && e.kind() == entry.kind();
        if let Some(named) = named_kind(said, self.words(head)).filter(own) {
            return Some(Variety::Named(named));
        }
        match part {
            [only] => match self.sort(only) {
                Sort::Term(term) if term.kind() == Kind::Qualifier => Some(Variety::Described(term.id())),
                _ => None,
            },
            _ => None,
        }
    }
}
