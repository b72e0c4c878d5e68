//! `cargo xtask catalog FACTS_DIR`: writes the tables of `crate/src/catalog/` from the facts in a folder and from what we
//! measured ourselves.

mod images;
mod packages;

use std::fs;
use std::path::{Path, PathBuf};

use crate::tools::{self, Result};

/// What we measured or looked up besides the facts; each with its source.
const MEASURED: &str = include_str!("measured.json");
/// See [`MEASURED`].
const MORE_IMAGES: &str = include_str!("more-images.json");

/// See [`MEASURED`].
const MORE_PACKAGES: &str = include_str!("more-packages.json");

/// Runs the command; its argument is the folder that holds the facts.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let [folder] = args else { return Err("usage: cargo xtask catalog FACTS_DIR".into()) };
    for (path, text) in tables(Path::new(folder))? {
        fs::write(&path, &text)?;
        println!("{}: {} bytes", path.display(), text.len());
    }
    Ok(())
}

/// The tables, each with its file.
fn tables(facts: &Path) -> Result<[(PathBuf, String); 3]> {
    let read = |name: &str| tools::read_text(&facts.join(name));
    let [first, rest] = images::tables(&read("base-images.json")?, MORE_IMAGES)?;
    let packages =
        packages::table(&read("packages.json")?, MORE_PACKAGES, &read("ecosystems.json")?, MEASURED)?;
    let path = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../crate/src/catalog").join(name);
    Ok([(path("images.tsv"), first), (path("more-images.tsv"), rest), (path("packages.tsv"), packages)])
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;
    use std::{fs, io};

    use super::tables;

    #[test]
    fn the_tables_are_fresh() {
        let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/facts");
        if !facts.is_dir() {
            // Past the test harness, so that a skipped test is seen.
            writeln!(io::stderr(), "skipped the_tables_are_fresh: {} is not here", facts.display()).unwrap();
            return;
        }
        for (path, text) in tables(&facts).unwrap() {
            let committed = fs::read_to_string(&path).unwrap_or_default();
            assert!(committed == text, "{} is stale: run `cargo xtask catalog FACTS_DIR`", path.display());
        }
    }
}
