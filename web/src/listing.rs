//! The build context as a reader writes it: a line a file, its path and, where it is known, its size. Pure.

use stagescope::text::bytes;
use stagescope::{Context, ContextFile};

/// The first line of what is kept of the listing of an example.
const EXAMPLE: &str = "example";

/// Reads lines such as `src/app.py 12 kB`, `a b.txt 300` and `notes`. A number without a unit counts bytes; `?` is a size that
/// nobody knows, for a name that ends in a number. Blank lines are none. Behind a path with a colon, lines that begin with a
/// tab are its text.
pub fn read(text: &str) -> Vec<ContextFile> {
    let mut files: Vec<ContextFile> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next().map(str::trim) {
        let has_text = lines.peek().is_some_and(|next| next.starts_with('\t'));
        match line.strip_suffix(':').filter(|_| has_text) {
            Some(path) => {
                let own = std::iter::from_fn(|| lines.next_if(|next| next.starts_with('\t')));
                let mut text = String::new();
                for line in own {
                    text.push_str(line.strip_prefix('\t').unwrap_or(line));
                    text.push('\n');
                }
                files.push(ContextFile { path: path.to_owned(), size: None, text: Some(text) });
            }
            None if line.is_empty() => {}
            None => {
                let (path, size) = split(line);
                files.push(ContextFile { path: path.to_owned(), size, text: None });
            }
        }
    }
    files
}

/// The path of a line, and the size behind it.
fn split(line: &str) -> (&str, Option<u64>) {
    let Some((front, last)) = line.rsplit_once([' ', '\t']) else { return (line, None) };
    let front = front.trim_end();
    if last == "?" {
        return (front, None);
    }
    if let Some(size) = bytes(last) {
        return (front, Some(size));
    }
    // The unit may stand apart.
    if let Some((path, number)) = front.rsplit_once([' ', '\t'])
        && last.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && let Some(size) = bytes(&format!("{number}{last}"))
    {
        return (path.trim_end(), Some(size));
    }
    (line, None)
}

/// A listing as a text that [`decoded`] reads back: for the browser to keep.
pub fn encoded(context: &Context) -> String {
    let mut text = if context.is_example() { format!("{EXAMPLE}\n") } else { String::new() };
    for file in context.files() {
        if let Some(size) = file.size {
            text.push_str(&size.to_string());
        }
        text.push('\t');
        escape(&file.path, &mut text);
        if let Some(content) = &file.text {
            text.push('\t');
            escape(content, &mut text);
        }
        text.push('\n');
    }
    text
}

/// What [`encoded`] wrote; `None` for a text with no file in it.
pub fn decoded(text: &str) -> Option<Context> {
    let file = |line: &str| {
        let mut parts = line.split('\t');
        let size = parts.next()?.parse().ok();
        let path = unescaped(parts.next()?);
        Some(ContextFile { path, size, text: parts.next().map(unescaped) })
    };
    let files: Vec<ContextFile> = text.split('\n').filter_map(file).collect();
    some(if text.starts_with(EXAMPLE) { Context::example(files) } else { Context::new(files) })
}

/// A listing without a file says nothing.
pub fn some(context: Context) -> Option<Context> {
    let says = !context.files().is_empty() || !context.problems().is_empty();
    says.then_some(context)
}

fn escape(word: &str, text: &mut String) {
    for ch in word.chars() {
        match ch {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            plain => text.push(plain),
        }
    }
}

fn unescaped(word: &str) -> String {
    let mut text = String::new();
    let mut chars = word.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => text.push(match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some(plain) => plain,
                None => '\\',
            }),
            plain => text.push(plain),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let text = "src/app.py 12 kB\n\n  a b.txt\t300\r\nnotes\nchapter 2 ?\n🐋/x 1kB\nread me\n";
        let files: Vec<(String, Option<u64>)> =
            read(text).into_iter().map(|file| (file.path, file.size)).collect();
        let expected = [
            ("src/app.py", Some(12_000)),
            ("a b.txt", Some(300)),
            ("notes", None),
            ("chapter 2", None),
            ("🐋/x", Some(1_000)),
            ("read me", None),
        ];
        assert_eq!(files, expected.map(|(path, size)| (path.to_owned(), size)));
    }

    #[test]
    fn a_text_stands_below_its_path() {
        let files = read("requirements.txt:\n\tflask\n\t  # note\na: 5\nb:\n\nc\n");
        let found: Vec<(&str, Option<u64>, Option<&str>)> =
            files.iter().map(|it| (it.path.as_str(), it.size, it.text.as_deref())).collect();
        let expected = [
            ("requirements.txt", None, Some("flask\n  # note\n")),
            ("a:", Some(5), None),
            ("b:", None, None),
            ("c", None, None),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_listing_is_read_back() {
        let file = |path: &str, size, text: Option<&str>| ContextFile {
            path: path.to_owned(),
            size,
            text: text.map(str::to_owned),
        };
        let context = Context::new(vec![
            file("requirements.txt", None, Some("flask\ngunicorn\n\tx \\n\n")),
            file("a\tb \\ c", Some(3), None),
            file("unknown", None, None),
            file("empty", None, Some("")),
        ]);
        assert_eq!(decoded(&encoded(&context)), Some(context));
        let example = Context::example(vec![file("a", Some(3), None)]);
        assert_eq!(decoded(&encoded(&example)), Some(example));
        for nonsense in ["", "\n\n", "nonsense", "1\t"] {
            assert_eq!(decoded(nonsense).filter(|it| !it.files().is_empty()), None, "{nonsense:?}");
        }
    }
}
