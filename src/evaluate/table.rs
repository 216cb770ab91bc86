//! Outcomes as text to read in a terminal, and as rows of a table.

use std::fmt::Write as _;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Truth;
use super::report::{CriterionOutcome, Outcome};
use crate::rule::{Reads, Section};

/// The columns of [`rows`].
pub const COLUMNS: [&str; 11] =
    ["patient", "trial", "on", "criterion", "section", "truth", "facts", "missing", "reading", "text", "defaults"];

/// One row for the trial as a whole, whose `criterion` is empty and which has the defaults, and one for each criterion.
pub fn rows(outcome: &Outcome) -> Vec<[String; 11]> {
    let of_trial = || [&outcome.patient, &outcome.trial, &outcome.on].map(String::clone);
    let truth = outcome.eligibility.map_or("", Truth::as_str);
    let defaults: Vec<_> = outcome.defaults.iter().map(|taken| format!("{} = {}", taken.name, taken.value)).collect();
    let [patient, trial, on] = of_trial();
    let mut whole: [String; 11] = Default::default();
    (whole[0], whole[1], whole[2], whole[5], whole[10]) = (patient, trial, on, truth.to_owned(), defaults.join("; "));
    let criteria = outcome.criteria.iter().map(|criterion| {
        let facts: Vec<_> = criterion.facts.iter().map(|e| format!("{}{}", e.fact, by_name(e.by_name))).collect();
        let missing: Vec<_> = criterion.missing.iter().map(|m| format!("{}: {}", m.about, m.why)).collect();
        let [patient, trial, on] = of_trial();
        [
            patient,
            trial,
            on,
            criterion.id.clone(),
            section(criterion).to_owned(),
            criterion.truth.as_str().to_owned(),
            facts.join("; "),
            missing.join("; "),
            criterion.reading.clone().unwrap_or_default(),
            criterion.text.clone(),
            String::new(),
        ]
    });
    std::iter::once(whole).chain(criteria).collect()
}

/// The outcome as text in lines of about `width` columns, with ANSI colours.
///
/// # Errors
/// Where `out` can not be written.
pub fn write_text(out: &mut impl Write, outcome: &Outcome, width: usize) -> io::Result<()> {
    let answer = match outcome.eligibility {
        Some(Truth::Met) => format!("{}eligible{}", colour(Truth::Met), RESET),
        Some(Truth::NotMet) => format!("{}not eligible{}", colour(Truth::NotMet), RESET),
        Some(Truth::Unknown) => format!("{}unknown{}", colour(Truth::Unknown), RESET),
        None => "the text does not say how its criteria combine".to_owned(),
    };
    writeln!(out, "{BOLD}{}{RESET} in {} on {}: {answer}", outcome.patient, outcome.trial, outcome.on)?;
    for population in &outcome.populations {
        writeln!(out, "  {}: {}", population.name, population.eligibility.map_or("not said", Truth::as_str))?;
    }
    for criterion in &outcome.criteria {
        let mark = format!("{}{:8}{RESET}", colour_of(criterion), criterion.truth.as_str());
        let rule = criterion.reading.as_deref().unwrap_or(&criterion.text).replace('\n', " ");
        let verdict = if excludes(criterion) && criterion.truth == Truth::Met { " → excludes" } else { "" };
        let room = width.saturating_sub(20 + verdict.width());
        writeln!(out, "  {:7} {mark} {}{verdict}", criterion.id, cut(&rule, room))?;
        let mut lines = String::new();
        if criterion.reading.is_some() {
            let words = criterion.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(lines, "“{words}”");
        }
        for evidence in &criterion.facts {
            let _ = writeln!(lines, "{}{}", evidence.fact, by_name(evidence.by_name));
        }
        for missing in &criterion.missing {
            let _ = writeln!(lines, "? {}: {}", missing.about, missing.why);
        }
        for line in lines.lines() {
            writeln!(out, "          {DIM}{}{RESET}", cut(line, width.saturating_sub(10)))?;
        }
    }
    for warning in &outcome.warnings {
        writeln!(out, "  {}note{RESET} {warning}", colour(Truth::Unknown))?;
    }
    writeln!(out)
}

/// The defaults the answers rest on, as lines of text.
///
/// # Errors
/// Where `out` can not be written.
pub fn write_defaults(out: &mut impl Write, outcome: &Outcome) -> io::Result<()> {
    for taken in &outcome.defaults {
        writeln!(out, "{DIM}default{RESET} {} = {}: {}", taken.name, taken.value, taken.meaning)?;
    }
    Ok(())
}

const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";

fn colour(truth: Truth) -> &'static str {
    match truth {
        Truth::Met => "\u{1b}[32m",
        Truth::NotMet => "\u{1b}[31m",
        Truth::Unknown => "\u{1b}[33m",
    }
}

/// Whether it keeps out whoever meets it.
fn excludes(criterion: &CriterionOutcome) -> bool {
    criterion.section == Some(Section::Exclusion) && criterion.reads != Some(Reads::Requires)
}

/// Green is what lets the patient in.
fn colour_of(criterion: &CriterionOutcome) -> &'static str {
    colour(if excludes(criterion) { !criterion.truth } else { criterion.truth })
}

fn section(criterion: &CriterionOutcome) -> &'static str {
    match criterion.section {
        Some(Section::Inclusion) => "inclusion",
        Some(Section::Exclusion) => "exclusion",
        None => "",
    }
}

fn by_name(by_name: bool) -> &'static str {
    if by_name { " (matched by name)" } else { "" }
}

/// The text, cut at `width` columns.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if kept.width() + 2 > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}
