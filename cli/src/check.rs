//! `stagescope check`: the findings, and whether they are too many.

use std::fmt::Write as _;

use serde_json::json;
use stagescope::export::{Place, Places, SarifRule, markdown, sarif};
use stagescope::report::{EditorDiagnostic, EditorFix, Level};
use stagescope::rules::PAGES;
use stagescope::{Catalog, Report, analyze};

use crate::args::{CheckArgs, CheckFormat, Threshold};
use crate::source::Source;
use crate::{Answer, Result};

/// Carries out the command.
pub(crate) fn check(args: &CheckArgs) -> Result<Answer> {
    let source = Source::read(&args.build)?;
    let report = analyze(&source.input, &Catalog::bundled());
    let text = match args.format {
        CheckFormat::Text => text(&report, &source),
        CheckFormat::Json => {
            let value =
                json!({ "file": source.name, "stop": report.stop, "diagnostics": report.diagnostics });
            format!("{value:#}\n")
        }
        CheckFormat::Sarif => sarif(&report, &source.input.dockerfile, &source.name, &known_rules()),
        CheckFormat::Markdown => markdown(&report),
    };
    Ok(Answer { text, note: String::new(), found: fails(&report, args.fail_on) })
}

/// What there is to read of each rule.
fn known_rules() -> Vec<SarifRule> {
    let page = |docs: &str| {
        docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    };
    PAGES
        .iter()
        .map(|it| SarifRule { id: it.rule.meta.id, summary: it.summary(), page: page(it.docs) })
        .collect()
}

/// The least serious level that counts; `None` when none does.
fn least(threshold: Threshold) -> Option<Level> {
    match threshold {
        Threshold::Error => Some(Level::Error),
        Threshold::Warning => Some(Level::Warning),
        Threshold::Info => Some(Level::Info),
        Threshold::Hint => Some(Level::Hint),
        Threshold::Never => None,
    }
}

fn fails(report: &Report, threshold: Threshold) -> bool {
    let Some(least) = least(threshold) else { return false };
    report.stop.is_some() || report.diagnostics.iter().any(|it| it.level <= least)
}

/// The word for a level.
pub(crate) fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
        Level::Hint => "hint",
    }
}

/// `fix: Use ENV A=1`.
pub(crate) fn fix_line(fix: &EditorFix) -> String {
    format!("fix: {}{}", fix.title, if fix.safe { "" } else { " (needs review)" })
}

fn text(report: &Report, source: &Source) -> String {
    let places = Places::new(&source.input.dockerfile);
    let mut text = String::new();
    if let Some(stop) = report.stop_elsewhere() {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}: error: docker build stops: {}", source.name, stop.message);
    }
    for finding in &report.diagnostics {
        let Place { line, column } = places.of(finding.from);
        let rule = if finding.rule.is_empty() { String::new() } else { format!(" [{}]", finding.rule) };
        let _ = writeln!(
            text,
            "{}:{line}:{column}: {}: {}{rule}",
            source.name,
            level(finding.level),
            finding.message
        );
        if !finding.why.is_empty() {
            let _ = writeln!(text, "    {}", finding.why);
        }
        for fix in &finding.fixes {
            let _ = writeln!(text, "    {}", fix_line(fix));
        }
    }
    text.push_str(&summary(&report.diagnostics));
    text.push('\n');
    text
}

/// `1 error, 2 hints; 2 of them have a safe fix`.
fn summary(findings: &[EditorDiagnostic]) -> String {
    let counts = [Level::Error, Level::Warning, Level::Info, Level::Hint]
        .map(|it| (findings.iter().filter(|finding| finding.level == it).count(), level(it)));
    let words = |(count, word): (usize, &str)| match (count, word) {
        (0, _) => None,
        (_, "info") => Some(format!("{count} info")),
        (1, _) => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let counts: Vec<String> = counts.into_iter().filter_map(words).collect();
    let safe = findings.iter().filter(|it| it.fixes.iter().any(|fix| fix.safe)).count();
    match (counts.is_empty(), safe) {
        (true, _) => "nothing found".to_owned(),
        (false, 0) => counts.join(", "),
        (false, 1) => format!("{}; 1 of them has a safe fix", counts.join(", ")),
        (false, safe) => format!("{}; {safe} of them have a safe fix", counts.join(", ")),
    }
}
