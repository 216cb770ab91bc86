//! How far conjunctions reach: which of them join more tightly than their commas say.

use super::atom::is_measured;
use super::coordination::Join;
use super::partial::Partial;
use crate::grammar::QuantityForm;
use crate::lex::Kind;
use crate::rule::{LeafKind, Node};

/// "liver disease *including viral hepatitis, Wilson's disease and hemochromatosis*": whoever has one of the members has
/// such a disease, however the list of them ends.
pub fn any_member_listed(partials: &[Partial], joins: &mut [Join], demand: bool) {
    let condition =
        |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition) && p.is_unvalued() && !p.negated;
    let opens = |at: usize| {
        // In a demand, "*MS, including CIS*" alone; more of a list may be demanded beside it.
        let whole = || !demand || joins.iter().enumerate().all(|(n, join)| n == at || join.all == Some(false));
        let member = |next: &Partial| next.included && condition(next);
        partials[at].lists || partials.get(at + 1).is_some_and(member) && whole()
    };
    let Some(first) = (0..joins.len()).find(|at| condition(&partials[*at]) && opens(*at)) else { return };
    let members = partials[first + 1..].iter().take_while(|p| condition(p)).count();
    joins[first..first + members].iter_mut().for_each(|join| join.all = Some(false));
}

/// "*including but not limited to* IL-6, TNF-α and JAK inhibitors": of the examples of an open list, that stand in a criterion of their
/// own, any does.
pub(super) fn any_of_open_list(partials: &[Partial], joins: &mut [Join]) {
    if partials.first().is_some_and(|first| first.of_open_list) {
        joins.iter_mut().for_each(|join| join.all = Some(false));
    }
}

/// "heart failure and *either diabetes or hypertension*": what "either" opens is one part of what stands before it.
///
/// "heart failure*, either* ischemic or valvular", "men*, either* smokers or ex-smokers": so it is behind a comma, where but one thing
/// stands before it.
///
/// Near misses: "either A and B, or C", where it opens the whole; "A, B, either C or D".
pub fn grouped_by_either(partials: &[Partial], joins: &mut [Join]) {
    if let [first, second, ..] = joins
        && partials[1].either
        && !partials[0].either
        && first.bare
        && second.all == Some(false)
    {
        first.all = Some(true);
    }
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
        // "stage T3 *M0 or T4* N0": the stage of the one and of the other are no kinds of one thing.
        let scale = |p: &Partial| p.value.as_ref().and_then(|q| q.scale);
        let alike = scale(&partials[at]) == scale(&partials[at + 1]);
        let once = alike && noun(&partials[at]).is_some() && noun(&partials[at]) == noun(&partials[at + 1]);
        if !once || joins[at].all != Some(false) || joins[at].but {
            continue;
        }
        // Under Exclusion, "and" between diseases may only list them.
        let before = at.checked_sub(1).filter(|n| demand || limited(&partials[*n]));
        let after = Some(at + 1).filter(|n| demand || partials.get(n + 1).is_some_and(limited));
        for n in before.into_iter().chain(after) {
            // "PRA ≥ 99.9 %*, or* ≥ 98 % *and* 5 years": the comma parts more than "and" does.
            let parted = n > at && !joins[at].tight && !joins[at].bare && joins.get(n).is_some_and(|join| join.tight);
            if let Some(join) = joins.get_mut(n).filter(|join| join.all == Some(true) && !parted) {
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

/// "IgA nephropathy or lupus nephritis *AND* UPCR ≥ 1 g/g": a conjunction in capitals, beside one that is not, joins the whole. Near
/// miss: "A *OR* B *AND* C", all in capitals.
pub(super) fn grouped_by_capitals(partials: &[Partial], joins: &mut [Join], text: &str) {
    let between = |at: usize| {
        let words = text.get(partials[at].bytes.end..partials[at + 1].bytes.start).unwrap_or_default();
        words.trim_matches(|c: char| c == ',' || c.is_whitespace()).to_owned()
    };
    let wide = |at: usize, join: &Join| join.all == Some(true) && between(at) == "AND";
    let either = |at: usize, join: &Join| join.all == Some(false) && between(at) == "or";
    let found =
        |of: &dyn Fn(usize, &Join) -> bool, joins: &[Join]| joins.iter().enumerate().any(|(at, join)| of(at, join));
    if found(&wide, joins) && found(&either, joins) {
        for (at, join) in joins.iter_mut().enumerate() {
            join.tight = !wide(at, join);
        }
    }
}

/// "controlled hypertension and *the maximally tolerated dose of an ACE inhibitor or ARB*": drugs that share how they are given, as
/// it is said before the first, are one part of what "and" joins. Near miss: "*metformin* and aspirin or warfarin".
pub(super) fn grouped_by_dose(partials: &[Partial], joins: &mut [Join]) {
    let drug = |p: &Partial| p.entry().is_some_and(|e| e.kind().is_drug());
    for at in 1..joins.len() {
        let (first, second) = (&partials[at], &partials[at + 1]);
        let shared = second.qualifiers.iter().any(|q| first.qualifiers.contains(q)) && second.last_qualifier.is_none();
        let or = joins[at].all == Some(false) && (joins[at].tight || joins[at].slash);
        let said = first.last_qualifier.is_some() && !drug(&partials[at - 1]);
        if or && shared && said && drug(first) && drug(second) && joins[at - 1].all == Some(true) {
            joins[at - 1].tight = false;
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

/// "on a stable dose of an SSRI or SNRI *and willing to remain on it*": what somebody agrees to is demanded of all, whichever of the
/// alternatives before it they have. Near miss: "sterile*, or of childbearing potential and willing to use contraception*", whose comma
/// parts more than "and" does.
pub(super) fn consent_of_all(partials: &[Partial], joins: &mut [Join]) {
    let agreed = partials.last().is_some_and(|p| p.narrative.is_some());
    let Some((last, before)) = joins.split_last_mut() else { return };
    let and = last.all == Some(true) && last.tight && !last.slash && !last.but;
    let or = |join: &Join| join.all == Some(false) && join.tight && !join.but;
    let drugs = partials.iter().rev().skip(1).all(|p| p.entry().is_some_and(|e| e.kind().is_treatment()) && !p.negated);
    if agreed && and && drugs && !before.is_empty() && before.iter().all(or) {
        last.tight = false;
    }
}

/// "*metformin plus sulfonylurea* or *metformin plus insulin*": where each of two alternatives has a "plus" of its own, it joins
/// within them. Near miss: "carboplatin plus *paclitaxel or docetaxel*".
pub(super) fn plus_in_each(joins: &mut [Join]) {
    let plus = |join: &Join| join.all == Some(true) && !join.tight && !join.bare && !join.but;
    let or = |join: &Join| join.all == Some(false) && join.tight && !join.slash;
    let each = |at: usize| at > 0 && or(&joins[at]) && plus(&joins[at - 1]) && joins.get(at + 1).is_some_and(plus);
    if (0..joins.len()).any(each) && joins.iter().all(|join| plus(join) || or(join)) {
        joins.iter_mut().filter(|join| plus(join)).for_each(|join| join.tight = true);
    }
}

/// "stage IB *(≥ 4 cm), II* or IIIA": a class after brackets is another one that will do. Near miss: "stage II, *ECOG 0-1*", on another
/// scale.
pub(super) fn classes_behind_asides(partials: &[Partial], joins: &mut [Join], aside: impl Fn(usize) -> bool) {
    for (at, join) in joins.iter_mut().enumerate().filter(|(_, join)| join.bare && join.all.is_none()) {
        let class = |p: &Partial| p.value.as_ref().is_some_and(|q| q.form == QuantityForm::Class);
        let next = partials[at + 1].value.as_ref().map_or(0, |q| q.value.start);
        if class(&partials[at]) && class(&partials[at + 1]) && aside(next) {
            join.all = Some(false);
        }
    }
}

/// "KPS ≥ 50 *(patients over 16)* or Lansky ≥ 50 *(patients 16 or less)*": limits that bind some people each are demanded of all of
/// those, however they are joined, for nobody else is asked. "ECOG ≤ 2 *or Lansky ≥ 50 (patients under 16)*" is another way to
/// be meant, for who is of that age. Near miss: "KPS ≥ 50 or Lansky ≥ 50".
pub(super) fn each_of_those(partials: &mut [Partial], joins: &mut [Join]) {
    let mut bound = vec![false; partials.len()];
    for (at, join) in joins.iter_mut().enumerate() {
        let (one, other) = (&partials[at].those, &partials[at + 1].those);
        if one.is_some() && other.is_some() && one != other {
            join.all = Some(true);
            (bound[at], bound[at + 1]) = (true, true);
        }
    }
    let or = |join: Option<&Join>| join.is_some_and(|join| join.all == Some(false));
    let aged = |node: &mut Node| matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Age);
    for (at, partial) in partials.iter_mut().enumerate() {
        let beside = or(joins.get(at)) || at > 0 && or(joins.get(at - 1));
        if beside && !bound[at] {
            partial.having.extend(partial.those.take_if(aged));
        }
    }
}
