//! L3. Text to instructions.
//!
//! Takes the text of a Dockerfile, gives its instructions with their places, and what the reference would say of them. It
//! never fails: an instruction that cannot be read stays in the list as [`Kind::Invalid`] with an entry in a journal.
//! Nothing here knows of stages, build arguments or values.

pub mod by_hand;
pub mod checks;
pub mod command;
mod directive;
pub mod expand;
mod flags;
mod heredoc;
mod instruction;
mod lines;
pub mod mount;
mod parse;
mod pattern;
pub mod shell;
pub mod suggest;
mod typed;
mod words;

pub use directive::Directive;
pub use heredoc::{Heredoc, opener};
pub use instruction::{
    Argument, CommandLine, Device, From, InlineFile, Instruction, Kind, Network, Pair, Run, Transfer, Word,
    Words,
};
pub use parse::parse;
pub use typed::{KEYWORDS, flags_of, is_stage_name, read_trigger};

use crate::diag::{Journal, Warning};
use crate::text::Text;

/// A Dockerfile, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dockerfile {
    /// The text, which its words share.
    pub source: Text,
    /// Whether the text is empty, which the reference refuses before anything else.
    pub is_empty: bool,
    /// `\` or `` ` ``.
    pub escape: char,
    /// The directives that the parser honors, in order.
    pub directives: Vec<Directive>,
    /// The `syntax` directive as the reference detects it.
    pub syntax: Option<Directive>,
    /// The `check` directive as the reference detects it.
    pub check: Option<Directive>,
    /// What the `check` directive says.
    pub checks: checks::Options,
    /// The instructions in order.
    pub instructions: Vec<Instruction>,
    /// Faults of lines and arguments.
    pub parse_journal: Journal,
    /// Warnings of the reference's parser, in its own words.
    pub parse_warnings: Vec<ParseWarning>,
    /// Faults and warnings of the instructions, which the reference reads only when all lines are in order.
    pub typed_journal: Journal,
}

/// A warning as the reference's parser words it, before the checks word it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseWarning {
    /// What it says.
    pub message: String,
    /// 1-based line.
    pub line: usize,
}

impl Dockerfile {
    /// Whether a finding of a check is shown, by the `check` directive and the comments above the instruction.
    pub fn shows(&self, warning: &Warning) -> bool {
        let above =
            warning.instruction.filter(|_| warning.inline).and_then(|index| self.instructions.get(index));
        match above {
            Some(it) => self.checks.with_comments(&it.comments).allows(warning.check),
            None => self.checks.allows(warning.check),
        }
    }
}
