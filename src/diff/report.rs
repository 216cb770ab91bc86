//! Turns matched criteria and what differs between them into a list of changes.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Aspect, Change, ChangeKind, Changes, Detail, Effect, Summary};
use super::cohort;
use super::compare::{Comparison, Context, Found};
use super::negate::opposite;
use super::opened::Opened;
use super::pairing::Pairing;
use super::units::{Unit, units};
use crate::check::standing::Polarity;
use crate::rule::{Concept, Node, Trial};

/// The version of the format of [`Changes`].
const SCHEMA_VERSION: &str = "1.0";

/// All changes from one version to another.
pub fn changes(old: &Trial, new: &Trial) -> Changes {
    let (old_units, new_units) = (units(old), units(new));
    let pairing = Pairing::new(&old_units, &new_units);
    let renamed = renamed(&old_units, &new_units, &pairing);
    let known: BTreeSet<&str> = old_units.iter().chain(&new_units).filter_map(|u| u.criterion.id.as_deref()).collect();
    let concepts: BTreeMap<String, &Concept> =
        old.concepts.iter().chain(&new.concepts).map(|(id, c)| (id.clone(), c)).collect();
    let is_known = |id: &str| known.contains(id);
    let context = Context { renamed: &renamed, known: &is_known, concepts: &concepts };
    let mut report = Report { old: &old_units, new: &new_units, pairing, context: &context, changes: Vec::new() };
    report.run([old, new]);
    let summary = report.summary();
    report.changes.sort_by_key(|(place, _)| *place);
    Changes {
        schema_version: SCHEMA_VERSION.to_owned(),
        old: old.source.clone(),
        new: new.source.clone(),
        changes: report.changes.into_iter().map(|(_, change)| change).collect(),
        summary,
    }
}

fn renamed(old: &[Unit<'_>], new: &[Unit<'_>], pairing: &Pairing) -> BTreeMap<String, String> {
    let ids = |(i, j): (usize, Option<usize>)| Some((old[i].criterion.id.clone()?, new[j?].criterion.id.clone()?));
    pairing.new_of.iter().copied().enumerate().filter_map(ids).collect()
}

/// Place in the report: by the new text, what is gone after what stood before it.
pub(super) type Place = (usize, usize);

/// The comparison of two trials on its way.
pub(super) struct Report<'a> {
    /// The old criteria.
    pub(super) old: &'a [Unit<'a>],
    /// The new criteria.
    pub(super) new: &'a [Unit<'a>],
    /// Which is which.
    pub(super) pairing: Pairing,
    context: &'a Context<'a>,
    /// What is told, and where.
    pub(super) changes: Vec<(Place, Change)>,
}

impl Report<'_> {
    fn run(&mut self, trials: [&Trial; 2]) {
        let mut found: BTreeMap<usize, Vec<Found>> = BTreeMap::new();
        for i in 0..self.old.len() {
            if let Some(j) = self.pairing.new_of[i] {
                found.insert(i, self.compare(i, j));
            }
        }
        let covered_old = nested_in_matched_whole(self.old, &self.pairing.new_of, self.new);
        let covered_new = nested_in_matched_whole(self.new, &self.pairing.old_of, self.old);
        let free = |units: &[Unit<'_>], taken: &[Option<usize>], covered: &BTreeSet<usize>| {
            (0..units.len()).filter(|i| taken[*i].is_none() && !covered.contains(i)).collect::<Vec<_>>()
        };
        let mut free_old = free(self.old, &self.pairing.new_of, &covered_old);
        let mut free_new = free(self.new, &self.pairing.old_of, &covered_new);
        self.splits(&mut found, &mut free_old, &mut free_new);
        self.merges(&mut found, &mut free_old, &mut free_new);
        for (i, found) in found {
            if let Some(j) = self.pairing.new_of[i] {
                self.matched(i, j, found);
            }
        }
        self.cohorts(self.old, trials[0], ChangeKind::Removed, &mut free_old);
        self.cohorts(self.new, trials[1], ChangeKind::Added, &mut free_new);
        self.left(&free_old, &free_new);
    }

    /// Whole cohorts on one side: people who could not take part may now, or the reverse.
    fn cohorts(&mut self, units: &[Unit<'_>], trial: &Trial, kind: ChangeKind, free: &mut Vec<usize>) {
        let id = |i: usize| units[i].criterion.id.as_deref();
        let left: BTreeSet<&str> = free.iter().filter_map(|&i| id(i)).collect();
        let names = cohort::without_counterpart(trial, &|id| left.contains(id));
        let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &i in free.iter() {
            if let Some(name) = id(i).and_then(|id| names.get(id)) {
                of.entry(name).or_default().push(i);
            }
        }
        free.retain(|i| !of.values().flatten().any(|taken| taken == i));
        for (name, parts) in of {
            let told = told_by_group(units, &parts);
            let shown = parts.iter().filter(|i| !told.contains(i)).map(|&i| &units[i]).collect();
            let name = Some(name.to_owned());
            let (place, change) = if kind == ChangeKind::Added {
                let detail = Detail::new(Aspect::Cohort, None, name, Effect::More);
                ((parts[0], 0), change(kind, vec![], shown, vec![detail]))
            } else {
                let detail = Detail::new(Aspect::Cohort, name, None, Effect::Fewer);
                (self.after_neighbour(parts[0]), change(kind, shown, vec![], vec![detail]))
            };
            self.changes.push((place, change));
        }
    }

    /// What differs between a matched pair, with its effect in the place it has now.
    fn compare(&self, i: usize, j: usize) -> Vec<Found> {
        let (old, new) = (&self.old[i], &self.new[j]);
        // A group and one criterion are only matched where they say the same.
        if old.group != new.group {
            return Vec::new();
        }
        let turned = matches!(
            (old.polarity, new.polarity),
            (Polarity::Admits, Polarity::Bars) | (Polarity::Bars, Polarity::Admits)
        );
        if !turned {
            let polarity = if old.polarity == new.polarity { old.polarity } else { Polarity::Unclear };
            return self.nodes(old.rule, new.rule, polarity);
        }
        let restated = self.nodes(&opposite(old.rule), new.rule, new.polarity);
        let kept = self.nodes(old.rule, new.rule, Polarity::Unclear);
        let odd = |found: &[Found]| found.iter().filter(|f| f.detail.effect == Effect::Unclear).count();
        if !kept.is_empty() && (restated.len(), odd(&restated)) < (kept.len() + 1, odd(&kept) + 1) {
            return restated;
        }
        let mut found = kept;
        let effect = if found.is_empty() { Effect::Either } else { Effect::Unclear };
        found.push(said(Aspect::Negation, "demanded".into(), "excluded".into(), effect, old.polarity));
        found
    }

    fn nodes(&self, old: &Node, new: &Node, polarity: Polarity) -> Vec<Found> {
        let mut comparison = Comparison::new(self.context);
        comparison.nodes(old, new, polarity);
        comparison.found
    }

    /// What differs between two rules that are taken apart.
    pub(super) fn opened(&self, old: &Opened, new: &Opened, polarity: Polarity) -> Vec<Found> {
        let mut comparison = Comparison::new(self.context);
        comparison.opened(old, new, polarity);
        comparison.found
    }

    fn matched(&mut self, i: usize, j: usize, found: Vec<Found>) {
        let (old, new) = (&self.old[i], &self.new[j]);
        let moved = old.criterion.section != new.criterion.section
            && old.criterion.section.is_some()
            && new.criterion.section.is_some();
        let mut details: Vec<Detail> = found.into_iter().map(|f| f.detail).collect();
        details.extend(self.standing(i, j));
        let details = without_repeats(details);
        if details.is_empty() && !moved {
            return;
        }
        let kind = if moved { ChangeKind::Moved } else { ChangeKind::Changed };
        let change = change(kind, vec![old], vec![new], details);
        self.changes.push(((j, 0), change));
    }

    /// A demand that became one of several alternatives, or the reverse, unless its group reports that.
    fn standing(&self, i: usize, j: usize) -> Option<Detail> {
        let (old, new) = (&self.old[i], &self.new[j]);
        if old.group || old.polarity != new.polarity || old.alone == new.alone {
            return None;
        }
        let parent = |units: &[Unit<'_>], at: usize| {
            units.iter().position(|u| u.criterion.criteria.iter().any(|c| std::ptr::eq(c, units[at].criterion)))
        };
        let (before, now) = (parent(self.old, i), parent(self.new, j));
        if before.and_then(|p| self.pairing.new_of[p]).is_some_and(|p| Some(p) == now) {
            return None;
        }
        let words = |alone: bool| Some(if alone { "on its own" } else { "one of several" }.to_owned());
        let effect = if new.alone { Effect::Fewer } else { Effect::More };
        let (from, to) = (words(old.alone), words(new.alone));
        Some(Detail::new(Aspect::Connective, from, to, effect))
    }

    /// What is only on one side. A group stands for its parts only where they are not demanded one by one.
    fn left(&mut self, free_old: &[usize], free_new: &[usize]) {
        for (units, free, kind) in [(self.old, free_old, ChangeKind::Removed), (self.new, free_new, ChangeKind::Added)]
        {
            let told = told_by_group(units, free);
            for &i in free.iter().filter(|i| !told.contains(i)) {
                let unit = &units[i];
                let mut change = if kind == ChangeKind::Added {
                    change(kind, vec![], vec![unit], vec![])
                } else {
                    change(kind, vec![unit], vec![], vec![])
                };
                change.effect = match (kind, unit.presence()) {
                    (ChangeKind::Removed, Effect::Fewer) => Effect::More,
                    (ChangeKind::Removed, Effect::More) => Effect::Fewer,
                    (_, effect) => effect,
                };
                // The same still stands, or stood before, elsewhere.
                let other = if kind == ChangeKind::Added { self.old } else { self.new };
                if unit.alone && other.iter().any(|other| other.says_the_same(unit)) {
                    change.effect = Effect::Neither;
                }
                let place = if kind == ChangeKind::Added { (i, 0) } else { self.after_neighbour(i) };
                self.changes.push((place, change));
            }
        }
    }

    fn after_neighbour(&self, old: usize) -> Place {
        let before = (0..old).rev().find_map(|i| self.pairing.new_of[i]);
        before.map_or((0, 0), |j| (j, 1 + old))
    }

    fn summary(&self) -> Summary {
        let kinds = |kind| self.changes.iter().filter(|(_, c)| c.kind == kind).count();
        let effects = |effect| self.changes.iter().filter(|(_, c)| c.effect == effect).count();
        let touched: BTreeSet<&str> =
            self.changes.iter().flat_map(|(_, c)| c.old.iter().map(|side| side.key.as_str())).collect();
        let unchanged = self
            .old
            .iter()
            .enumerate()
            .filter(|(i, u)| self.pairing.new_of[*i].is_some() && !touched.contains(u.criterion.key.as_str()));
        Summary {
            unchanged: unchanged.count(),
            added: kinds(ChangeKind::Added),
            removed: kinds(ChangeKind::Removed),
            changed: kinds(ChangeKind::Changed),
            moved: kinds(ChangeKind::Moved),
            split: kinds(ChangeKind::Split),
            merged: kinds(ChangeKind::Merged),
            more: effects(Effect::More),
            fewer: effects(Effect::Fewer),
            either: effects(Effect::Either),
            unclear: effects(Effect::Unclear),
        }
    }
}

pub(super) fn change(kind: ChangeKind, old: Vec<&Unit<'_>>, new: Vec<&Unit<'_>>, details: Vec<Detail>) -> Change {
    let effect = details.iter().fold(Effect::Neither, |sum, detail| sum.and(detail.effect));
    let sides = |units: Vec<&Unit<'_>>| units.into_iter().map(Unit::side).collect();
    Change { kind, effect, old: sides(old), new: sides(new), details }
}

fn said(aspect: Aspect, from: String, to: String, effect: Effect, was: Polarity) -> Found {
    let (from, to) = if was == Polarity::Admits { (from, to) } else { (to, from) };
    let detail = Detail::new(aspect, Some(from), Some(to), effect);
    Found { detail, part: None, at_top: false }
}

/// Criteria that are part of a group which is matched, as a whole and with the same meaning, with one criterion.
fn nested_in_matched_whole(units: &[Unit<'_>], taken: &[Option<usize>], others: &[Unit<'_>]) -> BTreeSet<usize> {
    let wholes = (0..units.len()).filter(|&i| units[i].group && taken[i].is_some_and(|j| !others[j].group));
    wholes.flat_map(|i| nested(units, i)).collect()
}

/// The criteria under a group.
fn nested<'u>(units: &'u [Unit<'_>], group: usize) -> impl Iterator<Item = usize> + 'u {
    let mut below = Vec::new();
    let mut open: Vec<_> = units[group].criterion.criteria.iter().collect();
    while let Some(criterion) = open.pop() {
        below.push(std::ptr::from_ref(criterion));
        open.extend(&criterion.criteria);
    }
    (0..units.len()).filter(move |&i| below.contains(&std::ptr::from_ref(units[i].criterion)))
}

/// What needs no report of its own: groups whose parts speak for themselves, and parts of groups that do not.
fn told_by_group(units: &[Unit<'_>], free: &[usize]) -> BTreeSet<usize> {
    let mut told = BTreeSet::new();
    for &i in free.iter().filter(|&&i| units[i].group) {
        let parts: Vec<usize> = nested(units, i).collect();
        let plain = units[i].alone && parts.iter().all(|&p| units[p].alone);
        if plain {
            told.insert(i);
        } else if parts.iter().all(|p| free.contains(p)) {
            told.extend(parts);
        }
    }
    told
}

/// The same detail of several parts (a window from a heading, say) is told once, with all subjects.
pub(super) fn without_repeats(details: Vec<Detail>) -> Vec<Detail> {
    let mut out: Vec<Detail> = Vec::new();
    for detail in details {
        let same = out.iter_mut().find(|o| {
            (o.aspect, &o.from, &o.to, o.effect) == (detail.aspect, &detail.from, &detail.to, detail.effect)
                && o.criterion == detail.criterion
        });
        match same {
            Some(first) if first.subject != detail.subject => {
                first.subject = format!("{}, {}", first.subject, detail.subject);
            }
            Some(_) => {}
            None => out.push(detail),
        }
    }
    out
}
