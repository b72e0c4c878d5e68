//! Bytes to UTF-16 offsets, which is what editors and JavaScript strings count.

use super::offset;

/// Turns byte offsets of one text into UTF-16 offsets. Empty for ASCII, where both are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utf16Index {
    /// For each character that is longer in bytes than in UTF-16: the byte offset behind it and how many bytes the text up
    /// to there has more than UTF-16 units.
    shifts: Vec<(u32, u32)>,
}

impl Utf16Index {
    /// Reads the text once.
    pub fn new(source: &str) -> Self {
        let mut shifts = Vec::new();
        if !source.is_ascii() {
            let mut shift = 0;
            for (at, ch) in source.char_indices().filter(|(_, ch)| !ch.is_ascii()) {
                shift += ch.len_utf8() - ch.len_utf16();
                shifts.push((offset(at + ch.len_utf8()), offset(shift)));
            }
        }
        Self { shifts }
    }

    /// The UTF-16 offset of a byte offset on a character boundary.
    pub fn utf16(&self, byte: u32) -> u32 {
        let before = self.shifts.partition_point(|(end, _)| *end <= byte);
        let shift =
            before.checked_sub(1).and_then(|last| self.shifts.get(last)).map_or(0, |(_, shift)| *shift);
        byte - shift
    }

    /// The byte offset of a UTF-16 offset; between the two units of one character it is no boundary.
    pub fn byte(&self, utf16: u32) -> u32 {
        let before = self.shifts.partition_point(|(end, shift)| end - shift <= utf16);
        let shift =
            before.checked_sub(1).and_then(|last| self.shifts.get(last)).map_or(0, |(_, shift)| *shift);
        utf16.saturating_add(shift)
    }
}

#[cfg(test)]
mod tests {
    use super::Utf16Index;

    #[test]
    fn agrees_with_the_standard_library_at_every_character() {
        for text in ["", "FROM a\n", "# é ü\nFROM 日本\n", "🐳🐳 x 🐳", "\u{feff}FROM a\r\n"] {
            let index = Utf16Index::new(text);
            let boundaries = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for at in boundaries {
                let expected = text.get(..at).unwrap().encode_utf16().count();
                assert_eq!(index.utf16(crate::text::offset(at)) as usize, expected, "{text:?} at byte {at}");
                assert_eq!(
                    index.byte(crate::text::offset(expected)) as usize,
                    at,
                    "{text:?} at unit {expected}"
                );
            }
        }
    }
}
