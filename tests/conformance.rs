//! `BuildKit`'s recorded answers, where the folder with them stands beside the repository.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says why it does nothing"
)]

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use serde_json::Value;
use stagescope_tests::conformance::{Case, answer, catalog};
use stagescope_tests::texts::shared;

/// Runs of the generated cases that may differ: two are ties that the reference decides by chance.
const KNOWN_DIFFERENCES: usize = 3;

fn folder() -> Option<PathBuf> {
    let folder = shared().map(|shared| shared.join("conformance"));
    if folder.is_none() {
        println!("skipped: the recorded answers do not stand beside the repository");
    }
    folder
}

fn json(path: &Path) -> Value {
    serde_json::from_reader(BufReader::new(File::open(path).unwrap())).unwrap()
}

/// The reference lists the broken rules of `check=error=true` in no fixed order.
fn sort_rules(value: &mut Value) {
    const PREFIX: &str = "lint violation found for rules: ";
    match value {
        Value::String(text) => {
            if let Some(rules) = text.strip_prefix(PREFIX) {
                let mut rules: Vec<&str> = rules.split(", ").collect();
                rules.sort_unstable();
                *text = format!("{PREFIX}{}", rules.join(", "));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(sort_rules),
        Value::Object(map) => map.values_mut().for_each(sort_rules),
        _ => {}
    }
}

/// The parts of a run that are compared: a section, or a part of the section `build`.
const PARTS: [&str; 13] = [
    "/parse",
    "/stages",
    "/lint",
    "/lint_all",
    "/targets",
    "/outline",
    "/build/error",
    "/build/warnings",
    "/build/image",
    "/build/history",
    "/build/vertices",
    "/build/stages",
    "/build/target_index",
];

/// The parts of one run in which we differ from the reference. Where the reference itself varies from run to run, the
/// record has alternatives.
fn differing(ours: &Value, theirs: &Value) -> Vec<&'static str> {
    let is_wrong = |part: &&str| {
        let section = part.split('/').nth(1).unwrap();
        let Some(first) = theirs.get(section).filter(|it| !it.is_null()) else { return false };
        if first.pointer("/error/panic").is_some() {
            return false;
        }
        let refused = first.get("error").is_some();
        if section == "build" && refused && !matches!(*part, "/build/error" | "/build/warnings") {
            return false;
        }
        let inner = part.strip_prefix('/').unwrap().strip_prefix(section).unwrap();
        let others = theirs.pointer(&format!("/alternatives/{section}")).and_then(Value::as_array);
        let mut accepted = [first].into_iter().chain(others.into_iter().flatten());
        !accepted.any(|wanted| wanted.pointer(inner) == ours.pointer(part))
    };
    PARTS.into_iter().filter(is_wrong).collect()
}

/// Answers a case and names the runs and sections that differ.
fn compare(path: &Path, runs: &Value, images: &Value) -> Vec<String> {
    let case = Case::read(path).unwrap();
    let mut answers = answer(&case, &catalog(images));
    let mut runs = runs.clone();
    sort_rules(&mut answers);
    sort_rules(&mut runs);
    let ours = answers.get("runs").and_then(Value::as_array).unwrap();
    let mut wrong = Vec::new();
    for run in runs.as_array().unwrap() {
        let options = run.get("options").unwrap();
        let ours = ours.iter().find(|it| it.get("options") == Some(options)).and_then(|it| it.get("result"));
        let sections = differing(ours.unwrap_or(&Value::Null), run.get("result").unwrap());
        if !sections.is_empty() {
            wrong.push(format!("{} {options}: {}", case.name, sections.join(", ")));
        }
    }
    wrong
}

#[test]
fn every_recorded_answer_is_ours() {
    let Some(folder) = folder() else { return };
    let images = json(&folder.join("images.json"));
    let (mut tried, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(folder.join("expected")).unwrap() {
        let expected = entry.unwrap().path();
        let case = folder.join("cases").join(expected.file_stem().unwrap()).with_extension("Dockerfile");
        wrong.extend(compare(&case, &json(&expected), &images));
        tried += 1;
    }
    assert!(tried > 300, "only {tried} cases were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_snippet_of_the_guide_is_answered_as_recorded() {
    let Some(folder) = folder() else { return };
    let images = json(&folder.join("images.json"));
    let snippets = folder.join("../guide/snippets");
    let mut tried = 0;
    for entry in std::fs::read_dir(snippets.join("expected")).unwrap() {
        let expected = entry.unwrap().path();
        let snippet = snippets.join(expected.file_stem().unwrap()).with_extension("Dockerfile");
        assert_eq!(compare(&snippet, &json(&expected), &images), Vec::<String>::new());
        tried += 1;
    }
    assert!(tried > 10, "only {tried} snippets were found");
}

#[test]
fn generated_files_are_answered_as_recorded() {
    let Some(folder) = folder() else { return };
    let images = json(&folder.join("images.json"));
    let file = File::open(folder.join("generated/expected.jsonl.gz")).unwrap();
    let (mut tried, mut wrong) = (0, Vec::new());
    for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let row: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let name = row.get("name").and_then(Value::as_str).unwrap();
        let case = folder.join("generated/cases").join(name).with_extension("Dockerfile");
        wrong.extend(compare(&case, row.get("runs").unwrap(), &images));
        tried += 1;
    }
    assert!(tried > 900, "only {tried} cases were found");
    assert!(wrong.len() <= KNOWN_DIFFERENCES, "{}", wrong.join("\n"));
}
