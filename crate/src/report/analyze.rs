//! From an input to a report.

use crate::catalog::Catalog;
use crate::eval::BuildOptions;
use crate::eval::ignore::IgnoreFile;
use crate::plan::{Build, target_and_check};
use crate::syntax::{Dockerfile, Kind, parse};
use crate::text::Utf16Index;

use super::editor::{self, Positions};
use super::insight::{Beside, INSIGHT, Insight, Seen};
use super::reasons::Uses;
use super::{ArgumentView, Input, InstructionRange, Report, Stop, graph, image, log, stages};

/// The longest text that is analysed, in bytes.
pub const LONGEST_SOURCE: usize = 1 << 20;

/// Analyses one Dockerfile. Never fails: what is wrong is in the report.
pub fn analyze(input: &Input, catalog: &Catalog<'_>) -> Report {
    analyze_with(Some(&INSIGHT), input, catalog)
}

/// The same; without an insight there is no advice but `BuildKit`'s own, and nothing of files, secrets and the sizes of new
/// layers. Who names the insight here and never says [`analyze`] can load the code of it later.
pub fn analyze_with(insight: Option<&Insight>, input: &Input, catalog: &Catalog<'_>) -> Report {
    let source = input.dockerfile.as_str();
    if source.len() > LONGEST_SOURCE {
        return too_long(source, &input.options);
    }
    let file = parse(source);
    let (ignore, ignore_error) = match input.dockerignore.as_deref().map(IgnoreFile::parse).transpose() {
        Ok(ignore) => (ignore, None),
        Err(message) => (None, Some(Stop { message: format!(".dockerignore: {message}"), line: None })),
    };
    // Findings are those of all stages, as `docker build --check` gives them; where the target needs all of them anyway
    // its own build says the same.
    let (mut target, all) = target_and_check(&file, &input.options, catalog, ignore.as_ref());
    let seen = insight.map_or_else(Seen::nothing, |Insight(look)| {
        look(&mut target, all.as_ref(), &Beside { input, ignore: ignore.as_ref(), catalog })
    });
    let check = all.as_ref().unwrap_or(&target);
    let positions = Positions::new(source);
    let uses = Uses::of(&target.plan.evaluation);
    Report {
        stop: stop(&target).or(ignore_error),
        fragment: fragment(&target),
        stages: stages::views(&target, &uses),
        target: target.plan.evaluation.target.and_then(|id| target.plan.evaluation.state(id)?.stage),
        arguments: arguments(&file),
        command: command(&input.options),
        graph: graph::view(&target),
        build: log::view(&target),
        image: image::view(&target, seen.told),
        secrets: seen.secrets,
        context: seen.context,
        diagnostics: editor::diagnostics(&target, check, seen.rules, seen.findings, &positions),
        bands: stages::bands(&target, &uses),
        instructions: ranges(&target, &positions.index),
    }
}

fn too_long(source: &str, options: &BuildOptions) -> Report {
    let message = format!("This text has {} bytes; at most {LONGEST_SOURCE} are analysed.", source.len());
    Report {
        stop: None,
        fragment: Some(message),
        stages: Vec::new(),
        target: None,
        arguments: Vec::new(),
        command: command(options),
        graph: super::GraphView::default(),
        build: super::BuildView { steps: Vec::new(), complete: false },
        image: None,
        context: None,
        secrets: Vec::new(),
        diagnostics: Vec::new(),
        bands: Vec::new(),
        instructions: Vec::new(),
    }
}

fn stop(target: &Build<'_>) -> Option<Stop> {
    let error = target.error()?;
    let line = error.locations.first().map(|lines| lines.start).filter(|line| *line > 0);
    Some(Stop { message: error.message.clone(), line })
}

fn fragment(target: &Build<'_>) -> Option<String> {
    target.stages.implied().then(|| {
        "There is no FROM, so docker build would stop. It is shown here as the rest of a stage on some base image."
            .to_owned()
    })
}

pub(super) fn arguments(file: &Dockerfile) -> Vec<ArgumentView> {
    let first_from = file.instructions.iter().position(|it| it.is("FROM"));
    let mut views: Vec<ArgumentView> = Vec::new();
    for it in &file.instructions {
        let Kind::Arg(arguments) = &it.kind else { continue };
        for argument in arguments {
            let name = &argument.key.text;
            let default = argument.default.as_ref().map(|word| String::from(&word.text));
            match views.iter_mut().find(|view| view.name == *name) {
                Some(view) => view.default = view.default.take().or(default),
                None => views.push(ArgumentView {
                    name: String::from(name),
                    default,
                    line: it.lines.start,
                    global: first_from.is_some_and(|from| it.index < from),
                }),
            }
        }
    }
    views
}

/// The command line that asks for the same build.
fn command(options: &BuildOptions) -> String {
    let mut words = vec!["docker".to_owned(), "build".to_owned()];
    let mut flag = |name: &str, value: &str| words.extend([name.to_owned(), shell_word(value)]);
    if let Some(target) = options.target.as_deref().filter(|target| !target.is_empty()) {
        flag("--target", target);
    }
    if let Some(platform) = options.platform.as_deref().filter(|platform| !platform.is_empty()) {
        flag("--platform", platform);
    }
    for (name, value) in &options.build_args {
        flag("--build-arg", &format!("{name}={value}"));
    }
    words.push(".".to_owned());
    words.join(" ")
}

/// A word as a POSIX shell reads it.
fn shell_word(text: &str) -> String {
    let is_plain = |ch: char| {
        ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.' | '/' | ':' | '=' | ',' | '@' | '+')
    };
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn ranges(target: &Build<'_>, index: &Utf16Index) -> Vec<InstructionRange> {
    let range = |it: &crate::syntax::Instruction| InstructionRange {
        from: index.utf16(it.span.start),
        to: index.utf16(it.span.end),
        line: it.lines.start,
        end_line: it.lines.end,
        stage: target.stages.of(it.index),
    };
    target.file.instructions.iter().map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::{analyze, command, shell_word};
    use crate::catalog::Catalog;
    use crate::eval::{BuildOptions, Context, ContextFile};
    use crate::report::Input;

    #[test]
    fn words_of_a_shell() {
        assert_eq!(shell_word("A=1"), "A=1");
        assert_eq!(shell_word("A=it's"), "'A=it'\\''s'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn the_equivalent_command() {
        let options = BuildOptions {
            target: Some("dev".to_owned()),
            build_args: vec![("A".to_owned(), "x y".to_owned())],
            ..BuildOptions::default()
        };
        assert_eq!(command(&options), "docker build --target dev --build-arg 'A=x y' .");
    }

    #[test]
    fn a_broken_ignore_file_stops_the_build() {
        let stop = |ignore: &str| {
            let input = Input {
                dockerfile: "FROM scratch\nCOPY a /\n".to_owned(),
                dockerignore: Some(ignore.to_owned()),
                ..Input::default()
            };
            analyze(&input, &Catalog::empty()).stop.map(|stop| stop.message)
        };
        assert_eq!(stop("b\n"), None);
        assert_eq!(stop("[b\n").as_deref(), Some(".dockerignore: syntax error in pattern"));
    }

    #[test]
    fn what_the_context_asks_for_is_weighed_unless_it_is_ignored() {
        let text = "Flask\n".to_owned();
        let manifest = ContextFile { path: "requirements.txt".to_owned(), text: Some(text), size: None };
        let layer = |ignore: Option<&str>| {
            let input = Input {
                dockerfile: "FROM python:3.11-slim\nWORKDIR /app\nCOPY requirements.txt .\n\
                             RUN pip install --no-cache-dir -r requirements.txt\n"
                    .to_owned(),
                dockerignore: ignore.map(str::to_owned),
                context: Some(Context::new(vec![manifest.clone()])),
                ..Input::default()
            };
            let image = analyze(&input, &Catalog::bundled()).image.unwrap();
            (image.size.high.is_some(), image.layers.last().unwrap().size.low > 1_000_000.0)
        };
        assert_eq!(layer(None), (true, true));
        assert!(!layer(Some("*.txt\n")).1);
    }

    #[test]
    fn the_configuration_for_hadolint_counts() {
        let finds = |config: &str| {
            let text = Some(config.to_owned());
            let file = ContextFile { path: ".hadolint.yaml".to_owned(), text, size: None };
            let input = Input {
                dockerfile: "FROM alpine:latest\n".to_owned(),
                context: Some(Context::new(vec![file])),
                ..Input::default()
            };
            analyze(&input, &Catalog::empty()).diagnostics.iter().any(|it| it.rule == "BaseLatest")
        };
        assert!(finds("ignored: [DL3008]\n") && !finds("ignored: [DL3007]\n"));
    }

    #[test]
    fn a_text_with_no_instruction_is_wrong_once() {
        for (text, message) in
            [("", "the Dockerfile cannot be empty"), ("# FROM a\n", "file with no instructions")]
        {
            let input = Input { dockerfile: text.to_owned(), ..Input::default() };
            let found = analyze(&input, &Catalog::empty()).diagnostics;
            assert_eq!(found.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(), [message]);
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_said_to_be() {
        let input = Input { dockerfile: "#".repeat(super::LONGEST_SOURCE + 1), ..Input::default() };
        let report = analyze(&input, &Catalog::empty());
        assert!(report.fragment.unwrap().contains("bytes"));
    }
}
