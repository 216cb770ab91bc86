//! Stages of a tumour, its nodes and metastases that are written as one word: "cT2N0M0", and, after the first number of a range,
//! "T2-4*aN0M0*"; so is "cT2*N+*", with any node. Each is a word of its own.
//!
//! Near misses: "T790M", "N2O", "T2N" alone.

/// The length of the first stage of a word that holds several, or of what is left of one after a number (the "a" of "T2-4aN0");
/// `None` where the word is none.
pub fn glued_len(word: &str, next: &str, after_number: bool) -> Option<usize> {
    let plain = word.trim_start_matches(['c', 'p', 'r', 'y']);
    let led = word.len() - plain.len();
    let part = after_number && word.starts_with(['a', 'b', 'c', 'd']) && word[1..].starts_with(['N', 'M']);
    let stage = || ['T', 'N'].into_iter().find_map(|letter| stage_len(plain, letter)).map(|len| led + len);
    let first = if part { Some(1) } else { stage() }?;
    let any_node = next.starts_with('+') && matches!(&word[first..], "N" | "cN" | "pN");
    (any_node || all_stages(&word[first..])).then_some(first)
}

/// Whether all of a word is the stage of the nodes, of metastases, or both in this order.
fn all_stages(word: &str) -> bool {
    let word = word.trim_start_matches(['c', 'p']);
    let nodes = stage_len(word, 'N').unwrap_or_default();
    let rest = word[nodes..].trim_start_matches(['c', 'p']);
    let metastases = stage_len(rest, 'M').unwrap_or_default();
    !word.is_empty() && metastases == rest.len()
}

/// The length of the stage of this letter that a word begins with.
fn stage_len(word: &str, letter: char) -> Option<usize> {
    let rest = word.strip_prefix(letter)?;
    let digits = match letter {
        'T' => "01234xX",
        'N' => "0123xX",
        _ => "01xX",
    };
    rest.chars().next().filter(|c| digits.contains(*c))?;
    Some(2 + usize::from(rest[1..].starts_with(['a', 'b', 'c', 'd'])))
}

#[cfg(test)]
mod tests {
    use super::glued_len;

    #[test]
    fn stages_written_as_one_word_are_words_each() {
        assert_eq!(glued_len("cT2bN0M0", "", false), Some(4));
        assert_eq!(glued_len("N1M0", "", false), Some(2));
        assert_eq!(glued_len("aN0M0", "", true), Some(1));
        assert_eq!(glued_len("pT1N1", "", false), Some(3));
        assert_eq!(glued_len("T2NxM0", "", false), Some(2));
        assert_eq!(glued_len("N0M0", "", true), Some(2));
        assert_eq!(glued_len("cT2N", "+M0", false), Some(3));
    }

    #[test]
    fn other_words_stay_whole() {
        for word in ["T790M", "N2O", "T2N", "T3", "M0", "aN0M0", "NOMO", "T2N0M0x", "cmN0", "T2weighted", "TN", "N0"] {
            assert_eq!(glued_len(word, "", false), None, "{word}");
        }
    }
}
