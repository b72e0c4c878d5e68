//! Habits of Go's standard library that show in what the reference prints and accepts.

use std::fmt::Write as _;

use super::Text;

/// Quotes a text as `%q` does.
pub fn quote(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')) {
        return ["\"", text, "\""].concat();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            _ if is_print(ch) => out.push(ch),
            _ => {
                let code = u32::from(ch);
                let _ = match code {
                    0..0x80 => write!(out, "\\x{code:02x}"),
                    0x80..0x1_0000 => write!(out, "\\u{code:04x}"),
                    _ => write!(out, "\\U{code:08x}"),
                };
            }
        }
    }
    out.push('"');
    out
}

/// Whether Go prints a character as it is: no control or format character, no white space but the plain one. Code points
/// that no character has yet are taken for printable.
fn is_print(ch: char) -> bool {
    let hidden = ch.is_control()
        || (ch.is_whitespace() && ch != ' ')
        || matches!(ch, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{180e}')
        || matches!(ch, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(ch, '\u{e000}'..='\u{f8ff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..);
    !hidden
}

/// A text as a JSON string, with the characters escaped that Go escapes by default.
pub fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..' ' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(ch));
            }
            _ => out.push(ch),
        }
    }
    out.push('"');
    out
}

/// A truth value: `1`, `t`, `true` and so on.
pub fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// A decimal number with an optional sign; `None` when it is none or does not fit.
pub fn atoi(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// A decimal number of so many bits, or the message of `strconv.ParseInt`.
pub fn parse_int(text: &str, bits: u32) -> Result<i64, String> {
    let fault = |what: &str| format!("strconv.ParseInt: parsing {}: {what}", quote(text));
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fault("invalid syntax"));
    }
    let limit = 1_i64 << (bits - 1).min(62);
    match text.parse::<i64>() {
        Ok(number) if (-limit..limit).contains(&number) => Ok(number),
        _ => Err(fault("value out of range")),
    }
}

/// Quotes a text as the package `time` does: all that is no printable ASCII is shown byte by byte.
fn quote_bytes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            b' '..0x80 => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push('"');
    out
}

/// What a duration may have at most, in nanoseconds and without its sign.
const LONGEST: u64 = 1 << 63;

const DURATION_UNITS: [(&str, u64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// A duration such as `1h30m`, in nanoseconds, or the message of `time.ParseDuration`.
pub fn parse_duration(text: &str) -> Result<i64, String> {
    let invalid = || format!("time: invalid duration {}", quote_bytes(text));
    let (negative, unsigned) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if unsigned == "0" {
        return Ok(0);
    }
    if unsigned.is_empty() {
        return Err(invalid());
    }
    let mut total: u64 = 0;
    let mut rest = unsigned;
    while !rest.is_empty() {
        let whole_end = rest.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(rest.len());
        let (whole, tail) = rest.split_at_checked(whole_end).unwrap_or((rest, ""));
        let (fraction, tail) = match tail.strip_prefix('.') {
            Some(tail) => {
                let end = tail.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(tail.len());
                tail.split_at_checked(end).unwrap_or((tail, ""))
            }
            None => ("", tail),
        };
        if whole.is_empty() && fraction.is_empty() {
            return Err(invalid());
        }
        let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| invalid())? };
        if whole > LONGEST {
            return Err(invalid());
        }
        let unit_end = tail.find(|ch: char| ch == '.' || ch.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at_checked(unit_end).unwrap_or((tail, ""));
        if unit.is_empty() {
            return Err(format!("time: missing unit in duration {}", quote_bytes(text)));
        }
        let Some((_, factor)) = DURATION_UNITS.into_iter().find(|(name, _)| *name == unit) else {
            return Err(format!(
                "time: unknown unit {} in duration {}",
                quote_bytes(unit),
                quote_bytes(text)
            ));
        };
        let part = whole.checked_mul(factor).and_then(|part| part.checked_add(fraction_of(fraction, factor)));
        let sum = part.and_then(|part| total.checked_add(part)).filter(|sum| *sum <= LONGEST);
        total = sum.ok_or_else(invalid)?;
        rest = tail;
    }
    let signed = if negative { 0_i64.checked_sub_unsigned(total) } else { 0_i64.checked_add_unsigned(total) };
    signed.ok_or_else(invalid)
}

/// So many decimals of a unit: `5` of a second are 500,000,000 nanoseconds. Rounded as Go rounds it, in floating point;
/// digits that a 64-bit number cannot hold do not count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not negative, and at most an hour"
)]
fn fraction_of(decimals: &str, unit: u64) -> u64 {
    let (mut number, mut scale) = (0_i64, 1.0);
    for digit in decimals.bytes() {
        let digit = i64::from(digit.saturating_sub(b'0'));
        let Some(longer) = number.checked_mul(10).and_then(|tens| tens.checked_add(digit)) else { break };
        number = longer;
        scale *= 10.0;
    }
    (number as f64 * (unit as f64 / scale)) as u64
}

/// A duration in nanoseconds as Go prints it: `5m0s`, `1.5s`, `250ms`.
pub fn format_duration(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let all = nanoseconds.unsigned_abs();
    if all == 0 {
        return "0s".to_owned();
    }
    let with_fraction = |value: u64, unit: u64, name: &str| {
        let (whole, part) = (value / unit, value % unit);
        let digits = unit.ilog10() as usize;
        let fraction = format!("{part:0digits$}");
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { format!("{whole}{name}") } else { format!("{whole}.{fraction}{name}") }
    };
    let text = match all {
        0..1_000 => format!("{all}ns"),
        1_000..1_000_000 => with_fraction(all, 1_000, "\u{b5}s"),
        1_000_000..1_000_000_000 => with_fraction(all, 1_000_000, "ms"),
        _ => {
            let minutes = all / 60_000_000_000;
            let seconds = with_fraction(all % 60_000_000_000, 1_000_000_000, "s");
            match (minutes / 60, minutes % 60) {
                (0, 0) => seconds,
                (0, minutes) => format!("{minutes}m{seconds}"),
                (hours, minutes) => format!("{hours}h{minutes}m{seconds}"),
            }
        }
    };
    format!("{sign}{text}")
}

/// What a text is when it is read as a JSON array of strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonArray {
    /// No JSON array, or one with something behind it.
    NotJson,
    /// A JSON array with something in it that is no string.
    NotStrings,
    /// A JSON array of strings.
    Strings(Vec<Text>),
}

/// Reads a text as a JSON array of strings, as `encoding/json` does.
pub fn parse_string_array(text: &Text) -> JsonArray {
    let trimmed = text.trim_start();
    if !trimmed.starts_with('[') {
        return JsonArray::NotJson;
    }
    let mut reader = Json { text, chars: trimmed.chars(), strings: Vec::new(), only_strings: true };
    match reader.array() {
        Some(()) if reader.only_strings => JsonArray::Strings(reader.strings),
        Some(()) => JsonArray::NotStrings,
        None => JsonArray::NotJson,
    }
}

/// So many arrays and objects in each other are read; what is deeper is no JSON to the reference.
const DEEPEST: usize = 10_000;

/// What a JSON reader expects next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// A value; a closing bracket too where nothing stands before.
    Value { may_close: bool },
    /// A name of an object; a closing brace too where nothing stands before.
    Name { may_close: bool },
    /// A comma or the closing sign.
    More,
}

struct Json<'t> {
    text: &'t Text,
    /// What is left of it.
    chars: std::str::Chars<'t>,
    strings: Vec<Text>,
    only_strings: bool,
}

impl Json<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.clone().next()
    }

    fn next_if(&mut self, test: impl Fn(char) -> bool) -> Option<char> {
        let ch = self.peek().filter(|ch| test(*ch))?;
        self.chars.next();
        Some(ch)
    }

    fn skip_blanks(&mut self) {
        while self.next_if(|ch| matches!(ch, ' ' | '\t' | '\n' | '\r')).is_some() {}
    }

    /// Reads one array and the end of the text. Without recursion: open signs are kept in a list.
    fn array(&mut self) -> Option<()> {
        let mut open: Vec<char> = Vec::new();
        let mut expect = Expect::Value { may_close: false };
        loop {
            self.skip_blanks();
            if open.is_empty() && expect == Expect::More {
                return self.chars.next().is_none().then_some(());
            }
            let ch = self.peek()?;
            match (expect, ch) {
                (Expect::Value { .. }, '[' | '{') if open.len() < DEEPEST => {
                    self.chars.next();
                    self.only_strings &= open.is_empty();
                    open.push(ch);
                    expect = if ch == '[' {
                        Expect::Value { may_close: true }
                    } else {
                        Expect::Name { may_close: true }
                    };
                }
                (Expect::Value { may_close: true }, ']') | (Expect::Name { may_close: true }, '}') => {
                    self.chars.next();
                    open.pop();
                    expect = Expect::More;
                }
                (Expect::Value { .. }, '"') => {
                    let text = self.string()?;
                    self.strings.push(text);
                    expect = Expect::More;
                }
                (Expect::Value { .. }, _) => {
                    self.plain_value()?;
                    self.only_strings = false;
                    expect = Expect::More;
                }
                (Expect::Name { .. }, '"') => {
                    self.string()?;
                    self.skip_blanks();
                    self.next_if(|ch| ch == ':')?;
                    expect = Expect::Value { may_close: false };
                }
                (Expect::More, ',') => {
                    self.chars.next();
                    expect = if open.last() == Some(&'{') {
                        Expect::Name { may_close: false }
                    } else {
                        Expect::Value { may_close: false }
                    };
                }
                (Expect::More, ']') if open.last() == Some(&'[') => {
                    self.chars.next();
                    open.pop();
                }
                (Expect::More, '}') if open.last() == Some(&'{') => {
                    self.chars.next();
                    open.pop();
                }
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<Text> {
        self.chars.next();
        let rest = self.chars.as_str();
        let length = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..b' '))?;
        let (plain, rest) = rest.split_at_checked(length)?;
        if let Some(behind) = rest.strip_prefix('"') {
            let end = self.text.len() - rest.len();
            self.chars = behind.chars();
            return Some(self.text.part(end - length, end));
        }
        self.chars = rest.chars();
        let mut text = plain.to_owned();
        loop {
            match self.chars.next()? {
                '"' => return Some(text.into()),
                '\0'..' ' => return None,
                '\\' => match self.chars.next()? {
                    ch @ ('"' | '\\' | '/') => text.push(ch),
                    'b' => text.push('\u{8}'),
                    'f' => text.push('\u{c}'),
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    't' => text.push('\t'),
                    'u' => self.unicode(&mut text)?,
                    _ => return None,
                },
                ch => text.push(ch),
            }
        }
    }

    fn hex(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + self.chars.next()?.to_digit(16)?;
        }
        Some(code)
    }

    /// A `\u` escape; half of a pair alone becomes the replacement character.
    fn unicode(&mut self, text: &mut String) -> Option<()> {
        const REPLACEMENT: char = '\u{fffd}';
        let mut code = self.hex()?;
        while (0xd800..0xdc00).contains(&code) {
            let mut ahead = self.chars.clone();
            if ahead.next() != Some('\\') || ahead.next() != Some('u') {
                break;
            }
            self.chars = ahead;
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            } else {
                text.push(REPLACEMENT);
                code = low;
            }
        }
        text.push(char::from_u32(code).unwrap_or(REPLACEMENT));
        Some(())
    }

    /// A number, `true`, `false` or `null`.
    fn plain_value(&mut self) -> Option<()> {
        let mut text = String::new();
        while let Some(ch) = self.next_if(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '-' | '.')) {
            text.push(ch);
        }
        (matches!(text.as_str(), "true" | "false" | "null") || is_json_number(&text)).then_some(())
    }
}

fn is_json_number(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(is_digits)
}

#[cfg(test)]
mod tests {
    use super::{
        JsonArray, atoi, format_duration, json_string, parse_bool, parse_duration, parse_int,
        parse_string_array, quote,
    };

    #[test]
    fn quoting() {
        assert_eq!(quote("a\"b\\c\n\u{1}é\u{a0}"), "\"a\\\"b\\\\c\\n\\x01é\\u00a0\"");
        assert_eq!(json_string("a<b>\n"), "\"a\\u003cb\\u003e\\n\"");
    }

    #[test]
    fn numbers_and_truth() {
        assert_eq!(atoi("+3"), Some(3));
        assert_eq!(atoi("-1"), Some(-1));
        assert_eq!(atoi("1a"), None);
        assert_eq!(atoi(""), None);
        assert_eq!(parse_int("abc", 32).unwrap_err(), "strconv.ParseInt: parsing \"abc\": invalid syntax");
        assert_eq!(
            parse_int("3000000000", 32).unwrap_err(),
            "strconv.ParseInt: parsing \"3000000000\": value out of range"
        );
        assert_eq!(parse_bool("T"), Some(true));
        assert_eq!(parse_bool("yes"), None);
    }

    #[test]
    fn durations() {
        for (text, nanoseconds, printed) in [
            ("5m", 300_000_000_000, "5m0s"),
            ("1h30m", 5_400_000_000_000, "1h30m0s"),
            ("1.5s", 1_500_000_000, "1.5s"),
            ("250ms", 250_000_000, "250ms"),
            ("0", 0, "0s"),
            ("-2s", -2_000_000_000, "-2s"),
            ("1us", 1_000, "1µs"),
            ("-9223372036854775808ns", i64::MIN, "-2562047h47m16.854775808s"),
        ] {
            assert_eq!(parse_duration(text), Ok(nanoseconds), "{text}");
            assert_eq!(format_duration(nanoseconds), printed);
        }
        assert_eq!(parse_duration("0.3333333333333333333h"), Ok(1_200_000_000_000));
        assert_eq!(
            parse_duration("5é").unwrap_err(),
            "time: unknown unit \"\\xc3\\xa9\" in duration \"5\\xc3\\xa9\""
        );
        assert_eq!(parse_duration("5").unwrap_err(), "time: missing unit in duration \"5\"");
        assert_eq!(
            parse_duration("92233720368547758080").unwrap_err(),
            "time: invalid duration \"92233720368547758080\""
        );
        assert_eq!(parse_duration("x").unwrap_err(), "time: invalid duration \"x\"");
        assert_eq!(parse_duration("5x").unwrap_err(), "time: unknown unit \"x\" in duration \"5x\"");
        assert_eq!(parse_duration("").unwrap_err(), "time: invalid duration \"\"");
    }

    #[test]
    fn arrays_of_strings() {
        let array = |text: &str| parse_string_array(&text.into());
        let strings = |list: &[&str]| JsonArray::Strings(list.iter().map(|text| (*text).into()).collect());
        assert_eq!(array("[]"), strings(&[]));
        assert_eq!(array(" [ \"a\" , \"b\\u0041\" ] "), strings(&["a", "bA"]));
        assert_eq!(array("[\"\\ud83d\\ude00\\ud800x\"]"), strings(&["\u{1f600}\u{fffd}x"]));
        assert_eq!(array("[\"a\", 1]"), JsonArray::NotStrings);
        assert_eq!(array("[null]"), JsonArray::NotStrings);
        assert_eq!(array("[[\"a\"]]"), JsonArray::NotStrings);
        assert_eq!(array("[{\"a\": [1, {}]}]"), JsonArray::NotStrings);
        for text in
            ["[\"a\",]", "['a']", "[\"a\"] x", "[\"a\"", "[\"a\" \"b\"]", "[", "[01]", "[\"\t\"]", "[,]"]
        {
            assert_eq!(array(text), JsonArray::NotJson, "{text}");
        }
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(array(&nested(10_000)), JsonArray::NotStrings);
        assert_eq!(array(&nested(10_001)), JsonArray::NotJson);
        assert_eq!(array(&"[".repeat(60_000)), JsonArray::NotJson, "no depth exhausts the stack");
    }
}
