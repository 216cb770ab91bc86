//! The lowered form of a trial: every default made explicit, every window a pair of day numbers, every class expanded.
//!
//! The native evaluator runs it and the compilers to other languages print it, so that there is one reading of the
//! rules and not several.

use std::collections::BTreeMap;

use super::date::{Day, FIRST, LAST, Length};
use super::interval::Count;
use super::patient::{EventKind, Sex};
use super::settings::{Settings, Taken};
use super::value::ValueTest;
use crate::rule::{Reads, Role, Section};

/// A trial, ready to be evaluated.
#[derive(Debug)]
pub struct Program {
    /// The trial's name: that of its source.
    pub trial: String,
    /// The settings it was compiled with.
    pub settings: Settings,
    /// The criteria, groups and other pieces that have a rule, in the order of the text, nested ones after their group.
    pub criteria: Vec<CompiledCriterion>,
    /// How they combine; `None` where the text does not say.
    pub eligibility: Option<Predicate>,
    /// Cohorts with criteria of their own: name, and how they combine.
    pub populations: Vec<(String, Option<Predicate>)>,
    /// The tests that predicates refer to.
    pub tests: Vec<Test>,
    /// The sets of concepts that tests refer to.
    pub sets: Vec<ConceptSet>,
    /// The defaults that were taken.
    pub defaults: Vec<Taken>,
    pub(super) index: super::concepts::Index,
}

/// One criterion's rule.
#[derive(Debug, Clone)]
pub struct CompiledCriterion {
    /// Its `id`, or its `key` where it has none.
    pub id: String,
    /// Which list it stands in.
    pub section: Option<Section>,
    /// How it is taken, where its wording contradicts that list.
    pub reads: Option<Reads>,
    /// What it is.
    pub role: Role,
    /// Its words.
    pub text: String,
    /// Its rule on one line.
    pub reading: Option<String>,
    /// Its rule.
    pub rule: Predicate,
}

/// A node of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// The same for everybody.
    Constant(bool),
    /// Unknown for everybody.
    Unknown(Reason),
    /// Kleene conjunction.
    All(Vec<Predicate>),
    /// Kleene disjunction.
    Any(Vec<Predicate>),
    /// Kleene negation.
    Not(Box<Predicate>),
    /// So many of the parts are met.
    AtLeast(Count, Vec<Predicate>),
    /// `then` where `when` is met, `otherwise` where it is not; where it is unknown, their common value.
    If {
        /// The condition.
        when: Box<Predicate>,
        /// Where it is met.
        then: Box<Predicate>,
        /// Where it is not.
        otherwise: Box<Predicate>,
    },
    /// The rule of another criterion, by its place in [`Program::criteria`].
    Criterion(usize),
    /// A test of the record, by its place in [`Program::tests`].
    Test(usize),
}

impl Predicate {
    /// Visits the tests it is made of, by their places; those of criteria it refers to are not among them.
    pub(crate) fn each_test(&self, visit: &mut dyn FnMut(usize)) {
        self.each_end(&mut |end| {
            if let Self::Test(at) = end {
                visit(*at);
            }
        });
    }

    /// Visits the criteria it refers to, by their places.
    pub(crate) fn each_reference(&self, visit: &mut dyn FnMut(usize)) {
        self.each_end(&mut |end| {
            if let Self::Criterion(at) = end {
                visit(*at);
            }
        });
    }

    /// Visits what has no parts, from left to right.
    fn each_end(&self, visit: &mut dyn FnMut(&Self)) {
        match self {
            Self::All(of) | Self::Any(of) | Self::AtLeast(_, of) => of.iter().for_each(|part| part.each_end(visit)),
            Self::Not(of) => of.each_end(visit),
            Self::If { when, then, otherwise } => {
                [when, then, otherwise].into_iter().for_each(|part| part.each_end(visit));
            }
            Self::Constant(_) | Self::Unknown(_) | Self::Criterion(_) | Self::Test(_) => visit(self),
        }
    }
}

/// Why a node is unknown for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// A stable code: `narrative`, `unparsed`, `concept`, `anchor`, `reference`, …
    pub code: &'static str,
    /// In words.
    pub text: String,
}

/// One question to the record.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The person was born within these days (completed years, from the index date).
    Born {
        /// The days, both included.
        days: Days,
        /// The words.
        text: String,
    },
    /// The person's sex.
    Sex(Sex),
    /// Facts of a kind.
    Facts(Box<FactTest>),
}

/// Days from `low` to `high`, both included; [`FIRST`] and [`LAST`] stand for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days {
    /// The first day.
    pub low: Day,
    /// The last day.
    pub high: Day,
}

impl Days {
    /// Any day.
    pub const ALL: Self = Self { low: FIRST, high: LAST };
}

/// What is asked of the facts about a concept.
///
/// A fact is a *candidate* where its kind, concept and subject fit; it *qualifies* as far as all `fields` hold of it.
/// `pick` says what is asked of those that qualify.
#[derive(Debug, Clone, PartialEq)]
pub struct FactTest {
    /// The kinds of facts that can be candidates.
    pub kinds: Vec<EventKind>,
    /// What it is about, by its place in [`Program::sets`].
    pub set: usize,
    /// Of whom; of the patient where absent.
    pub subject: Option<String>,
    /// What holds of the same fact.
    pub fields: Vec<Field>,
    /// The limit on its result.
    pub value: Option<ValueTest>,
    /// Which facts count.
    pub pick: Pick,
    /// Whether the absence of every record of the concept means that there is none.
    pub closed: bool,
    /// What it is about, in words.
    pub text: String,
}

impl FactTest {
    /// Whether a field is asked of the measurement that counts, like its value, instead of saying which one counts: "Hb
    /// < 60 g/L unless due to lupus" is about the latest Hb, whatever it is due to.
    pub(crate) fn is_asked(&self, field: &Field) -> bool {
        let same_event = matches!(field, Field::Having(_) | Field::DueTo(_));
        same_event && self.value.is_some() && self.pick == Pick::Latest
    }
}

/// What is asked of the facts that qualify.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// So many of them, the value included.
    Some(Count),
    /// The latest one has the value.
    Latest,
    /// So many of them, `apart` at least so many days, have the value; with one alone, any.
    Repeated {
        /// How many.
        count: Count,
        /// How many days lie between them.
        apart: Option<Count>,
    },
    /// The latest so many of them (or all) have the value.
    Each(Option<u32>),
    /// The mean of the latest so many (or all) has the value.
    Mean(Option<u32>),
    /// The highest has the value.
    Highest,
    /// The lowest has the value.
    Lowest,
    /// The latest, compared with another measurement, has the value.
    Derived(Derived),
}

/// A value computed from two measurements.
#[derive(Debug, Clone, PartialEq)]
pub enum Derived {
    /// The latest divided by the latest of another concept.
    Ratio {
        /// The other concept, by its place in [`Program::sets`].
        other: usize,
    },
    /// The latest less the latest on or before `old`.
    Change {
        /// The day up to which the old value counts.
        old: Day,
        /// In percent of the old value.
        percent: bool,
        /// Whether a rise (`true`) or a fall (`false`) is counted as positive; neither: the size alone.
        increase: Option<bool>,
    },
}

/// Something that holds of one fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// How certain it is, and how it lies to the index date.
    Status(StatusTest),
    /// When it is.
    When(When),
    /// It is severe, active, …
    Qualifier(String),
    /// How it is given.
    Route(String),
    /// How it turned out.
    Outcome(String),
    /// By which method: id or words, and the words.
    Method(String, String),
    /// In which setting: id or words, and the words.
    Setting(String, String),
    /// The dose a day.
    Dose(ValueTest, Option<Equivalence>),
    /// What it is due to, evaluated on its causes.
    DueTo(Scoped),
    /// What else holds of the same event.
    Having(Scoped),
    /// Nothing that is recorded could say.
    Unknown(Reason),
}

/// A rule about one event instead of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Scoped(pub Predicate);

/// Conversion of doses between drugs: milligrams that count as `to` milligrams of the reference, by the id of the drug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalence {
    /// The reference drug.
    pub to: String,
    /// How many milligrams of each drug (by id) are equivalent to each other.
    pub doses: BTreeMap<String, rust_decimal::Decimal>,
}

/// How a fact lies to the index date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusTest {
    /// It happened or holds; when is said elsewhere.
    Actual,
    /// It holds on the day; what has no duration, not longer ago than `since`.
    Current {
        /// The index date.
        on: Day,
        /// The first day on which something without a duration counts.
        since: Day,
    },
    /// It began by that day, whether it is over or not.
    Begun {
        /// The index date.
        by: Day,
    },
    /// It is intended.
    Planned,
    /// It is suspected.
    Suspected,
}

/// When a fact is.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// It happens within these days; what lasts, overlaps them.
    Within(Days),
    /// It happens, or begins, within these days.
    Began(Days),
    /// One of these.
    Any(Vec<When>),
    /// All of these.
    All(Vec<When>),
    /// It has lasted so long, up to `until` or its end.
    Lasted {
        /// The length.
        length: Lengths,
        /// The day up to which it is counted.
        until: Day,
    },
    /// It has been over for so long on the day.
    Over {
        /// The length.
        length: Lengths,
        /// The day.
        on: Day,
    },
    /// It has been as it is for so long on the day.
    Stable {
        /// The length.
        length: Lengths,
        /// The day.
        on: Day,
    },
    /// The same thing happens again after so many days.
    Every(Count),
    /// It lies so long from another event, the latest that meets the predicate's test.
    From {
        /// The test of the other event, by its place in [`Program::tests`].
        anchor: usize,
        /// The first day, relative to it.
        low: Option<(Length, i32)>,
        /// The last day, relative to it.
        high: Option<(Length, i32)>,
    },
    /// Nothing that is recorded could say.
    Unknown(Reason),
}

/// Limits on a length of time; each with whether the limit itself belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lengths {
    /// At least (or more than) so long.
    pub low: Option<(Length, bool)>,
    /// At most (or less than) so long.
    pub high: Option<(Length, bool)>,
}

/// A concept with everything that counts as it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConceptSet {
    /// The concept's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The ids that count as it: itself, its members and theirs, and the examples of an open list; sorted.
    pub ids: Vec<String>,
    /// The classes it belongs to, itself included: where one of them is recorded as absent, it is absent; sorted.
    pub classes: Vec<String>,
    /// The codes that count as it: system and code; sorted. An ICD-10 code includes those below it.
    pub codes: Vec<(String, String)>,
}
