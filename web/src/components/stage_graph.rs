//! The stage graph as a drawing. Its geometry comes from the engine; this gives it colours, words and a keyboard.

use stagescope::report::{EdgeKind, EdgeView, GraphView, NodeId, NodeView, sentence, way};
use wasm_bindgen::prelude::JsCast;
use web_sys::SvgElement;
use yew::{
    Callback, Classes, FocusEvent, Html, KeyboardEvent, NodeRef, Properties, TargetCast, classes, component,
    html, use_memo, use_node_ref, use_state_eq,
};

use super::graph_question::GraphQuestionProps;
use super::icon;
use super::later::later_views;
use super::stage_tag::{owner_class, stage_class};
use crate::highlight::{Highlight, Subject};
use crate::messages::say;
use crate::store::{Action, ReportRef};

/// Width of the pill that marks the target.
const PILL: i32 = 52;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StageGraphProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
    /// The element, for what moves and enlarges the drawing in it.
    pub node: NodeRef,
    /// The store.
    pub act: Callback<Action>,
}

/// A question: why is the first thing needed by the second?
pub type Asked = Option<(NodeId, NodeId)>;

/// The drawing and its legend. One node at a time is in the tab order, and arrow keys go from node to node.
#[component]
pub fn StageGraph(props: &StageGraphProps) -> Html {
    let svg = use_node_ref();
    let current = use_state_eq(|| None::<String>);
    let focused = {
        let current = current.clone();
        Callback::from(move |event: FocusEvent| {
            let target = event.target_dyn_into::<SvgElement>();
            current.set(target.and_then(|it| it.get_attribute("data-subject")));
        })
    };
    let question = use_state_eq(|| Asked::None);
    let ask = {
        let question = question.clone();
        Callback::from(move |asked: Asked| question.set(asked))
    };
    let keys = use_memo(props.report.clone(), |report| Keys::of(&report.graph));
    let graph = &props.report.graph;
    if graph.nodes.is_empty() {
        return html! {
            <div class="graph" ref={props.node.clone()}><p class="empty">{ say::stage_appears() }</p></div>
        };
    }
    let in_tab_order = tab_stop(graph, current.as_deref());
    // It may be about a stage that is gone.
    let is_there = |id: NodeId| graph.nodes.iter().any(|it| it.id == id);
    let asked = (*question).filter(|(needed, needer)| is_there(*needed) && is_there(*needer));
    let path = asked.map(|(needed, needer)| Path::of(props, needed, needer));
    let look = Look { props, path: path.as_ref() };
    let edges = || keys.edges.iter().zip(&graph.edges).enumerate();
    let labelled = || edges().filter(|(_, (_, edge))| !edge.label.is_empty());
    html! {
        <div class="graph" ref={props.node.clone()} data-extent={format!("{} {}", graph.width, graph.height)} data-target={target_box(graph)}>
            <svg class={classes!("drawing", path.is_some().then_some("asking"))} ref={svg.clone()} role="group"
                aria-label={say::graph_keys()} onfocusin={focused}
                onkeydown={key(props, &svg, &ask)}>
                <defs>{ for heads(graph).into_iter().map(head) }</defs>
                <g class="scene">
                    { for edges().map(|(index, (key, edge))| line(key, index, edge, &look)) }
                    { for keys.nodes.iter().zip(&graph.nodes).enumerate().map(|(index, (key, it))| node(it, key, index == in_tab_order, &look)) }
                    // Without the edges that have none: one child without a key, and Yew follows no child by its key.
                    { for labelled().map(|(index, (key, edge))| label(key, index, edge, &look)) }
                </g>
            </svg>
            <div class="graph-tools" role="group" aria-label={say::graph()}>
                if let Some(first) = first_question(graph, in_tab_order) {
                    <button class="why-button" type="button" aria-expanded={asked.is_some().to_string()}
                        onclick={ask.reform(move |_| asked.is_none().then_some(first))}>
                        { say::why() }<span class="hidden">{ " " }{ say::is_stage_needed() }</span>
                    </button>
                }
                <button type="button" data-zoom="in" aria-label={say::zoom_in()}>{ icon::plus() }</button>
                <button type="button" data-zoom="out" aria-label={say::zoom_out()}>{ icon::minus() }</button>
                <button type="button" data-zoom="all" aria-label={say::show_all_of_graph()}>{ icon::fit() }</button>
            </div>
            if let Some(asked) = asked {
                { for later_views().map(|it| (it.question)(GraphQuestionProps { report: props.report.clone(), asked, ask })) }
            } else {
                { way_to(props).unwrap_or_else(|| legend(graph)) }
            }
        </div>
    }
}

/// What decides how a node or an edge is drawn.
struct Look<'a> {
    props: &'a StageGraphProps,
    path: Option<&'a Path>,
}

/// The nodes and edges that answer a question.
struct Path {
    nodes: Vec<NodeId>,
    edges: Vec<usize>,
}

impl Path {
    fn of(props: &StageGraphProps, needed: NodeId, needer: NodeId) -> Self {
        let edges = way(&props.report, needer, needed).unwrap_or_default();
        let ends = edges.iter().filter_map(|index| props.report.graph.edges.get(*index));
        let nodes = ends.flat_map(|edge| [edge.from, edge.to]).chain([needed, needer]).collect();
        Self { nodes, edges }
    }
}

/// The question that is asked first: about the node that Tab arrives at, or when that is the target about what it needs first.
fn first_question(graph: &GraphView, in_tab_order: usize) -> Asked {
    let target = graph.nodes.iter().find(|it| it.target)?.id;
    let here = graph.nodes.get(in_tab_order).map(|it| it.id).filter(|it| *it != target);
    let other = || graph.nodes.iter().find(|it| it.reached && it.id != target).map(|it| it.id);
    Some((here.or_else(other)?, target))
}

/// Where the target stands; the whole graph when there is none.
fn target_box(graph: &GraphView) -> String {
    let target = graph.nodes.iter().find(|it| it.target);
    target.map_or_else(
        || format!("0 0 {} {}", graph.width, graph.height),
        |it| format!("{} {} {} {}", it.x, it.y, it.width, it.height),
    )
}

/// What nodes and edges are followed by from one text to the next: names, so that they move when another stage comes before.
#[derive(Debug, PartialEq, Eq)]
struct Keys {
    nodes: Vec<String>,
    edges: Vec<String>,
}

impl Keys {
    fn of(graph: &GraphView) -> Self {
        let name = |node: &NodeView| match node.id {
            NodeId::Stage(_) => {
                node.title.split_once(' ').map_or_else(String::new, |(_, name)| name.to_owned())
            }
            NodeId::Image(_) => format!("image {}", node.title),
        };
        let names: Vec<String> = graph.nodes.iter().map(name).collect();
        let nodes = (0..).zip(&names).map(|(index, own)| {
            let same = names.iter().take(index).filter(|it| *it == own).count();
            format!("{own} {same}")
        });
        let nodes: Vec<String> = nodes.collect();
        let key = |id: NodeId| {
            let place = graph.nodes.iter().position(|it| it.id == id);
            place.and_then(|place| nodes.get(place)).map_or("", String::as_str)
        };
        let edges = graph.edges.iter().map(|it| format!("{:?} {} {}", it.kind, key(it.from), key(it.to)));
        Self { edges: edges.collect(), nodes }
    }
}

fn tab_stop(graph: &GraphView, current: Option<&str>) -> usize {
    let is = |node: &NodeView| Some(Subject::of_node(node.id).to_string()).as_deref() == current;
    let found = graph.nodes.iter().position(is);
    found.or_else(|| graph.nodes.iter().position(|it| it.target)).unwrap_or_default()
}

fn key(props: &StageGraphProps, svg: &NodeRef, ask: &Callback<Asked>) -> Callback<KeyboardEvent> {
    let (report, act, svg, ask) = (props.report.clone(), props.act.clone(), svg.clone(), ask.clone());
    Callback::from(move |event: KeyboardEvent| {
        // Those are the keys of whoever moves the drawing, or of the browser.
        if event.shift_key() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let marked = event.target_dyn_into::<SvgElement>().and_then(|it| it.get_attribute("data-subject"));
        let Some(subject) = marked.as_deref().and_then(Subject::parse) else { return };
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            act.emit(Action::RevealAsked(subject));
            return;
        }
        if event.key() == "w" {
            let at = report.graph.nodes.iter().position(|it| Subject::of_node(it.id) == subject);
            ask.emit(first_question(&report.graph, at.unwrap_or_default()));
            return;
        }
        if event.key() == "Escape" {
            ask.emit(None);
            return;
        }
        let Some(next) = next_node(&report.graph, subject, &event.key()) else { return };
        event.prevent_default();
        focus(&svg, Subject::of_node(next.id));
    })
}

fn focus(svg: &NodeRef, subject: Subject) {
    let Some(svg) = svg.cast::<SvgElement>() else { return };
    let found = svg.query_selector(&format!(".node[data-subject={subject}]")).ok().flatten();
    if let Some(node) = found.and_then(|it| it.dyn_into::<SvgElement>().ok()) {
        // It can only fail when the node is gone, and then the focus stays where it is.
        let _focused = node.focus();
    }
}

/// The node that a key leads to: the nearest one on that side, where sideways distance counts double.
fn next_node<'a>(graph: &'a GraphView, from: Subject, key: &str) -> Option<&'a NodeView> {
    let here = graph.nodes.iter().find(|it| Subject::of_node(it.id) == from)?;
    let (dx, dy) = match key {
        "Home" => return graph.nodes.first(),
        "End" => return graph.nodes.last(),
        "ArrowRight" => (1, 0),
        "ArrowLeft" => (-1, 0),
        "ArrowDown" => (0, 1),
        "ArrowUp" => (0, -1),
        _ => return None,
    };
    let distance = |it: &NodeView| {
        let (x, y) = (center(it).0 - center(here).0, center(it).1 - center(here).1);
        let (along, across) = (x * dx + y * dy, x * dy + y * dx);
        (along > 1).then_some(along + 2 * across.abs())
    };
    let candidates = graph.nodes.iter().filter_map(|it| Some((distance(it)?, it)));
    candidates.min_by_key(|it| it.0).map(|(_, it)| it)
}

fn center(node: &NodeView) -> (i32, i32) {
    (node.x + node.width / 2, node.y + node.height / 2)
}

// ---- nodes ----

fn node(node: &NodeView, key: &str, in_tab_order: bool, look: &Look<'_>) -> Html {
    let props = look.props;
    let (kind, color) = match node.id {
        NodeId::Stage(index) => ("stage", stage_class(index)),
        NodeId::Image(_) => ("external", owner_class(None)),
    };
    let class = classes!(
        "node",
        kind,
        color,
        props.lit.lights_node(&props.report, node.id).then_some("lit"),
        node.target.then_some("target"),
        (!node.reached).then_some("skipped"),
        look.path.is_some_and(|path| path.nodes.contains(&node.id)).then_some("on-path"),
    );
    html! {
        <g key={key} {class} transform={format!("translate({} {})", node.x, node.y)}
            role="button" tabindex={if in_tab_order { "0" } else { "-1" }} aria-label={words(node)}
            data-subject={Subject::of_node(node.id).to_string()}>
            { drawing(node, kind == "stage") }
        </g>
    }
}

fn drawing(node: &NodeView, is_stage: bool) -> Html {
    let first = if is_stage { 24 } else { 22 };
    let (width, height) = (node.width, node.height);
    html! {
        <>
            <rect class="ring" x="-4" y="-4" width={(width + 8).to_string()} height={(height + 8).to_string()} rx="12" />
            <rect class="box" width={width.to_string()} height={height.to_string()} rx="9" />
            if is_stage {
                <path class="edge-bar" d={format!("M5 0a5 5 0 0 0-5 5v{}a5 5 0 0 0 5 5z", height - 10)} />
            }
            <text class="title" x="18" y={first.to_string()}>{ &node.title }</text>
            { for (1..).zip(&node.lines).map(|(index, it)| text_line(first + 19 * index, it)) }
            { target_pill(node) }
        </>
    }
}

fn text_line(y: u32, text: &str) -> Html {
    // The space is not drawn; it keeps the words apart for programs that read them.
    html! { <>{ " " }<text x="18" y={y.to_string()}>{ text }</text></> }
}

// The engine reserves its room behind the title; that a stage is skipped stands in its lines.
fn target_pill(node: &NodeView) -> Html {
    if !node.target {
        return Html::default();
    }
    html! {
        <g class="state" transform={format!("translate({} 10)", node.width - PILL - 10)}>
            <rect width={PILL.to_string()} height="19" rx="9.5" />
            { " " }<text x={(PILL / 2).to_string()} y="13.5">{ say::target_mark() }</text>
        </g>
    }
}

/// What the node shows, in the same order, for a screen reader.
fn words(node: &NodeView) -> String {
    let kind = match node.id {
        NodeId::Stage(_) => say::stage(),
        NodeId::Image(_) => say::view_image(),
    };
    let words = format!("{kind} {}, {}", node.title, node.lines.join(", "));
    if node.target { format!("{words}, {}", say::target_mark()) } else { words }
}

// ---- edges ----

fn edge_class(index: usize, edge: &EdgeView, look: &Look<'_>) -> Classes {
    let kind = match edge.kind {
        EdgeKind::From => "from",
        EdgeKind::Copy => "copy",
        EdgeKind::Mount => "mount",
    };
    classes!(
        "edge",
        kind,
        owner_class(color_of(edge)),
        look.props.lit.lights(edge.instructions.iter().copied()).then_some("lit"),
        (!edge.reached).then_some("skipped"),
        look.path.is_some_and(|path| path.edges.contains(&index)).then_some("on-path"),
    )
}

// What is copied has the colour of the stage that it leaves; FROM is the same fact for all, and stays grey.
fn color_of(edge: &EdgeView) -> Option<usize> {
    match (edge.kind, edge.from) {
        (EdgeKind::Copy | EdgeKind::Mount, NodeId::Stage(index)) => Some(index),
        _ => None,
    }
}

fn line(key: &str, index: usize, edge: &EdgeView, look: &Look<'_>) -> Html {
    let head = format!("url(#head-{})", owner_class(color_of(edge)));
    html! {
        <g key={format!("line {key}")} class={classes!(edge_class(index, edge, look), look.props.lit.way.contains(&index).then_some("way-edge"))} data-subject={format!("edge-{index}")}>
            <path class="reach" d={edge.path.clone()} />
            <path class="line" d={edge.path.clone()} marker-end={head} />
        </g>
    }
}

fn label(key: &str, index: usize, edge: &EdgeView, look: &Look<'_>) -> Html {
    let (x, y) = (edge.label_x - edge.label_width / 2, edge.label_y - 10);
    html! {
        <g key={format!("label {key}")} class={edge_class(index, edge, look)} transform={format!("translate({x} {y})")}
            data-subject={format!("edge-{index}")}>
            <rect class="box" width={edge.label_width.to_string()} height="20" rx="10" />
            <text x={(edge.label_width / 2).to_string()} y="14">{ &edge.label }</text>
        </g>
    }
}

/// The colours that arrow heads are needed in.
fn heads(graph: &GraphView) -> Vec<String> {
    let mut found: Vec<String> = graph.edges.iter().map(|edge| owner_class(color_of(edge))).collect();
    found.sort();
    found.dedup();
    found
}

fn head(color: String) -> Html {
    html! {
        <marker id={format!("head-{color}")} class={color} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8"
            markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
            <path class="head" d="M0 0 8 4 0 8z" />
        </marker>
    }
}

/// Why the stage that is pointed at is built; it stands where the legend stands otherwise.
fn way_to(props: &StageGraphProps) -> Option<Html> {
    let sentences: Vec<String> =
        props.lit.way.iter().filter_map(|edge| sentence(&props.report, *edge)).collect();
    let text = sentences.join(" ");
    (!text.is_empty()).then(
        || html! { <p class="legend"><span class="way" lang="en" title={text.clone()}>{ text }</span></p> },
    )
}

fn legend(graph: &GraphView) -> Html {
    let has = |kind: EdgeKind| graph.edges.iter().any(|it| it.kind == kind);
    let kinds = [
        (EdgeKind::From, "from", "FROM"),
        (EdgeKind::Copy, "copy", "COPY --from"),
        (EdgeKind::Mount, "mount", "mount"),
    ];
    html! {
        <ul class="legend" aria-label={say::legend()}>
            { for kinds.into_iter().filter(|it| has(it.0)).map(|(_, class, word)| html! {
                <li>
                    <svg class={format!("edge base {class}")} width="28" height="8" aria-hidden="true">
                        <path class="line" d="M0 4h21" /><path class="head" d="m20 0 8 4-8 4z" />
                    </svg>
                    { word }
                </li>
            }) }
            if graph.nodes.iter().any(|it| matches!(it.id, NodeId::Image(_))) {
                <li><span class="dashed"></span>{ say::outside_image() }</li>
            }
            if graph.nodes.iter().any(|it| !it.reached) {
                <li class="faded">{ say::faded() }</li>
            }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::report;

    #[test]
    fn arrows_go_to_the_nearest_node_on_that_side() {
        let graph = report().graph;
        let go = |from, key: &str| next_node(&graph, from, key).map(|it| Subject::of_node(it.id));
        assert_eq!(go(Subject::Image(0), "ArrowRight"), Some(Subject::Stage(0)));
        assert_eq!(go(Subject::Image(0), "ArrowDown"), Some(Subject::Image(1)));
        assert_eq!(go(Subject::Stage(1), "ArrowLeft"), Some(Subject::Image(1)));
        assert_eq!(go(Subject::Stage(1), "ArrowUp"), Some(Subject::Stage(0)));
        assert_eq!(go(Subject::Stage(1), "ArrowRight"), None);
        assert_eq!(go(Subject::Stage(1), "Home"), Some(Subject::Image(0)));
        assert_eq!(go(Subject::Stage(1), "Tab"), None);
    }

    #[test]
    fn the_target_is_where_tab_arrives_first() {
        let graph = report().graph;
        assert_eq!(tab_stop(&graph, None), 3);
        assert_eq!(tab_stop(&graph, Some("stage-0")), 1);
        assert_eq!(tab_stop(&graph, Some("stage-9")), 3);
    }

    #[test]
    fn a_node_is_followed_by_its_name() {
        let mut graph = report().graph;
        let before = Keys::of(&graph);
        assert_eq!(before.nodes, ["image golang:1.22 0", "builder 0", "image alpine:3.20 0", "stage-1 0"]);
        "7 builder".clone_into(&mut graph.nodes[1].title);
        assert_eq!(Keys::of(&graph), before);
        "8 builder".clone_into(&mut graph.nodes[3].title);
        assert_eq!(Keys::of(&graph).nodes[3], "builder 1");
        let mut edges = before.edges;
        edges.dedup();
        assert_eq!(edges.len(), graph.edges.len());
    }

    #[test]
    fn the_first_question_is_about_another_thing_than_the_target() {
        let graph = report().graph;
        let target = NodeId::Stage(1);
        assert_eq!(first_question(&graph, 0), Some((NodeId::Image(0), target)));
        assert_eq!(first_question(&graph, 3), Some((NodeId::Image(0), target)));
        assert_eq!(first_question(&GraphView::default(), 0), None);
    }

    #[test]
    fn a_drawing_without_a_target_is_seen_as_a_whole() {
        let mut graph = report().graph;
        let node = &graph.nodes[3];
        let expected = format!("{} {} {} {}", node.x, node.y, node.width, node.height);
        assert_eq!(target_box(&graph), expected);
        graph.nodes[3].target = false;
        assert_eq!(target_box(&graph), format!("0 0 {} {}", graph.width, graph.height));
    }
}
