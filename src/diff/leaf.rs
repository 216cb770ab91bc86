//! Comparison of what two leaves say.

use super::change::{Aspect, Effect};
use super::compare::Comparison;
use super::words;
use crate::check::limit::{self, Limit, Relation};
use crate::check::signature;
use crate::check::standing::Polarity;
use crate::rule::{Direction, Leaf, Mention, Node, Status, Time, TimeKind, Value};

impl Comparison<'_> {
    /// Compares two leaves field by field.
    pub fn leaves(&mut self, old: &Leaf, new: &Leaf, polarity: Polarity) {
        let subject = words::subject(new);
        self.concepts(old, new, polarity);
        self.values(Aspect::Limit, &subject, [&old.value, &new.value], polarity);
        self.values(Aspect::Dose, &subject, [&old.dose, &new.dose], polarity);
        self.values(Aspect::Count, &subject, [&old.count, &new.count], polarity);
        self.quantities(&subject, old, new);
        self.times(&subject, &old.time, &new.time, polarity);
        self.status(&subject, old, new, polarity);
        self.sets(Aspect::Qualifier, &subject, &old.qualifiers, &new.qualifiers, polarity);
        self.sets(Aspect::Method, &subject, &names(&old.method), &names(&new.method), polarity);
        self.sets(Aspect::Setting, &subject, &names(&old.setting), &names(&new.setting), polarity);
        self.texts(Aspect::Subject, &subject, [&old.subject, &new.subject], Relation::Unknown, polarity);
        self.texts(Aspect::Outcome, &subject, [&old.outcome, &new.outcome], Relation::Narrower, polarity);
        self.texts(Aspect::Route, &subject, [&old.route, &new.route], Relation::Narrower, polarity);
        self.computed(&subject, old, new);
        self.having(&subject, [old.having.as_deref(), new.having.as_deref()], polarity);
        self.inner(Aspect::Cause, &subject, [&old.due_to, &new.due_to], Relation::Narrower, polarity);
        self.inner(Aspect::Definition, &subject, [&old.defined_by, &new.defined_by], Relation::Unknown, polarity);
        self.permissions(&subject, &old.permits, &new.permits);
        self.narrative(old, new);
    }

    fn concepts(&mut self, old: &Leaf, new: &Leaf, polarity: Polarity) {
        let name = |leaf: &Leaf| leaf.concept.as_ref().map(signature::concept);
        let (a, b) = (name(old), name(new));
        if a != b || old.kind != new.kind {
            let words = |leaf: &Leaf| match &leaf.concept {
                Some(_) if a == b => format!("{:?}", leaf.kind).to_lowercase(),
                _ => words::subject(leaf),
            };
            let relation = if old.kind == new.kind { self.class_relation(old, new) } else { Relation::Unknown };
            self.note(Aspect::Concept, "", Some(words(old)), Some(words(new)), polarity.effect(relation));
        }
        if let (Some(a), Some(b)) = (&old.concept, &new.concept) {
            let subject = words::subject(new);
            self.members(Aspect::Example, &subject, &names(&a.examples), &names(&b.examples), [Effect::Neither; 2]);
            if a.open != b.open {
                let words = |open| Some(if open { "open" } else { "closed" }.to_owned());
                self.note(Aspect::Member, &subject, words(a.open), words(b.open), Effect::Unclear);
            }
        }
    }

    /// Wider where the old concept is a member of the new one.
    fn class_relation(&self, old: &Leaf, new: &Leaf) -> Relation {
        let member = |class: Option<&str>, of: Option<&str>| match (class, of) {
            (Some(class), Some(of)) => {
                self.context.concepts.get(class).is_some_and(|c| c.members.iter().any(|m| m == of))
            }
            _ => false,
        };
        let (a, b) = (old.concept_id(), new.concept_id());
        match (member(b, a), member(a, b)) {
            (true, false) => Relation::Wider,
            (false, true) => Relation::Narrower,
            _ => Relation::Unknown,
        }
    }

    fn values(&mut self, aspect: Aspect, subject: &str, both: [&Option<Box<Value>>; 2], polarity: Polarity) {
        let relation = match both {
            [Some(old), Some(new)] => limit::relation(old, new),
            [None, None] => Relation::Same,
            [None, Some(_)] => Relation::Narrower,
            [Some(_), None] => Relation::Wider,
        };
        if relation != Relation::Same {
            let aspect = match both {
                [Some(old), Some(new)] if aspect == Aspect::Limit && same_numbers(old, new) => Aspect::Comparator,
                _ => aspect,
            };
            let [from, to] = both.map(|v| v.as_deref().map(words::value));
            self.note(aspect, subject, from, to, polarity.effect(relation));
        }
    }

    /// The limits that a narrative names. No data decide it, so no limit of it lets in more or fewer for certain.
    fn quantities(&mut self, subject: &str, old: &Leaf, new: &Leaf) {
        let signatures = |leaf: &Leaf| leaf.quantities.iter().map(signature::value).collect::<Vec<_>>();
        let (a, b) = (signatures(old), signatures(new));
        if a != b {
            let words = |leaf: &Leaf| {
                let all: Vec<String> = leaf.quantities.iter().map(words::value).collect();
                Some(all.join(", ")).filter(|all| !all.is_empty())
            };
            self.note(Aspect::Limit, subject, words(old), words(new), Effect::Unclear);
        }
    }

    fn status(&mut self, subject: &str, one: &Leaf, other: &Leaf, polarity: Polarity) {
        let (old, new) = (one.status, other.status);
        // What happened within the last five years happened at some time: that the window came or went says all.
        let dated = |leaf: &Leaf| leaf.status.is_none() && leaf.time.iter().any(past);
        let at_any_time =
            |leaf: &Leaf| matches!(leaf.status, Some(Status::Ever | Status::History)) && leaf.time.is_empty();
        if old == new || (dated(one) && at_any_time(other)) || (at_any_time(one) && dated(other)) {
            return;
        }
        let relation = match (old, new) {
            (_, Some(Status::Ever)) => Relation::Wider,
            (Some(Status::Ever), Some(_)) => Relation::Narrower,
            _ => Relation::Unknown,
        };
        let words = |s: Option<Status>| Some(s.map_or("not said".to_owned(), |s| format!("{s:?}").to_lowercase()));
        self.note(Aspect::Status, subject, words(old), words(new), polarity.effect(relation));
    }

    /// Sets of which every member must hold: one more lets in fewer.
    fn sets(&mut self, aspect: Aspect, subject: &str, old: &[String], new: &[String], polarity: Polarity) {
        let effects = [polarity.effect(Relation::Narrower), polarity.effect(Relation::Wider)];
        if let ([a], [b]) = (old, new) {
            if a != b {
                let relation = severities(a, b);
                self.note(aspect, subject, Some(readable(a)), Some(readable(b)), polarity.effect(relation));
            }
            return;
        }
        self.members(aspect, subject, old, new, effects);
    }

    fn members(&mut self, aspect: Aspect, subject: &str, old: &[String], new: &[String], effects: [Effect; 2]) {
        for added in new.iter().filter(|m| !old.contains(m)) {
            self.note(aspect, subject, None, Some(readable(added)), effects[0]);
        }
        for removed in old.iter().filter(|m| !new.contains(m)) {
            self.note(aspect, subject, Some(readable(removed)), None, effects[1]);
        }
    }

    fn texts(
        &mut self,
        aspect: Aspect,
        subject: &str,
        both: [&Option<String>; 2],
        when_added: Relation,
        polarity: Polarity,
    ) {
        let relation = match both {
            [None, Some(_)] => when_added,
            [Some(_), None] => when_added.reversed(),
            _ => Relation::Unknown,
        };
        if both[0] != both[1] {
            let [from, to] = both.map(|t| t.as_deref().map(readable));
            self.note(aspect, subject, from, to, polarity.effect(relation));
        }
    }

    fn computed(&mut self, subject: &str, old: &Leaf, new: &Leaf) {
        let select = |leaf: &Leaf| leaf.select.as_deref().map(words::select);
        if select(old) != select(new) {
            self.note(Aspect::Selection, subject, select(old), select(new), Effect::Unclear);
        }
        let derive = |leaf: &Leaf| {
            leaf.derive.as_ref().map(|d| (d.kind, d.increase, d.against.as_ref().map(signature::mention)))
        };
        if derive(old) != derive(new) {
            let [from, to] = [old, new].map(|leaf| leaf.derive.as_deref().map(words::derive));
            self.note(Aspect::Derivation, subject, from, to, Effect::Unclear);
        }
        let equivalent = |leaf: &Leaf| leaf.equivalent_to.as_deref().map(signature::concept);
        if equivalent(old) != equivalent(new) {
            let words = |leaf: &Leaf| equivalent(leaf).map(|drug| format!("in {} equivalents", readable(&drug)));
            self.note(Aspect::Dose, subject, words(old), words(new), Effect::Unclear);
        }
    }

    /// What else holds of the event, and what is excepted from it.
    fn having(&mut self, subject: &str, both: [Option<&Node>; 2], polarity: Polarity) {
        let [old, new] = both.map(Parts::of);
        if !old.except.is_empty() || !new.except.is_empty() {
            self.exceptions(&old.except, &new.except, polarity.flipped());
        }
        match (joined(&old.rest), joined(&new.rest)) {
            (Some(a), Some(b)) => self.nodes(&a, &b, polarity),
            (None, None) => {}
            (a, b) => {
                let relation = if b.is_some() { Relation::Narrower } else { Relation::Wider };
                let words = |n: Option<Node>| n.map(|n| words::node(&n));
                self.note(Aspect::Qualifier, subject, words(a), words(b), polarity.effect(relation));
            }
        }
    }

    fn inner(
        &mut self,
        aspect: Aspect,
        subject: &str,
        both: [&Option<Box<Node>>; 2],
        when_added: Relation,
        polarity: Polarity,
    ) {
        match both {
            [Some(old), Some(new)] => {
                let before = self.found.len();
                self.nodes(old, new, polarity);
                self.found[before..].iter_mut().for_each(|f| f.detail.aspect = aspect);
            }
            [None, None] => {}
            [old, new] => {
                let relation = if new.is_some() { when_added } else { when_added.reversed() };
                let words = |n: &Option<Box<Node>>| n.as_deref().map(words::node);
                self.note(aspect, subject, words(old), words(new), polarity.effect(relation));
            }
        }
    }

    fn permissions(&mut self, subject: &str, old: &[Node], new: &[Node]) {
        for (from, to, came) in [(old, new, false), (new, old, true)] {
            let alone: Vec<&Node> = from.iter().filter(|n| !to.iter().any(|other| self.same(n, other))).collect();
            for node in alone {
                let text = Some(words::node(node));
                let (from, to) = if came { (None, text) } else { (text, None) };
                self.note(Aspect::Permission, subject, from, to, Effect::Neither);
            }
        }
    }

    fn narrative(&mut self, old: &Leaf, new: &Leaf) {
        let said = |leaf: &Leaf| signature::said_in_words(leaf).map(signature::words);
        if old.category != new.category || said(old) != said(new) {
            let words = |leaf: &Leaf| Some(words::leaf(leaf));
            self.note(Aspect::Narrative, "", words(old), words(new), Effect::Unclear);
        }
    }
}

/// Whether it is a window that lies in the past.
fn past(time: &Time) -> bool {
    time.kind == TimeKind::Window && time.direction == Some(Direction::Before)
}

/// Whether only the signs differ.
fn same_numbers(old: &Value, new: &Value) -> bool {
    let ends = |v: &Value| Limit::of_value(v).map(|l| (l.low.map(|e| e.at), l.high.map(|e| e.at)));
    ends(old).is_some() && ends(old) == ends(new)
}

/// The parts of a `having`: what is excepted, and the rest.
#[derive(Default)]
struct Parts {
    except: Vec<Node>,
    rest: Vec<Node>,
}

impl Parts {
    fn of(node: Option<&Node>) -> Self {
        let mut parts = Self::default();
        let all = match node {
            Some(Node::All { of, .. }) => of.as_slice(),
            Some(other) => std::slice::from_ref(other),
            None => &[],
        };
        for part in all {
            match part {
                Node::Not { of, .. } => match &**of {
                    Node::Any { of, .. } => parts.except.extend(of.iter().cloned()),
                    one => parts.except.push(one.clone()),
                },
                other => parts.rest.push(other.clone()),
            }
        }
        parts
    }
}

fn joined(parts: &[Node]) -> Option<Node> {
    match parts {
        [] => None,
        [one] => Some(one.clone()),
        [first, ..] => Some(Node::All { of: parts.to_vec(), span: first.span().clone() }),
    }
}

/// How one degree of severity stands to another.
fn severities(old: &str, new: &str) -> Relation {
    let degrees = |id: &str| match id {
        "mild" => Some([true, false, false]),
        "moderate" => Some([false, true, false]),
        "severe" => Some([false, false, true]),
        "mild_to_moderate" => Some([true, true, false]),
        "moderate_to_severe" | "moderate_or_higher" => Some([false, true, true]),
        _ => None,
    };
    let (Some(old), Some(new)) = (degrees(old), degrees(new)) else { return Relation::Unknown };
    let more = |a: [bool; 3], b: [bool; 3]| a.iter().zip(b).any(|(a, b)| *a && !b);
    Relation::of_sets(more(new, old), more(old, new))
}

fn names(mentions: &[Mention]) -> Vec<String> {
    mentions.iter().map(signature::mention).collect()
}

fn readable(id: &str) -> String {
    id.replace('_', " ")
}
