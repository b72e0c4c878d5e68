//! The exports for JavaScript callers. `index.d.ts` beside this folder gives their types. The page does not use them: it links
//! the engine.

#![forbid(unsafe_code)]

use js_sys::Object;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use stagescope::export::{self, Theme};
use stagescope::{BuildOptions, Catalog, Context, ContextFile, Input, report};
use wasm_bindgen::prelude::{JsCast, JsError, JsValue, wasm_bindgen};

/// The fields of [`Options`]: a word that is none of them would be passed over, and somebody would look for the effect of it.
const OPTIONS: [&str; 5] = ["target", "platform", "buildArgs", "dockerignore", "context"];

/// What `docker build` is told, and what it would find.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    target: Option<String>,
    platform: Option<String>,
    build_args: Vec<(String, String)>,
    dockerignore: Option<String>,
    context: Option<Vec<File>>,
}

/// One file of the build context; its size in bytes.
#[derive(Debug, Deserialize)]
struct File {
    path: String,
    #[serde(default)]
    size: Option<u64>,
    #[serde(default)]
    text: Option<String>,
}

/// What is different the next time.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Change {
    /// A file of the context, by its path.
    File(String),
    /// A base image, by its name.
    Image(String),
    /// A build argument; without a value it is no longer given.
    Argument(String, Option<String>),
}

impl From<File> for ContextFile {
    fn from(file: File) -> Self {
        Self { path: file.path, size: file.size, text: file.text }
    }
}

fn is_given(value: &JsValue) -> bool {
    !value.is_undefined() && !value.is_null()
}

fn options(value: JsValue) -> Result<Options, JsError> {
    if !is_given(&value) {
        return Ok(Options::default());
    }
    let names =
        if value.is_object() { Object::keys(value.unchecked_ref::<Object>()).to_vec() } else { Vec::new() };
    let unknown = names.iter().filter_map(JsValue::as_string).find(|name| !OPTIONS.contains(&name.as_str()));
    match unknown {
        Some(name) => {
            Err(JsError::new(&format!("there is no option {name}: there are {}", OPTIONS.join(", "))))
        }
        None => Ok(serde_wasm_bindgen::from_value(value)?),
    }
}

fn written(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// The input that JavaScript describes.
fn input(dockerfile: &str, given: JsValue) -> Result<Input, JsError> {
    let options = options(given)?;
    let files = options.context.map(|files| files.into_iter().map(ContextFile::from).collect());
    Ok(Input {
        dockerfile: dockerfile.to_owned(),
        dockerignore: options.dockerignore,
        context: files.map(Context::new),
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
pub fn analyze(dockerfile: &str, options: JsValue) -> Result<JsValue, JsError> {
    written(&stagescope::analyze(&input(dockerfile, options)?, &Catalog::bundled()))
}

/// Lists the files of the final image, sorted by path, as an array of plain objects.
///
/// Fails only when `options` has the wrong shape.
#[wasm_bindgen]
pub fn files(dockerfile: &str, options: JsValue) -> Result<JsValue, JsError> {
    written(&report::files(&input(dockerfile, options)?, &Catalog::bundled()))
}

/// Makes all fixes after which the image is the same.
///
/// Fails only when `options` has the wrong shape.
#[wasm_bindgen]
pub fn fix(dockerfile: &str, options: JsValue) -> Result<JsValue, JsError> {
    written(&report::fix_all(&input(dockerfile, options)?, &Catalog::bundled()))
}

/// The stage graph as `svg`, `svg-light`, `svg-dark`, `mermaid` or `dot`.
///
/// Fails when there is no such form, or when `options` has the wrong shape.
#[wasm_bindgen]
pub fn graph(dockerfile: &str, form: &str, options: JsValue) -> Result<String, JsError> {
    let report = stagescope::analyze(&input(dockerfile, options)?, &Catalog::bundled());
    match form {
        "svg" => Ok(export::svg(&report, Theme::Auto)),
        "svg-light" => Ok(export::svg(&report, Theme::Light)),
        "svg-dark" => Ok(export::svg(&report, Theme::Dark)),
        "mermaid" => Ok(export::mermaid(&report)),
        "dot" => Ok(export::dot(&report)),
        _ => Err(JsError::new("the forms of a graph are svg, svg-light, svg-dark, mermaid and dot")),
    }
}

/// The report as `markdown`, the findings as `sarif`, or what is built as `bake`: a file for `docker buildx bake`.
///
/// Fails when there is no such form, or when `options` has the wrong shape.
#[wasm_bindgen]
pub fn write(dockerfile: &str, form: &str, options: JsValue) -> Result<String, JsError> {
    let input = input(dockerfile, options)?;
    match form {
        "markdown" => Ok(export::markdown(&stagescope::analyze(&input, &Catalog::bundled()))),
        "sarif" => {
            let report = stagescope::analyze(&input, &Catalog::bundled());
            Ok(export::sarif(&report, dockerfile, "Dockerfile", &[]))
        }
        "bake" => Ok(export::bake(&input)),
        _ => Err(JsError::new("the forms of a report are markdown, sarif and bake")),
    }
}

/// Tells which steps run again after a change.
///
/// Fails only when `change` or `options` has the wrong shape.
#[wasm_bindgen(js_name = whatIf)]
pub fn what_if(dockerfile: &str, change: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let change = match serde_wasm_bindgen::from_value(change)? {
        Change::File(path) => report::Change::File(path),
        Change::Image(name) => report::Change::Image(name),
        Change::Argument(name, value) => report::Change::Argument(name, value),
    };
    written(&report::what_if(&input(dockerfile, options)?, &change, &Catalog::bundled()))
}

/// Tells how the image of one Dockerfile differs from that of another. Without `after_options` those of `before` hold for both.
///
/// Fails only when options have the wrong shape.
#[wasm_bindgen]
pub fn compare(
    before: &str,
    after: &str,
    options: JsValue,
    #[wasm_bindgen(js_name = afterOptions)] after_options: JsValue,
) -> Result<JsValue, JsError> {
    let catalog = Catalog::bundled();
    let then = input(after, if is_given(&after_options) { after_options } else { options.clone() })?;
    let report = |input: &Input| stagescope::analyze(input, &catalog);
    written(&report::compare(&report(&input(before, options)?), &report(&then)))
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
