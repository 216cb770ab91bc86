//! "allergy or hypersensitivity to X": two words for one reaction, to what is said once.

use crate::grammar::Chunk;
use crate::lex::{Cue, Entry, Kind, look_up};
use crate::words;

use super::context::{Context, Sort};
use super::coordination::Join;
use super::partial::{Head, Partial, Related, Relation};

/// So many chunks behind "sensitivity to" stands at most what it is to.
const FARTHEST: usize = 4;

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

/// "allergy to eggs, *gelatin* or *neomycin*": what stands bare beside an allergy whose name says what it is to. What follows the
/// first of them is an object of that one.
///
/// Near misses: "allergy to eggs or *current* warfarin", "allergy to eggs or *asthma*", "*egg allergy*, gelatin".
pub fn allergy_to_others<'a>(words: impl Fn(&Head) -> &'a str, items: &mut [Partial]) {
    for at in 1..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (before, item) = (&before[at - 1], &mut rest[0]);
        let Some(named) = before.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind() == Kind::Condition)) else {
            continue;
        };
        let names = words(named);
        let Some(reaction) = names.split_once(" to ").and_then(|(first, _)| look_up(first)?.of(Kind::Condition)) else {
            continue;
        };
        let substance = item.entry().is_none_or(|e| e.kind().is_drug());
        let own = item.head.as_ref().is_some_and(|h| h.bytes == item.bytes);
        let bare = own && item.is_limitless() && item.is_unvalued() && item.status.is_none() && !item.verb;
        if !(is_reaction(reaction) && before.relation.is_none() && before.negated == item.negated && substance && bare)
        {
            continue;
        }
        let head = Head { entry: Some(reaction), ..named.clone() };
        let object = std::mem::take(item);
        let (bytes, negated) = (object.bytes.clone(), object.negated);
        let object = Partial { negated: false, ..object };
        *item = Partial {
            head: Some(head),
            relation: Some(Related::new(Relation::AllergyTo, object)),
            status: before.status,
            known: before.known,
            qualifiers: before.qualifiers.clone(),
            negated,
            bytes,
            ..Partial::default()
        };
    }
}

/// "*penicillin* or cephalosporin allergy": to each drug that stands bare before it.
///
/// Near misses: "*warfarin* or allergy to latex", "*current* penicillin or cephalosporin allergy".
pub fn allergy_to_each(items: &mut [Partial], joins: &[Join]) {
    for at in (0..joins.len()).rev() {
        let (before, rest) = items.split_at_mut(at + 1);
        let (item, next) = (&mut before[at], &rest[0]);
        let (Some(related), Some(head)) = (&next.relation, &next.head) else { continue };
        let object = related.objects.first().filter(|_| related.relation == Relation::AllergyTo);
        let compound = object.is_some_and(|object| object.bytes.end <= head.bytes.start);
        let named = item.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind().is_drug()));
        // "*Known* penicillin or cephalosporin allergy": the word before the first is of both.
        let alone = |h: &Head| h.bytes == item.bytes || item.known && h.bytes.end == item.bytes.end;
        let bare = named.is_some_and(alone) && item.is_limitless() && item.status.is_none();
        if compound && bare && joins[at].all == Some(false) && !joins[at].but {
            let own = std::mem::take(item);
            let bytes = own.bytes.clone();
            *item = Partial { relation: Some(Related::new(Relation::AllergyTo, own)), bytes, ..next.clone() };
        }
    }
}

/// An allergy to anything: not to food, not of the nose.
fn is_reaction(entry: Entry) -> bool {
    matches!(entry.id(), "allergy" | "drug_allergy")
}

impl Context<'_, '_> {
    /// "known *sensitivity to lidocaine*", "allergy or *sensitivity to* the study drug": a word for an allergy before what it is to.
    /// Near misses: "*sensitivity to light*", "sensitivity to *insulin*", "*bacterial* sensitivity to vancomycin"; and, demanded,
    /// "sensitivity to sunitinib".
    pub(super) fn sensitivity_to(&self, chunk: &Chunk, rest: &[Chunk], partial: &mut Partial) -> bool {
        let word = self.words(&chunk.span).to_ascii_lowercase();
        let to = rest.first().is_some_and(|c| self.is_cue(c, Cue::To));
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug() && e.id() != "insulin");
        let named = rest.iter().skip(1).take(FARTHEST).take_while(|c| !self.is_separator(c)).any(drug);
        let alone = partial.head.is_none() && partial.unknown.is_empty() && partial.value.is_none();
        // A tumour or a germ is demanded to be sensitive to what is given.
        let of_person = !self.demand || partial.negated || partial.known;
        let told = words::ALLERGY_WORDS.contains(&&*word) && to && named && alone && of_person;
        let allergy = Entry::find(Kind::Condition, "allergy").filter(|_| told);
        if let Some(allergy) = allergy {
            partial.head = Some(Head::new(Some(allergy), chunk.span.clone()));
        }
        allergy.is_some()
    }

    /// "*penicillin* allergy": whether what is named directly before an allergy is what it is to. Near miss: "*vincristine* or
    /// allergy", where more than a space parts them.
    pub fn is_object_of_allergy(&self, first: &Head, second: &Head) -> bool {
        let drug = first.entry.is_some_and(|e| e.kind().is_drug());
        let between = self.lexed.text.get(first.bytes.end..second.bytes.start);
        drug && second.entry.is_some_and(|e| e.id() == "allergy") && between.is_some_and(|b| b.trim().is_empty())
    }
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
