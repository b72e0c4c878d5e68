//! The layout of the page, and its only effects: whatever reaches outside the store is here.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use stagescope::report::Edit;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{Element, HtmlDialogElement, HtmlElement, Node};
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::{
    AttrValue, Callback, Event, FocusEvent, Html, MouseEvent, NodeRef, PointerEvent, Properties,
    UseReducerDispatcher, UseReducerHandle, classes, component, hook, html, use_effect, use_effect_with,
    use_mut_ref, use_node_ref, use_reducer_eq,
};

use crate::assist::Answer;
use crate::bridge::{
    self, Asking, CommandRow, Drops, Editor, EditorEvents, EditorOptions, GraphWatch, Listener, LitRange,
    PageWatch, Storage,
};
use crate::commands::{Entry, Then};
use crate::components::later::later_views;
use crate::components::{BottomBar, EditorPane, HistoryDialog, ResultPane, StagePane, TopBar};
use crate::course::{Course, LessonsFrom, Pending, Study};
use crate::highlight::Subject;
use crate::later::later;
use crate::lessons::name_of;
use crate::listing;
use crate::messages::say;
use crate::opened::Opened;
use crate::parts::load_later;
use crate::player::Button;
use crate::question::Question;
use crate::remedy::Remedy;
use crate::remote::Remote;
use crate::session::{Home, Session, Settings, View};
use crate::snapshots::{Keeper, Listed, Snapshot, Source};
use crate::store::{Action, Command, CopyNote, RulePage, ShareKind, ShareNote, State, Table, Way};
use crate::told::{LessonProgress, Selection, SharedState, Summary};

/// How long the Copy button says what came of it.
const COPY_NOTE: Duration = Duration::from_secs(2);
/// How long the player of the build stays at a moment.
const MOMENT: Duration = Duration::from_millis(700);
/// How often what does not arrive is asked for, and how long after the last time.
const TRIES: usize = 5;
const PAUSE: Duration = Duration::from_secs(20);

/// What the page starts with and whom it talks to.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The settings of the element.
    pub settings: Settings,
    /// Who hears its events.
    pub listener: Listener,
    /// What the element may ask of the page.
    pub remote: Remote,
}

type Store = UseReducerHandle<State>;
type Dispatcher = UseReducerDispatcher<State>;
type EditorRef = Rc<RefCell<Option<Editor>>>;
type KeeperRef = Rc<RefCell<Option<Keeper<Storage>>>>;

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let store = use_reducer_eq(|| {
        let kept = props.settings.storage_key.as_deref().map(|it| Storage::new(it).kept());
        let mut state = State::new(Session::new(&props.settings, kept.unwrap_or_default()));
        let progress = props.settings.storage_key.as_deref().map(|it| Storage::new(it).progress());
        let solved = [progress.unwrap_or_default(), props.settings.solved.clone().unwrap_or_default()];
        state.course = Course::with_progress(&solved.join("\n"));
        let from = LessonsFrom::given(props.settings.lessons.clone(), props.settings.course.clone());
        state.course.want(from, props.settings.lesson.clone());
        state
    });
    let host = use_node_ref();
    let root = use_node_ref();
    let dialog = use_node_ref();
    let graph = use_node_ref();
    let editor = use_mut_ref(|| None);
    let keeper = use_mut_ref(|| {
        let storage = props.settings.storage_key.as_deref().map(Storage::new);
        storage.map(|it| Keeper::new(it, Source::from(&*store.input)))
    });
    use_editor(&store, &host, &editor, &props.listener);
    use_marks(&store, &editor);
    use_events(&store, &props.listener);
    use_keeper(&store, &keeper);
    use_dialog(&store, &dialog);
    use_graph(&store, &graph);
    use_drops(&store, &root, &editor, &keeper);
    use_markup(&root);
    use_progress(&store, props);
    use_player(&store);
    use_tables(&store);
    let act = {
        let dispatcher = store.dispatcher();
        Callback::from(move |action| dispatcher.dispatch(action))
    };
    let run = commands(&store, &editor, &keeper, &props.listener);
    use_wanted(&store, &run);
    use_palette(&store, &root, &act, &run);
    use_remote(&store, props, &act, &run);
    let key = |name: &str| format!("{name} {}", store.language);
    html! {
        <div class="frame">
            <div
                ref={root.clone()}
                class={classes!("app", format!("home-{}", store.home.name()), format!("view-{}", store.view.name()), store.course.is_predicting().then_some("predicting"), later().is_some().then_some("whole"))}
                onpointerover={pointer_over(&act, &host)}
                onpointerout={pointer_out(&act, &root)}
                onfocusin={focus_in(&act, &host)}
                onclick={click(&act)}
            >
                // What is drawn anew speaks the language of now.
                <TopBar
                    key={key("top")}
                    home={store.home}
                    language={store.language.clone()}
                    site={store.site.clone()}
                    input={store.input.clone()}
                    chosen={store.chosen.clone()}
                    settings={store.settings.clone()}
                    sample={store.sample}
                    course={store.course.clone()}
                    report={store.report.clone()}
                    copy={store.copy}
                    share={store.share.clone()}
                    act={act.clone()}
                    run={run.clone()}
                />
                // Somebody else's page has a main part of its own.
                <div class="panes" role={(store.home != Home::Widget).then_some("main")}>
                    <EditorPane host={host} state={(*store).clone()} act={act.clone()} run={run.clone()} />
                    { divider("across", "vertical", "cols", say::width_of_editor()) }
                    <StagePane key={key("stages")} report={store.report.clone()} lit={store.highlight()} node={graph} act={act.clone()} />
                    { divider("down", "horizontal", "rows", say::height_of_stages()) }
                    <ResultPane key={key("result")} state={(*store).clone()} act={act.clone()} run={run.clone()} />
                </div>
                <BottomBar key={key("bottom")} view={store.view} report={store.report.clone()} act={act.clone()} />
                <HistoryDialog node={dialog} language={store.language.clone()} history={store.history.clone()} {act} {run} />
                <p class="hidden" role="status">{ &store.announcement }</p>
            </div>
        </div>
    }
}

/// A bar between two panes; what moves it says where it stands.
fn divider(class: &'static str, orientation: &'static str, split: &'static str, label: AttrValue) -> Html {
    html! {
        <div class={classes!("divider", class)} role="separator" tabindex="0" aria-orientation={orientation} aria-label={label}
            aria-valuemin="0" aria-valuemax="100" aria-valuenow="40" data-split={split} />
    }
}

/// Mounts the editor once, and takes it down with the page.
#[hook]
fn use_editor(store: &Store, host: &NodeRef, editor: &EditorRef, listener: &Listener) {
    let (host, editor, listener) = (host.clone(), Rc::clone(editor), listener.clone());
    let store = store.clone();
    // The editor asks of the options and files that there are when it asks.
    let now = use_mut_ref(|| State::clone(&store));
    now.replace(State::clone(&store));
    use_effect_with((), move |()| {
        if let Some(parent) = host.cast::<HtmlElement>() {
            let options = EditorOptions {
                text: &store.input.dockerfile,
                read_only: store.read_only,
                label: "Dockerfile",
            };
            *editor.borrow_mut() = Some(Editor::new(&parent, &options, editor_events(&store, now)));
            listener.emit(&bridge::Event::Ready(store.input.dockerfile.clone()));
        }
        move || drop(editor.take())
    });
}

fn editor_events(store: &Store, now: Rc<RefCell<State>>) -> EditorEvents {
    let (change, cursor, point) = (store.dispatcher(), store.dispatcher(), store.dispatcher());
    let (renamed, looked) = (store.dispatcher(), store.dispatcher());
    EditorEvents {
        on_change: Closure::new(move |text| change.dispatch(Action::SourceEdited(text))),
        on_cursor: Closure::new(move |offset| cursor.dispatch(Action::CaretMoved(offset))),
        on_point: Closure::new(move |offset| point.dispatch(Action::EditorPointed(offset))),
        on_ask: Asking::new(move |inquiry| {
            let now = now.borrow();
            later().map_or(Answer::Nothing, |it| (it.assist)(inquiry, &now.input, &now.catalog()))
        }),
        on_renamed: Closure::new(move |from, to| renamed.dispatch(Action::StageRenamed(from, to))),
        on_preview: Closure::new(move |at, change| {
            looked.dispatch(Action::ViewChosen(View::Advice));
            looked.dispatch(Action::Asked(Question::Preview(Some(Remedy::Change { at, change }))));
        }),
    }
}

/// Keeps what the editor shows beside the text in step with the store.
#[hook]
fn use_marks(store: &Store, editor: &EditorRef) {
    let on_report = (store.clone(), Rc::clone(editor));
    use_effect_with(store.report.clone(), move |report| {
        let (store, editor) = on_report;
        if let Some(editor) = &*editor.borrow() {
            editor.set_marks(&store.input.dockerfile, &report.diagnostics, &report.bands);
        }
    });
    let on_light = (store.clone(), Rc::clone(editor));
    use_effect_with((store.report.clone(), store.highlight()), move |(report, highlight)| {
        let (store, editor) = on_light;
        let ranges =
            highlight.ranges(report).into_iter().map(|(from, to, stage)| LitRange { from, to, stage });
        if let Some(editor) = &*editor.borrow() {
            editor.set_lit(&store.input.dockerfile, &ranges.collect::<Vec<_>>());
        }
    });
    let speaker = Rc::clone(editor);
    let opened = use_mut_ref(|| true);
    use_effect_with(store.language.clone(), move |_| {
        if let Some(editor) = (*speaker.borrow()).as_ref().filter(|_| !opened.replace(false)) {
            editor.translate();
        }
    });
    let editor = Rc::clone(editor);
    use_effect_with(store.reveal, move |reveal| {
        if let (Some(reveal), Some(editor)) = (reveal, &*editor.borrow()) {
            editor.reveal(reveal.from, reveal.to);
        }
    });
}

/// Has the browser keep what is solved of the course.
#[hook]
fn use_progress(store: &Store, props: &AppProps) {
    let storage = props.settings.storage_key.as_deref().map(Storage::new);
    let opened = use_mut_ref(|| true);
    use_effect_with(store.course.progress(), move |progress| {
        if let Some(storage) = storage.filter(|_| !opened.replace(false)) {
            storage.keep_progress(progress);
        }
    });
}

/// Opens the lesson that a link asks for.
#[hook]
fn use_wanted(store: &Store, run: &Callback<Command>) {
    let run = run.clone();
    use_effect_with((store.course.pending(), store.course.loads().clone()), move |(pending, from)| {
        match *pending {
            Some(Pending::Load) => run.emit(Command::LoadLessons(from.clone())),
            Some(Pending::Open(index)) => run.emit(Command::Study(Study::Opened(index))),
            None => {}
        }
    });
}

/// Moves the player of the build on while it plays.
#[hook]
fn use_player(store: &Store) {
    let dispatcher = store.dispatcher();
    use_effect_with(store.asked.player, move |player| {
        if let Some(at) = player.at.filter(|_| player.playing) {
            spawn_local(async move {
                sleep(MOMENT).await;
                dispatcher.dispatch(Action::Asked(Question::Play(Button::Tick(at))));
            });
        }
    });
}

/// Tells the element of every change; what was opened is no change.
#[hook]
fn use_events(store: &Store, listener: &Listener) {
    {
        let listener = listener.clone();
        let opened = use_mut_ref(|| true);
        use_effect_with(store.input.dockerfile.clone(), move |text| {
            if !opened.replace(false) {
                listener.emit(&bridge::Event::Change(text.clone()));
            }
        });
    }
    {
        let listener = listener.clone();
        use_effect_with(store.report.clone(), move |report| {
            // Without the rules it would be half of the answer.
            if later().is_some() {
                listener.emit(&bridge::Event::Report(&Summary::of(report)));
            }
        });
    }
    {
        let (listener, store) = (listener.clone(), store.clone());
        let opened = use_mut_ref(|| true);
        use_effect_with(store.highlight(), move |highlight| {
            if !opened.replace(false) {
                listener.emit(&bridge::Event::Select(&Selection::of(&store.report, highlight)));
            }
        });
    }
    {
        let listener = listener.clone();
        let opened = use_mut_ref(|| true);
        use_effect_with(LessonProgress::of(&store.course), move |progress| {
            if !opened.replace(false) {
                listener.emit(&bridge::Event::Lesson(progress));
            }
        });
    }
    {
        let (listener, store) = (listener.clone(), store.clone());
        let opened = use_mut_ref(|| true);
        use_effect_with((store.input.clone(), store.view, store.course.open), move |_| {
            if !opened.replace(false) {
                listener.emit(&bridge::Event::State(&SharedState::of(&store)));
            }
        });
    }
}

/// Lets the element reach the page as it is now.
#[hook]
fn use_remote(store: &Store, props: &AppProps, act: &Callback<Action>, run: &Callback<Command>) {
    let (remote, state, act, run) = (props.remote.clone(), store.clone(), act.clone(), run.clone());
    use_effect(move || remote.follow(state, act, run));
}

/// Has the browser keep what is on the page, and what it leaves.
#[hook]
fn use_keeper(store: &Store, keeper: &KeeperRef) {
    let (dispatcher, on_input) = (store.dispatcher(), Rc::clone(keeper));
    // A lesson is not kept: the reader's own text is, and comes back.
    let is_open = store.course.own().is_some();
    use_effect_with((store.input.clone(), is_open), move |(input, is_open)| {
        if let Some(keeper) = (*on_input.borrow_mut()).as_mut().filter(|_| !is_open) {
            keeper.changed(Source::from(&**input));
            if keeper.take_refusal() {
                dispatcher.dispatch(Action::Noticed(say::not_kept().to_string()));
            }
        }
    });
    // A listing is long: it is written when it has changed, and not with every letter of the text.
    let on_listing = Rc::clone(keeper);
    let opened = use_mut_ref(|| true);
    use_effect_with((store.input.context.clone(), is_open), move |(context, is_open)| {
        if let Some(keeper) = (*on_listing.borrow()).as_ref().filter(|_| !opened.replace(false) && !is_open) {
            keeper.listed(&context.as_ref().map(listing::encoded).unwrap_or_default());
        }
    });
    let keeper = Rc::clone(keeper);
    use_effect_with((), move |()| move || leave(&keeper));
}

/// Opens the dialog while there is something in it. The browser has it closed with Escape.
#[hook]
fn use_dialog(store: &Store, dialog: &NodeRef) {
    let dialog = dialog.clone();
    use_effect_with(store.history.is_some(), move |is_shown| {
        let Some(dialog) = dialog.cast::<HtmlDialogElement>() else { return };
        if !is_shown {
            dialog.close();
        } else if !dialog.open() {
            // It can only fail when the page is gone.
            let _shown = dialog.show_modal();
        }
    });
}

/// Opens the command palette, and does what is chosen in it.
#[hook]
fn use_palette(store: &Store, root: &NodeRef, act: &Callback<Action>, run: &Callback<Command>) {
    // What is chosen is done to the page as it is then, and not as it was when the palette was made.
    let latest = use_mut_ref(|| None);
    *latest.borrow_mut() = Some((store.clone(), run.clone()));
    let offered: Rc<RefCell<Vec<Entry>>> = use_mut_ref(Vec::new);
    let (root, act) = (root.clone(), act.clone());
    use_effect_with((), move |()| {
        let (on_list, on_chosen) = (Rc::clone(&latest), latest);
        let (all, offered) = (Rc::clone(&offered), offered);
        let row = |entry: &Entry| CommandRow {
            title: entry.title.to_string(),
            group: entry.group.to_string(),
            click: match entry.then {
                Then::Click(selector) => Some(selector),
                Then::Act(_) | Then::Run(_) => None,
            },
        };
        let list = move || {
            let now = on_list
                .borrow()
                .as_ref()
                .and_then(|(store, _): &(Store, _)| Some((later_views()?.entries)(store)))
                .unwrap_or_default();
            let rows = now.iter().map(row).collect();
            *all.borrow_mut() = now;
            rows
        };
        let chosen = move |index: usize| {
            let then = offered.borrow().get(index).map(|it| it.then.clone());
            let run = on_chosen.borrow().as_ref().map(|(_, run): &(_, Callback<Command>)| run.clone());
            match (then, run) {
                (Some(Then::Act(action)), _) => act.emit(action),
                (Some(Then::Run(command)), Some(run)) => run.emit(command),
                _ => {}
            }
        };
        let palette = root.cast::<HtmlElement>().map(|it| PageWatch::on(&it, list, chosen));
        move || drop(palette)
    });
}

/// Lets readers move and enlarge the graph.
#[hook]
fn use_graph(store: &Store, graph: &NodeRef) {
    let graph = graph.clone();
    // Another language draws it anew.
    use_effect_with(store.language.clone(), move |_| {
        let watch = graph.cast::<HtmlElement>().map(|it| GraphWatch::on(&it));
        move || drop(watch)
    });
}

/// Shows the pages of rules. They are markup, which only the bridge may turn into elements.
#[hook]
fn use_markup(root: &NodeRef) {
    let root = root.clone();
    use_effect(move || {
        if let Some(root) = root.cast::<HtmlElement>() {
            bridge::show_markup(&root);
        }
    });
}

/// Opens files that are dropped on the page. What a widget shows is its author's.
#[hook]
fn use_drops(store: &Store, root: &NodeRef, editor: &EditorRef, keeper: &KeeperRef) {
    let (store, root) = (store.clone(), root.clone());
    let (editor, keeper) = (Rc::clone(editor), Rc::clone(keeper));
    use_effect_with((), move |()| {
        let is_open = store.home != Home::Widget && !store.read_only;
        let dispatcher = store.dispatcher();
        let target = root.cast::<HtmlElement>().filter(|_| is_open);
        let drops =
            target.map(|it| Drops::on(&it, move |opened| open(opened, &dispatcher, &editor, &keeper)));
        move || drop(drops)
    });
}

/// Loads what there is beyond the first screen, once: the later part, then the tables.
#[hook]
fn use_tables(store: &Store) {
    let store = store.dispatcher();
    use_effect_with((), move |()| {
        spawn_local(async move {
            store.dispatch(match insist(load_later).await {
                Some(_) => Action::LaterArrived,
                None => Action::Noticed(say::part_did_not_arrive().to_string()),
            });
            for table in Table::ALL {
                if let Some(rows) = insist(async || bridge::load_data_when_idle(table.file()).await).await {
                    store.dispatch(Action::TableLoaded(table, rows.into()));
                }
            }
        });
    });
}

/// Asks again for what does not arrive, for a while.
async fn insist<T>(load: impl AsyncFn() -> Option<T>) -> Option<T> {
    for _ in 0..TRIES {
        if let Some(loaded) = load().await {
            return Some(loaded);
        }
        sleep(PAUSE).await;
    }
    None
}

async fn share(store: &Store, kind: ShareKind, anyway: bool) {
    let note = match kind {
        ShareKind::Export(form, way) => {
            let part = load_later().await;
            let json = || bridge::json(&(part?.report)(&store.report));
            let text = store.exported(form).or_else(json).unwrap_or_default();
            let is_done = bridge::export(form.file(), &text, way == Way::Copy).await;
            if is_done { ShareNote::Done(kind) } else { ShareNote::Failed(kind) }
        }
        ShareKind::Page => {
            let files = store.input.context.as_ref().map(listing::encoded).unwrap_or_default();
            let is_done = bridge::save_page(&SharedState::of(store), &files, &store.course.progress()).await;
            if is_done { ShareNote::Done(kind) } else { ShareNote::Failed(kind) }
        }
        _ => match bridge::share(kind.name(), &SharedState::of(store), anyway).await {
            Some(warning) if warning.is_empty() => ShareNote::Done(kind),
            Some(warning) => ShareNote::Asked(kind, warning),
            None => ShareNote::Failed(kind),
        },
    };
    let stays = matches!(note, ShareNote::Asked(..));
    store.dispatch(Action::ShareNoted(Some(note)));
    if !stays {
        sleep(COPY_NOTE).await;
        store.dispatch(Action::ShareNoted(None));
    }
}

/// Says for a while what came of copying.
async fn note_copy(store: &Dispatcher, is_done: bool) {
    store.dispatch(Action::CopyNoted(if is_done { CopyNote::Copied } else { CopyNote::Failed }));
    sleep(COPY_NOTE).await;
    store.dispatch(Action::CopyNoted(CopyNote::Idle));
}

/// The texts that were kept, as they are listed now.
fn history(keeper: &KeeperRef) -> Rc<Vec<Listed>> {
    let list = keeper.borrow().as_ref().map(Keeper::list).unwrap_or_default();
    let listed = |snapshot: Snapshot| Listed { time: bridge::time_text(snapshot.saved), snapshot };
    Rc::new(list.into_iter().map(listed).collect())
}

fn leave(keeper: &KeeperRef) {
    if let Some(keeper) = &mut *keeper.borrow_mut() {
        keeper.leave();
    }
}

/// The text of lessons, or a sentence that says why there is none.
async fn lessons(from: &LessonsFrom) -> Result<Rc<str>, String> {
    match from {
        LessonsFrom::Page => {
            let text = bridge::load_data_when_idle("lessons.txt").await;
            text.map(Into::into).ok_or_else(|| say::lessons_did_not_arrive().to_string())
        }
        LessonsFrom::Address(address) => bridge::load_lessons(address).await.map(Into::into),
        LessonsFrom::Text(text) => bridge::lesson_text(text).await.map(Into::into),
    }
}

/// Takes over what was opened, or says why not.
fn open(opened: Opened, store: &Dispatcher, editor: &EditorRef, keeper: &KeeperRef) {
    if let Some(text) = opened.lessons {
        store.dispatch(Action::Study(Study::Wanted(LessonsFrom::Text(text.into()), None)));
        return;
    }
    if !opened.is_something() {
        store.dispatch(Action::Noticed(opened.notice));
        return;
    }
    leave(keeper);
    let text = opened.dockerfile.clone();
    store.dispatch(Action::Opened(opened));
    if let (Some(text), Some(editor)) = (text, &*editor.borrow()) {
        editor.set_text(&text);
    }
}

/// Changes the text as one undo step, and says what was done.
fn fix(title: String, edits: &[Edit], store: &Dispatcher, editor: &EditorRef, listener: &Listener) {
    if let Some(editor) = &*editor.borrow() {
        editor.apply_edits(edits);
        listener.emit(&bridge::Event::Fix(&title));
        store.dispatch(Action::FixApplied(title));
    }
}

fn commands(store: &Store, editor: &EditorRef, keeper: &KeeperRef, listener: &Listener) -> Callback<Command> {
    let (now, store, editor, keeper) =
        (store.clone(), store.dispatcher(), Rc::clone(editor), Rc::clone(keeper));
    let listener = listener.clone();
    Callback::from(move |command| match command {
        Command::Share(kind, anyway) => {
            let now = now.clone();
            spawn_local(async move { share(&now, kind, anyway).await });
        }
        Command::Choose(folder) => {
            let (store, editor, keeper) = (store.clone(), Rc::clone(&editor), Rc::clone(&keeper));
            spawn_local(async move {
                if let Some(opened) = bridge::choose_files(folder).await {
                    open(opened, &store, &editor, &keeper);
                }
            });
        }
        Command::ShowHistory => store.dispatch(Action::HistoryShown(Some(history(&keeper)))),
        Command::ForgetHistory => {
            if let Some(keeper) = &mut *keeper.borrow_mut() {
                keeper.forget();
            }
            store.dispatch(Action::HistoryShown(Some(history(&keeper))));
        }
        Command::Restore(snapshot) => {
            leave(&keeper);
            store.dispatch(Action::Restored(snapshot.source.clone()));
            if let Some(editor) = &*editor.borrow() {
                editor.set_text(&snapshot.source.dockerfile);
            }
        }
        Command::Open(sample) => {
            leave(&keeper);
            store.dispatch(Action::SampleOpened(sample));
            if let Some(editor) = &*editor.borrow() {
                editor.set_text(sample.dockerfile);
            }
        }
        Command::Study(study) => {
            leave(&keeper);
            let text = now.course.text_of(&study).map(str::to_owned);
            store.dispatch(Action::Study(study));
            if let (Some(text), Some(editor)) = (text, &*editor.borrow()) {
                editor.set_text(&text);
            }
        }
        Command::LoadLessons(from) => {
            let store = store.clone();
            spawn_local(async move {
                // What reads them.
                let _part = load_later().await;
                let text = lessons(&from).await;
                store.dispatch(Action::Study(Study::Loaded(from, text)));
            });
        }
        Command::ReadLessons => {
            let store = store.clone();
            spawn_local(async move {
                if let Some(text) = bridge::read_file().await {
                    store.dispatch(Action::Study(Study::Wanted(LessonsFrom::Text(text.into()), None)));
                }
            });
        }
        Command::SaveLesson(text) => {
            let title = text.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
            bridge::save_file(&format!("{}.md", name_of(title)), &text);
        }
        Command::CopyLesson(text) => {
            let store = store.clone();
            spawn_local(async move { note_copy(&store, bridge::copy_lesson(&text).await).await });
        }
        Command::Speak(language) => listener.emit(&bridge::Event::Language(language)),
        Command::SaveProgress => bridge::save_file("stagescope-progress.txt", &now.course.progress()),
        Command::ReadProgress => {
            let store = store.clone();
            spawn_local(async move {
                if let Some(text) = bridge::read_file().await {
                    store.dispatch(Action::Study(Study::ProgressRead(text)));
                }
            });
        }
        Command::Fix(title, edits) => fix(title, &edits, &store, &editor, &listener),
        Command::FixAll => {
            if let Some((title, edits)) = now.all_fixes() {
                fix(title, &edits, &store, &editor, &listener);
            }
        }
        Command::Write(text) => {
            if let Some(editor) = &*editor.borrow() {
                editor.set_text(&text);
            }
        }
        Command::OpenSite(site) => {
            let now = now.clone();
            spawn_local(async move { bridge::open_site(&site, &SharedState::of(&now)).await });
        }
        Command::ReadPage(id) => {
            let store = store.clone();
            spawn_local(async move {
                let html = bridge::load_rule_page(&id).await.map(Into::into);
                store.dispatch(Action::PageLoaded(RulePage { id: id.into(), html }));
            });
        }
        Command::Copy(text) => {
            let store = store.clone();
            spawn_local(async move { note_copy(&store, bridge::copy_text(&text).await).await });
        }
    })
}

// One set of listeners serves the whole page: an element says what it is about in its `data-subject`.

fn pointer_over(act: &Callback<Action>, host: &NodeRef) -> Callback<PointerEvent> {
    let (act, host) = (act.clone(), host.clone());
    Callback::from(move |event: PointerEvent| point(&act, &host, &event))
}

fn focus_in(act: &Callback<Action>, host: &NodeRef) -> Callback<FocusEvent> {
    let (act, host) = (act.clone(), host.clone());
    Callback::from(move |event: FocusEvent| point(&act, &host, &event))
}

fn point(act: &Callback<Action>, host: &NodeRef, event: &Event) {
    let Some(target) = element(event) else { return };
    // The editor tells itself which line is pointed at.
    if host.get().is_none_or(|it| !it.contains(Some(&target))) {
        act.emit(Action::Pointed(subject(&target)));
    }
}

fn pointer_out(act: &Callback<Action>, root: &NodeRef) -> Callback<PointerEvent> {
    let (act, root) = (act.clone(), root.clone());
    Callback::from(move |event: PointerEvent| {
        let entered = event.related_target().and_then(|it| it.dyn_into::<Node>().ok());
        if root.get().is_some_and(|it| !it.contains(entered.as_ref())) {
            act.emit(Action::Pointed(None));
        }
    })
}

// A click goes to the lines of a thing, when it is the thing itself that was clicked and not a control inside it.
fn click(act: &Callback<Action>) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |event: MouseEvent| {
        let control =
            element(&event).and_then(|it| it.closest("button, a, summary, input, [role=button]").ok()?);
        if let Some(subject) =
            control.filter(|it| it.has_attribute("data-subject")).as_ref().and_then(subject)
        {
            act.emit(Action::RevealAsked(subject));
        }
    })
}

fn element(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn subject(target: &Element) -> Option<Subject> {
    let marked = target.closest("[data-subject]").ok()??;
    Subject::parse(&marked.get_attribute("data-subject")?)
}
