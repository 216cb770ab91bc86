//! Dr Child's classes of cirrhosis, which share their name with children.

use super::scan::{Shape, Token};
use super::vocabulary::{Group, look_up};
use crate::words;

/// How far the classes may reach: "Child A5-B7 *cirrhosis*".
const FARTHEST: usize = 8;

/// What "Child" is in "*Child* C", "*Child's* A or B", "*Child*-B cirrhosis", "*Child* A5-B7": the Child-Pugh class.
///
/// Near misses: "Child A has asthma", "a child with cirrhosis", "Child and parent".
pub fn score(text: &str, tokens: &[Token]) -> Option<Group> {
    let written = |t: &Token| &text[t.start as usize..t.end as usize];
    let is_child = |t: &Token| matches!(written(t), "Child" | "Childs" | "Child's" | "Child’s" | "CHILD");
    let (first, mut rest) = tokens.split_first()?;
    if !is_child(first) {
        return None;
    }
    while rest.first().is_some_and(|t| t.shape == Shape::Dash && !t.spaced) {
        rest = &rest[1..];
    }
    if !rest.first().is_some_and(|t| is_class(written(t))) {
        return None;
    }
    // What comes after the classes is no verb, as it would be after the name of a child.
    let joins = |t: &Token| {
        is_class(written(t))
            || matches!(t.shape, Shape::Dash | Shape::Number(_) | Shape::Sign(',' | '/'))
            || ["or", "and", "to"].iter().any(|word| written(t).eq_ignore_ascii_case(word))
    };
    let after = rest.iter().take(FARTHEST).find(|t| !joins(t));
    let ends =
        |t: &Token| t.shape != Shape::Word || words::CHILD_CLASS_NOUNS.contains(&written(t).to_lowercase().as_str());
    after.is_none_or(ends).then(|| look_up("child pugh")).flatten()
}

/// Whether a word is a class of cirrhosis, with its points or without: "A", "B7".
fn is_class(word: &str) -> bool {
    let Some(points) = word.strip_prefix(['A', 'B', 'C']) else { return false };
    points.len() <= 2 && points.bytes().all(|b| b.is_ascii_digit())
}
