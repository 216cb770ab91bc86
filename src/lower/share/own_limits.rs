//! Limits behind another limit that are none of the same thing, or are joined to what follows them.
//!
//! | form | example |
//! |---|---|
//! | so many of things | weight loss > 5 kg, *≥ 3 drinks/d* |
//! | so many of a kind | FEV1 < 80 % and *≥ 2 moderate* or ≥ 1 severe |
//! | parted by a comma | PRA ≥ 99.9 %, *or ≥ 98 % and* diabetes |
//!
//! Near misses: "> 20 or *> 10 drinks/d*" of drinks; "HbA1c > 9 % or *> 7 %* with diabetes".

use crate::lex::{Kind, look_up};
use crate::lower::atom::is_measured;
use crate::lower::build::named_by_unit;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};

use super::limits::is_bare_limit;

/// "ESS ≥ 10 and *≥ 5 apneas/h*", "weight loss > 5 kg, *≥ 3 drinks/d*": a number of things is none of what is measured in
/// something else. Near miss: "> 20 or *> 10 drinks/d*" of drinks.
pub(super) fn counts_something_else(before: &Partial, item: &mut Partial) {
    let code = |p: &Partial| p.value.as_ref().and_then(|q| q.unit.as_ref()?.code.clone());
    let things = code(item).filter(|code| code.starts_with('{') && !code.starts_with("{score}"));
    let measured = before.entry().filter(|e| is_measured(*e) && !before.is_unvalued());
    if let Some(things) = things.as_deref().filter(|_| before.entry().is_some_and(|e| e.kind().is_treatment())) {
        // "on caffeine, *≥ 3 apneas per day*": of what is no form of a drug nobody takes so many.
        let word = things.trim_start_matches('{').split('}').next().unwrap_or("");
        let known = look_up(word).is_some_and(|group| group.of(Kind::Unit).is_some());
        let events = !known && !word.is_empty() && word.chars().all(char::is_alphabetic);
        if events && item.is_limit_alone() && !item.is_age() {
            let unit = item.value.as_ref().and_then(|q| q.unit.as_ref());
            item.head = unit.map(|unit| Head::new(None, unit.span.clone()));
            return;
        }
    }
    let observed = before.entry().is_some_and(|e| e.kind() == Kind::Observation);
    if things.is_some() && observed && item.is_limit_alone() && !item.is_age() {
        // "nonsmoker, or *fewer than 10 cigarettes a day*": so many of what the unit names.
        item.head = named_by_unit(item).or_else(|| item.head.take());
    }
    let (Some(things), Some(entry)) = (things, measured) else { return };
    // "≥ 150/µL or *≥ 300 cells/µL*": a word beside a unit is no other unit.
    let plain = |code: &str| code.rsplit(['{', '}']).next().unwrap_or("").to_owned();
    let per = plain(&things);
    let same = !per.is_empty() && code(before).is_some_and(|code| plain(&code) == per && code.starts_with(['/', '{']));
    let other = !same
        && entry.usual_unit().is_some_and(|usual| usual != things)
        && code(before).is_none_or(|code| code != things);
    if other && item.is_limit_alone() && !item.is_age() {
        let named = item.value.as_ref().and_then(|q| q.unit.as_ref()).map(|unit| Head::new(None, unit.span.clone()));
        item.head = named_by_unit(item).or(named);
    }
}

/// "PRA ≥ 99.9 %*, or* ≥ 98 % *and* 5 years of waiting": a comma before "or" parts what "and" joins behind it.
pub(super) fn is_parted(joins: &[Join], at: usize) -> bool {
    let (or, next) = (&joins[at - 1], joins.get(at));
    let and = next.is_some_and(|join| join.all == Some(true) && join.tight && !join.bare && !join.slash && !join.but);
    and && !or.tight && !or.bare && !or.slash
}

/// "FEV1 < 80 % and *≥ 2 moderate* or ≥ 1 severe": so many of a kind of something that is not named, and no limit of what has a unit.
/// Near miss: "pain ≥ 4 and *moderate*".
pub(super) fn counts_kind(item: &Partial, before: &Partial) -> bool {
    let analyte = before.entry().is_some_and(|e| e.kind() == Kind::Analyte);
    let unit = before.value.as_ref().is_some_and(|q| q.unit.is_some() || q.relative_to.is_some());
    let counted = item.value.as_deref().is_some_and(is_bare_limit) && item.head.is_none();
    let degree =
        item.last_qualifier.as_ref().zip(item.value.as_ref()).is_some_and(|(said, q)| said.start >= q.value.end);
    analyte && unit && counted && degree && item.unknown.is_empty()
}
