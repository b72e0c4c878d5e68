//! The pane below the graph: what lands, what the build does, what could be better.

use yew::{Callback, Html, Properties, component, html};

use super::advice::Advice;
use super::build_log::BuildLog;
use super::compare_panel::ComparePanel;
use super::image_panel::ImagePanel;
use super::tabs::{Tab, Tabs};
use super::view_title;
use super::what_if_panel::WhatIfPanel;
use super::words_panel::WordsPanel;
use crate::messages::say;
use crate::session::View;
use crate::store::{Action, Command, ReportRef, State, findings};

const TABS: [View; 6] = [View::Image, View::Build, View::WhatIf, View::Compare, View::Words, View::Advice];

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ResultPaneProps {
    /// All of it.
    pub state: State,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The pane.
#[component]
pub fn ResultPane(props: &ResultPaneProps) -> Html {
    let State { input, report, tab, read_only, asked, pages, words, .. } = &props.state;
    let lit = props.state.highlight();
    let tabs = TABS.map(|it| Tab { id: it.name(), content: title(it, report) }).to_vec();
    let selected = TABS.iter().position(|it| it == tab).unwrap_or_default();
    let choose =
        props.act.reform(|index: usize| Action::ViewChosen(TABS.get(index).copied().unwrap_or(View::Image)));
    html! {
        <section class="pane result" part="result" role="group" aria-labelledby="result-title">
            <h2 class="hidden" id="result-title">{ say::what_is_built() }</h2>
            <Tabs label={say::views_of_build()} panel="result" {tabs} {selected} {choose} />
            <div class="panel" role="tabpanel" id="result" aria-labelledby={format!("tab-{}", tab.name())} tabindex="0">
                { match tab {
                    View::Build => html! {
                        <BuildLog report={report.clone()} {lit} player={asked.player} act={props.act.clone()} />
                    },
                    View::WhatIf => html! {
                        <WhatIfPanel asked={asked.clone()} report={report.clone()} {lit} act={props.act.clone()} />
                    },
                    View::Compare => html! {
                        <ComparePanel asked={asked.clone()} report={report.clone()} act={props.act.clone()} />
                    },
                    View::Words => html! {
                        <WordsPanel words={words.clone()} report={report.clone()} {lit} />
                    },
                    View::Advice => html! {
                        <Advice input={input.clone()} report={report.clone()} {lit} read_only={*read_only} pages={pages.clone()}
                            asked={asked.clone()} act={props.act.clone()} run={props.run.clone()} />
                    },
                    View::Image | View::Editor | View::Stages => html! {
                        <ImagePanel input={input.clone()} report={report.clone()} read_only={*read_only} asked={asked.clone()} {lit}
                            act={props.act.clone()} run={props.run.clone()} />
                    },
                } }
            </div>
        </section>
    }
}

fn title(view: View, report: &ReportRef) -> Html {
    let (errors, others) = if view == View::Advice { findings(report) } else { (0, 0) };
    html! {
        <>
            { view_title(view) }
            if errors > 0 {
                <span class="pill error">{ errors }<span class="hidden">{ " " }{ say::errors(errors) }</span></span>
            }
            if others > 0 {
                <span class="pill">{ others }</span>
            }
        </>
    }
}
