//! A trial as the lints see it: flat, with every limit that everybody must meet in one list.

use std::collections::BTreeMap;

use super::limit::{Edge, Limit};
use super::signature;
use super::standing::{Placed, Polarity, ids, placed};
use crate::rule::{Diagnostic, Leaf, LeafKind, Node, NodeSpan, Severity, Span, Trial};
use crate::source::Registry;

/// The most code points of a name for people before a colon, which is of three words at most.
const LONGEST_PEOPLE: usize = 100;

/// The beginnings of words for people, before a colon.
const PEOPLE: [&str; 17] = [
    "adolescent",
    "adult",
    "boy",
    "child",
    "cohort",
    "control",
    "female",
    "girl",
    "group",
    "individual",
    "male",
    "men",
    "participant",
    "patient",
    "subject",
    "volunteer",
    "women",
];

/// The trial, flat.
pub struct View<'a> {
    /// The trial.
    pub trial: &'a Trial,
    /// What the registry says in fields of its own, where it says anything.
    pub registry: Option<&'a Registry>,
    /// All criteria, headings and notes, in the order of the text.
    pub placed: Vec<Placed<'a>>,
    /// Places by id.
    pub ids: BTreeMap<&'a str, usize>,
    /// Every numeric limit that holds for everybody in the trial.
    pub stated: Vec<Stated<'a>>,
}

/// A limit that everybody in the trial must meet, or nobody may meet.
pub struct Stated<'a> {
    /// The place of the criterion.
    pub at: usize,
    /// The leaf.
    pub leaf: &'a Leaf,
    /// The limit as it stands.
    pub limit: Limit,
    /// Whether whoever is within it is kept out.
    pub bars: bool,
    /// What it is a limit on, and when and how that is established.
    pub scope: String,
    /// What it is a limit on, whenever and however.
    pub about: String,
}

impl Stated<'_> {
    /// The lower end of what is demanded: turned round where whoever is within is kept out.
    pub fn low(&self) -> Option<Edge> {
        match (self.bars, self.limit.low, self.limit.high) {
            (false, low, _) => low,
            (true, None, Some(high)) => Some(high.opposite()),
            (true, ..) => None,
        }
    }

    /// The upper end of what is demanded.
    pub fn high(&self) -> Option<Edge> {
        match (self.bars, self.limit.low, self.limit.high) {
            (false, _, high) => high,
            (true, Some(low), None) => Some(low.opposite()),
            (true, ..) => None,
        }
    }
}

impl<'a> View<'a> {
    /// The view of a trial.
    pub fn new(trial: &'a Trial, registry: Option<&'a Registry>) -> Self {
        let placed = placed(trial);
        let ids = ids(&placed);
        let mut view = Self { trial, registry, placed, ids, stated: Vec::new() };
        // Cohorts have limits of their own, which do not meet in anybody.
        if trial.populations.is_empty() {
            view.stated = view.limits();
        }
        view
    }

    fn limits(&self) -> Vec<Stated<'a>> {
        let mut stated = Vec::new();
        for (at, placed) in self.placed.iter().enumerate().filter(|(_, p)| p.alone) {
            if let Some(rule) = &placed.criterion.rule {
                collect(rule, placed.polarity, &mut |leaf, bars| {
                    if let Some(limit) = leaf.value.as_deref().and_then(Limit::of_value) {
                        let (scope, about) = (scope(leaf), about(leaf));
                        stated.push(Stated { at, leaf, limit, bars, scope, about });
                    }
                });
            }
        }
        stated
    }

    /// Calls `f` with every leaf that everybody in the trial must have, or nobody may have, the place of its criterion,
    /// and whether whoever has it is kept out.
    pub fn each_settled(&self, mut f: impl FnMut(usize, &'a Leaf, bool)) {
        let alone = self.placed.iter().enumerate().filter(|(_, p)| p.alone);
        for (at, placed) in alone.filter(|_| self.trial.populations.is_empty()) {
            if let Some(rule) = &placed.criterion.rule {
                collect(rule, placed.polarity, &mut |leaf, bars| f(at, leaf, bars));
            }
        }
    }

    /// Criteria that have a rule of their own, with their places.
    pub fn rules(&self) -> impl Iterator<Item = (usize, &Placed<'a>, &'a Node)> {
        self.placed.iter().enumerate().filter_map(|(at, p)| Some((at, p, p.criterion.rule.as_ref()?)))
    }

    /// Whether two limits are certainly on the same thing and for the same people: demands under one heading and in one
    /// group (cohorts have their own), and ages in one unit (days are mostly of a cycle or of an infant).
    pub fn same_people(&self, a: &Stated<'a>, b: &Stated<'a>) -> bool {
        let (one, other) = (&self.placed[a.at], &self.placed[b.at]);
        let unit = |s: &Stated<'a>| s.leaf.value.as_ref().and_then(|v| v.code.clone());
        let together = one.parent == other.parent && one.criterion.heading == other.criterion.heading;
        let one_unit = a.leaf.kind != LeafKind::Age || unit(a) == unit(b);
        let named = || self.names_people(a) || self.names_people(b);
        a.at != b.at && one_unit && (together || a.bars != b.bars) && !named()
    }

    /// Whether a criterion begins with the people that it is about: "Patients: aged 50 and over", "Controls: …".
    pub fn names_people(&self, stated: &Stated<'a>) -> bool {
        // A criterion may be long, and have many limits: no more of it is searched than such a name can take.
        let text = &self.placed[stated.at].criterion.text;
        let near = text.char_indices().nth(LONGEST_PEOPLE).map_or(text.len(), |(end, _)| end);
        let before = text[..near].split_once(':').map_or("", |(before, _)| before);
        before.split_whitespace().count() <= 3
            && before.to_lowercase().split_whitespace().any(|word| PEOPLE.iter().any(|people| word.starts_with(people)))
    }

    /// The name of a criterion in a message.
    pub fn name(&self, at: usize) -> &'a str {
        self.placed[at].criterion.id.as_deref().unwrap_or("this criterion")
    }

    /// The usual name of what a leaf is about.
    pub fn subject(&self, leaf: &'a Leaf) -> &'a str {
        match (&leaf.concept, leaf.kind) {
            (_, LeafKind::Age) => "age",
            (_, LeafKind::Sex) => "sex",
            (Some(concept), _) => {
                let known = leaf.concept_id().and_then(|id| self.trial.concepts.get(id));
                known.map_or(concept.text.as_str(), |c| c.name.as_str())
            }
            (None, _) => "this",
        }
    }

    /// A span within a criterion, or wherever it says, in the whole text.
    pub fn absolute(&self, at: usize, span: &NodeSpan) -> Span {
        let other = span.criterion().and_then(|name| {
            self.ids.get(name).copied().or_else(|| self.placed.iter().position(|p| p.criterion.key == name))
        });
        span.span().shifted(self.placed[other.unwrap_or(at)].criterion.span.start)
    }
}

/// Calls `f` with every leaf that holds for everybody on its own, and whether it keeps out.
fn collect<'a>(node: &'a Node, polarity: Polarity, f: &mut impl FnMut(&'a Leaf, bool)) {
    match (node, polarity) {
        (Node::All { of, .. }, Polarity::Admits) | (Node::Any { of, .. }, Polarity::Bars) => {
            of.iter().for_each(|part| collect(part, polarity, f));
        }
        (Node::Not { of, .. }, _) => collect(of, polarity.flipped(), f),
        (Node::Leaf(leaf), Polarity::Admits) => f(leaf, false),
        (Node::Leaf(leaf), Polarity::Bars) => f(leaf, true),
        _ => {}
    }
}

fn scope(leaf: &Leaf) -> String {
    signature::leaf(&Leaf { value: None, permits: Vec::new(), ..leaf.clone() })
}

fn about(leaf: &Leaf) -> String {
    let bare = Leaf { value: None, permits: vec![], time: vec![], method: vec![], setting: vec![], ..leaf.clone() };
    signature::leaf(&bare)
}

/// A diagnostic and the criterion it belongs to; `None` where it concerns several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The place of the criterion.
    pub owner: Option<usize>,
    /// The diagnostic, with its span in the whole text.
    pub diagnostic: Diagnostic,
}

/// What the lints found.
#[derive(Debug, Default)]
pub struct Findings {
    /// All of them.
    pub all: Vec<Finding>,
}

impl Findings {
    /// Notes something about one criterion.
    pub fn one(&mut self, code: (&str, Severity), owner: usize, span: Span, message: String) {
        self.push(code, Some(owner), span, message);
    }

    /// Notes something between several criteria; `span` is in the one that the reader should look at first.
    pub fn several(&mut self, code: (&str, Severity), span: Span, message: String) {
        self.push(code, None, span, message);
    }

    fn push(&mut self, (code, severity): (&str, Severity), owner: Option<usize>, span: Span, message: String) {
        let diagnostic = Diagnostic { code: code.to_owned(), severity, message, span, help: None };
        self.all.push(Finding { owner, diagnostic });
    }
}
