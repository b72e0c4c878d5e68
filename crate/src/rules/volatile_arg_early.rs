//! `VolatileArgEarly`: a value that changes with every build, declared too early.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// A value that changes with every build is declared above slow steps.
    ///
    /// ## Why it matters
    /// A `RUN` sees every `ARG` and `ENV` above it. When one of them has another value than last time, the step runs
    /// again.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// ARG GIT_SHA
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// ARG GIT_SHA
    /// LABEL org.opencontainers.image.revision=$GIT_SHA
    /// ```
    VolatileArgEarly {
        category: "caching",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        for it in ctx.instructions_of(stage) {
            let name = match &it.kind {
                Kind::Arg(arguments) => {
                    arguments.iter().map(|argument| &argument.key).find(|key| is_volatile(&key.text))
                }
                Kind::Env(pairs) => {
                    let changing = pairs.iter().filter(|pair| pair.value.text.contains('$'));
                    changing.map(|pair| &pair.key).find(|key| is_volatile(&key.text))
                }
                _ => None,
            };
            let Some(name) = name else { continue };
            let later = ctx.instructions_of(stage).filter(|other| other.index > it.index);
            let run = later.into_iter().find(|other| is_slow(ctx, other));
            // Where a step above that one uses it, it stands where it has to.
            let is_used = |other: &Instruction| {
                ctx.commands(other)
                    .iter()
                    .any(|command| command.vars.iter().any(|variable| variable.text == name.text))
            };
            let Some(run) = run else { continue };
            let mut between =
                ctx.instructions_of(stage).filter(|other| other.index > it.index && other.index <= run.index);
            if between.any(is_used) {
                continue;
            }
            let message = format!("{} changes often and stands above slow steps", name.text);
            let why = format!(
                "line {} runs again whenever its value is another; declare it below",
                run.lines.start
            );
            ctx.report(Finding::new(&META, it.index, name.span, message, why));
        }
    }
}

/// Whether a step installs something.
fn is_slow(ctx: &RuleContext<'_>, it: &Instruction) -> bool {
    let fetches = |command: &SimpleCommand| {
        let first = command.operand_texts().next();
        let is_locked =
            matches!(command.name(), "npm" | "yarn" | "pnpm" | "poetry" | "bundle" | "composer" | "uv")
                && matches!(first, Some("ci" | "install" | "sync"));
        command.installs().is_some() || is_locked || command.is("go", "mod") || command.is("cargo", "fetch")
    };
    matches!(it.kind, Kind::Run(_)) && ctx.commands(it).iter().any(fetches)
}

/// Whether the name of a value says that it is another one in each build.
fn is_volatile(name: &str) -> bool {
    const NAMES: [&str; 22] = [
        "gitsha",
        "gitcommit",
        "gitref",
        "gitrev",
        "commit",
        "commitsha",
        "commithash",
        "builddate",
        "buildtime",
        "buildnumber",
        "buildid",
        "revision",
        "timestamp",
        "created",
        "cachebust",
        "vcsref",
        "gitdescribe",
        "buildtimestamp",
        "sourcecommit",
        "appversion",
        "cicommitsha",
        "gitbranch",
    ];
    let plain = || name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase());
    NAMES.iter().any(|known| plain().eq(known.bytes()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn above_an_install() {
        check(
            &RULE,
            "
FROM a:1
ARG BUILD_DATE
    ^^^^^^^^^^ BUILD_DATE changes often and stands above slow steps
RUN apk add git
",
        );
        check_why(
            &RULE,
            "FROM a:1\nARG COMMIT_SHA\nRUN npm ci\n",
            "line 3 runs again whenever its value is another; declare it below",
        );
    }

    #[test]
    fn below_used_or_stable() {
        check_none(&RULE, "FROM a:1\nRUN npm ci\nARG GIT_SHA\nLABEL r=$GIT_SHA\n");
        check_none(&RULE, "FROM a:1\nARG GIT_SHA\nRUN npm ci && echo $GIT_SHA\n");
        check_none(&RULE, "FROM a:1\nARG NODE_VERSION\nRUN npm ci\n");
        check_none(&RULE, "ARG GIT_SHA\nFROM a:1\nRUN npm ci\n");
    }
}
