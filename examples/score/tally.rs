//! Found against annotated spans: one-to-one matching, precision, recall and F1.

use std::io::Write;
use std::ops::AddAssign;

use super::brat::{Annotated, Mention};

/// How many spans of a label are annotated, found, and matched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Annotated by people.
    pub gold: usize,
    /// Found by the rules.
    pub found: usize,
    /// The same characters.
    pub strict: usize,
    /// A common character.
    pub relaxed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.strict += other.strict;
        self.relaxed += other.relaxed;
    }
}

/// Compares one label in one document. What is missed or made up is added to `errors`.
pub fn compare(document: &Annotated, found: &[Mention], label: &str, errors: &mut Vec<String>) -> Tally {
    let of = |mentions: &[Mention]| {
        let mut of: Vec<Mention> = mentions.iter().filter(|m| m.label == label).cloned().collect();
        of.sort();
        of.dedup();
        of
    };
    let (gold, found) = (of(&document.mentions), of(found));
    let strict = found.iter().filter(|f| gold.contains(f)).count();
    let relaxed = matched(&gold, &found);
    for (error, ones, others) in [("missed", &gold, &found), ("made up", &found, &gold)] {
        for mention in ones.iter().filter(|m| !others.contains(m)) {
            let span: Vec<String> = mention.fragments.iter().map(|s| format!("{} {}", s.start, s.end)).collect();
            errors.push(format!("{}\t{label}\t{error}\t{}\n", document.name, span.join(";")));
        }
    }
    Tally { gold: gold.len(), found: found.len(), strict, relaxed }
}

/// The most pairs of an annotated and a found mention that share a character, each in one pair.
fn matched(gold: &[Mention], found: &[Mention]) -> usize {
    let mut partner = vec![None; found.len()];
    (0..gold.len()).filter(|g| give(*g, gold, found, &mut partner, &mut vec![false; found.len()])).count()
}

/// Finds a partner for an annotated mention, where needed by giving another one's partner away (Kuhn's algorithm).
fn give(g: usize, gold: &[Mention], found: &[Mention], partner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for f in 0..found.len() {
        if seen[f] || !touch(&gold[g], &found[f]) {
            continue;
        }
        seen[f] = true;
        if partner[f].is_none_or(|other| give(other, gold, found, partner, seen)) {
            partner[f] = Some(g);
            return true;
        }
    }
    false
}

fn touch(a: &Mention, b: &Mention) -> bool {
    a.fragments.iter().any(|x| b.fragments.iter().any(|y| x.overlaps(*y)))
}

/// Precision, recall and F1; 0 where nothing is found or annotated.
pub fn scores(matched: usize, found: usize, gold: usize) -> [f64; 3] {
    let share = |of: usize| if of == 0 { 0.0 } else { matched as f64 / of as f64 };
    let sum = found + gold;
    [share(found), share(gold), if sum == 0 { 0.0 } else { 2.0 * matched as f64 / sum as f64 }]
}

/// A line for each label: strict precision, recall and F1, the same relaxed, and how many are annotated.
pub fn write(out: &mut impl Write, labels: &[&str], tallies: &[Tally]) -> std::io::Result<()> {
    writeln!(out, "{:<17} {:^23}  {:^23}  {:>7}", "", "strict P / R / F1", "relaxed P / R / F1", "support")?;
    for (label, tally) in labels.iter().zip(tallies) {
        let row = |matched| scores(matched, tally.found, tally.gold).map(|s| format!("{s:7.4}")).join(" ");
        writeln!(out, "{label:<17} {}  {}  {:>7}", row(tally.strict), row(tally.relaxed), tally.gold)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::brat::mentions;

    fn tally(gold: &str, found: &str) -> Tally {
        let document = Annotated { name: "d".into(), text_file: "d.txt".into(), mentions: mentions(gold).unwrap() };
        compare(&document, &mentions(found).unwrap(), "V", &mut Vec::new())
    }

    #[test]
    fn strict_asks_for_the_same_characters_relaxed_for_a_common_one() {
        assert_eq!(tally("T1\tV 0 2\t", "T1\tV 0 2\t"), Tally { gold: 1, found: 1, strict: 1, relaxed: 1 });
        assert_eq!(tally("T1\tV 0 2\t", "T1\tV 1 4\t"), Tally { gold: 1, found: 1, strict: 0, relaxed: 1 });
        assert_eq!(tally("T1\tV 0 2\t", "T1\tV 2 4\t"), Tally { gold: 1, found: 1, strict: 0, relaxed: 0 });
        assert_eq!(tally("T1\tV 0 2\t", "T1\tW 0 2\t"), Tally { gold: 1, found: 0, strict: 0, relaxed: 0 });
        assert_eq!(tally("T1\tV 0 2;6 8\t", "T1\tV 0 8\t"), Tally { gold: 1, found: 1, strict: 0, relaxed: 1 });
    }

    #[test]
    fn a_span_is_in_one_pair_only() {
        // The long one touches both, and the first of them has no other partner.
        let found = tally("T1\tV 0 2\t\nT2\tV 4 6\t", "T1\tV 0 6\t\nT2\tV 5 7\t");
        assert_eq!(found.relaxed, 2);
        assert_eq!(tally("T1\tV 0 2\t\nT2\tV 4 6\t", "T1\tV 0 6\t").relaxed, 1);
    }

    #[test]
    fn f1_is_the_harmonic_mean() {
        assert_eq!(scores(1, 2, 1), [0.5, 1.0, 2.0 / 3.0]);
        assert_eq!(scores(0, 0, 0), [0.0; 3]);
    }
}
