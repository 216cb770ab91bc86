use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Node, NodeSpan, Span, Time, Value};

/// What kind of fact a leaf states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeafKind {
    /// Laboratory value, vital sign, score, grade, class, stage, titre or test result.
    Measurement,
    /// The person's age.
    Age,
    /// The person's sex.
    Sex,
    /// Disease, symptom or state.
    Condition,
    /// Procedure, operation, transfusion.
    Procedure,
    /// Drug, vaccine or other substance given.
    Drug,
    /// Allergy or intolerance to the concept.
    Allergy,
    /// Anything else that happened or holds: another trial, a habit, a living situation.
    Observation,
    /// Understood as something no data can decide.
    Narrative,
    /// Not understood; `reason` says why.
    Unparsed,
}

/// When, relative to the index date, a fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Now.
    Current,
    /// At some time before ("history of", "prior").
    History,
    /// At any time, now or before ("ever", "current or prior").
    Ever,
    /// Intended for later.
    Planned,
    /// Not certain.
    Suspected,
}

/// Words with a place, and our id for them where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Our stable id, `null` where the words are in no lexicon.
    pub id: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: NodeSpan,
}

/// The concept a leaf is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ConceptRef {
    /// Our stable id; its codes and members are in the root's `concepts`. `null` where the words are in no lexicon.
    pub id: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: NodeSpan,
    /// Whether a list given for it is open ("including but not limited to").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// Examples the text gives ("e.g. rituximab"); no further demands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Mention>,
}

/// Which of several observations counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SelectKind {
    /// The last one.
    Latest,
    /// Any one of them.
    Any,
    /// Every one of them.
    Each,
    /// Their mean.
    Mean,
    /// The highest.
    Highest,
    /// The lowest.
    Lowest,
}

/// Which observation counts, how many are needed, how far apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Select {
    /// Which one.
    pub kind: SelectKind,
    /// How many ("on two occasions").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Value>,
    /// How far apart ("at least 24 hours apart").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<Time>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// What is computed from observations before the limit is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeriveKind {
    /// New minus old.
    Change,
    /// New minus old, in percent of old.
    PercentChange,
    /// The leaf's concept divided by `against`.
    Ratio,
}

/// A change or a ratio, of what, against what. `increase: true` means that a rise counts as positive, `false` a fall.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Derive {
    /// What is computed.
    pub kind: DeriveKind,
    /// Whether a rise (`true`) or a fall (`false`) is counted as positive; absent for either and for ratios.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub increase: Option<bool>,
    /// Against what (baseline, screening, another measurement).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Mention>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// One clinical statement: an event or state, and everything the text says of that same event.
///
/// All fields that are there hold together of one event.
// Large fields that few leaves have are boxed: a long document has a leaf for every few words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Leaf {
    /// What kind of fact.
    #[serde(rename = "type")]
    pub kind: LeafKind,
    /// What it is about; absent for `age`, `sex` and `narrative`. Of `unparsed`, what the limits among its words are of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concept: Option<ConceptRef>,
    /// For `narrative`: consent, compliance, contraception, judgement, participation, capability, other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// For `unparsed`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Current, history, ever, planned, suspected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Of whom; the patient where absent. relative, partner, donor, caregiver, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Active, severe, uncontrolled, refractory, …: ids from the lexicon of qualifiers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<String>,
    /// The limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Box<Value>>,
    /// A second dose or amount than `value` never stands here: a drug's dose per day and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<Box<Value>>,
    /// The drug whose equivalent the dose is given in (prednisone).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equivalent_to: Option<Box<ConceptRef>>,
    /// How it is given: oral, intravenous, topical, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// How often it happened ("more than 2 falls").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Box<Value>>,
    /// Which observation counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub select: Option<Box<Select>>,
    /// A change or a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derive: Option<Box<Derive>>,
    /// Failed, responded, recovered, relapsed, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// How it is established: classification and edition, formula, assay, biopsy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub method: Vec<Mention>,
    /// Under what: room air, without support.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub setting: Vec<Mention>,
    /// Statements about time, all of which hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time: Vec<Time>,
    /// What it is due to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_to: Option<Box<Node>>,
    /// What else holds of the same event or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub having: Option<Box<Node>>,
    /// What the text means by the concept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defined_by: Option<Box<Node>>,
    /// Examples the text gives that say more than a name ("e.g. NYHA class III heart failure"); no further demands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub illustrations: Vec<Node>,
    /// What the text expressly allows; kept, never evaluated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permits: Vec<Node>,
    /// For `narrative` and `unparsed`: the limits its words name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Value>,
    /// The words; for `narrative` and `unparsed` these are all there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where the words stand.
    pub span: NodeSpan,
}

impl Leaf {
    /// A leaf of this kind that says nothing yet.
    pub fn new(kind: LeafKind, span: impl Into<NodeSpan>) -> Self {
        Self {
            kind,
            concept: None,
            category: None,
            reason: None,
            status: None,
            subject: None,
            qualifiers: Vec::new(),
            value: None,
            dose: None,
            equivalent_to: None,
            route: None,
            count: None,
            select: None,
            derive: None,
            outcome: None,
            method: Vec::new(),
            setting: Vec::new(),
            time: Vec::new(),
            due_to: None,
            having: None,
            defined_by: None,
            illustrations: Vec::new(),
            permits: Vec::new(),
            quantities: Vec::new(),
            text: None,
            span: span.into(),
        }
    }

    /// What it limits: its value, its dose and how often it happened.
    pub fn limits(&self) -> impl Iterator<Item = &Value> {
        [&self.value, &self.dose, &self.count].into_iter().flatten().map(|value| &**value)
    }

    /// Whether it is an allergy by its concept's own name ("drug allergy"), rather than one to what the concept names.
    pub fn is_named_allergy(&self) -> bool {
        self.kind == LeafKind::Allergy
            && self.concept_id().is_some_and(|id| id == "allergy" || id.ends_with("_allergy"))
    }

    /// The concept's id, if it has one.
    pub fn concept_id(&self) -> Option<&str> {
        self.concept.as_ref().and_then(|c| c.id.as_deref())
    }
}
