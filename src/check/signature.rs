//! A text that is the same for two rules that say the same: without words and places, values after conversion of
//! units, the parts of `all` and `any` in a fixed order.

use std::fmt::Write;

use super::limit::Limit;
use crate::rule::{Anchor, ConceptRef, Leaf, LeafKind, Mention, Node, Time, TimeKind, Value};

/// The signature of a rule. A `ref` is written as what `resolve` gives for it, else by its target.
pub fn node(node: &Node, resolve: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    write_node(&mut out, node, resolve);
    out
}

/// The signature of one leaf.
pub fn leaf(leaf: &Leaf) -> String {
    let mut out = String::new();
    write_leaf(&mut out, leaf, &|_| None);
    out
}

/// The signature of a value: its limit in base units, its classes, its result.
pub fn value(value: &Value) -> String {
    let mut out = Limit::of_value(value).map(|limit| limit.signature()).unwrap_or_default();
    for class in &value.within {
        let _ = write!(out, "#{class}");
    }
    for (mark, text) in [("=", &value.is), ("@", &value.scale)] {
        if let Some(text) = text {
            let _ = write!(out, "{mark}{text}");
        }
    }
    if let Some(components) = &value.components {
        let _ = write!(out, "+{:?}-{:?}", components.only, components.without);
    }
    out
}

/// The signature of one statement about time.
pub fn time(time: &Time) -> String {
    let mut out = format!("{:?}", time.kind);
    if let Some(days) = time.calendar_words() {
        let _ = write!(out, " {days}");
    }
    if let Some(limit) = Limit::of_time(time) {
        out.push_str(&limit.signature());
    }
    if let Some(of) = &time.of {
        let _ = write!(out, " of {}", mention(of));
    }
    if let Some(direction) = time.direction.filter(|_| time.kind == TimeKind::Window) {
        let _ = write!(out, " {direction:?}");
    }
    match &time.anchor {
        Some(Anchor::Point(point)) => {
            let _ = write!(out, " {}", mention(point));
        }
        Some(Anchor::Event(event)) => out.push_str(&node(event, &|_| None)),
        None => {}
    }
    for (mark, times) in [("longest", &time.longest_of), ("shortest", &time.shortest_of)] {
        if !times.is_empty() {
            let mut parts: Vec<String> = times.iter().map(self::time).collect();
            parts.sort();
            let _ = write!(out, " {mark}({})", parts.join(","));
        }
    }
    out
}

/// The id of what is mentioned, else its words without case and punctuation.
pub fn mention(mention: &Mention) -> String {
    mention.id.clone().unwrap_or_else(|| words(&mention.text))
}

/// The id of a concept, else its words without case and punctuation.
pub fn concept(concept: &ConceptRef) -> String {
    concept.id.clone().unwrap_or_else(|| words(&concept.text))
}

/// Words in lower case with single spaces between, without punctuation.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

fn write_node(out: &mut String, node: &Node, resolve: &dyn Fn(&str) -> Option<String>) {
    match node {
        Node::All { of, .. } => write_parts(out, "all", of, resolve),
        Node::Any { of, .. } => write_parts(out, "any", of, resolve),
        Node::Not { of, .. } => {
            out.push_str("not(");
            write_node(out, of, resolve);
            out.push(')');
        }
        Node::AtLeast { count, distinct, of, .. } => {
            let name = format!("atleast{}{}", value(count), if *distinct { "distinct" } else { "" });
            write_parts(out, &name, of, resolve);
        }
        Node::If { when, then, otherwise, .. } => {
            for (mark, part) in [("if(", when), (";then ", then), (";else ", otherwise)] {
                out.push_str(mark);
                write_node(out, part, resolve);
            }
            out.push(')');
        }
        Node::Ref { to, .. } => out.push_str(&resolve(to).unwrap_or_else(|| format!("ref {to}"))),
        Node::Constant { value, .. } => {
            let _ = write!(out, "{value}");
        }
        Node::Leaf(leaf) => write_leaf(out, leaf, resolve),
    }
}

/// Parts in the order of their signatures, each once; one part alone stands for itself.
fn write_parts(out: &mut String, name: &str, of: &[Node], resolve: &dyn Fn(&str) -> Option<String>) {
    let mut parts: Vec<String> = of.iter().map(|part| self::node(part, resolve)).collect();
    parts.sort();
    if !name.starts_with("atleast") {
        parts.dedup();
        if parts.len() == 1 {
            out.push_str(&parts[0]);
            return;
        }
    }
    let _ = write!(out, "{name}({})", parts.join(","));
}

fn write_leaf(out: &mut String, leaf: &Leaf, resolve: &dyn Fn(&str) -> Option<String>) {
    let _ = write!(out, "{:?}", leaf.kind);
    if let Some(about) = &leaf.concept {
        let _ = write!(out, ":{}", concept(about));
        if about.open {
            out.push('…');
        }
        let mut examples: Vec<String> = about.examples.iter().map(mention).collect();
        examples.sort();
        for example in examples {
            let _ = write!(out, "~{example}");
        }
    }
    if let Some(status) = leaf.status {
        let _ = write!(out, " {status:?}");
    }
    let texts = [("cat", &leaf.category), ("of", &leaf.subject), ("outcome", &leaf.outcome), ("route", &leaf.route)];
    for (name, text) in texts {
        if let Some(text) = text {
            let _ = write!(out, " {name}={text}");
        }
    }
    sorted(out, " q", leaf.qualifiers.clone());
    for (name, limit) in [("v", &leaf.value), ("dose", &leaf.dose), ("n", &leaf.count)] {
        if let Some(limit) = limit {
            let _ = write!(out, " {name}{}", value(limit));
        }
    }
    sorted(out, " lim", leaf.quantities.iter().map(value).collect());
    if let Some(drug) = &leaf.equivalent_to {
        let _ = write!(out, " as {}", concept(drug));
    }
    if let Some(select) = &leaf.select {
        let _ = write!(out, " {:?}{}", select.kind, select.count.as_ref().map(value).unwrap_or_default());
        out.push_str(&select.apart.as_ref().map(time).unwrap_or_default());
    }
    if let Some(derive) = &leaf.derive {
        let against = derive.against.as_ref().map(mention).unwrap_or_default();
        let _ = write!(out, " {:?}{:?}{against}", derive.kind, derive.increase);
    }
    sorted(out, " by", leaf.method.iter().map(mention).collect());
    sorted(out, " in", leaf.setting.iter().map(mention).collect());
    sorted(out, " t", leaf.time.iter().map(time).collect());
    for (name, part) in [("due", &leaf.due_to), ("having", &leaf.having), ("means", &leaf.defined_by)] {
        if let Some(part) = part {
            let _ = write!(out, " {name}(");
            write_node(out, part, resolve);
            out.push(')');
        }
    }
    sorted(out, " such as", leaf.illustrations.iter().map(|p| node(p, resolve)).collect());
    sorted(out, " permits", leaf.permits.iter().map(|p| node(p, resolve)).collect());
    if let Some(text) = said_in_words(leaf) {
        let _ = write!(out, " «{}»", words(text));
    }
}

/// The words of a leaf whose words are all it says. What kind of consent, judgement, compliance, participation or
/// contraception the text asks for in so many words makes no other rule.
pub fn said_in_words(leaf: &Leaf) -> Option<&str> {
    let settled = ["consent", "judgement", "compliance", "participation", "contraception"];
    match leaf.kind {
        LeafKind::Narrative if leaf.category.as_deref().is_some_and(|c| settled.contains(&c)) => None,
        LeafKind::Narrative | LeafKind::Unparsed => leaf.text.as_deref(),
        _ => None,
    }
}

fn sorted(out: &mut String, name: &str, mut parts: Vec<String>) {
    if !parts.is_empty() {
        parts.sort();
        parts.dedup();
        let _ = write!(out, "{name}[{}]", parts.join(","));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rule::Span;

    fn condition(id: &str, at: u32) -> Node {
        let mut leaf = Leaf::new(LeafKind::Condition, Span::new(at, at + 3));
        leaf.concept = Some(ConceptRef {
            id: Some(id.into()),
            text: id.to_uppercase(),
            span: Span::new(at, at + 3).into(),
            open: false,
            examples: vec![],
        });
        leaf.into()
    }

    fn any(of: Vec<Node>) -> Node {
        Node::Any { of, span: Span::default().into() }
    }

    #[test]
    fn order_and_place_do_not_count() {
        let (a, b) = (any(vec![condition("x", 0), condition("y", 9)]), any(vec![condition("y", 1), condition("x", 7)]));
        assert_eq!(node(&a, &|_| None), node(&b, &|_| None));
    }

    #[test]
    fn what_is_said_counts() {
        let all = Node::All { of: vec![condition("x", 0), condition("y", 9)], span: Span::default().into() };
        let any = any(vec![condition("x", 0), condition("y", 9)]);
        assert_ne!(node(&all, &|_| None), node(&any, &|_| None));
        assert_ne!(node(&condition("x", 0), &|_| None), node(&condition("y", 0), &|_| None));
    }
}
