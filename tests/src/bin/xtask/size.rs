//! `cargo xtask size`: weighs what `dist` built, as it is and as a server would send it.

use std::ops::AddAssign;

use serde_json::{Value, json};

use crate::dist;
use crate::tools::{self, Result};

/// What the first visit to the site may take with brotli, in bytes.
const FIRST_LOAD_BUDGET: usize = 350_000;
/// What the offline file may take as it is, in bytes.
const OFFLINE_BUDGET: usize = 1_500_000;

/// The weight of a file, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Weight {
    raw: usize,
    /// After `gzip -9`.
    gzip: usize,
    /// After brotli with quality 11.
    brotli: usize,
}

impl AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

impl Weight {
    fn of(content: &[u8]) -> Result<Self> {
        let (gzip, brotli) = (dist::gzip(content)?.len(), dist::brotli(content)?.len());
        Ok(Self { raw: content.len(), gzip, brotli })
    }

    fn json(self) -> Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }

    fn row(self, name: &str) -> String {
        format!("{name:<32}{:>12}{:>12}{:>12}", self.raw, self.gzip, self.brotli)
    }
}

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let as_json = match args {
        [] => false,
        [flag] if flag == "--json" => true,
        _ => return Err("usage: cargo xtask size [--json]".into()),
    };
    let site = dist::folder().join("site");
    let offline = dist::folder().join("stagescope.html");
    if !site.join("index.html").is_file() || !offline.is_file() {
        dist::build()?;
    }
    let page = tools::read_text(&site.join("index.html"))?;
    let mut files = Vec::new();
    let mut first_load = Weight::default();
    for file in tools::files_below(&site)? {
        if matches!(tools::extension(&file), "br" | "gz") {
            continue;
        }
        let weight = Weight::of(&tools::read(&site.join(&file))?)?;
        // The page names all that it begins with; everything else is loaded later.
        if file == "index.html"
            || (dist::is_named_after_content(&file) && page.contains(&format!("\"{file}\"")))
        {
            first_load += weight;
        }
        files.push((format!("site/{file}"), weight));
    }
    let offline = Weight::of(&tools::read(&offline)?)?;
    if as_json {
        let files: Vec<Value> = files
            .iter()
            .map(|(path, it)| json!({ "path": path, "raw": it.raw, "gzip": it.gzip, "brotli": it.brotli }))
            .collect();
        println!(
            "{}",
            json!({ "first_load": first_load.json(), "offline_file": offline.json(), "files": files })
        );
        return Ok(());
    }
    println!("{:<32}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip -9", "brotli 11");
    for (path, weight) in &files {
        println!("{}", weight.row(path));
    }
    println!("{}", first_load.row("first load"));
    println!("{}", offline.row("stagescope.html"));
    println!();
    println!("first load, brotli: {}", against(first_load.brotli, FIRST_LOAD_BUDGET));
    println!("offline file, raw:  {}", against(offline.raw, OFFLINE_BUDGET));
    Ok(())
}

/// A weight beside what it may be.
fn against(bytes: usize, budget: usize) -> String {
    let kilobytes = |bytes: usize| format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100);
    let percent = bytes * 100 / budget;
    let verdict = if bytes <= budget { "within" } else { "OVER" };
    format!("{} of {}, {percent} %: {verdict} the budget", kilobytes(bytes), kilobytes(budget))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_compresses() {
        let weight = Weight::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(weight.raw, 10_000);
        assert!(weight.gzip < 100 && weight.brotli < weight.gzip);
    }

    #[test]
    fn a_budget_is_compared() {
        assert_eq!(against(249_950, 250_000), "249.9 kB of 250.0 kB, 99 %: within the budget");
        assert_eq!(against(250_001, 250_000), "250.0 kB of 250.0 kB, 100 %: OVER the budget");
    }
}
