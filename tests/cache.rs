//! What a change runs again, as literate specifications.
//!
//! A section of `specs/cache.md` has a `dockerfile` block, perhaps a `dockerignore` one, a `change` block and an `expect`
//! block. The change is lines such as `file app.py`, `image python:3.11-slim`, `argument VERSION=2`, `target dev`,
//! `platform linux/arm64`, or another block, `dockerfile,after`, `dockerignore,after` or `context,after`. A `context` block lists
//! the files of the build context, each with its size. Each expected line is a step that is
//! not done every time: what becomes of it, its name, and, if it stands there, the first cause.

use std::fmt::Write as _;
use std::fs;

use stagescope::report::{Change, Fate, choices, what_if};
use stagescope::{Catalog, Context, ContextFile, Input};
use stagescope_tests::spec::{Section, sections};
use stagescope_tests::texts::root;

fn change(section: &Section, input: &mut Input) -> Change {
    let mut after = input.clone();
    let mut direct = None;
    for line in section.text("change").lines() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.to_owned();
        match word {
            "file" => direct = Some(Change::File(rest)),
            "image" => direct = Some(Change::Image(rest)),
            "argument" => {
                let pair =
                    rest.split_once('=').map(|(name, value)| (name.to_owned(), Some(value.to_owned())));
                let (name, value) = pair.unwrap_or((rest, None));
                direct = Some(Change::Argument(name, value));
            }
            "target" => after.options.target = Some(rest),
            "platform" => after.options.platform = Some(rest),
            "from-target" => input.options.target = Some(rest),
            other => assert_eq!(other, "file", "{}: no such change", section.title),
        }
    }
    if let Some(text) = section.block("dockerfile,after") {
        text.clone_into(&mut after.dockerfile);
    }
    if let Some(text) = section.block("dockerignore,after") {
        after.dockerignore = Some(text.to_owned());
    }
    if let Some(text) = section.block("context,after") {
        after.context = Some(context(text));
    }
    direct.unwrap_or_else(|| Change::To(Box::new(after)))
}

fn context(text: &str) -> Context {
    let file = |line: &str| {
        let (path, size) = line.rsplit_once(' ').unwrap_or((line, ""));
        ContextFile { path: path.to_owned(), size: size.parse().ok(), text: None }
    };
    Context::new(text.lines().map(file).collect())
}

/// What a section says became of its steps, in the form in which it says what to expect.
fn outcome(section: &Section) -> String {
    let mut input = Input {
        dockerfile: section.text("dockerfile").to_owned(),
        dockerignore: section.block("dockerignore").map(str::to_owned),
        context: section.block("context").map(context),
        ..Input::default()
    };
    let change = change(section, &mut input);
    let mut text = String::new();
    for step in what_if(&input, &change, &Catalog::bundled()).steps {
        let word = match step.fate {
            Fate::Always => continue,
            Fate::Cached => "cached ",
            Fate::Perhaps => "perhaps",
            Fate::Runs => "runs   ",
        };
        let chain: Vec<&str> = step.chain.iter().map(|cause| cause.text.as_str()).collect();
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{word} {}", step.name);
        if !chain.is_empty() {
            let _ = writeln!(text, "        {}", chain.join(" → "));
        }
    }
    text
}

/// Steps, each with the chain that stands below it, sorted: which of two steps side by side has the lower number is said
/// elsewhere.
fn steps(text: &str) -> Vec<Vec<&str>> {
    let mut steps: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        match (line.strip_prefix("        "), steps.last_mut()) {
            (Some(chain), Some(step)) => step.push(chain),
            _ => steps.push(vec![line]),
        }
    }
    steps.sort_unstable();
    steps
}

/// Expected steps without a chain expect any.
fn agrees(expected: &str, actual: &str) -> bool {
    let (expected, actual) = (steps(expected), steps(actual));
    expected.len() == actual.len()
        && expected.iter().zip(&actual).all(|(expected, actual)| actual.starts_with(expected))
}

#[test]
fn what_runs_again() {
    let path = root().join("tests/specs/cache.md");
    let markdown = fs::read_to_string(&path).unwrap();
    let sections = sections(&markdown);
    let mut wrong = String::new();
    for section in &sections {
        let actual = outcome(section);
        let expected = section.text("expect");
        if !agrees(expected, &actual) {
            let _ = writeln!(wrong, "## {}\nexpected:\n{expected}actual:\n{actual}", section.title);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(sections.len() >= 20, "{} sections", sections.len());
}

#[test]
fn a_listing_offers_the_files_that_are_taken() {
    let offered = |files: &str| {
        let input = Input {
            dockerfile: "FROM alpine\nCOPY src /src\nCOPY *.json .\n".to_owned(),
            dockerignore: Some("src/*.log\n".to_owned()),
            context: Some(context(files)),
            ..Input::default()
        };
        choices(&input, &Catalog::bundled()).files
    };
    let files = offered("a.json 1\nreadme.md 1\nsrc/a.log 1\nsrc/main.c 1\n");
    assert_eq!(files, ["src", "*.json", "a.json", "src/main.c"]);
    let mut many = String::new();
    for number in 0..2_000 {
        let _ = writeln!(many, "src/f{number} 1");
    }
    assert_eq!(offered(&many).len(), 500);
}
