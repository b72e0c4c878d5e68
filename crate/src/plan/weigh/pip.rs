//! `pip`: packages of Python, from installs that were measured.

use crate::catalog::{Installed, Packages};
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::Manager;
use crate::text::paths;

use super::manifest::{self, Requirement, normalized};
use super::measured::{self, Found};
use super::{Part, Step, percent};

/// Adds what a command installs; false when nobody can say.
pub(super) fn command(step: &Step<'_>, command: &SimpleCommand, parts: &mut Vec<Part>) -> bool {
    if command.name() == "uv" && command.operand_texts().next() == Some("venv") {
        return false;
    }
    if command.installs() != Some(Manager::Pip) {
        let first = command.operand_texts().next();
        return command.name() != "uv"
            && matches!(first, Some("check" | "list" | "show" | "freeze" | "cache" | "config"));
    }
    parts.push(install(step, command).unwrap_or_else(|why| Part::open(0, why)));
    parts.extend(bytecode(step, command));
    true
}

/// What Python compiles of itself while `pip` runs for the first time: its official images hold nothing compiled
/// (docker-library/python, Dockerfile-linux.template).
fn bytecode(step: &Step<'_>, command: &SimpleCommand) -> Option<Part> {
    const OFF: &str = "PYTHONDONTWRITEBYTECODE";
    let is_off = step.env(OFF).is_some_and(|value| !value.is_empty())
        || command.assigns.iter().any(|word| word.text.starts_with(OFF));
    let is_official = step.env("PYTHON_VERSION").is_some_and(|version| !version.is_empty());
    let is_first = !step.earlier.iter().any(|layer| layer.text.contains("pip "));
    if command.name() == "uv" || is_off || !is_official || !is_first {
        return None;
    }
    let packages = step.knowledge.catalog.packages()?;
    let (size, source) = (packages.size("pip-bytecode")?, packages.source("size"));
    let how = format!(
        "{}: {} bytes, {}, up to half more with other versions, and nothing where that is not allowed",
        size.what, size.bytes, source.source
    );
    Some(Part::new(0, percent(size.bytes, 150), how))
}

/// What `python -m venv` writes: its own copy of `pip`.
pub(super) fn environment(step: &Step<'_>, parts: &mut Vec<Part>) -> bool {
    let packages = step.knowledge.catalog.packages();
    let version = step.env("PYTHON_VERSION").unwrap_or_default();
    let mut numbers = version.split('.');
    let minor = format!("{}.{}", numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let Some((size, source)) =
        packages.and_then(|it| Some((it.size(&format!("venv/{minor}"))?, it.source("size"))))
    else {
        return false;
    };
    let how = format!(
        "virtual environment: {} bytes on {}, {} ({}), and up to a quarter more or less with another pip",
        size.bytes, source.date, source.source, size.what
    );
    parts.push(Part::new(percent(size.bytes, 75), percent(size.bytes, 125), how));
    true
}

/// The cache that stays.
pub(super) fn leftovers(step: &Step<'_>, parts: &mut Vec<Part>) {
    let of_uv = |it: &SimpleCommand| it.name() == "uv";
    let installs: Vec<&SimpleCommand> =
        step.commands.iter().filter(|it| it.installs() == Some(Manager::Pip)).collect();
    let is_set =
        |name: &str| step.env(name).is_some_and(|value| !matches!(value, "" | "0" | "false" | "off"));
    let keeps = |it: &&SimpleCommand, variable: &str, cache: &str| {
        !it.has_flag(&["--no-cache-dir", "--no-cache"])
            && !it.assigns.iter().any(|word| word.text.starts_with(variable))
            && !is_set(variable)
            && !step.is_mounted(cache)
            && !step.removes(cache)
    };
    let pip = installs.iter().any(|it| !of_uv(it) && keeps(it, "PIP_NO_CACHE_DIR", "/root/.cache/pip"));
    let uv = installs.iter().any(|it| of_uv(it) && keeps(it, "UV_NO_CACHE", "/root/.cache/uv"));
    if pip && !step.commands.iter().any(|it| it.name() == "pip" && it.is("pip", "cache")) || uv {
        parts.push(Part::open(0, "what is downloaded stays in a cache, and no source tells its size"));
    }
}

fn install(step: &Step<'_>, command: &SimpleCommand) -> Result<Part, String> {
    let packages = step.knowledge.catalog.packages().ok_or("the figures for packages are not loaded yet")?;
    let mut wanted = Vec::new();
    let mut unknown = Vec::new();
    for package in command.packages() {
        match manifest::requirement(&package.word.text) {
            Some(requirement) => wanted.push(requirement),
            None => unknown.push(String::from(&package.word.text)),
        }
    }
    if let Some(file) = command.flag_value(&["-r", "--requirement"]) {
        let text = text_of(step, &file.text);
        let text =
            text.ok_or_else(|| format!("{} is not among the texts of the build context", file.text))?;
        let (found, others) = manifest::requirements(&text);
        wanted.extend(found);
        if others > 0 {
            unknown.push(format!("{others} other lines of {}", file.text));
        }
    }
    Ok(weigh(step, &packages, &wanted, unknown, command.has_flag(&["--no-deps"])))
}

/// The text of a file of the context that was copied to the directory of the step, or is mounted there.
pub(super) fn text_of(step: &Step<'_>, path: &str) -> Option<String> {
    let path = paths::clean(path);
    let relative = match path.strip_prefix('/') {
        Some(_) => {
            path.strip_prefix(step.exec.cwd.trim_end_matches('/')).unwrap_or(&path).trim_start_matches('/')
        }
        None => path.as_str(),
    };
    (step.knowledge.text)(relative).or_else(|| (step.knowledge.text)(paths::base(relative)))
}

fn weigh(
    step: &Step<'_>,
    packages: &Packages<'_>,
    wanted: &[Requirement],
    mut unknown: Vec<String>,
    alone: bool,
) -> Part {
    let mut left: Vec<&Requirement> = wanted.iter().collect();
    let mut taken: Vec<Installed<'_>> = Vec::new();
    let mut other_version = false;
    let is_wanted = |name: &str| wanted.iter().any(|it| it.name == normalized(name));
    for row in measured::installs(packages, "pip", &is_wanted) {
        let is_left = |name: &str| left.iter().any(|it| it.name == normalized(name));
        if !row.packages.split(' ').all(is_left) {
            continue;
        }
        for (name, version) in row.packages.split(' ').zip(row.versions.split(' ')) {
            left.retain(|it| {
                let is_it = it.name == normalized(name);
                other_version |= is_it && !it.version.is_empty() && it.version != version;
                !is_it
            });
        }
        taken.push(row);
    }
    // What another one brings along is there already.
    left.retain(|it| {
        let name = it.name.split('[').next().unwrap_or_default();
        !taken.iter().any(|row| row.names.split(' ').any(|own| normalized(own) == name))
    });
    unknown.extend(left.iter().map(|it| it.name.clone()));
    measured::part(step, packages, &Found { manager: "pip", taken, unknown, other_version, alone })
}
