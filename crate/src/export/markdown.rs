//! The report as a Markdown page, for an issue or a pull request.

use std::fmt::Write as _;

use super::mermaid;
use crate::report::{EditorDiagnostic, Level, Report, SecretReach, SizeView, StageView};

/// The whole report: verdict, stages with their graph, layers, findings. Tables and the graph are as GitHub reads them.
pub fn markdown(report: &Report) -> String {
    let mut text = String::from("# What this Dockerfile builds\n\n");
    let _ = writeln!(text, "{}\n", code(&report.command));
    match (&report.stop, &report.fragment) {
        (Some(stop), _) => {
            let place = stop.line.map(|line| format!(" at line {line}")).unwrap_or_default();
            let _ = writeln!(text, "**docker build stops{place}:** {}\n", code(&stop.message));
        }
        (None, Some(fragment)) => {
            let _ = writeln!(text, "{}\n", plain(fragment));
        }
        (None, None) => text.push_str("docker build would build this.\n\n"),
    }
    if !report.stages.is_empty() {
        text.push_str("## Stages\n\n| | stage | from | lines | size | what becomes of it |\n| --: | --- | --- | --- | --- | --- |\n");
        for stage in &report.stages {
            stage_row(&mut text, stage);
        }
        let _ = writeln!(text, "\n```mermaid\n{}```\n", mermaid(report));
    }
    image(&mut text, report);
    if !report.secrets.is_empty() {
        text.push_str("## Secrets\n\n");
        for secret in &report.secrets {
            let reach = match secret.reach {
                SecretReach::Layer => "in a layer of the image",
                SecretReach::Config => "in the history or config of the image",
                SecretReach::Cache => "in the build cache only",
                SecretReach::Nowhere => "nowhere",
            };
            let _ =
                writeln!(text, "- {}: {reach}. {}", code(&secret.name), plain(&secret.reasons.join("; ")));
        }
        text.push('\n');
    }
    findings(&mut text, &report.diagnostics);
    text
}

fn stage_row(text: &mut String, stage: &StageView) {
    let base = if stage.base.is_empty() { "?" } else { &stage.base };
    let _ = writeln!(
        text,
        "| {} | {} | {} | {}–{} | {} | {} |",
        stage.index + 1,
        code(&stage.name),
        code(base),
        stage.line,
        stage.end_line,
        size(&stage.size),
        plain(&stage.reason)
    );
}

fn image(text: &mut String, report: &Report) {
    let Some(image) = &report.image else { return };
    let unknown = if image.unknown.is_empty() { String::new() } else { format!(", {}", image.unknown) };
    let _ = writeln!(
        text,
        "## Image: {}{unknown}\n\n| layer | made by | size | why |\n| --- | --- | --- | --- |",
        size(&image.size)
    );
    for layer in &image.layers {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            plain(&layer.number),
            code(&layer.what),
            size(&layer.size),
            plain(&layer.why)
        );
    }
    text.push('\n');
}

fn findings(text: &mut String, findings: &[EditorDiagnostic]) {
    let _ = writeln!(text, "## Findings\n");
    if findings.is_empty() {
        text.push_str("None.\n");
    }
    for finding in findings {
        let level = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
            Level::Hint => "hint",
        };
        let rule =
            if finding.rule.is_empty() { String::new() } else { format!(" ({})", code(&finding.rule)) };
        let _ = writeln!(text, "- **line {}, {level}:** {}{rule}", finding.line, plain(&finding.message));
        if !finding.why.is_empty() {
            let _ = writeln!(text, "  - {}", plain(&finding.why));
        }
        for fix in &finding.fixes {
            let _ = writeln!(
                text,
                "  - fix: {}{}",
                plain(&fix.title),
                if fix.safe { "" } else { " (needs review)" }
            );
        }
    }
}

fn size(size: &SizeView) -> String {
    plain(&size.text)
}

/// A text in which Markdown sees letters only, in one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' | '$' => {
                out.extend(['\\', ch]);
            }
            // As an entity it is nobody's name, and none begins here.
            '@' => out.push_str("&#64;"),
            '&' => out.push_str("&amp;"),
            _ if ch.is_control() => out.push(' '),
            _ => out.push(ch),
        }
    }
    out
}

/// A text as code, in one line, that may stand in a table.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
    let runs = text.split(|ch| ch != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(runs + 1);
    let room = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{fence}{room}{}{room}{fence}", text.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::{code, markdown, plain};
    use crate::export::testing::{HOSTILE, report};

    #[test]
    fn the_whole_report() {
        let text =
            markdown(&report("FROM alpine:3.22 AS a\nRUN true\nFROM alpine:3.22 as b\nCMD [\"sh\"]\n"));
        for expected in [
            "# What this Dockerfile builds\n\n`docker build .`\n\ndocker build would build this.\n",
            "| 1 | `a` | `alpine:3.22` | 1–2 | ",
            " | It is the target. |",
            "```mermaid\nflowchart LR\n",
            "## Image: ",
            "- **line 3, warning:** ",
            "(`FromAsCasing`)\n",
            "  - fix: ",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
    }

    #[test]
    fn a_stop_stands_at_the_top() {
        let text = markdown(&report("FROM alpine\nCOPY\n"));
        assert!(text.contains("**docker build stops at line 2:** `"), "{text}");
        assert!(markdown(&report("")).contains("## Findings"));
    }

    #[test]
    fn no_text_is_markup() {
        assert_eq!(plain("<b> *a* [x](y) @me & \n|"), "\\<b\\> \\*a\\* \\[x\\](y) &#64;me &amp;  \\|");
        assert_eq!(code("a`b|c"), "``a`b\\|c``");
        assert_eq!(code("`"), "`` ` ``");
        let text = markdown(&report(HOSTILE));
        for row in text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| --")) {
            let bars = row.replace("\\|", "").matches('|').count();
            assert!(bars == 7 || bars == 5, "{row}");
        }
    }
}
