//! How the parts of a rule join.

use crate::rule::{LeafKind, Node, NodeSpan, Span, Value};

use super::{Kind, Line, Piece, Plain, one_line, width};

/// The longest text that joined parts may have to stand on one line.
const SHORT: usize = 110;

/// A rule, what excuses from it, and the words that say so.
struct Excused<'n> {
    rule: &'n Node,
    excuse: &'n Node,
    unless: NodeSpan,
}

impl Plain<'_> {
    pub(super) fn line(&self, node: &Node) -> Line {
        if let Some(allowed) = node.permitted() {
            return self.allowance(allowed);
        }
        if let Some(pieces) = self.inline(node) {
            return Line { pieces, below: Vec::new() };
        }
        if let Some(excused) = self.excused(node) {
            return self.unless(&excused);
        }
        match node {
            Node::All { of, .. } | Node::Any { of, .. } if of.len() == 1 => self.line(&of[0]),
            Node::All { of, .. } => self.all(of),
            Node::Any { of, .. } => self.list("any of these:", of),
            Node::Not { of, .. } => self.negated(of),
            Node::AtLeast { count, distinct, of, .. } => self.list(&how_many(count, *distinct), of),
            Node::If { when, then, otherwise, .. } => self.condition(when, then, otherwise),
            Node::Leaf(leaf) => self.leaf(leaf),
            // These stand on one line.
            Node::Ref { .. } | Node::Constant { .. } => Line::default(),
        }
    }

    /// A rule and what excuses from it, where the text says "unless" between them: a demand is met by either, an
    /// exclusion by the rule without the excuse.
    fn excused<'n>(&self, node: &'n Node) -> Option<Excused<'n>> {
        let (rule, excuse) = match node {
            Node::Any { of, .. } => <&[Node; 2]>::try_from(of.as_slice()).ok().map(|[rule, excuse]| (rule, excuse))?,
            Node::All { of, .. } => match of.as_slice() {
                [rule, Node::Not { of: excuse, .. }] => (rule, &**excuse),
                _ => return None,
            },
            _ => return None,
        };
        let between = self.between(rule.span(), excuse.span())?;
        let (before, words) = between.split_at(between.find("unless")?);
        let count = |words: &str| words.chars().count() as u32;
        let start = rule.span().span().end + count(before);
        let words = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'));
        Some(Excused { rule, excuse, unless: Span::new(start, start + count(words)).into() })
    }

    /// "Unless" stands for all words up to what the excuse is made from: "unless the subject has a record of Gilbert
    /// syndrome; subjects with Gilbert syndrome and …".
    fn unless(&self, excused: &Excused<'_>) -> Line {
        let mut line = self.line(excused.rule);
        let mut excuse = self.line(excused.excuse);
        excuse.pieces.insert(0, Piece::at(Kind::Join, "unless ", excused.unless.clone()));
        if line.below.is_empty() {
            line.below.push(excuse);
            return line;
        }
        Line::joining("this:", vec![line, excuse])
    }

    /// "Glucocorticoid *combined with* immunosuppressants": that they go together is said where the text says it.
    fn all(&self, of: &[Node]) -> Line {
        let mut line = self.list("all of these:", of);
        for (below, pair) in line.below.iter_mut().skip(1).zip(of.windows(2)) {
            if let Some(place) = self.combining(pair[0].span(), pair[1].span()) {
                below.pieces.insert(0, Piece::at(Kind::Join, "combined with ", place));
            }
        }
        line
    }

    /// The words between two places, where they say that one is combined with the other.
    fn combining(&self, before: &NodeSpan, after: &NodeSpan) -> Option<NodeSpan> {
        let between = self.between(before, after)?;
        let word = ["combined with", "in combination with"].into_iter().find(|word| between.trim() == *word)?;
        let start = before.span().end + between.find(word)? as u32;
        Some(Span::new(start, start + word.len() as u32).into())
    }

    fn list(&self, head: &str, of: &[Node]) -> Line {
        Line::joining(head, of.iter().map(|part| self.line(part)).collect())
    }

    /// The node on one line, if it is short and simple enough for that.
    pub(super) fn inline(&self, node: &Node) -> Option<Vec<Piece>> {
        if node.permitted().is_some() {
            return None;
        }
        if let Some(Excused { rule, excuse, unless }) = self.excused(node) {
            let unless = vec![Piece::new(Kind::Join, ", "), Piece::at(Kind::Join, "unless ", unless)];
            let pieces = [self.inline(rule)?, unless, self.inline(excuse)?].concat();
            return (width(&pieces) <= SHORT).then_some(pieces);
        }
        let simple = |part: &Node| matches!(part, Node::Leaf(_) | Node::Ref { .. } | Node::Constant { .. });
        match node {
            Node::Leaf(leaf) => {
                let line = self.leaf(leaf);
                line.below.is_empty().then_some(line.pieces)
            }
            Node::Ref { to, span } => Some(vec![self.reference(to, span)]),
            Node::Constant { value, .. } => {
                Some(vec![Piece::new(Kind::Join, if *value { "met by everybody" } else { "met by nobody" })])
            }
            Node::All { of, .. } | Node::Any { of, .. } if of.len() == 1 && self.are_nested(of) => {
                Some(self.references("what stands in ", of))
            }
            Node::All { of, .. } | Node::Any { of, .. } if of.len() == 1 => self.inline(&of[0]),
            Node::All { of, .. } if self.are_nested(of) => Some(self.references("all of these: ", of)),
            Node::Any { of, .. } if self.are_nested(of) => Some(self.references("any of these: ", of)),
            Node::All { of, .. } if of.len() <= 3 && of.iter().all(simple) => self.joined(" and ", of),
            Node::Any { of, .. } if of.len() <= 3 && of.iter().all(simple) => self.joined(" or ", of),
            Node::AtLeast { count, distinct, of, .. } if self.are_nested(of) => {
                Some(self.references(&format!("{} ", how_many(count, *distinct)), of))
            }
            Node::AtLeast { count, distinct: true, of, .. } if of.len() == 1 => {
                let head = match &of[0] {
                    Node::Leaf(leaf) if leaf.kind == LeafKind::Measurement => self.parts_with(count),
                    _ => how_many(count, true),
                };
                Some([vec![Piece::new(Kind::Join, format!("{head} "))], self.inline(&of[0])?].concat())
            }
            Node::Not { of, .. } if simple(of) => {
                let line = self.negated(of);
                line.below.is_empty().then_some(line.pieces)
            }
            _ => None,
        }
    }

    /// `at least 2 organ domains with`: what the text calls the parts that a score is given for.
    fn parts_with(&self, count: &Value) -> String {
        let text = self.text.to_lowercase();
        let called = ["organ domain", "organ system", "domain", "system", "site", "joint"];
        let part = called.into_iter().find(|part| text.contains(part)).unwrap_or("part");
        let s = if is_one(count) { "" } else { "s" };
        format!("{} {part}{s} with", super::value::bounds(&count.bounds, |n| n.to_string()))
    }

    /// A few short statements in a row. A list with a comma within would not show where the next begins.
    fn joined(&self, word: &str, of: &[Node]) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        for (i, part) in of.iter().enumerate() {
            let part = self.inline(part)?;
            // "Lactation (“breastfeeding”)" is one name.
            let said = |piece: &Piece| piece.to_string().replace(" (“", " ");
            if part.iter().any(|piece| said(piece).contains([',', '(', ':', '“'])) {
                return None;
            }
            if i > 0 {
                pieces.push(Piece::new(Kind::Join, word));
            }
            pieces.extend(part);
        }
        (width(&pieces) <= SHORT).then_some(pieces)
    }

    /// Whether all parts are criteria that a reader sees right below.
    fn are_nested(&self, of: &[Node]) -> bool {
        of.iter().all(|part| matches!(part, Node::Ref { to, .. } if self.nested.contains(&to.as_str())))
    }

    fn references(&self, head: &str, of: &[Node]) -> Vec<Piece> {
        let mut pieces = vec![Piece::new(Kind::Join, head)];
        for (i, part) in of.iter().enumerate() {
            if let Node::Ref { to, span } = part {
                if i > 0 {
                    pieces.push(Piece::new(Kind::Join, ", "));
                }
                pieces.push(self.reference(to, span));
            }
        }
        pieces
    }

    fn reference(&self, to: &str, span: &NodeSpan) -> Piece {
        Piece::at(Kind::Reference, one_line(to), span.clone())
    }

    fn negated(&self, node: &Node) -> Line {
        match node {
            Node::Any { of, .. } if of.len() > 1 => self.list("none of these:", of),
            Node::All { of, .. } if of.len() > 1 => self.list("not all of these together:", of),
            _ => {
                let mut line = self.line(node);
                let is_event = matches!(node, Node::Leaf(leaf) if is_event(leaf.kind));
                line.pieces.insert(0, Piece::new(Kind::Join, if is_event { "no " } else { "not: " }));
                line
            }
        }
    }

    fn condition(&self, when: &Node, then: &Node, otherwise: &Node) -> Line {
        let head = self.only_for(when).or_else(|| {
            let pieces = self.inline(when)?;
            Some([vec![Piece::new(Kind::Join, "if ")], pieces, vec![Piece::new(Kind::Join, ":")]].concat())
        });
        let mut line = match head {
            Some(pieces) => Line { pieces, below: vec![self.line(then)] },
            None => Line::joining("if this holds:", vec![self.line(when), self.headed("then", then)]),
        };
        match otherwise {
            Node::Constant { value: true, .. } => {}
            Node::Constant { value: false, .. } => {
                line.below.push(Line::joining("for everybody else this is not met", Vec::new()));
            }
            // True or false beside words that were not understood, which can not allow anything.
            _ if otherwise.permitted().is_some() => {
                let met = if matches!(otherwise, Node::Any { .. }) { "met" } else { "not met" };
                let words = otherwise.permitted().map(|words| self.line(words));
                line.below
                    .push(Line::joining(&format!("for everybody else this is {met}"), words.into_iter().collect()));
            }
            _ => line.below.push(self.headed("for everybody else", otherwise)),
        }
        line
    }

    /// `only for those with A or B:`, where the condition is something a person has.
    fn only_for(&self, when: &Node) -> Option<Vec<Piece>> {
        let has = |node: &Node| matches!(node, Node::Leaf(leaf) if is_event(leaf.kind));
        let (word, having) = match when {
            Node::All { of, .. } if matches!(of.as_slice(), [who, state] if sex_of(who).is_some() && has(state)) => {
                (if sex_of(&of[0]) == Some("male") { "only for men with " } else { "only for women with " }, &of[1])
            }
            Node::Not { of, .. } if has(of) => ("only for those without ", &**of),
            Node::Any { of, .. } if of.iter().all(has) => ("only for those with ", when),
            node if has(node) => ("only for those with ", node),
            _ => return None,
        };
        let pieces = self.inline(having)?;
        Some([vec![Piece::new(Kind::Join, word)], pieces, vec![Piece::new(Kind::Join, ":")]].concat())
    }
}

/// The one sex that a node asks for.
fn sex_of(node: &Node) -> Option<&str> {
    let Node::Leaf(leaf) = node else { return None };
    let asks = leaf.kind == LeafKind::Sex;
    leaf.value.as_ref().filter(|_| asks)?.is.as_deref().filter(|sex| *sex != "any")
}

/// Whether "no" can stand before it.
fn is_event(kind: LeafKind) -> bool {
    use LeafKind::{Allergy, Condition, Drug, Observation, Procedure};
    matches!(kind, Condition | Procedure | Drug | Allergy | Observation)
}

/// `at least 2 of these:`, `at least 2 different ones of:`.
fn how_many(count: &Value, distinct: bool) -> String {
    let of = match (distinct, is_one(count)) {
        (true, true) => "of:",
        (true, false) => "different ones of:",
        (false, _) => "of these:",
    };
    format!("{} {of}", super::value::bounds(&count.bounds, |n| n.to_string()))
}

fn is_one(count: &Value) -> bool {
    [count.bounds.ge, count.bounds.eq].into_iter().flatten().any(|n| n.0 == rust_decimal::Decimal::ONE)
}
