//! `DepsLayerMissing`: dependencies that are built anew with every edit.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// Dependencies are fetched and compiled again with every edit of the source.
    ///
    /// ## Why it matters
    /// Cargo, Maven, Gradle and .NET have no plain step that installs dependencies. So it takes a step of its own that sees
    /// the manifests alone, or a cache mount that outlives the step.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM maven:3.9-eclipse-temurin-21 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN mvn -B package
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM maven:3.9-eclipse-temurin-21 AS build
    /// WORKDIR /src
    /// COPY pom.xml .
    /// RUN mvn -B dependency:go-offline
    /// COPY src ./src
    /// RUN mvn -B package
    /// ```
    ///
    /// ## When to ignore it
    /// When the project has no dependencies, or carries them with it.
    DepsLayerMissing {
        category: "package managers",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if !ctx.runs().any(|it| ctx.commands(it).iter().any(|command| builds(command).is_some())) {
        return;
    }
    // What only here-documents say does not count.
    let tools = ["cargo", "mvn", "gradle", "dotnet"];
    let uses = |it: &&Instruction| it.is("RUN") && tools.iter().any(|tool| it.original.contains(tool));
    if !ctx.file.instructions.iter().any(|it| uses(&it)) {
        return;
    }
    for stage in ctx.stages() {
        let mut copied: Option<&Instruction> = None;
        let mut fetched: Vec<&str> = Vec::new();
        for it in ctx.instructions_to(stage) {
            match &it.kind {
                Kind::Copy(copy) | Kind::Add(copy) => {
                    let all = copy.sources.iter().any(|word| {
                        matches!(word.text.trim_end_matches('/'), "." | "*" | "src" | "./src" | "")
                    });
                    // What comes from another stage may be the dependencies themselves.
                    if copy.from.is_some() {
                        fetched.extend(["cargo", "mvn", "gradle", "dotnet"]);
                    } else if all {
                        copied = copied.or(Some(it));
                    }
                }
                Kind::Run(run) => {
                    for command in ctx.commands(it) {
                        let Some((tool, advice)) = builds(command) else {
                            fetched.extend(fetches(command));
                            continue;
                        };
                        let is_own = ctx.stage_of(it.index).is_some_and(|own| own.index == stage.index);
                        let has_cache = run.mounts.iter().any(|mount| mount.text.contains("type=cache"));
                        let is_known = fetched.contains(&tool) || has_cache;
                        fetched.push(tool);
                        let Some(copy) = copied.filter(|_| is_own && !is_known) else { continue };
                        let message = format!("every edit makes {tool} build all dependencies again");
                        let why = format!("line {} brings the source in before; {advice}", copy.lines.start);
                        let finding = Finding::new(&META, it.index, command.span(), message, why);
                        let reached = ctx.is_reached(stage.index);
                        ctx.report(if reached { finding } else { finding.at_most(Severity::Hint) });
                    }
                }
                _ => {}
            }
        }
    }
}

/// The tool of a command that builds a program with its dependencies, and what keeps them.
fn builds(command: &SimpleCommand) -> Option<(&'static str, &'static str)> {
    let first = || command.operand_texts().next().unwrap_or_default();
    let asks =
        |words: &[&str]| command.operand_texts().any(|text| words.iter().any(|word| text.ends_with(word)));
    match command.name() {
        "cargo" if first() == "build" && !command.has_flag(&["--offline", "--frozen"]) => {
            Some(("cargo", "mount caches on target and /usr/local/cargo/registry, or use cargo chef"))
        }
        "mvn" | "mvnw"
            if asks(&["package", "install", "verify"]) && !command.has_flag(&["-o", "--offline"]) =>
        {
            Some(("mvn", "copy pom.xml first and run mvn dependency:go-offline"))
        }
        "gradle" | "gradlew"
            if asks(&["build", "assemble", "ootJar", "shadowJar"]) && !command.has_flag(&["--offline"]) =>
        {
            Some(("gradle", "copy the build scripts first and run gradle dependencies"))
        }
        "dotnet" if matches!(first(), "publish" | "build") && !command.has_flag(&["--no-restore"]) => {
            Some(("dotnet", "copy the project files first and run dotnet restore"))
        }
        _ => None,
    }
}

/// The tool whose dependencies a command fetches without the source.
fn fetches(command: &SimpleCommand) -> Option<&'static str> {
    let first = command.operand_texts().next().unwrap_or_default();
    let asks = |part: &str| command.operand_texts().any(|text| text.contains(part));
    match command.name() {
        "cargo" if matches!(first, "fetch" | "chef" | "vendor") => Some("cargo"),
        "cargo-chef" => Some("cargo"),
        "mvn" | "mvnw" if asks("dependency:") => Some("mvn"),
        "gradle" | "gradlew" if asks("dependencies") || asks("downloadDependencies") => Some("gradle"),
        "dotnet" if first == "restore" => Some("dotnet"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn everything_at_once() {
        check(
            &RULE,
            "
FROM rust:1.90 AS b
COPY . .
RUN cargo build --release
    ^^^^^^^^^^^^^^^^^^^^^ every edit makes cargo build all dependencies again
",
        );
        check_why(
            &RULE,
            "FROM a:1\nCOPY . .\nRUN dotnet publish -o /app\n",
            "line 2 brings the source in before; copy the project files first and run dotnet restore",
        );
    }

    #[test]
    fn kept_in_a_layer_or_a_cache() {
        for source in [
            "FROM a:1\nCOPY . .\nRUN --mount=type=cache,target=/target cargo build\n",
            "FROM a:1\nCOPY Cargo.toml .\nRUN cargo fetch\nCOPY . .\nRUN cargo build\n",
            "FROM a:1\nCOPY Cargo.toml .\nRUN cargo build\nCOPY . .\nRUN cargo build\n",
            "FROM a:1\nCOPY --from=planner /r .\nRUN cargo chef cook\nCOPY . .\nRUN cargo build\n",
            "FROM a:1\nCOPY . .\nRUN cargo build --offline\n",
            "FROM a:1\nCOPY x.csproj .\nRUN dotnet restore\nCOPY . .\nRUN dotnet publish\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
