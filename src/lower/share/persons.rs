//! "Patient or partner with HIV": two people, of each of whom is said what stands after the second.
//!
//! Near miss: "parent or guardian", one name for who answers.

use crate::lex::{Cue, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;
use crate::words;

/// "obese or diabetic *women*": the sex after the last of a list is that of all.
///
/// Near misses: "diabetes or pregnant *women*", a state that says the sex; "asthma, or diabetic *men*", whom a comma parts.
pub(super) fn sex_of_all(items: &mut [Partial], joins: &[Join]) {
    let Some((last, before)) = items.split_last_mut() else { return };
    let Some((head, (sex, bytes))) = last.head.as_ref().zip(last.sex.clone()).filter(|(_, (sex, _))| *sex != "any")
    else {
        return;
    };
    let state =
        |p: &Partial| p.entry().is_none_or(|e| e.kind() != Kind::Condition || words::STATES_OF_WOMEN.contains(&e.id()));
    let end = last.finding.as_ref().map_or(head.bytes.end, |(_, found)| found.end.max(head.bytes.end));
    let follows = bytes.start == end + 1;
    let plain = |p: &Partial| p.sex.is_none() && p.head.is_some() && !state(p) && p.is_limitless() && p.value.is_none();
    let listed = joins.iter().enumerate().all(|(n, j)| !j.but && !j.slash && (j.tight || j.bare) && n < before.len());
    if follows && last.value.is_none() && !state(last) && listed && before.iter().all(plain) {
        before.iter_mut().for_each(|p| p.sex = Some((sex, bytes.clone())));
    }
}

impl Context<'_, '_> {
    /// Says of a person who is only named what is said of the next one.
    pub(super) fn said_of_both(&self, items: &mut [Partial], joins: &[Join]) {
        for at in (0..items.len().saturating_sub(1)).rev() {
            let (before, after) = items.split_at_mut(at + 1);
            let (item, next) = (&mut before[at], &after[0]);
            let words = self.words(&item.bytes);
            let names = |words: &str| look_up(words).and_then(|group| group.cue()) == Some(Cue::Patient);
            let patient = names(words);
            let named = item.subject.is_some() || patient;
            let first = self.words(&next.bytes);
            let to_patient = first.split(' ').next().is_some_and(names);
            let status = next.status.is_some() && item.subject == Some("relative") && words.ends_with("of");
            let other = next.subject.is_some() && next.subject != item.subject;
            let alone = item.is_blank() && item.status.is_none() && !item.negated && item.sex.is_none();
            let says = !next.is_headless() && next.narrative.is_none();
            let joined = joins[at].tight && !joins[at].bare;
            if named && alone && says && joined && (other || to_patient && !patient || status) {
                let own = std::mem::take(item);
                *item = Partial {
                    subject: own.subject,
                    bytes: own.bytes,
                    status: next.status.filter(|_| !status),
                    ..next.clone()
                };
            }
        }
    }
}
