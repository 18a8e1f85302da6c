//! The command line's entry point: parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use newsrows::cli;

/// Pages are read into many small strings that live as long as their batch.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run(cli::args::Cli::parse()) {
        Ok(outcome) => outcome.exit_code().into(),
        Err(error) => cli::report(&error).into(),
    }
}
