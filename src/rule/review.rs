use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a reviewer decided about the rules of a trial, and what of it still holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// How many criteria there are to decide on.
    pub criteria: usize,
    /// How many of them have a verdict that still holds.
    pub decided: usize,
    /// The decisions, in the order of the criteria; those on criteria that are gone at the end.
    pub decisions: Vec<Decided>,
}

/// A decision on a criterion, held against what the criterion is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decided {
    /// The criterion's `key` now; the one it had if it is gone.
    pub key: String,
    /// The criterion's `id` now; the one it had if it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The fingerprint of what was decided on.
    pub fingerprint: String,
    /// Whether the decision still holds.
    pub state: DecisionState,
    /// What was decided; none where there is only a comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What the reviewer wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// What is no longer as it was when it was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<ReviewedPart>,
    /// The words as they were decided on, where they changed or are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The reading as it was decided on, where something changed or the criterion is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// What a reviewer says of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It says what the text says.
    Accepted,
    /// It does not.
    Wrong,
}

/// What became of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionState {
    /// Text, rule and what the rule inherits are as they were.
    Holds,
    /// Something changed: it is to be decided again.
    Changed,
    /// The criterion is not there any more.
    Gone,
}

/// What a decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewedPart {
    /// The criterion's words.
    Text,
    /// Its rule.
    Rule,
    /// What it has from above: its section, headings, and what the groups it stands in say.
    Context,
}
