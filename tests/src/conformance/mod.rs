//! Our answers in the form in which the reference's answers are recorded: one JSON value for each section.

mod build;
pub mod compare;
mod file;
mod images;

use serde_json::{Map, Value, json};
use stagescope::catalog::Catalog;
use stagescope::diag::BuildError;
use stagescope::eval::BuildOptions;
use stagescope::eval::ignore::IgnoreFile;
use stagescope::plan::{Build, build};
use stagescope::syntax::{Dockerfile, checks, parse};
use stagescope::text::Lines;

pub use images::catalog;

/// One Dockerfile with what stands beside it.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The text.
    pub dockerfile: String,
    /// The text of the `.dockerignore` file, when there is one.
    pub dockerignore: Option<String>,
    /// Option sets, the empty one first.
    pub options: Vec<Value>,
}

impl Case {
    /// Reads `NAME.Dockerfile` with `NAME.json` and `NAME.dockerignore` beside it.
    pub fn read(path: &std::path::Path) -> std::io::Result<Self> {
        let bytes = std::fs::read(path)?;
        let text = |extension: &str| std::fs::read(path.with_extension(extension)).ok();
        let options = text("json").and_then(|bytes| serde_json::from_slice::<Vec<Value>>(&bytes).ok());
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        Ok(Self {
            name: name.strip_suffix(".Dockerfile").unwrap_or(name).to_owned(),
            dockerfile: String::from_utf8_lossy(&bytes).into_owned(),
            dockerignore: text("dockerignore").map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            options: [json!({})].into_iter().chain(options.unwrap_or_default()).collect(),
        })
    }
}

/// The answers for a file, one for each option set.
pub fn answer(case: &Case, catalog: &Catalog<'_>) -> Value {
    let runs: Vec<Value> = case
        .options
        .iter()
        .map(|options| json!({ "options": options, "result": result(case, options, catalog) }))
        .collect();
    json!({ "name": case.name, "runs": runs })
}

fn build_options(options: &Value) -> BuildOptions {
    let text = |key: &str| options.get(key).and_then(Value::as_str).map(str::to_owned);
    let args = options.get("build_args").and_then(Value::as_object);
    let pair =
        |(name, value): (&String, &Value)| (name.clone(), value.as_str().unwrap_or_default().to_owned());
    BuildOptions {
        target: text("target"),
        platform: text("platform"),
        build_platform: text("build_platform"),
        build_args: args.map(|args| args.iter().map(pair).collect()).unwrap_or_default(),
        multi_platform: options.get("multi_platform").and_then(Value::as_bool) == Some(true),
    }
}

fn result(case: &Case, options: &Value, catalog: &Catalog<'_>) -> Value {
    let mut file = parse(&case.dockerfile);
    let options = build_options(options);
    let ignore = case.dockerignore.as_deref().and_then(|text| IgnoreFile::parse(text).ok());
    // A check configuration that is passed as a build argument replaces that of the file.
    if let Some(config) = options.build_arg("BUILDKIT_DOCKERFILE_CHECK") {
        file.checks = checks::Options::read(config);
    }
    let all = options.target.is_none();
    let plan = build(&file, &options, catalog, ignore.as_ref(), false);
    let lint = build(&file, &options, catalog, ignore.as_ref(), all);
    let mut every_check = file.clone();
    every_check.checks.experimental_all = true;
    let lint_all = build(&every_check, &options, catalog, ignore.as_ref(), all);
    json!({
        "parse": file::parse_section(&file),
        "stages": file::stages_section(&file),
        "lint": lint_section(&lint),
        "lint_all": lint_section(&lint_all),
        "targets": file::targets_section(&file),
        "outline": build::outline_section(&plan),
        "build": build::build_section(&plan),
    })
}

fn lines_value(lines: &[Lines]) -> Value {
    lines.iter().map(|lines| json!([lines.start, lines.end])).collect()
}

/// An error as the reference gives it.
fn error_value(error: &BuildError) -> Value {
    let line = error.locations.first().map_or(0, |lines| lines.start);
    let mut value = json!({ "message": error.message, "line": line });
    if let (Some(map), false) = (value.as_object_mut(), error.locations.is_empty()) {
        map.insert("locations".to_owned(), lines_value(&error.locations));
    }
    value
}

/// An error as a check gives it: its lines one by one, without those that repeat.
fn lint_error_value(error: &BuildError) -> Value {
    let mut lines: Vec<u32> = error.locations.iter().flat_map(|lines| lines.start..=lines.end).collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<Lines> = lines.into_iter().map(|line| Lines { start: line, end: line }).collect();
    error_value(&BuildError { locations: lines, ..error.clone() })
}

fn warnings_value(build: &Build<'_>) -> Vec<Value> {
    let mut rows: Vec<(u32, u32, &str, &str)> = build
        .shown_warnings()
        .map(|warning| (warning.lines.start, warning.lines.end, warning.check, warning.message.as_str()))
        .collect();
    rows.sort_unstable();
    let row = |(start, end, rule, message): (u32, u32, &str, &str)| json!({ "rule": rule, "message": message, "start_line": start, "end_line": end });
    rows.into_iter().map(row).collect()
}

fn lint_section(build: &Build<'_>) -> Value {
    let mut section = Map::new();
    if let Some(error) = build.check_error() {
        section.insert("error".to_owned(), lint_error_value(error));
    }
    section.insert("warnings".to_owned(), warnings_value(build).into());
    Value::Object(section)
}

/// The error of a file that cannot be read at all; `None` when the reference would go on.
fn parse_error(file: &Dockerfile) -> Option<Value> {
    file.parse_journal.first_error().map(error_value)
}
