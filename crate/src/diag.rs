//! L2. What can be said about a Dockerfile: `BuildKit`'s errors and warnings in `BuildKit`'s own order, and the findings
//! of rules. No layer stops at an error: it notes it and goes on, so one pass serves two readers. Up to the first error a
//! [`Journal`] is what `docker build` says; the whole of it is what an editor shows.

use crate::text::{Lines, Span, TextEdit};

/// An error that makes `docker build` stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    /// `BuildKit`'s message, to the letter, with the prefix that it adds.
    pub message: String,
    /// The places that `BuildKit` names, in its order; empty when it names none.
    pub locations: Vec<Lines>,
    /// The text to mark in an editor.
    pub span: Span,
}

/// A finding of one of `BuildKit`'s checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Name of the check: `StageNameCasing`.
    pub check: &'static str,
    /// `BuildKit`'s message, to the letter.
    pub message: String,
    /// The lines that it names.
    pub lines: Lines,
    /// The text to mark in an editor.
    pub span: Span,
    /// The instruction that it is about.
    pub instruction: Option<usize>,
    /// Whether a `check=` comment above that instruction silences it.
    pub inline: bool,
}

/// One thing that `BuildKit` would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// It stops.
    Error(BuildError),
    /// It warns.
    Warning(Warning),
}

/// What `BuildKit` would say, in the order in which it would.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    /// The entries; those behind the first error are for editors alone.
    pub entries: Vec<Entry>,
}

impl Journal {
    /// Notes an error.
    pub fn error(&mut self, message: impl Into<String>, locations: Vec<Lines>, span: Span) {
        self.entries.push(Entry::Error(BuildError { message: message.into(), locations, span }));
    }

    /// Notes a warning.
    pub fn warning(&mut self, warning: Warning) {
        self.entries.push(Entry::Warning(warning));
    }

    /// The error at which `docker build` stops.
    pub fn first_error(&self) -> Option<&BuildError> {
        self.errors().next()
    }

    /// All errors.
    pub fn errors(&self) -> impl Iterator<Item = &BuildError> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Error(error) => Some(error),
            Entry::Warning(_) => None,
        })
    }

    /// All warnings, also those behind an error.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Warning(warning) => Some(warning),
            Entry::Error(_) => None,
        })
    }

    /// The warnings that `BuildKit` gives before it stops.
    pub fn warnings_before_error(&self) -> impl Iterator<Item = &Warning> {
        self.entries.iter().map_while(|entry| match entry {
            Entry::Warning(warning) => Some(warning),
            Entry::Error(_) => None,
        })
    }

    /// Puts another journal behind this one.
    pub fn append(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build or the program will fail, or a secret leaks.
    Error,
    /// Bad in almost every case.
    Warning,
    /// Usually better otherwise.
    Info,
    /// A matter of taste, or a waste that does not ship.
    Hint,
}

/// Whether a fix changes what the image does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// The image behaves the same.
    Safe,
    /// It may not: a person has to look.
    NeedsReview,
}

/// A change of the text that settles a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order.
    pub title: String,
    /// Whether it is safe.
    pub safety: Safety,
    /// The edits, in order and not overlapping.
    pub edits: Vec<TextEdit>,
}

impl Fix {
    /// A fix of one edit that a person has to look at.
    pub fn review(title: impl Into<String>, span: Span, new_text: impl Into<String>) -> Self {
        let edits = vec![TextEdit { span, new_text: new_text.into() }];
        Self { title: title.into(), safety: Safety::NeedsReview, edits }
    }

    /// A fix of one edit after which the image behaves the same.
    pub fn safe(title: impl Into<String>, span: Span, new_text: impl Into<String>) -> Self {
        Self { safety: Safety::Safe, ..Self::review(title, span, new_text) }
    }
}

/// What is known of a rule without running it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleMeta {
    /// Name in the output, as `BuildKit` prints its own: `AptListsLeft`.
    pub id: &'static str,
    /// Group in the index: `size`, `multi-stage`, `buildkit-checks` …
    pub category: &'static str,
    /// Severity where the finding ships.
    pub severity: Severity,
    /// Whether it speaks without being asked to; else only where `check=experimental=` names it.
    pub on: bool,
    /// Names that others give it: `hadolint DL3009`, `buildkit StageNameCasing`.
    pub equivalents: &'static [&'static str],
}

impl RuleMeta {
    /// Whether a name means this rule: its id, or what another program calls it, `DL3009`.
    pub fn answers_to(&self, name: &str) -> bool {
        let others = self.equivalents.iter().filter_map(|other| other.split_once(' '));
        self.id.eq_ignore_ascii_case(name) || others.into_iter().any(|(_, id)| id.eq_ignore_ascii_case(name))
    }

    /// The name of the page: `apt-lists-left`.
    pub fn page(&self) -> String {
        page_name(self.id)
    }
}

/// A rule's id as a page name: `AptListsLeft` is `apt-lists-left`.
pub fn page_name(id: &str) -> String {
    let mut page = String::new();
    let mut chars = id.chars().peekable();
    let mut before = 'A';
    while let Some(ch) = chars.next() {
        // A word starts behind a small letter, and with the last capital of a run: JSONArgs is json-args.
        let starts = ch.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || chars.peek().is_some_and(char::is_ascii_lowercase));
        if starts && !page.is_empty() {
            page.push('-');
        }
        page.push(ch.to_ascii_lowercase());
        before = ch;
    }
    page
}

/// One finding of a rule, in three parts: what, why here, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static RuleMeta,
    /// The text that it is about.
    pub span: Span,
    /// May be lower than the rule's, never higher.
    pub severity: Severity,
    /// What is wrong; no full stop.
    pub message: String,
    /// Why it matters in this file.
    pub why: String,
    /// What to do about it, the best first.
    pub fixes: Vec<Fix>,
    /// Instruction that it is about.
    pub instruction: Option<usize>,
}

impl Finding {
    /// A finding of a rule at a place, without a fix.
    pub fn new(
        rule: &'static RuleMeta,
        instruction: usize,
        span: Span,
        message: impl Into<String>,
        why: impl Into<String>,
    ) -> Self {
        let (message, why) = (message.into(), why.into());
        Self {
            rule,
            span,
            severity: rule.severity,
            message,
            why,
            fixes: Vec::new(),
            instruction: Some(instruction),
        }
    }

    /// With a fix.
    #[must_use]
    pub fn with_fix(mut self, title: impl Into<String>, safety: Safety, edits: Vec<TextEdit>) -> Self {
        self.fixes.push(Fix { title: title.into(), safety, edits });
        self
    }

    /// With a fix that is made already, where there is one.
    #[must_use]
    pub fn fixed_by(mut self, fix: Option<Fix>) -> Self {
        self.fixes.extend(fix);
        self
    }

    /// At most as severe as this.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.severity = self.severity.max(severity);
        self
    }

    /// A finding of one of `BuildKit`'s own checks, in its words, with what a rule adds.
    pub fn of_warning(
        rule: &'static RuleMeta,
        warning: &Warning,
        why: impl Into<String>,
        fixes: Vec<Fix>,
    ) -> Self {
        Self {
            rule,
            span: warning.span,
            severity: rule.severity,
            message: warning.message.clone(),
            why: why.into(),
            fixes,
            instruction: warning.instruction,
        }
    }
}
