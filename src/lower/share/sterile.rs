//! Why a woman can bear no child, behind the denial that she can.
//!
//! | form | rule |
//! |---|---|
//! | women not of childbearing potential*, e.g., hysterectomy or tubal ligation* | `any(not(childbearing potential), hysterectomy, tubal ligation)` |
//! | women without childbearing potential, such as *ovariectomy or hysterectomy* | the same |
//!
//! Near misses: "no pregnancy or *hysterectomy*", "no *hysterectomy* and no childbearing potential", where the operation is denied.

use crate::lex::Kind;
use crate::lower::coordination::Join;
use crate::lower::partial::Partial;

/// Lets the operations behind a denied childbearing potential be what will do instead.
pub(super) fn made_sterile(items: &mut [Partial], joins: &mut [Join], demand: bool, text: &str) {
    let own_denial = |p: &Partial| {
        let own = text.get(p.bytes.clone()).unwrap_or("").to_ascii_lowercase();
        own.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "no" | "not" | "non" | "without" | "never"))
    };
    let bears = |p: &Partial| p.negated && p.entry().is_some_and(|e| e.id() == "childbearing_potential");
    let Some(first) = items.iter().position(|p| bears(p) || p.also.iter().any(bears)).filter(|_| demand) else {
        return;
    };
    for at in first + 1..items.len() {
        let operated = items[at].entry().is_some_and(|e| e.kind() == Kind::Procedure);
        if !operated || own_denial(&items[at]) {
            return;
        }
        if items[at].negated {
            (items[at].negated, items[at].negated_by_list, items[at].absent) = (false, false, false);
            (joins[at - 1].all, joins[at - 1].tight) = (Some(false), true);
        }
    }
}
