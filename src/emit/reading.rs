//! A rule on one line: what a reviewer reads first and what a diff of two trials shows.
//!
//! Everything that decides what a rule means is printed, in an order that never changes. What only says where something
//! was found (spans, `inherited`) or is computed from the rest (`canonical`, the ISO form of a length) is not.
//!
//! ```text
//! node     = "all(" node, … ")" | "any(" node, … ")" | "not(" node ")"
//!          | count "-of(" node, … ")"            so many of these are met; "2-of distinct(…)" by different members
//!          | "if " part ": " part [" else " part]  without "else": true for whom the condition does not hold
//!          | "permits(" node ")"              allowed; true of everybody, in an exclusion of nobody
//!          | ID                                  another criterion, or the words for something outside
//!          | "true" | "false" | leaf
//! part     = node, in parentheses if it is an "if"
//! count    = N (at least) | "exactly " N | "(" limit ")"
//! leaf     = "«" category ": " words "»" | "‹" words ": " reason "›" | [kind " "] [status " "] qualifier… name
//!            followed by: [examples] [value] bracket… relation…
//! kind     = "age" | "sex" | "condition" | "procedure" | "drug" | "allergy" | "observation"; none for a measurement
//! status   = "current" | "history of" | "ever" | "planned" | "suspected"
//! name     = the concept's usual name, else the words
//! examples = "{examples: " name, … "}" | "{open: " name, … "}" | "{open}"
//! value    = limit unit | "in {" class, … "}" | result ("positive", …, "scored": its parts have points), then
//!            [" {" scale "}"] [" {only: " part, … "}"] [" {without: " part, … "}"] [" (also " value ")"]
//! limit    = ("≥" | ">" | "≤" | "<" | "=") N | N ".." N, both ends in; an end that is out carries its sign: "18..< 70"
//! unit     = "×ULN" and the like | "% predicted" and the like | UCUM with 10*9 as ×10⁹ and 1:N for a titre; as written
//!            where UCUM has none
//! bracket  = "[" of relative | route: oral | dose limit unit NAME-equivalent | count limit | latest | … | time; … "]"
//! time     = [of ": "] ("within " | "within past " | "within next " | "for " | "until " | "every ") length [side anchor]
//!          | [of] " stable " length [side anchor]
//!          | length (side anchor | " ago" | " from now")          a window that begins so far away
//!          | ("at " | "during " | "before " | "from " | "after ") anchor   no length: a moment, a period, a side of a moment
//!          | "after " node                                        from that event on
//! length   = limit unit | ("longer" | "longest" | "shorter" | "shortest") " of " length, …
//! side     = " before " | " after " | " around " | " of "
//! anchor   = a moment of the trial or of a life, or a node in parentheses
//! relation = "due to " operand | "having " operand | "other than " operand | "defined as " operand | "such as " operand
//!          | "permits " operand
//! operand  = node, in parentheses unless it ends in one itself or is a bare name
//! ```
//!
//! `A other than B` is what a leaf having `not(B)` is: an A that is no B. It says nothing of the person's other events.

mod leaf;
#[cfg(test)]
mod tests;
mod time;
mod value;

pub(crate) use value::{class_label, is_roman, readable};

use std::collections::BTreeMap;

use crate::rule::{Concept, Leaf, LeafKind, Mention, Node, Value};

/// The rule on one line.
///
/// `concepts` are the root's: a concept prints by its usual name there, and by the words of the text where it has none.
///
/// ```
/// use trial_extract::{emit::reading, rule::{ConceptRef, Leaf, LeafKind, Node, Span}};
/// let mut leaf = Leaf::new(LeafKind::Condition, Span::new(0, 6));
/// leaf.qualifiers = vec!["severe".into()];
/// leaf.concept = Some(ConceptRef {
///     id: None, text: "asthma".into(), span: Span::new(0, 6).into(), open: false, examples: vec![],
/// });
/// assert_eq!(reading(&Node::from(leaf), &Default::default()), "condition severe asthma");
/// ```
pub fn reading(node: &Node, concepts: &BTreeMap<String, Concept>) -> String {
    let mut printer = Printer { concepts, out: String::with_capacity(96) };
    printer.node(node);
    printer.out
}

struct Printer<'a> {
    concepts: &'a BTreeMap<String, Concept>,
    out: String,
}

impl<'a> Printer<'a> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Words of the text, on one line.
    fn words(&mut self, text: &str) {
        let mut words = text.split_whitespace();
        if let Some(first) = words.next() {
            self.push(first);
        }
        for word in words {
            self.out.push(' ');
            self.push(word);
        }
    }

    /// An id from a lexicon as words.
    fn id(&mut self, id: &str) {
        self.out.extend(id.chars().map(|c| if c == '_' { ' ' } else { c }));
    }

    fn named(&mut self, id: Option<&str>, text: &str) {
        match self.name_of(id) {
            Some(name) => self.push(name),
            None => self.words(text),
        }
    }

    fn name_of(&self, id: Option<&str>) -> Option<&'a str> {
        self.concepts.get(id?).map(|concept| concept.name.as_str())
    }

    fn mention(&mut self, mention: &Mention) {
        self.named(mention.id.as_deref(), &mention.text);
    }

    fn list<T>(&mut self, items: &[T], between: &str, mut print: impl FnMut(&mut Self, &T)) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.push(between);
            }
            print(self, item);
        }
    }

    fn call(&mut self, name: &str, parts: &[Node]) {
        self.push(name);
        self.push("(");
        self.list(parts, ", ", |p, part| p.node(part));
        self.push(")");
    }

    fn node(&mut self, node: &Node) {
        if let Some(allowed) = node.permitted() {
            return self.call("permits", std::slice::from_ref(allowed));
        }
        match node {
            Node::All { of, .. } => self.call("all", of),
            Node::Any { of, .. } => self.call("any", of),
            Node::Not { of, .. } => {
                self.push("not(");
                self.node(of);
                self.push(")");
            }
            Node::AtLeast { count, distinct, of, .. } => {
                self.how_many(count);
                self.call(if *distinct { "-of distinct" } else { "-of" }, of);
            }
            Node::If { when, then, otherwise, .. } => {
                self.push("if ");
                self.part(when);
                self.push(": ");
                self.part(then);
                if !matches!(**otherwise, Node::Constant { value: true, .. }) {
                    self.push(" else ");
                    self.part(otherwise);
                }
            }
            Node::Ref { to, .. } => self.words(to),
            Node::Constant { value, .. } => self.push(if *value { "true" } else { "false" }),
            Node::Leaf(leaf) => self.leaf(leaf),
        }
    }

    /// A branch of an `if`.
    fn part(&mut self, node: &Node) {
        self.wrapped(node, matches!(node, Node::If { .. }));
    }

    fn wrapped(&mut self, node: &Node, parentheses: bool) {
        if parentheses {
            self.push("(");
        }
        self.node(node);
        if parentheses {
            self.push(")");
        }
    }

    fn how_many(&mut self, count: &Value) {
        let bounds = &count.bounds;
        match (bounds.ge, bounds.eq) {
            (Some(n), None) if bounds.high().is_none() => self.push(&n.to_string()),
            (None, Some(n)) => self.push(&format!("exactly {n}")),
            _ => {
                self.push("(");
                self.value(count, "");
                self.push(")");
            }
        }
    }

    fn relations(&mut self, leaf: &Leaf) {
        if let Some(node) = &leaf.due_to {
            self.relation(" due to ", node);
        }
        match leaf.having.as_deref() {
            Some(Node::Not { of, .. }) => self.relation(" other than ", of),
            Some(node) => self.relation(" having ", node),
            None => {}
        }
        if let Some(node) = &leaf.defined_by {
            self.relation(" defined as ", node);
        }
        for node in &leaf.illustrations {
            self.relation(" such as ", node);
        }
        for node in &leaf.permits {
            self.relation(" permits ", node);
        }
    }

    fn relation(&mut self, word: &str, node: &Node) {
        self.push(word);
        let closed = match node {
            Node::If { .. } => false,
            Node::Leaf(leaf) => is_bare(leaf),
            _ => true,
        };
        self.wrapped(node, !closed);
    }
}

/// Whether the leaf prints as kind and name alone, so that nothing after it could be taken for a part of it.
fn is_bare(leaf: &Leaf) -> bool {
    let quoted = matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed);
    let mut bare = Leaf::new(leaf.kind, leaf.span.clone());
    bare.concept.clone_from(&leaf.concept);
    bare.category.clone_from(&leaf.category);
    bare.reason.clone_from(&leaf.reason);
    bare.text.clone_from(&leaf.text);
    bare.status = leaf.status;
    bare.qualifiers.clone_from(&leaf.qualifiers);
    *leaf == bare && (quoted || leaf.concept.is_some())
}
