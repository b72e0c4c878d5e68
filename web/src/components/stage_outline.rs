//! The stage graph in words: what each stage starts from, what becomes of it and what it gives.

use stagescope::report::{EdgeKind, NodeId, StageView};
use yew::{Html, Properties, classes, component, html};

use super::size_label::{basis_label, size_text};
use super::stage_tag::{stage_class, stage_tag};
use crate::highlight::Highlight;
use crate::messages::say;
use crate::store::ReportRef;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StageOutlineProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
}

/// The list.
#[component]
pub fn StageOutline(props: &StageOutlineProps) -> Html {
    html! {
        <ol class="outline">
            { for props.report.stages.iter().map(|stage| entry(stage, props)) }
        </ol>
    }
}

fn entry(stage: &StageView, props: &StageOutlineProps) -> Html {
    let lit = props.lit.lights_stage(stage.index).then_some("lit");
    let state = if stage.target {
        Some(("target", say::target_mark()))
    } else if stage.reached {
        None
    } else {
        Some(("skipped", say::skipped()))
    };
    html! {
        <li key={stage.index}>
            <button class={classes!("row", stage_class(stage.index), lit)} type="button"
                data-subject={format!("stage-{}", stage.index)}>
                <span class="head">
                    { stage_tag(stage) }
                    { for state.map(|(class, word)| html! { <span class={classes!("pill", class)}>{ word }</span> }) }
                    <span class="size">{ size_text(&stage.size.text) }{ " " }{ basis_label(&stage.size) }</span>
                </span>
                <span class="why">{ say::from(&stage.base) }{ ". " }<span lang="en">{ &stage.reason }</span></span>
                { for takes(stage, props).into_iter().map(|it| html! { <span class="why">{ it }</span> }) }
            </button>
        </li>
    }
}

/// `copies /opt/venv from builder`, for each stage or image that this one uses other than by `FROM`.
fn takes(stage: &StageView, props: &StageOutlineProps) -> Vec<String> {
    let report = &props.report;
    let title = |id: NodeId| match id {
        NodeId::Stage(index) => report.stages.get(index).map(|it| it.name.clone()),
        NodeId::Image(_) => report.graph.nodes.iter().find(|it| it.id == id).map(|it| it.title.clone()),
    };
    let into = report.graph.edges.iter().filter(|it| it.to == NodeId::Stage(stage.index));
    into.filter_map(|edge| {
        let from = title(edge.from)?;
        match edge.kind {
            EdgeKind::From => None,
            EdgeKind::Copy => Some(say::copies_from(&edge.label, from)),
            EdgeKind::Mount => Some(say::mounts_from(&edge.label, from)),
        }
    })
    .collect()
}
