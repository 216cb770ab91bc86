use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

/// Prints the completion script of a shell.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which shell's.
    shell: Shell,
}

/// Prints it.
pub fn run(args: &Args) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Cli::command(), "extract", &mut script);
    super::print(&String::from_utf8_lossy(&script))
}
