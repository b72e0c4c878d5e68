//! What known commands do to a file system, a file for each family. A command that is in none of them may write anywhere.

mod build;
mod download;
mod files;
mod harmless;
mod packages;
mod users;

use std::borrow::Cow;

use crate::plan::Size;
use crate::syntax::command::{RedirectKind, Separator, SimpleCommand};
use crate::syntax::shell::{dirs, resolve};

use super::Totals;
use super::node::{FileKind, Leaf};
use super::work::Work;

/// A command in its place.
pub(super) struct Call<'c, 'w> {
    /// The command, its variables set in where they are known.
    command: &'c SimpleCommand,
    /// Where it runs; `None` when only the shell knows.
    dir: Option<&'c str>,
    /// The value of a variable.
    env: &'c dyn Fn(&str) -> Option<String>,
    /// The file system.
    work: &'w mut Work,
}

impl Call<'_, '_> {
    /// A path as the command finds it. One that only the shell knows opens what it may lie in.
    fn path(&mut self, text: &str) -> Option<String> {
        let found = resolve(text, self.dir);
        if found.is_none() && !text.is_empty() {
            self.open_around(text);
        }
        found
    }

    /// The directory that a path lies in whose end only the shell knows is open; where even that is unknown, all is.
    fn open_around(&mut self, text: &str) {
        let known = text.split(['$', '`', '~']).next().unwrap_or_default();
        let dir = known.rsplit_once('/').map(|(dir, _)| dir).unwrap_or_default();
        match resolve(dir, self.dir).filter(|dir| dir != "/") {
            Some(dir) => self.work.open_dir(&dir, None),
            None if known.is_empty() && !text.starts_with('$') && self.dir.is_some() => {
                let dir = self.dir.unwrap_or("/").to_owned();
                self.work.open_dir(&dir, None);
            }
            None => self.work.open_all("a path that only the shell knows"),
        }
    }

    /// The working directory and all below it, open from now on.
    fn open_here(&mut self) {
        match self.dir.filter(|dir| *dir != "/") {
            Some(dir) => {
                let dir = dir.to_owned();
                self.work.open_project(&dir, Some(Totals::unknown()));
            }
            None => self.work.open_all("it works in a directory that is not known"),
        }
    }

    /// Opens a directory with content of unknown size.
    fn fill(&mut self, path: &str) {
        if let Some(path) = self.path(path) {
            if path == "/" {
                self.work.open_all("it writes to the root of the file system");
            } else {
                self.work.open_dir(&path, Some(Totals::unknown()));
            }
        }
    }

    /// Puts a file of unknown size.
    fn file(&mut self, path: &str) {
        if let Some(path) = self.path(path).filter(|path| !path.starts_with("/dev/")) {
            self.work.put(&path, Leaf::unknown(FileKind::File));
        }
    }

    /// The home directory of the user.
    fn home(&self) -> String {
        (self.env)("HOME").filter(|home| home.starts_with('/')).unwrap_or_else(|| "/root".to_owned())
    }
}

type Family = fn(&mut Call<'_, '_>) -> bool;

/// Each says whether it knows the command.
const FAMILIES: [Family; 6] =
    [harmless::run, files::run, download::run, packages::run, build::run, users::run];

/// Carries out the commands of one script.
pub(super) fn run(
    commands: &[SimpleCommand],
    start: &str,
    env: &dyn Fn(&str) -> Option<String>,
    work: &mut Work,
) {
    let mut own: Vec<(String, String)> = Vec::new();
    let mut ready = Vec::with_capacity(commands.len());
    for command in commands {
        let known = |name: &str| {
            let own = own.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.clone());
            own.or_else(|| env(name))
        };
        let set_in = set_in(command, &known);
        for assign in &set_in.assigns {
            if let Some((name, value)) = assign.text.split_once('=') {
                // The variable of a loop has many values.
                let value = if value.is_empty() { format!("${name}") } else { value.to_owned() };
                own.push((name.to_owned(), value));
            }
        }
        if set_in.name() == "export" {
            let pairs = set_in.args().iter().filter_map(|word| word.text.split_once('='));
            own.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        ready.push(set_in);
    }
    let known = |name: &str| {
        let own = own.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.clone());
        own.or_else(|| env(name))
    };
    for (command, dir) in ready.iter().zip(dirs(&ready, start)) {
        work.maybe = command.depth > 0 || command.separator == Separator::Or;
        let mut call = Call { command, dir: dir.as_deref(), env: &known, work };
        redirects(&mut call);
        let only_asks = command
            .args()
            .iter()
            .all(|word| matches!(word.text.as_str(), "--version" | "-version" | "--help"));
        let only_asks = only_asks && !command.args().is_empty();
        let is_known =
            command.words.is_empty() || only_asks || FAMILIES.iter().any(|family| family(&mut call));
        if !is_known {
            let name: String = command.name().chars().take(60).collect();
            work.open_all(&format!("{name} may write anywhere"));
        }
    }
    work.maybe = false;
}

/// The files that the output of a command goes to.
fn redirects(call: &mut Call<'_, '_>) {
    let bytes = files::printed(call.command);
    for redirect in &call.command.redirects {
        let text = redirect.target.text.as_str();
        if !matches!(redirect.kind, RedirectKind::Write | RedirectKind::Append) || text.starts_with("/dev/") {
            continue;
        }
        let Some(path) = call.path(text) else { continue };
        let size =
            bytes.filter(|_| redirect.kind == RedirectKind::Write && redirect.fd.is_none_or(|fd| fd == 1));
        let leaf = match size {
            Some(bytes) => Leaf::file(&Size::estimated(bytes, bytes, "")),
            None => Leaf::unknown(FileKind::File),
        };
        call.work.put(&path, leaf);
    }
}

/// The command with its home directory and the variables of its words set in, where they are known.
fn set_in(command: &SimpleCommand, env: &dyn Fn(&str) -> Option<String>) -> SimpleCommand {
    let home = env("HOME");
    command.changed(|text| {
        let at_home = home.as_ref().filter(|_| text == "~" || text.starts_with("~/"));
        let text = at_home.map_or(Cow::Borrowed(text), |home| text.replacen('~', home, 1).into());
        match text {
            text if text.contains('$') && !command.vars.is_empty() => Some(expand(&text, env)),
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        }
    })
}

/// Sets in `$NAME` and `${NAME}`; all else stays as it is.
fn expand(text: &str, env: &dyn Fn(&str) -> Option<String>) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        done.push_str(before);
        let (name, behind) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some((name, behind)) => (name, behind),
            None => {
                let end =
                    after.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_').unwrap_or(after.len());
                after.split_at_checked(end).unwrap_or((after, ""))
            }
        };
        match env(name).filter(|value| !name.is_empty() && !value.contains('$')) {
            Some(value) => {
                done.push_str(&value);
                rest = behind;
            }
            None => {
                done.push('$');
                rest = after;
            }
        }
        if done.len() > 1 << 16 {
            return text.to_owned();
        }
    }
    done.push_str(rest);
    done
}
