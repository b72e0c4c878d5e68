//! What lies in a directory: of the build context, or of the files that a stage ends with.

use crate::eval::Context;
use crate::plan::files::{Dir, Entry};
use crate::report::Input;
use crate::text::order;
use crate::text::paths::join;

/// No list of names is longer.
const MOST_NAMES: usize = 300;

/// A name in a directory, and whether it is one itself.
pub(super) type Name = (String, bool);

/// What lies in a directory of the build context, as far as it is sent.
pub(super) fn in_context(input: &Input, dir: &str) -> Vec<Name> {
    let ignore = input.ignore();
    let dir = join("/", dir);
    let dir = dir.trim_start_matches('/');
    let mut names: Vec<Name> = Vec::new();
    for file in input.context.iter().flat_map(Context::files) {
        let rest = match dir {
            "" => Some(file.path.as_str()),
            dir => file.path.strip_prefix(dir).and_then(|rest| rest.strip_prefix('/')),
        };
        let Some(rest) = rest else { continue };
        let (name, is_dir) = rest.split_once('/').map_or((rest, false), |(name, _)| (name, true));
        let is_new = names.last().is_none_or(|(last, _)| last != name);
        if is_new && !ignore.as_ref().is_some_and(|ignore| ignore.excludes(&file.path)) {
            names.push((name.to_owned(), is_dir));
        }
    }
    order::sort(&mut names);
    names.dedup();
    names.truncate(MOST_NAMES);
    names
}

/// What lies in a directory of a file system; a path that is not absolute starts at `from`.
pub(super) fn in_tree(root: &Dir, from: &str, dir: &str) -> Vec<Name> {
    let path = if dir.starts_with('/') { join("/", dir) } else { join(&join("/", from), dir) };
    let mut here = root;
    for name in path.split('/').filter(|name| !name.is_empty()) {
        match here.entry(name).and_then(Entry::dir) {
            Some(next) => here = next,
            None => return Vec::new(),
        }
    }
    let names = here.entries().iter().filter(|(_, entry)| *entry != Entry::Gone);
    names.take(MOST_NAMES).map(|(name, entry)| (name.to_string(), entry.dir().is_some())).collect()
}
