//! `StageNameCasing`: a stage name with upper-case letters.

use crate::diag::{Finding, Fix, Safety};
use crate::rules::RuleContext;
use crate::text::TextEdit;

declare_rule! {
    /// A stage name has upper-case letters.
    ///
    /// ## Why it matters
    /// BuildKit keeps stage names in lower case. `COPY --from` finds the stage in any case, but `FROM` compares letter by
    /// letter: there the name as you wrote it is taken for an image in a registry.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22 AS Build
    /// RUN make
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22 AS build
    /// RUN make
    /// ```
    StageNameCasing {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit StageNameCasing"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let name = warning.span.of(ctx.source);
        let edits = vec![TextEdit { span: warning.span, new_text: name.to_ascii_lowercase() }];
        let why = format!("BuildKit calls it \"{}\"", name.to_ascii_lowercase());
        let title = "Write the name in lower case".to_owned();
        let fixes = vec![Fix { title, safety: Safety::Safe, edits }];
        ctx.report(Finding::of_warning(&META, warning, why, fixes));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn upper_case() {
        check(
            &RULE,
            "
FROM alpine:3.22 AS Build
                    ^^^^^ Stage name 'Build' should be lowercase
",
        );
    }

    #[test]
    fn lower_case_and_no_name() {
        check_none(&RULE, "FROM alpine:3.22 AS build-1\n");
        check_none(&RULE, "FROM Registry.example.com/a:1\n");
    }

    #[test]
    fn the_fix_leaves_references_that_work() {
        check_fix(
            &RULE,
            "FROM a:1 AS Build\nFROM b:1\nCOPY --from=Build /a /b\n",
            "FROM a:1 AS build\nFROM b:1\nCOPY --from=Build /a /b\n",
        );
    }

    #[test]
    fn why() {
        check_why(&RULE, "FROM a:1 AS Build\n", "BuildKit calls it \"build\"");
    }
}
