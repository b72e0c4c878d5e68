//! `BuilderOutputMismatch`: a copy that looks beside what was built.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::rules::builders::language;
use crate::stage::Stage;
use crate::syntax::Kind;
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::{dirs, resolve, written};
use crate::text::TextEdit;
use crate::text::paths::{base, clean, join};

use super::cache_mount_holds_artifact::is_under;

declare_rule! {
    /// `COPY --from` looks beside the place where the build writes.
    ///
    /// ## Why it matters
    /// What a build writes to a relative path lies in its working directory. `COPY --from` starts at the root of the
    /// stage, so the path has to start there.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o app ./cmd/app
    /// FROM alpine:3.22
    /// COPY --from=build /app /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY . .
    /// RUN go build -o app ./cmd/app
    /// FROM alpine:3.22
    /// COPY --from=build /src/app /app
    /// ```
    BuilderOutputMismatch {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Some(source) = ctx.source_of(it) else { continue };
        let Kind::Copy(copy) = &it.kind else { continue };
        for (path, _) in ctx.copies_of(it) {
            if path.contains(['*', '?', '[']) {
                continue;
            }
            let Some((output, line)) = output(ctx, source, path) else { continue };
            let word =
                copy.sources.iter().find(|word| word.text == path || clean(&join("/", &word.text)) == path);
            let span = word.map_or(it.line_span, |word| word.span);
            let message = format!("line {line} writes {output}, not {path}");
            let why = format!("{} has no {path}, so the build stops here", ctx.name_of(source));
            let mut finding = Finding::new(&META, it.index, span, message, why);
            if let Some(word) = word {
                let edit = TextEdit { span: word.span, new_text: output.clone() };
                finding = finding.with_fix(format!("Copy {output}"), Safety::NeedsReview, vec![edit]);
            }
            ctx.report(finding);
        }
    }
}

/// What a stage builds under the name that a path ends in, and the line, where nothing else there can be that path.
fn output<'a>(ctx: &RuleContext<'a>, source: &'a Stage, path: &str) -> Option<(String, u32)> {
    let mut found: Option<(String, u32)> = None;
    let mut stage = source;
    loop {
        for it in ctx.instructions_of(stage) {
            let start = ctx.dir_of(it);
            // A folder of that name holds anything.
            if matches!(it.kind, Kind::Run(_)) && is_under(start, path) {
                return None;
            }
            if ctx
                .copies_of(it)
                .iter()
                .any(|(_, dest)| is_under(path, dest) && *dest != "/" || is_under(dest, path))
            {
                return None;
            }
            let commands = ctx.commands(it);
            let dirs = dirs(commands, start);
            for (command, dir) in commands.iter().zip(&dirs) {
                let writes = written(command, dir.as_deref());
                if writes.iter().any(|written| is_under(written, path) || is_under(path, written))
                    || is_open(command)
                {
                    return None;
                }
                let outputs =
                    if command.name() == "cargo" { cargo(command, dir.as_deref(), path) } else { writes };
                let is_build = language(command).is_some();
                if let Some(output) =
                    outputs.into_iter().find(|output| is_build && base(output) == base(path))
                {
                    if output == path {
                        return None;
                    }
                    found = Some((output, it.lines.start));
                }
            }
        }
        match ctx.base_of(stage).filter(|base| *base < stage.index).and_then(|base| ctx.stages().get(base)) {
            Some(base) => stage = base,
            None => return found,
        }
    }
}

/// Whether a command may write anything anywhere: a script, make, a program of its own.
fn is_open(command: &SimpleCommand) -> bool {
    let known = [
        "go", "cargo", "dotnet", "gcc", "g++", "cc", "clang", "npm", "yarn", "pnpm", "pip", "pip3", "uv",
        "apt-get", "apt", "apk", "dnf", "yum", "mkdir", "rm", "cp", "mv", "ln", "install", "touch", "chmod",
        "chown", "echo", "cd", "set", "export", "curl", "wget", "git", "strip", "upx", "useradd", "adduser",
        "groupadd", "addgroup", "test", "[", "true", "ls", "cat", "rustup", "",
    ];
    !known.contains(&command.name())
}

/// Where Cargo writes a program, for a path that looks for it in a folder of Cargo's.
fn cargo(command: &SimpleCommand, dir: Option<&str>, path: &str) -> Vec<String> {
    let Some(at) = path.rfind("/target/") else { return Vec::new() };
    let own = path.get(at + 1..).unwrap_or_default();
    // Each of these puts it elsewhere.
    let moves = command.has_flag(&["--target-dir", "--manifest-path", "-C", "--artifact-dir", "--out-dir"]);
    if moves { Vec::new() } else { resolve(own, dir).into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn beside_it() {
        check(
            &RULE,
            "
FROM rust:1.90 AS b
WORKDIR /src
COPY . .
RUN cargo build --release
FROM debian:12
COPY --from=b /target/release/app /app
              ^^^^^^^^^^^^^^^^^^^ line 4 writes /src/target/release/app, not /target/release/app
",
        );
        let source = "FROM a:1 AS b\nWORKDIR /src\nRUN cd cmd && go build -o app .\nFROM a:1\nCOPY --from=b /bin/app /app\n";
        check_fix(&RULE, source, &source.replace("/bin/app", "/src/cmd/app"));
        check_why(&RULE, source, "b has no /bin/app, so the build stops here");
    }

    #[test]
    fn the_right_place_a_folder_or_unknown_programs() {
        let to = "FROM a:1\nCOPY --from=b /app /app\n";
        for build in [
            "FROM a:1 AS b\nWORKDIR /src\nRUN go build -o /app .\n",
            "FROM a:1 AS b\nWORKDIR /app\nRUN go build -o app .\n",
            "FROM a:1 AS b\nWORKDIR /src\nRUN go build -o app . && mv app /\n",
            "FROM a:1 AS b\nWORKDIR /src\nRUN go build -o app . && ./install.sh\n",
            "FROM a:1 AS b\nWORKDIR /src\nRUN go build -o server .\n",
            "FROM a:1 AS b\nWORKDIR /src\nCOPY bin /app\nRUN go build -o app .\n",
        ] {
            check_none(&RULE, &format!("{build}{to}"));
        }
    }
}
