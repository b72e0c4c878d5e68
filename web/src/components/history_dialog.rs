//! The texts that the browser kept, to look through and to restore.

use std::rc::Rc;

use yew::{Callback, Event, Html, NodeRef, Properties, SubmitEvent, component, html, use_state};

use super::icon;
use super::later::later_view;
use crate::messages::say;
use crate::snapshots::{Listed, Source};
use crate::store::{Action, Command};

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct HistoryDialogProps {
    /// The dialog, for who opens it.
    pub node: NodeRef,
    /// The texts, the latest first; `None` while nobody looks at them.
    pub history: Option<Rc<Vec<Listed>>>,
    /// The language of the page.
    pub language: String,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The dialog.
#[component]
pub fn HistoryDialog(props: &HistoryDialogProps) -> Html {
    let close = props.act.reform(|()| Action::HistoryShown(None));
    html! {
        <dialog ref={props.node.clone()} class="history" aria-labelledby="history-title" onclose={close.reform(|_: Event| ())}>
            if let Some(history) = props.history.clone() {
                { later_view(|it| (it.kept)(KeptProps { history, close, run: props.run.clone() })) }
            }
        </dialog>
    }
}

/// What is in it.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct KeptProps {
    /// The texts.
    pub history: Rc<Vec<Listed>>,
    /// Closes the dialog.
    pub close: Callback<()>,
    /// What reaches outside the store.
    pub run: Callback<Command>,
}

/// What is in it, which begins anew each time it opens.
#[component]
pub fn Kept(props: &KeptProps) -> Html {
    let chosen = use_state(|| 0);
    let is_asked = use_state(|| false);
    let listed = props.history.get(*chosen);
    let restore = {
        let (run, snapshot) = (props.run.clone(), listed.map(|it| it.snapshot.clone()));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(snapshot) = snapshot.clone() {
                run.emit(Command::Restore(snapshot));
            }
        })
    };
    let ask = |answer: bool| {
        let is_asked = is_asked.clone();
        Callback::from(move |_| is_asked.set(answer))
    };
    let forget = {
        let (run, is_asked) = (props.run.clone(), is_asked.clone());
        Callback::from(move |_| {
            is_asked.set(false);
            run.emit(Command::ForgetHistory);
        })
    };
    html! {
        <form onsubmit={restore}>
            <div class="head">
                <h2 id="history-title">{ say::history() }</h2>
                <button class="button round" type="button" aria-label={say::close_history()} onclick={props.close.reform(|_| ())}>
                    { icon::cross() }
                </button>
            </div>
            <p class="about">{ say::history_hint() }</p>
            if let Some(listed) = listed {
                <div class="kept">
                    <fieldset aria-label={say::kept_texts()}>
                        { for (0..).zip(&*props.history).map(|(index, it)| {
                            let choose = chosen.clone();
                            choice(it, index == *chosen, Callback::from(move |_| choose.set(index)))
                        }) }
                    </fieldset>
                    <div class="preview">{ preview(&listed.snapshot.source) }</div>
                </div>
                <div class="foot">
                    if *is_asked {
                        <p>{ say::delete_texts(props.history.len()) }</p>
                        <button class="button bad" type="button" onclick={forget}>{ say::delete() }</button>
                        <button class="button" type="button" autofocus=true onclick={ask(false)}>{ say::cancel() }</button>
                    } else {
                        <button class="button main" type="submit">{ say::restore() }</button>
                        <span class="mute">{ say::restore_hint() }</span>
                        <button class="button" type="button" onclick={ask(true)}>{ say::delete_all() }</button>
                    }
                </div>
            } else {
                <p class="empty">{ say::nothing_kept() }</p>
            }
        </form>
    }
}

fn choice(listed: &Listed, is_chosen: bool, choose: Callback<Event>) -> Html {
    let Listed { snapshot, time } = listed;
    html! {
        <label key={snapshot.id.clone()} class="choice">
            <input type="radio" name="kept" checked={is_chosen} autofocus={is_chosen} onchange={choose} />
            <span class="text">
                <b>{ time }</b>
                <code>{ snapshot.source.title() }</code>
                <span class="mute">{ size(&snapshot.source) }</span>
            </span>
        </label>
    }
}

fn preview(source: &Source) -> Html {
    html! {
        <>
            <pre tabindex="0" role="region" aria-label={say::preview_of_dockerfile()}>{ &source.dockerfile }</pre>
            if !source.dockerignore.is_empty() {
                <h3>{ ".dockerignore" }</h3>
                <pre tabindex="0" role="region" aria-label={say::preview_of_ignore()}>{ &source.dockerignore }</pre>
            }
        </>
    }
}

/// `12 lines, 345 B`.
fn size(source: &Source) -> String {
    let bytes = source.dockerfile.len();
    let weight = if bytes < 1000 {
        format!("{bytes} B")
    } else {
        format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
    };
    format!("{}, {weight}", say::n_lines(source.dockerfile.lines().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_in_lines_and_bytes() {
        for (text, words) in [
            ("", "0 lines, 0 B"),
            ("FROM a", "1 line, 6 B"),
            ("a\n\n", "2 lines, 3 B"),
            (&"x".repeat(1250), "1 line, 1.2 kB"),
        ] {
            let source = Source { dockerfile: text.to_owned(), ..Source::default() };
            assert_eq!(size(&source), words);
        }
    }
}
