//! A head that ends in "such as", or excludes and ends in "including": what its list names are examples of what the head says.
//!
//! | head | its list | rule |
//! |---|---|---|
//! | (demand) Pain due to trauma, *such as:* | fractures; burns | the pain; the list demands nothing |
//! | (exclusion) Severe cardiac disease, *such as:* | heart failure; infarction | the disease, or any of the list |
//! | (exclusion) Uncontrolled illness *including but not limited to:* | infection; angina | the illness, or any of the list |
//! | (exclusion) Cardiac disease within 6 months, *including:* | infarction; stroke | the same, all within 6 months |
//!
//! Near misses: "Adequate organ function, *including:*" demands what it lists; "*such as:*" alone is said of nothing; (exclusion)
//! "abnormal laboratory values, *including:*" names its list.

use crate::grammar::Chunk;
use crate::lex::{Cue, Kind};
use crate::rule::{Diagnostic, Node, Severity};

use super::context::{Context, Sort, bytes_of};
use super::except::ExceptHead;

impl Context<'_, '_> {
    /// The parts of a head that ends in a word for examples, where it names of what.
    pub fn exemplified_head<'c>(&self, head: &'c [Chunk]) -> Option<ExceptHead<'c>> {
        let sign = |c: &Chunk| matches!(self.sort(c), Sort::Colon | Sort::Stop | Sort::Comma | Sort::Dash);
        let last = head.iter().rposition(|c| !sign(c))?;
        let end = head[..last].iter().rposition(|c| !sign(c))? + 1;
        let opens = match self.cue(&head[last])? {
            Cue::SuchAs => true,
            Cue::OpenList => !self.demand,
            Cue::Including => !self.demand && self.names_event_last(&head[..end]),
            _ => false,
        };
        if !opens {
            return None;
        }
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Term(_) | Sort::Word);
        head[..end].iter().any(named).then(|| ExceptHead { said: &head[..end], tail: &head[end..] })
    }

    /// Whether what a head names last is what somebody has or is given: "*cardiac disease* within 6 months".
    fn names_event_last(&self, said: &[Chunk]) -> bool {
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind()),
            _ => None,
        };
        let last = said.iter().rev().find_map(named);
        last.is_some_and(|kind| kind == Kind::Condition || kind.is_treatment())
    }

    /// What is said where the examples of a head demand nothing.
    pub fn examples_told(&self, tail: &[Chunk]) -> Diagnostic {
        Diagnostic {
            code: "examples-not-demanded".to_owned(),
            severity: Severity::Note,
            message: "what is listed are examples, and none of it is demanded".to_owned(),
            span: self.span(&bytes_of(tail)),
            help: None,
        }
    }
}

/// What is said with examples of it: in a demand alone, in an exclusion beside them, since whoever has one has it.
pub fn with_examples(said: Option<Node>, examples: Option<Node>, demand: bool) -> Option<Node> {
    let (said, examples) = match (said, examples) {
        (Some(said), Some(examples)) => (said, examples),
        (said, examples) => return said.or(examples),
    };
    if demand {
        return Some(said);
    }
    let span = examples.span().clone();
    let listed = match examples {
        Node::Any { of, .. } => of,
        other => vec![other],
    };
    Some(Node::Any { of: std::iter::once(said).chain(listed).collect(), span })
}
