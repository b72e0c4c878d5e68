//! What the element was told, turned into what the page starts with.
//!
//! Takes the settings of the element and the text that was kept from the last visit, gives a [`Session`]. Pure.

use serde::Deserialize;
use stagescope::{BuildOptions, Context, Input};

use crate::listing;
use crate::samples::{self, SAMPLES, Sample};

/// What most people build for; the first is what the page assumes of the machine.
pub const PLATFORMS: [&str; 6] =
    ["linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/s390x", "linux/ppc64le"];

/// Where the page is hosted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Home {
    /// The site: it fills the window.
    #[default]
    Site,
    /// Part of somebody's documentation page.
    Widget,
    /// The one-file page.
    Offline,
}

impl Home {
    /// As the attribute of the element writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Widget => "widget",
            Self::Offline => "offline",
        }
    }
}

/// What a narrow page shows alone, and a wide one has in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum View {
    /// The text.
    Editor,
    /// The stage graph.
    Stages,
    /// What lands in the image.
    Image,
    /// The log of the build.
    Build,
    /// What a change runs again.
    WhatIf,
    /// What differs from another build.
    Compare,
    /// The Dockerfile in plain sentences.
    Words,
    /// Problems and suggestions.
    Advice,
}

impl View {
    /// In the order of the bar below a narrow page, where the others share the place of the build.
    pub const ALL: [Self; 5] = [Self::Editor, Self::Stages, Self::Image, Self::Build, Self::Advice];

    /// As settings write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Stages => "stages",
            Self::Image => "image",
            Self::Build => "build",
            Self::WhatIf => "whatIf",
            Self::Compare => "compare",
            Self::Words => "words",
            Self::Advice => "advice",
        }
    }
}

/// The settings that the element hands over; all of them may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Where the page is hosted.
    pub home: Home,
    /// Text to open.
    pub dockerfile: Option<String>,
    /// Its `.dockerignore`.
    pub dockerignore: Option<String>,
    /// The files of its build context, as [`listing::encoded`] writes them.
    pub files: Option<String>,
    /// Names of the lessons that are solved, a line each.
    pub solved: Option<String>,
    /// `--target`.
    pub target: Option<String>,
    /// `--platform`.
    pub platform: Option<String>,
    /// `--build-arg`, name and value.
    pub args: Vec<(String, String)>,
    /// What to show first.
    pub view: Option<View>,
    /// Line to show, from 1.
    pub line: Option<u32>,
    /// What to say above the text.
    pub notice: Option<String>,
    /// Name of the lesson to open.
    pub lesson: Option<String>,
    /// Address of the lessons; without one they are those of the page.
    pub lessons: Option<String>,
    /// The lessons themselves.
    pub course: Option<String>,
    /// Whether the text cannot be changed.
    pub read_only: bool,
    /// Address of the site that a widget can be opened in.
    pub site: Option<String>,
    /// Where the browser keeps the text from one visit to the next; `None` keeps nothing.
    pub storage_key: Option<String>,
    /// The language of the page, a code.
    pub language: Option<String>,
    /// Its texts, as [`crate::messages::speak`] takes them; `None` for English.
    pub messages: Option<String>,
}

/// What the browser kept from the last visit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The text.
    pub dockerfile: Option<String>,
    /// Its `.dockerignore`.
    pub dockerignore: Option<String>,
    /// The files of its build context, as [`listing::encoded`] writes them.
    pub files: Option<String>,
}

/// What the page starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Where the page is hosted.
    pub home: Home,
    /// Address of the site that a widget can be opened in.
    pub site: Option<String>,
    /// The text and its options.
    pub input: Input,
    /// What to show first.
    pub view: View,
    /// Line to show, from 1.
    pub line: Option<u32>,
    /// What to say above the text.
    pub notice: Option<String>,
    /// Whether the text cannot be changed.
    pub read_only: bool,
    /// The language of the page, a code.
    pub language: String,
}

impl Session {
    /// A text that was asked for wins over one that was kept, and that over the example. Options of the settings win over
    /// those of the example. The files that were kept belong to the text that was kept, wherever that comes from: an
    /// address holds no files.
    pub fn new(settings: &Settings, kept: Kept) -> Self {
        let is_something = |text: &String| !text.trim().is_empty();
        let mut input = match (settings.dockerfile.clone(), kept.dockerfile.filter(is_something)) {
            (Some(dockerfile), text) => {
                let kept = kept.files.filter(|_| text.as_ref() == Some(&dockerfile));
                let context = settings.files.as_ref().or(kept.as_ref()).and_then(|it| listing::decoded(it));
                Input { dockerfile, context, ..Input::default() }
            }
            (None, Some(dockerfile)) => {
                let dockerignore = kept.dockerignore.filter(is_something);
                let context = kept.files.as_deref().and_then(listing::decoded);
                Input { dockerfile, dockerignore, context, ..Input::default() }
            }
            (None, None) => default_sample().map(sample_input).unwrap_or_default(),
        };
        if settings.dockerignore.is_some() {
            input.dockerignore.clone_from(&settings.dockerignore);
        }
        if settings.target.is_some() {
            input.options.target.clone_from(&settings.target);
        }
        if settings.platform.is_some() {
            input.options.platform.clone_from(&settings.platform);
        }
        input.options.build_args.extend(settings.args.iter().cloned());
        Self {
            home: settings.home,
            input,
            view: settings.view.unwrap_or(View::Editor),
            line: settings.line,
            notice: settings.notice.clone(),
            read_only: settings.read_only,
            site: settings.site.clone(),
            language: settings.language.clone().unwrap_or_else(|| "en".to_owned()),
        }
    }
}

/// The text and options that an example stands for.
pub fn sample_input(sample: &Sample) -> Input {
    let own = |word: &str| word.to_owned();
    Input {
        dockerfile: own(sample.dockerfile),
        dockerignore: sample.dockerignore.map(own),
        context: Some(Context::example(listing::read(sample.files))),
        options: BuildOptions {
            target: sample.target.map(own),
            build_args: sample.args.iter().map(|(name, value)| (own(name), own(value))).collect(),
            platform: sample.platform.map(own),
            ..BuildOptions::default()
        },
    }
}

fn default_sample() -> Option<&'static Sample> {
    SAMPLES.iter().find(|it| it.id == samples::DEFAULT).or_else(|| SAMPLES.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(settings: &Settings, kept: Option<&str>) -> Session {
        let dockerignore = Some(".git".to_owned());
        Session::new(
            settings,
            Kept { dockerfile: kept.map(str::to_owned), dockerignore, files: Some("3\ta\n".to_owned()) },
        )
    }

    #[test]
    fn the_default_example_exists() {
        assert!(SAMPLES.iter().any(|it| it.id == samples::DEFAULT));
    }

    #[test]
    fn a_first_visit_opens_the_example() {
        let session = open(&Settings::default(), None);
        assert_eq!(Some(session.input.dockerfile.as_str()), default_sample().map(|it| it.dockerfile));
    }

    #[test]
    fn a_kept_text_comes_back() {
        let input = open(&Settings::default(), Some("FROM a\n")).input;
        assert_eq!((input.dockerfile.as_str(), input.dockerignore.as_deref()), ("FROM a\n", Some(".git")));
        assert_eq!(input.context.unwrap().file("a").unwrap().size, Some(3));
    }

    #[test]
    fn a_blank_kept_text_is_nothing_to_come_back_to() {
        assert!(open(&Settings::default(), Some(" \n")).input.dockerfile.contains("FROM"));
    }

    #[test]
    fn a_text_that_is_asked_for_wins_even_when_empty() {
        let settings = Settings { dockerfile: Some(String::new()), ..Settings::default() };
        let input = open(&settings, Some("FROM kept")).input;
        assert_eq!((input.dockerfile.as_str(), input.dockerignore, input.context), ("", None, None));
    }

    #[test]
    fn an_address_with_the_kept_text_keeps_its_files() {
        let asked = |text: &str| Settings { dockerfile: Some(text.to_owned()), ..Settings::default() };
        let context = |text: &str| open(&asked(text), Some("FROM kept")).input.context;
        assert!(context("FROM kept").is_some());
        assert_eq!(context("FROM other"), None);
    }

    #[test]
    fn the_files_of_a_saved_page_come_back() {
        let settings = Settings {
            dockerfile: Some("FROM a".to_owned()),
            files: Some("3\ta\n".to_owned()),
            ..Settings::default()
        };
        let context = open(&settings, None).input.context.unwrap();
        assert_eq!(context.file("a").unwrap().size, Some(3));
        assert_eq!(open(&Settings { files: Some("\0".to_owned()), ..settings }, None).input.context, None);
    }

    #[test]
    fn options_of_the_element_are_taken_over() {
        let settings = Settings {
            dockerfile: Some("FROM a".to_owned()),
            target: Some("release".to_owned()),
            platform: Some("linux/arm64".to_owned()),
            args: vec![("A".to_owned(), "1".to_owned())],
            view: Some(View::Build),
            line: Some(2),
            notice: Some("said".to_owned()),
            read_only: true,
            ..Settings::default()
        };
        let session = open(&settings, None);
        assert_eq!(session.input.options.target.as_deref(), Some("release"));
        assert_eq!(session.input.options.platform.as_deref(), Some("linux/arm64"));
        assert_eq!(session.input.options.build_args, [("A".to_owned(), "1".to_owned())]);
        assert_eq!((session.view, session.read_only), (View::Build, true));
        assert_eq!((session.line, session.notice.as_deref()), (Some(2), Some("said")));
    }
}
