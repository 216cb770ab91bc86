//! From the rule tree to the lowered form.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::concepts::{Index, classes_of, closure};
use super::definition::members_of;
use super::interval::Count;
use super::patient::Sex;
use super::program::{CompiledCriterion, ConceptSet, Days, Predicate, Program, Reason, Test};
use super::settings::{Settings, Taken};
use super::windows::length;
use crate::lex::{Entry, Kind};
use crate::rule::{ConceptRef, Criterion, Leaf, LeafKind, Node, Span, Status, Trial, Value};

/// How deep what is said of one event may refer to other criteria, which may refer on.
const DEEPEST_REFERENCE: usize = 3;

/// Ids of what only women can be, have or plan.
const OF_WOMEN: [&str; 5] =
    ["childbearing_potential", "lactation", "planning_pregnancy", "postmenopausal", "pregnancy"];

impl Program {
    /// Lowers a trial. Never fails: what can not be computed is [`Predicate::Unknown`] with its reason.
    pub fn compile(trial: &Trial, settings: &Settings) -> Self {
        let mut lowering = Lowering::new(trial, settings);
        let mut pieces = Vec::new();
        flatten(&trial.criteria, &mut pieces);
        for (place, (id, _, _)) in pieces.iter().enumerate() {
            lowering.criteria.insert(id.clone(), place);
        }
        let criteria = pieces.into_iter().map(|(id, criterion, rule)| {
            let doubtful = criterion.diagnostics.iter().filter(|d| d.code == "doubtful-equals");
            lowering.doubtful = doubtful.map(|d| d.span).collect();
            CompiledCriterion {
                id,
                section: criterion.section,
                reads: criterion.reads,
                role: criterion.role,
                text: criterion.text.clone(),
                reading: criterion.reading.clone(),
                rule: lowering.node(rule, false),
            }
        });
        let criteria = criteria.collect();
        lowering.doubtful.clear();
        let own = trial.populations.iter();
        let own = own.map(|p| (p.name.clone(), p.eligibility.as_ref().map(|node| lowering.node(node, false))));
        let populations: Vec<(String, Option<Predicate>)> = own.collect();
        let eligibility = match &trial.eligibility {
            Some(node) => Some(lowering.node(node, false)),
            // Whoever belongs in one of the populations belongs in the trial.
            None => {
                let any: Vec<Predicate> = populations.iter().filter_map(|(_, own)| own.clone()).collect();
                (!any.is_empty()).then_some(Predicate::Any(any))
            }
        };
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
    pub(super) sets: Vec<ConceptSet>,
    mentions: BTreeMap<String, BTreeSet<String>>,
    criteria: HashMap<String, usize>,
    defaults: BTreeMap<&'static str, Taken>,
    /// Where the criterion has a bare "=" that may have been another sign.
    doubtful: Vec<Span>,
    /// Whether the leaf is an event that a window is counted from, so that any of it will do.
    anchoring: bool,
    /// Criteria that are being read where another one refers to them.
    referring: Vec<String>,
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
            doubtful: Vec::new(),
            anchoring: false,
            referring: Vec::new(),
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
    pub(super) fn node(&mut self, node: &Node, scoped: bool) -> Predicate {
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
            Node::Ref { to, .. } if scoped => self.referred(to),
            Node::Ref { to, .. } => match self.criteria.get(to) {
                Some(place) => Predicate::Criterion(*place),
                None => unknown("reference", format!("{to:?} is not part of this document")),
            },
            Node::Constant { value, .. } => Predicate::Constant(*value),
            Node::Leaf(leaf) => self.leaf(leaf, scoped),
        }
    }

    /// What another criterion says, of the event at hand: "malignancy other than *what E1.1 names*".
    fn referred(&mut self, to: &str) -> Predicate {
        let rule = (self.referring.len() < DEEPEST_REFERENCE).then(|| rule_of(&self.trial.criteria, to)).flatten();
        let Some(rule) = rule else { return unknown("reference", format!("{to:?} is not part of this document")) };
        self.referring.push(to.to_owned());
        let predicate = self.node(rule, true);
        self.referring.pop();
        predicate
    }

    /// The parts of a "two of" whose parts must differ: a class stands for each of its members.
    fn members(&mut self, of: &[Node], scoped: bool) -> Vec<Predicate> {
        let mut parts = Vec::new();
        for part in of {
            let members = match part {
                Node::Leaf(leaf) => members_of(leaf, &self.trial.concepts),
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

    fn leaf(&mut self, leaf: &Leaf, scoped: bool) -> Predicate {
        if let Some(definition) = &leaf.defined_by {
            return self.node(&super::definition::defined(leaf, definition), scoped);
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
            _ if leaf.subject.is_none() && !scoped && leaf.concept_id().is_some_and(|id| OF_WOMEN.contains(&id)) => {
                self.of_women(leaf)
            }
            _ => self.unsupported(leaf, scoped),
        }
    }

    /// "neutrophils ≥ 1.0, without growth factor support": that the setting is recorded, or that there is no such drug.
    fn unsupported(&mut self, leaf: &Leaf, scoped: bool) -> Predicate {
        let without = |s: &crate::rule::Mention| Entry::find(Kind::Setting, s.id.as_deref()?)?.without();
        let recorded = self.illustrated(leaf, scoped);
        let Some((at, drug)) = leaf.setting.iter().enumerate().find_map(|(at, s)| Some((at, without(s)?))) else {
            return recorded;
        };
        let mut plain = leaf.clone();
        let setting = plain.setting.remove(at);
        let mut given = Leaf::new(LeafKind::Drug, setting.span.clone());
        let (text, span) = (drug.replace('_', " "), setting.span);
        given.concept = Some(ConceptRef { id: Some(drug.to_owned()), text, span, open: false, examples: Vec::new() });
        let none = Predicate::Not(Box::new(self.facts(&given, false)));
        Predicate::Any(vec![recorded, Predicate::All(vec![self.unsupported(&plain, scoped), none])])
    }

    /// A state that only women can be in: of a man whose record says nothing of it, it does not hold.
    fn of_women(&mut self, leaf: &Leaf) -> Predicate {
        let otherwise = self.facts(leaf, false);
        let Predicate::Test(at) = otherwise else { return otherwise };
        let Test::Facts(open) = &self.tests[at] else { return otherwise };
        let closed = Test::Facts(Box::new(super::program::FactTest { closed: true, ..(**open).clone() }));
        self.take(
            "sex",
            "of women",
            "what only women can be or plan is not so of a man, unless the record says that it is",
        );
        let when = self.test(Test::Sex(Sex::Male));
        let then = self.test(closed);
        Predicate::If { when: Box::new(when), then: Box::new(then), otherwise: Box::new(otherwise) }
    }

    /// A leaf, or what its examples are by the text's own word.
    fn illustrated(&mut self, leaf: &Leaf, scoped: bool) -> Predicate {
        let mut parts = vec![self.facts(leaf, scoped)];
        let (examples, illustrations) = super::definition::illustrations(leaf);
        for example in examples {
            let part = self.facts(&example, scoped);
            parts.push(self.under(part, leaf));
        }
        for illustration in illustrations {
            parts.push(self.node(&illustration, scoped));
        }
        if parts.len() == 1 { parts.remove(0) } else { Predicate::Any(parts) }
    }

    /// Of an example there is none where the record says that there is none of what it is an example of.
    fn under(&mut self, part: Predicate, leaf: &Leaf) -> Predicate {
        let (Predicate::Test(at), Some(class)) = (&part, leaf.concept_id()) else { return part };
        let Test::Facts(test) = &self.tests[*at] else { return part };
        let mut test = test.clone();
        let mut set = self.sets[test.set].clone();
        let mut classes: BTreeSet<String> = set.classes.into_iter().collect();
        classes.extend(classes_of(class, &self.trial.concepts));
        set.classes = classes.into_iter().collect();
        test.set = self.sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        self.test(Test::Facts(test))
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
        let one = |n: Decimal| if n.floor() == n { n.saturating_add(Decimal::ONE) } else { n };
        let born = |n: Decimal| length(n, unit).map(|(length, _)| length.negated().after(anchor));
        let last = value.bounds.low().map(|(n, closed)| born(if closed { n.0 } else { one(n.0) }));
        let first = value.bounds.high().map(|(n, closed)| born(if closed { one(n.0) } else { n.0 }).map(|d| d + 1));
        match (first, last) {
            (Some(None), _) | (_, Some(None)) => unknown("age", format!("{:?} is no length of time", value.text)),
            (first, last) => {
                let days =
                    Days { low: first.flatten().unwrap_or(Days::ALL.low), high: last.flatten().unwrap_or(anchor) };
                let test = self.test(Test::Born { days, text: value.text.clone() });
                self.unless_doubtful(test, [&**value])
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
        let measured = leaf.kind == LeafKind::Measurement && !self.anchoring;
        let alone = leaf.value.is_none() && leaf.count.is_none() && leaf.derive.is_none();
        if measured && alone && leaf.due_to.is_none() && leaf.having.is_none() {
            return unknown("value", format!("it does not say which result of {:?} counts", concept.text));
        }
        let test = self.fact_test(leaf, concept, set, scoped);
        let test = self.test(Test::Facts(Box::new(test)));
        let test = self.unless_doubtful(test, leaf.limits());
        if concept.id.is_some() {
            return test;
        }
        // Only the examples are known: one of them is enough, none of them does not exclude the rest.
        let rest = unknown("concept", format!("{:?} is in no vocabulary, only its examples are", concept.text));
        Predicate::Any(vec![test, rest])
    }

    /// The test of a limit whose "=" may have been "≥" or "≤": what equals it is within all three, and of anything else
    /// nothing is known.
    fn unless_doubtful<'v>(&self, test: Predicate, limits: impl IntoIterator<Item = &'v Value>) -> Predicate {
        let equals = |value: &&Value| value.bounds.eq.is_some() || !value.within.is_empty();
        let doubtful = limits.into_iter().filter(equals).find(|value| self.doubtful.contains(&value.span));
        match doubtful {
            Some(value) => {
                let text = format!("{:?} may have been another sign than \"=\"", value.text);
                Predicate::Any(vec![test, unknown("doubtful", text)])
            }
            None => test,
        }
    }

    /// The set of a concept; `None` where neither it nor an example has an id.
    fn set(&mut self, concept: &ConceptRef) -> Option<usize> {
        let examples: Vec<_> = concept.examples.iter().filter_map(|e| Some((e.id.clone()?, e.text.clone()))).collect();
        let first = examples.first().map(|(id, _)| id.clone());
        let id = concept.id.clone().or(first)?;
        Some(self.set_of(&id, &concept.text, &examples))
    }

    pub(super) fn set_of(&mut self, id: &str, text: &str, examples: &[(String, String)]) -> usize {
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
        let anchoring = std::mem::replace(&mut self.anchoring, true);
        let event = self.leaf(&leaf, false);
        self.anchoring = anchoring;
        match event {
            Predicate::Test(at) if matches!(self.tests[at], Test::Facts(_)) => Some(at),
            _ => None,
        }
    }
}

pub(super) fn unknown(code: &'static str, text: String) -> Predicate {
    Predicate::Unknown(Reason { code, text })
}

/// The rule of the criterion with this id.
fn rule_of<'t>(criteria: &'t [Criterion], id: &str) -> Option<&'t Node> {
    let own = |c: &'t Criterion| c.rule.as_ref().filter(|_| c.id.as_deref() == Some(id));
    criteria.iter().find_map(|c| own(c).or_else(|| rule_of(&c.criteria, id)))
}
