//! What states and images weigh: the sum of what they stand on and of their own layers.

use std::rc::Rc;

use crate::catalog::{BaseImage, Figure};
use crate::eval::{Origin, Platform, State, StateId};
use crate::plan::{Build, Size};

/// The size of the image that a state stands on.
pub(crate) fn root_size(build: &Build<'_>, root: StateId) -> Size {
    let Some(state) = build.plan.evaluation.state(root) else { return Size::unknown("not looked up") };
    let from = state.from.and_then(|at| build.file.instructions.get(at));
    if let Some((it, bytes)) = from.and_then(|it| Some((it, it.by_hand()?.size?))) {
        return Size::by_hand(bytes, it.lines.start);
    }
    match &state.origin {
        Origin::Scratch => Size::measured(0, "scratch is empty"),
        Origin::Image(Some(image)) if image.layers == Some(0) => Size::measured(0, "the image has no layers"),
        Origin::Image(Some(image)) => image.size.as_ref().map_or_else(
            || Size::unknown(format!("no figure for the size of {} on disk", state.written_base)),
            |figure| from_figure(figure, &state.written_base, is_of_figures(state, image)),
        ),
        Origin::Image(None) if state.awaited => {
            Size::unknown(format!("the figures for {} are not loaded yet", state.written_base))
        }
        Origin::Image(None) => Size::unknown(format!("{} is not in the catalogue", state.written_base)),
        Origin::State(_) | Origin::Unresolved => Size::unknown("not looked up"),
    }
}

/// What a registry transfers of the image that a state stands on.
pub(crate) fn root_transferred(build: &Build<'_>, root: StateId) -> Size {
    let Some(state) = build.plan.evaluation.state(root) else { return Size::unknown("not looked up") };
    match &state.origin {
        Origin::Image(Some(image)) if image.layers != Some(0) => match &image.transferred {
            Some(_) if !is_of_figures(state, image) => {
                Size::unknown("the catalogue has what a registry transfers for linux/amd64 only")
            }
            Some(figure) => from_figure(figure, &state.written_base, true),
            None => {
                Size::unknown(format!("no figure for what a registry transfers of {}", state.written_base))
            }
        },
        _ => match root_size(build, root) {
            size if size.high == Some(0) => size,
            _ => Size::unknown(format!("no figure for what a registry transfers of {}", state.written_base)),
        },
    }
}

/// Whether the figures of an image are of the platform that it is wanted for. They are of linux/amd64, except those of an
/// image that exists for one other platform only.
pub(crate) fn is_of_figures(state: &State<'_>, image: &BaseImage) -> bool {
    let is_amd64 = |platform: &Rc<Platform>| platform.os == "linux" && platform.arch == "amd64";
    !image.only_platform.is_empty() || state.platform.as_ref().is_none_or(is_amd64)
}

fn from_figure(figure: &Figure, name: &str, is_of_platform: bool) -> Size {
    let how = format!("{name} as of {}: {}", figure.date, figure.source);
    let how = if figure.date.is_empty() { format!("{name}: {}", figure.source) } else { how };
    if figure.measured && is_of_platform {
        return Size::measured(figure.bytes, how);
    }
    let how = if is_of_platform { how } else { format!("{how}; the figure is that of linux/amd64") };
    let (low, high) =
        (figure.bytes.saturating_sub(figure.precision), figure.bytes.saturating_add(figure.precision));
    Size::estimated(low, high, how)
}

/// The size of the file system that a state ends with.
pub(crate) fn state_size(build: &Build<'_>, id: StateId) -> Size {
    let Some(outcome) = build.plan.outcome(id) else {
        return Size::unknown("skipped, so nothing is worked out");
    };
    let root = root_size(build, outcome.root);
    let unknown = outcome.layers.iter().filter(|layer| layer.size.high.is_none()).count();
    let how = match unknown {
        0 => root.how.clone(),
        1 => format!("{}; 1 step unknown", root.how).into(),
        count => format!("{}; {count} steps unknown", root.how).into(),
    };
    Size::sum([&root].into_iter().chain(outcome.layers.iter().map(|layer| &layer.size)), how)
}

/// The states whose layers become layers of the target: itself and what it starts from, last first.
pub(super) fn chain(build: &Build<'_>) -> Vec<StateId> {
    let evaluation = &build.plan.evaluation;
    let mut chain = Vec::new();
    let mut next = evaluation.target;
    // A base always stands before what starts from it, so this ends.
    while let Some((id, state)) = next.and_then(|id| Some((id, evaluation.state(id)?))) {
        chain.push(id);
        next = state.base().filter(|base| *base < id);
    }
    chain
}

/// What is built or fetched for the target and does not become part of it: the states, and their weight together.
/// Images and layers that several of them share are counted once.
pub(super) fn left_behind(build: &Build<'_>) -> (Vec<StateId>, Size) {
    let evaluation = &build.plan.evaluation;
    let chain = chain(build);
    let is_left = |id: &StateId| evaluation.reached.get(*id) == Some(&true) && !chain.contains(id);
    let left: Vec<StateId> = (0..evaluation.states.len()).filter(is_left).collect();
    let base_ref =
        |root: StateId| evaluation.state(root).map(|state| state.base_ref.as_str()).unwrap_or_default();
    let mut counted: Vec<&str> =
        build.plan.result().map(|outcome| base_ref(outcome.root)).into_iter().collect();
    let mut sizes = Vec::new();
    for id in &left {
        let Some(outcome) = build.plan.outcome(*id) else { continue };
        let root = base_ref(outcome.root);
        if !counted.contains(&root) {
            counted.push(root);
            sizes.push(root_size(build, outcome.root));
        }
        let own = outcome.layers.iter().filter(|layer| layer.state == *id);
        sizes.extend(own.map(|layer| layer.size.clone()));
    }
    (left, Size::sum(sizes.iter(), "base images and steps of the stages that stay behind"))
}
