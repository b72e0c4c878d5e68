//! L0. Places in a text. Everything above counts bytes; only `report` turns them into what editors count.

mod bytes;
pub mod case;
pub mod go;
pub mod order;
pub mod paths;
mod shared;
mod utf16;

pub use bytes::bytes;
pub use shared::Text;
pub use utf16::Utf16Index;

/// A half-open range of bytes in the Dockerfile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: offset(start), end: offset(end.max(start)) }
    }

    /// The text of the range, or nothing where it does not fit `source`.
    pub fn of(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The empty range behind this one.
    pub fn at_end(self) -> Self {
        Self { start: self.end, end: self.end }
    }

    /// The empty range before this one.
    pub fn at_start(self) -> Self {
        Self { start: self.start, end: self.start }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A byte offset. Sources are limited to 1 MiB before anything is analysed, so the bound is never met.
pub fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Replaces a range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub new_text: String,
}

/// A run of lines, counted from 1, both ends included. `BuildKit` counts some places from 0: those come out as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Lines {
    /// First line.
    pub start: u32,
    /// Last line.
    pub end: u32,
}

impl Lines {
    /// The lines from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: offset(start), end: offset(end.max(start)) }
    }
}
