//! What lands in the final image.

use std::rc::Rc;

use stagescope::Input;
use stagescope::report::ImageView;
use yew::{Callback, Html, Properties, component, html};

use super::file_tree::FileTreeProps;
use super::image_config::image_config;
use super::later::{LaterViews, later_views};
use super::layer_list::layer_list;
use super::verdict::{left_behind, verdict};
use crate::highlight::Highlight;
use crate::messages::say;
use crate::question::Asked;
use crate::store::{Action, Command, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ImagePanelProps {
    /// What is analysed.
    pub input: Rc<Input>,
    /// What the engine says.
    pub report: ReportRef,
    /// Whether the text may not be changed.
    pub read_only: bool,
    /// What is asked beyond it.
    pub asked: Asked,
    /// What is lit.
    pub lit: Highlight,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The panel.
#[component]
pub fn ImagePanel(props: &ImagePanelProps) -> Html {
    let (report, lit) = (&props.report, &props.lit);
    let Some(image) = &report.image else { return missing(report) };
    html! {
        <>
            { verdict(image, report) }
            <div class="two">
                <div>
                    { layer_list(image, lit, &props.input, (!props.read_only).then_some(&props.run)) }
                    { for later_views().map(|it| files(it, image, props)) }
                    { for later_views().map(|it| (it.tables)(image, lit)) }
                </div>
                <aside class="side" aria-label={say::about_image()}>
                    { image_config(image, lit) }
                    { left_behind(image, report) }
                </aside>
            </div>
        </>
    }
}

fn files(views: &LaterViews, image: &ImageView, props: &ImagePanelProps) -> Html {
    (views.file_tree)(FileTreeProps {
        image: image.clone(),
        asked: props.asked.tree.clone(),
        answer: props.asked.files.clone(),
        lit: props.lit.clone(),
        act: props.act.clone(),
    })
}

fn missing(report: &ReportRef) -> Html {
    let sentence = if report.stages.is_empty() { say::nothing_lands_yet() } else { say::nothing_lands() };
    html! { <p class="empty">{ sentence }</p> }
}
