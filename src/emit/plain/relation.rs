//! What is said of the same event by rules of their own: its cause, what goes with it, exceptions, meaning, examples, and
//! what is allowed.

use crate::rule::{Leaf, Node, NodeSpan};

use super::{Kind, Line, Piece, Plain, has_word, of_id, width};

/// The longest relation that stands on the line of its statement.
const SHORT: usize = 70;

impl Plain<'_> {
    /// Relations: on the line of the statement (`after`) where they are short, else `below` it.
    pub(super) fn relations(&self, leaf: &Leaf, after: &mut Vec<Piece>, below: &mut Vec<Line>) {
        if let [example] = leaf.illustrations.as_slice()
            && let Some(route) = routed(leaf, example)
        {
            // "(including intravenous administration)": the same, given in another way.
            after.push(Piece::at(Kind::Detail, format!(", also {}", of_id(route)), example.span().clone()));
        }
        let mut relate = |word: &str, node: &Node| {
            match self.inline(node).filter(|pieces| width(pieces) <= SHORT) {
                Some(pieces) => {
                    // What is said of the other would sound as if it were said of the statement.
                    let (open, close) = if says_more(&pieces) { ("(", ")") } else { ("", "") };
                    after.push(Piece::new(Kind::Join, format!(", {word} {open}")));
                    after.extend(pieces);
                    after.push(Piece::new(Kind::Join, close));
                }
                None => below.push(self.headed(word, node)),
            };
        };
        if let Some(cause) = &leaf.due_to {
            relate("due to", cause);
        }
        if let Some(having) = &leaf.having {
            let (demands, exceptions) = apart(having);
            if let Some(demands) = demands {
                relate(if self.needs(leaf, &demands) { "requiring" } else { "with" }, &demands);
            }
            for except in exceptions {
                match same_but(leaf, except) {
                    Some(cause) => relate("unless due to", cause),
                    None => relate(self.exception(leaf, except), except),
                }
            }
        }
        if let Some(meaning) = &leaf.defined_by {
            relate("which here means", meaning);
        }
        if let ([example], false) = (leaf.illustrations.as_slice(), lists_examples(leaf))
            && routed(leaf, example).is_none()
        {
            relate("for example", example);
        }
        for permitted in leaf.permits.iter().filter(|permitted| self.is_either_way(permitted)) {
            relate("with or without", permitted);
        }
        if lists_examples(leaf) {
            below.push(self.examples(leaf));
        }
        let allowed = leaf.permits.iter().filter(|permitted| !self.is_either_way(permitted));
        below.extend(allowed.map(|permitted| self.allowance(permitted)));
    }

    /// What is allowed, on a line of its own: on the line of the statement it would sound as if that were allowed.
    pub(super) fn allowance(&self, permitted: &Node) -> Line {
        let word = if self.excludes { "does not by itself exclude:" } else { "not a reason against:" };
        let mut line = match permitted {
            Node::Any { of, .. } if of.len() > 1 && self.inline(permitted).is_none() => {
                Line::joining("", of.iter().map(|part| self.line(part)).collect())
            }
            _ => self.line(permitted),
        };
        // "Prophylactic use of *these drugs* is allowed": what is allowed may be named elsewhere, these words say that.
        let place = permitted.span().clone();
        let space = if line.pieces.iter().all(|piece| piece.to_string().is_empty()) { "" } else { " " };
        line.pieces.insert(0, Piece::at(Kind::Join, format!("{word}{space}"), place));
        line
    }

    /// All examples that the text gives, in its order.
    fn examples(&self, leaf: &Leaf) -> Line {
        let concept = leaf.concept.as_ref();
        let named = concept.into_iter().flat_map(|concept| &concept.examples).map(|example| {
            let pieces = vec![Piece::at(Kind::Detail, self.mention(example), example.span.clone())];
            (example.span.span().start, Line { pieces, below: Vec::new() })
        });
        let said = leaf.illustrations.iter().map(|example| (example.span().span().start, self.line(example)));
        let mut all: Vec<(u32, Line)> = named.chain(said).collect();
        all.sort_by_key(|(start, _)| *start);
        let is_open = concept.is_some_and(|concept| concept.open);
        let head = if is_open { "for example (listed here or not):" } else { "for example:" };
        Line::joining(head, all.into_iter().map(|(_, line)| line).collect())
    }

    /// A line that begins with a word and goes on with the head of what it governs: `with any of these:`.
    pub(super) fn headed(&self, word: &str, node: &Node) -> Line {
        let mut line = self.line(node);
        match line.pieces.first_mut() {
            Some(Piece::Words { kind: Kind::Join, text, place: None }) => *text = format!("{word} {text}"),
            _ => line.pieces.insert(0, Piece::new(Kind::Join, format!("{word} "))),
        }
        line
    }

    /// Whether the text says that the event needs what goes with it: "infection requiring hospitalization".
    fn needs(&self, leaf: &Leaf, demand: &Node) -> bool {
        self.before(leaf, demand).is_some_and(|words| has_word(&words, NEED))
    }

    /// The word before an exception, or before what does not go with the event.
    fn exception(&self, leaf: &Leaf, except: &Node) -> &'static str {
        let Some(words) = self.before(leaf, except) else { return "other than" };
        match () {
            () if has_word(&words, &["except", "excepting", "excluding", "other", "unless"]) => "other than",
            () if has_word(&words, &["not"]) && has_word(&words, NEED) => "not requiring",
            () if has_word(&words, &["without"]) => "without",
            () => "other than",
        }
    }

    /// The words from the name of a statement to the first name in what is related to it.
    fn before(&self, leaf: &Leaf, related: &Node) -> Option<String> {
        self.between(&leaf.concept.as_ref()?.span, first_name(related))
    }

    /// Whether what is permitted makes no difference by the words before it: "with or without", "regardless of".
    fn is_either_way(&self, permitted: &Node) -> bool {
        let NodeSpan::Here(name) = first_name(permitted) else { return false };
        let start = name.start.saturating_sub(EITHER_WAY);
        let words = self.words_from(start, name.start);
        words.contains('±') || words.contains("with or without") || has_word(&words, &["regardless", "irrespective"])
    }
}

/// How far before a name the words stand that make no difference of it.
const EITHER_WAY: u32 = 30;

/// Words that say that an event needs something.
const NEED: &[&str] =
    &["require", "requires", "requiring", "required", "need", "needs", "needing", "necessitating", "necessitates"];

/// Whether commas part what is said of a thing from it.
fn says_more(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Words { kind: Kind::Join, text, .. } => text.starts_with(", "),
        Piece::Words { .. } => false,
        Piece::Leaf { of, .. } => says_more(of),
    })
}

/// What goes with an event, and the exceptions beside it.
fn apart(having: &Node) -> (Option<std::borrow::Cow<'_, Node>>, Vec<&Node>) {
    use std::borrow::Cow;
    match having {
        Node::Not { of, .. } => (None, vec![of]),
        Node::All { of, span } if of.iter().any(|part| matches!(part, Node::Not { .. })) => {
            let (mut demands, mut exceptions) = (Vec::new(), Vec::new());
            for part in of {
                match part {
                    Node::Not { of, .. } => exceptions.push(&**of),
                    demand => demands.push(demand.clone()),
                }
            }
            let demands = (!demands.is_empty()).then(|| Cow::Owned(Node::All { of: demands, span: span.clone() }));
            (demands, exceptions)
        }
        demand => (Some(Cow::Borrowed(demand)), Vec::new()),
    }
}

/// Whether the examples of a statement stand in a list below it: those that say more than a name do not fit in brackets.
pub(super) fn lists_examples(leaf: &Leaf) -> bool {
    let named = leaf.concept.as_ref().map_or(0, |concept| concept.examples.len());
    !leaf.illustrations.is_empty() && leaf.illustrations.len() + named > 1
}

/// The cause, where an exception is the same statement with a cause and nothing else.
fn same_but<'a>(leaf: &Leaf, exception: &'a Node) -> Option<&'a Node> {
    let Node::Leaf(except) = exception else { return None };
    (except.concept_id().is_some() && except.concept_id() == leaf.concept_id() && except.value.is_none())
        .then_some(except.due_to.as_deref()?)
}

/// The route of an example that is the same drug, and nothing else.
fn routed<'a>(leaf: &Leaf, example: &'a Node) -> Option<&'a str> {
    let Node::Leaf(example) = example else { return None };
    example.route.as_deref().filter(|_| leaf.route.is_none() && example.concept_id() == leaf.concept_id())
}

/// Where the first name stands that a node has, else the node.
fn first_name(node: &Node) -> &NodeSpan {
    let mut first = None;
    node.each_leaf(&mut |leaf| {
        first.get_or_insert(leaf.concept.as_ref().map_or(&leaf.span, |concept| &concept.span));
    });
    first.unwrap_or_else(|| node.span())
}
