//! What `BuildKit` makes of a Dockerfile, as literate specifications of our own in `specs/buildkit/`.
//!
//! A section has a `dockerfile` block, perhaps an `asked` block with options (`target T`, `platform P`, `argument K=V`), and an
//! `expect` block. Of every kind of line that stands there, all lines that there are must stand there.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it is surprised")]

use std::fmt::Write as _;
use std::fs;

use stagescope::{Catalog, Input, Report, analyze};
use stagescope_tests::spec::{Section, sections};
use stagescope_tests::texts::root;

fn report(section: &Section) -> Report {
    let mut input = Input { dockerfile: section.text("dockerfile").to_owned(), ..Input::default() };
    for line in section.text("asked").lines() {
        let (word, value) = line.split_once(' ').unwrap();
        match (word, value.split_once('=')) {
            ("target", _) => input.options.target = Some(value.to_owned()),
            ("platform", _) => input.options.platform = Some(value.to_owned()),
            ("argument", Some((name, value))) => {
                input.options.build_args.push((name.to_owned(), value.to_owned()));
            }
            _ => panic!("{}: nothing can be asked with {line}", section.title),
        }
    }
    analyze(&input, &Catalog::bundled())
}

/// All lines of a kind.
fn lines(kind: &str, report: &Report) -> Vec<String> {
    let image = report.image.as_ref();
    match kind {
        "builds" => report.stop.is_none().then(|| "builds".to_owned()).into_iter().collect(),
        "stop" => {
            let place = |line: Option<u32>| line.map(|line| format!(" {line}")).unwrap_or_default();
            let stop = report.stop.iter();
            stop.map(|stop| format!("stop{}: {}", place(stop.line), stop.message)).collect()
        }
        "check" => {
            let checks = report.diagnostics.iter().filter(|it| it.buildkit && !it.rule.is_empty());
            checks.map(|it| format!("check {} {}: {}", it.line, it.rule, it.message)).collect()
        }
        "step" => report.build.steps.iter().map(|step| format!("step {}", step.name)).collect(),
        "stage" => {
            let fate = |target, reached| match (target, reached) {
                (true, _) => "target",
                (_, true) => "runs",
                (_, false) => "skipped",
            };
            let stages = report.stages.iter();
            stages
                .map(|it| format!("stage {} from {}: {}", it.name, it.base, fate(it.target, it.reached)))
                .collect()
        }
        "config" => {
            let rows = image.iter().flat_map(|image| &image.config);
            rows.map(|row| format!("config {} {}", row.key, row.value)).collect()
        }
        "history" => {
            let rows = image.iter().flat_map(|image| image.history.iter().rev().filter(|row| !row.inherited));
            let note = |empty| if empty { " (no layer)" } else { "" };
            rows.map(|row| format!("history {}{}", row.created_by, note(row.empty_layer))).collect()
        }
        _ => panic!("there is no line {kind}"),
    }
}

#[test]
fn every_section_is_answered_as_expected() {
    let mut wrong = String::new();
    let mut count = 0;
    for topic in ["syntax", "stages", "variables", "image"] {
        let path = root().join(format!("tests/specs/buildkit/{topic}.md"));
        for section in sections(&fs::read_to_string(&path).unwrap()) {
            let report = report(&section);
            let expected: Vec<&str> = section.text("expect").lines().collect();
            assert!(!expected.is_empty(), "{}: nothing is expected", section.title);
            let mut kinds: Vec<&str> =
                expected.iter().filter_map(|line| line.split([' ', ':']).next()).collect();
            kinds.dedup();
            let actual: Vec<String> = kinds.iter().flat_map(|kind| lines(kind, &report)).collect();
            if actual != expected {
                // Writing to a text cannot fail.
                let _ = writeln!(wrong, "## {}\n{}\n", section.title, actual.join("\n"));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "otherwise than expected:\n{wrong}");
    assert!(count >= 50, "only {count} sections");
}
