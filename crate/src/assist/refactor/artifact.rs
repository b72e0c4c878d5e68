//! What the image starts, and which of its files that is.

use crate::plan::ConfigKey;
use crate::stage::Stage;
use crate::syntax::command;
use crate::text::paths::join;

use super::scene::Scene;

/// The words that start the container, where the Dockerfile says so itself; those behind a shell where it names one.
pub(super) fn start_words(scene: &Scene<'_>, stage: &Stage) -> Option<Vec<String>> {
    let image = &scene.outcome(stage)?.image;
    let own = |name, list: &Option<Vec<String>>| {
        image.origin(&ConfigKey::Field(name)).and(list.clone()).unwrap_or_default()
    };
    let mut words = own("Entrypoint", &image.config.entrypoint);
    words.extend(own("Cmd", &image.config.cmd));
    match words.as_slice() {
        [shell, flag, script, ..] if shell.ends_with("sh") && flag == "-c" => {
            let commands = command::read(script);
            let words = |command: &command::SimpleCommand| {
                command.words.iter().map(|word| String::from(&word.text)).collect()
            };
            commands.first().filter(|_| commands.len() == 1).map(words)
        }
        [] => None,
        _ => Some(words),
    }
}

/// A path as the container sees it.
pub(super) fn absolute(scene: &Scene<'_>, stage: &Stage, path: &str) -> String {
    let dir = scene.outcome(stage).map(|outcome| outcome.dir.as_str()).unwrap_or_default();
    if path.starts_with('/') { join("/", path) } else { join(&join("/", dir), path) }
}
