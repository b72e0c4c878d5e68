//! What a change may ask: the file, its stages with their outcomes, and where the cursor is.

use crate::catalog::BaseImage;
use crate::eval::Origin;
use crate::plan::{Build, Outcome};
use crate::report::Input;
use crate::stage::{Stage, from_of};
use crate::syntax::command::{self, SimpleCommand};
use crate::syntax::{From, Instruction};
use crate::text::Span;

/// A Dockerfile with all its stages carried out, and a place in it.
pub(super) struct Scene<'a> {
    pub(super) input: &'a Input,
    pub(super) build: &'a Build<'a>,
    /// The stage at the place.
    pub(super) stage: &'a Stage,
    /// The instruction at the place, where there is one.
    pub(super) at: Option<&'a Instruction>,
}

impl<'a> Scene<'a> {
    /// `None` where the place is in no stage.
    pub(super) fn new(input: &'a Input, build: &'a Build<'a>, pos: usize) -> Option<Self> {
        let all = &build.file.instructions;
        // A line without an instruction belongs to what stands above it.
        let last = all.iter().rfind(|it| it.span.start as usize <= pos).or(all.first())?;
        let stage = build.stages.of(last.index).unwrap_or_default();
        let stage = build.stages.list.get(stage).filter(|stage| stage.from.is_some())?;
        let at = Some(last).filter(|it| it.span.end as usize >= pos);
        Some(Self { input, build, stage, at })
    }

    pub(super) fn source(&self) -> &'a str {
        &self.input.dockerfile
    }

    /// The stage, where it is the only one.
    pub(super) fn only_stage(&self) -> Option<&'a Stage> {
        let [stage] = self.build.stages.list.as_slice() else { return None };
        Some(stage).filter(|_| self.build.plan.evaluation.target == Some(stage.index))
    }

    /// The `FROM` of a stage.
    pub(super) fn base_of(&self, stage: &Stage) -> Option<(&'a Instruction, &'a From)> {
        from_of(self.build.file, stage)
    }

    pub(super) fn instructions(&self, stage: &'a Stage) -> impl Iterator<Item = &'a Instruction> + use<'a> {
        let all = &self.build.file.instructions;
        stage.instructions.iter().filter_map(|index| all.get(*index))
    }

    pub(super) fn outcome(&self, stage: &Stage) -> Option<&'a Outcome> {
        self.build.plan.outcome(stage.index)
    }

    /// What is known of the image that a stage starts from.
    pub(super) fn image(&self, stage: &Stage) -> Option<&'a BaseImage> {
        match &self.build.plan.evaluation.state(stage.index)?.origin {
            Origin::Image(Some(image)) => Some(image),
            _ => None,
        }
    }

    pub(super) fn commands(&self, it: &Instruction) -> Vec<SimpleCommand> {
        command::commands(self.build.file, it)
    }

    /// A keyword in the case of the stage's own.
    pub(super) fn keyword(&self, text: &str) -> String {
        let is_lower =
            self.base_of(self.stage).is_some_and(|(it, _)| crate::text::case::is_lower(&it.keyword.text));
        if is_lower { text.to_ascii_lowercase() } else { text.to_owned() }
    }

    /// The text of an instruction.
    pub(super) fn text(&self, it: &Instruction) -> &'a str {
        it.span.of(self.source())
    }

    /// The lines of an instruction with the comments right above it and the last line break.
    pub(super) fn lines(&self, it: &Instruction) -> Span {
        let source = self.source();
        let line_start =
            |at: usize| source.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |found| found + 1);
        let mut start = line_start(it.span.start as usize);
        while let Some(before) = start.checked_sub(1).map(line_start) {
            let line = source.get(before..start).unwrap_or_default().trim_start();
            let is_directive =
                self.build.file.directives.iter().any(|directive| directive.span.start as usize >= before);
            if !line.starts_with('#') || is_directive {
                break;
            }
            start = before;
        }
        let end = it.span.end as usize;
        let rest = source.get(end..).unwrap_or_default();
        Span::new(start, rest.find('\n').map_or(source.len(), |at| end + at + 1))
    }

    /// A name that no stage has.
    pub(super) fn free_name(&self, wanted: &str) -> String {
        let is_taken = |name: &str| {
            let mut stages = self.build.stages.list.iter();
            stages.any(|stage| {
                stage.name == name || self.base_of(stage).is_some_and(|(_, from)| from.image.text == name)
            })
        };
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut names = [wanted.to_owned()].into_iter().chain(numbered);
        names.find(|name| !is_taken(name)).unwrap_or_else(|| wanted.to_owned())
    }

    /// The image that a stage starts from, as its repository and its tag; `None` where a variable, a digest or no tag
    /// stands there.
    pub(super) fn tagged(&self, stage: &Stage) -> Option<(&'a str, &'a str)> {
        let (_, from) = self.base_of(stage)?;
        let text = from.image.text.as_str();
        if text.contains(['$', '@']) {
            return None;
        }
        let (repository, tag) = text.rsplit_once(':').filter(|(_, tag)| !tag.contains('/'))?;
        Some((repository.strip_prefix("docker.io/library/").unwrap_or(repository), tag))
    }
}
