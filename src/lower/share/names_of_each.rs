//! What several heads are of, said once: "inhibitors or inducers of CYP3A4 or P-gp".
//!
//! | form | example | read |
//! |---|---|---|
//! | one head with a degree | *strong inhibitors of* CYP3A or P-gp | a strong inhibitor of each, where no table has the name with its degree |
//! | two heads | *inhibitors or inducers of* CYP3A4 or P-gp | each of the two, of each |
//!
//! Near misses: "strong inhibitors of CYP3A or *warfarin*", "inhibitors of CYP3A or inducers of *P-gp*".

use crate::grammar::Bytes;
use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};

use super::prefixed;

impl Context<'_, '_> {
    /// "*strong inhibitors of CYP3A* or P-gp": the degree and the name without it.
    pub(super) fn prefixed_without_degree(&self, before: &Bytes, own: &Bytes) -> Option<(&'static str, Entry)> {
        let (degree, name) = self.words(before).split_once(' ')?;
        let degree = look_up(degree)?.of(Kind::Qualifier)?;
        let entry = prefixed(name, self.words(own)).filter(|e| e.kind().is_drug())?;
        Some((degree.id(), entry))
    }

    /// "*inhibitors* or inducers of CYP3A4 or *P-gp*": the first of two heads is of all that the second is of.
    pub(super) fn names_of_each(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        for first in (0..items.len().saturating_sub(2)).rev() {
            let own = |p: &Partial| p.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind().is_drug())).cloned();
            let Some(second) = own(&items[first + 1]).filter(|h| self.words(&h.bytes).contains(" of ")) else {
                continue;
            };
            if !joins[first].tight || joins[first].all == Some(true) {
                continue;
            }
            let lead = &items[first];
            let of = items[first + 2..].iter().take_while(|p| own(p).is_some_and(|h| h.named && h.bytes == p.bytes));
            let of: Vec<Partial> = of.cloned().collect();
            let count = of.len();
            let more: Vec<Partial> = match own(lead).filter(|h| h.named) {
                Some(head) => {
                    let noun = self.words(&head.bytes);
                    let noun = format!("{} of x", noun.rsplit(' ').next().unwrap_or(noun));
                    let entry = |p: &Partial| prefixed(&noun, self.words(&p.bytes));
                    of.into_iter().filter_map(|p| Some(named(entry(&p)?, lead, p))).collect()
                }
                // "*strong* or moderate inhibitors of CYP3A4 or P-gp"
                None if lead.is_modifier() && degrees(lead) && self.words(&second.bytes).contains(' ') => {
                    let each = of.into_iter().filter_map(|p| Some(named(p.entry()?, lead, p))).collect::<Vec<_>>();
                    let end = first + 1 + each.len();
                    joins.splice(end..end, std::iter::repeat_n(joins[first], each.len()));
                    items.splice(end + 1..end + 1, each);
                    continue;
                }
                None => continue,
            };
            let degree = items[first + 1].qualifiers.clone();
            for other in &mut items[first + 2..first + 2 + count] {
                if other.qualifiers.is_empty() {
                    other.qualifiers.clone_from(&degree);
                }
            }
            let join = joins[first];
            joins.splice(first..first, std::iter::repeat_n(join, more.len()));
            items.splice(first + 1..first + 1, more);
        }
    }
}

/// The same substance under another head.
fn named(entry: Entry, lead: &Partial, of: Partial) -> Partial {
    let head = Head { entry: Some(entry), bytes: of.bytes.clone(), named: true };
    Partial { head: Some(head), qualifiers: lead.qualifiers.clone(), ..of }
}

/// "strong", "moderate": how much, and no kind of its own.
fn degrees(lead: &Partial) -> bool {
    !lead.qualifiers.is_empty() && lead.qualifiers.iter().all(|q| matches!(*q, "strong" | "moderate" | "weak"))
}
