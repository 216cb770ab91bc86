//! A hash over all that a reviewer who accepts a rule has accepted.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::rule::{Criterion, Node, ReviewedPart, Role, Trial};

/// What a decision rests on, as three hashes: of the words, of the rule, and of what both have from above.
///
/// Numbering is in none of them: a criterion that is only renumbered keeps its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    text: String,
    rule: String,
    context: String,
}

impl Fingerprint {
    /// What is different between two of them, in the order of a fingerprint.
    pub fn changed(&self, other: &Self) -> Vec<ReviewedPart> {
        [
            (ReviewedPart::Text, &self.text, &other.text),
            (ReviewedPart::Rule, &self.rule, &other.rule),
            (ReviewedPart::Context, &self.context, &other.context),
        ]
        .into_iter()
        .filter(|(_, mine, theirs)| mine != theirs)
        .map(|(part, ..)| part)
        .collect()
    }
}

/// Three hashes in hexadecimal, with dots between.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.text, self.rule, self.context)
    }
}

/// A text that is no fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no fingerprint")]
pub struct FingerprintError(String);

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split('.').collect();
        let is_hash = |part: &&str| part.len() == HASH && part.bytes().all(|b| b.is_ascii_hexdigit());
        match parts.as_slice() {
            [a, b, c] if parts.iter().all(is_hash) => {
                Ok(Self { text: (*a).to_owned(), rule: (*b).to_owned(), context: (*c).to_owned() })
            }
            _ => Err(FingerprintError(text.to_owned())),
        }
    }
}

/// Hexadecimal digits of one hash.
const HASH: usize = 16;

/// A criterion that a reviewer decides on.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The groups it stands in, outermost first.
    pub above: Vec<&'a Criterion>,
    /// What a decision on it rests on.
    pub fingerprint: Fingerprint,
}

/// Everything in a trial that a reviewer decides on, in the order of the text: all but headings that say nothing.
pub fn subjects(trial: &Trial) -> Vec<Subject<'_>> {
    fn walk<'a>(
        trial: &'a Trial,
        criterion: &'a Criterion,
        above: &mut Vec<&'a Criterion>,
        out: &mut Vec<Subject<'a>>,
    ) {
        if criterion.role != Role::Heading || criterion.rule.is_some() {
            out.push(Subject { criterion, above: above.clone(), fingerprint: fingerprint(trial, criterion, above) });
        }
        above.push(criterion);
        criterion.criteria.iter().for_each(|nested| walk(trial, nested, above, out));
        above.pop();
    }
    let mut out = Vec::new();
    trial.criteria.iter().for_each(|criterion| walk(trial, criterion, &mut Vec::new(), &mut out));
    out
}

/// The fingerprint of a criterion of `trial` that stands in the groups `above`, outermost first.
///
/// The rule's hash leaves out where words stand and how they are written; words that are not understood, or that no
/// vocabulary has, are in it. The context's has the section, how the criterion is read there, the headings that say more
/// than the section, and of each group above its rule without the other criteria under it, and its words that were not
/// understood. So a window, a condition or a connective above counts, and a neighbour does not.
pub fn fingerprint(trial: &Trial, criterion: &Criterion, above: &[&Criterion]) -> Fingerprint {
    let names = Names { trial, criterion };
    let rule = criterion.rule.as_ref().map(|rule| names.bare(rule));
    let mut context = vec![serde_json::json!({
        "section": criterion.section, "reads": criterion.reads, "role": criterion.role,
        "heading": criterion.heading.iter().filter_map(|heading| beyond_section(heading)).collect::<Vec<_>>(),
    })];
    for (depth, group) in above.iter().enumerate() {
        let child = above.get(depth + 1).copied().unwrap_or(criterion);
        let names = Names { trial, criterion: group };
        let rule = group.rule.as_ref().and_then(|rule| without_neighbours(names.bare(rule), &names.name_of(child)));
        let unread: Vec<String> = group
            .diagnostics
            .iter()
            .filter(|diagnostic| ["not-understood", "number-not-in-rule", "unparsed"].contains(&&*diagnostic.code))
            .map(|diagnostic| {
                let span = diagnostic.span;
                group
                    .text
                    .chars()
                    .skip(span.start as usize)
                    .take(span.end.saturating_sub(span.start) as usize)
                    .collect()
            })
            .collect();
        context.push(serde_json::json!({"role": group.role, "reads": group.reads, "rule": rule, "unread": unread}));
    }
    Fingerprint {
        text: hash(&criterion.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        rule: hash(&serde_json::json!([rule, criterion.role]).to_string()),
        context: hash(&Value::from(context).to_string()),
    }
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(HASH / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// A heading without case and punctuation; nothing where it says no more than which section it is, which the section
/// itself says.
fn beyond_section(heading: &str) -> Option<String> {
    const SECTION: [&str; 9] =
        ["inclusion", "exclusion", "criteria", "criterion", "eligibility", "key", "main", "major", "general"];
    let words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let words: Vec<String> = words.collect();
    words.iter().any(|word| !SECTION.contains(&word.as_str())).then(|| words.join(" "))
}

/// What references in a criterion's rule are called, so that numbering does not matter.
struct Names<'a> {
    trial: &'a Trial,
    criterion: &'a Criterion,
}

impl Names<'_> {
    /// A rule without what only says where its words stand and how they are written.
    fn bare(&self, rule: &Node) -> Value {
        let mut value = serde_json::to_value(rule).unwrap_or_default();
        self.strip(&mut value);
        value
    }

    fn strip(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.strip(item)),
            Value::Object(fields) => {
                fields.shift_remove("span");
                let is_known = fields.get("id").is_some_and(|id| !id.is_null())
                    || ["ge", "gt", "le", "lt", "eq", "in", "is", "longest_of", "shortest_of"]
                        .iter()
                        .any(|bound| fields.contains_key(*bound));
                if is_known {
                    fields.shift_remove("text");
                }
                if let Some(Value::String(to)) = fields.get_mut("to") {
                    *to = self.reference(to);
                }
                fields.values_mut().for_each(|field| self.strip(field));
            }
            _ => {}
        }
    }

    /// A criterion below this one by its place there, another one of the document by its key, and words for something
    /// outside as they are.
    fn reference(&self, to: &str) -> String {
        fn place(criterion: &Criterion, to: &str) -> Option<String> {
            criterion.criteria.iter().enumerate().find_map(|(i, nested)| {
                let rest = if nested.id.as_deref() == Some(to) { Some(String::new()) } else { place(nested, to) };
                rest.map(|rest| format!("/{i}{rest}"))
            })
        }
        fn key<'a>(criteria: &'a [Criterion], to: &str) -> Option<&'a str> {
            criteria.iter().find_map(|criterion| {
                if criterion.id.as_deref() == Some(to) { Some(&*criterion.key) } else { key(&criterion.criteria, to) }
            })
        }
        place(self.criterion, to)
            .or_else(|| key(&self.trial.criteria, to).map(str::to_owned))
            .unwrap_or_else(|| to.to_owned())
    }

    fn name_of(&self, child: &Criterion) -> String {
        child.id.as_deref().map(|id| self.reference(id)).unwrap_or_default()
    }
}

/// A group's rule as it bears on one criterion below it, which is called `*`; the others are left out.
fn without_neighbours(rule: Value, child: &str) -> Option<Value> {
    match rule {
        Value::Object(mut fields) => {
            if let Some(to) = fields.get("to").and_then(Value::as_str).filter(|to| to.starts_with('/')) {
                return (to == child).then(|| Value::from("*"));
            }
            for (name, field) in std::mem::take(&mut fields) {
                if let Some(field) = without_neighbours(field, child) {
                    fields.insert(name, field);
                }
            }
            Some(Value::Object(fields))
        }
        Value::Array(items) => {
            Some(Value::Array(items.into_iter().filter_map(|item| without_neighbours(item, child)).collect()))
        }
        other => Some(other),
    }
}
