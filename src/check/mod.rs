//! Diagnostics across rules, from the rules alone.
//!
//! What one criterion's words leave open is said while it is read; here stands what only shows when rules are looked
//! at as rules: contradictions, repetitions, gaps, references to nothing. One file a lint, in [`lints`].

pub mod codes;
pub mod limit;
pub mod lints;
pub mod signature;
pub mod standing;
mod view;

use crate::rule::{Criterion, Diagnostic, Trial};
use crate::source::Registry;
use view::{Finding, Findings, View};

/// Everything the lints find, in the order of the text, with absolute spans.
///
/// `registry` is what the registry says in fields of its own; limits of age in the text are compared with it.
pub fn check(trial: &Trial, registry: Option<&Registry>) -> Vec<Diagnostic> {
    find(trial, registry).into_iter().map(|finding| finding.diagnostic).collect()
}

/// Runs the lints and puts what they find where it belongs: into the criterion that it concerns, with spans relative
/// to that, or into the root.
pub fn annotate(trial: &mut Trial, registry: Option<&Registry>) {
    let mut by_owner = std::collections::BTreeMap::<usize, Vec<Diagnostic>>::new();
    for Finding { owner, diagnostic } in find(trial, registry) {
        match owner {
            Some(owner) => by_owner.entry(owner).or_default().push(diagnostic),
            None => trial.diagnostics.push(diagnostic),
        }
    }
    let mut place = 0;
    give(&mut trial.criteria, &mut place, &mut by_owner);
}

fn give(
    criteria: &mut [Criterion],
    place: &mut usize,
    by_owner: &mut std::collections::BTreeMap<usize, Vec<Diagnostic>>,
) {
    for criterion in criteria {
        let start = criterion.span.start;
        for mut diagnostic in by_owner.remove(place).unwrap_or_default() {
            diagnostic.span.start = diagnostic.span.start.saturating_sub(start);
            diagnostic.span.end = diagnostic.span.end.saturating_sub(start);
            criterion.diagnostics.push(diagnostic);
        }
        *place += 1;
        give(&mut criterion.criteria, place, by_owner);
    }
}

fn find(trial: &Trial, registry: Option<&Registry>) -> Vec<Finding> {
    let view = View::new(trial, registry);
    let mut findings = Findings::default();
    for lint in lints::LINTS {
        (lint.run)(&view, &mut findings);
    }
    // What reading the criterion has said already is not said again.
    findings.all.retain(|f| {
        let said = |d: &Diagnostic| d.code == f.diagnostic.code;
        !f.owner.is_some_and(|at| view.placed[at].criterion.diagnostics.iter().any(said))
            && !trial.diagnostics.contains(&f.diagnostic)
    });
    findings.all.sort_by(|a, b| {
        (a.diagnostic.span, &a.diagnostic.code, &a.diagnostic.message).cmp(&(
            b.diagnostic.span,
            &b.diagnostic.code,
            &b.diagnostic.message,
        ))
    });
    findings.all.dedup();
    findings.all
}
