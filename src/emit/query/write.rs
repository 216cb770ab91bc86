//! The table of facts as a file: what fills a database, a data frame or a list of facts for CEL.

use std::io::{self, Write};

use super::table::{COLUMNS, Cell, Fact, Type};
use crate::emit::parquet::{Cell as Stored, ColumnType, ParquetError, Table};
use crate::emit::{cel, sql};

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// CSV (RFC 4180) with a header; an empty cell is null.
    Csv,
    /// Parquet.
    Parquet,
    /// Statements that make the table and fill it.
    Sql,
    /// For CEL: one object a patient, one a line, with `patient` and its `facts`.
    Json,
}

/// Writes the facts of patients, one patient after the other.
pub struct Writer<W: Write + Send> {
    out: Out<W>,
}

enum Out<W: Write + Send> {
    Csv(Box<::csv::Writer<W>>),
    Parquet(Box<Table<W>>),
    Sql(W),
    Json(W),
}

/// The names of all columns, in order.
fn names() -> impl Iterator<Item = &'static str> {
    ["patient", "fact", "concept"].into_iter().chain(COLUMNS.iter().map(|(_, name, ..)| *name))
}

impl<W: Write + Send> Writer<W> {
    /// Starts the file.
    ///
    /// # Errors
    /// When `out` can not be written to.
    pub fn new(mut out: W, form: Form) -> io::Result<Self> {
        let out = match form {
            Form::Csv => {
                let mut out = ::csv::Writer::from_writer(out);
                out.write_record(names())?;
                Out::Csv(Box::new(out))
            }
            Form::Parquet => {
                let kinds = COLUMNS.iter().map(|(_, _, kind, _)| match kind {
                    Type::Text => ColumnType::Text,
                    Type::Int => ColumnType::Int,
                    Type::Number => ColumnType::Number,
                });
                let own = [ColumnType::Text, ColumnType::Int, ColumnType::Text];
                let columns: Vec<_> = names().zip(own.into_iter().chain(kinds)).collect();
                Out::Parquet(Box::new(Table::new(out, "facts", &columns).map_err(other)?))
            }
            Form::Sql => {
                writeln!(out, "{}BEGIN;", sql::schema())?;
                Out::Sql(out)
            }
            Form::Json => Out::Json(out),
        };
        Ok(Self { out })
    }

    /// Adds the facts of a patient.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn write(&mut self, patient: &str, facts: &[Fact]) -> io::Result<()> {
        let rows = facts.iter().flat_map(sql::rows);
        match &mut self.out {
            Out::Csv(out) => rows.map(|row| out.write_record(row.iter().map(plain))).try_for_each(|row| Ok(row?)),
            Out::Parquet(table) => {
                for row in rows {
                    table.push(row.iter().map(stored));
                }
                table.flush_if_full().map_err(other)
            }
            Out::Sql(out) => sql::insert(out, rows),
            Out::Json(out) => {
                let facts: Vec<_> = facts.iter().map(cel::fact).collect();
                writeln!(out, "{}", serde_json::json!({"patient": patient, "facts": facts}))
            }
        }
    }

    /// Writes what is held back, and gives the output back.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn finish(self) -> io::Result<W> {
        match self.out {
            Out::Csv(out) => out.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string())),
            Out::Parquet(table) => table.finish().map_err(other),
            Out::Sql(mut out) => {
                out.write_all(b"COMMIT;\n")?;
                Ok(out)
            }
            Out::Json(out) => Ok(out),
        }
    }
}

fn other(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Int(n) => n.to_string(),
        Cell::Number(x) => x.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

fn stored(cell: &Cell) -> Stored<'_> {
    match cell {
        Cell::Empty => Stored::Empty,
        Cell::Int(n) => Stored::Int(*n),
        Cell::Number(x) => Stored::Number(*x),
        Cell::Text(text) => Stored::Text(text),
    }
}
