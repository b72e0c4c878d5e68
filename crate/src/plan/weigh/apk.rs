//! `apk`: packages of Alpine.

use crate::syntax::command::SimpleCommand;

use super::closures::{self, Item};
use super::{Part, Step, percent};

/// Adds what a command installs; false when nobody can say.
pub(super) fn command(step: &Step<'_>, command: &SimpleCommand, parts: &mut Vec<Part>) -> bool {
    match command.operand_texts().next() {
        Some("update" | "del" | "info" | "search" | "cache") => true,
        Some("add") => {
            parts.push(add(step, command).unwrap_or_else(|why| Part::open(0, why)));
            true
        }
        _ => false,
    }
}

/// The index that stays.
pub(super) fn leftovers(step: &Step<'_>, parts: &mut Vec<Part>) {
    const CACHE: &str = "/var/cache/apk";
    let keeps = |it: &SimpleCommand| {
        matches!(it.operand_texts().next(), Some("add" | "update" | "upgrade"))
            && it.name() == "apk"
            && !it.has_flag(&["--no-cache"])
    };
    if step.commands.iter().any(keeps) && !step.is_mounted(CACHE) && !step.removes(CACHE) {
        parts.push(Part::open(0, format!("an index stays in {CACHE}, and no source tells its size")));
    }
}

fn add(step: &Step<'_>, command: &SimpleCommand) -> Result<Part, String> {
    let is_virtual = command.flag_value(&["-t", "--virtual"]);
    let removed = |name: &str| {
        step.commands
            .iter()
            .any(|it| it.is("apk", "del") && it.operand_texts().skip(1).any(|word| word == name))
    };
    if is_virtual.is_some_and(|name| removed(&name.text)) {
        return Ok(Part::new(
            0,
            200_000,
            "packages that the same step removes again leave the database only",
        ));
    }
    let packages = step.knowledge.catalog.packages().ok_or("the figures for packages are not loaded yet")?;
    // The packages of one release of Alpine are much like those of the next.
    let own = step.release("Alpine").filter(|release| packages.has_release("apk", release));
    let is_alpine = step.base.is_some_and(|base| base.distribution.starts_with("Alpine"));
    let release = own.or_else(|| packages.newest_release("apk").filter(|_| is_alpine));
    let release = release.ok_or("there are no figures for packages of the base's release")?;
    if !step.is_amd64 {
        return Err("the figures for packages are for linux/amd64 only".to_owned());
    }
    let (mut known, mut unknown, mut items) = (Vec::new(), Vec::new(), Vec::new());
    for package in command.packages() {
        match packages.system("apk", release, package.name).map(|row| (row, row.needed)) {
            Some((row, Some(needed))) => {
                let names = row.names.split_whitespace().collect();
                items.push(Item { low: needed, high: needed, names });
                known.push(package.name);
            }
            _ => unknown.push(package.word.text.as_str()),
        }
    }
    let (low, high) = closures::sum(&items, &|name| packages.own("apk", release, name));
    let (low, high) = if own.is_some() { (low, high) } else { (low / 2, high.saturating_mul(2)) };
    let deletes = step.commands.iter().any(|it| it.is("apk", "del"));
    let minimal = step.release("Alpine").unwrap_or(release);
    let present = step.present(&format!("docker.io/library/alpine:{minimal}"));
    let low = present.filter(|_| !deletes).map_or(0, |present| percent(low, 85).saturating_sub(present));
    let source = packages.source("apk");
    let mut how = format!(
        "{} with what they need on Alpine {release}: as of {}, {}",
        if known.is_empty() { "packages".to_owned() } else { known.join(", ") },
        source.date,
        source.source
    );
    if own.is_none() {
        how.push_str(", taken twice as wide for another release");
    }
    if unknown.is_empty() {
        return Ok(Part::new(low, percent(high, 115).saturating_add(1_000_000), how));
    }
    Ok(Part::open(low, format!("{how}; no figure for {}", unknown.join(", "))))
}
