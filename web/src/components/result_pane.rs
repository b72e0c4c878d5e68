//! The pane below the graph: what lands, what the build does, what could be better.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html};

use super::advice::AdviceProps;
use super::build_log::BuildLogProps;
use super::compare_panel::ComparePanelProps;
use super::image_panel::ImagePanel;
use super::later::{LaterViews, later_view};
use super::tabs::{Tab, Tabs};
use super::view_title;
use super::what_if_panel::WhatIfPanelProps;
use super::words_panel::WordsPanelProps;
use crate::highlight::Highlight;
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
    let State { input, report, tab, read_only, asked, .. } = &props.state;
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
                    View::Image | View::Editor | View::Stages => html! {
                        <ImagePanel input={input.clone()} report={report.clone()} read_only={*read_only} asked={asked.clone()} {lit}
                            act={props.act.clone()} run={props.run.clone()} />
                    },
                    _ => later_view(|it| panel(it, &props.state, lit, &props.act, &props.run)),
                } }
            </div>
        </section>
    }
}

/// A view that is not the first one.
fn panel(
    views: &LaterViews,
    state: &State,
    lit: Highlight,
    act: &Callback<Action>,
    run: &Callback<Command>,
) -> Html {
    let (report, act) = (state.report.clone(), act.clone());
    match state.tab {
        View::Build => (views.build_log)(BuildLogProps { report, lit, player: state.asked.player, act }),
        View::WhatIf => {
            let (asked, platform) = (state.asked.clone(), state.input.options.platform.clone());
            (views.what_if)(WhatIfPanelProps { asked, report, platform, lit, act })
        }
        View::Compare => (views.compare)(ComparePanelProps { asked: state.asked.clone(), report, act }),
        View::Words => (views.words)(WordsPanelProps { words: state.words.clone(), report, lit }),
        _ => (views.advice)(AdviceProps {
            input: Rc::clone(&state.input),
            report,
            lit,
            read_only: state.read_only,
            pages: state.pages.clone(),
            asked: state.asked.clone(),
            act,
            run: run.clone(),
        }),
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
