//! The config of the image: each value and the instruction that set it.

use stagescope::report::{ConfigRow, ImageView};
use yew::{Html, classes, html};

use crate::highlight::Highlight;
use crate::messages::say;

/// The list; what nobody set here is folded away.
pub fn image_config(image: &ImageView, lit: &Highlight) -> Html {
    let (own, given): (Vec<_>, Vec<_>) = image.config.iter().partition(|it| it.instruction.is_some());
    html! {
        <section>
            <h4>{ say::config_of_image() }</h4>
            if own.is_empty() {
                <p class="mute">{ say::sets_nothing() }</p>
            }
            <dl class="config">{ for own.iter().map(|it| row(it, lit)) }</dl>
            if !given.is_empty() {
                <details class="given">
                    <summary>{ say::not_set_here(given.len()) }</summary>
                    <dl class="config">{ for given.iter().map(|it| row(it, lit)) }</dl>
                </details>
            }
        </section>
    }
}

fn row(row: &ConfigRow, lit: &Highlight) -> Html {
    let class = classes!("entry", lit.lights(row.instruction).then_some("lit"));
    let subject = row.instruction.map(|index| format!("instruction-{index}"));
    let origin = match &subject {
        Some(subject) => html! {
            <button class="link" type="button" data-subject={subject.clone()}>{ &row.origin }</button>
        },
        None => html! { <span class="mute">{ &row.origin }</span> },
    };
    html! {
        <div {class} data-subject={subject}>
            <dt>{ &row.key }</dt>
            <dd class="origin">{ origin }</dd>
            <dd class="value"><code>{ &row.value }</code></dd>
        </div>
    }
}
