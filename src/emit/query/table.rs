//! The one table that queries search, and how it is filled from a patient's record.
//!
//! A row is a fact about a concept of the rules; a fact about several concepts has a row for each, with the same
//! `patient` and `fact`, and so has what some parts of a score add up to, where a rule asks for that. Everything that depends on the vocabulary, on names or on the calendar is done here, so that a
//! query only compares numbers and texts. Days are counted from 1970-01-01; an unknown day is one of -536870912 to
//! 536870911, of which the latter also ends what goes on. On the calendar a day is 384 for each year, 32 for each month and
//! its day of the month, so that a day is so many months or fewer after another one where it is no more than 32 times as
//! much higher ([`calendar`]). Flags are 1 and 0. Lists are written `|a|b|`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::condition::Column;
use super::pick::kind_code;
use super::sex_code;
use super::value::UNITS;
use crate::evaluate::date::{Day, When, date};
use crate::evaluate::interval::{End, Interval};
use crate::evaluate::patient::{Certainty, Coded, Event, Finding, Patient, Quantity, Result as Recorded};
use crate::evaluate::program::{FactTest, Test};
use crate::evaluate::units::{cached_conversion, is_unity};
use crate::evaluate::value::ValueTest;
use crate::evaluate::{Program, Truth, classes_in, flagged, prednisone_equivalent};
use crate::lex::{Kind, look_up, normal};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A text.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Number,
}

/// Every column after `patient`, `fact` and `concept`: itself, its name, its type, its meaning.
pub const COLUMNS: [(Column, &str, Type, &str); 57] = [
    (Column::Kind, "kind", Type::Text, "person, measurement, condition, procedure, drug, allergy, observation"),
    (Column::Subject, "subject", Type::Text, "of whom, if not of the patient"),
    (Column::Certainty, "certainty", Type::Text, "actual, suspected, planned, refuted"),
    (Column::Lasting, "lasting", Type::Int, "whether it has a duration"),
    (Column::BeginFirst, "begin_first", Type::Int, "the earliest day it can have begun; of a person, been born"),
    (Column::BeginLast, "begin_last", Type::Int, "the latest day it can have begun"),
    (Column::EndFirst, "end_first", Type::Int, "the earliest day it can have ended"),
    (Column::EndLast, "end_last", Type::Int, "the latest day it can have ended"),
    (Column::CalendarBeginFirst, "calendar_begin_first", Type::Int, "begin_first on the calendar"),
    (Column::CalendarBeginLast, "calendar_begin_last", Type::Int, "begin_last on the calendar"),
    (Column::CalendarAfterFirst, "calendar_after_first", Type::Int, "the day after begin_first on the calendar"),
    (Column::CalendarAfterLast, "calendar_after_last", Type::Int, "the day after begin_last on the calendar"),
    (Column::CalendarEndFirst, "calendar_end_first", Type::Int, "end_first on the calendar"),
    (Column::CalendarEndLast, "calendar_end_last", Type::Int, "end_last on the calendar"),
    (Column::OrderFirst, "order_first", Type::Int, "the earliest second it can have begun"),
    (Column::OrderLast, "order_last", Type::Int, "the latest second it can have begun"),
    (Column::Seconds, "seconds", Type::Int, "the time of day in seconds, -1 where none is recorded"),
    (Column::Measured, "measured", Type::Int, "whether it has a result or a flag of the laboratory"),
    (Column::Result, "result", Type::Text, "number, coded, boolean; of a person, the sex"),
    (Column::Low, "low", Type::Number, "the number, or the lower limit it is known by"),
    (Column::LowClosed, "low_closed", Type::Int, "whether it can be that itself"),
    (Column::High, "high", Type::Number, "the number, or the upper limit it is known by"),
    (Column::HighClosed, "high_closed", Type::Int, "whether it can be that itself"),
    (Column::Unit, "unit", Type::Text, "its unit in UCUM, one that limits are written in; 1 for every bare number"),
    (Column::UlnLow, "uln_low", Type::Number, "the same in multiples of the upper limit of normal"),
    (Column::UlnLowClosed, "uln_low_closed", Type::Int, ""),
    (Column::UlnHigh, "uln_high", Type::Number, ""),
    (Column::UlnHighClosed, "uln_high_closed", Type::Int, ""),
    (Column::LlnLow, "lln_low", Type::Number, "the same in multiples of the lower limit of normal"),
    (Column::LlnLowClosed, "lln_low_closed", Type::Int, ""),
    (Column::LlnHigh, "lln_high", Type::Number, ""),
    (Column::LlnHighClosed, "lln_high_closed", Type::Int, ""),
    (Column::Detection, "detection", Type::Text, "above or below what can be detected"),
    (Column::Quantification, "quantification", Type::Text, "above or below what can be quantified"),
    (Column::Positive, "positive", Type::Int, "whether the result is positive"),
    (Column::Detectable, "detectable", Type::Int, "whether there is any"),
    (Column::AboveNormal, "above_normal", Type::Int, "whether it is above the reference range"),
    (Column::BelowNormal, "below_normal", Type::Int, "whether it is below the reference range"),
    (Column::Normal, "normal", Type::Int, "whether it is within the reference range"),
    (Column::Words, "words", Type::Text, "list: the words of a coded result"),
    (Column::Classes, "classes", Type::Text, "list: the classes or grades of the result; 3B is also 3"),
    (Column::Stages, "stages", Type::Text, "list: the classes of the stage; empty where there is none"),
    (Column::Names, "names", Type::Text, "list: the names of the fact, with blanks around"),
    (Column::Qualifiers, "qualifiers", Type::Text, "list: severe, active, …"),
    (Column::Route, "route", Type::Text, "how a drug is given"),
    (Column::Outcome, "outcome", Type::Text, "how it turned out"),
    (Column::Methods, "methods", Type::Text, "list: how it was established or measured"),
    (Column::DoseLow, "dose_low", Type::Number, "the dose a day"),
    (Column::DoseLowClosed, "dose_low_closed", Type::Int, ""),
    (Column::DoseHigh, "dose_high", Type::Number, ""),
    (Column::DoseHighClosed, "dose_high_closed", Type::Int, ""),
    (Column::DoseUnit, "dose_unit", Type::Text, "its unit in UCUM"),
    (
        Column::PrednisoneLow,
        "prednisone_low",
        Type::Number,
        "the dose of a glucocorticoid as prednisone, in the same unit",
    ),
    (Column::PrednisoneHigh, "prednisone_high", Type::Number, ""),
    (Column::Reasons, "reasons", Type::Text, "list: the concepts it is due to; empty where no cause is recorded"),
    (Column::Source, "source", Type::Text, "where it stands in the record"),
    (Column::PartOf, "part_of", Type::Text, "list: the sources of the facts it belongs to"),
];

/// The name of a column.
pub const fn name(column: Column) -> &'static str {
    COLUMNS[column as usize].1
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A whole number.
    Int(i64),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
}

/// A fact of a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Whose.
    pub patient: String,
    /// Its number within the patient.
    pub number: usize,
    /// The concepts it is about: a row for each.
    pub concepts: Vec<String>,
    /// Its cells, in the order of [`COLUMNS`].
    pub cells: Vec<Cell>,
}

impl Fact {
    fn new(patient: &Patient, number: usize, concepts: Vec<String>) -> Self {
        Self { patient: patient.id.clone(), number, concepts, cells: vec![Cell::Empty; COLUMNS.len()] }
    }

    fn set(&mut self, column: Column, cell: Cell) {
        self.cells[column as usize] = cell;
    }

    /// No words are an empty cell, which many files can not tell apart.
    fn text(&mut self, column: Column, text: &str) {
        if !text.is_empty() {
            // Databases refuse the character 0.
            self.set(column, Cell::Text(text.replace('\0', " ")));
        }
    }

    fn int(&mut self, column: Column, value: impl Into<i64>) {
        self.set(column, Cell::Int(value.into()));
    }

    fn truth(&mut self, column: Column, truth: Truth) {
        match truth {
            Truth::Met => self.int(column, 1),
            Truth::NotMet => self.int(column, 0),
            Truth::Unknown => {}
        }
    }

    fn list(&mut self, column: Column, items: impl IntoIterator<Item = String>) {
        let mut list = "|".to_owned();
        for item in items {
            list.push_str(&item.replace('|', " "));
            list.push('|');
        }
        if list.len() > 1 {
            self.text(column, &list);
        }
    }

    /// An interval in four columns that follow each other.
    fn interval(&mut self, low: Column, interval: &Interval) {
        let mut end = |at: usize, end: End| {
            if let Some((x, closed)) = end {
                self.cells[at] = Cell::Number(x.normalize());
                self.cells[at + 1] = Cell::Int(closed.into());
            }
        };
        end(low as usize, interval.low);
        end(low as usize + 2, interval.high);
    }

    fn moment(&mut self, first: Column, last: Column, when: When) {
        self.int(first, when.first);
        self.int(last, when.last);
    }

    /// The same on the calendar, of moments so many days later.
    fn on_calendar(&mut self, first: Column, last: Column, when: When, later: Day) {
        self.int(first, calendar(when.first.saturating_add(later)));
        self.int(last, calendar(when.last.saturating_add(later)));
    }
}

/// A day as a number of the calendar: 384 for each year, 32 for each month and the day of the month; one that is not known
/// is itself.
///
/// No two days of a month lie 32 apart. So a day lies at most *n* months after another (see
/// [`Length::after`](crate::evaluate::date::Length::after): clamped to the end of the month) exactly where its number is at
/// most 32 *n* higher; and at least *n* months after it exactly where the number of the day after it is more than 32 *n* higher.
pub fn calendar(day: Day) -> Day {
    date(day).map_or(day, |date| {
        let months = Day::from(date.year()) * 12 + Day::from(date.month()) - 1;
        months * 32 + Day::from(date.day())
    })
}

/// The facts of a patient that the rules of a program are about, after a row for the person.
pub fn facts(program: &Program, patient: &Patient) -> Vec<Fact> {
    let mut person = Fact::new(patient, 0, vec!["person".to_owned()]);
    person.text(Column::Kind, "person");
    if let Some(birth) = patient.birth {
        person.moment(Column::BeginFirst, Column::BeginLast, birth);
    }
    if let Some(sex) = patient.sex {
        person.text(Column::Result, sex_code(sex));
    }
    let mut facts = vec![person];
    for (at, event) in patient.events.iter().enumerate() {
        let concepts = program.concepts(&event.concept, event.kind == crate::evaluate::patient::EventKind::Drug);
        if concepts.is_empty() {
            continue;
        }
        let new = |concepts: Vec<String>, event: &Event| {
            let mut fact = Fact::new(patient, at + 1, concepts);
            fill(&mut fact, event, program);
            fact
        };
        let of_parts: BTreeMap<_, _> = program
            .tests
            .iter()
            .filter_map(|test| match test {
                Test::Facts(test) if program.sets[test.set].ids.iter().any(|id| concepts.contains(&id.as_str())) => {
                    Some((parts(program, test)?, test.value.as_ref()?))
                }
                _ => None,
            })
            .collect();
        facts.push(new(concepts.into_iter().map(str::to_owned).collect(), event));
        facts.extend(of_parts.into_iter().map(|(concept, value)| new(vec![concept], &added_up(event, value))));
    }
    facts
}

/// What stands in the column `concept` for what some parts of a score add up to, where a test asks for that.
pub(super) fn parts(program: &Program, test: &FactTest) -> Option<String> {
    let components = test.value.as_ref()?.components.as_ref()?;
    let (word, parts) =
        if components.only.is_empty() { ("without", &components.without) } else { ("only", &components.only) };
    let names: Vec<_> = parts.iter().map(|part| normal::key(part)).collect();
    Some(format!("{} {word} {}", program.sets[test.set].id, names.join(" + ")))
}

/// The event with what the parts that count add up to for a result; that is any number where one of them is not recorded.
fn added_up(event: &Event, value: &ValueTest) -> Event {
    let mut event = event.clone();
    if let Some(Recorded::Quantity(total)) = &event.result {
        let any = || Quantity { number: Interval::ANY, ..total.clone() };
        event.result = Some(Recorded::Quantity(value.quantity(&event).unwrap_or_else(|_| any())));
    }
    event
}

/// A result or a dose in a unit that no limit is written in, in one that it converts to.
fn in_listed_units(event: &Event) -> Cow<'_, Event> {
    let listed = |quantity: &Quantity| {
        let unit = quantity.unit.as_deref().filter(|unit| !is_unity(unit) && !UNITS.contains(unit))?;
        let into = |to: &&str| {
            let number = cached_conversion(unit, to, "").and_then(|c| quantity.number.map(|x| c.apply(x)))?;
            Some(Quantity { number, unit: Some((*to).to_owned()), ..quantity.clone() })
        };
        UNITS.iter().find_map(into)
    };
    let result = match &event.result {
        Some(Recorded::Quantity(quantity)) => listed(quantity),
        _ => None,
    };
    let dose = event.dose.as_ref().and_then(listed);
    if result.is_none() && dose.is_none() {
        return Cow::Borrowed(event);
    }
    let mut event = event.clone();
    event.result = result.map(Recorded::Quantity).or(event.result);
    event.dose = dose.or(event.dose);
    Cow::Owned(event)
}

fn fill(fact: &mut Fact, event: &Event, program: &Program) {
    let event = &*in_listed_units(event);
    fact.text(Column::Kind, kind_code(event.kind));
    if let Some(subject) = &event.subject {
        fact.text(Column::Subject, subject);
    }
    fact.text(
        Column::Certainty,
        match event.certainty {
            Certainty::Actual => "actual",
            Certainty::Suspected => "suspected",
            Certainty::Planned => "planned",
            Certainty::Refuted => "refuted",
        },
    );
    fact.int(Column::Lasting, event.lasting);
    fact.moment(Column::BeginFirst, Column::BeginLast, event.start);
    fact.moment(Column::EndFirst, Column::EndLast, event.end);
    fact.on_calendar(Column::CalendarBeginFirst, Column::CalendarBeginLast, event.start, 0);
    fact.on_calendar(Column::CalendarAfterFirst, Column::CalendarAfterLast, event.start, 1);
    fact.on_calendar(Column::CalendarEndFirst, Column::CalendarEndLast, event.end, 0);
    let (first, last) = event.start.order();
    fact.int(Column::OrderFirst, first);
    fact.int(Column::OrderLast, last);
    fact.int(Column::Seconds, event.start.seconds.map_or(-1, i64::from));
    result(fact, event);
    described(fact, event, program);
    if let Some(dose) = &event.dose {
        fact.interval(Column::DoseLow, &dose.number);
        unit(fact, Column::DoseUnit, dose);
        if let Some(Interval { low, high }) = prednisone_equivalent(event) {
            let mut put = |column, end: End| {
                if let Some((x, _)) = end {
                    fact.set(column, Cell::Number(x.normalize()));
                }
            };
            put(Column::PrednisoneLow, low);
            put(Column::PrednisoneHigh, high);
        }
    }
    fact.text(Column::Source, &event.source);
    fact.list(Column::PartOf, event.part_of.iter().cloned());
}

fn described(fact: &mut Fact, event: &Event, program: &Program) {
    fact.list(Column::Names, event.concept.names.iter().map(|name| format!(" {} ", normal::key(name))));
    fact.list(Column::Qualifiers, event.qualifiers.iter().map(|q| normal::key(q)));
    if let Some(route) = &event.route {
        fact.text(Column::Route, route);
    }
    if let Some(words) = &event.outcome {
        let entry = look_up(words).and_then(|group| group.of(Kind::Outcome));
        fact.text(Column::Outcome, entry.map_or(words.as_str(), |e| e.id()));
    }
    let mut methods = Vec::new();
    for name in event.method.iter().flat_map(|m| &m.names) {
        methods.push(normal::key(name));
        let entries = look_up(name).into_iter().flat_map(|group| group.entries().collect::<Vec<_>>());
        methods.extend(entries.map(|entry| normal::key(&entry.id().replace('_', " "))));
    }
    if methods.is_empty() && !event.method.is_empty() {
        methods.push(String::new());
    }
    fact.list(Column::Methods, methods);
    if !event.reasons.is_empty() {
        let ids = event.reasons.iter().flat_map(|reason| program.concepts(reason, false));
        let list: Vec<_> = ids.map(str::to_owned).collect();
        fact.text(Column::Reasons, "|");
        fact.list(Column::Reasons, list);
    }
}

fn unit(fact: &mut Fact, column: Column, quantity: &Quantity) {
    if let Some(unit) = &quantity.unit {
        fact.text(column, if is_unity(unit) { "1" } else { unit });
    }
}

fn result(fact: &mut Fact, event: &Event) {
    fact.int(Column::Measured, event.result.is_some() || !event.findings.is_empty());
    match &event.result {
        Some(Recorded::Quantity(quantity)) => {
            fact.text(Column::Result, "number");
            fact.interval(Column::Low, &quantity.number);
            unit(fact, Column::Unit, quantity);
            let class = quantity.number.as_exact().map(|x| x.normalize().to_string());
            fact.list(Column::Classes, class);
        }
        Some(Recorded::Coded(coded)) => {
            fact.text(Column::Result, "coded");
            fact.list(Column::Words, coded.names.iter().map(|name| normal::key(name)));
            fact.list(Column::Classes, classes(std::slice::from_ref(coded)));
        }
        Some(Recorded::Boolean(_)) => fact.text(Column::Result, "boolean"),
        None => {}
    }
    if !event.stages.is_empty() {
        fact.text(Column::Stages, "-");
        fact.list(Column::Stages, classes(&event.stages));
    }
    let upper = multiple(fact, event, event.upper_limit.as_ref(), Finding::High);
    fact.interval(Column::UlnLow, &upper);
    let lower = multiple(fact, event, event.lower_limit.as_ref(), Finding::Low);
    fact.interval(Column::LlnLow, &lower);
    let asks = |is: &str| {
        let test = ValueTest { is: Some(is.to_owned()), ..ValueTest::default() };
        test.judge(event).truth
    };
    fact.truth(Column::Positive, asks("positive"));
    fact.truth(Column::Detectable, asks("detectable"));
    fact.truth(Column::AboveNormal, asks("high"));
    fact.truth(Column::BelowNormal, asks("low"));
    fact.truth(Column::Normal, asks("normal"));
    for (column, reference) in [
        (Column::Detection, crate::rule::Reference::DetectionLimit),
        (Column::Quantification, crate::rule::Reference::QuantificationLimit),
    ] {
        let bounds = crate::rule::Bounds { gt: Some(1_u32.into()), ..crate::rule::Bounds::default() };
        let limits = vec![crate::evaluate::value::Limit { bounds, unit: None }];
        let test = ValueTest { limits, reference: Some(reference), ..ValueTest::default() };
        match test.judge(event).truth {
            Truth::Met => fact.text(column, "above"),
            Truth::NotMet => fact.text(column, "below"),
            Truth::Unknown => {}
        }
    }
}

fn classes(coded: &[Coded]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for class in coded.iter().flat_map(classes_in) {
        let number = class.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let wider = (!number.is_empty() && number != class).then(|| number.to_owned());
        all.extend(std::iter::once(class.clone()).chain(wider));
    }
    all
}

/// What multiple of a limit of normal the result is: by the reference range, else as far as the laboratory's flag goes.
fn multiple(fact: &Fact, event: &Event, normal: Option<&Quantity>, beyond: Finding) -> Interval {
    let Some(normal) = normal else { return flagged(event, beyond) };
    let (Some(Recorded::Quantity(value)), Some(x)) = (&event.result, normal.number.as_exact()) else {
        return Interval::ANY;
    };
    let same = |unit: &Option<String>| unit.as_deref().is_none_or(is_unity);
    let analytes = std::iter::once("").chain(fact.concepts.iter().map(String::as_str));
    let number = if value.unit == normal.unit || (same(&value.unit) && same(&normal.unit)) {
        Some(value.number)
    } else if let (Some(from), Some(to)) = (&value.unit, &normal.unit) {
        let conversion = analytes.filter_map(|analyte| cached_conversion(from, to, analyte)).next();
        conversion.and_then(|c| value.number.map(|v| c.apply(v)))
    } else {
        None
    };
    let positive = number.filter(|_| x > Decimal::ZERO);
    positive.and_then(|number| number.map(|v| v.checked_div(x))).unwrap_or(Interval::ANY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::date::{FIRST, LAST, Length};

    #[test]
    fn numbers_of_the_calendar_differ_by_months_as_the_rule_for_months_has_it() {
        // Around the ends of long and short months, of a leap year and of one that is none.
        let days = (19_750..19_800).chain(20_100..20_160);
        for (from, to) in days.clone().flat_map(|from| days.clone().map(move |to| (from, to))) {
            for months in [-13, -12, -2, -1, 1, 2, 12] {
                let shifted = Length { months, days: 0 }.after(from);
                let more = 32 * months;
                assert_eq!(to <= shifted, calendar(to) <= calendar(from) + more, "{from} {to} {months}");
                assert_eq!(to >= shifted, calendar(to + 1) > calendar(from) + more, "{from} {to} {months}");
            }
        }
        assert_eq!((calendar(FIRST), calendar(LAST)), (FIRST, LAST));
    }
}
