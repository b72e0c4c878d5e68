//! The bar below a narrow page, which shows one view at a time.

use yew::{Callback, Html, Properties, component, html};

use super::{icon, view_title};
use crate::messages::say;
use crate::session::View;
use crate::store::{Action, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct BottomBarProps {
    /// The view that is shown.
    pub view: View,
    /// What the engine says.
    pub report: ReportRef,
    /// The store.
    pub act: Callback<Action>,
}

/// The bar.
#[component]
pub fn BottomBar(props: &BottomBarProps) -> Html {
    html! {
        <nav class="bottom" aria-label={say::views()}>
            { for View::ALL.into_iter().map(|view| button(view, props)) }
        </nav>
    }
}

fn button(view: View, props: &BottomBarProps) -> Html {
    let choose = props.act.reform(move |_| Action::ViewChosen(view));
    // What belongs to the build is reached from there.
    let shown = match props.view {
        View::WhatIf | View::Compare => View::Build,
        view => view,
    };
    let n_findings = props.report.diagnostics.len();
    html! {
        <button type="button" aria-current={(view == shown).then_some("true")} onclick={choose}>
            { icon::view(view) }
            <span>{ if view == View::Advice { say::view_advice_short() } else { view_title(view) } }</span>
            if view == View::Advice && n_findings > 0 {
                <span class="pill">{ n_findings }</span>
            }
        </button>
    }
}
