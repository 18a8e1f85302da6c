//! `newsrows completions` and `newsrows man`: what shells and `man` know about the commands.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Outcome;
use super::args::Cli;
use crate::config::ConfigError;
use crate::error::Error;

const EXAMPLES: &str = "Examples:
  newsrows completions bash > ~/.local/share/bash-completion/completions/newsrows
  newsrows completions zsh > ~/.zfunc/_newsrows
  newsrows completions fish > ~/.config/fish/completions/newsrows.fish";

const MAN_EXAMPLES: &str = "Examples:
  newsrows man | man -l -
  newsrows man export > newsrows-export.1";

/// What can be typed after `newsrows completions`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// What can be typed after `newsrows man`.
#[derive(Args, Debug)]
#[command(after_help = MAN_EXAMPLES)]
pub struct ManArgs {
    /// A subcommand [default: the program as a whole]
    command: Option<String>,
}

/// Prints a completion script.
pub fn completions(args: &CompletionsArgs) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "newsrows", &mut script);
    print(&script)
}

/// Prints a manual page in roff.
pub fn man(args: &ManArgs) -> Result<Outcome, Error> {
    let mut program = Cli::command();
    program.build();
    let command = match &args.command {
        None => &program,
        Some(name) => program
            .find_subcommand(name)
            .ok_or_else(|| unknown(name, &program))?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(Error::Print)?;
    print(&page)
}

fn unknown(word: &str, program: &clap::Command) -> ConfigError {
    let known: Vec<&str> = program
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    ConfigError::Word {
        flag: "man",
        word: word.to_owned(),
        known: known.join(", "),
    }
}

fn print(bytes: &[u8]) -> Result<Outcome, Error> {
    std::io::stdout().write_all(bytes).map_err(Error::Print)?;
    Ok(Outcome::Clean)
}
