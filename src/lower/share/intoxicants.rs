//! "alcohol or *drugs*": beside what intoxicates, drugs are illicit ones.
//!
//! | form | the second is |
//! |---|---|
//! | abuse of alcohol or *drugs* | substance abuse |
//! | use of alcohol, tobacco or *drugs* | illicit drug use |
//! | abuse of alcohol, *medicines* or drugs | words without a place |
//!
//! Near miss: "smoking or *other drugs for asthma*", which names which.

use crate::lex::{Entry, Kind};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};

impl Context<'_, '_> {
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
