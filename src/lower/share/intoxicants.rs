//! "alcohol or *drugs*": beside what intoxicates, drugs are illicit ones.
//!
//! | form | the second is |
//! |---|---|
//! | *never* or former smoker | … the first is a nonsmoker |
//! | *opioid* or alcohol use disorder | opioid use disorder, each a disease |
//! | abuse of alcohol or *drugs* | substance abuse |
//! | use of alcohol, tobacco or *drugs* | illicit drug use |
//! | abuse of alcohol, *medicines* or drugs | words without a place |
//!
//! Near miss: "smoking or *other drugs for asthma*", which names which.

use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::words;

use super::names::suffixed;

impl Context<'_, '_> {
    /// "*opioid*, cannabis or alcohol use disorder", "*immunosuppressive* or immunodeficient state": a drug's name before a
    /// disease that is named after another one is part of the name of a disease, and no drug that is taken.
    pub(super) fn diseases_of_drugs(&self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let (Some(own), Some(noun)) = (item.head.clone(), next.head.clone()) else { continue };
            let drug = own.entry.is_some_and(|e| e.kind().is_drug());
            let disease = noun.entry.is_none_or(|e| e.kind() == Kind::Condition);
            let ends = own.bytes.end == item.bytes.end && item.is_limitless() && item.is_unvalued();
            let joined = joins[at].all == Some(false) && item.exposure.is_none() && item.having.is_empty();
            if !(drug && disease && ends && joined) {
                continue;
            }
            let words = self.words(&noun.bytes).to_ascii_lowercase();
            let last = words.rsplit(' ').next().unwrap_or_default();
            let named = suffixed(self.words(&own.bytes), &words).filter(|e| e.kind() == Kind::Condition);
            let shared = words::DEPENDENCES.contains(&last) && words.contains(' ');
            match named {
                Some(_) => item.head = Some(Head { entry: named, bytes: own.bytes, named: true }),
                // No table has a name for it: it stands with the noun.
                None if shared => {
                    let bytes = own.bytes.start..noun.bytes.end;
                    item.head = Some(Head { entry: None, bytes, named: true });
                }
                None => {}
            }
        }
    }

    /// "*never* or former smoker": who has never smoked is no smoker, and nothing of the other is denied. Near misses: "never
    /// smoked", "*no* former smoker".
    pub(super) fn never_or_former(&self, items: &mut [Partial], joins: &[Join]) {
        for at in 0..joins.len() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let smoker = matches!(next.entry().map(Entry::id), Some("former_smoker" | "smoking"));
            if next.entry().is_some_and(|e| e.id() == "nonsmoker") && self.says_former(item) {
                // "*former* or never smoker"
                item.status = None;
                item.head = Some(Head::new(Entry::find(Kind::Observation, "former_smoker"), item.bytes.clone()));
            }
            let never = item.negated && self.words(&item.bytes).trim().eq_ignore_ascii_case("never");
            if smoker && never && joins[at].all == Some(false) && item.is_headless() {
                item.negated = false;
                item.head = Some(Head::new(Entry::find(Kind::Observation, "nonsmoker"), item.bytes.clone()));
            }
        }
    }

    fn says_former(&self, item: &Partial) -> bool {
        let former = ["former", "past", "previous", "ex"];
        let words = self.words(&item.bytes).trim().trim_end_matches('-');
        item.is_headless() && !item.negated && former.iter().any(|word| words.eq_ignore_ascii_case(word))
    }

    /// Names the drugs that stand alone after alcohol or tobacco.
    pub(super) fn drugs_beside_alcohol(&mut self, items: &mut [Partial]) {
        let mut abused = None;
        for item in items {
            let alone = item.is_blank() && !item.negated && item.subject.is_none();
            let word = item.therapy.clone().filter(|_| alone);
            match (item.entry().map(Entry::id), abused, word) {
                (Some("alcohol_abuse"), ..) => abused = Some(true),
                (Some("alcohol_use" | "alcohol" | "smoking"), ..) => abused = abused.or(Some(false)),
                (None, Some(abuse), Some(bytes)) => {
                    let drugs = matches!(&*self.words(&bytes).to_ascii_lowercase(), "drug" | "drugs");
                    let entry = match abuse {
                        true => Entry::find(Kind::Condition, "substance_abuse"),
                        false => Entry::find(Kind::Observation, "illicit_drug_use"),
                    };
                    item.head = Some(Head::new(entry.filter(|_| drugs), bytes));
                }
                _ => abused = None,
            }
        }
    }
}
