//! Tables as Parquet: one row group for every [`ROWS`] rows, compressed with Snappy. Decimals are doubles there.

use std::io::Write;
use std::mem;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;
use rust_decimal::Decimal;

pub use ::parquet::errors::ParquetError;

/// Rows that are held back until they are written together.
const ROWS: usize = 50_000;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Words.
    Text,
    /// A place in a document.
    Place,
    /// A whole number.
    Int,
    /// A decimal.
    Number,
    /// True or false.
    Flag,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    Text(&'a str),
    Place(u32),
    Int(i64),
    Number(Decimal),
    Flag(bool),
}

/// Writes one table, whose file is complete only after [`Table::finish`].
pub(super) struct Table<W: Write + Send> {
    out: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
}

impl<W: Write + Send> Table<W> {
    /// Starts the file.
    pub(super) fn new(out: W, name: &str, columns: &[(&str, ColumnType)]) -> Result<Self, ParquetError> {
        let fields: String = columns.iter().map(|(name, kind)| format!("optional {};", field(name, *kind))).collect();
        let schema = parse_message_type(&format!("message {name} {{ {fields} }}"))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { out, columns: columns.iter().map(|(_, kind)| Column::new(*kind)).collect(), rows: 0 })
    }

    /// Adds a row, which is held back until [`Table::flush_if_full`].
    pub(super) fn push<'a>(&mut self, row: impl IntoIterator<Item = Cell<'a>>) {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell);
        }
        self.rows += 1;
    }

    /// Writes the rows that are held back, if there are enough for a row group.
    pub(super) fn flush_if_full(&mut self) -> Result<(), ParquetError> {
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
    pub(super) fn finish(mut self) -> Result<W, ParquetError> {
        self.flush()?;
        self.out.into_inner()
    }
}

fn field(name: &str, kind: ColumnType) -> String {
    match kind {
        ColumnType::Text => format!("binary {name} (STRING)"),
        ColumnType::Place => format!("int32 {name}"),
        ColumnType::Int => format!("int64 {name}"),
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
    Int(Vec<i64>),
    Number(Vec<f64>),
    Flag(Vec<bool>),
}

impl Column {
    fn new(kind: ColumnType) -> Self {
        let values = match kind {
            ColumnType::Text => Values::Text(Vec::new(), Vec::new()),
            ColumnType::Place => Values::Place(Vec::new()),
            ColumnType::Int => Values::Int(Vec::new()),
            ColumnType::Number => Values::Number(Vec::new()),
            ColumnType::Flag => Values::Flag(Vec::new()),
        };
        Self { filled: Vec::new(), values }
    }

    fn push(&mut self, cell: Cell<'_>) {
        let is_filled = match (&mut self.values, cell) {
            (Values::Text(words, ends), Cell::Text(text)) => {
                words.extend_from_slice(text.as_bytes());
                ends.push(words.len());
                true
            }
            (Values::Place(places), Cell::Place(place)) => {
                places.push(i32::try_from(place).unwrap_or(i32::MAX));
                true
            }
            (Values::Int(numbers), Cell::Int(number)) => {
                numbers.push(number);
                true
            }
            (Values::Number(numbers), Cell::Number(number)) => {
                // Digits to the nearest double, as any reader of the JSON would.
                numbers.push(number.to_string().parse().unwrap_or(f64::NAN));
                true
            }
            (Values::Flag(flags), Cell::Flag(flag)) => {
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
            Values::Int(values) => {
                out.typed::<Int64Type>().write_batch(&mem::take(values), Some(&filled), None)?;
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
