//! `ApkNoCache`: an index that stays in the layer.

use crate::diag::{Finding, Safety, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

declare_rule! {
    /// `apk add` leaves its index in the layer.
    ///
    /// ## Why it matters
    /// The index in `/var/cache/apk` is of no use when the container runs. `--no-cache` fetches it anew each time and
    /// keeps nothing.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// RUN apk add curl
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN apk add --no-cache curl
    /// ```
    ApkNoCache {
        category: "size",
        severity: Info,
        equivalents: ["hadolint DL3019", "trivy DS-0025"],
    }
}

const FOLDERS: [&str; 3] = ["/var/cache/apk", "/etc/apk/cache", "/var/cache"];

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        for command in commands.iter().filter(|command| command.is("apk", "add")) {
            if command.has_flag(&["--no-cache"]) || commands.iter().any(cleans) || mounts(it, &FOLDERS) {
                continue;
            }
            let Some(add) = command.operands().next() else { continue };
            let edit = TextEdit { span: add.span.at_end(), new_text: " --no-cache".to_owned() };
            let why = "it lies in /var/cache/apk, and no program reads it";
            let finding =
                Finding::new(&META, it.index, command.span(), "the package index stays in this layer", why);
            let finding = finding.with_fix("Keep no index", Safety::Safe, vec![edit]);
            ctx.report(if ctx.ships(it) { finding } else { finding.at_most(Severity::Hint) });
        }
    }
}

fn cleans(command: &SimpleCommand) -> bool {
    command.name() == "rm" && command.operand_texts().any(|path| path.starts_with("/var/cache"))
}

/// Whether a `RUN` mounts a cache or memory at one of these folders.
pub(super) fn mounts(it: &Instruction, folders: &[&str]) -> bool {
    let Kind::Run(run) = &it.kind else { return false };
    run.mounts.iter().any(|mount| {
        let keeps_out = mount.text.contains("type=cache") || mount.text.contains("type=tmpfs");
        keeps_out
            && mount.text.split(',').any(|field| {
                let value = field.split_once('=').map_or("", |(_, value)| value).trim_end_matches('/');
                folders.contains(&value)
            })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn an_index() {
        check(
            &RULE,
            "
FROM alpine:3.22
RUN apk update && apk add curl
                  ^^^^^^^^^^^^ the package index stays in this layer
",
        );
        check_fix(&RULE, "FROM a:1\nRUN apk add -t x curl\n", "FROM a:1\nRUN apk add --no-cache -t x curl\n");
    }

    #[test]
    fn none_removed_or_mounted() {
        check_none(&RULE, "FROM a:1\nRUN apk --no-cache add curl\n");
        check_none(&RULE, "FROM a:1\nRUN apk add curl && rm -rf /var/cache/apk/*\n");
        check_none(&RULE, "FROM a:1\nRUN --mount=type=cache,target=/var/cache/apk apk add curl\n");
        check_none(&RULE, "FROM a:1\nRUN apk del curl\n");
    }
}
