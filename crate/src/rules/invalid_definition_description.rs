//! `InvalidDefinitionDescription`: a comment that is no description.

use crate::diag::Finding;
use crate::rules::RuleContext;

declare_rule! {
    /// The comment above a stage or argument does not start with its name.
    ///
    /// ## Why it matters
    /// `docker build --call=outline` shows such a comment as the description of the target or the argument, when it has
    /// the form `# name description`.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// # check=experimental=InvalidDefinitionDescription
    /// # compiles the app
    /// FROM alpine:3.22 AS build
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// # check=experimental=InvalidDefinitionDescription
    /// # build compiles the app
    /// FROM alpine:3.22 AS build
    /// ```
    InvalidDefinitionDescription {
        category: "buildkit-checks",
        severity: Hint,
        default: Off,
        equivalents: ["buildkit InvalidDefinitionDescription"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        ctx.report(Finding::of_warning(&META, warning, "it is not shown as the description", Vec::new()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check_none, check_why};

    #[test]
    fn when_asked_for() {
        let source = "# check=experimental=all\nFROM a:1\n# note\nARG B=1\n";
        check_why(&RULE, source, "it is not shown as the description");
    }

    #[test]
    fn unasked_or_described() {
        check_none(&RULE, "FROM a:1\n# note\nARG B=1\n");
        check_none(&RULE, "# check=experimental=all\nFROM a:1\n# B is a number\nARG B=1\n");
    }
}
