//! Classes, grades and stages: numbers, or concepts of a scale, which have our codes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Builder;
use super::group::{outside, selection};
use super::numbers::Sign;
use super::record::Event;
use super::sets::{Item, OWN};
use super::value::{ABOVE, BELOW, Judged, coded};
use crate::evaluate::value::ValueTest;
use crate::evaluate::{Truth, class_token};
use crate::lex::{Entry, Kind};

/// Classes of a scale that the vocabulary does not know.
const UNKNOWN_SCALE: [&str; 15] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "A", "B", "C", "D"];

impl Builder<'_> {
    /// Classes are numbers, or concepts of the scale's own, which have our codes.
    pub(super) fn classes(&mut self, base: &Event, value: &ValueTest) -> Judged {
        let mut judged = Judged::default();
        let numbers: Vec<i64> = value.classes.iter().filter_map(|class| class.parse().ok()).collect();
        let mut numbers: Vec<_> = numbers.into_iter().map(Decimal::from).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let ends = numbers.iter().map(|x| Some((*x, false)));
        let ends: Vec<_> = std::iter::once(None).chain(ends).chain([None]).collect();
        let plain = [Sign::Plain];
        for x in &numbers {
            judged.add(Truth::Met, &self.numbered(base, Some((*x, true)), Some((*x, true)), &plain));
        }
        for pair in ends.windows(2) {
            judged.add(Truth::NotMet, &self.numbered(base, pair[0], pair[1], &plain));
        }
        let between = [BELOW, ABOVE].concat();
        judged.add(Truth::Unknown, &self.numbered(base, None, None, &between));
        let scale = value.analyte.as_str();
        let [own, other] = self.own_classes(scale, &value.classes);
        let all = self.sets.joined(own, other, "of the scale");
        let all = self.sets.widened(all, Item::unmapped());
        judged.add(Truth::Met, &[coded(base, selection(own))]);
        judged.add(Truth::NotMet, &[coded(base, selection(other))]);
        judged.add(Truth::Unknown, &[coded(base, outside(all))]);
        self.answers(base, &mut judged);
        judged
    }

    /// The sets of these classes of a scale, and of its others. A part of a class (IIIB) is of that class.
    fn own_classes(&mut self, scale: &str, classes: &[String]) -> [usize; 2] {
        let entry = Entry::find(Kind::Score, scale);
        let known: Vec<_> = entry.into_iter().flat_map(Entry::scale).filter_map(class_token).collect();
        let all = if known.is_empty() { UNKNOWN_SCALE.map(str::to_owned).to_vec() } else { known };
        let parts = |class: &String| {
            let number = class.chars().all(|c| c.is_ascii_digit());
            let part = |letter| number.then(|| format!("{class}{letter}"));
            std::iter::once(class.clone()).chain(["A", "B", "C", "D"].into_iter().filter_map(part)).collect::<Vec<_>>()
        };
        let own: BTreeSet<String> = classes.iter().flat_map(parts).collect();
        let others: BTreeSet<String> = all.iter().flat_map(parts).filter(|class| !own.contains(class)).collect();
        let name = scale.replace('_', " ");
        let item = |class: &String| Item::new(OWN, &format!("{scale}:{class}"), &format!("{name} {class}"));
        let words = classes.join(", ");
        [
            self.sets.add(&format!("{name} {words}"), own.iter().map(item).collect()),
            self.sets.add(&format!("{name}, not {words}"), others.iter().map(item).collect()),
        ]
    }
}
