//! `CopyAllBeforeInstall`: dependencies that are installed again after every edit.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::command::{SimpleCommand, commands};
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

/// A command that installs what a list names, and the files that hold the list.
struct Installer {
    program: &'static str,
    commands: &'static [&'static str],
    manifests: &'static str,
}

const INSTALLERS: [Installer; 12] = [
    Installer { program: "npm", commands: &["ci", "install"], manifests: "package.json package-lock.json" },
    Installer { program: "yarn", commands: &["install"], manifests: "package.json yarn.lock" },
    Installer { program: "pnpm", commands: &["install"], manifests: "package.json pnpm-lock.yaml" },
    Installer { program: "pip", commands: &["install"], manifests: "requirements.txt" },
    Installer { program: "pip3", commands: &["install"], manifests: "requirements.txt" },
    Installer { program: "poetry", commands: &["install"], manifests: "pyproject.toml poetry.lock" },
    Installer { program: "uv", commands: &["sync"], manifests: "pyproject.toml uv.lock" },
    Installer { program: "go", commands: &["mod"], manifests: "go.mod go.sum" },
    Installer { program: "cargo", commands: &["fetch"], manifests: "Cargo.toml Cargo.lock" },
    Installer { program: "composer", commands: &["install"], manifests: "composer.json composer.lock" },
    Installer { program: "bundle", commands: &["install"], manifests: "Gemfile Gemfile.lock" },
    Installer { program: "dotnet", commands: &["restore"], manifests: "the project files" },
];

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let mut copied: Option<&Instruction> = None;
        for it in ctx.instructions_of(stage) {
            match &it.kind {
                Kind::Copy(copy) | Kind::Add(copy) if takes_all(copy) => copied = copied.or(Some(it)),
                Kind::Run(run) => {
                    let commands = commands(ctx.source, it, ctx.file.escape);
                    let found = commands.iter().find_map(|command| Some((command, installer(command)?)));
                    let Some((command, installer)) = found else { continue };
                    // What is installed once before, or from a mounted list, is not installed again for every edit.
                    if let Some(copy) = copied.filter(|_| run.mounts.is_empty()) {
                        report(ctx, copy, it, command, installer);
                    }
                    break;
                }
                _ => {}
            }
        }
    }
}

/// Whether the whole build context is taken.
fn takes_all(copy: &Transfer) -> bool {
    copy.from.is_none() && copy.sources.iter().any(|word| matches!(word.text.as_str(), "." | "./" | "*"))
}

fn installer(command: &SimpleCommand) -> Option<&'static Installer> {
    let first = command.operands().next()?.text.as_str();
    let known = INSTALLERS.iter().find(|it| it.program == command.name() && it.commands.contains(&first))?;
    let operands = command.operands().count();
    let fits = match known.program {
        // Only what reads a list depends on files.
        "pip" | "pip3" => command.args().iter().any(|word| word.text == "-r" || word.text.starts_with("--requirement")),
        "npm" | "yarn" | "pnpm" => operands == 1,
        _ => true,
    };
    fits.then_some(known)
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
        why: format!(
            "line {} runs after it; copy {} first, install, then copy the rest",
            it.lines.start, installer.manifests
        ),
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
        check(&RULE, "
FROM python:3.12-slim
COPY . .
^^^^^^^^ every edit makes pip install again
RUN pip install --no-cache-dir -r requirements.txt
");
    }

    #[test]
    fn the_list_first_no_list_or_a_mounted_one() {
        check_none(&RULE, "FROM a\nCOPY package.json .\nRUN npm ci\nCOPY . .\nRUN npm run build\n");
        check_none(&RULE, "FROM a\nCOPY . .\nRUN pip install flask\n");
        check_none(&RULE, "FROM a\nCOPY . .\nRUN npm install -g serve x\n");
        check_none(&RULE, "FROM a\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n");
        check_none(&RULE, "FROM a\nCOPY --from=b . .\nRUN npm ci\n");
    }

    #[test]
    fn why() {
        check_why(
            &RULE,
            "FROM a\nCOPY . .\nRUN npm ci\n",
            "line 3 runs after it; copy package.json package-lock.json first, install, then copy the rest",
        );
    }
}
