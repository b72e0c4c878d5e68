//! `CopyAllBeforeInstall`: dependencies that are installed again after every edit.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::PackageKind;
use crate::syntax::{Instruction, Kind, Transfer};

declare_rule! {
    /// The whole source is copied before the dependencies are installed.
    ///
    /// ## Why it matters
    /// A step runs again when a file changes that it can see. With everything copied first, every edit of every file makes the
    /// build download and install all dependencies anew.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY . .
    /// RUN npm ci
    /// CMD ["node", "server.js"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// CMD ["node", "server.js"]
    /// ```
    ///
    /// ## When to ignore it
    /// When the install needs the source, as with packages of the same repository.
    CopyAllBeforeInstall {
        category: "caching",
        severity: Warning,
        equivalents: [],
    }
}

/// A command that installs what a list names.
struct Installer {
    programs: &'static [&'static str],
    /// What it is asked to do; empty stands for no word at all.
    commands: &'static [&'static str],
    /// What it installs for: what one installer of a kind has installed, another need not install.
    kind: &'static str,
    /// The files that hold the list.
    manifests: &'static str,
    /// What to do once those are copied.
    then: &'static str,
}

const fn row(
    programs: &'static [&'static str],
    commands: &'static [&'static str],
    kind: &'static str,
    manifests: &'static str,
) -> Installer {
    Installer { programs, commands, kind, manifests, then: "install" }
}

/// `cargo build` and `go build` are not among them: they download only where there are dependencies, and a build of Cargo
/// needs more than its lists.
const INSTALLERS: [Installer; 15] = [
    row(&["npm"], &["ci", "install", "i", "clean-install"], "node", "package.json package-lock.json"),
    row(&["yarn"], &["install", ""], "node", "package.json yarn.lock"),
    row(&["pnpm"], &["install", "i"], "node", "package.json pnpm-lock.yaml"),
    row(&["bun"], &["install", "i"], "node", "package.json bun.lock"),
    row(&["pip", "pip3"], &["install"], "python", "requirements.txt"),
    row(&["pipenv"], &["install", "sync"], "python", "Pipfile Pipfile.lock"),
    row(&["poetry"], &["install"], "python", "pyproject.toml poetry.lock"),
    row(&["uv"], &["sync"], "python", "pyproject.toml uv.lock"),
    row(&["go"], &["mod"], "go", "go.mod go.sum"),
    row(&["cargo"], &["fetch"], "rust", "Cargo.toml Cargo.lock"),
    row(&["composer"], &["install"], "php", "composer.json composer.lock"),
    row(&["bundle"], &["install"], "ruby", "Gemfile Gemfile.lock"),
    row(&["dotnet"], &["restore"], "dotnet", "the project files"),
    Installer {
        then: "run mvn dependency:go-offline",
        ..row(
            &["mvn", "mvnw"],
            &["package", "install", "verify", "compile", "test", "deploy"],
            "java",
            "pom.xml",
        )
    },
    Installer {
        then: "run gradle dependencies",
        ..row(&["gradle", "gradlew"], &["build", "assemble", "bootJar", "jar"], "java", "the build scripts")
    },
];

fn check(ctx: &mut RuleContext<'_>) {
    // For each stage the kinds that are installed at its end.
    let mut installed: Vec<Vec<&'static str>> = Vec::new();
    for stage in ctx.stages() {
        // What a stage above has installed is not installed again for every edit.
        let mut kinds = ctx.base_of(stage).and_then(|base| installed.get(base)).cloned().unwrap_or_default();
        let mut copied: Option<&Instruction> = None;
        for it in ctx.instructions_of(stage) {
            match &it.kind {
                Kind::Copy(copy) | Kind::Add(copy) if takes_all(copy) => copied = copied.or(Some(it)),
                Kind::Run(run) => {
                    for command in ctx.commands(it) {
                        let Some(installer) = installer(command) else { continue };
                        if kinds.contains(&installer.kind) {
                            continue;
                        }
                        kinds.push(installer.kind);
                        // What is installed from a mounted list, or with a cache, is left alone.
                        if let Some(copy) = copied.filter(|_| run.mounts.is_empty()) {
                            report(ctx, copy, it, command, installer);
                        }
                    }
                }
                _ => {}
            }
        }
        installed.push(kinds);
    }
}

/// Whether the whole build context is taken.
fn takes_all(copy: &Transfer) -> bool {
    copy.from.is_none() && copy.sources.iter().any(|word| matches!(word.text.as_str(), "." | "./" | "*"))
}

fn installer(command: &SimpleCommand) -> Option<&'static Installer> {
    let name = command.name();
    let known = INSTALLERS.iter().find(|it| it.programs.contains(&name))?;
    let mut words = command.operand_texts();
    let first = words.next().unwrap_or_default();
    let has_flag = |flags: &[&str]| command.args().iter().any(|word| flags.contains(&word.text.as_str()));
    let is_asked = known.commands.contains(&first) && !has_flag(&["--version", "-v", "--help", "-h"]);
    let fits = match name {
        // What is installed by name needs no file at all; the project itself needs its sources.
        "pip" | "pip3" => is_asked && (reads_list(command) || only_names(command)),
        "npm" | "yarn" | "pnpm" | "bun" | "pipenv" => is_asked && words.next().is_none(),
        "mvn" | "mvnw" | "gradle" | "gradlew" => {
            command.operand_texts().any(|word| known.commands.contains(&word))
        }
        _ => is_asked,
    };
    fits.then_some(known)
}

fn reads_list(command: &SimpleCommand) -> bool {
    command.args().iter().any(|word| word.text == "-r" || word.text.starts_with("--requirement"))
}

/// Whether all that is installed is named.
fn only_names(command: &SimpleCommand) -> bool {
    let packages = command.packages();
    let named = packages.iter().all(|package| package.kind == PackageKind::Named);
    named && !packages.is_empty() && !command.has_flag(&["-e", "--editable"])
}

fn report(
    ctx: &mut RuleContext<'_>,
    copy: &Instruction,
    it: &Instruction,
    command: &SimpleCommand,
    installer: &Installer,
) {
    let name = command.name().to_owned();
    ctx.report(Finding {
        rule: &META,
        span: copy.line_span,
        severity: META.severity,
        message: format!("every edit makes {name} install again"),
        why: if installer.kind == "python" && only_names(command) && !reads_list(command) {
            format!("line {} needs none of these files; put it before the copy", it.lines.start)
        } else {
            format!(
                "line {} runs after it; copy {} first, {}, then copy the rest",
                it.lines.start, installer.manifests, installer.then
            )
        },
        fixes: Vec::new(),
        instruction: Some(copy.index),
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn everything_first() {
        check(
            &RULE,
            "
FROM python:3.12-slim
COPY . .
^^^^^^^^ every edit makes pip install again
RUN pip install --no-cache-dir -r requirements.txt
",
        );
    }

    #[test]
    fn the_list_first_no_list_or_a_mounted_one() {
        check_none(&RULE, "FROM a\nCOPY package.json .\nRUN npm ci\nCOPY . .\nRUN npm run build\n");
        check_none(&RULE, "FROM a\nCOPY . .\nRUN pip install .\n");
        check_none(&RULE, "FROM a\nCOPY . .\nRUN pip install -e .\n");
        check_none(&RULE, "FROM a\nCOPY . .\nRUN npm install -g serve x\n");
        check_none(&RULE, "FROM a\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n");
        check_none(&RULE, "FROM a\nCOPY --from=b . .\nRUN npm ci\n");
    }

    #[test]
    fn each_kind_counts_for_itself() {
        check(
            &RULE,
            "
FROM a
COPY package.json .
RUN npm ci
COPY . .
^^^^^^^^ every edit makes pip install again
^^^^^^^^ every edit makes mvn install again
RUN npm i && pip install -r requirements.txt && mvn -B clean package
",
        );
        check(
            &RULE,
            "
FROM a
COPY . .
^^^^^^^^ every edit makes yarn install again
RUN yarn --network-timeout 9 && yarn install
",
        );
    }

    #[test]
    fn installed_in_a_stage_above() {
        check_none(
            &RULE,
            "FROM a AS b\nCOPY package.json .\nRUN npm ci\nFROM b\nCOPY . .\nRUN npm install\n",
        );
        check_none(
            &RULE,
            "FROM a\nCOPY . .\nRUN yarn --version && npm i -g x && bun run build && cargo build\n",
        );
    }

    #[test]
    fn why() {
        check_why(
            &RULE,
            "FROM a\nCOPY . .\nRUN npm ci\n",
            "line 3 runs after it; copy package.json package-lock.json first, install, then copy the rest",
        );
    }

    #[test]
    fn packages_by_name_need_no_file() {
        check_why(
            &RULE,
            "FROM a\nCOPY . .\nRUN pip install flask\n",
            "line 3 needs none of these files; put it before the copy",
        );
    }
}
