//! Parser directives: `# syntax=`, `# escape=` and `# check=` at the very top.

use crate::text::Span;

/// One directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// `syntax`, `escape` or `check`.
    pub name: &'static str,
    /// Everything behind the `=`, trimmed.
    pub value: String,
    /// 1-based line.
    pub line: usize,
    /// Its line.
    pub span: Span,
}

impl Directive {
    /// The value up to the first space, which is all that the reference reads of `syntax` and `check`.
    pub fn first_word(&self) -> &str {
        self.value.split(' ').next().unwrap_or_default()
    }
}

const NAMES: [&str; 3] = ["syntax", "escape", "check"];

/// Reads lines until the first that is no directive; from there on none is.
#[derive(Debug, Clone, Default)]
pub(super) struct DirectiveReader {
    seen: Vec<&'static str>,
    /// Whether a line was met that is no directive.
    pub(super) done: bool,
}

impl DirectiveReader {
    /// The directive of a line that starts with `prefix`, or the message of a directive given twice.
    pub(super) fn read(
        &mut self,
        line: &str,
        prefix: &str,
    ) -> Result<Option<(&'static str, String)>, String> {
        if self.done {
            return Ok(None);
        }
        let Some((name, value)) = line.strip_prefix(prefix).and_then(split) else {
            self.done = true;
            return Ok(None);
        };
        if self.seen.contains(&name) {
            return Err(format!("only one {name} parser directive can be used"));
        }
        self.seen.push(name);
        Ok(Some((name, value.to_owned())))
    }
}

/// Splits `name = value` where the name is one of ours.
fn split(text: &str) -> Option<(&'static str, &str)> {
    let (name, value) = text.trim_start().split_once('=')?;
    // The pattern of the reference allows ASCII white space around the sign, and wants a value on the same line.
    let ascii = |ch: char| matches!(ch, ' ' | '\t' | '\n' | '\u{c}' | '\r');
    let name = name.trim_end_matches(ascii);
    let value = value.trim_matches(ascii);
    let known = NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name))?;
    (!value.is_empty()).then_some((known, value))
}

/// Finds a directive the way the reference detects `syntax` and `check` before it parses: a first line `#!` is passed over,
/// and a directive given twice ends the search without an error.
pub(super) fn detect(source: &str, name: &str, prefix: &str) -> Option<Directive> {
    let mut text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut start = source.len() - text.len();
    let mut line = 0;
    if text.starts_with("#!") {
        let first = text.split_inclusive('\n').next().unwrap_or_default();
        start += first.len();
        line = 1;
        text = text.get(first.len()..).unwrap_or_default();
    }
    let mut reader = DirectiveReader::default();
    for raw in text.split_inclusive('\n') {
        line += 1;
        let content = raw.strip_suffix('\n').unwrap_or(raw);
        let content = content.strip_suffix('\r').unwrap_or(content);
        match reader.read(content, prefix) {
            Ok(Some((found, value))) if found == name => {
                return Some(Directive {
                    name: found,
                    value,
                    line,
                    span: Span::new(start, start + content.len()),
                });
            }
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return None,
        }
        start += raw.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{DirectiveReader, detect};

    #[test]
    fn forms() {
        let read = |line: &str| DirectiveReader::default().read(line, "#").unwrap();
        assert_eq!(read("# escape=`"), Some(("escape", "`".to_owned())));
        assert_eq!(
            read("#  Syntax =  docker/dockerfile:1  "),
            Some(("syntax", "docker/dockerfile:1".to_owned()))
        );
        assert_eq!(read("# unknown=1"), None);
        assert_eq!(read("# escape="), None);
        assert_eq!(read("# a comment"), None);
    }

    #[test]
    fn twice_is_an_error_and_anything_else_ends_the_zone() {
        let mut reader = DirectiveReader::default();
        assert!(reader.read("# check=skip=all", "#").unwrap().is_some());
        assert_eq!(
            reader.read("#check=error=true", "#").unwrap_err(),
            "only one check parser directive can be used"
        );
        assert_eq!(reader.read("", "#"), Ok(None));
        assert_eq!(reader.read("# escape=`", "#"), Ok(None));
    }

    #[test]
    fn detection_passes_over_a_shebang() {
        assert_eq!(detect("#!/bin/sh\n# check=skip=all\n", "check", "#").unwrap().line, 2);
        assert!(detect("FROM a\n# check=skip=all\n", "check", "#").is_none());
    }
}
