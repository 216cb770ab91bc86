//! The rules alone, one a line, without words and numbering: what version control compares line by line.

use std::io::{self, Write};

use crate::rule::{Criterion, Node, Reads, Role, Section, Trial};

/// Writes the readings of a trial, each under its section and indented as deep as it is nested. The same rules give the
/// same lines, however they are worded and numbered.
///
/// # Errors
/// When `out` can not be written to.
pub fn write_readings(out: &mut impl Write, trial: &Trial) -> io::Result<()> {
    let mut section = None;
    for criterion in trial.criteria.iter().filter(|criterion| criterion.rule.is_some()) {
        if section != Some(criterion.section) {
            section = Some(criterion.section);
            writeln!(out, "{}", title(criterion.section))?;
        }
        write_criterion(out, criterion, 1)?;
    }
    Ok(())
}

fn title(section: Option<Section>) -> &'static str {
    match section {
        Some(Section::Inclusion) => "Inclusion",
        Some(Section::Exclusion) => "Exclusion",
        None => "In no section",
    }
}

fn write_criterion(out: &mut impl Write, criterion: &Criterion, depth: usize) -> io::Result<()> {
    let role = match (criterion.role, criterion.reads) {
        (Role::Definition, _) => "definition: ",
        (Role::Permission, _) => "permission: ",
        (_, Some(Reads::Requires)) => "required: ",
        (_, Some(Reads::Excludes)) => "excludes: ",
        _ => "",
    };
    if let Some(rule) = &criterion.rule {
        let reading = match of_nested(rule, criterion) {
            Some(list) => list,
            None => criterion.reading.as_deref().unwrap_or_default(),
        };
        writeln!(out, "{:width$}{role}{reading}", "", width = 2 * depth)?;
    }
    criterion.criteria.iter().try_for_each(|nested| write_criterion(out, nested, depth + 1))
}

/// How the nested criteria are joined where that is all that the rule says: their numbers change when others come or go.
fn of_nested(rule: &Node, criterion: &Criterion) -> Option<&'static str> {
    let (of, words) = match rule {
        Node::All { of, .. } => (of.as_slice(), "all of"),
        Node::Any { of, .. } => (of.as_slice(), "any of"),
        Node::Ref { .. } => (std::slice::from_ref(rule), "this one"),
        _ => return None,
    };
    let nested = |to: &str| criterion.criteria.iter().any(|c| c.id.as_deref() == Some(to));
    of.iter().all(|part| matches!(part, Node::Ref { to, .. } if nested(to))).then_some(words)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::source::Document;
    use crate::{Options, extract};

    fn readings(text: &str) -> String {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let mut out = Vec::new();
        write_readings(&mut out, &extract(&document, &Options::default())).unwrap();
        String::from_utf8(out).unwrap()
    }

    const LISTED: &str = "Inclusion Criteria:\n1. Hemoglobin ≥ 80 g/L\n2. All of the following:\n   a) ALT ≤ 3 × ULN\n   \
                          b) AST ≤ 3 × ULN\nExclusion Criteria:\n1. Pregnancy";

    #[test]
    fn a_line_is_a_rule() {
        insta::assert_snapshot!(readings(LISTED), @r"
        Inclusion
          Hb ≥ 80 g/L
          all of
            ALT ≤ 3 ×ULN
            AST ≤ 3 ×ULN
        Exclusion
          condition pregnancy
        ");
    }

    #[test]
    fn other_numbers_are_the_same_lines_and_other_limits_are_not() {
        let inserted = LISTED.replace("1. Hemoglobin", "1. Age ≥ 18 years\n2. Hb").replace("2. All", "3. All");
        let lines = readings(&inserted);
        assert_eq!(
            lines.lines().filter(|line| !line.contains("age")).collect::<Vec<_>>(),
            readings(LISTED).lines().collect::<Vec<_>>()
        );
        assert_ne!(readings(&LISTED.replace("80", "90")), readings(LISTED));
    }
}
