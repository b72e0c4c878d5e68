//! The word lexer of the reference: quotes, escapes and `$variables`.

use super::pattern::{Length, Pattern};
use crate::text::go::quote;

/// Where variables get their values.
pub trait Env {
    /// The value of a variable; `None` when it is not set.
    fn get(&self, name: &str) -> Option<&str>;
}

/// No variable is set.
#[derive(Debug, Clone, Copy)]
pub struct NoEnv;

impl Env for NoEnv {
    fn get(&self, _name: &str) -> Option<&str> {
        None
    }
}

/// What is left as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mode {
    /// Quotes stay.
    pub raw_quotes: bool,
    /// Escape characters stay.
    pub raw_escapes: bool,
    /// Quotes are plain characters.
    pub skip_quotes: bool,
    /// Variables that are not set stay.
    pub skip_unset: bool,
    /// The words are listed too.
    pub split: bool,
}

/// A word with its variables set in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// The text split at white space that is not quoted; empty unless that was asked for.
    pub words: Vec<String>,
    /// Names that are set, in order of first use.
    pub matched: Vec<String>,
    /// Names that are not, in order of first use.
    pub unmatched: Vec<String>,
}

/// Why a word cannot be expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpandError {
    /// The message of the reference, with the word.
    pub message: String,
    /// Names that were not set, up to there.
    pub unmatched: Vec<String>,
}

/// Expands a word.
pub fn expand(word: &str, env: &impl Env, escape: char) -> Result<Expanded, ExpandError> {
    expand_with(word, env, escape, Mode::default())
}

/// Expands a word and leaves some of it as it is written.
pub fn expand_with(word: &str, env: &impl Env, escape: char, mode: Mode) -> Result<Expanded, ExpandError> {
    if !mode.split && is_literal(word, escape) {
        return Ok(Expanded { text: word.to_owned(), ..Expanded::default() });
    }
    // The scanner of the reference passes over a byte order mark.
    let text = word.strip_prefix('\u{feff}').unwrap_or(word);
    let mut lexer = Lexer {
        source: text,
        at: 0,
        env,
        escape,
        mode,
        raw_escapes: mode.raw_escapes,
        word: String::new(),
        inserted: 0,
        matched: Vec::new(),
        unmatched: Vec::new(),
    };
    match lexer.until(None, mode.raw_escapes, 0) {
        Ok((text, words)) => Ok(Expanded { text, words, matched: lexer.matched, unmatched: lexer.unmatched }),
        Err(message) => Err(ExpandError {
            message: format!("failed to process {}: {message}", quote(word)),
            unmatched: lexer.unmatched,
        }),
    }
}

/// Whether expansion leaves a word as it is: all that it would change is ASCII, but for a byte order mark.
pub fn is_literal(word: &str, escape: char) -> bool {
    const MARK: u8 = 0xef;
    word.bytes().all(|byte| byte != MARK && is_plain(byte.into(), escape))
}

/// Splits a text into words with no variable set; escapes are backslashes. Used for here-documents.
pub fn words(text: &str, mode: Mode) -> Result<Vec<String>, ExpandError> {
    expand_with(text, &NoEnv, '\\', Mode { split: true, ..mode }).map(|expanded| expanded.words)
}

/// `${a:-${b:-…}}` may go this deep.
const DEEPEST: usize = 100;

/// Variables may put so many bytes into one word. Linux hands no process a longer string, and without a bound a few lines
/// of `ENV A=$A$A` would exhaust the memory.
const MOST_INSERTED: usize = 1 << 17;

/// Whether a character means itself wherever it stands.
fn is_plain(ch: char, escape: char) -> bool {
    !matches!(ch, '$' | '\'' | '"' | '<' | '\u{feff}') && ch != escape
}

struct Lexer<'e, E: Env> {
    source: &'e str,
    /// Offset of the next character.
    at: usize,
    env: &'e E,
    escape: char,
    mode: Mode,
    raw_escapes: bool,
    /// The word in the making. There is only one, as in the reference: a nested `${…}` starts it anew.
    word: String,
    /// Bytes that variables put in so far.
    inserted: usize,
    matched: Vec<String>,
    unmatched: Vec<String>,
}

impl<E: Env> Lexer<'_, E> {
    fn peek(&self) -> Option<char> {
        self.source.get(self.at..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let ch = self.peek();
        self.at += ch.map_or(0, char::len_utf8);
        ch
    }

    /// Reads up to a character, or to the end.
    fn until(
        &mut self,
        stop: Option<char>,
        raw_escapes: bool,
        depth: usize,
    ) -> Result<(String, Vec<String>), String> {
        if depth > DEEPEST {
            return Err("syntax error: too many substitutions in each other".to_owned());
        }
        let before = std::mem::replace(&mut self.raw_escapes, raw_escapes);
        let result = self.until_stop(stop, depth);
        self.raw_escapes = before;
        result
    }

    fn until_stop(&mut self, stop: Option<char>, depth: usize) -> Result<(String, Vec<String>), String> {
        // Nearly all of the rest is part of the text as it stands.
        let mut text = String::with_capacity(if stop.is_none() { self.source.len() - self.at } else { 0 });
        let mut words = Vec::new();
        let mut in_word = false;
        self.word.clear();
        while let Some(ch) = self.peek() {
            if Some(ch) == stop {
                self.next();
                words.extend(self.finish_word());
                return Ok((text, words));
            }
            let raw = match ch {
                '$' => {
                    let value = self.dollar(depth)?;
                    text.push_str(&value);
                    for ch in value.chars() {
                        self.add(ch, &mut in_word, &mut words);
                    }
                    continue;
                }
                '<' => self.angle(),
                '\'' if !self.mode.skip_quotes => self.single_quoted()?,
                '"' if !self.mode.skip_quotes => self.double_quoted(depth)?,
                _ if ch == self.escape => {
                    self.next();
                    let mut raw = String::new();
                    if self.raw_escapes {
                        raw.push(ch);
                    }
                    raw.extend(self.next());
                    if raw.is_empty() {
                        continue;
                    }
                    raw
                }
                _ => {
                    self.next();
                    self.add(ch, &mut in_word, &mut words);
                    text.push(ch);
                    continue;
                }
            };
            text.push_str(&raw);
            if self.mode.split {
                self.word.push_str(&raw);
            }
            in_word = true;
        }
        match stop {
            Some(stop) => Err(format!("unexpected end of statement while looking for matching {stop}")),
            None => {
                words.extend(self.finish_word());
                Ok((text, words))
            }
        }
    }

    /// Adds a character that is not quoted: white space ends a word.
    fn add(&mut self, ch: char, in_word: &mut bool, words: &mut Vec<String>) {
        if !self.mode.split {
            return;
        }
        if !ch.is_whitespace() {
            self.word.push(ch);
            *in_word = true;
        } else if *in_word && let Some(word) = self.finish_word() {
            words.push(word);
            *in_word = false;
        }
    }

    fn finish_word(&mut self) -> Option<String> {
        let word = std::mem::take(&mut self.word);
        (!word.is_empty()).then_some(word)
    }

    /// `<<` with the white space that may follow is one thing, so that it stays with the name of a here-document.
    fn angle(&mut self) -> String {
        self.next();
        if self.peek() != Some('<') {
            return "<".to_owned();
        }
        self.next();
        let mut text = "<<".to_owned();
        while let Some(blank @ ('\t' | '\r' | ' ')) = self.peek() {
            text.push(blank);
            self.next();
        }
        text
    }

    fn single_quoted(&mut self) -> Result<String, String> {
        self.next();
        let mut text = String::new();
        let raw = self.mode.raw_quotes;
        if raw {
            text.push('\'');
        }
        loop {
            match self.next() {
                None => {
                    let what = "unexpected end of statement while looking for matching single-quote";
                    return Err(what.to_owned());
                }
                Some('\'') => break,
                Some(ch) => text.push(ch),
            }
        }
        if raw {
            text.push('\'');
        }
        Ok(text)
    }

    fn double_quoted(&mut self, depth: usize) -> Result<String, String> {
        self.next();
        let mut text = String::new();
        let raw = self.mode.raw_quotes;
        if raw {
            text.push('"');
        }
        loop {
            match self.peek() {
                None => {
                    let what = "unexpected end of statement while looking for matching double-quote";
                    return Err(what.to_owned());
                }
                Some('"') => break,
                Some('$') => text.push_str(&self.dollar(depth)?),
                Some(ch) if ch == self.escape => {
                    self.next();
                    if self.raw_escapes {
                        text.push(ch);
                    }
                    match self.peek() {
                        None => {}
                        // Only these can be escaped; before anything else the escape character is a plain one.
                        Some(next) if matches!(next, '"' | '$') || next == self.escape => {
                            text.push(next);
                            self.next();
                        }
                        Some(_) => text.push(ch),
                    }
                }
                Some(ch) => {
                    text.push(ch);
                    self.next();
                }
            }
        }
        self.next();
        if raw {
            text.push('"');
        }
        Ok(text)
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(ch) = self.peek() {
            if name.is_empty() && is_digit(ch) {
                while let Some(digit) = self.peek().filter(|ch| is_digit(*ch)) {
                    name.push(digit);
                    self.next();
                }
                break;
            }
            if name.is_empty() && matches!(ch, '@' | '*' | '#' | '?' | '-' | '$' | '!' | '0') {
                self.next();
                return ch.to_string();
            }
            if !ch.is_alphabetic() && !is_digit(ch) && ch != '_' {
                break;
            }
            name.push(ch);
            self.next();
        }
        name
    }

    fn look_up(&mut self, name: &str) -> Option<String> {
        let value = self.env.get(name).map(str::to_owned);
        let list = if value.is_some() { &mut self.matched } else { &mut self.unmatched };
        if !list.iter().any(|known| known == name) {
            list.push(name.to_owned());
        }
        value
    }

    fn dollar(&mut self, depth: usize) -> Result<String, String> {
        let value = self.value(depth)?;
        self.inserted += value.len();
        if self.inserted > MOST_INSERTED {
            return Err("variables make the text too long".to_owned());
        }
        Ok(value)
    }

    fn value(&mut self, depth: usize) -> Result<String, String> {
        self.next();
        if self.peek() != Some('{') {
            let name = self.name();
            if name.is_empty() {
                return Ok("$".to_owned());
            }
            return Ok(match self.look_up(&name) {
                None if self.mode.skip_unset => format!("${name}"),
                value => value.unwrap_or_default(),
            });
        }
        self.next();
        match self.peek() {
            None => return Err("syntax error: missing '}'".to_owned()),
            Some('{' | '}' | ':') => return Err("syntax error: bad substitution".to_owned()),
            Some(_) => {}
        }
        let name = self.name();
        match self.next() {
            Some('}') => Ok(match self.look_up(&name) {
                None if self.mode.skip_unset => format!("${{{name}}}"),
                value => value.unwrap_or_default(),
            }),
            Some(':') => {
                let modifier = self.next();
                let shown = format!(":{}", modifier.unwrap_or('\u{fffd}'));
                match modifier {
                    Some(modifier @ ('+' | '-' | '?')) => self.choice(&name, modifier, &shown, depth),
                    Some('#' | '%') => Err(unsupported(&shown)),
                    _ => {
                        // The reference reads the rest before it looks at the modifier.
                        let word = self.rest('}', false, depth)?;
                        let is_set = self.look_up(&name).is_some();
                        if self.mode.skip_unset && !is_set {
                            Ok(format!("${{{name}{shown}{word}}}"))
                        } else {
                            Err(unsupported(&shown))
                        }
                    }
                }
            }
            Some(modifier @ ('+' | '-' | '?')) => self.choice(&name, modifier, &modifier.to_string(), depth),
            Some(modifier @ ('#' | '%')) => self.trimmed(&name, modifier, depth),
            Some('/') => self.replaced(&name, depth),
            other => Err(unsupported(&other.unwrap_or('\u{fffd}').to_string())),
        }
    }

    /// The text up to a character inside `${…}`.
    fn rest(&mut self, stop: char, raw_escapes: bool, depth: usize) -> Result<String, String> {
        self.until(Some(stop), raw_escapes, depth + 1).map(|(text, _)| text).map_err(|message| {
            match (self.peek(), stop) {
                (None, '/') => "syntax error: missing '/' in ${}".to_owned(),
                (None, _) => "syntax error: missing '}'".to_owned(),
                _ => message,
            }
        })
    }

    /// `${name:-word}` and its kin.
    fn choice(&mut self, name: &str, modifier: char, shown: &str, depth: usize) -> Result<String, String> {
        let word = self.rest('}', false, depth)?;
        let value = self.look_up(name);
        if self.mode.skip_unset && value.is_none() {
            return Ok(format!("${{{name}{shown}{word}}}"));
        }
        let empty_is_unset = shown.starts_with(':');
        let counts = value.as_ref().is_some_and(|value| !(empty_is_unset && value.is_empty()));
        match modifier {
            '-' if counts => Ok(value.unwrap_or_default()),
            '-' => Ok(word),
            '+' if counts => Ok(word),
            '+' => Ok(String::new()),
            _ if counts => Ok(value.unwrap_or_default()),
            _ => {
                let what =
                    if value.is_none() { "is not allowed to be unset" } else { "is not allowed to be empty" };
                Err(format!("{name}: {}", if word.is_empty() { what } else { &word }))
            }
        }
    }

    /// `${name#pattern}` and its kin.
    fn trimmed(&mut self, name: &str, modifier: char, depth: usize) -> Result<String, String> {
        let word = self.rest('}', true, depth)?;
        let value = self.look_up(name);
        if self.mode.skip_unset && value.is_none() {
            return Ok(format!("${{{name}{modifier}{word}}}"));
        }
        let (pattern, length) = match word.strip_prefix(modifier) {
            Some(pattern) => (pattern, Length::Longest),
            None => (word.as_str(), Length::Shortest),
        };
        let backwards = modifier == '%';
        let pattern = if backwards { reverse_pattern(pattern) } else { pattern.to_owned() };
        let read = Pattern::read(&pattern)
            .map_err(|why| format!("invalid pattern ({pattern}) in substitution: {why}"))?;
        let value = value.unwrap_or_default();
        if !backwards {
            return Ok(read.trim_prefix(&value, length));
        }
        let reversed: String = value.chars().rev().collect();
        Ok(read.trim_prefix(&reversed, length).chars().rev().collect())
    }

    /// `${name/pattern/text}` and `${name//pattern/text}`.
    fn replaced(&mut self, name: &str, depth: usize) -> Result<String, String> {
        let all = self.peek() == Some('/');
        if all {
            self.next();
        }
        let pattern = self.rest('/', true, depth)?;
        let replacement = self.rest('}', true, depth)?;
        let value = self.look_up(name);
        if self.mode.skip_unset && value.is_none() {
            return Ok(format!("${{{name}/{pattern}/{replacement}}}"));
        }
        let read = Pattern::read(&pattern)
            .map_err(|why| format!("invalid pattern ({pattern}) in substitution: {why}"))?;
        let value = value.unwrap_or_default();
        Ok(if all {
            read.replace_all(&value, &replacement, MOST_INSERTED)
        } else {
            read.replace_first(&value, &replacement)
        })
    }
}

fn unsupported(modifier: &str) -> String {
    format!("unsupported modifier ({modifier}) in substitution")
}

/// A decimal digit, also one of another script: those have a number but are no letters, and stand in rows of ten.
fn is_digit(ch: char) -> bool {
    let other = !ch.is_ascii() && ch.is_numeric() && !ch.is_alphabetic();
    ch.is_ascii_digit()
        || (other
            && matches!(ch, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{966}'..='\u{96f}' | '\u{ff10}'..='\u{ff19}'))
}

/// A pattern from its end, escapes kept before what they escape. The reference looks for a suffix from the end of the
/// text with it, and names it that way in a message.
fn reverse_pattern(pattern: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(ch) = chars.next() {
        let mut part = ch.to_string();
        if ch == '\\' {
            part.extend(chars.next());
        }
        parts.push(part);
    }
    parts.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{Env, Mode, expand, expand_with, words};

    struct Fixed;

    impl Env for Fixed {
        fn get(&self, name: &str) -> Option<&str> {
            match name {
                "A" => Some("a"),
                "B" => Some("b c"),
                "E" => Some(""),
                "P" => Some("x/y.tar.gz"),
                _ => None,
            }
        }
    }

    fn text(word: &str) -> String {
        expand(word, &Fixed, '\\').map_or_else(|error| error.message, |expanded| expanded.text)
    }

    #[test]
    fn quotes_and_escapes() {
        for (word, expected) in [
            ("plain", "plain"),
            ("'$A'", "$A"),
            ("\"$A\\$A\\x\"", "a$A\\x"),
            ("\\$A", "$A"),
            ("a\\", "a"),
            ("a\"b c\"d", "ab cd"),
            ("$", "$"),
            ("$%", "$%"),
            ("$1x", "x"),
            ("<<EOF", "<<EOF"),
        ] {
            assert_eq!(text(word), expected, "{word}");
        }
    }

    #[test]
    fn modifiers() {
        for (word, expected) in [
            ("${A}", "a"),
            ("${X:-d}", "d"),
            ("${E:-d}", "d"),
            ("${E-d}", ""),
            ("${A:+d}", "d"),
            ("${E:+d}", ""),
            ("${E+d}", "d"),
            ("${X:-${Y:-z}}", "z"),
            ("${P##*/}", "y.tar.gz"),
            ("${P#*/}", "y.tar.gz"),
            ("${P%.*}", "x/y.tar"),
            ("${P%%.*}", "x/y"),
            ("${P%.?z}", "x/y.tar"),
            (
                "${P%g\\a\\b}",
                "failed to process \"${P%g\\\\a\\\\b}\": invalid pattern (\\b\\ag) in substitution: invalid escape '\\b'",
            ),
            ("${P/y/z}", "x/z.tar.gz"),
            ("${P//./-}", "x/y-tar-gz"),
        ] {
            assert_eq!(text(word), expected, "{word}");
        }
    }

    #[test]
    fn faults() {
        for (word, expected) in [
            (
                "'a",
                "failed to process \"'a\": unexpected end of statement while looking for matching single-quote",
            ),
            ("${", "failed to process \"${\": syntax error: missing '}'"),
            ("${}", "failed to process \"${}\": syntax error: bad substitution"),
            ("${A", "failed to process \"${A\": unsupported modifier (\u{fffd}) in substitution"),
            ("${A:-", "failed to process \"${A:-\": syntax error: missing '}'"),
            ("${A^}", "failed to process \"${A^}\": unsupported modifier (^) in substitution"),
            ("${A:1}", "failed to process \"${A:1}\": unsupported modifier (:1) in substitution"),
            ("${X?}", "failed to process \"${X?}\": X: is not allowed to be unset"),
            ("${E:?why}", "failed to process \"${E:?why}\": E: why"),
            ("${A/x}", "failed to process \"${A/x}\": syntax error: missing '/' in ${}"),
        ] {
            assert_eq!(text(word), expected, "{word}");
        }
    }

    #[test]
    fn which_names_were_used() {
        let expanded = expand("$A ${X:-$Y} $A", &Fixed, '\\').unwrap();
        assert_eq!(expanded.matched, ["A"]);
        assert_eq!(expanded.unmatched, ["Y", "X"]);
    }

    #[test]
    fn what_is_left_as_it_is_written() {
        let mode = Mode { raw_quotes: true, skip_unset: true, ..Mode::default() };
        let shown = expand_with("echo \"$A\" ${X:-y} '$A'", &Fixed, '\\', mode).unwrap().text;
        assert_eq!(shown, "echo \"a\" ${X:-y} '$A'");
        let mode = Mode { skip_quotes: true, ..Mode::default() };
        assert_eq!(expand_with("'$A' \"", &Fixed, '\\', mode).unwrap().text, "'a' \"");
    }

    #[test]
    fn words_split_after_expansion() {
        let mode = Mode { split: true, ..Mode::default() };
        let split = |word: &str| expand_with(word, &Fixed, '\\', mode).unwrap().words;
        assert_eq!(split("$B d"), ["b", "c", "d"]);
        assert_eq!(split("\"$B\" d"), ["b c", "d"]);
        assert_eq!(words("cat << EOF", Mode::default()).unwrap(), ["cat", "<< EOF"]);
    }

    #[test]
    fn length_is_bounded() {
        struct Long(String);
        impl Env for Long {
            fn get(&self, _name: &str) -> Option<&str> {
                Some(&self.0)
            }
        }
        let long = Long("a".repeat(100_000));
        assert_eq!(expand("$A", &long, '\\').unwrap().text.len(), 100_000);
        for word in ["$A$A", "\"$A$A\"", "${A//a/$A}", "${A//*/'$0$0$0'}", "${A/a/$A}"] {
            let message =
                format!("failed to process {}: variables make the text too long", super::quote(word));
            assert_eq!(expand(word, &long, '\\').unwrap_err().message, message);
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "${X:-".repeat(10_000) + &"}".repeat(10_000);
        assert!(expand(&deep, &Fixed, '\\').is_err());
    }
}
