//! Why a stage runs or is skipped, in one sentence.

use crate::eval::{Command, Evaluation, StateId};
use crate::plan::Build;
use crate::stage::Stage;
use crate::syntax::{Kind, Transfer};

/// How one state uses another.
#[derive(Debug, Clone, Copy)]
struct Use {
    user: StateId,
    verb: &'static str,
    line: u32,
}

/// For each state, who uses it and what is taken from it, in order.
pub(super) struct Uses {
    users: Vec<Vec<Use>>,
    gives: Vec<Vec<String>>,
}

impl Uses {
    pub(super) fn of(evaluation: &Evaluation<'_>) -> Self {
        let count = evaluation.states.len();
        let mut uses = Self { users: vec![Vec::new(); count], gives: vec![Vec::new(); count] };
        for (user, state) in evaluation.states.iter().enumerate() {
            if let Some(list) = state.base().and_then(|base| uses.users.get_mut(base)) {
                list.push(Use {
                    user,
                    verb: "starts from",
                    line: state.lines.map_or(0, |lines| lines.start),
                });
            }
            let is_reached = evaluation.reached.get(user) == Some(&true);
            for command in &state.commands {
                for source in &command.sources {
                    uses.note_user(user, *source, command);
                    if let (true, Kind::Copy(copy)) = (is_reached, &command.instruction.kind) {
                        uses.note_paths(*source, copy);
                    }
                }
            }
        }
        uses
    }

    fn note_user(&mut self, user: StateId, source: StateId, command: &Command<'_>) {
        let Some(list) = self.users.get_mut(source).filter(|_| source != user) else { return };
        let verb = if command.instruction.is("COPY") { "copies from" } else { "mounts" };
        // The uses of one user stand together, at the end.
        let mut own = list.iter().rev().take_while(|known| known.user == user);
        if !own.any(|known| known.verb == verb) {
            list.push(Use { user, verb, line: command.instruction.lines.start });
        }
    }

    fn note_paths(&mut self, source: StateId, copy: &Transfer) {
        let Some(paths) = self.gives.get_mut(source) else { return };
        for word in &copy.sources {
            if !paths.iter().any(|path| *path == word.text) {
                paths.push(String::from(&word.text));
            }
        }
    }

    /// The paths that other states which the target needs take from a state, in order, each once.
    pub(super) fn gives(&self, id: StateId) -> Vec<String> {
        self.gives.get(id).cloned().unwrap_or_default()
    }

    fn users(&self, id: StateId) -> &[Use] {
        self.users.get(id).map(Vec::as_slice).unwrap_or_default()
    }
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
pub(super) fn reason(build: &Build<'_>, uses: &Uses, stage: &Stage) -> String {
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
    let uses = uses.users(id);
    if is_reached(&id) {
        let needed = uses.iter().find(|it| is_reached(&it.user));
        return needed.map_or_else(String::new, |it| {
            format!("{} {} it (line {}).", name(evaluation, it.user), it.verb, it.line)
        });
    }
    let target_name = name(evaluation, target);
    match uses {
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
