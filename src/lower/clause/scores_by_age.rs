//! Two scores with one limit, and behind it in brackets the age at which each is asked for.
//!
//! | form | as it is read |
//! |---|---|
//! | Karnofsky/Lansky ≥ 60 *(Karnofsky for ≥ 16 years, Lansky for < 16 years)* | Karnofsky *(≥ 16 years)*, Lansky *(< 16 years)* ≥ 60 |
//!
//! Near misses: "Karnofsky ≥ 60 *(Lansky ≥ 60 for < 16 years)*", with a limit of its own; "FEV1 ≥ 60 % *(adults ≥ 16 years)*".

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};

fn limit_of(chunk: &Chunk) -> Option<&Quantity> {
    match &chunk.kind {
        ChunkKind::Quantity(q) if q.form == QuantityForm::Limit => Some(q),
        _ => None,
    }
}

impl Context<'_, '_> {
    /// The chunks with each age in brackets behind its score, before the limit of both.
    pub(super) fn scores_by_age(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let group = chunks.iter().position(|c| matches!(c.kind, ChunkKind::Group(_))).filter(|at| *at > 1)?;
        let ChunkKind::Group(inner) = &chunks[group].kind else { return None };
        let scored = |c: &Chunk| self.measured(c).is_some_and(|e| e.kind() == Kind::Score);
        let limited = limit_of(&chunks[group - 1]).is_some_and(|q| !self.is_age(q));
        let first = chunks[..group].iter().position(scored).filter(|_| limited)?;
        let last = chunks[..group].iter().rposition(scored)?;
        let names: Vec<usize> = (0..inner.len()).filter(|at| scored(&inner[*at])).collect();
        let ages: Vec<usize> = (0..inner.len()).filter(|at| limit_of(&inner[*at]).is_some()).collect();
        let (&[one, other], &[own, its]) = (&names[..], &ages[..]) else { return None };
        let in_turn = one < own && own < other && other < its;
        let aged = ages.iter().all(|at| limit_of(&inner[*at]).is_some_and(|q| self.is_age(q)));
        let idle = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            self.is_idle(c)
                || matches!(self.cue(c), Some(Cue::For | Cue::If | Cue::Age | Cue::Old | Cue::Patient))
                || words == "pts"
        };
        let plain = inner.iter().enumerate().all(|(at, c)| names.contains(&at) || ages.contains(&at) || idle(c));
        let joins = |c: &Chunk| self.sort(c) == Sort::Slash || idle(c) || scored(c);
        let same = self.measured(&inner[one]) != self.measured(&inner[other])
            && self
                .measured(&chunks[first])
                .is_some_and(|e| names.iter().any(|at| self.measured(&inner[*at]) == Some(e)));
        if !in_turn || !aged || !plain || !same || !chunks[first..=last].iter().all(joins) {
            return None;
        }
        let bracket = |at: usize| {
            let inside = vec![inner[at].clone()];
            Chunk { span: bytes_of(&inside), lexemes: inner[at].lexemes.clone(), kind: ChunkKind::Group(inside) }
        };
        let said = [inner[one].clone(), bracket(own)];
        let next = [inner[other].clone(), bracket(its)];
        let joint = inner[own + 1..other].iter().rev().find(|c| self.is_separator(c))?;
        if self.sort(joint) == Sort::Semicolon {
            return None;
        }
        let joint = joint.clone();
        self.take(&chunks[first..=last]);
        self.take(&chunks[group..=group]);
        for (at, chunk) in inner.iter().enumerate() {
            if !names.contains(&at) && !ages.contains(&at) {
                self.take_whole(std::slice::from_ref(chunk));
            }
        }
        let placed = self.span(&bytes_of(&chunks[first..=last]));
        self.placed.push(placed);
        let mut read = chunks[..first].to_vec();
        read.extend(said.into_iter().chain([joint]).chain(next));
        read.extend_from_slice(&chunks[last + 1..group]);
        read.extend_from_slice(&chunks[group + 1..]);
        Some(read)
    }
}
