//! `StageUnused`: a stage that no build of the target runs.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::stage::Stage;
use crate::syntax::{From, Instruction, Kind};

declare_rule! {
    /// Nothing uses a stage, so a build of the target skips it.
    ///
    /// ## Why it matters
    /// BuildKit builds what the target needs and nothing else. Tests or checks in a stage that nothing uses never run, and a
    /// stage that is left over misleads whoever reads the file.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM golang:1.26 AS tools
    /// RUN go install example.com/tool@v1
    /// FROM golang:1.26 AS build
    /// RUN go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=build /app /app
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM golang:1.26 AS build
    /// RUN go build -o /app .
    /// FROM alpine:3.22
    /// COPY --from=build /app /app
    /// ```
    ///
    /// ## When to ignore it
    /// When you build the stage by its name with `--target`. Names such as `dev` and `test`, and a `CMD` or `ENTRYPOINT` of
    /// its own, say that you do: such a stage is passed over, and so is the last one.
    StageUnused {
        category: "multi-stage",
        severity: Warning,
        equivalents: ["tally tally/no-unreachable-stages"],
    }
}

/// Words of a stage's name that say that it is built with `--target`.
const TARGETS: [&str; 35] = [
    "dev",
    "develop",
    "development",
    "debug",
    "test",
    "tests",
    "testing",
    "unit",
    "integration",
    "e2e",
    "lint",
    "ci",
    "check",
    "checks",
    "docs",
    "export",
    "artifact",
    "artifacts",
    "release",
    "prod",
    "production",
    "runtime",
    "image",
    "base",
    "output",
    "slim",
    "validate",
    "vendor",
    "generate",
    "final",
    "before",
    "after",
    "binary",
    "binaries",
    "all",
];

fn check(ctx: &mut RuleContext<'_>) {
    let evaluation = &ctx.build.plan.evaluation;
    // What cannot be resolved may use any stage.
    if evaluation.target.is_none() || ctx.build.journal.first_error().is_some() {
        return;
    }
    let used = used(ctx);
    let patterns = patterns(ctx);
    for stage in ctx.stages() {
        let Some((it, from)) = ctx.from_of(stage) else { continue };
        let is_used = ctx.state_of(stage.index).is_some_and(|id| used.get(id) == Some(&true));
        let fits = |(head, end): &(&str, &str)| stage.name.starts_with(head) && stage.name.ends_with(end);
        if ctx.is_reached(stage.index) || is_used || patterns.iter().any(fits) || is_target(ctx, stage) {
            continue;
        }
        let name = ctx.name_of(stage);
        let target = evaluation.target.and_then(|id| evaluation.state(id)?.stage);
        let target = target.and_then(|index| ctx.stages().get(index)).map(|stage| ctx.name_of(stage));
        ctx.report(Finding {
            rule: &META,
            span: from.name.as_ref().map_or(from.image.span, |word| word.span),
            severity: META.severity,
            message: format!("nothing uses stage {name}"),
            why: format!("a build of {} skips it", target.unwrap_or_default()),
            fixes: Vec::new(),
            instruction: Some(it.index),
        });
    }
}

/// Whether a stage is one that is built for itself: the last, one that starts a program, or one whose name says so.
fn is_target(ctx: &RuleContext<'_>, stage: &Stage) -> bool {
    let is_last = stage.index + 1 == ctx.stages().len();
    let starts = ctx.instructions_of(stage).any(|it| matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_)));
    is_last || starts || stage.name.split(['-', '_', '.']).any(|word| TARGETS.contains(&word))
}

/// For each state, whether another one starts from it or takes from it. Then the other one is what nothing uses.
fn used(ctx: &RuleContext<'_>) -> Vec<bool> {
    let states = &ctx.build.plan.evaluation.states;
    let mut used = vec![false; states.len()];
    for id in
        states.iter().flat_map(|state| state.base().into_iter().chain(state.deps.iter().map(|dep| dep.state)))
    {
        if let Some(slot) = used.get_mut(id) {
            *slot = true;
        }
    }
    used
}

/// How a name begins and ends that a `FROM` with a variable could mean: `FROM base-${TARGETARCH}`.
fn patterns<'a>(ctx: &RuleContext<'a>) -> Vec<(&'a str, &'a str)> {
    let froms = ctx.stages().iter().filter_map(|stage| ctx.from_of(stage));
    let pattern = |(_, from): (&'a Instruction, &'a From)| {
        let (head, tail) = from.image.text.split_once('$')?;
        Some((head, tail.rsplit_once('}').map_or("", |(_, end)| end)))
    };
    froms.filter_map(pattern).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_target, check_why};

    #[test]
    fn left_over() {
        check(
            &RULE,
            "
FROM a:1 AS tools
            ^^^^^ nothing uses stage tools
FROM b:1
",
        );
    }

    #[test]
    fn before_the_target() {
        check_target(
            &RULE,
            Some("app"),
            "
FROM a:1 AS tools
            ^^^^^ nothing uses stage tools
FROM a:1 AS app
FROM a:1 AS last
",
        );
    }

    #[test]
    fn stages_that_are_targets_themselves() {
        check_none(
            &RULE,
            "FROM a:1 AS api\nCMD [\"api\"]\nFROM b:1 AS web\nENTRYPOINT [\"web\"]\nFROM c:1\n",
        );
        check_none(
            &RULE,
            "FROM a:1 AS base\nFROM base AS dev\nFROM base AS unit-test\nFROM base AS production\n",
        );
    }

    #[test]
    fn used_chosen_or_meant_by_a_pattern() {
        check_none(&RULE, "FROM a:1 AS build\nFROM b:1\nCOPY --from=build /a /b\n");
        check_none(&RULE, "FROM a:1 AS x-amd64\nFROM b:1 AS x-arm64\nFROM x-${TARGETARCH}\n");
        check_none(&RULE, "FROM a:1\nRUN make\n");
        check_none(&RULE, "FROM a:1 AS tools\nFROM b:1\nCOPY --from=$X /a /b\n");
    }

    #[test]
    fn why() {
        check_why(&RULE, "FROM a:1 AS tools\nFROM b:1 AS app\n", "a build of app skips it");
    }
}
