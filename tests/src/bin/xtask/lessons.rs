//! The course as the page loads it: every lesson in one text.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::tools::{self, Result};

/// What the course and its chapters are called, then the lessons in their order, each behind a line `=== PATH`.
pub(crate) fn course() -> Result<Vec<u8>> {
    let folder = tools::root().join("web/lessons");
    let mut text = tools::read_text(&folder.join("course.txt"))?;
    let mut files = tools::files_below(&folder)?;
    files.retain(|file| Path::new(file).extension().is_some_and(|it| it == "md"));
    files.sort();
    for file in files {
        let path = Path::new(&file).with_extension("");
        let lesson = fs::read_to_string(folder.join(&file))?;
        // Writing to a text cannot fail.
        let _ = write!(text, "=== {}\n{lesson}", path.display());
    }
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_course_has_its_lessons_in_order() {
        let text = String::from_utf8(course().unwrap()).unwrap();
        assert!(text.starts_with("course: "), "{text:.40}");
        let first = text.find("\n=== 1-what/1-which-stages-run\n").unwrap();
        let last = text.find("\n=== 8-running/4-capstone\n").unwrap();
        assert!(first < last);
    }
}
