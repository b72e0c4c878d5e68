//! The build log: what `docker build` prints for the target, without its durations.

use crate::eval::{Evaluation, Origin};
use crate::plan::{Build, Needed};

use super::{BuildView, StepView};

/// The steps of the target. Internal steps that every build has come first, as they do in practice; the order of steps
/// that can run side by side is that of the file.
pub(super) fn view(build: &Build<'_>) -> BuildView {
    numbered(build, &build.plan.vertices()).0
}

/// The same, with the number of the step in which each of the needed vertices is.
pub(super) fn numbered(build: &Build<'_>, vertices: &[Needed<'_>]) -> (BuildView, Vec<usize>) {
    let complete = build.error().is_none();
    let evaluation = &build.plan.evaluation;
    if evaluation.target.is_none() || build.stages.implied() {
        return (BuildView { steps: Vec::new(), complete: false }, Vec::new());
    }
    let mut steps = Vec::new();
    let mut internal = |name: String, stage: Option<usize>| {
        let number = steps.len() + 1;
        steps.push(StepView { number, name, stage, instruction: None, inputs: Vec::new() });
    };
    internal("[internal] load build definition from Dockerfile".to_owned(), None);
    for (reference, stage) in images(evaluation) {
        internal(format!("[internal] load metadata for {reference}"), stage);
    }
    internal("[internal] load .dockerignore".to_owned(), None);
    let offset = steps.len();
    // Vertices of one group are one line.
    let mut numbers: Vec<usize> = Vec::with_capacity(vertices.len());
    let mut of_group: Vec<Option<usize>> = Vec::new();
    for vertex in vertices {
        let shown = vertex.group.and_then(|group| of_group.get(group.id).copied().flatten());
        let inputs: Vec<usize> =
            vertex.inputs.iter().filter_map(|input| numbers.get(*input).copied()).collect();
        let number = shown.unwrap_or(steps.len() + 1);
        numbers.push(number);
        if let Some(group) = vertex.group {
            of_group.resize(of_group.len().max(group.id + 1), None);
            if let Some(slot) = of_group.get_mut(group.id) {
                *slot = Some(number);
            }
        }
        if shown.is_none() {
            let name = vertex.group.map_or(vertex.name, |group| &group.name).to_owned();
            let stage = vertex.state.and_then(|state| evaluation.state(state)?.stage);
            steps.push(StepView { number, name, stage, instruction: vertex.instruction, inputs });
        } else if let Some(step) = steps.get_mut(number - 1) {
            step.inputs.extend(inputs.into_iter().filter(|input| *input < number));
        }
    }
    if complete {
        let last = numbers.last().copied();
        let number = steps.len() + 1;
        let inputs = last.filter(|last| *last > offset).into_iter().collect();
        let name = "exporting to image".to_owned();
        steps.push(StepView { number, name, stage: None, instruction: None, inputs });
    }
    (BuildView { steps, complete }, numbers)
}

/// The images that are looked up, each once, in the order of the states.
fn images(evaluation: &Evaluation<'_>) -> Vec<(String, Option<usize>)> {
    let mut found: Vec<(String, Option<usize>)> = Vec::new();
    for (id, state) in evaluation.states.iter().enumerate() {
        let is_needed = evaluation.reached.get(id) == Some(&true);
        let is_image = matches!(state.origin, Origin::Image(_));
        if is_needed && is_image && !found.iter().any(|(known, _)| *known == state.base_ref) {
            found.push((state.base_ref.clone(), state.stage));
        }
    }
    found
}
