//! `stagescope explain`: the engine's report in the terminal.

use std::fmt::Write as _;

use stagescope::assist::{Sentence, Sentences, prose};
use stagescope::export::{bake, markdown};
use stagescope::report::{
    ArgumentCost, Basis, Change, Comparison, ContextView, Difference, EditorDiagnostic, Fate, FateView,
    ImageView, LayerFiles, SecretReach, SecretView, SizeView, StageView, WhatIf, argument_costs, compare,
    files, what_if, why,
};
use stagescope::{Catalog, Input, Report, analyze};

use crate::args::{ExplainArgs, ExplainFormat};
use crate::check::{fix_line, level};
use crate::source::Source;
use crate::{Answer, Result};

/// Carries out the command.
pub(crate) fn explain(args: &ExplainArgs) -> Result<Answer> {
    let asked = Asked::of(args)?;
    let input = Source::read(&args.build)?.input;
    let report = analyze(&input, &Catalog::bundled());
    let format = if args.json { ExplainFormat::Json } else { args.format };
    let text = match format {
        ExplainFormat::Text => {
            let mut text = Text(Text::of(&report));
            text.answers(&asked.answers(&input, &report));
            text.0
        }
        ExplainFormat::Json => {
            let mut value = serde_json::to_value(&report)?;
            asked.answers(&input, &report).add_to(&mut value)?;
            if let Some(fields) = value.as_object_mut() {
                fields.insert("files".to_owned(), serde_json::to_value(files(&input, &Catalog::bundled()))?);
            }
            format!("{value:#}\n")
        }
        ExplainFormat::Markdown => markdown(&report),
        ExplainFormat::Bake => bake(&input),
        ExplainFormat::Prose => words(&input, &report),
    };
    Ok(Answer::of(text))
}

/// The Dockerfile in plain sentences: a paragraph a stage, and in front of what is said the line that it is about.
fn words(input: &Input, report: &Report) -> String {
    let mut text = String::new();
    for paragraph in prose(input, report, &Catalog::bundled(), &Sentences::bundled()) {
        let stage = paragraph.stage.and_then(|index| report.stages.get(index));
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}", stage.map_or("", |it| it.name.as_str()));
        for same in paragraph.sentences.chunk_by(|a, b| a.line == b.line) {
            let line = same.first().map_or(0, |it| it.line);
            let said: Vec<String> = same.iter().map(Sentence::markdown).collect();
            let line = if line == 0 { String::new() } else { line.to_string() };
            let _ = writeln!(text, "{line:>5}  {}", said.join(" "));
        }
    }
    text.trim_start().to_owned()
}

/// What is asked besides the report.
#[derive(Default)]
struct Asked {
    change: Option<Change>,
    why: Option<(String, String)>,
    other_target: Option<String>,
}

/// What the engine answers.
struct Answers {
    what_if: Option<WhatIf>,
    argument_costs: Vec<ArgumentCost>,
    why: Option<std::result::Result<Vec<String>, String>>,
    comparison: Option<Comparison>,
}

impl Asked {
    fn of(args: &ExplainArgs) -> Result<Self> {
        let ExplainArgs { changed, changed_image, changed_arg, why, compare_target, .. } = args;
        let change = match (changed, changed_image, changed_arg) {
            (Some(path), ..) => Some(Change::File(path.clone())),
            (_, Some(image), _) => Some(Change::Image(image.clone())),
            (.., Some(pair)) => {
                let (name, value) = pair.split_once('=').ok_or("--changed-arg needs NAME=VALUE")?;
                Some(Change::Argument(name.to_owned(), Some(value.to_owned())))
            }
            (None, None, None) => None,
        };
        let why = match why.as_deref() {
            Some([stage, needs]) => Some((stage.clone(), needs.clone())),
            _ => None,
        };
        Ok(Self { change, why, other_target: compare_target.clone() })
    }

    fn answers(&self, input: &Input, report: &Report) -> Answers {
        let catalog = Catalog::bundled();
        let compared = |target: &String| {
            let mut other = input.clone();
            other.options.target = Some(target.clone());
            compare(report, &analyze(&other, &catalog))
        };
        Answers {
            what_if: self.change.as_ref().map(|change| what_if(input, change, &catalog)),
            argument_costs: self.change.as_ref().map_or_else(Vec::new, |_| argument_costs(input, &catalog)),
            why: self.why.as_ref().map(|(needer, needed)| why(report, needer, needed)),
            comparison: self.other_target.as_ref().map(compared),
        }
    }
}

impl Answers {
    /// Puts what was asked beside the report's own fields.
    fn add_to(&self, report: &mut serde_json::Value) -> Result<()> {
        let Some(fields) = report.as_object_mut() else { return Ok(()) };
        if let Some(what_if) = &self.what_if {
            fields.insert("whatIf".to_owned(), serde_json::to_value(what_if)?);
            fields.insert("argumentCosts".to_owned(), serde_json::to_value(&self.argument_costs)?);
        }
        if let Some(why) = &self.why {
            let value = match why {
                Ok(sentences) => serde_json::to_value(sentences)?,
                Err(message) => serde_json::to_value(message)?,
            };
            fields.insert("why".to_owned(), value);
        }
        if let Some(comparison) = &self.comparison {
            fields.insert("comparison".to_owned(), serde_json::to_value(comparison)?);
        }
        Ok(())
    }
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
        if let Some(context) = &report.context {
            text.context(context);
        }
        if let Some(image) = &report.image {
            text.image(image);
        }
        text.section("Secrets", report.secrets.iter().map(secret));
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

    fn answers(&mut self, answers: &Answers) {
        if let Some(what_if) = &answers.what_if {
            self.section(&format!("What if: {}", what_if.summary), what_if.steps.iter().map(fate));
        }
        self.section("What an argument costs", answers.argument_costs.iter().map(argument_cost));
        match &answers.why {
            Some(Ok(sentences)) => self.section("Why", sentences.iter().cloned()),
            Some(Err(message)) => self.section("Why", [message.clone()].into_iter()),
            None => {}
        }
        if let Some(comparison) = &answers.comparison {
            let [before, after] =
                comparison.sizes.each_ref().map(|it| it.as_ref().map_or("none", |it| &it.text));
            self.section(
                "Compared",
                [format!("image {before} → {after} {}", comparison.difference)].into_iter(),
            );
            for section in &comparison.sections {
                self.section(section.title, section.rows.iter().map(difference));
            }
        }
    }

    fn context(&mut self, context: &ContextView) {
        let line =
            |count: usize, what: &str, weight: &SizeView| format!("{count} files {what}: {}", weight.text);
        let mut lines = vec![
            line(context.files, "listed", &context.size),
            line(context.kept, "after .dockerignore", &context.kept_size),
            line(context.sent, "asked for, so sent", &context.sent_size),
        ];
        let patterns = context.patterns.iter();
        lines
            .extend(patterns.map(|it| {
                format!(".dockerignore line {}: {} decides over {}", it.line, it.text, it.decides)
            }));
        lines.extend(context.problems.iter().cloned());
        self.section("Build context", lines.into_iter());
    }

    fn image(&mut self, image: &ImageView) {
        let unknown = if image.unknown.is_empty() { String::new() } else { format!(", {}", image.unknown) };
        let heading = format!("Image: {}{unknown}", size(&image.size));
        let layers = image.layers.iter();
        self.section(
            &heading,
            layers.map(|it| format!("{:>5}  {}\n       {} · {}", it.number, it.what, size(&it.size), it.why)),
        );
        for layer in &image.layers {
            if let Some(files) = &layer.files {
                for line in layer_files(files) {
                    self.line(&format!("       {} {line}", layer.number));
                }
            }
        }
        self.line(&format!(
            "  hidden in later layers: {}; efficiency {:.0}–{:.0} %; {}",
            image.waste.hidden.text,
            image.waste.efficiency_low * 100.0,
            image.waste.efficiency_high * 100.0,
            if image.closed { "all steps are known" } else { "some step may write anywhere" },
        ));
        if !image.left_behind_stages.is_empty() {
            self.line(&format!("  left behind: {}", size(&image.left_behind)));
        }
        self.section(
            "Config",
            image.config.iter().map(|it| format!("{} = {}  ({})", it.key, it.value, it.origin)),
        );
    }
}

fn fate(step: &FateView) -> String {
    let word = match step.fate {
        Fate::Always => "always",
        Fate::Cached => "CACHED",
        Fate::Perhaps => "perhaps",
        Fate::Runs => "runs",
    };
    let chain: Vec<&str> = step.chain.iter().map(|cause| cause.text.as_str()).collect();
    let chain =
        if chain.is_empty() { String::new() } else { format!("\n             {}", chain.join(" → ")) };
    format!("#{:<3} {word:<7} {}{chain}", step.number, step.name)
}

fn argument_cost(cost: &ArgumentCost) -> String {
    let steps = cost.steps.len();
    format!(
        "{} (line {}): a new value runs {steps} again, {} for its place alone",
        cost.name, cost.line, cost.by_place
    )
}

fn difference(row: &Difference) -> String {
    let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    format!("{}: {} → {}", row.what, side(&row.before), side(&row.after))
}

/// What a layer does to the files, a line for each thing that there is to say.
fn layer_files(files: &LayerFiles) -> Vec<String> {
    let mut lines = vec![format!("files: +{} ~{} -{}", files.added, files.changed, files.removed)];
    for (what, size) in
        [("hidden above", &files.hidden), ("hides below", &files.hides), ("copied again", &files.again)]
    {
        if size.high != Some(0.0) {
            lines.push(format!("{what}: {}", size.text));
        }
    }
    if !files.open.is_empty() {
        lines.push(files.open.clone());
    }
    lines
}

fn secret(secret: &SecretView) -> String {
    let reach = match secret.reach {
        SecretReach::Layer => "in a layer of the image",
        SecretReach::Config => "in the history or config of the image",
        SecretReach::Cache => "in the build cache only",
        SecretReach::Nowhere => "nowhere",
    };
    format!("{}: {reach}\n    {}", secret.name, secret.reasons.join("; "))
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
        Basis::ByHand => "set by hand",
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
    let rule = if finding.rule.is_empty() { String::new() } else { format!(" [{}]", finding.rule) };
    let mut text = format!("line {}: {}: {}{rule}", finding.line, level(finding.level), finding.message);
    if !finding.why.is_empty() {
        text.push_str("\n    ");
        text.push_str(&finding.why);
    }
    for fix in &finding.fixes {
        text.push_str("\n    ");
        text.push_str(&fix_line(fix));
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
    fn what_is_asked_is_answered() {
        let dockerfile = "FROM alpine AS a\nCOPY x /\nFROM a AS b\nRUN true\n".to_owned();
        let input = Input { dockerfile, ..Input::default() };
        let report = analyze(&input, &Catalog::bundled());
        let asked = Asked {
            change: Some(Change::File("x".to_owned())),
            why: Some(("b".to_owned(), "alpine".to_owned())),
            other_target: Some("a".to_owned()),
        };
        let answers = asked.answers(&input, &report);
        let mut text = Text(String::new());
        text.answers(&answers);
        for expected in [
            "2 of 3 steps run again",
            "x changed → COPY x / → RUN true",
            "b starts from a (line 3).",
            "b: RUN true: runs → –",
        ] {
            assert!(text.0.contains(expected), "{expected}: {}", text.0);
        }
        let mut json = serde_json::to_value(&report).unwrap();
        answers.add_to(&mut json).unwrap();
        assert_eq!(json["whatIf"]["runs"], 2);
        assert_eq!(json["why"].as_array().unwrap().len(), 2);
        assert!(json["comparison"]["sections"].is_array());
    }

    #[test]
    fn a_stop_is_told_first() {
        let text = explain("FROM alpine\nCOPY\n");
        assert!(text.lines().nth(1).unwrap().starts_with("docker build stops at line 2: "), "{text}");
    }
}
