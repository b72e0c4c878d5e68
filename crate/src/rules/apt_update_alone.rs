//! `AptUpdateAlone`: package lists that are fetched in one layer and used in another.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::command::{SimpleCommand, commands};
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

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

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let runs: Vec<(&Instruction, Vec<SimpleCommand>)> = ctx
            .instructions_of(stage)
            .map(|it| (it, commands(ctx.source, it, ctx.file.escape)))
            .collect();
        for (at, (it, own)) in runs.iter().enumerate() {
            if !own.iter().any(updates) || own.iter().any(installs) {
                continue;
            }
            let later = runs.get(at + 1..).unwrap_or_default();
            let Some((install, _)) = later.iter().find(|(_, own)| own.iter().any(installs) && !own.iter().any(updates))
            else {
                continue;
            };
            let next = later.first().map(|(next, _)| next.index);
            let fixes = if next == Some(install.index) { join(it, install) } else { None };
            let span = own.iter().find(|command| updates(command)).map_or(it.line_span, SimpleCommand::span);
            ctx.report(Finding {
                rule: &META,
                span,
                severity: META.severity,
                message: "the package lists can be older than the install".to_owned(),
                why: format!("line {} installs from lists that this layer keeps", install.lines.start),
                fixes: fixes.into_iter().collect(),
                instruction: Some(it.index),
            });
        }
    }
}

fn updates(command: &SimpleCommand) -> bool {
    command.is("apt-get", "update") || command.is("apt", "update")
}

fn installs(command: &SimpleCommand) -> bool {
    command.is("apt-get", "install") || command.is("apt", "install")
}

/// Makes one instruction of two that follow each other.
fn join(first: &Instruction, second: &Instruction) -> Option<Fix> {
    let text_of = |it: &Instruction| match &it.kind {
        Kind::Run(run) if run.command.shell && it.flags.is_empty() && it.heredocs.is_empty() => {
            run.command.args.first().map(|word| word.span)
        }
        _ => None,
    };
    let (_, second) = (text_of(first)?, text_of(second)?);
    let mut between = first.line_span.at_end();
    between.end = second.start;
    let edit = TextEdit { span: between, new_text: " && ".to_owned() };
    Some(Fix { title: "Update and install in one layer".to_owned(), safety: Safety::Safe, edits: vec![edit] })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn in_two_layers() {
        check(&RULE, "
FROM debian:12
RUN apt-get update
    ^^^^^^^^^^^^^^ the package lists can be older than the install
RUN apt-get install -y curl
");
    }

    #[test]
    fn together_or_without_an_install() {
        check_none(&RULE, "FROM a\nRUN apt-get update && apt-get install -y b\n");
        check_none(&RULE, "FROM a\nRUN apt-get update && apt-get upgrade\n");
        check_none(&RULE, "FROM a\nRUN apt-get update\nRUN apt-get update && apt-get install b\n");
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
