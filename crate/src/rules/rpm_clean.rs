//! `RpmClean`: a package cache that stays in the layer.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::SimpleCommand;
use crate::text::TextEdit;

use super::apk_no_cache::mounts;

declare_rule! {
    /// `dnf`, `yum` or `zypper` leaves its cache in the layer.
    ///
    /// ## Why it matters
    /// What the package manager has fetched stays in `/var/cache`: lists and packages that no program reads.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM fedora:43
    /// RUN dnf install -y nginx
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM fedora:43
    /// RUN dnf install -y nginx && dnf clean all
    /// ```
    RpmClean {
        category: "size",
        severity: Info,
        equivalents: ["hadolint DL3032", "hadolint DL3036", "hadolint DL3040", "trivy DS-0015", "trivy DS-0019", "trivy DS-0020"],
    }
}

const FOLDERS: [&str; 5] =
    ["/var/cache", "/var/cache/dnf", "/var/cache/yum", "/var/cache/zypp", "/var/cache/libdnf5"];
const PROGRAMS: [&str; 5] = ["dnf", "yum", "microdnf", "tdnf", "zypper"];

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        if !ctx.ships(it) || mounts(it, &FOLDERS) {
            continue;
        }
        let commands = ctx.commands(it);
        let installs = |command: &SimpleCommand| {
            let first = command.operand_texts().next();
            PROGRAMS.contains(&command.name())
                && matches!(first, Some("install" | "in" | "update" | "upgrade" | "groupinstall"))
        };
        // A cleaning before the install does not count.
        let Some(last) = commands.iter().rposition(installs) else { continue };
        let later = commands.get(last + 1..).unwrap_or_default();
        let Some(command) = commands.get(last).filter(|_| !later.iter().any(cleans)) else { continue };
        let name = command.name();
        let clean =
            if name == "zypper" { "zypper clean --all".to_owned() } else { format!("{name} clean all") };
        let why = "the layer becomes part of the image that you ship";
        let message = format!("what {name} has fetched stays in this layer");
        let mut finding = Finding::new(&META, it.index, command.span(), message, why);
        let is_shell = matches!(&it.kind, Kind::Run(run) if run.command.shell);
        if let Some(span) = ctx.end_of_commands(it, commands).filter(|_| is_shell) {
            let edit = TextEdit { span, new_text: format!(" && {clean}") };
            finding = finding.with_fix("Clean up in the same layer", Safety::Safe, vec![edit]);
        }
        ctx.report(finding);
    }
}

fn cleans(command: &SimpleCommand) -> bool {
    let first = command.operand_texts().next();
    PROGRAMS.contains(&command.name()) && matches!(first, Some("clean" | "cc"))
        || command.name() == "rm" && command.operand_texts().any(|path| path.starts_with("/var/cache"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn a_cache() {
        check(
            &RULE,
            "
FROM fedora:43
RUN dnf clean all && dnf -y install nginx
                     ^^^^^^^^^^^^^^^^^^^^ what dnf has fetched stays in this layer
",
        );
        check_fix(
            &RULE,
            "FROM a:1\nRUN zypper in -y x\n",
            "FROM a:1\nRUN zypper in -y x && zypper clean --all\n",
        );
    }

    #[test]
    fn cleaned_mounted_or_left_behind() {
        check_none(&RULE, "FROM a:1\nRUN yum install -y x && yum clean all\n");
        check_none(&RULE, "FROM a:1\nRUN microdnf install x && rm -rf /var/cache/*\n");
        check_none(&RULE, "FROM a:1\nRUN --mount=type=cache,target=/var/cache/dnf dnf install -y x\n");
        check_none(&RULE, "FROM a:1 AS b\nRUN dnf install -y x\nFROM c:1\nCOPY --from=b /a /a\n");
    }
}
