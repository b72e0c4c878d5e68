//! Writes the comment that sets the size of a step or of a base image by hand: `# stagescope: size=120MB`.

use crate::syntax::by_hand::NAME;
use crate::syntax::parse;
use crate::text::{Span, Utf16Index, bytes};

use super::{Edit, EditorFix};

/// Sets the size of an instruction, by its index; above a `FROM` it is that of its base image. An empty text takes back what
/// was set. `None` where the text is no size, and where nothing would change.
pub fn set_size(source: &str, instruction: usize, text: &str) -> Option<EditorFix> {
    let size: String = text.split_whitespace().collect();
    if !size.is_empty() {
        bytes(&size)?;
    }
    let file = parse(source);
    let it = file.instructions.get(instruction)?;
    let word = if size.is_empty() { String::new() } else { format!("size={size}") };
    let start = line_start(source, it.span.start as usize);
    let (span, insert) = match comment_above(source, start) {
        Some(line) => {
            let new = changed(line.of(source), &word)?;
            // A comment that says nothing more goes, with its line break.
            if new.is_empty() {
                (Span::new(line.start as usize, line.end as usize + 1), new)
            } else {
                (line, new)
            }
        }
        None if word.is_empty() => return None,
        None => (Span::new(start, start), format!("# {NAME} {word}\n")),
    };
    let title =
        if size.is_empty() { "Take back the size".to_owned() } else { format!("Set the size to {size}") };
    let index = Utf16Index::new(source);
    let edit = Edit { from: index.utf16(span.start), to: index.utf16(span.end), insert };
    (span.of(source) != edit.insert).then(|| EditorFix { title, safe: true, edits: vec![edit] })
}

/// The comment with another size; empty when it says nothing more.
fn changed(line: &str, word: &str) -> Option<String> {
    let (lead, words) = line.split_once(NAME)?;
    let rest = words.split_whitespace().filter(|it| !it.starts_with("size="));
    let words: Vec<&str> = Some(word).into_iter().filter(|word| !word.is_empty()).chain(rest).collect();
    Some(if words.is_empty() { String::new() } else { format!("{lead}{NAME} {}", words.join(" ")) })
}

/// The lowest comment right above a line that is meant for us.
fn comment_above(source: &str, start: usize) -> Option<Span> {
    let mut at = start;
    while at > 0 {
        let before = line_start(source, at - 1);
        let line = source.get(before..at - 1)?;
        let text = line.trim_start().strip_prefix('#')?;
        if text.trim_start().starts_with(NAME) {
            return Some(Span::new(before, at - 1));
        }
        at = before;
    }
    None
}

fn line_start(source: &str, at: usize) -> usize {
    source.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |found| found + 1)
}

#[cfg(test)]
mod tests {
    use super::set_size;
    use crate::report::apply;

    #[track_caller]
    fn check(source: &str, instruction: usize, text: &str, expected: Option<&str>) {
        let found = set_size(source, instruction, text)
            .and_then(|fix| apply(source, &fix.edits.iter().collect::<Vec<_>>()));
        assert_eq!(found.as_deref(), expected, "{source:?}");
    }

    const TEXT: &str = "# syntax=docker/dockerfile:1\nFROM é/x\n# why\nRUN make\n";

    #[test]
    fn a_size_is_a_comment_above() {
        check(TEXT, 0, "1.5 GB", Some(&TEXT.replace("FROM", "# stagescope: size=1.5GB\nFROM")));
        check(TEXT, 1, "20MB", Some(&TEXT.replace("RUN", "# stagescope: size=20MB\nRUN")));
        check("FROM a\n  RUN b", 1, "1kB", Some("FROM a\n# stagescope: size=1kB\n  RUN b"));
        check("FROM a", 0, "1kB", Some("# stagescope: size=1kB\nFROM a"));
    }

    #[test]
    fn a_size_is_changed_where_it_stands() {
        let set = "# stagescope: user=app size=1MB\n# note\nFROM a\n";
        check(set, 0, "2MB", Some("# stagescope: size=2MB user=app\n# note\nFROM a\n"));
        check(set, 0, "", Some("# stagescope: user=app\n# note\nFROM a\n"));
        check("FROM a\n# stagescope: size=1MB\nRUN b\n", 1, "", Some("FROM a\nRUN b\n"));
    }

    #[test]
    fn what_is_no_size_or_no_change_is_refused() {
        for text in ["much", "-1MB", "1e9"] {
            check(TEXT, 0, text, None);
        }
        check(TEXT, 0, "", None);
        check(TEXT, 7, "1MB", None);
        check("# stagescope: size=1MB\nFROM a\n", 0, "1MB", None);
    }
}
