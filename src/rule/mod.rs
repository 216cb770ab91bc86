//! The types of a compiled trial: the document, its criteria, and the rule tree. Types only, no behaviour beyond
//! construction and traversal; nothing here imports a later or an earlier stage.
//!
//! The serialised form *is* the output format: field names, their order and their meaning are what `extract schema`
//! prints. Spans are in Unicode code points. Inside a criterion they are relative to that criterion's `text`;
//! `Criterion::span` and the spans of the root's diagnostics are absolute.

mod bounds;
mod code_points;
mod diagnostic;
mod document;
mod leaf;
mod node;
mod review;
mod span;
mod time;
mod value;

pub use bounds::{Bounds, Number};
pub(crate) use code_points::CodePoints;
pub use diagnostic::{Diagnostic, Severity};
pub use document::{
    Assumption, Coding, Concept, Coverage, Criterion, Generator, Population, Reads, Role, Section, Source, Trial,
};
pub use leaf::{ConceptRef, Derive, DeriveKind, Leaf, LeafKind, Mention, Select, SelectKind, Status};
pub use node::Node;
pub use review::{Decided, DecisionState, Review, ReviewedPart, Verdict};
pub use span::{NodeSpan, Span};
pub use time::{Anchor, Direction, Time, TimeKind};
pub use value::{Canonical, Components, Reference, Value};
