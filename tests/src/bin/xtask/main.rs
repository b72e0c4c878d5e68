//! `cargo xtask`: every command of this repository.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "commands talk to the person who runs them")]

mod tools;
mod bundle;
mod data;
mod dist;
mod size;
mod size_check;
mod npm;
mod types;
mod messages;
mod bench;
mod serve;
mod docs;
mod reference;
mod rules;
mod markdown;
mod lessons;
mod licences;
mod sbom;
mod site;
mod examples;
mod new_rule;
mod catalog;
mod conformance;
mod check;

use std::process::ExitCode;

use crate::tools::{Missing, Result};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--port N] [--no-build]    build the playground and serve it on this machine
  dist                             build the site, the widget and the offline file into dist/
  npm                              build the npm package with wasm-pack, into target/npm/
  size [--json]                    weigh what dist built
  size-check                       our figures for the sizes of images beside published ones
  bench [--json]                   time the engine: beside its peers, and as WebAssembly under Node.js
  examples [NAME …]                build the examples with their generators, and drive them in a browser
  explain FILE …                   the command stagescope explain; --help says more
  test [--only STEP,…]             run every test
  docs                             write crate/RULES.md from the rules
  types                            write npm/types.d.ts from the structs of the report
  messages                         write the texts of the interface for Rust and TypeScript, from web/messages/
  rules [--json]                   list the rules: category, severity, fix, other names
  new-rule PascalName              start a rule: its file, its registration, its first tests
  catalog FACTS_DIR                write the tables of base images and packages
  conformance                      compare with the reference's recorded answers, section by section
  conformance --emit [--images FILE]
                                   answer for the Dockerfiles whose paths stand on standard input, as JSON lines";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|command| command == "explain") {
        return stagescope_cli::run(std::env::args_os());
    }
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(if error.is::<Missing>() { 2 } else { 1 })
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let Some((command, rest)) = args.split_first() else { return Err(USAGE.into()) };
    match command.as_str() {
        "serve" => serve::run(rest),
        "dist" => dist::run(rest),
        "npm" => npm::run(rest),
        "examples" => examples::run(rest),
        "size" => size::run(rest),
        "size-check" => size_check::run(rest),
        "bench" => bench::run(rest),
        "test" => check::run(rest),
        "docs" => docs::run(rest),
        "types" => types::run(rest),
        "messages" => messages::run(rest),
        "rules" => rules::run(rest),
        "new-rule" => new_rule::run(rest),
        "catalog" => catalog::run(rest),
        "conformance" => conformance::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command {other}\n\n{USAGE}").into()),
    }
}
