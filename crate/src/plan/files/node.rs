//! A tree of files that shares its parts: a copy of a directory is one pointer, and a change copies only the directories
//! above it.

use std::borrow::Cow;
use std::rc::Rc;

use crate::plan::{Basis, Size};

/// Deeper paths are not followed: no real file system has them, and every level costs stack.
pub(super) const DEEPEST: usize = 128;

/// What a set of files weighs and how many there are. Sums and differences are exact, so that a directory keeps its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Files.
    pub files: u64,
    /// Of those, the ones that replace a file of a lower layer.
    pub changed: u64,
    /// Lower bound of the bytes.
    pub low: u64,
    /// Upper bound of those bytes that have one.
    pub high: u64,
    /// Parts without an upper bound.
    pub unknown: u64,
    /// Parts that are worked out.
    pub estimated: u64,
}

impl Totals {
    /// One file or block of a known size.
    pub fn of(size: &Size) -> Self {
        Self {
            low: size.low,
            high: size.high.unwrap_or(size.low),
            unknown: u64::from(size.high.is_none()),
            estimated: u64::from(size.high.is_some() && size.basis != Basis::Measured),
            ..Self::default()
        }
    }

    /// Content of which nobody knows the size.
    pub fn unknown() -> Self {
        Self { unknown: 1, ..Self::default() }
    }

    /// Adds.
    pub fn add(&mut self, other: Self) {
        self.files = self.files.saturating_add(other.files);
        self.changed = self.changed.saturating_add(other.changed);
        self.low = self.low.saturating_add(other.low);
        self.high = self.high.saturating_add(other.high);
        self.unknown = self.unknown.saturating_add(other.unknown);
        self.estimated = self.estimated.saturating_add(other.estimated);
    }

    /// Takes away.
    pub fn sub(&mut self, other: Self) {
        self.files = self.files.saturating_sub(other.files);
        self.changed = self.changed.saturating_sub(other.changed);
        self.low = self.low.saturating_sub(other.low);
        self.high = self.high.saturating_sub(other.high);
        self.unknown = self.unknown.saturating_sub(other.unknown);
        self.estimated = self.estimated.saturating_sub(other.estimated);
    }

    /// The weight as a size.
    pub fn size(&self, how: impl Into<Cow<'static, str>>) -> Size {
        let basis = match (self.unknown, self.estimated) {
            (0, 0) => Basis::Measured,
            (0, _) => Basis::Estimated,
            _ => Basis::Unknown,
        };
        Size { low: self.low, high: (self.unknown == 0).then_some(self.high), basis, how: how.into() }
    }
}

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// A file or a directory: only a build can tell.
    Either,
}

/// A path that is no directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub kind: FileKind,
    /// What it weighs, and whether it replaces something of a lower layer.
    pub totals: Totals,
    /// Whether it is there for certain; otherwise a condition decides.
    pub certain: bool,
}

impl Leaf {
    /// A file of a size.
    pub fn file(size: &Size) -> Self {
        Self { kind: FileKind::File, totals: Totals { files: 1, ..Totals::of(size) }, certain: true }
    }

    /// A file whose size is not known.
    pub fn unknown(kind: FileKind) -> Self {
        Self { kind, totals: Totals { files: 1, ..Totals::unknown() }, certain: true }
    }
}

/// What stands at a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// No directory.
    Leaf(Leaf),
    /// A directory.
    Dir(Rc<Dir>),
    /// In the tree of a layer only: something of a lower layer is taken away.
    Gone,
}

impl Entry {
    /// What it weighs with all that is in it.
    pub fn totals(&self) -> Totals {
        match self {
            Self::Leaf(leaf) => leaf.totals,
            Self::Dir(dir) => dir.totals,
            Self::Gone => Totals::default(),
        }
    }

    /// The directory that it is.
    pub fn dir(&self) -> Option<&Rc<Dir>> {
        match self {
            Self::Dir(dir) => Some(dir),
            _ => None,
        }
    }
}

/// A directory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dir {
    entries: Vec<(Rc<str>, Entry)>,
    /// Whether there may be more in it than is known.
    pub open: bool,
    /// In the tree of a layer: nothing of lower layers shows through.
    pub fresh: bool,
    /// What the part weighs of which no names are known.
    block: Totals,
    totals: Totals,
}

/// What is known of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'t> {
    /// It is there.
    Yes(&'t Entry),
    /// It is the whole.
    Root,
    /// It may be there.
    Maybe,
    /// It is not there.
    No,
}

/// The names of a path.
pub(super) fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|name| !matches!(*name, "" | "."))
}

impl Dir {
    /// The names in it with what stands there, sorted.
    pub fn entries(&self) -> &[(Rc<str>, Entry)] {
        &self.entries
    }

    /// What it weighs with all that is in it.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// What the part weighs of which no names are known.
    pub fn block(&self) -> Totals {
        self.block
    }

    /// Sets what the part weighs of which no names are known.
    pub fn set_block(&mut self, block: Totals) {
        self.totals.sub(self.block);
        self.totals.add(block);
        self.block = block;
    }

    /// From now on there may be more in it, and in every directory below it.
    pub fn open_below(&mut self) {
        self.open = true;
        for (_, entry) in &mut self.entries {
            if let Entry::Dir(inner) = entry
                && !inner.is_open_below()
            {
                Rc::make_mut(inner).open_below();
            }
        }
    }

    fn is_open_below(&self) -> bool {
        self.open && self.entries.iter().filter_map(|(_, entry)| entry.dir()).all(|dir| dir.is_open_below())
    }

    /// What stands at a name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        let place = self.entries.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.entries.get(place).map(|(_, entry)| entry)
    }

    /// Puts something at a name; gives what stood there.
    pub fn put(&mut self, name: &str, entry: Entry) -> Option<Entry> {
        self.totals.add(entry.totals());
        // Names that come sorted need no search.
        if self.entries.last().is_none_or(|(known, _)| **known < *name) {
            self.entries.push((Rc::from(name), entry));
            return None;
        }
        match self.entries.binary_search_by(|(known, _)| (**known).cmp(name)) {
            Ok(place) => {
                let slot = self.entries.get_mut(place)?;
                let old = std::mem::replace(&mut slot.1, entry);
                self.totals.sub(old.totals());
                Some(old)
            }
            Err(place) => {
                self.entries.insert(place, (Rc::from(name), entry));
                None
            }
        }
    }

    /// Takes a name out; gives what stood there.
    pub fn take(&mut self, name: &str) -> Option<Entry> {
        let place = self.entries.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        let (_, old) = self.entries.remove(place);
        self.totals.sub(old.totals());
        Some(old)
    }

    /// Changes the directory at a path, which is made where there is none, with those above it. A file in the way gives
    /// way. Nothing happens on a path that is too deep.
    pub fn change(self: &mut Rc<Self>, path: &[&str], made_fresh: bool, act: &mut dyn FnMut(&mut Dir)) {
        let dir = Rc::make_mut(self);
        let Some((name, rest)) = path.split_first() else {
            act(dir);
            return;
        };
        match dir.entries.binary_search_by(|(known, _)| (**known).cmp(name)) {
            Ok(place) => {
                let Some((_, entry)) = dir.entries.get_mut(place) else { return };
                dir.totals.sub(entry.totals());
                if let Entry::Dir(inner) = entry {
                    inner.change(rest, made_fresh, act);
                } else {
                    let mut inner = Rc::new(Dir { fresh: made_fresh, ..Dir::default() });
                    inner.change(rest, made_fresh, act);
                    *entry = Entry::Dir(inner);
                }
                dir.totals.add(entry.totals());
            }
            Err(_) => {
                let mut inner: Rc<Self> = Rc::default();
                inner.change(rest, made_fresh, act);
                dir.put(name, Entry::Dir(inner));
            }
        }
    }

    /// What is known of a path.
    pub fn find(&self, path: &str) -> Found<'_> {
        let mut dir = self;
        let mut names = names(path).peekable();
        loop {
            let Some(name) = names.next() else { return Found::Root };
            match dir.entry(name) {
                Some(Entry::Gone) => return Found::No,
                Some(entry) if names.peek().is_none() => return Found::Yes(entry),
                Some(Entry::Dir(inner)) => dir = inner,
                Some(Entry::Leaf(leaf)) if leaf.kind == FileKind::File => return Found::No,
                Some(Entry::Leaf(_)) => return Found::Maybe,
                None if dir.open => return Found::Maybe,
                None => return Found::No,
            }
        }
    }

    /// Whether the tree of a layer takes a path of a lower layer away.
    pub fn has_gone(&self, path: &str) -> bool {
        let mut dir = self;
        let mut names = names(path);
        while let Some(name) = names.next() {
            match dir.entry(name) {
                Some(Entry::Gone) => return names.next().is_none(),
                Some(Entry::Dir(inner)) => dir = inner,
                _ => return false,
            }
        }
        false
    }

    /// The directory at a path.
    pub fn dir_at(&self, path: &str) -> Option<&Dir> {
        match self.find(path) {
            Found::Root => Some(self),
            Found::Yes(Entry::Dir(dir)) => Some(dir),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: u64) -> Entry {
        Entry::Leaf(Leaf::file(&Size::measured(bytes, "")))
    }

    #[test]
    fn totals_follow_every_change() {
        let mut root: Rc<Dir> = Rc::default();
        root.change(&["a", "b"], false, &mut |dir| {
            dir.put("x", file(3));
            dir.put("y", file(4));
        });
        assert_eq!((root.totals().files, root.totals().low), (2, 7));
        let before = Rc::clone(&root);
        root.change(&["a", "b"], false, &mut |dir| {
            dir.put("x", file(10));
            dir.take("y");
        });
        assert_eq!((root.totals().files, root.totals().low), (1, 10));
        assert_eq!(before.totals().low, 7, "the older tree stays");
    }

    #[test]
    fn an_open_directory_never_says_no() {
        let mut root: Rc<Dir> = Rc::default();
        root.change(&["a"], false, &mut |dir| {
            dir.open = true;
            dir.put("x", file(1));
        });
        assert!(matches!(root.find("/a/x"), Found::Yes(_)));
        assert_eq!(root.find("/a/y/z"), Found::Maybe);
        assert_eq!(root.find("/a/x/z"), Found::No);
        assert_eq!(root.find("/b"), Found::No);
        assert_eq!(root.find("/"), Found::Root);
    }
}
