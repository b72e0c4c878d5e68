//! `StageUnnamed`: a build stage without a name.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;

declare_rule! {
    /// A stage that others use has no name.
    ///
    /// ## Why it matters
    /// Without a name a stage can be reached only by its number, and the number changes when a stage is put before it.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26
    /// RUN go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=0 /app /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// RUN go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=build /app /app
    /// ```
    StageUnnamed {
        category: "multi-stage",
        severity: Info,
        equivalents: ["droast DF023"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let last = ctx.stages().len().saturating_sub(1);
    for stage in ctx.stages().iter().filter(|stage| stage.name.is_empty() && stage.index != last) {
        let Some((it, from)) = ctx.from_of(stage) else { continue };
        let user = ctx
            .file
            .instructions
            .iter()
            .find(|it| ctx.source_of(it).is_some_and(|source| source.index == stage.index));
        let why = match user {
            Some(user) => {
                format!("line {} can name it only by its number, {}", user.lines.start, stage.index)
            }
            None => format!("it can be named only by its number, {}", stage.index),
        };
        let finding = Finding::new(&META, it.index, from.image.span, "the stage has no name", why);
        ctx.report(if user.is_none() { finding.at_most(Severity::Hint) } else { finding });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn without_a_name() {
        check(
            &RULE,
            "
FROM a:1
     ^^^ the stage has no name
FROM b:1
COPY --from=0 /a /a
",
        );
        check_why(
            &RULE,
            "FROM a:1\nFROM b:1\nCOPY --from=0 /a /a\n",
            "line 3 can name it only by its number, 0",
        );
    }

    #[test]
    fn named_or_last() {
        check_none(&RULE, "FROM a:1 AS a\nFROM b:1\n");
        check_none(&RULE, "FROM a:1\n");
    }
}
