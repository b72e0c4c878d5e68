//! `EnvNotCarried`: a variable that stays in the build stage.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

declare_rule! {
    /// The image misses a variable that the copied files need.
    ///
    /// ## Why it matters
    /// `COPY --from` takes files, not variables. A `PATH` that leads to the copied programs is that of the build stage
    /// alone.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM python:3.13-slim AS build
    /// RUN python -m venv /venv
    /// ENV PATH=/venv/bin:$PATH
    /// RUN pip install --no-cache-dir gunicorn==22.0.0
    /// FROM python:3.13-slim
    /// COPY --from=build /venv /venv
    /// CMD ["gunicorn", "app:app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM python:3.13-slim AS build
    /// RUN python -m venv /venv
    /// ENV PATH=/venv/bin:$PATH
    /// RUN pip install --no-cache-dir gunicorn==22.0.0
    /// FROM python:3.13-slim
    /// COPY --from=build /venv /venv
    /// ENV PATH=/venv/bin:$PATH
    /// CMD ["gunicorn", "app:app"]
    /// ```
    EnvNotCarried {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

/// Programs that packages bring, and no base image has.
const PROGRAMS: [&str; 10] = [
    "gunicorn",
    "uvicorn",
    "flask",
    "celery",
    "django-admin",
    "rails",
    "puma",
    "hypercorn",
    "daphne",
    "fastapi",
];

fn check(ctx: &mut RuleContext<'_>) {
    let words = ctx.start_words();
    let Some(program) = words.first().filter(|word| PROGRAMS.contains(&word.as_str())) else { return };
    for it in ctx.chain_instructions() {
        let Some(source) = ctx.source_of(it) else { continue };
        for (path, dest) in ctx.copies_of(it) {
            let dest = dest.trim_end_matches('/');
            let sets = |it: &Instruction, folder: &str| {
                matches!(&it.kind, Kind::Env(pairs) if pairs.iter().any(|pair| {
                    pair.key.text == "PATH" && pair.value.text.contains(&format!("{folder}/bin"))
                }))
            };
            let in_builder = ctx.instructions_of(source).find(|it| sets(it, path));
            let here = ctx.chain_instructions().iter().any(|it| {
                matches!(&it.kind, Kind::Env(pairs) if pairs.iter().any(|pair| pair.key.text == "PATH" && (pair.value.text.contains(dest) || pair.value.text.contains("$V"))))
            });
            let Some(set) = in_builder.filter(|_| !here) else { continue };
            let message = format!("{program} is in {dest}/bin, and PATH does not lead there");
            let why = format!(
                "line {} sets PATH in {} only; COPY takes files, not variables",
                set.lines.start,
                ctx.name_of(source)
            );
            let edit =
                TextEdit { span: it.line_span.at_end(), new_text: format!("\nENV PATH={dest}/bin:$PATH") };
            let finding = Finding::new(&META, it.index, it.line_span, message, why);
            ctx.report(finding.with_fix("Set PATH here too", Safety::NeedsReview, vec![edit]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    const BUILD: &str = "FROM a:1 AS b\nENV PATH=/v/bin:$PATH\nFROM a:1\nCOPY --from=b /v /v\n";

    #[test]
    fn left_behind() {
        check(
            &RULE,
            "
FROM a:1 AS b
ENV PATH=/v/bin:$PATH
FROM a:1
COPY --from=b /v /v
^^^^^^^^^^^^^^^^^^^ uvicorn is in /v/bin, and PATH does not lead there
CMD [\"uvicorn\", \"a:a\"]
",
        );
        let source = format!("{BUILD}CMD [\"flask\"]\n");
        check_fix(&RULE, &source, &source.replace("/v /v\n", "/v /v\nENV PATH=/v/bin:$PATH\n"));
    }

    #[test]
    fn set_or_not_needed() {
        check_none(&RULE, &format!("{BUILD}ENV PATH=/v/bin:$PATH\nCMD [\"flask\"]\n"));
        check_none(&RULE, &format!("{BUILD}CMD [\"/v/bin/flask\"]\n"));
        check_none(&RULE, &format!("{BUILD}CMD [\"python\"]\n"));
    }
}
