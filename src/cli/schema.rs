use anyhow::Result;
use trial_extract::emit::schema::schema_text;

/// Prints the JSON Schema (2020-12) of the trial document.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Prints it.
pub fn run(_: &Args) -> Result<u8> {
    super::print(&schema_text())
}
