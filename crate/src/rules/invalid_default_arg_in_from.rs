//! `InvalidDefaultArgInFrom`: a base that has no name unless an argument is passed.

use crate::diag::Finding;
use crate::rules::RuleContext;

declare_rule! {
    /// Without build arguments a `FROM` has no valid name.
    ///
    /// ## Why it matters
    /// A plain `docker build .` stops there. Whoever does not know the argument cannot build the file.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// ARG TAG
    /// FROM alpine:${TAG}
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// ARG TAG=3.22
    /// FROM alpine:${TAG}
    /// ```
    InvalidDefaultArgInFrom {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit InvalidDefaultArgInFrom"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        ctx.report(Finding::of_warning(
            &META,
            warning,
            "only where you build without --build-arg",
            Vec::new(),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn no_default() {
        check(
            &RULE,
            "
ARG TAG
FROM a:${TAG}
     ^^^^^^^^ Default value for ARG a:${TAG} results in empty or invalid base image name
",
        );
        check_why(&RULE, "ARG B\nFROM $B\n", "only where you build without --build-arg");
    }

    #[test]
    fn a_default_or_no_argument() {
        check_none(&RULE, "ARG TAG=1\nFROM a:${TAG}\n");
        check_none(&RULE, "FROM a:${TARGETARCH}\n");
    }
}
