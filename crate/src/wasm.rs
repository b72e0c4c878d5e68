//! L9. The exports for JavaScript callers, behind the feature `wasm`. The page does not use them: it links the engine.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::catalog::Catalog;
use crate::eval::BuildOptions;
use crate::report::Input;

/// The options of [`analyze`], as JavaScript gives them: `{ target?, platform?, buildArgs?: [name, value][], dockerignore? }`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Options {
    target: Option<String>,
    platform: Option<String>,
    build_args: Vec<(String, String)>,
    dockerignore: Option<String>,
}

/// Analyses a Dockerfile and gives the report as a plain object.
///
/// Fails only when `options` has the wrong shape; what is wrong with the Dockerfile is in the report.
#[wasm_bindgen]
pub fn analyze(source: &str, options: JsValue) -> Result<JsValue, JsError> {
    let given = !options.is_undefined() && !options.is_null();
    let options: Options = if given { serde_wasm_bindgen::from_value(options)? } else { Options::default() };
    let input = Input {
        dockerfile: source.to_owned(),
        dockerignore: options.dockerignore,
        options: BuildOptions {
            target: options.target,
            platform: options.platform,
            build_args: options.build_args,
            ..BuildOptions::default()
        },
    };
    let report = crate::report::analyze(&input, &Catalog::of_images());
    Ok(report.serialize(&Serializer::json_compatible())?)
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
