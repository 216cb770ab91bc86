//! People of both sexes, whatever else is said of either.
//!
//! | form | read |
//! |---|---|
//! | male*, or female, 19 to 75 years* | either, of that age |
//! | men or *non-pregnant women* | either; women are not pregnant |
//! | *healthy* men, or women not pregnant, 18 to 55 years | each is healthy and of that age |
//!
//! Near miss: "men *(18-65 years)* and women (18-55 years)", each with an age.

use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

/// "Male, *or female, 19 to 75 years*", "men or *non-pregnant women aged 18 to 45*": both sexes, whatever else is said of
/// either.
pub(super) fn either_sex(items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    const OF_WOMEN: [&str; 3] = ["childbearing_potential", "lactation", "pregnancy"];
    let mut at = 1;
    while at < items.len() {
        let (before, rest) = items.split_at_mut(at);
        let (before, item) = (&mut before[at - 1], &mut rest[0]);
        let bare = |p: &Partial| {
            // "men *(18-65 years)* and women (18-55 years)" are of an age each.
            let says = p.head.is_some() || p.value.is_some() || !p.also.is_empty();
            !says && p.unknown.is_empty() && p.times.is_empty() && !p.negated
        };
        let state = item.entry().is_some_and(|e| OF_WOMEN.contains(&e.id()));
        let healthy = before.entry().is_some_and(|e| e.id() == "healthy_volunteer") && before.is_unvalued();
        let age = item.is_age();
        match (&before.sex, &mut item.sex) {
            (Some((first, from)), Some((second, to)))
                if bare(before) && item.head.is_none() && !item.negated && first != second && *second != "any" =>
            {
                (*second, *to) = ("any", from.start..to.end);
                item.bytes.start = before.bytes.start;
            }
            // "men or *women not pregnant*": who is a man is not denied.
            (Some(("male", _)), _) if bare(before) && item.negated && state => item.sex_apart = false,
            // "*healthy* men, or women not pregnant, 18 to 55 years": who is healthy is either.
            (Some(("male", _)), _) if healthy && item.negated && state && joins[at - 1].all == Some(false) => {
                (before.sex, item.sex_apart) = (None, false);
                let end = (at..joins.len()).find(|n| !joins[*n].bare).unwrap_or(joins.len());
                joins[at - 1..end].iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
                at += 1;
                continue;
            }
            // "Male or female, *19 to 75 years*"
            (Some(both), None) if bare(before) && both.0 == "any" && joins[at - 1].bare && age => {
                item.sex = Some(both.clone());
                item.bytes.start = before.bytes.start;
            }
            _ => {
                at += 1;
                continue;
            }
        }
        items.remove(at - 1);
        joins.remove(at - 1);
    }
}
