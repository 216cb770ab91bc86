//! One item of a coordination while it is read: what its own words say, before it shares with its neighbours.

use crate::grammar::{Bytes, Quantity};
use crate::lex::{Comparator, Cue, Entry};
use crate::rule::{Mention, Node, Status, Time};

/// What an item is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Its row, if the words are in a table.
    pub entry: Option<Entry>,
    /// Its words.
    pub bytes: Bytes,
    /// Whether the name was put together with a word of another item ("hepatitis B or *C*").
    pub named: bool,
}

impl Head {
    /// Words with the row they stand for, if there is one.
    pub fn new(entry: Option<Entry>, bytes: Bytes) -> Self {
        Self { entry, bytes, named: false }
    }
}

/// How an item's objects relate to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// "requiring", "treated with": another event about the same one.
    Having,
    /// "without": there is no such event about the same one.
    NotHaving,
    /// "due to".
    DueTo,
    /// "allergy to": the objects are what the item is about.
    AllergyTo,
    /// "after": since the first object, of which the others are parts.
    After,
}

/// A relation and its objects.
#[derive(Debug, Clone)]
pub struct Related {
    /// How they relate.
    pub relation: Relation,
    /// What is related.
    pub objects: Vec<Partial>,
    /// Whether all objects are meant ("and") rather than any.
    pub all: bool,
}

impl Related {
    /// A relation to one object.
    pub fn new(relation: Relation, object: Partial) -> Self {
        Self { relation, objects: vec![object], all: false }
    }
}

/// A kind of what an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variety {
    /// "*acute*": the id of a qualifier.
    Described(&'static str),
    /// "*ischemic*" of a stroke: a row of its own.
    Named(Entry),
}

/// How an item speaks of those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// "as confirmed by flow cytometry": of the item before.
    Last,
    /// "all of which must have been cured": of every item before.
    Every,
}

/// One item of a coordination.
#[derive(Debug, Clone, Default)]
pub struct Partial {
    /// "no", "not", "non-", "without" before it.
    pub negated: bool,
    /// "*either* not A or B": what is denied is not denied of the other.
    pub either: bool,
    /// "*women* not pregnant": whether the sex stands before what is denied, and is not denied with it.
    pub sex_apart: bool,
    /// "*patients* without diabetes": whether people are said to be without it, of whom more may be said.
    pub people_without: bool,
    /// What is said of the people, beside what is denied: "patients without diabetes *undergoing CABG*".
    pub of_people: bool,
    /// "no", "free of": there is none of it, so that how long says since when.
    pub absent: bool,
    /// "in *remission*": the state that a length of time directly after it is said of.
    pub response: Option<Bytes>,
    /// History, current, planned, suspected.
    pub status: Option<Status>,
    /// What its verb says of when ("*undergoing* dialysis"), where nothing else does.
    pub by_verb: Option<Status>,
    /// Of whom, if not of the patient.
    pub subject: Option<&'static str>,
    /// Ids of qualifiers, in order.
    pub qualifiers: Vec<&'static str>,
    /// Positive, low, …
    pub finding: Option<(&'static str, Bytes)>,
    /// Oral, intravenous, …
    pub route: Option<&'static str>,
    /// "corticosteroids (*oral or intravenous*)": the ways it may be given, any of which will do.
    pub ways: Vec<Entry>,
    /// "pancreatitis (*acute or chronic*)": the kinds of it, any of which will do.
    pub kinds: Vec<Variety>,
    /// Failed, relapsed, …
    pub outcome: Option<&'static str>,
    /// "received", "undergone": the head was given or done.
    pub exposure: Option<Cue>,
    /// "two", "at least 3": how many of the head.
    pub count: Option<Box<Quantity>>,
    /// What it is about.
    pub head: Option<Head>,
    /// Ids of qualifiers that it does not have: "*non-emergent* surgery".
    pub other_qualifiers: Vec<&'static str>,
    /// Whether "non-" says what it is not, which is said of it alone: "cardiac or *non-cardiac* surgery".
    pub non: bool,
    /// A score, class or grade said of the head: "class III or IV heart failure".
    pub grade: Option<Head>,
    /// The category of an item that no data can decide: "*unwilling to accept a pump*".
    pub narrative: Option<&'static str>,
    /// What brackets say that stand for an item of their own: "or *(ALT > 3 × ULN and bilirubin > 2 × ULN)*".
    pub whole: Option<Box<Node>>,
    /// The limit.
    pub value: Option<Box<Quantity>>,
    /// "outside": what is meant lies beyond the limit on either side.
    pub outside: bool,
    /// A second limit on the same head.
    pub second: Option<Box<Quantity>>,
    /// "*minimum* score of 22": what the next plain number is.
    pub waiting: Option<Comparator>,
    /// "*minimum* AST and ALT of 2.5": the same, kept for the items of its list once the number has come.
    pub extreme: Option<Comparator>,
    /// Times said of it.
    pub times: Vec<Time>,
    /// Times that open the list, and so hold for every item.
    pub lead_times: Vec<Time>,
    /// Other times (and status) it may have instead ("or during screening").
    pub other_times: Vec<(Vec<Time>, Option<Status>)>,
    /// Further demands on the same person ("with total bilirubin ≤ 3").
    pub also: Vec<Partial>,
    /// The same head with another limit or result ("or above the detection limit").
    pub or_else: Vec<Partial>,
    /// "known", "diagnosed with".
    pub known: bool,
    /// "treatment", "therapy", "drugs" with nothing more telling before it.
    pub therapy: Option<Bytes>,
    /// "renal", "liver": an organ that waits for a noun.
    pub organ: Option<Bytes>,
    /// "score", "level", "titre".
    pub score_word: Option<Bytes>,
    /// What the head is not due to.
    pub not_due_to: Vec<Node>,
    /// Whether its examples are drugs, and what it names in no table therefore is.
    pub of_drugs: bool,
    /// Examples that say more than a name.
    pub illustrations: Vec<Node>,
    /// The words of the last qualifier.
    pub last_qualifier: Option<Bytes>,
    /// A count of what comes next.
    pub next_count: Option<Box<Quantity>>,
    /// Whether it only says how the item before it is established, or more about all items before it.
    pub says_of_before: Option<Before>,
    /// Room air, at rest, …
    pub settings: Vec<Mention>,
    /// Classification, formula, assay.
    pub methods: Vec<Mention>,
    /// "such as" members.
    pub examples: Vec<Mention>,
    /// "including but not limited to".
    pub open: bool,
    /// "or equivalent", "prednisone equivalent".
    pub equivalent: Option<Head>,
    /// What else holds of the same event.
    pub having: Vec<Node>,
    /// What does not hold of the same event ("other than").
    pub other_than: Vec<Node>,
    /// What the text allows.
    pub permits: Vec<Node>,
    /// What the text means by it.
    pub defined_by: Vec<Node>,
    /// What it is due to.
    pub due_to: Option<Node>,
    /// A wider limit for some: the limit and for whom.
    pub alternatives: Vec<(Quantity, Node)>,
    /// What lifts its limit: "(unless *Gilbert syndrome*)".
    pub unless: Option<Node>,
    /// Of whom alone it is said: "for *women of childbearing potential*".
    pub those: Option<Node>,
    /// Parts of a score that do not count, and those that alone do.
    pub without_parts: Vec<String>,
    /// See `without_parts`.
    pub only_parts: Vec<String>,
    /// The words of such a part, until the score it is of is named: "*item 9* of the BDI-II".
    pub part_of_score: Option<Bytes>,
    /// An open relation and its objects so far.
    pub relation: Option<Related>,
    /// Whether the negation was passed on from the item before ("no A or B").
    pub negated_by_list: bool,
    /// `male`, `female` or `any`.
    pub sex: Option<(&'static str, Bytes)>,
    /// Whether the sex that the head's name begins with has been put beside it.
    pub sex_of_name_said: bool,
    /// Whether its limit holds for that sex alone, beside another for the other sex.
    pub by_sex: bool,
    /// "age", "aged", "years old".
    pub age: bool,
    /// "increase in", "decrease of": what is limited is a change, up (`true`), down (`false`) or either way.
    pub change: Option<(Option<bool>, Bytes)>,
    /// "mean of" so many of it.
    pub mean: Option<Bytes>,
    /// "no *washout* of": how long it lasts says how long it was not taken.
    pub washed_out: bool,
    /// Words in no table that are no part of the head.
    pub unknown: Vec<Bytes>,
    /// Where words end that name something and are not understood with the "not" before them: "not amenable to *surgery*".
    pub denied: Option<usize>,
    /// "other", "another", "any other".
    pub other: bool,
    /// "signs or symptoms of": the words, where brackets may give examples of these.
    pub signs: Option<Bytes>,
    /// "including": it is a part of what the item before names.
    pub included: bool,
    /// What counts for longer than the rest: "(*6 weeks for nitrosoureas*)".
    pub longer: Vec<(Time, Partial)>,
    /// "*including but not limited to* IL-6": it opens a list of examples, before which nothing is named.
    pub of_open_list: bool,
    /// "requiring": it opens with what the disease before it needs.
    pub needs: bool,
    /// "such as", "including": what follows in the list are members of it as well.
    pub lists: bool,
    /// Whether it opens with a verb of its own ("received", "is", "has").
    pub verb: bool,
    /// "stable": the next duration is a stability.
    pub stable: Option<Bytes>,
    /// Whether its times are part of what it names ("*6 weeks* postpartum"), and so no other item's.
    pub own_times: bool,
    /// The event that its only window is counted from ("6 months after *stroke*").
    pub event_before: Option<Bytes>,
    /// All its words.
    pub bytes: Bytes,
}

impl Partial {
    /// What the vocabulary has for what it names.
    pub fn entry(&self) -> Option<Entry> {
        self.head.as_ref().and_then(|h| h.entry)
    }

    /// Whether it names nothing it could be about.
    pub fn is_headless(&self) -> bool {
        self.head.is_none() && self.sex.is_none() && !self.is_age()
    }

    /// Whether it limits the person's age. Years alone are an age; months or days only where the words say so ("cycle
    /// length of 26-39 days" is none).
    pub fn is_age(&self) -> bool {
        let years = |q: &Quantity| q.unit.as_ref().is_some_and(|u| u.code.as_deref() == Some("a"));
        // "IV bisphosphonates in the last 3 years or *oral in 2 years*": how a drug is given, and nobody's age.
        let person = self.head.is_none() && (self.route.is_none() || self.age);
        person && self.value.as_ref().is_some_and(|q| self.age || q.age || years(q))
    }

    /// Whether its limit is said to hold for one sex: "< 12 g/dL in males".
    pub fn sex_after_limit(&self) -> bool {
        match (&self.value, &self.sex) {
            (Some(value), Some((sex, bytes))) => *sex != "any" && value.value.end <= bytes.start && !self.is_age(),
            _ => false,
        }
    }

    /// Whether it is an age of one sex: "18-45 for women".
    pub fn is_age_of_sex(&self) -> bool {
        self.is_age() && self.sex.as_ref().is_some_and(|(sex, _)| *sex != "any")
    }

    /// Whether it has a limit and a sex: "males < 130 g/L".
    pub fn has_sex_and_limit(&self) -> bool {
        let sex = self.sex.as_ref().is_some_and(|(sex, _)| *sex != "any");
        sex && self.value.is_some() && !self.is_age() && !self.age
    }

    /// Whether it says only how an item is, not what it is: "active", "bacterial", "suspected".
    pub fn is_modifier(&self) -> bool {
        self.is_headless()
            && self.value.is_none()
            && self.times.is_empty()
            && self.unknown.is_empty()
            && self.relation.is_none()
            && self.says_of_before.is_none()
            && (!self.qualifiers.is_empty()
                || !self.other_qualifiers.is_empty()
                || self.status.is_some()
                || self.finding.is_some()
                || self.route.is_some()
                || self.known)
    }

    /// Whether nothing but status or knowledge is said ("known", "history of"), which a treatment can carry.
    pub fn is_modifier_only(&self) -> bool {
        self.qualifiers.is_empty()
            && self.exposure.is_none()
            && self.outcome.is_none()
            && self.status.is_none()
            && !self.other
    }

    /// Whether it only adds to the item before it: how that is established, under what, what is allowed beside it.
    pub fn is_addition(&self) -> bool {
        self.says_of_before.is_some()
            || self.is_headless()
                && self.value.is_none()
                && self.finding.is_none()
                && (self.times.is_empty() || !self.methods.is_empty())
                && self.unknown.is_empty()
                && self.relation.is_none()
                && self.status.is_none()
                && (!self.methods.is_empty()
                    || !self.settings.is_empty()
                    || !self.permits.is_empty()
                    || !self.other_than.is_empty()
                    || !self.not_due_to.is_empty())
    }

    /// Whether it says nothing at all.
    pub fn is_blank(&self) -> bool {
        self.outcome.is_none() && self.is_nameless()
    }

    /// Whether it says at most an outcome.
    pub fn is_nameless(&self) -> bool {
        self.is_headless()
            && !self.is_modifier()
            && !self.is_addition()
            && self.value.is_none()
            && self.finding.is_none()
            && self.times.is_empty()
            && self.unknown.is_empty()
            && self.relation.is_none()
            && self.having.is_empty()
            && self.count.is_none()
            && self.examples.is_empty()
            && self.also.is_empty()
            && self.defined_by.is_empty()
            && self.alternatives.is_empty()
            && self.lead_times.is_empty()
    }

    /// Whether it says only when.
    pub fn is_only_time(&self) -> bool {
        self.is_headless()
            && self.value.is_none()
            && self.unknown.is_empty()
            && self.qualifiers.is_empty()
            && self.finding.is_none()
            && self.relation.is_none()
            && self.says_of_before.is_none()
            && (!self.times.is_empty() || self.status.is_some())
    }

    /// Whether it has a limit and names nothing that the limit is of.
    pub fn is_limit_alone(&self) -> bool {
        self.head.is_none() && self.value.is_some() && self.unknown.is_empty() && self.relation.is_none()
    }

    /// Whether nothing is limited, counted or timed in it.
    pub fn is_limitless(&self) -> bool {
        self.value.is_none() && self.count.is_none() && self.times.is_empty() && self.relation.is_none()
    }

    /// Whether it has neither limit nor result of its own.
    pub fn is_unvalued(&self) -> bool {
        self.value.is_none() && self.finding.is_none() && self.alternatives.is_empty()
    }
}
