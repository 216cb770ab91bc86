//! A stream to records: containers opened and split, nothing parsed yet.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use sha2::{Digest, Sha256};

use super::split::Values;
use super::table::{Columns, Table};
use super::{Document, Format, Input, SourceError, json, table, text, xml};
use crate::hash::hex;

/// How much of a stream is looked at to recognise it.
const PEEK: usize = 64 * 1024;
/// How many compressions may be nested.
const DEEPEST: usize = 3;

/// The bytes of one document, or a few, with what is needed to read them. [`Record::read`] is the expensive part, and
/// can be called on any thread.
#[derive(Debug)]
pub struct Record {
    name: Name,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Text(Vec<u8>),
    Json(Vec<u8>),
    Row(csv::ByteRecord, std::sync::Arc<Columns>),
}

/// Where a record comes from.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The file's name without its folder.
    pub(super) file: String,
    /// The record's number, from 1, if the file has several.
    pub(super) number: Option<u64>,
}

impl Name {
    /// For messages.
    pub(super) fn place(&self) -> String {
        self.number.map_or_else(|| self.file.clone(), |number| format!("{}, record {number}", self.file))
    }

    /// The id of a document that has none of its own.
    pub(super) fn id(&self) -> String {
        let packed = self.file.strip_suffix(".gz").or_else(|| self.file.strip_suffix(".zst")).unwrap_or(&self.file);
        let stem = packed.rsplit_once('.').map_or(packed, |(stem, _)| if stem.is_empty() { packed } else { stem });
        self.number.map_or_else(|| stem.to_owned(), |number| format!("{stem}-{number}"))
    }
}

impl Record {
    /// How many bytes are still to be decoded, for bounding how many records are held at a time.
    pub fn size(&self) -> usize {
        match &self.kind {
            Kind::Text(bytes) | Kind::Json(bytes) => bytes.len(),
            Kind::Row(row, _) => row.as_slice().len(),
        }
    }

    /// Decodes and parses.
    ///
    /// # Errors
    /// The bytes are no text, hold no criteria, or are broken.
    pub fn read(self) -> Result<Input, SourceError> {
        let Self { name, kind } = self;
        let document = match kind {
            Kind::Row(row, columns) => table::document(&name, &row, &columns)?,
            Kind::Json(bytes) => match json::input(&name, &bytes)? {
                Input::Document(document) => document,
                trial @ Input::Trial(_) => return Ok(trial),
            },
            Kind::Text(bytes) => {
                let (text, notes) = text::decode(&name, &bytes)?;
                if xml::looks_like(&text) {
                    xml::document(&name, &text, &bytes, notes)?
                } else {
                    let sha256 = sha256(&bytes);
                    Document {
                        name: name.file.clone(),
                        id: name.id(),
                        format: Format::Text,
                        sha256,
                        text,
                        notes,
                        ..Document::default()
                    }
                }
            }
        };
        if document.text.trim().is_empty() {
            return Err(SourceError::Empty {
                name: if document.id == name.id() { name.place() } else { format!("{}, {}", name.file, document.id) },
            });
        }
        Ok(Input::Document(document))
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

type Source<'a> = Box<dyn Read + Send + 'a>;
type Peeked<'a> = BufReader<Chain<Cursor<Vec<u8>>, Source<'a>>>;

/// The records of a stream.
pub struct Records<'a> {
    file: String,
    state: State<'a>,
    count: u64,
}

enum State<'a> {
    Unread(Source<'a>),
    Json(Box<Values<Peeked<'a>>>),
    Table(Box<Table<'a>>),
    Done,
}

impl std::fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("file", &self.file).field("count", &self.count).finish_non_exhaustive()
    }
}

/// Splits a stream into records. `name` is the file's name; its folder is dropped.
pub fn records<'a>(name: &str, reader: impl Read + Send + 'a) -> Records<'a> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    Records { file, state: State::Unread(Box::new(reader)), count: 0 }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let kind = match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return None,
                State::Unread(reader) => match self.open(reader, DEEPEST) {
                    Ok(None) => continue,
                    Ok(Some(kind)) => return Some(Ok(Record { name: self.name(false), kind })),
                    Err(error) => return Some(Err(error)),
                },
                State::Json(mut values) => match values.next() {
                    None if self.count == 0 => return Some(Err(self.empty())),
                    None => return None,
                    Some(Ok(bytes)) => {
                        let single = self.count == 0 && values.is_single();
                        self.state = State::Json(values);
                        self.count += 1;
                        return Some(Ok(Record { name: self.name(!single), kind: Kind::Json(bytes) }));
                    }
                    Some(Err(error)) => {
                        self.count += 1;
                        return Some(Err(self.broken(&error)));
                    }
                },
                State::Table(mut table) => match table.next() {
                    None if self.count == 0 => return Some(Err(self.empty())),
                    None => return None,
                    Some(row) => {
                        let columns = table.columns();
                        self.state = State::Table(table);
                        self.count += 1;
                        row.map(|row| Kind::Row(row, columns)).map_err(|error| self.broken(&error.to_string()))
                    }
                },
            };
            return Some(kind.map(|kind| Record { name: self.name(true), kind }));
        }
    }
}

impl<'a> Records<'a> {
    fn name(&self, numbered: bool) -> Name {
        Name { file: self.file.clone(), number: numbered.then_some(self.count) }
    }

    fn empty(&self) -> SourceError {
        SourceError::Empty { name: self.file.clone() }
    }

    fn broken(&self, reason: &str) -> SourceError {
        SourceError::Malformed { name: self.name(self.count > 0).place(), reason: reason.to_owned() }
    }

    /// Recognises the stream: either it is one record, or the state says how it goes on.
    fn open(&mut self, reader: Source<'a>, depth: usize) -> Result<Option<Kind>, SourceError> {
        let io = |source| SourceError::Io { name: self.file.clone(), source };
        let (peek, mut reader) = peek(reader).map_err(io)?;
        if depth > 0 && peek.starts_with(b"\x1f\x8b") {
            return self.open(Box::new(flate2::bufread::MultiGzDecoder::new(reader)), depth - 1);
        }
        if depth > 0 && peek.starts_with(b"\x28\xb5\x2f\xfd") {
            let decoder = zstd::stream::read::Decoder::with_buffer(reader).map_err(io)?;
            return self.open(Box::new(decoder), depth - 1);
        }
        if json::looks_like(&peek) {
            self.state = State::Json(Box::new(Values::new(reader, &peek)));
            return Ok(None);
        }
        if let Some(columns) = table::columns(&peek) {
            self.state = State::Table(Box::new(Table::new(Box::new(reader), columns)));
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(peek.len());
        reader.read_to_end(&mut bytes).map_err(io)?;
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return self.reopen_utf16(bytes);
        }
        Ok(Some(Kind::Text(bytes)))
    }

    /// UTF-16 can hold any of the text formats: those that are recognised in the decoded form are read from there.
    fn reopen_utf16(&mut self, bytes: Vec<u8>) -> Result<Option<Kind>, SourceError> {
        let (text, _) = text::decode(&self.name(false), &bytes)?;
        if json::looks_like(text.as_bytes()) || table::columns(text.as_bytes()).is_some() {
            return self.open(Box::new(Cursor::new(text.into_bytes())), 0);
        }
        Ok(Some(Kind::Text(bytes)))
    }
}

/// The first bytes of a stream, and the whole of it.
fn peek<'a>(mut reader: Source<'a>) -> io::Result<(Vec<u8>, Peeked<'a>)> {
    let mut peek = Vec::with_capacity(PEEK);
    reader.by_ref().take(PEEK as u64).read_to_end(&mut peek)?;
    let reader = BufReader::with_capacity(PEEK, Cursor::new(peek.clone()).chain(reader));
    Ok((peek, reader))
}

/// What splits can be read from.
pub(super) trait Lines: BufRead + Send {}
impl<T: BufRead + Send> Lines for T {}
