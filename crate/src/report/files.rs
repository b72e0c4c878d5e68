//! The files of an image as the page shows them, what each layer does to them, and where its content comes from.

use crate::catalog::Catalog;
use crate::eval::Filtered;
use crate::plan::files::{self, FileKind as PlanKind, Files, Found, Landed, Row, State, Totals};
use crate::plan::weigh::{Knowledge, weigh};
use crate::plan::{Build, Content, Size, build};
use crate::syntax::parse;

use super::size::view as size_view;
use super::tree::{FilePart, files_of};
use super::{Input, LONGEST_SOURCE, SizeView};

/// The most rows of a list of files.
pub const MOST_ROWS: usize = 50_000;

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum FileKind {
    /// A directory.
    Directory,
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// A file or a directory: only a build can tell.
    Unknown,
}

/// What the layer that holds a path did to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum FileState {
    /// It is new.
    Added,
    /// It replaces what a lower layer holds.
    Changed,
    /// It is taken away; what a lower layer holds stays part of the image and is hidden.
    Removed,
}

/// One line of the file tree of the final image.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct FileRow {
    /// Path from the root: `/app/server.js`.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// What it weighs; of a directory the part of which no names are known.
    pub size: SizeView,
    /// Index in [`super::ImageView::layers`] of the layer that holds it.
    pub layer: usize,
    /// Instruction of that layer; the `FROM` for what the base image brings.
    pub instruction: Option<usize>,
    /// Stage that the content was copied from.
    pub from_stage: Option<usize>,
    /// What the layer did to it.
    pub state: FileState,
    /// Whether it is there for certain; otherwise a condition or an unknown command decides.
    pub certain: bool,
    /// Whether a directory may hold more than is listed.
    pub open: bool,
}

/// What a layer does to the files.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct LayerFiles {
    /// Files that it adds, as far as their names are known.
    pub added: u64,
    /// Files that it replaces.
    pub changed: u64,
    /// Files and directories that it deletes.
    pub removed: u64,
    /// Why the list of its files is not whole: `make may write anywhere`; empty when it is.
    pub open: String,
    /// What of this layer the layers above delete or overwrite. It is part of the image all the same.
    pub hidden: SizeView,
    /// What of the layers below this layer deletes or overwrites, which frees nothing.
    pub hides: SizeView,
    /// What of this layer is there only because owner or mode of files below changed.
    pub again: SizeView,
    /// The steps of other stages that made what a `COPY --from` brought.
    pub made_by: Vec<MadeBy>,
}

/// A step of another stage that made part of what a layer copied.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct MadeBy {
    /// Its instruction; the `FROM` for what a base image brings.
    pub instruction: usize,
    /// Its stage; `None` for an image that is only copied from.
    pub stage: Option<usize>,
    /// Files of it that were copied, as far as their names are known.
    pub files: u64,
    /// What those weigh.
    pub size: SizeView,
    /// Whether something of it was copied for certain.
    pub certain: bool,
}

/// How content flows into a layer of the image.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct FlowView {
    /// Where it comes from.
    pub source: FlowSource,
    /// The stage that it comes from, or that runs the command.
    pub stage: Option<usize>,
    /// Index in [`super::ImageView::layers`].
    pub layer: usize,
    /// What flows.
    pub size: SizeView,
}

/// Where content comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum FlowSource {
    /// The base image.
    Base,
    /// A command of a stage whose layers land.
    Command,
    /// The build context.
    Context,
    /// Another stage.
    Stage,
    /// An image that is only copied from.
    Image,
    /// A URL or a repository.
    Network,
    /// The Dockerfile.
    Dockerfile,
}

/// Waste of a whole image: what its layers hold and nobody can see.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct WasteView {
    /// Bytes that are deleted or overwritten in a later layer. What the base image hides in itself is not counted.
    pub hidden: SizeView,
    /// Bytes that are copied again because owner or mode changed; they are part of `hidden` too.
    pub again: SizeView,
    /// Share of the image that can be seen, between 0 and 1: the least that it can be.
    pub efficiency_low: f64,
    /// The most that it can be. Both are 1 where nothing is hidden.
    pub efficiency_high: f64,
}

/// What the files say of the layers of an image, in their order.
pub(super) struct Told {
    /// The layer of the base image, when it has one.
    pub base: Option<LayerFiles>,
    /// The own layers.
    pub own: Vec<Option<LayerFiles>>,
    /// The waste.
    pub waste: WasteView,
    /// Whether all that lands is known.
    pub closed: bool,
}

/// Asks the files about the layers of the target.
pub(super) fn tell(build: &Build<'_>, files: &Files) -> Told {
    let Some(outcome) = build.plan.result() else {
        let waste = waste(&[], files, &Size::unknown(""));
        return Told { base: None, own: Vec::new(), waste, closed: false };
    };
    let landed = outcome.output.map_or_else(Vec::new, |top| files.landed(top));
    let find = |vertex: Option<usize>| landed.iter().find(|it| Some(it.vertex) == vertex);
    let own: Vec<Option<LayerFiles>> = outcome
        .layers
        .iter()
        .map(|layer| find(layer.vertex).map(|landed| layer_files(build, files, landed)))
        .collect();
    let is_own = |it: &&Landed| outcome.layers.iter().any(|layer| layer.vertex == Some(it.vertex));
    let base = landed.first().filter(|it| !is_own(it)).map(|landed| layer_files(build, files, landed));
    let counted: Vec<Landed> = landed.iter().filter(is_own).cloned().collect();
    let total = build
        .plan
        .evaluation
        .target
        .map_or_else(|| Size::unknown(""), |id| super::weigh::state_size(build, id));
    let closed = outcome.output.is_none_or(|top| files.is_closed(top));
    Told { base, own, waste: waste(&counted, files, &total), closed }
}

fn layer_files(build: &Build<'_>, files: &Files, landed: &Landed) -> LayerFiles {
    let step = files.step(landed.vertex);
    let again = step.map(|step| step.again).unwrap_or_default();
    let hides = step.map(|step| step.hides).unwrap_or_default();
    let made_by = landed.made_by.iter().filter_map(|made| {
        let (state, instruction) = build.plan.place_of(made.vertex)?;
        Some(MadeBy {
            instruction,
            stage: build.plan.evaluation.state(state)?.stage,
            files: made.totals.files,
            size: weight(made.totals, "what of this step was copied"),
            certain: made.certain,
        })
    });
    LayerFiles {
        added: landed.all.files.saturating_sub(landed.all.changed).saturating_sub(again.files),
        changed: landed.all.changed.saturating_add(again.files),
        removed: step.map_or(0, |step| step.removed),
        open: step.and_then(|step| step.open.clone()).unwrap_or_default(),
        hidden: weight(hidden(landed), "deleted or overwritten by a layer above"),
        hides: weight(hides, "of layers below, deleted or overwritten here"),
        again: weight(again, "only owner or mode changed"),
        made_by: made_by.collect(),
    }
}

fn hidden(landed: &Landed) -> Totals {
    let mut hidden = landed.all;
    hidden.sub(landed.visible);
    hidden
}

fn weight(totals: Totals, how: &'static str) -> SizeView {
    size_view(&totals.size(how))
}

fn waste(landed: &[Landed], files: &Files, total: &Size) -> WasteView {
    let (mut sum, mut again) = (Totals::default(), Totals::default());
    let mut is_open = false;
    for it in landed {
        sum.add(hidden(it));
        if let Some(step) = files.step(it.vertex) {
            again.add(step.again);
            is_open |= step.open.is_some();
        }
    }
    let mut size = sum.size("deleted or overwritten by a later layer");
    if is_open {
        // A command that may write anywhere may overwrite anything.
        size.high = None;
        size.basis = Size::unknown("").basis;
    }
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { (part as f64 / whole as f64).min(1.0) };
    let low = match size.high {
        Some(0) => 1.0,
        Some(high) => 1.0 - share(high, total.low),
        None => 0.0,
    };
    let high = total.high.map_or(1.0, |total| 1.0 - share(size.low, total));
    WasteView {
        hidden: size_view(&size),
        again: weight(again, "only owner or mode changed"),
        efficiency_low: low.min(high),
        efficiency_high: high,
    }
}

/// The flows into the layers of an image; `offset` is the number of rows that the base image takes.
pub(super) fn flows(build: &Build<'_>, offset: usize, base: Option<SizeView>) -> Vec<FlowView> {
    let evaluation = &build.plan.evaluation;
    let mut flows = Vec::new();
    if let Some(size) = base {
        flows.push(FlowView { source: FlowSource::Base, stage: None, layer: 0, size });
    }
    let Some(outcome) = build.plan.result() else { return flows };
    let stage = |id: usize| evaluation.state(id).and_then(|state| state.stage);
    for (at, layer) in outcome.layers.iter().enumerate() {
        let (source, stage) = match &layer.content {
            Content::Command | Content::Directory => (FlowSource::Command, stage(layer.state)),
            Content::Context => (FlowSource::Context, None),
            Content::State(id) if stage(*id).is_none() => (FlowSource::Image, None),
            Content::State(id) => (FlowSource::Stage, stage(*id)),
            Content::Remote => (FlowSource::Network, None),
            Content::Inline => (FlowSource::Dockerfile, None),
        };
        flows.push(FlowView { source, stage, layer: at + offset, size: size_view(&layer.size) });
    }
    flows
}

/// Whether a path is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum Presence {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// Only a build can tell.
    Maybe,
}

/// Whether each of some absolute paths is in the final image, in the order of the paths. Links are not followed.
pub fn presence(input: &Input, catalog: &Catalog<'_>, paths: &[&str]) -> Vec<Presence> {
    let asked = with_files(input, catalog, false, |build, files| {
        let top = build.plan.result().and_then(|outcome| outcome.output);
        let answer = |path: &&str| match top.map(|top| files.find(top, path)) {
            Some(Found::Yes(_) | Found::Root) => Presence::Yes,
            Some(Found::No) => Presence::No,
            // An empty image.
            None if build.plan.result().is_some() => Presence::No,
            Some(Found::Maybe) | None => Presence::Maybe,
        };
        paths.iter().map(answer).collect()
    });
    asked.unwrap_or_else(|| vec![Presence::Maybe; paths.len()])
}

/// Weighs the layers of a planned build, and then traces its files, which weighs what the first leaves unknown.
pub(super) fn follow(target: &mut Build<'_>, context: Option<&Filtered<'_>>, catalog: &Catalog<'_>) -> Files {
    // The text of a file of the build context, where it is known and sent.
    let text = |path: &str| context?.text(path).map(str::to_owned);
    weigh(&mut target.plan, target.file, &Knowledge { catalog, text: &text });
    files::trace(&mut target.plan, target.file, context)
}

/// Builds and traces anew, with `all` every stage; `None` for a text that is too long.
pub(crate) fn with_files<T>(
    input: &Input,
    catalog: &Catalog<'_>,
    all: bool,
    ask: impl FnOnce(&Build<'_>, &Files) -> T,
) -> Option<T> {
    let (mut ask, mut answer) = (Some(ask), None);
    with_files_of(input, catalog, all, &mut |build, files| {
        answer = ask.take().map(|ask| ask(build, files));
    });
    answer
}

/// The same for any question, so that it is compiled once.
fn with_files_of(input: &Input, catalog: &Catalog<'_>, all: bool, ask: &mut dyn FnMut(&Build<'_>, &Files)) {
    if input.dockerfile.len() > LONGEST_SOURCE {
        return;
    }
    let file = parse(&input.dockerfile);
    let ignore = input.ignore();
    let mut target = build(&file, &input.options, catalog, ignore.as_ref(), all);
    let context = input.context.as_ref().map(|it| Filtered::new(it, ignore.as_ref()));
    let traced = follow(&mut target, context.as_ref(), catalog);
    ask(&target, &traced);
}

/// The file tree of the final image as a flat list, sorted by path: at most [`MOST_ROWS`] rows. It is worked out when it is
/// asked for, not with the report, because most of the time nobody looks at it.
pub fn files(input: &Input, catalog: &Catalog<'_>) -> Vec<FileRow> {
    files_of(input, catalog, FilePart::Image)
}

pub(super) fn row_of(build: &Build<'_>, row: Row, offset: usize) -> FileRow {
    let layers = build.plan.result().map(|outcome| outcome.layers.as_slice()).unwrap_or_default();
    let own = layers.iter().position(|layer| layer.vertex == Some(row.vertex));
    let content = own.and_then(|at| layers.get(at)).map(|layer| &layer.content);
    FileRow {
        kind: match row.kind {
            None => FileKind::Directory,
            Some(PlanKind::File) => FileKind::File,
            Some(PlanKind::Link) => FileKind::Link,
            Some(PlanKind::Either) => FileKind::Unknown,
        },
        size: weight(row.totals, ""),
        layer: own.map_or(0, |at| at + offset),
        instruction: build.plan.place_of(row.vertex).map(|(_, instruction)| instruction),
        from_stage: match content {
            Some(Content::State(id)) => build.plan.evaluation.state(*id).and_then(|state| state.stage),
            _ => None,
        },
        state: match row.state {
            State::Added => FileState::Added,
            State::Changed => FileState::Changed,
            State::Removed => FileState::Removed,
        },
        certain: row.certain,
        open: row.open,
        path: row.path,
    }
}
