//! `OsPackagesAfterSource`: packages that every edit installs again.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::{Manager, PackageKind};
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// Packages of the system are installed after the source is copied.
    ///
    /// ## Why it matters
    /// They change rarely, but with the copy above them every edit of a file makes the package manager run again.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// COPY . /app
    /// RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
    /// COPY . /app
    /// ```
    OsPackagesAfterSource {
        category: "caching",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let mut copied: Option<&Instruction> = None;
        for it in ctx.instructions_of(stage) {
            match &it.kind {
                Kind::Copy(copy) | Kind::Add(copy) if copy.from.is_none() => {
                    let all = copy.sources.iter().any(|word| matches!(word.text.as_str(), "." | "./" | "*"));
                    copied = copied.or(Some(it).filter(|_| all));
                }
                // A step that copies or runs anything of the project may need what was copied.
                Kind::Run(_) => {
                    let commands = ctx.commands(it);
                    let Some(copy) = copied else { continue };
                    let install = commands.iter().find(|it| it.installs().is_some_and(Manager::is_of_system));
                    let Some(install) = install.filter(|_| commands.iter().all(is_package_work)) else {
                        continue;
                    };
                    let named = install.packages().iter().all(|package| package.kind == PackageKind::Named);
                    if !named || install.packages().is_empty() {
                        continue;
                    }
                    let name = install.name().to_owned();
                    let message = format!("every edit makes {name} install again");
                    let why =
                        format!("line {} copies the source first; move this RUN above it", copy.lines.start);
                    ctx.report(Finding::new(&META, it.index, install.span(), message, why));
                    break;
                }
                _ => {}
            }
        }
    }
}

/// Whether a command only manages packages.
fn is_package_work(command: &SimpleCommand) -> bool {
    let known = [
        "apt-get", "apt", "apk", "dnf", "yum", "microdnf", "zypper", "rm", "set", "echo", "true", "export",
        "",
    ];
    known.contains(&command.name())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn below_the_source() {
        check(
            &RULE,
            "
FROM a:1
COPY . .
RUN apk add --no-cache git
    ^^^^^^^^^^^^^^^^^^^^^^ every edit makes apk install again
",
        );
        check_why(
            &RULE,
            "FROM a:1\nCOPY . .\nRUN apk add git\n",
            "line 2 copies the source first; move this RUN above it",
        );
    }

    #[test]
    fn above_it_or_bound_to_it() {
        check_none(&RULE, "FROM a:1\nRUN apk add git\nCOPY . .\n");
        check_none(&RULE, "FROM a:1\nCOPY . .\nRUN apt-get install -y ./x.deb\n");
        check_none(&RULE, "FROM a:1\nCOPY . .\nRUN apt-get install -y $(cat list)\n");
        check_none(&RULE, "FROM a:1\nCOPY . .\nRUN apk add make && make && apk del make\n");
    }
}
