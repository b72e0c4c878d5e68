//! Here-documents: which words open one, and what it is called.

use crate::text::{Span, Text};

use super::expand::{self, Mode};

/// A here-document with its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heredoc {
    /// Name without quotes.
    pub name: String,
    /// File descriptor before the `<<`; 0 when none is given.
    pub fd: u64,
    /// Whether variables in the body are expanded: no part of the name is quoted.
    pub expand: bool,
    /// `<<-`: leading tabs are taken off.
    pub chomp: bool,
    /// The lines of the body with their line breaks.
    pub content: Text,
    /// The body and its terminator.
    pub span: Span,
}

impl Heredoc {
    /// The body as it is written to a file or given to a shell: without leading tabs where `<<-` was used.
    pub fn body(&self) -> String {
        if self.chomp { chomp(&self.content) } else { self.content.as_str().to_owned() }
    }
}

/// Takes the leading tabs off every line.
fn chomp(content: &str) -> String {
    content.split_inclusive('\n').map(|line| line.trim_start_matches('\t')).collect()
}

/// The here-documents that the words of a line open, in order, with empty bodies.
pub(super) fn openers(line: &str) -> Vec<Heredoc> {
    if !line.contains('<') {
        return Vec::new();
    }
    let mode = Mode { raw_quotes: true, raw_escapes: true, skip_unset: true, ..Mode::default() };
    // A line that cannot be read as shell words opens none.
    let words = expand::words(line, mode).unwrap_or_default();
    words.iter().filter_map(|word| opener(word)).collect()
}

/// Reads one word as the opening of a here-document.
pub fn opener(word: &str) -> Option<Heredoc> {
    let digits = word.find(|ch: char| !ch.is_ascii_digit())?;
    let (fd, rest) = word.split_at_checked(digits)?;
    let rest = rest.strip_prefix("<<")?;
    let (chomp, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    let rest = rest.trim_start_matches(['\t', '\n', '\u{c}', '\r', ' ']);
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let plain = expand::words(rest, Mode { skip_unset: true, ..Mode::default() }).ok()?;
    let quoted = expand::words(rest, Mode { raw_quotes: true, skip_unset: true, ..Mode::default() }).ok()?;
    let ([name], [raw]) = (plain.as_slice(), quoted.as_slice()) else { return None };
    let quotes = |text: &str| text.matches(['\'', '"']).count();
    Some(Heredoc {
        name: name.clone(),
        fd: fd.parse().unwrap_or_default(),
        expand: quotes(name) == quotes(raw),
        chomp,
        content: Text::default(),
        span: Span::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::{chomp, opener, openers};

    #[test]
    fn forms() {
        let read = |word: &str| opener(word).map(|it| (it.name, it.fd, it.expand, it.chomp));
        assert_eq!(read("<<EOF"), Some(("EOF".to_owned(), 0, true, false)));
        assert_eq!(read("3<<-'EOF'"), Some(("EOF".to_owned(), 3, false, true)));
        assert_eq!(read("<<\\EOF"), Some(("EOF".to_owned(), 0, true, false)), "a backslash is no quote here");
        assert_eq!(read("<< EOF"), Some(("EOF".to_owned(), 0, true, false)));
        assert_eq!(read("<<<x"), None);
        assert_eq!(read("cat<<EOF"), None, "glued to a word");
        assert_eq!(read("\"<<EOF\""), None);
        assert_eq!(read("<<"), None);
    }

    #[test]
    fn in_order_of_the_line_and_none_in_a_line_that_does_not_lex() {
        let names = |line: &str| openers(line).into_iter().map(|it| it.name).collect::<Vec<_>>();
        assert_eq!(names("RUN cat <<A 3<<-B"), ["A", "B"]);
        assert!(names("RUN echo \"open <<EOF").is_empty());
    }

    #[test]
    fn chomping_takes_tabs_alone() {
        assert_eq!(chomp("\t\ta\n \tb\n"), "a\n \tb\n");
    }
}
