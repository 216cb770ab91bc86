use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range of Unicode code points, written `[start, end]`.
///
/// ```
/// use trial_extract::rule::Span;
/// assert_eq!(serde_json::to_string(&Span::new(3, 8)).unwrap(), "[3,8]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
#[schemars(with = "(u32, u32)")]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether both share at least one code point.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same words, `by` code points further on.
    pub fn shifted(self, by: u32) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Where a node's words stand: in its own criterion, or, when it is inherited, in a heading or another criterion.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum NodeSpan {
    /// In the criterion that holds the node, relative to its `text`.
    Here(Span),
    /// In another one.
    Elsewhere {
        /// The `id` (or, for a heading without one, the `key`) of the criterion that has the words.
        criterion: String,
        /// Relative to that criterion's `text`.
        span: Span,
    },
}

impl NodeSpan {
    /// The span, wherever it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Here(span) | Self::Elsewhere { span, .. } => *span,
        }
    }

    /// The criterion the words are in, if it is not the one that holds the node.
    pub fn criterion(&self) -> Option<&str> {
        match self {
            Self::Here(_) => None,
            Self::Elsewhere { criterion, .. } => Some(criterion),
        }
    }
}

impl From<Span> for NodeSpan {
    fn from(span: Span) -> Self {
        Self::Here(span)
    }
}

impl Default for NodeSpan {
    fn default() -> Self {
        Self::Here(Span::default())
    }
}
