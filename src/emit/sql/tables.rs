//! A plan as common table expressions.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use super::plan::Plan;
use super::quoted;
use super::sharing::bare;

/// What is computed of one level's rows.
#[derive(Default)]
pub(super) struct Level {
    /// Of a patient: expressions that aggregate rows.
    pub(super) patients: Names,
    /// Of a fact beside another one.
    pub(super) pairs: Names,
    /// The sets of the two facts; `None` where one is of any set.
    pub(super) pair_sets: BTreeSet<(Option<usize>, Option<usize>)>,
    /// What the rows of later levels need of it.
    pub(super) needed: BTreeSet<String>,
}

/// Expressions with a name each; the same expression has one name.
#[derive(Default)]
pub(super) struct Names {
    pub(super) list: Vec<(String, String)>,
    known: HashMap<String, usize>,
}

impl Names {
    pub(super) fn name(&mut self, text: String, name: impl FnOnce() -> String) -> String {
        let at = *self.known.entry(text.clone()).or_insert(self.list.len());
        if at == self.list.len() {
            self.list.push((name(), text));
        }
        self.list[at].0.clone()
    }
}

impl Plan {
    /// The common table expressions, each with a comma after it.
    pub(super) fn tables(&self) -> String {
        let mut out = "sets (s, concept) AS (VALUES".to_owned();
        for (at, ids) in self.sets.iter().enumerate() {
            let rows: Vec<_> = ids.iter().map(|id| format!("({at}, {})", quoted(id))).collect();
            let _ = write!(out, "{}\n  {}", if at == 0 { "" } else { "," }, rows.join(", "));
        }
        out.push_str("\n),\nlimits AS (\n  SELECT f.*, sets.s");
        columns(&mut out, &self.bounds);
        out.push_str("\n  FROM facts AS f JOIN sets ON sets.concept = f.concept\n),\nr0 AS (\n  SELECT limits.*");
        for (name, text) in &self.shared.list {
            let _ = write!(out, ",\n    CASE WHEN {} THEN 1 ELSE 0 END AS {name}", bare(text));
        }
        out.push_str("\n  FROM limits\n),\n");
        for (at, level) in self.levels.iter().enumerate() {
            level.write(&mut out, at, at + 1 == self.levels.len());
        }
        out
    }

    /// What holds all columns of patients.
    pub(super) fn patients(&self) -> String {
        let mut out = "a0".to_owned();
        for at in 1..self.levels.len() {
            let _ = write!(out, " JOIN a{at} ON a{at}.patient = a0.patient");
        }
        out
    }
}

impl Level {
    fn write(&self, out: &mut String, at: usize, last: bool) {
        let _ = write!(out, "a{at} AS (\n  SELECT patient");
        columns(out, &self.patients);
        let _ = write!(out, "\n  FROM r{at} GROUP BY patient\n),\n");
        let pairs = !self.pairs.list.is_empty();
        if last {
            return;
        }
        if pairs {
            let _ = write!(out, "x{at} AS (\n  SELECT o.patient, o.fact");
            columns(out, &self.pairs);
            let _ = write!(out, "\n  FROM r{at} AS o JOIN r{at} AS i ON i.patient = o.patient");
            let sides: Option<Vec<_>> = self.pair_sets.iter().map(|(o, i)| Some(((*o)?, (*i)?))).collect();
            if let Some(sides) = sides {
                let sides: Vec<_> = sides.iter().map(|(o, i)| format!("(o.s = {o} AND i.s = {i})")).collect();
                let _ = write!(out, "\n  WHERE {}", sides.join(" OR "));
            }
            out.push_str("\n  GROUP BY o.patient, o.fact\n),\n");
        }
        if !pairs && self.needed.is_empty() {
            let _ = writeln!(out, "r{} AS (SELECT * FROM r{at}),", at + 1);
            return;
        }
        let _ = write!(out, "r{} AS (\n  SELECT r{at}.*", at + 1);
        for name in &self.needed {
            let _ = write!(out, ", a{at}.{name}");
        }
        for (name, _) in &self.pairs.list {
            let _ = write!(out, ", COALESCE(x{at}.{name}, 0) AS {name}");
        }
        let _ = write!(out, "\n  FROM r{at} JOIN a{at} ON a{at}.patient = r{at}.patient");
        if pairs {
            let _ = write!(out, "\n  LEFT JOIN x{at} ON x{at}.patient = r{at}.patient AND x{at}.fact = r{at}.fact");
        }
        out.push_str("\n),\n");
    }
}

fn columns(out: &mut String, names: &Names) {
    for (name, text) in &names.list {
        let _ = write!(out, ",\n    {text} AS {name}");
    }
}
