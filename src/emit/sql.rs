//! SQL over the one table of [`query::table`](super::query::table): a query with a row for each patient and a column
//! for each criterion, true, false or null. Nothing but what SQLite, DuckDB and PostgreSQL read alike.

use std::fmt::Write;
use std::io;

use super::query::condition::{Column, Compare, Condition, Literal, Rails};
use super::query::table::{COLUMNS, Cell, Fact, Type, name};
use super::query::{Logic, Loss, Query};
use crate::evaluate::Program;

/// The statement that makes the table.
pub fn schema() -> String {
    statement(false)
}

/// The same, with a comment on each column.
pub fn documented_schema() -> String {
    statement(true)
}

fn statement(documented: bool) -> String {
    let own = [
        ("patient", "TEXT NOT NULL", "whose"),
        ("fact", "INTEGER NOT NULL", "its number within the patient; 0 is the person"),
        ("concept", "TEXT NOT NULL", "what it is about: an id of the trial's concepts, or person"),
    ];
    let of_facts = COLUMNS.iter().map(|(_, name, kind, meaning)| {
        let kind = match kind {
            Type::Text => "TEXT",
            Type::Int => "BIGINT",
            Type::Number => "DOUBLE PRECISION",
        };
        (*name, kind, *meaning)
    });
    let columns: Vec<_> = own.into_iter().chain(of_facts).collect();
    let mut out = "CREATE TABLE facts (\n".to_owned();
    for (at, (name, kind, meaning)) in columns.iter().enumerate() {
        let comma = if at + 1 < columns.len() { "," } else { "" };
        let meaning = if documented && !meaning.is_empty() { format!(" -- {meaning}") } else { String::new() };
        let _ = writeln!(out, "  {name} {kind}{comma}{meaning}");
    }
    out.push_str(");\n");
    out
}

/// The rows of a fact, each in the order of the table's columns.
pub fn rows(fact: &Fact) -> impl Iterator<Item = Vec<Cell>> {
    fact.concepts.iter().map(|concept| {
        let number = i64::try_from(fact.number).unwrap_or(i64::MAX);
        let own = [Cell::Text(fact.patient.clone()), Cell::Int(number), Cell::Text(concept.clone())];
        own.into_iter().chain(fact.cells.iter().cloned()).collect()
    })
}

/// Writes the statement that puts rows into the table; nothing where there are none.
///
/// # Errors
/// When `out` can not be written to.
pub fn insert(out: &mut impl io::Write, rows: impl Iterator<Item = Vec<Cell>>) -> io::Result<()> {
    let mut before = "INSERT INTO facts VALUES\n";
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Empty => "NULL".to_owned(),
            Cell::Int(n) => n.to_string(),
            Cell::Number(x) => x.to_string(),
            Cell::Text(text) => quoted(text),
        });
        write!(out, "{before}({})", cells.collect::<Vec<_>>().join(","))?;
        before = ",\n";
    }
    if before == ",\n" { out.write_all(b";\n") } else { Ok(()) }
}

/// The name of a criterion's column: its id in lower case, with underscores.
pub fn column(id: &str) -> String {
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) { plain } else { format!("c_{plain}") }
}

/// The query for a program, and what it leaves out.
pub fn compile(program: &Program) -> (String, Vec<Loss>) {
    let query = Query::new(program);
    let mut out = String::new();
    let _ = writeln!(out, "-- {} on {}", one_line(&program.trial), program.settings.on);
    for (id, day) in &program.settings.events {
        let _ = writeln!(out, "-- {} on {day}", one_line(id));
    }
    out.push_str("-- true: met; false: not met; null: unknown\nSELECT\n  t.patient");
    for (criterion, logic) in program.criteria.iter().zip(query.criteria()) {
        let reading = criterion.reading.as_deref().map(one_line).unwrap_or_default();
        let _ = write!(out, ",\n  -- {} {reading}\n  {} AS {}", criterion.id, of(&logic), column(&criterion.id));
    }
    if let Some(logic) = query.eligibility() {
        let _ = write!(out, ",\n  {} AS eligible", of(&logic));
    }
    out.push_str("\nFROM (\n  SELECT\n    p.patient");
    for (at, test) in query.tests.iter().enumerate() {
        let _ = write!(out, ",\n    {} AS t{at}", three_valued(test));
    }
    out.push_str("\n  FROM (SELECT DISTINCT patient FROM facts) AS p\n) AS t\nORDER BY t.patient;\n");
    (out, query.losses())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of(logic: &Logic) -> String {
    match logic {
        Logic::Constant(Some(true)) => "TRUE".to_owned(),
        Logic::Constant(Some(false)) => "FALSE".to_owned(),
        Logic::Constant(None) => "CAST(NULL AS BOOLEAN)".to_owned(),
        Logic::All(parts) if parts.is_empty() => "TRUE".to_owned(),
        Logic::Any(parts) if parts.is_empty() => "FALSE".to_owned(),
        Logic::All(parts) => joined(parts.iter().map(of), " AND "),
        Logic::Any(parts) => joined(parts.iter().map(of), " OR "),
        Logic::Not(part) => format!("(NOT {})", of(part)),
        Logic::Test(at) => format!("t.t{at}"),
    }
}

fn joined(parts: impl Iterator<Item = String>, sign: &str) -> String {
    format!("({})", parts.collect::<Vec<_>>().join(sign))
}

fn three_valued(rails: &Rails) -> String {
    let whens = [(&rails.met, "TRUE"), (&rails.not_met, "FALSE")];
    let whens: Vec<_> = whens
        .into_iter()
        .filter(|(condition, _)| **condition != Condition::Constant(false))
        .map(|(condition, value)| format!(" WHEN {} THEN {value}", condition_of(condition)))
        .collect();
    if whens.is_empty() { "CAST(NULL AS BOOLEAN)".to_owned() } else { format!("CASE{} END", whens.concat()) }
}

fn condition_of(condition: &Condition) -> String {
    let cell = |row: &usize, column: &Column| format!("r{row}.{}", name(*column));
    match condition {
        Condition::Constant(true) => "(1 = 1)".to_owned(),
        Condition::Constant(false) => "(1 = 0)".to_owned(),
        Condition::All(parts) => joined(parts.iter().map(condition_of), " AND "),
        Condition::Any(parts) => joined(parts.iter().map(condition_of), " OR "),
        Condition::Not(part) => match &**part {
            Condition::Empty(row, column) => format!("{} IS NOT NULL", cell(row, column)),
            Condition::Exists(..) => format!("(NOT {})", condition_of(part)),
            // An empty cell makes a comparison unknown to SQL, which is false here.
            part => format!("(NOT COALESCE({}, FALSE))", condition_of(part)),
        },
        Condition::Is(row, column, compare, value) => {
            format!("{} {} {}", cell(row, column), compare.sign(), literal(value))
        }
        Condition::Cells(a, mine, compare, b, other, more) => {
            let more = match more {
                0 => String::new(),
                more if *more < 0 => format!(" - {}", -more),
                more => format!(" + {more}"),
            };
            format!("{} {} {}{more}", cell(a, mine), compare.sign(), cell(b, other))
        }
        Condition::Empty(row, column) => format!("{} IS NULL", cell(row, column)),
        Condition::In(row, column, list) => format!("{} IN ({})", cell(row, column), texts(list)),
        Condition::Contains(row, column, text) => {
            format!("{} LIKE {}", cell(row, column), quoted(&format!("%{text}%")))
        }
        Condition::Lists(a, list, b, item) => {
            // Sources may hold characters that mean something to LIKE.
            format!("REPLACE({0}, '|' || {1} || '|', '') <> {0}", cell(a, list), cell(b, item))
        }
        Condition::About(row, ids) if ids.is_empty() => format!("r{row}.concept <> r{row}.concept"),
        Condition::About(row, ids) => format!("r{row}.concept IN ({})", texts(ids)),
        Condition::SameFact(a, b) => format!("r{a}.fact = r{b}.fact"),
        Condition::Exists(row, inner) => format!(
            "EXISTS (SELECT 1 FROM facts AS r{row} WHERE r{row}.patient = p.patient AND {})",
            condition_of(inner)
        ),
        Condition::AtLeast(count, row, inner) => format!(
            "(SELECT COUNT(DISTINCT r{row}.fact) FROM facts AS r{row} WHERE r{row}.patient = p.patient AND {}) {} {count}",
            condition_of(inner),
            Compare::Ge.sign(),
        ),
    }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Int(n) => n.to_string(),
        Literal::Number(x) => x.normalize().to_string(),
        Literal::Text(text) => quoted(text),
    }
}

fn texts(list: &[String]) -> String {
    list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
