//! L1. What is known of the outside world: base images. Always injected, never fetched, so that the engine stays pure.
//!
//! Takes a canonical image name (`docker.io/library/python:3.11-slim`), gives what is known of it. A fact that has no
//! source is absent, never guessed.

mod config;
mod images;

pub use config::{Healthcheck, HistoryEntry, ImageConfig};

/// What is known of one image on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BaseImage {
    /// Size on disk.
    pub size: Option<Figure>,
    /// What a registry transfers for linux/amd64.
    pub transferred: Option<Figure>,
    /// Number of layers; `None` is unknown, `Some(0)` is an image with no file system.
    pub layers: Option<u32>,
    /// Its config. A config that is general knowledge, not read off the image, has `config_verified` off.
    pub config: ImageConfig,
    /// Whether `config` was read off the image itself.
    pub config_verified: bool,
    /// `author` of the image, empty when there is none.
    pub author: String,
    /// Its history, oldest first; empty when unknown.
    pub history: Vec<HistoryEntry>,
    /// `os/arch[/variant]` of the only platform it exists for; empty: it exists for the platform that is asked for.
    pub only_platform: String,
    /// Package manager: `apt`, `apk`, `dnf` …; empty when unknown, `none` when there is none.
    pub package_manager: String,
    /// C library: `glibc`, `musl` …; empty when unknown.
    pub libc: String,
    /// Richest shell present: `bash`, `ash`, `sh`, `none`; empty when unknown.
    pub shell: String,
    /// Distribution in words: `Debian 12 (bookworm)`; empty when unknown.
    pub distribution: String,
}

/// A number of bytes and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The figure as published.
    pub bytes: u64,
    /// How far the real one may be from it, to either side. 0 is exact when `measured`, otherwise the source does not
    /// tell.
    pub precision: u64,
    /// Whether it was read off the image; otherwise it is a published figure.
    pub measured: bool,
    /// Where it stands.
    pub source: String,
    /// Day on which it was true, `2026-08-05`; empty when the source does not tell.
    pub date: String,
}

/// The answer to a look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The image is known.
    Known(Box<BaseImage>),
    /// Nothing is known of it: it may exist.
    Unknown,
    /// It is known not to exist.
    Missing,
}

/// Everything that the engine knows of the outside world.
#[derive(Debug, Clone)]
pub struct Catalog<'a> {
    images: &'a str,
    own: Vec<(String, Lookup)>,
    fallback: Lookup,
}

impl Catalog<'static> {
    /// The figures that come with the engine.
    pub fn bundled() -> Self {
        Self::from_tsv(include_str!("images.tsv"))
    }

    /// Knows nothing.
    pub fn empty() -> Self {
        Self::from_tsv("")
    }
}

impl<'a> Catalog<'a> {
    /// Reads its rows from text in the form of `images.tsv`; rows that cannot be read are passed over.
    pub fn from_tsv(images: &'a str) -> Self {
        Self { images, own: Vec::new(), fallback: Lookup::Unknown }
    }

    /// Adds or replaces what is known of one image, by its canonical name; a name without a tag stands for all its tags.
    #[must_use]
    pub fn with_image(mut self, name: &str, answer: Lookup) -> Self {
        self.own.retain(|(own, _)| own != name);
        self.own.push((name.to_owned(), answer));
        self
    }

    /// Sets the answer for every image that is not known.
    #[must_use]
    pub fn with_fallback(mut self, answer: Lookup) -> Self {
        self.fallback = answer;
        self
    }

    /// The canonical names of all its rows, in order; images that were added are not among them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        images::names(self.images)
    }

    /// Looks up an image by its canonical name, such as `docker.io/library/python:3.11-slim`. A digest is ignored.
    pub fn image(&self, name: &str) -> Lookup {
        let is_tag_of = |own: &str| name.strip_prefix(own).is_some_and(|rest| rest.starts_with([':', '@']));
        let exact = self.own.iter().find(|(own, _)| own == name);
        if let Some((_, answer)) = exact.or_else(|| self.own.iter().find(|(own, _)| is_tag_of(own))) {
            return answer.clone();
        }
        images::find(self.images, name)
            .map_or_else(|| self.fallback.clone(), |image| Lookup::Known(Box::new(image)))
    }
}
