//! Cohorts that came or went: what they alone demand keeps nobody out of the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::rule::{Criterion, Node, Population, Trial};

/// The names of the cohorts that have no counterpart, by the ids of the criteria that stand in them alone.
///
/// `is_left` says which criteria have none. A cohort is without one where all that it does not share with every other
/// cohort is; and only beside one that has one, for else it is not told which of them goes on.
pub fn without_counterpart<'t>(trial: &'t Trial, is_left: &dyn Fn(&str) -> bool) -> BTreeMap<&'t str, String> {
    let by_id = by_id(&trial.criteria);
    let members: Vec<BTreeSet<&str>> = trial.populations.iter().map(|cohort| members(cohort, &by_id)).collect();
    let shared = |id: &str| members.iter().all(|cohort| cohort.contains(id));
    let is_new = |cohort: &BTreeSet<&str>| {
        let mut own = cohort.iter().filter(|id| !shared(id) && by_id[**id].rule.is_some()).peekable();
        own.peek().is_some() && own.all(|id| is_left(id))
    };
    let new: Vec<bool> = members.iter().map(is_new).collect();
    if new.iter().all(|is_new| *is_new) {
        return BTreeMap::new();
    }
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for (id, _) in by_id.iter().filter(|(id, _)| is_left(id)) {
        let holding = || (0..members.len()).filter(|at| members[*at].contains(id));
        if holding().next().is_some() && holding().all(|at| new[at]) {
            let names_of: Vec<&str> = holding().map(|at| trial.populations[at].name.as_str()).collect();
            names.insert(id, names_of.join(", "));
        }
    }
    names
}

/// The criteria that a cohort's eligibility leads to.
fn members<'t>(cohort: &'t Population, by_id: &BTreeMap<&'t str, &'t Criterion>) -> BTreeSet<&'t str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Node> = cohort.eligibility.iter().collect();
    while let Some(node) = open.pop() {
        if let Node::Ref { to, .. } = node
            && let Some((id, criterion)) = by_id.get_key_value(to.as_str())
            && found.insert(*id)
        {
            open.extend(&criterion.rule);
        }
        open.extend(node.parts());
    }
    found
}

fn by_id(criteria: &[Criterion]) -> BTreeMap<&str, &Criterion> {
    let mut found = BTreeMap::new();
    let mut open: Vec<&Criterion> = criteria.iter().collect();
    while let Some(criterion) = open.pop() {
        found.extend(criterion.id.as_deref().map(|id| (id, criterion)));
        open.extend(&criterion.criteria);
    }
    found
}
