//! Which drug leaves mention a drug: not every treatment and not every class does. The words that tell are in
//! `lexicons/drug_mentions.tsv`.

use std::sync::LazyLock;

use crate::lex::{Kind, look_up};

/// The cells of the table's rows.
struct Words {
    not_named: Vec<&'static str>,
    treatment: Vec<&'static str>,
    no_allergen: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let row = |id: &str| {
        let rows = include_str!("../../../lexicons/drug_mentions.tsv").lines().map(|l| l.split('\t'));
        let mut cells = rows.filter_map(|mut cells| (cells.next() == Some(id)).then_some(cells));
        let terms = cells.next().and_then(|mut cells| cells.nth(1)).unwrap_or("");
        terms.split('|').filter(|t| !t.is_empty()).collect()
    };
    Words { not_named: row("not_named"), treatment: row("treatment"), no_allergen: row("no_allergen") }
});

/// The kind of fact that a drug's or class's mention is: `drug` where it names one, `therapy` where the words are
/// those of a treatment ("chemotherapy", "antiplatelet therapy"; but an "anti-CD20 therapy" is named by its target),
/// `generic` where they name no drug in particular ("investigational product").
pub(super) fn kind(id: Option<&str>, text: &str) -> &'static str {
    if id.is_some_and(|id| WORDS.not_named.contains(&id)) {
        return "generic";
    }
    if id.is_none() && !is_name(text) {
        return "example";
    }
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("").to_ascii_lowercase();
    // A "study intervention" may be anything, and "tobacco/nicotine-containing products" are smoked.
    if last.starts_with("intervention") || id == Some("nicotine_replacement") && text.ends_with("containing products") {
        return "generic";
    }
    // Of one who was vaccinated against something it is known with what.
    let named = last.contains("accinat") && text.len() > last.len();
    let treatment = WORDS.treatment.contains(&last.as_str())
        || last.ends_with("therapy")
        || last.ends_with("adjuvant")
        || id == Some("bowel_preparation") && matches!(last.as_str(), "prep" | "preparation");
    if treatment && !named && !names_target(text) { "therapy" } else { "drug" }
}

/// Whether what somebody is allergic to is a substance that is given: not latex, nor "any component".
pub(super) fn is_allergen(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.clone().next().is_some() && !words.any(|w| WORDS.no_allergen.contains(&w.to_ascii_lowercase().as_str()))
}

/// Whether words that no table has can be the name of a drug. Near misses: "*Screening*", a moment of the trial; "*NCT01234567*", a
/// trial; "*Legally*".
fn is_name(text: &str) -> bool {
    let moment = look_up(&text.to_lowercase()).is_some_and(|group| group.has(&[Kind::Anchor]));
    !moment && !text.starts_with("NCT") && (text.contains(' ') || !text.ends_with("ly"))
}

/// "anti-CD20 therapy", "Anti-PD-1 treatment", "PD1/PDL1 immunotherapy", "PSMA-targeted therapy". Near misses: "immunotherapy",
/// "first-line therapy", "targeted therapy".
fn names_target(text: &str) -> bool {
    let anti = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("anti"));
    let first = text.split(' ').next().unwrap_or("");
    let target = first.len() < text.len() && first.bytes().filter(u8::is_ascii_uppercase).count() > 1;
    (anti || target) && text.chars().any(|c| c.is_ascii_digit()) || target && first.ends_with("-targeted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn treatments_are_not_drugs_unless_their_target_is_named() {
        assert_eq!(kind(Some("anti_cd20_therapy"), "Anti-CD20 therapy"), "drug");
        assert_eq!(kind(Some("anti_pd_1_or_anti_pd_l1_therapy"), "PD1/PDL1 immunotherapy"), "drug");
        assert_eq!(kind(Some("immunotherapy"), "immunotherapy"), "therapy");
        assert_eq!(kind(Some("antiplatelet"), "anti-platelet therapy"), "therapy");
        assert_eq!(kind(Some("antiplatelet"), "antiplatelet agents"), "drug");
        assert_eq!(kind(Some("chemotherapy"), "Chemotherapy"), "therapy");
        assert_eq!(kind(Some("vaccine"), "vaccination"), "therapy");
        assert_eq!(kind(Some("influenza_vaccine"), "influenza vaccination"), "drug");
    }

    #[test]
    fn an_allergen_is_a_substance() {
        assert!(is_allergen("butylated hydroxytoluene"));
        assert!(!is_allergen("any component"));
        assert!(!is_allergen("latex"));
        assert!(!is_allergen("mitochondrial disorders"));
    }

    #[test]
    fn classes_that_name_nothing_are_generic() {
        assert_eq!(kind(Some("investigational_drug"), "experimental agents"), "generic");
        assert_eq!(kind(Some("rituximab"), "rituximab"), "drug");
        assert_eq!(kind(None, "NK510"), "drug");
    }
}
