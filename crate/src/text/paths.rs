//! Paths on Linux and Windows, as the reference joins and cleans them.

use std::borrow::Cow;

/// Cleans a slash path: `.` and `..` are resolved, double and trailing slashes go. An empty path is `.`.
pub fn clean(path: &str) -> String {
    if is_clean(path.strip_prefix('/').unwrap_or(path)) {
        return path.to_owned();
    }
    clean_parts(path.starts_with('/'), path.len(), path.split('/'))
}

/// Whether nothing would be cleaned of a path without a slash before it. A part that starts with a dot may be.
fn is_clean(path: &str) -> bool {
    let mut before = b'/';
    path.bytes().all(|byte| {
        let fits = before != b'/' || !matches!(byte, b'/' | b'.');
        before = byte;
        fits
    }) && before != b'/'
}

/// Puts the parts of a path together, cleaned; together they have about `length` bytes.
fn clean_parts<'a>(rooted: bool, length: usize, parts: impl Iterator<Item = &'a str>) -> String {
    let mut cleaned = String::with_capacity(length + 1);
    if rooted {
        cleaned.push('/');
    }
    let root = cleaned.len();
    for part in parts {
        let last = cleaned.get(root..).and_then(|text| text.rsplit('/').next()).unwrap_or_default();
        match part {
            "" | "." => {}
            ".." if !matches!(last, "" | "..") => {
                cleaned.truncate((cleaned.len() - last.len()).saturating_sub(1).max(root));
            }
            ".." if rooted => {}
            _ => {
                if cleaned.len() > root {
                    cleaned.push('/');
                }
                cleaned.push_str(part);
            }
        }
    }
    if cleaned.is_empty() {
        cleaned.push('.');
    }
    cleaned
}

/// Joins two paths and cleans the result; an empty part does not count.
pub fn join(parent: &str, path: &str) -> String {
    let without_root = |path| str::strip_prefix(path, '/').unwrap_or(path);
    match (parent, path) {
        ("", "") => String::new(),
        ("", only) | (only, "" | "." | "./") => clean(only),
        ("/", path) if is_clean(without_root(path)) => ["/", without_root(path)].concat(),
        _ if is_clean(without_root(parent)) && is_clean(without_root(path)) => {
            [parent, "/", without_root(path)].concat()
        }
        _ => {
            let length = parent.len() + path.len();
            clean_parts(parent.starts_with('/'), length, parent.split('/').chain(path.split('/')))
        }
    }
}

/// The last part of a path.
pub fn base(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    match (path, trimmed) {
        ("", _) => ".",
        (_, "") => "/",
        _ => trimmed.rsplit('/').next().unwrap_or(trimmed),
    }
}

/// Whether the operating system writes paths with backslashes.
fn is_windows(os: &str) -> bool {
    os == "windows"
}

/// The path with forward slashes.
pub fn to_slash<'a>(path: &'a str, os: &str) -> Cow<'a, str> {
    if is_windows(os) { Cow::Owned(path.replace('\\', "/")) } else { Cow::Borrowed(path) }
}

fn clean_keeping(path: &str, keep_slash: bool) -> String {
    let cleaned = clean(path);
    if keep_slash && cleaned.len() > 1 && path.ends_with('/') { cleaned + "/" } else { cleaned }
}

/// Takes the drive letter off a Windows path, which must be on drive C. A path of another system stays as it is.
pub fn without_drive<'a>(path: &'a str, os: &str, keep_slash: bool) -> Result<Cow<'a, str>, String> {
    if !is_windows(os) {
        return Ok(Cow::Borrowed(path));
    }
    if path.len() == 2 && path.ends_with(':') {
        return Err(format!("No relative path specified in {}", super::go::quote(path)));
    }
    let slashed = to_slash(path, os);
    if slashed.starts_with("//") {
        return Err("UNC paths are not supported".to_owned());
    }
    match slashed.split_once(':') {
        None => Ok(Cow::Owned(clean_keeping(&slashed, keep_slash))),
        Some((drive, rest)) if drive.eq_ignore_ascii_case("c") => {
            Ok(Cow::Owned(clean_keeping(rest, keep_slash)))
        }
        Some(_) => Err("The specified path is not on the system drive (C:)".to_owned()),
    }
}

/// Cleans a destination as the graph does: its last slash, or `/.`, stays.
pub fn clean_dest(path: &str) -> String {
    let mut cleaned = clean(path);
    let end = if path.ends_with('/') {
        "/"
    } else if path.ends_with("/.") {
        "/."
    } else {
        ""
    };
    cleaned.push_str(if cleaned == "/" { end.trim_start_matches('/') } else { end });
    cleaned
}

/// Whether a path starts at the root.
pub fn is_absolute(path: &str, os: &str) -> bool {
    without_drive(path, os, false).is_ok_and(|path| path.starts_with('/'))
}

/// Makes a path absolute with forward slashes, on top of `parent` where it is relative. An absolute Linux path is not
/// cleaned.
pub fn normalize(parent: &str, path: &str, os: &str, keep_slash: bool) -> Result<String, String> {
    let wrap = |message: String| format!("removing drive letter: {message}");
    let original = to_slash(path, os);
    let parent = if parent.is_empty() { Cow::Borrowed("/") } else { to_slash(parent, os) };
    let mut parent = without_drive(&parent, os, keep_slash).map_err(wrap)?;
    if !parent.starts_with('/') {
        parent = Cow::Owned(join("/", &parent));
    }
    let path = without_drive(if original.is_empty() { &parent } else { &original }, os, keep_slash);
    let path = path.map_err(wrap)?;
    let mut path = if path.starts_with('/') { path.into_owned() } else { join(&parent, &path) };
    if keep_slash {
        if original.ends_with('/') && !path.ends_with('/') {
            path.push('/');
        } else if original.ends_with("/.") && !path.ends_with("/.") {
            if path != "/" {
                path.push('/');
            }
            path.push('.');
        }
    }
    Ok(if is_windows(os) { to_slash(&path, os).into_owned() } else { path })
}

/// The working directory after `WORKDIR path`, with the separators of its system.
pub fn workdir(current: &str, path: &str, os: &str) -> Result<String, String> {
    let path = normalize(current, path, os, false)
        .map_err(|message| format!("normalizing workdir: normalizing working directory: {message}"))?;
    Ok(if is_windows(os) { path.replace('/', "\\") } else { path })
}

#[cfg(test)]
mod tests {
    use super::{base, clean, join, normalize, workdir};

    #[test]
    fn cleaning() {
        for (path, cleaned) in [
            ("", "."),
            ("/", "/"),
            ("/a/b", "/a/b"),
            ("a", "a"),
            ("//", "/"),
            ("/a/.b", "/a/.b"),
            ("/a//b/../c/", "/a/c"),
            ("../a", "../a"),
            ("/../a", "/a"),
            ("a/..", "."),
            ("a/../../b", "../b"),
        ] {
            assert_eq!(clean(path), cleaned, "{path:?}");
        }
        assert_eq!(join("/", "../up"), "/up");
        assert_eq!(join("/a", "b/.c"), "/a/b/.c");
        assert_eq!(join("a", "b/c"), "a/b/c");
        assert_eq!(join("/a", "/b"), "/a/b");
        assert_eq!(join("a", "/b"), "a/b");
        assert_eq!(join("/", "/b"), "/b");
        assert_eq!(join("/", "/"), "/");
        assert_eq!(join("/a/", "b/"), "/a/b");
        assert_eq!(join("..", "b"), "../b");
        assert_eq!(join("/a", "."), "/a");
        assert_eq!(join("/a", "./"), "/a");
        assert_eq!(join("", "./"), ".");
        assert_eq!(base("/a/b/"), "b");
    }

    #[test]
    fn destinations_keep_their_slash() {
        let dest = |path| normalize("/w", path, "linux", true).unwrap();
        assert_eq!(dest("a/"), "/w/a/");
        assert_eq!(dest("./"), "/w/");
        assert_eq!(dest("/a/."), "/a/.");
        assert_eq!(dest("/a//b"), "/a//b");
    }

    #[test]
    fn working_directories() {
        assert_eq!(workdir("/a", "b", "linux").unwrap(), "/a/b");
        assert_eq!(workdir("", "b", "linux").unwrap(), "/b");
        assert_eq!(workdir("/a", "", "linux").unwrap(), "/a");
        assert_eq!(workdir("/a", "/b//c", "linux").unwrap(), "/b//c");
        assert_eq!(workdir("\\a", "b", "windows").unwrap(), "\\a\\b");
        assert_eq!(workdir("", "C:\\a", "windows").unwrap(), "\\a");
        assert!(workdir("", "D:\\a", "windows").is_err());
    }
}
