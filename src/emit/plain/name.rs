//! What a thing is called: by the vocabulary's name, and by the words of the text where they say more or something else,
//! so that nobody has to take the one for the other unseen.
//!
//! | text | vocabulary | called |
//! |---|---|---|
//! | tumours | tumour | tumour |
//! | absolute neutrophil count | ANC | absolute neutrophil count (ANC) |
//! | serum creatinine | creatinine | serum creatinine |
//! | experimental treatment | investigational drug | investigational drug (“experimental treatment”) |

use super::{Plain, one_line};
use crate::rule::Mention;

impl Plain<'_> {
    /// A concept's name for a reader, and whether the vocabulary has it.
    pub(super) fn name(&self, id: Option<&str>, text: &str) -> (String, bool) {
        let words = one_line(text);
        let Some(name) = id.and_then(|id| self.concepts.get(id)).map(|concept| concept.name.as_str()) else {
            return (words, id.is_some());
        };
        match called(name, &words) {
            Called::Otherwise(_) if self.says_same(name, &words) => (name.to_owned(), true),
            Called::Otherwise(words) | Called::Alike(words) => (words, true),
        }
    }

    /// Whether the text itself says that a name and other words are one: "double-stranded DNA antibody (dsDNA-Ab)", "G-CSF" after
    /// "colony-stimulating factor (G-CSF)"; "a total of at least 4 points" of a score named before is that score.
    fn says_same(&self, name: &str, words: &str) -> bool {
        let text = self.lower.get_or_init(|| self.text.to_lowercase());
        let name_said = name.to_lowercase();
        text.contains(&format!("({name_said})"))
            || (is_abbreviation(words) || is_abbreviation(name)) && text.contains(&name_said)
    }

    pub(super) fn mention(&self, mention: &Mention) -> String {
        self.name(mention.id.as_deref(), &mention.text).0
    }
}

/// A name, and whether the text has other words for it.
enum Called {
    Alike(String),
    Otherwise(String),
}

fn called(name: &str, words: &str) -> Called {
    let initial = stems(name).concat().chars().next();
    // "*Oxygen saturation*" is SpO2; "points derived from laboratory" are no long form of SLEDAI-2K.
    let stands_for = |word: &String| word.chars().next() == initial || KINDS.contains(&word.as_str());
    let short = is_abbreviation(name) && stems(words).iter().any(stands_for);
    let long = words.chars().count() > name.chars().count() + 3 && !words.contains('(');
    if short && long && !words.to_lowercase().contains(&name.to_lowercase()) {
        return Called::Alike(format!("{words} ({name})"));
    }
    // "Autologous/allogeneic transplantation" and "cardiac and vascular events" are each said of several.
    let several = words.contains(['/', ',', '(']) || words.contains(" and ") || words.contains(" or ");
    if several && !words.contains(" and its ") {
        return Called::Alike(name.to_owned());
    }
    let (named, said) = (stems(name), stems(words));
    let is_in = |stem: &String, of: &[String]| of.iter().any(|other| are_alike(stem, other));
    let is_kind = |stem: &String| KINDS.contains(&stem.trim_end_matches('s'));
    let passed = |stem: &String| is_generic(stem) || is_kind(stem) && named.iter().any(is_kind);
    let new: Vec<&String> = said.iter().filter(|stem| !is_in(stem, &named) && !passed(stem)).collect();
    let initials: String = said.iter().filter_map(|stem| stem.chars().next()).collect();
    if new.is_empty() || named.iter().any(|stem| stem.len() > 1 && initials.contains(stem.as_str())) {
        return Called::Alike(name.to_owned());
    }
    let same = |stem: &String| is_in(stem, &said) || is_generic(stem) || is_kind(stem) && said.iter().any(is_kind);
    if named.iter().all(same) && !several {
        return Called::Alike(words.to_owned());
    }
    Called::Otherwise(format!("{name} (“{words}”)"))
}

/// The words of a name in lower case, without the ends that grammar gives them.
fn stems(words: &str) -> Vec<String> {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).filter(|word| !JOINING.contains(&word.as_str())).collect()
}

/// Whether two words are forms of one: `tumor` and `tumours`, `biological` and `biologic`, `lactating` and `lactation`.
fn are_alike(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let shorter = one.chars().count().min(other.chars().count());
    let forms = same == shorter && same > 3 || same >= 5 || one.trim_end_matches('s') == other.trim_end_matches('s');
    forms || abbreviates(one, other) || abbreviates(other, one) || american(one) == american(other)
}

/// A word as Americans spell it: `tumour` as `tumor`, `haemoglobin` as `hemoglobin`, `oedema` as `edema`.
fn american(word: &str) -> String {
    word.trim_end_matches('s').replace("our", "or").replace("ae", "e").replace("oe", "e")
}

/// Whether one word is made of a few letters of the other: `av` of `atrioventricular`.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    let few = (2..=3).contains(&short.len()) && long.len() > 6;
    few && short.chars().next() == long.chars().next() && short.chars().all(|c| letters.any(|letter| letter == c))
}

/// Whether a word says no more than that something is such a thing.
fn is_generic(word: &str) -> bool {
    GENERIC.contains(&word) || GENERIC.contains(&word.trim_end_matches('s'))
}

const JOINING: &[&str] = &["of", "the", "a", "an", "to", "in", "for", "with", "their", "s", "other", "are", "whose"];

/// "Cardiac *condition*" is a cardiac disease; "hemorrhagic *conditions*" are more than hemorrhage.
const KINDS: &[&str] = &["condition", "disease", "disorder", "illness", "infection", "syndrome"];

const GENERIC: &[&str] = &[
    "agent",
    "drug",
    "female",
    "individual",
    "level",
    "male",
    "man",
    "medication",
    "men",
    "participant",
    "patient",
    "person",
    "product",
    "rate",
    "regimen",
    "result",
    "score",
    "subject",
    "test",
    "therapy",
    "treatment",
    "value",
    "women",
];

/// Whether a name is short and mostly capitals: `ANC`, `LVEF`, `Hb`.
fn is_abbreviation(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    name.chars().count() <= 10 && capitals * 2 >= name.chars().filter(|c| c.is_alphabetic()).count() && capitals > 0
}

#[cfg(test)]
mod tests {
    use super::{Called, called};

    #[test]
    fn a_name_and_the_words_of_the_text() {
        for (words, name, expected) in [
            ("tumours", "tumor", "tumor"),
            ("absolute neutrophil count", "ANC", "absolute neutrophil count (ANC)"),
            ("serum creatinine", "creatinine", "serum creatinine"),
            ("experimental treatment", "investigational drug", "investigational drug (“experimental treatment”)"),
            ("cerebrovascular accident", "stroke", "stroke (“cerebrovascular accident”)"),
            (
                "women of childbearing age",
                "childbearing potential",
                "childbearing potential (“women of childbearing age”)",
            ),
            (
                "hematopoietic stem cell transplantation",
                "stem cell transplantation",
                "hematopoietic stem cell transplantation",
            ),
            ("biological agents", "biologic", "biologic"),
            ("human immunodeficiency virus antibody", "HIV antibody", "HIV antibody"),
            ("cardiovascular and cerebrovascular events", "cardiovascular event", "cardiovascular event"),
            ("third-degree atrioventricular block", "third-degree AV block", "third-degree AV block"),
            ("hemorrhagic conditions", "hemorrhage", "hemorrhagic conditions"),
            ("cardiac conditions", "cardiac disease", "cardiac disease"),
            ("LNP and its components", "LNP product", "LNP product (“LNP and its components”)"),
            ("heart", "heart transplantation", "heart transplantation"),
        ] {
            let (Called::Alike(said) | Called::Otherwise(said)) = called(name, words);
            assert_eq!(said, expected, "{words}");
        }
    }
}
