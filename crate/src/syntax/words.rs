//! Splits the text of one instruction: keyword, flags, and the three kinds of argument list.
//!
//! Offsets are those of the joined text of the instruction.

/// A word, where it stands and what it says once quotes and escapes are taken off, as far as its kind of list does that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Raw {
    /// What stands between two offsets, as it is.
    fn of(text: &str, start: usize, end: usize) -> Self {
        Self { text: text.get(start..end).unwrap_or_default().to_owned(), start, end }
    }
}

/// What separates words in lists, and the keyword from the rest.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\x0b' | b'\x0c' | b'\r' | b' ')
}

/// The trimmed range of `text` between two offsets.
pub(super) fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let part = text.get(start..end).unwrap_or_default();
    let rest = part.trim_start();
    let from = start + (part.len() - rest.len());
    (from, from + rest.trim_end().len())
}

/// Splits off the first word: its range, and where the rest starts.
pub(super) fn first_word(text: &str, start: usize, end: usize) -> ((usize, usize), usize) {
    let part = text.as_bytes().get(start..end).unwrap_or_default();
    let word = part.iter().position(|byte| is_blank(*byte)).unwrap_or(part.len());
    let gap = part.iter().skip(word).position(|byte| !is_blank(*byte)).unwrap_or(part.len() - word);
    ((start, start + word), start + word + gap)
}

/// Words between blanks; quotes do not group.
pub(super) fn blank_separated(text: &str, start: usize, end: usize) -> Vec<Raw> {
    let mut words = Vec::new();
    let mut at = start;
    while at < end {
        let ((from, to), rest) = first_word(text, at, end);
        words.push(Raw::of(text, from, to));
        at = rest;
    }
    words
}

/// Words between white space; quotes group and stay, an escape character keeps itself and what follows.
pub(super) fn quoted(text: &str, start: usize, end: usize, escape: char) -> Vec<Raw> {
    let mut words = Vec::new();
    let raw = |(from, to)| Raw::of(text, from, to);
    // Where the word begins and ends that is being read.
    let mut word: Option<(usize, usize)> = None;
    let mut quote = None;
    let mut dropped = 0;
    let part = text.get(start..end).unwrap_or_default();
    let mut chars = part.char_indices().map(|(at, ch)| (start + at, ch));
    while let Some((at, ch)) = chars.next() {
        if quote.is_none() && ch.is_whitespace() {
            words.extend(word.take().map(raw));
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
    let last = word.map(raw).filter(|word| !word.text.is_empty());
    words.extend(last.map(|word| Raw { end: word.end + dropped, ..word }));
    words
}

/// Takes the flags off the front: words that start with `--`. Gives them and the offset where the arguments start.
///
/// The reference reads bytes here, each as a character of its own, so text outside ASCII comes out garbled as there.
pub(super) fn flags(text: &str, start: usize, end: usize, escape: char) -> (Vec<Raw>, usize) {
    let bytes = text.as_bytes().get(start..end).unwrap_or_default();
    let is_space = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ' | 0x85 | 0xa0);
    let byte_at = |at: usize| bytes.get(at).copied();
    let mut flags = Vec::new();
    let mut at = 0;
    loop {
        while byte_at(at).is_some_and(is_space) {
            at += 1;
        }
        if byte_at(at) != Some(b'-') || byte_at(at + 1) != Some(b'-') {
            return (flags, text.ceil_char_boundary(start + at));
        }
        let mut flag = Raw { text: String::new(), start: start + at, end: start + at };
        let mut quote = None;
        let mut was_quoted = false;
        while let Some(byte) = byte_at(at) {
            if quote.is_none() && is_space(byte) {
                break;
            }
            at += 1;
            match quote {
                Some(open) if byte == open => quote = None,
                None if matches!(byte, b'\'' | b'"') => {
                    quote = Some(byte);
                    was_quoted = true;
                }
                _ if char::from(byte) == escape => {
                    if let Some(next) = byte_at(at) {
                        flag.text.push(char::from(next));
                        at += 1;
                    } else {
                        quote = None;
                    }
                }
                _ => flag.text.push(char::from(byte)),
            }
        }
        flag.end = start + at;
        if flag.text == "--" {
            return (flags, start + at);
        }
        if was_quoted || !flag.text.is_empty() {
            flags.push(flag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Raw, blank_separated, first_word, flags, quoted};

    fn texts(words: &[Raw]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn keyword_and_rest() {
        assert_eq!(first_word("RUN \t echo", 0, 10), ((0, 3), 6));
        assert_eq!(first_word("RUN  ", 0, 5), ((0, 3), 5));
        assert_eq!(first_word("RUN\u{a0}echo", 0, 9), ((0, 9), 9), "a no-break space does not separate");
    }

    #[test]
    fn quotes_do_not_group_in_lists() {
        assert_eq!(texts(&blank_separated("\"a b\" c", 0, 7)), ["\"a", "b\"", "c"]);
    }

    #[test]
    fn quoted_words_keep_quotes_and_escapes() {
        let words = |text: &str| {
            texts(&quoted(text, 0, text.len(), '\\')).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words("a=\"b c\" d"), ["a=\"b c\"", "d"]);
        assert_eq!(words("a\\ b 'c\\' d"), ["a\\ b", "'c\\'", "d"]);
        assert_eq!(words("a\\"), ["a"], "a trailing escape is dropped");
        assert_eq!(quoted("a\\", 0, 2, '\\')[0].end, 2, "and marked with the word");
        assert_eq!(words("a \"b"), ["a", "\"b"], "an open quote is taken as it is");
        assert_eq!(words("\"a\\\"b\" c"), ["\"a\\\"b\"", "c"]);
    }

    #[test]
    fn flags_come_first() {
        let split = |text: &'static str| {
            let (found, rest) = flags(text, 0, text.len(), '\\');
            (texts(&found).into_iter().map(str::to_owned).collect::<Vec<_>>(), text.get(rest..).unwrap())
        };
        assert_eq!(split("--a=b --c d --e"), (vec!["--a=b".to_owned(), "--c".to_owned()], "d --e"));
        assert_eq!(split("--a='b c' d").0, ["--a=b c"]);
        assert_eq!(split("-- --a"), (vec![], " --a"));
        assert_eq!(split("--a=\u{e9} d"), (vec!["--a=\u{c3}\u{a9}".to_owned()], "d"));
        assert_eq!(split("-x"), (vec![], "-x"));
        assert_eq!(split("--a\\"), (vec!["--a".to_owned()], ""));
    }
}
