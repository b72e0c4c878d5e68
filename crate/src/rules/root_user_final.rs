//! `RootUserFinal`: an image that runs as root.

use crate::diag::{Finding, Fix, Severity};
use crate::plan::ConfigKey;
use crate::rules::RuleContext;
use crate::syntax::{Instruction, Kind};

declare_rule! {
    /// The image that ships runs as root.
    ///
    /// ## Why it matters
    /// A program that breaks out of a container in which it is root is root on the machine in many set-ups.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// COPY server.js /app/
    /// CMD ["node", "/app/server.js"]
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// COPY server.js /app/
    /// USER node
    /// CMD ["node", "/app/server.js"]
    /// ```
    RootUserFinal {
        category: "security & secrets",
        severity: Warning,
        equivalents: ["hadolint DL3002", "trivy DS-0002", "checkov CKV_DOCKER_3", "checkov CKV_DOCKER_8"],
    }
}

use super::bases::{Base, is_for_work, is_root};

fn check(ctx: &mut RuleContext<'_>) {
    let Some(stage) = ctx.target_stage().filter(|stage| !is_for_work(stage)) else { return };
    let Some(outcome) = ctx.build.plan.result() else { return };
    let all: Vec<_> = ctx.instructions_to(stage).collect();
    let Some(start) = all.iter().rfind(|it| matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_))) else {
        return;
    };
    if all.iter().any(|it| gives_up_root(it)) {
        return;
    }
    let user = outcome.image.config.user.as_str();
    let set =
        outcome.image.origin(&ConfigKey::Field("User")).and_then(|index| ctx.file.instructions.get(index));
    if let Some(it) = set.filter(|_| is_root(user)) {
        // A script that starts the program may give up root.
        let severity = if starts_by_script(start) { Severity::Info } else { META.severity };
        let why = format!("line {} is the last USER of the image that you ship", it.lines.start);
        let finding = Finding::new(&META, it.index, it.line_span, "the image runs as root", why);
        ctx.report(finding.at_most(severity));
        return;
    }
    // What the base image sets has to be known: many that nobody knows set a user.
    let base = ctx.root_state(stage).and_then(Base::of);
    let Some(base) = base.filter(|base| base.known.is_some_and(|it| it.config.user.is_empty())) else {
        return;
    };
    if !user.is_empty() || set.is_some() || starts_by_script(start) || DAEMONS.contains(&base.name) {
        return;
    }
    let Some((from, _)) = ctx.from_of(stage) else { return };
    let fix = (base.name == "node")
        .then(|| Fix::review("Run as the user node", start.span.at_start(), "USER node\n"));
    let why = format!("no USER is set, and {} starts as root", base.name);
    let finding = Finding::new(&META, from.index, from.line_span, "the image runs as root", why);
    ctx.report(finding.at_most(Severity::Info).fixed_by(fix));
}

/// Images that start as root and give it up themselves.
const DAEMONS: [&str; 12] = [
    "nginx",
    "httpd",
    "postgres",
    "mysql",
    "mariadb",
    "redis",
    "mongo",
    "memcached",
    "rabbitmq",
    "wordpress",
    "php",
    "traefik",
];

fn starts_by_script(it: &Instruction) -> bool {
    it.original.contains(".sh") || it.original.contains("entrypoint") || it.original.contains("/init")
}

fn gives_up_root(it: &Instruction) -> bool {
    ["gosu", "su-exec", "setpriv", "runuser", "s6-setuidgid"].iter().any(|tool| it.original.contains(tool))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn set_or_left() {
        check(
            &RULE,
            "
FROM node:24-slim
USER root
^^^^^^^^^ the image runs as root
CMD [\"node\"]
",
        );
        check(
            &RULE,
            "
FROM node:24-slim
^^^^^^^^^^^^^^^^^ the image runs as root
CMD [\"node\", \"a.js\"]
",
        );
    }

    #[test]
    fn other_users_builders_and_unknown_bases() {
        check_none(&RULE, "FROM node:24-slim\nUSER node\nCMD [\"node\"]\n");
        check_none(&RULE, "FROM a:1 AS b\nUSER root\nFROM node:24-slim\nUSER 1000\nCMD [\"node\"]\n");
        check_none(&RULE, "FROM example.com/app:1\nCMD [\"app\"]\n");
        check_none(&RULE, "FROM node:24-slim\nUSER $APP\nCMD [\"node\"]\n");
        check_none(&RULE, "FROM node:24-slim\nRUN apt-get install -y gosu\nUSER root\nCMD [\"node\"]\n");
    }

    #[test]
    fn the_fix_sets_the_user_of_the_base() {
        check_fix(
            &RULE,
            "FROM node:24-slim\nCMD [\"node\"]\n",
            "FROM node:24-slim\nUSER node\nCMD [\"node\"]\n",
        );
    }
}
