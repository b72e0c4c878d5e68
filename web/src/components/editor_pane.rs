//! The text: the editor, which TypeScript fills in, the `.dockerignore` and the build context behind it, and what is to be said about the whole.

use yew::{AttrValue, Callback, Html, NodeRef, Properties, component, html};

use super::disclosure::Disclosure;
use super::draft_pane::DraftPaneProps;
use super::files_pane::{FilesPaneProps, IgnoreEditorProps};
use super::icon;
use super::later::{LaterViews, later_view, later_views};
use super::lesson_pane::LessonPaneProps;
use super::tabs::{Tab, Tabs};
use crate::messages::say;
use crate::samples::{SAMPLES, Sample};
use crate::session::Home;
use crate::store::{Action, Command, SourceFile, State};

/// How much of what is wrong with a listing is said.
const MOST_PROBLEMS: usize = 3;

/// What it shows.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct EditorPaneProps {
    /// Where the editor goes.
    pub host: NodeRef,
    /// What is said above it.
    pub state: State,
    /// The store.
    pub act: Callback<Action>,
    /// What reaches outside it.
    pub run: Callback<Command>,
}

/// The pane.
#[component]
pub fn EditorPane(props: &EditorPaneProps) -> Html {
    let EditorPaneProps { host, state, act, run } = props;
    let tabs = SourceFile::ALL.map(|it| Tab { id: it.id(), content: title(it, state) }).to_vec();
    let selected = SourceFile::ALL.iter().position(|it| *it == state.file).unwrap_or_default();
    let choose = act
        .reform(|index: usize| Action::FileChosen(SourceFile::ALL.get(index).copied().unwrap_or_default()));
    html! {
        <section class="pane editor" part="editor" role="group" aria-label={say::source()} onfocusout={act.reform(|_| Action::Settled)}>
            <div class="files">
                <Tabs label={say::files()} panel="source" {tabs} {selected} {choose} />
                // What a widget shows is its author's, and it keeps nothing.
                if state.home != Home::Widget && !state.read_only {
                    <Disclosure name="open" label={say::open()}>{ opening(run) }</Disclosure>
                    <button class="button open-history" type="button" aria-haspopup="dialog" onclick={run.reform(|_| Command::ShowHistory)}>
                        { icon::clock() }<span>{ say::history() }</span>
                    </button>
                }
            </div>
            <div class="source" role="tabpanel" id="source" aria-labelledby={format!("tab-{}", state.file.id())}>
                <div class="file" hidden={state.file != SourceFile::Dockerfile}>
                    { for later_views().map(|it| above(it, state, act, run)) }
                    { notice(state, act) }
                    { for state.sample.iter().map(|sample| introduction(sample, act)) }
                    { context(state, act) }
                    { if state.input.dockerfile.trim().is_empty() { blank(state, run) } else { stop(state) } }
                    { fragment(state) }
                    <div class="host" ref={host.clone()}></div>
                </div>
                { other_file(state, act) }
            </div>
        </section>
    }
}

/// The lesson that is open, or the one in the making.
fn above(views: &LaterViews, state: &State, act: &Callback<Action>, run: &Callback<Command>) -> Html {
    let (act, run) = (act.clone(), run.clone());
    let shown = if state.course.open.is_some() {
        let (course, share) = (state.course.clone(), state.share.clone());
        (views.lesson)(LessonPaneProps { course, has_address: state.home != Home::Widget, share, act, run })
    } else if state.desk.open {
        (views.draft)(DraftPaneProps { desk: state.desk.clone(), copy: state.copy, act, run })
    } else {
        return Html::default();
    };
    html! { <key={state.language.clone()}>{ shown }</> }
}

/// What stands in the place of the Dockerfile.
fn other_file(state: &State, act: &Callback<Action>) -> Html {
    let (report, read_only, act) = (state.report.clone(), state.read_only, act.clone());
    let shown = match state.file {
        SourceFile::Dockerfile => return Html::default(),
        SourceFile::Dockerignore => {
            let text = state.input.dockerignore.clone().unwrap_or_default();
            later_view(|it| (it.ignore)(IgnoreEditorProps { text, read_only, report, act }))
        }
        SourceFile::Files => {
            let context = state.input.context.clone();
            later_view(|it| (it.files)(FilesPaneProps { context, report, read_only, act }))
        }
    };
    html! { <key={state.language.clone()}>{ shown }</> }
}

fn opening(run: &Callback<Command>) -> Html {
    let entry = |folder: bool, title: AttrValue, about: AttrValue| {
        html! {
            <li>
                <button class="choice" type="button" data-close="" onclick={run.reform(move |_| Command::Choose(folder))}>
                    <b>{ title }</b><span class="mute">{ about }</span>
                </button>
            </li>
        }
    };
    html! {
        <>
            <ul class="choices">
                { entry(false, say::open_file(), say::open_file_about()) }
                { entry(true, say::open_folder(), say::open_folder_about()) }
            </ul>
            <p class="hint">{ say::open_hint() }</p>
        </>
    }
}

/// What is known of a folder that was opened.
fn context(state: &State, act: &Callback<Action>) -> Html {
    let folder =
        state.report.context.as_ref().filter(|_| !state.folder.is_empty() && state.course.open.is_none());
    let Some(context) = folder else { return Html::default() };
    html! {
        <div class="note context">
            <p>
                { say::context_holds(html! { <b>{ &state.folder }</b> }, say::n_files(context.files), &context.size.text) }{ " " }
                if context.kept < context.files {
                    { say::context_keeps(say::n_files(context.kept), &context.kept_size.text) }{ " " }
                }
                if context.sent == 0 {
                    { say::context_sends_none() }
                } else {
                    { say::context_sends(say::n_files(context.sent), &context.sent_size.text) }
                }
                { for context.problems.iter().take(MOST_PROBLEMS).map(|it| html! { <span class="problem" lang="en">{ format!(" {it}.") }</span> }) }
            </p>
            <button class="button round" type="button" aria-label={say::forget_files()} onclick={act.reform(|_| Action::ContextClosed)}>
                { icon::cross() }
            </button>
        </div>
    }
}

fn notice(state: &State, act: &Callback<Action>) -> Html {
    let Some(text) = &state.notice else { return Html::default() };
    html! {
        <div class="note notice">
            <p>{ text }</p>
            <button class="button round" type="button" aria-label={say::close_message()} onclick={act.reform(|_| Action::NoticeClosed)}>
                { icon::cross() }
            </button>
        </div>
    }
}

fn introduction(sample: &Sample, act: &Callback<Action>) -> Html {
    html! {
        <div class="note introduction">
            <p lang="en"><b>{ sample.title }</b>{ ". " }{ sample.intro }</p>
            <button class="button round" type="button" aria-label={say::close_introduction()}
                onclick={act.reform(|_| Action::IntroductionClosed)}>
                { icon::cross() }
            </button>
        </div>
    }
}

fn stop(state: &State) -> Html {
    let Some(stop) = &state.report.stop else { return Html::default() };
    html! {
        <div class="note stop">
            <p><b>{ say::stops_here() }{ " " }</b><code lang="en">{ &stop.message }</code></p>
            if let Some(line) = stop.line {
                <button class="link" type="button" data-subject={format!("line-{line}")}>{ say::line(line) }</button>
            }
        </div>
    }
}

/// How to begin, in the place of what `docker build` says of an empty file.
fn blank(state: &State, run: &Callback<Command>) -> Html {
    let first = SAMPLES.first().filter(|_| state.home != Home::Widget && !state.read_only);
    html! {
        <div class="note start">
            <p>
                <b>{ say::nothing_here() }</b>{ " " }{ say::how_to_begin(html! { <code>{ "FROM alpine" }</code> }) }
            </p>
            if let Some(sample) = first {
                <button class="button" type="button" onclick={run.reform(move |_| Command::Open(sample))}>{ say::open_example() }</button>
            }
        </div>
    }
}

fn fragment(state: &State) -> Html {
    let Some(sentence) = &state.report.fragment else { return Html::default() };
    html! { <div class="note fragment"><p lang="en">{ sentence }</p></div> }
}

fn title(file: SourceFile, state: &State) -> Html {
    let files = state.report.context.as_ref().filter(|_| file == SourceFile::Files).map(|it| it.files);
    html! {
        <>
            { file.name() }
            if let Some(files) = files {
                <span class="pill">{ files }</span>
            }
        </>
    }
}
