//! Diagnostics as a good compiler prints them: the source line, the words underlined, what to do.
//!
//! Spans are turned from the code points of the criteria into places in the document's text, which the caller gives.
//! The output has ANSI styles; a stream that is no terminal strips them (`anstream::AutoStream`).

use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::rule::{Criterion, Diagnostic, Severity, Span, Trial};

/// How much of a line is shown on either side of the words, in code points.
const AROUND: usize = 40;

/// A diagnostic with its place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located<'a> {
    /// The criterion that holds it; none for one that concerns the whole document.
    pub criterion: Option<&'a Criterion>,
    /// The diagnostic.
    pub diagnostic: &'a Diagnostic,
    /// The words, absolute, in code points.
    pub span: Span,
}

/// Every diagnostic of a trial with its place, in the order of the text.
pub fn diagnostics(trial: &Trial) -> Vec<Located<'_>> {
    let whole = |diagnostic| Located { criterion: None, diagnostic, span: diagnostic.span };
    let mut all: Vec<Located<'_>> = trial.diagnostics.iter().map(whole).collect();
    let mut stack: Vec<&Criterion> = trial.criteria.iter().rev().collect();
    while let Some(criterion) = stack.pop() {
        stack.extend(criterion.criteria.iter().rev());
        all.extend(criterion.diagnostics.iter().map(|diagnostic| Located {
            criterion: Some(criterion),
            diagnostic,
            span: diagnostic.span.shifted(criterion.span.start),
        }));
    }
    all.sort_by_key(|located| (located.span.start, located.span.end));
    all
}

/// The diagnostics of a trial, each with the line of `text` that it is about; nothing where there is none.
///
/// `text` is the document the trial was made from. `width` is the columns there are.
pub fn report(trial: &Trial, text: &str, width: usize) -> String {
    let lines = Lines::new(text);
    let renderer = Renderer::styled().term_width(width);
    let mut out = String::new();
    for located in diagnostics(trial) {
        let Diagnostic { code, severity, message, help, .. } = located.diagnostic;
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let excerpt = lines.excerpt(located.span);
        let mut annotation = AnnotationKind::Primary.span(excerpt.words.clone());
        if let Some(id) = located.criterion.and_then(|criterion| criterion.id.as_deref()) {
            annotation = annotation.label(format!("in {id}"));
        }
        let snippet = Snippet::source(excerpt.text.as_str())
            .path(trial.source.name.as_str())
            .line_start(excerpt.line)
            .annotation(annotation);
        let mut group: Group<'_> = level.primary_title(message.as_str()).id(code.as_str()).element(snippet);
        if let Some(help) = help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}

/// A text in which the criteria of a trial stand where they stood, for a trial whose own text is not at hand. Between
/// them there is nothing to show, and lines are not numbered as they were.
pub fn text_of(trial: &Trial) -> String {
    let mut pieces: Vec<(Span, &str)> = Vec::new();
    let mut stack: Vec<&Criterion> = trial.criteria.iter().collect();
    while let Some(criterion) = stack.pop() {
        stack.extend(&criterion.criteria);
        pieces.push((criterion.span, &criterion.text));
    }
    pieces.sort_by_key(|(span, _)| span.start);
    let (mut text, mut length) = (String::new(), 0);
    for (span, words) in pieces {
        if span.start - length.min(span.start) > 1 << 20 {
            break; // No text has so much between two criteria; the file was tampered with.
        }
        if span.start > length {
            text.extend(std::iter::repeat_n(' ', (span.start - length - 1) as usize));
            text.push('\n');
            length = span.start;
        }
        // Spans of criteria do not overlap; of a file that was tampered with they may.
        if span.start == length {
            text.push_str(words);
            length += words.chars().count() as u32;
        }
    }
    text
}

/// Every so many code points their place in bytes is kept.
const STEP: usize = 256;

/// Where lines and code points of a text start, so that a span is found without reading the text from its beginning.
struct Lines<'a> {
    text: &'a str,
    /// The code point at which each line starts.
    starts: Vec<usize>,
    /// The byte at which every [`STEP`]th code point starts.
    marks: Vec<usize>,
}

struct Excerpt {
    text: String,
    /// Number of the first line, from 1.
    line: usize,
    /// The words, in bytes of `text`.
    words: Range<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let (mut starts, mut marks) = (vec![0], Vec::new());
        for (code_point, (byte, c)) in text.char_indices().enumerate() {
            if code_point % STEP == 0 {
                marks.push(byte);
            }
            if c == '\n' {
                starts.push(code_point + 1);
            }
        }
        Self { text, starts, marks }
    }

    /// The text from a code point on.
    fn from(&self, code_point: usize) -> &'a str {
        let near = &self.text[self.marks.get(code_point / STEP).copied().unwrap_or(self.text.len())..];
        near.char_indices().nth(code_point % STEP).map_or("", |(byte, _)| &near[byte..])
    }

    /// The part of the first line of a span that shows its words. A long line is cut on both sides, and words that go
    /// on to another line at their line's end.
    fn excerpt(&self, span: Span) -> Excerpt {
        let (start, end) = (span.start as usize, span.end as usize);
        let line = self.starts.partition_point(|&code_point| code_point <= start).max(1) - 1;
        let first = self.starts[line].max(start.saturating_sub(AROUND));
        let last = end.min(start + 4 * AROUND) + AROUND;
        let mut shown = String::from(if first > self.starts[line] { "…" } else { "" });
        let mut words: Option<Range<usize>> = None;
        let mut rest = self.from(first).chars().take_while(|c| !matches!(c, '\n' | '\r'));
        for (code_point, c) in (first..last).zip(&mut rest) {
            let before = shown.len();
            // What moves the cursor would put the caret in a wrong place.
            shown.push(if c.is_control() { ' ' } else { c });
            if (start..end.max(start + 1)).contains(&code_point) {
                words.get_or_insert(before..before).end = shown.len();
            }
        }
        if rest.next().is_some() {
            shown.push('…');
        }
        let words = words.unwrap_or(shown.len()..shown.len());
        Excerpt { text: shown, line: line + 1, words }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::emit::fixture::*;

    fn plain(trial: &Trial, text: &str) -> String {
        anstream::adapter::strip_str(&report(trial, text, 80)).to_string()
    }

    fn diagnostic(words: (u32, u32), help: Option<&str>) -> Diagnostic {
        Diagnostic {
            code: "window-without-anchor".into(),
            severity: Severity::Note,
            message: "the window is counted from nothing".into(),
            span: words.into(),
            help: help.map(str::to_owned),
        }
    }

    #[test]
    fn a_diagnostic_shows_its_line_and_words() {
        let text = "Exclusion:\r\n- Größere surgery within 4 weeks.\r\n";
        let mut trial = trial(vec![criterion("E1", 14, "Größere surgery within 4 weeks.", None)]);
        trial.criteria[0].diagnostics = vec![diagnostic((16, 30), Some("name the moment it is counted from"))];
        assert_snapshot!(plain(&trial, text), @r"
        note[window-without-anchor]: the window is counted from nothing
         --> 000.txt:2:19
          |
        2 | - Größere surgery within 4 weeks.
          |                   ^^^^^^^^^^^^^^ in E1
          |
          = help: name the moment it is counted from
        ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let text = format!("{}within 4 weeks{}", "a ".repeat(5000), " b".repeat(5000));
        let mut trial = trial(vec![]);
        trial.diagnostics = vec![diagnostic((10_000, 10_014), None)];
        let shown = plain(&trial, &text);
        assert!(shown.lines().all(|line| line.chars().count() < 160), "{shown}");
        assert!(shown.contains("within 4 weeks") && shown.contains("^^^^^^^^^^^^^^"), "{shown}");
    }

    #[test]
    fn without_its_text_a_trial_shows_its_criteria() {
        let mut trial = trial(vec![criterion("E1", 14, "Größere surgery within 4 weeks.", None)]);
        trial.criteria[0].diagnostics = vec![diagnostic((16, 30), None)];
        assert_snapshot!(plain(&trial, &text_of(&trial)), @r"
        note[window-without-anchor]: the window is counted from nothing
         --> 000.txt:2:17
          |
        2 | Größere surgery within 4 weeks.
          |                 ^^^^^^^^^^^^^^ in E1
        ");
    }

    #[test]
    fn no_span_panics() {
        for text in ["", "\n", "é", "a\nb\r\n", "\t\u{1b}[31m"] {
            for start in 0..6 {
                for end in start..7 {
                    let mut trial = trial(vec![]);
                    trial.diagnostics = vec![diagnostic((start, end), None)];
                    assert!(plain(&trial, text).contains("window-without-anchor"));
                }
            }
        }
    }

    #[test]
    fn diagnostics_come_in_the_order_of_the_text() {
        let mut trial = trial(vec![criterion("I1", 10, "abc", None), criterion("I2", 20, "abc", None)]);
        trial.diagnostics = vec![diagnostic((15, 16), None)];
        trial.criteria[0].diagnostics = vec![diagnostic((1, 2), None)];
        trial.criteria[1].diagnostics = vec![diagnostic((0, 1), None)];
        let starts: Vec<u32> = diagnostics(&trial).iter().map(|located| located.span.start).collect();
        assert_eq!(starts, [11, 15, 20]);
        trial.criteria.clear();
        trial.diagnostics.clear();
        assert_eq!(report(&trial, "abc", 80), "");
    }
}
