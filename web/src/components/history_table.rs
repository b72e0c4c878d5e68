//! What `docker history` would say, and how each size is known: facts to look up, so they are folded away.

use stagescope::report::{HistoryRow, ImageView, LayerRow};
use yew::{Html, classes, html};

use super::size_label::{basis_word, size_text};
use crate::highlight::Highlight;
use crate::messages::say;

/// Both tables.
pub fn history_table(image: &ImageView, lit: &Highlight) -> Html {
    html! {
        <div class="tables">
            <details>
                <summary>{ say::history_rows(image.history.len()) }</summary>
                <table class="docker-history">
                    <caption>{ say::as_docker_history(html! { <code>{ "docker history" }</code> }) }</caption>
                    <thead><tr>
                        <th scope="col">{ say::view_image() }</th>
                        <th scope="col">{ say::created_by() }</th>
                        <th scope="col">{ say::size() }</th>
                        <th scope="col">{ say::comment() }</th>
                    </tr></thead>
                    <tbody>{ for image.history.iter().map(|it| history(it, lit)) }</tbody>
                </table>
            </details>
            <details>
                <summary>{ say::how_sizes_known() }</summary>
                <table>
                    <thead><tr>
                        <th scope="col">{ say::layer() }</th>
                        <th scope="col">{ say::on_disk() }</th>
                        <th scope="col">{ say::transferred() }</th>
                        <th scope="col">{ say::known_by() }</th>
                    </tr></thead>
                    <tbody>{ for image.layers.iter().map(|it| source(it, lit)) }</tbody>
                    <tfoot><tr>
                        <th scope="row">{ say::all_layers() }</th>
                        <td>{ size_text(&image.size.text) }</td>
                        <td title={image.transferred.how.clone()}>{ size_text(&image.transferred.text) }</td>
                        <td>{ basis_word(image.size.basis) }</td>
                    </tr></tfoot>
                </table>
            </details>
        </div>
    }
}

fn history(row: &HistoryRow, lit: &Highlight) -> Html {
    let subject = row.instruction.map(|index| format!("instruction-{index}"));
    html! {
        <tr class={classes!(lit.lights(row.instruction).then_some("lit"))} data-subject={subject}>
            <td>{ if row.inherited { "<missing>" } else { "" } }</td>
            <td><code>{ &row.created_by }</code></td>
            <td>{ size_text(&row.size) }</td>
            <td>{ &row.comment }</td>
        </tr>
    }
}

fn source(layer: &LayerRow, lit: &Highlight) -> Html {
    html! {
        <tr class={classes!(lit.lights_layer(layer).then_some("lit"))}>
            <td>{ &layer.number }</td>
            <td>{ size_text(&layer.size.text) }</td>
            <td title={layer.transferred.how.clone()}>{ size_text(&layer.transferred.text) }</td>
            <td>{ basis_word(layer.size.basis) }{ ": " }<span lang="en">{ &layer.size.how }</span></td>
        </tr>
    }
}
