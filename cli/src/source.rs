//! Reads what a command is about: the Dockerfile, the ignore file and the listing of the context.

use std::io;
use std::path::{Path, PathBuf};

use stagescope::eval::MANIFESTS;
use stagescope::report::LONGEST_SOURCE;
use stagescope::{BuildOptions, Context, ContextFile, Input};

use crate::Result;
use crate::args::Asked;

/// Manifests of at most this many bytes are read, because what they say of a build matters.
const LARGEST_MANIFEST: u64 = 64 * 1024;

/// What a command is about.
#[derive(Debug)]
pub(crate) struct Source {
    /// How the Dockerfile is called in what is printed.
    pub(crate) name: String,
    /// Where it is; `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    /// What is analysed.
    pub(crate) input: Input,
}

impl Source {
    /// Reads it.
    pub(crate) fn read(args: &Asked) -> Result<Self> {
        let path = (args.file != Path::new("-")).then(|| args.file.clone());
        let dockerfile = match &path {
            Some(path) => read(path)?,
            None => io::read_to_string(io::stdin()).map_err(|error| format!("standard input: {error}"))?,
        };
        let name = path.as_deref().map_or_else(|| "Dockerfile".to_owned(), shown);
        if dockerfile.len() > LONGEST_SOURCE {
            return Err(format!(
                "{name} has {} bytes; at most {LONGEST_SOURCE} are analysed",
                dockerfile.len()
            )
            .into());
        }
        let ignore = args.ignore.clone().or_else(|| ignore_file(args));
        let input = Input {
            dockerfile,
            dockerignore: ignore.as_deref().map(read).transpose()?,
            context: args.context.as_deref().map(|folder| context(folder).map(Context::new)).transpose()?,
            options: BuildOptions {
                target: args.target.clone(),
                platform: args.platform.clone(),
                build_args: args.build_args.iter().filter_map(|it| build_arg(it)).collect(),
                ..BuildOptions::default()
            },
        };
        Ok(Self { name, path, input })
    }
}

/// A path as it is printed: from here, with `/` between its parts.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// The ignore file that `docker build` takes: that of the Dockerfile, else that of the context.
fn ignore_file(args: &Asked) -> Option<PathBuf> {
    let folder = args.context.as_deref()?;
    let mut own = args.file.clone().into_os_string();
    own.push(".dockerignore");
    [PathBuf::from(own), folder.join(".dockerignore")].into_iter().find(|path| path.is_file())
}

/// `NAME=VALUE`; of a name alone, what the environment says, if it does.
fn build_arg(text: &str) -> Option<(String, String)> {
    match text.split_once('=') {
        Some((name, value)) => Some((name.to_owned(), value.to_owned())),
        None => Some((text.to_owned(), std::env::var(text).ok()?)),
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The files of a folder, in order. Links are not followed.
fn context(folder: &Path) -> Result<Vec<ContextFile>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).map_err(|error| format!("{}: {error}", next.display()))? {
            let entry = entry?;
            let data = entry.metadata()?;
            if data.is_dir() {
                open.push(entry.path());
                continue;
            }
            let path = entry.path();
            let name = entry.file_name();
            let is_manifest = MANIFESTS.iter().any(|known| name.to_str() == Some(known));
            let text = (is_manifest && data.is_file() && data.len() <= LARGEST_MANIFEST)
                .then(|| std::fs::read_to_string(&path).ok())
                .flatten();
            let path = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            files.push(ContextFile { path, size: Some(data.len()), text });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
