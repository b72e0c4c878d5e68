//! `VenvPathMoved`: a virtual environment in another place.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::stage::Stage;

use super::venv_python_mismatch::environments;

declare_rule! {
    /// A virtual environment is copied to another path.
    ///
    /// ## Why it matters
    /// The programs in its `bin` start with the path of the Python that made them. In another place that path leads
    /// nowhere.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13 AS build
    /// RUN python -m venv /build/.venv
    /// FROM python:3.13-slim
    /// COPY --from=build /build/.venv /app/.venv
    /// CMD ["/app/.venv/bin/gunicorn", "app:app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13 AS build
    /// RUN python -m venv /app/.venv
    /// FROM python:3.13-slim
    /// COPY --from=build /app/.venv /app/.venv
    /// CMD ["/app/.venv/bin/gunicorn", "app:app"]
    /// ```
    VenvPathMoved {
        category: "multi-stage",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let words = ctx.start_words();
    let Some(program) = words.first() else { return };
    for it in ctx.chain_instructions() {
        let Some(source) = ctx.source_of(it) else { continue };
        let made = environments(ctx, source);
        for (path, dest) in ctx.copies_of(it) {
            let dest = dest.trim_end_matches('/');
            let script = program.strip_prefix(dest).and_then(|rest| rest.strip_prefix("/bin/"));
            let Some(script) = script.filter(|script| !script.starts_with("python")) else { continue };
            if path == dest || !made.iter().any(|dir| dir == path) || is_relocatable(ctx, source) {
                continue;
            }
            let message = format!("the environment was made in {path}, not in {dest}");
            let why =
                format!("{script} starts with the path of {path}/bin/python, which this image does not have");
            ctx.report(Finding::new(&META, it.index, it.line_span, message, why));
        }
    }
}

fn is_relocatable<'a>(ctx: &RuleContext<'a>, stage: &'a Stage) -> bool {
    ctx.instructions_of(stage)
        .any(|it| ctx.commands(it).iter().any(|command| command.has_flag(&["--relocatable"])))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn moved() {
        let source = "
FROM python:3.13 AS b
RUN python -m venv /v
FROM python:3.13
COPY --from=b /v /w
^^^^^^^^^^^^^^^^^^^ the environment was made in /v, not in /w
CMD [\"/w/bin/flask\", \"run\"]
";
        check(&RULE, source);
        let source = "FROM a:1 AS b\nRUN uv venv /v\nFROM a:1\nCOPY --from=b /v /w\nCMD [\"/w/bin/flask\"]\n";
        check_why(
            &RULE,
            source,
            "flask starts with the path of /v/bin/python, which this image does not have",
        );
    }

    #[test]
    fn in_its_place_or_run_by_python() {
        check_none(
            &RULE,
            "FROM a:1 AS b\nRUN uv venv /v\nFROM a:1\nCOPY --from=b /v /v\nCMD [\"/v/bin/flask\"]\n",
        );
        check_none(
            &RULE,
            "FROM a:1 AS b\nRUN uv venv /v\nFROM a:1\nCOPY --from=b /v /w\nCMD [\"/w/bin/python\", \"-m\", \"flask\"]\n",
        );
        check_none(
            &RULE,
            "FROM a:1 AS b\nRUN uv venv --relocatable /v\nFROM a:1\nCOPY --from=b /v /w\nCMD [\"/w/bin/flask\"]\n",
        );
    }
}
