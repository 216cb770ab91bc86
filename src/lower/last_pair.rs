//! A last pair with "or" between them, and what a demand sets beside it: commas before "A or B" do not make one list of
//! alternatives where A and B answer one question and what stands before them answers another.
//!
//! | form | example | rule |
//! |---|---|---|
//! | an age | age ≥ 18*, ECOG 0 or KPS ≥ 70* | `all(age, any(ECOG, KPS))` |
//! | one disease before two results | AML*, EF < 40 % or NYHA III* | `all(AML, any(…))`, with a note |
//! | one disease before two drugs | asthma*, on ICS or LABA* | the same |
//! | limits before two measures of one thing | Hb ≥ 9*, creatinine ≤ 1.5 or CrCl ≥ 50* | the same |
//! | people with either | adults aged 18-65 with *CRP > 5 or ESR > 20* | `all(age, any(CRP, ESR))` |
//! | the same with "and" | pneumonia and *fever or SpO2 < 94 %* | the same, without a note |
//!
//! Near misses: "CRP ≥ 6, ESR ≥ 28*, or* DAS28 > 3.2", whose comma makes it one list; "hypertension, BMI > 30 or *age > 65*" and
//! "infarction, *PCI or CABG*", risks and events of which one does; all of it under Exclusion, where each excludes.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::grammar::QuantityForm;
use crate::lex::{Entry, Kind, look_up};
use crate::rule::Severity;
use crate::words;

use super::atom::is_measured;
use super::context::Context;
use super::coordination::Join;
use super::partial::Partial;

/// The highest of the ages that people usually have to have come to. What asks for more years may be a risk beside others.
const OLDEST_ENTRY: Decimal = Decimal::from_parts(21, 0, 0, false, 0);

/// The most words of the name of a disease that ends a phrase.
const LONGEST_NAME: usize = 8;

/// What an item of a demand tells of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    /// How old, and of which sex.
    Person,
    /// Which disease.
    Disease,
    /// The result of a test, a score, or a finding in a gene.
    Result,
    /// What is taken.
    Drug,
}

impl Context<'_, '_> {
    /// Sets what a demand says before and after "A or B" beside both of them.
    pub fn beside_last_pair(&mut self, partials: &[Partial], joins: &mut [Join]) {
        self.age_beside(partials, joins);
        self.values_of_last(partials, joins);
        let Some(run) = self.alternatives_run(partials, joins) else { return };
        let (earlier, rest) = partials.split_at(run.start);
        let (either, later) = rest.split_at(run.len() + 1);
        // "CDR 0.5 or *1*" is of the measure before it.
        let kind = |p: &Partial| p.entry().map(Entry::kind);
        let asked = self.question(&either[0]);
        let of_one = |p: &Partial| {
            let given = asked == Some(Question::Drug) && kind(p) == kind(&either[0]);
            given || p.is_limit_alone() && !p.is_age() || self.question(p) == asked
        };
        let outside = |at: usize| !run.contains(&at);
        let beside = either.iter().all(of_one)
            && match asked {
                Some(Question::Result) => self.are_beside_results(earlier, either),
                Some(Question::Drug) => {
                    let limited = |p: &Partial| self.question(p) == Some(Question::Result) && !p.is_unvalued();
                    (self.is_taken(&either[0]) || earlier.iter().chain(later).any(limited))
                        && self.are_beside(earlier, |p| !p.is_unvalued())
                }
                _ => false,
            };
        if !beside {
            return;
        }
        let doubtful = joins.iter().enumerate().any(|(at, join)| outside(at) && join.bare && join.all == Some(false))
            && earlier.iter().any(|p| self.question(p) != Some(Question::Person))
            || !later.is_empty();
        for (at, join) in joins.iter_mut().enumerate() {
            if outside(at) && !join.slash {
                (join.all, join.tight) = (Some(true), false);
            } else {
                join.tight = true;
            }
        }
        if doubtful {
            let bytes = earlier[earlier.len() - 1].bytes.start..either[0].bytes.end;
            let message = "a comma before two things of which either does: read as \"and\"";
            self.say("comma-read-as-and", Severity::Note, message, &bytes);
        }
    }

    /// "MoCA < 26*, CDR 0.5 or 1*": an "or" between two values of the last is none of the list.
    fn values_of_last(&self, partials: &[Partial], joins: &mut [Join]) {
        let result = |p: &Partial| self.question(p) == Some(Question::Result) && !p.is_unvalued();
        let either = partials.last().is_some_and(|last| result(last) && !last.or_else.is_empty());
        let commas = joins.iter().all(|join| join.bare && !join.slash && !join.but && join.all == Some(false));
        let others =
            || partials[..joins.len()].iter().all(|p| result(p) || self.question(p) == Some(Question::Disease));
        if either && commas && others() {
            joins.iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
        }
    }

    /// The places of the joins of the one "A or B" (or "A or B or C") in a list whose other items commas or "and" join, with
    /// something before it.
    fn alternatives_run(&self, partials: &[Partial], joins: &[Join]) -> Option<Range<usize>> {
        let or = |at: usize| {
            let join = &joins[at];
            let taken = self.is_taken(&partials[at]);
            let said = !join.bare && (join.tight || self.is_taken(&partials[at + 1]));
            join.all == Some(false) && !join.but && if join.slash { taken } else { said }
        };
        let start = (0..joins.len()).find(|at| or(*at)).filter(|start| *start > 0)?;
        let end = (start..joins.len()).find(|at| !or(*at)).unwrap_or(joins.len());
        let slashed = |at: usize| joins[at].all == Some(true) && joins[at].slash;
        let listed = |at: usize| {
            let join = &joins[at];
            slashed(at) || !join.slash && (join.bare || join.all == Some(true) && !join.but)
        };
        (0..start).chain(end..joins.len()).all(listed).then_some(start..end)
    }

    /// "*women aged 18-75*, diabetes treated with metformin or insulin": who may take part is demanded of all.
    fn age_beside(&self, partials: &[Partial], joins: &mut [Join]) {
        let whole = |p: &Partial| !p.negated && p.other_times.is_empty() && p.or_else.is_empty() && p.also.is_empty();
        let people = partials.iter().take_while(|p| self.question(p) == Some(Question::Person) && whole(p)).count();
        let (before, after) = joins.split_at_mut(people.min(joins.len()));
        let rest = &partials[people..];
        let others = rest.iter().any(|p| p.is_age() || p.sex.is_some());
        let one_list = after.iter().any(|join| !join.bare && !join.tight && join.all == Some(false));
        let bare = before.iter().all(|join| join.bare && join.all == Some(false));
        if !rest.is_empty() && partials[..people].iter().any(is_age_of_entry) && !others && !one_list && bare {
            before.iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
        }
    }

    /// Whether an item opens with how something is taken: "*on* insulin", "*treated with* insulin".
    pub(super) fn is_taken(&self, item: &Partial) -> bool {
        let before = |at: usize| self.lexed.text[..at].trim_end();
        let on = |at: usize| before(at).rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("on"));
        let given = item.entry().is_some_and(|e| e.kind().is_drug() || e.kind() == Kind::Procedure);
        given && (item.verb || item.exposure.is_some() || item.head.as_ref().is_some_and(|head| on(head.bytes.start)))
    }

    fn question(&self, item: &Partial) -> Option<Question> {
        let kind = item.entry().map(Entry::kind);
        let person = item.is_age() || item.head.is_none() && item.sex.is_some() && item.relation.is_none();
        match kind {
            _ if item.negated || item.narrative.is_some() => None,
            None if person => Some(Question::Person),
            Some(Kind::Analyte | Kind::Score) => Some(Question::Result),
            Some(Kind::Observation) if self.is_of_gene(item) => Some(Question::Result),
            // "*≥ 1 enhancing lesion*", so many of what is found
            Some(Kind::Condition) if item.value.is_some() || item.count.is_some() => Some(Question::Result),
            Some(Kind::Condition) if item.is_unvalued() && item.outcome.is_none() => Some(Question::Disease),
            None if self.ends_in_disease(item) => Some(Question::Disease),
            // "*CAD-RADS ≥ 3*", a result of what no table has
            None if item.head.is_some() && item.value.as_ref().is_some_and(|q| q.form == QuantityForm::Limit) => {
                Some(Question::Result)
            }
            Some(kind) if kind.is_drug() || self.is_taken(item) => Some(Question::Drug),
            _ => None,
        }
    }

    /// "*center-involving* diabetic macular edema": whether words that no table has end in the name of a disease.
    fn ends_in_disease(&self, item: &Partial) -> bool {
        let plain = item.is_unvalued() && item.outcome.is_none() && item.relation.is_none();
        let Some(head) = item.head.as_ref().filter(|h| h.entry.is_none() && plain) else { return false };
        let words = self.words(&head.bytes);
        let ends = words.rmatch_indices(' ').take(LONGEST_NAME).map(|(space, _)| &words[space + 1..]);
        ends.into_iter().any(|end| look_up(end).is_some_and(|group| group.of(Kind::Condition).is_some()))
    }

    /// "EGFR *mutation*": whether what is found in a gene or a chromosome is said.
    fn is_of_gene(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        words.split([' ', '-']).any(|word| words::CHANGES_OF_GENES.contains(&word))
    }

    /// Whether what stands before several results is demanded beside them: a comma after people or a disease parts demands, and
    /// so do the others of its list.
    fn are_beside_results(&self, earlier: &[Partial], either: &[Partial]) -> bool {
        let stated = |p: &Partial| !p.is_unvalued() || self.is_of_gene(p);
        let parted = matches!(self.question(&earlier[0]), Some(Question::Person | Question::Disease));
        let one = either.iter().find(|p| stated(p));
        let entries = |at: usize| either.get(at).and_then(Partial::entry);
        let same = entries(0).filter(|entry| either.iter().all(|p| p.is_limit_alone() || p.entry() == Some(*entry)));
        let of_one = entries(0).zip(entries(1)).and_then(|(one, other)| family(one, other));
        let other_measure = |p: &Partial| {
            let of_other = |e: Entry| same.is_some_and(|same| same != e) || of_one.is_some_and(|of| !is_of(of, e));
            stated(p) && p.entry().is_some_and(|e| is_measured(e) && (parted || of_other(e)))
        };
        one.is_some() && self.are_beside(earlier, other_measure)
    }

    /// Whether there are people, one disease at the most, and results of this sort.
    fn are_beside(&self, earlier: &[Partial], result: impl Fn(&Partial) -> bool) -> bool {
        let diseases = earlier.iter().filter(|p| self.question(p) == Some(Question::Disease)).count();
        diseases < 2
            && earlier.iter().all(|p| match self.question(p) {
                Some(Question::Person | Question::Disease) => true,
                Some(Question::Result) => result(p),
                Some(Question::Drug) | None => false,
            })
    }
}

/// "adults aged 18-65 *with CRP > 5 mg/L or ESR > 20 mm/h*": what people come with is an item of its own beside their age, so that
/// "or" joins what they come with. Near miss: "… with CRP > 5 mg/L or *healthy women*".
pub fn results_of_people(partials: &mut Vec<Partial>, joins: &mut Vec<Join>) {
    let result = |p: &Partial| p.entry().is_some_and(is_measured) && !p.is_unvalued() && !p.negated && p.sex.is_none();
    let disease = |p: &Partial| {
        let named = p.entry().is_some_and(|e| e.kind() == Kind::Condition);
        named && p.is_unvalued() && !p.negated && p.sex.is_none() && !p.verb
    };
    let apart = |people: &Partial, join: &Join, next: &Partial| {
        let or = join.all == Some(false) && join.tight && !join.slash && !join.but;
        let [only] = people.also.as_slice() else { return false };
        let either = result(only) && (result(next) || disease(next)) && next.also.is_empty() && next.relation.is_none();
        people.is_age() && !people.negated && or && either
    };
    if !joins.iter().enumerate().any(|(at, join)| apart(&partials[at], join, &partials[at + 1])) {
        return;
    }
    let mut rest = std::mem::take(partials).into_iter().peekable();
    let mut rest_joins = std::mem::take(joins).into_iter();
    while let Some(mut item) = rest.next() {
        let join = rest_joins.next();
        let split = join.zip(rest.peek()).filter(|(join, next)| apart(&item, join, next));
        let limit = split.and_then(|(join, _)| Some((join, item.also.pop()?)));
        partials.push(item);
        if let Some((join, limit)) = limit {
            joins.push(Join { all: Some(true), tight: false, ..join });
            partials.push(limit);
        }
        joins.extend(join);
    }
}

/// Whether it is an age that people have to have come to, or one of two ends: no risk beside others.
pub fn is_age_of_entry(item: &Partial) -> bool {
    let whole = !item.negated && item.other_times.is_empty() && item.or_else.is_empty() && item.also.is_empty();
    let bounds = item.value.as_ref().map(|q| &q.bounds).filter(|_| item.is_age() && whole);
    let low = bounds.and_then(|b| b.low());
    low.is_some_and(|(low, _)| low.0 <= OLDEST_ENTRY || bounds.is_some_and(|b| b.high().is_some()))
}

/// The measures that answer the question which both of these answer: creatinine and its clearance.
pub fn family(one: Entry, other: Entry) -> Option<&'static str> {
    let mut families = words::MEASURES_OF_ONE.iter().copied();
    families.find(|family| one != other && is_of(family, one) && is_of(family, other))
}

fn is_of(family: &str, entry: Entry) -> bool {
    family.split(' ').any(|id| id == entry.id())
}
