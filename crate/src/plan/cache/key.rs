//! What the cache key of a vertex is made of: what it does itself, and for each input whether its key counts or only the
//! content of some paths in it.

use crate::plan::vertex::{CopyAction, FileKind, MountPoint, Needed, Op, PointKind};
use crate::syntax::mount::Sharing;
use crate::text::paths;

/// How an input counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Dep {
    /// By its own key.
    Key,
    /// By what lies at these paths, byte for byte, with mode and owner; or by its key and the paths themselves.
    Content(Vec<Selection>),
}

/// Paths of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selection {
    /// A path, or a pattern.
    pub(super) path: String,
    /// Whether `path` may be a pattern.
    pub(super) wildcard: bool,
    /// Patterns of what counts below it; none is all.
    pub(super) include: Vec<String>,
    /// Patterns of what does not.
    pub(super) exclude: Vec<String>,
}

impl Selection {
    fn of_copy(copy: &CopyAction) -> Self {
        Self {
            path: copy.src.clone(),
            wildcard: copy.flags.contains(&"allow_wildcard"),
            include: copy.include.clone(),
            exclude: copy.exclude.clone(),
        }
    }

    fn of_mount(mount: &MountPoint) -> Self {
        let path = paths::join("/", &mount.selector);
        Self { path, wildcard: false, include: Vec::new(), exclude: Vec::new() }
    }
}

/// What a vertex does itself, without what does not count: proxies, where a copy or a mount takes its files from, the
/// names of caches, what a transfer of the build context leaves out.
pub(super) fn own<'g>(vertex: &Needed<'g>) -> (Op, &'g str) {
    let mut op = vertex.op.clone().into_owned();
    let mut platform = "";
    match &mut op {
        Op::Source { identifier, attrs } => {
            if identifier.starts_with("local://") {
                attrs.clear();
            }
            platform = vertex.platform;
        }
        Op::Exec(exec) => {
            exec.proxy = None;
            platform = vertex.platform;
            for mount in &mut exec.mounts {
                mount.selector.clear();
                if let PointKind::Cache { id, sharing } = &mut mount.kind {
                    // As in the reference, a name that is not the default one counts as none.
                    let is_default = id.split_once('/').is_some_and(|(_, path)| path == mount.dest);
                    if !is_default || *sharing != Sharing::Shared {
                        id.clear();
                        *sharing = Sharing::Shared;
                    }
                }
            }
        }
        Op::File(actions) => {
            for action in actions.iter_mut().filter(|action| action.secondary_input >= 0) {
                if let FileKind::Copy(copy) = &mut action.kind {
                    let name = paths::base(&copy.src).to_owned();
                    copy.src = name;
                }
            }
        }
        Op::Merge => {}
    }
    (op, platform)
}

/// How each input of a vertex counts.
pub(super) fn deps(vertex: &Needed<'_>) -> Vec<Dep> {
    let mut deps = vec![Dep::Key; vertex.inputs.len()];
    let slot = |number: i64| usize::try_from(number).ok();
    match vertex.op.as_ref() {
        Op::File(actions) => {
            for action in actions {
                let FileKind::Copy(copy) = &action.kind else { continue };
                match slot(action.secondary_input).and_then(|input| deps.get_mut(input)) {
                    Some(Dep::Content(list)) => list.push(Selection::of_copy(copy)),
                    Some(dep) => *dep = Dep::Content(vec![Selection::of_copy(copy)]),
                    None => {}
                }
            }
            // What is changed counts by its key even when something is copied from it too.
            for dep in actions.iter().filter_map(|action| slot(action.input)) {
                if let Some(dep) = deps.get_mut(dep) {
                    *dep = Dep::Key;
                }
            }
        }
        Op::Exec(exec) => {
            for (index, dep) in deps.iter_mut().enumerate() {
                let counts = |mount: &&MountPoint| {
                    slot(mount.input) == Some(index)
                        && matches!(mount.kind, PointKind::Bind | PointKind::Cache { .. })
                };
                let mounts: Vec<&MountPoint> = exec.mounts.iter().filter(counts).collect();
                if mounts.last().is_some_and(|mount| mount.dest != "/" && by_content(mount)) {
                    *dep = Dep::Content(mounts.into_iter().map(Selection::of_mount).collect());
                }
            }
        }
        Op::Source { .. } | Op::Merge => {}
    }
    deps
}

/// Whether nothing of a mount can reach a later step but through the command itself.
fn by_content(mount: &MountPoint) -> bool {
    mount.output == -1 || mount.read_only || mount.selector.is_empty()
}
