//! The table as Parquet. Limits are doubles there; their exact digits are in `text`.

use std::io::Write;

use super::columns::{self, COLUMNS, cells};
use super::{document_name, facts};
use crate::emit::parquet::{Cell, Table};
use crate::rule::Trial;

pub use crate::emit::parquet::ParquetError;

/// Writes facts as one Parquet file, which is complete only after [`ParquetWriter::finish`].
pub struct ParquetWriter<W: Write + Send> {
    table: Table<W>,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Starts the file.
    ///
    /// # Errors
    /// When `out` can not be written to.
    pub fn new(out: W) -> Result<Self, ParquetError> {
        Ok(Self { table: Table::new(out, "facts", &COLUMNS)? })
    }

    /// Adds the facts of a trial; nothing where it has none.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn write(&mut self, trial: &Trial) -> Result<(), ParquetError> {
        let doc = document_name(trial);
        for fact in facts(trial) {
            self.table.push(cells(doc, &fact).into_iter().map(cell));
        }
        self.table.flush_if_full()
    }

    /// Writes what is held back and the footer, and gives the output back.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn finish(self) -> Result<W, ParquetError> {
        self.table.finish()
    }
}

fn cell(cell: columns::Cell<'_>) -> Cell<'_> {
    match cell {
        columns::Cell::Text(text) => text.map_or(Cell::Empty, Cell::Text),
        columns::Cell::Place(place) => place.map_or(Cell::Empty, Cell::Place),
        columns::Cell::Number(number) => number.map_or(Cell::Empty, |n| Cell::Number(n.0)),
        columns::Cell::Flag(flag) => flag.map_or(Cell::Empty, Cell::Flag),
    }
}
