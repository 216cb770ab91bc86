//! Drugs that no table knows, by the stem that their international nonproprietary name ends in (`lexicons/stems.tsv`).

include!(concat!(env!("OUT_DIR"), "/stems.rs"));

/// The letters a name has at least before its stem.
const BEFORE: usize = 3;

/// The class of the drug whose name, in normal form, this is by its stem; `None` where it ends in none, or is an
/// ordinary word that happens to.
///
/// ```
/// use trial_extract::lex::stem_class;
/// assert_eq!(stem_class("newtuzumab"), Some("monoclonal_antibody"));
/// assert_eq!(stem_class("mab"), None);
/// assert_eq!(stem_class("concept"), None);
/// ```
pub fn stem_class(word: &str) -> Option<&'static str> {
    let word = word.strip_suffix('s').filter(|w| !w.ends_with('s')).unwrap_or(word);
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let last = word.as_bytes().last();
    // Most stems end in another letter.
    let has = |stem: &str| stem.as_bytes().last() == last && word.len() >= stem.len() + BEFORE && word.ends_with(stem);
    let found = STEMS.iter().filter(|(stem, ..)| has(stem)).max_by_key(|(stem, ..)| stem.len())?;
    (!found.2.split('|').any(|ordinary| ordinary == word)).then_some(found.1)
}
