//! L8. The one value that the page and JavaScript see.
//!
//! Everything here is owned and plain, positions are UTF-16 offsets as editors count them, and numbers are ready to be
//! shown. Nothing below this layer is serialisable, and nothing above it computes anything about a Dockerfile.

use crate::eval::ignore::IgnoreFile;
use crate::eval::{BuildOptions, Context};

mod analyze;
mod by_hand;
mod compare;
mod context;
mod editor;
mod files;
mod fix_all;
mod graph;
mod image;
mod insight;
mod layout;
mod log;
mod reasons;
mod secrets;
mod silence;
mod size;
mod stages;
mod tree;
mod views;
mod weigh;
mod what_if;
mod why;

pub use analyze::{LONGEST_SOURCE, analyze, analyze_with};
pub use by_hand::{SetField, set_by_hand, take_back};
pub use compare::{Comparison, Difference, Section, compare};
pub use context::{ContextVerdict, ContextView, IgnorePatternView};
pub use editor::{Edit, EditorDiagnostic, EditorFix, Level, StageBand};
pub(crate) use files::with_files;
pub use files::{
    FileKind, FileRow, FileState, FlowSource, FlowView, LayerFiles, MOST_ROWS, MadeBy, Presence, WasteView,
    files, presence,
};
pub use fix_all::{FixAll, FixNote, apply, fix_all};
pub use graph::{EdgeKind, EdgeView, GraphView, NodeId, NodeView};
pub(crate) use graph::{LINE, TITLE};
pub use insight::{INSIGHT, Insight};
pub use secrets::{SecretKind, SecretReach, SecretView};
pub use silence::{SilentIn, silence};
pub(crate) use size::view as size_view;
pub use size::{bytes, sum};
pub use tree::{FilePart, TrailStep, files_of, trail};
pub use views::{
    ArgumentView, Basis, BuildView, ConfigRow, HistoryRow, ImageView, LayerRow, SizeView, StageView,
    StepView, Stop,
};
pub(crate) use weigh::{root_size, state_size};
pub use what_if::{
    ArgumentCost, Cause, Change, Choices, Fate, FateView, WhatIf, argument_costs, choices, what_if,
};
pub use why::{sentence, way, why};

/// What is to be analysed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    /// Text of the Dockerfile. Offsets in the report are UTF-16 offsets in this text.
    pub dockerfile: String,
    /// Text of the `.dockerignore` file, when there is one.
    pub dockerignore: Option<String>,
    /// The files of the build context; `None` when they are not known.
    pub context: Option<Context>,
    /// What `docker build` is told.
    pub options: BuildOptions,
}

impl Input {
    /// The patterns of `.dockerignore`, where there are some that can be read.
    pub(crate) fn ignore(&self) -> Option<IgnoreFile> {
        IgnoreFile::parse(self.dockerignore.as_deref()?).ok()
    }
}

/// Everything that Stagescope says of one Dockerfile and one set of build options.
///
/// Stages and instructions are named by their index in the file, from 0, so that any two views can be matched.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Report {
    /// Where `docker build` would stop, with `BuildKit`'s own message; `None` when it would build.
    pub stop: Option<Stop>,
    /// One plain sentence for a text with no `FROM`, which is read as the middle of some Dockerfile.
    pub fragment: Option<String>,
    /// The stages in the order of the file.
    pub stages: Vec<StageView>,
    /// Index of the stage that is built; `None` when there is no stage or no such target.
    pub target: Option<usize>,
    /// The build arguments that the file declares, in order of first declaration.
    pub arguments: Vec<ArgumentView>,
    /// The equivalent command line, such as `docker build --target dev .`.
    pub command: String,
    /// The stage graph, laid out.
    pub graph: GraphView,
    /// What `docker build` does for the target.
    pub build: BuildView,
    /// What lands in the final image; `None` when nothing can be said (no stage, or no such target).
    pub image: Option<ImageView>,
    /// The build context; `None` when its files are not known.
    pub context: Option<ContextView>,
    /// What looks like a secret and how far it reaches, those that reach furthest first.
    pub secrets: Vec<SecretView>,
    /// Problems and advice, in order of their place in the text.
    pub diagnostics: Vec<EditorDiagnostic>,
    /// The lines of each stage, for the coloured gutter.
    pub bands: Vec<StageBand>,
    /// The lines of each instruction, by its index: first and last offset.
    pub instructions: Vec<InstructionRange>,
}

impl Report {
    /// Where `docker build` would stop, if no finding says so already.
    pub fn stop_elsewhere(&self) -> Option<&Stop> {
        self.stop.as_ref().filter(|stop| !self.diagnostics.iter().any(|it| it.message == stop.message))
    }
}

/// Where one instruction stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct InstructionRange {
    /// UTF-16 offset of its first character.
    pub from: u32,
    /// UTF-16 offset after its last character.
    pub to: u32,
    /// 1-based line of its first character.
    pub line: u32,
    /// 1-based line of its last character, with here-documents.
    pub end_line: u32,
    /// Stage that it belongs to; `None` for an `ARG` before the first `FROM`.
    pub stage: Option<usize>,
}
