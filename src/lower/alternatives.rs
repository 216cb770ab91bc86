//! Alternatives that "and" joins, and what stands before alternatives and is demanded with each of them.
//!
//! | form | example | rule |
//! |---|---|---|
//! | kinds of which nobody has two | ASA I *and* well-controlled ASA II; mild *and* moderate COPD | `any(A, B)`, with a note |
//! | limits that nobody is between | BMI < 27 *and* > 45 | the same |
//! | the healthy and the ill | healthy *and* asthmatic volunteers | the same |
//! | people of both sexes | men *and* postmenopausal women | `any(A, B)` |
//! | diseases with commas alone | herniated disc*,* spinal stenosis | `any(A, B)`, with a note |
//! | limits before two things | ECOG 0-1, *gastric or colon cancer* | `all(L, any(A, B))` |
//! | a history after "and" | hypertension and a history of *stroke or TIA* | `all(H, any(A, B))` |
//!
//! Near misses: "diabetes and hypertension", which one has together; "ER and PR positive", two results; "Hb < 8, dyspnea,
//! or chest pain", a list to its end; "asthma and COPD or ACOS", where nothing says that the first is asked of both.

use crate::grammar::{Chunk, QuantityForm};
use crate::lex::{Entry, Kind};
use crate::rule::{Node, Number, Severity, Status};
use crate::words;

use super::atom::is_measured;
use super::concept::leaf_kind;
use super::context::{Context, Sort};
use super::coordination::Join;
use super::partial::Partial;

impl Context<'_, '_> {
    /// "*mild and moderate* COPD": kinds of one thing that exclude each other are alternatives, however they are joined.
    pub fn exclusive_kinds(&mut self, partials: &[Partial], joins: &mut [Join]) {
        for at in 0..joins.len() {
            let (one, other) = (&partials[at], &partials[at + 1]);
            if joins[at].all != Some(true) || joins[at].but || one.negated || other.negated {
                continue;
            }
            let of_sexes = joins[at].tight && self.demand && are_of_both_sexes(one, other);
            let apart = joins[at].tight && !joins[at].bare && are_limited_apart(one, other);
            let kinds = joins[at].tight && self.are_exclusive(one, other);
            if !(of_sexes || kinds || apart) {
                continue;
            }
            joins[at].all = Some(false);
            if apart {
                let before = joins[..at].iter_mut().rev().take_while(|join| join.bare && join.all == Some(true));
                before.for_each(|join| (join.all, join.tight) = (Some(self.demand), false));
            }
            if kinds || apart {
                let bytes = one.bytes.start..other.bytes.end;
                let message = match apart {
                    true => "\"and\" joins limits of which nobody meets two: read as \"or\"",
                    false => "\"and\" joins kinds of which nobody has two: read as \"or\"",
                };
                self.say("and-read-as-or", Severity::Note, message, &bytes);
            }
        }
    }

    /// "herniated disc, spinal stenosis": where diseases are demanded with commas alone, any of them does.
    ///
    /// Near misses: "diabetes, age > 50", "asthma, no COPD", "hypertension *and* diabetes".
    pub fn bare_alternatives(&mut self, partials: &[Partial], joins: &mut [Join]) {
        let listed = |join: &Join| join.bare && join.all == Some(true) && !join.but;
        // "*advanced or metastatic* melanoma, NSCLC": one disease in two states
        let states = |at: usize| {
            let (one, other, join) = (&partials[at], &partials[at + 1], &joins[at]);
            let same = one.entry().is_some() && one.entry() == other.entry();
            join.tight && !join.bare && join.all == Some(false) && same
        };
        let whole = (0..joins.len()).all(|at| listed(&joins[at]) || states(at)) && joins.iter().any(listed);
        // "must have the following: A, B" counts them.
        let headed = partials.first().is_some_and(|p| self.just_before(p.bytes.start).ends_with(':'));
        if !self.demand || headed || !whole {
            return;
        }
        let kind = |p: &Partial| p.entry().map(Entry::kind);
        let disease = |p: &Partial| kind(p) == Some(Kind::Condition);
        let happens =
            |p: &Partial| kind(p).is_none_or(|k| matches!(k, Kind::Observation | Kind::Procedure) || k.is_drug());
        let named = |p: &Partial| disease(p) || self.in_brackets && happens(p) && p.head.is_some();
        let own = |p: &Partial| p.is_unvalued() && !p.negated && p.sex.is_none() && p.relation.is_none() && !p.verb;
        if !partials.iter().all(|p| named(p) && own(p) && p.also.is_empty() && p.times.is_empty()) {
            return;
        }
        joins.iter_mut().for_each(|join| (join.all, join.tight) = (Some(false), false));
        if !self.in_brackets {
            let bytes = partials[0].bytes.start..partials[partials.len() - 1].bytes.end;
            let message = "diseases with commas alone between them: read as \"or\"";
            self.say("comma-read-as-or", Severity::Note, message, &bytes);
        }
    }

    /// "ICS/LABA": inhaled drugs with a slash between them are given together, and so are those of a "combination".
    pub fn inhaled_together(&self, partials: &[Partial], joins: &mut [Join]) {
        let inhaled = |p: &Partial| p.entry().is_some_and(|e| words::COMBINED_INHALED.contains(&e.id()));
        for (at, join) in joins.iter_mut().enumerate() {
            let both = inhaled(&partials[at]) && inhaled(&partials[at + 1]);
            if join.slash && (both || self.is_combination(&partials[at + 1])) {
                (join.all, join.tight) = (Some(true), true);
            }
        }
    }

    /// "metformin/sulfonylurea *combination*": the word says that both are given, and is left out of what they are called.
    /// Near miss: "opioid *combination*", which may be one of anything.
    pub fn without_combination(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let drug = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let of = |at: usize| {
            let pair = at > 2 && drug(&chunks[at - 1]) && drug(&chunks[at - 3]);
            pair && self.sort(&chunks[at - 2]) == Sort::Slash && is_combined(self.words(&chunks[at].span))
        };
        let at = (0..chunks.len()).find(|at| of(*at))?;
        self.take(&chunks[at..=at]);
        let span = self.span(&chunks[at].span);
        self.placed.push(span);
        Some(chunks[..at].iter().chain(&chunks[at + 1..]).cloned().collect())
    }

    /// Whether "combination" stands directly after the drug that an item names.
    fn is_combination(&self, item: &Partial) -> bool {
        let Some(head) = item.head.as_ref().filter(|h| h.entry.is_some_and(|e| e.kind().is_drug())) else {
            return false;
        };
        let after = self.lexed.text[head.bytes.end..].trim_start();
        is_combined(after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default())
    }

    /// Whether no patient is both: another class of one scale, another degree of one disease, another type of it.
    fn are_exclusive(&self, one: &Partial, other: &Partial) -> bool {
        let (Some(first), Some(second)) = (one.entry(), other.entry()) else { return false };
        // "*healthy* and asthmatic volunteers": nobody is both.
        let healthy = |e: Entry| e.id() == "healthy_volunteer";
        if healthy(first) && second.kind() == Kind::Condition || healthy(second) && first.kind() == Kind::Condition {
            return self.are_of_people(other);
        }
        let opposed = |a: &str, b: &str| a != b && words::EXCLUSIVE_KINDS.iter().any(|set| has_both(set, a, b));
        if first != second {
            return first.kind() == second.kind() && differ_in_type(first.name(), second.name())
                || opposed(first.id(), second.id());
        }
        let denied = |p: &Partial| p.finding.as_ref().is_some_and(|(is, _)| *is == "negative");
        if first.kind() == Kind::Condition && denied(one) != denied(other) {
            // "HIV-infected *and* HIV-uninfected women"
            return true;
        }
        let class = |p: &Partial| p.value.as_ref().filter(|q| q.form == QuantityForm::Class).map(|q| q.classes.clone());
        if let (Some(a), Some(b)) = (class(one), class(other)) {
            let scale = |p: &Partial| p.grade.as_ref().and_then(|grade| grade.entry);
            let graded = first.is_graded() || first.kind() == Kind::Condition && scale(one) == scale(other);
            // "stage T3 N0": of the tumour the one, of its nodes the other.
            let letter = |p: &Partial| p.value.as_ref().and_then(|q| q.scale);
            // "ASA class *≥ I and ≤ III*": one span of classes.
            let apart = !are_ends_of_span(one, other) && !a.is_empty() && !a.iter().any(|class| b.contains(class));
            return graded && letter(one) == letter(other) && apart;
        }
        if let (Some(a), Some(b)) = (result_in(one), result_in(other)) {
            return a.0 == b.0 && opposed(a.1, b.1);
        }
        if let (Some((a, _)), Some((b, _))) = (&one.finding, &other.finding) {
            let words = |p: &Partial| p.head.as_ref().map(|h| self.words(&h.bytes).to_ascii_lowercase());
            return opposed(a, b) && words(one) == words(other);
        }
        let limited = one.value.is_some() || other.value.is_some();
        !limited && one.qualifiers.iter().any(|a| other.qualifiers.iter().any(|b| opposed(a, b)))
    }
}

impl Context<'_, '_> {
    /// Whether a word for people stands directly after what an item names: "asthmatic *volunteers*".
    fn are_of_people(&self, item: &Partial) -> bool {
        let Some(head) = &item.head else { return false };
        let after = self.lexed.text[head.bytes.end..].trim_start();
        let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_ascii_lowercase();
        matches!(
            next.as_str(),
            "volunteers" | "subjects" | "participants" | "patients" | "individuals" | "adults" | "controls"
        )
    }
}

fn is_combined(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "combination" | "combinations" | "combo")
}

/// The ends of an item's limit and its unit, where the item says nothing else.
fn limit_alone(p: &Partial) -> Option<(Option<Number>, Option<Number>, Option<&str>)> {
    let plain = p.times.is_empty() && p.lead_times.is_empty() && p.settings.is_empty() && p.methods.is_empty();
    let alone = plain && p.change.is_none() && p.sex.is_none() && p.relation.is_none() && p.alternatives.is_empty();
    let quantity = p.value.as_ref().filter(|q| q.form == QuantityForm::Limit && alone && q.relative_to.is_none())?;
    Some((quantity.bounds.low().map(|(n, _)| n), quantity.bounds.high().map(|(n, _)| n), quantity.code()))
}

/// "BMI < 27 *and* > 45": two limits of one thing, the second above the first or below it, that no result meets. Near misses: "BMI > 27
/// and < 45"; "Hb < 8 *at screening* and > 10 *at day 7*", results of two days.
fn are_limited_apart(one: &Partial, other: &Partial) -> bool {
    let measured = |p: &Partial| p.entry().filter(|e| is_measured(*e));
    let same = measured(one).is_some() && measured(one) == measured(other) || one.is_age() && other.is_age();
    let (Some(first), Some(second)) = (limit_alone(one), limit_alone(other)) else { return false };
    // "PANSS ≥ 70 and < 20 % change": a unit that is said once is that of both where it is the usual one.
    let usual = |code: Option<&str>| code.is_some() && code == measured(one).and_then(Entry::usual_unit);
    let said = first.2.or(second.2);
    let units = first.2 == second.2 || (first.2.is_none() || second.2.is_none()) && (usual(said) || one.is_age());
    let below = |a: Option<Number>, b: Option<Number>| a.zip(b).is_some_and(|(high, low)| high < low);
    let one_sided = first.0.is_none() != first.1.is_none() && second.0.is_none() != second.1.is_none();
    same && units && one_sided && (below(first.1, second.0) || below(second.1, first.0))
}

/// "ASA class *≥ I* and *≤ III*": the two ends of one span. Near miss: "grade < 2 and > 3", which nothing is between.
fn are_ends_of_span(one: &Partial, other: &Partial) -> bool {
    let ends = |p: &Partial| p.value.as_ref().map(|q| (q.bounds.low(), q.bounds.high()));
    match (ends(one), ends(other)) {
        (Some((Some(low), None)), Some((None, Some(high)))) | (Some((None, Some(high))), Some((Some(low), None))) => {
            low <= high
        }
        _ => false,
    }
}

/// "*HER2-positive* breast cancer": the one result that a disease has, and of what.
fn result_in(partial: &Partial) -> Option<(&str, &str)> {
    match partial.having.as_slice() {
        [Node::Leaf(leaf)] => Some((leaf.concept_id()?, leaf.value.as_ref()?.is.as_deref()?)),
        _ => None,
    }
}

/// "type 1 diabetes", "type 2 diabetes"; "primary infertility", "secondary infertility": names of two types of one thing.
fn differ_in_type(one: &str, other: &str) -> bool {
    let tokens = |name: &str| name.to_ascii_lowercase().split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (tokens(one), tokens(other));
    let mut differing = a.iter().zip(&b).filter(|(a, b)| a != b);
    let (Some((first, second)), None) = (differing.next(), differing.next()) else { return false };
    let typed = a.iter().any(|word| words::TYPED_NAMES.contains(&word.as_str()));
    let number = |word: &str| word.len() <= 3 && word.bytes().all(|c| c.is_ascii_digit() || b"iv".contains(&c));
    let letter = |word: &str| word.len() == 1;
    let types = typed && (number(first) && number(second) || letter(first) && letter(second));
    a.len() == b.len() && (types || words::EXCLUSIVE_KINDS.iter().any(|set| has_both(set, first, second)))
}

fn has_both(set: &str, a: &str, b: &str) -> bool {
    let has = |word: &str| set.split(' ').any(|one| one == word);
    has(a) && has(b)
}

/// "men *and* postmenopausal women", "men with A *and* women with B": nobody is both.
fn are_of_both_sexes(one: &Partial, other: &Partial) -> bool {
    let sex = |p: &Partial| p.sex.as_ref().map(|(sex, _)| *sex).filter(|sex| *sex != "any");
    let limited = |p: &Partial| p.by_sex || p.has_sex_and_limit() || p.is_age_of_sex();
    let of_woman = |p: &Partial| p.entry().is_some_and(|e| words::STATES_OF_WOMEN.contains(&e.id()));
    let healthy = |p: &Partial| p.entry().is_some_and(|e| e.id() == "healthy_volunteer");
    let alone = |p: &Partial| (p.head.is_none() || healthy(p)) && p.value.is_none() && p.relation.is_none();
    let differ = match (sex(one), sex(other)) {
        (Some(a), Some(b)) => a != b,
        (Some("male"), None) => alone(one) && of_woman(other),
        (None, Some("male")) => alone(other) && of_woman(one),
        _ => false,
    };
    differ && !limited(one) && !limited(other)
}

/// "*ECOG 0-1, patients with* gastric or colon cancer": limits before two things of one kind are demanded of whoever has
/// either of them, with a comma or with "and".
pub fn limits_of_alternatives(partials: &[Partial], joins: &mut [Join]) {
    let limits = partials.iter().take_while(|p| is_limit(p)).count();
    if limits == 0 || limits >= joins.len() {
        return;
    }
    let (before, after) = joins.split_at_mut(limits);
    let rest = &partials[limits..];
    let kind = |p: &Partial| p.entry().map(|e| leaf_kind(e.kind()));
    let named = |p: &Partial| p.head.is_some() && p.is_unvalued() && p.also.is_empty() && !p.negated && !is_limit(p);
    let alike = rest.iter().all(named) && rest.iter().all(|p| kind(p).is_some() && kind(p) == kind(&rest[0]));
    let either = after.iter().all(|join| join.all == Some(false) && !join.but && !join.slash);
    // "age > 65, diabetes, hypertension or stroke" may be one list.
    let two = after.len() == 1 && after[0].tight;
    let added = before.iter().all(|join| join.bare || join.all == Some(true));
    if alike && either && two && added {
        before.iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
    }
}

/// Whether an item limits the person's age, names a sex, or gives a limit or class of what is measured.
fn is_limit(partial: &Partial) -> bool {
    let sexed = partial.head.is_none() && partial.sex.is_some() && partial.relation.is_none();
    let measured = partial.value.is_some() && partial.entry().is_some_and(is_measured);
    !partial.negated && (partial.is_age() || sexed || measured)
}

/// "hypertension and *a history of stroke or TIA*": what has been, said once, opens one part of what stands before it.
pub fn grouped_by_history(partials: &[Partial], joins: &mut [Join]) {
    let event = |p: &Partial| {
        let kind = p.entry().map(Entry::kind);
        matches!(kind, Some(Kind::Condition | Kind::Procedure)) && p.is_unvalued() && !p.negated && p.relation.is_none()
    };
    let plain = |p: &Partial| event(p) && p.status.is_none() && p.sex.is_none() && !p.verb && !p.known;
    for at in 1..joins.len() {
        let history = partials[at].status == Some(Status::History) && event(&partials[at]);
        let and = joins[at - 1].all == Some(true) && partials[at - 1].status.is_none() && !partials[at - 1].negated;
        let last = at + 1 == joins.len() && joins[at].tight && joins[at].all == Some(false);
        if history && and && last && event(&partials[at - 1]) && plain(&partials[at + 1]) {
            joins[at - 1].tight = false;
        }
    }
}
