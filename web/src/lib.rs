//! The page: one custom element mounts it, wherever it is hosted.
//!
//! Modules in the order in which they may name each other. [`lessons`], [`course`], [`listing`], [`session`], [`snapshots`], [`opened`], [`highlight`], [`player`], [`tree`], [`diff`], [`remedy`], [`question`], [`exports`], [`store`] and [`commands`] are pure and tested
//! on the host; only [`app`] has effects, and only it calls [`bridge`].

#![forbid(unsafe_code)]

pub mod app;
pub mod bridge;
pub mod commands;
pub mod components;
pub mod course;
pub mod diff;
pub mod exports;
#[cfg(test)]
mod fixture;
pub mod highlight;
pub mod lessons;
pub mod listing;
pub mod opened;
pub mod player;
pub mod question;
pub mod remedy;
pub mod samples;
pub mod session;
pub mod snapshots;
pub mod store;
pub mod tree;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;
use yew::{AppHandle, Renderer};

use crate::app::{App, AppProps};
use crate::bridge::Listener;
use crate::session::Settings;

/// A page that is mounted.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Playground {
    handle: AppHandle<App>,
    listener: Listener,
    text: Rc<RefCell<String>>,
}

#[wasm_bindgen]
impl Playground {
    /// The text of the Dockerfile as it stands.
    pub fn text(&self) -> String {
        self.text.borrow().clone()
    }

    /// Takes the page down.
    pub fn destroy(self) {
        self.listener.forget();
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
    let text = Rc::new(RefCell::new(String::new()));
    let props = AppProps { settings, listener: listener.clone(), text: Rc::clone(&text) };
    let handle = Renderer::<App>::with_root_and_props(container, props).render();
    Playground { handle, listener, text }
}
