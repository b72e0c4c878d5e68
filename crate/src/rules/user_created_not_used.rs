//! `UserCreatedNotUsed`: a user that the image has and does not use.

use crate::diag::{Finding, Fix, Severity};
use crate::rules::RuleContext;
use crate::syntax::Kind;
use crate::syntax::command::SimpleCommand;

use super::bases::{is_for_work, is_root};

declare_rule! {
    /// A user is created, and the image still runs as root.
    ///
    /// ## Why it matters
    /// Somebody meant to give up root. Without `USER` the program keeps it, and who breaks into the program has it too.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM debian:12-slim
    /// RUN useradd -r app
    /// CMD ["/app"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM debian:12-slim
    /// RUN useradd -r app
    /// USER app
    /// CMD ["/app"]
    /// ```
    ///
    /// ## When to ignore it
    /// When the program starts as root and changes to that user itself, as many servers do.
    UserCreatedNotUsed {
        category: "security & secrets",
        severity: Warning,
        equivalents: [],
    }
}

/// What changes the user once the container runs: programs that do nothing else, and servers.
const CHANGES: [&str; 23] = [
    "gosu",
    "su-exec",
    "setpriv",
    "runuser",
    "s6-",
    "chroot",
    "sudo",
    "su ",
    "nginx",
    "httpd",
    "apache",
    "postgres",
    "mysqld",
    "sshd",
    "ftpd",
    "php-fpm",
    "supervisord",
    "crond",
    "cron",
    "haproxy",
    "redis",
    "named",
    "init",
];

fn check(ctx: &mut RuleContext<'_>) {
    let Some(target) = ctx.target_stage().filter(|target| !is_for_work(target)) else { return };
    let own = ctx.chain_instructions();
    let Some(start) = own.iter().rfind(|it| matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_))).copied()
    else {
        return;
    };
    let mut created = None;
    for it in &own {
        match &it.kind {
            Kind::User(user) if !is_root(&user.text) => return,
            Kind::Run(_) => {
                let commands = ctx.commands(it);
                if commands.iter().any(|command| CHANGES.contains(&command.name())) {
                    return;
                }
                let user = commands.iter().find_map(user_of);
                created = created.or(user.map(|(name, span)| (*it, name, span)));
            }
            _ => {}
        }
    }
    let Some((it, name, span)) = created else { return };
    let starts = own.iter().filter(|it| matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_)));
    let texts: Vec<&str> = starts.map(|it| it.original.as_str()).collect();
    if texts.iter().any(|text| CHANGES.iter().any(|word| text.contains(word))) {
        return;
    }
    // What a base sets is in force too, where it is known.
    if ctx.base_image(target).is_some_and(|base| !base.config.user.is_empty() && !is_root(&base.config.user))
    {
        return;
    }
    // An image to start others from leaves that to them.
    let words = ctx.start_words();
    let is_prompt = words.last().is_none_or(|word| {
        matches!(
            word.as_str(),
            "node" | "python3" | "python" | "irb" | "-a" | "php" | "bash" | "sh" | "ruby" | "iex" | "ghci"
        )
    });
    if is_prompt {
        return;
    }
    let by_script = texts.iter().any(|text| text.contains(".sh") || text.contains("entrypoint"));
    let first = own.iter().find(|it| matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_))).copied();
    let place = first.filter(|it| {
        it.index > own.iter().rfind(|it| matches!(it.kind, Kind::Run(_))).map_or(0, |run| run.index)
    });
    let place = place.unwrap_or(start);
    let fix = Fix::review(format!("Run as {name}"), place.span.at_start(), format!("USER {name}\n"));
    let message = format!("the user {name} is created, and no USER names it");
    let why = format!("line {} starts as root", start.lines.start);
    let finding = Finding::new(&META, it.index, span, message, why).fixed_by(Some(fix));
    ctx.report(if by_script { finding.at_most(Severity::Info) } else { finding });
}

/// The user that a command creates.
fn user_of(command: &SimpleCommand) -> Option<(String, crate::text::Span)> {
    if !matches!(command.name(), "useradd" | "adduser") {
        return None;
    }
    let mut operands = command.operands();
    let (user, group) = (operands.next()?, operands.next());
    // With two words a user is put into a group.
    let is_plain = user.text.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.'));
    (group.is_none() && is_plain && user.text != "root").then(|| (String::from(&user.text), command.span()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none, check_why};

    #[test]
    fn created_and_left() {
        check(
            &RULE,
            "
FROM alpine:3.22
RUN adduser -D -u 1000 app
    ^^^^^^^^^^^^^^^^^^^^^^ the user app is created, and no USER names it
ENTRYPOINT [\"/app\"]
",
        );
        let source = "FROM debian:12-slim\nRUN useradd app\nENTRYPOINT [\"/app\"]\nCMD [\"-v\"]\n";
        check_fix(&RULE, source, &source.replace("ENTRY", "USER app\nENTRY"));
        check_why(&RULE, source, "line 4 starts as root");
    }

    #[test]
    fn used_changed_to_or_in_another_stage() {
        for source in [
            "FROM a:1\nRUN useradd app\nUSER 1000\nCMD [\"x\"]\n",
            "FROM a:1\nARG U\nRUN useradd app\nUSER $U\nCMD [\"x\"]\n",
            "FROM a:1\nRUN useradd app\nENTRYPOINT [\"gosu\", \"app\", \"x\"]\n",
            "FROM a:1\nRUN useradd app\nCMD [\"nginx\"]\n",
            "FROM a:1\nRUN useradd app\nCMD [\"pure-ftpd\"]\n",
            "FROM a:1\nRUN adduser www-data tty\nCMD [\"x\"]\n",
            "FROM a:1 AS b\nRUN useradd app\nFROM a:1\nCMD [\"x\"]\n",
            "FROM a:1\nRUN useradd node\nENTRYPOINT [\"docker-entrypoint.sh\"]\nCMD [\"node\"]\n",
            "FROM a:1 AS dev\nRUN useradd app\nCMD [\"x\"]\n",
        ] {
            check_none(&RULE, source);
        }
    }
}
