//! Indents that mean nothing.

use super::Inference;
use super::cue;
use super::tree::{Node, introduces};

/// Lifts items that are indented below the last one that is not, where that introduces nothing and no other item of
/// its section has any below it: the indent then shows nothing but how the text was pasted.
pub(super) fn flatten(text: &str, nodes: &mut Vec<Node>) {
    let mut flat: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut plain = true;
    let mut rest = std::mem::take(nodes).into_iter().peekable();
    while let Some(mut node) = rest.next() {
        let last = rest.peek().is_none_or(|next| next.heading.is_some());
        plain = node.heading.is_some() || (plain && (last || node.children.is_empty()));
        let lifted = last
            && plain
            && node.children.len() >= 2
            && node.children.iter().all(|child| is_lifted(text, &node, child));
        let children = if lifted { std::mem::take(&mut node.children) } else { Vec::new() };
        flat.push(node);
        flat.extend(children.into_iter().map(|child| Node { inferred: Some(Inference::MeaninglessIndent), ..child }));
    }
    *nodes = flat;
}

/// Whether the parent says nothing of a list, and the child is no remark on it.
fn is_lifted(text: &str, parent: &Node, child: &Node) -> bool {
    let bullet = |node: &Node| node.marker.as_ref().is_some_and(|marker| !marker.form.is_ordered());
    let own = &text[parent.text.clone()];
    let words = cue::words(own, 60);
    let announces = words.iter().any(|word| matches!(word.as_str(), "following" | "below" | "specific"));
    bullet(parent)
        && bullet(child)
        && child
            .marker
            .as_ref()
            .map(|marker| marker.range.start)
            .is_some_and(|at| text[parent.text.end..at].contains('\n'))
        && !announces
        && !own.ends_with([':', ',', '：'])
        && !introduces(text, parent)
        && cue::ANAPHOR.starts(&cue::slices(&cue::words(&text[child.text.clone()], 3))).is_none()
}
