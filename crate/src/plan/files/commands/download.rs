//! Commands that fetch and unpack.

use crate::plan::files::node::{FileKind, Leaf, Totals};
use crate::syntax::shell::written;

use super::Call;

/// Whether the command is one of them.
pub(super) fn run(call: &mut Call<'_, '_>) -> bool {
    let command = call.command;
    let operands: Vec<&str> = command.operand_texts().collect();
    match command.name() {
        "curl" | "wget" => {
            let names =
                ["-o", "--output", "-O", "--output-document", "-P", "--directory-prefix", "--output-dir"];
            if let Some(word) = command.flag_value(&names).filter(|word| word.text.contains(['$', '`'])) {
                call.path(&word.text);
                return true;
            }
            for path in written(command, call.dir)
                .into_iter()
                .filter(|path| !path.starts_with("/dev/") && path != "/-")
            {
                if !path.ends_with("/-") {
                    call.work.put(&path, Leaf::unknown(FileKind::File));
                }
            }
            // A name that a variable ends is not known.
            if operands.iter().any(|url| url.contains('$'))
                && written(command, call.dir).is_empty()
                && command.name() == "wget"
            {
                call.open_here();
            }
            true
        }
        "git" => match operands.first().copied() {
            Some("clone") => {
                let places = written(command, call.dir);
                if places.is_empty() {
                    call.open_here();
                }
                for path in places {
                    call.work.open_dir(&path, Some(Totals::unknown()));
                }
                true
            }
            Some("config") => {
                let path = format!("{}/.gitconfig", call.home());
                call.file(&path);
                true
            }
            Some("checkout" | "submodule" | "fetch" | "pull" | "reset" | "apply" | "init" | "lfs") => {
                call.open_here();
                true
            }
            Some("rev-parse" | "describe" | "log" | "status" | "diff" | "ls-remote") => true,
            _ => false,
        },
        "tar" | "bsdtar" => {
            let makes = command.args().first().is_some_and(|word| {
                let flags = word.text.trim_start_matches('-');
                !word.text.starts_with("--") && flags.contains('c') && !flags.contains('x')
            });
            if makes || command.has_flag(&["-c", "--create"]) {
                match command.flag_value(&["-f", "--file"]) {
                    Some(word) if word.text != "-" => call.file(&word.text),
                    _ => call.open_here(),
                }
                return true;
            }
            unpack(call, &["-C", "--directory"]);
            true
        }
        "unzip" | "bsdunzip" => {
            unpack(call, &["-d"]);
            true
        }
        "gunzip" | "gzip" | "bunzip2" | "xz" | "unxz" | "zstd" | "bzip2" => {
            if command.redirects.is_empty() {
                call.open_here();
            }
            true
        }
        "gpg" | "gpgv" => {
            match command.flag_value(&["-o", "--output"]) {
                Some(word) => call.file(&word.text),
                None => {
                    let path = format!("{}/.gnupg", call.home());
                    call.fill(&path);
                }
            }
            true
        }
        "ssh-keyscan" => true,
        _ => false,
    }
}

fn unpack(call: &mut Call<'_, '_>, flags: &[&str]) {
    match call.command.flag_value(flags) {
        Some(word) => call.fill(&word.text),
        None => call.open_here(),
    }
}
