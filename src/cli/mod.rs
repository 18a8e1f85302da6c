//! The command line. The only module that prints.
//!
//! `args` says what can be typed; one file a subcommand holds its arguments and its `run`, which
//! returns an [`Outcome`] or what stopped it. Standard output carries data and reports only;
//! everything else goes to standard error.
#![allow(clippy::print_stdout, clippy::print_stderr)]

pub mod annotate;
pub mod args;
pub mod check;
pub mod completions;
pub mod explain;
pub mod export;
pub mod learn;
pub mod reports;
pub mod schema;
pub mod show;
pub mod validate;

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;
use args::{Cli, Command};

/// How a command ended when nothing stopped it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// Findings at or above the user's threshold.
    Findings,
}

impl Outcome {
    /// The process's exit code: 0 clean, 1 findings.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
        }
    }
}

/// Runs the command typed.
pub fn run(cli: Cli) -> Result<Outcome, Error> {
    match cli.command {
        Command::Export(args) => export::run(*args),
        Command::Show(args) => show::run(&args),
        Command::Learn(args) => learn::run(&args),
        Command::Annotate(args) => annotate::run(args),
        Command::Validate(args) => validate::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Rules(args) => explain::rules(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    }
}

/// Prints to standard output, with colours where it is a terminal that wants them.
fn print(text: &str) -> Result<(), Error> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(Error::Print)
}

/// Prints what stopped a run, unless it was a reader that closed the pipe, and returns the exit code.
pub fn report(error: &Error) -> u8 {
    if error.is_broken_pipe() {
        return 0;
    }
    anstream::eprintln!("error: {error}");
    error.exit_code()
}

/// A flag that turns true on Ctrl-C or a request to end, so that a run can leave things as they were.
pub fn stopped_by_signal() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    // Without a handler the signal ends the process at once, and the dataset stays as it was too:
    // only a hidden folder is left behind.
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
    &STOP
}
