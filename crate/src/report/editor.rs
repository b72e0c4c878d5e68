//! What the editor shows: squiggles, fixes and the coloured gutter.

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub enum Level {
    /// The build stops, or the image does not do what it is for.
    Error,
    /// Bad in almost every case.
    Warning,
    /// Usually better otherwise.
    Info,
    /// A matter of taste, or a waste that does not ship.
    Hint,
}

/// One finding, placed in the text.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct EditorDiagnostic {
    /// UTF-16 offset of the first character.
    pub from: u32,
    /// UTF-16 offset after the last character.
    pub to: u32,
    /// 1-based line of `from`.
    pub line: u32,
    /// How serious it is.
    pub level: Level,
    /// Name of the rule as `BuildKit` prints names; empty for an error of `docker build` itself.
    pub rule: String,
    /// What is wrong, in one line.
    pub message: String,
    /// Why it matters here, in the words of this file; may be empty.
    pub why: String,
    /// Instruction that it is about.
    pub instruction: Option<usize>,
    /// Stage that it is about.
    pub stage: Option<usize>,
    /// What can be done with one click; the best first.
    pub fixes: Vec<EditorFix>,
    /// Whether `docker build --check` would say the same.
    pub buildkit: bool,
}

/// A change of the text that settles a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct EditorFix {
    /// What it does, as an order: `Remove the lists in the same layer`.
    pub title: String,
    /// Whether the image behaves the same afterwards.
    pub safe: bool,
    /// The edits, in order, not overlapping, all in offsets of the text as it is.
    pub edits: Vec<Edit>,
}

/// Replaces the text between two offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Edit {
    /// UTF-16 offset of the first character to replace.
    pub from: u32,
    /// UTF-16 offset after the last character to replace.
    pub to: u32,
    /// What stands there afterwards.
    pub insert: String,
}

/// The lines of one stage, for the gutter and the line above its `FROM`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct StageBand {
    /// Index of the stage.
    pub stage: usize,
    /// 1-based first line: that of its `FROM`.
    pub line: u32,
    /// 1-based last line, up to the line before the next stage or its comments.
    pub end_line: u32,
    /// `1 builder`: number and name.
    pub label: String,
    /// What becomes of it: `the target · ≥ 124.84 MB`, `skipped`, `gives /opt/venv`.
    pub note: String,
}

use crate::diag::{BuildError, Finding, Safety, Severity, Warning};
use crate::plan::Build;
use crate::rules::{Rule, explains_error};
use crate::text::{Span, TextEdit, Utf16Index, offset, order};

/// Turns places of a text into those of an editor.
pub(super) struct Positions {
    pub(super) index: Utf16Index,
    /// Offset of the first byte of each line.
    lines: Vec<u32>,
}

impl Positions {
    pub(super) fn new(source: &str) -> Self {
        let breaks = source.match_indices('\n').map(|(at, _)| offset(at + 1));
        Self { index: Utf16Index::new(source), lines: [0].into_iter().chain(breaks).collect() }
    }

    /// The 1-based line of a byte.
    fn line(&self, byte: u32) -> u32 {
        offset(self.lines.partition_point(|start| *start <= byte))
    }

    fn edit(&self, edit: TextEdit) -> Edit {
        Edit {
            from: self.index.utf16(edit.span.start),
            to: self.index.utf16(edit.span.end),
            insert: edit.new_text,
        }
    }
}

/// All that the editor marks, in order of place: where the build stops, what would stop it next, and findings.
pub(super) fn diagnostics(
    target: &Build<'_>,
    check: &Build<'_>,
    rules: &[&Rule],
    findings: Vec<Finding>,
    positions: &Positions,
) -> Vec<EditorDiagnostic> {
    let place = |span: Span, instruction: Option<usize>| Place { span, instruction, target, positions };
    // One cause, one finding: a rule that knows what to do about an error stands for it.
    let is_explained = |message: &str| findings.iter().any(|finding| explains_error(finding, message));
    let mut list: Vec<EditorDiagnostic> = errors(target, check)
        .filter(|(error, _, _)| !is_explained(&error.message))
        .map(|(error, why, level)| {
            let at = target.file.instructions.iter().find(|it| it.span.contains(error.span));
            place(error.span, at.map(|it| it.index)).diagnostic(level, "", &error.message, why, true)
        })
        .collect();
    // A check that has a rule of ours is shown as that rule shows it.
    let has_rule = |check: &str| rules.iter().any(|rule| rule.meta.id == check);
    list.extend(check.all_warnings().filter(|warning| !has_rule(warning.check)).map(|warning| {
        let Warning { span, instruction, check, message, .. } = warning;
        place(*span, *instruction).diagnostic(Level::Warning, check, message, "", true)
    }));
    for finding in findings {
        let is_error = |error: &BuildError| explains_error(&finding, &error.message);
        let buildkit = finding.rule.equivalents.iter().any(|name| name.starts_with("buildkit "))
            || check.journal.errors().any(is_error);
        let level = match finding.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Info => Level::Info,
            Severity::Hint => Level::Hint,
        };
        let place = place(finding.span, finding.instruction);
        let mut shown = place.diagnostic(level, finding.rule.id, &finding.message, &finding.why, buildkit);
        shown.fixes = finding
            .fixes
            .into_iter()
            .map(|fix| EditorFix {
                title: fix.title,
                safe: fix.safety == Safety::Safe,
                edits: fix.edits.into_iter().map(|edit| positions.edit(edit)).collect(),
            })
            .collect();
        list.push(shown);
    }
    order::sort_by(&mut list, |a, b| {
        (a.from, a.level, &a.rule, &a.message).cmp(&(b.from, b.level, &b.rule, &b.message))
    });
    list.dedup();
    list
}

/// The errors of a file: that of the target first, then what would stop the build next, then what would stop the build of
/// a stage that is skipped.
fn errors<'a>(
    target: &'a Build<'_>,
    check: &'a Build<'_>,
) -> impl Iterator<Item = (&'a BuildError, &'static str, Level)> {
    let first = target.error();
    // Every instruction of a text with no FROM is an error of its own, and a text with no instruction is wrong in three
    // ways: one is enough.
    let limit = if target.stages.implied() || target.file.instructions.is_empty() { 1 } else { usize::MAX };
    let fragment = target.stages.implied();
    let last = [&target.violation, &target.unsolvable].into_iter().flatten();
    let own = target.journal.errors().chain(last).take(limit).map(move |error| {
        if fragment {
            (error, "There is no FROM above it.", Level::Info)
        } else if first == Some(error) {
            (error, "docker build stops here.", Level::Error)
        } else {
            (error, "docker build would stop here next.", Level::Error)
        }
    });
    let is_new =
        move |error: &&BuildError| !fragment && !target.journal.errors().any(|known| known == *error);
    let skipped = check
        .journal
        .errors()
        .filter(is_new)
        .map(|error| (error, "docker build would stop here if it built this stage.", Level::Warning));
    own.chain(skipped)
}

struct Place<'a> {
    span: Span,
    instruction: Option<usize>,
    target: &'a Build<'a>,
    positions: &'a Positions,
}

impl Place<'_> {
    fn diagnostic(
        &self,
        level: Level,
        rule: &str,
        message: &str,
        why: &str,
        buildkit: bool,
    ) -> EditorDiagnostic {
        EditorDiagnostic {
            from: self.positions.index.utf16(self.span.start),
            to: self.positions.index.utf16(self.span.end),
            line: self.positions.line(self.span.start),
            level,
            rule: rule.to_owned(),
            message: message.to_owned(),
            why: why.to_owned(),
            instruction: self.instruction,
            stage: self.instruction.and_then(|index| self.target.stages.of(index)),
            fixes: Vec::new(),
            buildkit,
        }
    }
}
