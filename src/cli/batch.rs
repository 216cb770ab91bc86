//! Many inputs, a bounded part of them in memory at a time, worked on in parallel and given back in their order.

use std::iter;
use std::sync::Arc;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use trial_extract::source::{Input, Record};

use super::input::Source;

/// Bytes of records that are worked on before results are written. Results as JSON are some 20 times larger.
const SIZE: usize = 1 << 20;
/// Records that are taken at once, however small.
const COUNT: usize = 256;

/// One document to work on.
pub struct Job {
    /// It.
    pub input: Input,
    /// The file it is in, as it was named.
    pub path: Arc<str>,
    /// Whether there are other documents.
    pub several: bool,
}

/// A record and the file it is in.
type Placed = (Arc<str>, Record);

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Run {
    /// Documents that came out.
    pub documents: usize,
    /// Inputs that could not be read.
    pub failures: usize,
}

/// Calls `work` on every document, in parallel on `jobs` threads (all cores where 0), and `sink` on each result in the
/// order of the inputs. What can not be read is reported on stderr, and the others go on.
///
/// `several` says that there is more than one document even if the inputs look like one.
///
/// # Errors
/// When `sink` fails: nobody can take the results then.
pub fn run<R: Send>(
    sources: Vec<Result<Source>>,
    several: bool,
    jobs: usize,
    work: impl Fn(Job) -> Result<R> + Sync,
    mut sink: impl FnMut(R) -> Result<()>,
) -> Result<Run> {
    let bar = progress(&sources);
    let mut run = Run::default();
    let mut records = sources.into_iter().flat_map(|source| records(source, bar.clone()));
    let mut part = take(&mut records);
    let several = several || part.len() > 1;
    // A thread has the stack that the main one has: what works on one document works on many.
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(8 << 20);
    let pool = if several && jobs != 1 { Some(threads.build()?) } else { None };
    let work = |record: Result<Placed>| {
        let (path, record) = record?;
        work(Job { input: record.read()?, path, several })
    };
    let mut done: Vec<Result<R>> = Vec::new();
    while !part.is_empty() || !done.is_empty() {
        let (ready, next) = (std::mem::take(&mut done), std::mem::take(&mut part));
        let hand_over = || -> Result<()> {
            ready.into_iter().try_for_each(|result| match result {
                Ok(result) => {
                    run.documents += 1;
                    sink(result)
                }
                Err(error) => {
                    run.failures += 1;
                    bar.suspend(|| super::complain(&error));
                    Ok(())
                }
            })?;
            part = take(&mut records);
            Ok(())
        };
        match &pool {
            // What is done is written, and more is read, while the next part is worked on.
            Some(pool) => pool.in_place_scope(|scope| {
                scope.spawn(|_| done = next.into_par_iter().map(&work).collect());
                hand_over()
            })?,
            None => {
                done = next.into_iter().map(&work).collect();
                hand_over()?;
            }
        }
    }
    bar.finish_and_clear();
    Ok(run)
}

/// The records of a source; the bar moves on when it is read to its end.
fn records(source: Result<Source>, bar: ProgressBar) -> Box<dyn Iterator<Item = Result<Placed>>> {
    match source {
        Ok(source) => {
            let path: Arc<str> = source.name().into();
            let size = source.size();
            let end = iter::from_fn(move || {
                bar.inc(size);
                None
            });
            Box::new(source.records().map(move |record| Ok((path.clone(), record?))).chain(end))
        }
        Err(error) => Box::new(iter::once(Err(error))),
    }
}

/// The next records until they are large or many enough.
fn take(records: &mut impl Iterator<Item = Result<Placed>>) -> Vec<Result<Placed>> {
    let (mut taken, mut size) = (Vec::new(), 0);
    while taken.len() < COUNT && size < SIZE {
        let Some(record) = records.next() else { break };
        size += record.as_ref().map_or(0, |(_, record)| record.size());
        taken.push(record);
    }
    taken
}

/// A bar over the bytes of several files; hidden where stderr is no terminal.
fn progress(sources: &[Result<Source>]) -> ProgressBar {
    if sources.len() < 2 {
        return ProgressBar::hidden();
    }
    let total = sources.iter().flatten().map(Source::size).sum();
    let bar = ProgressBar::new(total);
    match ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
