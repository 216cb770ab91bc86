//! What a text means by a concept: its definition, and its examples.

use std::collections::{BTreeMap, BTreeSet};

use super::concepts::closure;
use crate::rule::{Concept, ConceptRef, Leaf, LeafKind, Node};

/// Qualifiers by which a text weighs, and that its examples have by being its examples.
const GRAVE: [&str; 4] = ["clinically_significant", "major", "serious", "severe"];

/// The definition that decides in a leaf's place: the leaf's time, status and the like hold of the definition's facts.
pub(crate) fn defined(leaf: &Leaf, definition: &Node) -> Node {
    let mut definition = definition.clone();
    definition.each_leaf_mut(&mut |inner: &mut Leaf| {
        if inner.time.is_empty() {
            inner.time.clone_from(&leaf.time);
        }
        inner.status = inner.status.or(leaf.status);
        inner.subject = inner.subject.take().or_else(|| leaf.subject.clone());
        inner.outcome = inner.outcome.take().or_else(|| leaf.outcome.clone());
        inner.having = inner.having.take().or_else(|| leaf.having.clone());
        if leaf.kind == LeafKind::Procedure && inner.qualifiers.is_empty() {
            // A "stable standard treatment" is one of those that standard treatment is, and stable.
            inner.qualifiers.clone_from(&leaf.qualifiers);
        }
    });
    definition
}

/// The leaf said of each member of its class instead, where the class has any.
pub(crate) fn members_of(leaf: &Leaf, concepts: &BTreeMap<String, Concept>) -> Vec<Leaf> {
    let Some(concept) = &leaf.concept else { return Vec::new() };
    let mut ids: BTreeSet<String> = concept.examples.iter().filter_map(|e| e.id.clone()).collect();
    if let Some(id) = &concept.id {
        ids.extend(closure(id, concepts));
        let classes = |id: &String| concepts.get(id).is_some_and(|c| !c.members.is_empty());
        ids.retain(|member| member != id && !classes(member));
    }
    let with = |id: String| {
        let text = id.replace('_', " ");
        let concept = ConceptRef { id: Some(id), text, open: false, examples: Vec::new(), ..concept.clone() };
        Leaf { concept: Some(concept), ..leaf.clone() }
    };
    ids.into_iter().map(with).collect()
}

/// What else will do in the place of a leaf whose examples are by the text's own word as grave as it says: "significant
/// cardiovascular disease (e.g., myocardial infarction)". One of them is enough, whether the record calls it significant
/// or not: leaves that say the same of the examples, and what the text says of examples of which it says more.
pub(crate) fn illustrations(leaf: &Leaf) -> (Vec<Leaf>, Vec<Node>) {
    let grave = |q: &String| GRAVE.contains(&&**q);
    let Some(concept) = leaf.concept.as_ref().filter(|_| leaf.value.is_none() && leaf.qualifiers.iter().any(grave))
    else {
        return (Vec::new(), Vec::new());
    };
    let place = concept.span.span();
    let after = concept.examples.iter().filter(|e| e.id.is_some() && e.span.span().start >= place.end).cloned();
    let examples = after.map(|example| {
        let concept =
            ConceptRef { id: example.id, text: example.text, open: false, examples: Vec::new(), ..concept.clone() };
        let mut own = Leaf { concept: Some(concept), illustrations: Vec::new(), ..leaf.clone() };
        own.qualifiers.retain(|q| !grave(q));
        own
    });
    let more = leaf.illustrations.iter().map(|illustration| {
        let mut own = illustration.clone();
        own.each_leaf_mut(&mut |inner| {
            if inner.time.is_empty() {
                inner.time.clone_from(&leaf.time);
            }
            inner.status = inner.status.or(leaf.status);
        });
        own
    });
    (examples.collect(), more.collect())
}
