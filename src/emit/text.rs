//! An outline for a person at a terminal: every criterion with its words, its rule on one line, and what was not
//! understood.
//!
//! It is written with ANSI styles; a stream that is no terminal strips them (`anstream::AutoStream`).

use std::io::{self, Write};

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use unicode_width::UnicodeWidthChar;

use crate::rule::{
    Coverage, Criterion, Decided, DecisionState, Diagnostic, Review, Role, Section, Severity, Trial, Verdict,
};

const BOLD: Style = Style::new().effects(Effects::BOLD);
const DIM: Style = Style::new().effects(Effects::DIMMED);
const RULE: Style = AnsiColor::Green.on_default();
const NARRATIVE: Style = AnsiColor::Blue.on_default();
const PARTIAL: Style = AnsiColor::Yellow.on_default();

/// Writes the outline of a trial, wrapped to `width` columns (at least 40).
///
/// # Errors
/// When `out` can not be written to.
pub fn write_text(out: &mut impl Write, trial: &Trial, width: usize) -> io::Result<()> {
    let width = width.max(40);
    writeln!(out, "{BOLD}{}{BOLD:#}", trial.source.name)?;
    let mut section = None;
    for criterion in &trial.criteria {
        if criterion.role == Role::Heading {
            section = criterion.section;
            writeln!(out)?;
            write_wrapped(out, &criterion.text, 0, width, BOLD)?;
            for diagnostic in &criterion.diagnostics {
                write_diagnostic(out, diagnostic, 2, width)?;
            }
            continue;
        }
        if criterion.section != section {
            section = criterion.section;
            let title = match section {
                Some(Section::Inclusion) => "Inclusion",
                Some(Section::Exclusion) => "Exclusion",
                None => "In no section",
            };
            writeln!(out, "\n{BOLD}{title}{BOLD:#}")?;
        }
        write_criterion(out, criterion, trial.review.as_ref(), 1, width)?;
    }
    if !trial.diagnostics.is_empty() {
        writeln!(out, "\n{BOLD}About the whole document{BOLD:#}")?;
        for diagnostic in &trial.diagnostics {
            write_diagnostic(out, diagnostic, 2, width)?;
        }
    }
    let gone = trial.review.iter().flat_map(|review| &review.decisions).filter(|d| d.state == DecisionState::Gone);
    for (i, decided) in gone.enumerate() {
        if i == 0 {
            writeln!(out, "\n{BOLD}Decided on, and gone{BOLD:#}")?;
        }
        let name = decided.id.as_deref().unwrap_or(&decided.key);
        write!(out, "  ")?;
        write_wrapped(out, &format!("{name} {}", decided.text.as_deref().unwrap_or_default()), 2, width, DIM)?;
    }
    writeln!(out, "\n{DIM}{}{DIM:#}", tally(trial))
}

fn write_criterion(
    out: &mut impl Write,
    criterion: &Criterion,
    review: Option<&Review>,
    depth: usize,
    width: usize,
) -> io::Result<()> {
    // Deeper than this an indent would leave no room for words.
    let indent = 2 * depth.min(8);
    let label = match (&criterion.id, criterion.role) {
        (Some(id), _) => id.as_str(),
        (None, Role::Definition) => "definition",
        (None, Role::Permission) => "permitted",
        (None, Role::Heading) => "heading",
        (None, _) => "note",
    };
    let hanging = indent + label.chars().count().max(4) + 2;
    write!(out, "{:indent$}{BOLD}{label:<4}{BOLD:#}  ", "")?;
    write_wrapped(out, &criterion.text, hanging, width, Style::new())?;
    if let Some(reading) = &criterion.reading {
        let style = match criterion.coverage {
            Some(Coverage::Narrative) => NARRATIVE,
            Some(Coverage::Partial) => PARTIAL,
            _ => RULE,
        };
        write!(out, "{:hanging$}{DIM}⇒{DIM:#} ", "")?;
        write_wrapped(out, reading, hanging + 2, width, style)?;
    }
    for diagnostic in &criterion.diagnostics {
        write_diagnostic(out, diagnostic, hanging, width)?;
    }
    let mine = |decided: &&Decided| decided.key == criterion.key && decided.state != DecisionState::Gone;
    if let Some(decided) = review.and_then(|review| review.decisions.iter().find(mine)) {
        write!(out, "{:hanging$}", "")?;
        let (words, style) = decision(decided);
        wrap(out, &words, hanging, hanging + 2, width, style)?;
    }
    criterion.criteria.iter().try_for_each(|nested| write_criterion(out, nested, review, depth + 1, width))
}

/// `✓ accepted: as agreed`, `↻ to review again: was accepted`.
fn decision(decided: &Decided) -> (String, Style) {
    let (mark, word, style) = match decided.verdict {
        Some(Verdict::Accepted) => ("✓", "accepted", RULE),
        Some(Verdict::Wrong) => ("✗", "wrong", AnsiColor::Red.on_default()),
        None => ("✎", "comment", DIM),
    };
    let comment = decided.comment.as_deref().map(|comment| format!(": {comment}")).unwrap_or_default();
    match decided.state {
        DecisionState::Changed => (format!("↻ to review again, was {word}{comment}"), PARTIAL),
        _ => (format!("{mark} {word}{comment}"), style),
    }
}

fn write_diagnostic(out: &mut impl Write, diagnostic: &Diagnostic, indent: usize, width: usize) -> io::Result<()> {
    let (word, style) = match diagnostic.severity {
        Severity::Error => ("error", AnsiColor::Red.on_default()),
        Severity::Warning => ("warning", AnsiColor::Yellow.on_default()),
        Severity::Note => ("note", AnsiColor::Cyan.on_default()),
    };
    let head = format!("{word}[{}]:", diagnostic.code);
    write!(out, "{:indent$}{style}{head}{style:#} ", "")?;
    // What is under the message lines up with its start, unless the code is so long that it would be squeezed.
    let hanging = indent + if head.len() < 32 { head.len() + 1 } else { 4 };
    let first = indent + head.len() + 1;
    wrap(out, &diagnostic.message, first, hanging, width, Style::new())
}

fn write_wrapped(out: &mut impl Write, text: &str, indent: usize, width: usize, style: Style) -> io::Result<()> {
    wrap(out, text, indent, indent, width, style)
}

/// Writes `text`, its white space as single spaces, broken at spaces; a word that is wider than a line is broken
/// anywhere (Chinese has no spaces). `column` is where the first line starts, `indent` where the others do.
fn wrap(
    out: &mut impl Write,
    text: &str,
    mut column: usize,
    indent: usize,
    width: usize,
    style: Style,
) -> io::Result<()> {
    let width = width.max(indent + 20);
    write!(out, "{style}")?;
    for (i, word) in text.split_whitespace().enumerate() {
        let columns: usize = word.chars().map(columns_of).sum();
        if i > 0 && column + 1 + columns > width {
            write!(out, "\n{:indent$}", "")?;
            column = indent;
        } else if i > 0 {
            write!(out, " ")?;
            column += 1;
        }
        for c in word.chars() {
            if column + columns_of(c) > width {
                write!(out, "\n{:indent$}", "")?;
                column = indent;
            }
            // A control character could change the terminal's state.
            write!(out, "{}", if c.is_control() { '\u{fffd}' } else { c })?;
            column += columns_of(c);
        }
    }
    writeln!(out, "{style:#}")
}

fn columns_of(c: char) -> usize {
    c.width().unwrap_or(1)
}

/// How many criteria are computable, partial and narrative.
fn tally(trial: &Trial) -> String {
    let mut counts = [0_usize; 3];
    let mut stack: Vec<&Criterion> = trial.criteria.iter().collect();
    while let Some(criterion) = stack.pop() {
        stack.extend(&criterion.criteria);
        match criterion.coverage.filter(|_| criterion.role == Role::Criterion) {
            Some(Coverage::Computable) => counts[0] += 1,
            Some(Coverage::Partial) => counts[1] += 1,
            Some(Coverage::Narrative) => counts[2] += 1,
            None => {}
        }
    }
    let [computable, partial, narrative] = counts;
    format!("{computable} computable, {partial} partly, {narrative} narrative")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::emit::fixture::*;
    use crate::rule::Span;

    fn shown(trial: &Trial, width: usize) -> String {
        let mut out = Vec::new();
        write_text(&mut out, trial, width).unwrap();
        anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
    }

    #[test]
    fn an_outline_has_headings_criteria_readings_and_diagnostics() {
        let mut heading = criterion("", 0, "Exclusion Criteria:", None);
        (heading.role, heading.section) = (Role::Heading, Some(Section::Exclusion));
        let rule = || Some(any(vec![constant(true), constant(false)]));
        let mut group = criterion("E1", 20, "Any of the following, in whatever order they may stand:", rule());
        group.diagnostics = vec![Diagnostic {
            code: "inferred-nesting".into(),
            severity: Severity::Note,
            message: "the place of this item is inferred".into(),
            span: Span::new(0, 3),
            help: None,
        }];
        group.criteria = vec![criterion("E1.1", 80, "one\r\n  of them", rule())];
        let trial = trial(vec![criterion("I1", 0, "above", None), heading, group]);
        assert_snapshot!(shown(&trial, 50), @r"
        000.txt

        Inclusion
          I1    above

        Exclusion Criteria:
          E1    Any of the following, in whatever order
                they may stand:
                ⇒ permits(false)
                note[inferred-nesting]: the place of this
                                        item is inferred
            E1.1  one of them
                  ⇒ permits(false)

        2 computable, 0 partly, 0 narrative
        ");
    }

    #[test]
    fn what_has_no_spaces_is_broken_too_and_no_control_character_gets_out() {
        let trial = trial(vec![criterion("I1", 0, &format!("{}\u{1b}[31m", "患者".repeat(40)), None)]);
        let mut out = Vec::new();
        write_text(&mut out, &trial, 60).unwrap();
        let raw = String::from_utf8(out).unwrap();
        assert!(!raw.contains("\u{1b}[31m") && raw.contains('\u{fffd}'));
        let lines = shown(&trial, 60);
        assert!(lines.lines().all(|line| line.chars().map(columns_of).sum::<usize>() <= 60), "{lines}");
    }
}
