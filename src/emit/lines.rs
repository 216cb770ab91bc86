//! Where the lines of a text are, and what of a line there is room to show.

use std::ops::Range;

use crate::rule::Span;

/// Every so many code points their place in bytes is kept.
const STEP: usize = 256;
/// So much of a line is kept on either side of the words: more than any screen shows, and a bound for what a line of a
/// million characters costs each of its diagnostics.
const LONG: usize = 4096;

/// Where lines and code points of a text start, so that a span is found without reading the text from its beginning.
pub struct Lines<'a> {
    text: &'a str,
    /// The code point at which each line starts.
    starts: Vec<usize>,
    /// The byte at which every [`STEP`]th code point starts.
    marks: Vec<usize>,
    /// How many code points there are.
    length: usize,
}

/// A place in a text as editors count it: line and column, in code points, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The line that shows the words of a span.
pub struct Excerpt {
    /// The line.
    pub text: String,
    /// The words, in bytes of `text`.
    pub words: Range<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub fn new(text: &'a str) -> Self {
        let (mut starts, mut marks, mut length) = (vec![0], Vec::new(), 0);
        for (code_point, (byte, c)) in text.char_indices().enumerate() {
            if code_point % STEP == 0 {
                marks.push(byte);
            }
            if c == '\n' {
                starts.push(code_point + 1);
            }
            length = code_point + 1;
        }
        Self { text, starts, marks, length }
    }

    /// Where a code point stands; one beyond the text, at its end.
    pub fn position(&self, code_point: usize) -> Position {
        let code_point = code_point.min(self.length);
        let line = self.starts.partition_point(|&start| start <= code_point).max(1);
        Position { line, column: code_point - self.starts[line - 1] + 1 }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &'a str {
        let (start, end) = (self.byte(span.start as usize), self.byte(span.end.max(span.start) as usize));
        &self.text[start..end]
    }

    /// The byte at which a code point starts; the end of the text for one beyond it.
    fn byte(&self, code_point: usize) -> usize {
        let Some(&mark) = self.marks.get(code_point / STEP) else { return self.text.len() };
        let near = &self.text[mark..];
        near.char_indices().nth(code_point % STEP).map_or(self.text.len(), |(byte, _)| mark + byte)
    }

    /// The first line of a span, and at most `room` code points of its words. Words that go on to another line end with
    /// theirs; of a line that is far longer than any screen only the part around the words is there.
    pub fn excerpt(&self, span: Span, room: usize) -> Excerpt {
        let start = (span.start as usize).min(self.length);
        let line = self.position(start).line;
        let line_start = self.starts[line - 1];
        // The code point before the next line's start is its line feed.
        let next = self.starts.get(line).map_or(self.length, |next| next - 1);
        let end = (span.end as usize).clamp(start, start + room);
        let first = line_start.max(start.saturating_sub(LONG));
        let last = next.min(end + LONG);
        let mut text = String::new();
        let mut words: Option<Range<usize>> = None;
        for (code_point, c) in (first..last).zip(self.text[self.byte(first)..].chars()) {
            let before = text.len();
            // What moves the cursor would put the caret in a wrong place.
            text.push(if c.is_control() { ' ' } else { c });
            if (start..end.max(start + 1)).contains(&code_point) {
                words.get_or_insert(before..before).end = text.len();
            }
        }
        let words = words.unwrap_or(text.len()..text.len());
        text.truncate(text.trim_end().len().max(words.end));
        Excerpt { text, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, span: (u32, u32), room: usize) -> (String, String) {
        let excerpt = Lines::new(text).excerpt(span.into(), room);
        (excerpt.text[excerpt.words.clone()].to_owned(), excerpt.text)
    }

    #[test]
    fn words_are_cut_to_the_room_there_is() {
        assert_eq!(shown("a line\r\nof words", (2, 6), 40), ("line".into(), "a line".into()));
        assert_eq!(shown("a line\r\nof words", (8, 16), 5), ("of wo".into(), "of words".into()));
        assert_eq!(shown("a line\nof words", (2, 12), 40), ("line".into(), "a line".into()));
    }

    #[test]
    fn a_line_without_end_is_shown_in_part() {
        let text = format!("{}within{}", "a".repeat(3 * LONG), "b".repeat(3 * LONG));
        let at = 3 * LONG as u32;
        let (words, line) = shown(&text, (at, at + 6), 40);
        assert_eq!((words.as_str(), line.len()), ("within", 2 * LONG + 6));
    }

    #[test]
    fn a_place_is_counted_from_one() {
        let lines = Lines::new("ab\nc");
        let at = |code_point| (lines.position(code_point).line, lines.position(code_point).column);
        assert_eq!([at(0), at(2), at(3), at(4), at(9)], [(1, 1), (1, 3), (2, 1), (2, 2), (2, 2)]);
        assert_eq!(lines.words((1, 4).into()), "b\nc");
        assert_eq!(lines.words((3, 99).into()), "c");
    }
}
