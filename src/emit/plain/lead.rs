//! What the words before a name add to a statement: "other", what an allergy is called, and how a treatment turned out.

use crate::rule::{Leaf, NodeSpan, Span};

use super::{Plain, has_word, of_id};

impl Plain<'_> {
    /// The words from the start of a statement to its name, in lower case.
    fn before_name(&self, leaf: &Leaf) -> Option<String> {
        let concept = leaf.concept.as_ref()?;
        let start = NodeSpan::Here(Span::new(0, leaf.span.span().start));
        matches!(leaf.span, NodeSpan::Here(_)).then(|| self.between(&start, &concept.span))?
    }

    /// "*Other* uncontrolled infections": others than those of which the criteria around it tell.
    pub(super) fn is_other(&self, leaf: &Leaf) -> bool {
        // In "hepatitis or *other* infection" the list before it says other than what.
        let opens = leaf.span.span().start == 0 && leaf.having.is_none();
        opens && self.before_name(leaf).is_some_and(|words| has_word(&words, &["other"]))
    }

    /// What the text calls an allergy.
    pub(super) fn reaction(&self, leaf: &Leaf) -> &'static str {
        let words = self.before_name(leaf).unwrap_or_default();
        match (words.contains("hypersensitiv"), words.contains("allerg")) {
            (true, true) => "allergy or hypersensitivity",
            (true, false) => "hypersensitivity",
            (false, _) => "allergy",
        }
    }

    /// "*Failure to achieve adequate response or stable disease* after therapy": the words that say what became of it, where
    /// they say more than that it failed.
    pub(super) fn outcome_words(&self, leaf: &Leaf) -> Option<String> {
        let NodeSpan::Here(whole) = &leaf.span else { return None };
        let NodeSpan::Here(name) = &leaf.concept.as_ref()?.span else { return None };
        let times = leaf.time.iter().filter_map(|time| match &time.span {
            NodeSpan::Here(span) => Some(span.start),
            NodeSpan::Elsewhere { .. } => None,
        });
        let end = times.chain([name.start]).min().filter(|end| *end > whole.start)?;
        let words: String = self.chars_from(whole.start, end).collect();
        let mut words: Vec<&str> = words.split_whitespace().collect();
        while words.last().is_some_and(|last| AFTER_OUTCOME.contains(last)) {
            words.pop();
        }
        words = words.into_iter().skip_while(|first| ["either", "or", "and"].contains(first)).collect();
        let words = Some(words).filter(|words| words.len() > 2)?.join(" ");
        let lower = words.to_lowercase();
        OUTCOME.iter().any(|stem| lower.contains(stem)).then_some(words)
    }
}

/// Words between an outcome and what it is the outcome of.
const AFTER_OUTCOME: &[&str] =
    &["after", "at", "for", "from", "of", "on", "prior", "previous", "the", "to", "under", "with"];

/// What words say that tell how something turned out.
const OUTCOME: &[&str] =
    &["fail", "respon", "recover", "refractor", "resist", "toler", "inadequate", "insufficient", "control", "progress"];

/// What became of it.
pub(super) fn happened(outcome: &str) -> String {
    match outcome {
        "failed" => "without success",
        "failed_or_intolerant" => "without success or not tolerated",
        "intolerant" => "not tolerated",
        "naive" => "never given before",
        "not_recovered" => "not (or not fully) recovered from it",
        "recovered" => "recovered from it",
        "responded" => "with a response",
        other => return of_id(other),
    }
    .to_owned()
}
