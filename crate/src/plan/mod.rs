//! L6. States to a build: what would run, in which order, and what would come out.
//!
//! Takes an [`Evaluation`], gives the graph that the reference would solve, with its names and numbers, and for each
//! state that it needs the image config, the history and the layers.

mod build;
pub mod cache;
mod copy;
mod dispatch;
pub mod files;
mod git;
mod image;
mod layer;
mod names;
mod outline;
mod run;
pub mod secrets;
pub mod vertex;
pub mod weigh;

pub use build::{Build, build, target_and_check};
pub use dispatch::{make, names_a_secret};
pub use image::{ConfigKey, History, Image};
pub use layer::{Basis, Content, Layer, Size};
pub use outline::{Outline, OutlineArg};
pub use vertex::{Graph, Needed, Vertex, VertexId};

use std::rc::Rc;

use crate::diag::Journal;
use crate::eval::{EnvList, Evaluation, StateId};
use crate::text::Text;

/// A build.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan<'a> {
    /// The states, with the numbers of their steps used up.
    pub evaluation: Evaluation<'a>,
    /// What is solved.
    pub graph: Graph,
    /// What comes of each state, by its index; `None` where nothing runs.
    pub outcomes: Vec<Option<Rc<Outcome>>>,
    /// Paths that are asked for of the build context, from its top and with a slash first, in order.
    pub context_paths: Vec<String>,
    /// What the reference says while it works this out.
    pub journal: Journal,
}

impl Plan<'_> {
    /// What comes of a state.
    pub fn outcome(&self, state: StateId) -> Option<&Outcome> {
        self.outcomes.get(state)?.as_deref()
    }

    /// What comes of the target.
    pub fn result(&self) -> Option<&Outcome> {
        self.outcome(self.evaluation.target?)
    }

    /// The vertices that the target needs, in the order of the reference.
    pub fn vertices(&self) -> Vec<Needed<'_>> {
        self.graph.needed(self.result().and_then(|outcome| outcome.output))
    }
}

/// What comes of a state.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Its image.
    pub image: Image,
    /// Environment of its next `RUN`: variables of the image and build arguments.
    pub env: EnvList,
    /// Working directory, with forward slashes; empty is the root.
    pub dir: Text,
    /// User of its next `RUN`.
    pub user: Text,
    /// Its file system; `None` is an empty one.
    pub output: Option<VertexId>,
    /// Build arguments declared so far, with the value that each had then.
    pub build_args: Vec<(Text, Option<Text>)>,
    /// Its layers on top of what the base image brings, lowest first.
    pub layers: Vec<Layer>,
    /// The image that it stands on, through all stages between: the state that starts from it.
    pub root: StateId,
    /// Secrets and agents that it asks for, in order.
    pub requests: Vec<Request>,
    /// `ARG`s of the stage, in order, for an outline.
    pub args: Vec<StageArg>,
}

/// A secret or an agent that a stage asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: String,
    /// Whether it is an SSH agent.
    pub ssh: bool,
    /// Whether the build fails without it.
    pub required: bool,
    /// Lines of the first instruction that asks.
    pub lines: crate::text::Lines,
}

/// An `ARG` of a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageArg {
    /// Its name.
    pub name: Text,
    /// Its value; `None` when it has none.
    pub value: Option<Text>,
    /// Whether the value is that of the global scope.
    pub inherited: bool,
    /// Text of the comment that describes it.
    pub description: String,
    /// Its lines.
    pub lines: crate::text::Lines,
}
