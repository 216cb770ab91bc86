//! "Other" before a class, where the criterion does not name what the others are other than.
//!
//! | words | rule |
//! |---|---|
//! | *other* anticoagulants | `all(drug anticoagulant, ‹other: …›)`: who takes one is for a person to decide |
//! | warfarin or *other* anticoagulants | as it was: what is named before is left out, and is meant as well |
//! | *another* statin besides pravastatin | as it was: it says what is left out |
//! | warfarin excludes, and so do *other* anticoagulants | as it was, wherever in the section it is named |
//! | *other* viral infection | the disease, and a note, where nothing says which disease the trial is about |
//! | *additional* active malignancy, where the inclusion criteria name cancers | `all(condition malignancy, ‹additional: …›)` |
//!
//! Near misses: "any *other investigational drug*" and "*concurrent* use of other statins", other than the one under study,
//! which nobody has had yet; "other drugs", of no class. What a disease is other than is the trial's own (`target`), where
//! the text says which that is.

use std::collections::BTreeMap;

use crate::lex::{Entry, Kind};
use crate::rule::{
    Anchor, CodePoints, Coverage, Criterion, Diagnostic, Leaf, LeafKind, Mention, Node, NodeSpan, Section, Severity,
    Time, TimeKind,
};

use super::concept::covers;
use super::leaves::first_leaf;
use super::unplaced;
use crate::words;

/// The words, the longest first.
const WORDS: [&str; 3] = ["additional", "another", "other"];

/// The id of the class whose others are those that are not under study.
const UNDER_STUDY: &str = "investigational_drug";

/// What the criteria name, and whether it excludes; each once.
type Named = BTreeMap<(bool, &'static str), Entry>;

/// Puts "other" beside each class of drugs of which no member is named in its section, and a note beside such a class of
/// diseases, unless it is known which disease the trial is about.
pub fn put_others(criteria: &mut [Criterion], has_target: bool) {
    let mut named = Named::new();
    criteria.iter().for_each(|criterion| each_named(criterion, &mut named));
    for criterion in criteria {
        put(criterion, &named, has_target);
    }
}

fn each_named(criterion: &Criterion, named: &mut Named) {
    if let Some(rule) = &criterion.rule {
        rule.each_leaf(&mut |leaf| {
            named.extend(entry_of(leaf).map(|entry| ((excludes(criterion), entry.id()), entry)))
        });
    }
    criterion.criteria.iter().for_each(|part| each_named(part, named));
}

fn excludes(criterion: &Criterion) -> bool {
    criterion.section == Some(Section::Exclusion)
}

fn entry_of(leaf: &Leaf) -> Option<Entry> {
    let id = leaf.concept_id()?;
    let kinds: &[Kind] = match leaf.kind {
        LeafKind::Drug => &[Kind::DrugClass, Kind::Drug],
        LeafKind::Condition => &[Kind::Condition],
        _ => &[],
    };
    kinds.iter().find_map(|kind| Entry::find(*kind, id))
}

/// Whether a criterion, or one nested in it, got the word beside a class of drugs.
fn put(criterion: &mut Criterion, named: &Named, has_target: bool) -> bool {
    let told = other_than_unnamed(criterion, named).filter(|told| told.severity == Severity::Warning || !has_target);
    let told = other_than_demanded(criterion, named, has_target).or(told);
    let own = told.as_ref().is_some_and(|told| told.severity == Severity::Warning);
    if let Some((rule, told)) = criterion.rule.as_mut().zip(told) {
        unplaced::place(rule, std::slice::from_ref(&told), Vec::new(), &criterion.text);
        criterion.diagnostics.push(told);
    }
    let mut nested = false;
    for part in &mut criterion.criteria {
        nested |= put(part, named, has_target);
    }
    if (own || nested) && criterion.coverage == Some(Coverage::Computable) {
        criterion.coverage = Some(Coverage::Partial);
    }
    own || nested
}

/// The word before the class that a criterion names first, if nothing tells which of the class it leaves out.
fn other_than_unnamed(criterion: &Criterion, named: &Named) -> Option<Diagnostic> {
    let leaf = first_leaf(criterion.rule.as_ref()?)?;
    let class = entry_of(leaf).filter(|e| e.kind() != Kind::Drug && e.id() != UNDER_STUDY && !is_parted(leaf))?;
    class.members().next()?;
    let told = word_before(leaf, &criterion.text)?;
    let excluding = excludes(criterion);
    let member = |(key, entry): (&(bool, &str), &Entry)| key.0 == excluding && *entry != class && covers(class, *entry);
    if named.iter().any(member) { None } else { Some(told) }
}

/// "*additional* cancer", "metastasis or *other* malignancy", where what is demanded names cancers and no one disease is the
/// trial's: whoever takes part has one. Near miss: "*other* infection" where nobody has to have any.
fn other_than_demanded(criterion: &Criterion, named: &Named, has_target: bool) -> Option<Diagnostic> {
    let mut leaves = Vec::new();
    criterion.rule.as_ref().filter(|_| excludes(criterion))?.each_leaf(&mut |leaf| leaves.push(leaf));
    let demanded = |class: Entry| {
        let of_class = |entry: &Entry| *entry == class || covers(class, *entry);
        named.iter().any(|((excluding, _), entry)| !excluding && entry.kind() == Kind::Condition && of_class(entry))
    };
    let whole = |leaf: &&&Leaf| leaf.kind == LeafKind::Condition && !is_parted(leaf);
    let own = |entry: Entry| !has_target && demanded(entry) || is_class_of_unknown(entry);
    let mut others = leaves.iter().filter(whole).filter(|leaf| entry_of(leaf).is_some_and(own));
    let told = others.find_map(|leaf| word_before(leaf, &criterion.text))?;
    Some(Diagnostic { severity: Severity::Warning, ..told })
}

/// "*other* hair disease": a class by its name, of which no member is known, so that nothing tells whether the trial's disease is one.
fn is_class_of_unknown(class: Entry) -> bool {
    let last = class.name().rsplit(' ').next().unwrap_or("");
    words::DISEASE_CLASS_NOUNS.iter().any(|noun| noun.strip_suffix('s') == Some(last))
        && class.members().next().is_none()
}

/// Whether it says itself what it is other than ("another statin *besides* pravastatin").
fn is_parted(leaf: &Leaf) -> bool {
    leaf.having.as_deref().is_some_and(|node| match node {
        Node::All { of, .. } => of.iter().any(|part| matches!(part, Node::Not { .. })),
        node => matches!(node, Node::Not { .. }),
    })
}

/// "Other" before the name of a leaf, named as a word of which the rule tells nothing.
fn word_before(leaf: &Leaf, text: &str) -> Option<Diagnostic> {
    let (NodeSpan::Here(whole), NodeSpan::Here(name)) = (&leaf.span, &leaf.concept.as_ref()?.span) else { return None };
    let points = CodePoints::of(text);
    let start = points.byte(whole.start);
    let before = text.get(start..points.byte(name.start))?;
    let lower = before.to_ascii_lowercase();
    // "*concurrent* use of other …", "other … *before the study drug*": beside the treatment under study.
    let first_dose = |p: &Mention| p.id.as_deref() == Some("first_dose");
    let before_dose = |t: &Time| {
        let plain = t.kind == TimeKind::At && t.bounds.is_empty();
        plain && matches!(&t.anchor, Some(Anchor::Point(p)) if first_dose(p))
    };
    if words::GIVEN_BESIDE.iter().any(|word| lower.contains(word)) || leaf.time.iter().any(before_dose) {
        return None;
    }
    let ends = |at: &usize| !lower[..*at].ends_with(char::is_alphabetic) && !lower[*at..].starts_with("other than");
    let at = WORDS.iter().find_map(|word| Some((lower.rfind(word).filter(ends)?, word.len())));
    let (at, len) = at.map(|(at, len)| (start + at, len))?;
    let said = &text[at..at + len];
    let severity = if leaf.kind == LeafKind::Drug { Severity::Warning } else { Severity::Note };
    let message = format!("not understood: \"{said}\", for nothing says other than which");
    Some(Diagnostic {
        code: "not-understood".to_owned(),
        severity,
        message,
        span: points.span(&(at..at + len)),
        help: None,
    })
}
