//! `AptListsLeft`: package lists left in the layer of an `apt-get update`.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

use super::apt_update_alone::{later_install, updates};

declare_rule! {
    /// `apt-get update` leaves its package lists in the layer.
    ///
    /// ## Why it matters
    /// No program reads the lists in `/var/lib/apt/lists` when the container runs, and they are tens of megabytes. A later
    /// `RUN rm` does not help: each instruction adds a layer, and no layer makes the one below smaller.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends curl
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    /// ```
    AptListsLeft {
        category: "size",
        severity: Info,
        equivalents: ["hadolint DL3009"],
    }
}

const LISTS: &str = "/var/lib/apt/lists";

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        // A stage that does not ship may keep them: they make only its cache larger.
        if !ctx.ships(it) || mounts_lists(it) {
            continue;
        }
        let commands = ctx.commands(it);
        let Some(at) = commands.iter().position(updates) else { continue };
        let later = commands.get(at + 1..).unwrap_or_default();
        // Where a later layer installs from the lists, that they are kept is the lesser fault: see `AptUpdateAlone`.
        if later.iter().any(removes_lists) || later_install(ctx, it).is_some() {
            continue;
        }
        let span = commands.get(at).map_or(it.line_span, SimpleCommand::span);
        let is_shell = matches!(&it.kind, Kind::Run(run) if run.command.shell);
        let end = ctx.end_of_commands(it, commands).filter(|_| is_shell);
        let fix = end.map(|span| Fix {
            title: "Remove the lists in the same layer".to_owned(),
            safety: Safety::Safe,
            edits: vec![TextEdit { span, new_text: format!(" && rm -rf {LISTS}/*") }],
        });
        ctx.report(Finding {
            rule: &META,
            span,
            severity: META.severity,
            message: "package lists stay in this layer".to_owned(),
            why: "the layer becomes part of the image that you ship".to_owned(),
            fixes: fix.into_iter().collect(),
            instruction: Some(it.index),
        });
    }
}

/// Whether a command removes the lists.
pub(super) fn removes_lists(command: &SimpleCommand) -> bool {
    let names_lists = command.operands().any(|word| word.text.starts_with(LISTS));
    (matches!(command.name(), "rm" | "find") && names_lists)
        || command.is("apt-get", "distclean")
        || command.is("apt-get", "dist-clean")
}

/// Whether the lists lie outside the layer, in a cache or in memory.
pub(super) fn mounts_lists(it: &Instruction) -> bool {
    let Kind::Run(run) = &it.kind else { return true };
    run.mounts.iter().any(|mount| {
        let keeps_out = mount.text.contains("type=cache") || mount.text.contains("type=tmpfs");
        keeps_out
            && mount.text.split(',').any(|field| {
                let target = field.split_once('=').map_or("", |(_, target)| target).trim_end_matches('/');
                matches!(target, "/var/lib/apt" | LISTS | "/var/lib")
            })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none, check_target, check_why};

    #[test]
    fn no_removal() {
        check(
            &RULE,
            "
FROM debian:12
RUN apt-get update && \\
    ^^^^^^^^^^^^^^ package lists stay in this layer
    apt-get install -y curl && apt-get clean
",
        );
    }

    #[test]
    fn a_stage_that_the_target_starts_from_ships_too() {
        check_target(
            &RULE,
            Some("app"),
            "
FROM debian:12 AS base
RUN apt-get update
    ^^^^^^^^^^^^^^ package lists stay in this layer
FROM base AS app
",
        );
    }

    #[test]
    fn removed_mounted_or_left_behind() {
        check_none(&RULE, "FROM debian:12\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\n");
        check_none(&RULE, "FROM debian:13\nRUN apt-get update; apt-get dist-clean\n");
        check_none(&RULE, "FROM a\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update\n");
        check_none(&RULE, "FROM a AS build\nRUN apt-get update\nFROM b\nCOPY --from=build /a /a\n");
        check_none(&RULE, "FROM a\nRUN apk update\nRUN echo apt-get update\n");
    }

    #[test]
    fn the_fix_goes_behind_the_last_command() {
        check_fix(
            &RULE,
            "FROM a\nRUN apt-get update && \\\n  apt-get install -y b\n",
            "FROM a\nRUN apt-get update && \\\n  apt-get install -y b && rm -rf /var/lib/apt/lists/*\n",
        );
    }

    #[test]
    fn no_fix_behind_a_comment_or_another_sign() {
        for command in [
            "apt-get update # note",
            "(apt-get update)",
            "apt-get update > /log",
            "[\"apt-get\", \"update\"]",
        ] {
            check_no_fix(&RULE, &format!("FROM a\nRUN {command}\n"));
        }
    }

    #[test]
    fn input_of_a_command_and_other_shells() {
        check_none(&RULE, "FROM a\nRUN cat <<EOF > /x\napt-get update\nEOF\n");
        check_none(&RULE, "FROM a\nSHELL [\"pwsh\", \"-Command\"]\nRUN apt-get update\n");
    }

    #[test]
    fn lists_that_a_later_layer_installs_from() {
        check_none(&RULE, "FROM a\nRUN apt-get update\nRUN apt-get install -y curl\n");
        check_none(&RULE, "FROM a AS b\nRUN apt-get update\nFROM b\nRUN apt-get install -y curl\n");
    }

    #[test]
    fn why() {
        check_why(&RULE, "FROM a\nRUN apt-get update\n", "the layer becomes part of the image that you ship");
    }
}
