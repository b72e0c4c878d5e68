//! What a Dockerfile does, instruction by instruction, in plain sentences that are true for the build that was asked for.
//!
//! Takes an input, its report and a table of sentences. Each sentence knows the lines that it is about. What is not known is
//! said to be unknown: a command that is in no row of the table may do anything.

mod commands;
mod image;
mod sentences;
mod settings;
mod stage;
mod transfer;

pub use sentences::{Piece, SENTENCES, Sentences};

use crate::catalog::Catalog;
use crate::eval::StateId;
use crate::plan::{Build, Outcome, Vertex};
use crate::report::{Input, Report, with_files};
use crate::syntax::{Instruction, Kind};
use crate::text::Lines;

/// Sentences about one part of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// The stage that it is about; `None` for what stands above the first and for the image.
    pub stage: Option<usize>,
    /// Its sentences, in the order of the file.
    pub sentences: Vec<Sentence>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// 1-based first line that it is about; 0 when it is about the whole.
    pub line: u32,
    /// 1-based last line.
    pub end_line: u32,
    /// What it says.
    pub pieces: Vec<Piece>,
}

impl Sentence {
    /// The sentence as Markdown.
    pub fn markdown(&self) -> String {
        self.pieces
            .iter()
            .map(|it| if it.code { format!("`{}`", it.text) } else { it.text.clone() })
            .collect()
    }
}

/// Explains an input whose report this is.
pub fn prose(
    input: &Input,
    report: &Report,
    catalog: &Catalog<'_>,
    sentences: &Sentences<'_>,
) -> Vec<Paragraph> {
    // With every stage carried out, so that a skipped one can be explained as well.
    let told = with_files(input, catalog, true, |build, _| {
        let mut teller = Teller { input, report, build, sentences, told: vec![Paragraph::default()] };
        teller.whole();
        teller.told
    });
    told.unwrap_or_default().into_iter().filter(|it| !it.sentences.is_empty()).collect()
}

/// Tells what a build does.
struct Teller<'a> {
    input: &'a Input,
    report: &'a Report,
    build: &'a Build<'a>,
    sentences: &'a Sentences<'a>,
    told: Vec<Paragraph>,
}

impl<'a> Teller<'a> {
    fn whole(&mut self) {
        self.overview();
        for stage in &self.build.stages.list {
            self.told.push(Paragraph { stage: Some(stage.index), sentences: Vec::new() });
            self.from(stage);
            for it in stage.instructions.iter().filter_map(|index| self.build.file.instructions.get(*index)) {
                self.instruction(stage.index, it);
            }
        }
        self.told.push(Paragraph::default());
        self.image();
    }

    fn instruction(&mut self, stage: usize, it: &Instruction) {
        match &it.kind {
            Kind::From(_) => {}
            Kind::Arg(arguments) => self.arguments(stage, it, arguments),
            Kind::Run(run) => self.run(it, run),
            Kind::Copy(transfer) | Kind::Add(transfer) => self.transfer(stage, it, transfer),
            Kind::Invalid => self.say(it, "invalid", &[]),
            _ => self.setting(stage, it),
        }
    }

    /// Says something of an instruction.
    fn say(&mut self, it: &Instruction, key: &str, values: &[&str]) {
        self.say_of(it.lines, key, values);
    }

    /// Says something of the whole.
    fn say_of_all(&mut self, key: &str, values: &[&str]) {
        self.say_of(Lines::default(), key, values);
    }

    fn say_of(&mut self, lines: Lines, key: &str, values: &[&str]) {
        let pieces = self.sentences.fill(key, values);
        self.push(lines, pieces);
    }

    fn push(&mut self, lines: Lines, pieces: Vec<Piece>) {
        if let Some(paragraph) = self.told.last_mut().filter(|_| !pieces.is_empty()) {
            paragraph.sentences.push(Sentence { line: lines.start, end_line: lines.end, pieces });
        }
    }

    /// What the stage comes to.
    fn outcome(&self, stage: usize) -> Option<&'a Outcome> {
        self.build.plan.outcome(self.build.plan.evaluation.state_of_stage(stage)?)
    }

    /// What an instruction adds to the graph; nothing where it cannot be carried out.
    fn vertex(&self, it: &Instruction) -> Option<&'a Vertex> {
        let is_own =
            |vertex: &Vertex| vertex.instruction == Some(it.index) && !vertex.name.starts_with("[internal]");
        self.build.plan.graph.vertices.iter().rfind(|it| is_own(it)).map(|it| &**it)
    }

    /// Whether the target needs the stage.
    fn runs(&self, stage: usize) -> bool {
        self.report.stages.get(stage).is_some_and(|it| it.reached)
    }

    /// Whether the image that is built stands on the stage, or is made of it.
    fn is_in_image(&self, stage: usize) -> bool {
        let evaluation = &self.build.plan.evaluation;
        let target = self.report.target.and_then(|it| evaluation.state_of_stage(it));
        let wanted = evaluation.state_of_stage(stage);
        let base = |id: &StateId| evaluation.state(*id)?.base().filter(|base| base < id);
        std::iter::successors(target, base).any(|id| Some(id) == wanted)
    }

    /// The line of an instruction.
    fn line_of(&self, index: usize) -> String {
        self.build.file.instructions.get(index).map(|it| it.lines.start.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
