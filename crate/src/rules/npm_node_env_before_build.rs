//! `NpmNodeEnvBeforeBuild`: a build without its tools.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::SimpleCommand;

declare_rule! {
    /// `NODE_ENV=production` hides what the build needs.
    ///
    /// ## Why it matters
    /// With it npm leaves out `devDependencies`, and the compilers and bundlers that a build runs are mostly among them.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS build
    /// ENV NODE_ENV=production
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// RUN npm run build
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS build
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// ENV NODE_ENV=production
    /// RUN npm run build
    /// ```
    NpmNodeEnvBeforeBuild {
        category: "package managers",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let mut production: Option<(usize, crate::text::Span)> = None;
        let mut installed = None;
        for it in ctx.instructions_to(stage) {
            let pairs = match &it.kind {
                Kind::Env(pairs) => pairs.as_slice(),
                _ => &[],
            };
            for pair in pairs.iter().filter(|pair| pair.key.text == "NODE_ENV") {
                let is_production = pair.value.text.trim_matches(['"', '\'']) == "production";
                production = is_production.then(|| (it.index, pair.key.span.to(pair.value.span)));
            }
            for command in ctx.commands(it) {
                if installs_all(command) {
                    installed =
                        production.filter(|_| !takes_dev(command)).map(|place| (place, it.lines.start));
                }
                let Some(((index, span), line)) = installed.filter(|_| builds(command)) else { continue };
                // Told once, for the stage that builds.
                installed = None;
                let why = format!(
                    "line {line} then leaves out devDependencies, which line {} may need",
                    it.lines.start
                );
                let message = "NODE_ENV=production hides the tools of the build";
                ctx.report(Finding::new(&META, index, span, message, why));
            }
        }
    }
}

fn first(command: &SimpleCommand) -> &str {
    command.operand_texts().next().unwrap_or_default()
}

/// Whether a command installs what the project lists.
fn installs_all(command: &SimpleCommand) -> bool {
    let is_bare = || command.operand_texts().nth(1).is_none();
    match command.name() {
        "npm" => matches!(first(command), "ci" | "install" | "i") && is_bare(),
        "pnpm" => matches!(first(command), "install" | "i") && is_bare(),
        "yarn" => matches!(first(command), "install" | "") && is_bare(),
        _ => false,
    }
}

fn takes_dev(command: &SimpleCommand) -> bool {
    let takes = ["--include=dev", "--production=false", "--dev", "-D", "--prod=false", "--only=dev"];
    let is_set = |text: &str| takes.contains(&text) || text == "--include";
    command.args().iter().any(|word| is_set(&word.text))
        || command.assigns.iter().any(|word| word.text.starts_with("NODE_ENV="))
}

fn builds(command: &SimpleCommand) -> bool {
    let asked = first(command);
    let second = command.operand_texts().nth(1).unwrap_or_default();
    match command.name() {
        "npm" | "pnpm" | "yarn" => {
            (asked == "run" && second.starts_with("build")) || (asked == "build" && command.name() != "npm")
        }
        "npx" => matches!(asked, "tsc" | "vite" | "webpack" | "next"),
        "tsc" | "vite" | "webpack" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn before_the_install() {
        check(
            &RULE,
            "
FROM a:1
ENV NODE_ENV=production
    ^^^^^^^^^^^^^^^^^^^ NODE_ENV=production hides the tools of the build
RUN npm ci
RUN npm run build
",
        );
    }

    #[test]
    fn after_it_or_with_what_it_needs() {
        check_none(&RULE, "FROM a:1\nRUN npm ci\nENV NODE_ENV=production\nRUN npm run build\n");
        check_none(&RULE, "FROM a:1\nENV NODE_ENV=production\nRUN npm ci --include=dev && npm run build\n");
        check_none(&RULE, "FROM a:1\nENV NODE_ENV=production\nRUN npm ci\nRUN npm run start\n");
        check_none(&RULE, "FROM a:1\nENV NODE_ENV=development\nRUN npm ci && npm run build\n");
    }
}
