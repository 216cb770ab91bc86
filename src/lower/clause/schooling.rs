//! Limits of one score, each for those who went to school for so long.
//!
//! | form | example |
//! |---|---|
//! | the limit first | MMSE *≤ 17 for illiterate, ≤ 20 for primary school, ≤ 24 for 7 or more years of education* |
//! | years each | *≤ 8 for 16 or more years of education, ≤ 4 for 8-15 years of education* |
//! | the school first, behind a colon | MMSE: *illiterate ≤ 17, primary school ≤ 20* |
//!
//! The years tell who is meant, and what has no years is left open as a condition ("primary school"). Near misses: "MMSE ≥ 24 *and ≥ 6 years of
//! education*", two demands; "MMSE ≤ 20 *for 6 months, ≤ 24 at baseline*", which names no school.

use crate::grammar::{Bytes, Chunk, ChunkKind, Quantity, QuantityForm, Unit};
use crate::lex::{Cue, Entry, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::partial::{Head, Partial};
use crate::rule::{Bounds, Node};
use crate::words;

/// The most chunks of such a sentence.
const LONGEST: usize = 64;

/// A limit, and the chunks that say for whom.
type Part<'c> = (&'c Chunk, &'c [Chunk]);

impl Context<'_, '_> {
    /// A sentence of such limits: of each those alone whom it names.
    pub fn limits_by_schooling(&mut self, sentence: &[Chunk]) -> Option<Node> {
        let first = sentence.iter().position(|c| is_limit(c) || self.tells_of_school(c)).filter(|at| *at > 0)?;
        if sentence.len() > LONGEST || self.schools(sentence) == 0 {
            return None;
        }
        let (head, rest) = sentence.split_at(first);
        let parts = self.limits_first(rest).or_else(|| self.schools_first(head, rest))?;
        let numbered = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time);
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Word);
        if parts.len() < 2 || head.iter().any(numbered) || !head.iter().any(named) {
            return None;
        }
        let label = |c: &Chunk| {
            self.sort(c) == Sort::Colon || words::CUT_OFFS.contains(&&*self.words(&c.span).to_ascii_lowercase())
        };
        let head: Vec<Chunk> = head.iter().filter(|c| !label(c)).cloned().collect();
        let parts: Vec<(Chunk, Vec<Chunk>)> =
            parts.into_iter().map(|(limit, of)| (limit.clone(), of.to_vec())).collect();
        self.take(sentence);
        let mut nodes = Vec::new();
        for (limit, of) in &parts {
            let limited: Vec<Chunk> = head.iter().chain([limit]).cloned().collect();
            let then = self.clause(&limited)?;
            let when = self.schooling(of, limit);
            nodes.push(self.if_node(
                when,
                then,
                &(limit.span.start.min(of[0].span.start)..limit.span.end.max(bytes_of(of).end)),
            ));
        }
        Some(self.joined(nodes, self.demand, &bytes_of(sentence)))
    }

    /// "*≤ 17 for illiterate, ≤ 20 for primary school*": what each limit is followed by.
    fn limits_first<'c>(&self, rest: &'c [Chunk]) -> Option<Vec<Part<'c>>> {
        let opens = |c: &Chunk| matches!(self.cue(c), Some(Cue::If | Cue::For | Cue::In | Cue::With));
        // "≤ 4 *for 8-15 years*"
        let lasts = |c: &Chunk| self.sort(c) == Sort::Time && self.words(&c.span).starts_with("for ");
        let starts: Vec<usize> = (0..rest.len())
            .filter(|at| {
                let parted = *at == 0 || self.parts_limits(&rest[at - 1]);
                parted && is_limit(&rest[*at]) && rest.get(at + 1).is_some_and(|c| opens(c) || lasts(c))
            })
            .collect();
        let ends = starts.iter().skip(1).copied().chain([rest.len()]);
        let part = |(start, end): (&usize, usize)| {
            let from = start + 1 + usize::from(opens(&rest[start + 1]));
            let said = rest[from..end].iter().rposition(|c| !self.parts_limits(c))?;
            let of = &rest[from..=from + said];
            let one = self.schools(of) > 0 || of.iter().any(|c| years(c).is_some());
            (one && of.iter().filter(|c| years(c).is_some()).count() < 2).then_some((&rest[*start], of))
        };
        if starts.first() != Some(&0) { None } else { starts.iter().zip(ends).map(part).collect() }
    }

    /// "*illiterate ≤ 17, primary school ≤ 20*": what stands before each limit.
    fn schools_first<'c>(&self, head: &[Chunk], rest: &'c [Chunk]) -> Option<Vec<Part<'c>>> {
        if !head.last().is_some_and(|c| self.sort(c) == Sort::Colon) {
            return None;
        }
        let parted = |c: &Chunk| matches!(self.sort(c), Sort::Comma | Sort::Semicolon);
        let parts = rest.split(parted).filter(|part| !part.is_empty());
        let part = |part: &'c [Chunk]| {
            let (limit, of) = part.split_last().filter(|(limit, of)| is_limit(limit) && !of.is_empty())?;
            let numbered = of.iter().any(|c| self.sort(c) == Sort::Quantity);
            (self.schools(of) > 0 && !numbered).then_some((limit, of))
        };
        parts.map(part).collect()
    }

    fn parts_limits(&self, chunk: &Chunk) -> bool {
        let sign = matches!(self.sort(chunk), Sort::Comma | Sort::Semicolon | Sort::Slash);
        sign || matches!(self.cue(chunk), Some(Cue::And | Cue::Or))
    }

    /// How many of these chunks tell of school.
    fn schools(&self, chunks: &[Chunk]) -> usize {
        chunks.iter().filter(|c| self.tells_of_school(c)).count()
    }

    fn tells_of_school(&self, chunk: &Chunk) -> bool {
        let said = self.words(&chunk.span).to_ascii_lowercase();
        said.split([' ', '-']).any(|word| words::SCHOOLING.contains(&word))
    }

    /// Who is meant: so many years of education, no letters, or the words themselves.
    fn schooling(&mut self, of: &[Chunk], limit: &Chunk) -> Node {
        let bytes = bytes_of(of);
        let said = of.iter().find_map(years);
        if let (Some((bounds, unit, value)), ChunkKind::Quantity(points)) = (said, &limit.kind) {
            self.take_whole(of);
            let bounds = self.with_more(&bounds, &bytes);
            let named = of.iter().find(|c| self.tells_of_school(c)).map_or(bytes.clone(), |c| c.span.clone());
            let head = Head::new(Entry::find(Kind::Analyte, "years_of_education"), named);
            let value = Quantity { bounds, unit, value, ..(**points).clone() };
            return self.node_of(Partial { head: Some(head), value: Some(value.into()), bytes, ..Partial::default() });
        }
        let unread = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.id() == "illiteracy");
        match of.iter().any(unread) {
            true => self.condition(of).unwrap_or_else(|| self.unparsed(&bytes)),
            false => {
                self.take_whole(of);
                self.unparsed(&bytes)
            }
        }
    }

    /// "16 years of education *and above*".
    fn with_more(&self, bounds: &Bounds, of: &Bytes) -> Bounds {
        let said = self.words(of).to_ascii_lowercase();
        let says = |list: &[&str]| said.split(' ').any(|word| list.contains(&word));
        match bounds.eq {
            Some(n) if says(&["above", "more", "over", "higher"]) => Bounds { ge: Some(n), ..Bounds::default() },
            Some(n) if says(&["below", "less", "under", "fewer", "lower"]) => {
                Bounds { le: Some(n), ..Bounds::default() }
            }
            _ => bounds.clone(),
        }
    }
}

fn is_limit(chunk: &Chunk) -> bool {
    matches!(&chunk.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Limit && !q.age && q.relative_to.is_none())
}

/// The years that a chunk says: their limits, their unit and where they stand.
fn years(chunk: &Chunk) -> Option<(Bounds, Option<Unit>, Bytes)> {
    match &chunk.kind {
        ChunkKind::Quantity(q) if !q.age && matches!(q.code(), None | Some("a")) => {
            Some((q.bounds.clone(), q.unit.clone(), q.value.clone()))
        }
        ChunkKind::Time(t) if t.unit.as_ref()?.code.as_deref() == Some("a") && t.anchor.is_none() => {
            Some((t.bounds.clone(), t.unit.clone(), t.value.clone()))
        }
        _ => None,
    }
}
