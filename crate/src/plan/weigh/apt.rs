//! `apt-get`: packages from the lists of the release of the base image.

use crate::catalog::{Packages, SystemPackage};
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::PackageKind;

use super::closures::{self, Item};
use super::{Part, Step, percent};

/// Adds what a command installs; false when nobody can say.
pub(super) fn command(step: &Step<'_>, command: &SimpleCommand, parts: &mut Vec<Part>) -> bool {
    let dry = command.has_flag(&["-s", "--simulate", "--dry-run", "--print-uris"]);
    match command.operand_texts().next() {
        // The lists are weighed once for all commands.
        Some(
            "update" | "clean" | "autoclean" | "dist-clean" | "distclean" | "remove" | "purge" | "autoremove"
            | "check",
        ) => true,
        Some("install") if dry => true,
        Some("install") => match install(step, command) {
            Ok(part) => {
                parts.push(part);
                true
            }
            Err(why) => {
                parts.push(Part::open(0, why));
                true
            }
        },
        _ => false,
    }
}

/// Lists that stay, once for the whole step.
pub(super) fn leftovers(step: &Step<'_>, parts: &mut Vec<Part>) {
    const LISTS: &str = "/var/lib/apt/lists";
    let updates = step.commands.iter().any(|it| it.is("apt-get", "update") || it.is("apt", "update"));
    let cleans = step.commands.iter().any(|it| {
        let is_it = |word: &str| it.is("apt-get", word) || it.is("apt", word);
        it.depth == 0 && (is_it("dist-clean") || is_it("distclean"))
    });
    if !updates || cleans || step.is_mounted(LISTS) || step.removes(LISTS) {
        return;
    }
    let size = step.release("Debian").and_then(|release| {
        let packages = step.knowledge.catalog.packages()?;
        Some((packages.size(&format!("apt-lists/{release}"))?, packages.source("size")))
    });
    parts.push(match size {
        Some((size, source)) => Part::new(
            percent(size.bytes, 80),
            percent(size.bytes, 125),
            format!(
                "package lists that stay in {LISTS}: {} bytes on {}, {} ({}), and up to a quarter more or a fifth less \
                 on another day",
                size.bytes, source.date, source.source, size.what
            ),
        ),
        None => Part::open(0, format!("package lists stay in {LISTS}, and no source tells their size")),
    });
}

fn install(step: &Step<'_>, command: &SimpleCommand) -> Result<Part, String> {
    let packages = step.knowledge.catalog.packages().ok_or("the figures for packages are not loaded yet")?;
    let release = step.release("Debian").filter(|release| packages.has_release("apt", release));
    let release = release.ok_or("there are no figures for packages of the base's release")?;
    if !step.is_amd64 {
        return Err("the figures for packages are for linux/amd64 only".to_owned());
    }
    let option = |word: &str| {
        word.contains("Install-Recommends=false")
            || word.contains("Install-Recommends=0")
            || word.contains("Install-Recommends=no")
    };
    let recommends = !command.has_flag(&["--no-install-recommends"])
        && !command.args().iter().any(|word| option(&word.text));
    let mut wanted = Wanted::default();
    for package in command.packages() {
        let plain = package.kind == PackageKind::Named && !package.word.text.contains(['/', '*', '+', '{']);
        let row = packages.system("apt", release, package.name).filter(|_| plain);
        // A name may end in a sign, as g++ does.
        match row.or_else(|| packages.system("apt", release, &package.word.text)) {
            Some(row) => wanted.take(&row, recommends),
            None => {
                wanted.unknown.push(String::from(&package.word.text));
                continue;
            }
        }
        wanted.known.push(if row.is_some() { package.name } else { &package.word.text });
    }
    Ok(part(step, &packages, release, &wanted))
}

/// What a command asks for.
#[derive(Debug, Default)]
struct Wanted<'w> {
    known: Vec<&'w str>,
    unknown: Vec<String>,
    /// Each with what it needs.
    needed: Vec<Item<'w>>,
    /// What recommendations add, at most.
    recommended: u64,
    /// The largest single package, with all that comes along.
    largest: u64,
}

impl<'w> Wanted<'w> {
    fn take(&mut self, row: &SystemPackage<'w>, recommends: bool) {
        // What the minimal system has already adds nothing.
        let Some(needed) = row.needed else { return };
        let all = row.recommended.filter(|_| recommends).unwrap_or(needed);
        self.recommended = self.recommended.saturating_add(all.saturating_sub(needed));
        self.largest = self.largest.max(all);
        let names = row.names.split_whitespace().collect();
        self.needed.push(Item { low: needed, high: needed, names });
    }
}

fn part(step: &Step<'_>, packages: &Packages<'_>, release: &str, wanted: &Wanted<'_>) -> Part {
    let (low, high) = closures::sum(&wanted.needed, &|name| packages.own("apt", release, name));
    let high = high.saturating_add(wanted.recommended);
    let low = files(low.max(wanted.largest));
    let present = step.present(&format!("docker.io/library/debian:{release}-slim"));
    let removed = step.commands.iter().any(|it| {
        ["remove", "purge", "autoremove"].iter().any(|word| it.is("apt-get", word) || it.is("apt", word))
    });
    let low = present.filter(|_| !removed).map_or(0, |present| low.saturating_sub(present));
    // The package database, logs, certificates and compiled files come on top of what packages hold.
    let high = if wanted.needed.is_empty() { 500_000 } else { percent(high, 115).saturating_add(3_000_000) };
    let source = packages.source("apt");
    let mut how = format!(
        "{} with what they need on Debian's {release}: installed sizes as of {}, {}",
        if wanted.known.is_empty() { "packages".to_owned() } else { wanted.known.join(", ") },
        source.date,
        source.source
    );
    if step.commands.iter().any(|it| it.args().iter().any(|word| word.text.contains("docker-clean"))) {
        how.push_str("; downloaded packages may be kept");
        return Part::open(low, how);
    }
    if wanted.unknown.is_empty() {
        return Part::new(low, high, how);
    }
    Part::open(low, format!("{how}; no figure for {}", wanted.unknown.join(", ")))
}

/// The least that the files of packages take of their stated sizes: manuals, documents and translations are left out of
/// slim images, and stated sizes are rounded up. The shares are the least of 86 packages with what they need, as we found
/// them installed on Debian 12.
fn files(stated: u64) -> u64 {
    let share = match stated {
        0..5_000_000 => 10,
        5_000_000..20_000_000 => 45,
        _ => 70,
    };
    percent(stated, share)
}
