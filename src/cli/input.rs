//! Which files there are to read.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use trial_extract::source::{self, Record};

/// One file, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// Endings of what is read in a folder, before `.gz` or `.zst`.
const ENDINGS: [&str; 7] = ["txt", "json", "jsonl", "ndjson", "xml", "csv", "tsv"];

/// The files behind what the command line names, in that order; a folder's sorted by path. Standard input where it
/// names nothing. What is missing comes out as an error in its place.
pub fn sources(named: &[PathBuf]) -> Result<Vec<Result<Source>>> {
    if named.is_empty() {
        ensure!(!io::stdin().is_terminal(), "no input: name a file or a folder, or pipe text in (`extract --help`)");
        return Ok(vec![Ok(Source::Stdin)]);
    }
    let mut found = Vec::new();
    for path in named {
        if path.as_os_str() == "-" {
            found.push(Ok(Source::Stdin));
        } else if path.is_dir() {
            match walk(path) {
                Ok(files) => found.extend(files.into_iter().map(|file| Ok(Source::File(file)))),
                Err(error) => found.push(Err(error)),
            }
        } else {
            found.push(Ok(Source::File(path.clone())));
        }
    }
    Ok(found)
}

/// Every document below a folder. Hidden files and folders are left alone, and links to folders are not followed.
fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("{}: can not be listed", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("{}: can not be listed", folder.display()))?;
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
            } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if is_document(&path) && path.is_file() {
                files.push(path);
            }
        }
    }
    if files.is_empty() {
        bail!("{}: the folder holds no documents (.{}, also .gz and .zst)", folder.display(), ENDINGS.join(", ."));
    }
    files.sort();
    Ok(files)
}

fn is_document(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    plain.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

impl Source {
    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Its size in bytes, 0 if that is not known.
    pub fn size(&self) -> u64 {
        match self {
            Self::Stdin => 0,
            Self::File(path) => fs::metadata(path).map_or(0, |data| data.len()),
        }
    }

    /// Its records, read as they are asked for. One that can not be opened gives its error.
    pub fn records(&self) -> Box<dyn Iterator<Item = Result<Record>>> {
        match self {
            Self::Stdin => Box::new(source::records("-", io::stdin()).map(|record| Ok(record?))),
            Self::File(path) => match fs::File::open(path) {
                Ok(file) => Box::new(source::records(&self.name(), file).map(|record| Ok(record?))),
                Err(error) => {
                    let error = anyhow::Error::new(error).context(format!("{} can not be read", path.display()));
                    Box::new(std::iter::once(Err(error)))
                }
            },
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_their_ending() {
        for name in ["a.txt", "b.JSON", "c.ndjson.gz", "d.csv.zst", "e.xml"] {
            assert!(is_document(Path::new(name)), "{name}");
        }
        for name in ["a.md", "txt", "b.gz", "c.ann", "d.txt.bak"] {
            assert!(!is_document(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_folder_is_walked_in_the_order_of_paths() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.txt", "b/a.txt", "a.json", ".hidden.txt", "notes.md"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let files = walk(folder.path()).unwrap();
        let names: Vec<_> =
            files.iter().map(|file| file.strip_prefix(folder.path()).unwrap().to_string_lossy()).collect();
        assert_eq!(names, ["a.json", "b/a.txt", "c.txt"]);
        fs::create_dir(folder.path().join("empty")).unwrap();
        assert!(walk(&folder.path().join("empty")).unwrap_err().to_string().contains("no documents"));
    }
}
