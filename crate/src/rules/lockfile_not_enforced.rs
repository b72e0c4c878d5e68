//! `LockfileNotEnforced`: an install that may leave its lock file.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// An install does not hold to the lock file.
    ///
    /// ## Why it matters
    /// The lock file says which versions were tested. Without its strict form the tool may take newer ones, or rewrite
    /// the file.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm install
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// ```
    LockfileNotEnforced {
        category: "reproducibility/pinning",
        severity: Info,
        equivalents: [],
    }
}

use super::bases::is_for_work;

/// An install, its lock file, and what makes it strict.
struct Strict {
    program: &'static str,
    asks: &'static [&'static str],
    lock: &'static str,
    flags: &'static [&'static str],
    advice: &'static str,
}

const STRICT: [Strict; 5] = [
    Strict {
        program: "npm",
        asks: &["install", "i"],
        lock: "package-lock.json",
        flags: &["-g", "--global"],
        advice: "npm ci",
    },
    Strict {
        program: "yarn",
        asks: &["install"],
        lock: "yarn.lock",
        flags: &["--frozen-lockfile", "--immutable", "--pure-lockfile"],
        advice: "--immutable, or --frozen-lockfile before Yarn 2",
    },
    Strict {
        program: "pnpm",
        asks: &["install", "i"],
        lock: "pnpm-lock.yaml",
        flags: &["--frozen-lockfile", "-g", "--global"],
        advice: "--frozen-lockfile",
    },
    Strict {
        program: "uv",
        asks: &["sync"],
        lock: "uv.lock",
        flags: &["--frozen", "--locked"],
        advice: "--locked",
    },
    Strict {
        program: "pipenv",
        asks: &["install"],
        lock: "Pipfile.lock",
        flags: &["--deploy"],
        advice: "--deploy",
    },
];

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        for it in ctx.instructions_of(stage) {
            for command in ctx.commands(it) {
                let Some(strict) = loose(command).filter(|_| !is_for_work(stage)) else { continue };
                let copies = ctx.instructions_to(stage).take_while(|other| other.index < it.index);
                let Some(copy) = copies.filter(|other| copies_lock(other, strict.lock)).last() else {
                    continue;
                };
                let Some(word) = command.operands().next() else { continue };
                let fix = match strict.program {
                    "npm" => Some(Fix::review("Use npm ci", word.span, "ci")),
                    "yarn" => None,
                    _ => Some(Fix::review(
                        format!("Add {}", strict.advice),
                        word.span.at_end(),
                        format!(" {}", strict.advice),
                    )),
                };
                let message = format!("{} {} may leave {}", strict.program, word.text, strict.lock);
                let why =
                    format!("line {} copies the lock file; {} holds to it", copy.lines.start, strict.advice);
                let severity = if ctx.is_reached(stage.index) { META.severity } else { Severity::Hint };
                ctx.report(
                    Finding::new(&META, it.index, command.span(), message, why)
                        .at_most(severity)
                        .fixed_by(fix),
                );
            }
        }
    }
}

/// What would make an install strict, where it is not.
fn loose(command: &SimpleCommand) -> Option<&'static Strict> {
    let strict = STRICT.iter().find(|strict| strict.program == command.name())?;
    let mut operands = command.operand_texts();
    let asks = operands.next().is_some_and(|first| strict.asks.contains(&first)) && operands.next().is_none();
    (asks && !command.has_flag(strict.flags)).then_some(strict)
}

fn copies_lock(it: &Instruction, lock: &str) -> bool {
    let Kind::Copy(copy) = &it.kind else { return false };
    copy.sources.iter().any(|source| source.text.rsplit('/').next() == Some(lock))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn with_a_lock_file() {
        check(
            &RULE,
            "
FROM a:1
COPY package.json package-lock.json ./
RUN npm install --omit=dev
    ^^^^^^^^^^^^^^^^^^^^^^ npm install may leave package-lock.json
",
        );
    }

    #[test]
    fn strict_or_without_a_lock_file() {
        check_none(&RULE, "FROM a:1\nCOPY package.json ./\nRUN npm install\n");
        check_none(
            &RULE,
            "FROM a:1\nCOPY package-lock.json ./\nRUN npm ci && npm install -g a@1 && npm install b@1\n",
        );
        check_none(&RULE, "FROM a:1\nCOPY pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile\n");
        check_none(&RULE, "FROM a:1 AS dev\nCOPY package-lock.json ./\nRUN npm install\n");
    }

    #[test]
    fn the_fix_is_strict() {
        check_fix(
            &RULE,
            "FROM a:1\nCOPY package-lock.json ./\nRUN npm install\n",
            "FROM a:1\nCOPY package-lock.json ./\nRUN npm ci\n",
        );
    }
}
