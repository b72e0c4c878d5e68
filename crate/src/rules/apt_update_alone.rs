//! `AptUpdateAlone`: package lists that are fetched in one layer and used in another.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::command::{Separator, SimpleCommand};
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

use super::apt_lists_left::{mounts_lists, removes_lists};

declare_rule! {
    /// `apt-get update` stands in an instruction of its own.
    ///
    /// ## Why it matters
    /// The layer with the package lists stays in the cache while the packages below change. Months later the build asks for
    /// versions that are gone, and fails or installs old ones.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt-get update
    /// RUN apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    /// ```
    AptUpdateAlone {
        category: "caching",
        severity: Warning,
        equivalents: ["trivy DS-0017", "checkov CKV_DOCKER_5"],
    }
}

/// Programs that may fetch the lists too.
const FETCHERS: [&str; 4] = ["sh", "bash", "add-apt-repository", "apt-add-repository"];

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let own = ctx.commands(it);
        let Some(update) = own.iter().find(|command| updates(command)) else { continue };
        if mounts_lists(it) || own.iter().any(removes_lists) {
            continue;
        }
        let Some(install) = later_install(ctx, it) else { continue };
        // A script that is run before may fetch the lists: `curl … | bash - && apt-get install nodejs`.
        if ctx.commands(install).iter().any(|command| FETCHERS.contains(&command.name())) {
            continue;
        }
        let fix = if install.index == it.index + 1 { join(ctx, it, own, install) } else { None };
        ctx.report(Finding {
            rule: &META,
            span: update.span(),
            severity: META.severity,
            message: "the package lists can be older than the install".to_owned(),
            why: format!("line {} installs from lists that this layer keeps", install.lines.start),
            fixes: fix.into_iter().collect(),
            instruction: Some(it.index),
        });
    }
}

/// Whether a command fetches the package lists.
pub(super) fn updates(command: &SimpleCommand) -> bool {
    command.is("apt-get", "update") || command.is("apt", "update")
}

/// Whether a command reads the package lists.
fn installs(command: &SimpleCommand) -> bool {
    let first = command.operands().next().map(|word| word.text.as_str());
    let reads =
        ["install", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "satisfy", "source", "download"];
    matches!(command.name(), "apt-get" | "apt") && first.is_some_and(|first| reads.contains(&first))
}

/// The first `RUN` behind this one, in its stage or in one that starts from it, that installs from lists that it finds.
/// None where the lists were fetched again in between.
pub(super) fn later_install<'a>(ctx: &RuleContext<'a>, it: &Instruction) -> Option<&'a Instruction> {
    let own = ctx.stage_of(it.index)?;
    let mut fetched_again = Vec::new();
    for stage in std::iter::once(own).chain(ctx.descendants_of(own)) {
        if ctx.base_of(stage).is_some_and(|base| fetched_again.contains(&base)) {
            fetched_again.push(stage.index);
            continue;
        }
        for other in ctx.instructions_of(stage).filter(|other| other.index > it.index) {
            let commands = ctx.commands(other);
            match commands.iter().find(|command| updates(command) || installs(command)) {
                Some(first) if updates(first) => {
                    fetched_again.push(stage.index);
                    break;
                }
                Some(_) => return Some(other),
                None => {}
            }
        }
    }
    None
}

/// Makes one instruction of two that follow each other.
fn join(
    ctx: &RuleContext<'_>,
    first: &Instruction,
    commands: &[SimpleCommand],
    second: &Instruction,
) -> Option<Fix> {
    let text_of = |it: &Instruction| match &it.kind {
        Kind::Run(run) if run.command.shell && it.flags.is_empty() && it.heredocs.is_empty() => {
            run.command.args.first().map(|word| word.span)
        }
        _ => None,
    };
    text_of(first)?;
    let second_text = text_of(second)?;
    // What changes the shell, or goes on after a failure, would mean something else in one line.
    let is_apt = |command: &SimpleCommand| matches!(command.name(), "apt-get" | "apt");
    let follows = |command: &SimpleCommand| matches!(command.separator, Separator::Start | Separator::And);
    if !commands.iter().all(is_apt) || !ctx.commands(second).iter().all(follows) {
        return None;
    }
    let mut between = ctx.end_of_commands(first, commands)?;
    between.end = second_text.start;
    let edit = TextEdit { span: between, new_text: " && ".to_owned() };
    Some(Fix { title: "Update and install in one layer".to_owned(), safety: Safety::Safe, edits: vec![edit] })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none, check_why};

    #[test]
    fn in_two_layers() {
        check(
            &RULE,
            "
FROM debian:12
RUN apt-get update
    ^^^^^^^^^^^^^^ the package lists can be older than the install
RUN apt-get install -y curl
",
        );
    }

    #[test]
    fn together_or_without_an_install() {
        check_none(&RULE, "FROM a\nRUN apt-get update && apt-get install -y b\n");
        check_none(&RULE, "FROM a\nRUN apt-get update && apt-get upgrade\n");
        check_none(&RULE, "FROM a\nRUN apt-get update\nRUN apt-get update && apt-get install b\n");
        check_none(
            &RULE,
            "FROM a\nRUN apt-get update && rm -r /var/lib/apt/lists/*\nRUN apt-get install b\n",
        );
    }

    #[test]
    fn in_a_stage_that_starts_from_it() {
        check(
            &RULE,
            "
FROM debian:12 AS base
RUN apt-get update && apt-get install -y a
    ^^^^^^^^^^^^^^ the package lists can be older than the install
FROM base
RUN apt-get install -y b
",
        );
        check_none(
            &RULE,
            "FROM a AS base\nRUN apt-get update\nFROM base\nRUN apt-get update && apt-get install b\n",
        );
    }

    #[test]
    fn where_something_else_may_fetch_the_lists() {
        check_none(&RULE, "FROM a\nRUN apt-get update\nRUN curl x | bash - && apt-get install nodejs\n");
        check_none(
            &RULE,
            "FROM a\nRUN --mount=type=cache,target=/var/lib/apt apt-get update\nRUN apt-get install b\n",
        );
    }

    #[test]
    fn no_fix_where_one_line_means_something_else() {
        for source in [
            "FROM a\nRUN apt-get update # note\nRUN apt-get install b\n",
            "FROM a\nRUN cd /x && apt-get update\nRUN apt-get install b\n",
            "FROM a\nRUN apt-get update\nRUN apt-get install b || true\n",
        ] {
            check_no_fix(&RULE, source);
        }
    }

    #[test]
    fn the_fix_joins_them() {
        check_fix(
            &RULE,
            "FROM a\nRUN apt-get update\n\n# curl\nRUN apt-get install -y curl\n",
            "FROM a\nRUN apt-get update && apt-get install -y curl\n",
        );
    }

    #[test]
    fn why() {
        let source = "FROM a\nRUN apt-get update\nCOPY a b\nRUN apt-get install -y curl\n";
        check_why(&RULE, source, "line 4 installs from lists that this layer keeps");
    }
}
