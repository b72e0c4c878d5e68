//! Lines and columns, which programs for text count from 1.

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 units.
    pub column: u32,
}

/// Turns the offsets of a report into lines and columns.
#[derive(Debug, Clone)]
pub struct Places {
    /// The UTF-16 offset of the first character of each line.
    lines: Vec<u32>,
}

impl Places {
    /// Reads the text once.
    pub fn new(source: &str) -> Self {
        let mut lines = vec![0];
        let mut at = 0;
        for ch in source.chars() {
            at += if ch.len_utf16() == 2 { 2 } else { 1 };
            if ch == '\n' {
                lines.push(at);
            }
        }
        Self { lines }
    }

    /// The place of a UTF-16 offset.
    pub fn of(&self, offset: u32) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|before| self.lines.get(before)).copied().unwrap_or(0);
        Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: offset - start + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Places};

    #[test]
    fn counts_from_one_in_utf16() {
        let places = Places::new("a🐳b\r\n\nc");
        let at = |offset| {
            let Place { line, column } = places.of(offset);
            (line, column)
        };
        assert_eq!(
            [at(0), at(3), at(5), at(6), at(7), at(8)],
            [(1, 1), (1, 4), (1, 6), (2, 1), (3, 1), (3, 2)]
        );
        assert_eq!(Places::new("").of(0), Place { line: 1, column: 1 });
    }
}
