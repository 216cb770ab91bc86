//! Bytes to characters.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::record::Name;
use super::{Note, NoteKind, SourceError};

/// What the first bytes of common binary files are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"RIFF", "a RIFF media file"),
    (b"OggS", "an Ogg media file"),
    (b"ID3", "an MP3 file"),
];

/// Decodes UTF-8 or UTF-16 (by byte-order mark), and takes everything else for Windows-1252, saying so.
pub(super) fn decode(name: &Name, bytes: &[u8]) -> Result<(String, Vec<Note>), SourceError> {
    let binary = |reason| SourceError::Binary { name: name.place(), reason };
    if let Some((_, reason)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(binary(reason));
    }
    let mut notes = Vec::new();
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(UTF_16LE, rest, &mut notes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(UTF_16BE, rest, &mut notes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            decode_bytes(bytes, &mut notes).map_err(binary)?
        }
    };
    let nuls = memchr::memchr_iter(0, text.as_bytes()).count();
    if nuls * 100 > text.len() {
        return Err(binary("too many NUL bytes"));
    }
    if nuls > 0 {
        let message = format!("the text has {nuls} NUL character{}; they are kept", if nuls == 1 { "" } else { "s" });
        notes.push(Note { kind: NoteKind::Nul, message });
    }
    Ok((text, notes))
}

fn decode_utf16(encoding: &'static encoding_rs::Encoding, bytes: &[u8], notes: &mut Vec<Note>) -> String {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    if errors {
        let message = format!("some characters are no valid {} and were replaced", encoding.name());
        notes.push(Note { kind: NoteKind::Encoding, message });
    }
    text.into_owned()
}

fn decode_bytes(bytes: &[u8], notes: &mut Vec<Note>) -> Result<String, &'static str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let controls = bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)).count();
    if controls * 20 > bytes.len() {
        return Err("too many control bytes");
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let message = "the bytes are no UTF-8; they were read as Windows-1252".to_owned();
    notes.push(Note { kind: NoteKind::Encoding, message });
    Ok(text.into_owned())
}
