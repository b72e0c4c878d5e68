//! Patterns of `${name#…}`, `${name%…}` and `${name/…/…}`: `*` stands for any text, `?` for one character.

/// One element of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    /// `*`
    Any,
    /// `?`
    One,
    /// The character itself.
    Just(char),
}

/// A pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    elements: Vec<Element>,
}

/// Which of several matches at one place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Shortest,
    Longest,
}

impl Pattern {
    /// Reads a pattern. An escape makes `*`, `?` and itself plain, and goes before `}` and `/`; nothing else may follow it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut elements = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(ch) = chars.next() {
            elements.push(match ch {
                '*' => Element::Any,
                '?' => Element::One,
                '\\' if matches!(chars.peek(), Some('}' | '/')) => continue,
                '\\' => match chars.next() {
                    Some(plain @ ('*' | '?' | '\\')) => Element::Just(plain),
                    other => return Err(format!("invalid escape '\\{}'", other.unwrap_or('\u{fffd}'))),
                },
                plain => Element::Just(plain),
            });
        }
        Ok(Self { elements })
    }

    /// The first match in a text, as a range of characters. With `anchored` it starts where the text does.
    fn find(&self, text: &[char], from: usize, anchored: bool, length: Length) -> Option<(usize, usize)> {
        let count = self.elements.len();
        // For each number of elements that are matched so far: where the match started, the earliest first.
        let mut starts: Vec<Option<usize>> = vec![None; count + 1];
        let mut best: Option<(usize, usize)> = None;
        let mut at = from;
        loop {
            if best.is_none()
                && (!anchored || at == from)
                && let Some(first) = starts.first_mut()
            {
                *first = Some(first.map_or(at, |start| start.min(at)));
            }
            self.skip_any(&mut starts);
            if let Some(start) = starts.last().copied().flatten() {
                match best {
                    Some((known, _)) if known < start => {}
                    Some((known, _)) if known == start && length == Length::Shortest => {}
                    _ => best = Some((start, at)),
                }
            }
            let start = best.map_or(usize::MAX, |(start, _)| start);
            let is_open = starts.iter().take(count).any(|open| open.is_some_and(|open| open <= start));
            let is_done = !is_open && (best.is_some() || anchored);
            let settled = length == Length::Shortest && best.is_some_and(|(start, _)| start == from);
            if is_done || settled || at >= text.len() {
                return best;
            }
            let ch = text.get(at).copied().unwrap_or_default();
            starts = self.step(&starts, ch);
            at += 1;
        }
    }

    /// `*` also stands for nothing.
    fn skip_any(&self, starts: &mut [Option<usize>]) {
        for (index, element) in self.elements.iter().enumerate() {
            let here = starts.get(index).copied().flatten();
            if *element == Element::Any
                && let (Some(here), Some(next)) = (here, starts.get_mut(index + 1))
            {
                *next = Some(next.map_or(here, |next| next.min(here)));
            }
        }
    }

    fn step(&self, starts: &[Option<usize>], ch: char) -> Vec<Option<usize>> {
        let mut next: Vec<Option<usize>> = vec![None; starts.len()];
        for (index, element) in self.elements.iter().enumerate() {
            let Some(start) = starts.get(index).copied().flatten() else { continue };
            let target = match element {
                Element::Any if ch != '\n' => index,
                Element::One if ch != '\n' => index + 1,
                Element::Just(plain) if *plain == ch => index + 1,
                _ => continue,
            };
            if let Some(slot) = next.get_mut(target) {
                *slot = Some(slot.map_or(start, |known| known.min(start)));
            }
        }
        next
    }

    /// The text without the match that it starts with.
    pub(super) fn trim_prefix(&self, text: &str, length: Length) -> String {
        let chars: Vec<char> = text.chars().collect();
        let end = self.find(&chars, 0, true, length).map_or(0, |(_, end)| end);
        chars.into_iter().skip(end).collect()
    }

    /// The text with the first match replaced.
    pub(super) fn replace_first(&self, text: &str, replacement: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let Some((start, end)) = self.find(&chars, 0, false, Length::Longest) else { return text.to_owned() };
        let head: String = chars.iter().take(start).collect();
        let tail: String = chars.iter().skip(end).collect();
        format!("{head}{replacement}{tail}")
    }

    /// The text with every match replaced. In the replacement `$0` stands for the match and other `$names` for nothing.
    /// Stops soon after so many bytes.
    pub(super) fn replace_all(&self, text: &str, replacement: &str, most: usize) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::new();
        let (mut copied, mut from) = (0, 0);
        while from <= chars.len() && out.len() <= most {
            let Some((start, end)) = self.find(&chars, from, false, Length::Longest) else { break };
            out.extend(chars.iter().take(start).skip(copied));
            // An empty match right behind a match does not count.
            if end > copied || start == 0 {
                let matched: String = chars.iter().take(end).skip(start).collect();
                out.push_str(&fill(replacement, &matched, most));
            }
            copied = end;
            from = if end > from { end } else { from + 1 };
        }
        out.extend(chars.iter().skip(copied));
        out
    }
}

/// Fills the template of a replacement.
fn fill(template: &str, matched: &str, most: usize) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((head, tail)) = rest.split_once('$').filter(|_| out.len() <= most) {
        out.push_str(head);
        if let Some(tail) = tail.strip_prefix('$') {
            out.push('$');
            rest = tail;
            continue;
        }
        let (inner, braced) = tail.strip_prefix('{').map_or((tail, false), |inner| (inner, true));
        let is_name = |ch: char| ch == '_' || ch.is_alphanumeric();
        let end = inner.find(|ch| !is_name(ch)).unwrap_or(inner.len());
        let (name, after) = inner.split_at_checked(end).unwrap_or((inner, ""));
        let after = if braced { after.strip_prefix('}') } else { Some(after) };
        match after.filter(|_| !name.is_empty()) {
            Some(after) => {
                if name == "0" {
                    out.push_str(matched);
                }
                rest = after;
            }
            None => {
                out.push('$');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Length, Pattern};

    fn read(text: &str) -> Pattern {
        Pattern::read(text).unwrap()
    }

    #[test]
    fn prefixes() {
        use Length::{Longest, Shortest};
        assert_eq!(read("*/").trim_prefix("a/b/c", Shortest), "b/c");
        assert_eq!(read("*/").trim_prefix("a/b/c", Longest), "c");
        assert_eq!(read("v?").trim_prefix("v1.2", Shortest), ".2");
        assert_eq!(read("x").trim_prefix("v1", Shortest), "v1");
        assert_eq!(read("a\\*").trim_prefix("a*b", Longest), "b");
        assert_eq!(read("*").trim_prefix("a\nb", Longest), "\nb", "no line break is matched");
        assert_eq!(read("[a]").trim_prefix("[a]b", Longest), "b", "brackets are plain");
    }

    #[test]
    fn replacements() {
        assert_eq!(read("a*b").replace_first("xaab1b", "-"), "x-");
        assert_eq!(read("o").replace_first("foo", "0"), "f0o");
        assert_eq!(read("o").replace_all("foo", "0", 99), "f00");
        assert_eq!(read("*").replace_all("abc", "x", 99), "x");
        assert_eq!(read("").replace_all("ab", "-", 99), "-a-b-");
        assert_eq!(read("b").replace_all("abc", "<$0$1${2}>", 99), "a<b>c");
        assert_eq!(read("z").replace_first("abc", "-"), "abc");
        assert_eq!(read("\\/").replace_all("a/b", "-", 99), "a-b");
    }

    #[test]
    fn an_escape_takes_few_characters() {
        assert_eq!(Pattern::read("a\\b").unwrap_err(), "invalid escape '\\b'");
        assert_eq!(Pattern::read("a\\").unwrap_err(), "invalid escape '\\\u{fffd}'");
    }

    #[test]
    fn long_texts_take_no_long_time() {
        let text = "a".repeat(60_000);
        assert_eq!(read("*a*a*a*b").replace_first(&text, "-"), text);
    }
}
