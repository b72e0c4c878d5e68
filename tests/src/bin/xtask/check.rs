//! `cargo xtask test`: everything that a change has to pass, in order; it stops at the first step that fails and always
//! closes with one line, `N passed, N failed`.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::ops::AddAssign;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::dist;
use crate::examples;
use crate::npm;
use crate::tools::{self, Result};

/// One step.
struct Step {
    /// What `--only` calls it.
    name: &'static str,
    heading: &'static str,
    /// Takes the path of this program.
    run: fn(&Path) -> Result<Counts>,
}

const STEPS: [Step; 12] = [
    Step { name: "fmt", heading: "Format of the Rust", run: fmt },
    Step { name: "clippy", heading: "Lints", run: clippy },
    Step { name: "clippy-wasm", heading: "Lints for WebAssembly", run: clippy_wasm },
    Step { name: "rust", heading: "Rust tests", run: rust },
    Step { name: "doc", heading: "Rust documentation", run: doc },
    Step { name: "tsc", heading: "Types of the TypeScript", run: tsc },
    Step { name: "bridge", heading: "TypeScript tests", run: bridge },
    Step { name: "npm", heading: "The npm package in a fresh project", run: npm },
    Step { name: "crate", heading: "The crate as it would be published", run: publish },
    Step { name: "dist", heading: "Build of the three homes", run: build },
    Step { name: "browser", heading: "Browser tests", run: browser },
    Step { name: "examples", heading: "The widget in other sites", run: examples },
];

/// What runs only when `--only` names it: a second browser takes as long as the first.
const ON_REQUEST: [Step; 1] = [Step { name: "firefox", heading: "Browser tests in Firefox", run: firefox }];

/// How many tests passed and failed; a step that is no test runner counts as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let steps = chosen(args)?;
    // Asked for now: the Rust tests may build this program anew, and then the system calls the old one deleted.
    let program = env::current_exe()?;
    let mut total = Counts::default();
    let mut failure = None;
    for step in steps {
        println!("\n== {} ({})", step.heading, step.name);
        let begin = Instant::now();
        let mut counts = match (step.run)(&program) {
            Ok(counts) => counts,
            Err(error) => {
                failure = Some(format!("{}: {error}", step.name));
                Counts { passed: 0, failed: 1 }
            }
        };
        if failure.is_none() && counts.failed > 0 {
            failure = Some(format!("{}: see above", step.name));
        }
        // A runner that says that all is well without having run a test must not look like a pass.
        if failure.is_none() && counts.passed == 0 {
            failure = Some(format!("{}: no test was run", step.name));
            counts.failed = 1;
        }
        println!("   {} took {} s", step.name, begin.elapsed().as_secs());
        total += counts;
        if failure.is_some() {
            break;
        }
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    failure.map_or(Ok(()), |failure| Err(failure.into()))
}

fn chosen(args: &[String]) -> Result<Vec<&'static Step>> {
    let names = match args {
        [] => return Ok(STEPS.iter().collect()),
        [flag, names] if flag == "--only" => names,
        _ => return Err("usage: cargo xtask test [--only STEP,…]".into()),
    };
    let find = |name: &str| {
        let steps = || STEPS.iter().chain(&ON_REQUEST);
        steps().find(|step| step.name == name).ok_or_else(|| {
            let known: Vec<&str> = steps().map(|step| step.name).collect();
            format!("there is no step {name}; there are {}", known.join(", ")).into()
        })
    };
    names.split(',').map(find).collect()
}

fn fmt(_: &Path) -> Result<Counts> {
    let mut counts = one(tools::cargo().args(["fmt", "--all", "--check"]))?;
    // A macro declares these, so the formatter does not find them by itself.
    let rules = std::fs::read_dir(tools::root().join("crate/src/rules"))?;
    let rules = rules.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    counts += one(tools::program("rustfmt").args(["--edition", "2024", "--check"]).args(rules))?;
    Ok(counts)
}

fn clippy(_: &Path) -> Result<Counts> {
    one(tools::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm(_: &Path) -> Result<Counts> {
    tools::prepare()?;
    let mut counts = Counts::default();
    for package in ["stagescope-web", "stagescope-npm", "stagescope-timed"] {
        counts += one(tools::cargo()
            .args(["clippy", "--target", "wasm32-unknown-unknown", "--package", package])
            .args(["--", "-D", "warnings"]))?;
    }
    Ok(counts)
}

fn rust(_: &Path) -> Result<Counts> {
    many(tools::cargo().args(["test", "--workspace"]), cargo_counts)
}

fn doc(_: &Path) -> Result<Counts> {
    let mut cargo = tools::cargo();
    one(cargo
        .args(["doc", "--package", "stagescope", "--all-features", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}

fn tsc(_: &Path) -> Result<Counts> {
    tools::prepare()?;
    one(tools::npm().args(["run", "--silent", "check"]))
}

fn bridge(_: &Path) -> Result<Counts> {
    tools::prepare()?;
    many(tools::npm().args(["run", "--silent", "test"]), node_counts)
}

fn npm(_: &Path) -> Result<Counts> {
    many(&mut npm::test()?, node_counts)
}

fn publish(_: &Path) -> Result<Counts> {
    one(tools::cargo().args(["package", "--allow-dirty", "--package", "stagescope"]))
}

fn build(_: &Path) -> Result<Counts> {
    dist::build()?;
    Ok(Counts { passed: 1, failed: 0 })
}

fn browser(program: &Path) -> Result<Counts> {
    browser_tests(program, "chromium", &tools::browser()?)
}

fn firefox(program: &Path) -> Result<Counts> {
    browser_tests(program, "firefox", &tools::firefox()?)
}

fn browser_tests(program: &Path, engine: &str, browser: &Path) -> Result<Counts> {
    tools::prepare()?;
    if !dist::folder().join("site/index.html").is_file() {
        dist::build()?;
    }
    let mut node = tools::program("node");
    node.arg("tests/browser/run.mjs")
        .env("STAGESCOPE_ENGINE", engine)
        .env("STAGESCOPE_BROWSER", browser)
        .env("STAGESCOPE_XTASK", program);
    many(&mut node, plain_counts)
}

fn examples(program: &Path) -> Result<Counts> {
    many(&mut examples::test(program)?, plain_counts)
}

/// A program that is one test.
fn one(command: &mut Command) -> Result<Counts> {
    tools::run(command)?;
    Ok(Counts { passed: 1, failed: 0 })
}

/// A program that runs tests: its output is shown as it comes, and counted.
fn many(command: &mut Command, counts_of: fn(&str) -> Counts) -> Result<Counts> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("cannot start {name}: {error}"))?;
    let mut counts = Counts::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            counts += counts_of(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// The number that stands before or behind a word: `3 passed;`.
fn before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line.split([' ', ';', ',', '.']).filter(|it| !it.is_empty()).collect();
    let found = words.windows(2).find(|pair| pair.last() == Some(&word));
    found.and_then(|pair| pair.first()?.parse().ok()).unwrap_or_default()
}

/// `test result: ok. 3 passed; 0 failed; …`
fn cargo_counts(line: &str) -> Counts {
    if !line.starts_with("test result: ") {
        return Counts::default();
    }
    Counts { passed: before(line, "passed"), failed: before(line, "failed") }
}

/// `# pass 3` and `# fail 0`, one of them a line.
fn node_counts(line: &str) -> Counts {
    let number = |word: &str| line.strip_prefix(word).and_then(|rest| rest.parse().ok()).unwrap_or_default();
    Counts { passed: number("# pass "), failed: number("# fail ") }
}

/// `3 passed, 0 failed`, alone on its line.
fn plain_counts(line: &str) -> Counts {
    let counts = Counts { passed: before(line, "passed"), failed: before(line, "failed") };
    if line == format!("{} passed, {} failed", counts.passed, counts.failed) {
        counts
    } else {
        Counts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_the_runners_are_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(cargo_counts(line), Counts { passed: 12, failed: 3 });
        assert_eq!(cargo_counts("2 passed"), Counts::default());
        assert_eq!(node_counts("# pass 7"), Counts { passed: 7, failed: 0 });
        assert_eq!(node_counts("# fail 1"), Counts { passed: 0, failed: 1 });
        assert_eq!(plain_counts("2 passed, 1 failed"), Counts { passed: 2, failed: 1 });
        assert_eq!(plain_counts("that was 2 passed, 1 failed"), Counts::default());
    }

    #[test]
    fn steps_are_chosen_by_name() {
        let args = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let names: Vec<&str> =
            chosen(&args("--only dist,fmt")).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(names, ["dist", "fmt"]);
        assert!(chosen(&args("--only nothing")).is_err());
        assert_eq!(chosen(&[]).unwrap().len(), STEPS.len());
    }
}
