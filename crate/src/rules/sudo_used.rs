//! `SudoUsed`: a command that is run by `sudo`.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::text::Span;

declare_rule! {
    /// `sudo` is used in a `RUN`.
    ///
    /// ## Why it matters
    /// A `RUN` is root already, unless a `USER` says otherwise, and then `USER root` does it without one more program
    /// that gives root away.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN sudo apt-get update
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// USER root
    /// RUN apt-get update
    /// ```
    SudoUsed {
        category: "security & secrets",
        severity: Warning,
        equivalents: ["hadolint DL3004", "trivy DS-0010", "checkov CKV2_DOCKER_1"],
    }
}

use super::bases::{is_other_user, user_at};

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        let words = commands.iter().find_map(|command| match command.words.as_slice() {
            [sudo, next, ..] if sudo.text.rsplit('/').next() == Some("sudo") => {
                // It may also be there to run as somebody else.
                let is_other = command
                    .words
                    .iter()
                    .take_while(|word| !word.text.starts_with(char::is_alphabetic) || word.text == "sudo");
                let is_other = is_other
                    .into_iter()
                    .any(|word| word.text.starts_with("-u") || word.text.starts_with("--user"));
                (!is_other).then_some((sudo, next))
            }
            _ => None,
        });
        let Some((sudo, next)) = words else { continue };
        let user = user_at(ctx, it);
        let is_other = is_other_user(&user);
        let why = if is_other {
            format!("the user is {user} here; USER root above needs no sudo")
        } else {
            "commands run as root here".to_owned()
        };
        let severity = if ctx.ships(it) && !is_other { META.severity } else { Severity::Info };
        let gap = Span { start: sudo.span.start, end: next.span.start };
        let fix = (!next.text.starts_with('-') && !is_other).then(|| Fix::review("Leave out sudo", gap, ""));
        let finding = Finding::new(&META, it.index, sudo.span, "sudo is not needed in a build", why);
        ctx.report(finding.at_most(severity).fixed_by(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn as_a_program() {
        check(
            &RULE,
            "
FROM a:1
RUN sudo apt-get update
    ^^^^ sudo is not needed in a build
",
        );
    }

    #[test]
    fn as_a_package_or_a_word() {
        check_none(&RULE, "FROM a:1\nRUN sudo -E -u app make\nRUN sudo -u app make\n");
        check_none(&RULE, "FROM a:1\nRUN apt-get install -y sudo\nRUN echo sudo make > /x\n");
        check_none(&RULE, "FROM a:1\nRUN echo 'a ALL=(ALL) NOPASSWD' >> /etc/sudoers.d/sudo\n");
    }

    #[test]
    fn the_fix_leaves_it_out() {
        check_fix(&RULE, "FROM a:1\nRUN sudo make\n", "FROM a:1\nRUN make\n");
    }
}
