//! Which diagnostics stand in which row.

use std::collections::BTreeMap;

use super::paint::Placed;
use crate::rule::{Criterion, Diagnostic, Role, Span, Trial};

/// A diagnostic as a row has it.
#[derive(Debug, Clone)]
pub struct Note<'a> {
    /// The diagnostic.
    pub diagnostic: &'a Diagnostic,
    /// Its words in the document; none where it is said of several rows.
    pub span: Option<Span>,
    /// The rows below that it is said of, where it is not of this one.
    pub of: Vec<&'a str>,
    /// What is assumed because of it.
    pub assumed: Option<&'a str>,
}

/// Gives every criterion its diagnostics. What is said of several neighbours for the one reason that they stand in the
/// same group is said once, in the row of that group, so that it buries nothing else.
pub fn place<'a>(trial: &'a Trial, placed: &mut [Placed<'a>]) {
    let mut together: BTreeMap<(&str, &str), Vec<&'a str>> = BTreeMap::new();
    for Placed { criterion, above, .. } in placed.iter() {
        for diagnostic in &criterion.diagnostics {
            if let (Some(group), Some(id)) = (group_of(diagnostic, above), criterion.id.as_deref()) {
                together.entry((&group.key, &diagnostic.message)).or_default().push(id);
            }
        }
    }
    together.retain(|_, rows| rows.len() > 1);
    let mut said: BTreeMap<&str, Vec<Note<'a>>> = BTreeMap::new();
    for Placed { criterion, above, .. } in placed.iter() {
        for diagnostic in &criterion.diagnostics {
            let span = Some(diagnostic.span.shifted(criterion.span.start));
            let assumed = assumption(trial, criterion, diagnostic);
            let own = Note { diagnostic, span, of: Vec::new(), assumed };
            let group = group_of(diagnostic, above).filter(|_| criterion.id.is_some());
            let key = group.map(|group| (group.key.as_str(), diagnostic.message.as_str()));
            match key.and_then(|key| together.get(&key).map(|rows| (key.0, rows))) {
                None => said.entry(&criterion.key).or_default().push(own),
                Some((group, rows)) if criterion.id.as_deref() == rows.first().copied() => {
                    said.entry(group).or_default().push(Note { span: None, of: rows.clone(), ..own });
                }
                Some(_) => {}
            }
        }
    }
    for placed in placed.iter_mut() {
        placed.notes = said.remove(placed.criterion.key.as_str()).unwrap_or_default();
        placed.codes = placed.criterion.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
        let whole = trial.diagnostics.iter().filter(|diagnostic| contains(placed.criterion, diagnostic.span));
        placed.codes.extend(whole.map(|diagnostic| diagnostic.code.as_str()));
        placed.codes.sort_unstable();
        placed.codes.dedup();
    }
}

/// The group that a diagnostic is about more than about the criterion that has it.
fn group_of<'a>(diagnostic: &Diagnostic, above: &[&'a Criterion]) -> Option<&'a Criterion> {
    let group = above.last().copied().filter(|group| group.role == Role::Group || group.rule.is_some());
    group.filter(|_| diagnostic.code == "inferred-nesting")
}

/// What is assumed of a window that names no anchor.
fn assumption<'a>(trial: &'a Trial, criterion: &Criterion, diagnostic: &Diagnostic) -> Option<&'a str> {
    let names = |name: &String| *name == criterion.key || Some(name) == criterion.id.as_ref();
    let of_windows = trial.assumptions.iter().filter(|assumed| assumed.code == "index-date");
    let here = of_windows.filter(|_| diagnostic.code == "window-without-anchor");
    here.filter(|assumed| assumed.criteria.iter().any(names)).map(|assumed| assumed.message.as_str()).next()
}

fn contains(criterion: &Criterion, words: Span) -> bool {
    words.start < words.end && criterion.span.contains(words)
}
