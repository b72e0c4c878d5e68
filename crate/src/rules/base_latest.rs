//! `BaseLatest`: an image by a tag that moves.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// A base image is named by a tag that moves.
    ///
    /// ## Why it matters
    /// `latest` is whatever was pushed last. The same Dockerfile builds something else next month, and nobody changed a
    /// line.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:latest
    /// CMD ["node"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// CMD ["node"]
    /// ```
    BaseLatest {
        category: "reproducibility/pinning",
        severity: Warning,
        equivalents: ["hadolint DL3007", "trivy DS-0001", "checkov CKV_DOCKER_7"],
    }
}

use super::bases::{Base, place_of};

fn check(ctx: &mut RuleContext<'_>) {
    let evaluation = &ctx.check.plan.evaluation;
    for state in &evaluation.states {
        let Some(base) = Base::of(state) else { continue };
        // No tag at all is told elsewhere: see `BaseUntagged`.
        let last = state.written_base.rsplit('/').next().unwrap_or_default();
        let is_named =
            matches!(base.tag, "latest" | "edge" | "nightly" | "rolling" | "canary" | "master" | "main");
        let moves = is_named || is_variant_alone(&base);
        if !moves || base.has_digest || !last.contains(':') {
            continue;
        }
        let Some((instruction, span)) = place_of(ctx, state) else { continue };
        let it = ctx.file.instructions.get(instruction);
        // What an argument says can be changed by whoever builds; some registries have no other tag for free.
        let is_written = span.of(ctx.source).contains(base.tag);
        let is_from = it.is_some_and(|it| matches!(it.kind, Kind::From(_)));
        let ships = is_from && state.stage.is_some_and(|stage| ctx.is_shipped(stage));
        let has_other = !base.name.starts_with("cgr.dev/") && !base.name.contains("distroless/");
        let severity = if base.tag == "latest" && is_written && ships && has_other {
            META.severity
        } else {
            Severity::Info
        };
        let message = format!("{}:{} moves without notice", base.name, base.tag);
        let why =
            if is_written { "the tag is given to every new version" } else { "an argument gives this tag" };
        ctx.report(Finding::new(&META, instruction, span, message, why).at_most(severity));
    }
}

/// Whether a tag says which variant and not which version: `nginx:alpine`. Of Debian and its like the name is the version.
fn is_variant_alone(base: &Base<'_>) -> bool {
    const VARIANTS: [&str; 12] = [
        "alpine", "slim", "lts", "stable", "mainline", "current", "fpm", "apache", "cli", "jdk", "jre",
        "perl",
    ];
    base.tag.split('-').all(|part| VARIANTS.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::diag::Severity;
    use crate::rules::testing::{check, check_none, check_severity};

    #[test]
    fn latest() {
        check(
            &RULE,
            "
FROM node:latest
     ^^^^^^^^^^^ node:latest moves without notice
",
        );
        check(
            &RULE,
            "
ARG TAG=latest
FROM node:${TAG}
     ^^^^^^^^^^^ node:latest moves without notice
",
        );
    }

    #[test]
    fn a_variant_of_no_version() {
        for source in ["FROM nginx:alpine\n", "FROM php:fpm-alpine\n", "FROM node:lts\n"] {
            check_severity(&RULE, source, Severity::Info);
        }
        check_none(&RULE, "FROM nginx:1.29-alpine\nFROM debian:bookworm-slim\nFROM a:alpine3.22\n");
    }

    #[test]
    fn digests_versions_and_stages() {
        check_none(&RULE, "FROM node AS latest\nFROM latest\nFROM node:24-latest\n");
        let digest = "a".repeat(64);
        check_none(&RULE, &format!("FROM node:latest@sha256:{digest}\n"));
    }
}
