//! What is said of `COPY` and `ADD`.

use crate::eval::Origin;
use crate::plan::vertex::{FileKind, Op};
use crate::syntax::{Instruction, Transfer};
use crate::text::paths::join;

use super::Teller;
use super::sentences::list;

/// How the names of archives end that are unpacked.
const ARCHIVES: [&str; 8] = [".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst"];

impl Teller<'_> {
    /// A `COPY` or `ADD`.
    pub(super) fn transfer(&mut self, stage: usize, it: &Instruction, transfer: &Transfer) {
        let is_add = it.is("ADD");
        let (is_remote, local): (Vec<_>, Vec<_>) = transfer
            .sources
            .iter()
            .map(|word| word.text.as_str())
            .partition(|text| is_add && is_remote(text));
        let dest = self.destination(it, transfer);
        if !is_remote.is_empty() {
            let is_git = is_remote.iter().any(|it| is_repository(it));
            self.say(it, if is_git { "add.git" } else { "add.url" }, &[&list(&is_remote), &dest]);
            let checksum = transfer.checksum.text.as_str();
            self.say(it, if checksum.is_empty() { "add.unchecked" } else { "add.checked" }, &[checksum]);
        }
        if !local.is_empty() {
            self.local(stage, it, transfer, &local, &dest);
        }
        if is_add && transfer.unpack != Some(false) && local.iter().any(|it| is_archive(it)) {
            self.say(it, "add.unpacks", &[]);
        }
        for file in &transfer.inline {
            self.say(it, "copy.inline", &[&file.name, &dest]);
        }
        self.flags(it, transfer);
    }

    fn local(&mut self, stage: usize, it: &Instruction, transfer: &Transfer, sources: &[&str], dest: &str) {
        let is_all = sources.iter().all(|it| matches!(*it, "." | "./" | "/"));
        let sources = list(sources);
        if transfer.from.is_none() {
            let has_ignore = self.input.dockerignore.as_deref().is_some_and(|it| !it.trim().is_empty());
            let key = match (is_all, has_ignore) {
                (true, true) => "copy.all-but-ignored",
                (true, false) => "copy.all",
                (false, _) => "copy.context",
            };
            self.say(it, key, &[&sources, dest]);
            self.say(it, "copy.cache", &[]);
            return;
        }
        let evaluation = &self.build.plan.evaluation;
        let command = evaluation.state(stage).and_then(|state| {
            state.commands.iter().find(|command| command.instruction.index == it.index && !command.on_build)
        });
        let source = command.and_then(|command| evaluation.state(*command.sources.first()?));
        let Some(source) = source else {
            let name = transfer.from.as_ref().map(|word| word.text.as_str()).unwrap_or_default();
            return self.say(it, "copy.from", &[&sources, name, dest]);
        };
        let is_stage = source.stage.is_some();
        let name = if source.name.is_empty() { source.display.clone() } else { source.name.clone() };
        match (is_stage, &source.origin) {
            (true, _) => {
                self.say(
                    it,
                    if is_all { "copy.whole-stage" } else { "copy.stage" },
                    &[&sources, &name, dest],
                );
            }
            (false, Origin::Scratch) => self.say(it, "copy.scratch", &[dest]),
            (false, _) => self.say(it, "copy.image", &[&sources, &source.written_base, dest]),
        }
        let made_by = self.report.image.iter().flat_map(|image| &image.layers);
        let made_by =
            made_by.filter(|layer| layer.instruction == Some(it.index)).flat_map(|layer| &layer.made_by);
        let lines = list(made_by.map(|index| self.line_of(*index)));
        match lines.lines().count() {
            0 => {}
            1 => self.say(it, "copy.made", &[&lines]),
            _ => self.say(it, "copy.made-by-all", &[&lines]),
        }
    }

    /// Where it goes, from the top.
    fn destination(&self, it: &Instruction, transfer: &Transfer) -> String {
        let action = self.vertex(it).and_then(|vertex| match &vertex.op {
            Op::File(actions) => actions.iter().rev().find_map(|action| match &action.kind {
                FileKind::Copy(copy) => Some(String::from(&copy.dest)),
                _ => None,
            }),
            // With `--link` the copies stand in a layer of their own.
            Op::Merge => {
                vertex.inputs.last().and_then(|id| self.build.plan.graph.vertices.get(*id)).and_then(
                    |vertex| match &vertex.op {
                        Op::File(actions) => actions.iter().rev().find_map(|action| match &action.kind {
                            FileKind::Copy(copy) => Some(String::from(&copy.dest)),
                            _ => None,
                        }),
                        _ => None,
                    },
                )
            }
            _ => None,
        });
        action.unwrap_or_else(|| join("/", &transfer.dest.text))
    }

    fn flags(&mut self, it: &Instruction, transfer: &Transfer) {
        for (key, value) in [("copy.chown", &transfer.chown), ("copy.chmod", &transfer.chmod)] {
            if !value.text.is_empty() {
                self.say(it, key, &[&value.text]);
            }
        }
        if !transfer.excludes.is_empty() {
            self.say(it, "copy.exclude", &[&list(transfer.excludes.iter().map(|word| &word.text))]);
        }
        if transfer.parents {
            self.say(it, "copy.parents", &[]);
        }
        if transfer.link {
            self.say(it, "copy.link", &[]);
        }
    }
}

fn is_repository(text: &str) -> bool {
    text.starts_with("git@")
        || text.starts_with("git://")
        || text.split('#').next().is_some_and(|it| it.strip_suffix(".git").is_some())
}

fn is_remote(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || is_repository(text)
}

fn is_archive(text: &str) -> bool {
    ARCHIVES.iter().any(|end| text.ends_with(end))
}
