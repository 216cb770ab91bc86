//! Abbreviations that are explained twice, or never.

use std::collections::{BTreeMap, BTreeSet};

use super::Lint;
use crate::check::view::{Findings, View};
use crate::rule::{Node, Severity, Span};

pub static TWICE: Lint = Lint {
    code: "abbreviation-twice",
    severity: Severity::Warning,
    title: "an abbreviation that is explained twice, differently",
    explanation: "The text gives the abbreviation two meanings. Every later use of it is open to both.",
    example: "Inclusion Criteria:\n1. Patient Global Assessment (PGA) ≥ 4.\n2. Physician Global Assessment (PGA) ≥ 4.",
    near_miss: "Inclusion Criteria:\n1. Patient Global Assessment (PGA) ≥ 4.\n2. PGA ≤ 8 at screening.",
    run: twice,
};

pub static UNDEFINED: Lint = Lint {
    code: "abbreviation-undefined",
    severity: Severity::Note,
    title: "an abbreviation that is not explained",
    explanation: "The abbreviation is in no vocabulary and the text does not spell it out, so nobody's data can match it. \
                  Spell it out once.",
    example: "Inclusion Criteria:\n- Diagnosis of QXZ.",
    near_miss: "Inclusion Criteria:\n- Diagnosis of quantum xenon zoonosis (QXZ).",
    run: undefined,
};

/// An abbreviation in parentheses after the words whose initials it is.
struct Explained<'t> {
    short: &'t str,
    long: String,
    span: Span,
}

fn twice(view: &View<'_>, findings: &mut Findings) {
    let mut known: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for (at, placed) in view.placed.iter().enumerate() {
        for explained in explanations(&placed.criterion.text) {
            let (long, first) = known.entry(explained.short).or_insert_with(|| (explained.long.clone(), at));
            if one(long) != one(&explained.long) {
                let (a, b) = (view.name(*first), view.name(at));
                let message = format!("{} is \"{long}\" in {a} and \"{}\" in {b}", explained.short, explained.long);
                let span = explained.span.shifted(placed.criterion.span.start);
                if *first == at {
                    findings.one(TWICE.is(), at, span, message);
                } else {
                    findings.several(TWICE.is(), span, message);
                }
            }
        }
    }
}

/// Words without the ending of a plural: "upper limits of normal".
fn one(words: &str) -> String {
    words.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<Vec<_>>().join(" ")
}

fn undefined(view: &View<'_>, findings: &mut Findings) {
    let mut in_parentheses: BTreeSet<&str> = BTreeSet::new();
    for placed in &view.placed {
        let text = &placed.criterion.text;
        for (open, inner) in parentheses(text) {
            in_parentheses.insert(inner);
            // "ADH (atypical ductal hyperplasia)".
            let before = text[..open].trim_end().rsplit([' ', '/', '(']).next().unwrap_or_default();
            if long_form(inner, before).is_some() {
                in_parentheses.insert(before);
            }
        }
    }
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut spelled: BTreeMap<&str, bool> = BTreeMap::new();
    for (at, _, rule) in view.rules() {
        unknown(rule, &mut |text, span| {
            // Whether the words are spelled out is asked of the whole text: only of abbreviations, and once.
            if !abbreviation(text) || in_parentheses.contains(text) || EVERYBODY_KNOWS.contains(&text) {
                return;
            }
            let spelled_out = *spelled.entry(text).or_insert_with(|| spelled_out(view, text));
            let known = spelled_out || said.contains(text);
            // What may be several known things is said to be that.
            let own = &view.placed[at].criterion.diagnostics;
            let ambiguous = own.iter().any(|d| d.code == "ambiguous-abbreviation" && d.span == span.span());
            if !known && !ambiguous && !is_a_name(&view.placed[at].criterion.text, text) && said.insert(text) {
                let message = format!("{text} is not explained");
                findings.one(UNDEFINED.is(), at, view.absolute(at, span), message);
            }
        });
    }
}

/// Whether words stand somewhere whose initials are the abbreviation ("QXZ, defined as quantum xenon zoonosis"). Of two
/// letters that is chance.
fn spelled_out(view: &View<'_>, short: &str) -> bool {
    let letters: Vec<char> = short.to_lowercase().chars().collect();
    letters.len() > 2
        && view.placed.iter().any(|placed| {
            let text = placed.criterion.text.to_lowercase();
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
            words.windows(letters.len()).any(|run| run.iter().zip(&letters).all(|(w, l)| w.starts_with(*l)))
        })
}

/// What needs no explanation in a protocol.
const EVERYBODY_KNOWS: [&str; 7] = ["ABO", "DNA", "EU", "IRB", "RNA", "UK", "USA"];

/// Whether an abbreviation is the name of an institution or a study, and so stands for nothing else.
fn is_a_name(text: &str, short: &str) -> bool {
    const NAMED: [&str; 9] =
        ["hospital", "university", "center", "centre", "clinic", "study", "trial", "rct", "registry"];
    let after = text.split_once(short).map_or("", |(_, after)| after);
    let near = after.split([',', ';', '.']).next().unwrap_or_default();
    let mut words = near.split_whitespace().take(4).map(str::to_lowercase);
    words.any(|word| NAMED.iter().any(|name| word.trim_matches(['(', ')']).starts_with(name)))
}

fn unknown<'a>(rule: &'a Node, f: &mut impl FnMut(&'a str, &'a crate::rule::NodeSpan)) {
    rule.each_leaf(&mut |leaf| {
        if let Some(concept) = leaf.concept.as_ref().filter(|c| c.id.is_none()) {
            f(concept.text.trim(), &concept.span);
        }
    });
}

/// Two to six capitals. Names of study drugs and genes have digits; Roman numerals are no abbreviations.
fn abbreviation(text: &str) -> bool {
    (2..=6).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_uppercase())
        && !text.chars().all(|c| "IVX".contains(c))
}

/// What stands in parentheses, with its place in bytes.
fn parentheses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('(').filter_map(|(open, _)| {
        let inner = &text[open + 1..];
        let close = inner.find([')', '('])?;
        inner[close..].starts_with(')').then(|| (open, inner[..close].trim()))
    })
}

fn explanations(text: &str) -> Vec<Explained<'_>> {
    let mut out = Vec::new();
    // The bytes and the code points before the last parenthesis that was counted.
    let (mut bytes, mut code_points) = (0, 0);
    for (open, inner) in parentheses(text) {
        let before = text[..open].trim_end();
        let word = before.rsplit([' ', '/', '(']).next().unwrap_or_default();
        let in_brackets = abbreviation(inner).then(|| long_form(before, inner)).flatten();
        // "PGA (Patient Global Assessment)".
        let before_them = abbreviation(word).then(|| long_form(inner, word)).flatten();
        if in_brackets.is_none() && before_them.is_none() {
            continue;
        }
        code_points += text[bytes..open].chars().count() as u32;
        bytes = open;
        if let Some(long) = in_brackets {
            let start = code_points + 1;
            out.push(Explained { short: inner, long, span: Span::new(start, start + inner.len() as u32) });
        }
        if let Some(long) = before_them {
            let end = code_points - text[before.len()..open].chars().count() as u32;
            out.push(Explained { short: word, long, span: Span::new(end - word.len() as u32, end) });
        }
    }
    out
}

/// The last words whose initials are the abbreviation, small words between them skipped.
fn long_form(before: &str, short: &str) -> Option<String> {
    // From the last word back, so that no more of the text is read than the abbreviation has letters for.
    let words = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut letters: Vec<char> = short.to_lowercase().chars().collect();
    let mut used = Vec::new();
    for word in words {
        let Some(letter) = letters.last() else { break };
        let lower = word.to_lowercase();
        if lower.starts_with(*letter) {
            letters.pop();
        } else if !["of", "the", "and", "for", "in", "to", "a"].contains(&lower.as_str()) || used.is_empty() {
            return None;
        }
        used.push(lower);
    }
    used.reverse();
    letters.is_empty().then(|| used.join(" "))
}

#[cfg(test)]
mod tests {
    use crate::check::lints::fixture::*;
    use crate::rule::{LeafKind, Node};

    #[test]
    fn two_meanings() {
        let texts = [
            "Patient Global Assessment (PGA)",
            "Physician Global Assessment (PGA)",
            "the Patient Global-Assessment (PGA)",
            "PGA (Patient Global Assessments)",
        ];
        let trial = trial(texts.iter().map(|t| (*t, condition("x"))).collect(), vec![]);
        let expected = "PGA is \"patient global assessment\" in I1 and \"physician global assessment\" in I2";
        assert_eq!(said("abbreviation-twice", &trial), [expected]);
    }

    fn unknown(text: &str) -> Node {
        let mut leaf = leaf(LeafKind::Condition, text);
        leaf.concept.as_mut().into_iter().for_each(|c| c.id = None);
        leaf.into()
    }

    #[test]
    fn no_meaning() {
        let trial = trial(
            vec![
                ("QXZ", unknown("QXZ")),
                ("ABC", condition("ABC")),
                ("NK510", unknown("NK510")),
                ("the long form (LQF)", unknown("LQF")),
                ("ADH (atypical ductal hyperplasia)", unknown("ADH")),
                ("patients of CHU and HUDERF (pediatric) Hospitals", unknown("HUDERF")),
                ("RNA in blood", unknown("RNA")),
                ("LMN is lunar morning nausea", unknown("LMN")),
            ],
            vec![],
        );
        assert_eq!(said("abbreviation-undefined", &trial), ["QXZ is not explained"]);
    }
}
