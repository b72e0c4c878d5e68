//! The page: one custom element mounts it, wherever it is hosted.
//!
//! Modules in the order in which they may name each other. [`messages`], [`assist`], [`lessons`], [`course`], [`drafting`], [`listing`], [`session`], [`snapshots`], [`opened`], [`highlight`], [`player`], [`tree`], [`diff`], [`remedy`], [`question`], [`exports`], [`later`], [`store`], [`commands`], [`told`] and [`remote`] are pure and tested
//! on the host; only [`app`] has effects, and only it calls [`bridge`]; [`parts`] loads what the first screen does not need.

#![forbid(unsafe_code)]

pub mod messages;
pub mod app;
pub mod assist;
pub mod bridge;
pub mod commands;
pub mod components;
pub mod course;
pub mod diff;
pub mod drafting;
pub mod exports;
#[cfg(test)]
mod fixture;
pub mod highlight;
pub mod later;
pub mod lessons;
pub mod listing;
pub mod opened;
pub mod parts;
pub mod player;
pub mod question;
pub mod remedy;
pub mod remote;
pub mod samples;
pub mod session;
pub mod snapshots;
pub mod store;
pub mod told;
pub mod tree;

use js_sys::Promise;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;
use web_sys::Element;
use yew::{AppHandle, Renderer};

use crate::app::{App, AppProps};
use crate::bridge::Listener;
use crate::course::{LessonsFrom, Study};
use crate::parts::load_later;
use crate::remote::Remote;
use crate::session::Settings;
use crate::store::{Action, Command};
use crate::told::SharedState;

/// A page that is mounted.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Playground {
    handle: AppHandle<App>,
    listener: Listener,
    remote: Remote,
}

#[wasm_bindgen]
impl Playground {
    /// The text of the Dockerfile as it stands.
    pub fn text(&self) -> String {
        self.remote.read(|it| it.input.dockerfile.clone()).unwrap_or_default()
    }

    /// Writes another text into the editor, as one undo step.
    #[wasm_bindgen(js_name = setText)]
    pub fn set_text(&self, text: String) {
        self.remote.run(Command::Write(text));
    }

    /// Chooses `--target`; `undefined` is the last stage.
    #[wasm_bindgen(js_name = setTarget)]
    pub fn set_target(&self, target: Option<String>) {
        self.remote.act(Action::TargetChosen(target));
    }

    /// Chooses `--platform`; `undefined` is that of the machine.
    #[wasm_bindgen(js_name = setPlatform)]
    pub fn set_platform(&self, platform: Option<String>) {
        self.remote.act(Action::PlatformChosen(platform));
    }

    /// Sets a `--build-arg`; `undefined` leaves the default of the text.
    #[wasm_bindgen(js_name = setArgument)]
    pub fn set_argument(&self, name: String, value: Option<String>) {
        self.remote.act(Action::ArgumentSet(name, value));
    }

    /// Opens the lesson of this name, or the first, once the lessons are there: those at an address, those of a text, or the
    /// page’s own.
    #[wasm_bindgen(js_name = openLesson)]
    pub fn open_lesson(&self, name: Option<String>, address: Option<String>, course: Option<String>) {
        self.remote.act(Action::Study(Study::Wanted(LessonsFrom::given(address, course), name)));
    }

    /// Speaks another language, with its texts; `undefined` is English.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(&self, language: String, texts: Option<String>) {
        messages::speak(texts);
        self.remote.act(Action::LanguageSpoken(language));
    }

    /// The report of what is on the page, as `cargo xtask explain --json` writes it.
    pub fn report(&self) -> Promise {
        let remote = self.remote.clone();
        future_to_promise(async move {
            let part = load_later().await.ok_or("a part of the page did not arrive")?;
            Ok(remote.read(|it| (part.report)(&it.whole_report())).unwrap_or_default())
        })
    }

    /// What a link to this is made of.
    pub fn state(&self) -> JsValue {
        self.remote.read(|it| bridge::to_js(&SharedState::of(it))).unwrap_or_default()
    }

    /// Takes the page down.
    pub fn destroy(self) {
        self.listener.forget();
        self.remote.forget();
        self.handle.destroy();
    }
}

/// Shows the page in `container`.
#[wasm_bindgen]
pub fn mount(container: Element, settings: JsValue) -> Playground {
    let listener = Listener::of_settings(&settings);
    yew::set_custom_panic_hook(Box::new(|info| bridge::report_panic(&info.to_string())));
    // The element writes them itself, so they can only be unreadable when it is of another version; the page opens all the same.
    let settings = serde_wasm_bindgen::from_value::<Settings>(settings).unwrap_or_default();
    messages::speak(settings.messages.clone());
    let remote = Remote::default();
    let props = AppProps { settings, listener: listener.clone(), remote: remote.clone() };
    let handle = Renderer::<App>::with_root_and_props(container, props).render();
    Playground { handle, listener, remote }
}
