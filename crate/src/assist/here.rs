//! What is so at a place of the text: what a Dockerfile that ends there builds, with every stage carried out.

use crate::catalog::Catalog;
use crate::eval::{BuildOptions, Origin};
use crate::plan::files::{Dir, Files};
use crate::plan::{Build, ConfigKey, Outcome};
use crate::report::{Input, with_files};
use crate::stage::{Stage, group};
use crate::syntax::expand::Env as _;
use crate::syntax::parse;

/// The stages above a place, and what they come to.
pub(super) struct Here<'b> {
    /// The build of the text above.
    pub(super) build: &'b Build<'b>,
    /// Its files.
    pub(super) files: &'b Files,
}

/// A name that `$NAME` would mean at a place.
pub(super) struct Variable {
    /// The name.
    pub(super) name: String,
    /// Its value; `None` where it is declared and has none.
    pub(super) value: Option<String>,
}

/// Asks about the place behind a byte that starts an instruction; `None` for a text that is too long.
pub(super) fn above<T>(
    input: &Input,
    catalog: &Catalog<'_>,
    end: usize,
    ask: impl FnOnce(&Here<'_>) -> T,
) -> Option<T> {
    let cut = cut(input, end)?;
    with_files(&cut, catalog, true, |build, files| ask(&Here { build, files }))
}

/// The input up to a byte.
fn cut(input: &Input, end: usize) -> Option<Input> {
    let mut options = BuildOptions { target: None, ..input.options.clone() };
    // The one argument that the cut would change.
    if options.build_arg("TARGETSTAGE").is_none() {
        let last = || group(&parse(&input.dockerfile)).list.last().map(|stage| stage.name.clone());
        let name = input.options.target.clone().or_else(last).filter(|name| !name.is_empty());
        options.build_args.push(("TARGETSTAGE".to_owned(), name.unwrap_or_else(|| "default".to_owned())));
    }
    let text = input.dockerfile.get(..end)?.to_owned();
    Some(Input { dockerfile: text, options, ..input.clone() })
}

impl Here<'_> {
    /// The stage that the place is in; `None` above the first.
    pub(super) fn stage(&self) -> Option<&Stage> {
        self.build.stages.list.last()
    }

    /// What that stage has come to.
    pub(super) fn outcome(&self) -> Option<&Outcome> {
        self.build.plan.outcome(self.stage()?.index)
    }

    /// The files that an instruction here would find, where they are known.
    pub(super) fn root(&self) -> Option<&Dir> {
        self.files.root(self.outcome()?.output?)
    }

    /// The files that a stage ends with.
    pub(super) fn root_of(&self, stage: usize) -> Option<&Dir> {
        self.files.root(self.build.plan.outcome(stage)?.output?)
    }

    /// The stages that an instruction here can name.
    pub(super) fn stages(&self, with_own: bool) -> &[Stage] {
        let all = self.build.stages.list.as_slice();
        match all.split_last() {
            Some((_, before)) if !with_own => before,
            _ => all,
        }
    }

    /// A stage above by its name or number, as `--from` reads it.
    pub(super) fn stage_named(&self, name: &str, with_own: bool) -> Option<&Stage> {
        let stages = self.stages(with_own);
        let by_name = stages.iter().rev().find(|stage| stage.name.eq_ignore_ascii_case(name));
        by_name.filter(|_| !name.is_empty()).or_else(|| stages.get(name.parse::<usize>().ok()?))
    }

    /// All that `$NAME` can mean here: in a stage its variables and arguments, above the first and in a `FROM` the global
    /// ones.
    pub(super) fn variables(&self, global: bool) -> Vec<Variable> {
        let own = self.outcome().filter(|_| !global);
        let (env, declared) = match own {
            Some(outcome) => {
                (&outcome.env, outcome.build_args.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>())
            }
            None => {
                let globals = &self.build.plan.evaluation.globals;
                (&globals.env, globals.args.iter().map(|arg| arg.name.as_str()).collect())
            }
        };
        let value = |value: &str| Some(value.to_owned());
        let mut list: Vec<Variable> =
            env.pairs().map(|(name, it)| Variable { name: name.to_owned(), value: value(it) }).collect();
        for name in declared {
            if !list.iter().any(|known| known.name == name) {
                list.push(Variable { name: name.to_owned(), value: None });
            }
        }
        list
    }

    /// Where a variable of this place has its value from, in a sentence without its full stop.
    pub(super) fn origin(&self, name: &str, global: bool) -> String {
        let passed = self.build.plan.evaluation.passed(name).is_some();
        let line = |line: u32, how: &str| {
            if passed && how == "ARG" {
                format!("Passed with --build-arg, declared on line {line}")
            } else {
                format!("From {how} on line {line}")
            }
        };
        let globals = &self.build.plan.evaluation.globals;
        let of_globals = || match globals.args.iter().find(|arg| arg.name == name) {
            Some(arg) => line(arg.lines.start, "ARG"),
            None => "Set by the builder itself".to_owned(),
        };
        let Some(outcome) = self.outcome().filter(|_| !global) else { return of_globals() };
        let set = outcome.image.origin(&ConfigKey::Env(name.to_owned()));
        let set = set.and_then(|index| self.build.file.instructions.get(index)).map(|it| it.lines.start);
        let arg = outcome.args.iter().rfind(|arg| arg.name == name);
        match (set, arg) {
            (Some(set), arg) if arg.is_none_or(|arg| arg.lines.start < set) => line(set, "ENV"),
            (_, Some(arg)) if arg.inherited => {
                format!("{}, declared in this stage on line {}", of_globals(), arg.lines.start)
            }
            (_, Some(arg)) => line(arg.lines.start, "ARG"),
            _ if outcome.build_args.iter().any(|(known, _)| known == name) => {
                "From ARG in the stage that this one starts from".to_owned()
            }
            _ => format!("From the base image {}", self.base(outcome)),
        }
    }

    /// The image that a stage stands on in the end.
    fn base(&self, outcome: &Outcome) -> &str {
        let root = self.build.plan.evaluation.state(outcome.root);
        root.map(|state| match state.origin {
            Origin::Scratch => "scratch",
            _ => state.written_base.as_str(),
        })
        .unwrap_or_default()
    }

    /// Whether a name has a value in the global scope.
    pub(super) fn global(&self, name: &str) -> Option<&str> {
        self.build.plan.evaluation.globals.env.get(name)
    }
}
