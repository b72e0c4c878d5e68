//! File systems that a build starts with: base images, of which only the outline is known, and the build context.

use std::rc::Rc;

use crate::catalog::BaseImage;
use crate::eval::Filtered;
use crate::plan::Size;

use super::node::{Dir, Entry, Leaf, Totals, names};

/// Directories of every distribution.
const STANDARD: [&str; 19] = [
    "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "proc", "root", "run",
    "sbin", "srv", "sys", "tmp", "usr", "var",
];

/// Directories further down that nearly every distribution has, so that a copy to them goes into them.
const DEEPER: [&str; 13] = [
    "usr/bin",
    "usr/lib",
    "usr/local",
    "usr/local/bin",
    "usr/local/lib",
    "usr/sbin",
    "usr/share",
    "var/cache",
    "var/lib",
    "var/log",
    "var/tmp",
    "usr/local/share",
    "usr/local/sbin",
];

/// The directories that every distribution has, each with more in it.
pub(super) fn outline() -> Rc<Dir> {
    let mut root: Rc<Dir> = Rc::default();
    for path in STANDARD.into_iter().chain(DEEPER) {
        open(&mut root, path);
    }
    root
}

/// What is known of a base image: the [`outline`] of its distribution, and its weight as one block, set by hand or as the
/// catalogue has it. Only of a known image can it be said that a directory at the top is not there.
pub(super) fn image(outline: &Rc<Dir>, known: Option<&BaseImage>, name: &str, weight: Totals) -> Rc<Dir> {
    let minimal = known.is_some_and(|image| image.package_manager == "none" || image.shell == "none");
    let mut root = if known.is_some() && !minimal { Rc::clone(outline) } else { Rc::default() };
    let top = Rc::make_mut(&mut root);
    top.set_block(weight);
    let is_official = name.starts_with("docker.io/library/");
    let Some(known) = known.filter(|_| is_official && !minimal) else {
        top.open = true;
        return root;
    };
    // What its config names is there, and whatever else lies beside it.
    let config = &known.config;
    let values =
        config.env.iter().filter_map(|pair| pair.split_once('=')).flat_map(|(_, value)| value.split(':'));
    let words = config.entrypoint.iter().chain(&config.cmd).flatten().map(String::as_str);
    let places = config.volumes.iter().map(String::as_str).chain([config.working_dir.as_str()]);
    for path in values.chain(words).chain(places).filter(|path| path.starts_with('/')) {
        if let Some(first) = names(path).next() {
            open(&mut root, first);
        }
    }
    root
}

fn open(root: &mut Rc<Dir>, path: &str) {
    let parts: Vec<&str> = names(path).collect();
    root.change(&parts, false, &mut |dir| dir.open = true);
}

/// The build context, as `.dockerignore` leaves it.
pub(super) fn context(filtered: &Filtered<'_>) -> Rc<Dir> {
    // Directories that are not finished, outermost first, with their names. Paths come sorted, so each is finished once.
    let mut unfinished: Vec<(&str, Dir)> = vec![("", Dir::default())];
    let mut current = "";
    for (file, _) in filtered.files().filter(|(_, verdict)| !verdict.ignored) {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        // Most files lie beside the one before.
        if folder != current {
            let above = || folder.split('/').filter(|name| !name.is_empty());
            let same =
                unfinished.iter().skip(1).zip(above()).take_while(|((known, _), name)| known == name).count();
            close(&mut unfinished, same + 1);
            unfinished.extend(above().skip(same).map(|name| (name, Dir::default())));
            current = folder;
        }
        let leaf = match file.size {
            Some(bytes) if filtered.context.is_example() && file.text.is_none() => {
                Leaf::file(&Size::estimated(bytes, bytes, ""))
            }
            Some(bytes) => Leaf::file(&Size::measured(bytes, "")),
            None => Leaf::unknown(super::FileKind::File),
        };
        if let Some((_, dir)) = unfinished.last_mut() {
            dir.put(name, Entry::Leaf(leaf));
        }
    }
    close(&mut unfinished, 1);
    unfinished.pop().map(|(_, dir)| Rc::new(dir)).unwrap_or_default()
}

fn close(unfinished: &mut Vec<(&str, Dir)>, keep: usize) {
    while unfinished.len() > keep.max(1) {
        let Some((name, dir)) = unfinished.pop() else { return };
        if let Some((_, above)) = unfinished.last_mut() {
            above.put(name, Entry::Dir(Rc::new(dir)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::{Catalog, Lookup};
    use crate::eval::ignore::IgnoreFile;
    use crate::eval::{Context, ContextFile, Filtered};
    use crate::plan::files::node::{Found, Totals};

    #[test]
    fn a_context_is_a_tree() {
        let file = |path: &str| ContextFile { path: path.to_owned(), size: Some(2), text: None };
        let list = Context::new(["a/b/c", "a/b/d", "a-b/c", "x", "a/e", "y.log"].map(file).to_vec());
        let ignore = IgnoreFile::parse("*.log\na/e\n").unwrap();
        let tree = super::context(&Filtered::new(&list, Some(&ignore)));
        assert_eq!((tree.totals().files, tree.totals().low), (4, 8));
        for path in ["a/b/c", "a/b/d", "a-b/c", "x"] {
            assert!(matches!(tree.find(path), Found::Yes(_)), "{path}");
        }
        for path in ["a/e", "y.log", "z"] {
            assert_eq!(tree.find(path), Found::No, "{path}");
        }
    }

    #[test]
    fn only_a_known_image_lacks_anything() {
        let name = "docker.io/library/golang:1.26-alpine";
        let Lookup::Known(known) = Catalog::bundled().image(name) else { panic!("{name} is not bundled") };
        let tree = super::image(&super::outline(), Some(&known), name, Totals::unknown());
        assert_eq!(tree.find("/app/x"), Found::No);
        assert_eq!(tree.find("/usr/bin/x"), Found::Maybe);
        assert_eq!(tree.find("/go/bin/x"), Found::Maybe, "its config names it");
        assert_eq!(super::image(&super::outline(), None, "x", Totals::unknown()).find("/app"), Found::Maybe);
    }
}
