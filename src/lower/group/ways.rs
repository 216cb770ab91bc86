//! "corticosteroids *(oral, intramuscular or intravenous)*": brackets with nothing but ways in which a drug is given, any of which
//! will do.
//!
//! Near misses: "candidiasis *(oral, vaginal)*", where a disease is; "steroids *(topical and inhaled steroids are acceptable)*".

use crate::grammar::{Bytes, Chunk};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::build::given_by;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::lower::share::named_kind;
use crate::rule::Node;
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

impl Context<'_, '_> {
    /// "corticosteroids *except inhaled, topical or nasal*": what is excepted by nothing but the ways in which it is given is the drug
    /// before. Near misses: "antibiotics except *oral vancomycin*", "candidiasis except *oral*".
    pub fn excepted_by_way(&mut self, excepted: &[Chunk], head: Option<&Head>) -> Option<Node> {
        let drug = head.filter(|h| h.entry.is_some_and(|e| e.kind().is_drug()))?;
        let way = |c: &Chunk| match self.sort(c) {
            Sort::Term(entry) => Some(entry).filter(|e| is_way(*e)),
            _ => None,
        };
        let joins = |c: &Chunk| {
            self.is_separator(c)
                || matches!(self.cue(c), Some(Cue::Or | Cue::And | Cue::AndOr | Cue::For | Cue::Either))
        };
        let end = excepted.iter().take_while(|c| way(c).is_some() || joins(c)).count();
        let (listed, rest) = excepted.split_at(end);
        let said = |c: &Chunk| matches!(self.sort(c), Sort::Time | Sort::Stop | Sort::Cue(Cue::TherapyWord));
        let ways: Vec<(Entry, Bytes)> = listed.iter().filter_map(|c| Some((way(c)?, c.span.clone()))).collect();
        if ways.is_empty() || !rest.iter().all(said) {
            return None;
        }
        let when = self.atom(rest).times;
        self.take(excepted);
        let mut nodes = Vec::new();
        for (way, bytes) in ways {
            let named = named_kind(self.words(&bytes), self.words(&drug.bytes)).filter(|e| e.kind().is_drug());
            let head = Head { entry: named.or(drug.entry), named: named.is_some(), ..drug.clone() };
            let plain = Partial { head: Some(head), times: when.clone(), bytes, ..Partial::default() };
            let given = if named.is_some() { plain } else { given_by(way, plain) };
            nodes.push(self.node_of(given));
        }
        Some(self.joined(nodes, false, &bytes_of(excepted)))
    }
}

/// Whether a term says how a drug is given: a route, or "systemic".
fn is_way(entry: Entry) -> bool {
    entry.kind() == Kind::Route || entry.kind() == Kind::Qualifier && words::SYSTEMIC_WAYS.contains(&entry.id())
}
