//! What `docker history` would say, and how each size is known: facts to look up, so they are folded away.

use stagescope::report::{HistoryRow, ImageView, LayerRow};
use yew::{Html, classes, html};

use super::size_label::basis_word;
use crate::highlight::Highlight;

/// Both tables.
pub fn history_table(image: &ImageView, lit: &Highlight) -> Html {
    html! {
        <div class="tables">
            <details>
                <summary>{ format!("History ({})", image.history.len()) }</summary>
                <table class="docker-history">
                    <caption>{ "As " }<code>{ "docker history" }</code>{ " prints it, newest first." }</caption>
                    <thead><tr>
                        <th scope="col">{ "Image" }</th>
                        <th scope="col">{ "Created by" }</th>
                        <th scope="col">{ "Size" }</th>
                        <th scope="col">{ "Comment" }</th>
                    </tr></thead>
                    <tbody>{ for image.history.iter().map(|it| history(it, lit)) }</tbody>
                </table>
            </details>
            <details>
                <summary>{ "How each size is known" }</summary>
                <table>
                    <thead><tr>
                        <th scope="col">{ "Layer" }</th>
                        <th scope="col">{ "On disk" }</th>
                        <th scope="col">{ "Transferred" }</th>
                        <th scope="col">{ "Known by" }</th>
                    </tr></thead>
                    <tbody>{ for image.layers.iter().map(|it| source(it, lit)) }</tbody>
                    <tfoot><tr>
                        <th scope="row">{ "all" }</th>
                        <td>{ &image.size.text }</td>
                        <td title={image.transferred.how.clone()}>{ &image.transferred.text }</td>
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
            <td>{ &row.size }</td>
            <td>{ &row.comment }</td>
        </tr>
    }
}

fn source(layer: &LayerRow, lit: &Highlight) -> Html {
    html! {
        <tr class={classes!(lit.lights_layer(layer).then_some("lit"))}>
            <td>{ &layer.number }</td>
            <td>{ &layer.size.text }</td>
            <td title={layer.transferred.how.clone()}>{ &layer.transferred.text }</td>
            <td>{ format!("{}: {}", basis_word(layer.size.basis), layer.size.how) }</td>
        </tr>
    }
}
