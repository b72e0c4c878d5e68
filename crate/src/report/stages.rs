//! Stages as the page shows them.

use crate::eval::StateId;
use crate::plan::Build;
use crate::stage::{Stage, lines_of};

use super::reasons::{Uses, name, reason};
use super::size::view as size_view;
use super::weigh::{chain, state_size};
use super::{StageBand, StageView};

/// All stages of a file.
pub(super) fn views(build: &Build<'_>, uses: &Uses) -> Vec<StageView> {
    build.stages.list.iter().map(|stage| view(build, uses, stage)).collect()
}

fn view(build: &Build<'_>, uses: &Uses, stage: &Stage) -> StageView {
    let evaluation = &build.plan.evaluation;
    let id = evaluation.state_of_stage(stage.index).unwrap_or_default();
    let state = evaluation.state(id);
    let lines = lines_of(build.file, stage);
    StageView {
        index: stage.index,
        name: name(evaluation, id),
        named: !stage.name.is_empty(),
        base: state.map(|state| state.written_base.clone()).unwrap_or_default(),
        reached: evaluation.reached.get(id) == Some(&true),
        target: evaluation.target == Some(id),
        reason: reason(build, uses, stage),
        steps: state.map_or(0, |state| state.commands.iter().filter(|it| it.instruction.is_step()).count()),
        size: size_view(&state_size(build, id)),
        gives: uses.gives(id),
        line: lines.start,
        end_line: lines.end,
        instruction: stage.from,
    }
}

/// The lines of each stage with what becomes of it.
pub(super) fn bands(build: &Build<'_>, uses: &Uses) -> Vec<StageBand> {
    let chain = chain(build);
    build.stages.list.iter().map(|stage| band(build, uses, &chain, stage)).collect()
}

fn band(build: &Build<'_>, uses: &Uses, chain: &[StateId], stage: &Stage) -> StageBand {
    let evaluation = &build.plan.evaluation;
    let id = evaluation.state_of_stage(stage.index).unwrap_or_default();
    let lines = lines_of(build.file, stage);
    let is_reached = evaluation.reached.get(id) == Some(&true);
    let note = if evaluation.target == Some(id) {
        format!("the target · {}", size_text(build, id))
    } else if !is_reached {
        "skipped".to_owned()
    } else {
        let gives = uses.gives(id).join(" ");
        let fate = if chain.contains(&id) { "becomes part of the image" } else { "left behind" };
        if gives.is_empty() { fate.to_owned() } else { format!("{fate} · gives {gives}") }
    };
    StageBand {
        stage: stage.index,
        line: lines.start,
        end_line: lines.end,
        label: format!("{} {}", stage.index + 1, name(evaluation, id)),
        note,
    }
}

fn size_text(build: &Build<'_>, id: StateId) -> String {
    let text = size_view(&state_size(build, id)).text;
    if text == "unknown" { "size unknown".to_owned() } else { text }
}
