//! The command `stagescope`.

use std::process::ExitCode;

fn main() -> ExitCode {
    stagescope_cli::run(std::env::args_os())
}
