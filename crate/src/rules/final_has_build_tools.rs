//! `FinalHasBuildTools`: build tools in the image that ships.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::rules::builders::is_build_package;
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::{Manager, PackageKind};

declare_rule! {
    /// Packages to build with are installed in the image that ships.
    ///
    /// ## Why it matters
    /// Compilers and headers are hundreds of megabytes that no program needs to run, and tools for whoever breaks in.
    /// Build in a stage of its own and copy what comes out.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev && rm -rf /var/lib/apt/lists/*
    /// COPY requirements.txt .
    /// RUN pip install --no-cache-dir -r requirements.txt
    /// CMD ["python", "app.py"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim AS build
    /// RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev && rm -rf /var/lib/apt/lists/*
    /// RUN python -m venv /venv
    /// COPY requirements.txt .
    /// RUN /venv/bin/pip install --no-cache-dir -r requirements.txt
    /// FROM python:3.13-slim
    /// COPY --from=build /venv /venv
    /// CMD ["/venv/bin/python", "app.py"]
    /// ```
    FinalHasBuildTools {
        category: "multi-stage",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if ctx.is_tool_image() {
        return;
    }
    for it in ctx.chain_instructions() {
        let commands = ctx.commands(it);
        // What is removed in the same layer does not ship.
        if commands.iter().any(removes_packages) {
            continue;
        }
        let mut names: Vec<String> = Vec::new();
        let mut span = it.line_span;
        for command in commands.iter().filter(|command| command.installs().is_some_and(Manager::is_of_system))
        {
            let packages = command.packages();
            let tools =
                packages.iter().filter(|it| it.kind == PackageKind::Named && is_build_package(it.name));
            for package in tools {
                if names.is_empty() {
                    span = package.word.span;
                }
                names.push(package.name.to_owned());
            }
        }
        let Some(first) = names.first() else { continue };
        let more = if names.len() > 1 { format!(" and {} more", names.len() - 1) } else { String::new() };
        let message = format!("build packages ship in the image: {first}{more}");
        let why = format!("nothing in line {} takes {} out again", it.lines.start, names.join(", "));
        // Headers alone bring their library along, which the program may need.
        let only_headers = names.iter().all(|name| name.ends_with("-dev") || name.ends_with("-devel"));
        let finding = Finding::new(&META, it.index, span, message, why);
        ctx.report(if only_headers { finding.at_most(Severity::Info) } else { finding });
    }
}

fn removes_packages(command: &SimpleCommand) -> bool {
    let removes = ["purge", "remove", "autoremove", "del", "erase"];
    matches!(command.name(), "apt-get" | "apt" | "apk" | "dnf" | "yum" | "microdnf" | "zypper")
        && command.operand_texts().next().is_some_and(|first| removes.contains(&first))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn compilers_in_the_chain() {
        check(
            &RULE,
            "
FROM debian:12 AS base
RUN apt-get update && apt-get install -y curl gcc make
                                              ^^^ build packages ship in the image: gcc and 1 more
FROM base
CMD [\"app\"]
",
        );
        let source = "FROM alpine:3.22\nRUN apk add musl-dev gcc\nCMD [\"app\"]\n";
        check_why(&RULE, source, "nothing in line 2 takes musl-dev, gcc out again");
    }

    #[test]
    fn removed_elsewhere_or_a_toolchain() {
        check_none(&RULE, "FROM alpine:3.22\nRUN apk add -t .d gcc && make && apk del .d\nCMD [\"app\"]\n");
        check_none(&RULE, "FROM alpine:3.22 AS build\nRUN apk add gcc\nFROM alpine:3.22\nCMD [\"app\"]\n");
        check_none(&RULE, "FROM alpine:3.22 AS toolchain\nRUN apk add gcc\nCMD [\"app\"]\n");
        check_none(&RULE, "FROM alpine:3.22\nRUN apk add curl git\nCMD [\"app\"]\n");
        check_none(&RULE, "FROM alpine:3.22\nRUN apk add gcc\n");
    }
}
