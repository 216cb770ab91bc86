//! The table as Parquet: one row group for every [`ROWS`] facts, compressed with Snappy. Limits are doubles there; their exact
//! digits are in `text`.

use std::io::Write;
use std::mem;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;

use super::columns::{COLUMNS, Cell, ColumnType, cells};
use super::{document_name, facts};
use crate::rule::Trial;

pub use ::parquet::errors::ParquetError;

/// Rows that are held back until they are written together.
const ROWS: usize = 50_000;

/// Writes facts as one Parquet file, which is complete only after [`ParquetWriter::finish`].
pub struct ParquetWriter<W: Write + Send> {
    out: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Starts the file.
    ///
    /// # Errors
    /// When `out` can not be written to.
    pub fn new(out: W) -> Result<Self, ParquetError> {
        let fields: String = COLUMNS.iter().map(|(name, kind)| format!("optional {};", field(name, *kind))).collect();
        let schema = parse_message_type(&format!("message facts {{ {fields} }}"))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { out, columns: COLUMNS.iter().map(|(_, kind)| Column::new(*kind)).collect(), rows: 0 })
    }

    /// Adds the facts of a trial; nothing where it has none.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn write(&mut self, trial: &Trial) -> Result<(), ParquetError> {
        let doc = document_name(trial);
        for fact in facts(trial) {
            for (column, cell) in self.columns.iter_mut().zip(cells(doc, &fact)) {
                column.push(cell);
            }
            self.rows += 1;
        }
        if self.rows >= ROWS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        if mem::take(&mut self.rows) == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for column in &mut self.columns {
            if let Some(mut out) = group.next_column()? {
                column.write(&mut out)?;
                out.close()?;
            }
        }
        group.close()?;
        Ok(())
    }

    /// Writes what is held back and the footer, and gives the output back.
    ///
    /// # Errors
    /// When the output can not be written to.
    pub fn finish(mut self) -> Result<W, ParquetError> {
        self.flush()?;
        self.out.into_inner()
    }
}

fn field(name: &str, kind: ColumnType) -> String {
    match kind {
        ColumnType::Text => format!("binary {name} (STRING)"),
        ColumnType::Place => format!("int32 {name}"),
        ColumnType::Number => format!("double {name}"),
        ColumnType::Flag => format!("boolean {name}"),
    }
}

/// The cells of one column: which are filled (1) or empty (0), and what the filled ones hold.
struct Column {
    filled: Vec<i16>,
    values: Values,
}

enum Values {
    /// All words behind one another, and where each ends.
    Text(Vec<u8>, Vec<usize>),
    Place(Vec<i32>),
    Number(Vec<f64>),
    Flag(Vec<bool>),
}

impl Column {
    fn new(kind: ColumnType) -> Self {
        let values = match kind {
            ColumnType::Text => Values::Text(Vec::new(), Vec::new()),
            ColumnType::Place => Values::Place(Vec::new()),
            ColumnType::Number => Values::Number(Vec::new()),
            ColumnType::Flag => Values::Flag(Vec::new()),
        };
        Self { filled: Vec::new(), values }
    }

    fn push(&mut self, cell: Cell<'_>) {
        let is_filled = match (&mut self.values, cell) {
            (Values::Text(words, ends), Cell::Text(Some(text))) => {
                words.extend_from_slice(text.as_bytes());
                ends.push(words.len());
                true
            }
            (Values::Place(places), Cell::Place(Some(place))) => {
                places.push(i32::try_from(place).unwrap_or(i32::MAX));
                true
            }
            (Values::Number(numbers), Cell::Number(Some(number))) => {
                // Digits to the nearest double, as any reader of the JSON would.
                numbers.push(number.to_string().parse().unwrap_or(f64::NAN));
                true
            }
            (Values::Flag(flags), Cell::Flag(Some(flag))) => {
                flags.push(flag);
                true
            }
            _ => false,
        };
        self.filled.push(i16::from(is_filled));
    }

    fn write(&mut self, out: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let filled = mem::take(&mut self.filled);
        match &mut self.values {
            Values::Text(words, ends) => {
                let words = ByteArray::from(mem::take(words));
                let mut start = 0;
                let slice = |end| {
                    let word = words.slice(start, end - start);
                    start = end;
                    word
                };
                let values: Vec<ByteArray> = mem::take(ends).into_iter().map(slice).collect();
                out.typed::<ByteArrayType>().write_batch(&values, Some(&filled), None)?;
            }
            Values::Place(values) => {
                out.typed::<Int32Type>().write_batch(&mem::take(values), Some(&filled), None)?;
            }
            Values::Number(values) => {
                out.typed::<DoubleType>().write_batch(&mem::take(values), Some(&filled), None)?;
            }
            Values::Flag(values) => {
                out.typed::<BoolType>().write_batch(&mem::take(values), Some(&filled), None)?;
            }
        }
        Ok(())
    }
}
