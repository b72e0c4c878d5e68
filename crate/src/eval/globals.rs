//! The global scope: what `FROM` can use. Predefined platform arguments, then the `ARG`s before the first `FROM`.

use crate::diag::Journal;
use crate::stage::Stages;
use crate::syntax::expand::{Env, expand};
use crate::syntax::{Dockerfile, Instruction, Kind};
use crate::text::{Lines, Text};

use super::scope::EnvList;
use super::{BuildOptions, Platforms};

/// A global `ARG`, as an outline shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalArg {
    /// Its name.
    pub name: String,
    /// Its value after everything was considered; empty when it has none.
    pub value: String,
    /// Names that its default refers to.
    pub uses: Vec<String>,
    /// Text of the comment that describes it.
    pub description: String,
    /// Lines of its `ARG`.
    pub lines: Lines,
}

/// The global scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Globals {
    /// All names that have a value.
    pub env: EnvList,
    /// The `ARG`s, by name; a later one of the same name replaces an earlier one.
    pub args: Vec<GlobalArg>,
}

impl Globals {
    /// Whether a name is declared, with or without a value.
    pub fn declares(&self, name: &str) -> bool {
        self.env.get(name).is_some() || self.args.iter().any(|arg| arg.name == name)
    }

    /// Names that are declared or predefined.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.args.iter().map(|arg| arg.name.as_str()).chain(self.env.names())
    }
}

/// The predefined arguments, each of which a build argument overrides.
pub fn predefined(platforms: &Platforms, options: &BuildOptions, target: &str) -> EnvList {
    let (build, to) = (&platforms.build, &platforms.target);
    let values = [
        ("BUILDPLATFORM", build.format()),
        ("BUILDOS", build.os.clone()),
        ("BUILDOSVERSION", build.os_version.clone()),
        ("BUILDARCH", build.arch.clone()),
        ("BUILDVARIANT", build.variant.clone()),
        ("TARGETPLATFORM", to.format_all()),
        ("TARGETOS", to.os.clone()),
        ("TARGETOSVERSION", to.os_version.clone()),
        ("TARGETARCH", to.arch.clone()),
        ("TARGETVARIANT", to.variant.clone()),
        ("TARGETSTAGE", if target.is_empty() { "default".to_owned() } else { target.to_owned() }),
    ];
    let mut env = EnvList::default();
    for (name, value) in values {
        env.set(name, options.build_arg(name).map_or(value, str::to_owned));
    }
    env
}

/// Evaluates the global `ARG`s in order. With `build_arg`, values that are passed win over defaults.
pub fn evaluate(
    file: &Dockerfile,
    stages: &Stages,
    predefined: EnvList,
    build_arg: impl Fn(&str) -> Option<String>,
    journal: &mut Journal,
) -> Globals {
    let mut globals = Globals { env: predefined, args: Vec::new() };
    for it in stages.global_args.iter().filter_map(|index| file.instructions.get(*index)) {
        let Kind::Arg(arguments) = &it.kind else { continue };
        for argument in arguments {
            let name = argument.key.text.as_str();
            let mut uses = Vec::new();
            let mut value = build_arg(name);
            if let (None, Some(default)) = (&value, &argument.default) {
                match expand(&default.text, &globals.env, file.escape) {
                    Ok(expanded) => {
                        uses = expanded.matched;
                        value = Some(expanded.text);
                    }
                    Err(error) => journal.error(error.message, vec![it.lines], default.span),
                }
            }
            if let Some(own) = uses.iter().position(|used| used == name) {
                // A default that refers to its own name stands on what the earlier declaration stood on.
                uses.remove(own);
                let earlier = globals.args.iter().find(|arg| arg.name == name);
                uses.extend(earlier.into_iter().flat_map(|arg| arg.uses.clone()));
            }
            if let Some(value) = &value {
                globals.env.set(name, value.as_str());
            }
            globals.args.retain(|arg| arg.name != name);
            globals.args.push(GlobalArg {
                name: name.to_owned(),
                value: value.unwrap_or_default(),
                uses,
                description: description(it, name),
                lines: it.lines,
            });
        }
    }
    globals
}

/// The text behind `NAME ` in the comments above an instruction.
pub fn description(it: &Instruction, name: &str) -> String {
    let text = |comment: &Text| comment.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned);
    if name.is_empty() { String::new() } else { it.comments.iter().find_map(text).unwrap_or_default() }
}
