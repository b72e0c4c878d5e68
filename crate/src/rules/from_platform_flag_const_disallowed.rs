//! `FromPlatformFlagConstDisallowed`: a platform that is fixed.

use crate::diag::Finding;
use crate::rules::RuleContext;

declare_rule! {
    /// `--platform` of a `FROM` is a constant.
    ///
    /// ## Why it matters
    /// A fixed platform stops the file from building for any other one. That is right where the program runs on one
    /// platform only, and an accident elsewhere.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=linux/amd64 alpine:3.22 AS app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22 AS app
    /// ```
    FromPlatformFlagConstDisallowed {
        category: "buildkit-checks",
        severity: Info,
        equivalents: ["buildkit FromPlatformFlagConstDisallowed", "hadolint DL3029"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let stage = warning.instruction.and_then(|index| ctx.stage_of(index));
        let ships = stage.is_some_and(|stage| ctx.is_shipped(stage.index));
        let why = if ships {
            "the image is for this platform, whatever platform is asked for"
        } else {
            "the stage is emulated on machines of another platform"
        };
        ctx.report(Finding::of_warning(&META, warning, why, Vec::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn constant() {
        check(
            &RULE,
            "
FROM --platform=linux/amd64 a:1
     ^^^^^^^^^^^^^^^^^^^^^^ FROM --platform flag should not use constant value \"linux/amd64\"
",
        );
        let source = "FROM --platform=linux/arm64 a:1 AS b\nFROM c:1\nCOPY --from=b /a /a\n";
        check_why(&RULE, source, "the stage is emulated on machines of another platform");
    }

    #[test]
    fn said_by_the_name_or_a_variable() {
        check_none(&RULE, "FROM --platform=linux/amd64 a:1 AS b-amd64\n");
        check_none(&RULE, "FROM --platform=$BUILDPLATFORM a:1\n");
    }
}
