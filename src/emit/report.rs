//! Diagnostics as a good compiler prints them: the source line, the words underlined, what to do.
//!
//! Spans are turned from the code points of the criteria into places in the document's text, which the caller gives.
//! The output has ANSI styles; a stream that is no terminal strips them (`anstream::AutoStream`).

use std::collections::BTreeMap;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::lines::Lines;
use crate::rule::{Criterion, Diagnostic, Severity, Span, Trial};

/// So many columns of words are underlined on the narrowest terminal.
const NARROW: usize = 20;
/// Columns that are left free on both sides of long words.
const MARGIN: usize = 12;

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

/// The diagnostics of a trial, each with the line of `text` that it is about; nothing where there is none. What is said
/// of several places in the same words is said once, over all of their lines.
///
/// `path` names the file to the reader, `text` is the document the trial was made from, `width` the columns there are.
pub fn report(trial: &Trial, path: &str, text: &str, width: usize) -> String {
    let lines = Lines::new(text);
    let renderer = Renderer::styled().term_width(width);
    let mut out = String::new();
    for same in together(diagnostics(trial)) {
        let Diagnostic { code, severity, message, help, .. } = same[0].diagnostic;
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group: Group<'_> = Group::with_title(level.primary_title(message.as_str()).id(code.as_str()));
        for located in &same {
            group = snippet(group, located, path, &lines, width);
        }
        if let Some(help) = help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}

/// What is said in the same words, in the order of the first place that each is said of.
fn together(all: Vec<Located<'_>>) -> Vec<Vec<Located<'_>>> {
    let mut groups: Vec<Vec<Located<'_>>> = Vec::new();
    let mut known = BTreeMap::new();
    for located in all {
        let Diagnostic { code, message, help, .. } = located.diagnostic;
        let group = *known.entry((code, message, help)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(located);
    }
    groups
}

/// Adds the place of a diagnostic, its line and a caret below its words.
fn snippet<'a>(group: Group<'a>, located: &Located<'a>, path: &'a str, lines: &Lines<'_>, width: usize) -> Group<'a> {
    let at = lines.position(located.span.start as usize);
    let label = located.criterion.and_then(|criterion| criterion.id.as_deref()).map(|id| format!("in {id}"));
    // Line number, bar, and the label after the carets; what is longer than the rest is not underlined to its end.
    let taken = at.line.to_string().len() + 4 + label.as_ref().map_or(0, |label| label.len() + 1);
    let excerpt = lines.excerpt(located.span, width.saturating_sub(taken + MARGIN).max(NARROW));
    let annotation = AnnotationKind::Primary.span(excerpt.words).label(label);
    group.element(Snippet::source(excerpt.text).path(path).line_start(at.line).annotation(annotation))
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::emit::fixture::*;

    fn plain(trial: &Trial, text: &str) -> String {
        anstream::adapter::strip_str(&report(trial, "000.txt", text, 80)).to_string()
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
        assert_eq!(report(&trial, "a", "abc", 80), "");
    }
}
