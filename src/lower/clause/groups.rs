//! Limits of one thing, each for its own people.
//!
//! - "> 300 pg/mL *for patients without* atrial fibrillation and > 900 pg/mL *for patients with* it";
//! - "HBV DNA ≥ 2000 IU/mL *(HBeAg negative)* or ≥ 20 000 IU/mL *(HBeAg positive)*".
//!
//! Near misses: "≥ 12 g/dL for women" gives one limit; "… or ≥ 20 000 IU/mL *(Roche assay)*" names nobody.

use crate::grammar::{Bytes, Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::atom::is_measured;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

/// The most chunks of a clause that gives several limits, each for some people.
const LONGEST_LIMITS: usize = 64;

impl Context<'_, '_> {
    /// "> 300 pg/mL for patients without atrial fibrillation and > 900 pg/mL for patients with it": limits of one thing, each
    /// for its own people.
    pub(super) fn limits_for_groups(&mut self, chunks: &[Chunk]) -> Option<Node> {
        if let Some(node) = self.limits_by_state(chunks) {
            return Some(node);
        }
        let conditional = |me: &Self, c: &Chunk| matches!(me.cue(c), Some(Cue::If | Cue::For | Cue::In));
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        if chunks.iter().filter(|c| conditional(self, c)).count() < 2 || chunks.len() > LONGEST_LIMITS {
            return None;
        }
        let first = chunks.iter().position(limit)?;
        let head = &chunks[..first];
        let starts = (first + 1..chunks.len()).filter(|at| {
            let joined = matches!(self.cue(&chunks[at - 1]), Some(Cue::And | Cue::Or | Cue::AndOr));
            limit(&chunks[*at]) && (joined || matches!(self.sort(&chunks[at - 1]), Sort::Comma | Sort::Semicolon))
        });
        let starts: Vec<usize> = std::iter::once(first).chain(starts).collect();
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let ends = starts.iter().skip(1).map(|at| at - 1).chain([chunks.len()]);
        let parts: Vec<&[Chunk]> = starts.iter().zip(ends).map(|(start, end)| &chunks[*start..end]).collect();
        let own = |part: &&[Chunk]| {
            let opens = part.iter().position(|c| conditional(self, c));
            let said_if = part.iter().any(|c| self.is_cue(c, Cue::If));
            // "if HBeAg *positive*": a result tells who they are.
            let result = |at: usize| measured(&part[at]) && part.get(at + 1).is_some_and(|c| self.says_result(c));
            let named = |c: &Chunk| match self.sort(c) {
                Sort::Concept(entry) => !is_measured(entry),
                Sort::Word => said_if,
                Sort::Cue(cue) => matches!(cue, Cue::Female | Cue::Male) && said_if,
                _ => false,
            };
            let state = |from: usize| part[from..].iter().any(named) || (from..part.len()).any(result);
            let other = |at: usize| limit(&part[at]) || measured(&part[at]) && !result(at);
            opens.is_some_and(state) && !(1..part.len()).any(other)
        };
        if parts.len() < 2 || head.iter().filter(|c| measured(c)).count() != 1 || !parts.iter().all(own) {
            return None;
        }
        starts[1..].iter().for_each(|at| self.take(&chunks[at - 1..*at]));
        if let Some(node) = self.limits_of_rhythms(head, &parts, &bytes_of(chunks)) {
            return Some(node);
        }
        let limits: Vec<Vec<Chunk>> = parts.iter().map(|part| head.iter().chain(*part).cloned().collect()).collect();
        let nodes: Vec<Node> = limits.iter().filter_map(|part| self.clause(part)).collect();
        // "HbA1c 7-10 % on diet *or* 6.5-9 % on metformin": two ways to meet a demand, of which no condition tells who has which.
        let or = |at: &usize| matches!(self.cue(&chunks[at - 1]), Some(Cue::Or | Cue::AndOr));
        let either = starts[1..].iter().all(or) && nodes.iter().all(|node| matches!(node, Node::Leaf(_)));
        (!nodes.is_empty()).then(|| self.joined(nodes, self.demand && !either, &bytes_of(chunks)))
    }

    /// "NT-proBNP > 200 pg/mL *for patients in sinus rhythm* or > 600 pg/mL *in AF*": each limit is of those in that rhythm alone.
    fn limits_of_rhythms(&mut self, head: &[Chunk], parts: &[&[Chunk]], bytes: &Bytes) -> Option<Node> {
        let idle = |c: &&Chunk| self.is_idle(c) || matches!(self.cue(c), Some(Cue::If | Cue::Who));
        let rhythm = |part: &&[Chunk]| {
            let (last, between) = part.get(1..)?.split_last()?;
            let named = self.is_rhythm(last) && between.iter().all(|c| idle(&c));
            named.then(|| last.clone())
        };
        let rhythms: Vec<Chunk> = parts.iter().map(rhythm).collect::<Option<_>>()?;
        let mut nodes = Vec::new();
        for (part, rhythm) in parts.iter().zip(&rhythms) {
            let limited: Vec<Chunk> = head.iter().chain(&part[..1]).cloned().collect();
            self.take(&part[1..part.len() - 1]);
            let (when, then) = (self.condition(std::slice::from_ref(rhythm))?, self.clause(&limited)?);
            nodes.push(self.if_node(when, then, &bytes_of(part)));
        }
        Some(self.joined(nodes, self.demand, bytes))
    }

    fn is_rhythm(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Concept(e) if words::HEART_RHYTHMS.contains(&e.id()))
    }

    /// "HBV DNA ≥ 2000 IU/mL *(HBeAg negative)* or ≥ 20 000 IU/mL *(HBeAg positive)*": limits of one thing, each with those it is
    /// for in brackets. Near miss: "… or ≥ 20 000 IU/mL *(Roche assay)*".
    fn limits_by_state(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit);
        let first = chunks.iter().position(limit).filter(|at| *at > 0 && chunks.len() == at + 5)?;
        let (head, [one, for_one, joint, other, for_other]) = chunks.split_at(first) else { return None };
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        let state = |c: &Chunk| match &c.kind {
            ChunkKind::Group(inner) => match inner.as_slice() {
                [of, result] => measured(of) && self.says_result(result),
                // "≥ 100 pg/mL *(sinus rhythm)* or ≥ 300 pg/mL *(atrial fibrillation)*"
                [only] => self.is_rhythm(only),
                _ => false,
            },
            _ => false,
        };
        let joined =
            matches!(self.cue(joint), Some(Cue::And | Cue::Or | Cue::AndOr)) || self.sort(joint) == Sort::Comma;
        if !limit(other) || !joined || !state(for_one) || !state(for_other) || !head.iter().any(measured) {
            return None;
        }
        self.take(std::slice::from_ref(joint));
        let mut nodes = Vec::new();
        for (limit, of) in [(one, for_one), (other, for_other)] {
            let ChunkKind::Group(inner) = &of.kind else { continue };
            let said: Vec<Chunk> = head.iter().chain([limit]).cloned().collect();
            let (when, then) = (self.condition(inner), self.clause(&said));
            self.take(std::slice::from_ref(of));
            let bytes = limit.span.start..of.span.end;
            nodes.extend(when.zip(then).map(|(when, then)| self.if_node(when, then, &bytes)));
        }
        (!nodes.is_empty()).then(|| self.joined(nodes, self.demand, &bytes_of(chunks)))
    }

    /// "positive", "negative", "detectable".
    fn says_result(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Term(e) if e.kind() == Kind::Finding)
    }
}
