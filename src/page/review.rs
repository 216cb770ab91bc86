//! The review page of a trial.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::about::about;
use super::assets;
use super::bar::{Counts, bar};
use super::card::{card, name};
use super::height::height;
use super::legend::{help, legend};
use super::paint::{Paint, Placed, Stands};
use super::{notes, text};
use crate::check::standing;
use crate::emit::json::lay_out;
use crate::emit::plain;
use crate::emit::report::text_of;
use crate::review::{Decisions, subjects};
use crate::rule::{Criterion, Decided, DecisionState, Review, Role, Section, Trial};

/// What rows of criteria count as, with their mark.
const COVERAGES: [(&str, &str); 3] =
    [("computable", "● computable"), ("partial", "◐ partial"), ("narrative", "○ narrative")];

/// What other rows count as that are decided on.
const OTHER_ROWS: [(&str, &str); 2] = [("group", "groups"), ("other", "other rows")];

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
        notes::place(trial, &mut placed);
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
        let rows = self.rows_by_kind();
        html! {
            a.skip href="#rules" { "Skip to the rules" }
            header.top {
                div.title {
                    h1 { (title) }
                    p.counts {
                        (counts.total()) " criteria: " (bar(&counts))
                        @for (name, words) in OTHER_ROWS { @if let Some(&count) = rows.get(name) { " · " (count) " " (if count == 1 { words.trim_end_matches('s') } else { words }) } }
                    }
                    p.progress { span id="progress" role="status" {} }
                    button type="button" id="save" { "Save decisions" }
                    label.button { "Load decisions" input.sr type="file" id="load" accept=".json,application/json"; }
                    button type="button" id="help" aria-haspopup="dialog" { "Help " kbd { "?" } }
                }
                (self.filters())
            }
            (about(self.trial, &self.placed, &|id| self.starts.contains_key(id)))
            (legend(&self.paint.counts(&self.chars)))
            main id="rules" {
                p.how {
                    "Left is the text as written, right what was made of it. Point at either, or go through it with the arrow keys, "
                    "and what belongs to it lights up."
                }
                div.columns aria-hidden="true" { div { "The text as written" } div { "What it was taken to say" } }
                (self.rows())
                p.how id="nothing" hidden { "Nothing matches: no row has all that is asked for above." }
            }
            footer { p { (self.trial.generator.name) " " (self.trial.generator.version) " · " (self.trial.source.name) " · SHA-256 " code { (self.trial.source.sha256) } } }
            (help())
            // The rules as JSON, which are shown where they are asked for: as part of the page they would be a third of it.
            script type="application/json" id="json" { (PreEscaped(assets::json(&self.rules()))) }
        }
    }

    /// How many rows that are decided on there are of each kind.
    fn rows_by_kind(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for placed in self.placed.iter().filter(|placed| placed.is_subject()) {
            *counts.entry(placed.counts_as()).or_default() += 1;
        }
        counts
    }

    fn filters(&self) -> Markup {
        let subjects = || self.placed.iter().filter(|placed| placed.is_subject());
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for code in subjects().flat_map(|placed| &placed.codes) {
            *codes.entry(code).or_default() += 1;
        }
        let rows = self.rows_by_kind();
        let box_of = |name: &str, value: &str, words: &str, count: Option<&usize>| {
            html! {
                label {
                    input type="checkbox" name=(name) value=(value) checked; " " (words)
                    @if let Some(count) = count { " " small { (count) } }
                }
            }
        };
        html! {
            form.filters id="filters" role="search" aria-label="Filter and search" {
                input type="search" name="search" placeholder="Search" aria-label="Search text and rules";
                fieldset {
                    legend.sr { "Show by coverage" }
                    @for (kind, words) in COVERAGES.iter().chain(&OTHER_ROWS) {
                        @if let Some(count) = rows.get(kind) { (box_of("coverage", kind, words, Some(count))) }
                    }
                }
                fieldset {
                    legend.sr { "Show by section" }
                    (box_of("section", "inclusion", "inclusion", None))
                    (box_of("section", "exclusion", "exclusion", None))
                    @if subjects().any(|placed| placed.criterion.section.is_none()) {
                        (box_of("section", "none", "no section", None))
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

    /// The rule of each criterion that is decided on, as JSON to read.
    fn rules(&self) -> Vec<Option<String>> {
        let subjects = self.placed.iter().filter(|placed| placed.is_subject());
        subjects.map(|placed| placed.criterion.rule.as_ref().map(laid_out)).collect()
    }

    fn rows(&self) -> Markup {
        let start_of = |name: &str| self.starts.get(name).copied();
        let mut at = 0;
        let mut number = 0;
        html! {
            @for placed in &self.placed {
                @let criterion = placed.criterion;
                @let end = (criterion.span.end as usize).clamp(at, self.chars.len());
                @let is_subject = placed.is_subject();
                @let label = name(criterion);
                article.row.heading[criterion.role == Role::Heading] id=[criterion.id.as_deref()] aria-label=(label)
                    tabindex=[is_subject.then_some("0")] data-subject=[is_subject.then_some(number)]
                    data-coverage=(placed.counts_as()) data-section=(section(criterion.section))
                    data-depth=(placed.above.len().min(6)) data-tall=(height(placed))
                    data-codes=[is_subject.then(|| placed.codes.join(" ")).filter(|codes| !codes.is_empty())] {
                    div.text { (text::text(&self.chars, at, end, &self.paint)) }
                    div.card {
                        (card(placed, self.decided.get(criterion.key.as_str()).copied(), &start_of))
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

fn laid_out(rule: &impl Serialize) -> String {
    let json = serde_json::to_vec(rule).unwrap_or_default();
    String::from_utf8(lay_out(&json)).unwrap_or_default()
}

fn place<'a>(trial: &'a Trial, criterion: &'a Criterion, above: &mut Vec<&'a Criterion>, out: &mut Vec<Placed<'a>>) {
    let words = plain(criterion, &trial.concepts);
    out.push(Placed::new(criterion, above.clone(), words));
    above.push(criterion);
    criterion.criteria.iter().for_each(|nested| place(trial, nested, above, out));
    above.pop();
}

fn section(section: Option<Section>) -> &'static str {
    match section {
        Some(Section::Inclusion) => "inclusion",
        Some(Section::Exclusion) => "exclusion",
        None => "none",
    }
}
