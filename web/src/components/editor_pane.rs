//! The text: the editor, which TypeScript fills in, the `.dockerignore` and the build context behind it, and what is to be said about the whole.

use yew::{Callback, Html, NodeRef, Properties, component, html};

use super::disclosure::Disclosure;
use super::draft_pane::DraftPane;
use super::files_pane::{FilesPane, ignore_editor};
use super::icon;
use super::lesson_pane::LessonPane;
use super::tabs::{Tab, Tabs};
use crate::samples::{SAMPLES, Sample};
use crate::session::Home;
use crate::store::{Action, Command, SourceFile, State, count};

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
        <section class="pane editor" part="editor" role="group" aria-label="Source" onfocusout={act.reform(|_| Action::Settled)}>
            <div class="files">
                <Tabs label="Files" panel="source" {tabs} {selected} {choose} />
                // What a widget shows is its author's, and it keeps nothing.
                if state.home != Home::Widget && !state.read_only {
                    <Disclosure label="Open">{ opening(run) }</Disclosure>
                    <button class="button open-history" type="button" aria-haspopup="dialog" onclick={run.reform(|_| Command::ShowHistory)}>
                        { icon::clock() }<span>{ "History" }</span>
                    </button>
                }
            </div>
            <div class="source" role="tabpanel" id="source" aria-labelledby={format!("tab-{}", state.file.id())}>
                <div class="file" hidden={state.file != SourceFile::Dockerfile}>
                    <LessonPane course={state.course.clone()} has_address={state.home != Home::Widget} share={state.share.clone()} act={act.clone()} run={run.clone()} />
                    if state.course.open.is_none() {
                        <DraftPane desk={state.desk.clone()} copy={state.copy} act={act.clone()} run={run.clone()} />
                    }
                    { notice(state, act) }
                    { for state.sample.iter().map(|sample| introduction(sample, act)) }
                    { context(state, act) }
                    { if state.input.dockerfile.trim().is_empty() { blank(state, run) } else { stop(state) } }
                    { fragment(state) }
                    <div class="host" ref={host.clone()}></div>
                </div>
                if state.file == SourceFile::Dockerignore {
                    { ignore_editor(state.input.dockerignore.as_deref().unwrap_or_default(), state.read_only, &state.report, act) }
                }
                if state.file == SourceFile::Files {
                    <FilesPane context={state.input.context.clone()} report={state.report.clone()} read_only={state.read_only} act={act.clone()} />
                }
            </div>
        </section>
    }
}

fn opening(run: &Callback<Command>) -> Html {
    let entry = |folder: bool, title: &'static str, about: &'static str| {
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
                { entry(false, "File…", "Dockerfile, .dockerignore or ZIP") }
                { entry(true, "Folder…", "with the files that are copied") }
            </ul>
            <p class="hint">{ "Or drop them on the page. They are read here and sent nowhere." }</p>
        </>
    }
}

/// What is known of a folder that was opened.
fn context(state: &State, act: &Callback<Action>) -> Html {
    let folder =
        state.report.context.as_ref().filter(|_| !state.folder.is_empty() && state.course.open.is_none());
    let Some(context) = folder else { return Html::default() };
    let files = count(context.files, "file", "files");
    html! {
        <div class="note context">
            <p>
                <b>{ &state.folder }</b>
                { format!(": {files}, {}. ", context.size.text) }
                if context.kept < context.files {
                    { format!(".dockerignore leaves {}, {}. ", count(context.kept, "file", "files"), context.kept_size.text) }
                }
                if context.sent == 0 {
                    { "This build sends none of them." }
                } else {
                    { format!("This build sends {}, {}.", count(context.sent, "file", "files"), context.sent_size.text) }
                }
                { for context.problems.iter().take(MOST_PROBLEMS).map(|it| html! { <span class="problem">{ format!(" {it}.") }</span> }) }
            </p>
            <button class="button round" type="button" aria-label="Forget the files" onclick={act.reform(|_| Action::ContextClosed)}>
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
            <button class="button round" type="button" aria-label="Close the message" onclick={act.reform(|_| Action::NoticeClosed)}>
                { icon::cross() }
            </button>
        </div>
    }
}

fn introduction(sample: &Sample, act: &Callback<Action>) -> Html {
    html! {
        <div class="note introduction">
            <p><b>{ sample.title }</b>{ ". " }{ sample.intro }</p>
            <button class="button round" type="button" aria-label="Close the introduction"
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
            <p><b>{ "docker build stops here: " }</b><code>{ &stop.message }</code></p>
            if let Some(line) = stop.line {
                <button class="link" type="button" data-subject={format!("line-{line}")}>{ format!("line {line}") }</button>
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
                <b>{ "Nothing here yet. " }</b>
                { "Type " }<code>{ "FROM alpine" }</code>{ " and see what it builds, paste a Dockerfile, or drop one on the page." }
            </p>
            if let Some(sample) = first {
                <button class="button" type="button" onclick={run.reform(move |_| Command::Open(sample))}>{ "Open an example" }</button>
            }
        </div>
    }
}

fn fragment(state: &State) -> Html {
    let Some(sentence) = &state.report.fragment else { return Html::default() };
    html! { <div class="note fragment"><p>{ sentence }</p></div> }
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
