//! "Influenza or pneumococcal *vaccine*": diseases that name vaccines by a noun said once, after the last.
//!
//! Near misses: "*fever* or influenza vaccine", of which there is no vaccine; "*active* influenza or pneumococcal vaccine";
//! "influenza*, or* pneumococcal vaccine"; "*malaria* or malaria vaccine", the disease
//! itself; "*cancer* or live vaccine", where the vaccine is named by how it is made.

use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};
use crate::words;

use super::settings::is_for_life;

/// The noun that is said once, as names of vaccines have it.
const NOUN: &str = "vaccine";

/// What it ends in where the text says what was done: "tetanus or pertussis *vaccination*".
const NOUNS: [&str; 4] = [NOUN, "vaccination", "immunization", "immunisation"];

impl Context<'_, '_> {
    /// Reads the diseases of such a list as their vaccines.
    pub(super) fn vaccines_named_once(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        for at in (0..joins.len()).rev() {
            let (before, rest) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &rest[0]);
            let (Some(own), Some(vaccine)) = (&item.head, &next.head) else { continue };
            let listed = joins[at].all.is_some() && (joins[at].tight || joins[at].bare) && !joins[at].but;
            let disease = own.entry.is_some_and(|e| e.kind() == Kind::Condition) && own.bytes == item.bytes;
            let words = self.words(&own.bytes);
            let of = self.words(&vaccine.bytes).to_lowercase();
            let given = vaccine.entry.is_some_and(|e| e.kind().is_drug());
            let noun = vaccine.named || NOUNS.iter().any(|noun| of.trim_end_matches('s').ends_with(noun));
            let itself = of.contains(&words.to_lowercase());
            let plain = item.is_limitless() && item.is_unvalued() && !is_for_life(item) && !item.negated;
            let by_make = |e: Entry| words::VACCINES_OF_NO_INFECTION.contains(&e.id());
            if !(listed && disease && given && noun && plain) || itself || vaccine.entry.is_some_and(by_make) {
                continue;
            }
            let entry = look_up(&format!("{words} {NOUN}")).and_then(|g| g.entries().find(|e| e.kind().is_drug()));
            let entry = entry.filter(|e| !by_make(*e));
            if entry.is_some() && entry == next.entry() {
                // "*measles*, mumps or rubella vaccine" is one of all of these.
                let start = item.bytes.start;
                items.remove(at);
                joins.remove(at);
                items[at].bytes.start = start;
                items[at].head.iter_mut().for_each(|head| head.bytes.start = start);
            } else if entry.is_some() {
                item.head = Some(Head { entry, bytes: own.bytes.clone(), named: true });
            }
        }
    }
}
