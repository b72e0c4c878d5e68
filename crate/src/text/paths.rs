//! Paths on Linux and Windows, as the reference joins and cleans them.

/// Cleans a slash path: `.` and `..` are resolved, double and trailing slashes go. An empty path is `.`.
pub fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            _ => parts.push(part),
        }
    }
    match (rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

/// Joins two paths and cleans the result; an empty part does not count.
pub fn join(parent: &str, path: &str) -> String {
    match (parent, path) {
        ("", "") => String::new(),
        ("", only) | (only, "") => clean(only),
        _ => clean(&format!("{parent}/{path}")),
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
pub fn to_slash(path: &str, os: &str) -> String {
    if is_windows(os) { path.replace('\\', "/") } else { path.to_owned() }
}

fn clean_keeping(path: &str, keep_slash: bool) -> String {
    let cleaned = clean(path);
    if keep_slash && cleaned.len() > 1 && path.ends_with('/') { cleaned + "/" } else { cleaned }
}

/// Takes the drive letter off a Windows path, which must be on drive C. A path of another system stays as it is.
pub fn without_drive(path: &str, os: &str, keep_slash: bool) -> Result<String, String> {
    if !is_windows(os) {
        return Ok(path.to_owned());
    }
    if path.len() == 2 && path.ends_with(':') {
        return Err(format!("No relative path specified in {}", super::go::quote(path)));
    }
    let slashed = to_slash(path, os);
    if slashed.starts_with("//") {
        return Err("UNC paths are not supported".to_owned());
    }
    match slashed.split_once(':') {
        None => Ok(clean_keeping(&slashed, keep_slash)),
        Some((drive, rest)) if drive.eq_ignore_ascii_case("c") => Ok(clean_keeping(rest, keep_slash)),
        Some(_) => Err("The specified path is not on the system drive (C:)".to_owned()),
    }
}

/// Cleans a destination as the graph does: its last slash, or `/.`, stays.
pub fn clean_dest(path: &str) -> String {
    let cleaned = clean(path);
    let slash = if cleaned == "/" { "" } else { "/" };
    if path.ends_with('/') {
        format!("{cleaned}{slash}")
    } else if path.ends_with("/.") {
        format!("{cleaned}{slash}.")
    } else {
        cleaned
    }
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
    let parent = if parent.is_empty() { "/".to_owned() } else { to_slash(parent, os) };
    let mut parent = without_drive(&parent, os, keep_slash).map_err(wrap)?;
    if !parent.starts_with('/') {
        parent = join("/", &parent);
    }
    let mut path = if original.is_empty() { parent.clone() } else { original.clone() };
    path = without_drive(&path, os, keep_slash).map_err(wrap)?;
    if !path.starts_with('/') {
        path = join(&parent, &path);
    }
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
    Ok(to_slash(&path, os))
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
            ("/a//b/../c/", "/a/c"),
            ("../a", "../a"),
            ("/../a", "/a"),
            ("a/..", "."),
            ("a/../../b", "../b"),
        ] {
            assert_eq!(clean(path), cleaned, "{path:?}");
        }
        assert_eq!(join("/", "../up"), "/up");
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
