//! The outline's items to criteria: their numbers, keys, rules and the formula that combines them. Those with others nested in them
//! are in `group_item.rs`.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::grammar::{Chunk, ChunkKind, chunk};
use crate::hash::hex;
use crate::lex::{Lexed, lex};
use crate::outline::{Item, Outline, Role as ItemRole};
use crate::rule::{
    Assumption, CodePoints, Criterion, Diagnostic, Node, Population, Reads, Role, Section, Severity, Span,
};

use super::arms::arms;
use super::concept::ConceptTable;
use super::context::Context;
use super::explained::Explained;
use super::inherited::{Inherited, anchor_windows};
use super::joint;
use super::leaves::{add_status, add_times};
use super::narrative::{has_phrase, padded};
use super::of_head::{OfHead, name_by_head, of_heading};
use super::population::{Combined, combine};
use super::sense::Introduced;
use super::target::put_target;
use super::unplaced;
use super::used::used;
use super::wording::contradiction;

/// What lowering a document gives.
#[derive(Debug)]
pub struct Lowered {
    /// How the criteria combine; `None` where the text does not say which include.
    pub eligibility: Option<Node>,
    /// How those of each population do, where headings name several.
    pub populations: Vec<Population>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The concepts used.
    pub concepts: ConceptTable,
    /// The defaults taken.
    pub assumptions: Vec<Assumption>,
    /// What concerns the document as a whole, with absolute spans.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers every item of an outline.
pub fn lower(text: &str, outline: &Outline) -> Lowered {
    let mut lowering = Lowering {
        text,
        points: CodePoints::of(text),
        concepts: ConceptTable::default(),
        keys: HashMap::new(),
        introduced: Introduced::of(text),
        explained: Explained::of(text),
        headings: HashMap::new(),
        unanchored: Vec::new(),
        in_years: Vec::new(),
    };
    let mut numbers = [0u32; 3];
    let of_arms = arms(text, &outline.items);
    let items = outline.items.iter().zip(of_arms);
    let mut criteria: Vec<Criterion> = items.map(|(item, of_some)| lowering.top(item, of_some, &mut numbers)).collect();
    let targeted = put_target(&mut criteria, &mut lowering.concepts);
    lowering.concepts.keep(&used(&criteria));
    let alternatives = joint::alternatives(&criteria);
    joint::tell(&mut criteria, &alternatives);
    let mut diagnostics = Vec::new();
    let Combined { eligibility, populations, shared } =
        combine(text, outline, &criteria, &alternatives, &mut diagnostics);
    let assumptions = lowering.assumptions(targeted, shared);
    Lowered { eligibility, populations, criteria, concepts: lowering.concepts, assumptions, diagnostics }
}

/// A document while it is lowered.
pub(super) struct Lowering<'t> {
    pub(super) text: &'t str,
    points: CodePoints,
    pub(super) concepts: ConceptTable,
    keys: HashMap<String, u32>,
    pub(super) introduced: Introduced<'t>,
    /// The abbreviations that it explains.
    explained: Explained<'t>,
    /// The keys of the headings, by where they start.
    headings: HashMap<usize, String>,
    /// Criteria with a window that names no anchor.
    unanchored: Vec<String>,
    /// Criteria with an age that names no unit.
    pub(super) in_years: Vec<String>,
}

impl<'t> Lowering<'t> {
    fn top(&mut self, item: &Item, of_some: bool, numbers: &mut [u32; 3]) -> Criterion {
        let numbered = item.role == ItemRole::Item;
        let (letter, slot) = match item.section {
            Some(Section::Inclusion) => ("I", 0),
            Some(Section::Exclusion) => ("E", 1),
            None => ("C", 2),
        };
        let id = numbered.then(|| {
            numbers[slot] += 1;
            format!("{letter}{}", numbers[slot])
        });
        self.item(item, id, &Inherited { of_some, ..Inherited::default() })
    }

    /// The lexemes of a text, with what the document says of them.
    pub(super) fn lexed(&self, text: &'t str) -> Lexed<'t> {
        let mut lexed = lex(text);
        self.explained.tell(&mut lexed);
        lexed
    }

    fn item(&mut self, item: &Item, id: Option<String>, inherited: &Inherited) -> Criterion {
        let text = &self.text[item.text.clone()];
        let normal = padded(text);
        let mut criterion = Criterion {
            id: id.clone(),
            key: self.key(item.section, normal.trim_matches(' ')),
            label: item.label.as_ref().map(|l| self.text[l.clone()].to_owned()),
            section: item.section,
            heading: item.heading.iter().map(|h| self.text[h.text.clone()].to_owned()).collect(),
            span: self.points.span(&item.text),
            text: text.to_owned(),
            role: match item.role {
                ItemRole::Heading => Role::Heading,
                ItemRole::Note => Role::Note,
                ItemRole::Item => Role::Criterion,
            },
            inferred: item.inferred.is_some(),
            coverage: None,
            reads: None,
            reading: None,
            rule: None,
            mentions: Vec::new(),
            criteria: Vec::new(),
            diagnostics: Vec::new(),
        };
        if item.role == ItemRole::Heading {
            self.headings.insert(item.text.start, criterion.key.clone());
        }
        if item.role != ItemRole::Item {
            let lexed = self.lexed(text);
            criterion.mentions = Context::new(&lexed, item.section, &mut self.concepts).unsaid_drugs(None);
        }
        if item.role == ItemRole::Item {
            if item.children.is_empty() {
                self.leaf_item(item, inherited, &normal, &mut criterion);
            } else {
                self.group_item(item, inherited, &mut criterion);
            }
            if let Some(inference) = item.inferred {
                criterion.diagnostics.push(Diagnostic {
                    code: "inferred-nesting".to_owned(),
                    severity: Severity::Note,
                    message: format!("the place of this item is inferred: {}", inference.reason()),
                    span: Span::new(0, criterion.span.end - criterion.span.start),
                    help: None,
                });
            }
            if criterion.diagnostics.iter().any(|d| d.code == "window-without-anchor") {
                self.unanchored.extend(id);
            }
        }
        criterion
    }

    /// A criterion without nested ones.
    fn leaf_item(&mut self, item: &Item, inherited: &Inherited, normal: &str, criterion: &mut Criterion) {
        let text = &self.text[item.text.clone()];
        let lexed = self.lexed(text);
        let chunks = chunk(&lexed);
        let mut of = inherited.of.clone().or_else(|| self.of_heading(item, &chunks));
        let mut context = Context::new(&lexed, item.section, &mut self.concepts);
        context.narrates = has_phrase(normal).into();
        context.exposed = inherited.exposure;
        context.decide_senses(&chunks, &mut self.introduced);
        // What is part of a group is taken as the group is.
        let own = criterion.section == Some(Section::Exclusion)
            && criterion.id.as_deref().is_some_and(|id| !id.contains('.'));
        criterion.reads = if own { context.demanding(&chunks) } else { None };
        context.demand |= criterion.reads == Some(Reads::Requires);
        context.excluding &= !context.demand;
        if inherited.each.denied {
            (context.demand, context.excluding) = (false, true);
        }
        let limits = of.as_ref().and_then(|of| context.limits_of_head(&chunks, of));
        let chunks = limits.unwrap_or_else(|| {
            of = None;
            chunks
        });
        context.of_head.clone_from(&of);
        let mut rule = context.block(&chunks);
        if let (Some(rule), Some(of)) = (&mut rule, &of) {
            name_by_head(rule, of);
        }
        if let Some(rule) = &mut rule {
            anchor_windows(rule, inherited.anchor.as_ref());
            inherited.each.say_of(rule);
            add_times(rule, &inherited.times);
            add_status(rule, inherited.status);
            context.define(rule);
            context.tolerances(rule);
            context.tell_risks(rule);
            context.open_fragments(rule);
            context.open_misnamed(rule);
            context.settle_numbers_of_diseases(rule);
            context.open_headless(rule);
            context.tell_unknown_names(rule, item.section == Some(Section::Inclusion));
        }
        if inherited.anchor.is_some() {
            context.diagnostics.retain(|d| d.code != "window-without-anchor");
        }
        rule.iter().for_each(|rule| {
            context.age_groups(rule);
            context.unheard(rule);
        });
        context.account(rule.as_ref());
        criterion.coverage = Some(context.coverage(rule.as_ref()));
        criterion.diagnostics = std::mem::take(&mut context.diagnostics);
        let length = criterion.span.end - criterion.span.start;
        criterion.diagnostics.extend(criterion.reads.map(|reads| contradiction(reads, text, length)));
        criterion.mentions = context.unsaid_drugs(rule.as_ref());
        self.in_years.extend(criterion.id.clone().filter(|_| context.in_years));
        if let Some(rule) = &mut rule {
            let limits = context.lost_limits(&chunks, &criterion.diagnostics, Some(&*rule));
            unplaced::place(rule, &criterion.diagnostics, limits, text);
        }
        criterion.rule = rule;
    }

    /// What the heading directly above an item names, where the item opens with a limit.
    fn of_heading(&self, item: &Item, chunks: &[Chunk]) -> Option<OfHead> {
        let limit = |c: &Chunk| matches!(c.kind, ChunkKind::Quantity(_) | ChunkKind::Time(_));
        let heading = item.heading.last().filter(|_| chunks.first().is_some_and(limit))?;
        let text = &self.text[heading.text.clone()];
        of_heading(text, &self.lexed(text), self.headings.get(&heading.text.start)?)
    }

    pub(super) fn children(&mut self, item: &Item, inherited: &Inherited, criterion: &mut Criterion) {
        let mut number = 0;
        for (child, of_arm) in item.children.iter().zip(arms(self.text, &item.children)) {
            let id = (child.role == ItemRole::Item).then(|| {
                number += 1;
                format!("{}.{number}", criterion.id.as_deref().unwrap_or("C"))
            });
            let arm = || Inherited { of_some: true, ..inherited.clone() };
            let of_arm = of_arm.then(arm);
            let child = self.item(child, id, of_arm.as_ref().unwrap_or(inherited));
            criterion.criteria.push(child);
        }
    }

    /// A hash of section and words, in normal form; equal ones get an ordinal.
    fn key(&mut self, section: Option<Section>, normal: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(match section {
            Some(Section::Inclusion) => "i ",
            Some(Section::Exclusion) => "e ",
            None => "- ",
        });
        hash.update(normal);
        let key = hex(&hash.finalize()[..6]);
        let count = self.keys.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key}-{count}") }
    }

    fn assumptions(&mut self, targeted: Vec<String>, shared: Vec<String>) -> Vec<Assumption> {
        let unanchored = std::mem::take(&mut self.unanchored);
        let in_years = std::mem::take(&mut self.in_years);
        let rows = [
            ("age-in-years", "an age without a unit is in years", in_years),
            ("index-date", "a window that names no anchor is counted back from the index date", unanchored),
            (
                "target-disease",
                "\"the disease\" and \"other\" diseases refer to the one the inclusion criteria demand",
                targeted,
            ),
            ("shared-criteria", "a criterion under no population's heading holds for each of them", shared),
        ];
        let taken = rows.into_iter().filter(|(_, _, criteria)| !criteria.is_empty());
        taken
            .map(|(code, message, criteria)| Assumption {
                code: code.to_owned(),
                message: message.to_owned(),
                criteria,
            })
            .collect()
    }
}
