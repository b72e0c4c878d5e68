//! Questions about finished trees: what of each layer can still be seen, which steps made what a copy brought, and the
//! list of all files.

use std::rc::Rc;

use crate::plan::{Plan, Size};

use super::node::{Dir, Entry, FileKind, Totals, names};
use super::work::Work;
use super::{Files, VertexId};

/// The most copies that the way of one file is followed over.
const LONGEST_TRAIL: usize = 64;

/// The most steps that are looked at for one image, so that no text takes long.
const MOST_STEPS: usize = 50_000;

/// One layer of an image, with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landed {
    /// The vertex that made it; the lowest is that of the base image.
    pub vertex: VertexId,
    /// All that it holds.
    pub all: Totals,
    /// What of it no layer above hides.
    pub visible: Totals,
    /// For a layer that copies from another state: the steps that made what was copied, in the order of the file.
    pub made_by: Vec<Made>,
}

/// A step that made something which was copied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The vertex.
    pub vertex: VertexId,
    /// What of it was copied; nothing where only a build can tell.
    pub totals: Totals,
    /// Whether something of it was copied for certain.
    pub certain: bool,
}

/// What a step did to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is new.
    Added,
    /// It replaces what a lower layer holds.
    Changed,
    /// It is taken away.
    Removed,
}

/// One line of the list of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Path from the root.
    pub path: String,
    /// What it is; `None` is a directory.
    pub kind: Option<FileKind>,
    /// What it weighs; of a directory the part that has no names.
    pub totals: Totals,
    /// Whether it is there for certain.
    pub certain: bool,
    /// Whether there may be more in a directory than is listed.
    pub open: bool,
    /// The vertex whose layer holds it.
    pub vertex: VertexId,
    /// What that layer did to it.
    pub state: State,
}

impl Files {
    /// The vertices that lie on top of each other up to one, lowest first.
    fn chain(&self, top: VertexId) -> Vec<VertexId> {
        let mut chain = Vec::new();
        let mut next = Some(top);
        // What a vertex works on was made before it, so this ends.
        while let Some((id, step)) = next.and_then(|id| Some((id, self.step(id)?))) {
            chain.push(id);
            next = step.below.filter(|below| *below < id);
        }
        chain.reverse();
        chain
    }

    /// The layers of the file system that a vertex leaves, lowest first.
    pub fn landed(&self, top: VertexId) -> Vec<Landed> {
        let mut cover: Rc<Dir> = Rc::default();
        let mut budget = MOST_STEPS;
        let mut landed = Vec::new();
        for id in self.chain(top).into_iter().rev() {
            let Some(step) = self.step(id) else { continue };
            let visible = visible(&step.layer, &cover);
            lay_under(&mut cover, &step.layer);
            let made_by = self.made_by(id, &mut budget);
            landed.push(Landed { vertex: id, all: step.layer.totals(), visible, made_by });
        }
        landed.reverse();
        landed
    }

    /// The steps that made what a vertex copied, over all copies between, in the order of the graph.
    pub fn made_by(&self, vertex: VertexId, budget: &mut usize) -> Vec<Made> {
        let mut found: Vec<Made> = Vec::new();
        let mut open: Vec<(VertexId, String)> = Vec::new();
        let mut seen: Vec<(VertexId, String)> = Vec::new();
        open.extend(self.sources(vertex, None));
        while let Some((source, path)) = open.pop() {
            if seen.contains(&(source, path.clone())) {
                continue;
            }
            let mut cover: Rc<Dir> = Rc::default();
            for id in self.chain(source).into_iter().rev() {
                let Some(left) = budget.checked_sub(1) else { return found };
                *budget = left;
                let Some(step) = self.step(id) else { continue };
                let (totals, certain) = match part(&step.layer, &path) {
                    Part::Here(entry) => (visible_entry(&entry, cover_at(&cover, &path)), true),
                    Part::Maybe => (Totals::default(), false),
                    Part::No if step.open.is_some() => (Totals::default(), false),
                    Part::No => {
                        lay_under(&mut cover, &step.layer);
                        continue;
                    }
                };
                lay_under(&mut cover, &step.layer);
                let certain = certain && step.open.is_none();
                if certain && totals == Totals::default() && step.layer.totals() != Totals::default() {
                    continue;
                }
                if !found.iter().any(|made| made.vertex == id) {
                    found.push(Made { vertex: id, totals, certain });
                }
                open.extend(self.sources(id, Some(&path)));
            }
            seen.push((source, path));
        }
        found.sort_by_key(|made| made.vertex);
        found
    }

    /// Where a vertex copied from; with a path, only what lies at it or what it lies in.
    fn sources(&self, vertex: VertexId, path: Option<&str>) -> Vec<(VertexId, String)> {
        let Some(step) = self.step(vertex) else { return Vec::new() };
        let mut sources = Vec::new();
        for (from, src, to) in &step.copies {
            match path {
                None => sources.push((*from, src.clone())),
                Some(path) if lies_in(to, path) => sources.push((*from, src.clone())),
                Some(path) if lies_in(path, to) => {
                    let rest = path.strip_prefix(to.trim_end_matches('/')).unwrap_or_default();
                    sources.push((*from, format!("{}{rest}", src.trim_end_matches('/'))));
                }
                Some(_) => {}
            }
        }
        sources
    }

    /// The files of the file system that a vertex leaves, each with the layer that holds it: sorted by path, and the paths
    /// that a layer takes away as well. At most `most` rows.
    pub fn rows(&self, top: VertexId, most: usize) -> Vec<Row> {
        let mut cover: Rc<Dir> = Rc::default();
        let mut rows = Vec::new();
        for id in self.chain(top).into_iter().rev() {
            let Some(step) = self.step(id) else { continue };
            list(&step.layer, Some(&cover), "", id, most, &mut rows);
            lay_under(&mut cover, &step.layer);
        }
        crate::text::order::sort_by(&mut rows, |a: &Row, b: &Row| {
            a.path.cmp(&b.path).then(b.vertex.cmp(&a.vertex))
        });
        rows
    }

    /// What a vertex alone does to the files, sorted by path. At most `most` rows.
    pub fn own_rows(&self, vertex: VertexId, most: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(step) = self.step(vertex) {
            list(&step.layer, None, "", vertex, most, &mut rows);
        }
        crate::text::order::sort_by(&mut rows, |a: &Row, b: &Row| a.path.cmp(&b.path));
        rows
    }

    /// How a path came into what a vertex did: the vertex itself, then the one that it copied the path from, and so on, each
    /// with the path there and whether it is certain.
    pub fn trail(&self, vertex: VertexId, path: &str) -> Vec<(VertexId, String, bool)> {
        let mut trail = vec![(vertex, path.to_owned(), true)];
        let mut at = (vertex, path.to_owned());
        while trail.len() < LONGEST_TRAIL {
            let mut sources = self.sources(at.0, Some(&at.1)).into_iter();
            // The last copy to a path is the one that stays.
            let Some((source, path)) = sources.rfind(|(_, src)| !src.is_empty()) else { break };
            let holds =
                |id: &VertexId| match self.step(*id).map(|step| (part(&step.layer, &path), &step.open)) {
                    Some((Part::Here(_), _)) => Some((*id, true)),
                    Some((Part::Maybe, _) | (Part::No, Some(_))) => Some((*id, false)),
                    _ => None,
                };
            let Some((id, certain)) = self.chain(source).iter().rev().find_map(holds) else {
                // Of a context that is not listed nothing is known but that it is the source.
                trail.push((source, path, false));
                break;
            };
            trail.push((id, path.clone(), certain));
            if !certain {
                break;
            }
            at = (id, path);
        }
        trail
    }
}

impl Plan<'_> {
    /// The state and instruction of a vertex.
    pub fn place_of(&self, vertex: VertexId) -> Option<(usize, usize)> {
        let vertex = self.graph.vertices.get(vertex)?;
        Some((vertex.state?, vertex.instruction?))
    }
}

/// Whether a path lies in a directory or is it.
fn lies_in(path: &str, dir: &str) -> bool {
    let dir = dir.trim_end_matches('/');
    path.strip_prefix(dir).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What a layer has at a path.
enum Part {
    Here(Entry),
    Maybe,
    No,
}

fn part(layer: &Rc<Dir>, path: &str) -> Part {
    if path.contains(['*', '?', '[']) {
        let dir = path
            .split(['*', '?', '['])
            .next()
            .and_then(|fixed| fixed.rsplit_once('/'))
            .map_or("/", |(dir, _)| dir);
        return match layer.dir_at(dir) {
            Some(_) => Part::Maybe,
            None => Part::No,
        };
    }
    match layer.find(path) {
        super::Found::Yes(Entry::Gone) | super::Found::No => Part::No,
        super::Found::Yes(entry) => Part::Here(entry.clone()),
        super::Found::Root if layer.entries().is_empty() && !layer.open => Part::No,
        super::Found::Root => Part::Here(Entry::Dir(Rc::clone(layer))),
        super::Found::Maybe => Part::Maybe,
    }
}

fn cover_at(cover: &Rc<Dir>, path: &str) -> Option<Entry> {
    let mut entry = Entry::Dir(Rc::clone(cover));
    for name in names(path) {
        let Entry::Dir(dir) = &entry else { return Some(Entry::Gone) };
        match dir.entry(name) {
            Some(inner) => entry = inner.clone(),
            None if dir.fresh => return Some(Entry::Gone),
            None => return None,
        }
    }
    Some(entry)
}

fn visible_entry(entry: &Entry, cover: Option<Entry>) -> Totals {
    match (entry, cover) {
        (_, None) => entry.totals(),
        (Entry::Dir(dir), Some(Entry::Dir(cover))) => visible(dir, &cover),
        _ => Totals::default(),
    }
}

/// What of a layer the layers above leave to be seen.
fn visible(dir: &Dir, cover: &Dir) -> Totals {
    if cover.fresh {
        return Totals::default();
    }
    let mut sum = dir.totals();
    // Of two lists of names the shorter is walked.
    if cover.entries().len() <= dir.entries().len() {
        for (name, above) in cover.entries() {
            if let Some(entry) = dir.entry(name) {
                hide(&mut sum, entry, above);
            }
        }
    } else {
        for (name, entry) in dir.entries() {
            if let Some(above) = cover.entry(name) {
                hide(&mut sum, entry, above);
            }
        }
    }
    sum
}

fn hide(sum: &mut Totals, entry: &Entry, above: &Entry) {
    sum.sub(entry.totals());
    if let (Entry::Dir(dir), Entry::Dir(above)) = (entry, above) {
        sum.add(visible(dir, above));
    }
}

/// Puts a layer under those that cover it so far.
fn lay_under(cover: &mut Rc<Dir>, layer: &Rc<Dir>) {
    if cover.fresh {
        return;
    }
    if cover.entries().is_empty() {
        *cover = Rc::clone(layer);
        return;
    }
    let cover = Rc::make_mut(cover);
    cover.fresh = layer.fresh;
    for (name, entry) in layer.entries() {
        match (cover.entry(name).cloned(), entry) {
            (None, _) => {
                cover.put(name, entry.clone());
            }
            (Some(Entry::Dir(mut above)), Entry::Dir(dir)) => {
                lay_under(&mut above, dir);
                cover.put(name, Entry::Dir(above));
            }
            // Something else than a directory hides all; a directory over a file hides the file and all below it.
            (Some(Entry::Dir(mut above)), _) => {
                Rc::make_mut(&mut above).fresh = true;
                cover.put(name, Entry::Dir(above));
            }
            (Some(_), _) => {}
        }
    }
}

fn list(dir: &Dir, cover: Option<&Dir>, path: &str, vertex: VertexId, most: usize, rows: &mut Vec<Row>) {
    if cover.is_some_and(|cover| cover.fresh) {
        return;
    }
    for (name, entry) in dir.entries() {
        if rows.len() >= most {
            return;
        }
        let above = cover.and_then(|cover| cover.entry(name));
        let path = format!("{path}/{name}");
        let row = |kind, totals: Totals, certain, open, state| Row {
            path: path.clone(),
            kind,
            totals,
            certain,
            open,
            vertex,
            state,
        };
        match (entry, above) {
            (Entry::Dir(dir), None | Some(Entry::Dir(_))) => {
                let is_new = above.is_none();
                if is_new || dir.open {
                    rows.push(row(None, dir.block(), true, dir.open, State::Added));
                }
                let cover = above.and_then(|above| above.dir()).map(|above| &**above);
                list(dir, cover, &path, vertex, most, rows);
            }
            (Entry::Leaf(leaf), None) => {
                let state = if leaf.totals.changed > 0 { State::Changed } else { State::Added };
                rows.push(row(Some(leaf.kind), leaf.totals, leaf.certain, false, state));
            }
            (Entry::Gone, None) => {
                rows.push(row(Some(FileKind::Either), Totals::default(), true, false, State::Removed));
            }
            _ => {}
        }
    }
}

/// Gives the one part of a step whose size is not known what is left of the size of its layer.
pub(super) fn settle(work: &mut Work, size: &Size) {
    let totals = work.layer.totals();
    if totals.unknown != 1 || work.open.is_some() || (size.high.is_none() && size.low == 0) {
        return;
    }
    let mut path = Vec::new();
    if !unknown_block(&work.layer, &mut path) {
        return;
    }
    let mut rest = Totals::of(size);
    rest.low = rest.low.saturating_sub(totals.low);
    rest.high = rest.high.saturating_sub(totals.high);
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let settled = |dir: &mut Dir| {
        let mut block = dir.block();
        block.sub(Totals::unknown());
        block.add(rest);
        dir.set_block(block);
    };
    work.now.change(&parts, false, &mut |dir| settled(dir));
    work.layer.change(&parts, false, &mut |dir| settled(dir));
}

fn unknown_block(dir: &Dir, path: &mut Vec<String>) -> bool {
    if dir.block().unknown > 0 {
        return true;
    }
    for (name, entry) in dir.entries() {
        if let Some(inner) = entry.dir().filter(|inner| inner.totals().unknown > 0) {
            path.push(name.to_string());
            if unknown_block(inner, path) {
                return true;
            }
            path.pop();
        }
    }
    false
}
