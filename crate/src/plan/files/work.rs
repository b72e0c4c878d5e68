//! One step at work: the tree that it changes, and beside it the layer that holds just its changes.

use std::rc::Rc;

use crate::eval::ignore::{IgnoreFile, NamePattern};
use crate::text::paths::clean;

use super::node::{DEEPEST, Dir, Entry, FileKind, Found, Leaf, Totals, names};

/// How many directory entries one analysis may look at: without a bound a short text could ask for hours.
pub(super) const MOST_WORK: usize = 3_000_000;

/// A step at work.
#[derive(Debug)]
pub(super) struct Work {
    /// The file system as it is now.
    pub(super) now: Rc<Dir>,
    /// The changes of the step.
    pub(super) layer: Rc<Dir>,
    /// What of lower layers the step hides: deleted or overwritten.
    pub(super) hides: Totals,
    /// Paths of lower layers that it deletes.
    pub(super) removed: u64,
    /// What it copies again because owner or mode changed.
    pub(super) again: Totals,
    /// Why it may have written anywhere.
    pub(super) open: Option<String>,
    /// Whether a condition decides over what happens next.
    pub(super) maybe: bool,
    /// Mounts of the step: what is written there is no part of the image.
    pub(super) masks: Vec<String>,
    /// Work that is left.
    pub(super) budget: usize,
}

impl Work {
    /// Starts on a file system.
    pub(super) fn new(now: Rc<Dir>, budget: usize) -> Self {
        Self {
            now,
            layer: Rc::default(),
            hides: Totals::default(),
            removed: 0,
            again: Totals::default(),
            open: None,
            maybe: false,
            masks: Vec::new(),
            budget,
        }
    }

    /// From here on anything may be anywhere.
    pub(super) fn open_all(&mut self, why: &str) {
        self.open.get_or_insert_with(|| why.to_owned());
    }

    /// Counts work; false when there is none left, and then the tree is open.
    fn pay(&mut self, amount: usize) -> bool {
        match self.budget.checked_sub(amount) {
            Some(left) => self.budget = left,
            None => self.open_all("there is more to follow than is followed"),
        }
        self.open.as_deref() != Some("there is more to follow than is followed")
    }

    /// Makes a directory and those above it.
    pub(super) fn mkdir(&mut self, path: &str) {
        self.with_dir(path, &mut |_| {});
    }

    /// Makes a directory of which the content is not known.
    pub(super) fn open_dir(&mut self, path: &str, block: Option<Totals>) {
        self.open_with(path, block, |dir| dir.open = true);
    }

    /// A tool has worked in a directory: what is in it and in all below it is not known.
    pub(super) fn open_project(&mut self, path: &str, block: Option<Totals>) {
        self.open_with(path, block, Dir::open_below);
    }

    fn open_with(&mut self, path: &str, block: Option<Totals>, open: fn(&mut Dir)) {
        let Some(parts) = self.parts(path) else { return };
        let add = |dir: &mut Dir| {
            if let Some(block) = block {
                let mut sum = dir.block();
                sum.add(block);
                dir.set_block(sum);
            }
        };
        self.now.change(&parts, false, &mut |dir| {
            open(dir);
            add(dir);
        });
        self.layer.change(&parts, true, &mut |dir| {
            dir.open = true;
            add(dir);
        });
    }

    fn with_dir(&mut self, path: &str, act: &mut dyn FnMut(&mut Dir)) {
        let Some(parts) = self.parts(path) else { return };
        if self.now.dir_at(path).is_some() {
            return;
        }
        self.now.change(&parts, false, act);
        self.layer.change(&parts, true, act);
    }

    fn parts<'p>(&mut self, path: &'p str) -> Option<Vec<&'p str>> {
        let is_under = |mask: &String| {
            path.strip_prefix(mask.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if self.masks.iter().any(is_under) {
            return None;
        }
        let parts: Vec<&str> = names(path).collect();
        let cost = parts.len() + self.siblings(&parts) / 16;
        (parts.len() <= DEEPEST && !parts.contains(&"..") && self.pay(cost + 1)).then_some(parts)
    }

    /// The entries that a change of the last directory copies.
    fn siblings(&self, parts: &[&str]) -> usize {
        let mut dir: &Dir = &self.now;
        for name in parts {
            match dir.entry(name) {
                Some(Entry::Dir(inner)) => dir = inner,
                _ => break,
            }
        }
        dir.entries().len()
    }

    /// Puts a file.
    pub(super) fn put(&mut self, path: &str, mut leaf: Leaf) {
        leaf.certain &= !self.maybe;
        let Some(parts) = self.parts(path) else { return };
        let Some((name, above)) = parts.split_last() else { return };
        let old = match self.now.find(path) {
            Found::Yes(entry) => Some(entry.totals()),
            _ => None,
        };
        let in_layer = match self.layer.find(path) {
            Found::Yes(Entry::Leaf(leaf)) => Some(leaf.totals.changed > 0),
            Found::Yes(entry) => Some(matches!(entry, Entry::Gone)),
            _ => None,
        };
        if let (Some(mut old), None) = (old, in_layer) {
            old.changed = 0;
            self.hides.add(old);
        }
        let is_over = in_layer.unwrap_or(old.is_some());
        leaf.totals.changed = u64::from(is_over);
        let mut plain = leaf;
        plain.totals.changed = 0;
        self.now.change(above, false, &mut |dir| {
            dir.put(name, Entry::Leaf(plain));
        });
        self.layer.change(above, true, &mut |dir| {
            dir.put(name, Entry::Leaf(leaf));
        });
    }

    /// Lays what stands somewhere over a path: directories are joined, files replaced.
    pub(super) fn lay(&mut self, path: &str, entry: &Entry) {
        let Some(parts) = self.parts(path) else { return };
        match (entry, self.now.find(path)) {
            (Entry::Gone, _) => {}
            (Entry::Leaf(leaf), _) => self.put(path, *leaf),
            (Entry::Dir(dir), Found::Yes(Entry::Dir(_)) | Found::Root) => {
                if !self.pay(dir.entries().len()) {
                    return;
                }
                if dir.open || dir.block() != Totals::default() {
                    self.open_dir(path, Some(dir.block()));
                }
                self.mkdir(path);
                for (name, inner) in dir.entries() {
                    self.lay(&format!("{path}/{name}"), inner);
                }
            }
            (Entry::Dir(dir), _) => {
                let Some((name, above)) = parts.split_last() else { return };
                let mut own = Rc::clone(dir);
                if matches!(self.layer.find(path), Found::Yes(Entry::Gone)) {
                    Rc::make_mut(&mut own).fresh = true;
                }
                self.now.change(above, false, &mut |into| {
                    into.put(name, Entry::Dir(Rc::clone(dir)));
                });
                self.layer.change(above, true, &mut |into| {
                    into.put(name, Entry::Dir(Rc::clone(&own)));
                });
            }
        }
    }

    /// Takes a path away.
    pub(super) fn remove(&mut self, path: &str) {
        let Some(parts) = self.parts(path) else { return };
        let Some((name, above)) = parts.split_last() else { return };
        let exists = matches!(self.now.find(path), Found::Yes(_));
        if self.maybe && exists {
            // Whether it happens is not known: from now on nobody can say.
            self.now.change(above, false, &mut |dir| {
                dir.take(name);
                dir.open = true;
            });
            return;
        }
        if !exists {
            return;
        }
        let mut old = Totals::default();
        self.now.change(above, false, &mut |dir| {
            old = dir.take(name).map(|entry| entry.totals()).unwrap_or_default();
        });
        // What this very step made leaves no trace; what stood there before is taken away by a mark.
        let own = match self.layer.find(path) {
            Found::Yes(entry) => entry.totals(),
            _ => Totals::default(),
        };
        let below = old.files > own.files.saturating_sub(own.changed) || self.layer_lacks(path);
        old.sub(own);
        if below {
            old.changed = 0;
            self.hides.add(old);
            self.removed += old.files.max(1);
        }
        self.layer.change(above, true, &mut |dir| {
            if below {
                dir.put(name, Entry::Gone);
            } else {
                dir.take(name);
            }
        });
    }

    fn layer_lacks(&self, path: &str) -> bool {
        !matches!(self.layer.find(path), Found::Yes(_))
    }

    /// Takes away all that is in a directory and fits a pattern of one name.
    pub(super) fn remove_matching(&mut self, dir: &str, pattern: &str) {
        let Some(found) = self.now.dir_at(dir) else { return };
        let Some(shape) = NamePattern::read(pattern) else { return };
        let hidden = pattern.starts_with('.');
        let fits = |name: &str| (hidden || !name.starts_with('.')) && shape.fits(name);
        let doomed: Vec<String> = found
            .entries()
            .iter()
            .filter(|(name, _)| fits(name))
            .map(|(name, _)| format!("{dir}/{name}"))
            .collect();
        let count = found.entries().len();
        if !self.pay(count) {
            return;
        }
        for path in doomed {
            self.remove(&path);
        }
        if pattern == "*" && !self.maybe {
            let parts: Vec<&str> = names(dir).collect();
            // What this step put there without a name is gone as well; what lower layers hold only hides.
            let own = self.layer.dir_at(dir).map(Dir::block).unwrap_or_default();
            let mut below = self.now.dir_at(dir).map(Dir::block).unwrap_or_default();
            below.sub(own);
            self.hides.add(below);
            let empty = |dir: &mut Dir| dir.set_block(Totals::default());
            self.now.change(&parts, false, &mut |dir| empty(dir));
            if self.layer.dir_at(dir).is_some() {
                self.layer.change(&parts, true, &mut |dir| empty(dir));
            }
        }
    }

    /// Changes owner or mode: what a lower layer holds is copied again.
    pub(super) fn touch_again(&mut self, path: &str, whole: bool) {
        let entry = match self.now.find(path) {
            Found::Yes(entry) => entry.clone(),
            Found::Root if whole => Entry::Dir(Rc::clone(&self.now)),
            _ => return,
        };
        match &entry {
            Entry::Dir(_) if !whole => self.layer_mkdir(path),
            Entry::Gone => {}
            _ if self.layer_lacks(path) => {
                let mut totals = entry.totals();
                totals.changed = 0;
                self.again.add(totals);
                self.hides.add(totals);
                self.layer_put(path, entry);
            }
            // Partly made by this step: only what it did not make itself is copied.
            Entry::Dir(dir) => {
                if !self.pay(dir.entries().len()) {
                    return;
                }
                for (name, _) in dir.entries() {
                    self.touch_again(&format!("{path}/{name}"), true);
                }
            }
            Entry::Leaf(_) => {}
        }
    }

    fn layer_mkdir(&mut self, path: &str) {
        let Some(parts) = self.parts(path) else { return };
        self.layer.change(&parts, false, &mut |_| {});
    }

    fn layer_put(&mut self, path: &str, entry: Entry) {
        let Some(parts) = self.parts(path) else { return };
        let Some((name, above)) = parts.split_last() else { return };
        let mut entry = Some(entry);
        self.layer.change(above, true, &mut |dir| {
            if let Some(entry) = entry.take() {
                dir.put(name, entry);
            }
        });
    }
}

/// Where in a tree a copy takes from.
#[derive(Debug)]
pub(super) struct Source<'t> {
    /// The tree; `None` when nothing is known of it.
    pub(super) tree: Option<&'t Dir>,
    /// Whether anything may be anywhere in it.
    pub(super) open: bool,
}

/// How a copy is made.
#[derive(Debug)]
pub(super) struct CopyRule<'c> {
    /// Path or pattern in what is copied from.
    pub(super) src: &'c str,
    /// Path in what is copied to, with its last slash.
    pub(super) dest: &'c str,
    /// Patterns of what is left out.
    pub(super) exclude: Option<&'c IgnoreFile>,
    /// Of `--parents`: the pattern of what is copied, from `src` on.
    pub(super) include: Option<&'c str>,
    /// Whether archives are unpacked.
    pub(super) unpack: bool,
}

/// Copies; gives each path that was taken and where it went, and says when nothing is there to be copied for certain.
pub(super) fn copy(
    work: &mut Work,
    source: &Source<'_>,
    rule: &CopyRule<'_>,
) -> (Vec<(String, String)>, bool) {
    let mut pairs = Vec::new();
    let is_dir_dest = rule.dest.ends_with('/') || rule.dest.ends_with("/.");
    let dest = clean(rule.dest);
    if is_dir_dest {
        work.mkdir(&dest);
    }
    let pattern = match rule.include {
        Some(include) => format!("{}/{include}", rule.src),
        None => rule.src.to_owned(),
    };
    let wild = pattern.contains(['*', '?', '[', '\\']);
    let Some(tree) = source.tree else {
        unlisted(work, &pattern, &dest, is_dir_dest, rule, wild);
        return (vec![(pattern, dest)], false);
    };
    let mut found = Vec::new();
    let mut complete = true;
    if wild {
        let parts: Vec<&str> = names(&pattern).collect();
        let shapes: Option<Vec<NamePattern>> = parts.iter().map(|part| NamePattern::read(part)).collect();
        if let Some(shapes) = shapes {
            complete = matching(work, tree, &shapes, "", &mut found);
        }
    } else {
        match tree.find(&pattern) {
            Found::Yes(entry) => found.push((clean(&pattern), entry.clone())),
            Found::Root => found.push(("/".to_owned(), Entry::Dir(Rc::new(tree.clone())))),
            Found::Maybe => complete = false,
            Found::No => {}
        }
    }
    if found.is_empty() && (source.open || !complete) {
        unlisted(work, &pattern, &dest, is_dir_dest, rule, wild);
        return (vec![(pattern, dest)], false);
    }
    if wild && (source.open || !complete) {
        work.open_dir(&dest, Some(Totals::unknown()));
    }
    let missing = found.is_empty() && !wild;
    for (path, entry) in found {
        let entry = if source.open { open_copy(entry) } else { entry };
        let name = path.rsplit('/').next().unwrap_or_default();
        let to = if rule.include.is_some() {
            let root = clean(rule.src);
            let below = path.strip_prefix(root.as_str()).unwrap_or(&path).trim_start_matches('/');
            format!("{dest}/{below}")
        } else {
            match &entry {
                Entry::Dir(_) => dest.clone(),
                _ if work.now.dir_at(&dest).is_some() => format!("{dest}/{name}"),
                _ => dest.clone(),
            }
        };
        let to = clean(&to);
        if rule.unpack && is_archive(name) {
            work.open_dir(&dest, Some(Totals::unknown()));
        } else if let Some(exclude) = rule.exclude {
            filtered(work, &entry, &to, if entry.dir().is_some() { "" } else { name }, exclude);
        } else {
            work.lay(&to, &entry);
        }
        pairs.push((path, to));
    }
    (pairs, missing)
}

/// Of a tree in which anything may be anywhere a directory is never known whole.
fn open_copy(entry: Entry) -> Entry {
    match entry {
        Entry::Dir(mut dir) => {
            let inner = Rc::make_mut(&mut dir);
            inner.open = true;
            let mut block = inner.block();
            block.add(Totals::unknown());
            inner.set_block(block);
            Entry::Dir(dir)
        }
        other => other,
    }
}

/// Whether all matches are known.
fn matching(
    work: &mut Work,
    dir: &Dir,
    shapes: &[NamePattern],
    path: &str,
    found: &mut Vec<(String, Entry)>,
) -> bool {
    let Some((shape, rest)) = shapes.split_first() else { return true };
    if !work.pay(dir.entries().len()) {
        return false;
    }
    let mut complete = !dir.open;
    for (name, entry) in dir.entries().iter().filter(|(name, _)| shape.fits(name)) {
        let path = format!("{path}/{name}");
        match (rest.is_empty(), entry) {
            (true, _) => found.push((path, entry.clone())),
            (false, Entry::Dir(inner)) => complete &= matching(work, inner, rest, &path, found),
            (false, _) => {}
        }
    }
    complete
}

/// Something whose place is known and nothing else.
fn unlisted(work: &mut Work, src: &str, dest: &str, is_dir_dest: bool, rule: &CopyRule<'_>, wild: bool) {
    let name = src.rsplit('/').next().unwrap_or_default();
    let unpacks = rule.unpack && is_archive(name);
    if wild || name.is_empty() || name == "." || unpacks || rule.include.is_some() {
        work.open_dir(dest, Some(Totals::unknown()));
        return;
    }
    let kind = if looks_like_file(name) { FileKind::File } else { FileKind::Either };
    let into_dir = is_dir_dest || work.now.dir_at(dest).is_some();
    match (kind, into_dir) {
        (FileKind::File, true) => work.put(&format!("{dest}/{name}"), Leaf::unknown(kind)),
        // A directory brings its content, a file itself: either way the place is open.
        (_, true) => work.open_dir(dest, Some(Totals::unknown())),
        (_, false) => work.put(dest, Leaf::unknown(kind)),
    }
}

/// Whether a name is that of a file rather than that of a directory, by what people call them.
fn looks_like_file(name: &str) -> bool {
    const FILES: [&str; 10] = [
        "Makefile", "Gemfile", "Rakefile", "Procfile", "LICENSE", "README", "gradlew", "mvnw", "artisan",
        "Pipfile",
    ];
    let extension =
        name.rsplit_once('.').filter(|(stem, extension)| !stem.is_empty() && !extension.is_empty());
    FILES.contains(&name) || extension.is_some_and(|(_, extension)| extension != "d")
}

/// Whether a name is that of an archive that `ADD` unpacks.
pub(super) fn is_archive(name: &str) -> bool {
    let ends = [".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst"];
    ends.iter().any(|end| name.ends_with(end))
}

/// Lays what no pattern leaves out.
fn filtered(work: &mut Work, entry: &Entry, to: &str, below: &str, exclude: &IgnoreFile) {
    if !below.is_empty() && exclude.excludes(below) && !(exclude.has_negation() && entry.dir().is_some()) {
        return;
    }
    let Entry::Dir(dir) = entry else {
        work.lay(to, entry);
        return;
    };
    if !work.pay(dir.entries().len() * 4) {
        return;
    }
    if dir.open {
        work.open_dir(to, Some(dir.block()));
    }
    if below.is_empty() || !exclude.excludes(below) {
        work.mkdir(to);
    }
    for (name, inner) in dir.entries() {
        let below = if below.is_empty() { name.to_string() } else { format!("{below}/{name}") };
        filtered(work, inner, &format!("{to}/{name}"), &below, exclude);
    }
}
