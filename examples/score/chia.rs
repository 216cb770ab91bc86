//! The labels of Chia that are about limits, times, drugs and measurements.
//!
//! | label | stands for |
//! |---|---|
//! | `Value` | a limit of a measurement or an age: comparator, number and unit together, with the word "class" or "grade" before a class; a result that is no number ("positive"). How often and how much of something is a `Multiplier`, which is not scored |
//! | `Temporal` | a time with its anchor ("within 6 months before screening"); each word that says when ("history", "current") |
//! | `Drug` | a mention of a drug or class, with the words for how a class is given ("systemic corticosteroids") |
//! | `Measurement` | the name of what is measured, with its abbreviation in brackets, without the word "class" |
//!
//! What no program can decide (consent, contraception, other trials) is not annotated there, and left out here.

use trial_extract::emit::facts::facts;
use trial_extract::lex::Cue;
use trial_extract::rule::{Anchor, Leaf, LeafKind, Span, TimeKind, Trial};

use super::brat::Mention;
use super::text::{Lexeme, Text, Word};
use super::walk::{Statement, statements};

/// The labels that are scored.
pub const LABELS: &[&str] = &["Value", "Temporal", "Drug", "Measurement"];

/// Words that say when a condition holds.
const WHEN: &[Cue] = &[Cue::HistoryOf, Cue::Prior, Cue::Current, Cue::CurrentOrPrior];

/// The words of such a phrase that say it.
const WHEN_WORDS: &[&str] = &[
    "active",
    "concomitant",
    "concomitantly",
    "concurrent",
    "concurrently",
    "current",
    "currently",
    "history",
    "newly",
    "ongoing",
    "past",
    "preexisting",
    "previous",
    "previously",
    "prior",
    "recent",
    "recently",
];

/// Words for how a drug is given.
const FORMS: &[&str] = &[
    "inhaled",
    "injectable",
    "intranasal",
    "local",
    "long-acting",
    "nasal",
    "oral",
    "parenteral",
    "short-acting",
    "systemic",
    "topical",
    "vaginal",
];

/// What trials measure and Chia calls an observation or a procedure.
const OBSERVED: &[&str] = &["life_expectancy", "pregnancy_test"];

/// What the trial's rules say, in the labels of Chia.
pub fn mentions(trial: &Trial, text: &Text) -> Vec<Mention> {
    let statements: Vec<Statement<'_>> = statements(trial).into_iter().filter(|s| is_annotated(s.leaf)).collect();
    let limits: Vec<Span> = statements.iter().flat_map(limits).collect();
    let mut mentions = Vec::new();
    for fact in facts(trial) {
        match fact.kind {
            "comparison" | "result" if limits.contains(&fact.span) && !is_noun(fact.text) => {
                mentions.push(Mention::new("Value", value(fact.span, text)));
            }
            "drug" => mentions.push(Mention::new("Drug", with_form(fact.span, text))),
            _ => {}
        }
    }
    for statement in &statements {
        times(statement, text, &mut mentions);
        let measured = statement.leaf.kind == LeafKind::Measurement;
        let concept = statement.leaf.concept.as_ref().filter(|_| measured);
        let concept = concept.filter(|c| !c.id.as_deref().is_some_and(|id| OBSERVED.contains(&id)));
        let span = concept.and_then(|concept| statement.absolute(&concept.span));
        mentions.extend(span.map(|span| Mention::new("Measurement", measurement(span, text))));
    }
    mentions
}

/// Whether Chia's annotators look at such a statement.
fn is_annotated(leaf: &Leaf) -> bool {
    !matches!(leaf.kind, LeafKind::Narrative | LeafKind::Unparsed)
}

/// "abnormalities": such a result is a condition there.
fn is_noun(result: &str) -> bool {
    result.to_lowercase().starts_with("abnormalit")
}

/// Where the values of a statement stand: not its counts, doses and frequencies.
fn limits(statement: &Statement<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut next = statement.leaf.value.as_deref();
    while let Some(value) = next {
        spans.push(statement.shifted(value.span));
        next = value.also.as_deref();
    }
    spans
}

/// A value with the word for a class before it ("*class* III"), without the full stop after it and the words for what
/// is positive ("positive *for*").
fn value(span: Span, text: &Text) -> Span {
    let (first, lexemes) = text.within(span);
    let before = first.checked_sub(1).and_then(|at| text.get(at));
    let starts = before.filter(|l| l.word == Word::Other).and_then(class_word).unwrap_or(span);
    let positive = lexemes.first().filter(|l| lexemes.len() == 1 && l.word == Word::Other);
    let end = positive.map_or(span, |l| l.core(&["for", "serology", "result", "results"])).end;
    Span::new(starts.start.min(span.start), end)
}

/// The last word of a scale's name, where it says what a class is.
fn class_word(scale: &Lexeme) -> Option<Span> {
    const WORDS: [&str; 7] = ["class", "classes", "classification", "grade", "grades", "stage", "stages"];
    let last = scale.text.split_whitespace().next_back().filter(|last| last.len() < scale.text.len())?;
    WORDS.contains(&last.to_lowercase().as_str()).then(|| scale.last_word())
}

/// The name of a measurement with its abbreviation in brackets, and without the word for its classes.
fn measurement(span: Span, text: &Text) -> Span {
    let (first, lexemes) = text.within(span);
    if let Some(word) = lexemes.last().and_then(class_word) {
        return Span::new(span.start, word.start.saturating_sub(1).max(span.start + 1));
    }
    let ahead = |n: usize| text.get(first + lexemes.len() + n);
    match (ahead(0), ahead(1), ahead(2)) {
        (Some(open), Some(short), Some(close))
            if matches!(open.word, Word::Sign('(' | '['))
                && matches!(close.word, Word::Sign(')' | ']'))
                && short.text.chars().any(char::is_uppercase)
                && !short.text.contains(' ') =>
        {
            span.join(close.span)
        }
        _ => span,
    }
}

/// A drug's name with the words before it for how it is given.
fn with_form(span: Span, text: &Text) -> Span {
    let (first, _) = text.within(span);
    let before = (0..first).rev().map_while(|at| text.get(at));
    let mut start = span.start;
    for lexeme in before.take_while(|l| FORMS.contains(&l.text.to_lowercase().as_str())) {
        if lexeme.span.end + 1 != start {
            break;
        }
        start = lexeme.span.start;
    }
    Span::new(start, span.end)
}

fn times(statement: &Statement<'_>, text: &Text, mentions: &mut Vec<Mention>) {
    for time in statement.leaf.time.iter().filter(|time| time.kind != TimeKind::Frequency) {
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
    for lexeme in lexemes.iter().filter(|l| l.is_cue(WHEN) && !is_being(&l.text)) {
        let words = WHEN_WORDS.iter().filter_map(|word| lexeme.inner_word(word));
        mentions.extend(words.map(|span| Mention::new("Temporal", span)));
    }
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
            ["Measurement:body mass index (BMI)", "Value:> 30 kg/m2"]
        );
        assert_eq!(read(mentions, "positive HBsAg"), ["Value:positive", "Measurement:HBsAg"]);
    }

    #[test]
    fn a_class_has_its_word_and_a_name_its_abbreviation() {
        assert_eq!(read(mentions, "NYHA class III"), ["Measurement:NYHA", "Value:class III"]);
        assert_eq!(
            read(mentions, "left ventricular ejection fraction (LVEF) < 40 %"),
            ["Measurement:left ventricular ejection fraction (LVEF)", "Value:< 40 %"]
        );
    }

    #[test]
    fn how_much_is_no_value() {
        assert_eq!(read(mentions, "prednisone > 10 mg/day"), ["Drug:prednisone"]);
        assert_eq!(read(mentions, "more than 2 strokes"), [""; 0]);
    }

    #[test]
    fn a_class_of_drugs_is_named_with_how_it_is_given() {
        assert_eq!(read(mentions, "systemic corticosteroids"), ["Drug:systemic corticosteroids"]);
        assert_eq!(read(mentions, "severe corticosteroids"), ["Drug:corticosteroids"]);
    }

    #[test]
    fn a_time_holds_its_anchor_and_a_status_its_word() {
        assert_eq!(
            read(mentions, "history of stroke within 6 months before screening"),
            ["Temporal:history", "Temporal:within 6 months before screening"]
        );
        assert_eq!(read(mentions, "current or past asthma"), ["Temporal:current", "Temporal:past"]);
        assert_eq!(read(mentions, "presence of asthma"), [""; 0]);
        assert_eq!(read(mentions, "current asthma"), ["Temporal:current"]);
    }
}
