//! `DuplicateStageName`: two stages of one name.

use crate::diag::Finding;
use crate::rules::RuleContext;

declare_rule! {
    /// Two stages have the same name.
    ///
    /// ## Why it matters
    /// From the second one on, the name means that one: a `COPY --from` further down takes its files from another stage than
    /// one further up. Upper and lower case make no difference.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24 AS build
    /// RUN npm run build
    /// FROM golang:1.26 AS build
    /// RUN go build ./...
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24 AS web
    /// RUN npm run build
    /// FROM golang:1.26 AS api
    /// RUN go build ./...
    /// ```
    DuplicateStageName {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit DuplicateStageName", "hadolint DL3024"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let stage = warning.instruction.and_then(|index| ctx.stage_of(index));
        let first = stage.and_then(|stage| ctx.stages().iter().find(|other| other.name == stage.name));
        let line = first.and_then(|first| ctx.from_of(first)).map_or(0, |(it, _)| it.lines.start);
        let why = format!("from here on the name means this stage, not the one in line {line}");
        ctx.report(Finding::of_warning(&META, warning, why, Vec::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn one_name_twice() {
        check(
            &RULE,
            "
FROM a:1 AS build
FROM b:1 AS Build
            ^^^^^ Duplicate stage name \"build\", stage names should be unique
",
        );
    }

    #[test]
    fn two_names_or_none() {
        check_none(&RULE, "FROM a:1 AS build\nFROM b:1 AS build-2\n");
        check_none(&RULE, "FROM a:1\nFROM a:1\n");
    }

    #[test]
    fn why() {
        let source = "FROM a:1 AS x\nFROM b:1 AS x\n";
        check_why(&RULE, source, "from here on the name means this stage, not the one in line 1");
    }
}
