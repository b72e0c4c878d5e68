//! `FinalOnBuildplatform`: a final stage for the build machine.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::Span;

declare_rule! {
    /// The stage that ships is pinned to the platform of the build machine.
    ///
    /// ## Why it matters
    /// Whatever platform is asked for, the image holds the programs of the machine that built it, and does not start
    /// elsewhere.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=$BUILDPLATFORM node:24-slim
    /// CMD ["node"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// CMD ["node"]
    /// ```
    FinalOnBuildplatform {
        category: "multi-arch",
        severity: Error,
        equivalents: [],
    }
}

use super::bases::is_for_work;

fn check(ctx: &mut RuleContext<'_>) {
    let Some(stage) = ctx.target_stage().filter(|stage| !is_for_work(stage)) else { return };
    let root = ctx.root_of(stage);
    let Some((it, from)) = ctx.from_of(root).filter(|(_, from)| from.image.text != "scratch") else { return };
    let Some(platform) = from
        .platform
        .as_ref()
        .filter(|it| it.text.contains("BUILDPLATFORM") || it.text.contains("BUILDARCH"))
    else {
        return;
    };
    // Without a command it may only hand out files.
    let starts = ctx.instructions_to(stage).any(|it| matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_)));
    let message = "the image is always for the build machine's platform";
    let why = format!("the stage that ships starts from line {}", it.lines.start);
    let fix = Fix::review(
        "Use the platform that is asked for",
        Span { start: platform.span.start, end: from.image.span.start },
        "",
    );
    let finding = Finding::new(&META, it.index, platform.span, message, why);
    ctx.report(finding.at_most(if starts { META.severity } else { Severity::Info }).fixed_by(Some(fix)));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn the_stage_that_ships() {
        check(
            &RULE,
            "
FROM --platform=$BUILDPLATFORM node:24 AS base
     ^^^^^^^^^^^^^^^^^^^^^^^^^ the image is always for the build machine's platform
FROM base
CMD [\"node\"]
",
        );
    }

    #[test]
    fn builders_and_files() {
        check_none(&RULE, "FROM --platform=$BUILDPLATFORM a:1 AS b\nFROM c:1\nCOPY --from=b /a /a\n");
        check_none(&RULE, "FROM --platform=$BUILDPLATFORM scratch\nCOPY a /\n");
        check_none(&RULE, "FROM --platform=linux/amd64 a:1\nCMD [\"a\"]\n");
        check_none(&RULE, "FROM --platform=$BUILDPLATFORM a:1 AS lint\nCMD [\"a\"]\n");
    }

    #[test]
    fn the_fix_deletes_the_flag() {
        check_fix(&RULE, "FROM --platform=$BUILDPLATFORM a:1\nCMD [\"a\"]\n", "FROM a:1\nCMD [\"a\"]\n");
    }
}
