//! `SecretsUsedInArgOrEnv`: a secret that the image gives away.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// A secret is passed through `ARG` or `ENV`.
    ///
    /// ## Why it matters
    /// The value of an `ENV` is part of the image, and that of an `ARG` stands in the history of each `RUN` behind it. Whoever
    /// can pull the image can read both.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// ARG API_TOKEN
    /// RUN ./fetch --token "$API_TOKEN"
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN --mount=type=secret,id=api,env=API_KEY ./fetch --token "$API_KEY"
    /// ```
    ///
    /// ## When to ignore it
    /// When the name only sounds like a secret, as with the path of a key that is public.
    SecretsUsedInArgOrEnv {
        category: "buildkit-checks",
        severity: Warning,
        equivalents: ["buildkit SecretsUsedInArgOrEnv"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for warning in ctx.warnings(META.id) {
        let it = ctx.instruction_of(warning);
        let ships = it.is_none_or(|it| ctx.ships(it));
        let is_env = it.is_some_and(|it| matches!(it.kind, Kind::Env(_)));
        let why = match (ships, is_env) {
            (true, true) => "its value is part of the config of the image that you ship",
            (true, false) => "its value stands in the history of the image that you ship",
            (false, _) => "this stage does not ship, but its value stays in the build cache",
        };
        let mut finding = Finding::of_warning(&META, warning, why, Vec::new());
        if !ships {
            finding.severity = Severity::Info;
        }
        ctx.report(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none, check_why};

    #[test]
    fn names_of_secrets() {
        check(
            &RULE,
            "
FROM a:1
ENV DB_PASSWORD=x
    ^^^^^^^^^^^^^ Do not use ARG or ENV instructions for sensitive data (ENV \"DB_PASSWORD\")
",
        );
    }

    #[test]
    fn other_names_and_mounts() {
        check_none(&RULE, "FROM a:1\nARG VERSION=1\nENV PUBLIC_KEY=x\n");
        check_none(&RULE, "FROM a:1\nRUN --mount=type=secret,id=token make\n");
    }

    #[test]
    fn why() {
        check_why(
            &RULE,
            "FROM a:1\nENV TOKEN=x\n",
            "its value is part of the config of the image that you ship",
        );
        check_why(
            &RULE,
            "FROM a:1\nARG TOKEN\nFROM b:1\n",
            "this stage does not ship, but its value stays in the build cache",
        );
    }
}
