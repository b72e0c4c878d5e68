//! The catalogue of rules that may stand beside the repository: which of its rules there are, that none of its good
//! examples is blamed, and that the mistakes of the guide are found.

#![expect(clippy::print_stdout, reason = "what is missing is shown, and why something is skipped")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at a file that is not what it says"
)]

use std::path::PathBuf;

use serde_json::Value;
use stagescope::report::Level;
use stagescope::rules::{RULES, Rule};
use stagescope::{Catalog, Input, analyze};
use stagescope_tests::texts;

/// So many rules of the catalogue are written; the number only grows.
const WRITTEN: usize = 130;

/// Good examples of one rule that another rule is right to blame.
const RIGHTLY_BLAMED: [(&str, &str); 4] = [
    // Nothing uses its first stage.
    ("DuplicateStageName", "StageUnused"),
    // They copy everything before `npm ci`.
    ("copy-from-whole-workdir", "CopyAllBeforeInstall"),
    ("final-base-not-slim", "CopyAllBeforeInstall"),
    // Its base has no tag.
    ("shell-less-stage", "BaseUntagged"),
];

fn shared(path: &str) -> Option<PathBuf> {
    let found = texts::shared().map(|folder| folder.join(path)).filter(|path| path.exists());
    if found.is_none() {
        println!("skipped: {path} does not stand beside the repository");
    }
    found
}

fn catalogue() -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(shared("rules/rules.json")?).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    Some(all["rules"].as_array().unwrap().clone())
}

/// The rules that find something in a text, each with its level and message.
fn found(text: &str, ignore: Option<&str>) -> Vec<(Level, String, String)> {
    let dockerignore = ignore.map(str::to_owned);
    let input = Input { dockerfile: text.to_owned(), dockerignore, ..Input::default() };
    let report = analyze(&input, &Catalog::bundled());
    report.diagnostics.into_iter().map(|it| (it.level, it.rule, it.message)).collect()
}

/// The rule of an id of the catalogue: `Chmod777` is `chmod-777` there.
fn rule_of(id: &str) -> Option<&'static Rule> {
    let letters = |text: &str| text.replace('-', "").to_ascii_lowercase();
    RULES.iter().copied().find(|rule| letters(rule.meta.id) == letters(id))
}

fn has_rule(id: &str) -> bool {
    rule_of(id).is_some()
}

#[test]
fn rules_of_the_catalogue_that_are_written() {
    let Some(catalogue) = catalogue() else { return };
    let (mut written, mut missing) = (0, Vec::new());
    for rule in &catalogue {
        let id = rule["id"].as_str().unwrap();
        if has_rule(id) {
            written += 1;
        } else {
            missing.push(id);
        }
    }
    // Rules of our own come on top of these.
    println!("{written} of {} rules are written; missing: {}", catalogue.len(), missing.join(" "));
    assert!(written >= WRITTEN, "only {written} are left");
}

#[test]
fn good_examples_are_not_blamed() {
    let Some(catalogue) = catalogue() else { return };
    let mut blamed = Vec::new();
    for rule in &catalogue {
        let text = rule["example_good"].as_str().unwrap();
        // Some good examples are so only with what they keep out of the build context.
        for (level, id, message) in found(text, None) {
            let is_right =
                RIGHTLY_BLAMED.iter().any(|(example, blamed)| rule["id"] == *example && id == *blamed);
            if matches!(level, Level::Error | Level::Warning) && !is_right {
                blamed.push(format!("{}: {id} says \"{message}\" of\n{text}", rule["id"]));
            }
        }
    }
    assert!(blamed.is_empty(), "{}\n{}", blamed.len(), blamed.join("\n"));
}

#[test]
fn bad_examples_are_found() {
    let Some(catalogue) = catalogue() else { return };
    let mut passed_over = Vec::new();
    for rule in &catalogue {
        let id = rule["id"].as_str().unwrap();
        let text = rule["example_bad"].as_str().unwrap();
        let rule = rule_of(id);
        if rule.is_some_and(|rule| !found(text, None).iter().any(|(_, found, _)| found == rule.meta.id)) {
            passed_over.push(id);
        }
    }
    println!("passed over: {}", passed_over.join(" "));
}

/// Mistakes of the guide's snippets and the rule that tells each, by the start of the snippet's name.
const MISTAKES: [(&str, &str); 17] = [
    ("01", "CopyAllBeforeInstall"),
    ("01", "UserProgramsNotCopied"),
    ("01", "LangPackagesUnpinned"),
    ("01", "PlaceholderPackage"),
    ("02", "StageUnused"),
    ("02", "BaseLatest"),
    ("03", "LockfileNotEnforced"),
    ("06", "BaseUntagged"),
    ("06", "StageUnused"),
    ("06", "BaseEol"),
    ("07", "PackageAlreadyThere"),
    ("08", "FlagUnknown"),
    ("08", "DuplicateSetup"),
    ("09", "ArgEmptyUnlessPassed"),
    ("10", "BaseUntagged"),
    ("11", "FinalOnBuildplatform"),
    ("13", "PipCacheLeft"),
];

#[test]
fn mistakes_of_the_guide_are_found() {
    let Some(folder) = shared("guide/snippets") else { return };
    let snippets = texts::of_folder(&folder);
    for (start, rule) in MISTAKES {
        let snippet = snippets.iter().find(|it| it.name.starts_with(start)).unwrap();
        let found = found(&snippet.text, None);
        assert!(found.iter().any(|(_, id, _)| id == rule), "{}: no {rule} in {found:?}", snippet.name);
    }
}

/// The same mistakes in files of our own, for where the guide does not stand beside the repository.
#[test]
fn the_same_mistakes_in_files_of_our_own() {
    for (text, rules) in [
        (
            "FROM python:3.13 AS deps\nWORKDIR /src\nCOPY . .\nRUN pip install --user flask gunicorn\n\
             FROM python:3.13-slim\n\
             COPY --from=deps /root/.local/lib/python3.13/site-packages /root/.local/lib/python3.13/site-packages\n\
             CMD [\"gunicorn\", \"site:app\"]\n",
            &["CopyAllBeforeInstall", "UserProgramsNotCopied"][..],
        ),
        ("COPY package.json package-lock.json /srv/\nRUN npm install\n", &["LockfileNotEnforced"]),
        (
            "FROM python:3.13\nRUN apt-get update && apt-get install -y build-essential gcc\n",
            &["PackageAlreadyThere"],
        ),
        (
            "FROM python:3.13-slim AS common\nCOPY reqs.txt /\nFROM common AS dev\nRUN pip install -r /reqs.txt\n\
             FROM common AS web\nRUN pip install --production -r /reqs.txt\n",
            &["FlagUnknown", "DuplicateSetup"],
        ),
        ("FROM --platform=$BUILDPLATFORM python:3.13\nCMD [\"python\"]\n", &["FinalOnBuildplatform"]),
    ] {
        let found = found(text, None);
        for rule in rules {
            assert!(found.iter().any(|(_, id, _)| id == rule), "no {rule} in {found:?} of\n{text}");
        }
    }
}
