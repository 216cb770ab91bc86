//! Diagnostics as SARIF 2.1.0, which code-review tools show.

use serde_json::{Value, json};

use super::lints::LINTS;
use crate::rule::{Criterion, Diagnostic, Severity, Span, Trial};

/// One SARIF log with all diagnostics of the trials. `explain` gives title and explanation of a code.
///
/// Places are given as offsets in characters and, where the whole text of a document is at hand, not from rules alone,
/// not as lines: a trial does not hold its text.
pub fn sarif(trials: &[Trial], explain: impl Fn(&str) -> Option<(String, String)>) -> Value {
    let mut rules: Vec<String> = Vec::new();
    let mut results = Vec::new();
    for trial in trials {
        for (diagnostic, criterion, span) in all(trial) {
            if !rules.contains(&diagnostic.code) {
                rules.push(diagnostic.code.clone());
            }
            results.push(result(trial, diagnostic, criterion, span));
        }
    }
    rules.sort();
    for result in &mut results {
        let index = rules.iter().position(|rule| result["ruleId"] == rule.as_str());
        result["ruleIndex"] = json!(index);
    }
    let generator = trials.first().map(|trial| &trial.generator);
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": generator.map_or("trial-extract", |g| g.name.as_str()),
                "version": generator.map_or("", |g| g.version.as_str()),
                "rules": rules.iter().map(|code| rule(code, &explain)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &str, explain: &impl Fn(&str) -> Option<(String, String)>) -> Value {
    let lint = LINTS.iter().find(|lint| lint.code == code);
    let known = lint.map(|lint| (lint.title.to_owned(), lint.explanation.to_owned())).or_else(|| explain(code));
    match known {
        Some((title, text)) => json!({
            "id": code,
            "shortDescription": {"text": title},
            "fullDescription": {"text": text},
        }),
        None => json!({"id": code}),
    }
}

fn result(trial: &Trial, diagnostic: &Diagnostic, criterion: Option<&Criterion>, span: Span) -> Value {
    let level = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut location = json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&trial.source.name)},
        "region": {"charOffset": span.start, "charLength": span.end.saturating_sub(span.start)},
    }});
    if let Some(criterion) = criterion {
        let name = criterion.id.as_ref().unwrap_or(&criterion.key);
        location["logicalLocations"] = json!([{"name": name, "kind": "member"}]);
    }
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message.push_str(". ");
        message.push_str(help);
    }
    let place = criterion.map_or("", |c| c.key.as_str());
    json!({
        "ruleId": diagnostic.code,
        "level": level,
        "message": {"text": message},
        "locations": [location],
        "partialFingerprints": {"criterion/v1": format!("{place}:{}", diagnostic.code)},
    })
}

/// Every diagnostic of a trial, the criterion it stands in, and its span in the whole text.
pub fn all(trial: &Trial) -> Vec<(&Diagnostic, Option<&Criterion>, Span)> {
    let mut out: Vec<_> = trial.diagnostics.iter().map(|d| (d, None, d.span)).collect();
    let mut open: Vec<&Criterion> = trial.criteria.iter().rev().collect();
    while let Some(criterion) = open.pop() {
        let absolute = |d: &Diagnostic| d.span.shifted(criterion.span.start);
        out.extend(criterion.diagnostics.iter().map(|d| (d, Some(criterion), absolute(d))));
        open.extend(criterion.criteria.iter().rev());
    }
    out.sort_by_key(|(_, _, span)| *span);
    out
}

/// A file name as a relative reference.
fn uri(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::check::lints::fixture::{age, trial};

    #[test]
    fn a_log_has_what_readers_of_sarif_need() {
        let mut trial = trial(vec![("Age", age(">= 18 a"))], vec![("Age", age("<= 18 a"))]);
        trial.source.name = "my trial.txt".into();
        crate::check::annotate(&mut trial, None);
        let log = sarif(std::slice::from_ref(&trial), |_| None);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert!(run["tool"]["driver"]["name"].is_string());
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 1);
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "my%20trial.txt");
            assert_eq!(place["region"]["charOffset"], 4);
        }
    }

    #[test]
    fn nothing_found_is_a_log_without_results() {
        let log = sarif(&[trial(vec![], vec![])], |_| None);
        assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(0));
    }
}
