//! Words that narrow nothing where they are in no part of a rule: "an *episode* of", "*clinical* diagnosis", "considered
//! for *enrolment*". They are the rows of `lexicons/fillers.tsv`, and need no diagnostic.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::lex::normal;

static FILLERS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let cells = include_str!("../../lexicons/fillers.tsv").lines().skip(1).flat_map(|line| line.split('\t').skip(1));
    cells.flat_map(|cell| cell.split('|')).filter(|term| !term.is_empty()).map(normal::key).collect()
});

/// Whether words in no part of a rule leave its meaning as it is: all of them together, or each alone, is a filler.
pub fn says_nothing(words: &str) -> bool {
    let mut each = words.split_whitespace().peekable();
    each.peek().is_some() && (is_filler(words) || each.all(is_filler))
}

fn is_filler(words: &str) -> bool {
    let key = normal::key(words);
    let one = key.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let one = one.or_else(|| key.strip_suffix('s').map(str::to_owned));
    FILLERS.contains(&key) || one.is_some_and(|one| FILLERS.contains(&one))
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn only_words_that_narrow_nothing() {
        for filler in ["episodes", "Clinical", "varieties", "study participation", "clinical course", "engaged"] {
            assert!(says_nothing(filler), "{filler}");
        }
        for word in ["smear", "study", "study drug", "course of prednisone", "clinical stage", ""] {
            assert!(!says_nothing(word), "{word}");
        }
    }
}
