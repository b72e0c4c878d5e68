//! Commands that make, copy, move, change and remove files.

use crate::plan::Size;
use crate::plan::files::node::{Entry, FileKind, Found, Leaf, Totals};
use crate::syntax::command::SimpleCommand;
use crate::syntax::shell::written;
use crate::text::paths::{base, join};

use super::Call;

/// Whether the command is one of them.
pub(super) fn run(call: &mut Call<'_, '_>) -> bool {
    let command = call.command;
    let operands: Vec<String> = command.operand_texts().map(str::to_owned).collect();
    match command.name() {
        "mkdir" => each(call, &operands, |call, path| call.work.mkdir(path)),
        "touch" => each(call, &operands, |call, path| {
            if !matches!(call.work.now.find(path), Found::Yes(_)) {
                call.work.put(path, Leaf::file(&Size::measured(0, "")));
            }
        }),
        "tee" | "truncate" => each(call, &operands, |call, path| {
            if !path.starts_with("/dev/") {
                call.work.put(path, Leaf::unknown(FileKind::File));
            }
        }),
        "cp" | "mv" | "install" => transfer(call, &operands),
        "ln" => {
            link(call, &operands);
            true
        }
        "rm" | "rmdir" | "unlink" | "shred" => {
            for text in &operands {
                remove(call, text);
            }
            true
        }
        "find" => {
            let roots = command.args().iter().map(|word| String::from(&word.text));
            let roots: Vec<String> =
                roots.take_while(|text| !text.starts_with(['-', '(', '!', '\\'])).collect();
            for root in roots {
                if let Some(path) = call.path(&root) {
                    call.work.open_dir(&path, None);
                }
            }
            command
                .args()
                .iter()
                .any(|word| word.text == "-delete" || word.text == "rm" || word.text == "chmod")
        }
        "chmod" | "chown" | "chgrp" => {
            let whole = command.has_flag(&["-R", "--recursive"]);
            let mut paths = operands.as_slice();
            if command.flag_value(&["--reference"]).is_none() {
                paths = paths.get(1..).unwrap_or_default();
            }
            for text in paths {
                if let Some((dir, pattern)) = wildcard(text) {
                    let Some(dir) = call.path(&dir) else { continue };
                    let found: Vec<String> = call.work.now.dir_at(&dir).map_or_else(Vec::new, |found| {
                        let shape = crate::eval::ignore::NamePattern::read(&pattern);
                        let names = found.entries().iter().map(|(name, _)| name.to_string());
                        names.filter(|name| shape.as_ref().is_some_and(|shape| shape.fits(name))).collect()
                    });
                    for name in found {
                        call.work.touch_again(&format!("{dir}/{name}"), whole);
                    }
                } else if let Some(path) = call.path(text) {
                    call.work.touch_again(&path, whole);
                }
            }
            true
        }
        "sed" => {
            // The first operand is the script, unless a flag gave it.
            let has_script = command.has_flag(&["-e", "--expression", "-f", "--file"]);
            let files = operands.get(usize::from(!has_script)..).unwrap_or_default();
            each(call, files, |call, path| call.work.put(path, Leaf::unknown(FileKind::File)))
        }
        _ => false,
    }
}

fn each(call: &mut Call<'_, '_>, operands: &[String], act: impl Fn(&mut Call<'_, '_>, &str)) -> bool {
    for text in operands.iter().flat_map(|text| braces(text)) {
        if let Some(path) = call.path(&text) {
            act(call, &path);
        }
    }
    true
}

/// `a/{b,c}` as bash reads it, one pair of braces deep.
fn braces(text: &str) -> Vec<String> {
    let parts = text.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    match parts {
        Some((before, (list, after))) if list.contains(',') && !before.ends_with('$') => {
            list.split(',').map(|item| format!("{before}{item}{after}")).collect()
        }
        _ => vec![text.to_owned()],
    }
}

/// A path whose last name is a pattern, cut in two.
fn wildcard(text: &str) -> Option<(String, String)> {
    let (dir, name) = text.rsplit_once('/').unwrap_or((".", text));
    let dir = if dir.is_empty() { "/" } else { dir };
    (name.contains(['*', '?', '[']) && !dir.contains(['*', '?', '[']))
        .then(|| (dir.to_owned(), name.to_owned()))
}

fn remove(call: &mut Call<'_, '_>, text: &str) {
    for text in braces(text) {
        if let Some((dir, pattern)) = wildcard(&text) {
            if let Some(dir) = call.path(&dir) {
                call.work.remove_matching(&dir, &pattern);
            }
        } else if text.contains(['*', '?', '[']) {
            // A pattern of directories: what is gone is not known, so nobody can say what is left.
            let fixed = text.split(['*', '?', '[']).next().unwrap_or_default();
            let dir = fixed.rsplit_once('/').map_or("", |(dir, _)| dir).to_owned();
            if let Some(path) = call.path(&dir) {
                call.work.open_dir(&path, None);
            }
        } else if let Some(path) = call.path(&text) {
            call.work.remove(&path);
        }
    }
}

fn transfer(call: &mut Call<'_, '_>, operands: &[String]) -> bool {
    let command = call.command;
    if command.name() == "install" && command.has_flag(&["-d", "--directory"]) {
        return each(call, operands, |call, path| call.work.mkdir(path));
    }
    let folder = command.flag_value(&["-t", "--target-directory"]).map(|word| String::from(word.text));
    let (to, from, is_folder) = match (folder, operands.split_last()) {
        (Some(folder), _) => (folder, operands, true),
        (None, Some((to, from))) if !from.is_empty() => (
            to.clone(),
            from,
            to.ends_with('/') || from.len() > 1 || from.iter().any(|text| wildcard(text).is_some()),
        ),
        _ => return false,
    };
    let Some(to) = call.path(&to) else { return true };
    let moves = command.name() == "mv";
    let is_folder = is_folder || call.work.now.dir_at(&to).is_some();
    for text in from {
        if text.contains(['*', '?', '[', '{']) {
            call.work.open_dir(&to, Some(Totals::unknown()));
            if moves {
                remove(call, text);
            }
            continue;
        }
        let Some(path) = call.path(text) else { continue };
        let contents = text.ends_with("/.");
        let place = if is_folder && !contents { join(&to, base(&path)) } else { to.clone() };
        let entry = match call.work.now.find(&path) {
            Found::Yes(entry) => entry.clone(),
            _ => Entry::Leaf(Leaf::unknown(FileKind::Either)),
        };
        call.work.lay(&place, &entry);
        if moves {
            call.work.remove(&path);
        }
    }
    true
}

fn link(call: &mut Call<'_, '_>, operands: &[String]) {
    let places = match operands {
        [only] => {
            let Some(dir) = call.dir else { return };
            vec![join(dir, base(only))]
        }
        [target, place] => match call.path(place) {
            Some(path) if call.work.now.dir_at(&path).is_some() => vec![join(&path, base(target))],
            path => path.into_iter().collect(),
        },
        _ => written(call.command, call.dir),
    };
    for path in places {
        let leaf = Leaf { kind: FileKind::Link, ..Leaf::file(&Size::measured(0, "")) };
        call.work.put(&path, leaf);
    }
}

/// The bytes that `echo` prints, when they can be counted.
pub(super) fn printed(command: &SimpleCommand) -> Option<u64> {
    let words = command.args();
    let is_plain = |text: &str| !text.contains(['$', '`', '\\', '%', '*']);
    if command.name() != "echo" || !words.iter().all(|word| is_plain(&word.text)) {
        return None;
    }
    let flags = words.iter().take_while(|word| matches!(word.text.as_str(), "-n" | "-e" | "-ne" | "-en"));
    let (count, no_break) =
        flags.fold((0, false), |(count, none), word| (count + 1, none || word.text.contains('n')));
    let words = words.get(count..).unwrap_or_default();
    let bytes: usize = words.iter().map(|word| word.text.len() + 1).sum();
    Some((bytes.max(1) - usize::from(no_break)) as u64)
}
