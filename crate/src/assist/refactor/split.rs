//! Parts a single stage in two: one that builds, and one that holds what was built and starts it.

use crate::stage::Stage;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Instruction, Kind};
use crate::text::{Span, TextEdit};

use super::scene::Scene;
use super::{Draft, Keeps};

/// The name of the stage that builds.
const BUILD: &str = "build";

/// How a stage is parted.
pub(super) struct Split {
    /// What is built, for the title: `Go program`.
    pub(super) what: &'static str,
    /// The image of the last stage.
    pub(super) image: String,
    /// Path that is copied, and where it goes.
    pub(super) copies: Vec<(String, String)>,
    /// Lines that come first in the last stage, behind its directory.
    pub(super) first: Vec<String>,
    /// Whether what the image starts stays behind, since another program serves the files.
    pub(super) drop_start: bool,
    /// What to look at.
    pub(super) review: String,
    /// What stays the same.
    pub(super) keeps: Keeps,
}

/// Instructions that say how the container runs. They have no use in a stage that builds.
fn is_of_the_container(it: &Instruction) -> bool {
    ["CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "STOPSIGNAL", "VOLUME", "LABEL"]
        .iter()
        .any(|name| it.is(name))
}

/// Whether a command makes a user or a group.
fn makes_user(command: &SimpleCommand) -> bool {
    matches!(command.name(), "useradd" | "adduser" | "groupadd" | "addgroup")
}

/// Whether a `RUN` does nothing but make users and groups.
pub(super) fn makes_users(scene: &Scene<'_>, it: &Instruction) -> bool {
    let commands = scene.commands(it);
    !commands.is_empty() && commands.iter().all(makes_user)
}

/// Whether the user that runs the image is made among other things in one of these steps, which stay behind.
pub(super) fn loses_user(scene: &Scene<'_>, stage: &Stage, steps: &[&Instruction]) -> bool {
    let users = scene.instructions(stage).filter_map(|it| match &it.kind {
        Kind::User(user) => Some(user.text.as_str()),
        _ => None,
    });
    let Some(name) = users.last().and_then(|user| user.split(':').next()) else { return false };
    let makes_it =
        |command: &SimpleCommand| makes_user(command) && command.args().iter().any(|word| word.text == name);
    steps.iter().any(|it| !makes_users(scene, it) && scene.commands(it).iter().any(makes_it))
}

/// How the two stages begin that one becomes.
pub(super) struct Heads {
    /// Names the first stage.
    pub(super) naming: TextEdit,
    /// The `FROM` of the last one, which has the name that the only one had: who builds this target by its name means the
    /// image that runs.
    pub(super) from: String,
}

/// The heads of the stages that the only one is parted in, of which the last starts from `image`.
pub(super) fn heads(scene: &Scene<'_>, stage: &Stage, image: &str) -> Option<Heads> {
    let (_, from) = scene.base_of(stage)?;
    let build = scene.free_name(BUILD);
    let (naming, own_name) = match &from.name {
        Some(own) => {
            (TextEdit { span: own.span, new_text: build }, format!(" {} {}", scene.keyword("AS"), own.text))
        }
        None => {
            let new_text = format!(" {} {build}", scene.keyword("AS"));
            (TextEdit { span: from.image.span.at_end(), new_text }, String::new())
        }
    };
    let platform =
        from.platform.as_ref().map(|word| format!(" --platform={}", word.text)).unwrap_or_default();
    Some(Heads { naming, from: format!("{}{platform} {image}{own_name}", scene.keyword("FROM")) })
}

/// The line that takes a path from the first stage.
pub(super) fn copy_line(scene: &Scene<'_>, source: &str, dest: &str) -> String {
    format!("{} --from={} {source} {dest}", scene.keyword("COPY"), scene.free_name(BUILD))
}

/// The change that parts the only stage.
pub(super) fn split(scene: &Scene<'_>, stage: &Stage, split: Split) -> Option<Draft> {
    let Split { what, image, copies, first, drop_start, review, keeps } = split;
    let Heads { naming, from } = heads(scene, stage, &image)?;
    let all: Vec<&Instruction> = scene.instructions(stage).collect();
    if loses_user(scene, stage, &all) {
        return None;
    }
    let last_user = all.iter().rfind(|it| it.is("USER"));
    let mut edits = vec![naming];
    let outcome = scene.outcome(stage)?;
    let mut lines = vec![from];
    if scene.instructions(stage).any(|it| it.is("WORKDIR")) {
        lines.push(format!("{} {}", scene.keyword("WORKDIR"), outcome.dir));
    }
    lines.extend(first);
    let carried: Vec<&Instruction> = scene
        .instructions(stage)
        .filter(|it| matches!(it.kind, Kind::Env(_)) || makes_users(scene, it))
        .collect();
    let needs = |name: &str| carried.iter().any(|it| uses(scene.text(it), name));
    for it in scene.instructions(stage) {
        let is_needed = match &it.kind {
            Kind::Arg(arguments) => arguments.iter().any(|argument| needs(&argument.key.text)),
            _ => carried.iter().any(|carried| carried.index == it.index),
        };
        if is_needed {
            lines.push(scene.text(it).to_owned());
        }
    }
    lines.extend(copies.iter().map(|(source, dest)| copy_line(scene, source, dest)));
    for it in scene.instructions(stage) {
        if is_of_the_container(it) {
            let span = scene.lines(it);
            let is_start = it.is("CMD") || it.is("ENTRYPOINT") || it.is("EXPOSE") || it.is("HEALTHCHECK");
            if !(drop_start && is_start) {
                lines.push(span.of(scene.source()).trim_end().to_owned());
            }
            edits.push(TextEdit { span, new_text: String::new() });
        } else if last_user.is_some_and(|user| user.index == it.index) {
            lines.push(scene.text(it).to_owned());
        }
    }
    let end = scene.source().len();
    // A last line without a line break that is deleted leaves the one before it behind.
    let is_gone = edits.iter().any(|edit| edit.span.end as usize == end && edit.new_text.is_empty());
    let open = !scene.source().ends_with('\n') && !is_gone;
    let new_text = format!("{}\n{}\n", if open { "\n" } else { "" }, lines.join("\n"));
    edits.push(TextEdit { span: Span::new(end, end), new_text });
    let title = format!("Build the {what} in a stage of its own");
    Some(Draft { title, review, edits, keeps })
}

/// Whether a text refers to a variable.
fn uses(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + name.len()..).unwrap_or_default();
        (before.ends_with('$') || before.ends_with("${"))
            && !after.starts_with(|ch: char| ch.is_ascii_alphanumeric() || ch == '_')
    })
}
