//! The command line: the engine's report of a Dockerfile, for a terminal, for CI and for builds of documentation.
//!
//! All that reads files, prints and exits is here; what is said of a Dockerfile comes from the engine. `cargo xtask explain`
//! is the command `explain` of this package.

#![forbid(unsafe_code)]

mod args;
mod source;
mod explain;
mod check;
mod graph;
mod fix;

use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::args::{Cli, Command};

/// Errors go to the person who runs the command, so each says what is wrong.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What a command has to say, and whether it found what it was looking for.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    /// For standard output.
    text: String,
    /// For standard error: what is not part of the answer.
    note: String,
    /// Whether the exit code is 1: findings, or something to change.
    found: bool,
}

impl Answer {
    fn of(text: String) -> Self {
        Self { text, note: String::new(), found: false }
    }
}

/// Runs a command line, its first word the name of the program. The exit code is 0, or 1 when there is something to act upon, or
/// 2 when the command could not be carried out.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help that cannot be printed is of no use to anybody.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let answered = answer(&cli.command).and_then(|answer| {
        io::stderr().write_all(answer.note.as_bytes())?;
        match io::stdout().write_all(answer.text.as_bytes()) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            other => other?,
        }
        Ok(answer.found)
    });
    match answered {
        Ok(found) => ExitCode::from(u8::from(found)),
        Err(error) => {
            // Without standard error there is still the exit code.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn answer(command: &Command) -> Result<Answer> {
    match command {
        Command::Explain(args) => explain::explain(args),
        Command::Check(args) => check::check(args),
        Command::Graph(args) => graph::graph(args),
        Command::Fix(args) => fix::fix(args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "stagescope", &mut script);
            Ok(Answer::of(String::from_utf8(script)?))
        }
    }
}
