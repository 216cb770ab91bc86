//! "allergy or hypersensitivity to X": two words for one reaction, to what is said once.

use crate::lex::Entry;

use super::coordination::Join;
use super::partial::{Partial, Relation};

/// Makes one allergy of two words for it, where the second says what it is to.
pub fn same_allergen(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    for at in (0..items.len().saturating_sub(1)).rev() {
        let (item, next) = (&items[at], &items[at + 1]);
        let bare = item.is_unvalued() && item.relation.is_none() && item.negated == next.negated;
        let reaction = item.head.as_ref().and_then(|head| head.entry).is_some_and(is_reaction);
        let told = next.relation.as_ref().is_some_and(|related| related.relation == Relation::AllergyTo);
        if bare && reaction && told {
            let first = items.remove(at);
            joins.remove(at);
            let next = &mut items[at];
            next.bytes.start = first.bytes.start;
            next.status = first.status.or(next.status);
            next.known |= first.known;
            next.qualifiers.splice(0..0, first.qualifiers);
        }
    }
}

/// An allergy to anything: not to food, not of the nose.
fn is_reaction(entry: Entry) -> bool {
    matches!(entry.id(), "allergy" | "drug_allergy")
}

#[cfg(test)]
mod tests {
    use crate::rule::Section;
    use crate::source::Document;
    use crate::{Options, extract};

    fn reading(text: &str) -> Option<String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        extract(&document, &Options { section: Some(Section::Exclusion) }).criteria.swap_remove(0).reading
    }

    #[test]
    fn words_for_an_allergy_are_one_allergy() {
        assert_eq!(
            reading("Known allergy or hypersensitivity reaction to dexmedetomidine").as_deref(),
            Some("allergy dexmedetomidine")
        );
        assert_eq!(
            reading("Asthma or hypersensitivity to dexmedetomidine").as_deref(),
            Some("any(condition asthma, allergy dexmedetomidine)"),
            "but not a disease"
        );
    }

    #[test]
    fn an_allergy_to_nothing_stays_one_to_anything() {
        assert_eq!(
            reading("History of allergy or asthma").as_deref(),
            Some("any(allergy history of allergy, condition history of asthma)")
        );
        assert_eq!(
            reading("Food allergy or hypersensitivity to dexmedetomidine").as_deref(),
            Some("any(allergy food allergy, allergy dexmedetomidine)")
        );
    }
}
