//! Two verbs before one thing, which say of it when: each is said of it.
//!
//! | form | rule |
//! |---|---|
//! | *receiving or planning to receive* A | `any(A current, A planned)` |
//! | *has received or is planning to receive* A | `any(A history of, A planned)` |
//! | *diagnosis of or treatment for* A | `any(A, treatment for A)` |
//!
//! Near misses: "receiving A or planning to receive *B*", where each names its own; "*planning* to receive A or B".

use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::rule::{LeafKind, Node, Status};

/// Gives a verb that names nothing what the next one, which is planned, names.
pub(super) fn done_or_planned(items: &mut [Partial], joins: &mut [Join], text: &str) {
    for at in (0..joins.len()).rev() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &mut rest[0]);
        let planned = next.status == Some(Status::Planned) && next.head.is_some() && next.verb;
        let each = joins[at].all == Some(false) || item.negated && next.negated;
        if !planned || !each || joins[at].but || !is_verb_alone(item) {
            continue;
        }
        if item.negated && !next.negated {
            // "is *not* receiving or planning to receive", and not "is not receiving, or *plans* to receive".
            let opening = text.get(next.bytes.clone()).and_then(|words| words.split(' ').next()).unwrap_or_default();
            (next.negated, next.negated_by_list) = (opening.ends_with("ing"), opening.ends_with("ing"));
        }
        let status = item.status.or(item.by_verb.filter(|_| item.times.is_empty()));
        let own = std::mem::take(item);
        *item = Partial {
            negated: own.negated,
            status,
            by_verb: own.by_verb,
            exposure: own.exposure.or(next.exposure),
            verb: own.verb,
            times: if own.times.is_empty() { next.times.clone() } else { own.times },
            lead_times: own.lead_times,
            bytes: own.bytes,
            ..next.clone()
        };
        joins[at].tight |= joins[at].all == Some(false) && !joins[at].bare;
    }
}

/// Whether an item says that something is or was given or done, and not what.
fn is_verb_alone(item: &Partial) -> bool {
    let bare = Partial { times: Vec::new(), ..item.clone() };
    item.exposure.is_some() && item.verb && bare.is_blank() && item.status != Some(Status::Planned) && !item.known
}

impl Context<'_, '_> {
    /// "*diagnosis of* or treatment for A", "*diagnosis* or treatment for A": what is diagnosed is what the treatment is for.
    pub(super) fn diagnosed_or_treated(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let words = self.words(&item.bytes).to_ascii_lowercase();
            let diagnosed = item.known
                && item.is_modifier()
                && ["diagnosis of", "diagnosis"].iter().any(|end| words.ends_with(end));
            if !(diagnosed && joins[at].all == Some(false)) {
                continue;
            }
            if let Some(disease) = self.treated_disease(next) {
                item.head = Some(disease);
                item.negated |= next.negated;
                item.qualifiers = next.qualifiers.clone();
            }
        }
    }

    /// The disease that a treatment is named for: "treatment for *cancer*".
    fn treated_disease(&self, item: &Partial) -> Option<Head> {
        item.therapy.as_ref().filter(|_| item.entry().is_none())?;
        let [Node::Leaf(leaf)] = item.having.as_slice() else { return None };
        let concept = leaf.concept.as_ref().filter(|_| leaf.kind == LeafKind::Condition)?;
        let entry = Entry::find(Kind::Condition, concept.id.as_deref()?);
        let start = item.bytes.start + self.words(&item.bytes).rfind(&concept.text)?;
        Some(Head { entry, bytes: start..start + concept.text.len(), named: false })
    }
}
