//! A flat list of files as a tree: what is shown of it, with some directories open, a search and a filter. Pure.

use std::collections::BTreeSet;
use std::rc::Rc;

use stagescope::report::{
    Basis, FileKind, FilePart, FileRow, FileState, ImageView, SizeView, TrailStep, sum,
};
use stagescope::text::order;
use yew::AttrValue;

use crate::messages::say;

/// What the panel asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TreeAsked {
    /// Whether the tree is shown.
    pub open: bool,
    /// Which files.
    pub part: FilePart,
    /// Layer and path of the file whose way is told.
    pub file: Option<(usize, String)>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TreeAnswer {
    /// The tree, while it is shown.
    pub tree: Option<Rc<Tree>>,
    /// The way of the file.
    pub trail: Vec<TrailStep>,
}

/// Which files are shown by what their layer did to them. What a base image brings is in none but the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// What is new.
    Added,
    /// What replaces something of a lower layer.
    Changed,
    /// What is taken away.
    Removed,
}

impl Filter {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::All, Self::Added, Self::Changed, Self::Removed];

    /// Its word.
    pub fn name(self) -> AttrValue {
        match self {
            Self::All => say::all(),
            Self::Added => say::filter_added(),
            Self::Changed => say::filter_changed(),
            Self::Removed => say::filter_removed(),
        }
    }
}

/// One line of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The last part of its path.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Number of directories above it.
    pub depth: usize,
    /// Whether something can be in it.
    pub is_dir: bool,
    /// What it weighs with all that is in it.
    pub size: SizeView,
    /// Place of its row in the list; `None` for a directory that is only a part of a path.
    pub row: Option<usize>,
    /// Place of the node after all that is in it.
    pub end: usize,
    parent: Option<usize>,
}

/// A tree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree {
    /// Its rows.
    pub rows: Vec<FileRow>,
    /// Its nodes, each before what is in it.
    pub nodes: Vec<Node>,
    /// Number of files that each filter shows.
    pub counts: [usize; 4],
    inherited: usize,
}

impl Tree {
    /// Makes a tree of a list. Layers below `inherited` come with the base image.
    pub fn new(mut rows: Vec<FileRow>, inherited: usize) -> Self {
        // So that what is in a directory follows it: a slash goes before all else.
        let rank = |byte| if byte == b'/' { 0 } else { byte };
        order::sort_by(&mut rows, |a: &FileRow, b: &FileRow| {
            a.path.bytes().map(rank).cmp(b.path.bytes().map(rank))
        });
        let mut tree = Self { rows: Vec::new(), nodes: Vec::new(), counts: [0; 4], inherited };
        let unknown = SizeView { high: None, basis: Basis::Unknown, ..sum(&[]) };
        // The directories that the row lies in, outermost first.
        let mut open: Vec<usize> = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            // Of what may be in it besides, nobody knows the weight.
            let size = if row.open { sum(&[&row.size, &unknown]) } else { row.size.clone() };
            let parts: Vec<&str> = row.path.split('/').filter(|name| !name.is_empty()).collect();
            let same = open
                .iter()
                .zip(&parts)
                .take_while(|(node, name)| tree.nodes.get(**node).is_some_and(|it| it.name == **name))
                .count();
            tree.close(&mut open, same);
            for (depth, name) in parts.iter().enumerate().skip(same) {
                let is_last = depth + 1 == parts.len();
                let path =
                    format!("/{}", parts.iter().take(depth + 1).copied().collect::<Vec<_>>().join("/"));
                open.push(tree.nodes.len());
                tree.nodes.push(Node {
                    name: (*name).to_owned(),
                    path,
                    depth,
                    is_dir: !is_last || row.kind == FileKind::Directory,
                    size: if is_last { size.clone() } else { sum(&[]) },
                    row: is_last.then_some(place),
                    end: 0,
                    parent: depth.checked_sub(1).and_then(|above| open.get(above).copied()),
                });
            }
            // A second layer says something of the same path: the upper one comes first and stays.
            if same == parts.len()
                && let Some(node) = open.last().and_then(|node| tree.nodes.get_mut(*node))
            {
                node.row = node.row.or(Some(place));
                node.size = sum(&[&node.size, &size]);
            }
            if row.kind != FileKind::Directory {
                for (filter, count) in Filter::ALL.into_iter().zip(&mut tree.counts) {
                    *count += usize::from(passes(row, filter, inherited));
                }
            }
        }
        tree.close(&mut open, 0);
        tree.rows = rows;
        tree
    }

    /// Finishes the innermost directories, so that so many stay.
    fn close(&mut self, open: &mut Vec<usize>, keep: usize) {
        while open.len() > keep {
            let Some(last) = open.pop() else { return };
            let end = self.nodes.len();
            let mut size = None;
            if let Some(node) = self.nodes.get_mut(last) {
                node.end = end;
                node.is_dir |= end > last + 1;
                size = Some(node.size.clone());
            }
            let above = open.last().and_then(|above| self.nodes.get_mut(*above));
            if let (Some(above), Some(size)) = (above, size) {
                above.size = sum(&[&above.size, &size]);
            }
        }
    }

    /// Places of the nodes that are shown, in order. A search opens what it finds.
    pub fn shown(&self, open: &BTreeSet<String>, words: &str, filter: Filter) -> Vec<usize> {
        let words = words.trim().to_lowercase();
        let mut holds: Vec<bool> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let row = node.row.and_then(|row| self.rows.get(row));
            let is_kind = match filter {
                Filter::All => true,
                _ => row.is_some_and(|row| {
                    row.kind != FileKind::Directory && passes(row, filter, self.inherited)
                }),
            };
            holds.push(is_kind && (words.is_empty() || node.path.to_lowercase().contains(&words)));
        }
        // What holds something is shown with it.
        for (place, node) in self.nodes.iter().enumerate().rev() {
            if holds.get(place) == Some(&true)
                && let Some(above) = node.parent.and_then(|parent| holds.get_mut(parent))
            {
                *above = true;
            }
        }
        let mut shown = Vec::new();
        let mut place = 0;
        while let Some(node) = self.nodes.get(place) {
            let holds = holds.get(place) == Some(&true);
            if holds {
                shown.push(place);
            }
            let enter = holds && (!words.is_empty() || open.contains(&node.path));
            place = if enter { place + 1 } else { node.end.max(place + 1) };
        }
        shown
    }

    /// The node that a node is in.
    pub fn parent(&self, place: usize) -> Option<usize> {
        self.nodes.get(place)?.parent
    }

    /// What the layer of a node did; `None` for what the base image brings.
    pub fn state(&self, node: &Node) -> Option<FileState> {
        let row = self.rows.get(node.row?)?;
        (row.layer >= self.inherited).then_some(row.state)
    }
}

fn passes(row: &FileRow, filter: Filter, inherited: usize) -> bool {
    let own = row.layer >= inherited;
    match filter {
        Filter::All => true,
        Filter::Added => own && row.state == FileState::Added,
        Filter::Changed => own && row.state == FileState::Changed,
        Filter::Removed => own && row.state == FileState::Removed,
    }
}

/// Number of layers that come with the base image, as rows of the list of layers.
pub fn inherited(image: &ImageView) -> usize {
    image.layers.iter().take_while(|layer| layer.inherited).count()
}

/// Whether the list is whole, in words: for the layers of the part that is shown.
pub fn closed_words(image: &ImageView, part: FilePart) -> String {
    let last = match part {
        FilePart::Image => image.layers.len(),
        FilePart::UpTo(layer) | FilePart::Layer(layer) => layer + 1,
    };
    let first = if let FilePart::Layer(layer) = part { layer } else { 0 };
    let layers = image.layers.iter().take(last).skip(first);
    let open: Vec<String> = layers
        .filter_map(|layer| {
            let why = &layer.files.as_ref()?.open;
            (!why.is_empty()).then(|| say::layer_may_have_more(&layer.number, why))
        })
        .collect();
    let base = image.layers.get(first..last).is_some_and(|layers| layers.iter().any(|layer| layer.inherited));
    let rest = if base { format!(" {}", say::only_directories()) } else { String::new() };
    let list = if open.is_empty() {
        say::every_step_known().to_string()
    } else {
        say::may_lack_files(open.join("; "))
    };
    list + &rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, bytes: f64, layer: usize, state: FileState) -> FileRow {
        let size = SizeView { low: bytes, high: Some(bytes), ..sum(&[]) };
        FileRow {
            path: path.to_owned(),
            kind: if path.ends_with("dir") { FileKind::Directory } else { FileKind::File },
            size,
            layer,
            instruction: None,
            from_stage: None,
            state,
            certain: true,
            open: false,
        }
    }

    fn tree() -> Tree {
        let rows = vec![
            row("/app-x", 1.0, 1, FileState::Added),
            row("/app/a", 2.0, 1, FileState::Changed),
            row("/app/sub/b", 4.0, 2, FileState::Removed),
            row("/usr/dir", 8.0, 0, FileState::Added),
            row("/usr/dir", 16.0, 1, FileState::Added),
        ];
        Tree::new(rows, 1)
    }

    fn names(tree: &Tree, open: &[&str], words: &str, filter: Filter) -> Vec<String> {
        let open = open.iter().map(|path| (*path).to_owned()).collect();
        let shown = tree.shown(&open, words, filter);
        shown.into_iter().map(|place| tree.nodes[place].path.clone()).collect()
    }

    #[test]
    fn what_is_in_a_directory_follows_it() {
        let tree = tree();
        let all: Vec<(&str, usize, usize)> =
            tree.nodes.iter().map(|node| (node.path.as_str(), node.depth, node.end)).collect();
        let expected = [
            ("/app", 0, 4),
            ("/app/a", 1, 2),
            ("/app/sub", 1, 4),
            ("/app/sub/b", 2, 4),
            ("/app-x", 0, 5),
            ("/usr", 0, 7),
            ("/usr/dir", 1, 7),
        ];
        assert_eq!(all, expected);
        assert_eq!((tree.nodes[0].size.low, tree.nodes[5].size.low), (6.0, 24.0));
        assert_eq!(tree.counts, [3, 1, 1, 1]);
    }

    #[test]
    fn what_may_hold_more_has_no_upper_bound() {
        let open = FileRow { open: true, ..row("/etc/dir", 0.0, 0, FileState::Added) };
        let tree = Tree::new(vec![open, row("/etc/a", 5.0, 1, FileState::Added)], 1);
        let sizes: Vec<(f64, Option<f64>)> =
            tree.nodes.iter().map(|node| (node.size.low, node.size.high)).collect();
        assert_eq!(sizes, [(5.0, None), (5.0, Some(5.0)), (0.0, None)]);
    }

    #[test]
    fn directories_are_shut_until_they_are_opened_or_searched() {
        let tree = tree();
        assert_eq!(names(&tree, &[], "", Filter::All), ["/app", "/app-x", "/usr"]);
        assert_eq!(
            names(&tree, &["/app"], "", Filter::All),
            ["/app", "/app/a", "/app/sub", "/app-x", "/usr"]
        );
        assert_eq!(names(&tree, &[], "SUB", Filter::All), ["/app", "/app/sub", "/app/sub/b"]);
        assert_eq!(names(&tree, &["/app"], "", Filter::Removed), ["/app", "/app/sub"]);
        assert_eq!(names(&tree, &[], "app", Filter::Changed), ["/app", "/app/a"]);
        assert!(names(&tree, &[], "nothing", Filter::All).is_empty());
    }
}
