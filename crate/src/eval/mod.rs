//! L5. Stages to build states: what each `FROM`, `COPY --from` and mount stands for, for given build options.
//!
//! Takes stages, options and a catalogue; gives the states that the reference would build, in its order, with what they
//! need of each other and which of them the target reaches. No instruction of a stage is carried out here.

pub mod chmod;
mod context;
pub mod expose;
pub mod globals;
pub mod ignore;
mod onbuild;
pub mod platform;
pub mod reference;
mod resolve;
mod scope;
pub mod signal;
mod states;

pub use context::{Context, ContextFile, Filtered, MANIFESTS, MOST_FILES, is_secret_file};
pub use globals::{GlobalArg, Globals, description};
pub use platform::Platform;
pub use resolve::{evaluate, evaluate_both};
pub use scope::{EnvList, NOT_IN_ENV};
pub use states::{Command, Dependency, Origin, State, StateId};

use std::rc::Rc;

use crate::diag::Journal;

/// What `docker build` is told on its command line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuildOptions {
    /// `--target`; `None` is the last stage.
    pub target: Option<String>,
    /// `--build-arg NAME=value`, in order; a later one of the same name wins.
    pub build_args: Vec<(String, String)>,
    /// `--platform`; `None` is that of the machine that builds.
    pub platform: Option<String>,
    /// Platform of the machine that builds; `None` is `linux/amd64`.
    pub build_platform: Option<String>,
    /// Whether this is one of several platforms that are built at once: then each step names its own.
    pub multi_platform: bool,
}

impl BuildOptions {
    /// The value of a build argument.
    pub fn build_arg(&self, name: &str) -> Option<&str> {
        value_of(&self.build_args, name)
    }
}

/// Of two pairs with the same name the last one counts.
fn value_of<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The platforms of one build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platforms {
    /// The machine that builds.
    pub build: Platform,
    /// What is built.
    pub target: Rc<Platform>,
    /// Whether `target` was not asked for.
    pub implicit: bool,
}

/// The states of one build.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation<'a> {
    /// One for each stage, in order; then one for each image or empty directory that is only copied from or mounted.
    pub states: Vec<State<'a>>,
    /// The state that is built.
    pub target: Option<StateId>,
    /// Whether the target needs the state, by index.
    pub reached: Vec<bool>,
    /// The global scope.
    pub globals: Globals,
    /// The build arguments that are passed, after `SOURCE_DATE_EPOCH` was read.
    pub passed: Vec<(String, String)>,
    /// `SOURCE_DATE_EPOCH`, in seconds since 1970: the time that is written wherever one is.
    pub epoch: Option<i64>,
    /// The platforms.
    pub platforms: Platforms,
    /// What the reference says while it works this out.
    pub journal: Journal,
}

impl<'a> Evaluation<'a> {
    /// The value of a build argument that is passed.
    pub fn passed(&self, name: &str) -> Option<&str> {
        value_of(&self.passed, name)
    }

    /// A state by its id.
    pub fn state(&self, id: StateId) -> Option<&State<'a>> {
        self.states.get(id)
    }

    /// The state of a stage of the file.
    pub fn state_of_stage(&self, stage: usize) -> Option<StateId> {
        // States start with one for each stage.
        self.states.get(stage).filter(|state| state.stage == Some(stage)).map(|_| stage)
    }
}
