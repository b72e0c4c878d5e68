//! Which paths commands write and remove, and the directory that each runs in.

use crate::syntax::command::{Redirect, RedirectKind, SimpleCommand};
use crate::text::paths::{base, clean, join};

/// The directory of each command of a list that starts in `start`; `None` where only the shell knows it.
pub fn dirs(commands: &[SimpleCommand], start: &str) -> Vec<Option<String>> {
    // For each depth the directory there: leaving a group leaves its directory too.
    let mut stack: Vec<(u32, Option<String>)> = vec![(0, Some(start.to_owned()))];
    let mut found = Vec::with_capacity(commands.len());
    for command in commands {
        while stack.len() > 1 && stack.last().is_some_and(|(depth, _)| *depth > command.depth) {
            stack.pop();
        }
        if stack.last().is_some_and(|(depth, _)| *depth < command.depth) {
            let dir = stack.last().and_then(|(_, dir)| dir.clone());
            stack.push((command.depth, dir));
        }
        let Some((_, dir)) = stack.last_mut() else { return found };
        found.push(dir.clone());
        if matches!(command.name(), "cd" | "pushd") {
            let to = command.operand_texts().next();
            *dir = to.and_then(|to| resolve(to, dir.as_deref()));
        } else if command.name() == "popd" {
            *dir = None;
        }
    }
    found
}

/// A path as the shell finds it, from the root; `None` where only the shell knows it.
pub fn resolve(path: &str, dir: Option<&str>) -> Option<String> {
    if path.is_empty() || path == "-" || path.contains(['$', '`', '~']) {
        return None;
    }
    if path.starts_with('/') { Some(clean(path)) } else { Some(clean(&join(dir?, path))) }
}

/// The paths that a command writes by its words: files of a download, what it makes, copies, moves or unpacks, and where
/// its output goes. Directories into which something is put stand for what is put there. It is not all that a command
/// writes.
pub fn written(command: &SimpleCommand, dir: Option<&str>) -> Vec<String> {
    let value = |names: &[&str]| command.flag_value(names).map(|word| String::from(word.text));
    let operands: Vec<&str> = command.operand_texts().collect();
    let in_folder = |folder: &str, names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("{folder}/{}", base(name))).collect()
    };
    let named = |name: Option<String>| name.into_iter().collect();
    let of_urls = || operands.iter().map(|url| file_of_url(url).to_owned()).collect();
    let mut paths: Vec<String> = match command.name() {
        "touch" | "mkdir" | "tee" | "truncate" | "venv" | "virtualenv" => {
            operands.iter().map(|path| (*path).to_owned()).collect()
        }
        "cp" | "mv" | "install" | "ln" => match (value(&["-t", "--target-directory"]), operands.split_last())
        {
            (Some(folder), _) => in_folder(&folder, &operands),
            (None, Some((to, from))) if to.ends_with('/') || from.len() > 1 => in_folder(to, from),
            (None, to) => named(to.map(|(to, _)| (*to).to_owned())),
        },
        "curl" => match value(&["-o", "--output"]) {
            None if command.has_flag(&["-O", "--remote-name"]) => of_urls(),
            path => named(path),
        },
        "wget" => match (value(&["-O", "--output-document"]), value(&["-P", "--directory-prefix"])) {
            (None, Some(folder)) => {
                operands.iter().map(|url| format!("{folder}/{}", file_of_url(url))).collect()
            }
            (None, None) => of_urls(),
            (path, _) => named(path),
        },
        "git" if operands.first() == Some(&"clone") => {
            let of_url = operands.get(1).map(|url| file_of_url(url).trim_end_matches(".git"));
            named(operands.get(2).copied().or(of_url).map(str::to_owned))
        }
        "tar" if extracts(command) => named(value(&["-C", "--directory"])),
        "unzip" => named(value(&["-d"])),
        "go" | "gcc" | "g++" | "cc" | "c++" | "clang" | "clang++" | "dotnet" => {
            named(value(&["-o", "--output"]))
        }
        _ => Vec::new(),
    };
    let writes = |it: &&Redirect| matches!(it.kind, RedirectKind::Write | RedirectKind::Append);
    let files = command.redirects.iter().filter(writes).map(|it| String::from(&it.target.text));
    paths.extend(files.filter(|path| !path.starts_with("/dev/")));
    paths.iter().filter_map(|path| resolve(path, dir)).collect()
}

/// The paths that a command removes by its words. A pattern is given as written.
pub fn removed(command: &SimpleCommand, dir: Option<&str>) -> Vec<String> {
    let at = |path: &str| resolve(path, dir);
    match command.name() {
        "rm" | "rmdir" | "unlink" | "shred" => command.operand_texts().filter_map(at).collect(),
        "find" if command.args().iter().any(|word| matches!(word.text.as_str(), "-delete" | "rm")) => {
            let paths = command.args().iter().map(|word| word.text.as_str());
            paths.take_while(|text| !text.starts_with(['-', '(', '!'])).filter_map(at).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a `tar` takes files out of an archive.
pub(super) fn extracts(command: &SimpleCommand) -> bool {
    command.has_flag(&["-x", "--extract", "--get"])
        || command.args().first().is_some_and(|word| !word.text.starts_with('-') && word.text.contains('x'))
}

fn file_of_url(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{dirs, removed, written};
    use crate::syntax::command::commands;
    use crate::syntax::parse;

    /// What the commands of a text write, and what they remove, from `/src`.
    fn effects(text: &str) -> (Vec<String>, Vec<String>) {
        let source = format!("RUN {text}\n");
        let file = parse(&source);
        let commands = commands(&file, &file.instructions[0]);
        let dirs = dirs(&commands, "/src");
        let (mut writes, mut removes) = (Vec::new(), Vec::new());
        for (command, dir) in commands.iter().zip(&dirs) {
            writes.extend(written(command, dir.as_deref()));
            removes.extend(removed(command, dir.as_deref()));
        }
        (writes, removes)
    }

    #[track_caller]
    fn check_written(text: &str, expected: &[&str]) {
        assert_eq!(effects(text).0, expected, "{text}");
    }

    #[test]
    fn what_is_written() {
        check_written("go build -o app ./cmd", &["/src/app"]);
        check_written("cd /x && go build -o ../y/app .", &["/y/app"]);
        check_written("curl -fsSLo /t.tgz https://a/t.tgz", &["/t.tgz"]);
        check_written("curl -fsSLO https://a/b/t.tgz?x=1", &["/src/t.tgz"]);
        check_written("wget https://a/t.tgz && wget -P /d https://a/u", &["/src/t.tgz", "/d/u"]);
        check_written("tar -xzf t.tgz -C /opt", &["/opt"]);
        check_written("tar -czf t.tgz -C /opt .", &[]);
        check_written(
            "git clone --depth 1 https://a/b.git && git clone https://a/b c",
            &["/src/b", "/src/c"],
        );
        check_written(
            "cp a b /d/ && mv x /y && install -m 755 z /usr/bin/z",
            &["/d/a", "/d/b", "/y", "/usr/bin/z"],
        );
        check_written("mkdir -p /a b && echo x > /c 2>/dev/null", &["/a", "/src/b", "/c"]);
        check_written("python -m venv /venv", &["/venv"]);
        check_written("go build -o $OUT . && touch ~/x", &[]);
    }

    #[test]
    fn directories() {
        check_written("cd $X && touch a && cd /b && touch c", &["/b/c"]);
        check_written("(cd /a; touch b); touch c", &["/a/b", "/src/c"]);
    }

    #[test]
    fn what_is_removed() {
        assert_eq!(effects("rm -rf /a/* b && find /c -name '*.pyc' -delete").1, ["/a/*", "/src/b", "/c"]);
        assert_eq!(effects("find /c -name rmx; echo rm /a").1, [] as [&str; 0]);
    }
}
