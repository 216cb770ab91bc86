//! About how tall a row of the page is, so that a browser need not lay out rows that are out of sight.

use super::notes::Note;
use super::paint::Placed;
use crate::emit::plain::{Line, Piece};

/// The heights that the style sheet has, in lines of text.
const STEPS: [usize; 8] = [2, 4, 6, 9, 13, 18, 26, 37];

/// The step of the style sheet that comes closest to the height of a row in two columns.
pub fn height(placed: &Placed<'_>) -> usize {
    let criterion = placed.criterion;
    let text: usize = criterion.text.lines().map(|line| lines(line.chars().count(), 75)).sum();
    // The head of the card, and the buttons below.
    let mut card = 1;
    card += placed.words.as_ref().map_or(0, |words| 2 + outline(words, 0));
    let note =
        |found: &Note<'_>| found.diagnostic.message.len() + found.assumed.map_or(0, str::len) + 5 * found.of.len();
    card += placed.notes.iter().map(|found| 2 + lines(note(found), 80)).sum::<usize>();
    let tall = text.max(card);
    (0..STEPS.len()).min_by_key(|step| STEPS[*step].abs_diff(tall)).unwrap_or_default()
}

fn outline(line: &Line, depth: usize) -> usize {
    let below: usize = line.below.iter().map(|below| outline(below, depth + 1)).sum();
    lines(characters(&line.pieces), 85_usize.saturating_sub(3 * depth).max(20)) + below
}

fn characters(pieces: &[Piece]) -> usize {
    let count = |piece: &Piece| match piece {
        Piece::Leaf { of, .. } => characters(of),
        Piece::Words { text, .. } => text.chars().count(),
    };
    pieces.iter().map(count).sum()
}

fn lines(characters: usize, width: usize) -> usize {
    characters.div_ceil(width).max(1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{Options, extract, page, source};

    /// The steps of the rows of a page, in order.
    fn steps(criteria: &str) -> Vec<usize> {
        let document = source::read("a.txt", criteria.as_bytes()).unwrap().remove(0).document().unwrap();
        let written = page::review(&extract(&document, &Options::default()), Some(&document.text));
        let step = |row: &str| row.split('"').next().unwrap().parse().unwrap();
        let body = written.split_once("<body>").unwrap().1;
        body.split("data-tall=\"").skip(1).map(step).collect()
    }

    #[test]
    fn more_words_and_more_rule_make_a_taller_row() {
        let list = "* Hemoglobin ≥ 80 g/L\n* Hemoglobin ≥ 80 g/L, platelets ≥ 50 ×10⁹/L, ANC ≥ 1.5 ×10⁹/L, ALT ≤ 3 × ULN and AST ≤ 3 × ULN\n";
        let steps = steps(&format!("Inclusion Criteria:\n{list}"));
        assert_eq!(steps.len(), 3);
        assert!(steps[0] < steps[1] && steps[1] < steps[2], "{steps:?}");
    }

    #[test]
    fn the_tallest_row_has_the_last_step() {
        let long = "Hemoglobin ≥ 80 g/L and ".repeat(200);
        assert_eq!(steps(&format!("Inclusion Criteria:\n* {long}\n")).pop(), Some(7));
    }
}
