//! `MultipleInstructionsDisallowed`: an instruction that a later one replaces.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::text::{Span, TextEdit};

declare_rule! {
    /// A stage has a second `CMD`, `ENTRYPOINT` or `HEALTHCHECK`.
    ///
    /// ## Why it matters
    /// Only the last one of a stage counts. The one before is dead text that looks alive.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// CMD ["a"]
    /// CMD ["b"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// CMD ["b"]
    /// ```
    MultipleInstructionsDisallowed {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit MultipleInstructionsDisallowed", "hadolint DL4003", "hadolint DL4004", "hadolint DL3012", "trivy DS-0016", "trivy DS-0007", "trivy DS-0023"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let Some(it) = ctx.instruction_of(warning) else { continue };
        let stage = ctx.stage_of(it.index);
        let later = stage.and_then(|stage| {
            let mut own = ctx.instructions_of(stage);
            own.find(|other| other.index > it.index && other.is(it.name))
        });
        let line = later.map_or(0, |later| later.lines.start);
        // The whole line goes, with its line break where it has one.
        let mut span = it.line_span;
        let rest = Span { start: span.end, end: crate::text::offset(ctx.source.len()) }.of(ctx.source);
        span.end += u32::from(rest.starts_with('\n'));
        let edit = TextEdit { span, new_text: String::new() };
        let finding =
            Finding::of_warning(&META, warning, format!("the one in line {line} replaces it"), Vec::new());
        let is_whole = it.heredocs.is_empty() && it.comments.is_empty();
        let title = format!("Take the {} of line {} out", it.keyword.text, it.lines.start);
        ctx.report(if is_whole { finding.with_fix(title, Safety::Safe, vec![edit]) } else { finding });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_fix, check_none, check_why};

    #[test]
    fn twice() {
        check_fix(&RULE, "FROM a:1\nCMD [\"b\"]\nCMD [\"c\"]\n", "FROM a:1\nCMD [\"c\"]\n");
        check_why(
            &RULE,
            "FROM a:1\nENTRYPOINT [\"b\"]\nENTRYPOINT [\"c\"]\n",
            "the one in line 3 replaces it",
        );
    }

    #[test]
    fn once_a_stage_or_of_two_kinds() {
        check_none(&RULE, "FROM a:1 AS b\nCMD [\"b\"]\nFROM b\nCMD [\"c\"]\n");
        check_none(&RULE, "FROM a:1\nENTRYPOINT [\"b\"]\nCMD [\"c\"]\n");
    }
}
