//! What several rules ask of a base image, a stage or a name.

use crate::catalog::BaseImage;
use crate::eval::{Origin, State};
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind, Word};
use crate::text::{Span, paths};

use super::RuleContext;
use super::facts::split_image;

/// The arguments that `BuildKit` sets by the platforms of the build.
pub(super) const PLATFORM_ARGS: [&str; 8] = [
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
];

/// An image by the parts of its name.
pub(super) struct Base<'a> {
    /// Name as people say it, without a tag: `node`, `gcr.io/distroless/static`.
    pub(super) name: &'a str,
    /// Tag; empty where there is none.
    pub(super) tag: &'a str,
    /// Whether a digest says which image it is.
    pub(super) has_digest: bool,
    /// What is known of it.
    pub(super) known: Option<&'a BaseImage>,
}

impl<'a> Base<'a> {
    /// The image of a state, where it starts from one whose name is known.
    pub(super) fn of(state: &'a State<'_>) -> Option<Self> {
        let Origin::Image(known) = &state.origin else { return None };
        let name = state.base_ref.as_str();
        let name = name.strip_prefix("docker.io/").unwrap_or(name);
        let name = name.strip_prefix("library/").unwrap_or(name);
        let has_digest = name.contains('@');
        let (name, tag) = split_image(name);
        (!name.is_empty()).then_some(Self { name, tag, has_digest, known: known.as_deref() })
    }

    /// Its package manager; empty where nobody knows it.
    pub(super) fn manager(&self) -> &'a str {
        match (self.known, self.name) {
            (Some(known), _) => known.package_manager.as_str(),
            (None, "debian" | "ubuntu") => "apt",
            (None, "alpine") => "apk",
            _ => "",
        }
    }

    /// The first numbers of its tag: 3 and 22 of `3.22.1-slim`.
    pub(super) fn version(&self) -> Option<(u32, Option<u32>)> {
        let numbers = self.tag.trim_start_matches('v').split(['-', '_']).next()?;
        let mut parts = numbers.split('.');
        Some((parts.next()?.parse().ok()?, parts.next().and_then(|part| part.parse().ok())))
    }
}

/// Where an image of a state is named: the instruction, and the text.
pub(super) fn place_of(ctx: &RuleContext<'_>, state: &State<'_>) -> Option<(usize, Span)> {
    let span = state
        .from
        .and_then(|from| ctx.file.instructions.get(from))
        .map_or(state.span, |it| it.args.first().map_or(it.line_span, |word| word.span));
    ctx.file.instructions.iter().find(|it| it.span.contains(span)).map(|it| (it.index, span))
}

/// Whether a stage is for developing or testing, by its name.
pub(super) fn is_for_work(stage: &Stage) -> bool {
    let words =
        ["dev", "develop", "development", "debug", "test", "tests", "testing", "e2e", "lint", "ci", "docs"];
    stage.name.split(['-', '_', '.']).any(|part| words.contains(&part))
}

/// The `WORKDIR`s of the file that count for an instruction of a stage.
pub(super) fn workdirs_above<'a>(ctx: &RuleContext<'a>, it: &Instruction) -> impl Iterator<Item = &'a Word> {
    let own = ctx.stage_of(it.index).into_iter().flat_map(|stage| ctx.instructions_to(stage));
    own.take_while(|other| other.index < it.index).filter_map(|other| match &other.kind {
        Kind::Workdir(path) => Some(path),
        _ => None,
    })
}

/// The directory in which an instruction of a stage runs, where its `WORKDIR`s or the base image tell.
pub(super) fn dir_at(ctx: &RuleContext<'_>, it: &Instruction) -> Option<String> {
    let known = ctx.root_state(ctx.stage_of(it.index)?).and_then(|root| match &root.origin {
        Origin::Scratch => Some(String::new()),
        Origin::Image(Some(image)) => Some(image.config.working_dir.clone()),
        _ => None,
    });
    let mut dir = known.map(|dir| if dir.is_empty() { "/".to_owned() } else { dir });
    for path in workdirs_above(ctx, it) {
        dir = match path.text.as_str() {
            text if text.contains('$') => None,
            text if text.starts_with('/') => Some(paths::clean(text)),
            text => dir.map(|dir| paths::join(&dir, text)),
        };
    }
    dir
}

/// The user as which an instruction of a stage runs, as written; empty is the base image's own and not known.
pub(super) fn user_at(ctx: &RuleContext<'_>, it: &Instruction) -> String {
    let Some(stage) = ctx.stage_of(it.index) else { return String::new() };
    let own = ctx.instructions_to(stage).take_while(|other| other.index < it.index);
    let set = own.filter_map(|other| match &other.kind {
        Kind::User(user) => Some(String::from(&user.text)),
        _ => None,
    });
    let known = || {
        ctx.root_state(stage).and_then(Base::of).and_then(|base| base.known.map(|it| it.config.user.clone()))
    };
    set.last().or_else(known).unwrap_or_default()
}

/// Whether a user, as written, is one that is known not to be root.
pub(super) fn is_other_user(user: &str) -> bool {
    !user.is_empty() && !user.contains('$') && !is_root(user)
}

/// Whether a user, as written, is root.
pub(super) fn is_root(user: &str) -> bool {
    matches!(user.split(':').next(), Some("root" | "0"))
}

/// The shell that a `SHELL` above an instruction sets.
pub(super) fn shell_at(ctx: &RuleContext<'_>, it: &Instruction) -> Option<Vec<String>> {
    if !ctx.has_shell {
        return None;
    }
    let own = ctx.instructions_to(ctx.stage_of(it.index)?).take_while(|other| other.index < it.index);
    let set = own.filter_map(|other| match &other.kind {
        Kind::Shell(words) => Some(words),
        _ => None,
    });
    set.last().cloned()
}

/// The lines of an instruction with its line break, to delete it whole.
pub(super) fn whole_lines(ctx: &RuleContext<'_>, it: &Instruction) -> Span {
    let mut span = it.span;
    if ctx.source.get(span.end as usize..).is_some_and(|rest| rest.starts_with('\n')) {
        span.end += 1;
    }
    span
}

/// Some names as one says them: `A`, `A and B`, `A, B and C`.
pub(super) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
