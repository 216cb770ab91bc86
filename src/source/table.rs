//! Tables with a text column.

use std::borrow::Cow;
use std::sync::Arc;

use super::field::{Column, Fields, column};
use super::record::{Lines, Name, sha256};
use super::{Document, Format, SourceError, text};

/// What the columns of a table hold.
#[derive(Debug)]
pub(super) struct Columns {
    delimiter: u8,
    text: usize,
    id: Option<usize>,
    columns: Vec<Option<Column>>,
}

/// The longest name a column may have: what is longer is a sentence.
const LONGEST_NAME: usize = 40;

/// Recognises a table by its first line: names of columns, one of which holds text.
pub(super) fn columns(peek: &[u8]) -> Option<Columns> {
    let bytes = peek.strip_prefix(b"\xef\xbb\xbf").unwrap_or(peek);
    let end = memchr::memchr2(b'\n', b'\r', bytes)?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let delimiter = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|&delimiter| memchr::memchr_iter(delimiter, line.as_bytes()).count())?;
    let names: Vec<Cow<'_, str>> =
        line.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"').into()).collect();
    if names.iter().any(|name| name.len() > LONGEST_NAME || name.ends_with([':', '.'])) {
        return None;
    }
    let found: Vec<Option<(Column, usize)>> = names.iter().map(|name| column(name)).collect();
    let best = |wanted: Column| {
        let ranked = found
            .iter()
            .enumerate()
            .filter_map(|(at, column)| column.filter(|(kind, _)| *kind == wanted).map(|(_, rank)| (rank, at)));
        ranked.min().map(|(_, at)| at)
    };
    let text = best(Column::Text)?;
    // A lone word is as likely the first line of a text, unless it can only be a name.
    if names.len() == 1 && !names[0].contains('_') {
        return None;
    }
    let id = best(Column::Id);
    Some(Columns {
        delimiter,
        text,
        id,
        columns: found.into_iter().map(|column| column.map(|(kind, _)| kind)).collect(),
    })
}

/// The rows of a table.
pub(super) struct Table<'a> {
    reader: csv::Reader<Box<dyn Lines + 'a>>,
    columns: Arc<Columns>,
}

impl<'a> Table<'a> {
    pub(super) fn new(reader: Box<dyn Lines + 'a>, columns: Columns) -> Self {
        let reader = csv::ReaderBuilder::new().delimiter(columns.delimiter).flexible(true).from_reader(reader);
        Self { reader, columns: Arc::new(columns) }
    }

    pub(super) fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.columns)
    }

    /// The next row that is not empty.
    pub(super) fn next(&mut self) -> Option<Result<csv::ByteRecord, csv::Error>> {
        let mut row = csv::ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(true) => Some(Ok(row)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

/// The document in a row.
pub(super) fn document(name: &Name, row: &csv::ByteRecord, columns: &Columns) -> Result<Document, SourceError> {
    let mut fields = Fields::default();
    for (column, cell) in columns.columns.iter().zip(row) {
        if let Some(Column::Registry(field)) = column {
            fields.set(*field, &String::from_utf8_lossy(cell));
        }
    }
    let (text, mut notes) = text::decode(name, row.get(columns.text).unwrap_or_default())?;
    notes.extend(fields.notes);
    let given = columns.id.and_then(|at| row.get(at)).map(|id| String::from_utf8_lossy(id).trim().to_owned());
    Ok(Document {
        name: name.file.clone(),
        id: given.filter(|id| !id.is_empty()).unwrap_or_else(|| name.id()),
        format: Format::Csv,
        sha256: sha256(row.as_slice()),
        text,
        registry: fields.registry,
        notes,
    })
}
