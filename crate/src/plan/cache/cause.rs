//! In words: what a vertex does differently from the one that it replaces.

use crate::eval::EnvList;
use crate::plan::vertex::{Exec, FileKind, Needed, Op};
use crate::syntax::expand::Env;
use crate::text::paths;

/// The name of a vertex without its stage and number: the instruction.
pub(super) fn words<'g>(vertex: &Needed<'g>) -> &'g str {
    let name = vertex.name;
    if name.starts_with("[internal]") { name } else { name.split_once("] ").map_or(name, |(_, rest)| rest) }
}

/// What the name of a vertex says of its stage.
pub(super) fn stage_word<'g>(vertex: &Needed<'g>) -> &'g str {
    let inside = vertex.name.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inside.and_then(|(inside, _)| inside.split_once(' ')).map_or("", |(stage, _)| stage)
}

/// What is different.
pub(super) fn difference(vertex: &Needed<'_>, old: Option<&Needed<'_>>) -> String {
    let Some(old) = old else { return "this step is new".to_owned() };
    match (vertex.op.as_ref(), old.op.as_ref()) {
        (Op::Exec(exec), Op::Exec(other)) => exec_difference(exec, other, vertex.platform != old.platform),
        (Op::Source { identifier, .. }, Op::Source { identifier: other, .. }) if identifier == other => {
            format!("the platform is {} now", vertex.platform)
        }
        (Op::Source { .. }, Op::Source { .. }) => {
            let name = |vertex: &Needed<'_>| words(vertex).trim_start_matches("FROM ").to_owned();
            format!("{} takes the place of {}", name(vertex), name(old))
        }
        (Op::File(actions), Op::File(others)) => {
            let what = actions.iter().zip(others).find(|(action, other)| action != other);
            match what.map(|(action, other)| (&action.kind, &other.kind)) {
                Some((FileKind::Copy(copy), FileKind::Copy(other)))
                    if paths::base(&copy.src) != paths::base(&other.src) =>
                {
                    format!("it copies {} now", copy.src.trim_start_matches('/'))
                }
                Some((FileKind::Copy(copy), FileKind::Copy(other))) if copy.dest != other.dest => {
                    format!("its destination is {} now", copy.dest)
                }
                Some((FileKind::Copy(copy), FileKind::Copy(other))) if copy.owner != other.owner => {
                    "its owner is another one".to_owned()
                }
                Some((FileKind::Copy(copy), FileKind::Copy(other))) if copy.mode != other.mode => {
                    "its file mode is another one".to_owned()
                }
                Some((FileKind::Mkfile { .. }, FileKind::Mkfile { .. })) => {
                    "the text of the here-document changed".to_owned()
                }
                Some((FileKind::Mkdir { path, .. }, FileKind::Mkdir { path: other, .. }))
                    if path != other =>
                {
                    format!("the directory is {path} now")
                }
                _ => "the instruction changed".to_owned(),
            }
        }
        _ => "the instruction changed".to_owned(),
    }
}

fn exec_difference(exec: &Exec, old: &Exec, other_platform: bool) -> String {
    if other_platform {
        return "the platform is another one".to_owned();
    }
    if exec.args != old.args {
        return "the command changed".to_owned();
    }
    if exec.env != old.env {
        let is_new = |(name, value): &(&str, &str), list: &EnvList| list.get(name) != Some(value);
        let found = exec.env.pairs().find(|pair| is_new(pair, &old.env));
        let gone = old.env.pairs().find(|pair| is_new(pair, &exec.env));
        return match (found, gone) {
            (Some((name, _)), _) => format!("{name} has another value, and every RUN below it sees it"),
            (None, Some((name, _))) => format!("{name} is no longer set"),
            (None, None) => "its variables come in another order".to_owned(),
        };
    }
    if exec.cwd != old.cwd {
        return format!("it runs in {} now", exec.cwd);
    }
    if exec.user != old.user {
        let user = if exec.user.is_empty() { "root" } else { &exec.user };
        return format!("it runs as {user} now");
    }
    if exec.network != old.network || exec.insecure != old.insecure {
        return "its network or its rights changed".to_owned();
    }
    "its mounts changed".to_owned()
}
