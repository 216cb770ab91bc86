//! Brackets that say what a unit is, or of what values a value was made.
//!
//! - "> 14 units/week *(1 unit = 8 g alcohol)*", "*(one drink equals 12 oz of beer)*": a remark, in no rule;
//! - "QTcF > 450 ms *(average of triplicate ECGs)*": how it is measured;
//! - "life expectancy *(≥ 12 weeks)*": the limit of what is itself a length of time.
//!
//! Near misses: "hemoglobin *(< 12 weeks)*"; "> 14 units/week *(1 week before screening)*", "QTcF > 450 ms *(average of three > 470 ms)*".

use crate::grammar::{Chunk, ChunkKind, QuantityForm, length};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::atom::is_measured;
use crate::lower::build::is_length;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::Partial;

/// The most words of the name of a unit: "standard drink".
const LONGEST_UNIT: usize = 3;

impl Context<'_, '_> {
    /// Takes a length in brackets for the limit of what is measured in time; whether it is one.
    pub(super) fn length_of_measured(&self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let [Chunk { kind: ChunkKind::Time(time), .. }] = inner else { return false };
        let usual = partial.entry().filter(|e| e.kind() == Kind::Analyte).and_then(Entry::usual_unit);
        let bare = time.is_bare_length();
        let one = time.longest_of.is_empty() && time.shortest_of.is_empty() && !time.bounds.is_empty();
        if !(is_length(usual) && bare && one && partial.value.is_none()) {
            return false;
        }
        partial.value = Some(Box::new(length(time)));
        true
    }

    /// Whether brackets say how much one of something is.
    pub(super) fn defines_unit(&self, inner: &[Chunk], partial: &Partial) -> bool {
        let limited = partial.value.as_ref().is_some_and(|q| q.unit.is_some());
        if !limited || inner.iter().any(|c| matches!(self.sort(c), Sort::Semicolon | Sort::Stop)) {
            return false;
        }
        let words = self.words(&bytes_of(inner)).to_lowercase();
        let one = ["1 ", "one ", "a "].iter().find_map(|one| words.strip_prefix(one));
        let signs = ["=", " equals ", " is equal to ", " is defined as "];
        let named = one.and_then(|rest| signs.iter().find_map(|sign| rest.split_once(sign)));
        named.is_some_and(|(name, _)| {
            let mut parts = name.split_whitespace();
            let plain = parts.clone().all(|word| word.chars().all(|c| c.is_alphabetic() || c == '-'));
            plain && parts.clone().count() <= LONGEST_UNIT && parts.next().is_some_and(|word| word != "of")
        })
    }

    /// Takes what brackets say of how a value was made from several.
    pub(super) fn averaged_from(&mut self, inner: &[Chunk], partial: &mut Partial) -> bool {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let said = inner.first().is_some_and(|c| self.is_cue(c, Cue::MeanOf)) && inner.len() > 1;
        let measured = partial.entry().is_some_and(is_measured) && partial.value.is_some() && partial.mean.is_none();
        if !said || !measured || inner.iter().any(|c| limit(c) || self.is_separator(c)) {
            return false;
        }
        self.take_whole(inner);
        let setting = self.mention(None, &bytes_of(inner));
        partial.settings.push(setting);
        true
    }
}
