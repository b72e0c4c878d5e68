//! `InvalidBaseImagePlatform`: a base that does not exist for the platform.

use crate::diag::Finding;
use crate::rules::RuleContext;

declare_rule! {
    /// The base image is not published for the platform that is asked for.
    ///
    /// ## Why it matters
    /// The build runs under emulation, or the image that comes out does not start. Only what the catalogue knows of an
    /// image is told.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=linux/arm64 archlinux:base AS build-arm64
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM archlinux:base AS build
    /// ```
    InvalidBaseImagePlatform {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit InvalidBaseImagePlatform"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        ctx.report(Finding::of_warning(
            &META,
            warning,
            "the image of another platform would be used",
            Vec::new(),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_none, check_why};

    #[test]
    fn another_platform() {
        let source = "FROM --platform=linux/arm64 archlinux:base\n";
        check_why(&RULE, source, "the image of another platform would be used");
    }

    #[test]
    fn unknown_or_for_several() {
        check_none(&RULE, "FROM --platform=linux/s390x example.com/a:1\n");
        check_none(&RULE, "FROM --platform=linux/arm64 alpine:3.22\n");
    }
}
