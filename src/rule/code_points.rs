//! From bytes of a text to its code points, and back.

use std::ops::Range;

use super::Span;

/// Byte offsets to code points, for one criterion.
pub struct CodePoints {
    /// For each byte the number of code points before it; empty where the text is ASCII.
    before: Vec<u32>,
}

impl CodePoints {
    /// Counts once, so that each later question is answered at once.
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self { before: Vec::new() };
        }
        let mut before = Vec::with_capacity(text.len() + 1);
        for (n, c) in text.chars().enumerate() {
            before.extend(std::iter::repeat_n(n as u32, c.len_utf8()));
        }
        before.push(before.last().map_or(0, |n| n + 1));
        Self { before }
    }

    /// The span of these bytes in code points.
    pub fn span(&self, bytes: &Range<usize>) -> Span {
        if self.before.is_empty() {
            return Span::new(bytes.start as u32, bytes.end as u32);
        }
        Span::new(self.before[bytes.start], self.before[bytes.end])
    }

    /// The byte that a code point begins with; one after the last beyond the end of the text.
    pub fn byte(&self, point: u32) -> usize {
        if self.before.is_empty() { point as usize } else { self.before.partition_point(|n| *n < point) }
    }
}
