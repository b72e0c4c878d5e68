//! The stage graph as a drawing. Its geometry comes from the engine; this gives it colours, words and a keyboard.

use stagescope::report::{EdgeKind, EdgeView, GraphView, NodeId, NodeView, sentence};
use wasm_bindgen::prelude::JsCast;
use web_sys::SvgElement;
use yew::{
    Callback, Classes, FocusEvent, Html, KeyboardEvent, NodeRef, Properties, TargetCast, classes, component,
    html, use_node_ref, use_state_eq,
};

use super::stage_tag::{owner_class, stage_class};
use crate::highlight::{Highlight, Subject};
use crate::store::{Action, ReportRef};

/// The smallest drawing, in CSS pixels: a smaller graph stands in the middle of it instead of being blown up.
const SMALLEST: (i32, i32) = (720, 250);
/// How far a large graph is shrunk before it scrolls: its words stay readable.
const SHRINK: (i32, i32) = (3, 4);

/// Width of the pill that marks the target.
const PILL: i32 = 52;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StageGraphProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
    /// The store.
    pub act: Callback<Action>,
}

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
    let graph = &props.report.graph;
    if graph.nodes.is_empty() {
        return html! { <div class="graph"><p class="empty">{ "A stage appears here with its first FROM." }</p></div> };
    }
    let in_tab_order = tab_stop(graph, current.as_deref());
    html! {
        <div class="graph">
            <div class="scroller">
                <svg class="spacer" width={(graph.width * SHRINK.0 / SHRINK.1).to_string()} height={(graph.height * SHRINK.0 / SHRINK.1).to_string()}
                    aria-hidden="true" />
                <svg class="drawing" ref={svg.clone()} viewBox={view_box(graph)} role="group"
                    aria-label="Stage graph. Arrow keys go from node to node." onfocusin={focused}
                    onkeydown={key(props, &svg)}>
                    <defs>{ for heads(graph).into_iter().map(head) }</defs>
                    { for (0..).zip(&graph.edges).map(|(index, edge)| line(index, edge, props)) }
                    { for (0..).zip(&graph.nodes).map(|(index, it)| node(it, index == in_tab_order, props)) }
                    { for (0..).zip(&graph.edges).map(|(index, edge)| label(index, edge, props)) }
                </svg>
            </div>
            { way(props).unwrap_or_else(|| legend(graph)) }
        </div>
    }
}

fn tab_stop(graph: &GraphView, current: Option<&str>) -> usize {
    let is = |node: &NodeView| Some(Subject::of_node(node.id).to_string()).as_deref() == current;
    let found = graph.nodes.iter().position(is);
    found.or_else(|| graph.nodes.iter().position(|it| it.target)).unwrap_or_default()
}

fn view_box(graph: &GraphView) -> String {
    let (width, height) = (graph.width.max(SMALLEST.0), graph.height.max(SMALLEST.1));
    format!("{} {} {width} {height}", (graph.width - width) / 2, (graph.height - height) / 2)
}

fn key(props: &StageGraphProps, svg: &NodeRef) -> Callback<KeyboardEvent> {
    let (report, act, svg) = (props.report.clone(), props.act.clone(), svg.clone());
    Callback::from(move |event: KeyboardEvent| {
        let marked = event.target_dyn_into::<SvgElement>().and_then(|it| it.get_attribute("data-subject"));
        let Some(subject) = marked.as_deref().and_then(Subject::parse) else { return };
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            act.emit(Action::RevealAsked(subject));
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

fn node(node: &NodeView, in_tab_order: bool, props: &StageGraphProps) -> Html {
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
    );
    html! {
        <g key={Subject::of_node(node.id).to_string()} {class} transform={format!("translate({} {})", node.x, node.y)}
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
            { " " }<text x={(PILL / 2).to_string()} y="13.5">{ "target" }</text>
        </g>
    }
}

/// What the node shows, in the same order, for a screen reader.
fn words(node: &NodeView) -> String {
    let kind = match node.id {
        NodeId::Stage(_) => "Stage",
        NodeId::Image(_) => "Image",
    };
    let target = if node.target { ", target" } else { "" };
    format!("{kind} {}, {}{target}", node.title, node.lines.join(", "))
}

// ---- edges ----

fn edge_class(edge: &EdgeView, props: &StageGraphProps) -> Classes {
    let kind = match edge.kind {
        EdgeKind::From => "from",
        EdgeKind::Copy => "copy",
        EdgeKind::Mount => "mount",
    };
    classes!(
        "edge",
        kind,
        owner_class(color_of(edge)),
        props.lit.lights(edge.instructions.iter().copied()).then_some("lit"),
        (!edge.reached).then_some("skipped"),
    )
}

// What is copied has the colour of the stage that it leaves; FROM is the same fact for all, and stays grey.
fn color_of(edge: &EdgeView) -> Option<usize> {
    match (edge.kind, edge.from) {
        (EdgeKind::Copy | EdgeKind::Mount, NodeId::Stage(index)) => Some(index),
        _ => None,
    }
}

fn line(index: usize, edge: &EdgeView, props: &StageGraphProps) -> Html {
    let head = format!("url(#head-{})", owner_class(color_of(edge)));
    html! {
        <g key={format!("line-{index}")} class={classes!(edge_class(edge, props), props.lit.way.contains(&index).then_some("way-edge"))} data-subject={format!("edge-{index}")}>
            <path class="reach" d={edge.path.clone()} />
            <path class="line" d={edge.path.clone()} marker-end={head} />
        </g>
    }
}

fn label(index: usize, edge: &EdgeView, props: &StageGraphProps) -> Html {
    if edge.label.is_empty() {
        return Html::default();
    }
    let (x, y) = (edge.label_x - edge.label_width / 2, edge.label_y - 10);
    html! {
        <g key={format!("label-{index}")} class={edge_class(edge, props)} transform={format!("translate({x} {y})")}
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
fn way(props: &StageGraphProps) -> Option<Html> {
    let sentences: Vec<String> =
        props.lit.way.iter().filter_map(|edge| sentence(&props.report, *edge)).collect();
    let text = sentences.join(" ");
    (!text.is_empty())
        .then(|| html! { <p class="legend"><span class="way" title={text.clone()}>{ text }</span></p> })
}

fn legend(graph: &GraphView) -> Html {
    let has = |kind: EdgeKind| graph.edges.iter().any(|it| it.kind == kind);
    let kinds = [
        (EdgeKind::From, "from", "FROM"),
        (EdgeKind::Copy, "copy", "COPY --from"),
        (EdgeKind::Mount, "mount", "mount"),
    ];
    html! {
        <ul class="legend" aria-label="Legend">
            { for kinds.into_iter().filter(|it| has(it.0)).map(|(_, class, word)| html! {
                <li>
                    <svg class={format!("edge base {class}")} width="28" height="8" aria-hidden="true">
                        <path class="line" d="M0 4h21" /><path class="head" d="m20 0 8 4-8 4z" />
                    </svg>
                    { word }
                </li>
            }) }
            if graph.nodes.iter().any(|it| !it.reached) {
                <li class="faded">{ "faded: skipped" }</li>
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
    fn a_small_graph_stands_in_the_middle() {
        let graph = GraphView { width: 120, height: 50, ..GraphView::default() };
        assert_eq!(view_box(&graph), "-300 -100 720 250");
    }
}
