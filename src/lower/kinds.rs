//! "And" that only ends a list of what excludes.
//!
//! | pattern | example | rule |
//! |---|---|---|
//! | things of one kind, named | pregnant *and* breastfeeding women | `any(pregnancy, lactation)`, with a note |
//! | limits of several things | Hb < 9 g/dL, PLT < 100, ALT > 3 × ULN *and* INR > 1.5 | `any(…)`, with a note |
//! | each with an example | CYP3A4 inhibitors (A) *and* CYP3A4 inducers (B) | `any(…)`, with a note |
//! | three and more | asthma, COPD *and* use of warfarin | `any(…)`, with a note |
//! | other people | pacemakers *and those who* refuse MRI; asthma *and* parental *refusal* | `any(…)`, with a note |
//! | one that needs something | injuries requiring surgery, stroke *and* heart failure | `any(…)`, with a note |
//! | a class, less some of it | DMARDs (other than A) including B, C *and* D | `any(…)`, with a note |
//! | and "or" after it | weight ≥ 350 lb, asthma, *and* tumor or aneurysm | `any(…)`, with a note |
//! | two kinds | epilepsy *and* treatment with D | `all(…)` |
//! | excepted, with limits | except skin cancer, renal cell carcinoma *< 5 cm*, and thyroid cancer | `any(…)`, with a note |
//! | said to be together | both A *and* B; a combination of A *and* B | `all(…)` |
//! | what one of them has | cirrhosis with ascites *and* jaundice | `all(…)` |

use crate::grammar::Bytes;
use crate::lex::Kind;
use crate::rule::{LeafKind, Node, Severity};
use crate::words;

use super::context::Context;
use super::coordination::Join;
use super::partial::{Partial, Relation};

impl Context<'_, '_> {
    /// "Pregnant *and* breastfeeding women" among what excludes: a list, of which each excludes.
    pub fn kinds_listed(&mut self, partials: &[Partial], joins: &mut [Join]) {
        if !self.excluding {
            return;
        }
        let mut start = 0;
        while start < joins.len() {
            let listed = joins[start..].iter().take_while(|join| join.all == Some(true)).count();
            let end = start + listed;
            let kinds = listed > 0 && self.is_list_of_kinds(&partials[start..=end]);
            let limits = listed > 0 && is_list_of_limits(&partials[start..=end], &joins[start..end]);
            if kinds || limits || ends_in_alternatives(partials, &joins[..joins.len().min(end + 1)], start) {
                joins[start..end].iter_mut().for_each(|join| join.all = Some(false));
                let bytes = partials[start].bytes.start..partials[end].bytes.end;
                self.say_and_lists(&bytes);
            }
            start = end + 1;
        }
        self.other_people(partials, joins);
    }

    /// "pacemakers *and those who refuse MRI*", "ASA III *and parental refusal*": who refuses, and other people, are excluded for
    /// themselves, and so is each of a list before them. Near miss: "pregnant *and over 40 years*".
    fn other_people(&mut self, partials: &[Partial], joins: &mut [Join]) {
        for at in 0..joins.len() {
            let and = joins[at].all == Some(true) && !joins[at].bare && !joins[at].slash;
            if !and || !self.are_other_people(&partials[at + 1]) {
                continue;
            }
            let listed = joins[..at].iter().rev().take_while(|join| join.bare && join.all == Some(true)).count();
            joins[at - listed..=at].iter_mut().for_each(|join| (join.all, join.but) = (Some(false), false));
            let bytes = partials[at - listed].bytes.start..partials[at + 1].bytes.end;
            self.say_and_lists(&bytes);
        }
    }

    /// "*those* who …", "parental *refusal*".
    fn are_other_people(&self, item: &Partial) -> bool {
        let own = self.words(&item.bytes).to_ascii_lowercase();
        let mut words = own.split(' ');
        let refused = own.rsplit(' ').next() == Some("refusal");
        words.next() == Some("those") && words.next().is_some() || refused
    }

    /// Says that "and" was taken for the end of a list.
    pub fn say_and_lists(&mut self, bytes: &Bytes) {
        let message = if self.is_excepted(bytes) {
            "\"and\" among what is excepted is read as \"or\": each of these is excepted"
        } else {
            "\"and\" among what excludes is read as \"or\": each of these excludes"
        };
        self.say("and-read-as-or", Severity::Note, message, bytes);
    }

    /// Whether words that open an exception stand directly before.
    fn is_excepted(&self, bytes: &Bytes) -> bool {
        let before = self.lexed.text.get(..bytes.start).unwrap_or_default().trim_end();
        let ends = |words: &&str| {
            let start = before.len().checked_sub(words.len()).and_then(|at| before.get(at..));
            start.is_some_and(|end| end.eq_ignore_ascii_case(words))
        };
        words::EXCEPTION_OPENERS.iter().any(ends)
    }

    /// Whether an item of a list is a disease up to a limit: "except skin cancer, *renal cell carcinoma < 5 cm*, and thyroid cancer".
    fn is_limited_disease(&self, p: &Partial) -> bool {
        p.value.is_some() && kind(p) == Some(Kind::Condition) && is_named(&Partial { value: None, ..p.clone() })
    }

    /// Whether things that "and" joins are only named: two of one kind that the vocabulary has, or three and more.
    fn is_list_of_kinds(&self, partials: &[Partial]) -> bool {
        let Some((last, before)) = partials.split_last() else { return false };
        // "renal and *circulatory system diseases*": a disease that no table has.
        let disease = |p: &Partial| {
            let named = p.head.as_ref().filter(|h| h.entry.is_none())?;
            let words = self.words(&named.bytes).to_ascii_lowercase();
            let noun = words.rsplit(' ').next()?;
            // "history of *myometriosis* and endometriosis"
            let disease = words::DISEASE_ENDINGS.iter().any(|ending| noun.ends_with(ending));
            (disease || words::DISEASE_CLASS_NOUNS.contains(&noun)).then_some(Kind::Condition)
        };
        let kinds: Vec<Kind> = partials.iter().filter_map(|p| kind(p).or_else(|| disease(p))).collect();
        let known = kinds.len() == partials.len() && kinds.iter().all(|kind| *kind == kinds[0]);
        let several = partials.len() > 2 && !kinds.is_empty();
        let measured = kinds.iter().any(|kind| matches!(kind, Kind::Analyte | Kind::Score));
        let together = self.words(&partials[0].bytes).to_ascii_lowercase();
        let together = together.split(' ').any(|word| words::COMING_TOGETHER.contains(&word));
        // Of what is excepted nobody needs to have all, whatever the limits of each.
        let excepted = self.is_excepted(&partials[0].bytes);
        let is_named = |p: &Partial| is_named(p) || excepted && self.is_limited_disease(p);
        (known || several)
            && !measured
            && !together
            && before.iter().enumerate().all(|(at, p)| {
                // Whatever "and" stands directly behind may come with both.
                let named = is_named(p) || at + 1 < before.len() && is_treated_disease(p);
                let whole = p.other_than.is_empty() || is_class_with_examples(p);
                named && has_own_drug(p) && whole && p.due_to.is_none()
            })
            && (is_named(last) || partials.len() > 2 && is_treated_disease(last))
            && partials
                .windows(2)
                .all(|two| self.is_next_of_list(&two[0], &two[1]) && !describe_alike(&two[0], &two[1]))
    }

    /// Whether nothing but "and" stands between two items, and the second begins no clause.
    fn is_next_of_list(&self, item: &Partial, next: &Partial) -> bool {
        let words = self.lexed.text.get(item.bytes.end..next.bytes.start).unwrap_or("with");
        let words = words.trim_matches(|c: char| c == ',' || c.is_whitespace()).to_ascii_lowercase();
        matches!(words.as_str(), "" | "and" | "&" | "as well as" | "and also")
            && !starts_clause(self.words(&next.bytes))
    }
}

/// The kind of what an item names: a drug and a class of drugs are of one.
fn kind(partial: &Partial) -> Option<Kind> {
    let entry = partial.head.as_ref()?.entry?;
    match entry.kind() {
        // "alcohol and *illicit drugs*": habits.
        _ if words::INTOXICANTS.contains(&entry.id()) => Some(Kind::Observation),
        Kind::DrugClass => Some(Kind::Drug),
        kind => Some(kind),
    }
}

/// "weight ≥ 350 lb, MRI contraindications*, and tumor or aneurysm*": whether a list of what excludes goes on with "or" after its "and",
/// so that what "and" ends is no one picture. Near misses: "BMI > 40*, asthma, and diabetes*", which may be; "BMI > 40 *and* diabetes
/// or asthma"; "*age* ≥ 65, asthma, and smoking or drinking", whose age is of all.
fn ends_in_alternatives(partials: &[Partial], joins: &[Join], start: usize) -> bool {
    let [first, .., and, or] = &joins[start..] else { return false };
    let plain = |p: &Partial| {
        p.head.is_some() && p.sex.is_none() && !p.is_age() && !p.negated && p.relation.is_none() && p.also.is_empty()
    };
    let listed = first.bare && !and.bare && !and.tight && !and.but && or.tight && or.all == Some(false) && !or.slash;
    listed && partials[start..].iter().all(plain) && partials.len() == start + joins[start..].len() + 1
}

/// Whether an item names a thing, without limit, denial or relation.
fn is_named(p: &Partial) -> bool {
    let related = p.relation.as_ref().is_some_and(|r| r.relation != Relation::AllergyTo);
    let limited = !p.is_unvalued() || p.count.is_some() || !p.also.is_empty() || p.unless.is_some();
    p.head.is_some() && p.narrative.is_none() && !related && !limited && !p.negated
}

/// "*injuries requiring surgery*, stroke and heart failure": a disease with what it needs. Near miss: "*diabetes with retinopathy*,
/// neuropathy and nephropathy", which may come with all of them.
fn is_treated_disease(p: &Partial) -> bool {
    let treatment = |o: &Partial| o.entry().is_some_and(|e| e.kind().is_treatment()) && o.is_unvalued();
    let needs = p.relation.as_ref().is_some_and(|r| r.relation == Relation::Having && r.objects.iter().all(treatment));
    let disease = p.head.as_ref().is_some_and(|h| h.entry.is_none_or(|e| e.kind() == Kind::Condition));
    needs && disease && is_named(&Partial { relation: None, ..p.clone() })
}

/// "CYP3A4 inhibitors *(ketoconazole)* and CYP3A4 inducers": what a class of drugs is said to be, and nothing else, stands
/// beside it.
fn has_own_drug(p: &Partial) -> bool {
    let drug = |node: &Node| matches!(node, Node::Leaf(leaf) if leaf.kind == LeafKind::Drug);
    p.having.is_empty() || kind(p) == Some(Kind::Drug) && p.having.iter().all(drug)
}

/// "*DMARDs (other than methotrexate) including biologics*, leflunomide and cyclosporine": a class of drugs that goes on to a list of
/// its own, whatever is excepted from it. Near miss: "DMARDs (other than methotrexate) *and steroids*".
fn is_class_with_examples(p: &Partial) -> bool {
    kind(p) == Some(Kind::Drug) && !p.examples.is_empty()
}

/// "*uncontrolled and ongoing* psychiatric disease" is one disease; "*acute and chronic* hepatitis" are two.
fn describe_alike(item: &Partial, next: &Partial) -> bool {
    let shared = item.head.as_ref().map(|h| &h.bytes) == next.head.as_ref().map(|h| &h.bytes);
    let own = |p: &Partial, other: &Partial| {
        p.qualifiers.iter().any(|q| !other.qualifiers.contains(q) && !words::OPPOSED_QUALIFIERS.contains(q))
            || p.status.is_some() && p.status != other.status
    };
    shared && (own(item, next) || own(next, item))
}

/// Whether words begin a clause of their own: "with a rash", "requiring oxygen", "then transferred".
fn starts_clause(words: &str) -> bool {
    words
        .split_whitespace()
        .next()
        .is_some_and(|first| words::CLAUSE_OPENERS.contains(&first.to_ascii_lowercase().as_str()))
}

/// The fewest limits that a list has without a comma before "and".
const FEWEST_LIMITS: usize = 4;

/// "Hb < 9 g/dL, platelets < 100 x 10^9/L*, and* creatinine > 2 mg/dL": limits of three things and more with commas between them, none of
/// which is said to come with another. Near misses: "ALT > 3 × ULN *and* bilirubin > 2 × ULN"; "AST > 3 × ULN, ALT > 3 × ULN *and* bilirubin
/// > 2 × ULN", which has no comma before "and" and may be of the liver alone.
fn is_list_of_limits(partials: &[Partial], joins: &[Join]) -> bool {
    let Some((last, before)) = joins.split_last() else { return false };
    let limited = |p: &Partial| {
        let measured = p.entry().is_some_and(|e| matches!(e.kind(), Kind::Analyte | Kind::Score));
        measured && p.value.is_some() && p.relation.is_none() && !p.negated && p.also.is_empty()
    };
    let commas = before.iter().all(|join| join.bare && !join.but) && !last.bare && !last.slash && !last.but;
    let several = partials.len() >= FEWEST_LIMITS || partials.len() + 1 == FEWEST_LIMITS && !last.tight;
    let apart = (1..partials.len()).all(|at| partials[..at].iter().all(|p| p.entry() != partials[at].entry()));
    commas && several && apart && partials.iter().all(limited)
}
