//! `BaseUntagged`: an image without a tag.

use crate::diag::Finding;
use crate::eval::Origin;
use crate::rules::RuleContext;

use super::bases::place_of;
use super::from_stage_not_resolved::meant;

declare_rule! {
    /// An image is named without a tag.
    ///
    /// ## Why it matters
    /// No tag means `latest`, and that is another image next month. The same Dockerfile then builds something else, and
    /// nobody changed a line.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node
    /// CMD ["node"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// CMD ["node"]
    /// ```
    ///
    /// ## When to ignore it
    /// Where `latest` is what you want to try, as in a build that looks for breakage early.
    BaseUntagged {
        category: "reproducibility/pinning",
        severity: Warning,
        equivalents: ["hadolint DL3006"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    let evaluation = &ctx.check.plan.evaluation;
    for state in &evaluation.states {
        let name = state.written_base.as_str();
        let last = name.rsplit('/').next().unwrap_or_default();
        let is_image = matches!(state.origin, Origin::Image(_)) && !name.is_empty();
        // What is put together from arguments without a value is told elsewhere.
        if !is_image || last.contains([':', '@']) {
            continue;
        }
        // Where a stage is meant, a tag would not help: see `FromStageNotResolved`.
        let stage = state.stage.and_then(|index| ctx.stages().get(index));
        if stage.is_some_and(|stage| meant(ctx, stage).is_some()) {
            continue;
        }
        let Some((instruction, span)) = place_of(ctx, state) else { continue };
        ctx.report(Finding {
            rule: &META,
            span,
            severity: META.severity,
            message: format!("{name} has no tag"),
            why: format!("it means {}", state.base_ref),
            fixes: Vec::new(),
            instruction: Some(instruction),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn no_tag() {
        check(
            &RULE,
            "
FROM node
     ^^^^ node has no tag
COPY --from=host:5000/tools /a /b
     ^^^^^^^^^^^^^^^^^^^^^^ host:5000/tools has no tag
",
        );
    }

    #[test]
    fn tags_digests_stages_and_scratch() {
        check_none(&RULE, "ARG V=24\nFROM node:${V} AS a\nFROM a\nFROM scratch\n");
        check_none(&RULE, "FROM base AS app\nFROM alpine:3.22 AS base\n");
        let digest = "a".repeat(64);
        check_none(&RULE, &format!("FROM node@sha256:{digest}\nCOPY --from=a:1 /a /b\n"));
    }

    #[test]
    fn why() {
        check_why(&RULE, "FROM node\n", "it means docker.io/library/node:latest");
    }
}
