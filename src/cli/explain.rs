use std::fmt::Write;

use anyhow::{Result, bail};
use trial_extract::check::codes::{Code, all, explain};
use trial_extract::rule::Severity;

/// Explains a diagnostic code; without one, lists them all.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code in square brackets of a diagnostic, such as window-without-anchor.
    code: Option<String>,
}

/// Prints it.
pub fn run(args: &Args) -> Result<u8> {
    let Some(code) = &args.code else {
        let width = all().iter().map(|row| row.code.len()).max().unwrap_or_default();
        let list: String =
            all().iter().map(|row| format!("{:width$}  {:7}  {}\n", row.code, word(row.severity), row.title)).collect();
        return super::print(&list);
    };
    match explain(code.trim()) {
        Some(row) => super::print(&page(row)),
        None => bail!("there is no diagnostic {code:?}; `extract explain` lists them all"),
    }
}

fn page(row: &Code) -> String {
    let mut page =
        format!("{}[{}]: {}\n\n{}\n\nFor example:\n\n", word(row.severity), row.code, row.title, row.explanation);
    let show =
        |page: &mut String, text: &str| text.lines().for_each(|line| writeln!(page, "    {line}").unwrap_or_default());
    show(&mut page, row.example);
    page.push_str("\nBut not:\n\n");
    show(&mut page, row.near_miss);
    page
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
