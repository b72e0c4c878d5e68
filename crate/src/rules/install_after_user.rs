//! `InstallAfterUser`: an install by a user that is not root.

use crate::diag::{Finding, Fix, Safety, Severity};
use crate::rules::RuleContext;
use crate::syntax::shell::Manager;
use crate::syntax::{Kind, Word};
use crate::text::TextEdit;

declare_rule! {
    /// System packages are installed by a user that may not.
    ///
    /// ## Why it matters
    /// Package managers of the distribution need root. The step fails.
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// USER node
    /// RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
    /// USER node
    /// ```
    InstallAfterUser {
        category: "correctness",
        severity: Error,
        equivalents: [],
    }
}

use super::apt_update_alone::updates;
use super::bases::{is_other_user, user_at};

fn check(ctx: &mut RuleContext<'_>) {
    for it in ctx.runs() {
        let commands = ctx.commands(it);
        let install = commands.iter().find(|command| {
            let is_lifted = |word: &Word| matches!(word.text.rsplit('/').next(), Some("sudo" | "doas"));
            let installs = command.installs().is_some_and(Manager::is_of_system);
            (installs || updates(command)) && !command.words.first().is_some_and(is_lifted)
        });
        let Some(install) = install else { continue };
        let user = user_at(ctx, it);
        if !is_other_user(&user) {
            continue;
        }
        let stage = ctx.stage_of(it.index);
        let set = stage.and_then(|stage| {
            let mut own = ctx.instructions_to(stage).filter(|other| other.index < it.index);
            own.rfind(|other| matches!(other.kind, Kind::User(_)))
        });
        let why = match set {
            Some(set) => format!("line {} switches to {user}, who is not root", set.lines.start),
            None => format!("the base image runs as {user}, who is not root"),
        };
        let above = TextEdit { span: it.span.at_start(), new_text: "USER root\n".to_owned() };
        let below = TextEdit { span: it.span.at_end(), new_text: format!("\nUSER {user}") };
        let fix = Fix {
            title: "Install as root".to_owned(),
            safety: Safety::NeedsReview,
            edits: vec![above, below],
        };
        let severity = if set.is_some() { META.severity } else { Severity::Warning };
        let message = format!("{} needs root", install.name());
        ctx.report(
            Finding::new(&META, it.index, install.span(), message, why).at_most(severity).fixed_by(Some(fix)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn behind_a_user() {
        check(
            &RULE,
            "
FROM a:1
USER app
RUN apt-get update && apt-get install -y curl
    ^^^^^^^^^^^^^^ apt-get needs root
",
        );
    }

    #[test]
    fn root_sudo_and_own_packages() {
        check_none(&RULE, "FROM a:1\nUSER app\nUSER root\nRUN apk add curl\n");
        check_none(
            &RULE,
            "FROM a:1\nUSER app\nRUN sudo apt-get update\nRUN pip install --user a==1\nRUN npm ci\n",
        );
        check_none(&RULE, "FROM a:1\nUSER $APP\nRUN apk add curl\nFROM b:1\nRUN apk add curl\n");
    }

    #[test]
    fn the_fix_installs_as_root() {
        check_fix(
            &RULE,
            "FROM a:1\nUSER app\nRUN apk add b\n",
            "FROM a:1\nUSER app\nUSER root\nRUN apk add b\nUSER app\n",
        );
    }
}
