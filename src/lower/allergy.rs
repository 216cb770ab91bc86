//! "allergy or hypersensitivity to X": two words for one reaction, to what is said once.

use crate::lex::Entry;

use super::coordination::Join;
use super::partial::{Partial, Related, Relation};

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

/// "allergy, *hypersensitivity or intolerance to* aspirin", "allergy or *contraindication to* gadolinium": where the item
/// after an allergy to nothing names what its own words are about, the allergy is to that.
pub fn allergen_after(items: &mut [Partial], joins: &[Join]) {
    for at in (0..items.len().saturating_sub(1)).rev() {
        let (before, after) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &after[0]);
        let bare = item.is_unvalued() && item.relation.is_none() && item.negated == next.negated;
        let reaction = item.head.as_ref().and_then(|head| head.entry).is_some_and(is_reaction);
        if !(bare && reaction && joins[at].all != Some(true) && item.times.is_empty()) {
            continue;
        }
        let id = next.entry().map(Entry::id);
        let object = match &next.relation {
            Some(related) if id == Some("contraindication") => related.objects.first().cloned(),
            None if next.outcome == Some("intolerant") => next.head.clone().map(|head| Partial {
                bytes: head.bytes.clone(),
                head: Some(head),
                ..Partial::default()
            }),
            _ => None,
        };
        item.relation = object.map(|object| Related::new(Relation::AllergyTo, object));
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
