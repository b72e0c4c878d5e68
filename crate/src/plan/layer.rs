//! Layers, and what is known of their size.

use std::borrow::Cow;

use crate::eval::StateId;
use crate::text::Text;

use super::VertexId;

/// How a size is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Read off the real thing.
    Measured,
    /// Somebody set it by hand, in a comment of the Dockerfile.
    ByHand,
    /// Worked out.
    Estimated,
    /// Nobody can say without building.
    Unknown,
}

/// A number of bytes between two bounds, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Lower bound.
    pub low: u64,
    /// Upper bound; `None` when there is none.
    pub high: Option<u64>,
    /// As weak as its weakest part.
    pub basis: Basis,
    /// Where it comes from, how it was worked out, or why nobody can say.
    pub how: Cow<'static, str>,
}

impl Size {
    /// A size that is known exactly.
    pub fn measured(bytes: u64, how: impl Into<Cow<'static, str>>) -> Self {
        Self { low: bytes, high: Some(bytes), basis: Basis::Measured, how: how.into() }
    }

    /// A size that somebody set by hand, in the comment above an instruction of this line.
    pub fn by_hand(bytes: u64, line: u32) -> Self {
        let how = format!("by the comment above line {line}").into();
        Self { low: bytes, high: Some(bytes), basis: Basis::ByHand, how }
    }

    /// A size that was worked out.
    pub fn estimated(low: u64, high: u64, how: impl Into<Cow<'static, str>>) -> Self {
        Self { low, high: Some(high), basis: Basis::Estimated, how: how.into() }
    }

    /// A size that nobody can say.
    pub fn unknown(how: impl Into<Cow<'static, str>>) -> Self {
        Self { low: 0, high: None, basis: Basis::Unknown, how: how.into() }
    }

    /// The sum, which is as weak as its weakest part.
    pub fn sum<'a>(parts: impl Iterator<Item = &'a Self>, how: impl Into<Cow<'static, str>>) -> Self {
        let nothing = Self::measured(0, how);
        parts.fold(nothing, |sum, part| Self {
            low: sum.low.saturating_add(part.low),
            high: sum.high.zip(part.high).map(|(a, b)| a.saturating_add(b)),
            basis: sum.basis.max(part.basis),
            how: sum.how,
        })
    }
}

/// Where the files of a layer come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A command wrote them.
    Command,
    /// The build context.
    Context,
    /// Another state.
    State(StateId),
    /// A URL or a repository.
    Remote,
    /// The Dockerfile itself.
    Inline,
    /// An empty directory.
    Directory,
}

/// One layer that an instruction adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The instruction.
    pub instruction: usize,
    /// The state that it was made in.
    pub state: StateId,
    /// The text of the instruction in one line.
    pub text: Text,
    /// Where its files come from.
    pub content: Content,
    /// What it weighs on disk.
    pub size: Size,
    /// The vertex that makes it.
    pub vertex: Option<VertexId>,
}
