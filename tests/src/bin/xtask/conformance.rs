//! `cargo xtask conformance`: how far we agree with the reference's recorded answers.
//!
//! With `--emit --images FILE` it gives our answers for the Dockerfiles whose paths stand on standard input instead, one
//! JSON line each, in the form in which the reference's answers are recorded.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::path::Path;

use stagescope::catalog::Catalog;
use stagescope_tests::conformance::compare::{PARTS, Set};
use stagescope_tests::conformance::{Case, answer, catalog};
use stagescope_tests::texts::shared;

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
        return print_agreement();
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

/// One table: of each part the runs that agree, of those for which the reference has an answer.
fn print_agreement() -> Result<(), Box<dyn Error>> {
    let Some(shared) = shared() else {
        println!("skipped: the recorded answers do not stand beside the repository");
        return Ok(());
    };
    let sets = Set::ALL.map(|(set, name)| (name, set.compare(&shared)));
    let mut columns = Vec::new();
    for (name, agreement) in sets {
        columns.push((name, agreement?));
    }
    let row = |name: &str, cells: &mut dyn Iterator<Item = String>| {
        print!("{name:<20}");
        cells.for_each(|cell| print!("{cell:>16}"));
        println!();
    };
    row("", &mut columns.iter().map(|(name, _)| (*name).to_owned()));
    for part in PARTS {
        row(
            part.trim_start_matches('/'),
            &mut columns.iter().map(|(_, it)| {
                let (asked, differing) = it.parts.get(part).copied().unwrap_or_default();
                format!("{}/{asked}", asked - differing)
            }),
        );
    }
    row(
        "runs in full",
        &mut columns.iter().map(|(_, it)| format!("{}/{}", it.runs - it.wrong.len(), it.runs)),
    );
    for (_, it) in &columns {
        it.wrong.iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}
