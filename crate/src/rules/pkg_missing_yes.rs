//! `PkgMissingYes`: a package manager that asks.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::command::{Separator, SimpleCommand};

declare_rule! {
    /// A package manager waits for an answer that nobody gives.
    ///
    /// ## Why it matters
    /// There is no terminal in a build. Where the package manager asks whether to go on, it stops, and the build fails.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    /// ```
    PkgMissingYes {
        category: "package managers",
        severity: Error,
        equivalents: ["hadolint DL3014", "hadolint DL3030", "hadolint DL3034", "hadolint DL3038", "trivy DS-0021"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    if !ctx.runs().any(|it| ctx.commands(it).iter().any(asks)) {
        return;
    }
    // A setting may answer for all of them.
    let is_setting = |text: &str| {
        let words = ["ssume-Yes", "ssumeyes", "ssume-yes \""];
        text.contains("/etc/") && words.iter().any(|word| text.contains(word))
    };
    if ctx.file.instructions.iter().any(|it| is_setting(&it.original)) {
        return;
    }
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        for command in commands.iter().filter(|command| asks(command) && command.separator != Separator::Pipe)
        {
            let Some(word) = command.operands().next() else { continue };
            let is_apt = matches!(command.name(), "apt-get" | "apt" | "aptitude");
            let fix = Fix::safe("Answer yes", word.span.at_end(), " -y");
            let message = format!("{} {} may wait for an answer", command.name(), word.text);
            let why = if is_apt {
                "it asks where it has to install more than what is named"
            } else {
                "it asks before it goes on, and nobody answers"
            };
            let severity = if is_apt { Severity::Warning } else { META.severity };
            ctx.report(
                Finding::new(&META, it.index, command.span(), message, why)
                    .at_most(severity)
                    .fixed_by(Some(fix)),
            );
        }
    }
}

/// Whether a command would ask whether to go on.
fn asks(command: &SimpleCommand) -> bool {
    let (words, flags): (&[&str], &[&str]) = match command.name() {
        "apt-get" | "apt" | "aptitude" => (
            &[
                "install",
                "upgrade",
                "dist-upgrade",
                "full-upgrade",
                "remove",
                "purge",
                "autoremove",
                "build-dep",
            ],
            &[
                "--yes",
                "--assume-yes",
                "--force-yes",
                "--dry-run",
                "--simulate",
                "--download-only",
                "--print-uris",
            ],
        ),
        "dnf" | "yum" => (
            &["install", "update", "upgrade", "remove", "groupinstall", "reinstall"],
            &["--assumeyes", "--downloadonly"],
        ),
        _ => return false,
    };
    let is_answered = command.args().iter().any(|word| {
        let text = word.text.as_str();
        let is_short = text.starts_with('-') && !text.starts_with("--");
        let is_cluster =
            is_short && (text.contains(['y', 's', 'd']) || text.contains("qq")) && !text.contains('=');
        is_cluster
            || text == "-q=2"
            || text.contains("ssume-Yes")
            || text.contains("ssumeyes")
            || text.contains('$')
    });
    let asks = command.operand_texts().next().is_some_and(|first| words.contains(&first));
    asks && !is_answered && !command.has_flag(flags)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn without_an_answer() {
        check(
            &RULE,
            "
FROM a:1
RUN apt-get update && apt-get install --no-install-recommends curl
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ apt-get install may wait for an answer
",
        );
    }

    #[test]
    fn answered() {
        check_none(
            &RULE,
            "FROM a:1\nRUN apt-get install -y a && apt-get -qqy install b && apt-get -yq install c && apt-get install -qq d\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN yes | apt-get install a\nRUN dnf -y install a\nRUN apt-get update && apt-get clean\n",
        );
        check_none(
            &RULE,
            "FROM a:1\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/y\nRUN apt-get install a\n",
        );
    }

    #[test]
    fn the_fix_answers() {
        check_fix(&RULE, "FROM a:1\nRUN apt-get install a\n", "FROM a:1\nRUN apt-get install -y a\n");
    }
}
