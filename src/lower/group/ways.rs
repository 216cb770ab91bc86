//! "corticosteroids *(oral, intramuscular or intravenous)*": brackets with nothing but ways in which a drug is given, any of which
//! will do.
//!
//! Near misses: "candidiasis *(oral, vaginal)*", where a disease is; "steroids *(topical and inhaled steroids are acceptable)*".

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::words;

impl Context<'_, '_> {
    /// Reads brackets of this form, which may stand before the name after a word of the same kind: "systemic *(oral or
    /// intravenous)* steroids".
    pub(super) fn ways_in_brackets(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let drug = match &partial.head {
            Some(head) => head.entry.is_some_and(|e| e.kind().is_drug()),
            None => partial.qualifiers.last().is_some_and(|q| words::SYSTEMIC_WAYS.contains(q)),
        };
        let way = |c: &Chunk| match self.sort(c) {
            Sort::Term(entry) => Some(entry).filter(|e| is_way(*e)),
            _ => None,
        };
        let joins = |c: &Chunk| {
            matches!(self.sort(c), Sort::Comma | Sort::Slash)
                || matches!(self.cue(c), Some(Cue::Or | Cue::And | Cue::AndOr | Cue::Either))
        };
        let ways: Vec<Entry> = inner.iter().filter_map(way).collect();
        let whole = inner.iter().all(|c| way(c).is_some() || joins(c));
        if !drug || !whole || ways.is_empty() || partial.route.is_some() || !partial.ways.is_empty() {
            return false;
        }
        self.take(inner);
        partial.ways = ways;
        true
    }
}

/// Whether a term says how a drug is given: a route, or "systemic".
fn is_way(entry: Entry) -> bool {
    entry.kind() == Kind::Route || entry.kind() == Kind::Qualifier && words::SYSTEMIC_WAYS.contains(&entry.id())
}
