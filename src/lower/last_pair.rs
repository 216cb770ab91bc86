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

use rust_decimal::Decimal;

use crate::lex::{Entry, Kind};
use crate::rule::Severity;
use crate::words;

use super::atom::is_measured;
use super::context::Context;
use super::coordination::Join;
use super::partial::Partial;

/// The highest of the ages that people usually have to have come to. What asks for more years may be a risk beside others.
const OLDEST_ENTRY: Decimal = Decimal::from_parts(21, 0, 0, false, 0);

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
    /// Sets what a demand says before a last "A or B" beside both of them.
    pub fn beside_last_pair(&mut self, partials: &[Partial], joins: &mut [Join]) {
        self.age_beside(partials, joins);
        let Some((last, before)) = joins.split_last_mut() else { return };
        let [earlier @ .., one, other] = partials else { return };
        let or = last.all == Some(false) && !last.but && !last.slash && (last.tight || self.is_taken(other));
        let listed = |join: &Join| join.bare && !join.slash || join.all == Some(true) && !join.but && !join.slash;
        if earlier.is_empty() || !or || !before.iter().all(listed) {
            return;
        }
        let Some(pair) = self.question(one).filter(|pair| Some(*pair) == self.question(other)) else { return };
        let beside = match pair {
            Question::Result => self.are_beside_results(earlier, one, other),
            Question::Drug => self.is_taken(one) && self.are_beside_drugs(earlier),
            Question::Person | Question::Disease => false,
        };
        if !beside {
            return;
        }
        let doubtful = before.iter().any(|join| join.bare && join.all == Some(false))
            && earlier.iter().any(|p| self.question(p) != Some(Question::Person));
        before.iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
        last.tight = true;
        if doubtful {
            let bytes = earlier[earlier.len() - 1].bytes.start..one.bytes.end;
            let message = "a comma before two things of which either does: read as \"and\"";
            self.say("comma-read-as-and", Severity::Note, message, &bytes);
        }
    }

    /// "*women aged 18-75*, diabetes treated with metformin or insulin": who may take part is demanded of all.
    fn age_beside(&self, partials: &[Partial], joins: &mut [Join]) {
        let whole = |p: &Partial| !p.negated && p.other_times.is_empty() && p.or_else.is_empty() && p.also.is_empty();
        let people = partials.iter().take_while(|p| self.question(p) == Some(Question::Person) && whole(p)).count();
        let (before, after) = joins.split_at_mut(people.min(joins.len()));
        let rest = &partials[people..];
        let entry = |p: &Partial| {
            let bounds = p.value.as_ref().map(|q| &q.bounds).filter(|_| p.is_age());
            let low = bounds.and_then(|b| b.low());
            low.is_some_and(|(low, _)| low.0 <= OLDEST_ENTRY || bounds.is_some_and(|b| b.high().is_some()))
        };
        let others = rest.iter().any(|p| p.is_age() || p.sex.is_some());
        let one_list = after.iter().any(|join| !join.bare && !join.tight && join.all == Some(false));
        let bare = before.iter().all(|join| join.bare && join.all == Some(false));
        if !rest.is_empty() && partials[..people].iter().any(entry) && !others && !one_list && bare {
            before.iter_mut().for_each(|join| (join.all, join.tight) = (Some(true), false));
        }
    }

    /// Whether an item opens with how something is taken: "*on* insulin", "*treated with* insulin".
    fn is_taken(&self, item: &Partial) -> bool {
        let before = |at: usize| self.lexed.text[..at].trim_end();
        let on = |at: usize| before(at).rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("on"));
        let drug = item.entry().is_some_and(|e| e.kind().is_drug());
        drug && (item.verb || item.exposure.is_some() || item.head.as_ref().is_some_and(|head| on(head.bytes.start)))
    }

    fn question(&self, item: &Partial) -> Option<Question> {
        let kind = item.entry().map(Entry::kind);
        let person = item.is_age() || item.head.is_none() && item.sex.is_some() && item.relation.is_none();
        match kind {
            _ if item.negated || item.narrative.is_some() => None,
            None if person => Some(Question::Person),
            Some(Kind::Analyte | Kind::Score) => Some(Question::Result),
            Some(Kind::Observation) if self.is_of_gene(item) => Some(Question::Result),
            Some(Kind::Condition) if item.value.is_some() => Some(Question::Result),
            Some(Kind::Condition) if item.is_unvalued() && item.outcome.is_none() => Some(Question::Disease),
            Some(kind) if kind.is_drug() => Some(Question::Drug),
            _ => None,
        }
    }

    /// "EGFR *mutation*": whether what is found in a gene or a chromosome is said.
    fn is_of_gene(&self, item: &Partial) -> bool {
        let words = self.words(&item.bytes).to_ascii_lowercase();
        words.split(' ').any(|word| words::CHANGES_OF_GENES.contains(&word))
    }

    /// Whether what stands before two results is demanded beside them.
    fn are_beside_results(&self, earlier: &[Partial], one: &Partial, other: &Partial) -> bool {
        let stated = |p: &Partial| !p.is_unvalued() || self.is_of_gene(p);
        let diseases = earlier.iter().filter(|p| self.question(p) == Some(Question::Disease)).count();
        let of_one = one.entry().zip(other.entry()).and_then(|(one, other)| family(one, other));
        let other_measure = |p: &Partial| {
            stated(p) && p.entry().zip(of_one).is_some_and(|(e, family)| is_measured(e) && !is_of(family, e))
        };
        (stated(one) || stated(other))
            && diseases < 2
            && earlier.iter().all(|p| match self.question(p) {
                Some(Question::Person | Question::Disease) => true,
                Some(Question::Result) => other_measure(p),
                Some(Question::Drug) | None => false,
            })
    }

    /// Whether what stands before two drugs is demanded beside them.
    fn are_beside_drugs(&self, earlier: &[Partial]) -> bool {
        let diseases = earlier.iter().filter(|p| self.question(p) == Some(Question::Disease)).count();
        diseases < 2
            && earlier.iter().all(|p| match self.question(p) {
                Some(Question::Person | Question::Disease) => true,
                Some(Question::Result) => !p.is_unvalued(),
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

/// The measures that answer the question which both of these answer: creatinine and its clearance.
pub fn family(one: Entry, other: Entry) -> Option<&'static str> {
    let mut families = words::MEASURES_OF_ONE.iter().copied();
    families.find(|family| one != other && is_of(family, one) && is_of(family, other))
}

fn is_of(family: &str, entry: Entry) -> bool {
    family.split(' ').any(|id| id == entry.id())
}
