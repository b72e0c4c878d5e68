//! `npm`: packages of Node.js, from installs that were measured.

use crate::catalog::{Installed, Packages};
use crate::syntax::command::SimpleCommand;

use super::measured::{self, Found};
use super::pip::text_of;
use super::{Part, Step, manifest};

/// Adds what a command installs; false when nobody can say.
pub(super) fn command(step: &Step<'_>, command: &SimpleCommand, parts: &mut Vec<Part>) -> bool {
    match command.operand_texts().next() {
        Some("ci" | "clean-install" | "install" | "i" | "add") => {
            parts.push(install(step, command).unwrap_or_else(|why| Part::open(0, why)));
            true
        }
        Some("cache" | "ls" | "audit" | "view" | "ping") => true,
        _ => false,
    }
}

/// The cache that stays.
pub(super) fn leftovers(step: &Step<'_>, parts: &mut Vec<Part>) {
    const CACHE: &str = "/root/.npm";
    let installs = |it: &SimpleCommand| {
        it.name() == "npm"
            && matches!(it.operand_texts().next(), Some("ci" | "install" | "i" | "add" | "clean-install"))
    };
    let cleans = |it: &SimpleCommand| it.is("npm", "cache") && it.operand_texts().nth(1) == Some("clean");
    let clean = step.commands.iter().any(cleans) || step.is_mounted(CACHE) || step.removes(CACHE);
    if step.commands.iter().any(installs) && !clean {
        parts.push(Part::open(0, "what is downloaded stays in npm's cache, and no source tells its size"));
    }
}

fn install(step: &Step<'_>, command: &SimpleCommand) -> Result<Part, String> {
    let packages = step.knowledge.catalog.packages().ok_or("the figures for packages are not loaded yet")?;
    let is_global = command.has_flag(&["-g", "--global"]);
    if !is_global && step.is_mounted(&format!("{}/node_modules", step.exec.cwd.trim_end_matches('/'))) {
        return Ok(Part::new(0, 0, "node_modules is a mount, and no part of the layer"));
    }
    let mut wanted: Vec<(String, String)> = Vec::new();
    let mut unknown = Vec::new();
    for package in command.operand_texts().skip(1) {
        if package.contains(['$', ':']) || package.starts_with(['.', '/']) {
            unknown.push(package.to_owned());
            continue;
        }
        let cut =
            package.char_indices().skip(1).find(|(_, ch)| *ch == '@').map_or(package.len(), |(at, _)| at);
        let (name, version) = package.split_at_checked(cut).unwrap_or((package, ""));
        wanted.push((name.to_owned(), version.trim_start_matches('@').to_owned()));
    }
    let adds = !wanted.is_empty() || !unknown.is_empty();
    if !is_global {
        let production = command.has_flag(&["--production", "--omit=dev", "--only=production"])
            || command
                .flag_value(&["--omit", "--only"])
                .is_some_and(|it| matches!(it.text.as_str(), "dev" | "production"))
            || step.env("NODE_ENV") == Some("production");
        let text = text_of(step, "package.json");
        match text.and_then(|text| manifest::dependencies(&text, !production)) {
            Some(dependencies) => wanted.extend(dependencies),
            // A package may be installed where there is no manifest.
            None if adds && !step.earlier.iter().any(|layer| layer.text.starts_with("COPY")) => {}
            None => return Err("package.json is not among the texts of the build context".to_owned()),
        }
    }
    Ok(weigh(step, &packages, &wanted, unknown))
}

fn weigh(
    step: &Step<'_>,
    packages: &Packages<'_>,
    wanted: &[(String, String)],
    mut unknown: Vec<String>,
) -> Part {
    let mut left: Vec<&(String, String)> = wanted.iter().collect();
    let mut taken: Vec<Installed<'_>> = Vec::new();
    let mut other_version = false;
    let is_wanted = |name: &str| wanted.iter().any(|it| it.0 == name);
    for row in measured::installs(packages, "npm", &is_wanted) {
        if !row.packages.split(' ').all(|name| left.iter().any(|it| it.0 == name)) {
            continue;
        }
        for (name, version) in row.packages.split(' ').zip(row.versions.split(' ')) {
            left.retain(|it| {
                other_version |= it.0 == name && !is_near(&it.1, version);
                it.0 != name
            });
        }
        taken.push(row);
    }
    unknown.extend(left.iter().map(|it| it.0.clone()));
    let found = Found { manager: "npm", taken, unknown, other_version, alone: false };
    let mut part = measured::part(step, packages, &found);
    if part.how.is_empty() {
        "nothing to install".clone_into(&mut part.how);
    }
    part
}

/// Whether a condition names no version, or one with the same first number as the measured one.
fn is_near(condition: &str, measured: &str) -> bool {
    let first = |text: &str| text.split('.').next().unwrap_or_default().to_owned();
    let number = condition.trim_start_matches(['^', '~', '>', '=', '<', 'v', ' ']);
    !number.starts_with(|ch: char| ch.is_ascii_digit()) || first(number) == first(measured)
}
