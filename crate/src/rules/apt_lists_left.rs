//! `AptListsLeft`: package lists left in the layer of an `apt-get update`.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::command::{SimpleCommand, commands};
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

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
    for it in &ctx.file.instructions {
        // A stage that does not ship may keep them: they make only its cache larger.
        if !ctx.ships(it) || mounts_lists(it) {
            continue;
        }
        let commands = commands(ctx.source, it, ctx.file.escape);
        let is_update = |command: &SimpleCommand| command.is("apt-get", "update") || command.is("apt", "update");
        let Some(at) = commands.iter().position(is_update) else { continue };
        let later = commands.get(at + 1..).unwrap_or_default();
        let removes = |command: &SimpleCommand| {
            let names_lists = command.operands().any(|word| word.text.starts_with(LISTS));
            (matches!(command.name(), "rm" | "find") && names_lists) || command.is("apt-get", "distclean")
        };
        if later.iter().any(removes) {
            continue;
        }
        let span = commands.get(at).map_or(it.line_span, SimpleCommand::span);
        // A script in a here-document is a text of its own: where its last line ends is left to its writer.
        let fix = it.heredocs.is_empty().then(|| Fix {
            title: "Remove the lists in the same layer".to_owned(),
            safety: Safety::Safe,
            edits: vec![TextEdit {
                span: it.line_span.at_end(),
                new_text: format!(" && rm -rf {LISTS}/*"),
            }],
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

/// Whether the lists lie outside the layer, in a cache or in memory.
fn mounts_lists(it: &Instruction) -> bool {
    let Kind::Run(run) = &it.kind else { return true };
    run.mounts.iter().any(|mount| {
        let keeps_out = mount.text.contains("type=cache") || mount.text.contains("type=tmpfs");
        keeps_out && mount.text.split(',').any(|field| {
            let target = field.split_once('=').map_or("", |(_, target)| target).trim_end_matches('/');
            matches!(target, "/var/lib/apt" | LISTS | "/var/lib")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_target, check_why};

    #[test]
    fn no_removal() {
        check(&RULE, "
FROM debian:12
RUN apt-get update && \\
    ^^^^^^^^^^^^^^ package lists stay in this layer
    apt-get install -y curl && apt-get clean
");
    }

    #[test]
    fn a_stage_that_the_target_starts_from_ships_too() {
        check_target(&RULE, Some("app"), "
FROM debian:12 AS base
RUN apt-get update
    ^^^^^^^^^^^^^^ package lists stay in this layer
FROM base AS app
");
    }

    #[test]
    fn removed_mounted_or_left_behind() {
        check_none(&RULE, "FROM debian:12\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\n");
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
    fn why() {
        check_why(&RULE, "FROM a\nRUN apt-get update\n", "the layer becomes part of the image that you ship");
    }
}
