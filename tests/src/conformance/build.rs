//! Sections about a build: `build` and `outline`.

use serde_json::{Map, Value, json};
use stagescope::catalog::{Healthcheck, ImageConfig};
use stagescope::eval::StateId;
use stagescope::plan::vertex::{
    Access, CopyAction, Exec, FileAction, FileKind, Id, Mode, MountPoint, Op, Owner, PointKind,
};
use stagescope::plan::{Build, Image, Needed};
use stagescope::syntax::Network;
use stagescope::syntax::mount::Sharing;
use stagescope::text::Lines;
use stagescope::text::Text;

use super::{error_value, warnings_value};

/// What would be built.
pub(super) fn build_section(build: &Build<'_>) -> Value {
    let warnings = warnings_value(build);
    if let Some(error) = build.error() {
        return json!({ "error": error_value(error), "warnings": warnings });
    }
    let mut based: Vec<bool> = Vec::new();
    let mut vertices: Vec<Value> = Vec::new();
    for needed in build.plan.vertices() {
        let has_base = has_base(&needed, &based);
        vertices.push(vertex(&needed, has_base));
        based.push(has_base);
    }
    let last = vertices.len().checked_sub(1);
    if let Some(last) = last {
        vertices.push(json!({ "kind": "result", "name": "", "inputs": [last] }));
    }
    let states = 0..build.plan.evaluation.states.len();
    json!({
        "image": build.plan.result().map(|outcome| image(&outcome.image, build)),
        "history": build.plan.result().map(|outcome| history(&outcome.image, build.plan.evaluation.epoch)),
        "warnings": warnings,
        "vertices": vertices,
        "stages": states.map(|id| stage(build, id)).collect::<Vec<Value>>(),
        "target_index": build.plan.evaluation.target,
    })
}

fn image(image: &Image, build: &Build<'_>) -> Value {
    let platforms = &build.plan.evaluation.platforms;
    let (mut os, mut arch) = (image.os.clone(), image.architecture.clone());
    let mut variant = image.variant.clone();
    if !platforms.implicit {
        let same = os == platforms.target.os && arch == platforms.target.arch;
        os.clone_from(&platforms.target.os);
        arch.clone_from(&platforms.target.arch);
        if !platforms.target.variant.is_empty() || !same {
            variant.clone_from(&platforms.target.variant);
        }
    }
    let mut value = json!({ "os": os, "architecture": arch, "config": config(&image.config) });
    if let Some(map) = value.as_object_mut() {
        for (key, text) in [("variant", &variant), ("author", &image.author)] {
            if !text.is_empty() {
                map.insert(key.to_owned(), text.clone().into());
            }
        }
    }
    value
}

fn history(image: &Image, epoch: Option<i64>) -> Value {
    let entry = |it: &stagescope::plan::History| {
        let mut value = json!({ "created_by": it.entry.created_by, "empty_layer": it.entry.empty_layer });
        if let Some(map) = value.as_object_mut() {
            if !it.entry.comment.is_empty() {
                map.insert("comment".to_owned(), it.entry.comment.as_ref().into());
            }
            if let Some(seconds) = epoch.filter(|_| it.instruction.is_some()) {
                map.insert("created".to_owned(), utc(seconds).into());
            }
        }
        value
    };
    image.history.iter().map(entry).collect()
}

/// Seconds since 1970 as a date and time: `2023-11-14T22:13:20Z`. Days are counted in eras of 400 years.
fn utc(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A health check without what is unset.
pub(super) fn health(check: &Healthcheck) -> Value {
    let mut value = Map::new();
    if !check.test.is_empty() {
        value.insert("Test".to_owned(), json!(check.test));
    }
    let numbers = [
        ("Interval", check.interval),
        ("Timeout", check.timeout),
        ("StartPeriod", check.start_period),
        ("StartInterval", check.start_interval),
        ("Retries", check.retries),
    ];
    for (key, number) in numbers.into_iter().filter(|(_, number)| *number != 0) {
        value.insert(key.to_owned(), number.into());
    }
    Value::Object(value)
}

/// A set as the config writes it: an object whose values are empty.
fn set(items: &[String]) -> Value {
    Value::Object(items.iter().map(|item| (item.clone(), json!({}))).collect())
}

fn config(config: &ImageConfig) -> Value {
    let mut value = Map::new();
    let mut put = |key: &str, is_set: bool, item: Value| {
        if is_set {
            value.insert(key.to_owned(), item);
        }
    };
    put("User", !config.user.is_empty(), config.user.clone().into());
    put("ExposedPorts", !config.exposed_ports.is_empty(), set(&config.exposed_ports));
    put("Env", !config.env.is_empty(), config.env.iter().map(Text::as_str).collect());
    let entrypoint = config.entrypoint.as_ref().filter(|words| !words.is_empty());
    put("Entrypoint", entrypoint.is_some(), json!(entrypoint));
    let cmd = config.cmd.as_ref().filter(|words| !words.is_empty());
    put("Cmd", cmd.is_some(), json!(cmd));
    put("Volumes", !config.volumes.is_empty(), set(&config.volumes));
    put("WorkingDir", !config.working_dir.is_empty(), config.working_dir.clone().into());
    let labels: Map<String, Value> =
        config.labels.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect();
    put("Labels", !labels.is_empty(), Value::Object(labels));
    put("StopSignal", !config.stop_signal.is_empty(), config.stop_signal.clone().into());
    put("ArgsEscaped", config.args_escaped, true.into());
    put("OnBuild", !config.on_build.is_empty(), json!(config.on_build));
    let shell = config.shell.as_ref().filter(|words| !words.is_empty());
    put("Shell", shell.is_some(), json!(shell));
    put("Healthcheck", config.healthcheck.is_some(), config.healthcheck.as_ref().map(health).into());
    Value::Object(value)
}

fn stage(build: &Build<'_>, id: StateId) -> Value {
    let evaluation = &build.plan.evaluation;
    let Some(state) = evaluation.state(id) else { return Value::Null };
    let reachable = evaluation.reached.get(id) == Some(&true);
    let mut deps: Vec<usize> = state.deps.iter().map(|dep| dep.state).collect();
    deps.sort_unstable();
    let mut value = json!({
        "index": id,
        "name": state.name,
        "display_name": state.display,
        "base_ref": state.base_ref,
        "base_index": state.base().map_or(-1, |base| i64::try_from(base).unwrap_or(-1)),
        "deps": deps,
        "reachable": reachable,
        "steps": state.total,
    });
    let Some(map) = value.as_object_mut() else { return value };
    if let Some(platform) = &state.platform {
        map.insert("platform".to_owned(), platform.format_all().into());
    }
    if state.unregistered() {
        map.insert("unregistered".to_owned(), true.into());
    }
    if let Some(outcome) = build.plan.outcome(id).filter(|_| reachable && !state.unregistered()) {
        map.insert("config".to_owned(), config(&outcome.image.config));
    }
    value
}

/// The platform of a command that starts from nothing: a state without an image has none of its own, and the answers of the
/// reference were written down on a machine of this one. A build takes that of its target.
const OF_NOTHING: &str = "linux/amd64";

/// Whether what a vertex changes comes from an image or a named context in the end, and not from nothing; `before` says it of
/// the vertices that it may need.
fn has_base(vertex: &Needed<'_>, before: &[bool]) -> bool {
    let changed = match vertex.op.as_ref() {
        Op::Source { .. } => return true,
        Op::Exec(exec) => exec.mounts.first().map_or(-1, |root| root.input),
        Op::File(actions) => actions.first().map_or(-1, |action| action.input),
        Op::Merge => 0,
    };
    let input = usize::try_from(changed).ok().and_then(|changed| vertex.inputs.get(changed));
    input.and_then(|input| before.get(*input)).is_some_and(|has_base| *has_base)
}

fn vertex(vertex: &Needed<'_>, has_base: bool) -> Value {
    let mut value = Map::new();
    let mut put = |key: &str, item: Value| value.insert(key.to_owned(), item);
    put("name", vertex.name.into());
    put("inputs", json!(vertex.inputs));
    if !vertex.platform.is_empty() {
        let from_nothing = matches!(vertex.op.as_ref(), Op::Exec(_)) && !has_base;
        put("platform", if from_nothing { OF_NOTHING } else { vertex.platform }.into());
    }
    if !vertex.command.is_empty() {
        put("command", vertex.command.into());
    }
    if let Some(group) = &vertex.group {
        put("progress_group", json!({ "id": group.id, "name": group.name, "weak": group.weak }));
    }
    match vertex.op.as_ref() {
        Op::Source { identifier, attrs } => {
            put("kind", "source".into());
            put("identifier", identifier.clone().into());
            let attrs: Map<String, Value> =
                attrs.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect();
            if !attrs.is_empty() {
                put("attrs", Value::Object(attrs));
            }
        }
        Op::Exec(exec) => {
            put("kind", "exec".into());
            value.extend(exec_fields(exec));
        }
        Op::File(actions) => {
            put("kind", "file".into());
            put("actions", actions.iter().map(action).collect());
        }
        Op::Merge => {
            put("kind", "merge".into());
        }
    }
    Value::Object(value)
}

fn exec_fields(exec: &Exec) -> Map<String, Value> {
    let mut value = Map::new();
    let mut put = |key: &str, item: Value| value.insert(key.to_owned(), item);
    put("args", json!(exec.args));
    put("env", json!(exec.env.to_strings()));
    put("cwd", exec.cwd.as_str().into());
    put("mounts", exec.mounts.iter().map(mount).collect());
    if !exec.user.is_empty() {
        put("user", exec.user.as_str().into());
    }
    match exec.network {
        Network::Default => None,
        Network::None => put("network", "NONE".into()),
        Network::Host => put("network", "HOST".into()),
    };
    if exec.insecure {
        put("security", "INSECURE".into());
    }
    if !exec.secret_env.is_empty() {
        let secrets = exec.secret_env.iter();
        let secrets = secrets.map(|it| json!({ "id": it.id, "name": it.name, "optional": it.optional }));
        put("secret_env", secrets.collect());
    }
    if let Some(proxy) = &exec.proxy {
        let proxy = json!({
            "http": proxy.http, "https": proxy.https, "ftp": proxy.ftp, "no": proxy.no, "all": proxy.all
        });
        put("proxy_env", proxy);
    }
    value
}

/// A file mode as Go prints it with `%#o`.
fn octal(mode: u32) -> String {
    if mode == 0 { "0".to_owned() } else { format!("0{mode:o}") }
}

fn access(it: &Access) -> Value {
    json!({ "id": it.id, "uid": it.uid, "gid": it.gid, "mode": octal(it.mode), "optional": it.optional })
}

fn mount(point: &MountPoint) -> Value {
    let mut value = Map::new();
    let mut put = |key: &str, item: Value| value.insert(key.to_owned(), item);
    put("dest", point.dest.clone().into());
    put("input", point.input.into());
    put("output", point.output.into());
    if point.read_only {
        put("readonly", true.into());
    }
    if !point.selector.is_empty() {
        put("selector", point.selector.clone().into());
    }
    match &point.kind {
        PointKind::Bind => put("type", "BIND".into()),
        PointKind::Cache { id, sharing } => {
            put("cache_id", id.clone().into());
            let sharing = match sharing {
                Sharing::Shared => "SHARED",
                Sharing::Private => "PRIVATE",
                Sharing::Locked => "LOCKED",
            };
            put("sharing", sharing.into());
            put("type", "CACHE".into())
        }
        PointKind::Tmpfs(size) => {
            if *size != 0 {
                put("size", (*size).into());
            }
            put("type", "TMPFS".into())
        }
        PointKind::Secret(it) => {
            put("secret", access(it));
            put("type", "SECRET".into())
        }
        PointKind::Ssh(it) => {
            put("ssh", access(it));
            put("type", "SSH".into())
        }
    };
    Value::Object(value)
}

fn id(id: &Id) -> Value {
    match id {
        Id::Number(number) => (*number).into(),
        Id::Name(name) => name.clone().into(),
    }
}

fn owner(owner: &Owner) -> Value {
    json!({ "user": id(&owner.user), "group": owner.group.as_ref().map(id) })
}

fn action(action: &FileAction) -> Value {
    let mut value = Map::new();
    let mut put = |key: &str, item: Value| value.insert(key.to_owned(), item);
    put("input", action.input.into());
    put("secondary_input", action.secondary_input.into());
    put("output", action.output.into());
    match &action.kind {
        FileKind::Mkdir { path, mode, owner: by, parents } => {
            put("action", "mkdir".into());
            put("path", path.clone().into());
            put("mode", octal(*mode).into());
            put("parents", (*parents).into());
            if let Some(by) = by {
                put("owner", owner(by));
            }
        }
        FileKind::Mkfile { path, mode, data } => {
            put("action", "mkfile".into());
            put("path", path.clone().into());
            put("mode", octal(*mode).into());
            put("data", data.clone().into());
        }
        FileKind::Copy(copy) => value.extend(copy_fields(copy)),
    }
    Value::Object(value)
}

fn copy_fields(copy: &CopyAction) -> Map<String, Value> {
    let mut value = Map::new();
    let mut put = |key: &str, item: Value| value.insert(key.to_owned(), item);
    put("action", "copy".into());
    put("src", copy.src.clone().into());
    put("dest", copy.dest.as_str().into());
    put("flags", json!(copy.flags));
    if let Some(by) = &copy.owner {
        put("owner", owner(by));
    }
    match &copy.mode {
        Some(Mode::Bits(bits)) => {
            put("mode", octal(*bits).into());
        }
        Some(Mode::Symbolic(text)) => {
            put("mode", "0".into());
            put("mode_str", text.clone().into());
        }
        None => {}
    }
    for (key, list) in
        [("include", &copy.include), ("exclude", &copy.exclude), ("required_paths", &copy.required)]
    {
        if !list.is_empty() {
            put(key, json!(list));
        }
    }
    value
}

/// What a target can be told: build arguments, secrets and agents.
pub(super) fn outline_section(build: &Build<'_>) -> Value {
    if let Some(error) = build.journal.first_error() {
        return json!({ "error": error_value(error) });
    }
    let outline = build.outline();
    let start = |lines: &Lines| lines.start;
    let args: Vec<Value> = outline
        .args
        .iter()
        .map(|arg| {
            json!({
                "name": arg.name, "value": arg.value, "description": arg.description, "line": start(&arg.lines)
            })
        })
        .collect();
    let requests = |ssh: bool| -> Vec<Value> {
        let requests = outline.requests.iter().filter(|request| request.ssh == ssh);
        requests
            .map(|request| {
                json!({ "name": request.id, "required": request.required, "line": start(&request.lines) })
            })
            .collect()
    };
    json!({
        "name": outline.name,
        "description": outline.description,
        "args": args,
        "secrets": requests(false),
        "ssh": requests(true),
    })
}
