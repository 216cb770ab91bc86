//! Limits for either sex of two things that are measured: "ALT*/AST* ≤ 40 U/L in men, ≤ 32 U/L in women", "QTcB*/QTcF* ≤ 450 ms in males and
//! ≤ 470 ms in females". Each limit is one of both, and of one sex alone.
//!
//! Near misses: "ALT*, AST ≤ 40 U/L in men*", with one limit; "Hb *≥ 9*, AST ≤ 40 U/L in men, ≤ 32 U/L in women", which has its own.

use crate::lower::atom::is_measured;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

/// Gives the first of the two the limits of the second.
pub(super) fn limits_of_both_by_sex(items: &mut Vec<Partial>, joins: &mut Vec<Join>, demand: bool) {
    let measured = |p: &Partial| p.entry().is_some_and(is_measured) && !p.negated;
    let mut at = 0;
    while at + 2 < items.len() {
        let [first, second, other] = &items[at..at + 3] else { break };
        let sex = |p: &Partial| p.sex.as_ref().map(|(sex, _)| *sex);
        let waits = measured(first) && first.is_unvalued() && first.is_limitless() && first.sex.is_none();
        let by_sex = measured(second) && second.sex_after_limit() && other.is_limit_alone() && other.sex_after_limit();
        if !(waits && by_sex && sex(second) != sex(other) && !joins[at].but) {
            at += 1;
            continue;
        }
        if first.entry() == second.entry() {
            let start = first.bytes.start;
            items.remove(at);
            joins.remove(at);
            items[at].bytes.start = start;
        } else {
            let own = |limit: &Partial| Partial { head: first.head.clone(), ..limit.clone() };
            let (one, next) = (own(second), own(other));
            let each = Join { all: Some(demand), ..joins[at + 1] };
            joins[at] = each;
            items.splice(at..=at, [one, next]);
            joins.insert(at, each);
            at += 2;
        }
        at += 2;
    }
}
