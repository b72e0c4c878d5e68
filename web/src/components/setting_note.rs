//! What a comment of the text says of an option, and how that goes with what is chosen in its menu.

use stagescope::assist::Setting;
use yew::{Callback, Html, MouseEvent, html};

use crate::messages::say;

/// Where the value comes from; `example` is a comment that would set it, and `clear` takes back what was chosen.
pub fn setting_note(
    setting: Option<&Setting>,
    is_chosen: bool,
    example: &'static str,
    clear: Callback<MouseEvent>,
) -> Html {
    let Some(setting) = setting else {
        return html! { <p class="hint">{ say::setting_offer(html! { <code>{ example }</code> }) }</p> };
    };
    let line = html! {
        <button class="link" type="button" data-close="" data-subject={format!("line-{}", setting.line)}>
            { say::line(setting.line) }
        </button>
    };
    if !is_chosen {
        return html! { <p class="hint">{ say::setting_counts(line) }</p> };
    }
    html! {
        <p class="hint">
            { say::setting_overruled(html! { <code>{ &setting.value }</code> }, line) }{ " " }
            <button class="link" type="button" data-close="" onclick={clear}>{ say::as_comment_says() }</button>
        </p>
    }
}
