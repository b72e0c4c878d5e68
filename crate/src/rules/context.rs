//! What a rule may ask, and how it answers.

use crate::catalog::Catalog;
use crate::diag::{Finding, RuleMeta, Warning};
use crate::eval::ignore::IgnoreFile;
use crate::eval::{Origin, StateId};
use crate::plan::files::Files;
use crate::plan::secrets::Secret;
use crate::plan::{Build, VertexId};
use crate::stage::Stage;
use crate::syntax::command::SimpleCommand;
use crate::syntax::{Dockerfile, Instruction, Kind};
use crate::text::Span;

use super::hadolint::{self, Ignored};

/// What lands where, for the chosen target.
#[derive(Debug, Clone, Copy)]
pub struct Landing<'a> {
    /// The file systems of all states that the target needs.
    pub files: &'a Files,
    /// All that looks like a secret, with how far it reaches.
    pub secrets: &'a [Secret],
}

/// What a rule sees: the text, the file, the build of the target, and the check of all stages.
#[derive(Debug)]
pub struct RuleContext<'a> {
    /// The text.
    pub source: &'a str,
    /// The file.
    pub file: &'a Dockerfile,
    /// The build of the chosen target.
    pub build: &'a Build<'a>,
    /// The same with every stage carried out, as `docker build --check` does.
    pub check: &'a Build<'a>,
    /// What is known of base images.
    pub catalog: &'a Catalog<'a>,
    /// What `.dockerignore` says; `None` where none is given.
    pub ignore: Option<&'a IgnoreFile>,
    /// The files of the build of the target, and where its secrets end up.
    pub landing: Landing<'a>,
    findings: Vec<Finding>,
    /// The rules that hadolint is told to leave out.
    ignored: Ignored,
    /// For each instruction, whether a `RUN` there is read by a shell that understands `sh`.
    reads_sh: Vec<bool>,
    /// For each instruction its commands.
    commands: &'a [Vec<SimpleCommand>],
    /// For each stage, whether its layers become layers of the image.
    shipped: Vec<bool>,
    /// For each instruction, its stage.
    stages: Vec<Option<usize>>,
    /// For each instruction, the first vertex of the check that was made for it.
    pub(super) first_vertices: Vec<Option<VertexId>>,
    /// For each vertex of the check, the next that was made for the same instruction.
    pub(super) next_vertices: Vec<Option<VertexId>>,
    /// For each instruction, the stage that it copies from.
    pub(super) sources: Vec<Option<usize>>,
    /// Whether there is a `SHELL` anywhere.
    pub(super) has_shell: bool,
}

impl<'a> RuleContext<'a> {
    /// Asks about a file, the commands of each of its instructions, and its builds.
    pub fn new(
        commands: &'a [Vec<SimpleCommand>],
        catalog: &'a Catalog<'a>,
        build: &'a Build<'a>,
        check: &'a Build<'a>,
        landing: Landing<'a>,
    ) -> Self {
        let (reads_sh, shipped) = (reads_sh(check), shipped(build));
        let (first_vertices, next_vertices) = vertices(check);
        Self {
            source: &build.file.source,
            catalog,
            ignore: None,
            landing,
            file: build.file,
            build,
            check,
            findings: Vec::new(),
            ignored: Ignored::of(build.file),
            reads_sh,
            commands,
            shipped,
            stages: build.file.instructions.iter().map(|it| build.stages.of(it.index)).collect(),
            first_vertices,
            next_vertices,
            sources: sources(check),
            has_shell: build.file.instructions.iter().any(|it| matches!(it.kind, Kind::Shell(_))),
        }
    }

    /// With what `.dockerignore` says.
    #[must_use]
    pub fn with_ignore(mut self, ignore: Option<&'a IgnoreFile>) -> Self {
        self.ignore = ignore;
        self
    }

    /// With the text of the configuration file for hadolint.
    #[must_use]
    pub fn with_hadolint(mut self, config: Option<&str>) -> Self {
        if let Some(config) = config {
            self.ignored.add(config);
        }
        self
    }

    /// Reports a finding, unless `# check=` silences its rule for the file or for its instruction, or what was written for
    /// hadolint does.
    pub fn report(&mut self, finding: Finding) {
        // What `BuildKit` itself warns of was heard already, by its own law: some warnings no comment silences.
        if is_buildkits(finding.rule) {
            self.findings.push(finding);
            return;
        }
        let above = finding.instruction.and_then(|index| self.file.instructions.get(index));
        let comments = above.map(|it| it.comments.as_slice()).unwrap_or_default();
        let options = self.file.checks.with_comments(comments);
        let rule = finding.rule;
        let is_on = rule.on || options.asks_for(rule.id);
        let is_skipped = options.skip.iter().any(|name| rule.answers_to(name));
        let is_ignored = self.ignored.has(rule) || hadolint::ignores(comments, rule);
        if is_on && options.allows(rule.id) && !is_skipped && !is_ignored {
            self.findings.push(finding);
        }
    }

    /// Whether the file asks for any check that is silent otherwise.
    pub(super) fn asks_for_more(&self) -> bool {
        let checks = &self.file.checks;
        let comments = self.file.instructions.iter().flat_map(|it| &it.comments);
        checks.experimental_all
            || !checks.experimental.is_empty()
            || comments.into_iter().any(|comment| comment.contains("experimental"))
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// What one of `BuildKit`'s own checks found, in all stages.
    pub fn warnings(&self, check: &'static str) -> Vec<&'a Warning> {
        self.check.all_warnings().filter(|warning| warning.check == check).collect()
    }

    /// The instruction that a warning is about.
    pub fn instruction_of(&self, warning: &Warning) -> Option<&'a Instruction> {
        self.file.instructions.get(warning.instruction?)
    }

    /// The stage that a stage starts from.
    pub fn base_of(&self, stage: &Stage) -> Option<usize> {
        let evaluation = &self.check.plan.evaluation;
        let state = evaluation.state(self.state_of(stage.index)?)?;
        evaluation.state(state.base()?)?.stage
    }

    /// The `RUN`s of the file.
    pub fn runs(&self) -> impl Iterator<Item = &'a Instruction> + use<'a> {
        self.file.instructions.iter().filter(|it| matches!(it.kind, Kind::Run(_)))
    }

    /// The simple commands of a `RUN`, in order; none where the shell in force is none that is read.
    pub(super) fn commands(&self, it: &Instruction) -> &'a [SimpleCommand] {
        let is_shell = matches!(&it.kind, Kind::Run(run) if run.command.shell);
        let is_read = !is_shell || self.reads_sh(it);
        self.commands.get(it.index).filter(|_| is_read).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the text of a `RUN` is read by a shell that understands `sh`.
    pub fn reads_sh(&self, it: &Instruction) -> bool {
        self.file.escape == '\\' && self.reads_sh.get(it.index) != Some(&false)
    }

    /// Where more can be put behind the last command of a `RUN`; `None` where a comment, a redirection or anything else
    /// follows it.
    pub fn end_of_commands(&self, it: &Instruction, commands: &[SimpleCommand]) -> Option<Span> {
        let end = commands.last()?.span().at_end();
        let rest = Span { start: end.start, end: it.line_span.end };
        let ends =
            it.heredocs.is_empty() && it.line_span.contains(end) && rest.of(self.source).trim().is_empty();
        ends.then_some(end)
    }

    /// The stages that start from a stage, over any number of stages between.
    pub fn descendants_of(&self, stage: &Stage) -> Vec<&'a Stage> {
        let evaluation = &self.check.plan.evaluation;
        let Some(own) = self.state_of(stage.index) else { return Vec::new() };
        let mut found = Vec::new();
        // A base always stands before what starts from it.
        let mut starts_from_it: Vec<bool> = Vec::with_capacity(evaluation.states.len());
        for (id, state) in evaluation.states.iter().enumerate() {
            let follows = state.base().is_some_and(|base| starts_from_it.get(base) == Some(&true));
            starts_from_it.push(follows || id == own);
            if follows {
                found.extend(state.stage.and_then(|index| self.stages().get(index)));
            }
        }
        found
    }

    /// The stages of the file.
    pub fn stages(&self) -> &'a [Stage] {
        &self.build.stages.list
    }

    fn place_of(&self, instruction: usize) -> Option<usize> {
        self.stages.get(instruction).copied().flatten()
    }

    /// The stage that an instruction belongs to.
    pub fn stage_of(&self, instruction: usize) -> Option<&'a Stage> {
        self.stages().get(self.place_of(instruction)?)
    }

    /// The instructions of a stage, without its `FROM`.
    pub fn instructions_of(&self, stage: &'a Stage) -> impl Iterator<Item = &'a Instruction> + use<'a> {
        let file = self.file;
        stage.instructions.iter().filter_map(|index| file.instructions.get(*index))
    }

    /// The state of a stage.
    pub fn state_of(&self, stage: usize) -> Option<StateId> {
        self.build.plan.evaluation.state_of_stage(stage)
    }

    /// Whether the target needs a stage.
    pub fn is_reached(&self, stage: usize) -> bool {
        let evaluation = &self.build.plan.evaluation;
        self.state_of(stage).is_some_and(|state| evaluation.reached.get(state) == Some(&true))
    }

    /// Whether the layers of a stage become layers of the image: it is the target or what the target starts from.
    pub fn is_shipped(&self, stage: usize) -> bool {
        self.shipped.get(stage) == Some(&true)
    }

    /// Whether the layers that an instruction makes become layers of the image.
    pub fn ships(&self, it: &Instruction) -> bool {
        self.place_of(it.index).is_some_and(|stage| self.is_shipped(stage))
    }

    /// The name of a stage as people say it: its name, else `stage-N`.
    pub fn name_of(&self, stage: &Stage) -> String {
        stage.shown_name()
    }

    /// The `FROM` of a stage with the instruction that it stands in.
    pub fn from_of(&self, stage: &Stage) -> Option<(&'a Instruction, &'a crate::syntax::From)> {
        let it = self.file.instructions.get(stage.from?)?;
        match &it.kind {
            Kind::From(from) => Some((it, from)),
            _ => None,
        }
    }
}

/// Whether a rule is a check of `BuildKit` itself.
pub(super) fn is_buildkits(rule: &RuleMeta) -> bool {
    rule.equivalents.iter().any(|name| name.strip_prefix("buildkit ") == Some(rule.id))
}

/// For each instruction, the first vertex that was made for it; and for each vertex the next of the same instruction.
fn vertices(check: &Build<'_>) -> (Vec<Option<VertexId>>, Vec<Option<VertexId>>) {
    let all = &check.plan.graph.vertices;
    let mut first = vec![None; check.file.instructions.len()];
    let mut next = vec![None; all.len()];
    for (place, vertex) in all.iter().enumerate().rev() {
        let slots = (vertex.instruction.and_then(|index| first.get_mut(index)), next.get_mut(place));
        if let (Some(first), Some(next)) = slots {
            *next = first.replace(place);
        }
    }
    (first, next)
}

/// For each instruction, the stage that it copies from.
fn sources(check: &Build<'_>) -> Vec<Option<usize>> {
    let evaluation = &check.plan.evaluation;
    let mut sources = vec![None; check.file.instructions.len()];
    let commands = evaluation.states.iter().filter(|state| state.stage.is_some()).flat_map(|it| &it.commands);
    for command in commands.filter(|command| !command.on_build) {
        let source = command.sources.first().and_then(|source| evaluation.state(*source)?.stage);
        if let Some(slot) = sources.get_mut(command.instruction.index) {
            *slot = source;
        }
    }
    sources
}

/// For each stage, whether it is the target or what the target starts from.
fn shipped(build: &Build<'_>) -> Vec<bool> {
    let evaluation = &build.plan.evaluation;
    let mut shipped = vec![false; build.stages.list.len()];
    let mut next = evaluation.target;
    // A base always stands before what starts from it, so this ends.
    while let Some(state) = next.and_then(|id| evaluation.state(id)) {
        if let Some(slot) = state.stage.and_then(|stage| shipped.get_mut(stage)) {
            *slot = true;
        }
        next = state.base().filter(|base| Some(*base) < next);
    }
    shipped
}

/// For each instruction, whether the shell in force there understands `sh`.
fn reads_sh(check: &Build<'_>) -> Vec<bool> {
    let evaluation = &check.plan.evaluation;
    let mut reads = vec![true; check.file.instructions.len()];
    let mut at_end = vec![true; check.stages.list.len()];
    for stage in &check.stages.list {
        let state = evaluation.state_of_stage(stage.index).and_then(|id| evaluation.state(id));
        let is_windows = state.and_then(|state| state.platform.as_ref()).is_some_and(|it| it.os == "windows");
        let mut now = match state.map(|state| &state.origin) {
            Some(Origin::State(base)) => {
                let base = evaluation.state(*base).and_then(|base| at_end.get(base.stage?));
                base.copied().unwrap_or(true)
            }
            _ if is_windows => false,
            Some(Origin::Image(Some(image))) => match &image.config.shell {
                Some(words) => understands_sh(words),
                None => !image.only_platform.starts_with("windows"),
            },
            _ => state.is_none_or(|state| !state.base_ref.starts_with("mcr.microsoft.com/windows")),
        };
        for index in &stage.instructions {
            if let Some(Kind::Shell(words)) = check.file.instructions.get(*index).map(|it| &it.kind) {
                now = understands_sh(words);
            }
            if let Some(reads) = reads.get_mut(*index) {
                *reads = now;
            }
        }
        if let Some(at_end) = at_end.get_mut(stage.index) {
            *at_end = now;
        }
    }
    reads
}

fn understands_sh(words: &[String]) -> bool {
    let program = words.first().and_then(|word| word.rsplit(['/', '\\']).next()).unwrap_or("sh");
    let name = program.strip_suffix(".exe").unwrap_or(program);
    matches!(name, "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh")
}
