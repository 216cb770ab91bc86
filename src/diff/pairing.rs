//! Which criterion of the new version is which of the old one: by its content, never by its place.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::assign;
use super::units::Unit;

/// Criteria less alike than this are not versions of one another.
const ALIKE: i64 = 350;

/// Above so many comparisons only criteria that share something rare are compared.
const MANY: usize = 90_000;

/// For each old criterion the new one.
pub struct Pairing {
    /// By old place.
    pub new_of: Vec<Option<usize>>,
    /// By new place.
    pub old_of: Vec<Option<usize>>,
}

impl Pairing {
    /// Matches by key, then by rule, then by the greatest likeness in all.
    pub fn new(old: &[Unit<'_>], new: &[Unit<'_>]) -> Self {
        let mut pairing = Self { new_of: vec![None; old.len()], old_of: vec![None; new.len()] };
        pairing.by(old, new, |unit| Some(unit.criterion.key.clone()).filter(|key| !key.is_empty()));
        pairing.by(old, new, |unit| Some(format!("{:?} {}", unit.polarity, unit.signature)));
        pairing.by(old, new, |unit| Some(unit.signature.clone()));
        let groups = |pairing: &Self, group: bool| {
            let left = |units: &[Unit<'_>], taken: &[Option<usize>]| {
                (0..units.len()).filter(|&i| taken[i].is_none() && units[i].group == group).collect::<Vec<_>>()
            };
            (left(old, &pairing.new_of), left(new, &pairing.old_of))
        };
        for group in [false, true] {
            let (left_old, left_new) = groups(&pairing, group);
            pairing.by_likeness(old, new, &left_old, &left_new);
        }
        pairing
    }

    fn join(&mut self, old: usize, new: usize) {
        self.new_of[old] = Some(new);
        self.old_of[new] = Some(old);
    }

    /// Matches what has the same name, in order.
    fn by(&mut self, old: &[Unit<'_>], new: &[Unit<'_>], name: impl Fn(&Unit<'_>) -> Option<String>) {
        let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, unit) in new.iter().enumerate().rev().filter(|(i, _)| self.old_of[*i].is_none()) {
            if let Some(name) = name(unit) {
                waiting.entry(name).or_default().push(i);
            }
        }
        for (i, unit) in old.iter().enumerate() {
            if self.new_of[i].is_none()
                && let Some(j) = name(unit).and_then(|name| waiting.get_mut(&name)?.pop())
            {
                self.join(i, j);
            }
        }
    }

    fn by_likeness(&mut self, old: &[Unit<'_>], new: &[Unit<'_>], left_old: &[usize], left_new: &[usize]) {
        if left_old.len() * left_new.len() > MANY {
            return self.by_likeness_of_few(old, new, left_old, left_new);
        }
        let table: Vec<Vec<i64>> = left_old
            .iter()
            .map(|&i| left_new.iter().map(|&j| likeness(&old[i], &new[j], i.abs_diff(j))).collect())
            .collect();
        for (row, column) in assign(&table).into_iter().enumerate() {
            if let Some(column) = column {
                self.join(left_old[row], left_new[column]);
            }
        }
    }

    /// The same for documents of thousands of changed criteria: the most alike first, among those that share
    /// something that few have.
    fn by_likeness_of_few(&mut self, old: &[Unit<'_>], new: &[Unit<'_>], left_old: &[usize], left_new: &[usize]) {
        const FEW: usize = 30;
        let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &j in left_new {
            for name in new[j].rule_features.names().chain(new[j].text_features.names()) {
                having.entry(name).or_default().push(j);
            }
        }
        let mut pairs = BTreeSet::new();
        for &i in left_old {
            let names = old[i].rule_features.names().chain(old[i].text_features.names());
            for j in names.filter_map(|n| having.get(n)).filter(|js| js.len() <= FEW).flatten() {
                let alike = likeness(&old[i], &new[*j], i.abs_diff(*j));
                if alike > 0 {
                    pairs.insert((-alike, i, *j));
                }
            }
        }
        for (_, i, j) in pairs {
            if self.new_of[i].is_none() && self.old_of[j].is_none() {
                self.join(i, j);
            }
        }
    }
}

/// How alike two criteria are: their rules above all, their words, and, to decide between equals, their places.
fn likeness(old: &Unit<'_>, new: &Unit<'_>, apart: usize) -> i64 {
    let text = old.text_features.likeness(&new.text_features);
    let rule = if old.rule_features.is_empty() { text } else { old.rule_features.likeness(&new.rule_features) };
    let same_section = if old.criterion.section == new.criterion.section { 30 } else { 0 };
    let alike = (6 * rule + 4 * text) / 10 + same_section;
    // A text that is nearly the same makes up for a rule that was read otherwise.
    let alike = alike.max(if text >= 800 { text - 100 } else { 0 });
    if alike < ALIKE { 0 } else { 10 * alike - i64::try_from(apart.min(9)).unwrap_or(9) }
}
