//! `WorkdirRelativePath`: a working directory that depends on the base image.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::{Span, TextEdit};

declare_rule! {
    /// The first `WORKDIR` of a stage is a relative path.
    ///
    /// ## Why it matters
    /// It is joined to the working directory of the base image. When another version of the base has another one, everything
    /// lands somewhere else.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// WORKDIR app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// WORKDIR /app
    /// ```
    WorkdirRelativePath {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit WorkdirRelativePath", "hadolint DL3000"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let it = ctx.instruction_of(warning);
        let path = it.and_then(|it| match &it.kind {
            Kind::Workdir(path) => Some(path),
            _ => None,
        });
        let stage = it.and_then(|it| ctx.stage_of(it.index)).and_then(|stage| ctx.state_of(stage.index));
        let dir = stage.and_then(|state| ctx.check.plan.outcome(state)).map(|outcome| outcome.dir.as_str());
        let fix = path.filter(|path| !path.text.contains('$')).map(|path| {
            // In a quoted word the sign stands behind the quote.
            let mut span = path.span.at_start();
            if path.text.starts_with(['"', '\'']) {
                span = Span { start: span.start + 1, end: span.end + 1 };
            }
            Fix {
                title: format!("Write /{}", path.text.trim_matches(['"', '\''])),
                safety: Safety::NeedsReview,
                edits: vec![TextEdit { span, new_text: "/".to_owned() }],
            }
        });
        let why = format!("with this base image it ends up as {}", dir.unwrap_or("/"));
        ctx.report(Finding::of_warning(&META, warning, why, fix.into_iter().collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn relative() {
        check(
            &RULE,
            "
FROM alpine:3.22
WORKDIR app
        ^^^ Relative workdir \"app\" can have unexpected results if the base image changes
",
        );
    }

    #[test]
    fn absolute_first() {
        check_none(&RULE, "FROM a:1\nWORKDIR /a\nWORKDIR b\n");
        check_none(&RULE, "FROM a:1 AS x\nWORKDIR /a\nFROM x\nWORKDIR b\n");
    }

    #[test]
    fn the_fix_starts_at_the_root() {
        let before = "FROM alpine:3.22\nWORKDIR app\n";
        check_fix(&RULE, before, "FROM alpine:3.22\nWORKDIR /app\n");
        check_fix(&RULE, "FROM a:1\nWORKDIR \"my app\"\n", "FROM a:1\nWORKDIR \"/my app\"\n");
        check_why(&RULE, before, "with this base image it ends up as /app");
    }
}
