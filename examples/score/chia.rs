//! The labels of Chia that are about limits, times, drugs and measurements.
//!
//! | label | stands for |
//! |---|---|
//! | `Value` | a limit, comparator, number and unit together; a result that is no number ("positive") |
//! | `Temporal` | a time with its anchor ("within 6 months before screening"); the word that says when ("history of") |
//! | `Drug` | a mention of a drug or class |
//! | `Measurement` | the name of what is measured |

use trial_extract::emit::facts::facts;
use trial_extract::lex::Cue;
use trial_extract::rule::{Anchor, LeafKind, Trial};

use super::brat::Mention;
use super::text::Text;
use super::walk::{Statement, statements};

/// The labels that are scored.
pub const LABELS: &[&str] = &["Value", "Temporal", "Drug", "Measurement"];

/// Words that say when a condition holds.
const WHEN: &[Cue] = &[Cue::HistoryOf, Cue::Prior, Cue::Current, Cue::CurrentOrPrior];

/// Words of such a phrase that people leave out of its span.
const IDLE: &[&str] = &["a", "of", "the"];

/// What the trial's rules say, in the labels of Chia.
pub fn mentions(trial: &Trial, text: &Text) -> Vec<Mention> {
    let label = |kind: &str| match kind {
        "comparison" | "result" => Some("Value"),
        "drug" => Some("Drug"),
        _ => None,
    };
    let mut mentions: Vec<Mention> =
        facts(trial).iter().filter_map(|fact| Some(Mention::new(label(fact.kind)?, fact.span))).collect();
    for statement in statements(trial) {
        times(&statement, text, &mut mentions);
        let measured = statement.leaf.concept.as_ref().filter(|_| statement.leaf.kind == LeafKind::Measurement);
        let span = measured.and_then(|concept| statement.absolute(&concept.span));
        mentions.extend(span.map(|span| Mention::new("Measurement", span)));
    }
    mentions
}

fn times(statement: &Statement<'_>, text: &Text, mentions: &mut Vec<Mention>) {
    for time in &statement.leaf.time {
        let anchor = match &time.anchor {
            Some(Anchor::Point(mention)) => statement.absolute(&mention.span),
            Some(Anchor::Event(node)) => statement.absolute(node.span()),
            None => None,
        };
        let span = statement.absolute(&time.span).map(|span| anchor.map_or(span, |anchor| span.join(anchor)));
        mentions.extend(span.map(|span| Mention::new("Temporal", span)));
    }
    let Some(span) = statement.absolute(&statement.leaf.span).filter(|_| statement.leaf.status.is_some()) else {
        return;
    };
    let (_, lexemes) = text.within(span);
    let when = lexemes.iter().filter(|l| l.is_cue(WHEN) && !is_being(&l.text));
    mentions.extend(when.map(|l| Mention::new("Temporal", l.core(IDLE))));
}

/// "presence of", "existence of": they say that something is there, not when.
fn is_being(words: &str) -> bool {
    let words = words.to_lowercase();
    words.starts_with("presen") || words.starts_with("exist")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::read;

    #[test]
    fn a_value_holds_comparator_number_and_unit() {
        assert_eq!(
            read(mentions, "body mass index (BMI) > 30 kg/m2"),
            ["Measurement:body mass index", "Value:> 30 kg/m2"]
        );
        assert_eq!(read(mentions, "positive HBsAg"), ["Value:positive", "Measurement:HBsAg"]);
    }

    #[test]
    fn a_time_holds_its_anchor_and_a_status_its_word() {
        assert_eq!(
            read(mentions, "history of stroke within 6 months before screening"),
            ["Temporal:history", "Temporal:within 6 months before screening"]
        );
        assert_eq!(read(mentions, "presence of asthma"), [""; 0]);
        assert_eq!(read(mentions, "current asthma"), ["Temporal:current"]);
    }
}
