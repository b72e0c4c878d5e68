//! The one place where tests of rules touch the engine. A fixture is a Dockerfile with carets under what is found:
//!
//! ```text
//! RUN apt-get update
//! ^^^^^^^^^^^^^^^^^^ the message
//! ```
//!
//! A line whose first character but blanks is `^` is taken out before the text is read, so carets work in continuations
//! and here-documents too.

use crate::catalog::Catalog;
use crate::diag::{Finding, Severity};
use crate::eval::BuildOptions;
use crate::eval::ignore::IgnoreFile;
use crate::plan::{build, files, secrets};
use crate::syntax::{command, parse};

use super::page::Example;
use super::{Landing, PAGES, RULES, Rule, RuleContext};

/// A caret line: the source line that it stands under, its columns, and the message.
struct Mark {
    line: usize,
    from: usize,
    to: usize,
    message: String,
}

fn split_fixture(fixture: &str) -> (String, Vec<Mark>) {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let mut source = String::new();
    let mut marks = Vec::new();
    let mut lines = 0;
    for line in fixture.split_inclusive('\n') {
        let trimmed = line.trim_start_matches([' ', '\t']);
        if trimmed.starts_with('^') {
            let from = line.len() - trimmed.len();
            let carets = trimmed.trim_start_matches('^');
            let to = from + trimmed.len() - carets.len();
            marks.push(Mark { line: lines - 1, from, to, message: carets.trim().to_owned() });
        } else {
            source.push_str(line);
            lines += 1;
        }
    }
    (source, marks)
}

fn findings(rule: &Rule, source: &str, target: Option<&str>) -> Vec<Finding> {
    findings_with(rule, source, target, None)
}

fn findings_with(rule: &Rule, source: &str, target: Option<&str>, ignore: Option<&str>) -> Vec<Finding> {
    let ignore = ignore.map(|text| IgnoreFile::parse(text).unwrap());
    let file = parse(source);
    let catalog = Catalog::bundled();
    let options = BuildOptions { target: target.map(str::to_owned), ..BuildOptions::default() };
    let mut plan = build(&file, &options, &catalog, ignore.as_ref(), false);
    let files = files::trace(&mut plan.plan, &file, None);
    let commands = command::of_file(&file);
    let secrets = secrets::secrets(&plan, &files, &commands, None);
    let check = build(&file, &options, &catalog, ignore.as_ref(), true);
    let landing = Landing { files: &files, secrets: &secrets };
    let mut ctx = RuleContext::new(&commands, &catalog, &plan, &check, landing).with_ignore(ignore.as_ref());
    (rule.check)(&mut ctx);
    ctx.into_findings()
}

/// Renders findings under their source the way fixtures are written: each line with its carets and messages.
fn render(source: &str, found: &[Finding]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push('\n');
        }
        let end = start + line.trim_end_matches('\n').len();
        for finding in found {
            let from = finding.span.start as usize;
            if (start..=end).contains(&from) {
                // A finding over several lines is marked on its first.
                let to = (finding.span.end as usize).clamp(from + 1, end.max(from + 1));
                out.push_str(&" ".repeat(from - start));
                out.push_str(&"^".repeat(to - from));
                out.push(' ');
                out.push_str(&finding.message);
                out.push('\n');
            }
        }
        start += line.len();
    }
    out
}

/// The rule finds exactly what the carets mark.
#[track_caller]
pub(super) fn check(rule: &Rule, fixture: &str) {
    check_target(rule, None, fixture);
}

/// The same for a target.
#[track_caller]
pub(super) fn check_target(rule: &Rule, target: Option<&str>, fixture: &str) {
    let (source, marks) = split_fixture(fixture);
    let found = findings(rule, &source, target);
    let mut expected = String::new();
    for (number, line) in source.split_inclusive('\n').enumerate() {
        expected.push_str(line);
        for mark in marks.iter().filter(|mark| mark.line == number) {
            expected.push_str(&" ".repeat(mark.from));
            expected.push_str(&"^".repeat(mark.to - mark.from));
            expected.push(' ');
            expected.push_str(&mark.message);
            expected.push('\n');
        }
    }
    assert!(!marks.is_empty(), "a fixture without carets belongs in `check_none`");
    assert_eq!(render(&source, &found), expected, "left: what was found; right: the fixture");
}

/// The rule finds nothing.
#[track_caller]
pub(super) fn check_none(rule: &Rule, source: &str) {
    let found = findings(rule, source.strip_prefix('\n').unwrap_or(source), None);
    assert!(found.is_empty(), "found:\n{}", render(source, &found));
}

/// With a `.dockerignore` the rule finds so many things.
#[track_caller]
pub(super) fn check_ignored(rule: &Rule, ignore: &str, source: &str, count: usize) {
    let found = findings_with(rule, source, None, Some(ignore));
    assert_eq!(found.len(), count, "found:\n{}", render(source, &found));
}

/// The first finding says why in these words.
#[track_caller]
pub(super) fn check_why(rule: &Rule, source: &str, why: &str) {
    let found = findings(rule, source, None);
    assert_eq!(found.first().map(|finding| finding.why.as_str()), Some(why));
}

/// There is one finding, as serious as this.
#[track_caller]
pub(super) fn check_severity(rule: &Rule, source: &str, severity: Severity) {
    let found: Vec<Severity> = findings(rule, source, None).iter().map(|it| it.severity).collect();
    assert_eq!(found, [severity], "{source}");
}

/// The first fix of the first finding turns `before` into `after`, and leaves nothing to find at that place.
#[track_caller]
pub(super) fn check_fix(rule: &Rule, before: &str, after: &str) {
    let found = findings(rule, before, None);
    let fix = found.first().and_then(|finding| finding.fixes.first()).expect("a finding with a fix");
    assert!(fix.edits.is_sorted_by_key(|edit| edit.span), "edits are in the order of the text: {fix:?}");
    let fixed = apply(before, fix);
    assert_eq!(fixed, after);
    let left = findings(rule, &fixed, None);
    assert!(left.len() < found.len(), "the fix settles nothing:\n{}", render(&fixed, &left));
}

/// There is a finding, and none has a fix.
#[track_caller]
pub(super) fn check_no_fix(rule: &Rule, source: &str) {
    let found = findings(rule, source, None);
    assert!(!found.is_empty(), "a text without findings belongs in `check_none`");
    assert!(found.iter().all(|finding| finding.fixes.is_empty()), "a fix for\n{source}");
}

fn apply(source: &str, fix: &crate::diag::Fix) -> String {
    let mut text = source.to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.new_text);
    }
    text
}

#[test]
fn rule_pages_are_true() {
    for page in PAGES {
        let (rule, id) = (page.rule, page.rule.meta.id);
        let (bad, good) = (page.examples("bad"), page.examples("good"));
        assert!(!bad.is_empty() && !good.is_empty(), "{id}: a page shows what is bad and what is good");
        for Example { dockerfile: source, dockerignore: ignore } in bad {
            let found = findings_with(rule, &source, None, ignore.as_deref());
            assert_eq!(found.len(), 1, "{id}: one finding in\n{source}");
        }
        for Example { dockerfile: source, dockerignore: ignore } in good {
            let found = findings_with(rule, &source, None, ignore.as_deref());
            assert!(found.is_empty(), "{id}: nothing in\n{}", render(&source, &found));
        }
    }
}

#[test]
fn every_rule_is_in_the_registry_under_its_name() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let framework = [
        "mod", "declare", "context", "page", "testing", "bases", "builders", "facts", "hadolint", "programs",
        "suppress",
    ];
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().path().file_stem()?.to_str().map(str::to_owned))
        .filter(|name| !framework.contains(&name.as_str()))
        .collect();
    files.sort();
    let listed: Vec<String> = RULES.iter().map(|rule| rule.meta.page().replace('-', "_")).collect();
    assert_eq!(listed, files, "left: the registry, by id; right: the files of the folder");
}
