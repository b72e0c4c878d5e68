//! `CacheMountWouldHelp`: downloads that each rebuild repeats.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};
use crate::text::{Span, TextEdit};

declare_rule! {
    /// Packages are downloaded anew whenever the step runs again.
    ///
    /// ## Why it matters
    /// A cache mount keeps the downloads of a package manager between builds, beside the layers. A step that has to run
    /// again then fetches only what is new.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY go.mod go.sum ./
    /// RUN go mod download
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// WORKDIR /src
    /// COPY go.mod go.sum ./
    /// RUN --mount=type=cache,target=/go/pkg/mod go mod download
    /// ```
    CacheMountWouldHelp {
        category: "caching",
        severity: Hint,
        equivalents: [],
    }
}

/// Of each program what it is asked to do, and where it keeps its downloads.
const CACHES: [(&str, &[&str], &str); 14] = [
    ("npm", &["ci", "install", "i"], "/root/.npm"),
    ("yarn", &["install"], "/usr/local/share/.cache/yarn"),
    ("pnpm", &["install", "i", "fetch"], "/root/.local/share/pnpm/store"),
    ("bun", &["install", "i"], "/root/.bun/install/cache"),
    ("pip", &["install"], "/root/.cache/pip"),
    ("pip3", &["install"], "/root/.cache/pip"),
    ("uv", &["sync", "pip"], "/root/.cache/uv"),
    ("go", &["mod", "build"], "/go/pkg/mod"),
    ("cargo", &["build", "fetch"], "/usr/local/cargo/registry"),
    ("mvn", &["package", "install", "verify", "dependency:go-offline"], "/root/.m2"),
    ("gradle", &["build", "assemble", "bootJar"], "/root/.gradle"),
    ("dotnet", &["restore", "publish", "build"], "/root/.nuget/packages"),
    ("composer", &["install"], "/root/.composer/cache"),
    ("bundle", &["install"], "/usr/local/bundle/cache"),
];

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        for it in ctx.instructions_of(stage) {
            let Kind::Run(run) = &it.kind else { continue };
            // With a mount somebody has thought of it; another user has its folders elsewhere.
            let is_root = ctx.exec_of(it).is_none_or(|exec| matches!(exec.user.as_str(), "" | "root" | "0"));
            let commands = ctx.commands(it);
            let found = commands.iter().find_map(|command| cache(command).map(|target| (command, target)));
            let Some((command, target)) = found.filter(|_| is_root) else { continue };
            if run.mounts.is_empty() {
                report(ctx, it, command, target);
            }
            // Once a stage is enough.
            break;
        }
    }
}

fn cache(command: &SimpleCommand) -> Option<&'static str> {
    let name = command.name();
    let (_, words, target) = CACHES.iter().find(|(program, _, _)| *program == name)?;
    let asks = command.operand_texts().any(|word| words.contains(&word))
        || name == "yarn" && command.args().is_empty();
    asks.then_some(*target)
}

fn report(ctx: &mut RuleContext<'_>, it: &Instruction, command: &SimpleCommand, target: &str) {
    let name = command.name();
    let message = format!("{name} downloads everything again on each rebuild");
    let why = format!("a cache mount on {target} keeps what it has fetched");
    let mut finding = Finding::new(&META, it.index, command.span(), message, why);
    let new_text = format!(" --mount=type=cache,target={target}");
    let mut edits = vec![TextEdit { span: it.keyword.span.at_end(), new_text }];
    // The cache must not be switched off in the same breath.
    let off = command.args().iter().find(|word| word.text == "--no-cache-dir");
    if let Some(word) =
        off.filter(|word| ctx.source.get(word.span.end as usize..).is_some_and(|rest| rest.starts_with(' ')))
    {
        let span = Span { start: word.span.start, end: word.span.end + 1 };
        edits.push(TextEdit { span, new_text: String::new() });
    }
    finding = finding.with_fix("Keep the downloads in a cache mount", Safety::NeedsReview, edits);
    ctx.report(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn once_a_stage() {
        check(
            &RULE,
            "
FROM node:24
RUN npm ci
    ^^^^^^ npm downloads everything again on each rebuild
RUN npm install
",
        );
        check_fix(
            &RULE,
            "FROM a:1\nRUN pip install --no-cache-dir flask\n",
            "FROM a:1\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n",
        );
        check_why(
            &RULE,
            "FROM a:1\nRUN cargo build\n",
            "a cache mount on /usr/local/cargo/registry keeps what it has fetched",
        );
    }

    #[test]
    fn cached_or_nothing_fetched() {
        check_none(&RULE, "FROM a:1\nRUN --mount=type=cache,target=/root/.npm npm ci\n");
        check_none(&RULE, "FROM a:1\nRUN npm run build && go version && pip --version\n");
        check_none(&RULE, "FROM a:1\nUSER node\nRUN npm ci\n");
    }
}
