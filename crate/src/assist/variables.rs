//! Finds `$NAME` and `${NAME…}` in a text, with their places.

use crate::text::Span;

/// A reference to a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    /// The name alone.
    pub(super) name: Span,
    /// From the dollar sign to the end of the name, and over the brace where one closes right behind it.
    pub(super) whole: Span,
}

fn is_name(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ch == '_'
}

/// The references in a part of a text. What single quotes or the escape character keep from being one is none; the comments
/// between the lines of an instruction hold none.
pub(super) fn uses(source: &str, part: Span, escape: char, quotes: bool) -> Vec<Use> {
    let mut found = Vec::new();
    let start = part.start as usize;
    let text = part.of(source);
    let mut chars = text.char_indices().peekable();
    let (mut single, mut double) = (false, false);
    let mut line_starts = false;
    while let Some((at, ch)) = chars.next() {
        let rest = text.get(at..).unwrap_or_default();
        if line_starts && quotes && rest.trim_start_matches([' ', '\t']).starts_with('#') {
            while chars.next_if(|(_, ch)| *ch != '\n').is_some() {}
            continue;
        }
        line_starts = ch == '\n';
        match ch {
            _ if ch == escape && !single => {
                // What follows a line that goes on is a line of its own.
                chars.next_if(|(_, next)| *next != '\n');
            }
            '\'' if quotes && !double => single = !single,
            '"' if quotes && !single => double = !double,
            '$' if !single => {
                let brace = usize::from(rest.get(1..).is_some_and(|rest| rest.starts_with('{')));
                let name = rest.get(1 + brace..).unwrap_or_default();
                let length = name.find(|ch: char| !is_name(ch)).unwrap_or(name.len());
                if length > 0 && !name.starts_with(|ch: char| ch.is_ascii_digit()) {
                    let from = start + at + 1 + brace;
                    let closes = brace == 1 && name.get(length..).is_some_and(|rest| rest.starts_with('}'));
                    let end = from + length + usize::from(closes);
                    found.push(Use {
                        name: Span::new(from, from + length),
                        whole: Span::new(start + at, end),
                    });
                }
            }
            _ => {}
        }
    }
    found
}

/// A reference that is being written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Open<'s> {
    /// Its name, so far, and whether it stands in braces.
    Name(&'s str, bool),
    /// What is done with the value, so far: `:-`.
    Modifier(&'s str),
}

/// The reference at the end of a text that is written there.
pub(super) fn open_at_end(text: &str, escape: char) -> Option<Open<'_>> {
    let at = text.rfind('$')?;
    let (before, rest) = (text.get(..at)?, text.get(at + 1..)?);
    let escapes = before.len() - before.trim_end_matches(escape).len();
    let word =
        before.rfind([' ', '\t', '\n']).map_or(before, |blank| before.get(blank..).unwrap_or_default());
    let is_quoted = word.matches('\'').count() % 2 == 1 && !word.contains('"');
    if escapes % 2 == 1 || is_quoted {
        return None;
    }
    let Some(inner) = rest.strip_prefix('{') else {
        return rest.chars().all(is_name).then_some(Open::Name(rest, false));
    };
    let length = inner.find(|ch: char| !is_name(ch)).unwrap_or(inner.len());
    let (name, modifier) = inner.split_at_checked(length)?;
    if modifier.is_empty() {
        return Some(Open::Name(name, true));
    }
    let is_modifier = modifier.chars().all(|ch| matches!(ch, ':' | '#' | '%' | '/' | '-' | '+' | '?'));
    (is_modifier && !name.is_empty() && modifier.len() <= 2).then_some(Open::Modifier(modifier))
}

#[cfg(test)]
mod tests {
    use super::{Open, open_at_end, uses};
    use crate::text::Span;

    #[test]
    fn references() {
        for (text, names) in [
            ("$A ${B} ${C:-$D} x$E.f", vec!["A", "B", "C", "D", "E"]),
            ("\\$A '$B' \"$C '$D'\"", vec!["C", "D"]),
            ("$1 $@ ${ $", vec![]),
            ("a \\\n  # it's $A\n  $B", vec!["B"]),
        ] {
            let found = uses(text, Span::new(0, text.len()), '\\', true);
            assert_eq!(found.iter().map(|it| it.name.of(text)).collect::<Vec<_>>(), names, "{text:?}");
        }
        let text = "a ${B} $C";
        let found = uses(text, Span::new(0, text.len()), '\\', true);
        assert_eq!(found.iter().map(|it| it.whole.of(text)).collect::<Vec<_>>(), ["${B}", "$C"]);
        let text = "# $A '$B'";
        assert_eq!(uses(text, Span::new(0, text.len()), '\\', false).len(), 2, "a body is no shell text");
    }

    #[test]
    fn what_is_being_written() {
        for (text, open) in [
            ("a $", Some(Open::Name("", false))),
            ("a/$AB", Some(Open::Name("AB", false))),
            ("\"${A", Some(Open::Name("A", true))),
            ("${A:", Some(Open::Modifier(":"))),
            ("${A:-x", None),
            ("${A:-$B", Some(Open::Name("B", false))),
            ("\\$A", None),
            ("'$A", None),
            ("$A b", None),
            ("${A}", None),
        ] {
            assert_eq!(open_at_end(text, '\\'), open, "{text:?}");
        }
    }
}
