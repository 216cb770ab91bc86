//! The event that a length of time is said of, as the text names it: not rituximab but its use was within 6 months.
//!
//! | words | subject |
//! |---|---|
//! | a noun of what is done or happens, a preposition, the name | *use of rituximab* within 6 months |
//! | a participle, a preposition or none, the name | *treated with any other rituximab* within 6 months |
//! | the name, a noun | *rituximab use* within 6 months |
//! | what the name is of | *stable dose of oral medication* for 3 months |
//! | what it is for, where nothing else stands before the length | *surgery for sciatica* within a year |
//! | a word with hyphens that the name ends | *loco-regional therapy* within 4 weeks |
//!
//! Near misses: "*stable on* rituximab for 6 months", whose word is no event; "use, *rituximab* within 6 months"; "post-*transplant*",
//! which is a time; "*surgery* in the clinic, or radiation within a year".

use super::{beside, has};
use crate::lex::look_up;
use crate::words;

/// How many bytes before a name are looked at.
const REACH: usize = 60;
/// How many words stand between the preposition and the name: "use of *any other systemic* rituximab".
const DESCRIBED: usize = 3;

/// The words of the event around the name at `start..end`, as bytes of the text; those of the name where there is no other.
///
/// ```text
/// "Use of rituximab within 6 months", 7..16, 17  →  0..16, "Use of rituximab"
/// ```
pub(super) fn around(text: &str, start: usize, end: usize, length: usize) -> (usize, usize) {
    let start = of_whole_word(text, start).unwrap_or(start);
    let name_end = end;
    let end = after(text, end).unwrap_or(end);
    let first = before(text, start).unwrap_or(start);
    let first = taken_part(text, first).unwrap_or(first);
    (of_dose(text, first, name_end).unwrap_or(first), onto(text, end, length).unwrap_or(end))
}

/// Where a word with hyphens starts that the name at `start` ends.
fn of_whole_word(text: &str, start: usize) -> Option<usize> {
    let first = text.get(..start)?.strip_suffix('-')?;
    let from = first.rfind([' ', '(', '[', '/', ',', '\n']).map_or(0, |at| at + 1);
    let word = first.get(from..)?;
    let plain = word.chars().all(|c| c.is_alphanumeric() || c == '-') && word.starts_with(char::is_alphabetic);
    (plain && !has(words::TIME_PREFIXES, word)).then_some(from)
}

/// Where the words end that a name before a length of time is of or for.
fn onto(text: &str, end: usize, length: usize) -> Option<usize> {
    let end = after_abbreviation(text, end, length);
    let rest = text.get(end..length)?;
    let (link, _) = rest.strip_prefix(' ')?.split_once(' ')?;
    let of = link == "of";
    if !of && (link == "as" || !has(words::EVENT_PREPOSITIONS, link)) {
        return None;
    }
    let (first, last) = beside::after(text, described(text, end + 1 + link.len(), length))?;
    let mut named = text.get(first..last.min(length))?.trim_end();
    while let Some((name, _)) = named.rsplit_once(' ').filter(|(_, link)| has(words::BEFORE_LENGTHS, link)) {
        named = name;
    }
    let last = first + named.len();
    let reaches = text.get(last..length)?.trim_matches([' ', '(', '[']).is_empty();
    (!named.is_empty() && !has(words::BEFORE_LENGTHS, named) && (of || reaches)).then_some(last)
}

/// The byte after an abbreviation in brackets behind the name: "visual analog scale *(VAS)* for pain".
fn after_abbreviation(text: &str, end: usize, length: usize) -> usize {
    let inner = text.get(end..length).and_then(|rest| rest.strip_prefix(" (")?.split_once(')'));
    let short = inner.filter(|(words, _)| !words.contains(' ') && words.starts_with(char::is_alphabetic));
    short.map_or(end, |(words, _)| end + words.len() + 3)
}

/// The byte before the first word from `at` on that does more than describe.
fn described(text: &str, at: usize, length: usize) -> usize {
    let mut from = at;
    while let Some(word) = text.get(from..length).and_then(|rest| rest.strip_prefix(' ')?.split(' ').next()) {
        if !has(words::EVENT_DESCRIPTIONS, word) {
            break;
        }
        from += 1 + word.len();
    }
    from
}

/// "*participated in a study with* an investigational drug": where that verb begins.
fn taken_part(text: &str, start: usize) -> Option<usize> {
    let mut rest = text.get(..start)?;
    let mut word = take_word(&mut rest)?;
    while has(words::EVENT_DESCRIPTIONS, word) {
        word = take_word(&mut rest)?;
    }
    let of_trial = has(&["with", "of", "using", "involving", "testing"], word);
    let mut word = take_word(&mut rest).filter(|_| of_trial)?;
    if !has(&["study", "studies", "trial", "trials"], word) {
        return None;
    }
    for _ in 0..=DESCRIBED {
        word = take_word(&mut rest)?;
        if word == "in" {
            let verb = take_word(&mut rest)?;
            return verb.to_ascii_lowercase().starts_with("participat").then_some(rest.len());
        }
    }
    None
}

/// "*corticosteroid* dose for 3 months": the drug whose dose it is. Near miss: "*stable* dose".
fn of_dose(text: &str, start: usize, end: usize) -> Option<usize> {
    let mut rest = text.get(..start).filter(|_| has(words::WORDS_OF_LEVEL, &text[start..end]))?;
    let drug = take_word(&mut rest)?;
    let given = look_up(drug)?.entries().any(|entry| entry.kind().is_drug());
    given.then_some(rest.len())
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

#[cfg(test)]
mod tests {
    use super::around;

    /// The words around `name` in `text`.
    fn event<'a>(text: &'a str, name: &str) -> &'a str {
        let start = text.find(name).expect("named");
        let length = text.find(" within").map_or(text.len(), |at| at + 1);
        let (start, end) = around(text, start, start + name.len(), length);
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
    fn what_a_name_is_of_stands_with_it() {
        assert_eq!(event("Stable dose of oral medication within", "dose"), "dose of oral medication");
        assert_eq!(event("Surgery for the sciatica within a year", "Surgery"), "Surgery for the sciatica");
        assert_eq!(event("loco-regional therapy within 4 weeks", "regional therapy"), "loco-regional therapy");
        assert_eq!(event("days post-transplant within", "transplant"), "transplant");
        assert_eq!(event("Surgery in the clinic, or pain within a year", "Surgery"), "Surgery");
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
