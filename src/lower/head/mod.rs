//! What the head of a list says of each of its items, before a colon or as a group's own words.
//!
//! | head | item | rule |
//! |---|---|---|
//! | *Family history of:* | breast cancer | `condition breast cancer [of relative]` |
//! | *Personal or family history of:* | thrombosis | `any(history of thrombosis, thrombosis [of relative])` |
//! | *Known allergy to:* | penicillin | `allergy penicillin` |
//! | *Contraindications to:* | MRI | `contraindication having MRI` |
//! | *Positive test result for any of:* | HBsAg, HIV antibody | `any(HBsAg positive, HIV antibody positive)` |
//! | *Tested negative for:* | HBsAg, HIV | `not(any(HBsAg positive, HIV infection))` |
//! | *Scheduled for:*, *Known or suspected:* | surgery; sepsis | `planned surgery`; `any(sepsis, suspected sepsis)` |
//! | *Active or chronic:* | hepatitis B | `any(active hepatitis B, chronic hepatitis B)` |
//! | *Must not have:*, *Not taking:*, *Without:* | A, B | `not(any(A, B))` |
//! | *Women with:* | PCOS | `all(sex female, PCOS)` |
//!
//! Only a head all of whose words are such words says anything of each item. Near misses: "Cardiovascular:" names a topic,
//! "Patients with diabetes and:" a demand of its own; "Contraindications:" lists what they are, not to what; under
//! Exclusion "must not have:" names what excludes.

mod words;

use crate::rule::{Bounds, ConceptRef, Leaf, LeafKind, Node, NodeSpan, Status, Value};

/// As what an item is meant.
#[derive(Debug, Clone)]
enum Meant {
    /// An allergy to it.
    Allergy,
    /// A contraindication to it.
    Contraindication(Box<ConceptRef>),
    /// What became of the treatment with it.
    Outcome(&'static str),
    /// A test of it that is positive.
    Positive,
}

/// What a head says of each item.
#[derive(Debug, Clone, Default)]
pub struct EachItem {
    /// Of whom; several are alternatives, of which `None` is the patient.
    subjects: Vec<Option<&'static str>>,
    /// "personal or family history": what was the patient's own is a history.
    personal: bool,
    /// Whether the patient is named.
    patient: bool,
    /// When; several are alternatives, of which `None` is what is known.
    statuses: Vec<Option<Status>>,
    /// How it is, and whether any of these will do.
    qualifiers: Vec<&'static str>,
    either: bool,
    /// As what it is meant; several are alternatives.
    meant: Vec<Meant>,
    /// Whether the items are denied.
    pub denied: bool,
    /// The sex of those who have an item.
    sex: Option<usize>,
}

impl EachItem {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.statuses.is_empty() && self.qualifiers.is_empty() && self.meant.is_empty()
    }

    /// An allergy to each item.
    pub fn allergen() -> Self {
        Self { meant: vec![Meant::Allergy], ..Self::default() }
    }

    /// What is said here, and what a head further out says, where this one is silent about it.
    pub fn within(mut self, outer: &EachItem) -> Self {
        let outer = outer.clone();
        if self.subjects.is_empty() {
            (self.subjects, self.personal) = (outer.subjects, outer.personal);
        }
        if self.statuses.is_empty() {
            self.statuses = outer.statuses;
        }
        if self.qualifiers.is_empty() {
            (self.qualifiers, self.either) = (outer.qualifiers, outer.either);
        }
        if self.meant.is_empty() {
            self.meant = outer.meant;
        }
        self
    }

    /// The same, for items that are criteria of their own: words stand in the criterion `owner`.
    pub fn of_group(mut self, owner: &str) -> Self {
        for meant in &mut self.meant {
            if let Meant::Contraindication(concept) = meant {
                concept.span = NodeSpan::Elsewhere { criterion: owner.to_owned(), span: concept.span.span() };
            }
        }
        self
    }

    /// Says it of every leaf.
    pub fn say_of(&self, node: &mut Node) {
        if self.is_empty() {
            return;
        }
        match node {
            Node::All { of, .. } | Node::AtLeast { of, .. } => of.iter_mut().for_each(|part| self.say_of(part)),
            Node::Any { of, .. } => {
                of.iter_mut().for_each(|part| self.say_of(part));
                let flat = std::mem::take(of).into_iter().flat_map(Node::into_alternatives);
                *of = flat.collect();
            }
            Node::Not { of, .. } => self.say_of(of),
            Node::If { then, .. } => self.say_of(then),
            Node::Leaf(leaf) => {
                if let Some(said) = self.said_of(leaf) {
                    *node = said;
                }
            }
            Node::Ref { .. } | Node::Constant { .. } => {}
        }
    }

    /// A leaf with all that is said of it: one for each way of saying it.
    fn said_of(&self, leaf: &Leaf) -> Option<Node> {
        if matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed | LeafKind::Sex) {
            return None;
        }
        let mut ways = vec![leaf.clone()];
        if leaf.subject.is_none() {
            ways = each(ways, &self.subjects, |leaf, subject| leaf.subject = subject.map(str::to_owned));
        }
        let event = !matches!(leaf.kind, LeafKind::Measurement | LeafKind::Age);
        if event && leaf.status.is_none() {
            let dated = !leaf.time.is_empty();
            ways = each(ways, &self.statuses, |leaf, status| {
                leaf.status = status.filter(|s| !(dated && *s == Status::Current));
            });
            // "Personal or *family* history of": the history is the person's.
            let own = |leaf: &&mut Leaf| self.personal && leaf.subject.is_none() && leaf.status.is_none();
            ways.iter_mut().filter(own).for_each(|leaf| leaf.status = Some(Status::History));
        }
        if leaf.kind == LeafKind::Condition {
            let sets: Vec<Vec<&str>> = match self.either {
                true => self.qualifiers.iter().map(|q| vec![*q]).collect(),
                false => Some(self.qualifiers.clone()).filter(|q| !q.is_empty()).into_iter().collect(),
            };
            ways = each(ways, &sets, |leaf, set| {
                let new = set.iter().filter(|q| !leaf.qualifiers.iter().any(|own| own == *q));
                let new: Vec<String> = new.map(|q| (*q).to_owned()).collect();
                leaf.qualifiers.splice(0..0, new);
            });
        }
        let ways: Vec<Node> = match self.meant.as_slice() {
            [] => ways.into_iter().map(Node::from).collect(),
            meant => ways.iter().flat_map(|way| meant.iter().map(|meant| as_meant(way, meant))).collect(),
        };
        let span = leaf.span.clone();
        Some(if ways.len() == 1 { ways.into_iter().next()? } else { Node::Any { of: ways, span } })
    }
}

/// Each leaf once for each value, or as it was where there is none.
fn each<T>(leaves: Vec<Leaf>, values: &[T], set: impl Fn(&mut Leaf, &T)) -> Vec<Leaf> {
    if values.is_empty() {
        return leaves;
    }
    let with = |leaf: &Leaf, value: &T| {
        let mut leaf = leaf.clone();
        set(&mut leaf, value);
        leaf
    };
    leaves.iter().flat_map(|leaf| values.iter().map(move |value| (leaf, value))).map(|(l, v)| with(l, v)).collect()
}

/// A leaf as its head means it.
fn as_meant(leaf: &Leaf, meant: &Meant) -> Node {
    let treatment = matches!(leaf.kind, LeafKind::Drug | LeafKind::Procedure);
    // What no table has may be a substance ("eggs"), a disease is none.
    let named = leaf.concept.as_ref().is_some_and(|concept| concept.id.is_some());
    let substance = treatment || leaf.kind == LeafKind::Observation || leaf.kind == LeafKind::Condition && !named;
    let mut leaf = leaf.clone();
    match meant {
        Meant::Allergy if substance => leaf.kind = LeafKind::Allergy,
        Meant::Outcome(outcome) if treatment => leaf.outcome = leaf.outcome.or(Some((*outcome).to_owned())),
        Meant::Contraindication(concept) if treatment => {
            let span = leaf.span.clone();
            let mut against = Leaf::new(LeafKind::Observation, span.span());
            against.concept = Some((**concept).clone());
            against.having = Some(Box::new(leaf.into()));
            return against.into();
        }
        Meant::Positive if leaf.value.is_none() && leaf.kind == LeafKind::Measurement => {
            leaf.value = positive(&leaf).map(Box::new);
        }
        _ => {}
    }
    leaf.into()
}

/// That a test is positive, said of it by its head, where its own words stand.
fn positive(leaf: &Leaf) -> Option<Value> {
    let concept = leaf.concept.as_ref()?;
    Some(Value {
        bounds: Bounds::default(),
        within: Vec::new(),
        is: Some("positive".to_owned()),
        unit: None,
        code: None,
        relative_to: None,
        scale: None,
        components: None,
        also: None,
        canonical: None,
        text: concept.text.clone(),
        span: concept.span.span(),
    })
}
