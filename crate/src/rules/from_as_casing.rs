//! `FromAsCasing`: `FROM` and `AS` in different cases.

use crate::diag::Finding;
use crate::rules::RuleContext;

use super::consistent_instruction_casing::in_case;

declare_rule! {
    /// `FROM` and `AS` are written in different cases.
    ///
    /// ## Why it matters
    /// BuildKit reads both. But the line that starts a stage is the one that readers look for, and mixed case makes it harder to
    /// see where the name begins.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22 as build
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22 AS build
    /// ```
    FromAsCasing {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit FromAsCasing"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let keyword = ctx.instruction_of(warning).map(|it| &it.keyword.text);
        let is_upper = keyword.is_some_and(|keyword| keyword.starts_with('F'));
        let why = "both words belong to the one line that starts the stage";
        ctx.report(Finding::of_warning(&META, warning, why, vec![in_case(ctx, warning, is_upper)]));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn mixed() {
        check(
            &RULE,
            "
FROM a:1 as x
         ^^ 'as' and 'FROM' keywords' casing do not match
",
        );
    }

    #[test]
    fn one_case_and_no_name() {
        check_none(&RULE, "from a:1 as x\n");
        check_none(&RULE, "From a:1 as x\n");
        check_none(&RULE, "FROM a:1\n");
    }

    #[test]
    fn the_fix_follows_from() {
        check_fix(&RULE, "from a:1 AS x\n", "from a:1 as x\n");
        check_fix(&RULE, "FROM a:1 As x\n", "FROM a:1 AS x\n");
    }
}
