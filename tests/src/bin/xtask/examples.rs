//! `cargo xtask examples`: sites of documentation with the widget in them. Each is built by its own generator, which is fetched below
//! `target/` when it is missing, and then driven in a browser.
//!
//! A project of `examples/` is copied to `target/examples/<name>/`. Into the folder of its static files come the widget as
//! `stagescope/`, the Dockerfile that its page shows, and a picture of the stages for readers without scripts.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stagescope::export::{Theme, svg};
use stagescope::{Catalog, Input, analyze};

use crate::dist;
use crate::tools::{self, Result};

/// A project of `examples/`.
#[derive(Debug)]
struct Example {
    /// Its folder.
    name: &'static str,
    /// Where its static files are, below its folder.
    files: &'static str,
    /// Builds the copy, and gives the folder of the site in it.
    build: fn(&Path) -> Result<PathBuf>,
    needs: Needs,
}

/// What a project takes to be built.
#[derive(Debug, PartialEq, Eq)]
enum Needs {
    /// Node.js and some seconds.
    Node,
    /// Python and some seconds.
    Python,
    /// Minutes.
    Minutes,
}

const EXAMPLES: [Example; 4] = [
    Example { name: "reveal", files: "", build: reveal, needs: Needs::Node },
    Example { name: "mkdocs-material", files: "docs", build: mkdocs, needs: Needs::Python },
    Example { name: "mdbook", files: "src", build: mdbook, needs: Needs::Minutes },
    Example { name: "docusaurus", files: "static", build: docusaurus, needs: Needs::Minutes },
];

const MDBOOK: (&str, &str) = ("mdbook", "0.5.4");

/// What an installation leaves in its folder: the list of packages that it was made from.
const NOTE: &str = ".installed-from";

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let examples = chosen(args)?;
    tools::run(&mut drive(&examples, &env::current_exe()?)?)
}

/// Builds what every run of the tests can afford; the command that it gives drives them in the browser. `program` is this one.
pub(crate) fn test(program: &Path) -> Result<Command> {
    let has_python = tools::python().is_ok();
    if !has_python {
        println!("without the example that needs Python 3, which is not here");
    }
    let examples: Vec<&Example> = EXAMPLES
        .iter()
        .filter(|it| it.needs == Needs::Node || it.needs == Needs::Python && has_python)
        .collect();
    drive(&examples, program)
}

fn chosen(args: &[String]) -> Result<Vec<&'static Example>> {
    if args.is_empty() {
        return Ok(EXAMPLES.iter().collect());
    }
    let find = |name: &String| {
        EXAMPLES.iter().find(|it| it.name == name).ok_or_else(|| {
            let known = EXAMPLES.map(|it| it.name).join(", ");
            format!("there is no example {name}; there are {known}").into()
        })
    };
    args.iter().map(find).collect()
}

fn drive(examples: &[&Example], program: &Path) -> Result<Command> {
    tools::prepare()?;
    let browser = tools::browser()?;
    if !dist::folder().join("embed/stagescope-embed.js").is_file() {
        dist::build()?;
    }
    let mut node = tools::program("node");
    node.arg("tests/browser/run.mjs")
        .env("STAGESCOPE_BROWSER", browser)
        .env("STAGESCOPE_XTASK", program)
        .env("STAGESCOPE_TESTS", tools::root().join("tests/examples"));
    for example in examples {
        println!("building the example {}", example.name);
        let site = build(example)?;
        // Tests are called by words.
        node.arg(example.name.replace('-', " ")).env(variable(example.name), site);
    }
    Ok(node)
}

/// The variable that tells the tests where a site is: `STAGESCOPE_MKDOCS_MATERIAL`.
fn variable(name: &str) -> String {
    format!("STAGESCOPE_{}", name.to_uppercase().replace('-', "_"))
}

fn build(example: &Example) -> Result<PathBuf> {
    let from = tools::root().join("examples");
    let folder = tools::target().join("examples").join(example.name);
    clear(&folder)?;
    copy(&from.join(example.name), &folder)?;
    let files = folder.join(example.files);
    copy(&dist::folder().join("embed"), &files.join("stagescope"))?;
    let dockerfile = tools::read_text(&from.join("Dockerfile"))?;
    // As `stagescope graph --format svg` draws it.
    let input = Input { dockerfile: dockerfile.clone(), ..Input::default() };
    tools::write(&files.join("graph.svg"), svg(&analyze(&input, &Catalog::bundled()), Theme::Auto))?;
    tools::write(&files.join("Dockerfile"), dockerfile)?;
    (example.build)(&folder)
}

/// Empties the folder of a copy, but for what was installed there.
fn clear(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join(NOTE).is_file() {
            continue;
        }
        if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
    }
    Ok(())
}

/// Copies all that is below a folder.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in tools::files_below(from)? {
        let target = to.join(&file);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        tools::write(&target, tools::read(&from.join(&file))?)?;
    }
    Ok(())
}

/// Runs an installation into `folder` unless it was made from the same list.
fn installed(folder: &Path, list: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = tools::read_text(list)?;
    if tools::read_text(&folder.join(NOTE)).is_ok_and(|made_from| made_from == wanted) {
        return Ok(());
    }
    install()?;
    tools::write(&folder.join(NOTE), wanted)
}

fn with_npm(folder: &Path) -> Result<()> {
    installed(&folder.join("node_modules"), &folder.join("package.json"), || {
        let flags = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
        tools::run(tools::npm().current_dir(folder).args(flags))
    })
}

/// A presentation is built by hand: its files lie beside those of reveal.js.
fn reveal(folder: &Path) -> Result<PathBuf> {
    with_npm(folder)?;
    copy(&folder.join("node_modules/reveal.js/dist"), &folder.join("reveal"))?;
    Ok(folder.to_owned())
}

fn docusaurus(folder: &Path) -> Result<PathBuf> {
    with_npm(folder)?;
    tools::run(tools::npm().current_dir(folder).args(["exec", "--", "docusaurus", "build"]))?;
    Ok(folder.join("build"))
}

fn mkdocs(folder: &Path) -> Result<PathBuf> {
    let (venv, list) = (folder.join(".venv"), folder.join("requirements.txt"));
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    installed(&venv, &list, || {
        tools::run(tools::program(tools::python()?).args(["-m", "venv"]).arg(&venv))?;
        tools::run(
            tools::program(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&list),
        )
    })?;
    tools::run(
        tools::program(python)
            .current_dir(folder)
            // A notice about another product.
            .env("NO_MKDOCS_2_WARNING", "1")
            .args(["-m", "mkdocs", "build", "--quiet", "--strict"]),
    )?;
    Ok(folder.join("site"))
}

fn mdbook(folder: &Path) -> Result<PathBuf> {
    let bin = tools::installed_crates(&[MDBOOK])?;
    tools::run(tools::program(bin.join("mdbook")).arg("build").arg(folder))?;
    Ok(folder.join("book"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_chosen_by_name() {
        let names = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(|it| (*it).to_owned()).collect();
            chosen(&args).map(|it| it.iter().map(|it| it.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["mdbook"]).unwrap(), ["mdbook"]);
        assert_eq!(names(&[]).unwrap().len(), EXAMPLES.len());
        assert!(names(&["sphinx"]).unwrap_err().to_string().contains("there are reveal, "));
    }

    #[test]
    fn every_project_is_built_and_shows_the_same_dockerfile() {
        let folder = tools::root().join("examples");
        let dockerfile = tools::read_text(&folder.join("Dockerfile")).unwrap();
        let mut projects: Vec<String> = tools::files_below(&folder)
            .unwrap()
            .iter()
            .filter_map(|it| Some(it.split_once('/')?.0.to_owned()))
            .collect();
        projects.dedup();
        let mut known = EXAMPLES.map(|it| it.name.to_owned());
        known.sort();
        assert_eq!(projects, known);
        for page in ["reveal/index.html", "docusaurus/docs/smaller-images.mdx"] {
            assert!(
                tools::read_text(&folder.join(page)).unwrap().contains(&dockerfile),
                "{page} has another text"
            );
        }
    }
}
