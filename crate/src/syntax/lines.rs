//! Physical lines, and the logical line that continuations join out of them.

use crate::text::{Span, Text};

/// The longest line that the reference reads, in bytes without its line feed.
pub(super) const LONGEST_LINE: usize = 65_535;

/// One line of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'s> {
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Its text with the line break.
    pub(super) raw: &'s str,
    /// Its text without the line break.
    pub(super) text: &'s str,
    /// Its text without the line break and the white space before it.
    pub(super) trimmed: &'s str,
}

impl<'s> Line<'s> {
    fn new(start: usize, raw: &'s str) -> Self {
        let last = raw.bytes().rposition(|byte| !matches!(byte, b'\r' | b'\n'));
        let text = last.and_then(|last| raw.get(..=last)).unwrap_or_default();
        Self { start, raw, text, trimmed: text.trim_start() }
    }

    /// Offset of the first byte that is no white space.
    pub(super) fn first(self) -> usize {
        self.end() - self.trimmed.len()
    }

    /// Offset of the line break.
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_comment(self) -> bool {
        self.trimmed.starts_with('#')
    }

    /// The text of a comment as the reference collects it: one byte is dropped, not the `#` itself.
    pub(super) fn comment(self, source: &Text) -> Text {
        match self.raw.get(1..) {
            Some(_) => source.part(self.start + 1, self.end()).trimmed(),
            None => format!("\u{fffd}{}", self.raw.trim()).into(),
        }
    }
}

/// Reads the lines of a text one by one.
#[derive(Debug, Clone)]
pub(super) struct LineReader<'s> {
    source: &'s str,
    at: usize,
    /// Lines read so far.
    pub(super) count: usize,
    /// Whether a line was met that is longer than the reference reads.
    pub(super) too_long: bool,
}

impl<'s> LineReader<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        // A byte order mark belongs to no line.
        let at = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { source, at, count: 0, too_long: false }
    }

    /// The next line; `None` at the end, and once before the first line that is too long, where the reference gives up.
    pub(super) fn next_line(&mut self) -> Option<Line<'s>> {
        let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = rest.bytes().position(|byte| byte == b'\n');
        let raw = end.and_then(|end| rest.get(..=end)).unwrap_or(rest);
        if raw.len() - usize::from(raw.ends_with('\n')) > LONGEST_LINE && !self.too_long {
            self.too_long = true;
            return None;
        }
        let line = Line::new(self.at, raw);
        self.at += raw.len();
        self.count += 1;
        Some(line)
    }

    /// Where the line ends that is read next.
    pub(super) fn end_of_line(&self) -> usize {
        let rest = self.source.get(self.at..).unwrap_or_default();
        self.at + rest.split('\n').next().unwrap_or_default().len()
    }
}

/// A logical line: the pieces of physical lines that continuations join, and where each stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joined {
    /// The joined text.
    pub(super) text: Text,
    /// Offset of the first piece in the source.
    start: usize,
    /// For each further piece: its offset in `text` and in the source.
    more: Vec<(usize, usize)>,
}

impl Joined {
    /// Joins pieces of the source, each with its offset.
    pub(super) fn new(source: &Text, start: usize, piece: &str, more: &[(usize, &str)]) -> Self {
        if more.is_empty() {
            return Self { text: source.part(start, start + piece.len()), start, more: Vec::new() };
        }
        let length = more.iter().map(|(_, piece)| piece.len()).sum::<usize>();
        let mut text = String::with_capacity(piece.len() + length);
        let mut places = Vec::with_capacity(more.len());
        text.push_str(piece);
        for (start, piece) in more {
            if !piece.is_empty() {
                places.push((text.len(), *start));
                text.push_str(piece);
            }
        }
        Self { text: text.into(), start, more: places }
    }

    /// The range of the source that a range of the joined text comes from, with all that a continuation hides in between.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        if self.more.is_empty() {
            return Span::new(self.start + start, self.start + end);
        }
        let from = self.place(start);
        // The end belongs to the piece of the last character.
        let to = if end > start { self.place(end - 1) + 1 } else { from };
        Span::new(from, to)
    }

    fn place(&self, at: usize) -> usize {
        let before = self.more.partition_point(|(joined, _)| *joined <= at).checked_sub(1);
        let piece = before.and_then(|index| self.more.get(index)).copied();
        let (joined, source) = piece.unwrap_or((0, self.start));
        source + at.saturating_sub(joined)
    }
}

/// Cuts a line at its continuation, when it ends in one: an escape character that is not itself behind an escape
/// character, then blanks.
pub(super) fn cut_continuation(line: &str, escape: char) -> Option<&str> {
    let cut = line.trim_end_matches([' ', '\t']).strip_suffix(escape)?;
    (!cut.ends_with(escape)).then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::{Joined, cut_continuation};

    #[test]
    fn continuations() {
        let cut = |line| cut_continuation(line, '\\');
        assert_eq!(cut("RUN a \\"), Some("RUN a "));
        assert_eq!(cut("RUN a \\ \t"), Some("RUN a "));
        assert_eq!(cut("\\"), Some(""));
        assert_eq!(cut("RUN a"), None);
        assert_eq!(cut("RUN a \\\\"), None, "an escaped escape does not continue");
        assert_eq!(cut("RUN a \\\\\\"), None, "nor do three");
        assert_eq!(cut("RUN a `"), None);
        assert_eq!(cut_continuation("RUN a `", '`'), Some("RUN a "));
        assert_eq!(cut("RUN a \\\u{a0}"), None, "only blanks may follow");
    }

    #[test]
    fn joined_text_maps_back() {
        let source = "RUN a \\\n# note\n  b";
        let joined = Joined::new(&source.into(), 0, "RUN a ", &[(15, "  b")]);
        assert_eq!(joined.text, "RUN a   b");
        assert_eq!(joined.span(4, 5).of(source), "a");
        assert_eq!(joined.span(8, 9).of(source), "b");
        assert_eq!(joined.span(4, 9).of(source), "a \\\n# note\n  b");
    }
}
