//! Steps that install packages of the system.

use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::{Manager, Package, PackageKind};

/// The packages of the system that commands install.
pub(super) fn installed(commands: &[SimpleCommand]) -> Vec<Package<'_>> {
    commands.iter().filter(|command| is_install(command)).flat_map(SimpleCommand::packages).collect()
}

/// The packages of a step that does nothing but install them, each by its name; `None` for any other.
pub(super) fn only_installed(commands: &[SimpleCommand]) -> Option<Vec<Package<'_>>> {
    let is_part = |command: &SimpleCommand| {
        let first = command.operand_texts().next();
        match command.name() {
            "apt-get" | "apt" | "apk" if matches!(first, Some("update" | "clean" | "autoclean")) => true,
            "rm" | "set" => true,
            _ => is_install(command),
        }
    };
    let packages = installed(commands);
    let is_known = packages.iter().all(|package| package.kind == PackageKind::Named);
    (is_known && !packages.is_empty() && commands.iter().all(is_part)).then_some(packages)
}

/// Whether commands install packages of which they do not fetch the lists themselves.
pub(super) fn needs_lists(commands: &[SimpleCommand]) -> bool {
    let fetches = |command: &SimpleCommand| {
        command.operand_texts().next() == Some("update")
            || command.name() == "apk"
                && command.has_flag(&["--no-cache", "-U", "--update-cache", "--update"])
    };
    commands.iter().any(is_install) && !commands.iter().any(fetches)
}

fn is_install(command: &SimpleCommand) -> bool {
    command.installs().is_some_and(Manager::is_of_system)
}
