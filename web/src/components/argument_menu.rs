//! The build arguments: those that the file declares, and any others.

use std::rc::Rc;

use stagescope::assist::Settings;
use stagescope::report::ArgumentView;
use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::{Callback, Html, InputEvent, Properties, SubmitEvent, TargetCast, component, html};

use super::disclosure::Disclosure;
use super::icon;
use super::later::later_view;
use super::setting_note::setting_note;
use crate::messages::say;
use crate::store::{Action, ReportRef};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ArgumentMenuProps {
    /// What the engine says.
    pub report: ReportRef,
    /// What `--build-arg` says.
    pub given: Vec<(String, String)>,
    /// What comments of the text set.
    pub settings: Rc<Settings>,
    /// The store.
    pub act: Callback<Action>,
}

/// The menu.
#[component]
pub fn ArgumentMenu(props: &ArgumentMenuProps) -> Html {
    let declared = &props.report.arguments;
    let others =
        props.settings.build_args.iter().filter(|(name, _)| props.given.iter().all(|it| it.0 != *name));
    let n_set = props.given.len() + others.count();
    let value = match (n_set, declared.len()) {
        (0, 0) => say::arguments_none().to_string(),
        (0, _) => say::defaults().to_string(),
        (n_set, _) => say::arguments_set(n_set),
    };
    html! {
        <Disclosure name="build" label={say::build_args()} value={html! { { value } }}>
            { later_view(|it| (it.arguments)(props)) }
        </Disclosure>
    }
}

/// What is in it.
pub fn sheet(props: &ArgumentMenuProps) -> Html {
    let declared = &props.report.arguments;
    let extra = props.given.iter().filter(|(name, _)| declared.iter().all(|it| it.name != *name));
    html! {
        <>
            // No fieldset: Chromium draws none of one that changed while its menu was closed.
            <div class="arguments" role="group" aria-label={say::arguments_declared(declared.len())} onfocusout={props.act.reform(|_| Action::Settled)}>
                <p class="choices-title" aria-hidden="true">{ say::arguments_declared(declared.len()) }</p>
                { for declared.iter().map(|argument| field(argument, props)) }
                { for extra.map(|(name, value)| extra_field(name, value, &props.act)) }
            </div>
            { adder(&props.act) }
            { setting_note(None, false, "# @arg NAME=value", Callback::noop()) }
        </>
    }
}

fn field(argument: &ArgumentView, props: &ArgumentMenuProps) -> Html {
    let act = &props.act;
    let setting = props.settings.build_arg(&argument.name);
    let value =
        props.given.iter().rev().find(|(name, _)| *name == argument.name).map(|(_, value)| value.clone());
    let placeholder = match setting.map_or(argument.default.as_ref(), |it| Some(&it.value)) {
        Some(default) if default.is_empty() => say::default_empty().to_string(),
        Some(default) => default.clone(),
        None => say::no_default().to_string(),
    };
    let scope = if argument.global { say::argument_global() } else { say::argument_in_stage() };
    html! {
        <div class="line" key={argument.name.clone()}>
            <label>
                <span class="mono">{ &argument.name }</span>
                { input(&argument.name, value.unwrap_or_default(), placeholder, act) }
            </label>
            <button class="link" type="button" data-close="" data-subject={format!("line-{}", argument.line)}>
                { say::line(argument.line) }
            </button>
            <span class="mute">
                { scope }
                if let Some(setting) = setting {
                    { ", " }{ say::setting_of_line(say::line(setting.line)) }
                }
            </span>
        </div>
    }
}

fn extra_field(name: &str, value: &str, act: &Callback<Action>) -> Html {
    let (remove, owned) = (act.clone(), name.to_owned());
    let remove = Callback::from(move |_| remove.emit(Action::ArgumentSet(owned.clone(), None)));
    html! {
        <div class="line" key={name.to_owned()}>
            <label><span class="mono">{ name }</span>{ input(name, value.to_owned(), say::empty().to_string(), act) }</label>
            <button class="button round" type="button" aria-label={say::remove(name)} onclick={remove}>
                { icon::cross() }
            </button>
            <span class="mute">{ say::not_declared() }</span>
        </div>
    }
}

// An empty field is the default: what is not typed is not passed.
fn input(name: &str, value: String, placeholder: String, act: &Callback<Action>) -> Html {
    let name = name.to_owned();
    let set = act.reform(move |event: InputEvent| {
        let value = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::ArgumentSet(name.clone(), Some(value).filter(|it| !it.is_empty()))
    });
    html! {
        <input class="input mono" type="text" {value} {placeholder} oninput={set}
            autocomplete="off" autocapitalize="off" spellcheck="false" />
    }
}

fn adder(act: &Callback<Action>) -> Html {
    let act = act.clone();
    let add = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_unchecked_into::<HtmlFormElement>();
        let read = |name: &str| {
            form.query_selector(name)
                .ok()?
                .map(|it| HtmlInputElement::from(wasm_bindgen::JsValue::from(it)).value())
        };
        let name = read("[name=name]").unwrap_or_default().trim().to_owned();
        if !name.is_empty() {
            act.emit(Action::ArgumentSet(name, read("[name=value]")));
            form.reset();
        }
    });
    html! {
        <form class="adder" onsubmit={add}>
            <input class="input mono" name="name" aria-label={say::another_argument()} placeholder={say::another()}
                required={true} autocomplete="off" autocapitalize="off" spellcheck="false" />
            <input class="input mono" name="value" aria-label={say::its_value()} placeholder={say::value()}
                autocomplete="off" autocapitalize="off" spellcheck="false" />
            <button class="button" type="submit">{ say::add() }</button>
        </form>
    }
}
