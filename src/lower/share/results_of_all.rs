//! A result, or what is tested for, that is said once of several tests.
//!
//! | form | rule |
//! |---|---|
//! | MLH1, MSH6 and PMS2 *are all positive* | each is positive |
//! | positive IgM and IgG *to SARS-CoV-2* | either antibody is one to it |
//!
//! Near misses: "asthma and PMS2 *are all positive*", a disease; "MLH1, MSH6 and PMS2 *are positive*", which says nothing of all;
//! "positive *HBsAg* and IgG to SARS-CoV-2".

use crate::lex::Kind;
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

/// The ids of antibodies that say nothing of what they are against.
const ANTIBODIES: [&str; 4] = ["iga", "ige", "igg", "igm"];

impl Context<'_, '_> {
    /// Gives the tests before the last the result that is said of all of them.
    pub(super) fn result_of_all(&self, items: &mut [Partial], joins: &[Join]) {
        let Some((last, before)) = items.split_last_mut() else { return };
        let Some((head, finding)) = last.head.as_ref().zip(last.finding.as_ref()) else { return };
        let between = self.lexed.text.get(head.bytes.end..finding.1.start).unwrap_or("").to_ascii_lowercase();
        if last.negated || !between.split_whitespace().any(|word| matches!(word, "all" | "both")) {
            return;
        }
        let tested = |p: &Partial| {
            let test = |kind| matches!(kind, Kind::Analyte | Kind::Score);
            let named = p.head.as_ref().is_some_and(|head| head.entry.is_none_or(|e| test(e.kind())));
            let plain = p.is_unvalued() && p.is_limitless() && p.qualifiers.is_empty() && p.unknown.is_empty();
            named && plain && !p.negated && p.status.is_none() && p.outcome.is_none() && !p.verb
        };
        for (item, join) in before.iter_mut().zip(joins).rev() {
            if join.all == Some(false) || join.but || !tested(item) {
                return;
            }
            item.finding.clone_from(&last.finding);
        }
    }
}

/// Gives the first of two antibodies what both are against.
pub(super) fn antibodies_to_both(items: &mut [Partial], joins: &[Join]) {
    let antibody = |p: &Partial| p.entry().is_some_and(|e| ANTIBODIES.contains(&e.id())) && p.finding.is_some();
    for at in (0..joins.len()).rev() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (first, second) = (&mut before[at], &rest[0]);
        let result = |p: &Partial| p.finding.as_ref().map(|(finding, _)| *finding);
        let joined = joins[at].tight && !joins[at].but && antibody(first) && antibody(second);
        if joined && first.relation.is_none() && first.having.is_empty() && result(first) == result(second) {
            first.relation.clone_from(&second.relation);
            first.having.clone_from(&second.having);
        }
    }
}
