//! `cargo xtask size-check`: our figures for the sizes of images beside published ones, as a table.

use stagescope::Catalog;
use stagescope_tests::sizes::{NARROW, Verdict, all, judge, spread};

use crate::tools::Result;

/// Prints the table; an error when a published figure is outside our range.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("usage: cargo xtask size-check".into());
    }
    let catalog = Catalog::bundled();
    let builds = all();
    let (mut narrow, mut outside) = (0, 0);
    println!("| build | ours | ± | published | on | verdict | source |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for build in &builds {
        let (size, verdict) = judge(build, &catalog);
        let width = size.as_ref().and_then(spread);
        narrow += usize::from(width.is_some_and(|width| width <= NARROW) && verdict == Verdict::Within);
        outside += usize::from(verdict == Verdict::Outside);
        println!(
            "| {} | {} | {} | {} | {} | {} | {} |",
            build.title,
            size.map_or("nothing".to_owned(), |size| size.text),
            width.map_or("–".to_owned(), |width| format!("{:.0} %", width * 100.0)),
            build.text,
            build.date,
            verdict.word(),
            build.source
        );
    }
    println!();
    println!(
        "{} builds, {narrow} with a range no wider than ±{:.0} %, {outside} outside our range",
        builds.len(),
        NARROW * 100.0
    );
    if outside > 0 {
        Err(format!("{outside} published figures are outside our range").into())
    } else {
        Ok(())
    }
}
