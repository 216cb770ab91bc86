//! A table of many trials: how much of each a program can decide, and what was found in it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::assets;
use super::bar::{Counts, bare};
use super::review::title;
use crate::emit::report::diagnostics;
use crate::rule::Trial;

/// What the index says of one trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    title: String,
    name: String,
    counts: Counts,
    severities: [usize; 3],
    codes: BTreeMap<String, usize>,
    /// How many criteria are decided, and how many there are to decide, where decisions came with the trial.
    reviewed: Option<(usize, usize)>,
    /// The page of the trial, relative to the index.
    page: Option<String>,
}

impl Entry {
    /// What there is to say of a trial. `page` is its review page's place, relative to the index, if there is one.
    pub fn new(trial: &Trial, page: Option<String>) -> Self {
        let (mut severities, mut codes) = ([0; 3], BTreeMap::new());
        for located in diagnostics(trial) {
            severities[located.diagnostic.severity as usize] += 1;
            *codes.entry(located.diagnostic.code.clone()).or_default() += 1;
        }
        let (title, name) = (title(trial).to_owned(), trial.source.name.clone());
        let reviewed = trial.review.as_ref().map(|review| (review.decided, review.criteria));
        Self { title, name, counts: Counts::of(trial), severities, codes, reviewed, page }
    }
}

/// The index of trials, in the order given, as one file.
pub fn index(entries: &[Entry]) -> String {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for code in entries.iter().flat_map(|entry| entry.codes.keys()) {
        *codes.entry(code).or_default() += 1;
    }
    let reviewed = entries.iter().any(|entry| entry.reviewed.is_some());
    let body = html! {
        header.top {
            div.title {
                h1 { (entries.len()) " trials" }
                form.filters id="filters" role="search" aria-label="Filter the trials" {
                    input type="search" name="search" placeholder="Search names" aria-label="Search names";
                    select name="code" aria-label="Show by diagnostic" {
                        option value="" { "any diagnostic" }
                        @for (code, count) in codes { option value=(code) { (code) " (" (count) " trials)" } }
                    }
                    button type="reset" { "Show all" }
                    output id="shown" {}
                }
            }
        }
        main {
            table.index id="trials" role="table" {
                caption.sr { "Trials, how much of each a program can decide, and their diagnostics" }
                thead role="rowgroup" { tr role="row" { (columns(reviewed)) } }
                tbody role="rowgroup" {
                    @for (place, entry) in entries.iter().enumerate() { (row(place, entry, reviewed)) }
                }
            }
        }
    };
    assets::page(&format!("{} trials", entries.len()), &body, assets::INDEX, None::<&()>)
}

/// Headings that sort: by the text of the first column, by the numbers of the others.
fn columns(reviewed: bool) -> Markup {
    let columns = ["trial", "criteria", "share %", "computable", "partial", "narrative", "errors", "warnings", "notes"];
    html! {
        @for (i, name) in columns.into_iter().chain(reviewed.then_some("decided %")).enumerate() {
            th scope="col" role="columnheader" aria-sort=[(i == 0).then_some("none")] {
                button type="button" data-column=(i) { (name) span.arrow aria-hidden="true" {} }
            }
        }
        th scope="col" role="columnheader" { "diagnostics" }
    }
}

fn row(place: usize, entry: &Entry, reviewed: bool) -> Markup {
    let Entry { title, name, counts, severities: [notes, warnings, errors], codes, reviewed: progress, page } = entry;
    let numbers = [counts.computable, counts.partial, counts.narrative, *errors, *warnings, *notes];
    html! {
        tr role="row" data-place=(place) {
            th scope="row" role="rowheader" {
                @match page {
                    Some(page) => a href=(page) { (title) },
                    None => (title),
                }
                @if !name.starts_with(title.as_str()) { " " small { (name) } }
            }
            td role="cell" { (counts.total()) }
            td role="cell" { (bare(counts)) " " (counts.percent()) }
            @for number in numbers { td.zero[number == 0] role="cell" { (number) } }
            @if reviewed {
                @match progress {
                    Some((decided, criteria)) => {
                        td.zero[*decided == 0] role="cell" title={ (decided) " of " (criteria) " criteria decided" } {
                            (if *criteria == 0 { 100 } else { decided * 100 / criteria })
                        }
                    }
                    None => td.zero role="cell" title="no decisions" { "0" },
                }
            }
            td.codes role="cell" {
                @for (i, (code, count)) in codes.iter().enumerate() {
                    @if i > 0 { ", " }
                    code { (code) @if *count > 1 { " ×" (count) } }
                }
            }
        }
    }
}
