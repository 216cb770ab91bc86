//! Comparison of two rules: lists, conditions and negations here, what leaves say in [`super::leaf`].

use std::collections::BTreeMap;

use super::assign::assign;
use super::change::{Aspect, Detail, Effect};
use super::likeness::{Features, IDENTICAL, of_nodes};
use super::opened::Opened;
use super::words;
use crate::check::limit::{self, Relation};
use crate::check::signature;
use crate::check::standing::Polarity;
use crate::rule::{Concept, Node, Value};

/// Parts that are less alike than this are not versions of one another.
const ALIKE: i64 = 350;

/// A difference, and the part that is only on one side, where it is that.
#[derive(Debug, Clone)]
pub struct Found {
    /// What a reader is told.
    pub detail: Detail,
    /// The part that came or went.
    pub part: Option<Node>,
    /// Whether that was one of the demands, or one of the alternatives, of the whole rule.
    pub at_top: bool,
}

/// What the comparison of two trials knows of both.
pub struct Context<'a> {
    /// The ids of old criteria, and those they have in the new version.
    pub renamed: &'a BTreeMap<String, String>,
    /// Ids of criteria in either version: what refers to them is compared on its own.
    pub known: &'a dyn Fn(&str) -> bool,
    /// The concepts of both versions.
    pub concepts: &'a BTreeMap<String, &'a Concept>,
}

/// Compares two rules and collects what differs.
pub struct Comparison<'a> {
    /// What is known of both trials.
    pub context: &'a Context<'a>,
    /// What was found.
    pub found: Vec<Found>,
    depth: usize,
}

/// The list that a part is in, which has no counterpart in the other.
#[derive(Clone, Copy)]
enum Side<'n> {
    Old(&'n [Node]),
    New(&'n [Node]),
}

/// A list of parts and what is needed of them.
#[derive(Clone, Copy)]
enum List<'n> {
    All(&'n [Node]),
    Any(&'n [Node]),
    AtLeast(&'n Value, &'n [Node]),
}

impl<'n> List<'n> {
    fn of(node: &'n Node) -> Option<Self> {
        match node {
            Node::All { of, .. } => Some(Self::All(of)),
            Node::Any { of, .. } => Some(Self::Any(of)),
            Node::AtLeast { count, of, .. } => Some(Self::AtLeast(count, of)),
            _ => None,
        }
    }

    fn parts(self) -> &'n [Node] {
        match self {
            Self::All(of) | Self::Any(of) | Self::AtLeast(_, of) => of,
        }
    }

    fn words(self) -> String {
        match self {
            Self::All(_) => "all".to_owned(),
            Self::Any(_) => "any".to_owned(),
            Self::AtLeast(count, _) => format!("{} of", words::value(count)),
        }
    }

    /// What is demanded of the new list, compared with the old one.
    fn relation(self, new: Self) -> Relation {
        match (self, new) {
            (Self::All(_), Self::All(_)) | (Self::Any(_), Self::Any(_)) => Relation::Same,
            (Self::AtLeast(a, _), Self::AtLeast(b, _)) => limit::relation(a, b),
            (Self::All(_), _) | (_, Self::Any(_)) => Relation::Wider,
            _ => Relation::Narrower,
        }
    }

    /// The parts, where those that are lists of the other's shape are taken apart.
    fn opened_for(self, other: Self) -> Vec<Node> {
        let mut parts = Vec::new();
        for part in self.parts() {
            match (part, other) {
                (Node::All { of, .. }, Self::All(_)) | (Node::Any { of, .. }, Self::Any(_)) => {
                    parts.extend_from_slice(of)
                }
                _ => parts.push(part.clone()),
            }
        }
        parts
    }

    fn same_shape(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::All(_), Self::All(_)) | (Self::Any(_), Self::Any(_)) | (Self::AtLeast(..), Self::AtLeast(..))
        )
    }
}

impl<'a> Comparison<'a> {
    /// A comparison that has found nothing yet.
    pub fn new(context: &'a Context<'a>) -> Self {
        Self { context, found: Vec::new(), depth: 0 }
    }

    /// Whether both say the same, references followed.
    pub fn same(&self, old: &Node, new: &Node) -> bool {
        let renamed = |to: &str| self.context.renamed.get(to).map(|to| format!("ref {to}"));
        signature::node(old, &renamed) == signature::node(new, &|_| None)
    }

    /// Notes one difference.
    pub fn note(&mut self, aspect: Aspect, subject: &str, from: Option<String>, to: Option<String>, effect: Effect) {
        let detail = Detail { subject: subject.to_owned(), ..Detail::new(aspect, from, to, effect) };
        self.found.push(Found { detail, part: None, at_top: false });
    }

    /// Compares two nodes that stand where more people get in, or fewer, when they hold for more.
    pub fn nodes(&mut self, old: &Node, new: &Node, polarity: Polarity) {
        if self.same(old, new) {
            return;
        }
        self.depth += 1;
        match (old, new) {
            (Node::If { .. }, _) | (_, Node::If { .. }) => self.conditions(old, new, polarity),
            _ if List::of(old).is_some() || List::of(new).is_some() => self.lists(old, new, polarity),
            (Node::Not { of: a, .. }, Node::Not { of: b, .. }) => self.nodes(a, b, polarity.flipped()),
            (Node::Not { of: inner, .. }, other) | (other, Node::Not { of: inner, .. })
                if of_nodes(inner, other) >= ALIKE =>
            {
                let (from, to) = (words::node(old), words::node(new));
                let turned = Node::Not { of: Box::new(old.clone()), span: old.span().clone() };
                let turned = self.same(&turned, new) || matches!(old, Node::Not { of, .. } if self.same(of, new));
                let relation = if turned { Relation::Both } else { Relation::Unknown };
                self.note(Aspect::Negation, "", Some(from), Some(to), polarity.effect(relation));
            }
            (Node::Leaf(a), Node::Leaf(b)) => self.leaves(a, b, polarity),
            _ => self.replaced(old, new),
        }
        self.depth -= 1;
    }

    /// Compares two rules that are taken apart, part by part.
    pub fn opened(&mut self, old: &Opened, new: &Opened, polarity: Polarity) {
        self.depth = 1;
        let joined = |opened: &Opened| opened.parts.len() > 1;
        if joined(old) && joined(new) {
            self.joined(list_of(old), list_of(new), polarity);
        }
        let list = if joined(new) { list_of(new) } else { list_of(old) };
        self.parts(&old.parts, &new.parts, list, polarity, None);
    }

    fn replaced(&mut self, old: &Node, new: &Node) {
        self.note(Aspect::Concept, "", Some(words::node(old)), Some(words::node(new)), Effect::Unclear);
    }

    fn conditions(&mut self, old: &Node, new: &Node, polarity: Polarity) {
        match (old, new) {
            (
                Node::If { when: old_when, then: old_then, otherwise: old_else, .. },
                Node::If { when, then, otherwise, .. },
            ) => {
                self.nodes(old_when, when, condition_polarity(otherwise, polarity));
                self.nodes(old_then, then, polarity);
                self.otherwise(old_else, otherwise, polarity);
            }
            (Node::If { when, then, otherwise, .. }, other) => {
                let relation = only_for(otherwise).reversed();
                self.condition_came_or_went(Some(words::node(when)), None, polarity.effect(relation));
                self.nodes(then, other, polarity);
            }
            (other, Node::If { when, then, otherwise, .. }) => {
                let relation = only_for(otherwise);
                self.condition_came_or_went(None, Some(words::node(when)), polarity.effect(relation));
                self.nodes(other, then, polarity);
            }
            _ => {}
        }
    }

    /// Compares what holds for whom a condition does not hold.
    fn otherwise(&mut self, old: &Node, new: &Node, polarity: Polarity) {
        let relation = match (old, new) {
            (Node::Constant { value, .. }, _) => only_for_all(*value).reversed(),
            (_, Node::Constant { value, .. }) => only_for_all(*value),
            _ => return self.nodes(old, new, polarity),
        };
        if !self.same(old, new) {
            self.note(
                Aspect::Condition,
                "otherwise",
                Some(words::node(old)),
                Some(words::node(new)),
                polarity.effect(relation),
            );
        }
    }

    fn condition_came_or_went(&mut self, from: Option<String>, to: Option<String>, effect: Effect) {
        self.note(Aspect::Condition, "", from, to, effect);
    }

    fn lists(&mut self, old: &Node, new: &Node, polarity: Polarity) {
        let alone_old = std::slice::from_ref(old);
        let alone_new = std::slice::from_ref(new);
        match (List::of(old), List::of(new)) {
            (Some(a), Some(b)) if a.same_shape(b) => self.two_lists(a, b, polarity),
            (Some(a), Some(b)) => {
                let together = alike_parts(a.parts(), b.parts());
                // "A or B, and C" became "A, B or C": the same parts, however they were nested.
                let (opened_old, opened_new) = (a.opened_for(b), b.opened_for(a));
                if alike_parts(&opened_old, &opened_new) > together {
                    self.joined(a, b, polarity);
                    return self.parts(&opened_old, &opened_new, b, polarity, None);
                }
                let within_new = best(old, b.parts());
                let within_old = best(new, a.parts());
                if together >= within_new.max(within_old) {
                    self.two_lists(a, b, polarity);
                } else if within_new >= within_old {
                    self.parts(alone_old, b.parts(), b, polarity, None);
                } else {
                    self.parts(a.parts(), alone_new, a, polarity, None);
                }
            }
            (None, Some(b)) => {
                self.count_came_or_went(None, Some(b), polarity);
                self.parts(alone_old, b.parts(), b, polarity, None);
            }
            (Some(a), None) => {
                self.count_came_or_went(Some(a), None, polarity);
                self.parts(a.parts(), alone_new, a, polarity, None);
            }
            (None, None) => {}
        }
    }

    /// "At least two immunosuppressants" became "an immunosuppressant", or the other way round.
    fn count_came_or_went(&mut self, old: Option<List<'_>>, new: Option<List<'_>>, polarity: Polarity) {
        if let Some(List::AtLeast(_, [_])) = old.or(new) {
            let relation = if old.is_some() { Relation::Wider } else { Relation::Narrower };
            self.note(Aspect::Count, "", old.map(List::words), new.map(List::words), polarity.effect(relation));
        }
    }

    fn two_lists(&mut self, old: List<'_>, new: List<'_>, polarity: Polarity) {
        // How many members of one class are needed counts as well.
        let counted = matches!((old, new), (List::AtLeast(..), List::AtLeast(..)));
        if counted || old.parts().len() > 1 && new.parts().len() > 1 {
            self.joined(old, new, polarity);
        }
        self.parts(old.parts(), new.parts(), new, polarity, None);
    }

    /// Compares how many of a list are needed.
    fn joined(&mut self, old: List<'_>, new: List<'_>, polarity: Polarity) {
        let relation = old.relation(new);
        if relation != Relation::Same {
            let aspect = if old.same_shape(new) { Aspect::Count } else { Aspect::Connective };
            self.note(aspect, "", Some(old.words()), Some(new.words()), polarity.effect(relation));
        }
    }

    /// Compares the parts of a list of exceptions: what is named in it is left out of the concept.
    pub fn exceptions(&mut self, old: &[Node], new: &[Node], polarity: Polarity) {
        self.parts(old, new, List::Any(new), polarity, Some(Aspect::Exception));
    }

    /// Matches the parts of two lists and compares them; what is left over came or went.
    fn parts(&mut self, old: &[Node], new: &[Node], list: List<'_>, polarity: Polarity, name: Option<Aspect>) {
        let (mut left_old, mut left_new): (Vec<&Node>, Vec<&Node>) = (old.iter().collect(), new.iter().collect());
        left_old.retain(|o| match left_new.iter().position(|n| self.same(o, n)) {
            Some(at) => {
                left_new.remove(at);
                false
            }
            None => true,
        });
        let matched = assign(&likenesses(&left_old, &left_new));
        let mut taken = vec![false; left_new.len()];
        for (o, column) in left_old.iter().zip(&matched) {
            match column {
                Some(column) => {
                    taken[*column] = true;
                    self.nodes(o, left_new[*column], polarity);
                }
                None => self.came_or_went(o, Side::Old(old), list, polarity, name),
            }
        }
        for (n, _) in left_new.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            self.came_or_went(n, Side::New(new), list, polarity, name);
        }
    }

    fn came_or_went(&mut self, part: &Node, side: Side<'_>, list: List<'_>, polarity: Polarity, name: Option<Aspect>) {
        let (came, among) = match side {
            Side::Old(among) => (false, among),
            Side::New(among) => (true, among),
        };
        if let Node::Ref { to, .. } = part
            && (self.context.known)(to)
        {
            return;
        }
        let narrower = matches!(list, List::All(_)) == came;
        let effect = polarity.effect(if narrower { Relation::Narrower } else { Relation::Wider });
        let (aspect, shown) = match (list, part) {
            (List::All(_), Node::Not { of, .. }) if polarity == Polarity::Bars => (Aspect::Exception, &**of),
            (List::All(_), _) if polarity == Polarity::Bars => (Aspect::Condition, part),
            (List::All(_), _) => (Aspect::Demand, part),
            (List::Any(_), _) if polarity == Polarity::Admits && lifts_a_limit(part, among) => {
                (Aspect::Exception, part)
            }
            _ => (Aspect::Member, part),
        };
        let text = words::node(shown);
        let (from, to) = if came { (None, Some(text)) } else { (Some(text), None) };
        let detail = Detail::new(name.unwrap_or(aspect), from, to, effect);
        self.found.push(Found { detail, part: Some(part.clone()), at_top: self.depth == 1 && name.is_none() });
    }
}

fn list_of(opened: &Opened) -> List<'_> {
    if opened.any { List::Any(&opened.parts) } else { List::All(&opened.parts) }
}

/// Whether an alternative is another limit on what one of its neighbours limits, under a condition of its own: "≤ 1.5,
/// or ≤ 3 with Gilbert syndrome"; or the condition alone, beside nothing but limits: "≤ 1.5 unless Gilbert syndrome".
fn lifts_a_limit(part: &Node, among: &[Node]) -> bool {
    let limited = |node: &Node| match node {
        Node::Leaf(leaf) if leaf.value.is_some() => leaf.concept.as_ref().map(signature::concept),
        _ => None,
    };
    match part {
        Node::All { of, .. } => {
            of.iter().filter_map(limited).any(|concept| among.iter().any(|n| limited(n).as_ref() == Some(&concept)))
        }
        Node::Leaf(leaf) if leaf.value.is_none() => {
            let mut others = among.iter().filter(|other| !std::ptr::eq(*other, part)).peekable();
            others.peek().is_some() && others.all(|other| limited(other).is_some())
        }
        _ => false,
    }
}

/// How a rule stands to the same rule for some people only.
fn only_for(otherwise: &Node) -> Relation {
    match otherwise {
        Node::Constant { value, .. } => only_for_all(*value),
        _ => Relation::Unknown,
    }
}

/// How what everybody meets, or nobody, stands to anything else.
fn only_for_all(met: bool) -> Relation {
    if met { Relation::Wider } else { Relation::Narrower }
}

/// Whom it lets in that a condition holds for more people.
fn condition_polarity(otherwise: &Node, polarity: Polarity) -> Polarity {
    match otherwise {
        Node::Constant { value: true, .. } => polarity.flipped(),
        Node::Constant { value: false, .. } => polarity,
        _ => Polarity::Unclear,
    }
}

fn likenesses(old: &[&Node], new: &[&Node]) -> Vec<Vec<i64>> {
    let of = |nodes: &[&Node]| nodes.iter().map(|node| Features::of_rule(node)).collect::<Vec<_>>();
    let new = of(new);
    let row = |o: &Features| new.iter().map(|n| o.likeness(n)).map(|l| if l < ALIKE { 0 } else { l }).collect();
    of(old).iter().map(row).collect()
}

/// How alike two lists are when their parts are matched.
fn alike_parts(old: &[Node], new: &[Node]) -> i64 {
    let (old, new): (Vec<&Node>, Vec<&Node>) = (old.iter().collect(), new.iter().collect());
    let table = likenesses(&old, &new);
    let sum: i64 = assign(&table).iter().zip(&table).filter_map(|(m, row)| m.map(|m| row[m])).sum();
    sum / i64::try_from(old.len().max(new.len())).unwrap_or(IDENTICAL).max(1)
}

fn best(node: &Node, among: &[Node]) -> i64 {
    among.iter().map(|other| of_nodes(node, other)).max().unwrap_or(0)
}
