//! `AptRecommends`: packages that nobody asked for.

use crate::diag::{Finding, Safety, Severity};
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Word};
use crate::text::TextEdit;

declare_rule! {
    /// `apt-get install` brings recommended packages along.
    ///
    /// ## Why it matters
    /// Beside what is asked for and what that needs, apt installs what its packages recommend. In a container that is
    /// rarely wanted, and it can double the size.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates && rm -rf /var/lib/apt/lists/*
    /// ```
    AptRecommends {
        category: "size",
        severity: Info,
        equivalents: ["hadolint DL3015", "trivy DS-0029"],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        for command in commands.iter().filter(|it| it.is("apt-get", "install") || it.is("apt", "install")) {
            let off = |word: &Word| {
                word.text.contains("no-install-recommends") || word.text.contains("Install-Recommends")
            };
            // A setting for all of apt stands in a file that an earlier step may have written.
            if command.args().iter().any(off) || is_set(ctx, it) {
                continue;
            }
            let Some(install) = command.operands().next() else { continue };
            let packages = command.packages();
            let names: Vec<&str> = packages.iter().map(|package| package.name).collect();
            let message = "recommended packages are installed too".to_owned();
            let why = format!("what {} recommend comes along", list(&names));
            let needs_certificates = names.iter().any(|name| matches!(*name, "curl" | "wget" | "git"));
            let certificates = needs_certificates && !names.contains(&"ca-certificates");
            let mut edits = vec![TextEdit {
                span: install.span.at_end(),
                new_text: " --no-install-recommends".to_owned(),
            }];
            if let Some(last) = packages.last().filter(|_| certificates) {
                // Programs that call with HTTPS only recommend the certificates.
                edits.push(TextEdit {
                    span: last.word.span.at_end(),
                    new_text: " ca-certificates".to_owned(),
                });
            }
            let finding = Finding::new(&META, it.index, command.span(), message, why);
            let finding = finding.with_fix("Install only what is asked for", Safety::NeedsReview, edits);
            ctx.report(if ctx.ships(it) { finding } else { finding.at_most(Severity::Hint) });
        }
    }
}

fn list(names: &[&str]) -> String {
    match names {
        [first, second, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second} and {} more", rest.len())
        }
        [] => "the packages".to_owned(),
        _ => names.join(" and "),
    }
}

/// Whether an instruction of the stage, this one or one above, writes the setting.
fn is_set(ctx: &RuleContext<'_>, it: &Instruction) -> bool {
    let Some(stage) = ctx.stage_of(it.index) else { return false };
    let stages = std::iter::once(stage).chain(ctx.base_of(stage).and_then(|base| ctx.stages().get(base)));
    stages.flat_map(|stage| ctx.instructions_of(stage)).filter(|other| other.index <= it.index).any(|other| {
        let writes = ctx
            .commands(other)
            .iter()
            .any(|command| command.words.iter().any(|word| word.text.contains("Install-Recommends")));
        writes || ctx.copies_of(other).iter().any(|(_, to)| to.contains("apt.conf"))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn recommended() {
        check(
            &RULE,
            "
FROM debian:12
RUN apt-get install -y vim
    ^^^^^^^^^^^^^^^^^^^^^^ recommended packages are installed too
",
        );
        check_fix(
            &RULE,
            "FROM debian:12\nRUN apt-get -y install git vim\n",
            "FROM debian:12\nRUN apt-get -y install --no-install-recommends git vim ca-certificates\n",
        );
    }

    #[test]
    fn switched_off() {
        check_none(&RULE, "FROM a:1\nRUN apt-get install --no-install-recommends -y vim\n");
        check_none(&RULE, "FROM a:1\nRUN apt-get install -o APT::Install-Recommends=0 -y vim\n");
        check_none(
            &RULE,
            "FROM a:1\nRUN echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/x\nRUN apt-get install vim\n",
        );
        check_none(&RULE, "FROM a:1\nRUN apt-get remove vim && apk add vim\n");
    }
}
