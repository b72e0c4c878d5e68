//! `Pipefail`: a pipe whose first command can fail unseen.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::Separator;
use crate::syntax::shell::ShellOptions;

declare_rule! {
    /// A download can fail in a pipe without a word.
    ///
    /// ## Why it matters
    /// A shell asks only the last command of a pipe how it went. Where the download fails, what it feeds often succeeds
    /// all the same.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN wget -O- https://example.com/t.tgz | tar -xz -C /opt
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    /// RUN wget -O- https://example.com/t.tgz | tar -xz -C /opt
    /// ```
    Pipefail {
        category: "shell",
        severity: Info,
        equivalents: ["hadolint DL4006"],
    }
}

use super::bases::{Base, shell_at};
use super::curl_pipe_shell::piped;

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        let mut options = shell_at(ctx, it).map(|words| ShellOptions::of_shell(&words)).unwrap_or_default();
        let mut found = None;
        for (at, command) in commands.iter().enumerate() {
            options.apply(command);
            let matters = matches!(command.name(), "curl" | "wget" | "git" | "gpg" | "tar" | "unzip");
            let is_piped = commands.get(at + 1).is_some_and(|next| next.separator == Separator::Pipe);
            let end = commands.iter().skip(at + 1).position(|next| next.separator != Separator::Pipe);
            let is_handled = end
                .and_then(|end| commands.get(at + 1 + end))
                .is_some_and(|next| next.separator == Separator::Or);
            if matters && is_piped && !options.pipefail && !is_handled {
                found = found.or(Some(command));
            }
        }
        // That a script is run unseen is the greater fault: see `CurlPipeShell`.
        let Some(command) = found.filter(|_| piped(commands).is_none()) else { continue };
        let base = ctx.stage_of(it.index).and_then(|stage| ctx.root_state(stage)).and_then(Base::of);
        let shell = base.and_then(|base| match base.manager() {
            "apk" => Some("[\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]"),
            "apt" | "dnf" | "yum" => Some("[\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]"),
            _ => None,
        });
        let fix =
            shell.map(|shell| Fix::review("Let pipes fail", it.span.at_start(), format!("SHELL {shell}\n")));
        let message = format!("{} can fail here without a word", command.name());
        let why = "the shell asks only the last command of the pipe";
        let severity = if ctx.ships(it) { META.severity } else { Severity::Hint };
        ctx.report(
            Finding::new(&META, it.index, command.span(), message, why).at_most(severity).fixed_by(fix),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn a_download() {
        check(
            &RULE,
            "
FROM a:1
RUN wget -O- https://example.com/a | tar -xz
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wget can fail here without a word
",
        );
    }

    #[test]
    fn set_handled_or_harmless() {
        check_none(
            &RULE,
            "FROM a:1 AS b\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nFROM b\nRUN curl -f u | tar -x\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN set -o pipefail && curl -f u | tar -x\nRUN echo a | tee /b\nRUN curl -f u | tar -x || exit 1\n",
        );
        check_none(&RULE, "FROM a:1\nRUN curl -f u | sh\n");
    }

    #[test]
    fn the_fix_names_a_shell_of_the_base() {
        check_fix(
            &RULE,
            "FROM alpine:3.22\nRUN wget -O- u | tar -x\n",
            "FROM alpine:3.22\nSHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN wget -O- u | tar -x\n",
        );
    }
}
