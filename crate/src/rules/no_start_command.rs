//! `NoStartCommand`: an image without a command.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// The image that ships says nothing of what it runs.
    ///
    /// ## Why it matters
    /// `docker run` starts what the base image starts, often a shell, and ends at once.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// COPY . /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// COPY . /app
    /// CMD ["node", "/app/server.js"]
    /// ```
    NoStartCommand {
        category: "metadata/runtime config",
        severity: Info,
        equivalents: [],
    }
}

use super::bases::{Base, is_for_work};

/// Images that start a shell or a prompt.
const PROMPTS: [&str; 12] = [
    "debian",
    "ubuntu",
    "alpine",
    "busybox",
    "fedora",
    "python",
    "node",
    "ruby",
    "openjdk",
    "eclipse-temurin",
    "amazoncorretto",
    "amazonlinux",
];

fn check(ctx: &mut RuleContext<'_>) {
    let Some(stage) = ctx.target_stage().filter(|stage| !is_for_work(stage) && !is_for_others(&stage.name))
    else {
        return;
    };
    let all: Vec<_> = ctx.instructions_to(stage).collect();
    if all.len() > ctx.instructions_of(stage).count() {
        // What it starts from in this file may well be a builder.
        return;
    }
    let starts =
        all.iter().any(|it| matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_) | Kind::OnBuild(_)));
    // Without an application in it, it may be meant as a base or a toolchain.
    let has_app = all.iter().any(|it| match &it.kind {
        Kind::Copy(copy) => {
            copy.from.is_some() || copy.sources.iter().any(|it| matches!(it.text.as_str(), "." | "./"))
        }
        Kind::Expose(_) => true,
        _ => false,
    });
    let base = ctx.root_state(stage).and_then(Base::of);
    let Some(base) = base.filter(|base| PROMPTS.contains(&base.name)) else { return };
    let Some((from, _)) = ctx.from_of(stage).filter(|_| !starts && has_app) else { return };
    let why = format!("docker run starts what {} starts: a shell or a prompt", base.name);
    let message = "the image has no CMD and no ENTRYPOINT";
    ctx.report(Finding::new(&META, from.index, from.line_span, message, why));
}

/// Whether a stage is made for others to start from or to take files from, by its name.
fn is_for_others(name: &str) -> bool {
    let words = [
        "base",
        "common",
        "toolchain",
        "tools",
        "build",
        "builder",
        "export",
        "artifacts",
        "output",
        "out",
        "binaries",
        "devcontainer",
    ];
    name.split(['-', '_', '.']).any(|part| words.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn an_application_without_a_command() {
        check(
            &RULE,
            "
FROM python:3.13-slim
^^^^^^^^^^^^^^^^^^^^^ the image has no CMD and no ENTRYPOINT
COPY . /app
",
        );
    }

    #[test]
    fn commands_services_and_bases() {
        check_none(&RULE, "FROM python:3.13-slim AS gen\nCOPY . /app\nFROM gen AS validate\nRUN make\n");
        check_none(&RULE, "FROM python:3.13-slim AS a\nCOPY . /app\nCMD [\"x\"]\nFROM a\n");
        check_none(&RULE, "FROM nginx:1.29\nCOPY . /usr/share/nginx/html\n");
        check_none(&RULE, "FROM python:3.13-slim AS base\nCOPY . /app\n");
        check_none(&RULE, "FROM golang:1.26\nRUN go install example.com/tool@v1\n");
    }
}
