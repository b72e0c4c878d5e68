//! Our own house: the Dockerfile of this repository is as we advise others to write theirs.

#![expect(clippy::unwrap_used, reason = "a test may stop at a file that is not what it says")]

use std::fs;
use std::path::Path;

use stagescope::{BuildOptions, Catalog, Context, ContextFile, Input, analyze};
use stagescope_tests::texts::root;

/// What a listing of the repository leaves out: it is not in git, and there is much of it.
const LEFT_OUT: [&str; 4] = [".git", "target", "dist", "node_modules"];

fn list(folder: &Path, files: &mut Vec<ContextFile>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        if LEFT_OUT.iter().any(|it| name == *it) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), files);
        } else {
            let path = entry.path().strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            files.push(ContextFile { path, size: Some(entry.metadata().unwrap().len()), text: None });
        }
    }
}

#[test]
fn no_rule_finds_anything_in_our_own_dockerfile() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let mut files = Vec::new();
    list(&root(), &mut files);
    // Also the rules that wait to be asked for, BuildKit's and ours.
    let dockerfile = read("Dockerfile").replacen('\n', "\n# check=experimental=all\n", 1);
    let input = Input {
        dockerfile,
        dockerignore: Some(read(".dockerignore")),
        context: Some(Context::new(files)),
        options: BuildOptions::default(),
    };
    let report = analyze(&input, &Catalog::bundled());
    let stages: Vec<String> = report.stages.iter().map(|it| it.name.clone()).collect();
    assert_eq!(stages, ["packages", "build", "site"]);
    for target in stages {
        let options = BuildOptions { target: Some(target.clone()), ..BuildOptions::default() };
        let report = analyze(&Input { options, ..input.clone() }, &Catalog::bundled());
        assert_eq!(report.stop, None, "{target}");
        let found: Vec<String> = report
            .diagnostics
            .iter()
            .map(|it| format!("{target}, line {}: {}", it.line, it.message))
            .collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn a_mistake_in_it_would_be_found() {
    let text = fs::read_to_string(root().join("Dockerfile")).unwrap().replace("USER 65532:65532\n", "");
    let report = analyze(&Input { dockerfile: text, ..Input::default() }, &Catalog::bundled());
    assert!(report.diagnostics.iter().any(|it| it.rule == "RootUserFinal"), "{:?}", report.diagnostics);
}
