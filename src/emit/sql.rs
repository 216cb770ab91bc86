//! SQL over the one table of [`query::table`](super::query::table): a query with a row for each patient and a column
//! for each criterion, true, false or null. Nothing but what SQLite, DuckDB, PostgreSQL and Spark read alike.

mod plan;
mod sharing;
mod tables;
#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::io;

use rust_decimal::Decimal;

use self::plan::{Plan, Unplanned};
use self::sharing::bare;
use super::query::condition::{Condition, Literal, Rails};
use super::query::table::{COLUMNS, Cell, Fact, Type};
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
    let mut query = Query::new(program);
    let mut out = String::new();
    let _ = writeln!(out, "-- {} on {}", one_line(&program.trial), program.settings.on);
    for (id, day) in &program.settings.events {
        let _ = writeln!(out, "-- {} on {day}", one_line(id));
    }
    let mut counting = Plan::counting();
    for test in &query.tests {
        // What can not be planned is found below.
        let _ = three_valued(&mut counting, test);
    }
    let mut plan = Plan::sharing(counting.counts());
    let mut tests = String::new();
    for at in 0..query.tests.len() {
        let text = three_valued(&mut plan, &query.tests[at]).unwrap_or_else(|Unplanned| {
            query.lose(at, plan::ACROSS);
            UNKNOWN.to_owned()
        });
        let _ = write!(tests, ",\n    {text} AS t{at}");
    }
    let _ = write!(out, "-- true: met; false: not met; null: unknown\nWITH {}", plan.tables());
    let _ = write!(out, "t AS (\n  SELECT a0.patient{tests}\n  FROM {}\n)\nSELECT\n  patient", plan.patients());
    for (criterion, logic) in program.criteria.iter().zip(query.criteria()) {
        let reading = criterion.reading.as_deref().map(one_line).unwrap_or_default();
        let _ = write!(out, ",\n  -- {} {reading}\n  {} AS {}", criterion.id, of(&logic), column(&criterion.id));
    }
    if let Some(logic) = query.eligibility() {
        let _ = write!(out, ",\n  {} AS eligible", of(&logic));
    }
    out.push_str("\nFROM t\nORDER BY patient;\n");
    (out, query.losses())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const UNKNOWN: &str = "CAST(NULL AS BOOLEAN)";

fn of(logic: &Logic) -> String {
    match logic {
        Logic::Constant(Some(true)) => "TRUE".to_owned(),
        Logic::Constant(Some(false)) => "FALSE".to_owned(),
        Logic::Constant(None) => UNKNOWN.to_owned(),
        Logic::All(parts) => joined(parts.iter().map(of), " AND "),
        Logic::Any(parts) => joined(parts.iter().map(of), " OR "),
        Logic::Not(part) => format!("NOT {}", of(part)),
        Logic::AtLeast(number, parts) => {
            let count = |of_one: &dyn Fn(String) -> String| {
                parts.iter().map(|part| of_one(of(part))).collect::<Vec<_>>().join(" + ")
            };
            let met = count(&|part| format!("CASE WHEN {part} THEN 1 ELSE 0 END"));
            let possible = count(&|part| format!("CASE WHEN NOT {part} THEN 0 ELSE 1 END"));
            format!("CASE WHEN {met} >= {number} THEN TRUE WHEN {possible} < {number} THEN FALSE END")
        }
        Logic::Test(at) => format!("t{at}"),
    }
}

fn joined(parts: impl Iterator<Item = String>, sign: &str) -> String {
    format!("({})", parts.collect::<Vec<_>>().join(sign))
}

fn three_valued(plan: &mut Plan, rails: &Rails) -> Result<String, Unplanned> {
    let mut whens = String::new();
    for (condition, value) in [(&rails.met, "TRUE"), (&rails.not_met, "FALSE")] {
        if *condition != Condition::Constant(false) {
            let _ = write!(whens, " WHEN {} THEN {value}", bare(&plan.of_patient(condition)?));
        }
    }
    Ok(if whens.is_empty() { UNKNOWN.to_owned() } else { format!("CASE{whens} END") })
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Int(n) => n.to_string(),
        Literal::Number(x) => x.normalize().to_string(),
        Literal::Text(text) => quoted(text),
        Literal::ByUnit(..) => "NULL".to_owned(),
    }
}

/// A number that every engine takes for a double, however many digits those beside it have.
fn number(x: Decimal) -> String {
    format!("{}e0", x.normalize())
}

fn texts(list: &[String]) -> String {
    list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
