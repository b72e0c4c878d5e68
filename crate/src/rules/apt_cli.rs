//! `AptCli`: `apt` where `apt-get` is meant.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;

declare_rule! {
    /// `apt` is used in a script.
    ///
    /// ## Why it matters
    /// `apt` is made for people at a terminal: it warns itself that its words and its output may change. `apt-get` stays
    /// as it is.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt update && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN apt-get update && rm -rf /var/lib/apt/lists/*
    /// ```
    AptCli {
        category: "package managers",
        severity: Hint,
        equivalents: ["hadolint DL3027", "checkov CKV_DOCKER_9"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        for command in ctx.commands(it).iter().filter(|command| command.name() == "apt") {
            let Some(word) = command.words.iter().find(|word| word.text.rsplit('/').next() == Some("apt"))
            else {
                continue;
            };
            let first = command.operand_texts().next().unwrap_or_default();
            let same =
                ["install", "update", "remove", "upgrade", "purge", "autoremove", "clean", "build-dep"];
            let fix = (word.text == "apt" && same.contains(&first))
                .then(|| Fix::safe("Use apt-get", word.span, "apt-get"));
            let why = "apt is for terminals, and says itself that it may change";
            let finding = Finding::new(&META, it.index, word.span, "apt is not made for scripts", why);
            ctx.report(finding.at_most(Severity::Hint).fixed_by(fix));
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn in_a_run() {
        check(
            &RULE,
            "
FROM a:1
RUN apt update
    ^^^ apt is not made for scripts
",
        );
    }

    #[test]
    fn others_and_paths() {
        check_none(
            &RULE,
            "FROM a:1\nRUN apt-get update && apt-cache policy && rm -r /var/lib/apt\nRUN echo apt install\n",
        );
        check_none(&RULE, "FROM a:1\nRUN apk add apt\n");
    }

    #[test]
    fn the_fix_uses_the_other() {
        check_fix(&RULE, "FROM a:1\nRUN apt install -y b\n", "FROM a:1\nRUN apt-get install -y b\n");
    }
}
