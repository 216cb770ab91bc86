//! The disease a trial is about: what "the disease" means, and what "other autoimmune disease" is other than.
//!
//! It is the condition that the inclusion criteria demand most plainly: by a classification, or as a demand of its
//! own. Where two are alike there is none: nothing is guessed. It does not depend on the order of the criteria.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::lex::{Entry, Kind};
use crate::rule::{CodePoints, ConceptRef, Criterion, Leaf, LeafKind, Node, NodeSpan, Section, Span};

use super::clause::also_having;
use super::concept::{ConceptTable, has_member};
use super::leaves::each_deep_leaf;
use super::other_class::put_others;
use crate::words::{self, DEMANDED_DISEASE_WORDS, ILLNESS_WORDS, OWN_DISEASE_WORDS};

/// The id of "the disease", "disease activity" and the like.
const STUDY_DISEASE: &str = "study_disease";

/// The mark of a leaf whose words say "other", until the target is known.
pub const OTHER: &str = "other";

/// The disease a trial is about, and where the text says so.
#[derive(Clone)]
struct Target {
    entry: Entry,
    criterion: String,
    key: String,
    span: Span,
    text: String,
}

/// Puts the trial's disease where the rules speak of it; gives the ids of the criteria that do.
pub fn put_target(criteria: &mut [Criterion], concepts: &mut ConceptTable) -> Vec<String> {
    let target = target(criteria);
    let mut touched = Vec::new();
    for criterion in criteria.iter_mut() {
        put(criterion, target.as_ref(), concepts, &mut touched);
    }
    put_others(criteria, target.is_some());
    touched
}

/// The most plainly demanded condition, if one stands alone.
fn target(criteria: &[Criterion]) -> Option<Target> {
    let mut weights: BTreeMap<String, (u32, Target)> = BTreeMap::new();
    for criterion in criteria.iter().filter(|c| c.section == Some(Section::Inclusion)) {
        for leaf in criterion.rule.iter().flat_map(demanded) {
            let Some((id, concept)) = leaf.concept.as_ref().and_then(|c| Some((c.id.clone()?, c))) else { continue };
            if leaf.kind != LeafKind::Condition || id == STUDY_DISEASE {
                continue;
            }
            let Some(entry) = Entry::find(Kind::Condition, &id) else { continue };
            let weight = if leaf.method.is_empty() { 1 } else { 3 };
            let owner = criterion.id.clone().unwrap_or_default();
            let (span, text) = (concept.span.span(), concept.text.clone());
            let said = Target { entry, criterion: owner, key: criterion.key.clone(), span, text };
            let seen = weights.entry(id).or_insert_with(|| (0, said.clone()));
            // Whichever order the criteria stand in, it is the same one that is quoted.
            if said.key < seen.1.key {
                seen.1 = said;
            }
            seen.0 += weight;
        }
    }
    let most = weights.values().map(|(w, _)| *w).max()?;
    let best: Vec<Target> = weights.into_values().filter(|(w, _)| *w == most).map(|(_, target)| target).collect();
    // Of a disease and a form of it, demanded alike, it is the disease.
    let above = |target: &Target| best.iter().all(|t| t.entry == target.entry || has_member(target.entry, t.entry));
    let at = best.iter().position(above)?;
    best.into_iter().nth(at)
}

/// The leaves a rule demands of everybody: the rule itself, or the parts of an `all`.
fn demanded(rule: &Node) -> Vec<&Leaf> {
    match rule {
        Node::Leaf(leaf) => vec![leaf],
        Node::All { of, .. } => of.iter().filter_map(leaf_of).collect(),
        // "four of the ACR criteria or the EULAR/ACR criteria for SLE": each way to it is the same disease.
        Node::Any { of, .. } => {
            let disease = of.iter().filter_map(leaf_of).find(|leaf| leaf.kind == LeafKind::Condition);
            let same = |leaf: &Leaf| disease_of(leaf).is_some() && disease_of(leaf) == disease.and_then(disease_of);
            disease.filter(|_| of.iter().all(|n| leaf_of(n).is_some_and(same))).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn leaf_of(node: &Node) -> Option<&Leaf> {
    match node {
        Node::Leaf(leaf) => Some(leaf),
        _ => None,
    }
}

/// The id of the disease a leaf demands: a condition, or the criteria that classify one.
fn disease_of(leaf: &Leaf) -> Option<&str> {
    let id = leaf.concept_id()?;
    if leaf.kind == LeafKind::Condition {
        return Some(id);
    }
    // How many criteria are met is a score, with the id of their classification before `_score`.
    Entry::find(Kind::Method, id.strip_suffix("_score")?)?.classified()
}

fn put(criterion: &mut Criterion, target: Option<&Target>, concepts: &mut ConceptTable, touched: &mut Vec<String>) {
    let mut used = false;
    if let Some(rule) = &mut criterion.rule {
        let (text, section) = (&criterion.text, criterion.section);
        let points = OnceCell::new();
        each_deep_leaf(rule, &mut |leaf| {
            leave_general(leaf, text, &points, section);
            used |= put_on(leaf, target, concepts);
        });
    }
    if used {
        touched.extend(criterion.id.clone());
    }
    criterion.criteria.iter_mut().for_each(|c| put(c, target, concepts, touched));
}

/// Takes the trial's disease from a leaf that speaks of diseases in general.
///
/// | the trial's | any |
/// |---|---|
/// | *the* disease, *active* disease, progression *of* disease | any disease, serious uncontrolled disease |
/// | patients with severe disease (demanded) | three-vessel disease, diseases |
/// | | clinically significant disease *or condition* |
fn leave_general(leaf: &mut Leaf, text: &str, points: &OnceCell<CodePoints>, section: Option<Section>) {
    let Some(concept) = leaf.concept.as_mut().filter(|c| c.id.as_deref() == Some(STUDY_DISEASE)) else { return };
    let word = concept.text.to_lowercase();
    if !matches!(word.as_str(), "disease" | "diseases") || concept.span.criterion().is_some() {
        return;
    }
    let span = concept.span.span();
    let (before, rest) = text.split_at(points.get_or_init(|| CodePoints::of(text)).byte(span.start));
    let after = &rest[concept.text.len().min(rest.len())..];
    let last = before.trim_end().rsplit(|c: char| c.is_whitespace() || "-(/".contains(c)).next();
    let last = last.unwrap_or("").to_lowercase();
    let demanded = section != Some(Section::Exclusion);
    let own = word == "disease"
        && (OWN_DISEASE_WORDS.contains(&last.as_str())
            || is_staged(before)
            || demanded && (DEMANDED_DISEASE_WORDS.contains(&last.as_str()) || before.trim().is_empty()))
        && !among_others(before, after)
        || after.trim_start_matches(['-', ' ']).starts_with("free");
    if !own {
        concept.id = None;
    }
}

/// Whether a stage stands last ("stage C", "grade 3").
fn is_staged(before: &str) -> bool {
    let word = before.split_whitespace().rev().nth(1).unwrap_or("").to_lowercase();
    matches!(word.as_str(), "stage" | "grade" | "class")
}

/// Whether a disease stands among illnesses of every kind ("disease or condition", "infection or disease").
fn among_others(before: &str, after: &str) -> bool {
    is_joined_to_illness(after.split_whitespace()) || is_joined_to_illness(before.split_whitespace().rev())
}

/// Whether the nearest words are a conjunction and then an illness of any kind.
fn is_joined_to_illness<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.next().is_some_and(|w| matches!(w.to_lowercase().as_str(), "or" | "and" | "and/or"))
        && words.next().is_some_and(|w| ILLNESS_WORDS.contains(&bare(w).as_str()))
}

/// Resolves one leaf; true if the target was used.
fn put_on(leaf: &mut Leaf, target: Option<&Target>, concepts: &mut ConceptTable) -> bool {
    let said_other = leaf.qualifiers.iter().any(|q| q == OTHER);
    leaf.qualifiers.retain(|q| q != OTHER);
    if said_other && leaf.concept_id() == Some(STUDY_DISEASE) {
        // "other significant disease" is any but the one the trial is about.
        if let Some(concept) = &mut leaf.concept {
            concept.id = None;
        }
        return false;
    }
    let Some(target) = target else { return false };
    if leaf.concept_id() == Some(STUDY_DISEASE) {
        if let Some(concept) = &mut leaf.concept {
            concept.id = Some(concepts.note(target.entry).to_owned());
        }
        return true;
    }
    let class = leaf.concept_id().and_then(|id| Entry::find(Kind::Condition, id));
    // Of thousands of cancers the class names some.
    let cancer = |class: Entry| {
        let name = target.entry.name().to_lowercase();
        matches!(class.id(), "malignancy" | "neoplasm") && words::CANCER_ENDINGS.iter().any(|end| name.ends_with(end))
    };
    if !said_other || !class.is_some_and(|class| has_member(class, target.entry) || cancer(class)) {
        return false;
    }
    let span = NodeSpan::Elsewhere { criterion: target.criterion.clone(), span: target.span };
    let mut own = Leaf::new(LeafKind::Condition, span.clone());
    own.concept = Some(ConceptRef {
        id: Some(concepts.note(target.entry).to_owned()),
        text: target.text.clone(),
        span: span.clone(),
        open: false,
        examples: Vec::new(),
    });
    also_having(leaf, Node::Not { of: Box::new(own.into()), span });
    true
}
