//! Where in an instruction a place is. Only what stands before it counts, so that half a word is no hindrance.

use crate::syntax::{Instruction, parse};
use crate::text::Span;

/// A place in a text.
#[derive(Debug)]
pub(super) struct Cursor {
    /// Where its instruction starts; for a new one the place where it will.
    pub(super) start: usize,
    /// The keyword in upper case, that of the trigger in an `ONBUILD`; empty before it is complete.
    pub(super) keyword: &'static str,
    /// Whether the instruction is the trigger of an `ONBUILD`.
    pub(super) on_build: bool,
    /// The text between the last blank and the place.
    pub(super) word: Span,
    /// What the word is.
    pub(super) part: Part,
    /// The complete words of the instruction in front of it: flags, then arguments.
    pub(super) flags: Vec<String>,
    /// See `flags`.
    pub(super) args: Vec<String>,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The start of an instruction.
    Keyword,
    /// A comment.
    Comment,
    /// A flag.
    Flag,
    /// An argument.
    Argument,
    /// The body of a here-document.
    Body,
}

impl Cursor {
    /// Reads what stands before a byte at the start of a character.
    pub(super) fn at(source: &str, pos: usize) -> Self {
        let before = source.get(..pos).unwrap_or(source);
        let pos = before.len();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.get(line_start..).unwrap_or_default();
        let word_start = line.rfind([' ', '\t']).map_or(line_start, |at| line_start + at + 1);
        let mut cursor = Self {
            start: line_start,
            keyword: "",
            on_build: false,
            word: Span::new(word_start, pos),
            part: Part::Keyword,
            flags: Vec::new(),
            args: Vec::new(),
        };
        // A letter at the place makes it part of a word, whatever stands before it.
        let probe = format!("{before}x");
        let file = parse(&probe);
        let Some(it) = file.instructions.last().filter(|it| it.span.end as usize == probe.len()) else {
            cursor.part = Part::Comment;
            return cursor;
        };
        cursor.start = it.span.start as usize;
        let in_body = it.line_span.end != it.span.end;
        // A comment between the lines of an instruction is not among its words.
        if !in_body && line.trim_start().starts_with('#') {
            cursor.part = Part::Comment;
            return cursor;
        }
        cursor.read(it, probe.len(), in_body);
        cursor
    }

    fn read(&mut self, it: &Instruction, end: usize, in_body: bool) {
        if it.keyword.span.end as usize >= end {
            return;
        }
        if let Some(child) = &it.child {
            self.on_build = true;
            return self.read(child, end, in_body);
        }
        self.keyword = it.name;
        let is_before = |span: Span| (span.end as usize) < end;
        let texts = |words: &[crate::syntax::Word]| {
            words.iter().filter(|word| is_before(word.span)).map(|word| String::from(&word.text)).collect()
        };
        self.flags = texts(&it.flags);
        self.args = texts(&it.args);
        self.part = if in_body {
            Part::Body
        } else if let Some(flag) = it.flags.iter().find(|flag| !is_before(flag.span)) {
            self.word = Span::new(flag.span.start as usize, self.word.end as usize);
            Part::Flag
        } else {
            Part::Argument
        };
    }

    /// The value of a complete flag.
    pub(super) fn flag(&self, name: &str) -> Option<&str> {
        self.flags.iter().find_map(|flag| flag.strip_prefix("--")?.strip_prefix(name)?.strip_prefix('='))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Part};
    use crate::assist::testing::cut;

    #[test]
    fn places() {
        for (fixture, keyword, part, word) in [
            ("|", "", Part::Keyword, ""),
            ("FR|OM a\n", "", Part::Keyword, "FR"),
            ("FROM |", "FROM", Part::Argument, ""),
            ("FROM a AS b\n\nCO|", "", Part::Keyword, "CO"),
            ("FROM a\nCOPY --fr|", "COPY", Part::Flag, "--fr"),
            ("FROM a\nCOPY --|", "COPY", Part::Flag, "--"),
            ("FROM a\nCOPY --from=b |x", "COPY", Part::Argument, ""),
            ("FROM a\nRUN a && \\\n    b|", "RUN", Part::Argument, "b"),
            ("FROM a\nRUN a && \\\n    |", "RUN", Part::Argument, ""),
            ("FROM a\nRUN a && \\\n  # no|\n", "", Part::Comment, "no"),
            ("# syn|", "", Part::Comment, "syn"),
            ("FROM a\nRUN <<EOF\n# $A|\nEOF\n", "RUN", Part::Body, "$A"),
            ("FROM a\nONBUILD |", "", Part::Keyword, ""),
            ("FROM a\nONBUILD COPY --from=|", "COPY", Part::Flag, "--from="),
            ("FROM a\nNO |", "", Part::Argument, ""),
        ] {
            let (text, at) = cut(fixture);
            let cursor = Cursor::at(&text, at);
            let found = (cursor.keyword, cursor.part, cursor.word.of(&text));
            assert_eq!(found, (keyword, part, word), "{fixture:?}");
        }
    }

    #[test]
    fn words_in_front() {
        let (text, at) = cut("FROM a\nCOPY --link --from=b x y| z\n");
        let cursor = Cursor::at(&text, at);
        assert_eq!(
            (cursor.flags.len(), cursor.flag("from"), cursor.args.as_slice()),
            (2, Some("b"), &["x".to_owned()][..])
        );
        assert_eq!(text.get(..cursor.start), Some("FROM a\n"));
    }
}
