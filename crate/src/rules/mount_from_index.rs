//! `MountFromIndex`: a mount from the number of a stage.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::text::{Span, TextEdit};

use super::copy_from_unknown::sources;

declare_rule! {
    /// A `RUN --mount` names a stage by its number.
    ///
    /// ## Why it matters
    /// Unlike `COPY --from`, a mount finds a stage by its name only. With a number the build tries to pull an image
    /// that is called like the number.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS deps
    /// FROM node:24-slim
    /// RUN --mount=type=bind,from=0,source=/app,target=/src cp -r /src /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS deps
    /// FROM node:24-slim
    /// RUN --mount=type=bind,from=deps,source=/app,target=/src cp -r /src /app
    /// ```
    MountFromIndex {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        for (name, span, flag) in sources(it) {
            let Some(number) = name.parse::<usize>().ok().filter(|_| !flag) else { continue };
            let stage = ctx.stages().get(number).filter(|stage| !stage.name.is_empty());
            let why = format!("a mount knows stages by name only: an image called {number} would be pulled");
            let message = format!("the mount takes {number} for an image");
            let mut finding = Finding::new(&META, it.index, span, message, why);
            let field = format!("from={number}");
            let place =
                span.of(ctx.source).match_indices(&field).map(|(at, _)| span.start as usize + at).next();
            if let (Some(stage), Some(at)) = (stage, place) {
                let span = Span::new(at, at + field.len());
                let edit = TextEdit { span, new_text: format!("from={}", stage.name) };
                finding =
                    finding.with_fix(format!("Mount from {}", stage.name), Safety::NeedsReview, vec![edit]);
            }
            ctx.report(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none};

    #[test]
    fn a_number() {
        check(
            &RULE,
            "
FROM a:1 AS b
FROM a:1
RUN --mount=type=bind,from=0,target=/x make
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the mount takes 0 for an image
",
        );
        check_fix(
            &RULE,
            "FROM a:1 AS b\nFROM a:1\nRUN --mount=from=0,target=/x make\n",
            "FROM a:1 AS b\nFROM a:1\nRUN --mount=from=b,target=/x make\n",
        );
        check_no_fix(&RULE, "FROM a:1\nRUN --mount=from=7,target=/x make\n");
    }

    #[test]
    fn copies_and_names() {
        check_none(&RULE, "FROM a:1 AS b\nFROM a:1\nCOPY --from=0 /a /a\n");
        check_none(&RULE, "FROM a:1 AS b\nFROM a:1\nRUN --mount=from=b,target=/0 make\n");
        check_none(&RULE, "FROM a:1\nRUN --mount=from=7zip,target=/0 make\n");
    }
}
