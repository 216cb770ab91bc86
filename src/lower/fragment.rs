//! A word that names nothing by itself, where the rule has it as all that is asked: "*surgical* or radiation treatment", "patient
//! *requesting* or using opioids", "*heart*, lung or kidney problems". Such a word is a piece of a name or of a sentence that was
//! cut, so that no data can decide it, and the rule says that it was not understood.
//!
//! Near misses: "*comfortable*", which is a state; "*bleeding*"; "surgical *treatment*"; a word with a limit or a time of its own.

use crate::grammar::Bytes;
use crate::rule::{Leaf, LeafKind, Node, NodeSpan, Severity, Span};
use crate::words;

use super::context::Context;
use super::leaves::each_deep_leaf;

/// The shortest word that its ending tells to be an adjective or a verb: "oral" is one, "canal" a thing.
const SHORTEST: usize = 6;

impl Context<'_, '_> {
    /// Opens the parts of a rule that are such words.
    pub fn open_fragments(&mut self, rule: &mut Node) {
        let mut found = Vec::new();
        each_deep_leaf(rule, &mut |leaf| {
            let bare = leaf.qualifiers.is_empty();
            let cut = bare_name(leaf).filter(|(name, _)| names_nothing(name, bare)).map(|(_, span)| span);
            if let Some(span) = cut.or_else(|| denied_verb(leaf)) {
                found.push(span);
                open(leaf, span);
            }
        });
        self.say_not_understood(&found);
    }

    /// Says of words that they were not understood.
    pub(super) fn say_not_understood(&mut self, found: &[Span]) {
        for span in found {
            if let Some(bytes) = self.bytes_of_word(*span) {
                let message = format!("not understood: \"{}\"", self.words(&bytes));
                self.say("unparsed", Severity::Warning, message, &bytes);
            }
        }
    }

    /// The bytes of the word at a span of code points.
    pub(super) fn bytes_of_word(&self, span: Span) -> Option<Bytes> {
        let bytes = |at: usize| self.lexed.lexemes.get(at).map(|l| l.start as usize..l.end as usize);
        let lexemes = &self.lexed.lexemes;
        let first = lexemes.partition_point(|l| self.span(&(l.start as usize..l.end as usize)).start < span.start);
        let last = lexemes.partition_point(|l| self.span(&(l.start as usize..l.end as usize)).end < span.end);
        Some(bytes(first)?.start..bytes(last)?.end)
    }
}

/// The name that is all a condition has, which no table knows, and where it stands.
pub(super) fn bare_name(leaf: &Leaf) -> Option<(&str, Span)> {
    let concept = leaf.concept.as_ref().filter(|c| c.id.is_none() && c.examples.is_empty() && !c.open)?;
    let NodeSpan::Here(span) = concept.span else { return None };
    let said = leaf.value.is_some() || leaf.count.is_some() || leaf.time.iter().any(|time| !time.inherited);
    let beside = leaf.having.is_some() || leaf.due_to.is_some() || leaf.defined_by.is_some();
    let alone = leaf.kind == LeafKind::Condition && leaf.subject.is_none() && leaf.method.is_empty();
    // "*other medical*" names no more than the adjective.
    let other = concept.text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("other "));
    let name = &concept.text[if other { 6 } else { 0 }..];
    (alone && !said && !beside).then_some((name, span))
}

/// "drugs that *cannot be stopped* at least 4 weeks before": a verb that is denied, whatever is said of when. Near miss: "unable to walk".
fn denied_verb(leaf: &Leaf) -> Option<Span> {
    let concept = leaf.concept.as_ref().filter(|c| leaf.kind == LeafKind::Condition && c.id.is_none())?;
    let NodeSpan::Here(span) = concept.span else { return None };
    let name = concept.text.to_ascii_lowercase();
    let denied = words::DENIED_VERBS.iter().any(|verb| name.starts_with(verb));
    (denied && leaf.value.is_none() && leaf.count.is_none()).then_some(span)
}

/// Makes of a condition the words that were not understood.
pub(super) fn open(leaf: &mut Leaf, span: Span) {
    let text = leaf.concept.take().map(|concept| concept.text);
    let time = std::mem::take(&mut leaf.time);
    *leaf = Leaf { text, time, reason: Some("no known concept".to_owned()), ..Leaf::new(LeafKind::Unparsed, span) };
}

/// Whether a word is an adjective, an adverb, a form of a verb, or, where no word describes it, a part of the body or a noun that says
/// nothing of health. Near miss: "permanent *address*".
fn names_nothing(word: &str, bare: bool) -> bool {
    if !word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
        return false;
    }
    let word = word.to_ascii_lowercase();
    let word = word.as_str();
    if bare && (words::NO_NAMES_ALONE.contains(&word) || words::BODY_SITES.contains(&word)) {
        return true;
    }
    let ends = words::FRAGMENT_ENDINGS.iter().any(|end| word.ends_with(end));
    word.len() >= SHORTEST && ends && !words::NAMES_LIKE_FRAGMENTS.iter().any(|end| word.ends_with(end))
}
