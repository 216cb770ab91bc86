//! What a comparison of two trials finds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rule::{Section, Source, Span};

/// The differences between the rules of two versions of a trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// The version of this format.
    pub schema_version: String,
    /// What was read as the old version.
    pub old: Source,
    /// What was read as the new version.
    pub new: Source,
    /// What changed, in the order of the new text; what was removed stands where it was.
    pub changes: Vec<Change>,
    /// How many of each kind.
    pub summary: Summary,
}

impl Changes {
    /// Whether the rules are the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// How many changes there are, by kind and by effect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Criteria of the old version whose rule is unchanged.
    pub unchanged: usize,
    /// Criteria that are new.
    pub added: usize,
    /// Criteria that are gone.
    pub removed: usize,
    /// Criteria whose rule changed.
    pub changed: usize,
    /// Criteria that went from inclusion to exclusion or back.
    pub moved: usize,
    /// Criteria that became several.
    pub split: usize,
    /// Criteria that became one.
    pub merged: usize,
    /// Changes that let more people in.
    pub more: usize,
    /// Changes that let fewer people in.
    pub fewer: usize,
    /// Changes that let in some and keep out others.
    pub either: usize,
    /// Changes of which the rules alone do not tell.
    pub unclear: usize,
}

/// Whom a change lets into the trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Everybody as before, and perhaps others.
    More,
    /// Nobody new, and perhaps not all as before.
    Fewer,
    /// Some are let in who were kept out, and others the reverse.
    Either,
    /// The same people.
    Neither,
    /// The rules alone do not tell.
    Unclear,
}

impl Effect {
    /// The effect of two changes together.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Neither, effect) | (effect, Self::Neither) => effect,
            (a, b) if a == b => a,
            (Self::Unclear, _) | (_, Self::Unclear) => Self::Unclear,
            _ => Self::Either,
        }
    }

    /// What it says to a reader; empty where the same people get in.
    pub fn words(self) -> &'static str {
        match self {
            Self::More => "lets more people in",
            Self::Fewer => "lets fewer people in",
            Self::Either => "lets some in and keeps others out",
            Self::Neither => "",
            Self::Unclear => "depends",
        }
    }
}

/// What happened to a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its rule changed.
    Changed,
    /// It went from inclusion to exclusion or back.
    Moved,
    /// It became several.
    Split,
    /// It and others became one.
    Merged,
}

/// One criterion that changed, or several that became one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Whom it lets in, all details together.
    pub effect: Effect,
    /// The criteria in the old version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub old: Vec<Side>,
    /// The criteria in the new version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new: Vec<Side>,
    /// What changed within.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

/// A criterion in one of the versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// Its id there.
    pub id: Option<String>,
    /// Its key there.
    pub key: String,
    /// The list it stands in.
    pub section: Option<Section>,
    /// Where it stands, in code points.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Its rule on one line.
    pub reading: String,
}

/// What part of a rule changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// A limit on a value.
    Limit,
    /// Whether the end of a limit belongs to it.
    Comparator,
    /// A limit on a dose.
    Dose,
    /// How often something happened, or how many of a list are needed.
    Count,
    /// How long before or after.
    Window,
    /// What a window is counted from.
    Anchor,
    /// How long something lasted.
    Duration,
    /// How long something was unchanged.
    Stability,
    /// At what intervals something happens.
    Frequency,
    /// When something holds.
    Moment,
    /// What is excepted.
    Exception,
    /// A member of a list of alternatives.
    Member,
    /// One of several demands.
    Demand,
    /// An example that the text gives.
    Example,
    /// Whether all or any of a list are needed.
    Connective,
    /// Whether something must or must not hold.
    Negation,
    /// For whom something is demanded.
    Condition,
    /// What something is about.
    Concept,
    /// Whether it holds now, held before, or is planned.
    Status,
    /// Of whom it is said.
    Subject,
    /// Severe, active, uncontrolled, …
    Qualifier,
    /// Failed, recovered, relapsed, …
    Outcome,
    /// How something is established.
    Method,
    /// Under what it is measured.
    Setting,
    /// How a drug is given.
    Route,
    /// Which observation counts.
    Selection,
    /// What is computed before the limit is applied.
    Derivation,
    /// What it is due to.
    Cause,
    /// What a word means.
    Definition,
    /// What is expressly allowed.
    Permission,
    /// Words that are no computable rule.
    Narrative,
    /// The list a criterion stands in.
    Section,
    /// A group of people with criteria of their own.
    Cohort,
}

impl Aspect {
    /// Its name for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::Comparator => "comparator",
            Self::Dose => "dose",
            Self::Count => "count",
            Self::Window => "window",
            Self::Anchor => "anchor",
            Self::Duration => "duration",
            Self::Stability => "stability",
            Self::Frequency => "frequency",
            Self::Moment => "moment",
            Self::Exception => "exception",
            Self::Member => "list member",
            Self::Demand => "demand",
            Self::Example => "example",
            Self::Connective => "connective",
            Self::Negation => "negation",
            Self::Condition => "condition",
            Self::Concept => "concept",
            Self::Status => "status",
            Self::Subject => "subject",
            Self::Qualifier => "qualifier",
            Self::Outcome => "outcome",
            Self::Method => "method",
            Self::Setting => "setting",
            Self::Route => "route",
            Self::Selection => "selection",
            Self::Derivation => "derivation",
            Self::Cause => "cause",
            Self::Definition => "definition",
            Self::Permission => "permission",
            Self::Narrative => "narrative",
            Self::Section => "section",
            Self::Cohort => "cohort",
        }
    }
}

/// One change within a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Detail {
    /// What part of the rule.
    pub aspect: Aspect,
    /// The criterion of the new version that has it, where the change makes several of one or one of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// What the part is said of: the name of the concept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// What it was; absent where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it is now; absent where it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Whom it lets in.
    pub effect: Effect,
}

impl Detail {
    /// What is changed, that was not said before.
    pub(super) fn new(aspect: Aspect, from: Option<String>, to: Option<String>, effect: Effect) -> Self {
        Self { aspect, criterion: None, subject: String::new(), from, to, effect }
    }

    /// `ANC: limit ≥ 1.5 → ≥ 1.0`, `exception added: thyroid carcinoma`.
    pub fn words(&self) -> String {
        let subject = if self.subject.is_empty() { String::new() } else { format!("{}: ", self.subject) };
        let subject = self.criterion.as_ref().map_or(subject.clone(), |id| format!("{id}: {subject}"));
        let aspect = self.aspect.words();
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => format!("{subject}{aspect} {from} → {to}"),
            (None, Some(to)) => format!("{subject}{aspect} added: {to}"),
            (Some(from), None) => format!("{subject}{aspect} removed: {from}"),
            (None, None) => format!("{subject}{aspect}"),
        }
    }
}
