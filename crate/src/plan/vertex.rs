//! The graph that the reference hands to its solver: one vertex for each thing that it fetches, runs, copies or merges.

use std::borrow::Cow;
use std::rc::Rc;

use crate::eval::EnvList;
use crate::syntax::Network;
use crate::syntax::mount::Sharing;
use crate::text::Text;

/// Index of a vertex in the graph as it was built.
pub type VertexId = usize;

/// One vertex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vertex {
    /// What it does.
    pub op: Op,
    /// What it needs.
    pub inputs: Vec<VertexId>,
    /// Its line in the log.
    pub name: String,
    /// The text of the instruction, where the reference keeps it.
    pub command: Text,
    /// Platform, where it matters for the result.
    pub platform: Text,
    /// Vertices of one instruction that the log shows as one.
    pub group: Option<Group>,
    /// The instruction that it comes from, by its index in the file.
    pub instruction: Option<usize>,
    /// The state that it was made for.
    pub state: Option<usize>,
}

/// A group of vertices in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Number of the group, in order of making.
    pub id: usize,
    /// Its line in the log.
    pub name: String,
    /// Whether it shows only when something in it takes time.
    pub weak: bool,
}

/// What a vertex does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Fetches an image, a URL, a repository or the build context.
    Source {
        /// `docker-image://…`, `local://context` …
        identifier: String,
        /// Options, sorted by name.
        attrs: Vec<(String, String)>,
    },
    /// Runs a command.
    Exec(Box<Exec>),
    /// Copies and makes files.
    File(Vec<FileAction>),
    /// Puts layers on top of each other.
    Merge,
}

/// A command with all that it sees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exec {
    /// Program and arguments.
    pub args: Vec<String>,
    /// Variables.
    pub env: EnvList,
    /// Working directory.
    pub cwd: Text,
    /// User; empty is root.
    pub user: Text,
    /// File systems, the root first.
    pub mounts: Vec<MountPoint>,
    /// Network.
    pub network: Network,
    /// `--security=insecure`
    pub insecure: bool,
    /// Secrets that are variables.
    pub secret_env: Vec<SecretEnv>,
    /// Proxy variables, when some are passed.
    pub proxy: Option<Proxy>,
}

/// A secret in a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretEnv {
    /// Id of the secret.
    pub id: String,
    /// Name of the variable.
    pub name: String,
    /// Whether the build goes on without it.
    pub optional: bool,
}

/// Proxy variables, which do not count for the cache.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proxy {
    /// `HTTP_PROXY`
    pub http: String,
    /// `HTTPS_PROXY`
    pub https: String,
    /// `FTP_PROXY`
    pub ftp: String,
    /// `NO_PROXY`
    pub no: String,
    /// `ALL_PROXY`
    pub all: String,
}

/// A file system that a command sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MountPoint {
    /// Where.
    pub dest: String,
    /// Index among the inputs; -1 is an empty directory.
    pub input: i64,
    /// Index of the result that it becomes; -1 when what is written is thrown away.
    pub output: i64,
    /// Whether it cannot be written to.
    pub read_only: bool,
    /// Path in the input; empty is the whole.
    pub selector: String,
    /// What it is.
    pub kind: PointKind,
}

/// What a mounted file system is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointKind {
    /// Files of the input.
    Bind,
    /// A directory that is kept.
    Cache {
        /// Its name.
        id: String,
        /// Who may use it at the same time.
        sharing: Sharing,
    },
    /// A directory in memory, with a limit in bytes; 0 is none.
    Tmpfs(i64),
    /// A secret.
    Secret(Access),
    /// A socket of an agent.
    Ssh(Access),
}

/// A secret or an agent, and how its file looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Its id.
    pub id: String,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// File mode.
    pub mode: u32,
    /// Whether the build goes on without it.
    pub optional: bool,
}

/// One step of a file vertex. Indices count the inputs first, then the results of earlier steps; -1 is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAction {
    /// What it changes.
    pub input: i64,
    /// What it takes files from.
    pub secondary_input: i64,
    /// Index of the result; -1 when only the next step sees it.
    pub output: i64,
    /// What it does.
    pub kind: FileKind,
}

/// What a step of a file vertex does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind {
    /// Copies.
    Copy(Box<CopyAction>),
    /// Makes a directory and those above it.
    Mkdir {
        /// Path.
        path: String,
        /// Mode.
        mode: u32,
        /// Owner.
        owner: Option<Owner>,
        /// Whether those above it are made too.
        parents: bool,
    },
    /// Makes a file.
    Mkfile {
        /// Path.
        path: String,
        /// Mode.
        mode: u32,
        /// Content.
        data: String,
    },
}

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CopyAction {
    /// Path in what is copied from.
    pub src: String,
    /// Path in what is copied to.
    pub dest: Text,
    /// Options, sorted.
    pub flags: &'static [&'static str],
    /// Owner.
    pub owner: Option<Owner>,
    /// Mode as bits, or as a text such as `u+x`.
    pub mode: Option<Mode>,
    /// Patterns of what is copied.
    pub include: Vec<String>,
    /// Patterns of what is not.
    pub exclude: Vec<String>,
    /// Paths that must exist.
    pub required: Vec<String>,
}

/// A file mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Bits.
    Bits(u32),
    /// Symbolic, relative to what is there.
    Symbolic(String),
}

/// Owner and group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// User.
    pub user: Id,
    /// Group; `None` is the user's.
    pub group: Option<Id>,
}

/// A number or a name that is looked up in the image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Id {
    /// A number.
    Number(i64),
    /// A name.
    Name(String),
}

impl Owner {
    /// Reads `user[:group]`.
    pub fn read(text: &str) -> Self {
        let id = |part: &str| match part {
            "root" => Id::Number(0),
            _ => part
                .parse::<i32>()
                .map_or_else(|_| Id::Name(part.to_owned()), |number| Id::Number(number.into())),
        };
        let (user, group) = text.split_once(':').map_or((text, None), |(user, group)| (user, Some(group)));
        Self { user: id(user), group: group.map(id) }
    }
}

/// All vertices of a plan, in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    /// The vertices; a copy of the graph shares them.
    pub vertices: Vec<Rc<Vertex>>,
}

impl Graph {
    /// Adds a vertex.
    pub(super) fn add(&mut self, vertex: Vertex) -> VertexId {
        self.vertices.push(Rc::new(vertex));
        self.vertices.len() - 1
    }

    /// What a result needs: each vertex behind all that it needs, equal vertices once. Inputs are indices in the answer.
    /// Of equal vertices the first is kept, with the name of the last, as in the reference.
    pub fn needed(&self, result: Option<VertexId>) -> Vec<Needed<'_>> {
        let places = vec![None; self.vertices.len()];
        let mut order = Order { places, vertices: Vec::new(), by_first_input: Vec::new() };
        // Vertices are made behind their inputs, so no path is longer than their number and none is a circle. Each entry:
        // a vertex and those of its inputs that are not done, the next one last.
        let mut open: Vec<(VertexId, Vec<VertexId>)> = Vec::new();
        open.extend(result.and_then(|id| self.visit(id)));
        while let Some((id, rest)) = open.last_mut() {
            match rest.pop() {
                Some(input) if order.place(input).is_none() => open.extend(self.visit(input)),
                Some(_) => {}
                None => {
                    let id = *id;
                    open.pop();
                    if let Some(vertex) = self.vertices.get(id) {
                        order.put(id, vertex);
                    }
                }
            }
        }
        order.vertices
    }

    /// A vertex with its inputs, the one that is visited first last.
    fn visit(&self, id: VertexId) -> Option<(VertexId, Vec<VertexId>)> {
        self.vertices.get(id).map(|vertex| (id, vertex.inputs_from_last()))
    }
}

/// A vertex that a result needs. Where the reference merges equal ones, some of it is that of the last of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed<'g> {
    /// What it does, with its inputs numbered as below.
    pub op: Cow<'g, Op>,
    /// What it needs, by the places in the list of those that are needed.
    pub inputs: Vec<usize>,
    /// Its line in the log.
    pub name: &'g str,
    /// The text of the instruction, where the reference keeps it.
    pub command: &'g str,
    /// Platform, where it matters for the result.
    pub platform: &'g str,
    /// Vertices of one instruction that the log shows as one.
    pub group: Option<&'g Group>,
    /// The instruction that it comes from, by its index in the file.
    pub instruction: Option<usize>,
    /// The state that it was made for.
    pub state: Option<usize>,
}

impl Vertex {
    /// The inputs against the order in which the reference visits them. Of a file vertex it visits first what is changed,
    /// then what its last step copies from, and so on to its first step.
    fn inputs_from_last(&self) -> Vec<VertexId> {
        let Op::File(actions) = &self.op else { return self.inputs.iter().rev().copied().collect() };
        let input =
            |number: i64| usize::try_from(number).ok().and_then(|index| self.inputs.get(index).copied());
        let changed = actions.first().and_then(|action| input(action.input));
        actions.iter().filter_map(|action| input(action.secondary_input)).chain(changed).collect()
    }

    /// The vertex with its inputs numbered by their places in the answer, each once.
    fn placed(&self, place: impl Fn(VertexId) -> Option<usize>) -> Needed<'_> {
        let mut inputs: Vec<usize> = Vec::new();
        let mut numbers: Vec<i64> = Vec::new();
        for input in self.inputs.iter().filter_map(|input| place(*input)) {
            let number = inputs.iter().position(|known| *known == input).unwrap_or_else(|| {
                inputs.push(input);
                inputs.len() - 1
            });
            numbers.push(i64::try_from(number).unwrap_or_default());
        }
        let count = |list: usize| i64::try_from(list).unwrap_or_default();
        let fewer = count(numbers.len()) - count(inputs.len());
        let mut needed = Needed {
            op: Cow::Borrowed(&self.op),
            inputs,
            name: &self.name,
            command: &self.command,
            platform: &self.platform,
            group: self.group.as_ref(),
            instruction: self.instruction,
            state: self.state,
        };
        if fewer == 0 {
            return needed;
        }
        // Numbers beyond the inputs are those of earlier results.
        let renumbered = |number: i64| match usize::try_from(number) {
            Ok(index) => numbers.get(index).copied().unwrap_or(number - fewer),
            Err(_) => number,
        };
        match needed.op.to_mut() {
            Op::File(actions) => {
                for action in actions {
                    action.input = renumbered(action.input);
                    action.secondary_input = renumbered(action.secondary_input);
                }
            }
            Op::Exec(exec) => {
                for mount in &mut exec.mounts {
                    mount.input = renumbered(mount.input);
                }
            }
            Op::Source { .. } | Op::Merge => {}
        }
        needed
    }
}

struct Order<'g> {
    places: Vec<Option<usize>>,
    vertices: Vec<Needed<'g>>,
    /// The places of the vertices with the same first input, by its place; those with none come first. Only those can be
    /// equal.
    by_first_input: Vec<Vec<usize>>,
}

impl<'g> Order<'g> {
    fn place(&self, id: VertexId) -> Option<usize> {
        self.places.get(id).copied().flatten()
    }

    fn put(&mut self, id: VertexId, vertex: &'g Vertex) {
        if self.place(id).is_some() {
            return;
        }
        let vertex = vertex.placed(|input| self.place(input));
        let bucket = vertex.inputs.first().map_or(0, |first| first + 1);
        if self.by_first_input.len() <= bucket {
            self.by_first_input.resize(bucket + 1, Vec::new());
        }
        let Some(candidates) = self.by_first_input.get_mut(bucket) else { return };
        let same = |place: &&usize| {
            self.vertices.get(**place).is_some_and(|known| {
                known.inputs == vertex.inputs && known.op == vertex.op && known.platform == vertex.platform
            })
        };
        let place = candidates.iter().find(same).copied();
        if let Some(known) = place.and_then(|place| self.vertices.get_mut(place)) {
            known.name = vertex.name;
            known.command = vertex.command;
            known.group = vertex.group.or(known.group);
        }
        let place = place.unwrap_or_else(|| {
            candidates.push(self.vertices.len());
            self.vertices.push(vertex);
            self.vertices.len() - 1
        });
        if let Some(slot) = self.places.get_mut(id) {
            *slot = Some(place);
        }
    }
}
