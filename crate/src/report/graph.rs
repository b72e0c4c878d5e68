//! The stage graph, laid out.

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "camelCase", tag = "kind", content = "index")
)]
pub enum NodeId {
    /// A stage of the file, by its index.
    Stage(usize),
    /// An image that is not made here, by its index among the nodes of that kind.
    Image(usize),
}

/// What one stage needs of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum EdgeKind {
    /// `FROM`: starts as a copy of it.
    From,
    /// `COPY --from`: takes files.
    Copy,
    /// `RUN --mount=from=`: sees files while one command runs.
    Mount,
}

/// A node: its box in CSS pixels and its words.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct NodeView {
    /// What it stands for.
    pub id: NodeId,
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// `1 builder`, or the image's name.
    pub title: String,
    /// A few short lines below the title, the most important first.
    pub lines: Vec<String>,
    /// Whether the target needs it.
    pub reached: bool,
    /// Whether it is the target.
    pub target: bool,
}

/// An edge, from what is used to what uses it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct EdgeView {
    /// What is used.
    pub from: NodeId,
    /// What uses it.
    pub to: NodeId,
    /// How it is used.
    pub kind: EdgeKind,
    /// The copied path, or the mount's target; empty for `FROM`. Several are joined as `/a +2`.
    pub label: String,
    /// The line as the `d` of an SVG path.
    pub path: String,
    /// Centre of the label.
    pub label_x: i32,
    /// Centre of the label.
    pub label_y: i32,
    /// Width reserved for the label.
    pub label_width: i32,
    /// Instructions that it comes from.
    pub instructions: Vec<usize>,
    /// Whether the target needs it.
    pub reached: bool,
}

/// The graph in one box of `width` by `height` CSS pixels.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct GraphView {
    /// Width of the drawing.
    pub width: i32,
    /// Height of the drawing.
    pub height: i32,
    /// Stages and external images.
    pub nodes: Vec<NodeView>,
    /// Who uses what.
    pub edges: Vec<EdgeView>,
}

use crate::eval::{Evaluation, Origin, State, StateId};
use crate::plan::Build;
use crate::syntax::Kind;

use super::layout::{self, Pair};
use super::reasons::name;
use super::size::view as size_view;
use super::weigh::{root_size, state_size};

/// A node before it has a place.
struct Node {
    id: NodeId,
    title: String,
    lines: Vec<String>,
    reached: bool,
    target: bool,
}

/// An edge before it has a place; nodes are named by their index.
struct Edge {
    from: usize,
    to: usize,
    kind: EdgeKind,
    labels: Vec<String>,
    instructions: Vec<usize>,
    reached: bool,
}

/// Lays out the stages of a file and what they need of each other.
pub(super) fn view(build: &Build<'_>) -> GraphView {
    let evaluation = &build.plan.evaluation;
    let chain = super::weigh::chain(build);
    let mut drawing = Drawing { nodes: Vec::new(), edges: Vec::new(), of_state: Vec::new() };
    for (id, state) in evaluation.states.iter().enumerate() {
        let node = state.stage.map(|stage| stage_node(build, &chain, id, stage));
        let place = node.map(|node| drawing.add(node));
        drawing.of_state.push(place);
    }
    for (id, state) in evaluation.states.iter().enumerate() {
        drawing.connect(build, id, state);
    }
    drawing.lay_out()
}

fn stage_node(build: &Build<'_>, chain: &[StateId], id: StateId, stage: usize) -> Node {
    let evaluation = &build.plan.evaluation;
    let reached = evaluation.reached.get(id) == Some(&true);
    let target = evaluation.target == Some(id);
    let state = evaluation.state(id);
    let steps = state.map_or(0, |state| state.commands.iter().filter(|it| it.instruction.is_step()).count());
    let steps = if steps == 1 { "1 step".to_owned() } else { [&steps.to_string(), " steps"].concat() };
    let mut lines = Vec::new();
    if reached {
        let own = build
            .plan
            .outcome(id)
            .map_or(0, |outcome| outcome.layers.iter().filter(|it| it.state == id).count());
        let layers = if own == 1 { "1 layer".to_owned() } else { format!("{own} layers") };
        lines.push([steps.as_str(), " · ", if target { &layers } else { "runs" }].concat());
        let size = size_view(&state_size(build, id)).text;
        let size = if size == "unknown" { "size unknown".to_owned() } else { size };
        lines.push(if target { size } else { format!("{size}, stays behind") });
        if evaluation.target.is_some() && chain.contains(&id) && !target {
            lines.pop();
            lines.push("part of the image".to_owned());
        }
    } else {
        lines.push([&steps, " · skipped"].concat());
    }
    Node {
        id: NodeId::Stage(stage),
        title: [&(stage + 1).to_string(), " ", &name(evaluation, id)].concat(),
        lines,
        reached,
        target,
    }
}

struct Drawing {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// The node of each state that has one.
    of_state: Vec<Option<usize>>,
}

impl Drawing {
    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The node of an external image, one for each name.
    fn image(&mut self, build: &Build<'_>, id: StateId, title: &str) -> usize {
        let reached = build.plan.evaluation.reached.get(id) == Some(&true);
        // The images stand behind all stages.
        let is_image = |(_, node): &(usize, &mut Node)| matches!(node.id, NodeId::Image(_));
        let mut images = self.nodes.iter_mut().enumerate().rev().take_while(is_image);
        if let Some((place, node)) = images.find(|(_, node)| node.title == title) {
            node.reached |= reached;
            return place;
        }
        let index = self.nodes.iter().rev().take_while(|node| matches!(node.id, NodeId::Image(_))).count();
        let size = size_view(&root_size(build, id)).text;
        let line = match size.as_str() {
            "unknown" => "image · size unknown".to_owned(),
            size => format!("image · {size}"),
        };
        let id = NodeId::Image(index);
        self.add(Node { id, title: title.to_owned(), lines: vec![line], reached, target: false })
    }

    fn connect(&mut self, build: &Build<'_>, id: StateId, state: &State<'_>) {
        let evaluation = &build.plan.evaluation;
        let Some(to) = self.of_state.get(id).copied().flatten() else { return };
        let reached = evaluation.reached.get(id) == Some(&true);
        let from = match &state.origin {
            Origin::State(base) => self.of_state.get(*base).copied().flatten(),
            Origin::Scratch => None,
            Origin::Image(_) | Origin::Unresolved if state.written_base.is_empty() => None,
            Origin::Image(_) | Origin::Unresolved => Some(self.image(build, id, &state.written_base)),
        };
        if let Some(from) = from {
            let instructions = state.from.into_iter().collect();
            self.edges.push(Edge {
                from,
                to,
                kind: EdgeKind::From,
                labels: Vec::new(),
                instructions,
                reached,
            });
        }
        for command in &state.commands {
            let it = &command.instruction;
            match &it.kind {
                Kind::Copy(copy) => {
                    for source in &command.sources {
                        let labels = copy.sources.iter().map(|word| String::from(&word.text)).collect();
                        self.take(build, (*source, to), EdgeKind::Copy, labels, it.index, reached);
                    }
                }
                Kind::Run(run) => {
                    for (source, mount) in command.sources.iter().zip(&run.mounts) {
                        let target = mount.text.split(',').find_map(|field| {
                            let (key, value) = field.split_once('=')?;
                            matches!(key, "target" | "dst" | "destination").then(|| value.to_owned())
                        });
                        let labels = target.into_iter().collect();
                        self.take(build, (*source, to), EdgeKind::Mount, labels, it.index, reached);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds what a node takes from a state, to an edge of the same kind where there is one.
    fn take(
        &mut self,
        build: &Build<'_>,
        (source, to): (StateId, usize),
        kind: EdgeKind,
        labels: Vec<String>,
        instruction: usize,
        reached: bool,
    ) {
        let evaluation = &build.plan.evaluation;
        let Some(from) = self.source(build, evaluation, source) else { return };
        let mut own = self.edges.iter_mut().rev().take_while(|edge| edge.to == to);
        match own.find(|edge| edge.from == from && edge.kind == kind) {
            Some(edge) => {
                edge.labels.extend(labels);
                edge.instructions.push(instruction);
            }
            None => {
                self.edges.push(Edge { from, to, kind, labels, instructions: vec![instruction], reached });
            }
        }
    }

    fn source(&mut self, build: &Build<'_>, evaluation: &Evaluation<'_>, source: StateId) -> Option<usize> {
        let state = evaluation.state(source)?;
        if let Some(node) = self.of_state.get(source).copied().flatten() {
            return Some(node);
        }
        // A cache, a secret or an empty directory comes from nowhere.
        (state.base_ref != "scratch").then(|| self.image(build, source, &state.written_base))
    }

    fn lay_out(self) -> GraphView {
        let boxes: Vec<Pair> = self.nodes.iter().map(extent).collect();
        // A stage can only use what stands before it; a line that leads back belongs to a file that does not build.
        let rank = |node: usize| match self.nodes.get(node).map(|node| node.id) {
            Some(NodeId::Stage(stage)) => stage + 1,
            _ => 0,
        };
        let leads_on = |edge: &Edge| rank(edge.from) < rank(edge.to);
        let forward: Vec<(usize, usize)> =
            self.edges.iter().filter(|edge| leads_on(edge)).map(|edge| (edge.from, edge.to)).collect();
        let layout = layout::place(&boxes, &forward, |node| rank(node) == 0);
        let mut bends = layout.bends.into_iter();
        let nodes: Vec<NodeView> = self
            .nodes
            .iter()
            .zip(layout.corners.iter().zip(&boxes))
            .map(|(node, ((x, y), (width, height)))| NodeView {
                id: node.id,
                x: *x,
                y: *y,
                width: *width,
                height: *height,
                title: node.title.clone(),
                lines: node.lines.clone(),
                reached: node.reached,
                target: node.target,
            })
            .collect();
        let bends: Vec<Vec<Pair>> = self
            .edges
            .iter()
            .map(|edge| if leads_on(edge) { bends.next().unwrap_or_default() } else { Vec::new() })
            .collect();
        let starts = self.ports(&nodes, |edge| edge.from, |edge, bends| (bends.first(), edge.to), &bends);
        let ends = self.ports(&nodes, |edge| edge.to, |edge, bends| (bends.last(), edge.from), &bends);
        let mut edges: Vec<EdgeView> = Vec::with_capacity(self.edges.len());
        for ((edge, bends), (start, end)) in self.edges.iter().zip(&bends).zip(starts.iter().zip(&ends)) {
            if let (Some(from), Some(to)) = (nodes.get(edge.from), nodes.get(edge.to)) {
                edges.push(draw(edge, from, to, (*start, *end), bends));
            }
        }
        let (width, height) = layout.extent;
        GraphView { width, height, nodes, edges }
    }

    /// At which height each edge meets its box, on one side of all boxes: those of one box are spread over its side, in the
    /// order of where they lead, so that they neither cross there nor meet in one point.
    fn ports(
        &self,
        nodes: &[NodeView],
        of: impl Fn(&Edge) -> usize,
        leads: impl for<'a> Fn(&Edge, &'a [Pair]) -> (Option<&'a Pair>, usize),
        bends: &[Vec<Pair>],
    ) -> Vec<i32> {
        let middle = |node: usize| nodes.get(node).map_or(0, |node| node.y + node.height / 2);
        let mut order: Vec<(usize, i32, usize)> = (0..)
            .zip(self.edges.iter().zip(bends))
            .map(|(place, (edge, bends))| {
                let (bend, far) = leads(edge, bends);
                (of(edge), bend.map_or_else(|| middle(far), |bend| bend.1), place)
            })
            .collect();
        crate::text::order::sort(&mut order);
        let mut ports = vec![0; self.edges.len()];
        for own in order.chunk_by(|a, b| a.0 == b.0) {
            let Some(node) = own.first().and_then(|port| nodes.get(port.0)) else { continue };
            let count = i32::try_from(own.len()).unwrap_or(i32::MAX);
            let gap = (node.height - PORT_BORDER).checked_div(count - 1).unwrap_or(0).min(PORT_GAP);
            let first = node.y + node.height / 2 - gap * (count - 1) / 2;
            for (step, (_, _, place)) in (0..).zip(own) {
                if let Some(port) = ports.get_mut(*place) {
                    *port = first + gap * step;
                }
            }
        }
        ports
    }
}

/// About how wide a text is drawn, in tenths of a CSS pixel for each character: of the title, of a line below it, and of a
/// label.
pub(crate) const TITLE: i32 = 74;
pub(crate) const LINE: i32 = 67;
const LABEL: i32 = 71;

/// The most that two edges are apart where they meet a box, and what they leave free of its side.
const PORT_GAP: i32 = 24;
const PORT_BORDER: i32 = 24;

fn text_width(text: &str, character: i32) -> i32 {
    i32::try_from(text.chars().count()).unwrap_or(i32::MAX / 1_000) * character / 10
}

fn extent(node: &Node) -> Pair {
    let pill = if node.target { 66 } else { 0 };
    let title = text_width(&node.title, TITLE) + pill;
    let widest = node.lines.iter().map(|line| text_width(line, LINE)).fold(title, i32::max);
    let width = (widest + 36).clamp(120, 300);
    match node.id {
        NodeId::Image(_) => (width, 52),
        NodeId::Stage(_) => (width, 40 + 19 * i32::try_from(node.lines.len()).unwrap_or(0)),
    }
}

/// The line from the right side of one box to the left side of the other, at these heights, and its label at its start.
fn draw(edge: &Edge, from: &NodeView, to: &NodeView, ports: (i32, i32), bends: &[Pair]) -> EdgeView {
    let start = (from.x + from.width, ports.0);
    let end = (to.x, ports.1);
    let mut path = format!("M{} {}", start.0, start.1);
    let mut last = start;
    for next in bends.iter().copied().chain([end]) {
        path.push_str(&curve(last, next));
        last = next;
    }
    let label = match edge.labels.as_slice() {
        [] => String::new(),
        [only] => shorten(only),
        [first, rest @ ..] => format!("{} +{}", shorten(first), rest.len()),
    };
    let label_width = if label.is_empty() { 0 } else { text_width(&label, LABEL) + 18 };
    let first = bends.first().copied().unwrap_or(end);
    EdgeView {
        from: from.id,
        to: to.id,
        kind: edge.kind,
        label,
        path,
        label_x: i32::midpoint(start.0, first.0),
        label_y: i32::midpoint(start.1, first.1),
        label_width,
        instructions: edge.instructions.clone(),
        reached: edge.reached,
    }
}

/// From one point to the next, level at both ends. Straight lines too are curves, so that any line can turn into any other.
fn curve((x1, y1): Pair, (x2, y2): Pair) -> String {
    let bend = ((x2 - x1).abs() / 2).clamp(24, 120);
    format!("C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend)
}

/// A path that fits on a label: of a long one, its end.
fn shorten(path: &str) -> String {
    const LONGEST: usize = 16;
    let count = path.chars().count();
    if count <= LONGEST {
        return path.to_owned();
    }
    format!("…{}", path.chars().skip(count - LONGEST + 1).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{EdgeView, NodeId, Pair};
    use crate::catalog::Catalog;
    use crate::report::{Input, analyze};

    /// Where the edges of a node begin, or with the flag end, in the order of the edges; and the box of the node.
    fn ports(text: &str, title: &str, ends: bool) -> (Vec<Pair>, (i32, i32, i32, i32)) {
        let graph =
            analyze(&Input { dockerfile: text.to_owned(), ..Input::default() }, &Catalog::empty()).graph;
        let node = graph.nodes.iter().find(|it| it.title == title).unwrap();
        let is_own = |edge: &&EdgeView| (if ends { edge.to } else { edge.from }) == node.id;
        let port = |edge: &EdgeView| {
            let numbers: Vec<i32> =
                edge.path.split(['M', 'C', ' ']).filter_map(|it| it.parse().ok()).collect();
            let at = if ends { numbers.len() - 2 } else { 0 };
            (numbers[at], numbers[at + 1])
        };
        let found = graph.edges.iter().filter(is_own).map(port).collect();
        (found, (node.x, node.y, node.width, node.height))
    }

    const TEXT: &str = "FROM one AS a\nFROM two AS b\nFROM three AS c\nFROM scratch\nCOPY --from=a /a /\n\
        COPY --from=b /b /\nCOPY --from=c /c /\nRUN --mount=type=bind,from=a,target=/m true\n";

    #[test]
    fn edges_that_end_at_one_box_are_spread_over_its_side() {
        let (mut found, (x, y, _, height)) = ports(TEXT, "4 stage-3", true);
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|port| port.0 == x && y < port.1 && port.1 < y + height), "{found:?}");
        found.sort_unstable();
        let gaps: Vec<i32> = found.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
        assert!(gaps.iter().all(|gap| *gap >= 12 && *gap == gaps[0]), "{found:?}");
    }

    #[test]
    fn edges_that_begin_at_one_box_do_not_cross_there() {
        let text =
            "FROM base AS a\nFROM base AS b\nFROM base AS c\nFROM a\nCOPY --from=b / /\nCOPY --from=c / /\n";
        let (found, (x, y, width, height)) = ports(text, "base", false);
        assert!(
            found.iter().all(|port| port.0 == x + width && y < port.1 && port.1 < y + height),
            "{found:?}"
        );
        let graph =
            analyze(&Input { dockerfile: text.to_owned(), ..Input::default() }, &Catalog::empty()).graph;
        let tops: Vec<i32> = (0..3)
            .map(|stage| graph.nodes.iter().find(|it| it.id == NodeId::Stage(stage)).unwrap().y)
            .collect();
        let order = |list: &[i32]| [list[0] < list[1], list[1] < list[2], list[0] < list[2]];
        assert_eq!(order(&found.iter().map(|it| it.1).collect::<Vec<_>>()), order(&tops));
    }

    #[test]
    fn a_single_edge_meets_the_middle() {
        let (found, (_, y, _, height)) = ports("FROM base\n", "1 stage-0", true);
        assert_eq!(found[0].1, y + height / 2);
    }
}
