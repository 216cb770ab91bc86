//! What "other" leaves out: those of a list that are named before it.
//!
//! | text | meaning |
//! |---|---|
//! | infarction, stroke or *other* cardiovascular event | a cardiovascular event that is neither of the two |
//! | infarction, *heart failure* or *other* cardiovascular event | heart failure is left out too, though no table calls it an event |
//! | asthma, tuberculosis or *other* infection | an infection that is not tuberculosis: asthma is of another system |
//!
//! And what a clause behind such a disease is said of: the others.

use crate::lex::{Entry, Kind};
use crate::rule::{LeafKind, Node};
use crate::words;

use super::concept::covers;
use super::context::Context;
use super::coordination::{Join, LONGEST};
use super::partial::Partial;

impl Context<'_, '_> {
    /// "class III heart failure, infarction or *other* cardiac disease": other than those listed before it that its class
    /// has, as they are described there.
    pub(super) fn other_than_listed(&mut self, partials: &mut [Partial], joins: &[Join]) {
        let entry = |p: &Partial| p.entry();
        for at in 1..partials.len().min(LONGEST) {
            let Some(class) = entry(&partials[at]).filter(|e| partials[at].other && e.kind() == Kind::Condition) else {
                continue;
            };
            let first = joins[..at].iter().rposition(|j| j.all != Some(false)).map_or(0, |n| n + 1);
            let is_one = |e: Entry| e != class && covers(class, e);
            let before = &partials[first..at];
            // "infarction, *heart failure*, stroke or other cardiovascular event": the text counts it as one, too.
            let ones: Vec<Entry> = before.iter().filter_map(entry).filter(|e| is_one(*e)).collect();
            let counts = |e: Entry| is_one(e) || e != class && ones.iter().any(|one| are_of_one_system(*one, e));
            let covered = |p: &&Partial| entry(p).is_some_and(counts) && !p.negated && p.unknown.is_empty();
            let listed: Vec<Partial> = before.iter().filter(covered).cloned().collect();
            let described = listed.into_iter().map(|p| Partial {
                times: Vec::new(),
                lead_times: Vec::new(),
                other_times: Vec::new(),
                examples: Vec::new(),
                status: None,
                ..p
            });
            let nodes: Vec<Node> = described.map(|p| self.node_of(p)).collect();
            if !nodes.is_empty() {
                let bytes = partials[first].bytes.start..partials[at - 1].bytes.end;
                let listed = self.joined(nodes, false, &bytes);
                partials[at].other_than.push(listed);
            }
        }
    }
}

/// Whether two diseases are of one organ system.
fn are_of_one_system(one: Entry, other: Entry) -> bool {
    let mut systems = words::BODY_SYSTEMS.iter().filter_map(|id| Entry::find(Kind::Condition, id));
    systems.any(|system| covers(system, one) && covers(system, other))
}

/// "any disease other than asthma *that may affect lung function*": what something would do is said of the others, and is taken from
/// what is left out, and so is one that opens with whose opinion it is: "*that in the investigator's opinion might affect it*". Near miss:
/// "malignancy other than skin cancer *that was treated*".
pub(super) fn clause_of_class(node: &mut Node) -> Option<Node> {
    let leaf = match node {
        Node::Any { of, .. } => return of.iter_mut().filter_map(clause_of_class).last(),
        Node::Leaf(leaf) => leaf,
        _ => return None,
    };
    let would = |node: &Node| {
        let Node::Leaf(judged) = node else { return false };
        let text = judged.text.as_deref().unwrap_or_default().to_ascii_lowercase();
        let mut words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        let opens = words.next().is_some_and(|word| matches!(word, "that" | "which"));
        let second = words.next().unwrap_or_default();
        let third = words.next().unwrap_or_default();
        let opinion = match second {
            "in" => {
                matches!(words.next(), Some("opinion" | "judgment" | "judgement")) || third.starts_with("investigator")
            }
            "the" => third.starts_with("investigator"),
            _ => false,
        };
        judged.kind == LeafKind::Narrative && opens && (opinion || words::MODALS.contains(&second))
    };
    leaf.having.take_if(|node| would(node)).map(|clause| *clause)
}
