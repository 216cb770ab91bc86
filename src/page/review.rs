//! The review page of a trial.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::assets;
use super::bar::{Counts, bar};
use super::card::{card, diagnostic, name, severity, verdict};
use super::height::height;
use super::legend::{help, legend};
use super::paint::{Paint, Placed, Stands};
use super::text;
use crate::check::standing::{self, Join};
use crate::emit::json::lay_out;
use crate::emit::plain;
use crate::emit::report::{diagnostics, text_of};
use crate::review::{Decisions, subjects};
use crate::rule::{Criterion, Decided, DecisionState, Review, Role, Section, Trial};

/// What the page's script needs to save decisions.
#[derive(Serialize)]
struct Data<'a> {
    /// The file to save, without decisions.
    file: Decisions,
    /// What is decided on, in the order of the cards.
    criteria: Vec<Subject<'a>>,
    /// What was decided before.
    review: Option<&'a Review>,
}

#[derive(Serialize)]
struct Subject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    key: &'a str,
    fingerprint: String,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<&'a str>,
}

/// The review page of a trial, as one file.
///
/// `text` is the document that the trial was made from; none where it was compiled before, and then the criteria stand
/// in the page alone. Decisions that the trial has are shown, and can be gone on with.
pub fn review(trial: &Trial, text: Option<&str>) -> String {
    let text = text.map_or_else(|| text_of(trial).into(), std::borrow::Cow::from);
    let criteria = subjects(trial).into_iter().map(|subject| Subject {
        id: subject.criterion.id.as_deref(),
        key: &subject.criterion.key,
        fingerprint: subject.fingerprint.to_string(),
        text: &subject.criterion.text,
        reading: subject.criterion.reading.as_deref(),
    });
    let data =
        Data { file: Decisions::none_on(&trial.source), criteria: criteria.collect(), review: trial.review.as_ref() };
    let title = title(trial);
    assets::page(
        &format!("{title} – review of its rules"),
        &Page::new(trial, &text).body(title),
        assets::REVIEW,
        Some(&data),
    )
}

/// What a trial is called: its registry number, or the file's name.
pub fn title(trial: &Trial) -> &str {
    let source = &trial.source;
    if source.id.is_empty() { &source.name } else { &source.id }
}

struct Page<'a> {
    trial: &'a Trial,
    chars: Vec<char>,
    placed: Vec<Placed<'a>>,
    /// Where the criterion with an id or a key begins.
    starts: HashMap<&'a str, u32>,
    paint: Paint,
    /// What was decided on the criterion with a key.
    decided: BTreeMap<&'a str, &'a Decided>,
}

impl<'a> Page<'a> {
    fn new(trial: &'a Trial, text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut placed = Vec::new();
        for criterion in &trial.criteria {
            place(trial, criterion, &mut Vec::new(), &mut placed);
        }
        // Both go through the criteria in the order of the outline.
        for (placed, standing) in placed.iter_mut().zip(standing::placed(trial)) {
            placed.stands = Stands { join: standing.join, alone: standing.alone };
        }
        placed.sort_by_key(|placed| placed.criterion.span.start);
        let mut starts = HashMap::new();
        for Placed { criterion, .. } in &placed {
            starts.insert(criterion.key.as_str(), criterion.span.start);
            starts.extend(criterion.id.as_deref().map(|id| (id, criterion.span.start)));
        }
        let paint = Paint::new(chars.len(), &placed, &|name| starts.get(name).copied());
        let decisions = trial.review.iter().flat_map(|review| &review.decisions);
        let decided = decisions.filter(|d| d.state != DecisionState::Gone).map(|d| (d.key.as_str(), d)).collect();
        Self { trial, chars, placed, starts, paint, decided }
    }

    fn body(&self, title: &str) -> Markup {
        let counts = Counts::of(self.trial);
        html! {
            a.skip href="#rules" { "Skip to the rules" }
            header.top {
                div.title {
                    h1 { (title) }
                    p { (bar(&counts)) }
                    p.progress { span id="progress" role="status" {} }
                    button type="button" id="save" { "Save decisions" }
                    label.button { "Load decisions" input.sr type="file" id="load" accept=".json,application/json"; }
                    button type="button" id="help" aria-haspopup="dialog" { "Help " kbd { "?" } }
                }
                (self.filters())
            }
            (self.about())
            (legend(&self.paint.counts(&self.chars)))
            main id="rules" {
                p.how {
                    "Left is the text as written, right what was made of it. Point at either, or go through it with the arrow keys, "
                    "and what belongs to it lights up."
                }
                div.columns aria-hidden="true" { div { "The text as written" } div { "What it was taken to say" } }
                (self.rows())
            }
            footer { p { (self.trial.generator.name) " " (self.trial.generator.version) " · " (self.trial.source.name) " · SHA-256 " code { (self.trial.source.sha256) } } }
            (help())
            // The rules as JSON, which are shown where they are asked for: as part of the page they would be a third of it.
            script type="application/json" id="json" { (PreEscaped(assets::json(&self.rules()))) }
        }
    }

    fn filters(&self) -> Markup {
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for located in diagnostics(self.trial) {
            *codes.entry(&located.diagnostic.code).or_default() += 1;
        }
        let box_of = |name: &str, value: &str, words: &str| {
            html! { label { input type="checkbox" name=(name) value=(value) checked; " " (words) } }
        };
        html! {
            form.filters id="filters" role="search" aria-label="Filter and search" {
                input type="search" name="search" placeholder="Search" aria-label="Search text and rules";
                fieldset {
                    legend.sr { "Show by coverage" }
                    (box_of("coverage", "computable", "● computable"))
                    (box_of("coverage", "partial", "◐ partial"))
                    (box_of("coverage", "narrative", "○ narrative"))
                    (box_of("coverage", "none", "no rule"))
                }
                fieldset {
                    legend.sr { "Show by section" }
                    (box_of("section", "inclusion", "inclusion"))
                    (box_of("section", "exclusion", "exclusion"))
                    @if self.placed.iter().any(|placed| placed.criterion.section.is_none()) {
                        (box_of("section", "none", "no section"))
                    }
                }
                select name="decision" aria-label="Show by decision" {
                    option value="" { "any decision" }
                    option value="open" { "to decide" }
                    option value="accepted" { "accepted" }
                    option value="wrong" { "wrong" }
                    option value="changed" { "to review again" }
                    option value="commented" { "with a comment" }
                }
                select name="code" aria-label="Show by diagnostic" {
                    option value="" { "any diagnostic" }
                    option value="*" disabled[codes.is_empty()] { "with a diagnostic" }
                    @for (code, count) in codes { option value=(code) { (code) " (" (count) ")" } }
                }
                button type="reset" { "Show all" }
                output id="shown" {}
            }
        }
    }

    /// What concerns the whole document: diagnostics, assumptions, decisions on what is gone.
    fn about(&self) -> Markup {
        let gone = self.trial.review.iter().flat_map(|review| &review.decisions);
        let gone: Vec<_> = gone.filter(|decided| decided.state == DecisionState::Gone).collect();
        html! {
            @if !self.trial.diagnostics.is_empty() || !self.trial.assumptions.is_empty() || !gone.is_empty() {
                section.about aria-label="About the whole document" {
                    @for found in &self.trial.diagnostics { (diagnostic(found, Some(found.span), &|id| self.starts.contains_key(id))) }
                    @for assumption in &self.trial.assumptions {
                        div.diagnostic.note data-code=(assumption.code) {
                            span.mark aria-hidden="true" { (severity(crate::rule::Severity::Note).1) }
                            div {
                                strong { "assumed" } ": " (assumption.message)
                                @if !assumption.criteria.is_empty() {
                                    " ("
                                    @for (i, id) in assumption.criteria.iter().enumerate() {
                                        @if i > 0 { ", " }
                                        a href={ "#" (id) } { (id) }
                                    }
                                    ")"
                                }
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

    /// The rule of each criterion that is decided on, as JSON to read.
    fn rules(&self) -> Vec<Option<String>> {
        let subjects = self.placed.iter().map(|placed| placed.criterion).filter(|criterion| is_subject(criterion));
        subjects.map(|criterion| criterion.rule.as_ref().map(laid_out)).collect()
    }

    fn rows(&self) -> Markup {
        let start_of = |name: &str| self.starts.get(name).copied();
        let mut at = 0;
        let mut number = 0;
        html! {
            @for placed in &self.placed {
                @let criterion = placed.criterion;
                @let end = (criterion.span.end as usize).clamp(at, self.chars.len());
                @let is_subject = is_subject(criterion);
                @let label = name(criterion);
                article.row.heading[criterion.role == Role::Heading] id=[criterion.id.as_deref()] aria-label=(label)
                    tabindex=[is_subject.then_some("0")] data-subject=[is_subject.then_some(number)]
                    data-coverage=(coverage(criterion)) data-section=(section(criterion.section))
                    data-depth=(placed.above.len().min(6)) data-tall=(height(placed)) {
                    div.text { (text::text(&self.chars, at, end, &self.paint)) }
                    div.card {
                        (card(placed, is_subject, self.decided.get(criterion.key.as_str()).copied(), &start_of))
                    }
                }
                ({ at = end; number += usize::from(is_subject); "" })
            }
            @if at < self.chars.len() {
                article.row.rest { div.text { (text::text(&self.chars, at, self.chars.len(), &self.paint)) } div.card {} }
            }
        }
    }
}

/// Whether a reviewer decides on it.
fn is_subject(criterion: &Criterion) -> bool {
    criterion.role != Role::Heading || criterion.rule.is_some()
}

fn laid_out(rule: &impl Serialize) -> String {
    let json = serde_json::to_vec(rule).unwrap_or_default();
    String::from_utf8(lay_out(&json)).unwrap_or_default()
}

fn place<'a>(trial: &'a Trial, criterion: &'a Criterion, above: &mut Vec<&'a Criterion>, out: &mut Vec<Placed<'a>>) {
    let nested: Vec<&str> = criterion.criteria.iter().filter_map(|nested| nested.id.as_deref()).collect();
    let words = criterion.rule.as_ref().map(|rule| plain(rule, &criterion.text, &trial.concepts, &nested));
    out.push(Placed { criterion, above: above.clone(), words, stands: Stands { join: Join::Other, alone: false } });
    above.push(criterion);
    criterion.criteria.iter().for_each(|nested| place(trial, nested, above, out));
    above.pop();
}

fn coverage(criterion: &Criterion) -> &'static str {
    use crate::rule::Coverage::{Computable, Narrative, Partial};
    match criterion.coverage {
        Some(Computable) => "computable",
        Some(Partial) => "partial",
        Some(Narrative) => "narrative",
        None => "none",
    }
}

fn section(section: Option<Section>) -> &'static str {
    match section {
        Some(Section::Inclusion) => "inclusion",
        Some(Section::Exclusion) => "exclusion",
        None => "none",
    }
}
