//! `DevDepsInFinal`: packages for developers in the image that ships.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::command::SimpleCommand;
use crate::syntax::expand::Env;
use crate::syntax::{Instruction, Kind};
use crate::text::Span;

use super::bases::is_for_work;
use super::builders::build_steps;

declare_rule! {
    /// Packages that only developers need are in the image that ships.
    ///
    /// ## Why it matters
    /// Test frameworks, linters and bundlers make the image larger and bring weaknesses of their own. A build needs them,
    /// the program does not: drop them once the build is done, before the packages are copied.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS build
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// RUN npm run build
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY --from=build /app/node_modules ./node_modules
    /// COPY --from=build /app/dist ./dist
    /// CMD ["node", "dist/server.js"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS build
    /// WORKDIR /app
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// COPY . .
    /// RUN npm run build && npm prune --omit=dev
    /// FROM node:24-slim
    /// WORKDIR /app
    /// COPY --from=build /app/node_modules ./node_modules
    /// COPY --from=build /app/dist ./dist
    /// CMD ["node", "dist/server.js"]
    /// ```
    ///
    /// ## When to ignore it
    /// When the project has no packages for developers.
    DevDepsInFinal {
        category: "size",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    // Without a FROM nobody knows whether it ships.
    if ctx.build.stages.implied() || ctx.is_tool_image() {
        return;
    }
    let Some(target) = ctx.target_stage().filter(|target| !is_for_work(target)) else { return };
    for it in ctx.chain_instructions() {
        let Some(source) = ctx.source_of(it).filter(|source| !ctx.is_shipped(source.index)) else { continue };
        let takes = |(path, _): &(&str, &str)| {
            let path = path.trim_end_matches('/');
            path.ends_with("/node_modules") || path.ends_with("/venv") || path.ends_with("/.venv")
        };
        if !ctx.copies_of(it).iter().any(takes) {
            continue;
        }
        let Some(install) = with_dev(ctx, source) else { continue };
        let why = format!(
            "line {} installs them in {} ({}), and nothing drops them before the copy",
            install.it.lines.start,
            ctx.name_of(source),
            install.words
        );
        let fix = prune(ctx, source, &install);
        let message = "packages for developers are copied into the image";
        ctx.report(Finding::new(&META, it.index, it.line_span, message, why).fixed_by(fix));
        return;
    }
    // What the chain installs itself ships as well. Only the manifest tells whether there is anything for developers.
    if let Some(install) = with_dev(ctx, target).filter(|install| ctx.ships(install.it)) {
        let builds = ctx.chain().iter().any(|stage| !build_steps(ctx, stage).is_empty());
        let why = match install.production {
            "" => format!("{} asks for them", install.words),
            flag if builds => format!(
                "{} keeps them once the build is done; drop them, or build in a stage of its own ({flag})",
                install.words
            ),
            flag => format!(
                "{} installs them where the manifest lists any; {flag} leaves them out",
                install.words
            ),
        };
        let severity = if install.production.is_empty() { META.severity } else { Severity::Info };
        let message = "packages for developers are installed in the image";
        ctx.report(Finding::new(&META, install.it.index, install.span, message, why).at_most(severity));
    }
}

/// An install that brings packages for developers.
struct Install<'a> {
    it: &'a Instruction,
    span: Span,
    /// As one says it: `npm ci`.
    words: String,
    /// What leaves them out; empty where they are asked for by name.
    production: &'static str,
}

/// The last install of what makes a stage that brings packages for developers, where nothing drops them later.
fn with_dev<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> Option<Install<'a>> {
    let mut found: Option<Install<'a>> = None;
    for it in ctx.instructions_to(stage) {
        let Kind::Run(_) = &it.kind else { continue };
        let in_production = || {
            ctx.exec_of(it)
                .and_then(|exec| exec.env.get("NODE_ENV"))
                .is_some_and(|value| value == "production")
        };
        for command in ctx.commands(it) {
            if drops(command) {
                found = None;
                continue;
            }
            let Some(production) = brings(command) else { continue };
            let is_node = matches!(command.name(), "npm" | "yarn" | "pnpm");
            let sets = |word: &crate::syntax::Word| word.text == "NODE_ENV=production";
            if is_node && (in_production() || command.assigns.iter().any(sets)) {
                continue;
            }
            let verb = command.operand_texts().next().unwrap_or("install");
            let words = format!("{} {verb}", command.name());
            found = Some(Install { it, span: command.span(), words, production });
        }
    }
    found
}

/// What leaves the packages for developers out of an install that brings them; empty where it asks for them.
fn brings(command: &SimpleCommand) -> Option<&'static str> {
    let mut operands = command.operand_texts();
    let (first, second) = (operands.next().unwrap_or_default(), operands.next());
    let is_global = || command.has_flag(&["-g", "--global"]);
    match (command.name(), first) {
        ("npm", "ci" | "install" | "i" | "clean-install") if second.is_none() && !is_global() => {
            let text = |names: &[&str]| command.flag_value(names).map(|word| word.text);
            let omits = text(&["--omit", "--only"])
                .is_some_and(|it| matches!(it.as_str(), "dev" | "prod" | "production"));
            (!omits && !command.has_flag(&["--production", "--prod"])).then_some("--omit=dev")
        }
        ("yarn", "install" | "") if second.is_none() => {
            let is_other = command.has_flag(&["--production", "--prod", "--version", "--immutable"]);
            (!is_other).then_some("--production")
        }
        ("pnpm", "install" | "i") if second.is_none() && !is_global() => {
            let is_other = command.has_flag(&["--prod", "-P", "--production", "--offline"]);
            (!is_other).then_some("--prod")
        }
        ("poetry", "install") => {
            let is_other = command.has_flag(&["--only", "--without", "--no-dev", "--only-root", "--sync"]);
            (!is_other).then_some("--only main")
        }
        ("uv", "sync") => {
            (!command.has_flag(&["--no-dev", "--no-default-groups", "--only-group", "--no-group"]))
                .then_some("--no-dev")
        }
        ("pipenv", "install" | "sync") => command.has_flag(&["--dev", "-d"]).then_some(""),
        ("pip" | "pip3", "install") => {
            let list = command.flag_value(&["-r", "--requirement"])?.text;
            let name = list.rsplit('/').next().unwrap_or_default();
            let words = ["dev", "test", "tests", "develop", "development", "lint"];
            name.split(['-', '_', '.']).any(|part| words.contains(&part)).then_some("")
        }
        _ => None,
    }
}

/// Whether a command drops packages for developers that are there.
fn drops(command: &SimpleCommand) -> bool {
    let first = command.operand_texts().next().unwrap_or_default();
    match command.name() {
        "npm" | "pnpm" => matches!(first, "prune" | "deploy") || brings_production(command),
        "yarn" => matches!(first, "workspaces" | "prune") || brings_production(command),
        "rm" => command.operand_texts().any(|path| path.ends_with("node_modules") || path.ends_with("venv")),
        "node-prune" | "modclean" => true,
        "poetry" | "uv" => matches!(first, "install" | "sync") && brings(command).is_none(),
        _ => false,
    }
}

/// Whether an install leaves packages for developers out.
fn brings_production(command: &SimpleCommand) -> bool {
    command.has_flag(&["--omit", "--production", "--prod", "-P"])
}

/// Drops them behind the last build, or behind the install where nothing is built.
fn prune(ctx: &RuleContext<'_>, source: &Stage, install: &Install<'_>) -> Option<Fix> {
    let source = ctx.stages().get(source.index)?;
    let text = match install.words.split(' ').next()? {
        "npm" => "npm prune --omit=dev",
        "pnpm" => "pnpm prune --prod",
        _ => return None,
    };
    let steps = build_steps(ctx, source);
    let it = steps.last().map(|step| step.it).filter(|it| it.index > install.it.index).unwrap_or(install.it);
    let end = ctx.end_of_commands(it, ctx.commands(it))?;
    Some(Fix::review(format!("Run {text} once all is built"), end, format!(" && {text}")))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    const TO: &str =
        "FROM node:24-slim\nCOPY --from=b /a/node_modules /a/node_modules\nCMD [\"node\", \"/a/x.js\"]\n";

    #[test]
    fn copied_with_the_packages() {
        check(
            &RULE,
            "
FROM node:24 AS b
WORKDIR /a
RUN npm ci
FROM node:24-slim
COPY --from=b /a/node_modules /a/node_modules
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ packages for developers are copied into the image
CMD [\"node\", \"x.js\"]
",
        );
        let before = format!("FROM node:24 AS b\nWORKDIR /a\nRUN pnpm install\nRUN pnpm run build\n{TO}");
        check_fix(&RULE, &before, &before.replace("run build", "run build && pnpm prune --prod"));
        check_why(
            &RULE,
            &before,
            "line 3 installs them in b (pnpm install), and nothing drops them before the copy",
        );
    }

    #[test]
    fn installed_in_the_image() {
        check(
            &RULE,
            "
FROM python:3.14-slim
RUN pip install --no-cache-dir -r requirements-dev.txt
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ packages for developers are installed in the image
CMD [\"node\", \"x.js\"]
",
        );
        check_why(
            &RULE,
            "FROM node:24\nRUN npm ci\nCMD [\"node\", \"x\"]\n",
            "npm ci installs them where the manifest lists any; --omit=dev leaves them out",
        );
    }

    #[test]
    fn left_out_dropped_or_not_shipped() {
        for stage in [
            "FROM node:24 AS b\nWORKDIR /a\nRUN npm ci --omit=dev\n",
            "FROM node:24 AS b\nWORKDIR /a\nENV NODE_ENV=production\nRUN npm ci\n",
            "FROM node:24 AS b\nWORKDIR /a\nRUN npm ci && npm run build && npm prune --omit=dev\n",
            "FROM node:24 AS b\nWORKDIR /a\nRUN npm ci && npm run build\nRUN rm -rf node_modules && npm ci --omit=dev\n",
        ] {
            check_none(&RULE, &format!("{stage}{TO}"));
        }
        check_none(
            &RULE,
            "FROM node:24 AS b\nRUN npm ci\nFROM node:24-slim\nCOPY --from=b /a/dist /a/dist\n",
        );
        check_none(&RULE, "FROM node:24 AS dev\nRUN npm ci\nCMD [\"node\", \"x\"]\n");
        check_none(&RULE, "FROM node:24\nRUN npm ci\nCMD [\"bash\"]\n");
        check_none(&RULE, "FROM node:24\nRUN npm install -g pm2\nCMD [\"pm2\", \"x\"]\n");
    }
}
