//! Our figures for the sizes of images beside published ones, from `tests/sizes/`.
//!
//! Each file there is Markdown, a section for each build: why, and then the blocks
//!
//! - `dockerfile`: of our own writing, with the same packages and files as what was published;
//! - `context`, where it copies from the build context: a line for each file, `path size`, the size in bytes;
//! - `file PATH`, for each file of the context whose text matters, such as `requirements.txt`;
//! - `published`: the figure as it is published, with how far the real one may be from it (`164.98 MB ± 5 kB`); where;
//!   the day on which it was true.
//!
//! A published figure and ours are of different days: base images and packages grow by a few hundredths within a release.
//! So the Dockerfiles name the releases of the published image, ours are of the day that the catalogue tells, and what is
//! left between them is within what our ranges allow for anyway. A published figure that our range does not reach is an
//! error of the engine, not of the calendar.

use std::fs;

use stagescope::eval::{Context, ContextFile};
use stagescope::report::SizeView;
use stagescope::{Catalog, Input, analyze};

use crate::spec::{Section, sections};
use crate::texts::root;

/// A range is narrow when it is no wider than so much to either side of its middle.
pub const NARROW: f64 = 0.30;

/// A build whose size was published.
#[derive(Debug, Clone)]
pub struct Published {
    /// Its heading.
    pub title: String,
    /// The file that it stands in.
    pub file: String,
    /// What is built.
    pub input: Input,
    /// The figure as published.
    pub text: String,
    /// Its least number of bytes.
    pub low: f64,
    /// Its largest number of bytes.
    pub high: f64,
    /// Where it stands.
    pub source: String,
    /// The day on which it was true.
    pub date: String,
}

/// How our figure stands to the published one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is within a range that has both bounds.
    Within,
    /// It is above our lower bound, and there is no upper one.
    Above,
    /// We say nothing at all.
    Unknown,
    /// Our range does not reach it.
    Outside,
}

impl Verdict {
    /// The word of the table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Above => "above, no upper bound",
            Self::Unknown => "unknown",
            Self::Outside => "OUTSIDE",
        }
    }
}

/// All builds, in the order of the files and of their sections.
///
/// # Panics
///
/// When a file cannot be read, or a section lacks what its block has to tell.
#[expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a broken file of the repository stops its commands and tests"
)]
pub fn all() -> Vec<Published> {
    let folder = root().join("tests/sizes");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let mut builds = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for section in sections(&fs::read_to_string(&path).unwrap()) {
            let title = section.title.clone();
            builds.push(read(section, &name).unwrap_or_else(|| panic!("{name}: {title} cannot be read")));
        }
    }
    builds
}

fn read(section: Section, file: &str) -> Option<Published> {
    let mut lines = section.block("published")?.lines();
    let text = lines.next()?.to_owned();
    let (figure, precision) = text.split_once(" ± ").unwrap_or((text.as_str(), "0 B"));
    let (figure, precision) = (bytes(figure)?, bytes(precision)?);
    let (source, date) = (lines.next()?.to_owned(), lines.next()?.to_owned());
    let text_of = |path: &str| section.block(&format!("file {path}")).map(str::to_owned);
    let listed = section.block("context").map(|list| {
        let file = |line: &str| {
            let (path, size) = line.rsplit_once(' ')?;
            Some(ContextFile { path: path.to_owned(), size: Some(size.parse().ok()?), text: text_of(path) })
        };
        list.lines().map(file).collect::<Option<Vec<ContextFile>>>()
    });
    let context = match listed {
        Some(files) => Some(Context::new(files?)),
        None => None,
    };
    let input = Input { dockerfile: section.block("dockerfile")?.to_owned(), context, ..Input::default() };
    let (low, high) = (figure - precision, figure + precision);
    Some(Published { title: section.title, file: file.to_owned(), input, text, low, high, source, date })
}

/// `164.98 MB` in bytes.
fn bytes(text: &str) -> Option<f64> {
    let (number, unit) = text.split_once(' ')?;
    let unit = match unit {
        "B" => 1.0,
        "kB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
}

/// What the engine says of a build, and whether that is so.
pub fn judge(build: &Published, catalog: &Catalog<'_>) -> (Option<SizeView>, Verdict) {
    let Some(size) = analyze(&build.input, catalog).image.map(|image| image.size) else {
        return (None, Verdict::Unknown);
    };
    let verdict = match size.high {
        _ if build.high < size.low => Verdict::Outside,
        Some(high) if build.low > high => Verdict::Outside,
        Some(_) => Verdict::Within,
        None if size.low > 0.0 => Verdict::Above,
        None => Verdict::Unknown,
    };
    (Some(size), verdict)
}

/// How far the bounds are from the middle of their range, as a part of it; `None` where one of them is missing.
pub fn spread(size: &SizeView) -> Option<f64> {
    let high = size.high?;
    let middle = f64::midpoint(size.low, high);
    Some(if middle > 0.0 { (high - middle) / middle } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::{bytes, read};
    use crate::spec::sections;

    #[test]
    fn a_section_is_read() {
        let text = "## A\n```dockerfile\nFROM a\n```\n```context\na b 3\nc 4\n```\n```file c\nx\n```\n\
                    ```published\n1.5 MB ± 5 kB\nb\n2026-01-01\n```\n";
        let build = read(sections(text).remove(0), "f.md").unwrap();
        assert_eq!((build.low, build.high), (1_495_000.0, 1_505_000.0));
        assert_eq!((build.source.as_str(), build.date.as_str()), ("b", "2026-01-01"));
        let context = build.input.context.unwrap();
        let files: Vec<_> =
            context.files().iter().map(|file| (file.path.as_str(), file.text.as_deref())).collect();
        assert_eq!(files, [("a b", None), ("c", Some("x\n"))]);
        assert!(read(sections(&text.replace("c 4", "c")).remove(0), "f.md").is_none());
        assert!(read(sections(&text.replace("MB", "Mb")).remove(0), "f.md").is_none());
    }

    #[test]
    fn figures_have_a_unit() {
        assert_eq!([bytes("5 B"), bytes("5 kB"), bytes("1.02 GB")], [Some(5.0), Some(5e3), Some(1.02e9)]);
        assert_eq!([bytes("5"), bytes("x MB")], [None, None]);
    }
}
