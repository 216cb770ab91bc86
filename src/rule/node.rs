use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Leaf, NodeSpan, Value};

/// One node of a rule. Its truth (met, not met, unknown) follows from its parts alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(
    clippy::large_enum_variant,
    reason = "most nodes are leaves; a box would cost each an allocation and save none"
)]
pub enum Node {
    /// Kleene conjunction.
    All {
        /// The parts.
        of: Vec<Node>,
        /// The words.
        span: NodeSpan,
    },
    /// Kleene disjunction.
    Any {
        /// The parts.
        of: Vec<Node>,
        /// The words.
        span: NodeSpan,
    },
    /// Kleene negation.
    Not {
        /// What is negated.
        of: Box<Node>,
        /// The words.
        span: NodeSpan,
    },
    /// So many of the parts are met.
    AtLeast {
        /// How many.
        count: Box<Value>,
        /// Whether one part, being a class, is to be met by so many different members ("two immunosuppressants").
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        distinct: bool,
        /// The parts.
        of: Vec<Node>,
        /// The words.
        span: NodeSpan,
    },
    /// `then` where `when` is met, `else` where it is not; where it is unknown, their common value, else unknown.
    If {
        /// The condition.
        when: Box<Node>,
        /// What holds where it is met.
        then: Box<Node>,
        /// What holds where it is not: `true` in a demand, `false` in an exclusion, or a node.
        #[serde(rename = "else")]
        otherwise: Box<Node>,
        /// The words.
        span: NodeSpan,
    },
    /// Another criterion of this document by its `id`, or something outside it (an appendix).
    Ref {
        /// The criterion's `id`, or the words that name something outside.
        to: String,
        /// The words.
        span: NodeSpan,
    },
    /// True or false for everybody.
    Constant {
        /// Which.
        value: bool,
        /// The words.
        span: NodeSpan,
    },
    /// A clinical statement; its `type` is the leaf's kind.
    #[serde(untagged)]
    Leaf(Box<Leaf>),
}

impl Node {
    /// Where the node's words stand.
    pub fn span(&self) -> &NodeSpan {
        match self {
            Self::All { span, .. }
            | Self::Any { span, .. }
            | Self::Not { span, .. }
            | Self::AtLeast { span, .. }
            | Self::If { span, .. }
            | Self::Ref { span, .. }
            | Self::Constant { span, .. } => span,
            Self::Leaf(leaf) => &leaf.span,
        }
    }

    /// The logical parts, in order: what is under `of`, or `when`, `then` and `else`. A leaf has none here;
    /// [`Leaf`]'s own nodes (`having`, `due_to`, `defined_by`, `permits`) are about the same event.
    pub fn parts(&self) -> Vec<&Node> {
        match self {
            Self::All { of, .. } | Self::Any { of, .. } | Self::AtLeast { of, .. } => of.iter().collect(),
            Self::Not { of, .. } => vec![of],
            Self::If { when, then, otherwise, .. } => vec![when, then, otherwise],
            Self::Ref { .. } | Self::Constant { .. } | Self::Leaf(_) => Vec::new(),
        }
    }

    /// A node that allows something and so decides nothing: an `any` of true and what is allowed, or an `all` of false and
    /// what is allowed.
    ///
    /// ```
    /// use trial_extract::rule::{Node, Span};
    ///
    /// let constant = |value| Node::Constant { value, span: Span::new(0, 1).into() };
    /// let allowed = Node::permission(constant(false), true);
    /// assert_eq!(allowed.permitted(), Some(&constant(false)));
    /// assert_eq!(constant(true).permitted(), None);
    /// ```
    pub fn permitted(&self) -> Option<&Node> {
        let (of, idle) = match self {
            Self::Any { of, .. } => (of, true),
            Self::All { of, .. } => (of, false),
            _ => return None,
        };
        match of.as_slice() {
            [Self::Constant { value, .. }, allowed] if *value == idle => Some(allowed),
            _ => None,
        }
    }

    /// The members of an "any of", and of all else the node itself: joined by "or" to others, `any(any(A, B), C)` is `any(A, B, C)`.
    #[must_use]
    pub fn into_alternatives(self) -> Vec<Self> {
        match self {
            Self::Any { of, .. } => of,
            node => vec![node],
        }
    }

    /// A node that allows `node` and is always true (`value`) or always false, whatever `node` is.
    pub fn permission(node: Node, value: bool) -> Self {
        let span = node.span().clone();
        let of = vec![Self::Constant { value, span: span.clone() }, node];
        if value { Self::Any { of, span } } else { Self::All { of, span } }
    }

    /// Calls `f` with every leaf among the logical parts, in order; not with those inside leaves.
    pub fn each_leaf<'a>(&'a self, f: &mut impl FnMut(&'a Leaf)) {
        match self {
            Self::Leaf(leaf) => f(leaf),
            _ => self.parts().into_iter().for_each(|part| part.each_leaf(f)),
        }
    }

    /// Calls `f` with every leaf among the logical parts, in order, to change it.
    pub fn each_leaf_mut(&mut self, f: &mut impl FnMut(&mut Leaf)) {
        match self {
            Self::All { of, .. } | Self::Any { of, .. } | Self::AtLeast { of, .. } => {
                of.iter_mut().for_each(|part| part.each_leaf_mut(f));
            }
            Self::Not { of, .. } => of.each_leaf_mut(f),
            Self::If { when, then, otherwise, .. } => {
                when.each_leaf_mut(f);
                then.each_leaf_mut(f);
                otherwise.each_leaf_mut(f);
            }
            Self::Ref { .. } | Self::Constant { .. } => {}
            Self::Leaf(leaf) => f(leaf),
        }
    }
}

impl From<Leaf> for Node {
    fn from(leaf: Leaf) -> Self {
        Self::Leaf(Box::new(leaf))
    }
}
