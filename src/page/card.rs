//! What the page says of one criterion: its rule in words, its diagnostics, and what a reviewer decides.

use maud::{Markup, html};

use super::about::links;
use super::notes::Note;
use super::outline::outline;
use super::paint::{Placed, Stands, absolute};
use super::partial;
use crate::check::codes::explain;
use crate::check::standing::Join;
use crate::rule::{
    Coverage, Criterion, Decided, DecisionState, Node, NodeSpan, Reads, ReviewedPart, Role, Section, Severity,
};

/// The card of a criterion.
pub fn card(placed: &Placed<'_>, decided: Option<&Decided>, start_of: &impl Fn(&str) -> Option<u32>) -> Markup {
    let Placed { criterion, above, words, stands, notes, .. } = placed;
    let at = |place: &NodeSpan| absolute(place, criterion, start_of);
    html! {
        header {
            @if let Some(id) = &criterion.id { span.id { (id) } }
            span.lead { (lead(criterion, above.last().copied(), *stands)) }
            // What a group's rows say of themselves is not said of the group again.
            @if let Some(coverage) = criterion.coverage.filter(|_| criterion.role != Role::Group) { (chip(coverage)) }
        }
        @if let Some(group) = above.iter().rev().find(|group| group.role == Role::Group) {
            p.under { "under " @if let Some(id) = &group.id { a href={ "#" (id) } { (id) } " " } (start(&group.text)) }
        }
        @if let Some(line) = words { div.words { (outline(line, &at)) } }
        @if criterion.coverage == Some(Coverage::Partial) { (partial::why(criterion, words.as_ref())) }
        @if let Some(decided) = decided.filter(|decided| decided.state == DecisionState::Changed) { (again(decided)) }
        @for note in notes { (diagnostic(note, &|id| start_of(id).is_some())) }
        @if placed.is_subject() {
            div.decide role="group" aria-label={ "Your decision on " (name(criterion)) } {
                (decide())
                @if criterion.rule.is_some() {
                    details.more {
                        summary { "Rule" span.sr { " of " (name(criterion)) " in notation and as JSON" } }
                    }
                }
            }
        }
    }
}

/// What a person calls a criterion.
pub fn name(criterion: &Criterion) -> String {
    criterion.id.clone().unwrap_or_else(|| format!("“{}”", start(&criterion.text)))
}

/// The first words of a text.
pub fn start(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words: String = line.chars().take(60).collect();
    if words.len() < line.len() {
        words.push('…');
    }
    words
}

/// What the criterion does, in a word or two. One of several ways to meet the group above it is neither demanded nor
/// excluded on its own.
fn lead(criterion: &Criterion, above: Option<&Criterion>, stands: Stands) -> String {
    let group = above.filter(|group| group.role == Role::Group);
    let id = group.and_then(|group| group.id.as_deref());
    if let (Some(id), Role::Criterion | Role::Group, false) = (id, criterion.role, stands.alone) {
        let counted = group.is_some_and(|group| matches!(group.rule, Some(Node::AtLeast { .. })));
        return match stands.join {
            Join::Any if counted => format!("counts towards {id}:"),
            Join::Any => format!("one way to meet {id}:"),
            Join::All => format!("needed for {id}:"),
            Join::Other => format!("part of {id}:"),
        };
    }
    does(criterion).to_owned()
}

fn does(criterion: &Criterion) -> &'static str {
    match (criterion.role, criterion.section, criterion.reads) {
        (Role::Heading, ..) => "heading",
        (Role::Definition, ..) => "says what words mean",
        (Role::Permission, ..) => "allowed",
        (Role::Note, ..) => "note, no rule",
        (_, _, Some(Reads::Excludes)) | (_, Some(Section::Exclusion), None) => "excludes if:",
        (_, _, Some(Reads::Requires)) | (_, Some(Section::Inclusion), None) => "must hold:",
        (_, None, None) => "in no section:",
    }
}

/// How much of it a program can decide, with a mark that needs no colour.
pub fn chip(coverage: Coverage) -> Markup {
    let (class, mark, title) = match coverage {
        Coverage::Computable => ("computable", "●", "a program can decide all of it"),
        Coverage::Partial => ("partial", "◐", "a program can decide some of it"),
        Coverage::Narrative => ("narrative", "○", "no program can decide it"),
    };
    html! { span class={ "chip " (class) } title=(title) { span aria-hidden="true" { (mark) } " " (class) } }
}

/// A diagnostic where it belongs, linked to its words.
pub fn diagnostic(note: &Note<'_>, is_id: &impl Fn(&str) -> bool) -> Markup {
    let Note { diagnostic, span, of, assumed } = note;
    let (word, mark) = severity(diagnostic.severity);
    html! {
        div class={ "diagnostic " (word) } data-code=(diagnostic.code) data-a=[span.map(|s| s.start)] data-z=[span.map(|s| s.end)] {
            span.mark aria-hidden="true" { (mark) }
            div {
                strong { (word) } @if !of.is_empty() { " on each of " (links(of)) }
                ": " (linked(&diagnostic.message, is_id))
                @if let Some(assumed) = assumed { ". " strong { "Assumed" } ": " (assumed) }
                @if let Some(help) = &diagnostic.help { ". " span.help { (help) } }
                details {
                    summary { code { (diagnostic.code) } }
                    @if let Some(code) = explain(&diagnostic.code) { p { (code.explanation) } }
                }
            }
        }
    }
}

/// A message in which the ids of criteria lead to them.
fn linked(message: &str, is_id: &impl Fn(&str) -> bool) -> Markup {
    html! {
        @for word in message.split_inclusive(' ') {
            @let id = word.trim_end_matches([' ', ',', ';', ':', '.']);
            @if id.contains(|c: char| c.is_ascii_digit()) && is_id(id) {
                a href={ "#" (id) } { (id) } (word[id.len()..])
            } @else { (word) }
        }
    }
}

/// The word for a severity and a mark for it.
pub const fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "✖"),
        Severity::Warning => ("warning", "▲"),
        Severity::Note => ("note", "ℹ"),
    }
}

/// That a decision does not hold any more, and why.
fn again(decided: &Decided) -> Markup {
    let parts: Vec<&str> = decided
        .changed
        .iter()
        .map(|part| match part {
            ReviewedPart::Text => "its words",
            ReviewedPart::Rule => "its rule",
            ReviewedPart::Context => "what it has from above (section, heading or group)",
        })
        .collect();
    html! {
        div.again {
            p {
                span.mark aria-hidden="true" { "↻" } strong { " To review again: " } (parts.join(", "))
                " changed since it was " (verdict(decided)) "."
            }
            @if let Some(text) = &decided.text { p { "The words were: " q { (text) } } }
            @if let Some(reading) = &decided.reading { p { "It read: " code { (reading) } } }
        }
    }
}

/// What was decided, as a participle.
pub fn verdict(decided: &Decided) -> &'static str {
    match decided.verdict {
        Some(crate::rule::Verdict::Accepted) => "accepted",
        Some(crate::rule::Verdict::Wrong) => "marked wrong",
        None => "commented on",
    }
}

fn decide() -> Markup {
    html! {
        button type="button" data-do="accepted" aria-pressed="false" { span aria-hidden="true" { "✓ " } "Accept" }
        button type="button" data-do="wrong" aria-pressed="false" { span aria-hidden="true" { "✗ " } "Wrong" }
        button type="button" data-do="comment" aria-expanded="false" { span aria-hidden="true" { "✎ " } "Comment" }
    }
}
