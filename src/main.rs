//! The command line: `extract`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
