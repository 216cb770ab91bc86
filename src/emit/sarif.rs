//! Diagnostics as SARIF 2.1.0, which code-review tools show.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::lines::Lines;
use super::report::{Located, diagnostics};
use crate::check::codes;
use crate::rule::{Severity, Trial};

/// Where a trial was read, for whoever looks at its diagnostics.
#[derive(Debug, Clone, Copy)]
pub struct Artifact<'a> {
    /// The file, as it was named.
    pub path: &'a str,
    /// The document's text where that is the file's own, so that diagnostics have lines; none for a study of a registry,
    /// whose criteria are only a part of the file, and for a trial that was compiled before.
    pub text: Option<&'a str>,
}

/// One log over any number of trials, written as they come. [`Writer::finish`] completes it.
///
/// ```
/// use trial_extract::emit::sarif::Writer;
/// let log: serde_json::Value = serde_json::from_slice(&Writer::new(Vec::new())?.finish()?)?;
/// assert_eq!(log["version"], "2.1.0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Writer<W> {
    out: W,
    empty: bool,
}

impl<W: Write> Writer<W> {
    /// Begins a log, with every diagnostic that there is among the tool's rules.
    ///
    /// # Errors
    /// When `out` can not be written.
    pub fn new(mut out: W) -> io::Result<Self> {
        let rules: Vec<Value> = codes::all().iter().map(rule).collect();
        let tool = json!({"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }});
        write!(out, r#"{{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{{"#)?;
        write!(out, "\"tool\":{tool},\n\"columnKind\":\"unicodeCodePoints\",\"results\":[")?;
        Ok(Self { out, empty: true })
    }

    /// Adds the diagnostics of one trial, one a line.
    ///
    /// # Errors
    /// When the output can not be written.
    pub fn write(&mut self, trial: &Trial, artifact: Artifact<'_>) -> io::Result<()> {
        let results = results(trial, artifact);
        self.write_results(&results)
    }

    /// Adds what [`results`] gave.
    ///
    /// # Errors
    /// When the output can not be written.
    pub fn write_results(&mut self, results: &[Value]) -> io::Result<()> {
        for result in results {
            write!(self.out, "{}\n{result}", if self.empty { "" } else { "," })?;
            self.empty = false;
        }
        Ok(())
    }

    /// Ends the log, and gives back what it was written to.
    ///
    /// # Errors
    /// When the output can not be written.
    pub fn finish(mut self) -> io::Result<W> {
        writeln!(self.out, "\n]}}]}}")?;
        Ok(self.out)
    }
}

/// The diagnostics of a trial as SARIF's `result` objects, in the order of the text.
pub fn results(trial: &Trial, artifact: Artifact<'_>) -> Vec<Value> {
    let lines = artifact.text.map(Lines::new);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut result = |located: &Located<'_>| {
        let diagnostic = located.diagnostic;
        let place = located.criterion.map_or("", |criterion| criterion.key.as_str());
        let name = format!("{}/{place}/{}", trial.source.id, diagnostic.code);
        let nth = told.entry(name.clone()).and_modify(|n| *n += 1).or_insert(1);
        let help = diagnostic.help.as_ref().map(|help| format!(". {help}")).unwrap_or_default();
        json!({
            "ruleId": diagnostic.code,
            "ruleIndex": codes::all().iter().position(|row| row.code == diagnostic.code),
            "level": level(diagnostic.severity),
            "message": {"text": format!("{}{help}", diagnostic.message)},
            "locations": [location(trial, located, artifact.path, lines.as_ref())],
            "partialFingerprints": {"criterion/v1": format!("{name}/{nth}")},
        })
    };
    diagnostics(trial).iter().map(&mut result).collect()
}

fn rule(row: &codes::Code) -> Value {
    json!({
        "id": row.code,
        "shortDescription": {"text": row.title},
        "fullDescription": {"text": row.explanation},
        "defaultConfiguration": {"level": level(row.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn location(trial: &Trial, located: &Located<'_>, path: &str, lines: Option<&Lines<'_>>) -> Value {
    let mut place = json!({"artifactLocation": {"uri": uri(path)}});
    if let Some(lines) = lines {
        let (start, end) = (lines.position(located.span.start as usize), lines.position(located.span.end as usize));
        place["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "snippet": {"text": lines.words(located.span)},
        });
    }
    let mut location = json!({"physicalLocation": place});
    if let Some(criterion) = located.criterion {
        let name = criterion.id.as_ref().unwrap_or(&criterion.key);
        let full = format!("{}/{name}", trial.source.id);
        location["logicalLocations"] = json!([{"name": name, "fullyQualifiedName": full, "kind": "member"}]);
    }
    location
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
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
    use crate::emit::fixture::{criterion, trial};
    use crate::rule::Diagnostic;

    fn log(trials: &[(Trial, Artifact<'_>)]) -> Value {
        let mut writer = Writer::new(Vec::new()).unwrap();
        for (trial, artifact) in trials {
            writer.write(trial, *artifact).unwrap();
        }
        serde_json::from_slice(&writer.finish().unwrap()).unwrap()
    }

    /// A trial with one criterion, of which one thing is said, twice.
    fn example() -> Trial {
        let mut trial = trial(vec![criterion("E1", 12, "surgery within 4 weeks", None)]);
        let diagnostic = Diagnostic {
            code: "window-without-anchor".into(),
            severity: Severity::Note,
            message: "it is counted from nothing".into(),
            span: (8, 22).into(),
            help: Some("name the moment".into()),
        };
        trial.criteria[0].diagnostics = vec![diagnostic.clone(), diagnostic];
        trial
    }

    #[test]
    fn a_result_stands_at_its_line_and_names_its_rule() {
        let artifact = Artifact { path: "my trial.txt", text: Some("Exclusion:\n surgery within 4 weeks") };
        let log = log(&[(example(), artifact)]);
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 2);
        let result = &results[0];
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
        assert_eq!(result["message"]["text"], "it is counted from nothing. name the moment");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20trial.txt");
        let region = json!({"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 24,
            "snippet": {"text": "within 4 weeks"}});
        assert_eq!(place["region"], region);
        assert_ne!(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
    }

    #[test]
    fn a_part_of_a_file_has_no_lines() {
        let log = log(&[(example(), Artifact { path: "study.json", text: None })]);
        let location = &log["runs"][0]["results"][0]["locations"][0];
        assert!(location["physicalLocation"].get("region").is_none());
        assert_eq!(location["logicalLocations"][0]["name"], "E1");
    }

    #[test]
    fn nothing_found_is_a_log_without_results() {
        let log = log(&[(trial(vec![]), Artifact { path: "a", text: None })]);
        assert_eq!(log["runs"][0]["results"], json!([]));
    }
}
