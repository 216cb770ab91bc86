//! What must hold of one fact beside its result.

use super::Library;
use super::text::{UNKNOWN, all, any, list, not, on, quoted};
use super::vocabulary::named_forms;
use crate::evaluate::EXCLUSIVE;
use crate::evaluate::date::{Day, Length};
use crate::evaluate::interval::Count;
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{FactTest, Field, Lengths, Predicate, StatusTest, Test, When};
use crate::evaluate::settings::Unrecorded;
use crate::lex::{Kind, forms, look_up, normal};

/// What a rule about one event is asked of: the name of the fact.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope<'f> {
    /// What else holds of it.
    SameEvent(&'f str),
    /// What it is due to.
    Cause(&'f str),
}

impl Library<'_> {
    /// Whether a fact has all fields of a test.
    pub(super) fn qualifies(&mut self, fact: &str, test: &FactTest) -> String {
        let says_which = test.fields.iter().filter(|field| !test.is_asked(field));
        let parts: Vec<_> = says_which.map(|field| self.field(fact, field, test)).collect();
        all(parts)
    }

    /// Whether a fact has the value of a test, and what else is asked of it.
    pub(super) fn holds(&mut self, fact: &str, test: &FactTest) -> String {
        let asked = test.fields.iter().filter(|field| test.is_asked(field));
        let asked: Vec<_> = asked.map(|field| self.field(fact, field, test)).collect();
        let value = self.judged(fact, test.value.as_ref());
        if asked.is_empty() { value } else { all([vec![value], asked].concat()) }
    }

    fn field(&mut self, fact: &str, field: &Field, test: &FactTest) -> String {
        match field {
            Field::Status(status) => self.status(fact, *status, test),
            Field::When(when) => self.when(fact, when, test),
            Field::Qualifier(qualifier) => self.qualifier(fact, qualifier),
            Field::Route(route) => format!("Same({fact}.route, {}, {})", quoted(route), self.unrecorded()),
            Field::Outcome(outcome) => self.outcome(fact, outcome),
            Field::Method(id, words) => {
                format!("Method({fact}.methods, {}, {})", forms_of(id, words), self.unrecorded())
            }
            Field::Setting(id, words) => {
                let key = quoted(&normal::key(words));
                format!("Setting({fact}.methods, {fact}.names, {key}, {}, {})", forms_of(id, words), self.unrecorded())
            }
            Field::Dose(value, equivalence) => self.dose(fact, value, equivalence.as_ref()),
            Field::DueTo(scoped) => self.predicate(&scoped.0, Some(Scope::Cause(fact))),
            Field::Having(scoped) => self.predicate(&scoped.0, Some(Scope::SameEvent(fact))),
            Field::Unknown(_) => UNKNOWN.to_owned(),
        }
    }

    /// What it means that a fact does not say something.
    pub(super) fn unrecorded(&self) -> &'static str {
        match self.program.settings.unrecorded {
            Unrecorded::Accept => "true",
            Unrecorded::Unknown => "null",
        }
    }

    fn status(&mut self, fact: &str, status: StatusTest, test: &FactTest) -> String {
        let certain = format!("{fact}.certainty, {fact}.result.type");
        match status {
            StatusTest::Planned => format!("{fact}.certainty = 'planned'"),
            StatusTest::Suspected => format!("{fact}.certainty = 'suspected'"),
            StatusTest::Actual => format!("Certain({certain})"),
            StatusTest::Begun { by } => format!("Ever({fact}.time, {certain}, {})", on(by)),
            StatusTest::Current { on: index, since } if test.kinds.contains(&EventKind::Observation) => {
                let name = self.set(test.set);
                let (since, index) = (on(since), on(index));
                format!("Now({fact}.kind, {fact}.time, {certain}, \"classes: {name}\", {since}, {index})")
            }
            StatusTest::Current { on: index, since } => {
                format!("Current({fact}.time, {certain}, {}, {})", on(since), on(index))
            }
        }
    }

    fn outcome(&self, fact: &str, wanted: &str) -> String {
        let ids: &[&str] = if wanted == "failed_or_intolerant" { &[wanted, "failed", "intolerant"] } else { &[wanted] };
        let words: Vec<_> = ids.iter().filter(|id| look_up(id).is_none()).copied().collect();
        let forms =
            named_forms(ids.iter().flat_map(|id| forms(id)).filter(|form| form.entry.kind() == Kind::Outcome), &words);
        format!("Outcome({fact}.outcome, {forms}, {})", self.unrecorded())
    }

    fn qualifier(&self, fact: &str, wanted: &str) -> String {
        let own = normal::key(&wanted.replace('_', " "));
        let mut words = vec![own.clone()];
        if wanted == "active" {
            words.extend(["recurrence".to_owned(), "relapse".to_owned()]);
        }
        let group = EXCLUSIVE.iter().find(|group| group.contains(&wanted)).copied().unwrap_or_default();
        let contrary: Vec<_> = group.iter().filter(|word| **word != own).map(|word| (*word).to_owned()).collect();
        let unrecorded = self.unrecorded();
        let (words, contrary) = (list(&words), list(&contrary));
        let qualified =
            |unrecorded| format!("Qualified({fact}.qualifiers, {fact}.names, {words}, {contrary}, {unrecorded})");
        if matches!(wanted, "cured" | "adequately_treated") {
            let index = on(self.program.settings.index());
            return format!("Cured({}, {fact}.time, {index}, {unrecorded})", qualified("null"));
        }
        if wanted == "systemic" {
            return format!("Systemic({fact}.route, {})", qualified(unrecorded));
        }
        qualified(unrecorded)
    }

    fn when(&mut self, fact: &str, when: &When, test: &FactTest) -> String {
        let time = format!("{fact}.time");
        match when {
            When::Within(days) => format!("Within({time}, {}, {})", on(days.low), on(days.high)),
            When::Began(days) => format!("Between({time}.began, {}, {})", on(days.low), on(days.high)),
            When::Any(whens) => any(whens.iter().map(|w| self.when(fact, w, test)).collect::<Vec<_>>()),
            When::All(whens) => all(whens.iter().map(|w| self.when(fact, w, test)).collect::<Vec<_>>()),
            When::Lasted { length, until } => lasted(&time, length, *until),
            When::Over { length, on: day } => long_ago(length, &|by| format!("Ago({time}.ended, {}, {by})", on(*day))),
            When::Stable { length, on } => {
                let of = self.set(test.set);
                let earlier = format!(
                    "exists (\"facts: {of}\" E where E.source != {fact}.source and Earlier(E.time, {time}) return all 1)"
                );
                let covered = lasted(&time, length, *on);
                format!("Stable({covered}, {earlier})")
            }
            When::Every(days) => self.every(fact, *days, test),
            When::From { anchor, low, high } => self.counted_from(fact, *anchor, *low, *high),
            When::Unknown(_) => UNKNOWN.to_owned(),
        }
    }

    fn every(&mut self, fact: &str, days: Count, test: &FactTest) -> String {
        let of = self.set(test.set);
        let kinds = super::test::kinds(test);
        let whole = super::text::whole;
        format!(
            "Every({fact}.time.began, \"facts: {of}\" E where (E.source != {fact}.source or E.part != {fact}.part) \
             and E.certainty = 'actual' and E.kind in {kinds} return all E.time.began, {}, {})",
            whole(days.low),
            whole(days.high)
        )
    }

    /// A window counted from the latest event that meets another test.
    fn counted_from(
        &mut self,
        fact: &str,
        anchor: usize,
        low: Option<(Length, i32)>,
        high: Option<(Length, i32)>,
    ) -> String {
        let Some(name) = self.anchor(anchor) else {
            return self.lose("a window counted from an event that is chosen by its value");
        };
        let began = format!("{fact}.time.began");
        let end = |(length, more): (Length, i32)| {
            format!("Later(\"{name}\", {}, {})", quantity(length.months, "month"), quantity(length.days + more, "day"))
        };
        let low = low.map_or_else(|| "true".to_owned(), |l| format!("After({began}, {})", end(l)));
        let high = high.map_or_else(|| "true".to_owned(), |h| format!("Before({began}, {})", end(h)));
        all([low, high])
    }

    /// A rule about one event, or about the person.
    pub(super) fn predicate(&mut self, node: &Predicate, scope: Option<Scope>) -> String {
        let mut parts = |of: &[Predicate]| of.iter().map(|part| self.predicate(part, scope)).collect::<Vec<_>>();
        match node {
            Predicate::Constant(value) => value.to_string(),
            Predicate::Unknown(_) => UNKNOWN.to_owned(),
            Predicate::All(of) => all(parts(of)),
            Predicate::Any(of) => any(parts(of)),
            Predicate::Not(of) => not(&self.predicate(of, scope)),
            Predicate::AtLeast(count, of) => {
                let (low, high) = (super::text::whole(count.low), super::text::whole(count.high));
                format!("Some({{ {} }}, {low}, {high}, true)", parts(of).join(", "))
            }
            Predicate::If { when, then, otherwise } => {
                let [when, then, other] = [when, then, otherwise].map(|part| self.predicate(part, scope));
                format!("Choose({when}, {then}, {other})")
            }
            Predicate::Criterion(at) => self.criterion(*at),
            Predicate::Test(at) => {
                let program = self.program;
                match (&program.tests[*at], scope) {
                    (Test::Facts(test), Some(Scope::Cause(fact))) => self.is_cause(fact, test),
                    (Test::Facts(test), Some(Scope::SameEvent(fact))) => self.same_event(fact, test),
                    _ => self.test_name(*at),
                }
            }
        }
    }

    fn is_cause(&mut self, fact: &str, test: &FactTest) -> String {
        let name = self.set(test.set);
        format!("DueTo({fact}.reasons, {fact}.caused, \"ids: {name}\", {})", self.unrecorded())
    }

    /// What is asked of the event itself, or of what the record says belongs to it.
    fn same_event(&mut self, fact: &str, test: &FactTest) -> String {
        if self.depth > 4 {
            return self.lose("rules about events of events");
        }
        let of = self.set(test.set);
        self.depth += 1;
        let own = all([self.qualifies(fact, test), self.holds(fact, test)]);
        let other = self.fact_name();
        let holds = all([self.qualifies(&other, test), self.holds(&other, test)]);
        self.depth -= 1;
        let itself = all([
            format!("IsOf({fact}.concepts, {fact}.certainty, {fact}.result.type, \"ids: {of}\")"),
            super::test::subject(fact, test),
        ]);
        let counts = super::test::may_be(&other, test);
        let stages = test.value.as_ref().filter(|value| !value.classes.is_empty());
        let (staged, stage) = stages.map_or_else(
            || ("false".to_owned(), "null".to_owned()),
            |value| (format!("{fact}.staged"), format!("OneOf({fact}.stages, {})", list(&value.classes))),
        );
        let own_kind = format!("{fact}.kind in {}", super::test::kinds(test));
        let refuted = if test.closed { "true".to_owned() } else { format!("Refuted(\"classes: {of}\")") };
        format!(
            "SameEvent({itself}, {own},\n      \"facts: {of}\" {other} where {counts} return all Tuple {{ \
             linked: Linked({fact}.source, {fact}.partOf, {other}.source, {other}.partOf),\n        holds: {holds} }},\n      \
             {staged}, {stage}, {own_kind}, {refuted})"
        )
    }
}

/// The words for a method or a setting.
fn forms_of(id: &str, words: &str) -> String {
    named_forms(forms(id).iter(), &[words, &id.replace('_', " ")])
}

fn quantity(number: i32, unit: &str) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{} {unit}s", number.unsigned_abs())
}

/// How long it had lasted on the day, or when it ended before.
fn lasted(time: &str, length: &Lengths, until: Day) -> String {
    long_ago(length, &|by| format!("Lasted({time}, {}, {by})", on(until)))
}

/// Whether a moment lies so long before another: `by` says whether it lies so far before, given as two quantities.
fn long_ago(length: &Lengths, by: &dyn Fn(&str) -> String) -> String {
    let ago = |length: Length, strict: i32| {
        let (months, days) = (-length.months, -length.days - strict);
        by(&format!("{}, {}", quantity(months, "month"), quantity(days, "day")))
    };
    let low = length.low.map_or_else(|| "true".to_owned(), |(length, closed)| ago(length, i32::from(!closed)));
    let high = length.high.map_or_else(|| "true".to_owned(), |(length, closed)| not(&ago(length, i32::from(closed))));
    all([low, high])
}
