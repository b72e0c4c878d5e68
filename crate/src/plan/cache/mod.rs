//! Which steps of a build find their results in the cache that another build left.
//!
//! Takes the vertices of both builds and what has changed outside the Dockerfile; gives for each vertex of the new build
//! whether it is cached, and if not, what first made the difference. The rules are those of the reference's solver: a key
//! is what a vertex does itself and the keys of its inputs; where files are only copied or mounted, their content can take
//! the place of the key. Keys are compared, not made, for the bytes of files are not known here.

mod cause;
mod context;
mod key;

use crate::eval::ignore::IgnoreFile;

use super::vertex::{FileKind, Needed, Op};
use key::{Dep, Selection, deps, own};

/// What is there before and after, besides the vertices.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outside<'o> {
    /// Paths of the build context whose content has changed.
    pub files: &'o [String],
    /// Images, by canonical name, whose name stands for another image now.
    pub images: &'o [String],
    /// The ignore files before and after.
    pub ignore: [Option<&'o IgnoreFile>; 2],
    /// Files of the build context that one of the two ignore files keeps out and the other does not; `None` when its files
    /// are not known.
    pub moved: Option<&'o [String]>,
}

/// What becomes of a vertex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Its result is in the cache.
    Cached,
    /// Its result is in the cache if files that are made anew come out the same, byte for byte.
    Perhaps,
    /// It runs again.
    Runs,
    /// It is the build context, which is sent every time, as far as it has changed.
    Sent,
}

/// What becomes of a vertex, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The verdict.
    pub verdict: Verdict,
    /// What is different about the vertex itself, or about the files that it takes; empty when it only follows an input.
    pub cause: String,
    /// The input that it follows, by its place among the vertices.
    pub follows: Option<usize>,
    /// Paths of that input whose content decides; none when its key does.
    pub paths: Vec<String>,
}

/// Whether two things are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Same {
    No,
    Perhaps,
    Yes,
}

/// Judges each vertex of a build against those of an earlier one; both in the order in which [`super::Graph::needed`]
/// gives them.
pub fn fates(before: &[Needed<'_>], after: &[Needed<'_>], outside: &Outside<'_>) -> Vec<Fate> {
    let mut judge = Judge { before, after, outside, matches: Vec::with_capacity(after.len()) };
    let mut fates: Vec<Fate> = Vec::with_capacity(after.len());
    let keys: Vec<_> = before.iter().map(own).collect();
    for vertex in after {
        let key = own(vertex);
        let like: Vec<usize> =
            keys.iter().enumerate().filter(|(_, other)| **other == key).map(|(index, _)| index).collect();
        let pairs = like.iter().map(|index| (*index, judge.compare(vertex, *index)));
        let mut matches: Vec<(usize, Same)> = pairs.filter(|(_, same)| *same != Same::No).collect();
        // A sure match leaves nothing open.
        if let Some(sure) = matches.iter().find(|(_, same)| *same == Same::Yes).copied() {
            matches = vec![sure];
        }
        let fate = judge.fate(vertex, &like, &matches);
        judge.matches.push(matches);
        fates.push(fate);
    }
    fates
}

/// The paths of the build context that vertices take, in their order; the root is the whole.
pub fn context_paths(vertices: &[Needed<'_>]) -> Vec<String> {
    let taken = vertices.iter().flat_map(|vertex| deps(vertex).into_iter().zip(&vertex.inputs));
    let paths = taken.filter(|(_, input)| is_context_at(vertices, **input)).map(|(dep, _)| match dep {
        Dep::Content(selections) => selections.into_iter().map(|selection| selection.path).collect(),
        Dep::Key => Vec::new(),
    });
    paths.flatten().collect()
}

/// Those of some files of the build context that vertices take, in their order.
pub fn taken<'f>(
    vertices: &[Needed<'_>],
    files: impl Iterator<Item = &'f str>,
) -> impl Iterator<Item = &'f str> {
    let mut selections = Vec::new();
    for vertex in vertices {
        for (dep, input) in deps(vertex).into_iter().zip(&vertex.inputs) {
            if let Dep::Content(own) = dep
                && is_context_at(vertices, *input)
            {
                selections.extend(own);
            }
        }
    }
    let is_taken = move |path: &&'f str| {
        selections.iter().any(|selection| context::same_without(selection, path) != Same::Yes)
    };
    files.filter(is_taken)
}

struct Judge<'j> {
    before: &'j [Needed<'j>],
    after: &'j [Needed<'j>],
    outside: &'j Outside<'j>,
    /// For each vertex so far the earlier ones that it equals, or may equal.
    matches: Vec<Vec<(usize, Same)>>,
}

impl Judge<'_> {
    /// Compares a vertex with an earlier one that does the same.
    fn compare(&self, vertex: &Needed<'_>, other: usize) -> Same {
        let Some(other) = self.before.get(other) else { return Same::No };
        if let Op::Source { identifier, .. } = &*vertex.op {
            return if self.has_moved(identifier) { Same::No } else { Same::Yes };
        }
        let own = deps(vertex);
        if own.len() != other.inputs.len() {
            return Same::No;
        }
        let others = deps(other);
        let pairs = own.iter().zip(&others).zip(vertex.inputs.iter().zip(&other.inputs));
        let all = pairs.map(|((own, theirs), (input, old))| self.compare_dep(own, theirs, *input, *old));
        all.min().unwrap_or(Same::Yes)
    }

    fn compare_dep(&self, own: &Dep, theirs: &Dep, input: usize, old: usize) -> Same {
        let by_key = self.key_of(input, old);
        let (Dep::Content(own), Dep::Content(theirs)) = (own, theirs) else { return by_key };
        if is_context_at(self.after, input) && is_context_at(self.before, old) {
            return self.compare_context(own, theirs);
        }
        let is_inline = |list: &[Needed<'_>], index: usize| list.get(index).is_some_and(is_inline);
        match (by_key, own == theirs) {
            (Same::Yes, true) => Same::Yes,
            _ if is_inline(self.after, input) && is_inline(self.before, old) => by_key,
            _ => Same::Perhaps,
        }
    }

    fn key_of(&self, input: usize, old: usize) -> Same {
        let found = self.matches.get(input).and_then(|list| list.iter().find(|(other, _)| *other == old));
        found.map_or(Same::No, |(_, same)| *same)
    }

    fn compare_context(&self, own: &[Selection], theirs: &[Selection]) -> Same {
        let changed = own.iter().map(|selection| self.changed_file(selection).1).min().unwrap_or(Same::Yes);
        let [before, after] = self.outside.ignore;
        let selected = match self.outside.moved {
            _ if own != theirs => Same::Perhaps,
            _ if before == after => Same::Yes,
            Some(moved) => {
                let taken = own.iter().map(|selection| Self::first_taken(selection, moved.iter()).1);
                taken.min().unwrap_or(Same::Yes)
            }
            None => Same::Perhaps,
        };
        changed.min(selected)
    }

    /// The first changed file that a selection of the build context takes, if any, and whether it is sure to.
    fn changed_file(&self, selection: &Selection) -> (Option<&str>, Same) {
        let ignore = self.outside.ignore[1];
        let sent = |path: &&String| ignore.is_none_or(|ignore| !ignore.excludes(&context::relative(path)));
        Self::first_taken(selection, self.outside.files.iter().filter(sent))
    }

    /// The first of some files that a selection takes, if any, and whether it is sure to.
    fn first_taken<'f>(
        selection: &Selection,
        files: impl Iterator<Item = &'f String>,
    ) -> (Option<&'f str>, Same) {
        let judged = files.map(|path| (Some(path.as_str()), context::same_without(selection, path)));
        judged
            .min_by_key(|(_, same)| *same)
            .filter(|(_, same)| *same != Same::Yes)
            .unwrap_or((None, Same::Yes))
    }

    fn has_moved(&self, identifier: &str) -> bool {
        let name = identifier.strip_prefix("docker-image://");
        name.is_some_and(|name| self.outside.images.iter().any(|image| image == name))
    }

    fn fate(&self, vertex: &Needed<'_>, like: &[usize], matches: &[(usize, Same)]) -> Fate {
        let verdict = match matches.first() {
            _ if is_context(vertex) => Verdict::Sent,
            None => Verdict::Runs,
            Some((_, Same::Yes)) => Verdict::Cached,
            Some(_) => Verdict::Perhaps,
        };
        let mut fate = Fate { verdict, cause: String::new(), follows: None, paths: Vec::new() };
        if matches!(verdict, Verdict::Perhaps | Verdict::Runs) {
            let in_other_stage = |index: &&usize| {
                self.before.get(**index).map(cause::stage_word) != Some(cause::stage_word(vertex))
            };
            let nearest = like.iter().min_by_key(in_other_stage).copied();
            self.explain(vertex, matches.first().map(|(other, _)| *other).or(nearest), &mut fate);
        }
        fate
    }

    /// Finds what first makes a vertex differ from an earlier one that does the same, or from the one that it replaces.
    fn explain(&self, vertex: &Needed<'_>, like: Option<usize>, fate: &mut Fate) {
        if let Op::Source { identifier, .. } = &*vertex.op
            && like.is_some()
        {
            let name = identifier.strip_prefix("docker-image://").unwrap_or(identifier);
            fate.cause = format!("{name} stands for another image");
            return;
        }
        let own = deps(vertex);
        let old = like.and_then(|index| self.before.get(index));
        let theirs = old.map(deps).unwrap_or_default();
        // An input that is sure to differ explains more than one that may.
        let mut weakest = Same::Yes;
        for (place, (dep, input)) in own.iter().zip(&vertex.inputs).enumerate() {
            let same = match (theirs.get(place), old.and_then(|old| old.inputs.get(place))) {
                (Some(theirs), Some(old)) => self.compare_dep(dep, theirs, *input, *old),
                _ => match self.matches.get(*input).and_then(|list| list.first()) {
                    _ if is_context_at(self.after, *input) || matches!(dep, Dep::Content(_)) => Same::Yes,
                    Some((_, same)) => *same,
                    None => Same::No,
                },
            };
            if same < weakest {
                weakest = same;
                self.blame(dep, *input, theirs.get(place), fate);
            }
        }
        // What it does itself has changed: that counts unless it would have run again anyway.
        if old.is_none() && weakest != Same::No {
            fate.follows = None;
            fate.paths.clear();
            fate.cause = cause::difference(vertex, self.replaced(vertex));
        }
    }

    fn blame(&self, dep: &Dep, input: usize, theirs: Option<&Dep>, fate: &mut Fate) {
        fate.follows = Some(input);
        fate.paths.clear();
        fate.cause.clear();
        let Dep::Content(selections) = dep else { return };
        fate.paths = selections.iter().map(|selection| selection.path.clone()).collect();
        if !is_context_at(self.after, input) {
            return;
        }
        fate.follows = None;
        let [before, after] = self.outside.ignore;
        fate.cause = match selections.iter().find_map(|selection| self.changed_file(selection).0) {
            Some(path) => format!("{} changed", context::relative(path)),
            None if before != after => ".dockerignore changed".to_owned(),
            None if theirs == Some(dep) => String::new(),
            None => "it takes other files".to_owned(),
        };
    }

    /// The earlier vertex that a vertex most likely replaces: of the same stage, the one with the same words, else the one
    /// at the same place.
    fn replaced(&self, vertex: &Needed<'_>) -> Option<&Needed<'_>> {
        let same_kind = |other: &&Needed<'_>| {
            std::mem::discriminant(&*other.op) == std::mem::discriminant(&*vertex.op)
                && cause::stage_word(other) == cause::stage_word(vertex)
        };
        let candidates = || self.before.iter().filter(same_kind);
        let same_words = candidates().find(|other| cause::words(other) == cause::words(vertex));
        same_words.or_else(|| {
            let own = self.after.iter().filter(same_kind);
            let place = own.take_while(|other| !std::ptr::eq(*other, vertex)).count();
            candidates().nth(place)
        })
    }
}

fn is_context_at(list: &[Needed<'_>], index: usize) -> bool {
    list.get(index).is_some_and(is_context)
}

/// Whether a vertex is the build context.
fn is_context(vertex: &Needed<'_>) -> bool {
    matches!(&*vertex.op, Op::Source { identifier, .. } if identifier.starts_with("local://"))
}

/// Whether the content of a vertex stands in the Dockerfile.
fn is_inline(vertex: &Needed<'_>) -> bool {
    let Op::File(actions) = &*vertex.op else { return false };
    vertex.inputs.is_empty() && actions.iter().all(|action| matches!(action.kind, FileKind::Mkfile { .. }))
}
