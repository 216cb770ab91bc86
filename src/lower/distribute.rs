//! "respectively": several limits for as many subjects, each for the one in its place.
//!
//! | form | example |
//! |---|---|
//! | limits, then sexes | hemoglobin *≥ 12 and ≥ 13 g/dL in females and males, respectively* |
//! | sexes, then limits | *males and females* with hemoglobin *≥ 13 and ≥ 12 g/dL, respectively* |
//! | subjects, then limits | ALT *and AST* ≤ 2.5 *and ≤ 3* × ULN, *respectively* |
//!
//! Near miss: where there are not as many limits as subjects, nothing is distributed, and that is said.

use crate::grammar::{Bytes, Quantity, QuantityForm};

use super::atom::is_measured;
use super::context::Context;
use super::coordination::Join;
use super::partial::Partial;
use super::share::one_sided;
use super::times_each::times_each;

/// The word that says that two lists go together.
const RESPECTIVELY: &str = "respectively";

impl Context<'_, '_> {
    /// Gives each subject, or each sex, the limit in its place.
    pub fn distribute(&mut self, items: &mut Vec<Partial>, joins: &mut Vec<Join>, bytes: &Bytes) {
        let Some(said) = self.words(bytes).to_ascii_lowercase().find(RESPECTIVELY).filter(|_| items.len() > 1) else {
            return;
        };
        if times_each(items, joins) {
            return;
        }
        let limits = limits(items);
        // "27 kg/m² and 102 cm in men and 88 cm in women, respectively" is told apart without the word.
        let loose = |p: &Partial| p.second.is_some() || p.head.is_none() && p.value.is_some() && p.sex.is_none();
        let waits = limits.len() > 1 && items.iter().any(loose);
        if limits.len() > 1 && !self.distributed(items, joins, limits) && waits {
            let start = bytes.start + said;
            self.not_understood(&(start..start + RESPECTIVELY.len()));
        }
    }

    /// Whether each has got its limit.
    fn distributed(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>, limits: Vec<Quantity>) -> bool {
        if self.sexes_first(items, joins, &limits) {
            return true;
        }
        let subjects = items.iter().take_while(|p| is_subject(p)).count();
        if !items[subjects..].iter().all(|p| p.head.is_none() && p.relation.is_none()) {
            return false;
        }
        if subjects == 1 {
            return self.over_sexes(items, joins, limits);
        }
        let fits = subjects == limits.len() && items[..subjects - 1].iter().all(|p| p.value.is_none());
        if fits {
            items.truncate(subjects);
            joins.truncate(subjects - 1);
            for (item, limit) in items.iter_mut().zip(limits) {
                (item.value, item.second) = (Some(limit.into()), None);
            }
        }
        fits
    }

    /// "Males and females must have hemoglobin ≥ 13 and ≥ 12 g/dL": the sexes stand before what is limited.
    fn sexes_first(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>, limits: &[Quantity]) -> bool {
        let start = limits.first().map_or(0, |q| q.value.start);
        let Some((_, said)) = items.iter().find_map(|p| p.sex.as_ref()).filter(|(_, bytes)| bytes.end <= start) else {
            return false;
        };
        let Some(named) = items.iter().find(|p| is_subject(p)).cloned() else { return false };
        let sexes = self.sexes_in(said);
        let alone = items.iter().filter(|p| p.head.is_some()).count() == 1;
        if sexes.len() != limits.len() || !alone {
            return false;
        }
        let of = |(limit, sex): (&Quantity, _)| Partial {
            value: Some(limit.clone().into()),
            second: None,
            sex: Some(sex),
            by_sex: true,
            ..named.clone()
        };
        *items = limits.iter().zip(sexes).map(of).collect();
        let join = Join { all: Some(self.demand), tight: false, bare: false, but: false, slash: false };
        joins.resize(items.len() - 1, join);
        true
    }

    /// "≥ 12 and ≥ 13 g/dL in females and males": the first item names what is limited.
    fn over_sexes(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>, limits: Vec<Quantity>) -> bool {
        let end = limits.last().map_or(0, |q| q.value.end);
        let said = items.iter().filter_map(|p| p.sex.as_ref()).map(|(_, bytes)| bytes);
        let sexes: Vec<(&'static str, Bytes)> = said.flat_map(|bytes| self.sexes_in(bytes)).collect();
        if sexes.len() != limits.len() || sexes.iter().any(|(_, bytes)| bytes.start < end) {
            return false;
        }
        let first = Partial { second: None, ..items[0].clone() };
        let of = |(limit, sex): (Quantity, _)| Partial { value: Some(limit.into()), sex: Some(sex), ..first.clone() };
        *items = limits.into_iter().zip(sexes).map(of).collect();
        joins.resize(
            items.len() - 1,
            Join { all: Some(self.demand), tight: false, bare: false, but: false, slash: false },
        );
        true
    }

    /// The sexes that words name, in their order: "females and males".
    fn sexes_in(&self, bytes: &Bytes) -> Vec<(&'static str, Bytes)> {
        let words = self.words(bytes).to_ascii_lowercase();
        let mut found = Vec::new();
        let mut at = 0;
        for word in words.split_inclusive(|c: char| !c.is_alphabetic()) {
            let name = word.trim_end_matches(|c: char| !c.is_alphabetic());
            let sex = match name {
                "male" | "males" | "man" | "men" | "boys" => Some("male"),
                "female" | "females" | "woman" | "women" | "girls" => Some("female"),
                _ => None,
            };
            let start = bytes.start + at;
            found.extend(sex.map(|sex| (sex, start..start + name.len())));
            at += word.len();
        }
        found
    }
}

fn is_subject(item: &Partial) -> bool {
    item.entry().is_some_and(is_measured)
}

/// All limits of the items, in their order; the unit that only the last one has is that of all, and the comparator of the
/// first that of numbers without one: "> 450 *and 470* ms".
fn limits(items: &[Partial]) -> Vec<Quantity> {
    let said = items.iter().flat_map(|p| p.value.iter().chain(&p.second));
    let mut limits: Vec<Quantity> = Vec::new();
    for quantity in said {
        let mut limit = (**quantity).clone();
        let bare = matches!(limit.form, QuantityForm::Bare | QuantityForm::Reference);
        if let Some(first) = limits.first().filter(|_| bare)
            && let Some(bounds) = limit.bounds.eq.and_then(|number| one_sided(&first.bounds, number))
        {
            (limit.bounds, limit.form) = (bounds, QuantityForm::Limit);
        }
        limits.extend(Some(limit).filter(|q| q.form == QuantityForm::Limit));
    }
    let Some(last) = limits.last().cloned() else { return limits };
    for limit in limits.iter_mut().filter(|q| q.unit.is_none()) {
        limit.unit.clone_from(&last.unit);
        limit.relative_to = limit.relative_to.or(last.relative_to);
    }
    limits
}
