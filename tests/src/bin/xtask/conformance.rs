//! `cargo xtask conformance --emit --images FILE`: our answers for the Dockerfiles whose paths stand on standard input,
//! one JSON line each, in the form in which the reference's answers are recorded.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::path::Path;

use stagescope::catalog::Catalog;
use stagescope_tests::conformance::{Case, answer, catalog};

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<(), Box<dyn Error>> {
    let mut images = None;
    let mut emit = false;
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--emit" => emit = true,
            "--images" => images = rest.next(),
            _ => return Err(format!("unknown argument {arg}: use --emit and --images FILE").into()),
        }
    }
    if !emit {
        return Err("say --emit, and give paths of Dockerfiles on standard input".into());
    }
    let catalog = match images {
        Some(path) => catalog(&serde_json::from_slice(&std::fs::read(path)?)?),
        None => Catalog::bundled(),
    };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let case = Case::read(Path::new(line?.trim()))?;
        writeln!(out, "{}", answer(&case, &catalog))?;
    }
    Ok(())
}
