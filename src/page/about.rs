//! What concerns the whole document, at the top of its page: first what a reader should look at, then what is worth
//! knowing.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::card::{diagnostic, name, severity, verdict};
use super::notes::Note;
use super::paint::Placed;
use crate::check::codes::explain;
use crate::rule::{Criterion, DecisionState, Severity, Trial};

/// Errors and warnings of the rows, with links to them; diagnostics of the whole; assumptions; decisions on what is gone.
pub fn about(trial: &Trial, placed: &[Placed<'_>], is_id: &impl Fn(&str) -> bool) -> Markup {
    let gone = trial.review.iter().flat_map(|review| &review.decisions);
    let gone: Vec<_> = gone.filter(|decided| decided.state == DecisionState::Gone).collect();
    let serious = serious(placed);
    let mut whole: Vec<_> = trial.diagnostics.iter().collect();
    whole.sort_by_key(|found| std::cmp::Reverse(found.severity));
    html! {
        @if !(serious.is_empty() && whole.is_empty() && trial.assumptions.is_empty() && gone.is_empty()) {
            section.about aria-label="About the whole document" {
                @for ((severity, code), of) in serious.iter().rev() { (in_rows(*severity, code, of)) }
                @for found in whole {
                    (diagnostic(&Note { diagnostic: found, span: Some(found.span), of: Vec::new(), assumed: None }, is_id))
                }
                @for assumption in &trial.assumptions {
                    div.diagnostic.note data-code=(assumption.code) {
                        span.mark aria-hidden="true" { (severity(Severity::Note).1) }
                        div {
                            strong { "assumed" } ": " (assumption.message)
                            @if !assumption.criteria.is_empty() { " (" (links(&assumption.criteria)) ")" }
                        }
                    }
                }
                @if !gone.is_empty() {
                    details.gone open {
                        summary { "Decisions on " (gone.len()) " criteria that are gone" }
                        ul {
                            @for decided in gone {
                                li {
                                    @if let Some(id) = &decided.id { strong { (id) } " " }
                                    (verdict(decided)) ": " q { (decided.text.as_deref().unwrap_or_default()) }
                                    @if let Some(comment) = &decided.comment { " – " (comment) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The criteria that have an error or a warning, by code.
fn serious<'a>(placed: &[Placed<'a>]) -> BTreeMap<(Severity, &'a str), Vec<&'a Criterion>> {
    let mut found: BTreeMap<(Severity, &str), Vec<&Criterion>> = BTreeMap::new();
    for Placed { criterion, .. } in placed {
        for diagnostic in criterion.diagnostics.iter().filter(|found| found.severity > Severity::Note) {
            let of = found.entry((diagnostic.severity, &diagnostic.code)).or_default();
            if of.last().is_none_or(|last| last.key != criterion.key) {
                of.push(criterion);
            }
        }
    }
    found
}

fn in_rows(level: Severity, code: &str, of: &[&Criterion]) -> Markup {
    let (word, mark) = severity(level);
    html! {
        div class={ "diagnostic " (word) } {
            span.mark aria-hidden="true" { (mark) }
            div {
                strong { (word) } ": " (explain(code).map_or(code, |code| code.title)) " ("
                @for (i, criterion) in of.iter().enumerate() {
                    @if i > 0 { ", " }
                    @match &criterion.id {
                        Some(id) => a href={ "#" (id) } { (id) },
                        None => (name(criterion)),
                    }
                }
                ")"
            }
        }
    }
}

/// Ids that lead to their rows.
pub fn links<T: AsRef<str>>(ids: &[T]) -> Markup {
    html! {
        @for (i, id) in ids.iter().enumerate() {
            @if i > 0 { ", " }
            a href={ "#" (id.as_ref()) } { (id.as_ref()) }
        }
    }
}
