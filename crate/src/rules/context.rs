//! What a rule may ask, and how it answers.

use crate::diag::{Finding, Warning};
use crate::eval::StateId;
use crate::plan::Build;
use crate::stage::Stage;
use crate::syntax::{Dockerfile, Instruction, Kind};

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
    findings: Vec<Finding>,
}

impl<'a> RuleContext<'a> {
    /// Asks about a file and its builds.
    pub fn new(source: &'a str, build: &'a Build<'a>, check: &'a Build<'a>) -> Self {
        Self { source, file: build.file, build, check, findings: Vec::new() }
    }

    /// Reports a finding, unless `# check=` silences its rule for the file or for its instruction.
    pub fn report(&mut self, finding: Finding) {
        let above = finding.instruction.and_then(|index| self.file.instructions.get(index));
        let options =
            above.map_or_else(|| self.file.checks.clone(), |it| self.file.checks.with_comments(&it.comments));
        if options.allows(finding.rule.id) {
            self.findings.push(finding);
        }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// What one of `BuildKit`'s own checks found, in all stages.
    pub fn warnings(&self, check: &'static str) -> Vec<&'a Warning> {
        self.check.all_warnings().filter(|warning| warning.check == check).collect()
    }

    /// The stages of the file.
    pub fn stages(&self) -> &'a [Stage] {
        &self.build.stages.list
    }

    /// The stage that an instruction belongs to.
    pub fn stage_of(&self, instruction: usize) -> Option<&'a Stage> {
        self.stages().get(self.build.stages.of(instruction)?)
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
        let evaluation = &self.build.plan.evaluation;
        let mut next = evaluation.target;
        // A base always stands before what starts from it, so this ends.
        while let Some(state) = next.and_then(|id| evaluation.state(id)) {
            if state.stage == Some(stage) {
                return true;
            }
            next = state.base().filter(|base| Some(*base) < next);
        }
        false
    }

    /// Whether the layers that an instruction makes become layers of the image.
    pub fn ships(&self, it: &Instruction) -> bool {
        self.build.stages.of(it.index).is_some_and(|stage| self.is_shipped(stage))
    }

    /// The name of a stage as people say it: its name, else `stage-N`.
    pub fn name_of(&self, stage: &Stage) -> String {
        if stage.name.is_empty() { format!("stage-{}", stage.index) } else { stage.name.clone() }
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
