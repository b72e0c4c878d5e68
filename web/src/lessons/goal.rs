//! Goals: what has to hold of a build, one line each.

use stagescope::BuildOptions;

use super::parse::options;

/// A goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What `docker build` is told when it is judged; `None` is what it is told at the time.
    pub with: Option<BuildOptions>,
    /// What has to hold.
    pub check: Check,
    /// As the lesson writes it, which is how it is shown.
    pub text: String,
}

/// What has to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// `docker build` reaches the end.
    Builds,
    /// This stage is the target.
    Target(String),
    /// This stage runs.
    Runs(String),
    /// This stage exists and does not run.
    Skipped(String),
    /// The file has at least so many stages.
    Stages(usize),
    /// The image is surely smaller than so many bytes.
    Smaller(f64),
    /// The image that the final stage stands on is surely smaller than so many bytes.
    BaseSmaller(f64),
    /// The final stage stands on this image: its name, or the part before the tag.
    Base(String),
    /// The image surely has this path.
    Has(String),
    /// The image has this path, or nothing speaks against it: what a command wrote is known only after a build.
    MayHave(String),
    /// The image surely has it not.
    Lacks(String),
    /// No step that is known brings this path, or anything below it, into the image.
    NotBrought(String),
    /// The steps with these words are cached after a change of this file.
    Cached(String, String),
    /// The steps with these words run again after a change of this file.
    RunsAgain(String, String),
    /// No secret reaches the image.
    NoSecretInImage,
    /// No secret reaches the image or the build cache.
    NoSecret,
    /// This rule has nothing to say.
    Silent(String),
    /// The image config has this value.
    Config(String, String),
    /// The image config has a value that begins so.
    ConfigBegins(String, String),
    /// The image config has some value, and that is not root.
    ConfigSet(String),
    /// The image has at most so many layers of its own.
    Layers(usize),
    /// This file of the build context is kept back by `.dockerignore`.
    Ignored(String),
    /// And this one is not.
    Kept(String),
}

impl Goal {
    /// Reads a line; an error says what is wrong with it.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let (with, rest) = match line.strip_prefix("with ") {
            Some(rest) => {
                let (words, rest) = rest.split_once(": ").ok_or("“with” needs a colon before the goal")?;
                (Some(options(words)?), rest)
            }
            None => (None, line),
        };
        let check = check(rest.trim()).ok_or_else(|| format!("“{rest}” is no goal"))?;
        Ok(Self { with, check, text: line.to_owned() })
    }
}

fn check(line: &str) -> Option<Check> {
    let own = |word: &str| word.trim().to_owned();
    let after = |prefix: &str| line.strip_prefix(prefix);
    let when = |word: &str| {
        let (step, file) = line.strip_suffix(" changes")?.rsplit_once(" when ")?;
        Some((own(step.strip_suffix(word)?), own(file)))
    };
    Some(match line {
        "builds" => Check::Builds,
        "no secret in the image" => Check::NoSecretInImage,
        "no secret in the image or the cache" => Check::NoSecret,
        _ => {
            if let Some(rest) = after("target is ") {
                Check::Target(own(rest))
            } else if let Some(rest) = after("stage ") {
                match rest.rsplit_once(' ')? {
                    (name, "runs") => Check::Runs(own(name)),
                    (name, "skipped") => Check::Skipped(own(name)),
                    _ => return None,
                }
            } else if let Some(rest) = after("stages at least ") {
                Check::Stages(rest.parse().ok()?)
            } else if let Some(rest) = after("size below ") {
                Check::Smaller(bytes(rest)?)
            } else if let Some(rest) = after("base below ") {
                Check::BaseSmaller(bytes(rest)?)
            } else if let Some(rest) = after("base is ") {
                Check::Base(own(rest))
            } else if let Some(rest) = after("image has ") {
                Check::Has(absolute(rest)?)
            } else if let Some(rest) = after("image may have ") {
                Check::MayHave(absolute(rest)?)
            } else if let Some(rest) = after("nothing brings ") {
                Check::NotBrought(absolute(rest)?)
            } else if let Some(rest) = after("image lacks ") {
                Check::Lacks(absolute(rest)?)
            } else if let Some((step, file)) = when(" stays cached") {
                Check::Cached(step, file)
            } else if let Some((step, file)) = when(" runs again") {
                Check::RunsAgain(step, file)
            } else if let Some(rest) = after("no finding ") {
                Check::Silent(own(rest))
            } else if let Some(rest) = after("config ") {
                if let Some((key, value)) = rest.split_once(" is ") {
                    Check::Config(own(key), own(value))
                } else if let Some((key, value)) = rest.split_once(" begins ") {
                    Check::ConfigBegins(own(key), own(value))
                } else {
                    Check::ConfigSet(own(rest.strip_suffix(" set")?))
                }
            } else if let Some(rest) = after("own layers at most ") {
                Check::Layers(rest.parse().ok()?)
            } else if let Some(path) = line.strip_suffix(" is kept back") {
                Check::Ignored(own(path))
            } else {
                Check::Kept(own(line.strip_suffix(" is let through")?))
            }
        }
    })
}

fn absolute(path: &str) -> Option<String> {
    path.starts_with('/').then(|| path.to_owned())
}

/// `150 MB` in bytes.
fn bytes(text: &str) -> Option<f64> {
    let (number, unit) = text.split_once(' ')?;
    let unit = match unit {
        "kB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        _ => return None,
    };
    Some(number.parse::<u32>().ok().map(f64::from)? * unit)
}
