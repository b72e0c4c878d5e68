//! What the layer of a `RUN` weighs, as far as its commands tell. Each figure comes from the catalogue; what no source
//! tells leaves the upper bound open.
//!
//! It runs once a build is planned, and replaces the sizes that the plan left unknown.

mod apk;
mod apt;
mod base;
mod closures;
mod command;
mod manifest;
mod measured;
mod npm;
mod pip;

pub use base::{base_size, base_transferred};

use std::rc::Rc;

use crate::catalog::{BaseImage, Catalog, Lookup};
use crate::eval::Origin;
use crate::syntax::command::{SimpleCommand, commands};
use crate::syntax::expand::Env;
use crate::syntax::{Dockerfile, Kind};

use super::Plan;
use super::layer::{Content, Layer, Size};
use super::vertex::{Exec, Op, PointKind};

/// What is known beside the Dockerfile.
#[expect(missing_debug_implementations, reason = "a function has no words")]
pub struct Knowledge<'k> {
    /// Images and packages.
    pub catalog: &'k Catalog<'k>,
    /// The text of a file of the build context, by its path from the top.
    pub text: &'k dyn Fn(&str) -> Option<String>,
}

/// Weighs the layers of all `RUN`s of a plan that are not known yet, and takes over what was set by hand.
pub fn weigh(plan: &mut Plan<'_>, file: &Dockerfile, knowledge: &Knowledge<'_>) {
    let mut sizes: Vec<Option<Size>> = vec![None; file.instructions.len()];
    for id in 0..plan.outcomes.len() {
        let Some(outcome) = plan.outcomes.get(id).and_then(Option::as_ref) else { continue };
        let root = plan.evaluation.state(outcome.root);
        let base = match root.map(|state| &state.origin) {
            Some(Origin::Image(Some(image))) => Some(image.as_ref()),
            _ => None,
        };
        let mut layers = outcome.layers.clone();
        let mut changed = false;
        for at in 0..layers.len() {
            let (earlier, rest) = layers.split_at_mut(at);
            let Some(layer) = rest.first_mut() else { continue };
            let above =
                file.instructions.get(layer.instruction).filter(|it| !matches!(it.kind, Kind::From(_)));
            if let Some((it, bytes)) = above.and_then(|it| Some((it, it.by_hand()?.size?))) {
                layer.size = Size::by_hand(bytes, it.lines.start);
                changed = true;
                continue;
            }
            if layer.content != Content::Command {
                continue;
            }
            if let Some(size) = sizes.get(layer.instruction).and_then(Clone::clone) {
                layer.size = size;
                changed = true;
                continue;
            }
            let Some(it) = file.instructions.get(layer.instruction) else { continue };
            if layer.state != id || !matches!(it.kind, Kind::Run(_)) {
                continue;
            }
            let vertex = layer.vertex.and_then(|vertex| plan.graph.vertices.get(vertex));
            let Some(Op::Exec(exec)) = vertex.map(|vertex| &vertex.op) else { continue };
            let commands = commands(file, it);
            let step = Step {
                exec,
                base,
                base_name: root.map(|state| state.base_ref.as_str()).unwrap_or_default(),
                is_amd64: root.and_then(|state| state.platform.as_ref()).is_none_or(|it| it.arch == "amd64"),
                earlier,
                knowledge,
                commands: &commands,
            };
            layer.size = command::size(&step);
            if let Some(slot) = sizes.get_mut(layer.instruction) {
                *slot = Some(layer.size.clone());
            }
            changed = true;
        }
        if let Some(outcome) = plan.outcomes.get_mut(id).and_then(Option::as_mut).filter(|_| changed) {
            Rc::make_mut(outcome).layers = layers;
        }
    }
}

/// One `RUN` and all that its weight depends on.
struct Step<'s> {
    exec: &'s Exec,
    base: Option<&'s BaseImage>,
    /// The canonical name of the image that the stage stands on.
    base_name: &'s str,
    is_amd64: bool,
    /// The layers below it that this file adds.
    earlier: &'s [Layer],
    knowledge: &'s Knowledge<'s>,
    commands: &'s [SimpleCommand],
}

impl Step<'_> {
    /// A variable of its environment.
    fn env(&self, name: &str) -> Option<&str> {
        self.exec.env.get(name)
    }

    /// Whether what is written to a directory lands elsewhere: in a mount that is not part of the layer.
    fn is_mounted(&self, dir: &str) -> bool {
        self.exec.mounts.iter().any(|mount| {
            let covers = dir.strip_prefix(mount.dest.trim_end_matches('/'));
            !matches!(mount.kind, PointKind::Secret(_) | PointKind::Ssh(_))
                && mount.dest != "/"
                && covers.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether one of its commands removes this directory, or all that is in it.
    fn removes(&self, dir: &str) -> bool {
        let removes = |word: &str| {
            let word = word.replace('~', "/root").replace("$HOME", "/root");
            let word = word.trim_end_matches("/*").trim_end_matches('/');
            dir.strip_prefix(word)
                .is_some_and(|rest| !word.is_empty() && (rest.is_empty() || rest.starts_with('/')))
        };
        self.commands.iter().any(|command| {
            command.name() == "rm" && command.depth == 0 && command.operand_texts().any(removes)
        })
    }

    /// Between the parentheses of the distribution: `bookworm`; else its last word: `3.24`.
    fn release(&self, distribution: &str) -> Option<&str> {
        let name = self.base?.distribution.strip_prefix(distribution)?;
        match name.split_once('(') {
            Some((_, rest)) => rest.strip_suffix(')'),
            None => Some(name.trim()),
        }
        .filter(|release| !release.is_empty() && !release.contains(' '))
    }

    /// At most so many bytes of what a package manager would install are there already: all by which the base outgrows
    /// the minimal system, and what earlier steps may have written. `None` when nobody can say.
    fn present(&self, minimal: &str) -> Option<u64> {
        let is_minimal = self.base_name.starts_with("docker.io/library/debian:") || self.base_name == minimal;
        let more = if is_minimal {
            0
        } else {
            let Lookup::Known(minimal) = self.knowledge.catalog.image(minimal) else { return None };
            let (all, least) = (self.base?.size.as_ref()?, minimal.size.as_ref()?);
            let all = all.bytes.saturating_add(all.precision);
            all.saturating_sub(least.bytes.saturating_sub(least.precision))
        };
        let earlier = self.earlier.iter().filter(|layer| layer.content == Content::Command);
        earlier.map(|layer| layer.size.high).try_fold(more, |sum, high| Some(sum.saturating_add(high?)))
    }
}

/// What one command adds to the layer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    low: u64,
    high: Option<u64>,
    how: String,
}

impl Part {
    fn new(low: u64, high: u64, how: impl Into<String>) -> Self {
        Self { low: low.min(high), high: Some(high), how: how.into() }
    }

    fn open(low: u64, how: impl Into<String>) -> Self {
        Self { low, high: None, how: how.into() }
    }
}

/// So many hundredths of a number of bytes.
fn percent(bytes: u64, hundredths: u64) -> u64 {
    (bytes / 100).saturating_mul(hundredths).saturating_add(bytes % 100 * hundredths / 100)
}

#[cfg(test)]
mod tests;
