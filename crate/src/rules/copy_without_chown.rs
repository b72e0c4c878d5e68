//! `CopyWithoutChown`: files of root that another user has to work with.

use crate::diag::{Finding, Safety};
use crate::rules::RuleContext;
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::{dirs, written};
use crate::syntax::{Instruction, Kind};
use crate::text::TextEdit;

use super::bases::{is_other_user, user_at};

declare_rule! {
    /// A user has to write where everything belongs to root.
    ///
    /// ## Why it matters
    /// `WORKDIR` makes a directory for the user in force at that line, and `COPY` gives its files to root, whatever `USER`
    /// says. A later step that runs as another user cannot write there, and the build stops with "permission denied".
    ///
    /// ## Examples
    /// ```dockerfile,bad
    /// FROM node:24-slim
    /// WORKDIR /app
    /// USER node
    /// COPY package.json package-lock.json ./
    /// RUN npm ci
    /// ```
    /// Use instead:
    /// ```dockerfile,good
    /// FROM node:24-slim
    /// WORKDIR /app
    /// RUN chown node:node /app
    /// USER node
    /// COPY --chown=node:node package.json package-lock.json ./
    /// RUN npm ci
    /// ```
    CopyWithoutChown {
        category: "correctness",
        severity: Warning,
        equivalents: [],
    }
}

fn check(ctx: &mut RuleContext<'_>) {
    for stage in ctx.stages() {
        // What a user runs stands behind the `USER`, or in a stage that starts from it.
        let mut has_user = ctx.base_of(stage).is_some();
        let runs_as_user = ctx.instructions_of(stage).any(|it| {
            has_user |= matches!(it.kind, Kind::User(_));
            has_user && matches!(it.kind, Kind::Run(_))
        });
        if !runs_as_user {
            continue;
        }
        let own: Vec<&Instruction> = ctx.instructions_to(stage).collect();
        if !own.iter().any(|it| matches!(it.kind, Kind::User(_))) {
            continue;
        }
        let mut copy: Option<&Instruction> = None;
        for it in
            own.iter().copied().filter(|it| ctx.stage_of(it.index).is_some_and(|of| of.index == stage.index))
        {
            match &it.kind {
                Kind::Copy(copied) | Kind::Add(copied) if copied.chown.text.is_empty() => {
                    copy = copy.or(Some(it).filter(|it| is_other_user(&user_at(ctx, it))));
                }
                Kind::Run(_) => {
                    let Some(copied) = copy else { continue };
                    let user = user_at(ctx, it);
                    let Some(set) = owned_by_root(ctx, &own, it).filter(|_| is_other_user(&user)) else {
                        continue;
                    };
                    let dir = ctx.dir_of(it);
                    let commands = ctx.commands(it);
                    let places = dirs(commands, dir);
                    let writer = commands
                        .iter()
                        .zip(&places)
                        .find(|(command, place)| place.as_deref() == Some(dir) && writes_here(command, dir));
                    let Some((command, _)) = writer else { continue };
                    let copies_there =
                        ctx.copies_of(copied).iter().any(|(_, dest)| dest.trim_end_matches('/') == dir);
                    if !copies_there {
                        continue;
                    }
                    report(ctx, copied, it, set, &user, command);
                    break;
                }
                _ => {}
            }
        }
    }
}

/// The `WORKDIR` that makes the directory of an instruction while root is in force, where nobody gives it away later.
fn owned_by_root<'a>(
    ctx: &RuleContext<'a>,
    own: &[&'a Instruction],
    it: &Instruction,
) -> Option<&'a Instruction> {
    let dir = ctx.dir_of(it);
    let before = || own.iter().copied().take_while(|other| other.index < it.index);
    let set = before()
        .find(|other| matches!(&other.kind, Kind::Workdir(path) if path.text.trim_end_matches('/') == dir))?;
    let gives_away = before().any(|other| {
        ctx.commands(other).iter().any(|command| matches!(command.name(), "chown" | "install" | "mkdir" | "chmod"))
            || matches!(&other.kind, Kind::Copy(copy) if !copy.chown.text.is_empty() && other.index < set.index)
    });
    // Only with an image that is known to start as root.
    let root = ctx.root_state(ctx.stage_of(it.index)?).and_then(super::bases::Base::of).is_some_and(|base| {
        base.known
            .is_some_and(|known| known.config.user.is_empty() || super::bases::is_root(&known.config.user))
    });
    let user = user_at(ctx, set);
    (!gives_away && root && (user.is_empty() || super::bases::is_root(&user))).then_some(set)
}

/// Whether a command has to write into the directory that it runs in.
fn writes_here(command: &SimpleCommand, dir: &str) -> bool {
    let first = command.operand_texts().next().unwrap_or_default();
    let is_global = command.has_flag(&["-g", "--global"]);
    match command.name() {
        "npm" | "pnpm" | "bun" => matches!(first, "ci" | "install" | "i") && !is_global,
        "yarn" => matches!(first, "" | "install"),
        "composer" => first == "install",
        "mkdir" | "touch" => written(command, Some(dir))
            .iter()
            .any(|path| path.rsplit_once('/').is_some_and(|(above, _)| above == dir)),
        _ => false,
    }
}

fn report(
    ctx: &mut RuleContext<'_>,
    copy: &Instruction,
    it: &Instruction,
    set: &Instruction,
    user: &str,
    command: &SimpleCommand,
) {
    let dir = ctx.dir_of(it).to_owned();
    let message = format!("{user} cannot write to {dir}");
    let why = format!(
        "line {} makes it for root, and {} in line {} writes there as {user}",
        set.lines.start,
        command.name(),
        it.lines.start
    );
    let edits = vec![
        TextEdit { span: set.line_span.at_end(), new_text: format!("\nRUN chown {user} {dir}") },
        TextEdit { span: copy.keyword.span.at_end(), new_text: format!(" --chown={user}") },
    ];
    let finding = Finding::new(&META, copy.index, copy.line_span, message, why);
    ctx.report(finding.with_fix(format!("Give {dir} to {user}"), Safety::NeedsReview, edits));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, check_fix, check_none};

    #[test]
    fn a_write_into_a_directory_of_root() {
        let before = "FROM node:24-slim\nWORKDIR /app\nUSER node\nCOPY package.json ./\nRUN npm install\n";
        let after = "FROM node:24-slim\nWORKDIR /app\nRUN chown node /app\nUSER node\nCOPY --chown=node package.json ./\nRUN npm install\n";
        check_fix(&RULE, before, after);
        check(
            &RULE,
            "
FROM node:24-slim
WORKDIR /app
USER node
COPY a b ./
^^^^^^^^^^^ node cannot write to /app
RUN mkdir out
",
        );
    }

    #[test]
    fn given_away_made_by_the_user_or_only_read() {
        for rest in [
            "WORKDIR /app\nUSER node\nCOPY . .\nCMD [\"node\", \"x\"]\n",
            "USER node\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
            "RUN mkdir /app && chown node /app\nWORKDIR /app\nUSER node\nCOPY . .\nRUN npm ci\n",
            "WORKDIR /app\nCOPY . .\nRUN npm ci\nUSER node\n",
            "WORKDIR /app\nUSER node\nCOPY --chown=node . .\nRUN npm ci\n",
            "WORKDIR /app\nUSER root\nCOPY . .\nRUN npm ci\n",
        ] {
            check_none(&RULE, &format!("FROM node:24-slim\n{rest}"));
        }
        check_none(&RULE, "FROM nobody/knows\nWORKDIR /app\nUSER node\nCOPY . .\nRUN npm ci\n");
    }
}
