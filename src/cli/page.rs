//! Pages: of one trial to review it, of two what changed, of several an index, and in a folder all of them.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use trial_extract::diff::diff;
use trial_extract::page::{self, Entry};
use trial_extract::rule::Trial;
use trial_extract::source::read;

use super::batch::{self, Job};
use super::extract::Args;
use super::input::sources;
use super::output::Output;
use super::pipeline::Reading;
use super::review;

/// What one document came to.
enum Done {
    /// The page of the only one.
    Page(String),
    /// A line of the index.
    Entry(Entry),
    /// A line of the index and the page it leads to.
    Both(Box<Trial>, String),
}

/// Runs it.
pub fn run(args: &Args) -> Result<u8> {
    let folder = args.to.path().filter(|path| is_folder(path));
    let decisions = args.review.read()?;
    if decisions.is_empty()
        && folder.is_none()
        && let Some((old, new)) = two(&args.files, args.reading)?
    {
        return write(args.to.path(), &page::changes(&old, &new, &diff(&old, &new)));
    }
    let sources = sources(&args.files)?;
    let several = sources.len() > 1 || folder.is_some() || args.files.iter().any(|file| file.is_dir());
    let work = |Job { input, several, .. }: Job| -> Result<Done> {
        let (mut trial, text) = args.reading.check(input);
        review::put(&mut trial, &decisions, several, args.quiet);
        Ok(match (several, folder) {
            (false, _) => Done::Page(page::review(&trial, text.as_deref())),
            (true, None) => Done::Entry(Entry::new(&trial, None)),
            (true, Some(_)) => {
                let page = page::review(&trial, text.as_deref());
                Done::Both(Box::new(trial), page)
            }
        })
    };
    if let Some(folder) = folder {
        fs::create_dir_all(folder).with_context(|| format!("{} can not be made", folder.display()))?;
    }
    let mut entries = Vec::new();
    let mut names = HashSet::new();
    let mut only = None;
    let run = batch::run(sources, several, args.jobs, work, |done| {
        match (done, folder) {
            (Done::Page(page), _) => only = Some(page),
            (Done::Entry(entry), _) => entries.push(entry),
            (Done::Both(trial, page), Some(folder)) => {
                let name = file_name(&trial, &mut names);
                write(Some(&folder.join(&name)), &page)?;
                entries.push(Entry::new(&trial, Some(name)));
            }
            (Done::Both(..), None) => {}
        }
        Ok(())
    })?;
    if run.documents > 0 {
        let page = only.unwrap_or_else(|| page::index(&entries));
        match folder {
            Some(folder) => write(Some(&folder.join("index.html")), &page)?,
            None => write(args.to.path(), &page)?,
        };
    }
    Ok(if run.failures > 0 { super::FAILED } else { super::DONE })
}

/// Whether pages are to be written into it: it is a folder, or has no ending that says it is a file.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || (!path.exists() && path.extension().is_none() && path.as_os_str() != "-")
}

/// The trials, where the command line names two files of one trial each.
fn two(files: &[PathBuf], reading: Reading) -> Result<Option<(Trial, Trial)>> {
    let [old, new] = files else { return Ok(None) };
    if [old, new].iter().any(|file| !file.is_file()) {
        return Ok(None);
    }
    let one = |path: &Path| -> Result<Option<Trial>> {
        let name = path.display().to_string();
        let bytes = fs::read(path).with_context(|| format!("{name} can not be read"))?;
        let mut inputs = read(&name, &bytes).with_context(|| format!("{name} can not be read"))?;
        Ok((inputs.len() == 1).then(|| reading.check(inputs.remove(0)).0))
    };
    Ok(one(old)?.zip(one(new)?))
}

/// A name of its own for the page of a trial, safe on every file system.
fn file_name(trial: &Trial, taken: &mut HashSet<String>) -> String {
    let source = &trial.source;
    let title = if source.id.is_empty() { &source.name } else { &source.id };
    let safe: String =
        title.chars().take(80).map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    // The index itself has that name, and case does not tell files apart everywhere.
    let safe = if safe.is_empty() || safe.eq_ignore_ascii_case("index") { format!("trial_{safe}") } else { safe };
    let numbered = |n: usize| if n == 1 { format!("{safe}.html") } else { format!("{safe}.{n}.html") };
    let mut n = 1;
    while !taken.insert(numbered(n).to_lowercase()) {
        n += 1;
    }
    numbered(n)
}

fn write(path: Option<&Path>, page: &str) -> Result<u8> {
    if path.is_some_and(Path::is_dir) {
        bail!("{} is a folder", path.unwrap_or(Path::new("")).display());
    }
    let mut out = Output::open(path)?;
    out.write_all(page.as_bytes())?;
    out.finish()?;
    Ok(super::DONE)
}
