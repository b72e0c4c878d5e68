//! The instructions of a Dockerfile, typed. They share its text and borrow nothing, so that the triggers of `ONBUILD`, which
//! come from elsewhere, are of the same type.

use std::fmt;
use std::ops::Deref;

use crate::catalog::Healthcheck;
use crate::text::{Lines, Span, Text};

use super::by_hand::ByHand;
use super::heredoc::Heredoc;

/// A word and the text that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word {
    /// What it says.
    pub text: Text,
    /// Where it stands. A continuation inside the word lies within.
    pub span: Span,
}

/// Words in order. Most instructions have one, which needs no list.
#[derive(Clone, PartialEq, Eq)]
pub enum Words {
    /// One word.
    One(Word),
    /// None, or more than one.
    List(Vec<Word>),
}

impl Words {
    /// The words.
    pub fn as_slice(&self) -> &[Word] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::List(list) => list,
        }
    }

    /// Adds a word.
    pub fn push(&mut self, word: Word) {
        match self {
            Self::List(list) if list.is_empty() => *self = Self::One(word),
            Self::List(list) => list.push(word),
            Self::One(first) => {
                let mut list = Vec::with_capacity(4);
                list.extend([std::mem::take(first), word]);
                *self = Self::List(list);
            }
        }
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl Deref for Words {
    type Target = [Word];

    fn deref(&self) -> &[Word] {
        self.as_slice()
    }
}

impl<'w> IntoIterator for &'w Words {
    type Item = &'w Word;
    type IntoIter = std::slice::Iter<'w, Word>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_slice(), f)
    }
}

/// One instruction as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instruction {
    /// Index in the file.
    pub index: usize,
    /// Keyword as written.
    pub keyword: Word,
    /// Keyword in upper case; empty where the reference knows none such.
    pub name: &'static str,
    /// Flags as given, without quotes: `--from=build`.
    pub flags: Vec<Word>,
    /// Arguments as the reference's parser lists them. `ENV` and `LABEL` have three for each pair: key, value, separator.
    pub args: Words,
    /// Whether the arguments are a JSON array.
    pub json: bool,
    /// Here-documents in order.
    pub heredocs: Vec<Heredoc>,
    /// The joined text, continuations taken out.
    pub original: Text,
    /// From the keyword to the end of the last line that belongs to it, with here-documents.
    pub span: Span,
    /// The same without here-documents: where text can be appended.
    pub line_span: Span,
    /// Its lines.
    pub lines: Lines,
    /// For `ONBUILD`, the trigger as an instruction of its own.
    pub child: Option<Box<Instruction>>,
    /// Texts of the comments above it.
    pub comments: Vec<Text>,
    /// What it means.
    pub kind: Kind,
}

impl Instruction {
    /// The joined text without white space around it, as the reference quotes it.
    pub fn code(&self) -> &str {
        self.original.trim()
    }

    /// What the comments above it say that was set by hand.
    pub fn by_hand(&self) -> Option<ByHand> {
        ByHand::of(&self.comments)
    }

    /// Whether the log counts it as a step.
    pub fn is_step(&self) -> bool {
        matches!(self.kind, Kind::Run(_) | Kind::Copy(_) | Kind::Add(_) | Kind::Workdir(_))
    }

    /// Whether the keyword is this one, which is given in upper case.
    pub fn is(&self, keyword: &str) -> bool {
        self.name == keyword
    }

    /// The text behind `--name=`, or nothing behind a bare `--name`.
    pub fn flag(&self, name: &str) -> Option<&Word> {
        self.flags.iter().find(|flag| {
            flag.text
                .strip_prefix("--")
                .is_some_and(|rest| rest.split('=').next().unwrap_or_default() == name)
        })
    }
}

/// What an instruction means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Kind {
    /// `FROM`
    From(Box<From>),
    /// `ARG`
    Arg(Vec<Argument>),
    /// `ENV`
    Env(Vec<Pair>),
    /// `LABEL`
    Label(Vec<Pair>),
    /// `RUN`
    Run(Run),
    /// `CMD`
    Cmd(CommandLine),
    /// `ENTRYPOINT`
    Entrypoint(CommandLine),
    /// `COPY`
    Copy(Box<Transfer>),
    /// `ADD`
    Add(Box<Transfer>),
    /// `WORKDIR`
    Workdir(Word),
    /// `USER`
    User(Word),
    /// `VOLUME`
    Volume(Vec<Word>),
    /// `EXPOSE`, its words sorted as the reference does.
    Expose(Vec<Word>),
    /// `STOPSIGNAL`
    StopSignal(Word),
    /// `SHELL`
    Shell(Vec<String>),
    /// `HEALTHCHECK`
    Healthcheck(Healthcheck),
    /// `ONBUILD`: the trigger with its here-documents, as it is kept in an image config.
    OnBuild(String),
    /// `MAINTAINER`
    Maintainer(String),
    /// It could not be understood; the journal says why.
    #[default]
    Invalid,
}

/// `FROM [--platform=…] image [AS name]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// What it starts from, as written.
    pub image: Word,
    /// `--platform`, as written.
    pub platform: Option<Word>,
    /// The `AS` keyword, as written.
    pub as_keyword: Option<Word>,
    /// The stage's name, as written.
    pub name: Option<Word>,
}

impl From {
    /// The stage's name in lower case, which is the one that counts; empty when it has none.
    pub fn stage_name(&self) -> String {
        self.name.as_ref().map(|name| name.text.to_ascii_lowercase()).unwrap_or_default()
    }
}

/// One name of an `ARG`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name; never expanded or unquoted.
    pub key: Word,
    /// Its default, as written.
    pub default: Option<Word>,
}

/// One pair of an `ENV` or `LABEL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its key, as written.
    pub key: Word,
    /// Its value, as written.
    pub value: Word,
    /// Whether it was written as `KEY value`, without a sign between them.
    pub legacy: bool,
}

/// The command line of `RUN`, `CMD` and `ENTRYPOINT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    /// The words of the JSON form, or the text of the shell form as one.
    pub args: Words,
    /// Whether a shell runs it.
    pub shell: bool,
}

/// `RUN`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What is run.
    pub command: CommandLine,
    /// The texts of `--mount`, unexpanded.
    pub mounts: Vec<Word>,
    /// `--network`
    pub network: Network,
    /// `--security=insecure`
    pub insecure: bool,
    /// `--device`
    pub devices: Vec<Device>,
}

/// `RUN --device`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its name.
    pub name: String,
    /// Whether the build fails without it.
    pub required: bool,
}

/// `RUN --network`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Network {
    /// That of the build.
    #[default]
    Default,
    /// None.
    None,
    /// The host's.
    Host,
}

/// `COPY` or `ADD`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transfer {
    /// `--from`, as written; `COPY` only.
    pub from: Option<Word>,
    /// `--chown`
    pub chown: Word,
    /// `--chmod`
    pub chmod: Word,
    /// `--link`
    pub link: bool,
    /// `--parents`; `COPY` only.
    pub parents: bool,
    /// `--keep-git-dir`; `ADD` only.
    pub keep_git_dir: Option<bool>,
    /// `--checksum`; `ADD` only.
    pub checksum: Word,
    /// `--unpack`; `ADD` only.
    pub unpack: Option<bool>,
    /// `--exclude`, in order.
    pub excludes: Vec<Word>,
    /// Paths and URLs, as written.
    pub sources: Words,
    /// Files whose content stands in the Dockerfile.
    pub inline: Vec<InlineFile>,
    /// Destination, as written.
    pub dest: Word,
}

/// A file whose content stands in a here-document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: String,
    /// Whether variables in it are expanded.
    pub expand: bool,
}
