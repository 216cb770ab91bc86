//! Files of patients: which of them a folder holds, and what is in one once gzip or zstd is opened.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Endings of what is read in a folder, before `.gz` or `.zst`.
const ENDINGS: [&str; 3] = [".json", ".ndjson", ".jsonl"];

/// The files below a folder that can hold patients, sorted by path. Hidden files and folders are left alone, and links to
/// folders are not followed.
pub(super) fn files_of(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().to_lowercase();
            if name.starts_with('.') {
            } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            } else if is_read(&name) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files
}

fn is_read(name: &str) -> bool {
    let opened = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(name);
    ENDINGS.iter().any(|ending| opened.ends_with(ending))
}

/// The bytes of a file, or of standard input for `-`.
pub(super) fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path)?;
    }
    let mut opened = Vec::new();
    match bytes[..] {
        [0x1f, 0x8b, ..] => flate2::bufread::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut opened)?,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            zstd::stream::read::Decoder::with_buffer(&bytes[..])?.read_to_end(&mut opened)?
        }
        _ => return Ok(bytes),
    };
    Ok(opened)
}
