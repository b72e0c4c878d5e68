//! `OsUpgrade`: an upgrade of the whole distribution.

use crate::diag::{Finding, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;

declare_rule! {
    /// All packages of the distribution are upgraded.
    ///
    /// ## Why it matters
    /// What it gives depends on the day of the build, and the old files stay in the layers below. A newer tag of the base
    /// image brings the same, for everyone at once.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// ```
    OsUpgrade {
        category: "reproducibility/pinning",
        severity: Info,
        equivalents: ["hadolint DL3035", "trivy DS-0024"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        let Some(command) = commands.iter().find(|command| upgrades_all(command)) else { continue };
        let is_security = command.has_flag(&["--security"]);
        let severity = if is_security || !ctx.ships(it) { Severity::Hint } else { META.severity };
        let message = format!("{} upgrades everything", command.name());
        let why = "the image depends on the day it is built; a newer base image does it for everyone";
        ctx.report(Finding::new(&META, it.index, command.span(), message, why).at_most(severity));
    }
}

fn upgrades_all(command: &SimpleCommand) -> bool {
    let asks: &[&str] = match command.name() {
        "apt-get" | "apt" => &["upgrade", "dist-upgrade", "full-upgrade"],
        "apk" => &["upgrade"],
        "dnf" | "yum" | "microdnf" | "tdnf" => &["update", "upgrade"],
        "zypper" => &["update", "up", "dist-upgrade", "dup"],
        _ => return false,
    };
    let mut operands = command.operand_texts();
    operands.next().is_some_and(|first| asks.contains(&first)) && operands.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn everything() {
        check(
            &RULE,
            "
FROM a:1
RUN apt-get update && apt-get -y upgrade
                      ^^^^^^^^^^^^^^^^^^ apt-get upgrades everything
",
        );
    }

    #[test]
    fn some_packages_or_lists() {
        check_none(
            &RULE,
            "FROM a:1\nRUN yum update -y openssl\nRUN apt-get update\nRUN apk update\nRUN pip install --upgrade pip\n",
        );
        check_none(&RULE, "FROM a:1\nRUN apk add --upgrade curl\nRUN echo apt-get upgrade\n");
    }
}
