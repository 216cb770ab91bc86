//! From the rule tree to the lowered form.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::concepts::{Index, classes_of, closure};
use super::interval::Count;
use super::patient::{EventKind, Sex};
use super::program::{
    CompiledCriterion, ConceptSet, Days, Derived, Equivalence, FactTest, Field, Pick, Predicate, Program, Reason,
    Scoped, StatusTest, Test, When,
};
use super::settings::{Absence, Settings, Taken, Unitless, Unrecorded};
use super::value::{Limit, ValueTest, class_token};
use super::windows::length;
use crate::rule::{
    ConceptRef, Criterion, Derive, DeriveKind, Leaf, LeafKind, Mention, Node, Select, SelectKind, Status, Time,
    TimeKind, Trial, Value,
};

/// Conditions that are events: in a window their beginning counts, however long the record says they lasted.
static ACUTE: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| include_str!("acute.tsv").lines().skip(1).collect());

/// Milligrams of glucocorticoids that count as 5 mg of prednisone.
static EQUIVALENTS: LazyLock<BTreeMap<String, Decimal>> = LazyLock::new(|| {
    let rows = include_str!("equivalents.tsv").lines().skip(1).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(id, mg)| Some((id.to_owned(), mg.parse().ok()?))).collect()
});

impl Program {
    /// Lowers a trial. Never fails: what can not be computed is [`Predicate::Unknown`] with its reason.
    pub fn compile(trial: &Trial, settings: &Settings) -> Self {
        let mut lowering = Lowering::new(trial, settings);
        let mut pieces = Vec::new();
        flatten(&trial.criteria, &mut pieces);
        for (place, (id, _, _)) in pieces.iter().enumerate() {
            lowering.criteria.insert(id.clone(), place);
        }
        let criteria = pieces.into_iter().map(|(id, criterion, rule)| CompiledCriterion {
            id,
            section: criterion.section,
            role: criterion.role,
            text: criterion.text.clone(),
            reading: criterion.reading.clone(),
            rule: lowering.node(rule, false),
        });
        let criteria = criteria.collect();
        let eligibility = trial.eligibility.as_ref().map(|node| lowering.node(node, false));
        let populations = trial.populations.iter();
        let populations = populations
            .map(|p| (p.name.clone(), p.eligibility.as_ref().map(|node| lowering.node(node, false))))
            .collect();
        let Lowering { tests, sets, mentions, defaults, .. } = lowering;
        Self {
            trial: trial.source.name.clone(),
            settings: settings.clone(),
            criteria,
            eligibility,
            populations,
            index: Index::new(&sets, &trial.concepts, &mentions),
            tests,
            sets,
            defaults: defaults.into_values().collect(),
        }
    }
}

/// The pieces that have a rule, nested ones after their group.
fn flatten<'t>(criteria: &'t [Criterion], out: &mut Vec<(String, &'t Criterion, &'t Node)>) {
    for criterion in criteria {
        if let Some(rule) = &criterion.rule {
            let id = criterion.id.clone().unwrap_or_else(|| criterion.key.clone());
            out.push((id, criterion, rule));
        }
        flatten(&criterion.criteria, out);
    }
}

pub(super) struct Lowering<'t> {
    trial: &'t Trial,
    pub(super) settings: &'t Settings,
    tests: Vec<Test>,
    sets: Vec<ConceptSet>,
    mentions: BTreeMap<String, BTreeSet<String>>,
    criteria: HashMap<String, usize>,
    defaults: BTreeMap<&'static str, Taken>,
}

impl<'t> Lowering<'t> {
    fn new(trial: &'t Trial, settings: &'t Settings) -> Self {
        let mut lowering = Self {
            trial,
            settings,
            tests: Vec::new(),
            sets: Vec::new(),
            mentions: BTreeMap::new(),
            criteria: HashMap::new(),
            defaults: BTreeMap::new(),
        };
        lowering.take("index", &settings.on.to_string(), "the day on which the rules are applied");
        lowering
    }

    /// Notes a default that was taken.
    pub(super) fn take(&mut self, name: &'static str, value: &str, meaning: &str) {
        let taken = || Taken { name, value: value.to_owned(), meaning: meaning.to_owned() };
        self.defaults.entry(name).or_insert_with(taken);
    }

    /// Lowers a node; `scoped` says that it is about one event and not about the person.
    fn node(&mut self, node: &Node, scoped: bool) -> Predicate {
        let mut parts = |of: &[Node]| of.iter().map(|part| self.node(part, scoped)).collect::<Vec<_>>();
        match node {
            Node::All { of, .. } => Predicate::All(parts(of)),
            Node::Any { of, .. } => Predicate::Any(parts(of)),
            Node::Not { of, .. } => Predicate::Not(Box::new(self.node(of, scoped))),
            Node::AtLeast { count, distinct, of, .. } => {
                let parts = if *distinct { self.members(of, scoped) } else { parts(of) };
                match Count::of(&count.bounds) {
                    Some(count) => Predicate::AtLeast(count, parts),
                    None => unknown("count", format!("{:?} is no number of parts", count.text)),
                }
            }
            Node::If { when, then, otherwise, .. } => Predicate::If {
                when: Box::new(self.node(when, scoped)),
                then: Box::new(self.node(then, scoped)),
                otherwise: Box::new(self.node(otherwise, scoped)),
            },
            Node::Ref { to, .. } => match self.criteria.get(to) {
                Some(place) => Predicate::Criterion(*place),
                None => unknown("reference", format!("{to:?} is not part of this document")),
            },
            Node::Constant { value, .. } => Predicate::Constant(*value),
            Node::Leaf(leaf) => self.leaf(leaf, scoped),
        }
    }

    /// The parts of a "two of" whose parts must differ: a class stands for each of its members.
    fn members(&mut self, of: &[Node], scoped: bool) -> Vec<Predicate> {
        let mut parts = Vec::new();
        for part in of {
            let members = match part {
                Node::Leaf(leaf) => self.members_of(leaf),
                _ => Vec::new(),
            };
            if members.is_empty() {
                parts.push(self.node(part, scoped));
            }
            for leaf in members {
                parts.push(self.leaf(&leaf, scoped));
            }
        }
        parts
    }

    /// The leaf said of each member of its class instead, where the class has any.
    fn members_of(&self, leaf: &Leaf) -> Vec<Leaf> {
        let Some(concept) = &leaf.concept else { return Vec::new() };
        let mut ids: BTreeSet<String> = concept.examples.iter().filter_map(|e| e.id.clone()).collect();
        if let Some(id) = &concept.id {
            ids.extend(closure(id, &self.trial.concepts));
            let classes = |id: &String| self.trial.concepts.get(id).is_some_and(|c| !c.members.is_empty());
            ids.retain(|member| member != id && !classes(member));
        }
        let with = |id: String| {
            let text = id.replace('_', " ");
            let concept = ConceptRef { id: Some(id), text, open: false, examples: Vec::new(), ..concept.clone() };
            Leaf { concept: Some(concept), ..leaf.clone() }
        };
        ids.into_iter().map(with).collect()
    }

    fn leaf(&mut self, leaf: &Leaf, scoped: bool) -> Predicate {
        if let Some(definition) = &leaf.defined_by {
            return self.definition(leaf, definition, scoped);
        }
        match leaf.kind {
            LeafKind::Narrative => {
                let category = leaf.category.as_deref().unwrap_or("other");
                unknown("narrative", format!("{category}: no data can decide it"))
            }
            LeafKind::Unparsed => unknown("unparsed", leaf.reason.clone().unwrap_or_else(|| "not understood".into())),
            LeafKind::Age => self.age(leaf),
            LeafKind::Sex => match leaf.value.as_ref().and_then(|v| v.is.as_deref()) {
                Some("any") => Predicate::Constant(true),
                Some("male") => self.test(Test::Sex(Sex::Male)),
                Some("female") => self.test(Test::Sex(Sex::Female)),
                _ => unknown("sex", "neither male nor female nor any".into()),
            },
            _ => self.facts(leaf, scoped),
        }
    }

    /// What the text means by a concept decides; the leaf's time and status hold of the definition's facts.
    fn definition(&mut self, leaf: &Leaf, definition: &Node, scoped: bool) -> Predicate {
        let mut definition = definition.clone();
        definition.each_leaf_mut(&mut |inner: &mut Leaf| {
            if inner.time.is_empty() {
                inner.time.clone_from(&leaf.time);
            }
            inner.status = inner.status.or(leaf.status);
            inner.subject = inner.subject.take().or_else(|| leaf.subject.clone());
        });
        self.node(&definition, scoped)
    }

    fn test(&mut self, test: Test) -> Predicate {
        let same = self.tests.iter().position(|known| *known == test);
        Predicate::Test(same.unwrap_or_else(|| {
            self.tests.push(test);
            self.tests.len() - 1
        }))
    }

    /// Completed years (months, …) on the index date or at an anchor.
    fn age(&mut self, leaf: &Leaf) -> Predicate {
        let Some(value) = leaf.value.as_ref().filter(|v| !v.bounds.is_empty()) else {
            return unknown("age", "an age without a limit".into());
        };
        if leaf.subject.as_deref().is_some_and(|s| s != "patient") {
            return unknown("subject", "the age of somebody else".into());
        }
        let anchor = match leaf.time.first().map(|time| self.anchor(time)) {
            None => self.settings.index(),
            Some(Ok(day)) => day,
            Some(Err(reason)) => return Predicate::Unknown(reason),
        };
        let unit = value.code.as_deref().unwrap_or("a");
        self.take(
            "age",
            "completed",
            "an age counts completed years (months, weeks, days), so that 70 lasts until the 71st birthday",
        );
        let one = |n: Decimal| if n.floor() == n { n + Decimal::ONE } else { n };
        let born = |n: Decimal| length(n, unit).map(|(length, _)| length.negated().after(anchor));
        let last = value.bounds.low().map(|(n, closed)| born(if closed { n.0 } else { one(n.0) }));
        let first = value.bounds.high().map(|(n, closed)| born(if closed { one(n.0) } else { n.0 }).map(|d| d + 1));
        match (first, last) {
            (Some(None), _) | (_, Some(None)) => unknown("age", format!("{:?} is no length of time", value.text)),
            (first, last) => {
                let days =
                    Days { low: first.flatten().unwrap_or(Days::ALL.low), high: last.flatten().unwrap_or(anchor) };
                self.test(Test::Born { days, text: value.text.clone() })
            }
        }
    }

    fn facts(&mut self, leaf: &Leaf, scoped: bool) -> Predicate {
        let Some(concept) = &leaf.concept else {
            return unknown("concept", "it does not say what it is about".into());
        };
        if let Some(value) = leaf.value.as_ref().filter(|_| leaf.kind == LeafKind::Measurement) {
            let nothing = value.bounds.is_empty() && value.within.is_empty() && value.is.is_none();
            if nothing && value.relative_to.is_none() {
                return unknown("value", format!("{:?} is no limit", value.text));
            }
        }
        let Some(set) = self.set(concept) else {
            return unknown("concept", format!("{:?} is in no vocabulary", concept.text));
        };
        let test = self.fact_test(leaf, concept, set, scoped);
        let test = self.test(Test::Facts(Box::new(test)));
        if concept.id.is_some() {
            return test;
        }
        // Only the examples are known: one of them is enough, none of them does not exclude the rest.
        let rest = unknown("concept", format!("{:?} is in no vocabulary, only its examples are", concept.text));
        Predicate::Any(vec![test, rest])
    }

    fn fact_test(&mut self, leaf: &Leaf, concept: &ConceptRef, set: usize, scoped: bool) -> FactTest {
        let measured = leaf.kind == LeafKind::Measurement;
        let subject = leaf.subject.clone().filter(|s| s != "patient");
        let mut fields = self.fields(leaf, set, scoped);
        let mut value = leaf.value.as_ref().map(|value| self.value(value, leaf.concept_id()));
        if leaf.kind == LeafKind::Drug {
            // A drug has no result: what its value limits is the dose.
            fields.extend(value.take().map(|dose| Field::Dose(dose, None)));
        }
        let closed = self.settings.absence == Absence::NotMet && !measured && subject.is_none();
        if !measured {
            let meaning = "a concept that is recorded nowhere, neither as present nor as absent; one of which there is \
                           any record is taken to be recorded completely";
            let value = if closed { "not met" } else { "unknown" };
            self.take("absence", value, meaning);
        }
        let pick = match (&leaf.count, measured && (value.is_some() || leaf.derive.is_some())) {
            (Some(count), _) => Count::of(&count.bounds).map_or(Pick::Some(Count::SOME), Pick::Some),
            (None, true) => self.pick(leaf, &mut fields),
            (None, false) => Pick::Some(Count::SOME),
        };
        FactTest { kinds: kinds(leaf.kind), set, subject, fields, value, pick, closed, text: concept.text.clone() }
    }

    /// Which measurement counts.
    fn pick(&mut self, leaf: &Leaf, fields: &mut Vec<Field>) -> Pick {
        if let Some(derive) = &leaf.derive {
            return match self.derived(derive) {
                Ok(derived) => Pick::Derived(derived),
                Err(reason) => {
                    fields.push(Field::Unknown(reason));
                    Pick::Latest
                }
            };
        }
        let Some(select) = &leaf.select else {
            self.take("latest", "latest", "of several values in a window the latest counts");
            return Pick::Latest;
        };
        let number = select.count.as_ref().and_then(|count| Count::of(&count.bounds));
        let most = number.and_then(|count| count.low);
        match select.kind {
            SelectKind::Latest if most.is_none_or(|n| n <= 1) => Pick::Latest,
            SelectKind::Latest | SelectKind::Each => Pick::Each(most),
            SelectKind::Any => Pick::Repeated { count: number.unwrap_or(Count::SOME), apart: apart(select) },
            SelectKind::Mean => Pick::Mean(most),
            SelectKind::Highest => Pick::Highest,
            SelectKind::Lowest => Pick::Lowest,
        }
    }

    fn derived(&mut self, derive: &Derive) -> Result<Derived, Reason> {
        let none = |text: &str| Reason { code: "derive", text: text.to_owned() };
        let against = derive.against.as_ref();
        let id = against.and_then(|a| a.id.clone()).ok_or_else(|| none("it does not say what to compare with"))?;
        if derive.kind == DeriveKind::Ratio {
            let text = against.map(|a| a.text.clone()).unwrap_or_default();
            return Ok(Derived::Ratio { other: self.set_of(&id, &text, &[]) });
        }
        let old = self
            .settings
            .anchor(&id)
            .ok_or_else(|| none(&format!("the day of {id} is not given (--event {id}=DATE)")))?;
        Ok(Derived::Change { old, percent: derive.kind == DeriveKind::PercentChange, increase: derive.increase })
    }

    /// Everything that must hold of the same fact.
    fn fields(&mut self, leaf: &Leaf, set: usize, scoped: bool) -> Vec<Field> {
        let acute = leaf.kind == LeafKind::Condition && ACUTE.contains(self.sets[set].id.as_str());
        let mut fields = vec![Field::Status(self.status(leaf, acute, scoped))];
        let over = ["cured", "adequately_treated"].iter().any(|q| leaf.qualifiers.iter().any(|have| have == q));
        for time in &leaf.time {
            fields.push(Field::When(match time.kind {
                TimeKind::Duration if over => self.over(time),
                _ => self.when(time, acute),
            }));
        }
        if leaf.kind == LeafKind::Measurement && !scoped && leaf.time.iter().all(|t| !is_window(t)) {
            fields.push(Field::When(When::Within(self.lookback())));
        }
        fields.extend(leaf.qualifiers.iter().cloned().map(Field::Qualifier));
        fields.extend(leaf.route.clone().map(Field::Route));
        fields.extend(leaf.outcome.clone().map(Field::Outcome));
        fields.extend(leaf.method.iter().map(|m| Field::Method(id_or_words(m), m.text.clone())));
        fields.extend(leaf.setting.iter().map(|s| Field::Setting(id_or_words(s), s.text.clone())));
        if fields.iter().any(|f| !matches!(f, Field::Status(_) | Field::When(_))) {
            let value = if self.settings.unrecorded == Unrecorded::Accept { "accept" } else { "unknown" };
            let meaning = "a fact that does not say its method, setting, severity, route, outcome or cause";
            self.take("unrecorded", value, meaning);
        }
        if let Some(dose) = &leaf.dose {
            let dose = self.value(dose, leaf.concept_id());
            let equivalence = leaf.equivalent_to.as_ref().and_then(|to| to.id.clone()).map(|to| Equivalence {
                doses: if EQUIVALENTS.contains_key(&to) { EQUIVALENTS.clone() } else { BTreeMap::new() },
                to,
            });
            fields.push(Field::Dose(dose, equivalence));
        }
        if let Some(cause) = &leaf.due_to {
            fields.push(Field::DueTo(Scoped(self.node(cause, true))));
        }
        if let Some(having) = &leaf.having {
            fields.push(Field::Having(Scoped(self.node(having, true))));
        }
        fields
    }

    /// How the fact lies to the index date, by what the text says and else by its kind.
    fn status(&mut self, leaf: &Leaf, acute: bool, scoped: bool) -> StatusTest {
        let on = self.settings.index();
        let placed = scoped || leaf.kind == LeafKind::Measurement || leaf.time.iter().any(is_window);
        let current = |lowering: &mut Self| {
            let days = lowering.settings.current_days;
            let meaning = "what has no duration still counts as current for so long";
            lowering.take("current", &format!("{days} d"), meaning);
            StatusTest::Current { on, since: on.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX / 4)) }
        };
        match leaf.status {
            Some(Status::Planned) => StatusTest::Planned,
            Some(Status::Suspected) => StatusTest::Suspected,
            Some(_) if leaf.kind == LeafKind::Measurement => StatusTest::Actual,
            Some(Status::Current) => current(self),
            Some(Status::History | Status::Ever) => StatusTest::Begun { by: on },
            None if placed => StatusTest::Actual,
            None => {
                let ever = matches!(leaf.kind, LeafKind::Procedure | LeafKind::Allergy);
                let meaning = "without a word about time a disease, a state or a drug is meant now; a procedure, an \
                               allergy, an acute event, an outcome or a count at any time before";
                self.take("status", "by kind", meaning);
                if ever || acute || leaf.outcome.is_some() || leaf.count.is_some() {
                    StatusTest::Begun { by: on }
                } else {
                    current(self)
                }
            }
        }
    }

    fn lookback(&mut self) -> Days {
        let on = self.settings.index();
        let low =
            self.settings.lookback_days.map(|days| on.saturating_sub(i32::try_from(days).unwrap_or(i32::MAX / 4)));
        let value = self.settings.lookback_days.map_or_else(|| "no limit".to_owned(), |days| format!("{days} d"));
        self.take("lookback", &value, "how old a measurement may be where the rule has no window");
        Days { low: low.unwrap_or(Days::ALL.low), high: on }
    }

    fn value(&mut self, value: &Value, analyte: Option<&str>) -> ValueTest {
        let limit = |value: &Value| {
            let canonical = value.canonical.as_ref().filter(|_| value.code.is_none() && value.relative_to.is_none());
            match canonical {
                Some(canonical) => Limit { bounds: canonical.bounds.clone(), unit: Some(canonical.code.clone()) },
                None => Limit { bounds: value.bounds.clone(), unit: value.code.clone() },
            }
        };
        let classes: Vec<_> =
            value.within.iter().map(|class| class_token(class).unwrap_or_else(|| class.to_uppercase())).collect();
        let numeric = classes.is_empty() && !value.bounds.is_empty();
        let limits = std::iter::once(value).chain(value.also.as_deref()).filter(|_| numeric).map(limit).collect();
        if numeric {
            let unit = if self.settings.unitless == Unitless::AsLimit { "as limit" } else { "unknown" };
            self.take("unitless", unit, "a recorded number without a unit, against a limit that has one");
        }
        ValueTest {
            limits,
            reference: value.relative_to,
            classes,
            is: value.is.clone(),
            components: value.components.clone(),
            analyte: analyte.unwrap_or_default().to_owned(),
            unitless: self.settings.unitless,
            text: value.text.clone(),
        }
    }

    /// The set of a concept; `None` where neither it nor an example has an id.
    fn set(&mut self, concept: &ConceptRef) -> Option<usize> {
        let examples: Vec<_> = concept.examples.iter().filter_map(|e| Some((e.id.clone()?, e.text.clone()))).collect();
        let first = examples.first().map(|(id, _)| id.clone());
        let id = concept.id.clone().or(first)?;
        Some(self.set_of(&id, &concept.text, &examples))
    }

    fn set_of(&mut self, id: &str, text: &str, examples: &[(String, String)]) -> usize {
        let mut ids = closure(id, &self.trial.concepts);
        for (example, words) in examples {
            ids.extend(closure(example, &self.trial.concepts));
            self.mentions.entry(example.clone()).or_default().insert(words.clone());
        }
        if examples.first().is_none_or(|(example, _)| example != id) {
            self.mentions.entry(id.to_owned()).or_default().insert(text.to_owned());
        }
        let concepts = &self.trial.concepts;
        let coded = ids.iter().filter_map(|id| concepts.get(id)).flat_map(|c| &c.codes);
        let codes: BTreeSet<_> = coded.map(|c| (c.system.clone(), c.code.clone())).collect();
        let set = ConceptSet {
            id: id.to_owned(),
            name: concepts.get(id).map_or_else(|| id.replace('_', " "), |c| c.name.clone()),
            classes: classes_of(id, concepts).into_iter().collect(),
            ids: ids.into_iter().collect(),
            codes: codes.into_iter().collect(),
        };
        self.sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        })
    }

    /// The test of the event that a window is counted from: that of the only leaf of the node.
    pub(super) fn anchor_test(&mut self, node: &Node) -> Option<usize> {
        let Node::Leaf(leaf) = node else { return None };
        let mut leaf = (**leaf).clone();
        leaf.status = leaf.status.or(Some(Status::History));
        match self.leaf(&leaf, false) {
            Predicate::Test(at) if matches!(self.tests[at], Test::Facts(_)) => Some(at),
            _ => None,
        }
    }
}

fn unknown(code: &'static str, text: String) -> Predicate {
    Predicate::Unknown(Reason { code, text })
}

fn is_window(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Window | TimeKind::At)
}

fn id_or_words(mention: &Mention) -> String {
    mention.id.clone().unwrap_or_else(|| mention.text.clone())
}

/// The kinds of facts that can be about a leaf. A test may be recorded as a plain yes or no, a state as an observation,
/// and a transfusion, a vaccination or a cell therapy as a procedure or as a drug.
fn kinds(kind: LeafKind) -> Vec<EventKind> {
    match kind {
        LeafKind::Measurement => vec![EventKind::Measurement, EventKind::Observation],
        LeafKind::Condition => vec![EventKind::Condition, EventKind::Observation],
        LeafKind::Procedure | LeafKind::Drug => vec![EventKind::Procedure, EventKind::Drug],
        LeafKind::Allergy => vec![EventKind::Allergy],
        _ => vec![EventKind::Condition, EventKind::Observation],
    }
}

/// How many days lie between two observations.
fn apart(select: &Select) -> Option<Count> {
    let time = select.apart.as_ref()?;
    let days = |n: crate::rule::Number| {
        length(n.0, time.code.as_deref().unwrap_or_default())
            .map(|(l, rest)| u32::try_from(l.about_days() + i64::from(rest)).unwrap_or(0))
    };
    let low = time.bounds.low().and_then(|(n, closed)| Some(days(n)? + u32::from(!closed)));
    let high = time.bounds.high().and_then(|(n, closed)| Some(days(n)?.saturating_sub(u32::from(!closed))));
    (low.is_some() || high.is_some()).then_some(Count { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::{Entry, Kind};

    #[test]
    fn the_tables_are_sorted_and_name_concepts_of_the_vocabulary() {
        let ids = |kind| Entry::all().filter(move |entry| entry.kind() == kind).map(|entry| entry.id());
        let (conditions, drugs): (BTreeSet<_>, BTreeSet<_>) =
            (ids(Kind::Condition).collect(), ids(Kind::Drug).collect());
        for (table, known) in [(include_str!("acute.tsv"), conditions), (include_str!("equivalents.tsv"), drugs)] {
            let rows: Vec<_> = table.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
            assert!(rows.is_sorted(), "{rows:?}");
            for id in rows {
                assert!(known.contains(id), "{id}");
            }
        }
        assert_eq!(EQUIVALENTS.get("methylprednisolone").map(ToString::to_string).as_deref(), Some("4"));
    }
}
