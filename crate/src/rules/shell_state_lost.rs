//! `ShellStateLost`: a change of the shell that is lost.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::Separator;

declare_rule! {
    /// A `RUN` ends in a change that only its own shell sees.
    ///
    /// ## Why it matters
    /// Each `RUN` starts a new shell. Directory, variables and activated environments of the last one are gone.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim
    /// RUN python -m venv /venv && . /venv/bin/activate
    /// RUN pip install --no-cache-dir flask==3.0.3
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim
    /// RUN python -m venv /venv
    /// ENV PATH=/venv/bin:$PATH
    /// RUN pip install --no-cache-dir flask==3.0.3
    /// ```
    ShellStateLost {
        category: "correctness",
        severity: Warning,
        equivalents: ["trivy DS-0013", "hadolint DL3003"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let is_shell = matches!(&it.kind, Kind::Run(run) if run.command.shell);
        let commands = ctx.commands(it);
        let Some(last) = commands.last().filter(|last| is_shell && last.depth == 0) else { continue };
        let (name, first) = (last.name(), last.operand_texts().next().unwrap_or_default());
        let is_lost = match name {
            "cd" | "export" | "source" | "." | "alias" | "umask" | "ulimit" | "pushd" => true,
            "nvm" => first == "use",
            "conda" => first == "activate",
            _ => false,
        };
        // Behind a pipe or `||` it may be there for its result; a script that is read may do more than set variables.
        let is_activation = !matches!(name, "source" | ".")
            || first.ends_with("activate")
            || first.ends_with("rc")
            || first.ends_with("profile");
        if !is_lost || !is_activation || matches!(last.separator, Separator::Pipe | Separator::Or) {
            continue;
        }
        let is_alone = commands.len() == 1 && it.heredocs.is_empty();
        let is_plain = !first.contains(['$', '`', '~', ' ', '"']);
        let fix = match name {
            "cd" if is_alone && is_plain && first.starts_with('/') => Some(format!("WORKDIR {first}")),
            "export" if is_alone && is_plain && first.contains('=') && last.args().len() == 1 => {
                Some(format!("ENV {first}"))
            }
            _ => None,
        };
        let fix = fix.map(|text| Fix::review(format!("Write {text}"), it.line_span, text));
        // Going back to where one came from does no harm.
        let severity = if name == "cd" && !is_alone { Severity::Hint } else { META.severity };
        let why = "the next instruction starts in a new shell";
        let message = format!("{name} has no effect behind this RUN");
        ctx.report(Finding::new(&META, it.index, last.span(), message, why).at_most(severity).fixed_by(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn at_the_end() {
        check(
            &RULE,
            "
FROM a:1
RUN python -m venv /v && . /v/bin/activate
                         ^^^^^^^^^^^^^^^^^ . has no effect behind this RUN
RUN cd /app
    ^^^^^^^ cd has no effect behind this RUN
",
        );
    }

    #[test]
    fn used_in_the_same_run() {
        check_none(
            &RULE,
            "FROM a:1\nRUN cd /a && make\nRUN (cd /a && make)\nRUN export A=1 && make\nRUN . /v/activate; pip list\n",
        );
        check_none(&RULE, "FROM a:1\nRUN [\"cd\", \"/a\"]\nRUN echo cd\nRUN . /opt/setup.sh\n");
    }

    #[test]
    fn the_fix_keeps_it() {
        check_fix(&RULE, "FROM a:1\nRUN cd /a\n", "FROM a:1\nWORKDIR /a\n");
    }
}
