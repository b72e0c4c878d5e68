//! Parts of the file tree of an image, and the way on which one of its files came there.

use crate::catalog::Catalog;
use crate::plan::Build;
use crate::plan::files::Files;
use crate::plan::vertex::Op;

use super::Input;
use super::files::{FileRow, MOST_ROWS, row_of, with_files};
use super::image::has_base_row;

/// Which files of an image are asked for; a layer by its index in [`super::ImageView::layers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FilePart {
    /// Those of the image.
    #[default]
    Image,
    /// Those that are there once a layer is on top.
    UpTo(usize),
    /// What a layer alone does, also where a layer above hides it.
    Layer(usize),
}

/// A place on the way of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct TrailStep {
    /// Its instruction in one line, the name of a base image, or `the build context`.
    pub what: String,
    /// Path that the file has there.
    pub path: String,
    /// Stage that it is in; `None` outside the file.
    pub stage: Option<usize>,
    /// Instruction that put it there.
    pub instruction: Option<usize>,
    /// Whether it came this way for certain.
    pub certain: bool,
}

/// Part of the file tree as a flat list, sorted by path, as [`super::files()`] gives the whole.
pub fn files_of(input: &Input, catalog: &Catalog<'_>, part: FilePart) -> Vec<FileRow> {
    let rows = with_files(input, catalog, false, |build, files| {
        let outcome = build.plan.result()?;
        let rows = match part {
            FilePart::Image => files.rows(outcome.output?, MOST_ROWS),
            FilePart::UpTo(layer) => files.rows(vertex_of(build, files, layer)?, MOST_ROWS),
            FilePart::Layer(layer) => files.own_rows(vertex_of(build, files, layer)?, MOST_ROWS),
        };
        let offset = usize::from(has_base_row(build, outcome.root));
        Some(rows.into_iter().map(|row| row_of(build, row, offset)).collect())
    });
    rows.flatten().unwrap_or_default()
}

/// How the file at a path came into a layer of the image: the step that put it there, and over every `COPY --from` the one that
/// it was copied from, the first maker last.
pub fn trail(input: &Input, catalog: &Catalog<'_>, layer: usize, path: &str) -> Vec<TrailStep> {
    let steps = with_files(input, catalog, false, |build, files| {
        let vertex = vertex_of(build, files, layer)?;
        let steps = files.trail(vertex, path).into_iter();
        Some(steps.map(|(vertex, path, certain)| step(build, vertex, path, certain)).collect())
    });
    steps.flatten().unwrap_or_default()
}

/// The vertex that made a layer of the image.
fn vertex_of(build: &Build<'_>, files: &Files, layer: usize) -> Option<usize> {
    let outcome = build.plan.result()?;
    let own = layer.checked_sub(usize::from(has_base_row(build, outcome.root)));
    match own {
        Some(own) => outcome.layers.get(own)?.vertex,
        None => files.landed(outcome.output?).first().map(|landed| landed.vertex),
    }
}

fn step(build: &Build<'_>, vertex: usize, path: String, certain: bool) -> TrailStep {
    let place = build.plan.place_of(vertex);
    let made = build.plan.graph.vertices.get(vertex);
    let is_context = made.is_some_and(
        |it| matches!(&it.op, Op::Source { identifier, .. } if identifier.starts_with("local://")),
    );
    let line = made.map_or("", |it| it.name.as_str());
    let words = line.split_once("] ").map_or(line, |(_, words)| words);
    TrailStep {
        what: if is_context { "the build context".to_owned() } else { words.to_owned() },
        path,
        stage: place.and_then(|(state, _)| build.plan.evaluation.state(state)?.stage),
        instruction: place.map(|(_, instruction)| instruction),
        certain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Context, ContextFile};

    const TEXT: &str = "FROM alpine AS build\nCOPY src /src\nRUN cp /src/a /out\nFROM scratch AS final\nCOPY --from=build /src /app\nCOPY --from=build /out /app/b\nCOPY src/b /app/c\n";

    fn input() -> Input {
        let file = |path: &str, size| ContextFile { path: path.to_owned(), size: Some(size), text: None };
        Input {
            dockerfile: TEXT.to_owned(),
            context: Some(Context::new(vec![file("src/a", 10), file("src/b", 20), file("src/c", 30)])),
            ..Input::default()
        }
    }

    fn paths(part: FilePart) -> Vec<String> {
        let rows = files_of(&input(), &Catalog::bundled(), part);
        rows.into_iter().map(|row| format!("{} {}", row.path, row.size.text)).collect()
    }

    #[test]
    fn a_layer_alone_holds_what_others_hide() {
        assert_eq!(paths(FilePart::Image), ["/app 0 B", "/app/a 10 B", "/app/b 10 B", "/app/c 20 B"]);
        assert_eq!(paths(FilePart::Layer(0)), ["/app 0 B", "/app/a 10 B", "/app/b 20 B", "/app/c 30 B"]);
        assert_eq!(paths(FilePart::UpTo(0)), paths(FilePart::Layer(0)));
        assert_eq!(paths(FilePart::UpTo(1)), ["/app 0 B", "/app/a 10 B", "/app/b 10 B", "/app/c 30 B"]);
        assert_eq!(paths(FilePart::Layer(2)), ["/app 0 B", "/app/c 20 B"]);
        assert!(paths(FilePart::UpTo(9)).is_empty());
    }

    #[test]
    fn a_file_is_followed_over_every_copy() {
        let way = |layer, path: &str| {
            let steps = trail(&input(), &Catalog::bundled(), layer, path);
            let words = steps.iter().map(|it| format!("{} {} {}", it.what, it.path, it.certain));
            words.collect::<Vec<_>>()
        };
        assert_eq!(
            way(0, "/app/a"),
            [
                "COPY --from=build /src /app /app/a true",
                "COPY src /src /src/a true",
                "the build context /src/a true"
            ]
        );
        assert_eq!(
            way(1, "/app/b"),
            ["COPY --from=build /out /app/b /app/b true", "RUN cp /src/a /out /out true"]
        );
        assert_eq!(way(2, "/app/c"), ["COPY src/b /app/c /app/c true", "the build context /src/b true"]);
        assert!(way(9, "/x").is_empty());
    }
}
