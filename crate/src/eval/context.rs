//! The build context as it is handed in: a list of files, with sizes and the text of small ones where they are known.
//!
//! Names are put in order and checked once, when the list is made, so that an analysis has only to ask it.

use std::collections::HashSet;
use std::sync::Arc;

use crate::text::order;

use super::ignore::{IgnoreFile, Verdict};

/// The most files that are kept; more are left out, and said to be.
pub const MOST_FILES: usize = 20_000;

/// Names of the files whose text matters: they say what a build installs, or which advice is not wanted. Whoever lists a
/// context reads these, where they are small, and no others.
pub const MANIFESTS: [&str; 13] = [
    "package.json",
    "requirements.txt",
    "pyproject.toml",
    "Pipfile",
    "go.mod",
    "Cargo.toml",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "composer.json",
    "Gemfile",
    ".hadolint.yaml",
    ".hadolint.yml",
];

/// One file of the build context.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContextFile {
    /// Path from the top of the context, with forward slashes: `src/main.rs`.
    pub path: String,
    /// Size in bytes; `None` when it is not known.
    pub size: Option<u64>,
    /// Its text, for small manifests such as `package.json`.
    pub text: Option<String>,
}

/// A listing of the build context. Copies share their files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    files: Arc<Vec<ContextFile>>,
    problems: Arc<Vec<String>>,
    /// Places of the files that by their names hold a secret.
    secrets: Arc<Vec<usize>>,
    is_example: bool,
}

impl Context {
    /// The listing of an example: sizes that no text tells are made up, and are called estimated.
    pub fn example(files: Vec<ContextFile>) -> Self {
        Self { is_example: true, ..Self::new(files) }
    }

    /// Whether it is, or began as, the listing of an example.
    pub fn is_example(&self) -> bool {
        self.is_example
    }

    /// Takes a listing. Paths are cleaned and sorted; of two with the same path the first is kept. What cannot be a file of
    /// a context is left out, with a sentence in [`Context::problems`].
    pub fn new(files: Vec<ContextFile>) -> Self {
        let mut problems = Vec::new();
        let mut kept = Vec::with_capacity(files.len().min(MOST_FILES));
        let mut left_out = 0;
        for file in files {
            match normalized(&file.path) {
                Ok(_) if kept.len() == MOST_FILES => left_out += 1,
                Ok(path) => {
                    let size = file.size.or_else(|| file.text.as_ref().map(|text| text.len() as u64));
                    kept.push(ContextFile { path, size, text: file.text });
                }
                Err(problem) => problems.push(problem),
            }
        }
        if left_out > 0 {
            problems.push(format!(
                "{left_out} files beyond the first {MOST_FILES} are left out: a listing holds no more"
            ));
        }
        order::sort_by(&mut kept, |a: &ContextFile, b: &ContextFile| a.path.cmp(&b.path));
        let before = kept.len();
        kept.dedup_by(|later, first| later.path == first.path);
        if kept.len() < before {
            problems.push(format!(
                "{} paths are listed more than once; the first of each counts",
                before - kept.len()
            ));
        }
        // What something lies in is a directory, whatever else the list says.
        let directories: HashSet<String> =
            kept.iter().flat_map(|file| parents(&file.path)).map(str::to_owned).collect();
        kept.retain(|file| {
            let is_file = !directories.contains(&file.path);
            if !is_file {
                problems.push(format!(
                    "{} is listed as a file and as a directory; it counts as a directory",
                    file.path
                ));
            }
            is_file
        });
        let is_secret = |(place, file): (usize, &ContextFile)| is_secret_file(&file.path).then_some(place);
        let secrets = Arc::new(kept.iter().enumerate().filter_map(is_secret).collect());
        Self { files: Arc::new(kept), problems: Arc::new(problems), secrets, is_example: false }
    }

    /// The listing with more files; one that has the path of an older one takes its place. The problems are those of the
    /// new files.
    #[must_use]
    pub fn with(&self, files: Vec<ContextFile>) -> Self {
        let mut added = Self::new(files);
        let is_old = |file: &&ContextFile| added.file(&file.path).is_none();
        let old = self.files.iter().filter(is_old).cloned();
        let all = Self::new(old.chain(added.files.iter().cloned()).collect());
        Arc::make_mut(&mut added.problems).extend(all.problems.iter().cloned());
        Self { problems: added.problems, is_example: self.is_example, ..all }
    }

    /// The listing without one file.
    #[must_use]
    pub fn without(&self, path: &str) -> Self {
        let left = self.files.iter().filter(|file| file.path != path).cloned().collect();
        Self { is_example: self.is_example, ..Self::new(left) }
    }

    /// The files, sorted by path byte by byte.
    pub fn files(&self) -> &[ContextFile] {
        &self.files
    }

    /// The paths of those that by their names hold a secret.
    pub fn secret_files(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().filter_map(|place| self.files.get(*place)).map(|file| file.path.as_str())
    }

    /// What was left out and why, a sentence each.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The file at a cleaned path.
    pub fn file(&self, path: &str) -> Option<&ContextFile> {
        self.files.get(self.place(path)?)
    }

    fn place(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()
    }
}

/// Whether a path is by custom that of a file with a secret in it.
pub fn is_secret_file(path: &str) -> bool {
    const NAMES: [&str; 22] = [
        ".env",
        "id_rsa",
        "id_dsa",
        "id_ecdsa",
        "id_ed25519",
        ".npmrc",
        ".yarnrc.yml",
        ".pypirc",
        ".netrc",
        "_netrc",
        ".git-credentials",
        "credentials",
        "credentials.json",
        ".dockerconfigjson",
        ".htpasswd",
        "kubeconfig",
        ".pgpass",
        "secrets.yml",
        "secrets.yaml",
        "secrets.json",
        "terraform.tfstate",
        "master.key",
    ];
    const ENDS: [&str; 7] = ["pem", "key", "p12", "pfx", "jks", "keystore", "ppk"];
    const HARMLESS: [&str; 6] = ["example", "sample", "template", "dist", "pub", "test"];
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, last) = name.rsplit_once('.').unwrap_or_default();
    if HARMLESS.contains(&last) {
        return false;
    }
    NAMES.contains(&name)
        || name.strip_prefix(".env.").is_some_and(|rest| !rest.is_empty())
        || (ENDS.contains(&last) && !stem.is_empty() && !name.contains("public"))
        || path.ends_with(".docker/config.json")
        || (name.starts_with("service-account") && last == "json")
}

/// A build context with what `.dockerignore` says of each of its files, which is worked out once.
#[derive(Debug)]
pub struct Filtered<'a> {
    /// The listing, whole.
    pub context: &'a Context,
    /// One for each file, in their order.
    pub verdicts: Vec<Verdict>,
}

impl<'a> Filtered<'a> {
    /// Asks the patterns about every file; without a `.dockerignore` all of them are let through.
    pub fn new(context: &'a Context, ignore: Option<&IgnoreFile>) -> Self {
        let paths = context.files().iter().map(|file| file.path.as_str());
        let verdicts = match ignore {
            Some(ignore) => ignore.verdicts(paths),
            None => vec![Verdict::default(); paths.len()],
        };
        Self { context, verdicts }
    }

    /// The text of a file at a cleaned path, where it is known and the file is let through.
    pub fn text(&self, path: &str) -> Option<&'a str> {
        let place = self.context.place(path)?;
        let text = self.context.files().get(place)?.text.as_deref();
        text.filter(|_| self.verdicts.get(place).is_some_and(|verdict| !verdict.ignored))
    }

    /// Every file with its verdict.
    pub fn files(&self) -> impl Iterator<Item = (&'a ContextFile, Verdict)> {
        self.context.files().iter().zip(self.verdicts.iter().copied())
    }
}

/// The directories that a path lies in, outermost first.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// A path as the listing keeps it, or why it is none.
fn normalized(path: &str) -> Result<String, String> {
    let shown = || path.chars().take(200).collect::<String>();
    if path.starts_with('/') || path.get(1..3).is_some_and(|drive| drive == ":/" || drive == ":\\") {
        return Err(format!("{} is an absolute path: name files from the top of the build context", shown()));
    }
    if path.contains('\0') {
        return Err(format!("{} holds a NUL character, which no file name can", shown().replace('\0', "␀")));
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return Err(format!("{} leads out of the build context with “..”", shown()));
    }
    if parts.is_empty() || path.ends_with('/') {
        return Err(format!("“{}” names no file", shown()));
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Context, ContextFile, MOST_FILES};

    fn context(paths: &[&str]) -> Context {
        let file = |path: &&str| ContextFile { path: (*path).to_owned(), size: Some(1), text: None };
        Context::new(paths.iter().map(file).collect())
    }

    fn paths(context: &Context) -> Vec<&str> {
        context.files().iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn paths_are_cleaned_and_sorted() {
        let context = context(&["./b", "a//x y", "a/./🐋", "..a", "c..d/e"]);
        assert_eq!(paths(&context), ["..a", "a/x y", "a/🐋", "b", "c..d/e"]);
        assert!(context.problems().is_empty());
    }

    #[test]
    fn what_is_no_file_of_a_context_is_said() {
        for (path, why) in [
            ("/etc/passwd", "absolute"),
            ("C:/x", "absolute"),
            ("../x", "leads out"),
            ("a/../../x", "leads out"),
            ("", "names no file"),
            ("./", "names no file"),
            ("dir/", "names no file"),
            ("a\0b", "NUL"),
        ] {
            let context = context(&[path, "kept"]);
            assert_eq!(paths(&context), ["kept"], "{path:?}");
            let [problem] = context.problems() else { panic!("{path:?}: {:?}", context.problems()) };
            assert!(problem.contains(why), "{problem}");
        }
    }

    #[test]
    fn double_names() {
        let twice = context(&["a", "./a"]);
        assert_eq!((paths(&twice).len(), twice.problems().len()), (1, 1));
        let both = context(&["a", "a-b", "a/b"]);
        assert_eq!(paths(&both), ["a-b", "a/b"]);
        assert!(both.problems()[0].contains("directory"));
    }

    #[test]
    fn a_text_tells_its_size() {
        let file = ContextFile { path: "a".to_owned(), size: None, text: Some("é\n".to_owned()) };
        assert_eq!(Context::new(vec![file]).file("a").unwrap().size, Some(3));
    }

    #[test]
    fn files_are_added_replaced_and_taken_out() {
        let file = |path: &str, size| ContextFile { path: path.to_owned(), size: Some(size), text: None };
        let more = context(&["a", "b"]).with(vec![file("./b", 7), file("c", 8), file("../d", 9)]);
        assert_eq!(paths(&more), ["a", "b", "c"]);
        assert_eq!(more.file("b").unwrap().size, Some(7));
        assert!(matches!(more.problems(), [one] if one.contains("leads out")));
        let fewer = more.without("b");
        assert_eq!((paths(&fewer), fewer.problems().len()), (vec!["a", "c"], 0));
    }

    #[test]
    fn a_listing_has_a_limit() {
        let file = |at: usize| ContextFile { path: format!("f{at}"), size: None, text: None };
        let context = Context::new((0..MOST_FILES + 3).map(file).collect());
        assert_eq!(context.files().len(), MOST_FILES);
        assert!(context.problems()[0].starts_with("3 files"), "{:?}", context.problems());
    }
}
