//! Sections about the file alone: `parse`, `stages` and `targets`.

use serde_json::{Map, Value, json};
use stagescope::diag::BuildError;
use stagescope::eval::description;
use stagescope::stage::{Stage, from_of, group};
use stagescope::syntax::{
    Argument, CommandLine, Dockerfile, Heredoc, Instruction, Kind, Network, Pair, Transfer, Word,
};
use stagescope::text::Text;

use super::{error_value, parse_error};

fn texts(words: &[Word]) -> Value {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// The instructions as the reference's parser lists them.
pub(super) fn parse_section(file: &Dockerfile) -> Value {
    let mut section = Map::new();
    if let Some(directive) = &file.syntax {
        let reference = directive.first_word();
        section.insert(
            "syntax".to_owned(),
            json!({ "ref": reference, "cmdline": directive.value, "line": directive.line }),
        );
    }
    if let Some(directive) = &file.check {
        section.insert("check".to_owned(), json!({ "value": directive.value, "line": directive.line }));
    }
    if let Some(error) = parse_error(file) {
        section.insert("error".to_owned(), error);
        return Value::Object(section);
    }
    let warnings: Vec<Value> = file
        .parse_warnings
        .iter()
        .map(|warning| {
            let url = "https://docs.docker.com/go/dockerfile/rule/no-empty-continuation/";
            json!({ "short": warning.message, "url": url, "line": warning.line })
        })
        .collect();
    let instructions: Vec<Value> = file
        .instructions
        .iter()
        .map(|it| {
            let mut node = node(it);
            node.insert("start_line".to_owned(), it.lines.start.into());
            node.insert("end_line".to_owned(), it.lines.end.into());
            if !it.comments.is_empty() {
                node.insert("prev_comment".to_owned(), it.comments.iter().map(Text::as_str).collect());
            }
            Value::Object(node)
        })
        .collect();
    section.insert("escape".to_owned(), file.escape.to_string().into());
    section.insert("warnings".to_owned(), warnings.into());
    section.insert("instructions".to_owned(), instructions.into());
    Value::Object(section)
}

fn node(it: &Instruction) -> Map<String, Value> {
    let mut node = Map::new();
    node.insert("keyword".to_owned(), it.keyword.text.as_str().into());
    node.insert("flags".to_owned(), texts(&it.flags));
    node.insert("original".to_owned(), it.original.as_str().into());
    node.insert("json".to_owned(), it.json.into());
    node.insert("args".to_owned(), texts(&it.args));
    if let Some(child) = it.child.as_deref() {
        node.insert("child".to_owned(), Value::Object(self::node(child)));
    }
    if !it.heredocs.is_empty() {
        let heredocs: Vec<Value> = it.heredocs.iter().map(heredoc).collect();
        node.insert("heredocs".to_owned(), heredocs.into());
    }
    node
}

fn heredoc(it: &Heredoc) -> Value {
    json!({ "name": it.name, "fd": it.fd, "expand": it.expand, "chomp": it.chomp, "content": it.content.as_str() })
}

/// The first error that keeps the reference from having stages.
fn stages_error(file: &Dockerfile) -> Option<&BuildError> {
    file.typed_journal.first_error()
}

/// The typed instructions of each stage.
pub(super) fn stages_section(file: &Dockerfile) -> Value {
    if file.parse_journal.first_error().is_some() {
        return json!({ "error": { "message": "(parse failed)", "line": 0 } });
    }
    if let Some(error) = stages_error(file) {
        return json!({ "error": error_value(error) });
    }
    let stages = group(file);
    let get = |index: &usize| file.instructions.get(*index);
    let globals: Vec<Value> = stages.global_args.iter().filter_map(get).map(command).collect();
    let list: Vec<Value> = stages.list.iter().filter_map(|stage| stage_value(file, stage)).collect();
    json!({ "meta_args": globals, "stages": list })
}

fn stage_value(file: &Dockerfile, stage: &Stage) -> Option<Value> {
    let (it, from) = from_of(file, stage)?;
    let commands: Vec<Value> =
        stage.instructions.iter().filter_map(|index| file.instructions.get(*index)).map(command).collect();
    let mut value = json!({
        "index": stage.index,
        "name": stage.name,
        "base": from.image.text.as_str(),
        "platform": from.platform.as_ref().map(|word| word.text.as_str()).unwrap_or_default(),
        "lines": [it.lines.start, it.lines.end],
        "keyword": it.keyword.text.as_str(),
        "code": it.code(),
        "commands": commands,
    });
    let doc = description(it, &stage.name);
    if let (Some(map), false) = (value.as_object_mut(), doc.is_empty()) {
        map.insert("doc".to_owned(), doc.into());
    }
    Some(value)
}

fn command(it: &Instruction) -> Value {
    let (kind, fields) = fields(it);
    json!({
        "type": kind,
        "keyword": it.keyword.text.as_str(),
        "code": it.code(),
        "lines": [it.lines.start, it.lines.end],
        "fields": fields,
    })
}

fn pairs(pairs: &[Pair]) -> Value {
    let pair = |pair: &Pair| json!({ "Key": pair.key.text.as_str(), "Value": pair.value.text.as_str(), "NoDelim": pair.legacy });
    pairs.iter().map(pair).collect()
}

fn arguments(it: &Instruction, arguments: &[Argument]) -> Value {
    let argument = |argument: &Argument| {
        let key = argument.key.text.as_str();
        let value = argument.default.as_ref().map(|default| default.text.as_str());
        json!({ "Key": key, "DocComment": description(it, key), "Value": value })
    };
    arguments.iter().map(argument).collect()
}

fn command_line(it: &Instruction, command: &CommandLine, empty_is_absent: bool) -> Map<String, Value> {
    let mut fields = Map::new();
    if !(empty_is_absent && command.args.is_empty()) {
        fields.insert("CmdLine".to_owned(), texts(&command.args));
    }
    fields.insert("PrependShell".to_owned(), command.shell.into());
    if !it.heredocs.is_empty() {
        let file = |it: &Heredoc| json!({ "Name": it.name, "Data": it.content.as_str(), "Chomp": it.chomp });
        fields.insert("Files".to_owned(), it.heredocs.iter().map(file).collect());
    }
    fields
}

fn fields(it: &Instruction) -> (&'static str, Value) {
    match &it.kind {
        Kind::Env(list) => ("Env", json!({ "Env": pairs(list) })),
        Kind::Label(list) => ("Label", json!({ "Labels": pairs(list) })),
        Kind::Arg(list) => ("Arg", json!({ "Args": arguments(it, list) })),
        Kind::Run(run) => {
            let mut fields = command_line(it, &run.command, false);
            let mut used: Vec<&str> = it
                .flags
                .iter()
                .map(|flag| flag.text.trim_start_matches('-').split('=').next().unwrap_or_default())
                .collect();
            used.sort_unstable();
            used.dedup();
            fields.insert("FlagsUsed".to_owned(), json!(used));
            if !run.mounts.is_empty() {
                fields.insert("MountCount".to_owned(), run.mounts.len().into());
            }
            match run.network {
                Network::Default => None,
                Network::None => fields.insert("Network".to_owned(), "none".into()),
                Network::Host => fields.insert("Network".to_owned(), "host".into()),
            };
            if run.insecure {
                fields.insert("Security".to_owned(), "insecure".into());
            }
            if !run.devices.is_empty() {
                let device = |device: &stagescope::syntax::Device| json!({ "Name": device.name, "Required": device.required });
                fields.insert("Devices".to_owned(), run.devices.iter().map(device).collect());
            }
            ("Run", Value::Object(fields))
        }
        Kind::Cmd(command) => ("Cmd", Value::Object(command_line(it, command, false))),
        Kind::Entrypoint(command) => ("Entrypoint", Value::Object(command_line(it, command, true))),
        Kind::Copy(transfer) => ("Copy", self::transfer(transfer, false)),
        Kind::Add(transfer) => ("Add", self::transfer(transfer, true)),
        Kind::Workdir(path) => ("Workdir", json!({ "Path": path.text.as_str() })),
        Kind::User(user) => ("User", json!({ "User": user.text.as_str() })),
        Kind::Volume(list) => ("Volume", json!({ "Volumes": texts(list) })),
        Kind::Expose(list) => ("Expose", json!({ "Ports": texts(list) })),
        Kind::StopSignal(word) => ("StopSignal", json!({ "Signal": word.text.as_str() })),
        Kind::Shell(words) => ("Shell", json!({ "Shell": words })),
        Kind::Healthcheck(check) => ("HealthCheck", json!({ "Health": super::build::health(check) })),
        Kind::OnBuild(trigger) => ("Onbuild", json!({ "Expression": trigger })),
        Kind::Maintainer(name) => ("Maintainer", json!({ "Maintainer": name })),
        Kind::From(_) | Kind::Invalid => ("", Value::Null),
    }
}

fn transfer(it: &Transfer, is_add: bool) -> Value {
    let mut fields = Map::new();
    let mut set = |key: &str, value: Value| fields.insert(key.to_owned(), value);
    set("Chmod", it.chmod.text.as_str().into());
    set("Chown", it.chown.text.as_str().into());
    set("DestPath", it.dest.text.as_str().into());
    set("Link", it.link.into());
    if is_add {
        set("Checksum", it.checksum.text.as_str().into());
        if let Some(keep) = it.keep_git_dir {
            set("KeepGitDir", keep.into());
        }
        if let Some(unpack) = it.unpack {
            set("Unpack", unpack.into());
        }
    } else {
        set("From", it.from.as_ref().map(|word| word.text.as_str()).unwrap_or_default().into());
        set("Parents", it.parents.into());
    }
    if !it.sources.is_empty() {
        set("SourcePaths", texts(&it.sources));
    }
    if !it.excludes.is_empty() {
        set("ExcludePatterns", texts(&it.excludes));
    }
    if !it.inline.is_empty() {
        let files = it.inline.iter();
        let files =
            files.map(|file| json!({ "Path": file.name, "Data": file.content, "Expand": file.expand }));
        set("SourceContents", files.collect());
    }
    Value::Object(fields)
}

/// The list of targets.
pub(super) fn targets_section(file: &Dockerfile) -> Value {
    if let Some(error) = parse_error(file) {
        return json!({ "error": error });
    }
    if let Some(error) = stages_error(file) {
        return json!({ "error": error_value(error) });
    }
    let stages = group(file);
    let last = stages.list.len().saturating_sub(1);
    let target = |stage: &Stage| {
        let (it, from) = from_of(file, stage)?;
        Some(json!({
            "name": stage.name,
            "default": stage.index == last,
            "description": description(it, &stage.name),
            "base": from.image.text.as_str(),
            "platform": from.platform.as_ref().map(|word| word.text.as_str()).unwrap_or_default(),
            "line": it.lines.start,
        }))
    };
    stages.list.iter().filter_map(target).collect()
}
