//! Why one thing of the graph is needed by another: the question in two lists, and the answer in words.

use stagescope::report::{NodeId, sentence, way};
use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, Properties, TargetCast, component, html};

use super::icon;
use super::stage_graph::Asked;
use crate::messages::say;
use crate::store::ReportRef;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct GraphQuestionProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is needed, and by what.
    pub asked: (NodeId, NodeId),
    /// Asks another question, or none.
    pub ask: Callback<Asked>,
}

/// The question. The way that answers it is lit in the drawing.
#[component]
pub fn GraphQuestion(props: &GraphQuestionProps) -> Html {
    let GraphQuestionProps { report, asked: (needed, needer), ask } = props;
    let (needed, needer) = (*needed, *needer);
    html! {
        <div class="graph-question" role="group" aria-label={say::why_needed()}>
            <p class="ask">
                <label><span>{ say::why_is() }</span>{ list(report, needed, ask.reform(move |it| Some((it, needer)))) }</label>
                <label><span>{ say::needed_by() }</span>{ list(report, needer, ask.reform(move |it| Some((needed, it)))) }</label>
                <button class="button round" type="button" aria-label={say::close_question()} onclick={ask.reform(|_| None)}>{ icon::cross() }</button>
            </p>
            <p class="way-answer" role="status">{ answer(report, needed, needer) }</p>
        </div>
    }
}

fn list(report: &ReportRef, chosen: NodeId, choose: Callback<NodeId>) -> Html {
    let ids: Vec<NodeId> = report.graph.nodes.iter().map(|it| it.id).collect();
    let choose = Callback::from(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        if let Some(id) = usize::try_from(index).ok().and_then(|index| ids.get(index)) {
            choose.emit(*id);
        }
    });
    html! {
        <select class="input" onchange={choose}>
            { for report.graph.nodes.iter().map(|it| html! { <option selected={it.id == chosen}>{ &it.title }</option> }) }
        </select>
    }
}

/// The way in words, or that there is none.
fn answer(report: &ReportRef, needed: NodeId, needer: NodeId) -> String {
    let title = |id: NodeId| {
        let node = report.graph.nodes.iter().find(|it| it.id == id);
        node.map(|it| it.title.as_str()).unwrap_or_default()
    };
    match way(report, needer, needed) {
        None => say::does_not_need(title(needer), title(needed)),
        Some(edges) if edges.is_empty() => say::they_are_the_same().to_string(),
        Some(edges) => {
            let sentences: Vec<String> =
                edges.into_iter().filter_map(|edge| sentence(report, edge)).collect();
            sentences.join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::report;

    #[test]
    fn the_answer_is_the_shortest_way_or_that_there_is_none() {
        let report = ReportRef::from(report());
        let told = |needed, needer| answer(&report, needed, needer);
        assert_eq!(
            told(NodeId::Image(0), NodeId::Stage(1)),
            "stage-1 copies /app from builder (line 5). builder starts from golang:1.22 (line 1)."
        );
        assert_eq!(told(NodeId::Stage(1), NodeId::Stage(0)), "1 builder does not need 2 stage-1.");
        assert_eq!(told(NodeId::Stage(1), NodeId::Stage(1)), "They are the same.");
    }
}
