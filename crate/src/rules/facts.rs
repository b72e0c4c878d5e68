//! What families of rules ask of the plan: what a stage stands on and is for, where a command runs, what a copy moves.

use std::iter;

use crate::catalog::BaseImage;
use crate::eval::{Origin, State};
use crate::plan::VertexId;
use crate::plan::vertex::{Exec, FileKind, Op};
use crate::stage::Stage;
use crate::syntax::{Instruction, Kind};

use super::RuleContext;
use super::bases::is_for_work;

/// Words of a stage's name that say that it holds tools; those of [`is_for_work`] come on top.
const TOOL_WORDS: [&str; 8] =
    ["check", "toolchain", "sdk", "devcontainer", "builder", "tools", "watch", "bench"];

/// The C library that an image has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Libc {
    /// That of Alpine.
    Musl,
    /// That of most others.
    Glibc,
}

impl<'a> RuleContext<'a> {
    /// The stage that is built.
    pub(super) fn target_stage(&self) -> Option<&'a Stage> {
        let evaluation = &self.build.plan.evaluation;
        self.stages().get(evaluation.state(evaluation.target?)?.stage?)
    }

    /// A stage and those that it is built on, itself first.
    fn downward(&self, stage: &'a Stage) -> impl Iterator<Item = &'a Stage> {
        // A base always stands before what starts from it, so this ends.
        let below = |stage: &&'a Stage| {
            let base = self.base_of(stage).filter(|base| *base < stage.index)?;
            self.stages().get(base)
        };
        iter::successors(Some(stage), below)
    }

    /// The stages from which a stage is built up, from the one that starts from an image to itself.
    pub(super) fn ancestry(&self, stage: &'a Stage) -> Vec<&'a Stage> {
        let mut found: Vec<&'a Stage> = self.downward(stage).collect();
        found.reverse();
        found
    }

    /// The instructions that make the image of a stage, `FROM` lines left out.
    pub(super) fn instructions_to(
        &self,
        stage: &'a Stage,
    ) -> impl DoubleEndedIterator<Item = &'a Instruction> + use<'a> {
        let file = self.file;
        self.ancestry(stage)
            .into_iter()
            .flat_map(|stage| &stage.instructions)
            .filter_map(|index| file.instructions.get(*index))
    }

    /// The stages whose layers the image has, the target last.
    pub(super) fn chain(&self) -> Vec<&'a Stage> {
        self.target_stage().map(|target| self.ancestry(target)).unwrap_or_default()
    }

    /// The instructions of the chain, in order.
    pub(super) fn chain_instructions(&self) -> Vec<&'a Instruction> {
        self.target_stage().into_iter().flat_map(|target| self.instructions_to(target)).collect()
    }

    /// Whether the target is a tool by purpose: its name says so, or it starts a shell or nothing.
    pub(super) fn is_tool_image(&self) -> bool {
        let Some(target) = self.target_stage() else { return true };
        if is_dev(target) {
            return true;
        }
        let words = self.start_words();
        let Some(first) = words.first() else { return true };
        let program = first.rsplit('/').next().unwrap_or(first);
        matches!(program, "sh" | "bash" | "ash" | "zsh") && words.len() == 1
    }

    /// The words that start the container, as the chain's own `ENTRYPOINT` and `CMD` give them. Those of a base image do
    /// not count.
    pub(super) fn start_words(&self) -> Vec<String> {
        let mut entrypoint: Vec<String> = Vec::new();
        let mut cmd: Vec<String> = Vec::new();
        for it in self.chain_instructions() {
            let (line, words) = match &it.kind {
                Kind::Entrypoint(line) => (line, &mut entrypoint),
                Kind::Cmd(line) => (line, &mut cmd),
                _ => continue,
            };
            *words = if line.shell {
                let text = line.args.first().map(|word| word.text.as_str()).unwrap_or_default();
                text.split_whitespace().map(str::to_owned).collect()
            } else {
                line.args.iter().map(|word| String::from(&word.text)).collect()
            };
        }
        entrypoint.extend(cmd);
        entrypoint
    }

    /// The state of a stage where every stage was carried out.
    pub(super) fn checked_state(&self, stage: &Stage) -> Option<&'a State<'a>> {
        let evaluation = &self.check.plan.evaluation;
        evaluation.state(evaluation.state_of_stage(stage.index)?)
    }

    /// The first stage of a chain of `FROM`s: the one that starts from an image.
    pub(super) fn root_of(&self, stage: &'a Stage) -> &'a Stage {
        self.downward(stage).last().unwrap_or(stage)
    }

    /// The state from which a stage is built up: that of the image, of `scratch`, or of what nobody knows.
    pub(super) fn root_state(&self, stage: &'a Stage) -> Option<&'a State<'a>> {
        self.checked_state(self.root_of(stage))
    }

    /// The image that a stage stands on, over any number of stages: its name, canonical once it was looked up.
    pub(super) fn image_of(&self, stage: &'a Stage) -> &'a str {
        self.root_state(stage).map_or("", |state| state.base_ref.as_str())
    }

    /// What is known of the image that a stage stands on.
    pub(super) fn base_image(&self, stage: &'a Stage) -> Option<&'a BaseImage> {
        match &self.root_state(stage)?.origin {
            Origin::Image(image) => image.as_deref(),
            _ => None,
        }
    }

    /// Whether a stage stands on nothing.
    pub(super) fn is_scratch(&self, stage: &'a Stage) -> bool {
        self.root_state(stage).is_some_and(|state| state.origin == Origin::Scratch)
    }

    /// The C library of the image that a stage stands on; `None` where it has none or nobody knows.
    pub(super) fn libc(&self, stage: &'a Stage) -> Option<Libc> {
        match self.base_image(stage).map(|image| image.libc.as_str()) {
            Some("musl") => return Some(Libc::Musl),
            Some("glibc") => return Some(Libc::Glibc),
            Some(other) if !other.is_empty() => return None,
            _ => {}
        }
        let (name, tag) = split_image(self.image_of(stage));
        let has = |word: &str| tag.split(['-', '.']).any(|part| part.starts_with(word));
        if has("alpine") || name.ends_with("/alpine") || has("musl") {
            return Some(Libc::Musl);
        }
        let names = ["/debian", "/ubuntu", "/fedora", "/rockylinux", "/almalinux", "/amazonlinux"];
        let tags = ["bookworm", "bullseye", "trixie", "buster", "slim", "jammy", "noble", "focal"];
        let is_glibc = names.iter().any(|end| name.ends_with(end)) || tags.iter().any(|word| has(word));
        is_glibc.then_some(Libc::Glibc)
    }

    /// The stage that a `COPY --from` takes from.
    pub(super) fn source_of(&self, it: &Instruction) -> Option<&'a Stage> {
        self.stages().get((*self.sources.get(it.index)?)?)
    }

    /// The command that a `RUN` becomes.
    pub(super) fn exec_of(&self, it: &Instruction) -> Option<&'a Exec> {
        self.vertices_of(it).find_map(|op| match op {
            Op::Exec(exec) => Some(exec.as_ref()),
            _ => None,
        })
    }

    /// The directory that a `RUN` starts in.
    pub(super) fn dir_of(&self, it: &Instruction) -> &'a str {
        self.exec_of(it).map_or("/", |exec| exec.cwd.as_str())
    }

    /// What a `COPY` or `ADD` moves: pairs of the path that it takes, from the root, and the path that it is put to.
    pub(super) fn copies_of(&self, it: &Instruction) -> Vec<(&'a str, &'a str)> {
        let mut pairs = Vec::new();
        for op in self.vertices_of(it) {
            let Op::File(actions) = op else { continue };
            pairs.extend(actions.iter().filter_map(|action| match &action.kind {
                FileKind::Copy(copy) => Some((copy.src.as_str(), copy.dest.as_str())),
                _ => None,
            }));
        }
        pairs
    }

    fn vertices_of(&self, it: &Instruction) -> impl Iterator<Item = &'a Op> {
        let list = &self.check.plan.graph.vertices;
        let next = |place: &VertexId| self.next_vertices.get(*place).copied().flatten();
        let places = iter::successors(self.first_vertex_of(it), next);
        places.filter_map(|place| list.get(place)).map(|vertex| &vertex.op)
    }

    /// The first vertex that was made for an instruction.
    pub(super) fn first_vertex_of(&self, it: &Instruction) -> Option<VertexId> {
        self.first_vertices.get(it.index).copied().flatten()
    }
}

/// Whether a stage's name says that it is no product.
pub(super) fn is_dev(stage: &Stage) -> bool {
    is_for_work(stage) || stage.name.split(['-', '_', '.']).any(|word| TOOL_WORDS.contains(&word))
}

/// An image's name and its tag; the digest left out.
pub(super) fn split_image(image: &str) -> (&str, &str) {
    let name = image.split('@').next().unwrap_or(image);
    match name.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (name, ""),
    }
}

/// An image as people write it: without the registry and folder that Docker puts in.
pub(super) fn short_image(image: &str) -> &str {
    image.strip_prefix("docker.io/library/").or_else(|| image.strip_prefix("docker.io/")).unwrap_or(image)
}

/// The versions of Debian that images are made of.
pub(crate) const DEBIAN: [&str; 3] = ["bullseye", "bookworm", "trixie"];

/// The slim variant of a tag of Python or Ruby: `3.12-slim`, `3.12-slim-bookworm`. Small ones stay as they are.
pub(crate) fn slim(tag: &str) -> String {
    if is_small(tag) {
        return tag.to_owned();
    }
    let (version, system) = match tag.rsplit_once('-') {
        Some((version, system)) if DEBIAN.contains(&system) => (version, Some(system)),
        _ if DEBIAN.contains(&tag) => ("latest", Some(tag)),
        _ => (tag, None),
    };
    let version = Some(version).filter(|version| *version != "latest");
    [version, Some("slim"), system].into_iter().flatten().collect::<Vec<_>>().join("-")
}

/// Whether a tag is that of a small variant.
pub(crate) fn is_small(tag: &str) -> bool {
    tag.contains("slim") || tag.contains("alpine")
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[test]
    fn tags() {
        for (tag, expected) in [
            ("3.12", "3.12-slim"),
            ("3.12-bookworm", "3.12-slim-bookworm"),
            ("3.15-rc", "3.15-rc-slim"),
            ("trixie", "slim-trixie"),
            ("latest", "slim"),
            ("3.4-slim-bookworm", "3.4-slim-bookworm"),
            ("3.4-alpine3.24", "3.4-alpine3.24"),
        ] {
            assert_eq!(slim(tag), expected, "{tag}");
        }
    }
}
