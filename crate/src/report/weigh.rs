//! What states and images weigh: the sum of what they stand on and of their own layers.

use crate::eval::{State, StateId};
use crate::plan::weigh::{base_size, base_transferred};
use crate::plan::{Build, Size};
use crate::syntax::Dockerfile;

/// The size of the image that a state stands on.
pub(crate) fn root_size(build: &Build<'_>, root: StateId) -> Size {
    of_root(build, root, base_size)
}

/// What a registry transfers of the image that a state stands on.
pub(crate) fn root_transferred(build: &Build<'_>, root: StateId) -> Size {
    of_root(build, root, base_transferred)
}

fn of_root(build: &Build<'_>, root: StateId, weigh: fn(&Dockerfile, &State<'_>) -> Size) -> Size {
    let state = build.plan.evaluation.state(root);
    state.map_or_else(|| Size::unknown("not looked up"), |state| weigh(build.file, state))
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
