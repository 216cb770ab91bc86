//! What a protocol means by pregnancy: "pregnant women*, where pregnancy is defined as the state of a female after conception and until
//! the termination of gestation, confirmed by a positive hCG laboratory test (> 5 mIU/mL)*". It is what everybody means, and demands
//! nothing; its number is named.
//!
//! Near miss: "pregnancy *confirmed by* a positive hCG test".

use crate::grammar::{Bytes, Chunk};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::words;

impl Context<'_, '_> {
    /// The chunks without such words.
    pub(super) fn without_pregnancy_defined(&mut self, chunks: &[Chunk]) -> Option<Vec<Chunk>> {
        let whole = bytes_of(chunks);
        let defined = self.pregnancy_defined(&whole)?;
        let within = |c: &Chunk| defined.start <= c.span.start && c.span.end <= defined.end;
        let apart = |c: &Chunk| c.span.end <= defined.start || defined.end <= c.span.start;
        if !chunks.iter().all(|c| within(c) || apart(c)) {
            return None;
        }
        let first = chunks.iter().position(within)?;
        let last = chunks.iter().rposition(within)?;
        let comma = first.checked_sub(1).filter(|at| self.sort(&chunks[*at]) == Sort::Comma).unwrap_or(first);
        self.take(&chunks[comma..first]);
        self.pass_over(&chunks[first..=last], "says what pregnancy is");
        Some(chunks[..comma].iter().chain(&chunks[last + 1..]).cloned().collect())
    }

    /// Where the words are that say what pregnancy is: from "where" to the test that confirms it.
    pub fn pregnancy_defined(&self, within: &Bytes) -> Option<Bytes> {
        let text = self.words(within);
        if !text.contains("onception") {
            return None;
        }
        let said = text.to_ascii_lowercase();
        let opens = |opener: &&str| said.find(*opener);
        let start = words::PREGNANCY_DEFINED.iter().find_map(opens)?;
        let lead = said[..start].trim_end();
        let start = if lead.ends_with("where") { lead.len() - "where".len() } else { start };
        let ends = |from: usize, word: &str| said[from..].find(word).map(|at| from + at + word.len());
        let gestation = ends(start, "gestation")?;
        let tested = ends(gestation, "test")
            .filter(|end| said[gestation..*end].contains("hcg") || said[gestation..*end].contains("gonadotropin"));
        let end = tested.unwrap_or(gestation);
        // "(> 5 mIU/mL)"
        let limited = ends(end, "miu/ml").filter(|to| to - end < LONGEST_LIMIT);
        let end = limited.unwrap_or(end);
        let closed = limited.is_some() && said[start..end].contains('(') && said[end..].starts_with(')');
        let end = end + usize::from(closed);
        Some(within.start + start..within.start + end)
    }
}

/// The most characters from the test to the end of its limit.
const LONGEST_LIMIT: usize = 16;
