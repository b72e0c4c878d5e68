//! Users and groups.

use crate::plan::files::node::{FileKind, Leaf};

use super::Call;

/// Whether the command is one of them.
pub(super) fn run(call: &mut Call<'_, '_>) -> bool {
    let command = call.command;
    let name = command.name();
    if !matches!(
        name,
        "useradd"
            | "adduser"
            | "groupadd"
            | "addgroup"
            | "usermod"
            | "groupmod"
            | "chpasswd"
            | "passwd"
            | "deluser"
            | "userdel"
            | "delgroup"
            | "groupdel"
            | "gpasswd"
    ) {
        return false;
    }
    call.work.open_dir("/etc", None);
    call.work.open_dir("/var", None);
    for path in ["/etc/passwd", "/etc/group", "/etc/shadow"] {
        if !name.contains("group") || path == "/etc/group" {
            call.work.put(path, Leaf::unknown(FileKind::File));
        }
    }
    let makes_home = match name {
        "useradd" => command.has_flag(&["-m", "--create-home"]),
        "adduser" => !command.has_flag(&["-H", "--no-create-home"]),
        _ => false,
    };
    if makes_home {
        let home =
            command.flag_value(&["-d", "--home-dir", "-h", "--home"]).map(|word| String::from(word.text));
        let user = command.operand_texts().last().unwrap_or_default();
        let home = home.unwrap_or_else(|| format!("/home/{user}"));
        if let Some(home) = call.path(&home) {
            call.work.open_dir(&home, None);
        }
    }
    true
}
