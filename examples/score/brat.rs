//! Brat standoff files: where the texts and annotations of a folder are, and what an annotation says.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use trial_extract::rule::Span;

/// Characters with a label. Discontinuous ones have several fragments, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The label.
    pub label: String,
    /// In code points of the text.
    pub fragments: Vec<Span>,
}

impl Mention {
    /// One run of characters.
    pub fn new(label: &str, span: Span) -> Self {
        Self { label: label.to_owned(), fragments: vec![span] }
    }
}

/// A text and its annotations.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The file's name without its ending.
    pub name: String,
    /// The text.
    pub text_file: PathBuf,
    /// Its text-bound annotations, sorted, each once.
    pub mentions: Vec<Mention>,
}

/// Every text of the folder with its annotations, by name.
///
/// # Errors
/// A file can not be read, an annotation is malformed, or there is no pair of files.
pub fn read(folder: &Path) -> Result<Vec<Annotated>> {
    let beside = folder.join("ann");
    let (texts, annotations) =
        if beside.is_dir() { (folder.join("txt"), beside) } else { (folder.to_owned(), folder.to_owned()) };
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(&texts).with_context(|| texts.display().to_string())? {
        let text_file = entry?.path();
        let Some(name) = text_file.file_stem().and_then(|n| n.to_str()).map(str::to_owned) else { continue };
        let annotation_file = annotations.join(format!("{name}.ann"));
        if text_file.extension().is_none_or(|e| e != "txt") || !annotation_file.is_file() {
            continue;
        }
        let standoff = std::fs::read_to_string(&annotation_file)?;
        let mentions = mentions(&standoff).with_context(|| annotation_file.display().to_string())?;
        documents.push(Annotated { name, text_file, mentions });
    }
    if documents.is_empty() {
        bail!("{}: no .txt file has an .ann file", folder.display());
    }
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(documents)
}

/// The text-bound annotations, sorted, each once. Relations, events and notes are passed over.
pub fn mentions(standoff: &str) -> Result<Vec<Mention>> {
    let mut mentions = Vec::new();
    for line in standoff.lines().filter(|line| line.starts_with('T')) {
        let place = line.split('\t').nth(1).and_then(|p| p.split_once(' '));
        let (label, spans) = place.with_context(|| format!("no label and span: {line}"))?;
        let fragments: Option<Vec<Span>> = spans.split(';').map(fragment).collect();
        let fragments = fragments.with_context(|| format!("no span: {line}"))?;
        mentions.push(Mention { label: label.to_owned(), fragments });
    }
    mentions.sort();
    mentions.dedup();
    Ok(mentions)
}

/// "12 19".
fn fragment(written: &str) -> Option<Span> {
    let (start, end) = written.split_once(' ')?;
    Some(Span::new(start.parse().ok()?, end.parse().ok()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_has_a_label_and_one_or_more_fragments() {
        let standoff = "T1\tEq-Value 4 6\t18\nT2\tDrug-Name 0 4;10 15\tbeta block\nE1\tAge:T1\nR1\tHas Arg1:T1 Arg2:T2\n\
                        T3\tEq-Value 4 6\t18\n";
        let read = mentions(standoff).unwrap();
        assert_eq!(read.len(), 2, "relations and a second annotation of the same span count nothing");
        assert_eq!(read[0], Mention { label: "Drug-Name".into(), fragments: vec![Span::new(0, 4), Span::new(10, 15)] });
        assert_eq!(read[1], Mention::new("Eq-Value", Span::new(4, 6)));
    }

    #[test]
    fn a_mention_without_a_span_is_refused() {
        assert!(mentions("T1\tEq-Value\t18").is_err());
        assert!(mentions("T1\tEq-Value 4 x\t18").is_err());
    }

    #[test]
    fn files_lie_in_one_folder_or_in_two() {
        let write = |path: PathBuf, content: &str| std::fs::write(path, content).unwrap();
        let one = tempfile::tempdir().unwrap();
        write(one.path().join("b.txt"), "Age over 18");
        write(one.path().join("b.ann"), "T1\tAge 0 3\tAge\n");
        write(one.path().join("a.txt"), "not annotated");
        let read_one = read(one.path()).unwrap();
        assert_eq!(read_one.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["b"]);

        let two = tempfile::tempdir().unwrap();
        assert!(read(two.path()).is_err(), "nothing to score");
        std::fs::create_dir(two.path().join("txt")).unwrap();
        std::fs::create_dir(two.path().join("ann")).unwrap();
        write(two.path().join("txt/b.txt"), "Age over 18");
        write(two.path().join("ann/b.ann"), "T1\tAge 0 3\tAge\n");
        assert_eq!(read(two.path()).unwrap()[0].mentions, read_one[0].mentions);
    }
}
