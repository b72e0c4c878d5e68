//! `SecretMountLeaked`: a secret mount that leaks.

use crate::diag::Finding;
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::{RedirectKind, SimpleCommand};
use crate::syntax::mount::{self, MountKind};
use crate::syntax::shell::{removed, written as written_by};

declare_rule! {
    /// A secret that is mounted is written into the layer.
    ///
    /// ## Why it matters
    /// The mount keeps the secret out of the image, and the command puts it in again.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM alpine:3.22
    /// RUN --mount=type=secret,id=token cat /run/secrets/token > /root/.token
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM alpine:3.22
    /// RUN --mount=type=secret,id=token curl -fH "Authorization: Bearer $(cat /run/secrets/token)" https://example.com/x -o /x
    /// ```
    SecretMountLeaked {
        category: "security & secrets",
        severity: Error,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for it in &ctx.file.instructions {
        let Kind::Run(run) = &it.kind else { continue };
        let commands = ctx.commands(it);
        if !commands.iter().any(may_write) {
            continue;
        }
        let mounts =
            run.mounts.iter().filter_map(|word| mount::read(&word.text, |text| Ok(text.to_owned())).ok());
        let secrets: Vec<_> = mounts.filter(|mount| mount.kind == MountKind::Secret).collect();
        if secrets.is_empty() {
            continue;
        }
        for secret in secrets {
            let file =
                if secret.target.is_empty() { format!("/run/secrets/{}", secret.id) } else { secret.target };
            let leaks = |command: &&SimpleCommand| writes(command, &file, secret.env.as_deref());
            let Some(command) = commands.iter().find(leaks) else { continue };
            let written = written_by(command, None);
            let is_removed = commands
                .iter()
                .flat_map(|command| removed(command, None))
                .any(|path| written.contains(&path));
            if is_removed {
                continue;
            }
            let message = format!("the secret {} is written into the layer", secret.id);
            let why = "the mount ends with this RUN, but the copy stays in the image";
            ctx.report(Finding::new(&META, it.index, command.span(), message, why));
        }
    }
}

/// Whether a command is one that may put a secret into a file.
fn may_write(command: &SimpleCommand) -> bool {
    matches!(command.name(), "cp" | "mv" | "install" | "cat" | "echo" | "printf")
}

/// Whether it does.
fn writes(command: &SimpleCommand, file: &str, env: Option<&str>) -> bool {
    let holds = |text: &str| text.contains(&format!("$(cat {file})"));
    let to_file = command.redirects.iter().any(|it| {
        matches!(it.kind, RedirectKind::Write | RedirectKind::Append) && !it.target.text.starts_with("/dev/")
    });
    match command.name() {
        "cp" | "mv" | "install" => command.operand_texts().next() == Some(file),
        "cat" => to_file && command.operand_texts().any(|text| text == file),
        "echo" | "printf" => {
            let by_name = env.is_some_and(|env| command.vars.iter().any(|var| var.text == env));
            to_file && (by_name || command.operand_texts().any(holds))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_none};

    #[test]
    fn copied_or_printed() {
        check(
            &RULE,
            "
FROM a:1
RUN --mount=type=secret,id=t,env=T echo \"k=$T\" > /root/.npmrc
                                   ^^^^^^^^^^^ the secret t is written into the layer
RUN --mount=type=secret,id=s cp /run/secrets/s /root/s
                             ^^^^^^^^^^^^^^^^^^^^^^^^^ the secret s is written into the layer
",
        );
    }

    #[test]
    fn read_or_removed() {
        check_none(&RULE, "FROM a:1\nRUN --mount=type=secret,id=s cp /run/secrets/s /x && make && rm /x\n");
        check_none(
            &RULE,
            "FROM a:1\nRUN --mount=type=secret,id=s curl -fH \"A: $(cat /run/secrets/s)\" u > /x\n",
        );
        check_none(&RULE, "FROM a:1\nRUN --mount=type=cache,target=/c cp /run/secrets/s /x\n");
    }
}
