//! Every clinical statement of a trial, however deep it is nested.

use trial_extract::rule::{Criterion, Leaf, Node, NodeSpan, Span, Trial};

/// A statement and where the words of its criterion start.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The statement.
    pub leaf: &'a Leaf,
    start: u32,
}

impl Statement<'_> {
    /// A span of its criterion, as one of the document.
    pub fn shifted(&self, span: Span) -> Span {
        span.shifted(self.start)
    }

    /// The absolute span; none for words of another criterion.
    pub fn absolute(&self, span: &NodeSpan) -> Option<Span> {
        span.criterion().is_none().then(|| span.span().shifted(self.start))
    }
}

/// All statements, in the order of the text.
pub fn statements(trial: &Trial) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    trial.criteria.iter().for_each(|c| criterion(c, &mut found));
    found
}

fn criterion<'a>(of: &'a Criterion, found: &mut Vec<Statement<'a>>) {
    if let Some(rule) = &of.rule {
        node(rule, of.span.start, found);
    }
    of.criteria.iter().for_each(|c| criterion(c, found));
}

fn node<'a>(of: &'a Node, start: u32, found: &mut Vec<Statement<'a>>) {
    of.parts().into_iter().for_each(|part| node(part, start, found));
    let Node::Leaf(leaf) = of else { return };
    found.push(Statement { leaf, start });
    let nested = [&leaf.due_to, &leaf.having, &leaf.defined_by].into_iter().flatten().map(AsRef::as_ref);
    nested.chain(&leaf.illustrations).chain(&leaf.permits).for_each(|n| node(n, start, found));
}
