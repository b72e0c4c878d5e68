//! Splits the text of one instruction: keyword, flags, and the three kinds of argument list.
//!
//! Offsets are those of the joined text of the instruction.

/// Where a word stands: the offsets of its first byte and behind its last.
pub(super) type Range = (usize, usize);

/// A flag, without its quotes and escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flag {
    /// What it says; `None` where that is what stands there.
    pub(super) text: Option<String>,
    /// Where it stands, widened to whole characters.
    pub(super) range: Range,
}

/// What separates words in lists, and the keyword from the rest.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\x0b' | b'\x0c' | b'\r' | b' ')
}

/// The trimmed range of `text` between two offsets.
pub(super) fn trim(text: &str, start: usize, end: usize) -> Range {
    let part = text.get(start..end).unwrap_or_default();
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_plain(part.as_bytes().first()) && is_plain(part.as_bytes().last()) {
        return (start, end);
    }
    let rest = part.trim_start();
    let from = start + (part.len() - rest.len());
    (from, from + rest.trim_end().len())
}

/// Splits off the first word: its range, and where the rest starts.
pub(super) fn first_word(text: &str, start: usize, end: usize) -> (Range, usize) {
    let part = text.as_bytes().get(start..end).unwrap_or_default();
    let word = part.iter().position(|byte| is_blank(*byte)).unwrap_or(part.len());
    let gap = part.iter().skip(word).position(|byte| !is_blank(*byte)).unwrap_or(part.len() - word);
    ((start, start + word), start + word + gap)
}

/// Words between blanks; quotes do not group.
pub(super) fn blank_separated(text: &str, start: usize, end: usize) -> impl Iterator<Item = Range> {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < end).then(|| {
            let (word, rest) = first_word(text, at, end);
            at = rest;
            word
        })
    })
}

/// Words between white space; quotes group and stay, an escape character keeps itself and what follows.
///
/// Gives the range of each word and where its mark ends: an escape character at the very end is marked with the last word,
/// and is not of it.
pub(super) fn quoted(
    text: &str,
    start: usize,
    end: usize,
    escape: char,
) -> impl Iterator<Item = (Range, usize)> {
    let part = text.get(start..end).unwrap_or_default();
    let mut chars = part.char_indices().map(move |(at, ch)| (start + at, ch));
    std::iter::from_fn(move || {
        // Where the word begins and ends that is being read.
        let mut word: Option<Range> = None;
        let mut quote = None;
        let mut dropped = 0;
        while let Some((at, ch)) = chars.next() {
            if quote.is_none() && ch.is_whitespace() {
                if word.is_some() {
                    break;
                }
                continue;
            }
            let (_, word_end) = word.get_or_insert((at, at));
            match quote {
                Some(open) if ch == open => quote = None,
                None if matches!(ch, '\'' | '"') => quote = Some(ch),
                _ if ch == escape && quote != Some('\'') => {
                    // At the very end it is dropped, elsewhere it takes the next character along.
                    match chars.next() {
                        Some((next_at, next)) => *word_end = next_at + next.len_utf8(),
                        None => dropped = ch.len_utf8(),
                    }
                    continue;
                }
                _ => {}
            }
            *word_end = at + ch.len_utf8();
        }
        word.filter(|(from, to)| from < to).map(|word| (word, word.1 + dropped))
    })
}

/// Takes the flags off the front: words that start with `--`. Gives the offset where the arguments start.
///
/// The reference reads bytes here, each as a character of its own, so text outside ASCII comes out garbled as there.
pub(super) fn flags(text: &str, start: usize, end: usize, escape: char, mut take: impl FnMut(Flag)) -> usize {
    let bytes = text.as_bytes().get(start..end).unwrap_or_default();
    if bytes.first().is_none_or(|byte| byte.is_ascii_graphic() && *byte != b'-') {
        return start;
    }
    let byte_at = |at: usize| bytes.get(at).copied();
    let mut at = 0;
    loop {
        while byte_at(at).is_some_and(is_space) {
            at += 1;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        if !rest.starts_with(b"--") {
            return text.ceil_char_boundary(start + at);
        }
        let (said, length) = flag(rest, escape);
        let range = (start + at, text.ceil_char_boundary(start + at + length));
        at += length;
        let is_end = said.as_ref().map_or(length == 2, |said| said == "--");
        if is_end {
            return start + at;
        }
        take(Flag { text: said, range });
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xa0)
}

/// Reads the flag at the front: what it says, where that is not what stands there, and how many bytes it takes.
fn flag(bytes: &[u8], escape: char) -> (Option<String>, usize) {
    let is_plain = |byte: u8| byte.is_ascii() && !matches!(byte, b'\'' | b'"') && char::from(byte) != escape;
    let length = bytes.iter().position(|byte| is_space(*byte)).unwrap_or(bytes.len());
    if bytes.iter().take(length).all(|byte| is_plain(*byte)) {
        return (None, length);
    }
    let mut said = String::new();
    let mut quote = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if quote.is_none() && is_space(byte) {
            break;
        }
        at += 1;
        match quote {
            Some(open) if byte == open => quote = None,
            None if matches!(byte, b'\'' | b'"') => quote = Some(byte),
            _ if char::from(byte) == escape => {
                if let Some(next) = bytes.get(at) {
                    said.push(char::from(*next));
                    at += 1;
                } else {
                    quote = None;
                }
            }
            _ => said.push(char::from(byte)),
        }
    }
    (Some(said), at)
}

#[cfg(test)]
mod tests {
    use super::{Range, blank_separated, first_word, flags, quoted};

    fn texts(text: &str, words: impl Iterator<Item = Range>) -> Vec<&str> {
        words.map(|(from, to)| text.get(from..to).unwrap()).collect()
    }

    #[test]
    fn keyword_and_rest() {
        assert_eq!(first_word("RUN \t echo", 0, 10), ((0, 3), 6));
        assert_eq!(first_word("RUN  ", 0, 5), ((0, 3), 5));
        assert_eq!(first_word("RUN\u{a0}echo", 0, 9), ((0, 9), 9), "a no-break space does not separate");
    }

    #[test]
    fn quotes_do_not_group_in_lists() {
        let text = "\"a b\" c";
        assert_eq!(texts(text, blank_separated(text, 0, 7)), ["\"a", "b\"", "c"]);
    }

    #[test]
    fn quoted_words_keep_quotes_and_escapes() {
        let words = |text: &'static str| texts(text, quoted(text, 0, text.len(), '\\').map(|(word, _)| word));
        assert_eq!(words("a=\"b c\" d"), ["a=\"b c\"", "d"]);
        assert_eq!(words("a\\ b 'c\\' d"), ["a\\ b", "'c\\'", "d"]);
        assert_eq!(words("a\\"), ["a"], "a trailing escape is dropped");
        let marks: Vec<usize> = quoted("a\\", 0, 2, '\\').map(|(_, mark)| mark).collect();
        assert_eq!(marks, [2], "and marked with the word");
        assert_eq!(words("a \"b"), ["a", "\"b"], "an open quote is taken as it is");
        assert_eq!(words("\"a\\\"b\" c"), ["\"a\\\"b\"", "c"]);
    }

    #[test]
    fn flags_come_first() {
        let split = |text: &'static str| {
            let mut found = Vec::new();
            let rest = flags(text, 0, text.len(), '\\', |flag| found.push(flag));
            let said = found.into_iter().map(|flag| {
                let (from, to) = flag.range;
                flag.text.unwrap_or_else(|| text.get(from..to).unwrap().to_owned())
            });
            (said.collect::<Vec<_>>(), text.get(rest..).unwrap())
        };
        assert_eq!(split("--a=b --c d --e"), (vec!["--a=b".to_owned(), "--c".to_owned()], "d --e"));
        assert_eq!(split("--a='b c' d").0, ["--a=b c"]);
        assert_eq!(split("-- --a"), (vec![], " --a"));
        assert_eq!(split("--a=\u{e9} d"), (vec!["--a=\u{c3}\u{a9}".to_owned()], "d"));
        assert_eq!(split("-x"), (vec![], "-x"));
        assert_eq!(split("--a\\"), (vec!["--a".to_owned()], ""));
    }
}
