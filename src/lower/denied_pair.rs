//! "Do not have a smartphone *and* a mobile number" among what excludes: who lacks either does not have both.
//!
//! Near misses: "do not have a caregiver *and lives alone*", a clause of its own; "do not have diabetes *or* hypertension", neither; the
//! same in a demand, which asks that there is none of them.

use crate::words;

use super::context::Context;
use super::coordination::Join;
use super::partial::Partial;

impl Context<'_, '_> {
    /// Denies the second of two things that "and" joins behind such words as well, and takes either for enough.
    pub fn denied_with_and(&self, partials: &mut [Partial], joins: &mut [Join]) {
        let [first, second] = partials else { return };
        let [join] = joins else { return };
        let and = join.all == Some(true) && join.tight && !join.bare && !join.slash && !join.but;
        if !self.excluding || self.demand || !and || !first.negated || second.negated {
            return;
        }
        let own = self.words(&first.bytes).to_ascii_lowercase();
        let denied = words::NOT_HAVING.iter().any(|words| own.contains(words));
        let next = self.words(&second.bytes).to_ascii_lowercase();
        let mut said = next.split(' ');
        let opening = said.next().unwrap_or_default();
        let verb = words::CLAUSE_OPENERS.contains(&opening) || opening.ends_with('s') && said.next().is_some();
        if denied && !verb && second.is_unvalued() && !second.verb && second.narrative.is_none() {
            (second.negated, second.absent) = (true, first.absent);
            join.all = Some(false);
        }
    }
}
