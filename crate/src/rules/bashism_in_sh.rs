//! `BashismInSh`: bash in a shell that is none.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::command::{RedirectKind, SimpleCommand};
use crate::syntax::{Kind, Word};

declare_rule! {
    /// A word of bash is used where `/bin/sh` is another shell.
    ///
    /// ## Why it matters
    /// On Debian and Ubuntu `/bin/sh` is dash, on Alpine it is ash. They do not know all that bash knows: the step fails,
    /// or does something else.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN mkdir -p /app/{bin,lib}
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN mkdir -p /app/bin /app/lib
    /// ```
    BashismInSh {
        category: "shell",
        severity: Warning,
        equivalents: ["hadolint SC2039", "hadolint SC3000s", "hadolint DL4005", "hadolint SC3009"],
    }
}

use super::bases::{Base, shell_at};

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let base = ctx.root_state(stage).and_then(Base::of);
        let shell = match base.map(|base| base.manager()) {
            Some("apt") => "dash",
            Some("apk") => "ash",
            _ => continue,
        };
        for it in ctx.instructions_of(stage) {
            if !matches!(&it.kind, Kind::Run(run) if run.command.shell) || shell_at(ctx, it).is_some() {
                continue;
            }
            let commands = ctx.commands(it);
            let Some((what, word)) = commands.iter().find_map(|command| bashism(ctx, command, shell)) else {
                continue;
            };
            let fix = (what == "source").then(|| Fix::review("Write a dot", word.span, "."));
            let message = format!("{shell} does not know {what}");
            let why = format!("/bin/sh of this base image is {shell}, and no SHELL says otherwise");
            ctx.report(Finding::new(&META, it.index, word.span, message, why).fixed_by(fix));
        }
    }
}

/// What of a command only bash knows.
fn bashism<'c>(
    ctx: &RuleContext<'_>,
    command: &'c SimpleCommand,
    shell: &str,
) -> Option<(&'static str, &'c Word)> {
    let first = command.words.first()?;
    if shell == "dash" {
        match first.text.as_str() {
            "source" => return Some(("source", first)),
            "[[" => return Some(("[[", first)),
            "pushd" | "popd" => return Some(("pushd", first)),
            _ => {}
        }
        if command.redirects.iter().any(|it| it.kind == RedirectKind::Text) {
            return Some(("<<<", first));
        }
    }
    if !matches!(command.name(), "mkdir" | "touch" | "cp" | "rm" | "mv" | "chown" | "chmod") {
        return None;
    }
    let has_braces = |word: &&Word| {
        let text = word.span.of(ctx.source);
        let inner = text.split_once('{').and_then(|(before, rest)| (!before.ends_with('$')).then_some(rest));
        let inner = inner.and_then(|rest| rest.split_once('}')).map_or("", |(inner, _)| inner);
        inner.contains(',') && !text.contains(['"', '\'', '\\', ' '])
    };
    command.operands().find(has_braces).map(|word| ("{a,b}", word))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn source_and_braces() {
        check(
            &RULE,
            "
FROM debian:bookworm-slim
RUN source /v/bin/activate && make
    ^^^^^^ dash does not know source
RUN mkdir -p /app/{bin,lib}
             ^^^^^^^^^^^^^^ dash does not know {a,b}
",
        );
    }

    #[test]
    fn bash_ash_and_unknown_bases() {
        check_none(&RULE, "FROM debian:bookworm-slim\nSHELL [\"/bin/bash\", \"-c\"]\nRUN source /a\n");
        check_none(
            &RULE,
            "FROM alpine:3.22\nRUN source /a && [[ a == b ]]\nFROM example.com/a:1\nRUN source /a\n",
        );
        check_none(
            &RULE,
            "FROM debian:bookworm-slim\nRUN bash -c 'source /a'\nRUN mkdir \"/{a,b}\" /${A} && echo {a,b}\n",
        );
    }

    #[test]
    fn the_fix_writes_a_dot() {
        check_fix(
            &RULE,
            "FROM debian:bookworm-slim\nRUN source /a && b\n",
            "FROM debian:bookworm-slim\nRUN . /a && b\n",
        );
    }
}
