//! Which people a heading is about: "Cohort A:", "Inclusion Criteria for Caregivers:", "For healthy volunteers:".

use super::{Heading, HeadingKind, cue};

/// The people a heading names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Their name in the words of the heading: "Cohort A", "Caregivers".
    pub name: String,
    /// Whether that is only the usual word for whoever takes part ("patients"), which tells people apart only beside
    /// other people ("caregivers").
    pub usual: bool,
}

impl People {
    /// Whether both are the same people: "Healthy volunteers" and "healthy volunteer".
    ///
    /// ```
    /// use trial_extract::outline::People;
    /// let people = |name: &str| People { name: name.to_owned(), usual: false };
    /// assert!(people("Healthy volunteers").is(&people("healthy volunteer")));
    /// assert!(!people("Cohort A").is(&people("Cohort B")));
    /// ```
    pub fn is(&self, other: &Self) -> bool {
        let key = |people: &Self| {
            let words = cue::words(&people.name, usize::MAX);
            words.iter().map(|word| word.trim_end_matches('s').to_owned()).collect::<Vec<_>>()
        };
        key(self) == key(other)
    }
}

/// The people that a heading in `text` names; none where it names everybody ("For all participants:") or nobody.
pub fn people(text: &str, heading: &Heading) -> Option<People> {
    let words: Vec<&str> = text[heading.text.clone()]
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '(' | ')' | ',' | '.' | '：' | '/'))
        .filter(|word| word.chars().any(char::is_alphanumeric) || *word == "&")
        .collect();
    let lower = |word: &str| word.to_lowercase();
    if words.iter().any(|word| cue::EVERYBODY.has(&lower(word))) {
        return None;
    }
    let named = |word: &&str| {
        let word = lower(word);
        !matches!(word.as_str(), "for" | "the" | "of" | "only" | "be" | "will" | "if" | "are" | "-")
            && (heading.kind == HeadingKind::Population || !is_of_section(&word))
    };
    let name: Vec<&str> = words.into_iter().filter(named).collect();
    let plain: Vec<String> = name.iter().map(|word| lower(word)).collect();
    let is_people = |word: &String| cue::PEOPLE.has(word) || cue::PEOPLE_KIND.has(word) || cue::POPULATION.has(word);
    let usual = plain.iter().all(|word| cue::USUAL_PEOPLE.has(word));
    let short = !name.is_empty() && name.len() <= 6;
    let about = heading.kind == HeadingKind::Population || plain.iter().any(is_people);
    let names = matches!(heading.kind, HeadingKind::Population | HeadingKind::Section) && short && about;
    names.then(|| People { name: name.join(" "), usual })
}

/// The most words of a disease that a section is named after.
const LONGEST_DISEASE: usize = 5;

/// What a section is for, where that is no word for people: "Inclusion Criteria for *LN*:". Near misses: "Inclusion Criteria for all
/// subjects", "Inclusion Criteria for the caregivers:".
pub fn section_for(text: &str, heading: &Heading) -> Option<People> {
    let own = &text[heading.text.clone()];
    let words: Vec<&str> = own.split_whitespace().map(|word| word.trim_matches([':', '(', ')', '.', '：'])).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let at = lower.iter().position(|word| word == "for").filter(|_| heading.kind == HeadingKind::Section)?;
    let people = |word: &String| cue::PEOPLE.has(word) || cue::EVERYBODY.has(word) || cue::USUAL_PEOPLE.has(word);
    let name = words[at + 1..].join(" ");
    let short = (1..=LONGEST_DISEASE).contains(&(words.len() - at - 1));
    (short && !name.is_empty() && !lower.iter().any(people)).then_some(People { name, usual: false })
}

/// A word of the section's own name: "Key Inclusion Criteria".
fn is_of_section(word: &str) -> bool {
    let people = cue::PEOPLE.has(word) || cue::PEOPLE_KIND.has(word) || cue::POPULATION.has(word);
    cue::INCLUSION.has(word)
        || cue::EXCLUSION.has(word)
        || cue::CRITERION_WORD.has(word)
        || (cue::MODIFIER.has(word) && !people && !cue::USUAL_PEOPLE.has(word))
}
