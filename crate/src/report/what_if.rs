//! What a change runs again, step by step, with the chain of causes.

use crate::catalog::Catalog;
use crate::eval::ignore::IgnoreFile;
use crate::eval::{BuildOptions, Context};
use crate::plan::cache::{self, Outside, Verdict};
use crate::plan::vertex::Op;
use crate::plan::{Build, Needed, build};
use crate::syntax::{Dockerfile, parse};

use super::analyze::{LONGEST_SOURCE, arguments};
use super::{Input, Stop, log};

/// Something that changes after a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A file of the build context has another content; a folder stands for some file in it.
    File(String),
    /// The name of an image stands for another image: `python:3.11-slim` was published again.
    Image(String),
    /// A build argument has another value; `None` is its default.
    Argument(String, Option<String>),
    /// A build argument has some other value than now.
    NewValue(String),
    /// The build is told something else: another text, target or platform.
    To(Box<Input>),
}

/// What becomes of a step when the build is repeated after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum Fate {
    /// `BuildKit` does it in every build: loading, sending, exporting.
    Always,
    /// `CACHED`
    Cached,
    /// Cached only if files that are made anew come out the same, byte for byte.
    Perhaps,
    /// It runs again.
    Runs,
}

/// One step of the repeated build.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct FateView {
    /// The number behind `#`.
    pub number: usize,
    /// `[builder 2/4] RUN make`.
    pub name: String,
    /// Stage that it belongs to.
    pub stage: Option<usize>,
    /// Instruction that it comes from.
    pub instruction: Option<usize>,
    /// What becomes of it.
    pub fate: Fate,
    /// Why, in one sentence; empty for a step that is cached or always done.
    pub why: String,
    /// What leads to it, the first cause first and the step itself last; empty as above.
    pub chain: Vec<Cause>,
}

/// One link of a chain of causes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Cause {
    /// `package.json changed`, `RUN npm ci`.
    pub text: String,
    /// Number of the step that it is; `None` for what changed.
    pub step: Option<usize>,
}

/// A build that is repeated after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct WhatIf {
    /// One sentence.
    pub summary: String,
    /// Number of the steps that are cached.
    pub cached: usize,
    /// Number of those that run again.
    pub runs: usize,
    /// Number of those that run again unless files come out the same.
    pub perhaps: usize,
    /// The steps, as the log numbers them.
    pub steps: Vec<FateView>,
    /// Where the repeated build stops.
    pub stop: Option<Stop>,
}

/// What the place of a build argument costs: the steps that a new value runs again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct ArgumentCost {
    /// Its name.
    pub name: String,
    /// 1-based line of its first declaration.
    pub line: u32,
    /// Names of the steps that run again, or may.
    pub steps: Vec<String>,
    /// Those among them whose text does not name it: they run again for its place alone.
    pub by_place: usize,
}

/// The most files that [`choices`] offers: more cannot be chosen from.
const MOST_CHOICES: usize = 500;

/// What can change outside the Dockerfile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Paths or patterns of the build context that steps take, as the steps name them; then the files of the listing that
    /// they take, at most 500 in all.
    pub files: Vec<String>,
    /// Whether some step takes the whole context.
    pub takes_all: bool,
    /// Canonical names of the images.
    pub images: Vec<String>,
}

/// What `change` runs again after a build of `input` whose cache is still there. All else is as it was: images, URLs and
/// repositories have not changed.
pub fn what_if(input: &Input, change: &Change, catalog: &Catalog<'_>) -> WhatIf {
    let after = match change {
        Change::To(after) => Input::clone(after),
        Change::NewValue(name) => with_argument(input, name, Some(&new_value(input, name))),
        Change::Argument(name, value) => with_argument(input, name, value.as_deref()),
        Change::File(_) | Change::Image(_) => input.clone(),
    };
    let [file, other] = [input, &after].map(|input| read(&input.dockerfile));
    let ignore = [input, &after].map(Input::ignore);
    let before = build(&file, &input.options, catalog, ignore[0].as_ref(), false);
    let built = build(&other, &after.options, catalog, ignore[1].as_ref(), false);
    let mut files = Vec::new();
    let mut images = Vec::new();
    match change {
        Change::File(path) => files.push(path.clone()),
        Change::Image(name) => images = canonical(&built, name),
        Change::Argument(..) | Change::NewValue(_) | Change::To(_) => {}
    }
    // Both lie in the build context, and a COPY that takes everything takes them too.
    if input.dockerfile != after.dockerfile {
        files.push("Dockerfile".to_owned());
    }
    if input.dockerignore != after.dockerignore {
        files.push(".dockerignore".to_owned());
    }
    let ignore = ignore.each_ref().map(Option::as_ref);
    let mut moved = None;
    if let (Some(old), Some(new)) = (&input.context, &after.context) {
        files.extend(differing(old, new));
        moved = (ignore[0] != ignore[1]).then(|| between(new, ignore));
    }
    let outside = Outside { files: &files, images: &images, ignore, moved: moved.as_deref() };
    view(&before.plan.vertices(), &built, &outside)
}

/// Paths of files that two listings do not have in common, or not with the same size and text.
fn differing(old: &Context, new: &Context) -> Vec<String> {
    if old == new {
        return Vec::new();
    }
    let changed = new.files().iter().filter(|file| old.file(&file.path) != Some(*file));
    let gone = old.files().iter().filter(|file| new.file(&file.path).is_none());
    changed.chain(gone).map(|file| file.path.clone()).collect()
}

/// The listed files that one ignore file keeps out and the other does not.
fn between(context: &Context, ignore: [Option<&IgnoreFile>; 2]) -> Vec<String> {
    let is_out = |ignore: Option<&IgnoreFile>, path: &str| ignore.is_some_and(|ignore| ignore.excludes(path));
    let [old, new] = ignore;
    let paths = context.files().iter().map(|file| &file.path);
    paths.filter(|path| is_out(old, path) != is_out(new, path)).cloned().collect()
}

/// What a new value of each declared build argument runs again, in order of declaration.
pub fn argument_costs(input: &Input, catalog: &Catalog<'_>) -> Vec<ArgumentCost> {
    let file = read(&input.dockerfile);
    let names = arguments(&file).into_iter().map(|argument| {
        let change = Change::NewValue(argument.name.clone());
        let steps = what_if(input, &change, catalog).steps;
        let again = steps.into_iter().filter(|step| step.fate >= Fate::Perhaps);
        let steps: Vec<String> = again.map(|step| step.name).collect();
        let instructions = |step: &&String| !step.contains(&argument.name);
        let by_place = steps.iter().filter(instructions).count();
        ArgumentCost { name: argument.name, line: argument.line, steps, by_place }
    });
    names.collect()
}

/// A value that an argument has not, of the same kind as the one that it has.
fn new_value(input: &Input, name: &str) -> String {
    let declared = arguments(&read(&input.dockerfile)).into_iter().find(|argument| argument.name == name);
    let default = declared.and_then(|argument| argument.default);
    let value = input.options.build_arg(name).or(default.as_deref()).unwrap_or_default();
    match value.parse::<u32>() {
        Ok(number) => number.wrapping_add(1).to_string(),
        Err(_) => format!("{value}x"),
    }
}

/// What can change: files of the build context as the needed steps name them, and images by their canonical names.
pub fn choices(input: &Input, catalog: &Catalog<'_>) -> Choices {
    let file = read(&input.dockerfile);
    let ignore = input.ignore();
    let built = build(&file, &input.options, catalog, ignore.as_ref(), false);
    let vertices = built.plan.vertices();
    let mut choices = Choices::default();
    for vertex in &vertices {
        if let Op::Source { identifier, .. } = &*vertex.op
            && let Some(name) = identifier.strip_prefix("docker-image://")
        {
            choices.images.push(name.to_owned());
        }
    }
    for path in cache::context_paths(&vertices) {
        let path = path.trim_start_matches('/').to_owned();
        if path.is_empty() {
            choices.takes_all = true;
        } else if !choices.files.contains(&path) {
            choices.files.push(path);
        }
    }
    let listed = input.context.iter().flat_map(Context::files).map(|file| file.path.as_str());
    let sent = listed.filter(|path| !ignore.as_ref().is_some_and(|ignore| ignore.excludes(path)));
    let named = choices.files.clone();
    let more = cache::taken(&vertices, sent).filter(|path| !named.iter().any(|known| known == path));
    choices.files.extend(more.take(MOST_CHOICES.saturating_sub(named.len())).map(str::to_owned));
    choices
}

fn read(text: &str) -> Dockerfile {
    parse(if text.len() > LONGEST_SOURCE { "" } else { text })
}

fn with_argument(input: &Input, name: &str, value: Option<&str>) -> Input {
    let mut build_args = input.options.build_args.clone();
    build_args.retain(|(known, _)| known != name);
    build_args.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    Input { options: BuildOptions { build_args, ..input.options.clone() }, ..input.clone() }
}

/// The canonical names that an image goes by, as written or as the log names it.
fn canonical(build: &Build<'_>, name: &str) -> Vec<String> {
    let states = build.plan.evaluation.states.iter();
    let named = states.filter(|state| state.written_base == name || state.base_ref == name);
    named.map(|state| state.base_ref.clone()).collect()
}

fn view(before: &[Needed<'_>], built: &Build<'_>, outside: &Outside<'_>) -> WhatIf {
    let vertices = built.plan.vertices();
    let fates = cache::fates(before, &vertices, outside);
    let (log, numbers) = log::numbered(built, &vertices);
    let mut steps: Vec<FateView> = log.steps.into_iter().map(fate_of_step).collect();
    for ((vertex, fate), number) in vertices.iter().zip(&fates).zip(&numbers) {
        let Some(step) = steps.get_mut(number.saturating_sub(1)) else { continue };
        let verdict = match fate.verdict {
            Verdict::Sent => Fate::Always,
            Verdict::Cached => Fate::Cached,
            Verdict::Perhaps => Fate::Perhaps,
            Verdict::Runs => Fate::Runs,
        };
        // A step of two vertices is as bad as its worst.
        if fate.verdict != Verdict::Sent && verdict >= step.fate {
            step.fate = verdict;
            step.why = why(&vertices, fate);
            step.chain = chain(&vertices, &fates, &numbers, vertex, fate);
        }
    }
    let count = |fate: Fate| steps.iter().filter(|step| step.fate == fate).count();
    let (cached, perhaps, runs) = (count(Fate::Cached), count(Fate::Perhaps), count(Fate::Runs));
    let stop = built.error().map(|error| Stop {
        message: error.message.clone(),
        line: error.locations.first().map(|lines| lines.start).filter(|line| *line > 0),
    });
    WhatIf { summary: summary(&steps, cached, perhaps, runs), cached, runs, perhaps, steps, stop }
}

/// A step of which nothing is known yet: what stands behind no instruction is done every time.
fn fate_of_step(step: super::StepView) -> FateView {
    let super::StepView { number, name, stage, instruction, .. } = step;
    FateView { number, name, stage, instruction, fate: Fate::Always, why: String::new(), chain: Vec::new() }
}

fn why(vertices: &[Needed<'_>], fate: &cache::Fate) -> String {
    if !matches!(fate.verdict, Verdict::Perhaps | Verdict::Runs) {
        return String::new();
    }
    let follows = fate.follows.and_then(|input| vertices.get(input)).map(words).unwrap_or_default();
    let uncertain = fate.verdict == Verdict::Perhaps;
    match (fate.cause.as_str(), fate.paths.join(", ")) {
        ("", paths) if uncertain && !paths.is_empty() => {
            format!("Runs again unless {paths} comes out the same, byte for byte, of {follows}.")
        }
        ("", _) if uncertain => format!("Cached only if {follows} is."),
        ("", _) => format!("It builds on {follows}, which runs again."),
        (cause, _) if uncertain => format!("Runs again if it takes files that differ: {cause}."),
        (cause, _) => format!("Runs again: {cause}."),
    }
}

/// From the first cause to a vertex.
fn chain(
    vertices: &[Needed<'_>],
    fates: &[cache::Fate],
    numbers: &[usize],
    vertex: &Needed<'_>,
    fate: &cache::Fate,
) -> Vec<Cause> {
    if !matches!(fate.verdict, Verdict::Perhaps | Verdict::Runs) {
        return Vec::new();
    }
    let mut chain = vec![Cause { text: words(vertex).to_owned(), step: None }];
    let mut fate = fate;
    // An input always stands before what needs it, so this ends.
    while let Some(input) = fate.follows {
        let (Some(vertex), Some(next)) = (vertices.get(input), fates.get(input)) else { break };
        chain.push(Cause { text: words(vertex).to_owned(), step: numbers.get(input).copied() });
        fate = next;
    }
    if !fate.cause.is_empty() {
        chain.push(Cause { text: fate.cause.clone(), step: None });
    }
    chain.reverse();
    chain
}

/// The instruction of a vertex, without its stage and number.
fn words<'g>(vertex: &Needed<'g>) -> &'g str {
    vertex.name.split_once("] ").map_or(vertex.name, |(_, rest)| rest)
}

fn summary(steps: &[FateView], cached: usize, perhaps: usize, runs: usize) -> String {
    let all = cached + perhaps + runs;
    let Some(first) = steps.iter().find(|step| step.fate >= Fate::Perhaps) else {
        return match all {
            0 => "There is no step to run.".to_owned(),
            1 => "Nothing runs again: the one step is cached.".to_owned(),
            _ => format!("Nothing runs again: all {all} steps are cached."),
        };
    };
    let number = if perhaps == 0 { runs.to_string() } else { format!("{runs} to {}", runs + perhaps) };
    let verb = if perhaps == 0 && runs == 1 { "runs" } else { "run" };
    let cause = first.chain.first().map(|cause| cause.text.as_str()).unwrap_or_default();
    format!("{number} of {all} steps {verb} again, the first because {cause}.")
}
