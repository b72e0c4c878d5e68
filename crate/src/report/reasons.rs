//! Why a stage runs or is skipped, in one sentence.

use crate::eval::{Evaluation, StateId};
use crate::plan::Build;
use crate::stage::Stage;

/// How one state uses another.
pub(super) struct Use {
    pub(super) user: StateId,
    verb: &'static str,
    line: u32,
}

/// Who uses a state, in order.
pub(super) fn users(evaluation: &Evaluation<'_>, used: StateId) -> Vec<Use> {
    let mut uses = Vec::new();
    for (user, state) in evaluation.states.iter().enumerate() {
        if state.base() == Some(used) {
            uses.push(Use { user, verb: "starts from", line: state.lines.map_or(0, |lines| lines.start) });
        }
        for command in &state.commands {
            for source in command.sources.iter().filter(|source| **source == used) {
                let verb = if command.instruction.is("COPY") { "copies from" } else { "mounts" };
                let known = uses.iter().any(|known: &Use| known.user == user && known.verb == verb);
                if !known && *source != user {
                    uses.push(Use { user, verb, line: command.instruction.lines.start });
                }
            }
        }
    }
    uses
}

/// The name of a state as the page shows it.
pub(super) fn name(evaluation: &Evaluation<'_>, id: StateId) -> String {
    match evaluation.state(id) {
        Some(state) if !state.name.is_empty() => state.name.clone(),
        // Only what a text without FROM implies is a stage and has none.
        Some(state) if state.stage.is_some() && state.from.is_none() => "fragment".to_owned(),
        Some(state) => {
            state.stage.map_or_else(|| state.written_base.clone(), |stage| format!("stage-{stage}"))
        }
        None => String::new(),
    }
}

/// Why a stage runs or is skipped.
pub(super) fn reason(build: &Build<'_>, stage: &Stage) -> String {
    let evaluation = &build.plan.evaluation;
    let Some(id) = evaluation.state_of_stage(stage.index) else { return String::new() };
    if stage.from.is_none() {
        return "A text without FROM is read as the rest of some stage.".to_owned();
    }
    let Some(target) = evaluation.target else {
        return "There is no such target, so nothing is built.".to_owned();
    };
    if id == target {
        return "It is the target.".to_owned();
    }
    let is_reached = |id: &StateId| evaluation.reached.get(*id) == Some(&true);
    let uses = users(evaluation, id);
    if is_reached(&id) {
        let needed = uses.iter().find(|it| is_reached(&it.user));
        return needed.map_or_else(String::new, |it| {
            format!("{} {} it (line {}).", name(evaluation, it.user), it.verb, it.line)
        });
    }
    let target_name = name(evaluation, target);
    match uses.as_slice() {
        [] => format!(
            "Skipped: nothing starts from it, copies from it or mounts it on the way to {target_name}."
        ),
        [only] => {
            let user = name(evaluation, only.user);
            format!("Skipped: only {user} {} it, and {target_name} does not need {user}.", only.verb)
        }
        [first, .., last] => {
            let (first, last) = (name(evaluation, first.user), name(evaluation, last.user));
            format!("Skipped: {first} and {last} use it, and {target_name} needs neither of them.")
        }
    }
}
