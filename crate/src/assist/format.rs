//! A calm formatter: keywords in capitals, instructions at the start of their line, no blanks at the end of a line, and
//! continuations indented. It changes nothing that a build or its cache would notice: what a `RUN` hands to a shell stays to
//! the letter, because a step whose text differs runs again.

use crate::report::{Edit, LONGEST_SOURCE};
use crate::syntax::{Dockerfile, Instruction, Kind, parse};
use crate::text::{Span, TextEdit, Utf16Index, order};

/// How far continuations are indented, in blanks.
const INDENT: usize = 4;

/// The edits that format a text, in order and not overlapping.
pub fn format(source: &str) -> Vec<Edit> {
    if source.len() > LONGEST_SOURCE {
        return Vec::new();
    }
    let file = parse(source);
    let index = Utf16Index::new(source);
    let mut edits = Vec::new();
    for it in &file.instructions {
        keywords(it, &mut edits);
    }
    lines(source, &file, &mut edits);
    order::sort_by_key(&mut edits, |edit: &TextEdit| edit.span);
    let changes = edits.into_iter().filter(|edit| edit.span.of(source) != edit.new_text);
    let edit = |edit: TextEdit| Edit {
        from: index.utf16(edit.span.start),
        to: index.utf16(edit.span.end),
        insert: edit.new_text,
    };
    changes.map(edit).collect()
}

/// A trigger stays as it is: its text is part of the image.
fn keywords(it: &Instruction, edits: &mut Vec<TextEdit>) {
    let mut upper = |span: Span, text: &str| {
        edits.push(TextEdit { span, new_text: text.to_ascii_uppercase() });
    };
    if !it.name.is_empty()
        && it.keyword.span.end - it.keyword.span.start == crate::text::offset(it.keyword.text.len())
    {
        upper(it.keyword.span, &it.keyword.text);
    }
    if let Kind::From(from) = &it.kind
        && let Some(word) = &from.as_keyword
        && word.span.end - word.span.start == 2
    {
        upper(word.span, &word.text);
    }
}

/// White space around the text of each line.
fn lines(source: &str, file: &Dockerfile, edits: &mut Vec<TextEdit>) {
    let mut start = 0;
    for raw in source.split_inclusive('\n') {
        let line = raw.trim_end_matches(['\n', '\r']);
        let at = Span::new(start, start + line.len());
        let it = file.instructions.iter().find(|it| it.span.start < at.end && at.start < it.span.end);
        start += raw.len();
        // The body of a here-document is the reader's own.
        if it.is_some_and(|it| at.start >= it.line_span.end) {
            continue;
        }
        let text = line.trim_start_matches([' ', '\t']);
        let indent = Span { end: at.start + crate::text::offset(line.len() - text.len()), ..at };
        let starts = it.is_none_or(|it| it.span.start >= at.start);
        // A comment that is a directive is left as it is.
        let is_directive = file.directives.iter().any(|directive| at.contains(directive.span));
        if starts && !is_directive && (it.is_some() || !text.is_empty()) {
            edits.push(TextEdit { span: indent, new_text: String::new() });
        }
        let trimmed = text.trim_end_matches([' ', '\t']);
        let end = Span { start: at.end - crate::text::offset(text.len() - trimmed.len()), ..at };
        if !text.is_empty() && !end_is_quoted(source, it, end) {
            edits.push(TextEdit { span: end, new_text: String::new() });
        } else if text.is_empty() {
            edits.push(TextEdit { span: at, new_text: String::new() });
        }
    }
    for it in file.instructions.iter().filter(|it| can_indent(it)) {
        indent(source, file.escape, it, edits);
    }
    if !source.is_empty()
        && !source.ends_with('\n')
        && file.instructions.last().is_some_and(|it| it.heredocs.is_empty())
    {
        let end = Span::new(source.len(), source.len());
        edits.push(TextEdit { span: end, new_text: "\n".to_owned() });
    }
}

/// Whether blanks at the end of a line are part of the text. Behind the mark of a continuation they never are.
fn end_is_quoted(source: &str, it: Option<&Instruction>, end: Span) -> bool {
    let Some(it) = it else { return false };
    // A lone escape character in front of them takes the first along.
    let is_last = end.end >= it.line_span.end;
    is_last && source.get(..end.start as usize).is_some_and(|before| before.ends_with(['\\', '`']))
}

/// Whether blanks between the words of an instruction mean nothing.
fn can_indent(it: &Instruction) -> bool {
    match &it.kind {
        Kind::Run(run) => !run.command.shell,
        Kind::Copy(_) | Kind::Add(_) | Kind::Volume(_) | Kind::Expose(_) | Kind::Arg(_) | Kind::Shell(_) => {
            true
        }
        Kind::Env(pairs) | Kind::Label(pairs) => pairs.iter().all(|pair| !pair.legacy),
        Kind::Cmd(command) | Kind::Entrypoint(command) => !command.shell,
        _ => false,
    }
}

/// Moves all continuations of an instruction by the same number of blanks, so that the leftmost has its place.
fn indent(source: &str, escape: char, it: &Instruction, edits: &mut Vec<TextEdit>) {
    let text = it.line_span.of(source);
    let mut lines: Vec<(Span, usize)> = Vec::new();
    let mut start = it.line_span.start as usize;
    let mut quotes = Quotes::default();
    let mut joins = false;
    for (number, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim_end_matches(['\n', '\r']);
        let rest = line.trim_start_matches([' ', '\t']);
        let blanks = line.len() - rest.len();
        let is_comment = rest.starts_with('#');
        if number > 0 && !rest.is_empty() {
            // Inside quotes blanks are text, and where a word is cut in two they would part it.
            if quotes.is_open() || (!is_comment && joins && blanks == 0) {
                return;
            }
            let columns = line.chars().take(blanks).map(|ch| if ch == '\t' { INDENT } else { 1 }).sum();
            lines.push((Span::new(start, start + blanks), columns));
        }
        if !is_comment && !rest.is_empty() || number == 0 {
            let content = rest.trim_end_matches([' ', '\t']);
            let content = content.strip_suffix(escape).unwrap_or(content);
            quotes.read(content, escape);
            joins = !content.ends_with([' ', '\t']);
        }
        start += raw.len();
    }
    let Some(least) = lines.iter().map(|(_, columns)| *columns).min() else { return };
    edits.retain(|edit| !lines.iter().any(|(span, _)| edit.span == *span));
    for (span, columns) in lines {
        edits.push(TextEdit { span, new_text: " ".repeat(columns - least + INDENT) });
    }
}

/// Which quotes are open.
#[derive(Default)]
struct Quotes {
    single: bool,
    double: bool,
}

impl Quotes {
    fn is_open(&self) -> bool {
        self.single || self.double
    }

    fn read(&mut self, text: &str, escape: char) {
        let mut chars = text.chars();
        while let Some(ch) = chars.next() {
            match ch {
                _ if ch == escape && !self.single => drop(chars.next()),
                '\'' if !self.double => self.single = !self.single,
                '"' if !self.single => self.double = !self.double,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::format;
    use crate::report::apply;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let edits = format(text);
        let formatted = apply(text, &edits.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(formatted, expected);
        assert_eq!(format(&formatted), [], "a formatted text stays as it is");
    }

    #[test]
    fn lines() {
        check("from a as b  \n  run c\n\tcopy x y", "FROM a AS b\nRUN c\nCOPY x y\n");
        check("  # note \n\n   \nFROM a\n", "# note\n\n\nFROM a\n");
        check("FROM a\nonbuild run b\n", "FROM a\nONBUILD run b\n");
        check("FROM a\nnonsense here\n", "FROM a\nnonsense here\n");
        check("# syntax=docker/dockerfile:1\nFROM a\n", "# syntax=docker/dockerfile:1\nFROM a\n");
    }

    #[test]
    fn continuations() {
        check(
            "FROM a\nCOPY b \\  \n  c \\\n  # why\n      d/\n",
            "FROM a\nCOPY b \\\n    c \\\n    # why\n        d/\n",
        );
        check("FROM a\nCOPY b \\\n\tc\n", "FROM a\nCOPY b \\\n    c\n");
        check("FROM a\nENV A=\"b \\\n c\"\n", "FROM a\nENV A=\"b \\\n c\"\n");
        check("FROM a\nCOPY b\\\nc d\n", "FROM a\nCOPY b\\\nc d\n");
        check("FROM a\nRUN b && \\  \n  c\n", "FROM a\nRUN b && \\\n  c\n");
        check("FROM a\nCMD echo \\\n  b\n", "FROM a\nCMD echo \\\n  b\n");
        check("FROM a\nENV A \\\n  b\n", "FROM a\nENV A \\\n  b\n");
        check("FROM a\nENV A=1 \\\nB=2\n", "FROM a\nENV A=1 \\\n    B=2\n");
    }

    #[test]
    fn here_documents_are_left_alone() {
        let text = "FROM a\nRUN <<EOF\n  b  \nrun c\nEOF\n";
        check(text, text);
        check("FROM a\n run <<EOF\n  b  \nEOF", "FROM a\nRUN <<EOF\n  b  \nEOF");
    }
}
