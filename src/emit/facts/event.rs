//! The event that a length of time is said of, as the text names it: not rituximab but its use was within 6 months.
//!
//! | words | subject |
//! |---|---|
//! | a noun of what is done or happens, a preposition, the name | *use of rituximab* within 6 months |
//! | a participle, a preposition or none, the name | *treated with any other rituximab* within 6 months |
//! | the name, a noun | *rituximab use* within 6 months |
//!
//! Near misses: "*stable on* rituximab for 6 months", whose word is no event; "use, *rituximab* within 6 months".

use crate::words;

/// How many bytes before a name are looked at.
const REACH: usize = 60;
/// How many words stand between the preposition and the name: "use of *any other systemic* rituximab".
const DESCRIBED: usize = 3;

/// The words of the event around the name at `start..end`, as bytes of the text; those of the name where there is no other.
///
/// ```text
/// "Use of rituximab within 6 months", 7..16  →  0..16, "Use of rituximab"
/// ```
pub(super) fn around(text: &str, start: usize, end: usize) -> (usize, usize) {
    (before(text, start).unwrap_or(start), after(text, end).unwrap_or(end))
}

/// Where the noun or the participle starts that the name belongs to.
fn before(text: &str, start: usize) -> Option<usize> {
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let mut rest = text.get(from..start)?;
    let mut word = take_word(&mut rest)?;
    for _ in 0..DESCRIBED {
        if !has(words::EVENT_DESCRIPTIONS, word) {
            break;
        }
        word = take_word(&mut rest)?;
    }
    let joined = has(words::EVENT_PREPOSITIONS, word);
    if joined {
        // "changes *(within 3 months)* to antidepressants"
        if let Some(open) = rest.trim_end().strip_suffix(')').and_then(|inner| inner.rfind('(')) {
            rest = &rest[..open];
        }
        word = take_word(&mut rest)?;
    }
    let whole = from > 0 && rest.is_empty();
    let event = has(words::EVENT_VERBS, word) || joined && has(words::EVENT_NOUNS, word);
    (event && !whole).then_some(from + rest.len())
}

/// Takes the last word of `rest` and the space after it.
fn take_word<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let trimmed = rest.strip_suffix(' ')?.trim_end_matches(' ');
    let at = trimmed
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(0, char::len_utf8));
    *rest = &trimmed[..at];
    Some(&trimmed[at..]).filter(|word| !word.is_empty())
}

/// Where the noun ends that follows the name.
fn after(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?.strip_prefix([' ', '-'])?;
    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    has(words::EVENT_NOUNS, &rest[..length]).then_some(end + 1 + length)
}

fn has(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::around;

    /// The words around `name` in `text`.
    fn event<'a>(text: &'a str, name: &str) -> &'a str {
        let start = text.find(name).expect("named");
        let (start, end) = around(text, start, start + name.len());
        &text[start..end]
    }

    #[test]
    fn an_event_is_named_with_what_it_is_of() {
        assert_eq!(event("Use of rituximab within 6 months", "rituximab"), "Use of rituximab");
        assert_eq!(event("if treated with any other rituximab", "rituximab"), "treated with any other rituximab");
        assert_eq!(event("rituximab use within 6 months", "rituximab"), "rituximab use");
        assert_eq!(event("History of steroid-injections", "steroid"), "History of steroid-injections");
        assert_eq!(event("changes (in 3 months) to rituximab", "rituximab"), "changes (in 3 months) to rituximab");
        assert_eq!(event("größe of é; diagnosis of the asthma", "asthma"), "diagnosis of the asthma");
    }

    #[test]
    fn what_is_no_event_stays_outside() {
        for text in
            ["stable on rituximab", "use, rituximab", "the rituximab", "Treatment\nrituximab", "of rituximab arm"]
        {
            assert_eq!(event(text, "rituximab"), "rituximab", "{text}");
        }
    }
}
