//! Copies of what is open, to be sent to somebody else.

use wasm_bindgen::prelude::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, TargetCast, classes, component, html};

use super::disclosure::Disclosure;
use super::icon;
use super::later::later_view;
use crate::exports::ExportKind;
use crate::messages::say;
use crate::store::{Action, Command, ShareKind, ShareNote, Way};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ShareMenuProps {
    /// Whether a lesson is open, whose link is its name.
    pub is_lesson: bool,
    /// What came of sharing.
    pub note: Option<ShareNote>,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The menu.
#[component]
pub fn ShareMenu(props: &ShareMenuProps) -> Html {
    html! {
        <Disclosure name="share" label={say::share()}>{ later_view(|it| (it.share)(props)) }</Disclosure>
    }
}

/// What is in it.
pub fn sheet(props: &ShareMenuProps) -> Html {
    html! {
        <>
            <ul class="choices" aria-label={say::copy()}>
                { for ShareKind::COPIES.into_iter().map(|kind| html! { <li key={kind.name()}>{ choice(kind, props) }</li> }) }
            </ul>
            { question(props) }
            <section class="exports">
                <h2>{ say::export() }</h2>
                <ul aria-label={say::export()}>
                    { for ExportKind::ALL.into_iter().map(|kind| html! { <li key={kind.file()}>{ form(kind, props) }</li> }) }
                    <li key="page">{ page(props) }</li>
                </ul>
            </section>
            <p class="hint">{ if props.is_lesson { say::share_lesson_hint() } else { say::share_hint() } }</p>
        </>
    }
}

fn choice(kind: ShareKind, props: &ShareMenuProps) -> Html {
    let (title, about) = words(kind, props.is_lesson);
    let (class, state) = state(kind, props);
    html! {
        <button class="choice" type="button" onclick={props.run.reform(move |_| Command::Share(kind, false))}>
            <span class="text"><b>{ title }</b><span class="mute">{ about }</span></span>
            <span class={classes!("state", class)}>
                if class == "good" { { icon::check() } }
                { state }
            </span>
        </button>
    }
}

/// How the sharing of something went, as a class and in a word; empty when it is not what was shared last.
fn state(kind: ShareKind, props: &ShareMenuProps) -> (&'static str, AttrValue) {
    match &props.note {
        Some(note @ ShareNote::Done(it)) if *it == kind => ("good", note.word()),
        Some(note @ ShareNote::Failed(it)) if *it == kind => ("bad", note.word()),
        _ => ("", AttrValue::default()),
    }
}

fn form(form: ExportKind, props: &ShareMenuProps) -> Html {
    let (title, about) = form.words();
    let button = |word: AttrValue, way: Way| {
        let kind = ShareKind::Export(form, way);
        let (class, state) = state(kind, props);
        let onclick = props.run.reform(move |_| Command::Share(kind, false));
        html! {
            <button class={classes!("button", "small", class)} type="button" {onclick}>
                { if state.is_empty() { word } else { state } }<span class="hidden">{ " " }{ &title }</span>
            </button>
        }
    };
    html! {
        <div class="choice">
            <span class="text"><b>{ &title }</b><span class="mute">{ about }</span></span>
            { button(say::copy(), Way::Copy) }
            { button(say::save(), Way::Save) }
        </div>
    }
}

/// The page itself can only be saved.
fn page(props: &ShareMenuProps) -> Html {
    let (title, about) = words(ShareKind::Page, false);
    let (class, state) = state(ShareKind::Page, props);
    let onclick = props.run.reform(|_| Command::Share(ShareKind::Page, false));
    html! {
        <div class="choice">
            <span class="text"><b>{ &title }</b><span class="mute">{ about }</span></span>
            <button class={classes!("button", "small", class)} type="button" {onclick}>
                { if state.is_empty() { say::save() } else { state } }<span class="hidden">{ " " }{ &title }</span>
            </button>
        </div>
    }
}

fn question(props: &ShareMenuProps) -> Html {
    let Some(ShareNote::Asked(kind, warning)) = &props.note else { return Html::default() };
    let kind = *kind;
    let (run, act) = (props.run.clone(), props.act.clone());
    let copy = Callback::from(move |event: MouseEvent| {
        keep_focus(&event);
        run.emit(Command::Share(kind, true));
    });
    let cancel = Callback::from(move |event: MouseEvent| {
        keep_focus(&event);
        act.emit(Action::ShareNoted(None));
    });
    html! {
        <div class="question">
            <p>{ warning }</p>
            <button class="button" type="button" onclick={copy}>{ say::copy_anyway() }</button>
            <button class="button" type="button" onclick={cancel}>{ say::cancel() }</button>
        </div>
    }
}

// The button goes away with the question; without this the focus would leave the menu with it, and so close it.
fn keep_focus(event: &MouseEvent) {
    let target = event.target_dyn_into::<Element>();
    let sheet =
        target.and_then(|it| it.closest(".sheet").ok()?).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(sheet) = sheet {
        // It can only fail when the page is gone.
        let _focused = sheet.focus();
    }
}

fn words(kind: ShareKind, is_lesson: bool) -> (AttrValue, AttrValue) {
    match kind {
        ShareKind::Link if is_lesson => (say::link(), say::link_to_lesson()),
        ShareKind::Link => (say::link(), say::link_about()),
        ShareKind::Markdown => (say::markdown_link(), say::markdown_link_about()),
        ShareKind::Code => (say::markdown_code(), say::markdown_code_about()),
        ShareKind::Command => (say::docker_command(), say::docker_command_about()),
        ShareKind::Export(form, _) => form.words(),
        ShareKind::Page => (say::page_file(), say::page_file_about()),
    }
}
