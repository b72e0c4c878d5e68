//! `ApkBuildDeps`: packages to build with that stay once something is built.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::{Manager, PackageKind};
use crate::text::TextEdit;

use super::bases::list;
use super::builders::{is_build_package, language};

declare_rule! {
    /// Packages to build with stay in an image of Alpine.
    ///
    /// ## Why it matters
    /// Under a name of their own, one `apk del` in the same `RUN` takes all of them out again. A stage of their own keeps
    /// them out from the start.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-alpine
    /// RUN apk add --no-cache gcc musl-dev && pip install --no-cache-dir cffi==1.16.0
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-alpine
    /// RUN apk add --no-cache --virtual .build-deps gcc musl-dev && pip install --no-cache-dir cffi==1.16.0 && apk del .build-deps
    /// ```
    ApkBuildDeps {
        category: "package managers",
        severity: Info,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if ctx.is_tool_image() && ctx.target_stage().is_some_and(super::bases::is_for_work) {
        return;
    }
    for it in ctx.chain_instructions() {
        let commands = ctx.commands(it);
        let Some(at) = commands.iter().position(|command| command.installs() == Some(Manager::Apk)) else {
            continue;
        };
        let Some(add) = commands.get(at) else { continue };
        let packages = add.packages();
        let build: Vec<&str> = packages
            .iter()
            .filter(|package| package.kind == PackageKind::Named && is_build_package(package.name))
            .map(|package| package.name)
            .collect();
        let uses = commands.iter().skip(at + 1).find(|command| builds(command));
        let deletes = commands.iter().any(|command| command.is("apk", "del"));
        let Some(uses) = uses.filter(|_| !build.is_empty() && !deletes) else { continue };
        let message = format!("{} are needed by {} alone", list(&build), uses.name());
        let message =
            if message.len() > 60 { "packages to build with stay in the image".to_owned() } else { message };
        let why = format!("no apk del follows in line {}, so their layer ships with them", it.lines.start);
        let finding = Finding::new(&META, it.index, add.span(), message, why);
        // Others among them may be needed once it runs.
        let only_build = build.len() == packages.len() && !add.has_flag(&["--virtual", "-t"]);
        let verb = add.operands().next();
        let end = ctx.end_of_commands(it, commands);
        ctx.report(match (verb, end) {
            (Some(verb), Some(end)) if only_build => finding.with_fix(
                "Delete them in the same step",
                Safety::NeedsReview,
                vec![
                    TextEdit { span: verb.span.at_end(), new_text: " --virtual .build-deps".to_owned() },
                    TextEdit { span: end, new_text: " && apk del .build-deps".to_owned() },
                ],
            ),
            _ => finding,
        });
    }
}

/// Whether a command builds something, or installs what may have to be built.
fn builds(command: &SimpleCommand) -> bool {
    let by_manager = matches!(command.installs(), Some(Manager::Pip | Manager::Gem | Manager::Node));
    let by_list = matches!(command.name(), "npm" | "yarn" | "bundle" | "docker-php-ext-install" | "pecl");
    by_manager || by_list || language(command).is_some()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix, check_no_fix, check_none, check_why};

    #[test]
    fn the_fix_deletes_them() {
        let before = "FROM python:3.13-alpine\nRUN apk add gcc musl-dev && pip install x\n";
        let after = "FROM python:3.13-alpine\nRUN apk add --virtual .build-deps gcc musl-dev && pip install x && apk del .build-deps\n";
        check_fix(&RULE, before, after);
        check_why(&RULE, before, "no apk del follows in line 2, so their layer ships with them");
        check_no_fix(&RULE, "FROM python:3.13-alpine\nRUN apk add gcc libpq && pip install x\n");
    }

    #[test]
    fn deleted_left_behind_or_not_used_here() {
        for source in [
            "FROM a:1\nRUN apk add -t .b gcc && pip install x && apk del .b\n",
            "FROM a:1 AS b\nRUN apk add gcc && pip install x\nFROM a:1\n",
            "FROM a:1\nRUN apk add curl && pip install x\n",
            "FROM a:1\nRUN apk add gcc\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
