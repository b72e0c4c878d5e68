//! What lands: literate specs in Markdown, each a heading, a reason, a Dockerfile and what is expected of it.

use std::fmt::Write as _;

use stagescope::eval::{Context, ContextFile};
use stagescope::report::{FileState, LayerRow, Presence, SecretReach, files, presence};
use stagescope::{Catalog, Input, Report, analyze};
use stagescope_tests::spec::{Section, sections};
use stagescope_tests::texts::root;

/// One spec.
struct Spec {
    title: String,
    input: Input,
    files: Option<Vec<ContextFile>>,
    expected: Vec<String>,
}

/// Reads all specs of one Markdown file.
fn read(text: &str) -> Vec<Spec> {
    let spec = |section: Section| Spec {
        input: Input {
            dockerfile: section.text("dockerfile").to_owned(),
            dockerignore: section.block("ignore").map(str::to_owned),
            ..Input::default()
        },
        files: section.block("context").map(|list| list.lines().map(context_file).collect()),
        expected: section.text("expect").lines().map(str::to_owned).collect(),
        title: section.title,
    };
    sections(text).into_iter().map(spec).collect()
}

/// `path size`, or a path alone.
fn context_file(line: &str) -> ContextFile {
    let (path, size) = line.rsplit_once(' ').unwrap_or((line, ""));
    let size: Option<u64> = size.parse().ok();
    let path = if size.is_some() { path } else { line };
    ContextFile { path: path.to_owned(), size, text: None }
}

/// What does not hold.
fn check(spec: &Spec) -> String {
    let mut input = spec.input.clone();
    input.context = spec.files.clone().map(Context::new);
    for line in &spec.expected {
        match line.split_once(' ') {
            Some(("target", name)) => input.options.target = Some(name.to_owned()),
            Some(("arg", pair)) => {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                input.options.build_args.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    let catalog = Catalog::bundled();
    let report = analyze(&input, &catalog);
    let mut wrong = String::new();
    for line in spec.expected.iter().filter(|line| !line.is_empty()) {
        let (what, rest) = line.split_once(' ').unwrap_or((line, ""));
        let answer = match what {
            "target" | "arg" => continue,
            "yes" | "no" | "maybe" => {
                let answer = match presence(&input, &catalog, &[rest]).as_slice() {
                    [Presence::Yes] => "yes",
                    [Presence::No] => "no",
                    _ => "maybe",
                };
                format!("{answer} {rest}")
            }
            "file" => file_line(&input, &catalog, rest),
            "layer" => layer_line(&report, rest),
            "image" => format!("image {}", report.image.as_ref().map_or("none", |image| &image.size.text)),
            "hidden" => {
                format!("hidden {}", report.image.as_ref().map_or("none", |image| &image.waste.hidden.text))
            }
            "efficiency" => report.image.as_ref().map_or(String::new(), |image| {
                format!(
                    "efficiency {:.0}–{:.0}",
                    image.waste.efficiency_low * 100.0,
                    image.waste.efficiency_high * 100.0
                )
            }),
            "tree" => {
                let closed = report.image.as_ref().is_some_and(|image| image.closed);
                format!("tree {}", if closed { "closed" } else { "open" })
            }
            "sent" => report.context.as_ref().map_or(String::new(), |context| {
                format!("sent {} of {} · {}", context.sent, context.kept, context.sent_size.text)
            }),
            "ignored" => {
                let context = report.context.as_ref();
                let all = input.context.as_ref();
                let at = all.and_then(|all| all.files().iter().position(|file| rest.starts_with(&file.path)));
                let verdict = at.and_then(|at| context?.verdicts.get(at).copied());
                match verdict {
                    Some(verdict) if !verdict.kept => {
                        let pattern = verdict.pattern.and_then(|at| context?.patterns.get(at));
                        format!(
                            "{what} {} by {}",
                            rest.split(' ').next().unwrap_or_default(),
                            pattern.map_or("", |it| &it.text)
                        )
                    }
                    _ => "it is not".to_owned(),
                }
            }
            "secret" => {
                let name = rest.rsplit_once(' ').map_or(rest, |(name, _)| name);
                let found = report.secrets.iter().find(|secret| secret.name == name);
                let reach = found.map_or("unseen", |secret| match secret.reach {
                    SecretReach::Layer => "layer",
                    SecretReach::Config => "config",
                    SecretReach::Cache => "cache",
                    SecretReach::Nowhere => "nowhere",
                });
                format!("secret {name} {reach}")
            }
            "reason" => {
                let all: Vec<String> =
                    report.secrets.iter().flat_map(|secret| secret.reasons.clone()).collect();
                if all.iter().any(|reason| reason.contains(rest)) { line.clone() } else { format!("{all:?}") }
            }
            "secrets" => format!("secrets {}", report.secrets.len()),
            _ => "there is no such expectation".to_owned(),
        };
        if answer != *line {
            let _ = writeln!(wrong, "  expected {line}\n       got {answer}");
        }
    }
    if spec.expected.is_empty() {
        wrong.push_str("  it expects nothing\n");
    }
    wrong
}

/// `file PATH SIZE`, with ` gone` behind a path that a layer takes away.
fn file_line(input: &Input, catalog: &Catalog<'_>, rest: &str) -> String {
    let path = rest.split(" · ").next().unwrap_or(rest);
    let rows = files(input, catalog);
    match rows.iter().find(|row| row.path == path) {
        Some(row) if row.state == FileState::Removed => format!("file {path} · removed"),
        Some(row) => format!("file {path} · {}", row.size.text),
        None => format!("file {path} · not listed"),
    }
}

/// `layer LINE QUESTION ANSWER`
fn layer_line(report: &Report, rest: &str) -> String {
    let mut words = rest.split(' ');
    let (line, question) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let start = |instruction: usize| report.instructions.get(instruction).map_or(0, |it| it.line);
    let is_it = |layer: &&LayerRow| layer.instruction.is_some_and(|at| start(at).to_string() == line);
    let Some(layer) = report.image.as_ref().and_then(|image| image.layers.iter().find(is_it)) else {
        return format!("layer {line} is none of the image");
    };
    let Some(files) = &layer.files else { return format!("layer {line} has no files") };
    let answer = match question {
        "size" => layer.size.text.clone(),
        "files" => format!("+{} ~{} -{}", files.added, files.changed, files.removed),
        "hides" => files.hides.text.clone(),
        "hidden" => files.hidden.text.clone(),
        "again" => files.again.text.clone(),
        "open" => files.open.clone(),
        "from" => {
            let lines = files.made_by.iter().filter(|made| made.certain);
            lines.map(|made| start(made.instruction).to_string()).collect::<Vec<_>>().join(",")
        }
        _ => "there is no such question".to_owned(),
    };
    format!("layer {line} {question} {answer}")
}

#[test]
fn specs_hold() {
    let mut count = 0;
    let mut wrong = String::new();
    let mut paths: Vec<_> =
        std::fs::read_dir(root().join("tests/specs/landing")).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        for spec in read(&std::fs::read_to_string(&path).unwrap()) {
            count += 1;
            let found = check(&spec);
            if !found.is_empty() {
                let _ = writeln!(wrong, "{}: {}\n{found}", path.display(), spec.title);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= 100, "{count} specs");
}

#[test]
fn whole_builds_in_many_languages_are_followed_to_the_end() {
    let text = std::fs::read_to_string(root().join("tests/specs/landing/realistic.md")).unwrap();
    let specs = read(&text);
    let closed = specs.iter().filter(|spec| spec.expected.iter().any(|line| line == "tree closed"));
    let mut languages: Vec<&str> = closed.filter_map(|spec| spec.title.split(':').next()).collect();
    assert!(languages.len() >= 20, "{}", languages.len());
    languages.dedup();
    assert!(languages.len() >= 10, "{languages:?}");
}
