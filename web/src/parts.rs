//! The parts of the WebAssembly: where the build cuts it, and how the later part is loaded.

#![expect(clippy::unnecessary_wraps, reason = "what cannot fail here can fail to arrive")]

use stagescope::Report;
use wasm_bindgen::prelude::JsValue;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::bridge;
use crate::components::later::{self as views, LATER_VIEWS, LaterViews};
use crate::later::{self, LATER, Later};

/// All that leads to the later part.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// A report as plain values.
    pub report: fn(&Report) -> JsValue,
    later: &'static Later,
    views: &'static LaterViews,
}

static PART: Part = Part { report: |it| bridge::to_js(it), later: &LATER, views: &LATER_VIEWS };

// The name of the part is that of its file.
#[wasm_split(later, fallible)]
fn part() -> Result<&'static Part, SplitLoaderError> {
    Ok(&PART)
}

/// The later part, which is loaded once; `None` when it did not come. Then the next call tries again.
pub async fn load_later() -> Option<&'static Part> {
    let part = part().await.ok()?;
    later::arrive(part.later);
    views::arrive(part.views);
    Some(part)
}
