//! What became of the words: every number in a rule or named, every content word that found no place named, and how
//! much of a criterion a program can decide.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::lex::{Lex, Lexeme};
use crate::rule::{Anchor, Coverage, Leaf, LeafKind, Node, NodeSpan, Severity, Span, Time, Value};

use super::context::Context;
use super::leaves::node_leaves;

impl Context<'_, '_> {
    /// Names every number, comparator and word that is in no part of `rule`.
    pub fn account(&mut self, rule: Option<&Node>) {
        // Words that are said of two things are read twice.
        let mut said = BTreeSet::new();
        self.diagnostics.retain(|d| said.insert((d.span, d.code.clone(), d.message.clone())));
        let mut covered = covered(rule);
        covered.append(&mut self.placed);
        covered.extend(self.diagnostics.iter().filter(|d| names_words(&d.code)).map(|d| d.span));
        covered.sort_unstable();
        let mut lost = Vec::new();
        let mut at = 0;
        let mut reach = 0;
        for (index, lexeme) in self.lexed.lexemes.iter().enumerate() {
            let bytes = lexeme.start as usize..lexeme.end as usize;
            let span = self.points.span(&bytes);
            while at < covered.len() && covered[at].start <= span.start {
                reach = reach.max(covered[at].end);
                at += 1;
            }
            let number = self.is_numeric(lexeme);
            let word = !self.used[index] && matches!(lexeme.lex, Lex::Word | Lex::Term(_)) && self.has_content(index);
            if span.end > reach && (number || word) {
                lost.push((bytes, number));
            }
        }
        self.name_lost(lost);
    }

    /// Whether a lexeme is, or has in it, a number or comparator. A cue's number ("1 of the following") is structure.
    fn is_numeric(&self, lexeme: &Lexeme) -> bool {
        match lexeme.lex {
            Lex::Number(_) | Lex::Comparator(_) | Lex::Superscript(_) => true,
            Lex::Term(_) => lexeme.cue().is_none() && self.lexed.written(lexeme).contains(char::is_numeric),
            Lex::Word => self.lexed.written(lexeme).contains(char::is_numeric),
            _ => false,
        }
    }

    /// Whether a lexeme is more than structure.
    fn has_content(&self, index: usize) -> bool {
        self.lexed.lexemes[index].cue().is_none()
    }

    /// One diagnostic for each run of lost words.
    fn name_lost(&mut self, lost: Vec<(Range<usize>, bool)>) {
        let mut runs: Vec<(Range<usize>, bool)> = Vec::new();
        for (bytes, number) in lost {
            match runs.last_mut() {
                Some((run, numeric)) if bytes.start <= run.end + 2 => {
                    run.end = bytes.end;
                    *numeric |= number;
                }
                _ => runs.push((bytes, number)),
            }
        }
        let numbered = OnceCell::new();
        for (bytes, number) in runs {
            if let Some(why) = self.spare_number(&bytes, &numbered).filter(|_| number) {
                let message = format!("\"{}\" {why} and is in no rule", self.words(&bytes));
                self.say("number-not-in-rule", Severity::Note, message, &bytes);
            } else if number {
                self.in_no_rule(&bytes);
            } else {
                self.not_understood(&bytes);
            }
        }
    }

    /// How much of the criterion a program can decide.
    pub fn coverage(&self, rule: Option<&Node>) -> Coverage {
        let Some(rule) = rule else { return Coverage::Narrative };
        let (mut yes, mut no) = (0, 0);
        rule.each_leaf(&mut |leaf| {
            if computable(leaf) {
                return yes += 1;
            }
            no += 1;
            // What the text means by a name is part of the rule: "documented compliance" beside it decides as little.
            if let Some(meaning) = &leaf.defined_by {
                meaning.each_leaf(&mut |part| yes += usize::from(computable(part)));
            }
        });
        let lost = self.diagnostics.iter().any(|d| names_words(&d.code) && d.severity != Severity::Note);
        match (yes, no) {
            (0, 0) => Coverage::Computable,
            (_, 0) if !lost => Coverage::Computable,
            (0, _) => Coverage::Narrative,
            _ => Coverage::Partial,
        }
    }
}

/// Whether a diagnostic says that words are in no rule.
pub fn names_words(code: &str) -> bool {
    matches!(code, "not-understood" | "number-not-in-rule" | "unparsed")
}

/// Whether a program knows what a leaf is about.
pub fn is_known(leaf: &Leaf) -> bool {
    match leaf.kind {
        LeafKind::Age | LeafKind::Sex => true,
        LeafKind::Narrative | LeafKind::Unparsed => false,
        _ => leaf.concept_id().is_some(),
    }
}

/// Whether every part of a leaf is in a field that has a meaning to a program.
fn computable(leaf: &Leaf) -> bool {
    let inner = |node: &Option<Box<Node>>| {
        let mut all = true;
        if let Some(node) = node {
            node.each_leaf(&mut |l| all &= computable(l));
        }
        all
    };
    // Of a measurement alone nobody knows which result is meant.
    let known = is_known(leaf) && (leaf.kind != LeafKind::Measurement || says_result(leaf));
    let timed = leaf.time.iter().all(|t| !matches!(&t.anchor, Some(Anchor::Point(m)) if m.id.is_none()));
    known && timed && inner(&leaf.having) && inner(&leaf.due_to) && inner(&leaf.defined_by)
}

fn says_result(leaf: &Leaf) -> bool {
    let said = leaf.value.is_some() || leaf.count.is_some() || leaf.derive.is_some() || leaf.defined_by.is_some();
    // "ANC < 0.8 unless *attributable to SLE*": more is said of a result that stands elsewhere.
    said || leaf.due_to.is_some() || leaf.having.is_some()
}

/// The spans of everything in a rule that can hold a number or a name.
pub fn covered(rule: Option<&Node>) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(rule) = rule {
        counts(rule, &mut spans);
        node_leaves(rule, &mut |leaf| {
            leaf_spans(leaf, &mut spans);
            let inner = [&leaf.having, &leaf.due_to, &leaf.defined_by];
            inner.into_iter().flatten().for_each(|node| counts(node, &mut spans));
        });
    }
    spans
}

fn counts(node: &Node, spans: &mut Vec<Span>) {
    if let Node::AtLeast { count, .. } = node {
        spans.push(count.span);
    }
    node.parts().into_iter().for_each(|part| counts(part, spans));
}

fn leaf_spans(leaf: &Leaf, spans: &mut Vec<Span>) {
    let here = |span: &NodeSpan| match span {
        NodeSpan::Here(span) => Some(*span),
        NodeSpan::Elsewhere { .. } => None,
    };
    if matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed) {
        spans.extend(here(&leaf.span));
    }
    let concepts = leaf.concept.iter().chain(leaf.equivalent_to.as_deref());
    for concept in concepts {
        spans.extend(here(&concept.span));
        spans.extend(concept.examples.iter().filter_map(|e| here(&e.span)));
    }
    let mentions = leaf.method.iter().chain(&leaf.setting);
    spans.extend(mentions.filter_map(|m| here(&m.span)));
    for value in leaf.limits().chain(&leaf.quantities) {
        value_spans(value, spans);
    }
    spans.extend(leaf.select.iter().map(|s| s.span));
    spans.extend(leaf.derive.iter().map(|d| d.span));
    spans.extend(leaf.derive.iter().filter_map(|d| here(&d.against.as_ref()?.span)));
    spans.extend(leaf.select.iter().filter_map(|s| Some(s.count.as_ref()?.span)));
    leaf.time.iter().for_each(|time| time_spans(time, spans));
}

fn value_spans(value: &Value, spans: &mut Vec<Span>) {
    spans.push(value.span);
    if let Some(also) = &value.also {
        value_spans(also, spans);
    }
}

fn time_spans(time: &Time, spans: &mut Vec<Span>) {
    if let NodeSpan::Here(span) = time.span {
        spans.push(span);
    }
    if let Some(of) = &time.of
        && let NodeSpan::Here(span) = of.span
    {
        spans.push(span);
    }
    if let Some(Anchor::Point(mention)) = &time.anchor
        && let NodeSpan::Here(span) = mention.span
    {
        spans.push(span);
    }
    time.longest_of.iter().chain(&time.shortest_of).for_each(|t| time_spans(t, spans));
}
