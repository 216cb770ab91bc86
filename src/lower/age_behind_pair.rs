//! An age behind the last of several alternatives, which is that of whoever has any of them.
//!
//! | form | rule |
//! |---|---|
//! | patients with asthma or COPD *aged 40 to 80 years* | `all(any(asthma, COPD), age 40..80 a)` |
//! | Chinese or Japanese *aged 20 to 45 years* | the same |
//!
//! Near misses: "asthma, or *children with* COPD aged 6 to 11", which names other people; "men or *postmenopausal women* aged ≥ 50",
//! where the age may be of the women alone; "*boys aged 6 or* girls aged 8", each of whom has one; among what excludes.

use super::context::Context;
use super::coordination::Join;
use super::partial::Partial;
use crate::lex::Kind;
use crate::words;

impl Context<'_, '_> {
    /// Sets the age of the last alternative beside all of them.
    pub(super) fn age_behind_pair(&self, partials: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let Some((last, before)) = partials.split_last() else { return };
        let or = |join: &&Join| join.all == Some(false) && !join.but && !join.slash;
        let run = joins.iter().rev().take_while(or).count();
        let (added, either) = joins.split_at(joins.len() - run);
        let Some((end, listed)) = either.split_last() else { return };
        let listed = end.tight || !listed.is_empty() && listed.iter().all(|join| join.bare);
        // "*men*, either smokers or ex-smokers aged 40 to 60": what is demanded besides.
        let besides = added.iter().all(|join| join.all == Some(true) && !join.tight);
        let (besides_it, before) = before.split_at(added.len());
        let besides = besides && !besides_it.iter().any(|p| p.is_age() || p.also.iter().any(Partial::is_age));
        let happens = |p: &Partial| {
            p.entry().is_some_and(|e| matches!(e.kind(), Kind::Condition | Kind::Observation | Kind::Procedure))
        };
        let woman = |p: &Partial| p.entry().is_some_and(|e| words::STATES_OF_WOMEN.contains(&e.id()));
        let named = |p: &Partial| happens(p) && p.is_unvalued() && !p.negated && p.sex.is_none() && !woman(p);
        let [age] = last.also.as_slice() else { return };
        let behind = last.head.as_ref().is_some_and(|head| head.bytes.end <= age.bytes.start);
        let alone = before.iter().all(|p| named(p) && p.also.is_empty()) && named(last);
        if !listed
            || !besides
            || !behind
            || !alone
            || !age.is_age()
            || age.sex.is_some()
            || self.names_people_again(last)
        {
            return;
        }
        let Some(age) = partials.last_mut().and_then(|last| last.also.pop()) else { return };
        joins.iter_mut().rev().take(run).for_each(|join| join.tight = true);
        joins.push(Join { all: Some(true), tight: false, bare: false, slash: false, but: false });
        partials.push(age);
    }

    /// "asthma or *children with* COPD": whether people stand before what an item names.
    fn names_people_again(&self, item: &Partial) -> bool {
        let end = item.head.as_ref().map_or(item.bytes.end, |head| head.bytes.start);
        let lead = self.lexed.text.get(item.bytes.start..end).unwrap_or("").to_ascii_lowercase();
        lead.split(|c: char| !c.is_alphabetic()).any(|word| words::PEOPLE_OF_ARMS.contains(&word))
    }
}
