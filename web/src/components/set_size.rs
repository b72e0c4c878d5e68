//! Sets by hand what nobody can work out: the size of a step, or the size and config of a base image.

use std::rc::Rc;

use stagescope::Input;
use stagescope::report::{Basis, EditorFix, LayerRow, SetField, set_by_hand, take_back};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDetailsElement, HtmlFormElement, HtmlInputElement};
use yew::{AttrValue, Callback, Html, Properties, SubmitEvent, component, html, use_node_ref, use_state};

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
    /// Whether it is a base image, of which more than the size can be set.
    pub is_base: bool,
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
    let (what, is_base) = (layer.what.clone(), layer.inherited);
    let (input, run) = (Rc::clone(input), run.clone());
    let draw =
        |it: &LaterViews| (it.set_size)(SetSizeProps { instruction, what, is_base, is_set, input, run });
    later_views().map(draw).unwrap_or_default()
}

/// The fields with their labels, and what may stand in them; all but the size are of a base image.
fn fields(is_base: bool) -> Vec<(SetField, AttrValue, &'static str)> {
    let mut fields = vec![(SetField::Size, say::size(), "120MB")];
    if is_base {
        fields.push((SetField::User, say::field_user(), "app"));
        fields.push((SetField::Workdir, say::field_workdir(), "/srv"));
        fields.push((SetField::Env, say::field_env(), "LANG=C.UTF-8"));
    }
    fields
}

/// A word that opens the fields.
#[component]
pub fn SetSize(props: &SetSizeProps) -> Html {
    let (details, form) = (use_node_ref(), use_node_ref());
    let refused = use_state(|| None::<AttrValue>);
    let close = {
        let (run, details, refused) = (props.run.clone(), details.clone(), refused.clone());
        move |fix: EditorFix| {
            refused.set(None);
            if let Some(details) = details.cast::<HtmlDetailsElement>() {
                details.set_open(false);
            }
            run.emit(Command::Fix(fix.title, fix.edits));
        }
    };
    let submit = {
        let (props, form, refused, close) = (props.clone(), form.clone(), refused.clone(), close.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let inputs = form.cast::<HtmlFormElement>().map(|it| it.elements());
            let text = |place: u32| {
                let input = inputs.as_ref()?.item(place)?.dyn_into::<HtmlInputElement>().ok()?;
                Some(input.value().trim().to_owned())
            };
            let texts: Vec<(SetField, String)> = (0..)
                .zip(fields(props.is_base))
                .filter_map(|(place, (field, ..))| Some((field, text(place)?)))
                // What is left empty stays as it is.
                .filter(|(_, text)| !text.is_empty())
                .collect();
            let given: Vec<(SetField, &str)> =
                texts.iter().map(|(field, text)| (*field, text.as_str())).collect();
            match set_by_hand(&props.input.dockerfile, props.instruction, &given) {
                Ok(fix) => close(fix),
                Err(field) => {
                    let field = field.unwrap_or(SetField::Size);
                    let text = texts.iter().find(|(of, _)| *of == field).map(|(_, text)| text.as_str());
                    let text = text.unwrap_or_default();
                    let is_size = field == SetField::Size;
                    let sentence = if is_size { say::size_refused(text) } else { say::field_refused(text) };
                    refused.set(Some(sentence.into()));
                }
            }
        })
    };
    let take_back = {
        let (input, instruction) = (Rc::clone(&props.input), props.instruction);
        Callback::from(move |_| {
            if let Some(fix) = take_back(&input.dockerfile, instruction) {
                close(fix);
            }
        })
    };
    let set = if props.is_base { say::set_base() } else { say::set_size() };
    html! {
        <details class="set-size" ref={details}>
            <summary>
                { if props.is_set { say::change_size() } else { set } }
                <span class="hidden">{ " " }{ say::of_what(&props.what) }</span>
            </summary>
            <form ref={form} onsubmit={submit}>
                { for fields(props.is_base).into_iter().map(|(_, label, placeholder)| html! {
                    <label>{ label }{ " " }<input class="input mono" type="text" {placeholder} autocomplete="off" spellcheck="false" /></label>
                }) }
                <button class="button small" type="submit">{ say::set() }</button>
                if props.is_set {
                    <button class="button small" type="button" onclick={take_back}>{ say::take_back() }</button>
                }
                if let Some(sentence) = &*refused {
                    <p class="error" role="alert">{ sentence }</p>
                }
                <p class="mute">{ say::writes_size(html! { <code>{ "# stagescope: size=…" }</code> }) }</p>
            </form>
        </details>
    }
}
