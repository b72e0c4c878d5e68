//! `RUN`: the command line, the file systems that it sees, and its place in the graph.

use std::borrow::Cow;

use crate::eval::{Command, EnvList};
use crate::syntax::expand::{Env, Mode};
use crate::syntax::mount::{self, Mount, MountKind, Sharing};
use crate::syntax::{Heredoc, Instruction, Run, opener};
use crate::text::go::quote;
use crate::text::{Text, order, paths};

use super::Request;
use super::dispatch::{Fault, Planner, Running, add_layer};
use super::layer::{Content, Size};
use super::names::shown;
use super::vertex::{
    Access, Exec, FileAction, FileKind, MountPoint, Op, Owner, PointKind, Proxy, SecretEnv, Vertex, VertexId,
};

/// A mount before its vertices are numbered as inputs.
struct Point {
    dest: String,
    source: Option<VertexId>,
    selector: String,
    read_only: bool,
    keeps: bool,
    kind: PointKind,
}

impl<'a> Planner<'a, '_> {
    pub(super) fn exec(&mut self, run: &mut Running, command: &Command<'a>, exec: &Run) -> Result<(), Fault> {
        let it = command.instruction.as_ref();
        let mounts = self.mounts(run, it, exec)?;
        let mut points = vec![Point {
            dest: "/".to_owned(),
            source: run.outcome.output,
            selector: String::new(),
            read_only: false,
            keeps: true,
            kind: PointKind::Bind,
        }];
        let (args, summary) = self.command_line(run, it, exec, &mut points)?;
        let args = if exec.command.shell { run.outcome.image.with_shell(args) } else { args };
        let mut vertex = Exec {
            args,
            cwd: if run.outcome.dir.is_empty() { "/".into() } else { run.outcome.dir.clone() },
            user: run.outcome.user.clone(),
            network: exec.network,
            insecure: exec.insecure,
            proxy: self.proxy(),
            ..Exec::default()
        };
        let mut env = run.outcome.env.clone();
        self.add_points(run, command, &mounts, &mut points, &mut vertex, &mut env)?;
        vertex.env = env;
        let code = it.code();
        let masked = Masked { env: &run.outcome.env, secrets: secret_variables(&mounts) };
        let mode = Mode { raw_quotes: true, skip_unset: true, ..Mode::default() };
        let code_and_summary =
            if summary.is_empty() { Cow::Borrowed(code) } else { format!("{code}{summary}").into() };
        let text = shown(&code_and_summary, &masked, self.file.escape, mode);
        let name = self.number(run, command.on_build, &text);
        let created_by = history_text(&vertex.args, run);
        let inputs = place_points(points, &mut vertex.mounts);
        run.outcome.output = Some(self.graph.add(Vertex {
            op: Op::Exec(Box::new(vertex)),
            inputs,
            name,
            command: it.original.trimmed(),
            platform: run.platform.format_all().into(),
            group: None,
            instruction: Some(it.index),
            state: Some(run.id),
        }));
        if !exec.devices.is_empty() {
            let message = "device feature is only supported in Dockerfile frontend 1.14.0-labs or later";
            return Err((message.to_owned(), it.line_span));
        }
        add_layer(run, it, Content::Command, Size::unknown("what a command writes is known once it has run"));
        run.outcome.image.commit(created_by, true, it.index);
        Ok(())
    }

    fn mounts(&mut self, run: &Running, it: &Instruction, exec: &Run) -> Result<Vec<Mount>, Fault> {
        let mut mounts = Vec::with_capacity(exec.mounts.len());
        for word in &exec.mounts {
            let read = mount::read(&word.text, |value| {
                self.value(run, it, value, word.span).map_err(|(message, _)| message)
            });
            mounts.push(read.map_err(|message| (message, word.span))?);
        }
        Ok(mounts)
    }

    /// The words to run, and what the log adds to the instruction.
    fn command_line(
        &mut self,
        run: &Running,
        it: &Instruction,
        exec: &Run,
        points: &mut Vec<Point>,
    ) -> Result<(Vec<String>, String), Fault> {
        let args: Vec<String> = exec.command.args.iter().map(|word| String::from(&word.text)).collect();
        let Some(first) = it.heredocs.first() else { return Ok((args, String::new())) };
        let [text] = args.as_slice() else {
            let list = args.join(" ");
            return Err((format!("parsing produced an invalid run command: [{list}]"), it.line_span));
        };
        if opener(text).is_none() {
            // The shell reads the here-documents.
            let mut script = text.clone();
            for heredoc in &it.heredocs {
                script.push('\n');
                script.push_str(&heredoc.content);
                script.push_str(&heredoc.name);
            }
            return Ok((vec![script], String::new()));
        }
        let summary = format!(" ({})", summary(first));
        let body = first.body();
        if run.outcome.image.os == "windows" || !body.starts_with("#!") {
            return Ok((vec![body], summary));
        }
        let script = self.inline_file(run, it, &first.name, 0o755, body);
        points.push(Point {
            dest: "/dev/pipes/".to_owned(),
            source: Some(script),
            selector: "/".to_owned(),
            read_only: true,
            keeps: false,
            kind: PointKind::Bind,
        });
        Ok((vec![paths::join("/dev/pipes/", &first.name)], summary))
    }

    /// A file whose content stands in the Dockerfile, in an otherwise empty file system.
    pub(super) fn inline_file(
        &mut self,
        run: &Running,
        it: &Instruction,
        name: &str,
        mode: u32,
        data: String,
    ) -> VertexId {
        let kind = FileKind::Mkfile { path: paths::join("/", name), mode, data };
        self.graph.add(Vertex {
            op: Op::File(vec![FileAction { input: -1, secondary_input: -1, output: 0, kind }]),
            inputs: Vec::new(),
            name: "[internal] preparing inline document".to_owned(),
            command: Text::default(),
            platform: Text::default(),
            group: None,
            instruction: Some(it.index),
            state: Some(run.id),
        })
    }

    fn proxy(&self) -> Option<Proxy> {
        let mut proxy = Proxy::default();
        let mut is_set = false;
        let mut args: Vec<&(String, String)> = self.evaluation.passed.iter().collect();
        order::sort_by(&mut args, |a, b| a.0.cmp(&b.0));
        for (name, value) in args {
            let slot = match name.to_ascii_lowercase().as_str() {
                "http_proxy" => &mut proxy.http,
                "https_proxy" => &mut proxy.https,
                "ftp_proxy" => &mut proxy.ftp,
                "no_proxy" => &mut proxy.no,
                "all_proxy" => &mut proxy.all,
                _ => continue,
            };
            slot.clone_from(value);
            is_set = true;
        }
        is_set.then_some(proxy)
    }

    fn add_points(
        &mut self,
        run: &mut Running,
        command: &Command<'a>,
        mounts: &[Mount],
        points: &mut Vec<Point>,
        vertex: &mut Exec,
        env: &mut EnvList,
    ) -> Result<(), Fault> {
        let it = command.instruction.as_ref();
        let mut secrets = Vec::new();
        let mut agents = Vec::new();
        for (index, mount) in mounts.iter().enumerate() {
            let span = it.flags.iter().filter(|flag| flag.text.starts_with("--mount")).nth(index);
            let span = span.map_or(it.line_span, |flag| flag.span);
            let mut source = None;
            let from =
                if mount.from.is_empty() && mount.kind == MountKind::Cache { "scratch" } else { &mount.from };
            if from.is_empty() {
                if mount.kind == MountKind::Bind {
                    source = Some(self.context());
                }
            } else if let Some(state) = command.sources.get(index).and_then(|id| self.evaluation.state(*id)) {
                if !state.done {
                    let message = format!(
                        "cannot mount from stage {} to {}, stage needs to be defined before current command",
                        quote(from),
                        quote(&mount.target)
                    );
                    return Err((message, span));
                }
                let id = command.sources.get(index).copied().unwrap_or_default();
                source = self.outcomes.get(id).and_then(|outcome| outcome.as_ref()?.output);
            }
            match mount.kind {
                MountKind::Secret => {
                    secret(run, it, mount, vertex, &mut secrets).map_err(|message| (message, span))?;
                }
                MountKind::Ssh => {
                    agent(run, it, mount, &mut agents).map_err(|message| (message, span))?;
                }
                MountKind::Bind | MountKind::Cache | MountKind::Tmpfs => {
                    let point = self.directory(run, it, mount, source).map_err(|message| (message, span))?;
                    points.push(point);
                    // The reference counts a directory in memory as the whole context.
                    if from.is_empty() {
                        self.context_paths.push(paths::join("/", &mount.source));
                    }
                }
            }
        }
        if let Some(first) = agents.first()
            && env.get("SSH_AUTH_SOCK").is_none()
        {
            env.set("SSH_AUTH_SOCK", first.dest.as_str());
        }
        order::sort_by(points, |a, b| a.dest.cmp(&b.dest));
        points.extend(secrets);
        points.extend(agents);
        Ok(())
    }

    fn directory(
        &mut self,
        run: &Running,
        it: &Instruction,
        mount: &Mount,
        mut source: Option<VertexId>,
    ) -> Result<Point, String> {
        let mut dest = mount.target.clone();
        if !paths::clean(&dest).starts_with('/') {
            dest = paths::join(&format!("/{}", run.outcome.dir), &dest);
        }
        if dest == "/" {
            return Err(format!("invalid mount target {}", quote(&dest)));
        }
        let mut selector = paths::join("/", &mount.source);
        if selector == "/" {
            selector.clear();
            let is_owned = mount.uid.is_some() || mount.gid.is_some() || mount.mode.is_some();
            if is_owned && mount.kind == MountKind::Cache {
                source = Some(self.owned_directory(run, it, mount, source));
                "/cache".clone_into(&mut selector);
            }
        }
        let kind = match mount.kind {
            MountKind::Tmpfs => PointKind::Tmpfs(mount.size),
            MountKind::Cache => {
                let id = if mount.id.is_empty() { paths::clean(&mount.target) } else { mount.id.clone() };
                PointKind::Cache { id: format!("/{id}"), sharing: mount.sharing.unwrap_or(Sharing::Shared) }
            }
            _ => PointKind::Bind,
        };
        if mount.kind == MountKind::Tmpfs {
            source = None;
        }
        Ok(Point { dest, source, selector, read_only: mount.read_only, keeps: false, kind })
    }

    /// The directory that a cache starts with when it has an owner or a mode.
    fn owned_directory(
        &mut self,
        run: &Running,
        it: &Instruction,
        mount: &Mount,
        source: Option<VertexId>,
    ) -> VertexId {
        let (uid, gid) = (mount.uid.unwrap_or(0), mount.gid.unwrap_or(0));
        let kind = FileKind::Mkdir {
            path: "/cache".to_owned(),
            mode: mount.mode.unwrap_or(0o755),
            owner: Some(Owner::read(&format!("{uid}:{gid}"))),
            parents: false,
        };
        let input = if source.is_some() { 0 } else { -1 };
        self.graph.add(Vertex {
            op: Op::File(vec![FileAction { input, secondary_input: -1, output: 0, kind }]),
            inputs: source.into_iter().collect(),
            name: "[internal] setting cache mount permissions".to_owned(),
            command: Text::default(),
            platform: Text::default(),
            group: None,
            instruction: Some(it.index),
            state: Some(run.id),
        })
    }
}

fn request(run: &mut Running, it: &Instruction, id: &str, ssh: bool, required: bool) {
    let requests = &mut run.outcome.requests;
    if !requests.iter().any(|known| known.ssh == ssh && known.id == id) {
        requests.push(Request { id: id.to_owned(), ssh, required, lines: it.lines });
    }
}

fn secret(
    run: &mut Running,
    it: &Instruction,
    mount: &Mount,
    vertex: &mut Exec,
    points: &mut Vec<Point>,
) -> Result<(), String> {
    let mut id = if mount.source.is_empty() { mount.id.clone() } else { mount.source.clone() };
    if id.is_empty() {
        if mount.target.is_empty() {
            return Err("one of source, target required".to_owned());
        }
        paths::base(&mount.target).clone_into(&mut id);
    }
    let optional = !mount.required;
    request(run, it, &id, false, mount.required);
    let mut dest = mount.target.clone();
    match &mount.env {
        Some(name) => {
            vertex.secret_env.push(SecretEnv { id: id.clone(), name: name.clone(), optional });
            if dest.is_empty() {
                return Ok(());
            }
        }
        None if dest.is_empty() => dest = format!("/run/secrets/{}", paths::base(&id)),
        None => {}
    }
    points.push(access_point(dest, PointKind::Secret(access(id, mount, 0o400, optional))));
    Ok(())
}

fn agent(run: &mut Running, it: &Instruction, mount: &Mount, points: &mut Vec<Point>) -> Result<(), String> {
    if !mount.source.is_empty() {
        return Err("ssh does not support source".to_owned());
    }
    let name = if mount.id.is_empty() { "default" } else { mount.id.as_str() };
    request(run, it, name, true, mount.required);
    let mut dest = mount.target.clone();
    if dest.is_empty() {
        dest = format!("/run/buildkit/ssh_agent.{}", points.len());
    }
    let access = access(mount.id.clone(), mount, 0o600, !mount.required);
    points.push(access_point(dest, PointKind::Ssh(access)));
    Ok(())
}

fn access(id: String, mount: &Mount, mode: u32, optional: bool) -> Access {
    Access {
        id,
        uid: mount.uid.unwrap_or(0),
        gid: mount.gid.unwrap_or(0),
        mode: mount.mode.unwrap_or(mode),
        optional,
    }
}

fn access_point(dest: String, kind: PointKind) -> Point {
    Point { dest, source: None, selector: String::new(), read_only: false, keeps: false, kind }
}

/// Numbers the sources of all mounts as inputs, each once.
fn place_points(points: Vec<Point>, mounts: &mut Vec<MountPoint>) -> Vec<VertexId> {
    let mut inputs: Vec<VertexId> = Vec::with_capacity(points.len());
    mounts.reserve(points.len());
    let mut results = 0;
    for point in points {
        let input = point.source.map_or(-1, |source| {
            let place = inputs.iter().position(|input| *input == source).unwrap_or_else(|| {
                inputs.push(source);
                inputs.len() - 1
            });
            i64::try_from(place).unwrap_or(-1)
        });
        // Secrets and agents have no result of their own; the reference writes 0 there.
        let output = match point.kind {
            PointKind::Secret(_) | PointKind::Ssh(_) => 0,
            _ if point.keeps => {
                results += 1;
                results - 1
            }
            _ => -1,
        };
        mounts.push(MountPoint {
            dest: point.dest,
            input,
            output,
            read_only: point.read_only,
            selector: point.selector,
            kind: point.kind,
        });
    }
    inputs
}

/// The command with the build arguments that it saw, as the history keeps it.
fn history_text(args: &[String], run: &Running) -> String {
    let build_args = &run.outcome.build_args;
    let mut known: Vec<(&str, &str)> = Vec::with_capacity(build_args.len());
    for (name, value) in build_args {
        let value = run.outcome.env.get(name).or(value.as_deref()).unwrap_or_default();
        match known.iter_mut().find(|(known, _)| name == known) {
            Some((_, slot)) => *slot = value,
            None => known.push((name, value)),
        }
    }
    let length: usize = args.iter().map(|arg| arg.len() + 1).sum();
    let mut text = String::with_capacity(length + 64);
    text.push_str("RUN ");
    if !known.is_empty() {
        text.extend(["|", &known.len().to_string(), " "]);
    }
    for (name, value) in &known {
        text.extend([name, "=", value, " "]);
    }
    for arg in args {
        text.extend([arg, " "]);
    }
    if known.is_empty() && args.is_empty() {
        text.push(' ');
    }
    text.push_str("# buildkit");
    text
}

/// The first line of a here-document.
fn summary(heredoc: &Heredoc) -> String {
    let text = heredoc.content.trim();
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default();
    let first =
        if lines.clone().next().is_some() { first.strip_suffix('\r').unwrap_or(first) } else { first };
    if lines.next().is_some() { format!("{first}...") } else { first.to_owned() }
}

fn secret_variables(mounts: &[Mount]) -> Vec<&str> {
    let secrets = mounts.iter().filter(|mount| mount.kind == MountKind::Secret);
    secrets.filter_map(|mount| mount.env.as_deref()).collect()
}

/// An environment in which the variables that hold secrets show as stars.
struct Masked<'e> {
    env: &'e EnvList,
    secrets: Vec<&'e str>,
}

impl Env for Masked<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        if self.secrets.contains(&name) { Some("****") } else { self.env.get(name) }
    }
}
