//! Tests of the record: which facts are asked, and what is asked of those that qualify.

use super::Library;
use super::field::Scope;
use super::text::{UNKNOWN, all, list, named, on, quoted, whole};
use crate::emit::query::pick::kind_code;
use crate::emit::query::sex_code;
use crate::evaluate::interval::Count;
use crate::evaluate::program::{FactTest, Field, Pick, Predicate, StatusTest, Test};

/// The kinds of facts that can be candidates.
pub(super) fn kinds(test: &FactTest) -> String {
    let codes: Vec<_> = test.kinds.iter().map(|kind| kind_code(*kind).to_owned()).collect();
    list(&codes)
}

/// The fact is of the person that is meant.
pub(super) fn subject(fact: &str, test: &FactTest) -> String {
    match &test.subject {
        Some(subject) => format!("Coalesce({fact}.subject = {}, false)", quoted(subject)),
        None => format!("{fact}.subject is null"),
    }
}

/// The fact is of a fitting kind, and not said not to be so.
pub(super) fn may_be(fact: &str, test: &FactTest) -> String {
    let kind = format!("{fact}.kind in {}", kinds(test));
    let counts = match test.pick {
        Pick::Some(_) => format!("{fact}.certainty != 'refuted'"),
        _ => "true".to_owned(),
    };
    all([kind, counts])
}

impl Library<'_> {
    /// The expression of a test.
    pub(super) fn test(&mut self, test: &Test) -> String {
        match test {
            Test::Born { days, .. } => format!("Between(\"Born\", {}, {})", on(days.low), on(days.high)),
            Test::Sex(sex) => format!(
                "(if \"Sex\" in {{ 'male', 'female', 'other' }} then \"Sex\" = {} else null)",
                quoted(sex_code(*sex))
            ),
            Test::Facts(test) => self.fact_test(test),
        }
    }

    fn fact_test(&mut self, test: &FactTest) -> String {
        match &test.pick {
            Pick::Some(count) => self.some(test, *count),
            Pick::Latest => self.judged_values(test, "Latest", ""),
            Pick::Repeated { count, apart: None } => {
                let number = format!(", {}, {}", whole(count.low), whole(count.high));
                self.judged_values(test, "Repeated", &number)
            }
            Pick::Repeated { count, apart: Some(apart) } => self.apart(test, *count, *apart),
            Pick::Each(None) => self.judged_values(test, "Each", ""),
            Pick::Each(Some(number)) => self.judged_values(test, "LatestFew", &format!(", {number}")),
            Pick::Mean(few) => self.combined(test, "MeanOf", *few),
            Pick::Highest => self.combined(test, "HighestOf", None),
            Pick::Lowest => self.combined(test, "LowestOf", None),
            Pick::Derived(derived) => self.derived(test, derived),
        }
    }

    /// Everything that can be meant, with a name for it.
    pub(super) fn candidates(&mut self, test: &FactTest) -> (String, String) {
        let of = self.set(test.set);
        let fact = self.fact_name();
        let measured = match test.pick {
            Pick::Some(_) => "true".to_owned(),
            _ => format!("{fact}.result.measured"),
        };
        let counts = all([may_be(&fact, test), subject(&fact, test), measured]);
        (format!("\"facts: {of}\" {fact}\n    where {counts}\n    return all "), fact)
    }

    /// So many facts qualify and have the value.
    fn some(&mut self, test: &FactTest, count: Count) -> String {
        let judged = self.each_judged(test);
        let complete = self.complete(test);
        format!("Some(\n    {judged},\n    {}, {}, {complete})", whole(count.low), whole(count.high))
    }

    /// A truth for each candidate.
    fn each_judged(&mut self, test: &FactTest) -> String {
        let (candidates, fact) = self.candidates(test);
        let holds = all([self.qualifies(&fact, test), self.holds(&fact, test)]);
        format!("{candidates}{holds}")
    }

    /// Whether the record of the concept is complete, so that what is not there is not there.
    fn complete(&mut self, test: &FactTest) -> String {
        if test.closed {
            return "true".to_owned();
        }
        let planned = test.fields.iter().any(|f| matches!(f, Field::Status(StatusTest::Planned)));
        let counts = if planned { "planned" } else { "actual" };
        let name = self.set(test.set);
        let subject = test.subject.as_deref().map_or_else(|| "null".to_owned(), quoted);
        format!("Complete(\"ids: {name}\", \"classes: {name}\", {}, {subject}, '{counts}')", kinds(test))
    }

    /// A question to values in the order of their dates.
    fn judged_values(&mut self, test: &FactTest, function: &str, more: &str) -> String {
        let (candidates, fact) = self.candidates(test);
        let counts = self.qualifies(&fact, test);
        let holds = self.holds(&fact, test);
        let value = value_of(&fact, &counts, &holds);
        format!("{function}(\n    {candidates}{value}{more})")
    }

    /// Values so many days apart; of more than two it would need a search for the longest chain of them.
    fn apart(&mut self, test: &FactTest, count: Count, apart: Count) -> String {
        if count.high.is_some() || count.low.is_none_or(|low| low > 2) {
            return self.lose("more than two values so many days apart");
        }
        let function = if count.low == Some(2) { "Apart" } else { "Repeated" };
        let (low, high) = if count.low == Some(2) { (apart.low, apart.high) } else { (count.low, None) };
        self.judged_values(test, function, &format!(", {}, {}", whole(low), whole(high)))
    }

    /// The name of the definition that has the days of the latest event that meets a test, for a window counted from
    /// it; `None` where which one it is depends on more than whether it qualifies.
    pub(super) fn anchor(&mut self, at: usize) -> Option<String> {
        let program = self.program;
        let Test::Facts(test) = &program.tests[at] else { return None };
        if !matches!(test.pick, Pick::Some(count) if count == Count::SOME) {
            return None;
        }
        let name = format!("latest: {}", self.name(at));
        if !self.helpers.iter().any(|(known, _)| *known == name) && self.depth <= 4 {
            self.depth += 1;
            let (candidates, fact) = self.candidates(test);
            let holds = all([self.qualifies(&fact, test), self.holds(&fact, test)]);
            let value = value_of(&fact, &holds, "true").replace("}", &format!(", began: {fact}.time.began }}"));
            self.depth -= 1;
            let text = format!("define {}: LatestDates(\n    {candidates}{value})\n\n", named(&name));
            self.helpers.push((name.clone(), text));
        }
        Some(name)
    }

    /// What a criterion is called, for a rule that refers to it.
    pub(super) fn criterion(&mut self, at: usize) -> String {
        if self.circular(at) { UNKNOWN.to_owned() } else { named(&self.program.criteria[at].id) }
    }

    /// Whether following the references of a criterion leads back to it.
    fn circular(&self, at: usize) -> bool {
        let mut open = vec![at];
        let mut done = std::collections::BTreeSet::new();
        while let Some(next) = open.pop() {
            let mut back = false;
            self.program.criteria[next].rule.each_reference(&mut |other| {
                back |= other == at;
                if done.insert(other) {
                    open.push(other);
                }
            });
            if back {
                return true;
            }
        }
        false
    }

    /// The name of the definition of a test.
    pub(super) fn test_name(&self, at: usize) -> String {
        named(&self.name(at))
    }

    /// A criterion's expression.
    pub(super) fn rule(&mut self, rule: &Predicate) -> String {
        self.predicate(rule, None::<Scope>)
    }
}

/// A value as the functions of three values take it.
fn value_of(fact: &str, counts: &str, holds: &str) -> String {
    format!(
        "Tuple {{ first: start of {fact}.time.order, last: end of {fact}.time.order,\n      \
         counts: {counts},\n      holds: {holds} }}"
    )
}
