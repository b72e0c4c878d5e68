//! The states of a build and how they find each other.

use std::borrow::Cow;
use std::rc::Rc;

use crate::catalog::BaseImage;
use crate::syntax::Instruction;
use crate::text::{Lines, Span, Text};

use super::Platform;

/// Index of a state.
pub type StateId = usize;

/// What a state starts from, once that is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// Another state.
    State(StateId),
    /// Nothing.
    Scratch,
    /// An image; `None` when nothing is known of it.
    Image(Option<Rc<BaseImage>>),
    /// It was not looked up, because nothing needs it or its name is no image name.
    Unresolved,
}

/// One instruction of a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Command<'a> {
    /// The instruction; that of a trigger is owned.
    pub instruction: Cow<'a, Instruction>,
    /// For `COPY --from` the one state, for `RUN` the state of each mount.
    pub sources: Vec<StateId>,
    /// Whether it is a trigger that a base brought along.
    pub on_build: bool,
}

/// What one state takes from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// What it takes from.
    pub state: StateId,
    /// Lines of the last instruction that does.
    pub lines: Lines,
    /// The text of that instruction.
    pub span: Span,
}

/// A stage, or an image that is only copied from or mounted.
#[derive(Debug, Clone, PartialEq)]
pub struct State<'a> {
    /// Index of the stage in the file; `None` for an image that is only copied from or mounted.
    pub stage: Option<usize>,
    /// Index of its `FROM`, when it has one.
    pub from: Option<usize>,
    /// Name in lower case; empty when it has none.
    pub name: String,
    /// Name in the log: the name, else `stage-N`; empty where the log has none.
    pub display: String,
    /// What it starts from, expanded, as written.
    pub written_base: String,
    /// What it starts from, as the reference names it: an image's canonical name once it is looked up.
    pub base_ref: String,
    /// What it starts from.
    pub origin: Origin,
    /// Whether it is an image that may stand in a table which is not loaded.
    pub awaited: bool,
    /// Platform; `None` until it is known.
    pub platform: Option<Rc<Platform>>,
    /// What it takes from other states, without its base.
    pub deps: Vec<Dependency>,
    /// Its instructions, triggers first.
    pub commands: Vec<Command<'a>>,
    /// Lines of its `FROM`, or of the `COPY` that names an image; `None` for a mount.
    pub lines: Option<Lines>,
    /// The text that names it.
    pub span: Span,
    /// Global arguments that its `FROM` uses.
    pub uses: Vec<String>,
    /// Text of its `FROM`; empty for an image that is only copied from or mounted.
    pub code: Text,
    /// Number of steps that the log counts.
    pub total: usize,
    /// Number of steps numbered so far, and of those the `FROM`: its number and the total when it was numbered.
    pub numbered: usize,
    /// See `numbered`.
    pub from_step: Option<(usize, usize)>,
    /// Whether it was looked up because something needs it.
    pub(super) resolved: bool,
    /// Whether it is done with before any instruction runs: an image that is only copied from or mounted.
    pub done: bool,
    pub(super) triggers_read: bool,
}

impl State<'_> {
    /// The state that it starts from.
    pub fn base(&self) -> Option<StateId> {
        match self.origin {
            Origin::State(base) => Some(base),
            _ => None,
        }
    }

    /// Whether it is no stage of the file.
    pub fn unregistered(&self) -> bool {
        self.stage.is_none()
    }

    /// The next step number, for a state that counts its steps.
    pub fn next_step(&mut self) -> Option<(usize, usize)> {
        if self.total == 0 {
            return None;
        }
        self.numbered += 1;
        Some((self.numbered, self.total))
    }
}

/// The states and their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct States<'a> {
    pub(super) list: Vec<State<'a>>,
    /// Names of stages in order, each with the last stage that has it.
    by_name: Vec<(String, StateId)>,
}

impl<'a> States<'a> {
    /// Adds a state. What it starts from is looked up by its exact text among the names so far; its own name counts from
    /// now on, and replaces the same name of an earlier one.
    pub(super) fn add(&mut self, mut state: State<'a>) -> StateId {
        let id = self.list.len();
        if let Some(base) = self.named(&state.base_ref) {
            state.origin = Origin::State(base);
        }
        if !state.name.is_empty() {
            match self.place(&state.name) {
                Ok(place) => {
                    if let Some((_, known)) = self.by_name.get_mut(place) {
                        *known = id;
                    }
                }
                Err(place) => self.by_name.insert(place, (state.name.clone(), id)),
            }
        }
        self.list.push(state);
        id
    }

    /// Where a name stands in `by_name`, or would.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.by_name.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    fn named(&self, name: &str) -> Option<StateId> {
        self.place(name).ok().and_then(|place| self.by_name.get(place)).map(|(_, id)| *id)
    }

    /// Finds a state by name, in any case.
    pub(super) fn find(&self, name: &str) -> Option<StateId> {
        self.named(&name.to_ascii_lowercase())
    }

    /// The names that the log shows.
    pub(super) fn display_names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|state| state.display.as_str()).filter(|name| !name.is_empty())
    }
}
