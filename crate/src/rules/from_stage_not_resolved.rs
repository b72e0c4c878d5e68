//! `FromStageNotResolved`: a `FROM` that misses the stage it means.

use crate::diag::{Finding, Fix, Safety};
use crate::eval::Origin;
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::text::TextEdit;

declare_rule! {
    /// A `FROM` means a stage of this file, but BuildKit takes it for an image.
    ///
    /// ## Why it matters
    /// `FROM` sees only the stages above it, and compares their names letter by letter in lower case. A stage further down,
    /// or one that is written with upper-case letters, is looked for in a registry.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS builder
    /// RUN go build ./...
    /// FROM Builder AS test
    /// RUN go test ./...
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS builder
    /// RUN go build ./...
    /// FROM builder AS test
    /// RUN go test ./...
    /// ```
    FromStageNotResolved {
        category: "multi-stage",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        let Some((it, from)) = ctx.from_of(stage) else { continue };
        let Some((name, meant)) = meant(ctx, stage) else { continue };
        let is_above = meant.index < stage.index;
        let line = meant.from.and_then(|from| ctx.file.instructions.get(from)).map_or(0, |it| it.lines.start);
        let why = if is_above {
            format!("{name} is not {}: FROM compares letter by letter", meant.name)
        } else {
            format!("{} is defined further down, in line {line}", meant.name)
        };
        // Where the name is put together from arguments, their values have to change.
        let is_plain = from.image.text == name;
        let fix = Fix {
            title: format!("Write {}", meant.name),
            safety: Safety::NeedsReview,
            edits: vec![TextEdit { span: from.image.span, new_text: meant.name.clone() }],
        };
        ctx.report(Finding {
            rule: &META,
            span: from.image.span,
            severity: META.severity,
            message: format!("{name} is taken for an image, not for the stage"),
            why,
            fixes: if is_above && is_plain { vec![fix] } else { Vec::new() },
            instruction: Some(it.index),
        });
    }
}

/// What a stage starts from, as written, and the stage that is meant by it where that is not what it starts from.
pub(super) fn meant<'a>(ctx: &RuleContext<'a>, stage: &Stage) -> Option<(&'a str, &'a Stage)> {
    let evaluation = &ctx.check.plan.evaluation;
    let state = evaluation.state(ctx.state_of(stage.index)?)?;
    // A tag, a digest or a path is no part of a stage's name.
    let name = Some(state.written_base.as_str()).filter(|name| !name.contains([':', '@', '/']))?;
    let is_meant = |other: &&Stage| !other.name.is_empty() && other.name.eq_ignore_ascii_case(name);
    let meant = match &state.origin {
        Origin::State(_) | Origin::Scratch => return None,
        Origin::Image(_) | Origin::Unresolved => ctx.stages().iter().find(is_meant)?,
    };
    // A stage further down may have the name of an image: `FROM node AS deps`, then `FROM deps AS node`.
    let is_image = meant.index > stage.index
        && (matches!(state.origin, Origin::Image(Some(_))) || is_official(ctx, name));
    (meant.index != stage.index && !is_image).then_some((name, meant))
}

/// Whether Docker Hub has an official image of that name, whatever its tags.
pub(super) fn is_official(ctx: &RuleContext<'_>, name: &str) -> bool {
    let is_tag_of = |known: &str| {
        known
            .strip_prefix("docker.io/library/")
            .is_some_and(|rest| rest.split([':', '@']).next() == Some(name))
    };
    ctx.catalog.names().any(is_tag_of)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn further_down() {
        check(
            &RULE,
            "
FROM base AS app
     ^^^^ base is taken for an image, not for the stage
FROM alpine:3.22 AS base
",
        );
    }

    #[test]
    fn other_case() {
        let before = "FROM a:1 AS base\nFROM Base AS app\n";
        check_fix(&RULE, before, "FROM a:1 AS base\nFROM base AS app\n");
        check_why(&RULE, before, "Base is not base: FROM compares letter by letter");
    }

    #[test]
    fn images_and_stages_that_are_found() {
        check_none(&RULE, "FROM alpine AS alpine\nFROM alpine AS app\n");
        check_none(&RULE, "FROM node AS deps\nFROM deps AS node\n");
        check_none(&RULE, "FROM base:1 AS app\nFROM alpine:3.22 AS base\n");
    }
}
