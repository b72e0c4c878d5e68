//! L11. The exports for JavaScript callers, behind the feature `wasm`. The page does not use them: it links the engine.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::catalog::Catalog;
use crate::eval::{BuildOptions, Context, ContextFile};
use crate::report::Input;

/// The options of [`analyze`], as JavaScript gives them: `{ target?, platform?, buildArgs?: [name, value][], dockerignore?,
/// context?: { path, size?, text? }[] }`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Options {
    target: Option<String>,
    platform: Option<String>,
    build_args: Vec<(String, String)>,
    dockerignore: Option<String>,
    context: Option<Vec<File>>,
}

/// One file of the build context; its size in bytes.
#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    path: String,
    #[serde(default)]
    size: Option<u64>,
    #[serde(default)]
    text: Option<String>,
}

impl From<File> for ContextFile {
    fn from(file: File) -> Self {
        Self { path: file.path, size: file.size, text: file.text }
    }
}

/// The input that JavaScript describes.
fn input(source: &str, options: JsValue) -> Result<Input, JsError> {
    let given = !options.is_undefined() && !options.is_null();
    let options: Options = if given { serde_wasm_bindgen::from_value(options)? } else { Options::default() };
    Ok(Input {
        dockerfile: source.to_owned(),
        dockerignore: options.dockerignore,
        context: options
            .context
            .map(|files| Context::new(files.into_iter().map(ContextFile::from).collect())),
        options: BuildOptions {
            target: options.target,
            platform: options.platform,
            build_args: options.build_args,
            ..BuildOptions::default()
        },
    })
}

/// Analyses a Dockerfile and gives the report as a plain object.
///
/// Fails only when `options` has the wrong shape; what is wrong with the Dockerfile is in the report.
#[wasm_bindgen]
pub fn analyze(source: &str, options: JsValue) -> Result<JsValue, JsError> {
    let report = crate::report::analyze(&input(source, options)?, &Catalog::of_images());
    Ok(report.serialize(&Serializer::json_compatible())?)
}

/// Lists the files of the final image, sorted by path, as an array of plain objects.
///
/// Fails only when `options` has the wrong shape.
#[wasm_bindgen]
pub fn files(source: &str, options: JsValue) -> Result<JsValue, JsError> {
    let rows = crate::report::files(&input(source, options)?, &Catalog::bundled());
    Ok(rows.serialize(&Serializer::json_compatible())?)
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
