//! The course as the page loads it: every lesson in one text, its prose as HTML.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::markdown;
use crate::tools::{self, Result};

/// Blocks whose text is prose.
const PROSE: [&str; 2] = ["```hint", "```reasons"];

/// The lessons in their order, each behind a line `=== PATH`.
pub(crate) fn course() -> Result<Vec<u8>> {
    let folder = tools::root().join("web/lessons");
    let mut text = String::new();
    let mut files = tools::files_below(&folder)?;
    files.sort();
    for file in files {
        let path = Path::new(&file).with_extension("");
        let lesson = fs::read_to_string(folder.join(&file))?;
        // Writing to a text cannot fail.
        let _ = write!(text, "=== {}\n{}", path.display(), rendered(&lesson));
    }
    Ok(text.into_bytes())
}

/// A lesson in the same form, with its task, hints and reasons as HTML.
fn rendered(lesson: &str) -> String {
    let mut text = String::new();
    let (settings, body) = lesson.split_once("\n\n").unwrap_or((lesson, ""));
    text.push_str(settings);
    text.push_str("\n\n");
    let mut prose = String::new();
    let mut lines = body.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with("```") {
            prose.push_str(line);
            prose.push('\n');
            continue;
        }
        flush(&mut prose, &mut text);
        text.push_str(line);
        text.push('\n');
        let inside: Vec<&str> = lines.by_ref().take_while(|it| *it != "```").collect();
        if PROSE.contains(&line) {
            prose = inside.join("\n");
            flush(&mut prose, &mut text);
        } else {
            for line in inside {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.push_str("```\n");
    }
    text
}

fn flush(prose: &mut String, text: &mut String) {
    if !prose.trim().is_empty() {
        text.push_str(&markdown::render(prose));
        text.push('\n');
    }
    prose.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_becomes_html_and_the_rest_stays() {
        let lesson = "title: A\nkind: read\n\nA `COPY <x>`.\n\n```dockerfile start\nFROM a\n\nRUN `b`\n```\n```hint\nUse `c`.\n```\n";
        let expected = "title: A\nkind: read\n\n<p>A <code>COPY &lt;x&gt;</code>.</p>\n```dockerfile start\nFROM a\n\nRUN `b`\n```\n```hint\n<p>Use <code>c</code>.</p>\n```\n";
        assert_eq!(rendered(lesson), expected);
    }

    #[test]
    fn the_course_has_its_lessons_in_order() {
        let text = String::from_utf8(course().unwrap()).unwrap();
        let first = text.find("=== 1-what/1-which-stages-run\n").unwrap();
        let last = text.find("=== 8-running/4-capstone\n").unwrap();
        assert!(first < last);
    }
}
