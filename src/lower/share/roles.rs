//! Inhibitors and inducers, where the degree and the enzyme are said once.
//!
//! | form | example | read |
//! |---|---|---|
//! | two degrees | *moderate or strong* CYP3A4 inhibitors or inducers | inducers of both degrees |
//! | two degrees before "of" | *strong or moderate* inhibitors/inducers of CYP3A4 | the same |
//! | two enzymes | strong *CYP3A4 or P-gp* inhibitors or inducers | inducers of both, which are strong |
//!
//! Near misses: "CYP2D6 *inhibitors* or strong CYP3A4 inhibitors or inducers", whose first has a noun of its own; "strong CYP3A4
//! inhibitors or *CYP3A4 inducers*", which names the enzyme again.

use crate::lex::{Entry, Kind, look_up};
use crate::lower::context::Context;
use crate::lower::coordination::Join;
use crate::lower::partial::{Head, Partial};

/// What is done to an enzyme, in words that end the names of such classes.
const ROLES: [&str; 2] = ["inhibitor", "inducer"];

/// How strongly.
const DEGREES: [&str; 3] = ["strong", "moderate", "weak"];

/// A class of drugs by its parts: "strong", "CYP3A4", "inhibitor".
struct Class {
    degree: Option<&'static str>,
    enzyme: &'static str,
    role: &'static str,
}

impl Class {
    fn of(item: &Partial) -> Option<Self> {
        let entry = item.entry().filter(|e| e.kind() == Kind::DrugClass)?;
        let (enzyme, role) = entry.name().rsplit_once(' ').filter(|(_, role)| ROLES.contains(role))?;
        let first = enzyme.split(' ').next().unwrap_or("");
        let named = DEGREES.into_iter().find(|degree| *degree == first);
        let enzyme = named.map_or(enzyme, |degree| enzyme[degree.len()..].trim_start());
        let said = item.qualifiers.iter().find(|q| DEGREES.contains(q));
        Some(Self { degree: named.or(said.copied()), enzyme, role })
    }

    /// The row of a class, and the degree that is no part of its name.
    fn entry(degree: Option<&'static str>, enzyme: &str, role: &str) -> Option<(Entry, Option<&'static str>)> {
        let row = |name: String| look_up(&name)?.of(Kind::DrugClass);
        let graded = degree.and_then(|degree| row(format!("{degree} {enzyme} {role}")));
        graded.map(|e| (e, None)).or_else(|| Some((row(format!("{enzyme} {role}"))?, degree)))
    }
}

impl Context<'_, '_> {
    /// Adds to "inducers", behind several kinds of inhibitors that share one noun, those of the kinds before the last.
    pub(super) fn roles_of_each(&self, items: &mut Vec<Partial>, joins: &mut Vec<Join>) {
        let mut last = 2;
        while last < items.len() {
            let added = self.roles_before(&items[last - 2..=last], &joins[last - 2..last]);
            let Some((other, graded)) = added else {
                last += 1;
                continue;
            };
            items[last] = graded;
            let join = joins[last - 1];
            items.insert(last, other);
            joins.insert(last - 1, join);
            last += 2;
        }
    }

    /// Of "*strong CYP3A4*, *P-gp inhibitors*, *inducers*": the inducers of the first, and the last as strong as those before it.
    fn roles_before(&self, items: &[Partial], joins: &[Join]) -> Option<(Partial, Partial)> {
        let [first, second, last] = items else { return None };
        let (one, two, three) = (Class::of(first)?, Class::of(second)?, Class::of(last)?);
        let words = |p: &Partial| self.words(&p.bytes).to_ascii_lowercase();
        let noun = |p: &Partial| ROLES.iter().any(|role| words(p).contains(role));
        let alone = |p: &Partial| ROLES.iter().any(|role| words(p).strip_prefix(role).is_some_and(|s| s.len() < 2));
        let alike = one.role == two.role && two.role != three.role && two.enzyme == three.enzyme;
        let shared =
            !noun(first) && noun(second) && (alone(last) || two.degree == three.degree && two.degree.is_some());
        let either = joins.iter().all(|j| j.all == Some(false) && !j.but && (j.tight || j.slash));
        if !(alike && shared && either) || one.degree == two.degree && one.enzyme == two.enzyme {
            return None;
        }
        let named = |class: &Class, of: &Partial| {
            let (entry, degree) = Class::entry(class.degree, class.enzyme, three.role)?;
            let bytes = last.head.as_ref()?.bytes.clone();
            let others = last.qualifiers.iter().filter(|q| !DEGREES.contains(q)).copied();
            let qualifiers = degree.into_iter().chain(others).collect();
            let head = Some(Head { entry: Some(entry), bytes, named: true });
            Some(Partial { head, qualifiers, bytes: of.bytes.clone(), ..last.clone() })
        };
        Some((named(&one, first)?, named(&two, last)?))
    }
}
