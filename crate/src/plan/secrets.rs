//! Where secrets end up: for each thing that looks like one, what of the build it reaches, and by which way.

use crate::eval::{Context, StateId, is_secret_file};
use crate::syntax::command::{RedirectKind, SimpleCommand};
use crate::syntax::mount::{self, MountKind};
use crate::syntax::{Instruction, Kind};

use super::files::{Files, Found};
use super::vertex::{Op, VertexId};
use super::{Build, names_a_secret};

/// What a secret reaches, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nothing that stays.
    Nowhere,
    /// The build cache of the machine that builds, and any cache that is exported.
    Cache,
    /// The history or the config of the image: whoever can pull it can read it.
    Config,
    /// A layer of the image.
    Layer,
}

/// How a secret comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// An `ARG`.
    Argument,
    /// An `ENV`.
    Variable,
    /// A file.
    File,
    /// The text of a `RUN`.
    Command,
    /// A `RUN --mount` of a secret or an agent.
    Mount,
}

/// Something that looks like a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// How it comes in.
    pub kind: SecretKind,
    /// Its name: of the variable, the path or the flag; never its value.
    pub name: String,
    /// What it reaches.
    pub reach: Reach,
    /// The instruction that brings it in.
    pub instruction: usize,
    /// The state that it is brought into.
    pub state: StateId,
    /// Its way, a sentence for each part.
    pub reasons: Vec<String>,
}

/// All that looks like a secret, in the order of the states and their instructions.
pub fn secrets(
    build: &Build<'_>,
    files: &Files,
    commands: &[Vec<SimpleCommand>],
    context: Option<&Context>,
) -> Vec<Secret> {
    let mut finder = Finder::new(build, files);
    let listed: Vec<&str> = context.into_iter().flat_map(Context::secret_files).collect();
    for (id, state) in build.plan.evaluation.states.iter().enumerate() {
        let reached = build.plan.evaluation.reached.get(id) == Some(&true);
        for command in &state.commands {
            let it = command.instruction.as_ref();
            match &it.kind {
                Kind::Arg(arguments) => {
                    for argument in arguments.iter().filter(|argument| names_a_secret(&argument.key.text)) {
                        finder.argument(id, it, &argument.key.text, argument.default.is_some(), reached);
                    }
                }
                Kind::Env(pairs) => {
                    for pair in pairs.iter().filter(|pair| names_a_secret(&pair.key.text)) {
                        finder.variable(id, it, &pair.key.text, reached);
                    }
                }
                Kind::Run(run) => {
                    let read = commands.get(it.index).filter(|_| !command.on_build);
                    let read = read.map(Vec::as_slice).unwrap_or_default();
                    for name in read.iter().filter_map(said_aloud) {
                        finder.spoken(id, it, &name, reached);
                    }
                    for word in &run.mounts {
                        finder.mount(id, it, &word.text, read, reached);
                    }
                }
                _ => {}
            }
        }
        if reached {
            finder.copies(id, &listed, context.is_some());
        }
    }
    finder.found
}

struct Finder<'a, 'b> {
    build: &'b Build<'a>,
    files: &'b Files,
    /// The states whose layers become those of the image.
    chain: Vec<StateId>,
    /// The vertices of the image's layers.
    layers: Vec<VertexId>,
    found: Vec<Secret>,
}

impl<'a, 'b> Finder<'a, 'b> {
    fn new(build: &'b Build<'a>, files: &'b Files) -> Self {
        let evaluation = &build.plan.evaluation;
        let mut chain = Vec::new();
        let mut next = evaluation.target;
        // A base always stands before what starts from it, so this ends.
        while let Some((id, state)) = next.and_then(|id| Some((id, evaluation.state(id)?))) {
            chain.push(id);
            next = state.base().filter(|base| *base < id);
        }
        let result = build.plan.result();
        let layers = result.map_or_else(Vec::new, |outcome| {
            outcome.layers.iter().filter_map(|layer| layer.vertex).collect()
        });
        Self { build, files, chain, layers, found: Vec::new() }
    }

    fn name(&self, state: StateId) -> String {
        let state = self.build.plan.evaluation.state(state);
        match state.map(|state| state.display.as_str()) {
            Some("") | None => "the stage".to_owned(),
            Some(name) => format!("stage {name}"),
        }
    }

    fn line(&self, instruction: usize) -> u32 {
        self.build.file.instructions.get(instruction).map_or(0, |it| it.lines.start)
    }

    fn add(
        &mut self,
        kind: SecretKind,
        name: &str,
        reach: Reach,
        place: (StateId, usize),
        reasons: Vec<String>,
    ) {
        let (state, instruction) = place;
        let name = name.chars().take(200).collect();
        self.found.push(Secret { kind, name, reach, instruction, state, reasons });
    }

    /// What an instruction that is no layer tells: history and config where its state is part of the image.
    fn told(&self, state: StateId, reached: bool, what: &str) -> (Reach, Vec<String>) {
        let name = self.name(state);
        if !reached {
            return (Reach::Nowhere, vec![format!("{name} is not built for this target")]);
        }
        if self.chain.contains(&state) {
            return (Reach::Config, vec![format!("{name} is part of the image"), what.to_owned()]);
        }
        let stays = format!("{name} is not part of the image: its steps stay in the build cache");
        (Reach::Cache, vec![stays])
    }

    fn argument(&mut self, state: StateId, it: &Instruction, name: &str, has_default: bool, reached: bool) {
        let evaluation = &self.build.plan.evaluation;
        let given = has_default || evaluation.passed(name).is_some();
        let (reach, mut reasons) =
            self.told(state, reached, "the history of the image tells the value of each ARG");
        if !given && reach > Reach::Nowhere {
            reasons.insert(0, "once it is passed with --build-arg".to_owned());
        }
        self.add(SecretKind::Argument, name, reach, (state, it.index), reasons);
    }

    fn variable(&mut self, state: StateId, it: &Instruction, name: &str, reached: bool) {
        let what = "the config of the image holds the value, and so does its history";
        let (reach, reasons) = self.told(state, reached, what);
        self.add(SecretKind::Variable, name, reach, (state, it.index), reasons);
    }

    fn spoken(&mut self, state: StateId, it: &Instruction, name: &str, reached: bool) {
        let (reach, reasons) =
            self.told(state, reached, "the history of the image tells the text of each RUN");
        self.add(SecretKind::Command, name, reach, (state, it.index), reasons);
    }

    fn mount(&mut self, state: StateId, it: &Instruction, text: &str, read: &[SimpleCommand], reached: bool) {
        let Ok(mount) = mount::read(text, |value| Ok::<_, String>(value.to_owned())) else { return };
        let id = [&mount.id, &mount.source, &mount.target].into_iter().find(|text| !text.is_empty());
        let id = id.map(String::as_str).unwrap_or_default();
        match mount.kind {
            MountKind::Ssh => {
                let why = "the agent is there while the command runs; its keys never are".to_owned();
                self.add(SecretKind::Mount, "ssh", Reach::Nowhere, (state, it.index), vec![why]);
            }
            MountKind::Secret => {
                let default = format!("/run/secrets/{}", id.rsplit('/').next().unwrap_or(id));
                let place = if mount.target.is_empty() { default } else { mount.target.clone() };
                let copied = read.iter().any(|command| copies_out(command, &place));
                if !copied {
                    let why = "a mounted secret is there while the command runs and in no layer".to_owned();
                    self.add(SecretKind::Mount, id, Reach::Nowhere, (state, it.index), vec![why]);
                    return;
                }
                let mut reasons = vec![format!("line {} writes {place} to a file", self.line(it.index))];
                let reach = if !reached {
                    reasons.push(format!("{} is not built for this target", self.name(state)));
                    Reach::Nowhere
                } else if self.chain.contains(&state) {
                    reasons.push("that file is in a layer of the image".to_owned());
                    Reach::Layer
                } else {
                    reasons.push(format!("{} is not part of the image", self.name(state)));
                    Reach::Cache
                };
                self.add(SecretKind::Mount, id, reach, (state, it.index), reasons);
            }
            _ => {}
        }
    }

    /// Files that the steps of a state copy from the build context or the Dockerfile.
    fn copies(&mut self, id: StateId, listed: &[&str], is_listed: bool) {
        let graph = &self.build.plan.graph;
        let mut brought: Vec<(VertexId, usize, String)> = Vec::new();
        for (vertex_id, vertex) in graph.vertices.iter().enumerate() {
            let (Some(instruction), true) = (vertex.instruction, vertex.state == Some(id)) else { continue };
            let (Op::File(_), Some(step)) = (&vertex.op, self.files.step(vertex_id)) else { continue };
            for (from, src, to) in &step.copies {
                let op = graph.vertices.get(*from).map(|vertex| &vertex.op);
                let is_context =
                    matches!(op, Some(Op::Source { identifier, .. }) if identifier == "local://context");
                let is_inline = matches!(op, Some(Op::File(_)))
                    && graph.vertices.get(*from).is_some_and(|it| {
                        it.inputs.is_empty() && it.name.starts_with("[internal] preparing")
                    });
                if is_context && is_listed {
                    for path in listed {
                        let path = format!("/{path}");
                        if let Some(place) = moved(&path, src, to).filter(|place| holds(step, place)) {
                            brought.push((vertex_id, instruction, place));
                        }
                    }
                } else if (is_context || is_inline) && is_secret_file(src) {
                    let name = src.rsplit('/').next().unwrap_or(src);
                    let inside = format!("{}/{name}", to.trim_end_matches('/'));
                    let place = if holds(step, &inside) { inside } else { to.clone() };
                    brought.push((vertex_id, instruction, place));
                }
            }
        }
        for (vertex, instruction, path) in brought {
            let (reach, reasons) = self.follow(vertex, &path);
            self.add(SecretKind::File, &path, reach, (id, instruction), reasons);
        }
    }

    /// Where a file goes from the step that brings it: over every later copy, to the layers of the image.
    fn follow(&self, vertex: VertexId, path: &str) -> (Reach, Vec<String>) {
        let graph = &self.build.plan.graph;
        let place = |vertex: VertexId| {
            let it = graph.vertices.get(vertex);
            let line = it.and_then(|it| it.instruction).map_or(0, |index| self.line(index));
            (line, it.and_then(|it| it.state))
        };
        let mut open = vec![(
            vertex,
            path.to_owned(),
            vec![format!(
                "line {} puts it into {}",
                place(vertex).0,
                self.name(place(vertex).1.unwrap_or_default())
            )],
        )];
        let mut seen: Vec<(VertexId, String)> = Vec::new();
        let mut best: (Reach, Vec<String>) = (Reach::Cache, Vec::new());
        while let Some((vertex, path, way)) = open.pop() {
            if seen.len() > 200 || seen.contains(&(vertex, path.clone())) {
                continue;
            }
            let in_image =
                self.layers.iter().position(|layer| *layer == vertex || self.merges(*layer, vertex));
            if let Some(at) = in_image {
                let mut way = way.clone();
                let later = self.layers.get(at + 1..).unwrap_or_default();
                let gone = later
                    .iter()
                    .find(|layer| self.files.step(**layer).is_some_and(|step| is_gone(step, &path)));
                way.push("that is a layer of the image".to_owned());
                if let Some(layer) = gone {
                    way.push(format!(
                        "line {} deletes it, which only hides it: the layer below keeps it",
                        place(*layer).0
                    ));
                }
                return (Reach::Layer, way);
            }
            for (user, it) in graph.vertices.iter().enumerate().skip(vertex + 1) {
                let Some(step) = self.files.step(user).filter(|_| matches!(it.op, Op::File(_))) else {
                    continue;
                };
                for (from, src, to) in &step.copies {
                    if !self.stands_on(*from, vertex) || matches!(self.files.find(*from, &path), Found::No) {
                        continue;
                    }
                    if let Some(place_there) = moved(&path, src, to) {
                        let mut way = way.clone();
                        way.push(format!("line {} copies it on to {place_there}", place(user).0));
                        open.push((user, place_there, way));
                    }
                }
            }
            if best.1.is_empty() {
                best.1.clone_from(&way);
            }
            seen.push((vertex, path));
        }
        best.1.push("nothing copies it into the image: it stays in the build cache".to_owned());
        best
    }

    /// Whether a vertex merges another.
    fn merges(&self, merge: VertexId, copy: VertexId) -> bool {
        let vertex = self.build.plan.graph.vertices.get(merge);
        vertex.is_some_and(|vertex| matches!(vertex.op, Op::Merge) && vertex.inputs.contains(&copy))
    }

    /// Whether the file system of a vertex has another as one of its layers.
    fn stands_on(&self, top: VertexId, vertex: VertexId) -> bool {
        let mut next = Some(top);
        while let Some(id) = next {
            if id == vertex || self.merges(id, vertex) {
                return true;
            }
            next = self.files.step(id).and_then(|step| step.below).filter(|below| *below < id);
        }
        false
    }
}

/// Where a path goes by a copy from `src` to `to`.
fn moved(path: &str, src: &str, to: &str) -> Option<String> {
    let to = to.trim_end_matches('/');
    if src.contains(['*', '?', '[']) {
        return None;
    }
    let rest = path.strip_prefix(src.trim_end_matches('/'))?;
    (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
}

fn holds(step: &super::files::Step, path: &str) -> bool {
    matches!(step.layer.find(path), Found::Yes(_) | Found::Maybe)
}

/// Whether a step takes a path, or what it lies in, away.
fn is_gone(step: &super::files::Step, path: &str) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0).chain([path.len()]);
    let mut parts = ends.filter_map(|at| path.get(..at));
    parts.any(|part| step.layer.has_gone(part))
}

/// Whether a command writes a file that it reads to another place.
fn copies_out(command: &SimpleCommand, place: &str) -> bool {
    let names_it = command.words.iter().any(|word| word.text.contains(place));
    let writes = command.redirects.iter().any(|it| {
        matches!(it.kind, RedirectKind::Write | RedirectKind::Append) && !it.target.text.starts_with("/dev/")
    });
    names_it && (writes && command.name() == "cat" || matches!(command.name(), "cp" | "mv" | "install"))
}

/// A secret that stands in the words of a command: its flag or what names it.
fn said_aloud(command: &SimpleCommand) -> Option<String> {
    let is_literal =
        |value: &str| !value.is_empty() && !value.contains(['$', '`', '<']) && !value.starts_with('/');
    for assign in command.assigns.iter().chain(command.args().iter().filter(|_| command.name() == "export")) {
        if let Some((name, value)) = assign.text.split_once('=')
            && names_a_secret(name)
            && is_literal(value)
        {
            return Some(name.to_owned());
        }
    }
    let mut words = command.args().iter().peekable();
    while let Some(word) = words.next() {
        let text = word.text.as_str();
        if let Some((scheme, rest)) = text.split_once("://") {
            let host = rest.split(['/', '?']).next().unwrap_or_default();
            if let Some((user, _)) = host.rsplit_once('@')
                && user.split_once(':').map_or(user.len() >= 20, |(_, password)| !password.is_empty())
                && is_literal(user)
            {
                let scheme = scheme.rsplit(['=', ' ', '"']).next().unwrap_or(scheme);
                return Some(format!("user information in a {scheme} address"));
            }
        }
        let lower = text.to_ascii_lowercase();
        if let Some((_, value)) = lower.split_once("authorization:") {
            let value = value.trim().rsplit(' ').next().unwrap_or_default();
            if is_literal(value) {
                return Some("Authorization header".to_owned());
            }
        }
        let (flag, value) = text.split_once('=').map_or((text, None), |(flag, value)| (flag, Some(value)));
        let bare = flag.trim_start_matches('-').replace('-', "_");
        if flag.starts_with("--") && names_a_secret(&bare) && !bare.contains("stdin") {
            let value = value.or_else(|| {
                words.peek().map(|next| next.text.as_str()).filter(|next| !next.starts_with('-'))
            });
            let is_password = ["password", "passwd", "token", "secret", "apikey"]
                .iter()
                .any(|word| bare.to_ascii_lowercase().contains(word));
            if is_password && value.is_some_and(is_literal) {
                return Some(flag.to_owned());
            }
        }
    }
    None
}
