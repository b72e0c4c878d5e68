//! Parts a single stage in two: one that builds, and one that holds what was built and starts it.

use crate::stage::Stage;
use crate::syntax::{Instruction, Kind};
use crate::text::{Span, TextEdit};

use super::scene::Scene;
use super::{Draft, Keeps};

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

/// Whether a `RUN` does nothing but make users and groups.
fn makes_users(scene: &Scene<'_>, it: &Instruction) -> bool {
    let commands = scene.commands(it);
    let is_one = |name: &str| matches!(name, "useradd" | "adduser" | "groupadd" | "addgroup");
    matches!(it.kind, Kind::Run(_))
        && !commands.is_empty()
        && commands.iter().all(|command| is_one(command.name()))
}

/// The change that parts the only stage.
pub(super) fn split(scene: &Scene<'_>, stage: &Stage, split: Split) -> Option<Draft> {
    let Split { what, image, copies, first, drop_start, review, keeps } = split;
    let (from_it, from) = scene.base_of(stage)?;
    let lower = crate::text::case::is_lower(&from_it.keyword.text);
    let keyword = |text: &str| if lower { text.to_ascii_lowercase() } else { text.to_owned() };
    let mut edits = Vec::new();
    let (name, own_name) = match &from.name {
        // Who builds this target by its name means the image that runs.
        Some(name) => {
            let build = scene.free_name("build");
            edits.push(TextEdit { span: name.span, new_text: build.clone() });
            (build, format!(" {} {}", keyword("AS"), name.text))
        }
        None => {
            let build = scene.free_name("build");
            let new_text = format!(" {} {build}", keyword("AS"));
            edits.push(TextEdit { span: from.image.span.at_end(), new_text });
            (build, String::new())
        }
    };
    let outcome = scene.outcome(stage)?;
    let platform =
        from.platform.as_ref().map(|word| format!(" --platform={}", word.text)).unwrap_or_default();
    let mut lines = vec![format!("{}{platform} {image}{own_name}", keyword("FROM"))];
    if scene.instructions(stage).any(|it| it.is("WORKDIR")) {
        lines.push(format!("{} {}", keyword("WORKDIR"), outcome.dir));
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
    let copy =
        |(source, dest): &(String, String)| format!("{} --from={name} {source} {dest}", keyword("COPY"));
    lines.extend(copies.iter().map(copy));
    let last_user = scene.instructions(stage).filter(|it| it.is("USER")).last();
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
