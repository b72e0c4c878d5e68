//! Every foreign function of the page: the editor, the clipboard and the browser's storage, as TypeScript offers them.
//!
//! All offsets are UTF-16 offsets. Only `app` and the entry point use this module.

use std::cell::RefCell;

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use serde::Serialize;
use stagescope::report::{Edit, EditorDiagnostic, StageBand};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::assist::{Answer, Inquiry};
use crate::opened::Opened;
use crate::session::Kept;
use crate::snapshots::{Shelf, Snapshot, Source, latest};
use crate::told::{LessonProgress, Selection, SharedState, Summary};

#[wasm_bindgen(raw_module = "stagescope-bridge")]
extern "C" {
    /// An editor that is mounted.
    #[derive(Debug, Clone)]
    type EditorHandle;

    #[wasm_bindgen(js_name = createEditor)]
    fn create_editor(parent: &HtmlElement, options: &JsValue) -> EditorHandle;
    #[wasm_bindgen(js_name = destroyEditor)]
    fn destroy_editor(handle: &EditorHandle);
    #[wasm_bindgen(js_name = setText)]
    fn set_text(handle: &EditorHandle, text: &str);
    #[wasm_bindgen(js_name = setDiagnostics)]
    fn set_diagnostics(handle: &EditorHandle, text: &str, list: &JsValue);
    #[wasm_bindgen(js_name = setBands)]
    fn set_bands(handle: &EditorHandle, text: &str, list: &JsValue);
    #[wasm_bindgen(js_name = setLit)]
    fn set_lit(handle: &EditorHandle, text: &str, list: &JsValue);
    #[wasm_bindgen(js_name = reveal)]
    fn reveal(handle: &EditorHandle, from: u32, to: u32);
    #[wasm_bindgen(js_name = translateEditor)]
    fn translate_editor(handle: &EditorHandle);
    #[wasm_bindgen(js_name = applyEdits)]
    fn apply_edits(handle: &EditorHandle, edits: &JsValue);
    #[wasm_bindgen(js_name = copyText)]
    fn copy_text_promise(text: &str) -> Promise;
    #[wasm_bindgen(js_name = copyLesson)]
    fn copy_lesson_promise(course: &str) -> Promise;
    #[wasm_bindgen(js_name = exportText)]
    fn export_promise(name: &str, text: &str, copy: bool) -> Promise;
    #[wasm_bindgen(js_name = share)]
    fn share_promise(kind: &str, state: &JsValue, anyway: bool) -> Promise;
    #[wasm_bindgen(js_name = openSite)]
    fn open_site_promise(site: &str, state: &JsValue) -> Promise;
    #[wasm_bindgen(js_name = chooseFiles)]
    fn choose_files_promise(folder: bool) -> Promise;
    #[wasm_bindgen(js_name = watchDrops)]
    fn watch_drops(target: &HtmlElement, on_opened: &Closure<dyn Fn(JsValue)>) -> Function;
    #[wasm_bindgen(js_name = watchPage)]
    fn watch_page(root: &HtmlElement, commands: &JsValue) -> Function;
    #[wasm_bindgen(js_name = watchGraph)]
    fn watch_graph(graph: &HtmlElement) -> Function;
    #[wasm_bindgen(js_name = showAllMarkup)]
    fn show_all_markup(root: &HtmlElement);
    #[wasm_bindgen(js_name = listTexts)]
    fn list_texts(prefix: &str) -> Array;
    #[wasm_bindgen(js_name = loadDataWhenIdle)]
    fn load_data_when_idle_promise(name: &str) -> Promise;
    #[wasm_bindgen(js_name = loadLessons)]
    fn load_lessons_promise(address: &str) -> Promise;
    #[wasm_bindgen(js_name = lessonText)]
    fn lesson_text_promise(text: &str) -> Promise;
    #[wasm_bindgen(js_name = saveFile)]
    fn save_file_of(name: &str, text: &str);
    #[wasm_bindgen(js_name = savePage)]
    fn save_page_promise(state: &JsValue, files: &str, solved: &str) -> Promise;
    #[wasm_bindgen(js_name = readFile)]
    fn read_file_promise() -> Promise;
    #[wasm_bindgen(js_name = loadRulePage)]
    fn load_rule_page_promise(id: &str) -> Promise;
    #[wasm_bindgen(js_name = saveText)]
    fn save_text(name: &str, text: &str) -> bool;
    #[wasm_bindgen(js_name = removeText)]
    fn remove_text(name: &str);
    #[wasm_bindgen(js_name = loadTabText)]
    fn load_tab_text(name: &str) -> Option<String>;
    #[wasm_bindgen(js_name = saveTabText)]
    fn save_tab_text(name: &str, text: &str);
    #[wasm_bindgen(js_name = timeText)]
    fn time_text_of(time: f64, now: f64) -> String;
}

/// What the editor tells; kept alive as long as the editor is.
#[derive(Debug)]
pub struct EditorEvents {
    /// The text changed to this.
    pub on_change: Closure<dyn Fn(String)>,
    /// The caret came to this offset.
    pub on_cursor: Closure<dyn Fn(u32)>,
    /// The pointer rests on this offset's line, or left the text.
    pub on_point: Closure<dyn Fn(Option<u32>)>,
    /// It asks something about its text.
    pub on_ask: Asking,
    /// A stage that was called so is called so now.
    pub on_renamed: Closure<dyn Fn(String, String)>,
    /// A change of the whole is to be looked at: where it was asked for, and its place among those that are offered there.
    pub on_preview: Closure<dyn Fn(u32, usize)>,
}

/// Answers what the editor asks.
#[derive(Debug)]
pub struct Asking(Closure<dyn Fn(String, String, u32, String) -> JsValue>);

impl Asking {
    /// Answers with a function.
    pub fn new(answer: impl Fn(Inquiry) -> Answer + 'static) -> Self {
        Self(Closure::new(move |question, text, at, name| {
            to_js(&answer(Inquiry { question, text, at, name }))
        }))
    }
}

/// How the editor starts.
#[derive(Debug)]
pub struct EditorOptions<'a> {
    /// Its text.
    pub text: &'a str,
    /// Whether the text cannot be changed.
    pub read_only: bool,
    /// What a screen reader calls it.
    pub label: &'a str,
}

/// Lines to light.
#[derive(Debug, Serialize)]
pub struct LitRange {
    /// UTF-16 offset of the first character.
    pub from: u32,
    /// UTF-16 offset after the last character.
    pub to: u32,
    /// Stage whose colour they take.
    pub stage: Option<usize>,
}

/// An editor; dropping it takes it down.
#[derive(Debug)]
pub struct Editor {
    handle: EditorHandle,
    _events: EditorEvents,
}

impl Editor {
    /// Shows an editor in `parent`.
    pub fn new(parent: &HtmlElement, options: &EditorOptions<'_>, events: EditorEvents) -> Self {
        let object = Object::new();
        set(&object, "text", &options.text.into());
        set(&object, "readOnly", &options.read_only.into());
        set(&object, "label", &options.label.into());
        set(&object, "onChange", events.on_change.as_ref());
        set(&object, "onCursor", events.on_cursor.as_ref());
        set(&object, "onPoint", events.on_point.as_ref());
        set(&object, "onAsk", events.on_ask.0.as_ref());
        set(&object, "onRenamed", events.on_renamed.as_ref());
        set(&object, "onPreview", events.on_preview.as_ref());
        Self { handle: create_editor(parent, &object), _events: events }
    }

    /// Replaces the whole text, as one undo step.
    pub fn set_text(&self, text: &str) {
        set_text(&self.handle, text);
    }

    /// Shows the findings and stage bands of `text`; ignored when that is not the text any more.
    pub fn set_marks(&self, text: &str, diagnostics: &[EditorDiagnostic], bands: &[StageBand]) {
        set_diagnostics(&self.handle, text, &to_js(&diagnostics));
        set_bands(&self.handle, text, &to_js(&bands));
    }

    /// Lights lines of `text` and no others.
    pub fn set_lit(&self, text: &str, ranges: &[LitRange]) {
        set_lit(&self.handle, text, &to_js(&ranges));
    }

    /// Scrolls to a place, selects it and takes the focus there.
    pub fn reveal(&self, from: u32, to: u32) {
        reveal(&self.handle, from, to);
    }

    /// Has it speak the language of the page, which has changed.
    pub fn translate(&self) {
        translate_editor(&self.handle);
    }

    /// Changes the text, as one undo step.
    pub fn apply_edits(&self, edits: &[Edit]) {
        apply_edits(&self.handle, &to_js(&edits));
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        destroy_editor(&self.handle);
    }
}

/// Whether a text could be copied to the clipboard.
pub async fn copy_text(text: &str) -> bool {
    JsFuture::from(copy_text_promise(text)).await.is_ok()
}

/// Whether a link to lessons, which holds them, could be copied.
pub async fn copy_lesson(course: &str) -> bool {
    JsFuture::from(copy_lesson_promise(course)).await.is_ok()
}

/// The text of a data file, loaded when the browser is idle; `None` when it did not arrive.
pub async fn load_data_when_idle(name: &str) -> Option<String> {
    JsFuture::from(load_data_when_idle_promise(name)).await.ok()?.as_string()
}

/// The text of lessons at an address; else a sentence that says why there is none.
pub async fn load_lessons(address: &str) -> Result<String, String> {
    lesson_text(&lessons_of(load_lessons_promise(address)).await?).await
}

/// The same of lessons that may be JSON.
pub async fn lesson_text(text: &str) -> Result<String, String> {
    lessons_of(lesson_text_promise(text)).await
}

async fn lessons_of(promise: Promise) -> Result<String, String> {
    match JsFuture::from(promise).await {
        Ok(text) => Ok(text.as_string().unwrap_or_default()),
        Err(error) => Err(error
            .dyn_into::<js_sys::Error>()
            .map_or_else(|_| "They did not arrive.".to_owned(), |error| error.message().into())),
    }
}

/// Offers a text as a file to be saved.
pub fn save_file(name: &str, text: &str) {
    save_file_of(name, text);
}

/// Offers the state as a page of its own, with the files of its context and what is solved of the course. Gives whether it worked.
pub async fn save_page(state: &SharedState<'_>, files: &str, solved: &str) -> bool {
    JsFuture::from(save_page_promise(&to_js(state), files, solved)).await.is_ok()
}

/// The text of a file that the reader chose; `None` when none was chosen.
pub async fn read_file() -> Option<String> {
    JsFuture::from(read_file_promise()).await.ok()?.as_string()
}

/// The page of a rule as HTML of our own; `None` when it did not arrive.
pub async fn load_rule_page(id: &str) -> Option<String> {
    JsFuture::from(load_rule_page_promise(id)).await.ok()?.as_string()
}

/// Opens the state in the site at `site`, an address; does nothing when that is none.
pub async fn open_site(site: &str, state: &SharedState<'_>) {
    // Nobody is left to tell: the browser says itself that it opens no window.
    let _opened = JsFuture::from(open_site_promise(site, &to_js(state))).await;
}

/// Copies the state in one of the forms that the Share menu has. Gives what there is to know first, empty when it was copied; `None` when
/// the clipboard refused.
pub async fn share(kind: &str, state: &SharedState<'_>, anyway: bool) -> Option<String> {
    JsFuture::from(share_promise(kind, &to_js(state), anyway)).await.ok()?.as_string()
}

/// Copies a text, or saves it as a file of this name; of a name that ends in `.png` the picture of an SVG. Gives whether it worked.
pub async fn export(name: &str, text: &str, copy: bool) -> bool {
    JsFuture::from(export_promise(name, text, copy)).await.is_ok()
}

/// A plain value as JSON, indented.
pub fn json(value: &JsValue) -> Option<String> {
    JSON::stringify_with_replacer_and_space(value, &JsValue::NULL, &JsValue::from(2)).ok().map(Into::into)
}

/// Lets somebody choose a file, or a whole folder; `None` when nothing was chosen.
pub async fn choose_files(folder: bool) -> Option<Opened> {
    opened(JsFuture::from(choose_files_promise(folder)).await.ok()?)
}

// The bridge writes it itself, so only `null`, for nothing, is unreadable.
fn opened(value: JsValue) -> Option<Opened> {
    serde_wasm_bindgen::from_value(value).ok()
}

/// Opens what is dropped on an element, until it is dropped itself.
#[derive(Debug)]
pub struct Drops {
    stop: Function,
    _on_opened: Closure<dyn Fn(JsValue)>,
}

impl Drops {
    /// Begins.
    pub fn on(target: &HtmlElement, open: impl Fn(Opened) + 'static) -> Self {
        let on_opened = Closure::<dyn Fn(JsValue)>::new(move |value| {
            if let Some(opened) = opened(value) {
                open(opened);
            }
        });
        Self { stop: watch_drops(target, &on_opened), _on_opened: on_opened }
    }
}

impl Drop for Drops {
    fn drop(&mut self) {
        // It only takes listeners away.
        let _stopped = self.stop.call0(&JsValue::UNDEFINED);
    }
}

/// A command as the palette lists it.
#[derive(Debug, Serialize)]
pub struct CommandRow {
    /// What it does, as an order.
    pub title: String,
    /// What it is about.
    pub group: String,
    /// The control that does it, for those that only open something.
    pub click: Option<&'static str>,
}

/// Opens the command palette when somebody asks for it, and lets readers divide the page between its panes, until it is dropped.
#[derive(Debug)]
pub struct PageWatch {
    stop: Function,
    _list: Closure<dyn Fn() -> JsValue>,
    _chosen: Closure<dyn Fn(usize)>,
}

impl PageWatch {
    /// Begins. `list` gives what can be done now, and `chosen` does it, by its place in the last list.
    pub fn on(
        root: &HtmlElement,
        list: impl Fn() -> Vec<CommandRow> + 'static,
        chosen: impl Fn(usize) + 'static,
    ) -> Self {
        let list = Closure::<dyn Fn() -> JsValue>::new(move || to_js(&list()));
        let chosen = Closure::<dyn Fn(usize)>::new(chosen);
        let object = Object::new();
        set(&object, "list", list.as_ref());
        set(&object, "chosen", chosen.as_ref());
        Self { stop: watch_page(root, &object), _list: list, _chosen: chosen }
    }
}

impl Drop for PageWatch {
    fn drop(&mut self) {
        // It only takes listeners away.
        let _stopped = self.stop.call0(&JsValue::UNDEFINED);
    }
}

/// Lets readers move and enlarge the graph in an element, until it is dropped.
#[derive(Debug)]
pub struct GraphWatch {
    stop: Function,
}

impl GraphWatch {
    /// Begins.
    pub fn on(graph: &HtmlElement) -> Self {
        Self { stop: watch_graph(graph) }
    }
}

impl Drop for GraphWatch {
    fn drop(&mut self) {
        // It only takes listeners away.
        let _stopped = self.stop.call0(&JsValue::UNDEFINED);
    }
}

/// Shows what stands in the `data-markup` of the elements below `root`: pages that the build wrote, and nothing else.
pub fn show_markup(root: &HtmlElement) {
    show_all_markup(root);
}

/// The browser's storage: of all tabs for snapshots, of this tab for what is on its page.
#[derive(Debug)]
pub struct Storage {
    key: String,
}

impl Storage {
    /// All names in it start with `key`.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned() }
    }

    /// What to begin with: what this tab had, else the text that was changed last in any.
    pub fn kept(&self) -> Kept {
        let own = load_tab_text(&self.key).and_then(|it| Source::parse(&it));
        let files = own.as_ref().and_then(|_| load_tab_text(&self.name_of_files()));
        own.or_else(|| latest(self.all())).map(|it| Kept { files, ..Kept::from(it) }).unwrap_or_default()
    }

    /// What is solved of the course.
    pub fn progress(&self) -> String {
        list_texts(&self.name_of_progress()).get(1).as_string().unwrap_or_default()
    }

    /// Keeps it.
    pub fn keep_progress(&self, progress: &str) {
        // What is not kept is still on the page, and can be saved as a file.
        let _kept = save_text(&self.name_of_progress(), progress);
    }

    // Snapshots have a dot in this place.
    fn name_of_progress(&self) -> String {
        format!("{}-course", self.key)
    }

    fn name_of_files(&self) -> String {
        format!("{}.files", self.key)
    }

    fn name_of(&self, id: &str) -> String {
        format!("{}.{id}", self.key)
    }
}

impl Shelf for Storage {
    fn all(&self) -> Vec<Snapshot> {
        // Names and texts in turn.
        let texts: Vec<String> =
            list_texts(&self.name_of("")).iter().filter_map(|it| it.as_string()).collect();
        texts.chunks_exact(2).filter_map(|it| Snapshot::parse(it.first()?, it.last()?)).collect()
    }

    fn put(&self, snapshot: &Snapshot) -> bool {
        save_text(&self.name_of(&snapshot.id), &snapshot.to_text())
    }

    fn remove(&self, id: &str) {
        remove_text(&self.name_of(id));
    }

    fn put_here(&self, source: &Source) {
        save_tab_text(&self.key, &source.to_text());
    }

    fn put_listing_here(&self, files: &str) {
        save_tab_text(&self.name_of_files(), files);
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest integer that there is"
    )]
    fn now(&self) -> u64 {
        now() as u64
    }

    fn name(&self) -> String {
        // Two tabs may begin one in the same millisecond.
        format!("{}-{:.0}", now(), js_sys::Math::random() * 1e9)
    }
}

/// A time in milliseconds since 1970, as people say it.
pub fn time_text(time: u64) -> String {
    time_text_of(time as f64, now())
}

fn now() -> f64 {
    js_sys::Date::now()
}

/// What the page tells the element that hosts it.
#[derive(Debug)]
pub enum Event<'a> {
    /// The editor is there and holds this text.
    Ready(String),
    /// The text changed to this.
    Change(String),
    /// What the engine says of it.
    Report(&'a Summary<'a>),
    /// Something else is pointed at or selected.
    Select(&'a Selection<'a>),
    /// The fix of this title was applied.
    Fix(&'a str),
    /// A lesson was opened or closed, or more or less of it is done.
    Lesson(&'a LessonProgress),
    /// What a link is made of changed.
    State(&'a SharedState<'a>),
    /// Somebody chose this language.
    Language(&'static str),
    /// Something went wrong that the page cannot repair.
    Error(String),
}

thread_local! {
    // A panic ends every page of the module, so all of them are told.
    static LISTENERS: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
}

/// Who hears the events of one page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listener(Option<Function>);

impl Listener {
    /// The `onEvent` of the settings.
    pub fn of_settings(settings: &JsValue) -> Self {
        let found =
            Reflect::get(settings, &"onEvent".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
        LISTENERS.with_borrow_mut(|all| all.extend(found.clone()));
        Self(found)
    }

    /// Tells the element.
    pub fn emit(&self, event: &Event<'_>) {
        if let Some(function) = &self.0 {
            call(function, event);
        }
    }

    /// Stops listening to panics.
    pub fn forget(&self) {
        LISTENERS.with_borrow_mut(|all| all.retain(|it| Some(it) != self.0.as_ref()));
    }
}

/// Tells every page of a panic.
pub fn report_panic(message: &str) {
    let event = Event::Error(message.to_owned());
    // The panic may have come from within a listener: then nobody is left to tell.
    let _told = LISTENERS.try_with(|all| {
        if let Ok(all) = all.try_borrow() {
            all.iter().for_each(|it| call(it, &event));
        }
    });
}

fn call(function: &Function, event: &Event<'_>) {
    let mut detail = Object::new();
    let name = match event {
        Event::Ready(text) => {
            set(&detail, "text", &text.into());
            "ready"
        }
        Event::Change(text) => {
            set(&detail, "text", &text.into());
            "change"
        }
        Event::Report(summary) => {
            detail = to_js(summary).into();
            "report"
        }
        Event::Select(selection) => {
            detail = to_js(selection).into();
            "select"
        }
        Event::Fix(title) => {
            set(&detail, "title", &(*title).into());
            "fix"
        }
        Event::Lesson(progress) => {
            detail = to_js(progress).into();
            "lesson"
        }
        Event::State(state) => {
            detail = to_js(state).into();
            "state"
        }
        Event::Language(language) => {
            set(&detail, "language", &(*language).into());
            "language"
        }
        Event::Error(message) => {
            set(&detail, "message", &message.into());
            "error"
        }
    };
    // What a listener throws is the host's own affair.
    let _thrown = function.call2(&JsValue::UNDEFINED, &name.into(), &detail);
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // Setting a property of a plain object of our own cannot fail.
    let _set = Reflect::set(object, &key.into(), value);
}

/// A plain value, as JavaScript sees it.
pub fn to_js(value: &impl Serialize) -> JsValue {
    // Plain objects, arrays, numbers and `null`, as the contract with TypeScript says; they always serialise.
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
