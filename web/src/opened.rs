//! What was opened from the reader's computer, as the page takes it over. Pure: TypeScript finds and reads the files.

use serde::Deserialize;
use stagescope::{BuildOptions, Context, ContextFile, Input};

/// A file, a folder or an archive that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Opened {
    /// What it is called.
    pub name: String,
    /// The Dockerfile in it; `None` leaves the one on the page.
    pub dockerfile: Option<String>,
    /// The ignore file in it.
    pub dockerignore: Option<String>,
    /// Its files, when it holds a build context.
    pub context: Option<Vec<OpenedFile>>,
    /// Lessons, when it is a file of those.
    pub lessons: Option<String>,
    /// What there is to say of it; empty when all went well.
    pub notice: String,
}

/// One of its files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OpenedFile {
    /// From the top of the context, with forward slashes.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// The text of a manifest.
    pub text: Option<String>,
}

impl Opened {
    /// Whether there is anything in it to show.
    pub fn is_something(&self) -> bool {
        self.dockerfile.is_some() || self.dockerignore.is_some() || self.context.is_some()
    }

    /// What is on the page once it is opened there. Another Dockerfile begins with no options; the files of a folder stay for a
    /// Dockerfile that is opened alone, since it may be another one of that folder.
    pub fn over(self, input: &Input) -> Input {
        let options = if self.dockerfile.is_some() { BuildOptions::default() } else { input.options.clone() };
        let (context, dockerignore) = match self.context {
            Some(files) => (Some(listing(files)), self.dockerignore),
            // Those of an example are of no use to another text.
            None if self.dockerfile.is_none()
                || input.context.as_ref().is_some_and(|it| !it.is_example()) =>
            {
                (input.context.clone(), self.dockerignore.or_else(|| input.dockerignore.clone()))
            }
            None => (None, self.dockerignore),
        };
        Input {
            dockerfile: self.dockerfile.unwrap_or_else(|| input.dockerfile.clone()),
            dockerignore: dockerignore.filter(|it| !it.is_empty()),
            context,
            options,
        }
    }
}

fn listing(files: Vec<OpenedFile>) -> Context {
    let file = |it: OpenedFile| ContextFile { path: it.path, size: Some(it.size), text: it.text };
    Context::new(files.into_iter().map(file).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Input {
        Input {
            dockerfile: "FROM page".to_owned(),
            dockerignore: Some("page".to_owned()),
            context: None,
            options: BuildOptions { target: Some("page".to_owned()), ..BuildOptions::default() },
        }
    }

    fn text(text: &str) -> String {
        text.to_owned()
    }

    fn folder() -> Opened {
        let file = OpenedFile { path: "src/a".to_owned(), size: 5, text: None };
        Opened { context: Some(vec![file]), ..Opened::default() }
    }

    #[test]
    fn a_dockerfile_alone_begins_anew() {
        let input = Opened { dockerfile: Some(text("FROM file")), ..Opened::default() }.over(&page());
        assert_eq!(input, Input { dockerfile: "FROM file".to_owned(), ..Input::default() });
    }

    #[test]
    fn an_ignore_file_alone_leaves_the_rest() {
        let input = Opened { dockerignore: Some(text("file")), ..Opened::default() }.over(&page());
        assert_eq!(input, Input { dockerignore: Some(text("file")), ..page() });
    }

    #[test]
    fn a_folder_brings_its_files_and_its_ignore_file_or_none() {
        let input = folder().over(&page());
        assert_eq!((input.dockerfile.as_str(), &input.dockerignore), ("FROM page", &None));
        assert_eq!(input.options, page().options);
        let files = input.context.as_ref().map(|it| it.files().to_vec()).unwrap_or_default();
        assert_eq!(files, [ContextFile { path: "src/a".to_owned(), size: Some(5), text: None }]);
        let whole =
            Opened { dockerfile: Some(text("FROM file")), dockerignore: Some(text("file")), ..folder() }
                .over(&page());
        assert_eq!((whole.dockerfile.as_str(), whole.dockerignore), ("FROM file", Some(text("file"))));
        assert_eq!(whole.options, BuildOptions::default());
    }

    #[test]
    fn another_dockerfile_of_a_folder_keeps_the_files() {
        let before = Opened { dockerignore: Some(text("kept")), ..folder() }.over(&page());
        let after = Opened { dockerfile: Some(text("FROM dev")), ..Opened::default() }.over(&before);
        assert_eq!((after.dockerfile.as_str(), &after.dockerignore), ("FROM dev", &before.dockerignore));
        assert_eq!(after.context, before.context);
    }

    #[test]
    fn the_bridge_reads_the_manifests_of_the_engine() {
        let script = include_str!("../bridge/src/opened.ts");
        let (_, rest) = script.split_once("const MANIFESTS = new Set([").unwrap();
        let (list, _) = rest.split_once("]);").unwrap();
        let names: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        assert_eq!(names, stagescope::eval::MANIFESTS);
    }
}
