//! Words that found no place in a rule, put where they stand in it: a rule that leaves a word out would decide about a
//! patient whom the word may be about.
//!
//! Such words narrow what they stand beside, as far as anybody can tell: "coronary artery perforation during *PCI*" is at
//! most PCI. So what they stand beside holds *and* they do. Somebody without it is not meant, and whoever has it is for a
//! person to decide.
//!
//! | words | rule |
//! |---|---|
//! | *perforation* during PCI | `all(procedure PCI, ‹perforation›)` |
//! | no *perforation* during PCI | `not(all(procedure PCI, ‹perforation›))` |
//! | asthma or *perforation* during PCI | `any(condition asthma, all(procedure PCI, ‹perforation›))` |
//! | *perforation* of a thing unknown itself | as it was: that can not be decided anyway |

use crate::rule::{Diagnostic, Leaf, LeafKind, Node, NodeSpan, Severity, Span};

use super::coverage::{is_known, names_words};
use super::lost_limit::LostLimit;

/// The most parts with the same words that each get what stands in them; beyond it, all of them together do.
const MOST_SHARED: usize = 16;

/// Puts the words that these diagnostics name into the rule, as far as something is decided without them.
pub fn place(rule: &mut Node, diagnostics: &[Diagnostic], limits: Vec<LostLimit>, text: &str) {
    let lost = |d: &&Diagnostic| names_words(&d.code) && d.code != "unparsed" && d.severity != Severity::Note;
    let mut spans: Vec<Span> = diagnostics.iter().filter(lost).map(|d| d.span).collect();
    for limit in &limits {
        let (own, others): (Vec<Span>, Vec<Span>) =
            spans.into_iter().partition(|lost| lost.start < limit.span.end && limit.span.start < lost.end);
        spans = others;
        spans.push(own.into_iter().fold(limit.span, Span::join));
    }
    spans.sort_unstable();
    spans.dedup();
    if !spans.is_empty() {
        let mut words = unparsed(&spans, text);
        for LostLimit { value, concept, .. } in limits {
            let holds = |leaf: &&mut Leaf| leaf.span.span().contains(value.span);
            let Some(leaf) = words.iter_mut().find(holds) else { continue };
            if leaf.quantities.is_empty() {
                leaf.concept = concept;
                leaf.quantities.push(value);
            } else if leaf.concept == concept {
                leaf.quantities.push(value);
            } else {
                // Two limits of different things among the same words.
                let other = Leaf { concept, quantities: vec![value], ..leaf.clone() };
                words.push(other);
            }
        }
        beside(rule, words);
    }
}

/// A leaf for each of these places, which are sorted.
fn unparsed(spans: &[Span], text: &str) -> Vec<Leaf> {
    // Where the last one began, in code points and bytes: the text is walked through once.
    let (mut point, mut rest) = (0, text);
    let bytes = |text: &str, points: u32| text.char_indices().nth(points as usize).map_or(text.len(), |(at, _)| at);
    let leaf = |span: &Span| {
        rest = &rest[bytes(rest, span.start - point)..];
        point = span.start;
        let mut leaf = Leaf::new(LeafKind::Unparsed, *span);
        leaf.text = Some(rest[..bytes(rest, span.end - span.start)].to_owned());
        leaf.reason = Some("in no part of the rule".to_owned());
        leaf
    };
    spans.iter().map(leaf).collect()
}

/// Puts words, which are in the order of the text, into the narrowest parts that they stand in.
fn beside(node: &mut Node, words: Vec<Leaf>) {
    if words.is_empty() || node.permitted().is_some() {
        return;
    }
    match node {
        Node::Leaf(leaf) => {
            let own = within(leaf, words);
            join(node, own);
        }
        Node::Not { of, .. } => beside(of, words),
        Node::All { of, .. } => {
            let own = share(of.iter_mut().collect(), words, 1);
            flatten(of);
            of.extend(own.into_iter().map(Node::from));
        }
        Node::Any { of, .. } | Node::AtLeast { of, .. } => {
            let own = share(of.iter_mut().collect(), words, MOST_SHARED);
            join(node, own);
        }
        Node::If { when, then, otherwise, .. } => {
            let own = share(vec![when, then, otherwise], words, MOST_SHARED);
            join(node, own);
        }
        Node::Ref { .. } | Node::Constant { .. } => join(node, words),
    }
}

/// Gives each part, up to `most` for a word, the words that stand in it; what is left stands in none.
fn share(parts: Vec<&mut Node>, words: Vec<Leaf>, most: usize) -> Vec<Leaf> {
    let spans: Vec<Option<Span>> = parts.iter().map(|part| here(part.span())).collect();
    let mut order: Vec<usize> = (0..parts.len()).filter(|at| spans[*at].is_some()).collect();
    order.sort_by_key(|at| spans[*at]);
    let mut shares: Vec<Vec<Leaf>> = vec![Vec::new(); parts.len()];
    let mut own = Vec::new();
    let (mut next, mut open): (usize, Vec<usize>) = (0, Vec::new());
    for word in words {
        let Some(at) = here(&word.span) else { continue };
        while next < order.len() && spans[order[next]].is_some_and(|span| span.start <= at.start) {
            open.push(order[next]);
            next += 1;
        }
        open.retain(|part| spans[*part].is_some_and(|span| span.end > at.start));
        let mut holders = open.iter().filter(|part| spans[**part].is_some_and(|span| span.contains(at))).peekable();
        if holders.peek().is_none() || open.len() > MOST_SHARED {
            own.push(word);
            continue;
        }
        holders.take(most).for_each(|part| shares[*part].push(word.clone()));
    }
    parts.into_iter().zip(shares).for_each(|(part, words)| beside(part, words));
    own
}

/// Puts words into what a leaf says of the same event, where they stand there; gives those that stand beside the leaf
/// and without which it is decided. What it only permits decides nothing.
fn within(leaf: &mut Leaf, words: Vec<Leaf>) -> Vec<Leaf> {
    let holds = |node: &Node, word: &Leaf| {
        let both = here(node.span()).zip(here(&word.span));
        both.is_some_and(|(outer, inner)| outer.contains(inner))
    };
    let (inner, own): (Vec<Leaf>, Vec<Leaf>) =
        words.into_iter().partition(|word| leaf.having.as_ref().is_some_and(|node| holds(node, word)));
    if let Some(node) = &mut leaf.having {
        beside(node, inner);
    }
    let known = is_known(leaf);
    // A limit is kept beside words that are open themselves, for it is a fact of its own.
    let kept = |word: &Leaf| known || !word.quantities.is_empty();
    own.into_iter().filter(|word| kept(word) && !leaf.permits.iter().any(|node| holds(node, word))).collect()
}

/// `node` and the words.
fn join(node: &mut Node, words: Vec<Leaf>) {
    if words.is_empty() {
        return;
    }
    let span = node.span().clone();
    let alone = std::mem::replace(node, Node::Constant { value: true, span: span.clone() });
    let of = std::iter::once(alone).chain(words.into_iter().map(Node::from)).collect();
    *node = Node::All { of, span };
}

/// Takes apart what has just been joined: all of it holds here.
fn flatten(of: &mut Vec<Node>) {
    let is_joined =
        |of: &[Node]| matches!(of, [Node::Leaf(_), Node::Leaf(words), ..] if words.kind == LeafKind::Unparsed);
    for part in std::mem::take(of) {
        match part {
            Node::All { of: parts, .. } if is_joined(&parts) => of.extend(parts),
            part => of.push(part),
        }
    }
}

fn here(span: &NodeSpan) -> Option<Span> {
    match span {
        NodeSpan::Here(span) => Some(*span),
        NodeSpan::Elsewhere { .. } => None,
    }
}
