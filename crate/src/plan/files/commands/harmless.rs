//! Commands that write nothing but what their output goes to.

use super::Call;

const HARMLESS: [&str; 73] = [
    "echo",
    "printf",
    "true",
    "false",
    ":",
    "test",
    "[",
    "[[",
    "cd",
    "pushd",
    "popd",
    "set",
    "export",
    "unset",
    "exit",
    "cat",
    "ls",
    "grep",
    "egrep",
    "fgrep",
    "which",
    "command",
    "id",
    "whoami",
    "uname",
    "date",
    "env",
    "sleep",
    "sha256sum",
    "sha1sum",
    "sha512sum",
    "md5sum",
    "pwd",
    "head",
    "tail",
    "wc",
    "sort",
    "uniq",
    "cut",
    "tr",
    "awk",
    "gawk",
    "diff",
    "cmp",
    "file",
    "ldd",
    "stat",
    "du",
    "df",
    "ps",
    "hash",
    "type",
    "read",
    "shift",
    "local",
    "return",
    "trap",
    "umask",
    "ulimit",
    "dirname",
    "basename",
    "readlink",
    "realpath",
    "arch",
    "nproc",
    "getent",
    "dpkg-architecture",
    "jq",
    "kill",
    "wait",
    "break",
    "continue",
    "ping",
];

/// Whether the command is one of them.
pub(super) fn run(call: &mut Call<'_, '_>) -> bool {
    let name = call.command.name();
    let writes = |flags: &[&str]| {
        call.command.args().iter().any(|word| flags.iter().any(|flag| word.text.starts_with(flag)))
    };
    match name {
        "find" => !writes(&["-delete", "-exec", "-ok", "-fprint"]),
        "sed" => !writes(&["-i", "--in-place", "-ni", "-Ei", "-ri"]),
        "go" | "node" | "python" | "python3" | "java" | "cargo" | "npm" | "dotnet" => {
            matches!(call.command.args(), [only] if matches!(only.text.as_str(), "version" | "-v" | "-V" | "env"))
        }
        _ => HARMLESS.contains(&name),
    }
}
