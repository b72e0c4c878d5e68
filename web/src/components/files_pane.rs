//! The build context: its files with their sizes, what becomes of each, and forms to add, change and remove them.

use std::rc::Rc;

use js_sys::Reflect;
use stagescope::report::{ContextVerdict, ContextView};
use stagescope::text::bytes;
use stagescope::{Context, ContextFile};
use wasm_bindgen::prelude::{JsCast, JsValue};
use web_sys::{DataTransfer, Element, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};
use yew::{
    Callback, Event, Html, InputEvent, NodeRef, Properties, SubmitEvent, TargetCast, UseStateHandle, classes,
    component, hook, html, use_effect_with, use_mut_ref, use_node_ref, use_state, use_state_eq,
};

use super::rows::{DrawRow, Rows};
use super::size_label::{basis_label, size_text};
use crate::listing;
use crate::messages::say;
use crate::store::{Action, ReportRef, SourceFile};

/// From so many files on there is a field to find one.
const MANY: usize = 12;
/// A list that is pasted and has more lines is added at once: browsers take minutes to show it in a field.
const LONG: usize = 100;
/// A list of files, to show how one is written.
const LISTING: &str = "src/app.py 12 kB\nrequirements.txt 300";
/// Prints such a list on Linux.
const COMMAND: &str = r"find . -type f -printf '%P %s\n'";

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FilesPaneProps {
    /// The listing.
    pub context: Option<Context>,
    /// What the engine says of it.
    pub report: ReportRef,
    /// Whether nothing can be changed.
    pub read_only: bool,
    /// The store.
    pub act: Callback<Action>,
}

/// The pane.
#[component]
pub fn FilesPane(props: &FilesPaneProps) -> Html {
    let active = use_state_eq(|| 0_usize);
    let find = use_state_eq(String::new);
    let edited = use_state(|| None::<String>);
    let pane = use_node_ref();
    use_focus(&pane, edited.is_some());
    let (Some(context), Some(view)) = (&props.context, &props.report.context) else {
        return html! { <div class="file context-files" ref={pane}>{ empty() }{ adder(props) }</div> };
    };
    let shown = found(context, &find);
    let active_row = (*active).min(shown.len().saturating_sub(1));
    let open = edited.as_deref().and_then(|path| context.file(path));
    html! {
        <div class="file context-files" ref={pane}>
            { summary(view, &props.act) }
            if context.is_example() {
                <div class="note introduction"><p>{ say::example_files() }</p></div>
            }
            { for view.problems.iter().take(3).map(|it| html! { <div class="note problem"><p lang="en">{ it }</p></div> }) }
            if context.files().len() > MANY {
                { finder(&find, shown.len()) }
            }
            <Rows id="files" label={say::files_of_context()} role="listbox" count={shown.len()} active={active_row}
                draw={draw(context, &props.report, &shown, active_row, open)}
                go={Callback::from(move |index| active.set(index))}
                press={press(context, &shown, &edited)} />
            if let Some(file) = open {
                { form(file, props, context, &edited) }
            } else {
                { adder(props) }
            }
        </div>
    }
}

/// Brings the focus to the form when it opens, and back to the list when it closes.
#[hook]
fn use_focus(pane: &NodeRef, is_open: bool) {
    let (pane, was_open) = (pane.clone(), use_mut_ref(|| false));
    use_effect_with(is_open, move |is_open| {
        let place = match (was_open.replace(*is_open), is_open) {
            (false, true) => ".file-form",
            (true, false) => ".rows",
            _ => return,
        };
        let found = pane.cast::<Element>().and_then(|it| it.query_selector(place).ok()?);
        if let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // It can only fail when the page is gone.
            let _focused = found.focus();
        }
    });
}

fn empty() -> Html {
    html! {
        <div class="note introduction">
            <p>
                { say::why_list_files() }{ " " }<b>{ say::nothing_leaves() }</b>{ " " }{ say::prints_list() }{ " " }<code>{ COMMAND }</code>
            </p>
        </div>
    }
}

fn summary(view: &ContextView, act: &Callback<Action>) -> Html {
    let ignored = view.files - view.kept;
    let idle = view.kept - view.sent;
    let open = act.reform(|_| Action::FileChosen(SourceFile::Dockerignore));
    let link = html! { <button class="link" type="button" onclick={open}>{ ".dockerignore" }</button> };
    let size =
        html! { <><b>{ size_text(&view.sent_size.text) }</b>{ " " }{ basis_label(&view.sent_size) }</> };
    html! {
        <div class="note introduction listing">
            <p>
                { say::would_be_sent(size, view.sent, say::n_files(view.files)) }
                if ignored > 0 {
                    { " " }{ say::left_out_by(ignored, link) }
                }
                if idle > 0 {
                    { " " }{ say::nothing_asks_for(idle) }
                }
            </p>
        </div>
    }
}

fn finder(find: &UseStateHandle<String>, shown: usize) -> Html {
    let typed = {
        let find = find.clone();
        Callback::from(move |event: InputEvent| {
            find.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    html! {
        <div class="finder">
            <input class="input" type="search" aria-label={say::find_file()} placeholder={say::find_file()} value={(**find).clone()}
                oninput={typed} autocomplete="off" autocapitalize="off" spellcheck="false" />
            if !find.is_empty() {
                <span class="mute" role="status">{ say::n_files(shown) }</span>
            }
        </div>
    }
}

/// Places of the files whose path holds some words, in any case.
fn found(context: &Context, words: &str) -> Rc<Vec<usize>> {
    let words = words.trim().to_lowercase();
    let holds = |file: &ContextFile| words.is_empty() || file.path.to_lowercase().contains(&words);
    let all = context.files().iter().enumerate().filter(|(_, file)| holds(file));
    Rc::new(all.map(|(index, _)| index).collect())
}

fn draw(
    context: &Context,
    report: &ReportRef,
    shown: &Rc<Vec<usize>>,
    active: usize,
    open: Option<&ContextFile>,
) -> DrawRow {
    let (context, report, shown) = (context.clone(), report.clone(), Rc::clone(shown));
    let open = open.map(|file| file.path.clone());
    DrawRow(Rc::new(move |row| {
        let Some((place, file)) =
            shown.get(row).and_then(|place| Some((*place, context.files().get(*place)?)))
        else {
            return Html::default();
        };
        let verdict = report.context.as_ref().and_then(|view| view.verdicts.get(place));
        let words = verdict.map(|it| verdict_words(it, report.context.as_ref())).unwrap_or_default();
        let sent = verdict.is_some_and(|it| it.sent);
        let class = classes!("item", (row == active).then_some("active"), (!sent).then_some("out"));
        html! {
            <div key={row} {class} role="option" id={format!("files-{row}")} data-row={row.to_string()}
                aria-selected={(open.as_deref() == Some(file.path.as_str())).to_string()}
                aria-setsize={shown.len().to_string()} aria-posinset={(row + 1).to_string()}>
                <code class="what">{ &file.path }</code>
                <span class="size">{ listed_size(file) }</span>
                <span class="why">{ words }</span>
            </div>
        }
    }))
}

fn listed_size(file: &ContextFile) -> String {
    file.size.map_or_else(|| say::size_unknown().to_string(), stagescope::report::bytes)
}

/// What becomes of a file, and the pattern that decided.
fn verdict_words(verdict: &ContextVerdict, view: Option<&ContextView>) -> String {
    let pattern = verdict.pattern.and_then(|place| view?.patterns.get(place));
    let by =
        |pattern: &stagescope::report::IgnorePatternView| say::pattern_in_line(&pattern.text, pattern.line);
    match (verdict.kept, verdict.sent, pattern) {
        (false, _, Some(pattern)) => say::is_left_out_by(by(pattern)),
        (false, _, None) => say::left_out().to_string(),
        (true, true, Some(pattern)) => say::let_in_by(by(pattern)),
        (true, true, None) => say::sent().to_string(),
        (true, false, _) => say::not_sent().to_string(),
    }
}

fn press(
    context: &Context,
    shown: &Rc<Vec<usize>>,
    edited: &UseStateHandle<Option<String>>,
) -> Callback<(usize, String), bool> {
    let (context, shown, edited) = (context.clone(), Rc::clone(shown), edited.clone());
    Callback::from(move |(row, key): (usize, String)| {
        if !matches!(key.as_str(), "Enter" | " " | "Click") {
            return false;
        }
        let file = shown.get(row).and_then(|place| context.files().get(*place));
        edited.set(file.map(|file| file.path.clone()));
        true
    })
}

/// The value of a field of a form.
fn field(form: &HtmlFormElement, name: &str) -> String {
    let found = form.query_selector(&format!("[name={name}]")).ok().flatten().map(JsValue::from);
    // A text area has a value as an input has.
    found.map(|it| it.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}

fn form(
    file: &ContextFile,
    props: &FilesPaneProps,
    context: &Context,
    edited: &UseStateHandle<Option<String>>,
) -> Html {
    let old = file.path.clone();
    let set = {
        let (act, context, edited, old) = (props.act.clone(), context.clone(), edited.clone(), old.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target_unchecked_into::<HtmlFormElement>();
            let path = field(&form, "path").trim().to_owned();
            let text = Some(field(&form, "text")).filter(|text| !text.is_empty());
            // A text says how long it is.
            let size = if text.is_some() { None } else { bytes(&field(&form, "size")) };
            let changed = context.without(&old).with(vec![ContextFile { path, size, text }]);
            edited.set(None);
            act.emit(Action::ListingEdited(listing::some(changed)));
        })
    };
    let remove = {
        let (act, context, edited) = (props.act.clone(), context.clone(), edited.clone());
        Callback::from(move |_| {
            edited.set(None);
            act.emit(Action::ListingEdited(listing::some(context.without(&old))));
        })
    };
    let close = {
        let edited = edited.clone();
        Callback::from(move |_| edited.set(None))
    };
    let read_only = props.read_only;
    let bytes = file.size.map(|size| size.to_string()).unwrap_or_default();
    html! {
        <form class="file-form" tabindex="-1" key={file.path.clone()} onsubmit={set} aria-label={say::file_named(&file.path)}>
            <label class="path"><span>{ say::path() }</span>
                <input class="input mono" name="path" required={true} readonly={read_only} value={file.path.clone()}
                    autocomplete="off" autocapitalize="off" spellcheck="false" /></label>
            <label><span>{ say::size() }</span>
                <input class="input mono" name="size" readonly={read_only || file.text.is_some()} value={bytes} placeholder={say::unknown()}
                    autocomplete="off" autocapitalize="off" spellcheck="false" /></label>
            <label class="text"><span>{ say::text_of_file() }</span>
                <textarea class="input mono" name="text" rows="4" readonly={read_only} value={file.text.clone().unwrap_or_default()}
                    autocapitalize="off" spellcheck="false" /></label>
            <p class="buttons">
                if !read_only {
                    <button class="button" type="submit">{ say::save() }</button>
                    <button class="button" type="button" onclick={remove}>{ say::remove_file() }</button>
                }
                <button class="button" type="button" onclick={close}>{ say::close() }</button>
            </p>
        </form>
    }
}

/// What is pasted.
fn pasted(event: &Event) -> Option<String> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    data.dyn_into::<DataTransfer>().ok()?.get_data("text/plain").ok()
}

fn adder(props: &FilesPaneProps) -> Html {
    if props.read_only {
        return Html::default();
    }
    let (act, context) = (props.act.clone(), props.context.clone().unwrap_or_default());
    let add = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_unchecked_into::<HtmlFormElement>();
        let files = listing::read(&field(&form, "lines"));
        if !files.is_empty() {
            act.emit(Action::ListingEdited(listing::some(context.with(files))));
            form.reset();
        }
    });
    let paste = {
        let (act, context) = (props.act.clone(), props.context.clone().unwrap_or_default());
        Callback::from(move |event: Event| {
            if let Some(text) = pasted(&event).filter(|text| text.lines().count() > LONG) {
                event.prevent_default();
                act.emit(Action::ListingEdited(listing::some(context.with(listing::read(&text)))));
            }
        })
    };
    let clear = props.act.reform(|_| Action::ContextClosed);
    html! {
        <form class="file-form" onsubmit={add}>
            <label class="text"><span>{ say::add_files() }</span>
                <textarea class="input mono" name="lines" rows="3" onpaste={paste} placeholder={LISTING}
                    autocapitalize="off" spellcheck="false" /></label>
            <p class="buttons">
                <button class="button" type="submit">{ say::add() }</button>
                if props.context.is_some() {
                    <button class="button" type="button" onclick={clear}>{ say::remove_all() }</button>
                }
            </p>
        </form>
    }
}

/// What the editor of the `.dockerignore` shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct IgnoreEditorProps {
    /// The text.
    pub text: String,
    /// Whether it cannot be changed.
    pub read_only: bool,
    /// What the engine says.
    pub report: ReportRef,
    /// The store.
    pub act: Callback<Action>,
}

/// A text area of the `.dockerignore`, with what it does to the files where they are known.
#[component]
pub fn IgnoreEditor(props: &IgnoreEditorProps) -> Html {
    let IgnoreEditorProps { text, read_only, report, act } = props;
    let typed = act.reform(|event: InputEvent| {
        Action::IgnoreEdited(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    let open = act.reform(|_| Action::FileChosen(SourceFile::Files));
    html! {
        <div class="file">
            <div class="note introduction">
                <p>
                    { say::patterns_hint() }
                    if let Some(view) = &report.context {
                        { " " }{ say::patterns_leave_out(view.files - view.kept, html! { <button class="link" type="button" onclick={open}>{ say::n_files(view.files) }</button> }) }
                        { idle_patterns(view) }
                    }
                </p>
            </div>
            <textarea class="ignore" aria-label=".dockerignore" spellcheck="false" autocapitalize="off" readonly={*read_only}
                placeholder=".git" value={text.clone()} oninput={typed} />
        </div>
    }
}

/// The patterns that decide over no file.
fn idle_patterns(view: &ContextView) -> String {
    let idle: Vec<&str> =
        view.patterns.iter().filter(|it| it.decides == 0).map(|it| it.text.as_str()).collect();
    match idle.len() {
        0 => String::new(),
        1..=3 => format!(" {}", say::idle_patterns(idle.join(", "))),
        many => format!(" {}", say::many_idle_patterns(many)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stagescope::report::IgnorePatternView;

    #[test]
    fn a_verdict_names_its_pattern() {
        let size = crate::fixture::report().image.unwrap().size;
        let pattern = |text: &str, line| IgnorePatternView { line, text: text.to_owned(), decides: 1 };
        let view = ContextView {
            files: 3,
            size: size.clone(),
            kept: 2,
            kept_size: size.clone(),
            sent: 1,
            sent_size: size,
            patterns: vec![pattern("*.log", 2), pattern("!keep.log", 3)],
            verdicts: Vec::new(),
            problems: Vec::new(),
        };
        let words = |kept, sent, pattern| verdict_words(&ContextVerdict { kept, sent, pattern }, Some(&view));
        assert_eq!(words(false, false, Some(0)), "left out by *.log, line 2 of .dockerignore");
        assert_eq!(words(true, true, Some(1)), "sent: let in by !keep.log, line 3 of .dockerignore");
        assert_eq!(words(true, true, None), "sent");
        assert_eq!(words(true, false, None), "not sent: nothing asks for it");
    }

    #[test]
    fn files_are_found_in_any_case() {
        let context = Context::new(listing::read("README.md\nsrc/read.rs\nsrc/main.rs\n"));
        assert_eq!(*found(&context, " read "), [0, 2]);
        assert_eq!(found(&context, "").len(), 3);
    }
}
