//! The image that a state becomes: config and history.

use crate::catalog::{HistoryEntry, ImageConfig};
use crate::text::Text;

/// What the reference writes as the comment of each history entry.
pub(super) const COMMENT: &str = "buildkit.dockerfile.v0";

/// An image in the making.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    /// Operating system.
    pub os: String,
    /// Architecture.
    pub architecture: String,
    /// Variant of the architecture; empty when there is none.
    pub variant: String,
    /// Author; empty when there is none.
    pub author: String,
    /// Its config.
    pub config: ImageConfig,
    /// Its history, oldest first, with what the base brings.
    pub history: Vec<History>,
    /// The instruction that set each value of the config, where one did.
    pub set_by: Vec<(ConfigKey, usize)>,
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// What is written.
    pub entry: HistoryEntry,
    /// The instruction that it comes from; `None` for what the base brings.
    pub instruction: Option<usize>,
}

/// A value of the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigKey {
    /// A variable.
    Env(String),
    /// A label.
    Label(String),
    /// A port.
    Port(String),
    /// A volume.
    Volume(String),
    /// Any other, by its name in the config.
    Field(&'static str),
}

impl Image {
    /// Adds to the history.
    pub(super) fn commit(&mut self, created_by: String, with_layer: bool, instruction: usize) {
        let entry = HistoryEntry { created_by, comment: COMMENT.into(), empty_layer: !with_layer };
        self.history.push(History { entry, instruction: Some(instruction) });
    }

    /// Notes which instruction set a value.
    pub(super) fn note(&mut self, key: ConfigKey, instruction: usize) {
        self.set_by.retain(|(known, _)| *known != key);
        self.set_by.push((key, instruction));
    }

    /// The instruction that set a value.
    pub fn origin(&self, key: &ConfigKey) -> Option<usize> {
        self.set_by.iter().find(|(known, _)| known == key).map(|(_, instruction)| *instruction)
    }

    /// Sets a variable where it stands, or at the end.
    pub(super) fn set_env(&mut self, name: &str, value: &str) {
        let pair = Text::from([name, "=", value].concat());
        let stands = |known: &&mut Text| known.split('=').next() == Some(name);
        match self.config.env.iter_mut().find(stands) {
            Some(known) => *known = pair,
            None => self.config.env.push(pair),
        }
    }

    /// The command line that the image's shell makes of a text.
    pub(super) fn with_shell(&self, mut args: Vec<String>) -> Vec<String> {
        let line = if args.len() == 1 { args.pop().unwrap_or_default() } else { args.join(" ") };
        let usual: &[&str] = if self.os == "windows" { &["cmd", "/S", "/C"] } else { &["/bin/sh", "-c"] };
        match self.config.shell.as_deref() {
            None | Some([]) => usual.iter().map(|word| (*word).to_owned()).chain([line]).collect(),
            Some(words) => words.iter().cloned().chain([line]).collect(),
        }
    }
}
