//! `HealthcheckMissing`: a service that nobody asks whether it works.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Kind;

declare_rule! {
    /// A service has no `HEALTHCHECK`.
    ///
    /// ## Why it matters
    /// Docker and Swarm cannot tell a service that hangs from one that works. Kubernetes has checks of its own and ignores
    /// this one, so this rule speaks only when asked to.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// # check=experimental=HealthcheckMissing
    /// FROM nginx:1.29-alpine
    /// EXPOSE 80
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// # check=experimental=HealthcheckMissing
    /// FROM nginx:1.29-alpine
    /// EXPOSE 80
    /// HEALTHCHECK CMD wget -q --spider http://localhost/ || exit 1
    /// ```
    HealthcheckMissing {
        category: "metadata/runtime config",
        severity: Hint,
        default: Off,
        equivalents: ["hadolint DL3057"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if !ctx.file.instructions.iter().any(|it| matches!(it.kind, Kind::Expose(_))) {
        return;
    }
    let own = ctx.chain_instructions();
    let Some(it) = own.iter().find(|it| matches!(it.kind, Kind::Expose(_))).copied() else { return };
    let has_one = own.iter().any(|it| matches!(it.kind, Kind::Healthcheck(_)));
    let inherits = ctx.build.plan.result().is_some_and(|outcome| outcome.image.config.healthcheck.is_some());
    if !has_one && !inherits {
        let why = format!("line {} exposes a port, and nothing asks whether it answers", it.lines.start);
        ctx.report(Finding::new(&META, it.index, it.line_span, "the service has no HEALTHCHECK", why));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn a_service_when_asked() {
        check(
            &RULE,
            "
# check=experimental=all
FROM a:1
EXPOSE 80 443
^^^^^^^^^^^^^ the service has no HEALTHCHECK
",
        );
    }

    #[test]
    fn not_asked_none_or_no_service() {
        check_none(&RULE, "FROM a:1\nEXPOSE 80\n");
        check_none(&RULE, "# check=experimental=all\nFROM a:1\nEXPOSE 80\nHEALTHCHECK NONE\n");
        check_none(&RULE, "# check=experimental=all\nFROM a:1\nCMD [\"x\"]\n");
    }
}
