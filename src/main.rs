//! The command line: `extract`.

mod cli;

use std::process::ExitCode;

/// A rule is a tree of many small parts; the system's allocator takes about twice as long over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
