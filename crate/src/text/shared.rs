//! A text that is shared, not copied.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use super::offset;

/// A text, or a part of one. A clone and a part copy nothing: they keep the whole text that they come from.
///
/// Length and emptiness are told without a look at the text, and texts of different lengths are not compared.
#[derive(Clone, Default)]
pub struct Text {
    /// `None` stands for the empty text.
    whole: Option<Rc<String>>,
    start: u32,
    end: u32,
}

impl Text {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        let whole = self.whole.as_ref().map_or("", |whole| whole.as_str());
        whole.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it has no bytes.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// What stands between two of its offsets in bytes; empty where these do not fit.
    pub fn part(&self, start: usize, end: usize) -> Self {
        let Some(whole) = self.whole.as_ref().filter(|_| start < end && end <= self.len()) else {
            return Self::default();
        };
        let (start, end) = (self.start as usize + start, self.start as usize + end);
        if !whole.is_char_boundary(start) || !whole.is_char_boundary(end) {
            return Self::default();
        }
        Self { whole: Some(Rc::clone(whole)), start: offset(start), end: offset(end) }
    }

    /// It without white space around it.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let text = self.as_str();
        let start = text.len() - text.trim_start().len();
        self.part(start, start + text.trim().len())
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let end = offset(text.len());
        Self { whole: (end > 0).then(|| Rc::new(text)), start: 0, end }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&Text> for String {
    fn from(text: &Text) -> Self {
        text.as_str().to_owned()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        (&text).into()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Eq for Text {}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.len() == other.len() && self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        other == self.as_str()
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn parts_of_parts() {
        let text = Text::from("FROM alpine AS b");
        let part = text.part(5, 14);
        assert_eq!(part, "alpine AS");
        assert_eq!(part.part(7, 9), "AS");
        assert_eq!(part.part(7, 10), "", "beyond its end, though the whole goes on");
        assert_eq!(part.part(3, 2), "");
        assert_eq!(Text::default().part(0, 0), "");
    }

    #[test]
    fn half_a_character_is_nothing() {
        let half = Text::from("ä").part(0, 1);
        assert_eq!(half, "");
        assert!(half.is_empty());
    }

    #[test]
    fn trimmed() {
        assert_eq!(Text::from(" a b\t").part(0, 5).trimmed(), "a b");
        assert_eq!(Text::from(" \t").trimmed(), "");
    }
}
