//! The command as somebody uses it: what it prints, and its exit code.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const WASTEFUL: &str = "FROM alpine:3.22 as build\nRUN echo hi > /x\nFROM alpine:3.22\nCOPY --from=build /x /x\nCMD [\"cat\", \"/x\"]\n";

/// What a command does: exit code, standard output, standard error.
struct Outcome {
    code: i32,
    out: String,
    err: String,
}

/// An empty folder of one test, in which its commands run.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with(self, file: &str, text: &str) -> Self {
        fs::write(self.0.join(file), text).unwrap();
        self
    }

    fn run(&self, args: &str) -> Outcome {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &str, input: &str) -> Outcome {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stagescope"))
            .args(args.split(' '))
            .current_dir(&self.0)
            .env("FROM_HERE", "value of the environment")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Outcome {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Outcome {
    #[track_caller]
    fn says(&self, code: i32, expected: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for text in expected {
            assert!(self.out.contains(text) || self.err.contains(text), "{text}: {}{}", self.out, self.err);
        }
    }
}

#[test]
fn explains_the_file_of_this_folder() {
    let folder = Folder::new("explain").with("Dockerfile", WASTEFUL);
    folder.run("explain").says(
        0,
        &["docker build would build this.\n", "1 build from alpine:3.22 (line 1): runs", "\nImage: "],
    );
    folder
        .run("explain --target build")
        .says(0, &["docker build --target build .\n", "1 build from alpine:3.22 (line 1): target"]);
    folder.run("explain --changed-image alpine:3.22").says(0, &["What if: "]);
    folder.run("explain --why stage-1 build --compare-target build").says(0, &["\nWhy\n", "\nCompared\n"]);
    folder.run("explain --format prose").says(0, &["`docker build .` builds", "Starts from the image"]);
    folder.run("explain --format markdown").says(0, &["# What this Dockerfile builds", "```mermaid"]);
    let bake = folder.run(
        "explain --format bake --target build --build-arg FROM_HERE --build-arg NOT_THERE --build-arg A=1",
    );
    bake.says(0, &["  target     = \"build\"\n  args = {\n    \"FROM_HERE\" = \"value of the environment\"\n    \"A\" = \"1\"\n  }\n"]);
    for args in ["explain --json", "explain --format json --changed x"] {
        let report: serde_json::Value = serde_json::from_str(&folder.run(args).out).unwrap();
        assert_eq!(report["stages"][1]["target"], true, "{args}");
        assert!(report["files"].is_array(), "{args}");
        assert_eq!(report["whatIf"].is_object(), args.contains("changed"), "{args}");
    }
}

#[test]
fn the_context_is_listed_and_its_ignore_file_obeyed() {
    let folder = Folder::new("context")
        .with("Dockerfile", "FROM scratch\nCOPY a.txt b.txt /\n")
        .with("a.txt", "1234")
        .with("b.txt", "")
        .with(".dockerignore", "b.txt\n");
    folder
        .run("explain --context .")
        .says(0, &["4 files listed", ".dockerignore line 1: b.txt decides over 1"]);
    // That of the Dockerfile itself comes first, as with docker build.
    let folder = folder.with("Dockerfile.dockerignore", "a.txt\nb.txt\n");
    folder.run("explain --context .").says(0, &[".dockerignore line 2: b.txt decides over 1"]);
    folder
        .run("explain --context . --ignore .dockerignore")
        .says(0, &[".dockerignore line 1: b.txt decides over 1"]);
    let folder = folder.with(".dockerignore", "[\n");
    folder
        .run("check --context . --ignore .dockerignore")
        .says(1, &["Dockerfile: error: docker build stops: .dockerignore: "]);
}

#[test]
fn checks_and_fails_from_a_level_on() {
    let folder = Folder::new("check").with("Dockerfile", WASTEFUL);
    let expected = "Dockerfile:1:18: warning: ";
    folder.run("check").says(1, &[expected, " [FromAsCasing]\n", "    fix: ", "1 of them has a safe fix\n"]);
    folder.run("check --fail-on error").says(0, &[expected]);
    folder.run("check --fail-on never").says(0, &[expected]);
    folder
        .run_with("check -", "# check=skip=all\nFROM scratch\nCOPY x /\nCMD [\"/x\"]\n")
        .says(0, &["nothing found\n"]);
    folder.run_with("check - --fail-on error", "FROM scratch\nCOPY\n").says(1, &["Dockerfile:2:1: error: "]);
    folder.run_with("check - --fail-on never", "FROM scratch\nCOPY\n").says(0, &["1 error"]);
    folder.run("check --format markdown").says(1, &["## Findings\n\n- **line 1, warning:** "]);
    let list: serde_json::Value =
        serde_json::from_str(&folder.run("check ./Dockerfile --format json").out).unwrap();
    assert_eq!((&list["file"], &list["stop"]), (&"Dockerfile".into(), &serde_json::Value::Null));
    assert_eq!(list["diagnostics"][0]["rule"], "FromAsCasing");
}

#[test]
fn draws_in_four_forms() {
    let folder = Folder::new("graph").with("Dockerfile", WASTEFUL);
    folder.run("graph").says(0, &["flowchart LR\n", "  s0 ==>|\"/x\"| s1\n"]);
    folder.run("graph --format dot").says(0, &["digraph stagescope {", "s0 -> s1 [style=dashed"]);
    folder
        .run("graph --format svg")
        .says(0, &["<svg xmlns=\"http://www.w3.org/2000/svg\"", "prefers-color-scheme:dark", "</svg>\n"]);
    assert!(!folder.run("graph --format svg --theme dark").out.contains("prefers-color-scheme"));
    let graph: serde_json::Value = serde_json::from_str(&folder.run("graph --format json").out).unwrap();
    assert!(graph["edges"].as_array().unwrap().iter().any(|edge| edge["label"] == "/x"));
}

#[test]
fn fixes_what_is_safe() {
    let folder = Folder::new("fix").with("Dockerfile", WASTEFUL);
    let fixed = WASTEFUL.replace(" as ", " AS ");
    folder.run("fix").says(1, &[
        "--- Dockerfile\n+++ Dockerfile\n@@ -1,4 +1,4 @@\n-FROM alpine:3.22 as build\n+FROM alpine:3.22 AS build\n RUN ",
        "fixed line 1: ",
        " [FromAsCasing]\n",
    ]);
    assert_eq!(fs::read_to_string(folder.0.join("Dockerfile")).unwrap(), WASTEFUL, "it only shows");
    assert_eq!(folder.run_with("fix - --print", WASTEFUL).out, fixed);
    folder.run("fix --write").says(0, &["fixed line 1: "]);
    assert_eq!(fs::read_to_string(folder.0.join("Dockerfile")).unwrap(), fixed);
    let again = folder.run("fix");
    again.says(0, &["nothing to fix\n"]);
    assert_eq!(again.out, "");
}

#[test]
fn what_cannot_be_carried_out_is_code_2() {
    let folder =
        Folder::new("usage").with("Dockerfile", "FROM scratch\n").with("long", &"#".repeat((1 << 20) + 1));
    for (args, expected) in [
        ("", "Usage: stagescope"),
        ("explain missing", "error: missing: "),
        ("check --format xml", "[possible values: text, json, sarif, markdown]"),
        ("check --colour", "unexpected argument"),
        ("check --ignore missing", "error: missing: "),
        ("check --context missing", "error: missing: "),
        ("explain --changed-arg A", "--changed-arg needs NAME=VALUE"),
        ("fix - --write", "--write needs a file"),
        ("check long", "long has 1048577 bytes; at most 1048576 are analysed"),
    ] {
        let outcome = folder.run(args);
        outcome.says(2, &[expected]);
        assert_eq!(outcome.out, "", "{args}");
    }
}

#[test]
fn help_and_completions() {
    let folder = Folder::new("help");
    folder.run("--help").says(0, &["Exit codes:", "stagescope check --format sarif > out.sarif"]);
    folder.run("check --help").says(0, &["--fail-on <LEVEL>", "# check=skip=RuleName"]);
    folder.run("--version").says(0, &["stagescope 0."]);
    folder.run("completions bash").says(0, &["_stagescope()", "--fail-on"]);
    folder.run("completions zsh").says(0, &["#compdef stagescope"]);
    folder.run("completions fish").says(0, &["complete -c stagescope"]);
}
