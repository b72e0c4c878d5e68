//! Changes of a whole Dockerfile that somebody may want to make: each is carried out and analysed before it is offered.

mod artifact;
mod cut;
mod manifests_first;
mod name_stage;
mod packages;
mod runtime;
mod scene;
mod shared_base;
mod split;
mod split_dotnet;
mod split_java;
mod split_native;
mod split_node;
mod split_php;
mod split_python;
mod split_ruby;
mod split_static;
#[cfg(test)]
mod testing;

use crate::catalog::Catalog;
use crate::report::{Basis, Edit, Input, Report, SizeView, analyze, apply, compare, with_files};
use crate::text::{TextEdit, Utf16Index, order};

use super::byte_at;
use scene::Scene;

/// One change, and what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct Refactor {
    /// What it does, as an order.
    pub title: String,
    /// What to look at afterwards; may be empty.
    pub review: String,
    /// Stages and size of the image before and after: `1 → 2 stages · 873 MB → 90–95 MB`.
    pub effect: String,
    /// The edits, in order and not overlapping.
    pub edits: Vec<Edit>,
}

/// A change that is not tried yet.
struct Draft {
    title: String,
    review: String,
    edits: Vec<TextEdit>,
    keeps: Keeps,
}

/// What of the image's config is the same afterwards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeps {
    /// All of it.
    Config,
    /// All but the search path for programs.
    ConfigButPath,
    /// What another base image does not say otherwise: the image is served by another program.
    Nothing,
}

const OFFERS: [fn(&Scene<'_>) -> Option<Draft>; 11] = [
    name_stage::offer,
    manifests_first::offer,
    shared_base::offer,
    split_python::offer,
    split_static::offer,
    split_node::offer,
    split_native::offer,
    split_java::offer,
    split_dotnet::offer,
    split_php::offer,
    split_ruby::offer,
];

/// What can be made of the Dockerfile at a UTF-16 offset. A change after which `docker build` would stop, or which breaks its
/// promise, is not offered; nor is any where it stops now.
pub fn refactors(input: &Input, catalog: &Catalog<'_>, offset: u32) -> Vec<Refactor> {
    let source = input.dockerfile.as_str();
    let index = Utf16Index::new(source);
    let pos = byte_at(input, &index, offset);
    let drafts = with_files(input, catalog, true, |build, _| {
        let scene = Scene::new(input, build, pos)?;
        Some(OFFERS.iter().filter_map(|offer| offer(&scene)).collect::<Vec<_>>())
    });
    let drafts = drafts.flatten().unwrap_or_default();
    if drafts.is_empty() {
        return Vec::new();
    }
    let before = analyze(input, catalog);
    if before.stop.is_some() {
        return Vec::new();
    }
    let tried = drafts.into_iter().filter_map(|draft| {
        let Draft { title, review, mut edits, keeps } = draft;
        order::sort_by_key(&mut edits, |edit| edit.span);
        let edit = |edit: TextEdit| Edit {
            from: index.utf16(edit.span.start),
            to: index.utf16(edit.span.end),
            insert: edit.new_text,
        };
        let edits: Vec<Edit> = edits.into_iter().map(edit).collect();
        let dockerfile = apply(source, &edits.iter().collect::<Vec<_>>()).filter(|text| text != source)?;
        let after = analyze(&Input { dockerfile, ..input.clone() }, catalog);
        let is_kept = after.stop.is_none() && kept(&before, &after, keeps);
        is_kept.then(|| Refactor { title, review, effect: effect(&before, &after), edits })
    });
    tried.collect()
}

fn kept(before: &Report, after: &Report, keeps: Keeps) -> bool {
    if keeps == Keeps::Nothing {
        return true;
    }
    let config = |report: &Report| {
        let rows = report.image.iter().flat_map(|image| &image.config);
        // What the base image brings is that image's own.
        let own = rows.filter(|row| row.instruction.is_some());
        let own = own.filter(|row| keeps == Keeps::Config || !row.value.starts_with("PATH="));
        let mut list: Vec<(String, String)> = own.map(|row| (row.key.clone(), row.value.clone())).collect();
        order::sort(&mut list);
        list
    };
    config(before) == config(after)
}

fn effect(before: &Report, after: &Report) -> String {
    let mut parts = Vec::new();
    let (few, many) = (before.stages.len(), after.stages.len());
    if few != many {
        parts.push(format!("{few} → {many} stages"));
    }
    let sizes = [before, after].map(|report| report.image.as_ref().map(|image| &image.size));
    if let [Some(SizeView { text: old, basis, .. }), Some(SizeView { text: new, .. })] = sizes {
        let difference = compare(before, after).difference;
        parts.push(match (old == new, difference.is_empty()) {
            (true, _) if *basis == Basis::Unknown => format!("size of the image {old}"),
            (true, _) => format!("image stays at {old}"),
            (false, true) => format!("image {old} → {new}"),
            (false, false) => format!("image {old} → {new}, {difference}"),
        });
    }
    parts.join(" · ")
}
