//! What can be explained: the names under which the page has its texts.

use crate::syntax::mount::MountKind;
use crate::syntax::{KEYWORDS, flags_of};

use super::options::all_mount_keys;

/// What `$NAME` stands for.
pub(super) const VARIABLE: &str = "variable";
/// A stage.
pub(super) const STAGE: &str = "stage";
/// An image that a stage starts from.
pub(super) const IMAGE: &str = "image";
/// The empty base.
pub(super) const SCRATCH: &str = "scratch";
/// A path that is copied.
pub(super) const PATH: &str = "path";

/// A flag of an instruction.
pub(super) fn flag(keyword: &str, name: &str) -> String {
    format!("{keyword} --{name}")
}

/// A type of mount.
pub(super) fn mount(kind: &str) -> String {
    format!("mount type={kind}")
}

/// A key of a mount. Some have more than one name.
pub(super) fn mount_key(key: &str) -> String {
    let key = match key {
        "src" => "source",
        "dst" | "destination" => "target",
        "ro" => "readonly",
        "rw" => "readwrite",
        key => key,
    };
    format!("mount {key}")
}

/// Every topic that an answer can name, in the order of a reference: instructions with their flags, mounts, concepts.
pub fn topics() -> Vec<String> {
    let mut list = Vec::new();
    for keyword in KEYWORDS {
        list.push(keyword.to_owned());
        list.extend(flags_of(keyword).map(|(name, _)| flag(keyword, name)));
    }
    list.extend(MountKind::ALL.into_iter().map(|(name, _)| mount(name)));
    list.push(mount_key("type"));
    list.extend(all_mount_keys().into_iter().map(mount_key));
    list.extend([VARIABLE, STAGE, IMAGE, SCRATCH, PATH].map(str::to_owned));
    list
}
