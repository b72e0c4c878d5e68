//! The weight of a `RUN` as the sum of what its commands add.

use crate::syntax::command::{RedirectKind, Separator, SimpleCommand};

use super::super::layer::{Basis, Size};
use super::{Part, Step, apk, apt, npm, pip};

/// Programs that write nothing by themselves.
const SILENT: [&str; 43] = [
    ":", "[", "[[", "basename", "cat", "cd", "command", "cut", "date", "df", "dirname", "du", "echo", "env",
    "exit", "export", "false", "find", "getent", "grep", "hash", "head", "id", "ls", "mkdir", "popd",
    "printenv", "printf", "pushd", "pwd", "rm", "rmdir", "set", "sleep", "sort", "stat", "tail", "test",
    "tr", "true", "type", "umask", "unset",
];
const MORE_SILENT: [&str; 8] = ["uname", "wc", "wait", "which", "whoami", "touch", "ln", "uniq"];

/// Programs that change the files with the accounts.
const ACCOUNTS: [&str; 8] =
    ["useradd", "adduser", "groupadd", "addgroup", "usermod", "groupmod", "deluser", "userdel"];

/// The weight of the layer.
pub(super) fn size(step: &Step<'_>) -> Size {
    if step.commands.is_empty() {
        return Size::unknown("what a command writes is known once it has run");
    }
    let mut parts = Vec::new();
    let mut unknown: Vec<&str> = Vec::new();
    if step.commands.iter().all(|command| is_silent(command) || writes(command))
        && step.commands.iter().any(writes)
    {
        // The files tell it better.
        return Size::unknown("what a command writes is known once it has run");
    }
    let loops = step.commands.iter().any(|command| command.depth > 0);
    for command in step.commands {
        let mut found = Vec::new();
        if !of_command(step, command, &mut found) {
            let name = command.name();
            if !unknown.contains(&name) {
                unknown.push(name);
            }
        }
        if command.depth > 0 || command.separator == Separator::Or {
            // It may not run, or run more than once.
            for part in &mut found {
                part.low = 0;
                part.high = part.high.filter(|high| *high == 0 || !loops);
            }
        }
        parts.extend(found);
    }
    apt::leftovers(step, &mut parts);
    apk::leftovers(step, &mut parts);
    pip::leftovers(step, &mut parts);
    npm::leftovers(step, &mut parts);
    together(&parts, &unknown)
}

fn together(parts: &[Part], unknown: &[&str]) -> Size {
    let low = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.low));
    let high =
        parts.iter().map(|part| part.high).try_fold(0_u64, |sum, high| Some(sum.saturating_add(high?)));
    let high = high.filter(|_| unknown.is_empty());
    let mut how: Vec<String> = Vec::new();
    for part in parts {
        if !how.contains(&part.how) {
            how.push(part.how.clone());
        }
    }
    if !unknown.is_empty() {
        how.push(format!("what {} writes is known once it has run", unknown.join(", ")));
    }
    if how.is_empty() {
        how.push("its commands write no content of files".to_owned());
    }
    let basis = if high.is_some() { Basis::Estimated } else { Basis::Unknown };
    Size { low, high, basis, how: how.join("; ").into() }
}

/// Adds what a command writes; false when nobody can say.
fn of_command(step: &Step<'_>, command: &SimpleCommand, parts: &mut Vec<Part>) -> bool {
    let name = command.name();
    if writes(command) {
        if !matches!(name, "echo" | "printf")
            || command.args().iter().any(|word| word.text.contains(['$', '`']))
        {
            return false;
        }
        let length: usize = command.args().iter().map(|word| word.text.len() + 1).sum();
        parts.push(Part::new(0, length as u64, format!("{name} writes at most its own words")));
        return true;
    }
    if is_silent(command) {
        return true;
    }
    if ACCOUNTS.contains(&name) {
        return accounts(command, parts);
    }
    match name {
        "apt-get" | "apt" => apt::command(step, command, parts),
        "apk" => apk::command(step, command, parts),
        "npm" => npm::command(step, command, parts),
        "pip" | "pip3" | "uv" => pip::command(step, command, parts),
        "venv" => pip::environment(step, parts),
        "python" | "python3" => {
            let args: Vec<&str> = command.args().iter().map(|word| word.text.as_str()).collect();
            args.starts_with(&["-m", "venv"]) && pip::environment(step, parts)
        }
        _ => false,
    }
}

/// Whether its output goes to a file.
fn writes(command: &SimpleCommand) -> bool {
    command.redirects.iter().any(|it| {
        matches!(it.kind, RedirectKind::Write | RedirectKind::Append) && !it.target.text.starts_with("/dev/")
    })
}

/// Whether it writes nothing, except where its output goes. `find` can run others; what it deletes frees nothing.
fn is_silent(command: &SimpleCommand) -> bool {
    let name = command.name();
    let runs = name == "find" && command.has_flag(&["-exec", "-execdir", "-ok", "-fprint"]);
    !runs && (name.is_empty() || SILENT.contains(&name) || MORE_SILENT.contains(&name))
}

/// Account files are rewritten as a whole, and a home starts with what is in `/etc/skel`. Large numbers of users make
/// some tools write long log files.
fn accounts(command: &SimpleCommand, parts: &mut Vec<Part>) -> bool {
    let id = command.flag_value(&["-u", "--uid", "-g", "--gid"]);
    let is_small = id.is_none_or(|id| id.text.len() <= 5);
    if is_small {
        let how = "account files and an empty home, tens of kilobytes: the same step of node:24-slim transfers \
                   3.31 kB (docker-library/repo-info repos/node/remote/24-slim.md)";
        parts.push(Part::new(0, 100_000, how));
    }
    is_small
}
