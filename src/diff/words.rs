//! Parts of a rule in words, short enough for one line of a diff.

use crate::rule::{
    Anchor, Bounds, Derive, Direction, Leaf, LeafKind, Mention, Node, Reference, Select, Status, Time, TimeKind, Value,
};

/// `≥ 1.5 ×10⁹/L`, `class III or IV`, `positive`.
pub fn value(value: &Value) -> String {
    let mut parts = Vec::new();
    let limits = bounds(&value.bounds);
    if !limits.is_empty() {
        let unit = value.unit_text().map(|u| format!(" {u}")).unwrap_or_default();
        let named = value.unit_text().is_some_and(names_reference);
        let relative = value.relative_to.filter(|_| !named).map(|r| format!(" {}", reference(r)));
        parts.push(format!("{limits}{unit}{}", relative.unwrap_or_default()));
    } else if !value.within.is_empty() {
        parts.push(format!("{{{}}}", value.within.join(", ")));
    } else if let Some(relative) = value.relative_to {
        parts.push(reference(relative).to_owned());
    }
    parts.extend(value.is.clone());
    if let Some(components) = &value.components {
        parts.extend(components.only.iter().map(|c| format!("only {c}")));
        parts.extend(components.without.iter().map(|c| format!("without {c}")));
    }
    if parts.is_empty() { value.text.clone() } else { parts.join(" ") }
}

/// `≥ 7.5, ≤ 30`; `18..70` where both ends belong to the range.
pub fn bounds(bounds: &Bounds) -> String {
    if let (Some(low), Some(high), None) = (bounds.ge, bounds.le, bounds.eq) {
        return format!("{low}..{high}");
    }
    let ends = [("=", bounds.eq), ("≥", bounds.ge), (">", bounds.gt), ("≤", bounds.le), ("<", bounds.lt)];
    let parts: Vec<String> = ends.iter().filter_map(|(mark, number)| number.map(|n| format!("{mark} {n}"))).collect();
    parts.join(", ")
}

/// `≤ 4 weeks before screening`.
pub fn time(time: &Time) -> String {
    if let Some(words) = time.calendar_words() {
        return words;
    }
    let mut parts = vec![length(time)];
    let ahead = time.direction == Some(Direction::After);
    if time.kind != TimeKind::At && (ahead || time.anchor.is_some()) {
        parts.extend(time.direction.map(|d| format!("{d:?}").to_lowercase()));
    }
    parts.extend(time.anchor.as_ref().map(anchor));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// `≤ 4 weeks`, without direction and anchor.
pub fn length(time: &Time) -> String {
    for (name, times) in [("longest", &time.longest_of), ("shortest", &time.shortest_of)] {
        if !times.is_empty() {
            let of: Vec<String> = times.iter().map(length).collect();
            return format!("the {name} of {}", of.join(" and "));
        }
    }
    let limits = bounds(&time.bounds);
    match (&time.unit, limits.is_empty()) {
        (_, true) if time.anchor.is_some() => String::new(),
        (_, true) => time.text.clone(),
        (Some(unit), false) => format!("{limits} {unit}"),
        (None, false) => limits,
    }
}

/// `before screening`'s `screening`, or the event in words.
pub fn anchor(anchor: &Anchor) -> String {
    match anchor {
        Anchor::Point(point) => mention(point),
        Anchor::Event(event) => node(event),
    }
}

/// The id with spaces, else the words.
pub fn mention(mention: &Mention) -> String {
    match &mention.id {
        Some(id) => id.replace('_', " "),
        None => mention.text.clone(),
    }
}

/// What a leaf is about, without what is said of it.
pub fn subject(leaf: &Leaf) -> String {
    match (&leaf.concept, leaf.kind) {
        (Some(concept), _) => concept.text.clone(),
        (None, LeafKind::Age) => "age".to_owned(),
        (None, LeafKind::Sex) => "sex".to_owned(),
        (None, LeafKind::Narrative) => leaf.category.clone().unwrap_or_else(|| "narrative".to_owned()),
        (None, _) => leaf.text.clone().unwrap_or_default(),
    }
}

/// A whole node on one line.
pub fn node(node: &Node) -> String {
    let list = |of: &[Node]| of.iter().map(self::node).collect::<Vec<_>>().join(", ");
    match node {
        Node::All { of, .. } => format!("all({})", list(of)),
        Node::Any { of, .. } => format!("any({})", list(of)),
        Node::Not { of, .. } => format!("not({})", self::node(of)),
        Node::AtLeast { count, of, .. } => format!("{}-of({})", value(count), list(of)),
        Node::If { when, then, otherwise, .. } => match &**otherwise {
            Node::Constant { .. } => format!("if {}: {}", self::node(when), self::node(then)),
            otherwise => format!("if {}: {} else {}", self::node(when), self::node(then), self::node(otherwise)),
        },
        Node::Ref { to, .. } => to.clone(),
        Node::Constant { value, .. } => value.to_string(),
        Node::Leaf(leaf) => self::leaf(leaf),
    }
}

/// A leaf on one line: what it is about, what is said of it, when.
pub fn leaf(leaf: &Leaf) -> String {
    if matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed) {
        let words = leaf.text.as_deref().unwrap_or_default();
        return match &leaf.category {
            Some(category) if words.is_empty() => format!("«{category}»"),
            _ => format!("«{words}»"),
        };
    }
    let mut parts: Vec<String> = leaf.qualifiers.iter().map(|q| q.replace('_', " ")).collect();
    parts.extend(leaf.status.filter(|s| *s != Status::Current).map(|s| format!("{s:?}").to_lowercase()));
    if leaf.kind == LeafKind::Allergy && !leaf.is_named_allergy() {
        parts.push("allergy".to_owned());
    }
    parts.push(subject(leaf));
    parts.extend(leaf.subject.as_ref().map(|who| format!("of {who}")));
    parts.extend(leaf.outcome.clone());
    parts.extend(leaf.value.as_deref().map(value));
    parts.extend(leaf.dose.as_deref().map(value));
    parts.extend(leaf.count.as_ref().map(|n| format!("{} times", value(n))));
    parts.extend(leaf.route.clone());
    parts.extend(leaf.method.iter().chain(&leaf.setting).map(|m| format!("[{}]", mention(m))));
    parts.extend(leaf.time.iter().map(|t| format!("[{}]", time(t))));
    for (word, part) in [("due to", &leaf.due_to), ("having", &leaf.having), ("=", &leaf.defined_by)] {
        parts.extend(part.as_ref().map(|p| format!("{word} {}", node(p))));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// `latest`, `each, ≥ 2`.
pub fn select(select: &Select) -> String {
    let mut out = format!("{:?}", select.kind).to_lowercase();
    for more in [select.count.as_ref().map(value), select.apart.as_ref().map(time)].into_iter().flatten() {
        out.push_str(", ");
        out.push_str(&more);
    }
    out
}

/// `change from baseline`.
pub fn derive(derive: &Derive) -> String {
    match &derive.against {
        Some(against) => format!("{} against {}", derive.text, mention(against)),
        None => derive.text.clone(),
    }
}

fn reference(reference: Reference) -> &'static str {
    match reference {
        Reference::Uln => "×ULN",
        Reference::Lln => "×LLN",
        Reference::Predicted => "predicted",
        Reference::Baseline => "of baseline",
        Reference::DetectionLimit => "detection limit",
        Reference::QuantificationLimit => "quantification limit",
        Reference::LowerQuantificationLimit => "lower limit of quantification",
        Reference::UpperQuantificationLimit => "upper limit of quantification",
        Reference::Normal => "normal",
    }
}

fn names_reference(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    ["uln", "lln", "limit", "predicted", "baseline", "normal"].iter().any(|word| unit.contains(word))
}
