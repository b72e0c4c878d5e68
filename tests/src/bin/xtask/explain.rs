//! `cargo xtask explain`: the engine's report in the terminal.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use stagescope::report::{Basis, EditorDiagnostic, ImageView, Level, SizeView, StageView};
use stagescope::{BuildOptions, Catalog, Input, Report, analyze};

use crate::tools::{self, Result};

const USAGE: &str =
    "usage: cargo xtask explain FILE [--target T] [--build-arg K=V]… [--platform P] [--ignore FILE] [--json]";

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let mut options = BuildOptions::default();
    let mut file = None;
    let mut dockerignore = None;
    let mut as_json = false;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().cloned().ok_or_else(|| format!("{arg} needs a value\n{USAGE}"));
        match arg.as_str() {
            "--json" => as_json = true,
            "--target" => options.target = Some(value()?),
            "--platform" => options.platform = Some(value()?),
            "--ignore" => dockerignore = Some(tools::read_text(Path::new(&value()?))?),
            "--build-arg" => {
                let pair = value()?;
                let (name, value) = pair.split_once('=').ok_or("--build-arg needs NAME=VALUE")?;
                options.build_args.push((name.to_owned(), value.to_owned()));
            }
            "-" => file = Some("-"),
            _ if arg.starts_with('-') => return Err(format!("there is no option {arg}\n{USAGE}").into()),
            _ if file.is_none() => file = Some(arg),
            _ => return Err(USAGE.into()),
        }
    }
    let dockerfile = match file.ok_or(USAGE)? {
        "-" => io::read_to_string(io::stdin())?,
        path => tools::read_text(Path::new(path))?,
    };
    let report = analyze(&Input { dockerfile, dockerignore, options }, &Catalog::bundled());
    if as_json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{}", Text::of(&report));
    }
    Ok(())
}

/// A report as lines of text.
struct Text(String);

impl Text {
    fn of(report: &Report) -> String {
        let mut text = Self(String::new());
        text.line(&report.command);
        match &report.stop {
            Some(stop) => {
                let place = stop.line.map(|line| format!(" at line {line}")).unwrap_or_default();
                text.line(&format!("docker build stops{place}: {}", stop.message));
            }
            None if report.fragment.is_none() => text.line("docker build would build this."),
            None => {}
        }
        if let Some(fragment) = &report.fragment {
            text.line(fragment);
        }
        text.section("Stages", report.stages.iter().map(stage));
        text.section(
            "Build",
            report.build.steps.iter().map(|step| format!("#{} {}", step.number, step.name)),
        );
        if !report.build.complete {
            text.line("  … and no further: the build stops.");
        }
        if let Some(image) = &report.image {
            text.image(image);
        }
        text.section("Findings", report.diagnostics.iter().map(finding));
        text.0
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A heading and its lines, indented; nothing when there are none.
    fn section(&mut self, heading: &str, items: impl Iterator<Item = String>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.line(&format!("\n{heading}"));
        }
        for item in items {
            for line in item.lines() {
                self.line(&format!("  {line}"));
            }
        }
    }

    fn image(&mut self, image: &ImageView) {
        let unknown = if image.unknown.is_empty() { String::new() } else { format!(", {}", image.unknown) };
        let heading = format!("Image: {}{unknown}", size(&image.size));
        let layers = image.layers.iter();
        self.section(
            &heading,
            layers.map(|it| format!("{:>5}  {}\n       {} · {}", it.number, it.what, size(&it.size), it.why)),
        );
        if !image.left_behind_stages.is_empty() {
            self.line(&format!("  left behind: {}", size(&image.left_behind)));
        }
        self.section(
            "Config",
            image.config.iter().map(|it| format!("{} = {}  ({})", it.key, it.value, it.origin)),
        );
    }
}

fn stage(stage: &StageView) -> String {
    let fate = match (stage.target, stage.reached) {
        (true, _) => "target",
        (false, true) => "runs",
        (false, false) => "skipped",
    };
    format!(
        "{} {} from {} (line {}): {fate}, {}\n    {}",
        stage.index + 1,
        stage.name,
        if stage.base.is_empty() { "?" } else { &stage.base },
        stage.line,
        size(&stage.size),
        stage.reason,
    )
}

/// `124.84 MB (measured: source, date)`; what is unknown says why.
fn size(size: &SizeView) -> String {
    let basis = match size.basis {
        Basis::Measured => "measured",
        Basis::Estimated => "estimated",
        Basis::Unknown if size.text == "unknown" => "",
        Basis::Unknown => "partly unknown",
    };
    let mut text = size.text.clone();
    let note = [basis, &size.how].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    if !note.is_empty() {
        // Writing to a text cannot fail.
        let _ = write!(text, " ({note})");
    }
    text
}

fn finding(finding: &EditorDiagnostic) -> String {
    let level = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
        Level::Hint => "hint",
    };
    let rule = if finding.rule.is_empty() { String::new() } else { format!(" [{}]", finding.rule) };
    let mut text = format!("line {}: {level}: {}{rule}", finding.line, finding.message);
    if !finding.why.is_empty() {
        text.push_str("\n    ");
        text.push_str(&finding.why);
    }
    for fix in &finding.fixes {
        text.push_str("\n    fix: ");
        text.push_str(&fix.title);
        text.push_str(if fix.safe { "" } else { " (needs review)" });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(dockerfile: &str) -> String {
        let input = Input { dockerfile: dockerfile.to_owned(), ..Input::default() };
        Text::of(&analyze(&input, &Catalog::bundled()))
    }

    #[test]
    fn stages_tell_their_fate() {
        let text = explain("FROM alpine AS a\nFROM alpine AS b\nRUN true\n");
        assert!(text.contains("1 a from alpine (line 1): skipped"), "{text}");
        assert!(text.contains("2 b from alpine (line 2): target"), "{text}");
        assert!(text.contains("[b 2/2] RUN true"), "{text}");
    }

    #[test]
    fn a_stop_is_told_first() {
        let text = explain("FROM alpine\nCOPY\n");
        assert!(text.lines().nth(1).unwrap().starts_with("docker build stops at line 2: "), "{text}");
    }
}
