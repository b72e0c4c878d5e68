//! Triggers: the `ONBUILD` instructions of a base run first in whatever starts from it.

use std::borrow::Cow;

use crate::syntax::{Kind, read_trigger};

use super::resolve::Resolver;
use super::states::{Command, Origin, StateId};

/// Reads the triggers that a state gets from its base, once; gives whether they take anything from other states.
pub(super) fn pull(resolver: &mut Resolver<'_, '_>, id: StateId) -> bool {
    let Some(state) = resolver.states.list.get_mut(id) else { return false };
    if std::mem::replace(&mut state.triggers_read, true) {
        return false;
    }
    let triggers: Vec<String> = match &state.origin {
        Origin::Image(Some(image)) => image.config.on_build.clone(),
        Origin::State(base) => {
            let base = *base;
            resolver.states.list.get(base).map(|base| texts(&base.commands)).unwrap_or_default()
        }
        _ => return false,
    };
    let Some(state) = resolver.states.list.get(id) else { return false };
    let (lines, span, from) = (state.lines.unwrap_or_default(), state.span, state.from);
    let mut commands = Vec::with_capacity(triggers.len());
    let mut has_new = false;
    for trigger in &triggers {
        let (instruction, fault) = read_trigger(trigger, lines, span);
        if let Some(message) = fault {
            resolver.journal.error(message, vec![lines], span);
        }
        let Some(mut instruction) = instruction else { continue };
        instruction.index = from.unwrap_or_default();
        let mut command =
            Command { instruction: Cow::Owned(instruction), sources: Vec::new(), on_build: true };
        has_new |= resolver.link_command(id, &mut command);
        commands.push(command);
    }
    if let Some(state) = resolver.states.list.get_mut(id) {
        state.total += commands.len();
        commands.append(&mut state.commands);
        state.commands = commands;
    }
    has_new
}

fn texts(commands: &[Command<'_>]) -> Vec<String> {
    let expression = |command: &Command<'_>| match &command.instruction.kind {
        Kind::OnBuild(trigger) => Some(trigger.clone()),
        _ => None,
    };
    commands.iter().filter_map(expression).collect()
}
