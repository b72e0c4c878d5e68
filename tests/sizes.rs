//! Our figures for the sizes of images hold beside published ones. `cargo xtask size-check` prints the table.

use std::fmt::Write as _;

use stagescope::Catalog;
use stagescope_tests::sizes::{NARROW, Verdict, all, judge, spread};

#[test]
fn no_published_size_is_outside_our_range() {
    let catalog = Catalog::bundled();
    let builds = all();
    let (mut narrow, mut wrong) = (0, String::new());
    for build in &builds {
        let (size, verdict) = judge(build, &catalog);
        if verdict == Verdict::Outside {
            let ours = size.as_ref().map_or("nothing", |size| &size.text);
            let _ =
                writeln!(wrong, "{}: {}: {} published, {ours} by us", build.file, build.title, build.text);
        }
        if verdict == Verdict::Within && size.as_ref().and_then(spread).is_some_and(|spread| spread <= NARROW)
        {
            narrow += 1;
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(builds.len() >= 15, "{} builds", builds.len());
    assert!(narrow >= 8, "{narrow} narrow ranges");
}

#[test]
fn every_figure_names_its_source_and_is_none_of_ours() {
    for build in all() {
        let title = format!("{}: {}", build.file, build.title);
        assert!(build.source.len() > 20 && !build.source.contains("measured by us"), "{title}");
        let date: Vec<&str> = build.date.split('-').collect();
        let digits: Vec<usize> = date.iter().map(|part| part.len()).collect();
        assert!(digits == [4, 2, 2] && date.iter().all(|part| part.parse::<u32>().is_ok()), "{title}");
        assert!(build.low > 0.0 && build.high >= build.low, "{title}");
    }
}
