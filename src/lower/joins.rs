//! How far conjunctions reach: which of them join more tightly than their commas say.

use super::atom::is_measured;
use super::coordination::Join;
use super::partial::Partial;
use crate::lex::Kind;

/// "liver disease *including viral hepatitis, Wilson's disease and hemochromatosis*": whoever has one of the members has
/// such a disease, however the list of them ends.
pub fn any_member_listed(partials: &[Partial], joins: &mut [Join], demand: bool) {
    let condition =
        |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition) && p.is_unvalued() && !p.negated;
    let opens = |at: usize| {
        // In a demand, "*MS, including CIS*" alone; more of a list may be demanded beside it.
        let whole = !demand || joins.iter().enumerate().all(|(n, join)| n == at || join.all == Some(false));
        partials[at].lists || whole && partials.get(at + 1).is_some_and(|next| next.included && condition(next))
    };
    let Some(first) = (0..joins.len()).find(|at| condition(&partials[*at]) && opens(*at)) else { return };
    let members = partials[first + 1..].iter().take_while(|p| condition(p)).count();
    joins[first..first + members].iter_mut().for_each(|join| join.all = Some(false));
}

/// "heart failure and *either diabetes or hypertension*": what "either" opens is one part of what stands before it.
///
/// Near miss: "either A and B, or C", where it opens the whole.
pub fn grouped_by_either(partials: &[Partial], joins: &mut [Join]) {
    for at in 1..joins.len() {
        if !partials[at].either || joins[at - 1].all != Some(true) {
            continue;
        }
        let is_or = |join: &&Join| join.all == Some(false) && !join.but;
        let run = joins[at..].iter().take_while(is_or).count();
        // ", or" after "A or B" begins what is none of the two; after a comma it is the last of a list.
        let listed = |n: &usize| joins[at + n].tight || joins[at + n].bare || *n > 0 && joins[at + n - 1].bare;
        let run = (0..run).take_while(listed).count();
        if run > 0 {
            joins[at - 1].tight = false;
            joins[at..at + run].iter_mut().for_each(|join| join.tight = true);
        }
    }
}

/// "*suspected or proven infection* and SOFA ≥ 2": kinds of one thing that is named once are one part of what "and" joins.
///
/// Near miss: "asthma or COPD and FEV1 < 60 %", where nothing says that the limit is for both.
pub fn kinds_named_once(partials: &[Partial], joins: &mut [Join], demand: bool) {
    let noun = |p: &Partial| p.head.as_ref().map(|h| h.bytes.end);
    let limited = |p: &Partial| p.value.is_some() && p.entry().is_some_and(is_measured);
    for at in 0..joins.len() {
        let once = noun(&partials[at]).is_some() && noun(&partials[at]) == noun(&partials[at + 1]);
        if !once || joins[at].all != Some(false) || joins[at].but {
            continue;
        }
        // Under Exclusion, "and" between diseases may only list them.
        let before = at.checked_sub(1).filter(|n| demand || limited(&partials[*n]));
        let after = Some(at + 1).filter(|n| demand || partials.get(n + 1).is_some_and(limited));
        for n in before.into_iter().chain(after) {
            if let Some(join) = joins.get_mut(n).filter(|join| join.all == Some(true)) {
                join.tight = false;
                joins[at].tight = true;
            }
        }
    }
}

/// "*ALT or AST > 3 × ULN* and bilirubin > 2 × ULN", "creatinine ≤ 1.5 × ULN and *AST and/or ALT ≤ 3 × ULN*": what has one limit
/// is one part of what "and" joins.
///
/// Near miss: "*ALT > 5 × ULN* or AST > 3 × ULN and bilirubin > 2 × ULN", each with its own.
pub fn grouped_by_limit(partials: &[Partial], joins: &mut [Join]) {
    let said = |p: &Partial| p.value.as_ref().map(|q| q.value.clone());
    for at in 1..joins.len() {
        let or = joins[at - 1].all == Some(false) && joins[at - 1].tight;
        let same = said(&partials[at - 1]).is_some() && said(&partials[at - 1]) == said(&partials[at]);
        if or && same && joins[at].all == Some(true) {
            joins[at].tight = false;
        }
    }
    for at in 2..partials.len() {
        let or = joins[at - 1].all == Some(false) && joins[at - 1].tight;
        let same = said(&partials[at]).is_some() && said(&partials[at - 1]) == said(&partials[at]);
        let own = said(&partials[at - 2]).is_some_and(|own| Some(own) != said(&partials[at]));
        if or && same && own && joins[at - 2].all == Some(true) {
            joins[at - 2].tight = false;
        }
    }
}

/// "sepsis or septic shock *and age ≥ 18 years*": a demand of an age is of everybody.
///
/// Near miss: "women or men *and age ≥ 18*", whose ages may differ.
pub fn age_of_all(partials: &[Partial], joins: &mut [Join]) {
    let aged = partials.last().is_some_and(|p| p.is_age() && p.sex.is_none() && !p.negated);
    let alone = partials.iter().filter(|p| p.age || p.sex.is_some()).count() == 1;
    if aged
        && alone
        && let Some((last, before)) = joins.split_last_mut()
        && last.all == Some(true)
        && before.iter().any(|join| join.all == Some(false))
    {
        last.tight = false;
        before.iter_mut().filter(|join| join.all == Some(false)).for_each(|join| join.tight = true);
    }
}
