//! What lands in the image: layers, config and history.

use crate::catalog::{Healthcheck, ImageConfig};
use crate::eval::{Evaluation, Origin, StateId};
use crate::plan::{Build, ConfigKey, Content, History, Image, Layer, Outcome, Size};
use crate::text::go::{format_duration, json_string};

use super::files::{Told, flows};
use super::reasons::name;
use super::size::view as size_view;
use super::weigh::{left_behind, root_size, root_transferred, state_size};
use super::{ConfigRow, HistoryRow, ImageView, LayerFiles, LayerRow};

/// The image of the target, with what is told of its files; `None` when there is none.
pub(super) fn view(build: &Build<'_>, told: Told) -> Option<ImageView> {
    let target = build.plan.evaluation.target?;
    let outcome = build.plan.outcome(target)?;
    let unknown = outcome.layers.iter().filter(|layer| layer.size.high.is_none()).count();
    let (left, left_size) = left_behind(build);
    let left_stages = left.iter().filter_map(|id| build.plan.evaluation.state(*id)?.stage).collect();
    let base = has_base_row(build, outcome.root);
    Some(ImageView {
        size: size_view(&state_size(build, target)),
        transferred: size_view(&transferred(build, outcome)),
        unknown: match unknown {
            0 => String::new(),
            1 => "1 step unknown".to_owned(),
            count => format!("{count} steps unknown"),
        },
        layers: layers(build, outcome, told.base, told.own),
        config: config(build, &outcome.image),
        history: history(build, outcome),
        left_behind: size_view(&left_size),
        left_behind_stages: left_stages,
        waste: told.waste,
        flows: flows(build, usize::from(base), base.then(|| size_view(&root_size(build, outcome.root)))),
        closed: told.closed,
    })
}

fn layers(
    build: &Build<'_>,
    outcome: &Outcome,
    base: Option<LayerFiles>,
    own: Vec<Option<LayerFiles>>,
) -> Vec<LayerRow> {
    let evaluation = &build.plan.evaluation;
    let mut rows = Vec::with_capacity(outcome.layers.len() + 1);
    let inherited = inherited_count(evaluation, outcome.root);
    if inherited != Some(0) {
        rows.push(base_row(build, outcome.root, inherited, base));
    }
    let mut own = own.into_iter();
    for (index, layer) in outcome.layers.iter().enumerate() {
        let files = own.next().flatten();
        rows.push(layer_row(build, layer, files, inherited.map(|count| count as usize + index + 1)));
    }
    rows
}

/// The number of layers that the base image brings; `None` when it is not known.
fn inherited_count(evaluation: &Evaluation<'_>, root: StateId) -> Option<u32> {
    match &evaluation.state(root)?.origin {
        Origin::Scratch => Some(0),
        Origin::Image(Some(image)) => image.layers,
        _ => None,
    }
}

/// Whether the base image is a row of its own.
pub(super) fn has_base_row(build: &Build<'_>, root: StateId) -> bool {
    inherited_count(&build.plan.evaluation, root) != Some(0)
}

fn base_row(build: &Build<'_>, root: StateId, count: Option<u32>, files: Option<LayerFiles>) -> LayerRow {
    let evaluation = &build.plan.evaluation;
    let state = evaluation.state(root);
    let base = state.map(|state| state.written_base.clone()).filter(|base| !base.is_empty());
    let (number, why) = match count {
        Some(1) => ("1".to_owned(), "1 inherited layer".to_owned()),
        Some(count) => (format!("1–{count}"), format!("{count} inherited layers")),
        None => ("…".to_owned(), "inherited layers, their number unknown".to_owned()),
    };
    LayerRow {
        number,
        what: base.unwrap_or_else(|| "a base image that is not named".to_owned()),
        why,
        inherited: true,
        stage: None,
        instruction: state.and_then(|state| state.from),
        from_stage: None,
        made_by: Vec::new(),
        files,
        size: size_view(&root_size(build, root)),
        transferred: size_view(&root_transferred(build, root)),
    }
}

fn layer_row(build: &Build<'_>, layer: &Layer, files: Option<LayerFiles>, number: Option<usize>) -> LayerRow {
    let evaluation = &build.plan.evaluation;
    let line = build.file.instructions.get(layer.instruction).map_or(0, |it| it.lines.start);
    let mut why = format!("line {line}");
    let mut from_stage = None;
    let mut made_by = Vec::new();
    match &layer.content {
        Content::State(source) => {
            why.push_str(" · from ");
            why.push_str(&name(evaluation, *source));
            from_stage = evaluation.state(*source).and_then(|state| state.stage);
            made_by = files.iter().flat_map(|files| &files.made_by).map(|made| made.instruction).collect();
        }
        Content::Context => why.push_str(" · from the build context"),
        Content::Remote => why.push_str(" · from the network"),
        Content::Inline => why.push_str(" · from the Dockerfile"),
        Content::Command | Content::Directory => {}
    }
    LayerRow {
        number: number.map_or_else(|| "…".to_owned(), |number| number.to_string()),
        what: String::from(&layer.text),
        why,
        inherited: false,
        stage: evaluation.state(layer.state).and_then(|state| state.stage),
        instruction: Some(layer.instruction),
        from_stage,
        made_by,
        files,
        size: size_view(&layer.size),
        transferred: size_view(&Size::unknown(COMPRESSED)),
    }
}

/// The history of the image, newest first.
fn history(build: &Build<'_>, outcome: &Outcome) -> Vec<HistoryRow> {
    let mut layers = outcome.layers.iter();
    let root = build.plan.evaluation.state(outcome.root);
    let from = root.and_then(|state| state.from);
    // Docker writes no blank before the unit.
    let docker = |text: &str| text.replace(' ', "");
    let row = |it: &History| {
        let size = match (it.entry.empty_layer, it.instruction) {
            (true, _) => "0B".to_owned(),
            (false, None) => "unknown".to_owned(),
            (false, Some(_)) => {
                layers.next().map_or_else(String::new, |layer| docker(&size_view(&layer.size).text))
            }
        };
        HistoryRow {
            created_by: it.entry.created_by.clone(),
            empty_layer: it.entry.empty_layer,
            size,
            comment: it.entry.comment.clone().into_owned(),
            inherited: it.instruction.is_none(),
            instruction: it.instruction.or(from),
        }
    };
    let mut rows: Vec<HistoryRow> = outcome.image.history.iter().map(row).collect();
    if has_base_row(build, outcome.root) && rows.iter().all(|row| !row.inherited) {
        let base = base_row(build, outcome.root, inherited_count(&build.plan.evaluation, outcome.root), None);
        let row = HistoryRow {
            created_by: format!("{}: {}", base.what, base.why),
            empty_layer: false,
            size: docker(&base.size.text),
            comment: String::new(),
            inherited: true,
            instruction: base.instruction,
        };
        rows.insert(0, row);
    }
    rows.reverse();
    rows
}

/// What a registry transfers of an image.
fn transferred(build: &Build<'_>, outcome: &Outcome) -> Size {
    let root = root_transferred(build, outcome.root);
    let how = match outcome.layers.len() {
        0 => root.how.clone(),
        _ => format!("{}; {COMPRESSED}", root.how).into(),
    };
    let own = outcome.layers.iter().map(|_| Size::unknown(COMPRESSED)).collect::<Vec<_>>();
    Size::sum([&root].into_iter().chain(&own), how)
}

/// Why nobody knows what a registry transfers of a layer that is to be built.
const COMPRESSED: &str = "how far a new layer is compressed is known once it is built";

/// A JSON array of strings.
fn json_list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| json_string(word)).collect();
    format!("[{}]", words.join(", "))
}

fn config(build: &Build<'_>, image: &Image) -> Vec<ConfigRow> {
    let config = &image.config;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: String, source: &ConfigKey| {
        let instruction = image.origin(source);
        let origin = match instruction.and_then(|index| build.file.instructions.get(index)) {
            Some(it) => format!("line {}", it.lines.start),
            None if is_default(build, source, &value) => "set by BuildKit".to_owned(),
            None => "from the base image".to_owned(),
        };
        rows.push(ConfigRow { key: key.to_owned(), value, instruction, origin });
    };
    for pair in &config.env {
        let name = pair.split('=').next().unwrap_or_default().to_owned();
        add("Env", String::from(pair), &ConfigKey::Env(name));
    }
    if let Some(words) = &config.entrypoint {
        add("Entrypoint", json_list(words), &ConfigKey::Field("Entrypoint"));
    }
    if let Some(words) = &config.cmd {
        add("Cmd", json_list(words), &ConfigKey::Field("Cmd"));
    }
    for (key, value) in texts(config) {
        if !value.is_empty() {
            add(key, value.to_owned(), &ConfigKey::Field(key));
        }
    }
    for port in &config.exposed_ports {
        add("ExposedPorts", port.clone(), &ConfigKey::Port(port.clone()));
    }
    for volume in &config.volumes {
        add("Volumes", volume.clone(), &ConfigKey::Volume(volume.clone()));
    }
    for (key, value) in &config.labels {
        add("Labels", format!("{key}={value}"), &ConfigKey::Label(key.clone()));
    }
    if let Some(words) = &config.shell {
        add("Shell", json_list(words), &ConfigKey::Field("Shell"));
    }
    if let Some(check) = &config.healthcheck {
        add("Healthcheck", health_text(check), &ConfigKey::Field("Healthcheck"));
    }
    for trigger in &config.on_build {
        add("OnBuild", trigger.clone(), &ConfigKey::Field("OnBuild"));
    }
    rows
}

fn texts(config: &ImageConfig) -> [(&'static str, &str); 3] {
    [("WorkingDir", &config.working_dir), ("User", &config.user), ("StopSignal", &config.stop_signal)]
}

/// Whether `BuildKit` itself adds a value: `PATH` where the base has none, and the root directory on `scratch`.
fn is_default(build: &Build<'_>, key: &ConfigKey, value: &str) -> bool {
    let evaluation = &build.plan.evaluation;
    let root = build.plan.result().and_then(|outcome| evaluation.state(outcome.root));
    let base = match root.map(|state| &state.origin) {
        Some(Origin::Image(Some(image))) => &image.config,
        Some(_) => return true,
        None => return false,
    };
    match key {
        ConfigKey::Env(_) => !base.env.iter().any(|pair| pair == value),
        _ => false,
    }
}

fn health_text(check: &Healthcheck) -> String {
    let mut text = json_list(&check.test);
    let times = [
        ("interval", check.interval),
        ("timeout", check.timeout),
        ("start-period", check.start_period),
        ("start-interval", check.start_interval),
    ];
    for (name, time) in times.into_iter().filter(|(_, time)| *time != 0) {
        text.push_str(&format_args!(" {name}={}", format_duration(time)).to_string());
    }
    if check.retries != 0 {
        text.push_str(&format_args!(" retries={}", check.retries).to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::report::{Basis, ImageView, Input, analyze};

    fn image(text: &str) -> ImageView {
        let input = Input { dockerfile: text.to_owned(), ..Input::default() };
        analyze(&input, &Catalog::bundled()).image.unwrap()
    }

    #[test]
    fn history_is_that_of_docker_newest_first() {
        let found = image("FROM alpine:3.24\nENV A=b\nRUN mkdir /a\nCMD [\"x\"]\n");
        let rows: Vec<_> = found
            .history
            .iter()
            .map(|row| (row.created_by.as_str(), row.size.as_str(), row.inherited))
            .collect();
        assert_eq!(
            rows,
            [
                ("CMD [\"x\"]", "0B", false),
                ("RUN /bin/sh -c mkdir /a # buildkit", "0B", false),
                ("ENV A=b", "0B", false),
                ("alpine:3.24: 1 inherited layer", "8.42MB", true),
            ]
        );
        assert_eq!(found.history[1].comment, "buildkit.dockerfile.v0");
        assert_eq!(found.history[3].instruction, Some(0));
        assert!(image("FROM scratch\nCOPY a /\n").history.iter().all(|row| !row.inherited));
    }

    #[test]
    fn what_is_transferred_is_known_of_the_base_alone() {
        let found = image("FROM alpine:3.24\nRUN mkdir /a\n");
        let texts: Vec<&str> = found.layers.iter().map(|layer| layer.transferred.text.as_str()).collect();
        assert_eq!(
            (texts.as_slice(), found.transferred.text.as_str()),
            (&["3.85 MB", "unknown"][..], "≥ 3.85 MB")
        );
        assert_eq!(image("FROM node:22\n").transferred.text, "unknown", "no figure in the catalogue");
        assert_eq!(image("FROM scratch\nENV A=b\n").transferred.text, "0 B");
    }

    #[test]
    fn figures_of_another_platform_say_so() {
        let found = image("FROM --platform=linux/arm64 alpine:3.24\nRUN mkdir /a\n");
        let base = &found.layers[0];
        assert_eq!(base.size.basis, Basis::Estimated);
        assert!(base.size.how.contains("that of linux/amd64"), "{}", base.size.how);
        assert_eq!((base.transferred.text.as_str(), found.transferred.text.as_str()), ("unknown", "unknown"));
    }

    #[test]
    fn a_size_set_by_hand_says_so() {
        let found = image("# stagescope: size=120MB user=app\nFROM nobody/knows\nRUN mkdir /a\n");
        assert_eq!((found.size.text.as_str(), found.size.basis), ("≈ 120 MB", Basis::Estimated));
        assert_eq!(found.layers[0].size.basis, Basis::ByHand);
        let user = found.config.iter().find(|row| row.key == "User").unwrap();
        assert_eq!((user.value.as_str(), user.origin.as_str()), ("app", "line 2"));
    }
}
