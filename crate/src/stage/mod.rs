//! L4. Instructions to stages, by position alone: nothing here is expanded or looked up.
//!
//! Takes a [`Dockerfile`], gives its stages. A text with no `FROM` is read as the middle of some Dockerfile: its
//! instructions form one implied stage on a base that nobody knows.

use std::collections::HashSet;

use crate::diag::{Journal, Warning};
use crate::syntax::{Dockerfile, From, Instruction, Kind};
use crate::text::case::{is_lower, is_upper};
use crate::text::{Lines, Span};

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Index in the file.
    pub index: usize,
    /// Its name in lower case; empty when it has none.
    pub name: String,
    /// Index of its `FROM`; `None` for an implied stage.
    pub from: Option<usize>,
    /// Indices of its instructions, without the `FROM`.
    pub instructions: Vec<usize>,
}

impl Stage {
    /// The name as people say it and `BuildKit` prints it: its own, else `stage-N`.
    pub fn shown_name(&self) -> String {
        if self.name.is_empty() { format!("stage-{}", self.index) } else { self.name.clone() }
    }
}

/// The stages of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stages {
    /// In the order of the file.
    pub list: Vec<Stage>,
    /// Indices of the `ARG`s before the first `FROM`.
    pub global_args: Vec<usize>,
    /// What the reference says of stages as a whole.
    pub journal: Journal,
}

impl Stages {
    /// Whether there is no `FROM`, so that the only stage is implied.
    pub fn implied(&self) -> bool {
        self.list.iter().any(|stage| stage.from.is_none())
    }

    /// The stage that an instruction belongs to; `None` before the first.
    pub fn of(&self, instruction: usize) -> Option<usize> {
        self.list.partition_point(|stage| stage.from.is_none_or(|from| from <= instruction)).checked_sub(1)
    }
}

/// The `FROM` of a stage, when it could be read.
pub fn from_of<'a>(file: &'a Dockerfile, stage: &Stage) -> Option<(&'a Instruction, &'a From)> {
    let it = file.instructions.get(stage.from?)?;
    match &it.kind {
        Kind::From(from) => Some((it, from)),
        _ => None,
    }
}

/// Groups the instructions of a file.
pub fn group(file: &Dockerfile) -> Stages {
    let mut stages = Stages::default();
    let mut strays = Vec::new();
    for it in &file.instructions {
        if it.is("FROM") {
            let name = match &it.kind {
                Kind::From(from) => from.stage_name(),
                _ => String::new(),
            };
            let index = stages.list.len();
            stages.list.push(Stage { index, name, from: Some(it.index), instructions: Vec::new() });
        } else if let Some(stage) = stages.list.last_mut() {
            stage.instructions.push(it.index);
        } else if it.is("ARG") {
            stages.global_args.push(it.index);
            strays.push(it.index);
        } else {
            strays.push(it.index);
        }
    }
    let readable = stages.list.iter().any(|stage| from_of(file, stage).is_some());
    if !readable {
        stages.journal.error("dockerfile contains no stages to build", Vec::new(), Span::default());
    }
    if stages.list.is_empty() && strays.len() > stages.global_args.len() {
        stages.global_args.clear();
        stages.list.push(Stage { index: 0, name: String::new(), from: None, instructions: strays });
    }
    check_names(file, &mut stages);
    check_casing(file, &mut stages);
    stages
}

fn warning(it: &Instruction, check: &'static str, message: String, span: Span) -> Warning {
    Warning { check, message, lines: it.lines, span, instruction: Some(it.index), inline: false }
}

fn check_names(file: &Dockerfile, stages: &mut Stages) {
    let mut seen = HashSet::new();
    let mut journal = Journal::default();
    for (it, from) in stages.list.iter().filter_map(|stage| from_of(file, stage)) {
        let Some(written) = &from.name else { continue };
        let name = from.stage_name();
        if matches!(name.as_str(), "context" | "scratch") {
            let message = format!("Stage name should not use the same name as reserved stage \"{name}\"");
            journal.warning(warning(it, "ReservedStageName", message, written.span));
        }
        if seen.contains(&name) {
            let message = format!("Duplicate stage name \"{name}\", stage names should be unique");
            journal.warning(warning(it, "DuplicateStageName", message, written.span));
        }
        seen.insert(name);
    }
    stages.journal.append(journal);
}

/// Keywords should be in one case: that of most of them.
fn check_casing(file: &Dockerfile, stages: &mut Stages) {
    let first = stages.list.iter().find_map(|stage| stage.from).unwrap_or(usize::MAX);
    let in_stages: Vec<&Instruction> = file.instructions.iter().filter(|it| it.index >= first).collect();
    // Most are one that the reference knows, in upper case.
    let is_usual = |it: &Instruction| !it.name.is_empty() && it.keyword.text == it.name;
    let (mut lower, mut upper) = (0, 0);
    for it in &in_stages {
        let keyword = &it.keyword.text;
        if !is_usual(it) && is_lower(keyword) {
            lower += 1;
        } else if is_usual(it) || is_upper(keyword) {
            upper += 1;
        }
    }
    let mostly_lower = lower > upper;
    for it in in_stages {
        let keyword = &it.keyword.text;
        let fits = if mostly_lower { is_lower(keyword) } else { is_usual(it) || is_upper(keyword) };
        if !fits {
            let case = if mostly_lower { "lowercase" } else { "uppercase" };
            let message =
                format!("Command '{keyword}' should match the case of the command majority ({case})");
            stages.journal.warning(warning(it, "ConsistentInstructionCasing", message, it.keyword.span));
        }
    }
}

/// The lines of a stage: from its `FROM` to its last instruction.
pub fn lines_of(file: &Dockerfile, stage: &Stage) -> Lines {
    let first = stage.from.or(stage.instructions.first().copied());
    let last = stage.instructions.last().copied().or(stage.from);
    let lines =
        |index: Option<usize>| index.and_then(|index| file.instructions.get(index)).map(|it| it.lines);
    match (lines(first), lines(last)) {
        (Some(first), Some(last)) => Lines { start: first.start, end: last.end },
        _ => Lines::default(),
    }
}
