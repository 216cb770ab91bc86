//! One fact a line, every column on each, so that a reader that samples a few lines finds them all.

use std::io::{self, Write};
use std::sync::LazyLock;

use super::columns::{COLUMNS, Cell, cells};
use super::{document_name, facts};
use crate::rule::Trial;

/// The columns' names as they stand before each cell: `{"doc":`, `,"criterion":`, …
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let before = |i| if i == 0 { '{' } else { ',' };
    COLUMNS.iter().enumerate().map(|(i, (name, _))| format!("{}\"{name}\":", before(i))).collect()
});

/// Writes the facts of a trial; a trial without any gives one line that names the document.
///
/// # Errors
/// When `out` can not be written to.
pub fn write_ndjson(out: &mut impl Write, trial: &Trial) -> io::Result<()> {
    let doc = document_name(trial);
    let facts = facts(trial);
    let mut line = Vec::with_capacity(512 * facts.len().max(1));
    for fact in &facts {
        for (name, cell) in NAMES.iter().zip(cells(doc, fact)) {
            line.extend_from_slice(name.as_bytes());
            write_cell(&mut line, cell)?;
        }
        line.extend_from_slice(b"}\n");
    }
    if facts.is_empty() {
        line.extend_from_slice(b"{\"doc\":");
        write_cell(&mut line, Cell::Text(Some(doc)))?;
        line.extend_from_slice(b"}\n");
    }
    out.write_all(&line)
}

fn write_cell(line: &mut Vec<u8>, cell: Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Text(Some(text)) => serde_json::to_writer(line, text)?,
        Cell::Place(Some(place)) => serde_json::to_writer(line, &place)?,
        Cell::Number(Some(number)) if number.0.scale() == 0 && !number.0.is_sign_negative() => {
            // Most numbers are small and whole; what formats a decimal takes many times as long.
            match u64::try_from(number.0) {
                Ok(whole) => serde_json::to_writer(line, &whole)?,
                Err(_) => write!(line, "{number}")?,
            }
        }
        Cell::Number(Some(number)) => write!(line, "{number}")?,
        Cell::Flag(Some(flag)) => line.extend_from_slice(if flag { b"true" } else { b"false" }),
        _ => line.extend_from_slice(b"null"),
    }
    Ok(())
}
