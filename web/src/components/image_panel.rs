//! What lands in the final image.

use yew::{Html, Properties, component, html};

use super::history_table::history_table;
use super::image_config::image_config;
use super::layer_list::layer_list;
use super::verdict::{left_behind, verdict};
use crate::highlight::Highlight;
use crate::store::ReportRef;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ImagePanelProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What is lit.
    pub lit: Highlight,
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
                    { layer_list(image, lit) }
                    { history_table(image, lit) }
                </div>
                <aside class="side" aria-label="About the image">
                    { image_config(image, lit) }
                    { left_behind(image, report) }
                </aside>
            </div>
        </>
    }
}

fn missing(report: &ReportRef) -> Html {
    let sentence = if report.stages.is_empty() {
        "Nothing lands yet: a Dockerfile needs a FROM, which starts its first stage."
    } else {
        "Nothing lands: the target is not a stage of this file. Choose another target above."
    };
    html! { <p class="empty">{ sentence }</p> }
}
