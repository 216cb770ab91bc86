//! What became of the words: every number in a rule or named, every content word that found no place named, and how
//! much of a criterion a program can decide.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::lex::normal::is_dash;
use crate::lex::{Entry, Kind, Lex, Lexeme};
use crate::rule::{Anchor, Coverage, Leaf, LeafKind, Node, NodeSpan, Severity, Span, Time, Value};

use super::atom::is_most;
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
            if number && self.enumerates(&bytes, &numbered) {
                let words = self.words(&bytes);
                let message = format!("\"{words}\" numbers a part of the criterion and is in no rule");
                self.say("number-not-in-rule", Severity::Note, message, &bytes);
            } else if number && self.is_extent(&bytes) {
                let message = format!("\"{}\" is the extent of a scale and in no rule", self.words(&bytes));
                self.say("number-not-in-rule", Severity::Note, message, &bytes);
            } else if number {
                self.in_no_rule(&bytes);
            } else {
                self.not_understood(&bytes);
            }
        }
    }

    /// Whether a number counts the parts of the criterion: "1) pain, and 2) fever". `numbered` are those that stand as such
    /// a number would, with what stands before them; they are looked for once.
    fn enumerates(&self, bytes: &Range<usize>, numbered: &OnceCell<BTreeSet<(bool, u32)>>) -> bool {
        let text = self.lexed.text;
        let Ok(number) = text[bytes.clone()].parse::<u32>() else { return false };
        let opened = text[..bytes.start].ends_with('(');
        let stands = bytes.start == 0 || opened || text[..bytes.start].ends_with(' ');
        if !stands || !text[bytes.end..].starts_with(')') {
            return false;
        }
        let numbered = numbered.get_or_init(|| enumerators(text));
        [number.wrapping_add(1), number.wrapping_sub(1)].into_iter().any(|n| numbered.contains(&(opened, n)))
    }

    /// Whether numbers are those of a whole scale: "on a *0-10* pain scale", "a scale of *0 to 10*".
    fn is_extent(&self, bytes: &Range<usize>) -> bool {
        // "(NRS *0-10*)": the most points of the score named directly before.
        let most = self.words(bytes).rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        if self.score_before(bytes.start, 1).is_some_and(|score| !most.is_empty() && score.extremes()[1] == most) {
            return true;
        }
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let before = self.just_before(bytes.start).split_whitespace().rev().take(4).map(bare).collect::<Vec<_>>();
        let after = self.lexed.text[bytes.end..].split_whitespace().take(5).map(bare).collect::<Vec<_>>();
        let is_scale = |word: &String| word.eq_ignore_ascii_case("scale");
        let ends: Vec<&str> =
            self.words(bytes).split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
        // "a *10*-point Likert scale"
        let points = self.lexed.text[bytes.end..].trim_start_matches(is_dash).trim_start().starts_with("point");
        if points && ends.len() == 1 && after.iter().any(is_scale) {
            return true;
        }
        let (first, last) = match (&ends[..], &before[..], &after[..]) {
            ([first, last], ..) => (*first, *last),
            ([first], _, [to, last, ..]) if to == "to" => (*first, last.as_str()),
            ([last], [to, first, ..], _) if to == "to" => (first.as_str(), *last),
            _ => return false,
        };
        let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let whole = matches!(first, "0" | "1") && number(last);
        whole
            && (before.iter().chain(&after).any(is_scale)
                // "NRS *0-10* ≥ 4"
                || self.score_before(bytes.start, 3).is_some_and(|score| is_most(score, last)))
    }

    /// The score that is named within so many lexemes before a place.
    fn score_before(&self, at: usize, near: usize) -> Option<Entry> {
        let end = self.lexed.lexemes.partition_point(|l| (l.start as usize) < at);
        self.lexed.lexemes[..end].iter().rev().take(near).find_map(|l| l.entry(Kind::Score))
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

/// The numbers before a closing bracket, and whether an opening one stands before each.
fn enumerators(text: &str) -> BTreeSet<(bool, u32)> {
    let ends = text.match_indices(')').filter_map(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let number = text[before.len()..at].parse().ok()?;
        let opened = before.ends_with('(');
        (opened || before.ends_with(' ')).then_some((opened, number))
    });
    ends.collect()
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
