//! The table as CSV (RFC 4180): a header, commas, quotes where needed; an empty cell where there is nothing.

use std::io::{self, Write};

use super::columns::{COLUMNS, Cell, cells};
use super::{document_name, facts};
use crate::rule::Trial;

/// Writes facts as CSV, the header first.
pub struct CsvWriter<W: Write> {
    out: ::csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When `out` can not be written to.
    pub fn new(out: W) -> io::Result<Self> {
        let mut out = ::csv::Writer::from_writer(out);
        out.write_record(COLUMNS.map(|(name, _)| name))?;
        Ok(Self { out })
    }

    /// Writes the facts of a trial; nothing where it has none.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn write(&mut self, trial: &Trial) -> io::Result<()> {
        let doc = document_name(trial);
        for fact in facts(trial) {
            for cell in cells(doc, &fact) {
                match cell {
                    Cell::Text(text) => self.out.write_field(text.unwrap_or_default()),
                    Cell::Place(place) => self.out.write_field(place.map(|p| p.to_string()).unwrap_or_default()),
                    Cell::Number(number) => self.out.write_field(number.map(|n| n.to_string()).unwrap_or_default()),
                    Cell::Flag(flag) => self.out.write_field(flag.map(|f| f.to_string()).unwrap_or_default()),
                }?;
            }
            self.out.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    /// Writes what is still held back, and gives the output back.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}
