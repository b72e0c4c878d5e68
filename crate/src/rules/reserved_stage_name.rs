//! `ReservedStageName`: a stage with a name that means something else.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::text::TextEdit;

declare_rule! {
    /// A stage has a name that means something else.
    ///
    /// ## Why it matters
    /// `scratch` is the empty base and `context` the build context. A stage of that name cannot be referred to: the
    /// name goes on to mean what it always means.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22 AS scratch
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22 AS runtime
    /// ```
    ReservedStageName {
        category: "buildkit-checks",
        severity: Error,
        equivalents: ["buildkit ReservedStageName", "hadolint DL3063"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let name = warning.span.of(ctx.source).to_ascii_lowercase();
        let what = if name == "scratch" { "the empty base" } else { "the build context" };
        let why = format!("{name} goes on to mean {what}, so nothing can use this stage by its name");
        let is_free = ctx.stages().iter().all(|stage| stage.name != "runtime");
        let mut finding = Finding::of_warning(&META, warning, why, Vec::new());
        if is_free {
            let edit = TextEdit { span: warning.span, new_text: "runtime".to_owned() };
            finding = finding.with_fix("Call the stage runtime", Safety::NeedsReview, vec![edit]);
        }
        ctx.report(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_no_fix, check_none};

    #[test]
    fn reserved() {
        check(
            &RULE,
            "
FROM a:1 AS context
            ^^^^^^^ Stage name should not use the same name as reserved stage \"context\"
",
        );
        check_fix(&RULE, "FROM a:1 AS scratch\n", "FROM a:1 AS runtime\n");
        check_no_fix(&RULE, "FROM a:1 AS runtime\nFROM a:1 AS scratch\n");
    }

    #[test]
    fn as_a_base() {
        check_none(&RULE, "FROM scratch\n");
        check_none(&RULE, "FROM scratch AS scratch-base\n");
    }
}
