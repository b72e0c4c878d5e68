//! The layers of the image, lowest first, with their sizes as bars on one scale.

use std::rc::Rc;

use stagescope::Input;
use stagescope::report::{ImageView, LayerRow};
use yew::{Callback, Html, classes, html};

use super::meter::meter;
use super::set_size::set_size_of;
use super::size_label::{basis_label, size_text};
use super::stage_tag::owner_class;
use crate::highlight::Highlight;
use crate::messages::say;
use crate::store::Command;

/// The list.
///
/// Without `run` nothing can be set by hand.
pub fn layer_list(
    image: &ImageView,
    lit: &Highlight,
    input: &Rc<Input>,
    run: Option<&Callback<Command>>,
) -> Html {
    let full = image.layers.iter().map(|it| it.size.high.unwrap_or(it.size.low)).fold(0.0, f64::max);
    let first_own = image.layers.iter().position(|it| !it.inherited);
    let rule = first_own.filter(|index| *index > 0);
    html! {
        <ol class="layers" aria-label={say::layers_lowest_first()}>
            { for (0..).zip(&image.layers).map(|(index, layer)| html! {
                <li key={index}>
                    if rule == Some(index) {
                        <p class="rule">{ say::added_here() }</p>
                    }
                    { row(index, layer, full, lit) }
                    if let Some(run) = run {
                        { set_size_of(layer, input, run) }
                    }
                </li>
            }) }
            if image.layers.is_empty() {
                <li class="empty">{ say::no_layer() }</li>
            }
        </ol>
    }
}

fn row(index: usize, layer: &LayerRow, full: f64, lit: &Highlight) -> Html {
    let class = classes!("row", owner_class(layer.stage), lit.lights_layer(layer).then_some("lit"));
    html! {
        <button {class} type="button" data-subject={format!("layer-{index}")} title={layer.size.how.clone()}>
            <span class="no">{ &layer.number }</span>
            <span class="text">
                <code class="what">{ &layer.what }</code>
                <span class="why" lang="en">{ &layer.why }</span>
            </span>
            { meter(&layer.size, full) }
            <span class="figure">
                <span class="size">{ size_text(&layer.size.text) }</span>
                { basis_label(&layer.size) }
            </span>
        </button>
    }
}
