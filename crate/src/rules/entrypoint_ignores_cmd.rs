//! `EntrypointIgnoresCmd`: a command that nothing reads.

use crate::diag::Finding;
use crate::plan::ConfigKey;
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// `CMD` has no effect beside an `ENTRYPOINT` in shell form.
    ///
    /// ## Why it matters
    /// An `ENTRYPOINT` in shell form runs its own text alone. What `CMD` or `docker run` adds is dropped.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// ENTRYPOINT node server.js
    /// CMD ["--port", "80"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// ENTRYPOINT ["node", "server.js"]
    /// CMD ["--port", "80"]
    /// ```
    EntrypointIgnoresCmd {
        category: "correctness",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let Some(outcome) = ctx.build.plan.result() else { return };
    let set_by =
        |key| outcome.image.origin(&ConfigKey::Field(key)).and_then(|index| ctx.file.instructions.get(index));
    let (Some(entrypoint), Some(cmd)) = (set_by("Entrypoint"), set_by("Cmd")) else { return };
    let Kind::Entrypoint(line) = &entrypoint.kind else { return };
    let passes =
        line.args.iter().any(|word| ["$@", "$*", "$0", "${@"].iter().any(|sign| word.text.contains(sign)));
    if !line.shell || passes || !matches!(cmd.kind, Kind::Cmd(_)) {
        return;
    }
    let why =
        format!("the ENTRYPOINT in line {} is in shell form and takes no arguments", entrypoint.lines.start);
    let message = "this CMD has no effect";
    ctx.report(Finding::new(&META, cmd.index, cmd.line_span, message, why));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn shell_form() {
        check(
            &RULE,
            "
FROM a:1
ENTRYPOINT node server.js
CMD [\"--port\", \"80\"]
^^^^^^^^^^^^^^^^^^^^ this CMD has no effect
",
        );
    }

    #[test]
    fn json_or_arguments_that_are_passed_on() {
        check_none(&RULE, "FROM a:1\nENTRYPOINT [\"node\"]\nCMD [\"a\"]\n");
        check_none(&RULE, "FROM a:1\nENTRYPOINT exec node \"$@\"\nCMD [\"a\"]\n");
        check_none(&RULE, "FROM a:1\nCMD [\"a\"]\nFROM b:1\nENTRYPOINT node a.js\n");
    }
}
