//! What a limit is said of that stands in words no rule has a concept for, as those of a narrative: the words beside it.
//!
//! | words | subject |
//! |---|---|
//! | able to complete 75 % of diaries | *diaries* |
//! | at least 2 glucose measurements per day | *glucose measurements* |
//! | defined as fixation losses > 15 % | *fixation losses* |
//!
//! Near miss: "will visit > 3 times", where nothing beside the limit can be told from the rest.

/// How many bytes of words are looked at on either side of a limit.
const REACH: usize = 60;
/// The most words of a subject.
const LONGEST: usize = 4;

/// Words that no subject has in it: what joins it to the rest of a sentence.
const JOINTS: [&str; 56] = [
    "a", "able", "achieve", "all", "an", "and", "any", "are", "as", "at", "be", "because", "but", "by", "can",
    "complete", "defined", "during", "each", "for", "from", "had", "has", "have", "having", "if", "in", "is", "it",
    "least", "may", "must", "not", "of", "on", "or", "per", "perform", "than", "that", "the", "they", "this", "times",
    "to", "tolerate", "was", "were", "when", "where", "which", "who", "will", "with", "within", "without",
];

/// What says how a limit reads beside its words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Without a unit: it counts what follows it.
    Count,
    /// A percentage: of what "of" behind it names, else of what stands before it.
    Share,
    /// In a unit: of what stands before it.
    Amount,
}

/// The subject of the limit at `start..end`, as bytes of the text.
pub(super) fn around(text: &str, start: usize, end: usize, form: Form) -> Option<(usize, usize)> {
    let of = text.get(end..).is_some_and(|rest| rest.starts_with(" of "));
    match form {
        Form::Count => after(text, end),
        Form::Share if of => after(text, end),
        Form::Share | Form::Amount => before(text, start).or_else(|| before(text, first_of_two(text, start)?)),
    }
}

/// Where the limit begins before the one at `start`, which "or", "and" or a comma joins to it: "daily dose (*<5 mg* or >10 mg)".
fn first_of_two(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(..start)?.trim_end();
    let mut rest = [" or", " and", ","].iter().find_map(|join| rest.strip_suffix(join))?;
    for _ in 0..LONGEST {
        let at = rest.rfind(' ').map_or(0, |space| space + 1);
        let word = rest.get(at..)?.trim_start_matches(['(', '[']);
        if word.starts_with(['<', '>', '≤', '≥', '=']) {
            return Some(rest.len() - word.len());
        }
        rest = rest.get(..at)?.trim_end();
    }
    None
}

/// The words directly before a limit.
pub(super) fn before(text: &str, start: usize) -> Option<(usize, usize)> {
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let said = text.get(from..start)?.trim_end_matches([' ', ':', '=', '(', '[']);
    // "weekly intake *of* > 50 g"
    let said = said.strip_suffix(" of").unwrap_or(said).trim_end();
    let end = from + without_verb(said).len();
    let (mut first, mut at) = (None, end);
    for _ in 0..LONGEST {
        let word_at = text[from..at].rfind(' ').map_or(from, |space| from + space + 1);
        let word = &text[word_at..at];
        let bare = word.trim_start_matches(['(', '[']);
        let cut = word_at == from && from > 0;
        if cut || !is_name(bare) {
            break;
        }
        first = Some(at - bare.len());
        if bare.len() < word.len() || word_at == from {
            break;
        }
        at = word_at - 1;
    }
    Some((first?, end))
}

/// Words without the verb that joins them to their limit: "aspirin adherence *was* < 80 %", "able to walk *for* 100 m". Near miss: "losses
/// *and* > 15 %".
fn without_verb(said: &str) -> &str {
    const VERBS: [&str; 8] = [" was", " were", " is", " are", " must be", " should be", " has been", " for"];
    VERBS.iter().find_map(|verb| said.strip_suffix(verb)).unwrap_or(said)
}

/// The words directly after a limit, up to what joins them to the rest.
pub(super) fn after(text: &str, end: usize) -> Option<(usize, usize)> {
    let reach = text.floor_char_boundary((end + REACH).min(text.len()));
    let rest = text.get(end..reach)?.strip_prefix(' ')?;
    let named = rest.strip_prefix("of ").unwrap_or(rest);
    let named = named.strip_prefix("the ").unwrap_or(named);
    let start = reach - named.len();
    let mut last = start;
    for word in named.split(' ').take(LONGEST) {
        let bare = word.trim_end_matches([',', ';', '.', ':', ')']);
        // "*during the*" at the end of what is looked at may be the beginning of a word.
        let cut = word.len() + if last == start { start } else { last + 1 } == reach && reach < text.len();
        if cut || !is_name(bare) {
            break;
        }
        let at = if last == start { start } else { last + 1 };
        last = at + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    (last > start).then_some((start, last))
}

/// Whether a word can be part of a subject.
pub(super) fn is_name(word: &str) -> bool {
    let whole = word.starts_with(char::is_alphabetic)
        && !word.ends_with([',', ';', '.', ':', ')', ']'])
        && !word.contains(")-");
    whole && !JOINTS.iter().any(|joint| joint.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{Form, around};

    /// The subject of `limit` in `text`.
    fn subject<'a>(text: &'a str, limit: &str, form: Form) -> Option<&'a str> {
        let start = text.find(limit)?;
        around(text, start, start + limit.len(), form).map(|(first, last)| &text[first..last])
    }

    #[test]
    fn the_words_beside_a_limit_are_its_subject() {
        assert_eq!(subject("field, defined as fixation losses > 15%", "> 15%", Form::Share), Some("fixation losses"));
        assert_eq!(subject("unreliable (fixation losses > 15%)", "> 15%", Form::Share), Some("fixation losses"));
        assert_eq!(
            subject("approved daily dose (<5 mg or > 10 mg)", "> 10 mg", Form::Amount),
            Some("approved daily dose")
        );
        assert_eq!(subject("Fläche: été 15 mm, é", "15 mm", Form::Amount), Some("été"));
        assert_eq!(subject("to complete 75% of the diaries, and", "75%", Form::Share), Some("diaries"));
        assert_eq!(subject("with at least 2 glucose tests per day", "at least 2", Form::Count), Some("glucose tests"));
    }

    #[test]
    fn no_word_is_cut_where_the_look_ahead_ends() {
        let text = "> 2 heterogeneous unclassifiable gastrointestinal haemorrhagesduring the year before";
        assert_eq!(subject(text, "> 2", Form::Count), Some("heterogeneous unclassifiable gastrointestinal"));
    }

    #[test]
    fn where_nothing_names_it_there_is_none() {
        assert_eq!(subject("of > 3 mm of the site", "> 3 mm", Form::Amount), None);
        assert_eq!(subject("> 15%", "> 15%", Form::Share), None);
        assert_eq!(subject("losses and > 15% or", "> 15%", Form::Share), None);
        assert_eq!(subject("perform at least 2 per day", "at least 2", Form::Count), None);
    }
}
