//! What a command installs, and with which package manager.

use crate::syntax::Word;
use crate::syntax::command::SimpleCommand;

/// A package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manager {
    /// `apt-get`, `apt`, `aptitude`
    Apt,
    /// `apk`
    Apk,
    /// `dnf`, `yum`, `microdnf`, `tdnf`
    Rpm,
    /// `zypper`
    Zypper,
    /// `pip`, `pipx`, `uv pip`
    Pip,
    /// `npm`, `yarn`, `pnpm`, `bun`
    Node,
    /// `gem`
    Gem,
    /// `conda`, `mamba`
    Conda,
    /// `go install`, `go get`
    Go,
    /// `cargo install`
    Cargo,
}

impl Manager {
    /// Whether it installs what belongs to the distribution.
    pub fn is_of_system(self) -> bool {
        matches!(self, Self::Apt | Self::Apk | Self::Rpm | Self::Zypper)
    }
}

/// Of each program its manager and the words that ask it to install.
const INSTALLS: [(&str, Manager, &[&str]); 21] = [
    ("apt-get", Manager::Apt, &["install"]),
    ("apt", Manager::Apt, &["install"]),
    ("aptitude", Manager::Apt, &["install"]),
    ("apk", Manager::Apk, &["add"]),
    ("dnf", Manager::Rpm, &["install", "localinstall", "groupinstall", "reinstall"]),
    ("yum", Manager::Rpm, &["install", "localinstall", "groupinstall", "reinstall"]),
    ("microdnf", Manager::Rpm, &["install"]),
    ("tdnf", Manager::Rpm, &["install"]),
    ("zypper", Manager::Zypper, &["install", "in"]),
    ("pip", Manager::Pip, &["install"]),
    ("pip3", Manager::Pip, &["install"]),
    ("pipx", Manager::Pip, &["install"]),
    ("npm", Manager::Node, &["install", "i", "add"]),
    ("yarn", Manager::Node, &["add"]),
    ("pnpm", Manager::Node, &["install", "i", "add"]),
    ("bun", Manager::Node, &["install", "i", "add"]),
    ("gem", Manager::Gem, &["install", "i"]),
    ("conda", Manager::Conda, &["install", "create"]),
    ("mamba", Manager::Conda, &["install", "create"]),
    ("go", Manager::Go, &["install", "get"]),
    ("cargo", Manager::Cargo, &["install"]),
];

/// What an operand of an install is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageKind {
    /// A package by its name.
    Named,
    /// A file or directory.
    File,
    /// A URL or repository.
    Url,
    /// A text that only the shell knows.
    Variable,
}

/// One operand of an install.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package<'c> {
    /// The word.
    pub word: &'c Word,
    /// What it is.
    pub kind: PackageKind,
    /// Its name, without version and extras.
    pub name: &'c str,
    /// Its version or a condition on it, as written; empty when there is none.
    pub version: &'c str,
}

impl SimpleCommand {
    /// The package manager that is asked to install something.
    pub fn installs(&self) -> Option<Manager> {
        self.installs
    }

    /// What is installed by name, file or URL; nothing where a list names it.
    pub fn packages(&self) -> Vec<Package<'_>> {
        let Some(manager) = self.installs() else { return Vec::new() };
        let skip = if self.name() == "uv" { 2 } else { 1 };
        self.operands().skip(skip).map(|word| package(manager, word)).collect()
    }
}

/// The package manager that a command, whose program is known, asks to install something.
pub(in crate::syntax) fn installs(command: &SimpleCommand) -> Option<Manager> {
    let name = command.name();
    let mut operands = command.operand_texts();
    if name == "uv" {
        let asked = matches!(operands.next()?, "pip" | "tool") && operands.next()? == "install";
        return asked.then_some(Manager::Pip);
    }
    let (_, manager, words) = INSTALLS.iter().find(|(program, _, _)| *program == name)?;
    words.contains(&operands.next()?).then_some(*manager)
}

fn package(manager: Manager, word: &Word) -> Package<'_> {
    let text = word.text.as_str();
    let kind = if text.contains("://") || text.starts_with("git+") || text.starts_with("git@") {
        PackageKind::Url
    } else if text.starts_with(['.', '/', '~']) || is_file(text) {
        PackageKind::File
    } else if text.contains(['$', '`']) {
        PackageKind::Variable
    } else {
        PackageKind::Named
    };
    let cut = match manager {
        Manager::Apt => text.find('='),
        Manager::Apk => text.find(['=', '~', '<', '>']),
        Manager::Pip => text.find(['=', '~', '<', '>', '!', '@', ';']),
        Manager::Conda | Manager::Zypper => text.find(['=', '<', '>']),
        Manager::Gem => text.find(':'),
        // A scope starts with the same sign.
        Manager::Node => text.char_indices().skip(1).find(|(_, ch)| *ch == '@').map(|(at, _)| at),
        Manager::Go | Manager::Cargo => text.find('@'),
        Manager::Rpm => text.match_indices('-').map(|(at, _)| at).find(|at| {
            text.get(at + 1..)
                .is_some_and(|rest| rest.starts_with(|ch: char| ch.is_ascii_digit()) && rest.contains('.'))
        }),
    };
    let (name, version) = match cut {
        Some(at) => text.split_at_checked(at).unwrap_or((text, "")),
        None => (text, ""),
    };
    let name = if manager == Manager::Pip { name.split('[').next().unwrap_or_default() } else { name };
    Package { word, kind, name, version }
}

fn is_file(text: &str) -> bool {
    let ends = |end: &str| text.ends_with(end);
    [".deb", ".rpm", ".apk", ".whl", ".tgz", ".tar.gz", ".zip", ".gem"].into_iter().any(ends)
}

#[cfg(test)]
mod tests {
    use super::{Manager, PackageKind};
    use crate::syntax::command::commands;
    use crate::syntax::parse;

    #[track_caller]
    fn check(text: &str, manager: Option<Manager>, expected: &[(&str, &str, PackageKind)]) {
        let source = format!("RUN {text}\n");
        let file = parse(&source);
        let command = commands(&file, &file.instructions[0]).remove(0);
        assert_eq!(command.installs(), manager, "{text}");
        let packages = command.packages();
        let found: Vec<_> = packages.iter().map(|it| (it.name, it.version, it.kind)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn each_manager() {
        use PackageKind::{File, Named, Url, Variable};
        check(
            "apt-get install -y -t sid curl=7.88.1-10 git ./a.deb $X",
            Some(Manager::Apt),
            &[("curl", "=7.88.1-10", Named), ("git", "", Named), ("./a.deb", "", File), ("$X", "", Variable)],
        );
        check("apk --no-cache add -t .deps gcc~12", Some(Manager::Apk), &[("gcc", "~12", Named)]);
        check(
            "dnf install -y gcc-c++ nginx-1.24.0",
            Some(Manager::Rpm),
            &[("gcc-c++", "", Named), ("nginx", "-1.24.0", Named)],
        );
        check(
            "python3 -m pip install --no-cache-dir -r r.txt 'uvicorn[standard]>=0.3' git+https://x/y a.whl",
            Some(Manager::Pip),
            &[("uvicorn", ">=0.3", Named), ("git+https://x/y", "", Url), ("a.whl", "", File)],
        );
        check(
            "npm i -g @vue/cli@5 serve",
            Some(Manager::Node),
            &[("@vue/cli", "@5", Named), ("serve", "", Named)],
        );
        check("go install example.com/x@v1", Some(Manager::Go), &[("example.com/x", "@v1", Named)]);
        check("uv pip install --system flask==3", Some(Manager::Pip), &[("flask", "==3", Named)]);
        check("npm ci", None, &[]);
        check("apt-get update", None, &[]);
        check("echo apt-get install x", None, &[]);
    }
}
