//! Rules in the languages that other programs run, and what these can not say.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use serde_json::json;
use trial_extract::emit::query::Loss;
use trial_extract::emit::{cel, circe, cql, fhir, sql};
use trial_extract::evaluate::{Program, Settings};
use trial_extract::rule::Trial;

use super::output::Output;

/// A language to write rules in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Cql,
    Sql,
    Cel,
    Fhir,
    Circe,
}

impl Target {
    /// The trial in this language, and what is left out. One of several is written on a line where the format allows it.
    pub fn compile(self, trial: &Trial, settings: &Settings, several: bool) -> Result<(Vec<u8>, Vec<Loss>)> {
        let program = Program::compile(trial, settings);
        match self {
            Self::Cql => {
                let (library, losses) = cql::compile(&program);
                Ok((library.into_bytes(), losses))
            }
            Self::Sql => {
                let (query, losses) = sql::compile(&program);
                Ok((query.into_bytes(), losses))
            }
            Self::Cel => {
                let (expressions, losses) = cel::compile(&program);
                Ok((json(&expressions, several)?, losses))
            }
            Self::Fhir => {
                let (variable, losses) = fhir::compile(trial);
                Ok((json(&variable, several)?, losses))
            }
            Self::Circe => {
                let (definition, losses) = circe::compile(&program, &trial.concepts);
                Ok((json(&definition, several)?, losses))
            }
        }
    }
}

/// Laid out over lines, or a line where there are several.
fn json(value: &impl serde::Serialize, several: bool) -> Result<Vec<u8>> {
    let mut text = if several { serde_json::to_vec(value)? } else { serde_json::to_vec_pretty(value)? };
    text.push(b'\n');
    Ok(text)
}

/// The report of what was left out: one JSON object a line, and a summary on stderr.
pub struct Report {
    out: Option<Output>,
    count: usize,
    criteria: usize,
    /// Criteria of which all is said, but not of every kind of record.
    unseen: usize,
}

impl Report {
    /// A report that is written to a file, if one is named.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        Ok(Self { out: path.map(|path| Output::open(Some(path))).transpose()?, count: 0, criteria: 0, unseen: 0 })
    }

    /// Adds what one document lost.
    pub fn add(&mut self, document: &str, losses: &[Loss]) -> Result<()> {
        let mut told = [BTreeSet::new(), BTreeSet::new()];
        for loss in losses {
            self.count += usize::from(!loss.records);
            told[usize::from(loss.records)].insert(&loss.criterion);
        }
        self.criteria += told[0].len();
        self.unseen += told[1].difference(&told[0]).count();
        if let Some(out) = &mut self.out {
            for Loss { criterion, node, reason, records } in losses {
                let mut line = json!({"document": document, "criterion": criterion, "node": node, "reason": reason});
                if *records {
                    line["records"] = json!(true);
                }
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }

    /// Writes it, and says on stderr how much there is.
    pub fn finish(self, quiet: bool) -> Result<()> {
        if let Some(out) = self.out {
            out.finish()?;
        }
        let Self { count, criteria, unseen, .. } = self;
        let mut parts = Vec::new();
        if count > 0 {
            parts.push(format!("{count} parts of {criteria} criteria can not be said and are left out as unknown"));
        }
        if unseen > 0 {
            let other = if count > 0 { "other criteria" } else { "criteria" };
            parts.push(format!("of {unseen} {other} not every kind of record is seen"));
        }
        if !parts.is_empty() && !quiet {
            // Nobody may be listening there.
            let _ = writeln!(io::stderr(), "{} (--loss FILE lists them)", parts.join("; "));
        }
        Ok(())
    }
}
