//! Sets a size by hand where nobody can work it out: a step's, or that of a base image.

use std::rc::Rc;

use stagescope::Input;
use stagescope::report::{Basis, EditorFix, LayerRow, set_size};
use web_sys::{HtmlDetailsElement, HtmlInputElement};
use yew::{Callback, Html, Properties, SubmitEvent, component, html, use_node_ref, use_state};

use super::later::{LaterViews, later_views};
use crate::messages::say;
use crate::store::Command;

/// What it is about.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SetSizeProps {
    /// The instruction whose size is set.
    pub instruction: usize,
    /// What is weighed: `RUN make`.
    pub what: String,
    /// Whether a size is set now.
    pub is_set: bool,
    /// The text that it stands in.
    pub input: Rc<Input>,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// The control for a layer that has no upper bound, or whose size is set by hand.
pub fn set_size_of(layer: &LayerRow, input: &Rc<Input>, run: &Callback<Command>) -> Html {
    let is_set = layer.size.basis == Basis::ByHand;
    let Some(instruction) = layer.instruction.filter(|_| is_set || layer.size.high.is_none()) else {
        return Html::default();
    };
    let (what, input, run) = (layer.what.clone(), Rc::clone(input), run.clone());
    let draw = |it: &LaterViews| (it.set_size)(SetSizeProps { instruction, what, is_set, input, run });
    later_views().map(draw).unwrap_or_default()
}

/// A word that opens a field.
#[component]
pub fn SetSize(props: &SetSizeProps) -> Html {
    let (details, field) = (use_node_ref(), use_node_ref());
    let refused = use_state(String::new);
    let write = {
        let (props, details, refused) = (props.clone(), details.clone(), refused.clone());
        move |text: &str| match set_size(&props.input.dockerfile, props.instruction, text) {
            Some(EditorFix { title, edits, .. }) => {
                refused.set(String::new());
                if let Some(details) = details.cast::<HtmlDetailsElement>() {
                    details.set_open(false);
                }
                props.run.emit(Command::Fix(title, edits));
            }
            None => refused.set(text.to_owned()),
        }
    };
    let submit = {
        let (field, write) = (field.clone(), write.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = field.cast::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            write(text.trim());
        })
    };
    let take_back = Callback::from(move |_| write(""));
    html! {
        <details class="set-size" ref={details}>
            <summary>
                { if props.is_set { say::change_size() } else { say::set_size() } }
                <span class="hidden">{ " " }{ say::of_what(&props.what) }</span>
            </summary>
            <form onsubmit={submit}>
                <label>{ say::size() }{ " " }<input class="input mono" ref={field} type="text" placeholder="120MB" autocomplete="off" spellcheck="false" /></label>
                <button class="button small" type="submit">{ say::set() }</button>
                if props.is_set {
                    <button class="button small" type="button" onclick={take_back}>{ say::take_back() }</button>
                }
                if !refused.is_empty() {
                    <p class="error" role="alert">{ say::size_refused(&*refused) }</p>
                }
                <p class="mute">{ say::writes_size(html! { <code>{ "# stagescope: size=…" }</code> }) }</p>
            </form>
        </details>
    }
}
