//! What the panels show, formatted.

use super::{FlowView, LayerFiles, WasteView};

/// How a size is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum Basis {
    /// Read off the real thing; source and date are named.
    Measured,
    /// Somebody set it by hand, in a comment of the Dockerfile.
    ByHand,
    /// Worked out; the way is named.
    Estimated,
    /// Nobody can say without building.
    Unknown,
}

/// A size and how it is known.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct SizeView {
    /// Ready to show: `124.84 MB`, `151–162 MB`, `≥ 124.84 MB`, `unknown`.
    pub text: String,
    /// Lower bound in bytes.
    pub low: f64,
    /// Upper bound in bytes; `None` when there is none.
    pub high: Option<f64>,
    /// As weak as the weakest part.
    pub basis: Basis,
    /// Source and date, or how it was worked out, or why it is unknown.
    pub how: String,
}

/// Where `docker build` stops.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Stop {
    /// `BuildKit`'s message, to the letter.
    pub message: String,
    /// 1-based line; `None` when `BuildKit` names none.
    pub line: Option<u32>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct StageView {
    /// Index in the file, from 0; its colour and number follow from it.
    pub index: usize,
    /// Name as `BuildKit` prints it: the given name in lower case, or `stage-N`.
    pub name: String,
    /// Whether the file names it.
    pub named: bool,
    /// What it starts from, expanded: `python:3.11-slim`, `builder`, `scratch`.
    pub base: String,
    /// Whether the target needs it.
    pub reached: bool,
    /// Whether it is the target.
    pub target: bool,
    /// Why it runs or is skipped, in one sentence.
    pub reason: String,
    /// Number of its own steps (`RUN`, `COPY`, `ADD`, `WORKDIR`).
    pub steps: usize,
    /// Size of the stage's file system.
    pub size: SizeView,
    /// Paths that other reached stages take from it, in order.
    pub gives: Vec<String>,
    /// 1-based first line.
    pub line: u32,
    /// 1-based last line.
    pub end_line: u32,
    /// Index of its `FROM`; `None` for a text with no `FROM`.
    pub instruction: Option<usize>,
}

/// A build argument of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ArgumentView {
    /// Its name.
    pub name: String,
    /// The default as written; `None` when it has none.
    pub default: Option<String>,
    /// 1-based line of its first declaration.
    pub line: u32,
    /// Whether it is declared before the first `FROM`.
    pub global: bool,
}

/// What `docker build` does.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct BuildView {
    /// The steps in the order in which `BuildKit` numbers them.
    pub steps: Vec<StepView>,
    /// Whether the log is cut short by an error.
    pub complete: bool,
}

/// One line of the build log.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct StepView {
    /// The number behind `#`, from 1.
    pub number: usize,
    /// `[builder 2/4] RUN make`.
    pub name: String,
    /// Stage that it belongs to; `None` for internal steps and images that are only copied from.
    pub stage: Option<usize>,
    /// Instruction that it comes from.
    pub instruction: Option<usize>,
    /// Numbers of the steps that it waits for.
    pub inputs: Vec<usize>,
}

/// What lands.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ImageView {
    /// Size of the whole image on disk.
    pub size: SizeView,
    /// What a registry transfers of it, compressed.
    pub transferred: SizeView,
    /// `3 steps unknown`, or empty.
    pub unknown: String,
    /// The layers, lowest first.
    pub layers: Vec<LayerRow>,
    /// The image config, in the order and with the names of `docker image inspect`.
    pub config: Vec<ConfigRow>,
    /// The history, newest first, as `docker history` prints it. What the base image brings is one row where its own
    /// history is not known.
    pub history: Vec<HistoryRow>,
    /// What the reached stages that are not part of the image weigh, together.
    pub left_behind: SizeView,
    /// Indices of those stages; each weighs what its [`StageView::size`] says.
    pub left_behind_stages: Vec<usize>,
    /// What the layers hold and nobody can see.
    pub waste: WasteView,
    /// Where the content of each layer comes from, in the order of the layers.
    pub flows: Vec<FlowView>,
    /// Whether all steps of the image are known, so that its file tree is whole but for what packages bring.
    pub closed: bool,
}

/// One layer of the final image.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct LayerRow {
    /// `1–4` or `5`; `1–?` when the number of inherited layers is unknown.
    pub number: String,
    /// The instruction in one line, or the name of the base image.
    pub what: String,
    /// `line 17 · made by lines 9 and 13 of builder`.
    pub why: String,
    /// Whether it comes with the base image.
    pub inherited: bool,
    /// Stage that it was made in; `None` for the base image.
    pub stage: Option<usize>,
    /// Instruction that made it; that of the `FROM` for the base image.
    pub instruction: Option<usize>,
    /// Stage that its content was copied from.
    pub from_stage: Option<usize>,
    /// Instructions of other stages that made its content; [`LayerFiles::made_by`] says how much of it each.
    pub made_by: Vec<usize>,
    /// What it does to the files; `None` when it was not followed.
    pub files: Option<LayerFiles>,
    /// Its size on disk.
    pub size: SizeView,
    /// What a registry transfers of it, compressed.
    pub transferred: SizeView,
}

/// One value of the image config.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ConfigRow {
    /// `Cmd`, `Env`, `User` … as `docker image inspect` names them.
    pub key: String,
    /// The value, as JSON where it is not one string; an `Env` row is one `NAME=value`.
    pub value: String,
    /// Instruction that set it; `None` when it comes from the base image or from `BuildKit`'s defaults.
    pub instruction: Option<usize>,
    /// `line 18`, `from the base image`, `set by BuildKit`.
    pub origin: String,
}

/// One row of `docker history`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct HistoryRow {
    /// `created_by`, to the letter.
    pub created_by: String,
    /// Whether it adds no layer.
    pub empty_layer: bool,
    /// What its layer weighs, as Docker prints it: `0B` for none, `8.42MB`.
    pub size: String,
    /// `comment`: which builder wrote it.
    pub comment: String,
    /// Whether the base image brings it, so that `docker history` has `<missing>` for its image.
    pub inherited: bool,
    /// Instruction that it comes from; that of the `FROM` for what the base image brings.
    pub instruction: Option<usize>,
}
