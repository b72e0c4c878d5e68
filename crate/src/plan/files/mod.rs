//! What each step of a build does to the file system, and so which files land and where each comes from.
//!
//! Walks the graph that the reference would solve. A step is kept as the tree of its own changes; beside it stands the
//! file system as a whole, which shares all that did not change. What only a build can tell is open: a question about it
//! gets "maybe", never a false "no".

mod base;
mod commands;
mod node;
mod origin;
mod work;

use std::rc::Rc;

use crate::eval::ignore::IgnoreFile;
use crate::eval::{Filtered, Origin, StateId};
use crate::syntax::command::{self, SimpleCommand};
use crate::syntax::expand::Env;
use crate::syntax::{Dockerfile, Kind, Word, opener};
use crate::text::paths::base as base_name;

use super::layer::{Content, Size};
use super::vertex::{CopyAction, Exec, FileKind as ActionKind, Op, PointKind, Vertex, VertexId};
use super::weigh::base_size;
use super::{Layer, Plan};

pub use node::{Dir, Entry, FileKind, Found, Leaf, Totals};
pub use origin::{Landed, Made, Row, State};
use work::{CopyRule, MOST_WORK, Source, Work};

/// What one vertex does to the file system.
#[derive(Debug)]
pub struct Step {
    /// The vertex that it works on; `None` when it starts from nothing.
    pub below: Option<VertexId>,
    /// Its changes alone.
    pub layer: Rc<Dir>,
    /// What of lower layers it hides: deleted or overwritten, and still part of the image.
    pub hides: Totals,
    /// Files and directories of lower layers that it deletes.
    pub removed: u64,
    /// What it copies again only because owner or mode changed.
    pub again: Totals,
    /// Why it may have written anywhere; `None` when all that it does is known.
    pub open: Option<String>,
    /// What it copied: the vertex that it took from, the path there, and the path here.
    pub copies: Vec<(VertexId, String, String)>,
    /// Sources that are not there for certain, so that the build stops.
    pub missing: Vec<String>,
}

/// A file system at some point of the build.
#[derive(Debug, Clone)]
struct Tree {
    /// `None` for a build context that is not listed.
    root: Option<Rc<Dir>>,
    /// Whether some step may have written anywhere.
    open: bool,
}

/// The file systems of one build.
#[derive(Debug, Default)]
pub struct Files {
    steps: Vec<Option<Step>>,
    trees: Vec<Option<Tree>>,
}

impl Files {
    /// What a vertex does.
    pub fn step(&self, vertex: VertexId) -> Option<&Step> {
        self.steps.get(vertex)?.as_ref()
    }

    /// What is known of a path in the file system that a vertex leaves: one that ends a state, or that something else takes
    /// from. Nothing is known of others.
    pub fn find(&self, vertex: VertexId, path: &str) -> Found<'_> {
        let Some(tree) = self.trees.get(vertex).and_then(Option::as_ref) else { return Found::Maybe };
        let Some(root) = &tree.root else { return Found::Maybe };
        match root.find(path) {
            Found::Yes(Entry::Leaf(leaf)) if !leaf.certain => Found::Maybe,
            Found::No if tree.open => Found::Maybe,
            found => found,
        }
    }

    /// The file system that a vertex leaves, where it is kept.
    pub fn root(&self, vertex: VertexId) -> Option<&Dir> {
        self.trees.get(vertex)?.as_ref()?.root.as_deref()
    }

    /// Whether all steps up to a vertex are known, so that nothing was written that is not accounted for.
    pub fn is_closed(&self, vertex: VertexId) -> bool {
        self.trees.get(vertex).and_then(Option::as_ref).is_some_and(|tree| !tree.open)
    }
}

/// Works out the files of all states that were carried out. The sizes of layers that this makes known are written into
/// their [`Layer::size`].
pub fn trace(plan: &mut Plan<'_>, file: &Dockerfile, context: Option<&Filtered<'_>>) -> Files {
    let count = plan.graph.vertices.len();
    let mut uses = vec![0_usize; count];
    let mut weights: Vec<Option<Size>> = vec![None; count];
    let outputs = plan.outcomes.iter().flatten().filter_map(|outcome| outcome.output);
    for id in plan.graph.vertices.iter().flat_map(|vertex| asked(vertex)).chain(outputs) {
        if let Some(uses) = uses.get_mut(id) {
            *uses += 1;
        }
    }
    for layer in plan.outcomes.iter().flatten().flat_map(|outcome| &outcome.layers) {
        if let Some(slot) = layer.vertex.and_then(|vertex| weights.get_mut(vertex)) {
            *slot = Some(layer.size.clone());
        }
    }
    let mut tracer = Tracer {
        plan,
        file,
        context,
        files: Files { steps: Vec::with_capacity(count), trees: Vec::with_capacity(count) },
        uses,
        weights,
        outline: base::outline(),
        budget: MOST_WORK,
    };
    for id in 0..count {
        let (step, tree) = tracer.vertex(id);
        tracer.files.steps.push(step);
        tracer.files.trees.push(Some(tree));
    }
    let files = tracer.files;
    let stage_names: Vec<String> = plan.evaluation.states.iter().map(|state| state.display.clone()).collect();
    for outcome in plan.outcomes.iter_mut().flatten() {
        let weighed = outcome.layers.iter().enumerate();
        let weighed: Vec<(usize, Size)> =
            weighed.filter_map(|(at, layer)| Some((at, weigh(layer, &files, &stage_names)?))).collect();
        // An outcome that stays as it is stays shared.
        if weighed.is_empty() {
            continue;
        }
        let layers = &mut Rc::make_mut(outcome).layers;
        for (at, size) in weighed {
            if let Some(layer) = layers.get_mut(at) {
                layer.size = size;
            }
        }
    }
    files
}

/// The size of a layer by its files, where nothing better is known.
fn weigh(layer: &Layer, files: &Files, stage_names: &[String]) -> Option<Size> {
    let step = layer.vertex.and_then(|vertex| files.step(vertex))?;
    if layer.size.high.is_some() || layer.size.low > 0 || step.open.is_some() {
        return None;
    }
    let totals = step.layer.totals();
    if totals.unknown > 0 && totals.low == 0 {
        return None;
    }
    let how = match &layer.content {
        Content::Context => "the files of the context listing".to_owned(),
        Content::State(id) => match stage_names.get(*id).filter(|name| !name.is_empty()) {
            Some(name) => format!("the files that {name} has there"),
            None => "the files that are there".to_owned(),
        },
        Content::Command if step.again != Totals::default() => {
            "files are copied again because their owner or mode changes".to_owned()
        }
        _ => "the files that it makes".to_owned(),
    };
    Some(totals.size(how))
}

/// The vertices whose file systems a vertex asks for, each as often as it does.
fn asked(vertex: &Vertex) -> Vec<VertexId> {
    let input = |number: i64| usize::try_from(number).ok().and_then(|at| vertex.inputs.get(at).copied());
    match &vertex.op {
        Op::File(actions) => {
            let changed = actions.first().and_then(|action| input(action.input));
            actions.iter().filter_map(|action| input(action.secondary_input)).chain(changed).collect()
        }
        Op::Exec(exec) => exec.mounts.first().and_then(|mount| input(mount.input)).into_iter().collect(),
        Op::Source { .. } | Op::Merge => vertex.inputs.clone(),
    }
}

struct Tracer<'a, 'p> {
    plan: &'p Plan<'a>,
    file: &'p Dockerfile,
    context: Option<&'p Filtered<'p>>,
    files: Files,
    /// How often each file system is still asked for.
    uses: Vec<usize>,
    /// The size of the layer that each vertex makes, where it makes one.
    weights: Vec<Option<Size>>,
    /// What all distributions have.
    outline: Rc<Dir>,
    budget: usize,
}

impl Tracer<'_, '_> {
    /// The file system that a vertex left; the last one who asks gets it for himself.
    fn take(&mut self, id: VertexId) -> Tree {
        let Some(slot) = self.files.trees.get_mut(id) else {
            return Tree { root: Some(Rc::default()), open: true };
        };
        let left = self.uses.get_mut(id).map_or(0, |uses| {
            *uses = uses.saturating_sub(1);
            *uses
        });
        let tree = if left == 0 { slot.take() } else { slot.clone() };
        tree.unwrap_or(Tree { root: Some(Rc::default()), open: true })
    }

    fn vertex(&mut self, id: VertexId) -> (Option<Step>, Tree) {
        let plan = self.plan;
        let nothing = Tree { root: Some(Rc::default()), open: false };
        let Some(vertex) = plan.graph.vertices.get(id) else { return (None, nothing) };
        let input = |number: i64| usize::try_from(number).ok().and_then(|at| vertex.inputs.get(at).copied());
        match &vertex.op {
            Op::Source { identifier, attrs } => {
                let tree = self.source(identifier, attrs, vertex.state);
                let layer = tree.root.clone().unwrap_or_default();
                (Some(step(None, Work::new(Rc::default(), 0), layer)), tree)
            }
            Op::File(actions) => {
                let below = actions.first().and_then(|action| input(action.input));
                let (mut work, open) = self.start(below);
                let mut copies = Vec::new();
                let mut missing = Vec::new();
                for action in actions {
                    match &action.kind {
                        ActionKind::Mkdir { path, .. } => work.mkdir(path),
                        ActionKind::Mkfile { path, data, .. } => {
                            let size = Size::measured(data.len() as u64, "");
                            work.put(path, Leaf::file(&size));
                        }
                        ActionKind::Copy(copy) => {
                            let from = input(action.secondary_input);
                            let (pairs, is_missing) = self.copy(&mut work, copy, from);
                            if is_missing {
                                missing.push(copy.src.clone());
                            }
                            copies.extend(pairs.into_iter().filter_map(|(src, to)| Some((from?, src, to))));
                        }
                    }
                }
                let (mut step, tree) = self.finish(below, work, open);
                step.copies = copies;
                step.missing = missing;
                (Some(step), tree)
            }
            Op::Exec(exec) => {
                let below = exec.mounts.first().and_then(|mount| input(mount.input));
                let (mut work, open) = self.start(below);
                self.exec(&mut work, exec, vertex.instruction);
                if let Some(Some(size)) = self.weights.get(id) {
                    origin::settle(&mut work, size);
                }
                let (step, tree) = self.finish(below, work, open);
                (Some(step), tree)
            }
            Op::Merge => {
                let (below, copy) = match vertex.inputs.as_slice() {
                    [below, copy] => (Some(*below), Some(*copy)),
                    [copy] => (None, Some(*copy)),
                    _ => (None, None),
                };
                let (mut work, mut open) = self.start(below);
                if let Some(copy) = copy {
                    let tree = self.take(copy);
                    open |= tree.open;
                    if let Some(root) = tree.root {
                        work.lay("/", &Entry::Dir(root));
                    }
                }
                let (mut step, tree) = self.finish(below, work, open);
                if let Some(own) = copy.and_then(|copy| self.files.step(copy)) {
                    step.copies.clone_from(&own.copies);
                    step.missing.clone_from(&own.missing);
                    step.open = step.open.or_else(|| own.open.clone());
                }
                (Some(step), tree)
            }
        }
    }

    fn start(&mut self, below: Option<VertexId>) -> (Work, bool) {
        let tree = below.map_or(Tree { root: Some(Rc::default()), open: false }, |below| self.take(below));
        (Work::new(tree.root.unwrap_or_default(), self.budget), tree.open)
    }

    fn finish(&mut self, below: Option<VertexId>, mut work: Work, open: bool) -> (Step, Tree) {
        self.budget = work.budget;
        let root = std::mem::take(&mut work.now);
        let tree = Tree { root: Some(root), open: open || work.open.is_some() };
        let layer = std::mem::take(&mut work.layer);
        (step(below, work, layer), tree)
    }

    fn source(&self, identifier: &str, attrs: &[(String, String)], state: Option<StateId>) -> Tree {
        let closed = |root: Rc<Dir>| Tree { root: Some(root), open: false };
        if identifier == "local://context" {
            let root = self.context.map(base::context);
            return Tree { root, open: false };
        }
        let mut root: Rc<Dir> = Rc::default();
        if identifier.starts_with("docker-image://") {
            let state = state.and_then(|state| self.plan.evaluation.state(state));
            let known = match state.map(|state| &state.origin) {
                Some(Origin::Image(known)) => known.as_deref(),
                _ => None,
            };
            let weight = state.map_or_else(Totals::unknown, |it| Totals::of(&base_size(self.file, it)));
            let name = state.map(|state| state.base_ref.as_str()).unwrap_or_default();
            return closed(base::image(&self.outline, known, name, weight));
        }
        let name = attrs.iter().find(|(key, _)| key == "http.filename").map(|(_, name)| name.as_str());
        let dir = Rc::make_mut(&mut root);
        match name {
            Some(name) => {
                dir.put(name, Entry::Leaf(Leaf::unknown(FileKind::File)));
            }
            None => {
                dir.open = true;
                dir.set_block(Totals::unknown());
            }
        }
        closed(root)
    }

    fn copy(
        &mut self,
        work: &mut Work,
        copy: &CopyAction,
        from: Option<VertexId>,
    ) -> (Vec<(String, String)>, bool) {
        let tree = from.map_or(Tree { root: Some(Rc::default()), open: false }, |from| self.take(from));
        let exclude = IgnoreFile::parse(&copy.exclude.join("\n")).ok().filter(|_| !copy.exclude.is_empty());
        let source = Source { tree: tree.root.as_deref(), open: tree.open };
        let rule = CopyRule {
            src: &copy.src,
            dest: &copy.dest,
            exclude: exclude.as_ref(),
            include: copy.include.first().map(String::as_str),
            unpack: copy.flags.contains(&"unpack"),
        };
        work::copy(work, &source, &rule)
    }

    fn exec(&self, work: &mut Work, exec: &Exec, instruction: Option<usize>) {
        let mounts = exec.mounts.iter().skip(1).filter(|mount| !matches!(mount.kind, PointKind::Ssh(_)));
        work.masks = mounts.map(|mount| mount.dest.trim_end_matches('/').to_owned()).collect();
        let Some(commands) = self.commands(exec, instruction) else {
            work.open_all("it is not read by a shell that is understood");
            return;
        };
        let env = |name: &str| {
            let own = exec.env.get(name).map(str::to_owned);
            own.or_else(|| match exec.user.split(':').next().unwrap_or_default() {
                _ if name != "HOME" => None,
                "" | "root" | "0" => Some("/root".to_owned()),
                user => Some(format!("/home/{user}")),
            })
        };
        commands::run(&commands, &exec.cwd, &env, work);
        work.masks.clear();
    }

    /// The commands that it runs; `None` when they cannot be read.
    fn commands(&self, exec: &Exec, instruction: Option<usize>) -> Option<Vec<SimpleCommand>> {
        let program = exec.args.first()?;
        if !matches!(base_name(program), "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh") {
            let is_other =
                matches!(base_name(program), "cmd" | "powershell" | "pwsh" | "cmd.exe" | "powershell.exe");
            let words =
                exec.args.iter().map(|text| Word { text: text.as_str().into(), ..Word::default() }).collect();
            return (!is_other).then(|| vec![SimpleCommand::of_words(words)]);
        }
        let flag = exec.args.iter().position(|arg| arg.starts_with('-') && arg.ends_with('c'))?;
        let script = exec.args.get(flag + 1)?;
        let it = instruction.and_then(|index| self.file.instructions.get(index));
        let Some((it, Kind::Run(run))) = it.map(|it| (it, &it.kind)) else {
            return Some(command::read(script));
        };
        match (run.command.args.as_slice(), it.heredocs.as_slice()) {
            // Here-documents that commands read are no commands themselves.
            ([text], [_, ..]) if opener(&text.text).is_none() => Some(command::read(&text.text)),
            _ => Some(command::read(script)),
        }
    }
}

fn step(below: Option<VertexId>, work: Work, layer: Rc<Dir>) -> Step {
    Step {
        below,
        layer,
        hides: work.hides,
        removed: work.removed,
        again: work.again,
        open: work.open,
        copies: Vec::new(),
        missing: Vec::new(),
    }
}
