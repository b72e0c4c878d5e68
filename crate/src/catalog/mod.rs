//! L1. What is known of the outside world: base images and packages. Always injected, never fetched, so that the engine
//! stays pure.
//!
//! Takes a canonical image name (`docker.io/library/python:3.11-slim`) or the name of a package, gives what is known of
//! it. A fact that has no source is absent, never guessed. The tables come one by one: what stands in a table that is not
//! there yet is "not loaded", which is not the same as "unknown".

mod config;
mod images;
mod packages;
mod rows;

use std::rc::Rc;

pub use config::{Healthcheck, HistoryEntry, ImageConfig};
pub use packages::{Installed, NamedSize, PackageSource, Packages, SystemPackage};

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
    Known(Rc<BaseImage>),
    /// Nothing is known of it: it may exist.
    Unknown,
    /// It may stand in a table that is not loaded.
    NotLoaded,
    /// It is known not to exist.
    Missing,
}

/// Everything that the engine knows of the outside world.
#[derive(Debug, Clone)]
pub struct Catalog<'a> {
    images: &'a str,
    more_images: Option<&'a str>,
    packages: Option<&'a str>,
    own: Vec<(String, Lookup)>,
    fallback: Lookup,
}

impl Catalog<'static> {
    /// All figures that come with the engine.
    pub fn bundled() -> Self {
        Self::of_images().with_packages(include_str!("packages.tsv"))
    }

    /// All images that come with the engine, the packages not loaded: who asks for images alone need not carry the rest.
    pub fn of_images() -> Self {
        Self::first().with_more_images(include_str!("more-images.tsv"))
    }

    /// The images that most files start from. The other tables are added once they are loaded; until then what would
    /// stand in them is "not loaded".
    pub fn first() -> Self {
        Self { more_images: None, packages: None, ..Self::from_tsv(include_str!("images.tsv")) }
    }

    /// Knows nothing.
    pub fn empty() -> Self {
        Self::from_tsv("")
    }
}

impl<'a> Catalog<'a> {
    /// Reads its rows of images from text in the form of `images.tsv`, and knows of no others and of no package; rows that
    /// cannot be read are passed over.
    pub fn from_tsv(images: &'a str) -> Self {
        Self { images, more_images: Some(""), packages: Some(""), own: Vec::new(), fallback: Lookup::Unknown }
    }

    /// Adds the rest of the images, in the form of `images.tsv`.
    #[must_use]
    pub fn with_more_images(mut self, rows: &'a str) -> Self {
        self.more_images = Some(rows);
        self
    }

    /// Adds the packages, in the form of `packages.tsv`.
    #[must_use]
    pub fn with_packages(mut self, rows: &'a str) -> Self {
        self.packages = Some(rows);
        self
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

    /// The canonical names of all rows that are loaded, in order within each table; images that were added are not among
    /// them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        images::names(self.images).chain(images::names(self.more_images.unwrap_or_default()))
    }

    /// The packages; `None` when they are not loaded.
    pub fn packages(&self) -> Option<Packages<'a>> {
        self.packages.map(Packages::new)
    }

    /// Looks up an image by its canonical name, such as `docker.io/library/python:3.11-slim`. A digest is ignored.
    pub fn image(&self, name: &str) -> Lookup {
        let is_tag_of = |own: &str| name.strip_prefix(own).is_some_and(|rest| rest.starts_with([':', '@']));
        let exact = self.own.iter().find(|(own, _)| own == name);
        if let Some((_, answer)) = exact.or_else(|| self.own.iter().find(|(own, _)| is_tag_of(own))) {
            return answer.clone();
        }
        if let Some(image) = images::find(self.images, name) {
            return Lookup::Known(Rc::new(image));
        }
        match self.more_images {
            None => Lookup::NotLoaded,
            Some(rows) => images::find(rows, name)
                .map_or_else(|| self.fallback.clone(), |image| Lookup::Known(Rc::new(image))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalog, Lookup};

    #[test]
    fn what_is_not_loaded_is_not_unknown() {
        let (early, images, full) = (Catalog::first(), Catalog::of_images(), Catalog::bundled());
        let (popular, rare) = ("docker.io/library/python:3.11-slim", "docker.io/library/julia:1.13");
        assert!(matches!(early.image(popular), Lookup::Known(_)));
        assert_eq!(early.image(rare), Lookup::NotLoaded);
        assert!(matches!(full.image(rare), Lookup::Known(_)));
        assert_eq!(full.image("docker.io/library/julia:0"), Lookup::Unknown);
        assert!(early.packages().is_none() && full.packages().is_some());
        assert!(images.packages().is_none() && images.names().eq(full.names()));
        assert!(full.names().count() > early.names().count());
    }
}
