//! `PlatformArgDefault`: a default that hides the platform.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::Span;

declare_rule! {
    /// A platform argument has a default, which replaces the real value.
    ///
    /// ## Why it matters
    /// In a stage a default wins over the value that `BuildKit` would set. Whatever platform is asked for, the stage
    /// builds for the one that is written there.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// ARG TARGETARCH=amd64
    /// RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// ARG TARGETARCH
    /// RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .
    /// ```
    PlatformArgDefault {
        category: "multi-arch",
        severity: Error,
        equivalents: [],
    }
}

use super::bases::PLATFORM_ARGS;

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Arg(arguments) = &it.kind else { continue };
        for argument in arguments {
            let name = argument.key.text.as_str();
            let Some(default) = argument.default.as_ref().filter(|_| PLATFORM_ARGS.contains(&name)) else {
                continue;
            };
            if default.text.contains('$') {
                continue;
            }
            let stage = ctx.stage_of(it.index);
            let builds = stage.is_some_and(|stage| {
                ctx.instructions_of(stage)
                    .any(|other| matches!(other.kind, Kind::Run(_)) && other.index > it.index)
            });
            let severity = match stage {
                Some(_) if builds => META.severity,
                Some(_) => Severity::Warning,
                None => Severity::Info,
            };
            let value = default.text.trim_matches(['"', '\'']);
            let message = format!("{name} is always \"{value}\" here");
            let why = "the default wins over the platform that is asked for";
            let fix = Fix::review(
                "Leave the value to BuildKit",
                Span { start: argument.key.span.end, end: default.span.end },
                "",
            );
            let finding = Finding::new(&META, it.index, argument.key.span.to(default.span), message, why);
            ctx.report(finding.at_most(severity).fixed_by(Some(fix)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn in_a_stage() {
        check(
            &RULE,
            "
FROM a:1
ARG TARGETARCH=amd64
    ^^^^^^^^^^^^^^^^ TARGETARCH is always \"amd64\" here
RUN make
",
        );
    }

    #[test]
    fn no_default_or_another_name() {
        check_none(&RULE, "FROM a:1\nARG TARGETARCH TARGETOS\nARG ARCH=amd64\nARG TARGETVARIANT=${ARCH}\n");
    }

    #[test]
    fn the_fix_removes_the_default() {
        check_fix(&RULE, "FROM a:1\nARG TARGETOS=linux\nRUN make\n", "FROM a:1\nARG TARGETOS\nRUN make\n");
    }
}
