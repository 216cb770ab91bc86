//! Two limits, each under a condition of its own that is a limit itself or a state of treatment.
//!
//! | form | example |
//! |---|---|
//! | named twice | UACR ≥ 300 mg/g *if eGFR ≥ 45* or UACR ≥ 200 mg/g *if eGFR < 45* |
//! | named once | calcitonin ≥ 50 ng/L *if eGFR ≥ 60*, or ≥ 35 ng/L *if eGFR < 60* |
//! | of treatment | SBP ≥ 130 mmHg *if treated* or ≥ 140 mmHg *if untreated* |
//!
//! Near misses: "UACR ≥ 300 mg/g or eGFR < 45 *if diabetic*", one condition; "Hb ≥ 9 g/dL if transfused, *platelets ≥ 50 if not
//! bleeding*", which names another thing.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

/// The most chunks of such a clause.
const LONGEST: usize = 32;

fn limit(chunk: &Chunk) -> Option<&Quantity> {
    match &chunk.kind {
        ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && !q.age => Some(q),
        _ => None,
    }
}

impl Context<'_, '_> {
    /// Reads a clause of this form.
    pub(super) fn each_limit_if(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let ifs: Vec<usize> =
            (0..chunks.len().min(LONGEST + 1)).filter(|at| self.is_cue(&chunks[*at], Cue::If)).collect();
        let [first_if, second_if] = *ifs.as_slice() else { return None };
        let first = chunks[..first_if].iter().position(|c| limit(c).is_some()).filter(|at| *at > 0)?;
        let head = &chunks[..first];
        // "*calcitonin* ≥ 50 ng/L": a drug by its name, and here what is measured.
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let of = head.iter().rev().find_map(named)?;
        let own = limit(&chunks[first])?;
        if chunks.len() > LONGEST || first + 1 != first_if {
            return None;
        }
        // The second limit stands directly before the second "if", behind its own name or none.
        let second = second_if.checked_sub(1).filter(|at| limit(&chunks[*at]).is_some_and(|q| q.shares_unit(own)))?;
        let again = second.checked_sub(1).filter(|at| named(&chunks[*at]) == Some(of));
        let start = again.unwrap_or(second);
        let joins = |c: &Chunk| {
            matches!(self.sort(c), Sort::Comma | Sort::Semicolon)
                || matches!(self.cue(c), Some(Cue::And | Cue::Or | Cue::AndOr))
        };
        let end = first_if + 1 + chunks[first_if + 1..start].iter().rposition(|c| !joins(c))? + 1;
        // "… if HBeAg negative*, ALT > 2 × ULN*": what else is demanded.
        let comma = chunks[second_if + 1..].iter().position(|c| self.sort(c) == Sort::Comma);
        let tail = comma.map_or(chunks.len(), |n| second_if + 1 + n);
        let conditions = [&chunks[first_if + 1..end], &chunks[second_if + 1..tail]];
        let treated = conditions.iter().all(|when| self.says_treatment(when));
        if end == start || !treated && !conditions.iter().all(|when| self.is_limit_alone(when)) {
            return None;
        }
        self.take(&chunks[first_if..=first_if]);
        self.take(&chunks[end..start]);
        self.take(&chunks[second_if..=second_if]);
        let mut nodes = Vec::new();
        for (at, when) in [(first, conditions[0]), (second, conditions[1])] {
            if treated {
                let said: Vec<Chunk> = head.iter().chain(&chunks[at..=at]).chain(when).cloned().collect();
                nodes.extend(self.clause(&said));
                continue;
            }
            let said: Vec<Chunk> = head.iter().chain(&chunks[at..=at]).cloned().collect();
            let (when, then) = (self.condition(when), self.clause(&said));
            nodes.extend(when.zip(then).map(|(when, then)| self.if_node(when, then, &bytes_of(&chunks[at..=at]))));
        }
        again.iter().for_each(|at| self.take(&chunks[*at..=*at]));
        let limits = self.joined(nodes, self.demand && !treated, &bytes_of(&chunks[..tail]));
        let rest = self.clause(&chunks[tail..]);
        let nodes = std::iter::once(limits).chain(rest).collect();
        Some(self.joined(nodes, self.demand, &bytes_of(chunks)))
    }

    /// "*eGFR ≥ 60*", "*HBeAg positive*": one limit, or result, of one thing.
    fn is_limit_alone(&self, when: &[Chunk]) -> bool {
        let measured = when.iter().filter(|c| self.measured(c).is_some()).count();
        let limited = when.iter().filter(|c| limit(c).is_some()).count();
        let found = |c: &&Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding);
        let found = when.iter().filter(found).count();
        let plain = |c: &Chunk| {
            let idle = matches!(self.sort(c), Sort::Concept(_) | Sort::Cue(Cue::Be | Cue::The | Cue::Of));
            idle || limit(c).is_some() || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding)
        };
        measured == 1 && limited + found == 1 && when.iter().all(plain)
    }

    /// "*treated*", "*untreated*".
    fn says_treatment(&self, when: &[Chunk]) -> bool {
        let [only] = when else { return false };
        matches!(self.sort(only), Sort::Term(e) if e.kind() == Kind::Qualifier && words::STATES_OF_TREATMENT.contains(&e.id()))
    }
}
