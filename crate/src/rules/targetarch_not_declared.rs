//! `TargetarchNotDeclared`: a platform argument that the stage does not declare.

use crate::diag::{Finding, Fix};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::text::order;

declare_rule! {
    /// A platform argument is used in a stage that does not declare it.
    ///
    /// ## Why it matters
    /// `BuildKit` knows the value, but hands it only to stages that ask for it with `ARG`. Without one the name stands
    /// for nothing.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// ARG TARGETARCH
    /// RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .
    /// ```
    TargetarchNotDeclared {
        category: "multi-arch",
        severity: Error,
        equivalents: [],
    }
}

use super::arg_not_redeclared::first_use;
use super::bases::{PLATFORM_ARGS, list};

fn check(ctx: &mut RuleContext<'_>) {
    if !ctx.source.contains("TARGET") && !ctx.source.contains("BUILD") {
        return;
    }
    let undefined = ctx.warnings("UndefinedVar");
    let named: Vec<&str> = PLATFORM_ARGS.into_iter().filter(|name| ctx.source.contains(name)).collect();
    for stage in ctx.stages() {
        let mut used: Vec<(usize, &str)> = named
            .iter()
            .copied()
            .filter_map(|name| Some((first_use(ctx, &undefined, stage, name)?, name)))
            // Elsewhere than in a `RUN` that is what `UndefinedVar` says.
            .filter(|(it, _)| matches!(it.kind, Kind::Run(_)))
            .map(|(it, name)| (it.index, name))
            .collect();
        order::sort_by_key(&mut used, |(index, _)| *index);
        let Some(it) = used.first().and_then(|(index, _)| ctx.file.instructions.get(*index)) else {
            continue;
        };
        let names: Vec<&str> = used.iter().map(|(_, name)| *name).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let message = format!("{} {verb} empty in this stage", list(&names));
        let declaration = format!("ARG {}", names.join(" "));
        let fix = Fix::review(
            format!("Declare {} in this stage", list(&names)),
            it.span.at_start(),
            format!("{declaration}\n"),
        );
        let why = format!("nothing above line {} in this stage says {declaration}", it.lines.start);
        ctx.report(Finding::new(&META, it.index, it.line_span, message, why).fixed_by(Some(fix)));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn not_declared() {
        check(
            &RULE,
            "
FROM a:1
RUN GOOS=$TARGETOS GOARCH=$TARGETARCH go build
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ TARGETOS and TARGETARCH are empty in this stage
",
        );
    }

    #[test]
    fn declared_inherited_set_or_in_from() {
        check_none(&RULE, "FROM a:1\nARG TARGETARCH\nRUN echo $TARGETARCH\n");
        check_none(&RULE, "FROM a:1 AS b\nARG TARGETARCH\nFROM b\nRUN echo $TARGETARCH\n");
        check_none(&RULE, "FROM --platform=$BUILDPLATFORM a:1\nRUN TARGETARCH=x; echo $TARGETARCH\n");
        check_none(&RULE, "FROM a:1\nRUN echo '$TARGETARCH' \\$TARGETOS $TARGETARCHS\n");
    }

    #[test]
    fn the_fix_declares_them() {
        check_fix(
            &RULE,
            "FROM a:1\nRUN echo $TARGETARCH\n",
            "FROM a:1\nARG TARGETARCH\nRUN echo $TARGETARCH\n",
        );
    }
}
