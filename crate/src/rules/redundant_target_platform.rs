//! `RedundantTargetPlatform`: a platform that is the default.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::text::{Span, TextEdit};

declare_rule! {
    /// `--platform=$TARGETPLATFORM` says what happens anyway.
    ///
    /// ## Why it matters
    /// Without the flag a stage is built for the target platform. Where the flag is written everywhere, the stage in
    /// which it matters is hard to see.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=$TARGETPLATFORM alpine:3.22
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// ```
    RedundantTargetPlatform {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit RedundantTargetPlatform", "hadolint DL3065"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let mut finding = Finding::of_warning(
            &META,
            warning,
            "a stage is for the target platform unless told otherwise",
            Vec::new(),
        );
        let flag = ctx
            .instruction_of(warning)
            .and_then(|it| Some((it.flag("platform")?.span, it.args.first()?.span)));
        if let Some((flag, image)) = flag.filter(|(flag, image)| flag.start < image.start) {
            let gap = Span { start: flag.end, end: image.start }.of(ctx.source);
            if gap.trim().is_empty() {
                let edit =
                    TextEdit { span: Span { start: flag.start, end: image.start }, new_text: String::new() };
                finding = finding.with_fix("Take the flag out", Safety::Safe, vec![edit]);
            }
        }
        ctx.report(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn the_default() {
        check_fix(&RULE, "FROM --platform=${TARGETPLATFORM} a:1 AS b\n", "FROM a:1 AS b\n");
        check(&RULE, "
FROM --platform=$TARGETPLATFORM a:1
^^^^^^^^^^^^^^^^ Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior
".replace("^^^^^^^^^^^^^^^^ S", "     ^^^^^^^^^^^^^^^^^^^^^^^^^^ S").as_str());
    }

    #[test]
    fn others() {
        check_none(&RULE, "FROM --platform=$BUILDPLATFORM a:1\n");
        check_none(&RULE, "ARG P=linux/amd64\nFROM --platform=$P a:1\n");
    }
}
