//! The stages: as a drawing, and as a list that says the same in words.

use yew::{Callback, Html, NodeRef, Properties, component, html, use_state};

use super::stage_graph::StageGraph;
use super::stage_outline::StageOutline;
use crate::highlight::Highlight;
use crate::messages::say;
use crate::store::{Action, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StagePaneProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
    /// The element of the graph, for what moves and enlarges it.
    pub node: NodeRef,
    /// The store.
    pub act: Callback<Action>,
}

/// The pane.
#[component]
pub fn StagePane(props: &StagePaneProps) -> Html {
    let as_list = use_state(|| false);
    let show = |list: bool| {
        let as_list = as_list.clone();
        Callback::from(move |_| as_list.set(list))
    };
    html! {
        <section class={if *as_list { "pane stages as-list" } else { "pane stages" }} part="stages" role="group" aria-labelledby="stages-title">
            <h2 class="hidden" id="stages-title">{ say::view_stages() }</h2>
            <div class="switch" role="group" aria-label={say::show_stages_as()}>
                <button type="button" aria-pressed={(!*as_list).to_string()} onclick={show(false)}>{ say::graph() }</button>
                <button type="button" aria-pressed={as_list.to_string()} onclick={show(true)}>{ say::list() }</button>
            </div>
            <StageGraph report={props.report.clone()} lit={props.lit.clone()} node={props.node.clone()} act={props.act.clone()} />
            <StageOutline report={props.report.clone()} lit={props.lit.clone()} />
        </section>
    }
}
