//! L9. Help for who writes a Dockerfile: completion, what a word means here, where it is defined, renaming, formatting.
//!
//! Takes an input, a catalogue and a place in the text; gives what an editor shows. All of it is worked out when it is asked
//! for. What is so at a place is what a Dockerfile that ends there builds. Offsets are UTF-16 offsets, as in `report`. Texts
//! that explain are not here: an answer names its topic, and the page has the words.

mod complete;
mod cursor;
mod format;
mod here;
mod hover;
mod occurrences;
mod options;
mod paths;
mod prose;
mod refactor;
mod rename;
mod settings;
mod standing;
#[cfg(test)]
mod testing;
mod topics;
mod variables;

pub use complete::{Completion, CompletionKind, Completions, complete};
pub use format::format;
pub use hover::{Hover, hover};
pub use occurrences::{Occurrence, occurrences};
pub use prose::{Paragraph, Piece, SENTENCES, Sentence, Sentences, prose};
pub use refactor::{Refactor, refactors};
pub use rename::{Rename, rename};
pub use settings::{Setting, Settings, settings};
pub use standing::{Standing, standing};
pub use topics::topics;

use crate::report::Input;
use crate::text::Utf16Index;

/// The byte that a UTF-16 offset means, at the start of a character; the end of the text where it lies beyond.
fn byte_at(input: &Input, index: &Utf16Index, offset: u32) -> usize {
    input.dockerfile.floor_char_boundary(index.byte(offset) as usize)
}
