//! The command line: `extract`.

mod cli;

use std::process::ExitCode;

/// A rule is a tree of many small parts, over which the system's allocator takes longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
