//! The report on criteria that became several, and on several that became one.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Aspect, ChangeKind, Detail};
use super::compare::Found;
use super::opened::{Opened, opened};
use super::regroup::{Loose, Regrouped, regroup, said_as};
use super::report::{Report, change, without_repeats};
use super::units::Unit;
use crate::check::limit::Relation;
use crate::check::standing::Polarity;
use crate::rule::Node;

/// What was found of each matched pair, by the place of the old one.
pub type FoundOf = BTreeMap<usize, Vec<Found>>;

/// Whether several criteria became one, or one several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Split,
    Merge,
}

impl Report<'_> {
    /// Reports criteria that became several, and takes them out of what is left to report.
    pub fn splits(&mut self, found: &mut FoundOf, free_old: &mut Vec<usize>, free_new: &mut Vec<usize>) {
        for group in regroup(self.loose(Way::Split, found, free_old), free_new, self.new) {
            let i = group.whole;
            free_old.retain(|&o| o != i);
            found.remove(&i);
            let sides = sides(self.pairing.new_of[i], &group);
            let details = self.regrouped(&group, Way::Split);
            let new = sides.iter().map(|&j| &self.new[j]).collect();
            let change = change(ChangeKind::Split, vec![&self.old[i]], new, details);
            self.changes.push(((sides[0], 0), change));
        }
    }

    /// Reports criteria that became one.
    pub fn merges(&mut self, found: &mut FoundOf, free_old: &mut Vec<usize>, free_new: &mut Vec<usize>) {
        for group in regroup(self.loose(Way::Merge, found, free_new), free_old, self.old) {
            let j = group.whole;
            free_new.retain(|&n| n != j);
            if let Some(i) = self.pairing.old_of[j] {
                found.remove(&i);
            }
            let sides = sides(self.pairing.old_of[j], &group);
            let details = self.regrouped(&group, Way::Merge);
            let old = sides.iter().map(|&i| &self.old[i]).collect();
            let change = change(ChangeKind::Merged, old, vec![&self.new[j]], details);
            self.changes.push(((j, 0), change));
        }
    }

    /// The criteria that may have become several (or one of several), with the parts they lost (or gained).
    fn loose(&self, way: Way, found: &FoundOf, free: &[usize]) -> Vec<Loose> {
        let differ = found.iter().filter(|(_, found)| !found.is_empty());
        let matched = differ.filter_map(|(&i, _)| match way {
            Way::Split => Some(i),
            Way::Merge => self.pairing.new_of[i],
        });
        let one = |whole: usize| {
            let polarity = self.wholes(way)[whole].polarity;
            let found = self.found_apart(whole, way);
            Loose::new(whole, polarity, self.matched_with(whole, way).is_some(), &found, way == Way::Merge)
        };
        matched.chain(free.iter().copied()).map(one).collect()
    }

    /// The criteria of the side that has the whole.
    fn wholes(&self, way: Way) -> &[Unit<'_>] {
        if way == Way::Split { self.old } else { self.new }
    }

    fn matched_with(&self, whole: usize, way: Way) -> Option<usize> {
        if way == Way::Split { self.pairing.new_of[whole] } else { self.pairing.old_of[whole] }
    }

    /// What differs between a criterion, taken apart, and the one it is matched with; all of it where that is none.
    fn found_apart(&self, whole: usize, way: Way) -> Vec<Found> {
        let unit = &self.wholes(way)[whole];
        let pieces = if way == Way::Split { self.new } else { self.old };
        let other = self.matched_with(whole, way).map(|at| &pieces[at]);
        if unit.group || other.is_some_and(|other| other.group) {
            return Vec::new();
        }
        let own = opened(unit.rule, unit.polarity);
        let nothing = Opened { parts: Vec::new(), any: own.any };
        let other = other.map_or(nothing, |other| opened(&said_as(other, unit.polarity), unit.polarity));
        self.both(&own, &other, unit.polarity, way)
    }

    fn both(&self, whole: &Opened, piece: &Opened, polarity: Polarity, way: Way) -> Vec<Found> {
        if way == Way::Split { self.opened(whole, piece, polarity) } else { self.opened(piece, whole, polarity) }
    }

    /// What differs beyond the regrouping: in the parts, and by their standing alone or not.
    fn regrouped(&self, group: &Regrouped, way: Way) -> Vec<Detail> {
        let whole = &self.wholes(way)[group.whole];
        let polarity = whole.polarity;
        let all = self.found_apart(group.whole, way);
        let held: BTreeSet<usize> = group.pieces.iter().flat_map(|p| p.found.iter().copied()).collect();
        let mut details = Vec::new();
        for piece in &group.pieces {
            let unit = if way == Way::Split { &self.new[piece.unit] } else { &self.old[piece.unit] };
            let rule = said_as(unit, polarity);
            let own = opened(&rule, polarity);
            let parts: Vec<Node> = piece.found.iter().filter_map(|&f| all[f].part.clone()).collect();
            let (parts, own) = match parts.as_slice() {
                // A list that is one part as a whole.
                [part] if own.parts.len() > 1 => (opened(part, polarity), own),
                _ => (Opened { parts, any: own.any }, own),
            };
            // Of several that became one, the one has the change.
            let told = if way == Way::Merge { whole } else { unit };
            let found = self.both(&parts, &own, polarity, way).into_iter();
            details.extend(found.map(|f| Detail { criterion: told.criterion.id.clone(), ..f.detail }));
        }
        let own = if way == Way::Merge { Some(group.whole) } else { self.pairing.new_of[group.whole] };
        let criterion = own.and_then(|own| self.new[own].criterion.id.clone());
        let rest = all.into_iter().enumerate().filter(|(f, _)| !held.contains(f));
        details.extend(rest.map(|(_, f)| Detail { criterion: criterion.clone(), ..f.detail }));
        details.extend(standing_alone(&opened(whole.rule, polarity), polarity, way));
        without_repeats(details)
    }
}

/// Whom it lets in that the parts of a rule stand on their own, where that makes a difference.
fn standing_alone(whole: &Opened, polarity: Polarity, way: Way) -> Option<Detail> {
    let apart = polarity == Polarity::Bars;
    if polarity != Polarity::Unclear && whole.any == apart {
        return None;
    }
    let words = |any: bool| Some(if any { "any" } else { "all" }.to_owned());
    let (from, to, relation) = match way {
        Way::Split => (whole.any, apart, if apart { Relation::Wider } else { Relation::Narrower }),
        Way::Merge => (apart, whole.any, if apart { Relation::Narrower } else { Relation::Wider }),
    };
    Some(Detail::new(Aspect::Connective, words(from), words(to), polarity.effect(relation)))
}

/// The matched criterion and the pieces, in the order of the text.
fn sides(matched: Option<usize>, group: &Regrouped) -> Vec<usize> {
    let mut sides: Vec<usize> = matched.into_iter().chain(group.pieces.iter().map(|p| p.unit)).collect();
    sides.sort_unstable();
    sides
}
