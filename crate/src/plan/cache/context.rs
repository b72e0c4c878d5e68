//! Whether a file of the build context is among those that a step takes.

use crate::eval::ignore::IgnoreFile;
use crate::text::paths;

use super::Same;
use super::key::Selection;

/// A path as the context names it: no slash in front, nothing to clean.
pub(super) fn relative(path: &str) -> String {
    let clean = paths::clean(&format!("/{path}"));
    clean.trim_start_matches('/').to_owned()
}

/// Whether what a selection takes is the same after a file has changed. A folder stands for some file in it.
pub(super) fn same_without(selection: &Selection, path: &str) -> Same {
    let path = relative(path);
    let source = selection.path.trim_start_matches('/');
    if path.is_empty() {
        return Same::Yes;
    }
    let below = |parent: &str, child: &str| {
        child.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_taken = source.is_empty()
        || below(source, &path)
        || (selection.wildcard && source.contains(['*', '?', '[', '\\']) && fits(source, &path));
    if !is_taken {
        return if below(&path, source) { Same::Perhaps } else { Same::Yes };
    }
    let inside = path.strip_prefix(source).unwrap_or(&path).trim_start_matches('/');
    if !selection.include.is_empty() && !selection.include.iter().any(|pattern| fits(pattern, inside)) {
        return Same::Yes;
    }
    match selection.exclude.iter().map(|pattern| (fits(pattern, inside), fits(pattern, &path))).max() {
        Some((true, true)) => Same::Yes,
        Some((false, false)) | None => Same::No,
        Some(_) => Same::Perhaps,
    }
}

/// Whether a pattern fits a path or a folder that it lies in.
fn fits(pattern: &str, path: &str) -> bool {
    IgnoreFile::parse(pattern).is_ok_and(|patterns| patterns.excludes(path))
}

#[cfg(test)]
mod tests {
    use super::{Same, Selection, same_without};

    #[test]
    fn what_a_source_takes() {
        let cases = [
            ("/", "", "app/main.py", Same::No),
            ("/app", "", "app/main.py", Same::No),
            ("/app", "", "app", Same::No),
            ("/app", "", "apple", Same::Yes),
            ("/app.py", "", "./app.py", Same::No),
            ("/app.py", "", "/app.py", Same::No),
            ("/app.py", "", "lib/app.py", Same::Yes),
            ("/package*.json", "", "package-lock.json", Same::No),
            ("/package*.json", "", "web/package.json", Same::Yes),
            ("/src/a.c", "", "src", Same::Perhaps),
            ("/", "*.md", "README.md", Same::Yes),
            ("/", "*.md", "docs/README.md", Same::No),
            ("/docs", "*.md", "docs/README.md", Same::Perhaps),
            ("/", "", "", Same::Yes),
        ];
        for (source, exclude, path, expected) in cases {
            let exclude = Some(exclude.to_owned()).filter(|text| !text.is_empty()).into_iter().collect();
            let selection =
                Selection { path: source.to_owned(), wildcard: true, include: Vec::new(), exclude };
            assert_eq!(same_without(&selection, path), expected, "{source} {path}");
        }
    }
}
