//! What lights up together.
//!
//! A [`Subject`] is anything on the page that can be pointed at; a [`Highlight`] is what it means in the Dockerfile. Every
//! panel asks the highlight whether a thing of its own is lit, so that the same thing lights up everywhere. Pure.

use std::fmt;

use stagescope::Report;
use stagescope::report::{self, EdgeView, InstructionRange, LayerRow, NodeId};

/// Something that can be pointed at. Written into the `data-subject` attribute of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A stage, by index.
    Stage(usize),
    /// An instruction, by index.
    Instruction(usize),
    /// A layer of the final image, by its place in the list.
    Layer(usize),
    /// An edge of the graph, by its place in the list.
    Edge(usize),
    /// An external image, by its index among them.
    Image(usize),
    /// A finding, by its place in the list.
    Finding(usize),
    /// A line of the text, from 1.
    Line(u32),
}

impl Subject {
    /// Reads what [`fmt::Display`] writes.
    pub fn parse(word: &str) -> Option<Self> {
        let (kind, index) = word.split_once('-')?;
        let index: usize = index.parse().ok()?;
        match kind {
            "stage" => Some(Self::Stage(index)),
            "instruction" => Some(Self::Instruction(index)),
            "layer" => Some(Self::Layer(index)),
            "edge" => Some(Self::Edge(index)),
            "image" => Some(Self::Image(index)),
            "finding" => Some(Self::Finding(index)),
            "line" => u32::try_from(index).ok().map(Self::Line),
            _ => None,
        }
    }

    /// That of a node of the graph.
    pub fn of_node(id: NodeId) -> Self {
        match id {
            NodeId::Stage(index) => Self::Stage(index),
            NodeId::Image(index) => Self::Image(index),
        }
    }

    /// The part of the text that it is about, in UTF-16 offsets.
    pub fn range(self, report: &Report, text: &str) -> Option<(u32, u32)> {
        let of_instruction = |index: usize| report.instructions.get(index).map(|it| (it.from, it.to));
        match self {
            Self::Stage(index) => {
                let stage = report.stages.get(index)?;
                stage.instruction.and_then(of_instruction).or_else(|| line_range(text, stage.line))
            }
            Self::Finding(index) => report.diagnostics.get(index).map(|it| (it.from, it.to)),
            Self::Line(line) => line_range(text, line),
            Self::Instruction(_) | Self::Layer(_) | Self::Edge(_) | Self::Image(_) => {
                Highlight::of(report, self).instructions.first().copied().and_then(of_instruction)
            }
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(index) => write!(f, "stage-{index}"),
            Self::Instruction(index) => write!(f, "instruction-{index}"),
            Self::Layer(index) => write!(f, "layer-{index}"),
            Self::Edge(index) => write!(f, "edge-{index}"),
            Self::Image(index) => write!(f, "image-{index}"),
            Self::Finding(index) => write!(f, "finding-{index}"),
            Self::Line(line) => write!(f, "line-{line}"),
        }
    }
}

/// The stages and instructions that are lit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Highlight {
    /// Indices of the stages, in no order, each once.
    pub stages: Vec<usize>,
    /// Indices of the instructions, that which is pointed at first, each once.
    pub instructions: Vec<usize>,
    /// For a stage that is pointed at: edges of the graph that lead to it from the target, which says why it is built.
    pub way: Vec<usize>,
}

impl Highlight {
    /// What a subject lights.
    pub fn of(report: &Report, subject: Subject) -> Self {
        match subject {
            Subject::Stage(index) => Self::of_stage(report, index),
            Subject::Instruction(index) => Self::of_instruction(report, index),
            Subject::Layer(index) => report
                .image
                .iter()
                .filter_map(|it| it.layers.get(index))
                .fold(Self::default(), |acc, layer| {
                    acc.with(report, layer.instruction).with(report, layer.made_by.iter().copied())
                }),
            Subject::Edge(index) => {
                report.graph.edges.get(index).map_or_else(Self::default, |edge| Self::of_edge(report, edge))
            }
            Subject::Image(index) => {
                let mut edges = report.graph.edges.iter().filter(|it| it.from == NodeId::Image(index));
                edges
                    .by_ref()
                    .fold(Self::default(), |acc, edge| acc.with(report, edge.instructions.iter().copied()))
            }
            Subject::Finding(index) => Self::of_finding(report, index),
            Subject::Line(line) => {
                let covers = |it: &InstructionRange| it.line <= line && line <= it.end_line;
                let at = report.instructions.iter().position(covers);
                at.map_or_else(Self::default, |index| Self::of_instruction(report, index))
            }
        }
    }

    /// What a place in the text lights: the instruction that stands there.
    pub fn at_offset(report: &Report, offset: u32) -> Self {
        let at = report.instructions.iter().position(|it| it.from <= offset && offset <= it.to);
        at.map_or_else(Self::default, |index| Self::of_instruction(report, index))
    }

    fn of_stage(report: &Report, index: usize) -> Self {
        let all = report.instructions.iter().enumerate();
        let own = all.filter(|(_, it)| it.stage == Some(index)).map(|(index, _)| index);
        let target = report.target.map(NodeId::Stage);
        let way = target.and_then(|target| report::way(report, target, NodeId::Stage(index)));
        Self { stages: vec![index], way: way.unwrap_or_default(), ..Self::default() }.with(report, own)
    }

    // A `COPY --from` also lights what made the files that it takes.
    fn of_instruction(report: &Report, index: usize) -> Self {
        let layers = report.image.iter().flat_map(|it| &it.layers);
        let own = layers.filter(|it| !it.inherited && it.instruction == Some(index));
        let makers = own.flat_map(|it| it.made_by.iter().copied());
        Self::default().with(report, [index]).with(report, makers)
    }

    fn of_edge(report: &Report, edge: &EdgeView) -> Self {
        let mut lit = Self::default().with(report, edge.instructions.iter().copied());
        lit.add_stage(match edge.from {
            NodeId::Stage(index) => Some(index),
            NodeId::Image(_) => None,
        });
        lit
    }

    fn of_finding(report: &Report, index: usize) -> Self {
        let Some(finding) = report.diagnostics.get(index) else { return Self::default() };
        match (finding.instruction, finding.stage) {
            (Some(instruction), _) => Self::of_instruction(report, instruction),
            (None, Some(stage)) => Self::of_stage(report, stage),
            (None, None) => Self::default(),
        }
    }

    fn with(mut self, report: &Report, instructions: impl IntoIterator<Item = usize>) -> Self {
        for index in instructions {
            let Some(range) = report.instructions.get(index) else { continue };
            if !self.instructions.contains(&index) {
                self.instructions.push(index);
            }
            self.add_stage(range.stage);
        }
        self
    }

    fn add_stage(&mut self, stage: Option<usize>) {
        self.stages.extend(stage.filter(|it| !self.stages.contains(it)));
    }

    /// Whether nothing is lit.
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty() && self.instructions.is_empty()
    }

    /// Whether a thing that comes from one instruction, or from several, is lit.
    pub fn lights(&self, instructions: impl IntoIterator<Item = usize>) -> bool {
        instructions.into_iter().any(|it| self.instructions.contains(&it))
    }

    /// Whether a stage is lit.
    pub fn lights_stage(&self, stage: usize) -> bool {
        self.stages.contains(&stage)
    }

    /// Whether a layer is lit: by its own instruction or by one that made its content.
    pub fn lights_layer(&self, layer: &LayerRow) -> bool {
        self.lights(layer.instruction.into_iter().chain(layer.made_by.iter().copied()))
    }

    /// Whether a node of the graph is lit. An external image is lit with any edge that leaves it.
    pub fn lights_node(&self, report: &Report, id: NodeId) -> bool {
        match id {
            NodeId::Stage(index) => self.lights_stage(index),
            NodeId::Image(_) => {
                let mut edges = report.graph.edges.iter().filter(|it| it.from == id);
                edges.any(|edge| self.lights(edge.instructions.iter().copied()))
            }
        }
    }

    /// The lines to light in the editor: from, to and stage of each instruction.
    pub fn ranges(&self, report: &Report) -> Vec<(u32, u32, Option<usize>)> {
        let found = self.instructions.iter().filter_map(|index| report.instructions.get(*index));
        found.map(|it| (it.from, it.to, it.stage)).collect()
    }
}

/// From and to of a line, counted from 1, in UTF-16 offsets; `None` when there is no such line.
fn line_range(text: &str, line: u32) -> Option<(u32, u32)> {
    let units = |part: &str| u32::try_from(part.encode_utf16().count()).ok();
    let mut from = 0;
    for (number, part) in (1..).zip(text.split('\n')) {
        let to = from + units(part)?;
        if number == line {
            return Some((from, to));
        }
        from = to + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{TEXT, report};

    #[test]
    fn attributes_are_read_back() {
        for subject in [
            Subject::Stage(0),
            Subject::Instruction(12),
            Subject::Layer(3),
            Subject::Edge(1),
            Subject::Image(2),
            Subject::Finding(4),
            Subject::Line(5),
        ] {
            assert_eq!(Subject::parse(&subject.to_string()), Some(subject));
        }
        for nonsense in ["", "stage", "stage-", "stage--1", "stone-1", "line-99999999999"] {
            assert_eq!(Subject::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_stage_lights_itself_and_its_instructions() {
        let lit = Highlight::of(&report(), Subject::Stage(0));
        assert_eq!((lit.stages, lit.instructions), (vec![0], vec![0, 1]));
        // The target copies from it.
        assert_eq!(lit.way, [2]);
        assert!(Highlight::of(&report(), Subject::Stage(1)).way.is_empty());
    }

    #[test]
    fn a_copied_layer_lights_the_steps_that_made_it_in_the_other_stage() {
        let report = report();
        let lit = Highlight::of(&report, Subject::Layer(1));
        assert_eq!(lit.instructions, [3, 1]);
        assert!(lit.lights_stage(0) && lit.lights_stage(1));
        assert_eq!(lit.ranges(&report).iter().map(|it| it.2).collect::<Vec<_>>(), [Some(1), Some(0)]);
    }

    #[test]
    fn pointing_at_the_maker_lights_the_layer() {
        let report = report();
        let lit = Highlight::of(&report, Subject::Instruction(1));
        let layers = &report.image.as_ref().unwrap().layers;
        assert_eq!(layers.iter().map(|it| lit.lights_layer(it)).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn an_image_is_lit_with_the_stage_that_starts_from_it() {
        let report = report();
        let lit = Highlight::of(&report, Subject::Image(0));
        assert_eq!(lit.instructions, [0]);
        assert!(lit.lights_node(&report, NodeId::Image(0)) && lit.lights_node(&report, NodeId::Stage(0)));
        assert!(!lit.lights_node(&report, NodeId::Image(1)) && !lit.lights_node(&report, NodeId::Stage(1)));
    }

    #[test]
    fn an_edge_lights_both_of_its_ends() {
        let lit = Highlight::of(&report(), Subject::Edge(2));
        assert!(lit.lights_stage(0) && lit.lights_stage(1));
        assert_eq!(lit.instructions, [3]);
    }

    #[test]
    fn a_finding_lights_its_instruction() {
        assert_eq!(Highlight::of(&report(), Subject::Finding(0)).instructions, [1]);
    }

    #[test]
    fn a_place_between_instructions_lights_nothing() {
        let report = report();
        assert_eq!(Highlight::at_offset(&report, report.instructions[1].from).instructions, [1]);
        assert!(Highlight::at_offset(&report, report.instructions[1].to + 1).is_empty());
        assert!(Highlight::of(&report, Subject::Line(3)).is_empty());
    }

    #[test]
    fn what_is_gone_lights_nothing() {
        let report = report();
        for subject in [Subject::Layer(99), Subject::Instruction(99), Subject::Edge(99), Subject::Finding(99)]
        {
            assert!(Highlight::of(&report, subject).is_empty(), "{subject}");
            assert_eq!(subject.range(&report, TEXT), None, "{subject}");
        }
    }

    #[test]
    fn lines_are_counted_in_utf16() {
        assert_eq!(line_range("🐋\nFROM a\n", 2), Some((3, 9)));
        assert_eq!(line_range("🐋\nFROM a\n", 3), Some((10, 10)));
        assert_eq!(line_range("a", 2), None);
        assert_eq!(line_range("", 1), Some((0, 0)));
    }

    #[test]
    fn subjects_know_their_text() {
        let report = report();
        let text_of = |subject: Subject| {
            let (from, to) = subject.range(&report, TEXT).unwrap();
            TEXT.get(from as usize..to as usize).unwrap()
        };
        assert_eq!(text_of(Subject::Stage(1)), "FROM alpine:3.20");
        assert_eq!(text_of(Subject::Layer(1)), "COPY --from=builder /app /app");
        assert_eq!(text_of(Subject::Line(2)), "RUN make");
    }
}
